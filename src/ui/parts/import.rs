//! A file comes in: it is checked, shown, and taken over only then.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen::JsCast;

use crate::browser::{file, focus, place};
use crate::exchange::file::{FileError, Incoming, MAX_BYTES, MAX_FACTS, read};
use crate::locale::fill;
use crate::model::json::Json;
use crate::model::pack::{Pack, PackError, Texts, read_one_file};
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::packs;
use crate::ui::route::Place;
use crate::ui::session::use_session;

/// Why a file is refused, for the person who chose it.
pub fn refusal(error: &FileError) -> String {
    let w = &more_words().library;
    match error {
        FileError::TooLarge(bytes) => fill(w.file_too_large, &[&bytes.to_string(), &MAX_BYTES.to_string()]),
        FileError::TooMany(facts) => fill(w.file_too_many, &[&facts.to_string(), &MAX_FACTS.to_string()]),
        FileError::NotJson(line, column, what) => {
            fill(w.file_not_json, &[&line.to_string(), &column.to_string(), what])
        }
        FileError::Foreign => w.file_foreign.to_owned(),
        FileError::Newer(format) => fill(w.file_newer, &[&format.to_string()]),
        FileError::Envelope(what) => fill(w.file_envelope, &[what]),
        FileError::Pack(PackError { line, column, what }) => {
            fill(w.file_pack, &[&line.to_string(), &column.to_string(), what])
        }
        FileError::Fact(number, what) => fill(w.file_fact, &[&number.to_string(), what]),
        FileError::Damaged => w.file_damaged.to_owned(),
    }
}

/// What a file holds that can be taken in.
#[derive(Clone)]
enum Came {
    Assessment(Incoming),
    Pack(Box<(Pack, Vec<Texts>, String)>),
}

/// An assessment, or a pack, or why it is neither.
fn understood(text: String) -> Result<Came, String> {
    let is_pack = || Json::outline(&text, 2).is_ok_and(|json| json.root().get("structure").is_some());
    match read(&text) {
        Ok(file) => Ok(Came::Assessment(file)),
        Err(FileError::Foreign) if is_pack() => match read_one_file(&text) {
            Ok((pack, texts)) => Ok(Came::Pack(Box::new((pack, texts, text)))),
            Err(error) => Err(refusal(&FileError::Pack(error))),
        },
        Err(error) => Err(refusal(&error)),
    }
}

/// The field for a file, with the preview of what is in it.
pub fn import(label: &'static str) -> El {
    let w = more_words();
    let session = use_session();
    let incoming: RwSignal<Option<Result<Came, String>>> = RwSignal::new(None);
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        let Some(chosen) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after it was mended.
        spawn_local(async move {
            let read = match file::text(chosen, MAX_BYTES).await {
                Ok(text) => understood(text),
                Err(Some(size)) => Err(refusal(&FileError::TooLarge(size))),
                Err(None) => Err(more_words().library.file_unreadable.to_owned()),
            };
            input.set_value("");
            incoming.set(Some(read));
            request_animation_frame(|| {
                focus::on("#import-preview");
            });
        });
    };
    let take_over = move |as_copy: bool| {
        move |_| {
            let Some(Ok(Came::Assessment(file))) = incoming.get_untracked() else { return };
            incoming.set(None);
            let done = fill(w.library.imported, &[&file.facts.len().to_string()]);
            if let Some(id) = session.take_over(&file, as_copy, done) {
                place::go(Place::Results.of(&id).trim_start_matches('#'));
            }
        }
    };
    let preview = move |file: Incoming| {
        let name = |own: &crate::model::Assessment| {
            own.profile.name.clone().unwrap_or_else(|| w.frame.unnamed.into()).to_string()
        };
        let total = file.facts.len().to_string();
        let here = session.assessment_of(&file.assessment).map(|own| name(&own));
        let new = session.new_in(&file);
        let says = match new {
            None => fill(w.library.import_new, &[&total]),
            Some(0) => w.library.import_nothing_new.to_owned(),
            Some(new) => fill(w.library.import_facts, &[&total, &new.to_string()]),
        };
        let foreign = file.facts.foreign();
        el("div")
            .attr("class", "panel")
            .attr("id", "import-preview")
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-label", w.library.import)
            .child(el("h2").child(fill(w.library.import_title, &[&name(&file.facts.assessment())])))
            .child(el("p").child(says))
            .child(here.as_ref().map(|here| el("p").child(fill(w.library.import_same, &[here]))))
            .child((foreign > 0).then(|| el("p").child(fill(w.library.import_foreign, &[&foreign.to_string()]))))
            .child(
                el("div")
                    .attr("class", "actions")
                    .child(
                        el("button")
                            .attr("type", "button")
                            .attr("class", "primary")
                            .on(ev::click, on(take_over(false)))
                            .child(if here.is_some() { w.library.import_merge } else { w.library.import_add }),
                    )
                    .child(here.is_some().then(|| {
                        el("button")
                            .attr("type", "button")
                            .on(ev::click, on(take_over(true)))
                            .child(w.library.import_copy)
                    }))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .attr("class", "quiet")
                            .on(ev::click, on(move |_| incoming.set(None)))
                            .child(w.frame.cancel),
                    ),
            )
    };
    el("div")
        .attr("class", "import")
        .child(
            el("label").attr("class", "button file").child(label).child(
                el("input")
                    .attr("type", "file")
                    .attr("class", "for-reader")
                    .attr("accept", ".json,application/json")
                    .on(ev::change, on(choose)),
            ),
        )
        .child(block(move || {
            incoming.get().map(|read| match read {
                Ok(Came::Assessment(file)) => preview(file).into_any(),
                Ok(Came::Pack(own)) => {
                    let (pack, texts, text) = *own;
                    packs::preview(pack, texts, text, Callback::new(move |()| incoming.set(None))).into_any()
                }
                Err(why) => el("p")
                    .attr("class", "error")
                    .attr("id", "import-preview")
                    .attr("tabindex", "-1")
                    .attr("role", "alert")
                    .child(why)
                    .into_any(),
            })
        }))
}
