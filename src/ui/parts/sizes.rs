//! The sizes of a questionnaire to choose from.

use leptos::ev;
use leptos::prelude::*;

use crate::locale::fill;
use crate::ui::dynamic::{flag, on};
use crate::ui::el::{El, el};
use crate::ui::session::Questionnaire;
use crate::ui::words;

pub fn sizes(asked: &Questionnaire, value: Signal<String>, choose: Callback<String>) -> El {
    let w = &words().start;
    let option = |size: &crate::model::pack::Size| {
        let named = asked.texts.sizes.get(&size.id).cloned().unwrap_or_default();
        let (own, id) = (size.id.to_string(), size.id.to_string());
        let name = fill(w.size_name, &[&named.name, &size.minutes.to_string()]);
        el("label")
            .attr("class", "choice")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "size")
                    .attr("value", own.clone())
                    .checked(flag(move || value.get() == own))
                    .on(ev::change, on(move |_| choose.run(id.clone()))),
            )
            .child(
                el("span")
                    .attr("class", "choice-words")
                    .child(el("span").attr("class", "choice-name").child(name))
                    .child(el("span").attr("class", "hint").child(named.means)),
            )
    };
    el("fieldset")
        .child(el("legend").child(w.size))
        .child(asked.pack.structure.sizes.iter().map(option).collect::<Vec<_>>())
}
