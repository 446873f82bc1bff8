//! The frame around every screen: the mark, the ways between screens, what became of the last write,
//! and what storage could not do.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen::JsCast;

use super::icon::{Sign, icon};
use super::mark::logo;
use crate::browser::listen::to_window;
use crate::browser::theme::{self, Theme};
use crate::browser::{focus, format, typing};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::store::Fault;
use crate::ui::dynamic::{block, maybe, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::rest::later;
use crate::ui::route::Place;
use crate::ui::session::{Saved, use_session};
use crate::ui::{more_words, words};

/// A way to a screen: its words, where it leads, and where one then is.
type Way = (&'static str, Place, fn(&Place) -> bool);

pub fn header() -> El {
    let w = words();
    let session = use_session();
    let theme = RwSignal::new(theme::stored());
    let theme_name = move || match theme.get() {
        Theme::System => w.frame.theme_system,
        Theme::Light => w.frame.theme_light,
        Theme::Dark => w.frame.theme_dark,
    };
    let link = move |label: &'static str, place: Place, here: fn(&Place) -> bool| {
        let href = move || {
            let place = place.clone();
            match session.id() {
                Some(id) => place.of(&id),
                None => place.href(),
            }
        };
        let current = move || here(&session.place()).then_some("page");
        el("li").child(el("a").attr("href", text(href)).attr("aria-current", maybe(current)).child(label))
    };
    let in_assessment = move || session.id().is_some();
    el("header")
        .attr("class", "frame-header")
        .child(
            el("a")
                .attr("class", "home")
                .attr("href", Place::Start.href())
                .attr("aria-label", format!("{}, {}", w.frame.name, w.frame.start))
                .child(logo())
                .child(el("span").attr("class", "wordmark").child(w.frame.name)),
        )
        .child(
            el("nav").attr("aria-label", w.frame.navigation).child(
                el("ul")
                    .child(when(in_assessment, move || {
                        let assess: Way =
                            (w.frame.assess, Place::Assess(None), |p| matches!(p, Place::Assess(_) | Place::List(_)));
                        if session.is_invited() {
                            let send: Way = (w.frame.send, Place::Send, |p| *p == Place::Send);
                            return parts(
                                [assess, send]
                                    .map(|(label, place, here)| link(label, place, here))
                                    .into_iter()
                                    .collect::<Vec<_>>(),
                            );
                        }
                        let ways: [Way; 5] = [
                            assess,
                            (w.frame.figures, Place::Figures(Indicator::Growth), |p| matches!(p, Place::Figures(_))),
                            (w.frame.results, Place::Results, |p| matches!(p, Place::Results | Place::Why(_))),
                            (w.frame.plan, Place::Plan, |p| *p == Place::Plan),
                            (w.frame.report, Place::Report, |p| *p == Place::Report),
                        ];
                        let links = ways.into_iter().map(|(label, place, here)| parts(link(label, place, here)));
                        parts(links.collect::<Vec<AnyView>>())
                    }))
                    .child(
                        el("li").child(
                            el("a")
                                .attr("href", Place::Library.href())
                                .attr(
                                    "aria-current",
                                    maybe(move || (session.place() == Place::Library).then_some("page")),
                                )
                                .child(w.frame.library),
                        ),
                    ),
            ),
        )
        .child(status())
        .child(
            el("button")
                .attr("type", "button")
                .attr("class", "quiet theme")
                .attr("title", text(move || fill(w.frame.theme, &[theme_name()])))
                .on(
                    ev::click,
                    on(move |_| {
                        theme.update(|theme| *theme = theme.next());
                        theme::choose(theme.get());
                    }),
                )
                .child(icon(Sign::Colours))
                .child(
                    el("span").attr("class", "for-reader").child(block(move || fill(w.frame.theme, &[theme_name()]))),
                ),
        )
}

/// One line that names the place and the time of what was saved.
fn status() -> El {
    let w = words();
    let session = use_session();
    let says = move || match session.saved.get() {
        Saved::Not(_) | Saved::NotCopied(_) => String::new(),
        _ if session.typing.get() => w.frame.typing.to_owned(),
        Saved::Unchanged => w.frame.unchanged.to_owned(),
        Saved::Saving => w.frame.saving.to_owned(),
        Saved::At(at) => fill(w.frame.saved, &[&format::time(at)]),
        Saved::Once(at) => fill(w.frame.saved_once, &[&format::time(at)]),
    };
    // Not announced: it changes with every answer, and what goes wrong has an alert of its own.
    el("p").attr("class", "status").child(text(says)).child(later(|rest| (rest.backup_age)()))
}

/// What went wrong with storage or the questionnaire, and what to do. It stays until it is solved.
pub fn troubles() -> El {
    let w = words();
    let session = use_session();
    let not_saved = move || match session.saved.get() {
        Saved::Not(Fault::Blocked) => Some(w.trouble.blocked.to_owned()),
        Saved::Not(Fault::Full) => Some(w.trouble.full.to_owned()),
        Saved::Not(fault) => Some(fill(w.trouble.failed, &[&fault.to_string()])),
        Saved::NotCopied(fault) => Some(fill(w.trouble.not_copied, &[&fault.to_string()])),
        _ => None,
    };
    let pack = move || match session.questionnaire.get() {
        Some(Err(why)) if session.own_pack().is_none() => Some(fill(w.trouble.pack_failed, &[&why])),
        _ => None,
    };
    el("div")
        .attr("class", "troubles")
        .child(block(move || {
            not_saved().map(|text| {
                el("div")
                    .attr("class", "trouble")
                    .attr("role", "alert")
                    .child(el("p").child(text))
                    .child(when(move || session.id().is_some(), || later(|rest| (rest.export)())))
                    .child(when(
                        move || !session.blocked.get(),
                        move || {
                            el("button")
                                .attr("type", "button")
                                .on(ev::click, on(move |_| session.try_again()))
                                .child(w.trouble.again)
                        },
                    ))
            })
        }))
        .child(block(move || {
            pack().map(|text| {
                el("div")
                    .attr("class", "trouble")
                    .attr("role", "alert")
                    .child(el("p").child(text))
                    .child(el("a").attr("class", "button").attr("href", "").child(w.trouble.reload))
            })
        }))
        .child(block(move || {
            matches!(session.rest.get(), Some(Err(_))).then(|| {
                el("div")
                    .attr("class", "trouble")
                    .attr("role", "alert")
                    .child(el("p").child(w.trouble.rest_failed))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .on(ev::click, on(move |_| spawn_local(session.fetch_rest())))
                            .child(w.trouble.again),
                    )
            })
        }))
        .child(later(|rest| (rest.troubles)()))
}

