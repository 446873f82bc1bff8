//! A link to be handed on: shown to be marked, copied, shared, or scanned as a code from this screen.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::share;
use crate::locale::fill;
use crate::ui::dynamic::{block, on, text, when};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::qr_code::qr_code;

/// The most squares a side a code has: a camera reads as many from a projector or a telephone.
const MOST_SQUARES: usize = 65;

/// A link in a field, with a button that copies it. What it is of names the field for readers.
pub fn link(id: &str, of: &str, address: &str) -> El {
    let w = &more_words().workshop;
    let (told, is_shown) = (RwSignal::new(None::<&'static str>), RwSignal::new(false));
    let copy = {
        let address = address.to_owned();
        move |_: ev::MouseEvent| {
            let address = address.clone();
            spawn_local(async move {
                let done = share::copy(&address).await;
                told.set(Some(if done { w.copied } else { w.not_copied }));
            });
        }
    };
    el("div")
        .attr("class", "handing")
        .child(
            el("input")
                .attr("type", "text")
                .attr("readonly", true)
                .attr("id", id)
                .attr("aria-label", fill(w.link_of, &[of]))
                .attr("value", address),
        )
        .child(el("button").attr("type", "button").on(ev::click, on(copy)).child(w.copy))
        .child(
            el("button")
                .attr("type", "button")
                .attr("aria-expanded", text(move || is_shown.get().to_string()))
                .on(ev::click, on(move |_| is_shown.update(|own| *own = !*own)))
                .child(text(move || if is_shown.get() { w.hide_code } else { w.show_code })),
        )
        .child(el("p").attr("class", "hint").attr("role", "status").child(block(move || told.get())))
        .child(when(move || is_shown.get(), {
            let address = address.to_owned();
            move || el("div").attr("class", "shown-code").child(qr_code(&address, MOST_SQUARES, w.code))
        }))
}
