//! The report on the screen: the same document that its two files hold, with what one can do with it.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{file, focus, print};
use crate::exchange::report::document::{Block, Document, Figure, Table};
use crate::exchange::report::html::{heading, html, is_long, is_whole, percent};
use crate::exchange::report::markdown::markdown;
use crate::exchange::report::{Sources, report as make};
use crate::locale::fill;
use crate::model::pack::Guide;
use crate::ui::app::arrive;
use crate::ui::charts::draw;
use crate::ui::dynamic::{block, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::guide::{guide, guide_comes, instead_of_guide};
use crate::ui::parts::keep::slug;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

pub fn report() -> AnyView {
    let w = &more_words().report;
    let session = use_session();
    let name =
        move || session.with(|own| own.profile.name.clone()).unwrap_or_else(|| more_words().frame.unnamed.into());
    let title = move || fill(w.of, &[&name()]);
    arrive(Signal::derive(title));
    let content = move || {
        let asked = session.asked()?;
        // With the guidance the document says what to do, so the document waits until it is known whether there is one.
        let guide = guide(&asked);
        if guide.is_none() && guide_comes(&asked) {
            return Some(instead_of_guide(asked));
        }
        let document = Arc::new(document(session, guide.as_deref())?);
        Some(parts(vec![actions(session, document.clone()), parts(article(session, &document))]))
    };
    el("div")
        .attr("class", "page")
        .child(el("h1").attr("class", "screen-only").attr("tabindex", "-1").child(text(title)))
        .child(block(content))
        .into_any()
}

/// The document of what is open; followed, so that it is made again when something is said.
fn document(session: Session, guide: Option<&Guide>) -> Option<Document> {
    session.own();
    let (id, asked) = (session.id()?, session.asked()?);
    let facts = session.facts_of(&id)?;
    make(&Sources { facts: &facts, pack: &asked.pack, texts: &asked.texts, guide, words: more_words() })
}

/// What one can do with it.
fn actions(session: Session, document: Arc<Document>) -> AnyView {
    let w = &more_words().report;
    let failed = RwSignal::new(false);
    let save = move |write: fn(&Document) -> String, end: &'static str| {
        let document = document.clone();
        let press = move |_: ev::MouseEvent| {
            let name = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
            let saved = file::download(&format!("{}-report.{end}", slug(&name)), &write(&document));
            failed.set(saved.is_none());
        };
        on(press)
    };
    let button = |words: &'static str, press: Box<dyn FnMut(ev::MouseEvent)>| {
        el("button").attr("type", "button").on(ev::click, press).child(words)
    };
    parts(
        el("div")
            .attr("class", "screen-only")
            .child(el("p").attr("class", "lead").child(w.lead))
            .child(
                el("div")
                    .attr("class", "actions")
                    .child(button(w.print, on(|_| print::print())).attr("class", "primary"))
                    .child(button(w.save_html, save(html, "html")))
                    .child(button(w.save_markdown, save(markdown, "md"))),
            )
            .child(when(
                move || failed.get(),
                move || el("p").attr("class", "error").attr("role", "alert").child(w.not_saved),
            )),
    )
}

fn article(session: Session, own: &Document) -> El {
    let blocks = own.blocks.iter().map(|part| part_of(session, own, part)).collect::<Vec<AnyView>>();
    el("article")
        .attr("class", "report")
        .attr("lang", own.language)
        .child(blocks)
        .child(el("p").attr("class", "report-foot hint").child(own.foot.clone()))
}

fn part_of(session: Session, document: &Document, part: &Block) -> AnyView {
    match part {
        Block::Cover { mark, kind, title, lines } => parts(
            el("header").attr("class", "report-cover").child(draw(mark, kind)).child(
                el("div")
                    .child(el("p").attr("class", "kicker").child(kind.clone()))
                    .child(el("p").attr("class", "report-title").child(title.clone()))
                    .child(lines.iter().map(|line| el("p").child(line.clone())).collect::<Vec<_>>()),
            ),
        ),
        Block::Heading { level, id, text } => {
            parts(el(heading(*level)).attr("id", place(id)).attr("tabindex", "-1").child(text.clone()))
        }
        Block::Contents => parts(contents(session, document)),
        Block::Text(text) => parts(el("p").child(text.clone())),
        Block::Hint(text) => parts(el("p").attr("class", "hint").child(text.clone())),
        Block::List(lines) => parts(list("ul", lines)),
        Block::Steps(lines) => parts(list("ol", lines)),
        Block::Pairs(pairs) => parts(
            el("dl")
                .attr("class", "report-pairs")
                .child(pairs.iter().map(|(name, value)| pair("", name, value)).collect::<Vec<_>>()),
        ),
        Block::Table(own) => parts(table(own)),
        Block::Figure(own) => parts(figure(own)),
        Block::Entry { title, says } => parts(entry(title, says)),
        Block::Break => parts(el("hr")),
    }
}

