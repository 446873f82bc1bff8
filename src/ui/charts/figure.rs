//! A picture with its finding as a headline, the way to its numbers, its data as a table, and the two files it can be
//! saved as.

use leptos::prelude::*;

use super::draw::draw;
use super::href;
use super::save::save;
use crate::exchange::pictures::{Drawn, Illustration, Table, To};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::session::{Session, use_session};

/// A picture.
pub fn figure(own: &Illustration) -> El {
    let session = use_session();
    el("figure")
        .attr("class", "chart")
        .attr("id", own.id)
        .child(headline(own))
        .child(draw(&own.picture, &own.name))
        .child(foot(session, own))
}

/// What a picture shows and what it says, as a heading.
pub fn headline(own: &Illustration) -> El {
    el("h3")
        .attr("class", "finding-head")
        .child(
            el("span")
                .attr("class", "kicker")
                .child(own.name.clone())
                .child(el("span").attr("class", "for-reader").child(": ")),
        )
        .child(own.finding.clone())
}

/// What stands below a picture.
pub fn foot(session: Session, own: &Illustration) -> AnyView {
    let w = &more_words().pictures;
    let lead = |(text, to): &(String, To)| {
        el("li").child(
            el("a")
                .attr("class", "why-link")
                .attr("href", href(session, to))
                .child(text.clone())
                .child(icon(Sign::Arrow)),
        )
    };
    let leads = own.leads_to.iter().map(lead).collect::<Vec<_>>();
    let leads = (!leads.is_empty()).then(|| el("ul").attr("class", "leads-to").child(leads));
    let data = (!own.table.rows.is_empty()).then(|| {
        el("details")
            .attr("class", "chart-data")
            .child(
                el("summary").child(w.data).child(el("span").attr("class", "for-reader").child(": ").child(&*own.name)),
            )
            .child(table(session, &own.table, &own.name))
    });
    let files = save(own.picture.clone(), own.id, &own.name);
    parts(vec![parts(leads), parts(el("div").attr("class", "chart-foot").child(data).child(files))])
}

fn table(session: Session, own: &Table, name: &str) -> El {
    let head = own.head.iter().map(|text| el("th").attr("scope", "col").child(*text)).collect::<Vec<_>>();
    let row = |(to, cells): &(Option<To>, Vec<String>)| {
        let mut cells = cells.iter();
        let first = cells.next().cloned().unwrap_or_default();
        let first = match to {
            Some(to) => parts(el("a").attr("href", href(session, to)).child(first)),
            None => parts(first),
        };
        el("tr")
            .child(el("th").attr("scope", "row").child(first))
            .child(cells.map(|text| el("td").child(text.clone())).collect::<Vec<_>>())
    };
    el("div").attr("class", "scroll").attr("tabindex", "0").attr("role", "region").attr("aria-label", name).child(
        el("table")
            .attr("class", "data")
            .child(el("thead").child(el("tr").child(head)))
            .child(el("tbody").child(own.rows.iter().map(row).collect::<Vec<_>>())),
    )
}

/// The pictures that are not there yet, and what each of them lacks.
pub fn waiting(all: &[Drawn]) -> Option<El> {
    let w = &more_words().pictures;
    let session = use_session();
    let line = |own: &Drawn| {
        let Drawn::Lacking { name, why, to } = own else { return None };
        let give = to.as_ref().map(|to| {
            el("a")
                .attr("class", "why-link")
                .attr("href", href(session, to))
                .child(w.give)
                .child(el("span").attr("class", "for-reader").child(": ").child(*name))
                .child(icon(Sign::Arrow))
        });
        Some(
            el("li")
                .child(el("span").attr("class", "waiting-name").child(*name))
                .child(el("span").attr("class", "hint").child(why.clone()))
                .child(give),
        )
    };
    let lines: Vec<El> = all.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| {
        el("section")
            .attr("class", "waiting")
            .child(el("h3").child(w.waiting))
            .child(el("p").attr("class", "hint").child(w.waiting_means))
            .child(el("ul").child(lines))
    })
}
