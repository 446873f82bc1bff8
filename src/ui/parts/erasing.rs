//! Erasing for good.

use leptos::ev;
use leptos::prelude::*;

use crate::locale::fill;
use crate::store::Fault;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{Child, El, el};
use crate::ui::more_words;
use crate::ui::session::{Session, use_session};

/// What cannot be undone takes two steps, with a word on what it means between them.
pub fn erasing(
    title: impl Child,
    means: &'static str,
    now: &'static str,
    erase: impl Fn(Session) -> Result<(), Fault> + 'static,
) -> El {
    let session = use_session();
    let failed = RwSignal::new(None::<String>);
    let go = move |_| {
        let why = untrack(|| erase(session)).err();
        failed.set(why.map(|why| fill(more_words().library.not_erased, &[&why.to_string()])));
    };
    el("details")
        .attr("class", "erasing")
        .child(el("summary").child(title))
        .child(el("p").child(means))
        .child(el("button").attr("type", "button").on(ev::click, on(go)).child(now))
        .child(block(move || failed.get().map(|why| el("p").attr("class", "error").attr("role", "alert").child(why))))
}
