//! The app: the frame, and the screen the address names.

use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{Event, StorageEvent};
use wasm_bindgen::JsCast;

use super::pages::assess::assess;
use super::pages::start::{new, start};
use super::parts::frame::{header, troubles};
use super::rest::later;
use super::route::{Place, Route};
use super::session::Session;
use super::words;
use crate::browser::listen::to_window;
use crate::browser::{focus, place};
use crate::locale::fill;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el, parts};

/// Replaces the shell's first paint with the app.
pub fn mount() {
    let Some(shell) = document().get_element_by_id("app") else { return };
    shell.replace_children_with_node_0();
    leptos::mount::mount_to(shell.unchecked_into(), app).forget();
}

/// Which screen shows a place. It stays while only what it shows changes.
#[derive(Clone, Copy, PartialEq)]
enum Page {
    Start,
    New,
    Assess,
    Loading,
    Unknown,
    /// A screen of the second part of the program, by the kind of its place.
    Later(Discriminant<Place>),
}

fn app() -> AnyView {
    let w = words();
    let session = Session::start();
    provide_context(session);
    let listen = |event, handle: Box<dyn FnMut(Event)>| to_window(event, handle).stay();
    listen("hashchange", Box::new(move |_| session.route.set(Route::parse(&place::hash()))));
    let follow = move |event: Event| {
        let event: StorageEvent = event.unchecked_into();
        if let (Some(key), Some(text)) = (event.key(), event.new_value()) {
            session.follow(&key, &text);
        }
    };
    listen("storage", Box::new(follow));
    // What could not be kept is gone with the tab; the browser asks once more.
    let stay = move |event: Event| {
        if session.would_lose() {
            event.prevent_default();
        }
    };
    listen("beforeunload", Box::new(stay));
    // Another size has other words.
    let asking = Arc::new(AtomicBool::new(false));
    Effect::new(move |_| {
        if session.asks_as_chosen() || asking.swap(true, Ordering::Relaxed) {
            return;
        }
        let asking = asking.clone();
        spawn_local(async move {
            while !untrack(|| session.asks_as_chosen()) {
                session.fetch_questionnaire().await;
            }
            asking.store(false, Ordering::Relaxed);
            if session.rest.get_untracked().is_none() {
                painted("question");
                session.fetch_rest().await;
            }
            painted("true");
        });
    });
    let page = Memo::new(move |_| {
        let loaded = session.has_its_pack();
        let some = session.questionnaire.with(Option::is_some);
        let inside = session.id().is_some();
        // A question of another size would be answered for nothing.
        let as_chosen = session.asks_as_chosen();
        if session.is_partial.get() {
            return Page::Loading;
        }
        session.route.with(|route| match (&route.place, loaded) {
            (Place::Start, _) => Page::Start,
            (Place::New, _) if some => Page::New,
            (own @ (Place::Library | Place::Sheet(_) | Place::Glossary | Place::Invited(_) | Place::Reply(_)), _) => {
                Page::Later(discriminant(own))
            }
            (_, false) | (Place::New, _) => Page::Loading,
            (own @ Place::Process(_), _) => Page::Later(discriminant(own)),
            _ if !inside => Page::Unknown,
            (Place::Unknown, _) => Page::Unknown,
            (Place::Assess(_) | Place::List(_), _) if !as_chosen => Page::Loading,
            (Place::Assess(_) | Place::List(_), _) => Page::Assess,
            (own, _) => Page::Later(discriminant(own)),
        })
    });
    parts(vec![
        parts(
            el("a")
                .attr("class", "skip")
                .attr("href", "#main")
                .on(
                    ev::click,
                    on(|event: ev::MouseEvent| {
                        event.prevent_default();
                        focus::on("#main");
                    }),
                )
                .child(w.frame.skip),
        ),
        parts(header()),
        parts(troubles()),
        parts(el("main").attr("id", "main").attr("tabindex", "-1").child(block(move || match page.get() {
            Page::Start => start().into_any(),
            Page::New => new().into_any(),
            Page::Assess => {
                // Made anew for another size.
                session.asked();
                assess().into_any()
            }
            Page::Loading => el("p").attr("class", "working").child(w.frame.working).into_any(),
            Page::Unknown => unknown().into_any(),
            Page::Later(_) => match session.rest.get() {
                Some(Ok(rest)) => (rest.screen)(&untrack(|| session.place())),
                Some(Err(())) => ().into_any(),
                None => el("p").attr("class", "working").child(w.frame.working).into_any(),
            },
        }))),
        parts(el("div").attr("class", "toasts").attr("role", "status").child(later(|rest| (rest.toast)()))),
        parts(el("footer").attr("class", "frame-footer").child(el("p").child(w.frame.footer))),
    ])
}

/// Says on the page how much of the app is there, once it can be seen.
fn painted(ready: &'static str) {
    request_animation_frame(move || {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-ready", ready);
        }
    });
}

fn unknown() -> El {
    let w = words();
    let session = super::session::use_session();
    // Where a screen is asked for before there is anything to show on it, that is said instead.
    let (title, help) = match untrack(|| session.place()) {
        Place::Unknown => (w.frame.not_found, w.frame.not_found_help),
        _ if untrack(|| session.entries()).is_empty() => (w.frame.nothing_open, w.frame.nothing_open_help),
        _ => (w.frame.not_found, w.frame.not_found_help),
    };
    arrive(Signal::stored(title.to_owned()));
    el("div")
        .attr("class", "page narrow")
        .child(el("h1").attr("tabindex", "-1").child(title))
        .child(el("p").child(help))
        .child(
            el("p").child(
                el("a").attr("class", "button primary").attr("href", Place::Start.href()).child(w.frame.to_start),
            ),
        )
}

/// Gives the document the title of the screen, and after a change of screen the focus to its heading.
/// The first screen leaves the focus where the visitor has it.
pub fn arrive(title: Signal<String>) {
    let session = super::session::use_session();
    Effect::new(move |_| place::set_title(&fill("{0} · {1}", &[&title.get(), words().frame.name])));
    Effect::new(move |before: Option<Route>| {
        let here = session.route.get();
        let arrived = session.arrived.get_value();
        session.arrived.set_value(Some(here.clone()));
        if arrived.is_some_and(|arrived| arrived != here) && before.as_ref() != Some(&here) {
            request_animation_frame(|| {
                crate::browser::focus::scroll_to_top();
                focus::on("main h1");
            });
        }
        here
    });
}