/// What was done last, with the way back.
pub fn toast() -> AnyView {
    let w = &more_words().steps;
    let session = use_session();
    // In a field the browser takes back what was typed there.
    let keys = to_window(
        "keydown",
        Box::new(move |event| {
            let key: web_sys::KeyboardEvent = event.unchecked_into();
            let command = (key.ctrl_key() || key.meta_key()) && !key.alt_key();
            let again = matches!((&*key.key(), key.shift_key()), ("Z" | "z", true) | ("y", false));
            let back = matches!((&*key.key(), key.shift_key()), ("z", false));
            if command && (back || again) && !focus::is_in_text() {
                key.prevent_default();
                if again { session.redo_last() } else { session.undo_last() }
            }
        }),
    );
    keys.stay();
    typing::follow(move |is_typing| session.typing.set(is_typing));
    block(move || {
        session.undo.get().map(|undo| {
            el("div")
                .attr("class", "toast")
                .attr("role", "status")
                .child(el("span").child(if undo.is_undone { fill(w.undone, &[&undo.done]) } else { undo.done }))
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(move |_| session.take_back()))
                        .child(if undo.is_undone { w.redo } else { w.undo }),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .attr("aria-label", w.dismiss)
                        .on(ev::click, on(move |_| session.undo.set(None)))
                        .child(icon(Sign::Cross)),
                )
        })
    })
}
