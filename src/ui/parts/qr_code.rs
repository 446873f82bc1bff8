//! A text as a code that another device reads with its camera; what is too long for one changes between several.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use crate::chart::qr::{Qr, qr};
use crate::exchange::pieces::parts;
use crate::locale::fill;
use crate::ui::dynamic::{block, on, text};
use crate::ui::el::{El, el, svg};
use crate::ui::more_words;

/// How long each of several codes stands: a camera has looked twice by then, and it is far from flicker.
const STANDS: Duration = Duration::from_millis(400);

/// The code of a text, under the name that assistive technology gives it; of several each has at most so many squares a
/// side. It is as wide as there is room.
pub fn qr_code(content: &str, most_modules: usize, name: &'static str) -> El {
    let w = &more_words().codes;
    let codes: Option<Vec<Qr>> =
        parts(content, most_modules).and_then(|parts| parts.iter().map(|own| qr(own)).collect());
    match codes.as_deref() {
        None | Some([]) => el("p").attr("class", "error").child(w.too_long),
        Some([only]) => el("div").attr("class", "qr").child(drawn(only, name)),
        Some(_) => several(codes.unwrap_or_default(), name),
    }
}

/// Dark on light in both themes: a camera looks for that.
fn drawn(code: &Qr, name: &str) -> El {
    let side = code.side.to_string();
    svg("svg")
        .attr("class", "qr-code")
        .attr("viewBox", ["0 0 ", &side, " ", &side].concat())
        .attr("role", "img")
        .attr("aria-label", name)
        .child(svg("rect").attr("class", "qr-ground").attr("width", code.side).attr("height", code.side))
        .child(svg("path").attr("class", "qr-dark").attr("d", code.path()))
}

fn several(codes: Vec<Qr>, name: &'static str) -> El {
    let w = &more_words().codes;
    let count = codes.len();
    let shown = RwSignal::new(0);
    // Whoever wants nothing to move goes from part to part by hand.
    let moves = RwSignal::new(!wants_rest());
    let next = move || {
        shown.try_update(|own| *own = (*own + 1) % count);
    };
    change(moves, Callback::new(move |()| next()));
    el("div")
        .attr("class", "qr")
        .child(el("p").attr("class", "hint").child(fill(w.parts_mean, &[&count.to_string()])))
        .child(block(move || codes.get(shown.get()).map(|own| drawn(own, name))))
        .child(
            el("div")
                .attr("class", "actions")
                .child(
                    el("span")
                        .attr("class", "qr-part")
                        .child(text(move || fill(w.part, &[&(shown.get() + 1).to_string(), &count.to_string()]))),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .on(ev::click, on(move |_| moves.update(|own| *own = !*own)))
                        .child(text(move || if moves.get() { w.pause } else { w.go_on })),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .on(
                            ev::click,
                            on(move |_| {
                                moves.set(false);
                                next();
                            }),
                        )
                        .child(w.next),
                ),
        )
}

/// Again and again for as long as the screen stands.
fn change(moves: RwSignal<bool>, next: Callback<()>) {
    let turn = move || {
        let Some(moves_now) = moves.try_get_untracked() else { return };
        if moves_now {
            next.run(());
        }
        change(moves, next);
    };
    set_timeout(turn, STANDS);
}

fn wants_rest() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|own| own.matches())
}
