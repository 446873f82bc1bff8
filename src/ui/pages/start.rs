//! Where one begins: go on, begin, open a sample, or restore from a file.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{focus, format, place};
use crate::locale::fill;
use crate::model::EconomicMode;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, text, when};
use crate::ui::el::{El, el};
use crate::ui::pages::samples::samples;
use crate::ui::parts::import::import;
use crate::ui::parts::mark::logo;
use crate::ui::parts::sizes::sizes;
use crate::ui::rest::later;
use crate::ui::route::Place;
use crate::ui::session::{Entry, use_session};
use crate::ui::{more_words, words};

pub fn start() -> El {
    let w = &words().start;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    let entries = move || -> Vec<Entry> { session.entries().into_iter().filter(|entry| !entry.trashed).collect() };
    let empty = Memo::new(move |_| entries().is_empty());
    el("div")
        .attr("class", "page start")
        .child(
            el("section")
                .attr("class", "hero")
                .child(
                    el("div")
                        .attr("class", "hero-words")
                        .child(el("h1").attr("tabindex", "-1").child(w.headline))
                        .child(el("p").attr("class", "lead").child(w.lead))
                        .child(when(
                            move || !empty.get(),
                            move || {
                                el("ul")
                                    .attr("class", "resume")
                                    .child(block(move || entries().into_iter().take(3).map(resume).collect::<Vec<_>>()))
                            },
                        ))
                        .child(
                            el("div")
                                .attr("class", "begin")
                                .child(
                                    el("a")
                                        .attr("class", "button large")
                                        .class_if("primary", flag(move || empty.get()))
                                        .attr("href", Place::New.href())
                                        .child(w.begin),
                                )
                                .child(el("p").attr("class", "hint").child(w.begin_means))
                                .child(later(|rest| (rest.restore)())),
                        ),
                )
                .child(logo()),
        )
        .child(el("div").attr("class", "ways-place").child(later(|rest| (rest.ways)())))
        .child(
            el("section").attr("class", "how").child(el("h2").child(w.how)).child(
                el("ol").child(
                    [
                        (w.how_practice, w.how_practice_means),
                        (w.how_figures, w.how_figures_means),
                        (w.how_results, w.how_results_means),
                    ]
                    .map(|(name, means)| el("li").child(el("h3").child(name)).child(el("p").child(means)))
                    .into_iter()
                    .collect::<Vec<_>>(),
                ),
            ),
        )
}

/// The way to begin for whoever was here before, or elsewhere.
pub fn restore() -> AnyView {
    let w = &more_words().ways;
    el("div")
        .attr("class", "restore")
        .child(import(w.restore))
        .child(el("p").attr("class", "hint").child(w.restore_means))
        .into_any()
}

/// What can be looked at before one begins.
pub fn ways() -> AnyView {
    el("section").attr("class", "ways").child(samples()).into_any()
}

fn resume(entry: Entry) -> El {
    let w = words();
    let name = if entry.name.is_empty() { w.frame.unnamed.into() } else { entry.name.clone() };
    let means = fill(w.start.resume_means, &[&entry.answers.to_string(), &format::day(entry.changed)]);
    el("li").child(
        el("a")
            .attr("class", "resume-link")
            .attr("href", Place::Assess(None).of(&entry.id))
            .child(el("span").attr("class", "resume-name").child(format!("{} {name}", w.start.resume)))
            .child(el("span").attr("class", "hint").child(means)),
    )
}

/// What an assessment is of: a name, and how money follows service.
pub fn new() -> El {
    let w = words();
    let session = use_session();
    arrive(Signal::stored(w.start.new_title.to_owned()));
    let name = RwSignal::new(String::new());
    let mode = RwSignal::new(None::<EconomicMode>);
    let size = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let begin = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = name.get();
        if name.trim().is_empty() {
            missing.set(true);
            focus::on("#name");
            return;
        }
        if let Some(id) = session.begin(name.trim(), &size.get(), mode.get(), w) {
            place::go(Place::Assess(None).of(&id).trim_start_matches('#'));
        }
    };
    let option = move |own: Option<EconomicMode>, name: &'static str, means: &'static str| {
        el("label")
            .attr("class", "choice")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "mode")
                    .checked(flag(move || mode.get() == own))
                    .on(ev::change, on(move |_| mode.set(own))),
            )
            .child(
                el("span")
                    .attr("class", "choice-words")
                    .child(el("span").attr("class", "choice-name").child(name))
                    .child(el("span").attr("class", "hint").child(means)),
            )
    };
    el("form")
        .attr("class", "page narrow")
        .on(ev::submit, on(begin))
        .attr("novalidate", true)
        .child(el("h1").attr("tabindex", "-1").child(w.start.new_headline))
        .child(
            el("div")
                .attr("class", "field")
                .child(el("label").attr("for", "name").child(w.start.name))
                .child(
                    el("input")
                        .attr("id", "name")
                        .attr("type", "text")
                        .attr("maxlength", "200")
                        .attr("autocomplete", "organization")
                        .attr("aria-invalid", maybe(move || missing.get().then_some("true")))
                        .attr("aria-describedby", "name-error")
                        .value(text(move || name.get()))
                        .on(
                            ev::input,
                            on(move |event| {
                                name.set(event_target_value(&event));
                                missing.set(false);
                            }),
                        ),
                )
                .child(
                    el("p")
                        .attr("class", "error")
                        .attr("id", "name-error")
                        .child(block(move || missing.get().then_some(w.start.name_missing))),
                ),
        )
        .child(later(|rest| (rest.packs)()))
        .child(block(move || {
            // Another pack has other sizes; the smallest is proposed.
            let asked = session.asked()?;
            size.set(asked.pack.structure.sizes.first()?.id.to_string());
            Some(sizes(&asked, size.into(), Callback::new(move |own| size.set(own))))
        }))
        .child(
            el("fieldset")
                .child(el("legend").child(w.start.mode))
                .child(el("p").attr("class", "hint").child(w.start.mode_means))
                .child(
                    EconomicMode::ALL
                        .iter()
                        .map(|own| {
                            let (name, means) = w.economic_mode(*own);
                            option(Some(*own), name, means)
                        })
                        .collect::<Vec<_>>(),
                )
                .child(option(None, w.start.mode_later, w.start.mode_later_means)),
        )
        .child(
            el("div")
                .attr("class", "actions")
                .child(el("button").attr("type", "submit").attr("class", "primary large").child(w.start.create)),
        )
}
