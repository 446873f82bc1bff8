//! An assessment as a file to keep, where storage fails, and as a table for other programs.

use leptos::ev;
use leptos::prelude::*;

use super::backup::Keeping;
use super::keep::{What, slug};
use crate::browser::file;
use crate::exchange::csv;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::route::Place;
use crate::ui::session::use_session;

/// The way to keep the open assessment.
pub fn export_button() -> AnyView {
    let session = use_session();
    let keeping = Keeping::new("export");
    block(move || {
        session.id().map(|id| {
            let what = What::One(id);
            let name = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
            let export = {
                let what = what.clone();
                move |_| keeping.at_once(what.clone())
            };
            let button = el("button").attr("type", "button").attr("id", keeping.button(&what));
            parts(vec![
                button.on(ev::click, on(export)).child(more_words().steps.export).into_any(),
                keeping.panel(what, &name),
            ])
        })
    })
}

/// What one can take along: the report, and all that is said as a table.
pub fn table_button() -> El {
    let w = &more_words().tables;
    let session = use_session();
    let save = move |_: ev::MouseEvent| {
        let saved = || {
            let id = untrack(|| session.id())?;
            let (facts, asked) = (session.facts_of(&id)?, untrack(|| session.asked())?);
            let name = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
            file::download(&format!("{}.csv", slug(&name)), &csv::said(&facts, &asked.texts))
        };
        // Where the browser refuses, it says so itself.
        let _ = saved();
    };
    el("section")
        .attr("class", "take-along screen-only")
        .child(el("h2").child(w.title))
        .child(el("p").attr("class", "hint").child(more_words().report.open_means))
        .child(
            el("p").child(
                el("a")
                    .attr("class", "button primary")
                    .attr("href", address(session, Place::Report))
                    .child(more_words().report.open),
            ),
        )
        .child(el("p").attr("class", "hint").child(w.means))
        .child(block(move || {
            session.with(|own| own.is_anonymous()).then(|| el("p").attr("class", "hint").child(w.anonymous))
        }))
        .child(el("button").attr("type", "button").on(ev::click, on(save)).child(w.said))
}