/// What a heading is called in an address of the page.
fn place(id: &str) -> String {
    ["report-", id].concat()
}

/// Links that go to a heading. An address of the app stands behind the `#`, so they go there by hand.
fn contents(session: Session, own: &Document) -> El {
    let here = address(session, Place::Report);
    let link = |(id, text): (&str, &str)| {
        let to = ["#", &place(id)].concat();
        let go = move |event: ev::MouseEvent| {
            event.prevent_default();
            focus::on(&to);
        };
        el("li").child(el("a").attr("href", here.clone()).on(ev::click, on(go)).child(text.to_owned()))
    };
    el("nav")
        .attr("class", "report-contents")
        .attr("aria-label", more_words().report.contents)
        .child(el("ol").child(own.contents().map(link).collect::<Vec<_>>()))
}

fn list(tag: &'static str, lines: &[String]) -> El {
    el(tag).child(lines.iter().map(|line| el("li").child(line.clone())).collect::<Vec<_>>())
}

fn pair(class: &'static str, name: &str, value: &str) -> El {
    el("div").attr("class", class).child(el("dt").child(name.to_owned())).child(el("dd").child(value.to_owned()))
}

fn entry(title: &str, says: &[(String, String)]) -> El {
    let line =
        |(name, value): &(String, String)| pair(if is_long(says.len(), value) { "long" } else { "" }, name, value);
    el("section")
        .attr("class", if is_whole(says) { "report-entry whole" } else { "report-entry" })
        .child(el("h4").child(title.to_owned()))
        .child(el("dl").child(says.iter().map(line).collect::<Vec<_>>()))
}

fn figure(own: &Figure) -> El {
    let head = el("h3")
        .attr("class", "finding-head")
        .child(
            el("span")
                .attr("class", "kicker")
                .child(own.name.clone())
                .child(el("span").attr("class", "for-reader").child(": ")),
        )
        .child(own.finding.clone());
    let picture = el("div")
        .attr("class", "scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", own.name.clone())
        .child(draw(&own.picture, &own.name));
    el("figure").child(el("div").attr("class", "whole").child(head).child(picture)).child(table(&own.table))
}

fn table(own: &Table) -> Option<El> {
    if own.rows.is_empty() {
        return None;
    }
    let class = |number: bool| number.then_some("number");
    let columns = own.columns.iter().map(|column| el("col").attr("width", percent(own, column.width)));
    let head = own
        .columns
        .iter()
        .map(|column| el("th").attr("scope", "col").attr("class", class(column.number)).child(column.name.clone()));
    let row = |cells: &Vec<String>| {
        let mut cells = cells.iter().zip(&own.columns);
        let first = cells.next().map(|(text, _)| el("th").attr("scope", "row").child(text.clone()));
        let rest = cells.map(|(text, column)| el("td").attr("class", class(column.number)).child(text.clone()));
        el("tr").child(first).child(rest.collect::<Vec<_>>())
    };
    let many = own.columns.len() > 8;
    Some(
        el("div")
            .attr("class", "scroll")
            .attr("tabindex", "0")
            .attr("role", "group")
            .attr("aria-label", own.name.clone())
            .child(
                el("table")
                    .attr("class", if many { "report-table many" } else { "report-table" })
                    .child(el("colgroup").child(columns.collect::<Vec<_>>()))
                    .child(el("thead").child(el("tr").child(head.collect::<Vec<_>>())))
                    .child(el("tbody").child(own.rows.iter().map(row).collect::<Vec<_>>())),
            ),
    )
}
