//! A field for a passphrase, which can be shown while it is typed.

use leptos::ev;
use leptos::prelude::*;

use crate::ui::dynamic::{block, maybe, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;

/// The field. What is wrong with it stands under it and is read with it.
pub fn passphrase(
    id: &str,
    label: &'static str,
    autocomplete: &'static str,
    typed: RwSignal<String>,
    shown: RwSignal<bool>,
    wrong: RwSignal<Option<&'static str>>,
) -> El {
    let error = [id, "-error"].concat();
    el("div")
        .attr("class", "field")
        .child(el("label").attr("for", id).child(label))
        .child(
            el("input")
                .attr("id", id)
                .attr("type", text(move || if shown.get() { "text" } else { "password" }))
                .attr("autocomplete", autocomplete)
                .attr("autocapitalize", "none")
                .attr("spellcheck", "false")
                .attr("aria-invalid", maybe(move || wrong.get().map(|_| "true")))
                .attr("aria-describedby", error.clone())
                .value(text(move || typed.get()))
                .on(
                    ev::input,
                    on(move |event| {
                        typed.set(event_target_value(&event));
                        wrong.set(None);
                    }),
                ),
        )
        .child(el("p").attr("class", "error").attr("id", error).child(block(move || wrong.get())))
}

/// What a password manager keeps the passphrase under. Nobody sees it.
pub fn account() -> El {
    el("input")
        .attr("type", "text")
        .attr("autocomplete", "username")
        .attr("value", more_words().backup.account)
        .attr("readonly", true)
        .attr("hidden", true)
}

/// Shows or hides what is typed.
pub fn show(shown: RwSignal<bool>) -> El {
    let w = &more_words().backup;
    el("button")
        .attr("type", "button")
        .attr("class", "quiet")
        .on(ev::click, on(move |_| shown.update(|shown| *shown = !*shown)))
        .child(text(move || if shown.get() { w.hide } else { w.show }))
}
