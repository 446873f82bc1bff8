//! An assessment as a file to keep, where storage fails, and as a table or a workbook for other programs.

use leptos::ev;
use leptos::prelude::*;

use super::backup::Keeping;
use super::keep::{What, slug};
use super::working::{Work, standing};
use crate::browser::file;
use crate::exchange::csv;
use crate::exchange::task::{ask_workbook, read_workbook};
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::packs::{structure_text, words_text};
use crate::ui::pages::process::address;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

/// What a browser calls a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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

/// What one can take along: the report, all that is said as a table, and all of it as a workbook.
pub fn take_along() -> El {
    let w = &more_words().tables;
    let session = use_session();
    let save = move |_: ev::MouseEvent| {
        let saved = || {
            let id = untrack(|| session.id())?;
            let (facts, asked) = (session.facts_of(&id)?, untrack(|| session.asked())?);
            file::download(&file_name(session, "csv"), &csv::said(&facts, &asked.texts))
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
        .child(workbook(session))
}

/// The workbook, which the worker writes.
fn workbook(session: Session) -> El {
    let w = &more_words().workbook;
    let work = Work::new();
    let failed = RwSignal::new(false);
    let run = Callback::new(move |()| {
        let Some(id) = untrack(|| session.id()) else { return };
        let ask = async move {
            let (pack, words) = (structure_text(session).await?, words_text(session).await?);
            Ok(ask_workbook(&pack, words.as_deref(), &session.file(&id).unwrap_or_default()))
        };
        let answered = move |answer: String| {
            let made = read_workbook(&answer).and_then(|own| file::bytes(&own, XLSX));
            let saved = made.and_then(|own| file::offer(&file_name(session, "xlsx"), &own));
            failed.set(saved.is_none());
        };
        failed.set(false);
        work.ask_after(Box::pin(ask), Box::new(answered));
    });
    let save = move |_: ev::MouseEvent| run.run(());
    el("div")
        .child(el("p").attr("class", "hint").child(w.means))
        .child(el("button").attr("type", "button").on(ev::click, on(save)).child(w.save))
        .child(standing(work, w.writing, run))
        .child(block(move || {
            failed.get().then(|| el("p").attr("class", "error").attr("role", "alert").child(w.not_saved))
        }))
}

fn file_name(session: Session, ending: &str) -> String {
    let name = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
    [&slug(&name), ".", ending].concat()
}
