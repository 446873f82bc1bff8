//! A link to be handed on: shown to be marked, copied, shared, or scanned as a code from this screen.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::share;
use crate::locale::fill;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el};
use crate::ui::more_words;

/// A link in a field, with a button that copies it. What it is of names the field for readers.
pub fn link(id: &str, of: &str, address: &str) -> El {
    let w = &more_words().workshop;
    let told = RwSignal::new(None::<&'static str>);
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
        .child(el("p").attr("class", "hint").attr("role", "status").child(block(move || told.get())))
}
