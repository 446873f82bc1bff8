//! The status of every process as a table whose cells are coloured by their number. One cell is in the order of the Tab
//! key and the arrow keys go on from there, so that two hundred links are not in the way of what comes after them.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;

use super::figure::foot;
use super::href;
use crate::browser::focus;
use crate::chart::Known;
use crate::exchange::pictures::{Cell, Status, StatusRow};
use crate::locale::fill;
use crate::ui::dynamic::on;
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::session::{Questionnaire, Session, use_session};

/// The name of a cell in the page.
const NAME: &str = "data-cell";

pub fn heat_map(own: &Status, asked: &Questionnaire) -> El {
    let w = &more_words().pictures;
    let session = use_session();
    let size = (own.rows.len(), own.columns.len());
    let rows = own.rows.iter().enumerate().map(|(place, own)| row(session, own, place)).collect::<Vec<_>>();
    el("section")
        .attr("class", "status-map")
        .child(
            el("h2")
                .attr("class", "finding-head")
                .child(
                    el("span")
                        .attr("class", "kicker")
                        .child(w.status)
                        .child(el("span").attr("class", "for-reader").child(": ")),
                )
                .child(own.illustration.finding.clone()),
        )
        .child(
            el("p")
                .attr("class", "hint")
                .child([w.status_means, w.status_keys].join(" "))
                .child(own.is_implied.then(|| [" ", w.status_implied].concat())),
        )
        .child(
            el("div").attr("class", "scroll heat-place").attr("role", "region").attr("aria-label", w.status).child(
                el("table")
                    .attr("class", "heat")
                    .on(ev::keydown, on(move |event: ev::KeyboardEvent| _ = travel(&event, size)))
                    .child(el("caption").attr("class", "for-reader").child(w.status))
                    .child(head(own, asked))
                    .child(el("tbody").child(rows)),
            ),
        )
        .child(foot(session, &own.illustration))
}

/// The levels of the ladder, and below each its attributes.
fn head(own: &Status, asked: &Questionnaire) -> El {
    let w = more_words();
    let levels = own.columns.chunk_by(|(_, level), (_, next)| level == next).map(|columns| {
        let level = columns.first().map_or(0, |(_, level)| *level).to_string();
        let name = asked.texts.levels.get(&*level).map(|own| own.name.to_string()).unwrap_or_default();
        el("th")
            .attr("scope", "colgroup")
            .attr("colspan", columns.len())
            .child(el("span").attr("class", "rung-number").child(level))
            // A level of one attribute has no room for its name; the attribute says nearly the same.
            .child(el("span").attr("class", if columns.len() > 1 { "rung-name" } else { "for-reader" }).child(name))
    });
    let first = el("th").attr("scope", "col").attr("rowspan", "2").attr("class", "named").child(w.results.process);
    let level = el("th").attr("scope", "col").attr("rowspan", "2").attr("class", "reached").child(w.results.level);
    let name = |(name, _): &(String, usize)| {
        el("th").attr("scope", "col").attr("class", "attribute-head").child(el("span").child(name.clone()))
    };
    el("thead")
        .child(el("tr").child(first).child(level).child(levels.collect::<Vec<_>>()))
        .child(el("tr").child(own.columns.iter().map(name).collect::<Vec<_>>()))
}

fn row(session: Session, own: &StatusRow, place: usize) -> El {
    let w = more_words();
    let name = match &own.to {
        Some(to) => parts(el("a").attr("href", href(session, to)).child(own.name.clone())),
        None => parts(own.name.clone()),
    };
    let level = match own.level {
        None => el("span").attr("class", "hint").child(w.pictures.none),
        Some((claimed, evidenced)) => both(claimed, evidenced),
    };
    let cells = own.cells.iter().enumerate().map(|(column, own)| cell(session, own, (place, column)));
    el("tr")
        .child(el("th").attr("scope", "row").attr("class", "named").child(name))
        .child(el("td").attr("class", "reached").child(level))
        .child(cells.collect::<Vec<_>>())
}

/// What is evidenced, and outlined beside it what is claimed beyond that.
fn both(claimed: usize, evidenced: usize) -> El {
    el("span").attr("class", "pair").child(evidenced).child((claimed > evidenced).then(|| {
        let says = fill(more_words().results.gap_claimed, &[""]);
        let says = el("span").attr("class", "for-reader").child([", ", says.trim(), " "].concat());
        el("span").attr("class", "beyond").child(says).child(claimed)
    }))
}

fn cell(session: Session, own: &Cell, (row, column): (usize, usize)) -> El {
    const STEPS: [&str; 6] = ["cell step-0", "cell step-1", "cell step-2", "cell step-3", "cell step-4", "cell step-5"];
    let (class, content) = match own.known {
        Known::Level { claimed, evidenced } => {
            (STEPS.get(evidenced).copied().unwrap_or("cell step-5"), parts(both(claimed, evidenced)))
        }
        Known::Open => ("cell no-answer", parts("–")),
        Known::NotApplicable => ("cell out", parts("n/a")),
        Known::NotAsked => ("cell out", parts("·")),
    };
    let inside = match &own.to {
        Some(to) => el("a").attr("href", href(session, to)),
        None => el("span").attr("role", "img"),
    };
    let inside = inside
        .attr("aria-label", own.says.clone())
        .attr("title", own.says.clone())
        .attr("tabindex", if (row, column) == (0, 0) { "0" } else { "-1" })
        .attr(NAME, fill("{0}-{1}", &[&row.to_string(), &column.to_string()]));
    el("td").attr("class", class).child(inside.child(content))
}

/// From cell to cell by the arrow keys, to the ends of a line by Home and End.
fn travel(event: &ev::KeyboardEvent, (rows, columns): (usize, usize)) -> Option<()> {
    let here: Element = event.target()?.dyn_into().ok()?;
    let name = here.get_attribute(NAME)?;
    let (row, column) = name.split_once('-')?;
    let (row, column): (usize, usize) = (row.parse().ok()?, column.parse().ok()?);
    let there = match event.key().as_str() {
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(columns.saturating_sub(1))),
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(rows.saturating_sub(1)), column),
        "Home" => (row, 0),
        "End" => (row, columns.saturating_sub(1)),
        _ => return None,
    };
    event.prevent_default();
    let selector = format!("[{NAME}='{}-{}']", there.0, there.1);
    let found = document().query_selector(&selector).ok()??;
    // The Tab key comes back to where one was.
    here.set_attribute("tabindex", "-1").ok()?;
    found.set_attribute("tabindex", "0").ok()?;
    focus::on(&selector)
}
