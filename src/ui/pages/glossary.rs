//! What words mean, all of them.

use leptos::ev;
use leptos::prelude::*;

use crate::locale::fill;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, on, text};
use crate::ui::el::{el, parts};
use crate::ui::more_words;
use crate::ui::parts::guide::{guide, instead_of_guide};
use crate::ui::session::use_session;

pub fn glossary() -> AnyView {
    let w = &more_words().glossary;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    let Some(asked) = untrack(|| session.asked()) else { return ().into_any() };
    let typed = RwSignal::new(String::new());
    let (found, here) = (asked.clone(), asked.clone());
    let count = move || match guide(&found).map(|guide| guide.words(&typed.get()).len()) {
        None => String::new(),
        Some(0) => fill(w.nothing, &[typed.get().trim()]),
        Some(1) => w.one.to_owned(),
        Some(n) => fill(w.count, &[&n.to_string()]),
    };
    let lines = move || {
        let guide = guide(&here)?;
        if guide.glossary.is_empty() {
            return Some(el("p").attr("class", "empty").child(w.none).into_any());
        }
        let typed = typed.get();
        let line = |(word, means): (&crate::model::Text, &crate::model::Text)| {
            el("div").child(el("dt").child(word.clone())).child(el("dd").child(means.clone()))
        };
        let lines = guide.words(&typed).into_iter().map(line).collect::<Vec<_>>();
        (!lines.is_empty()).then(|| el("dl").attr("class", "glossary").child(lines).into_any())
    };
    let field = parts(vec![
        el("label").attr("for", "find-word").child(w.find),
        el("input")
            .attr("type", "search")
            .attr("id", "find-word")
            .attr("autocomplete", "off")
            .on(ev::input, on(move |event: ev::Event| typed.set(event_target_value(&event)))),
    ]);
    el("div")
        .attr("class", "page narrow")
        .child(el("h1").attr("tabindex", "-1").child(w.title))
        .child(el("p").attr("class", "lead").child(w.lead))
        .child(instead_of_guide(asked))
        .child(el("div").attr("class", "field").child(field))
        .child(el("p").attr("class", "hint").attr("role", "status").child(text(count)))
        .child(block(lines))
        .into_any()
}
