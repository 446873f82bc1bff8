//! What stands beside a question: the four ranges as they narrow, and whether keys answer.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::chart::tenths;
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::score::View;
use crate::ui::dynamic::{flag, on, text, when};
use crate::ui::el::{El, el, svg};
use crate::ui::more_words;
use crate::ui::parts::mark::{dials, mark};
use crate::ui::parts::results_words::range_text;
use crate::ui::session::{Questionnaire, use_session};

/// The four ranges as they narrow.
pub fn ranges(asked: Arc<Questionnaire>) -> AnyView {
    let session = use_session();
    // What one person knows of many would look like a result.
    when(move || !session.is_invited(), move || whole(asked.clone()))
}

fn whole(asked: Arc<Questionnaire>) -> AnyView {
    let w = more_words();
    let switch = digits_switch(&asked);
    let session = use_session();
    let shown = Memo::new(move |_| session.computed().map_or_else(Default::default, |own| dials(&own)));
    let line = move |indicator: Indicator| {
        let name = asked.texts.indicators.get(indicator.word()).map(|own| own.name.clone()).unwrap_or_default();
        let range = Memo::new(move |_| session.computed()?.indicators[indicator.index()].view(View::Claimed).range);
        let range = move || range.get();
        let says = move || range().map_or(w.results.not_applicable.to_owned(), range_text);
        el("li")
            .attr("class", "range-line")
            .child(el("span").attr("class", "range-name").child(name))
            .child(el("span").attr("class", "range-text").child(text(says)))
            .child(
                svg("svg")
                    .attr("class", "range-bar")
                    .attr("aria-hidden", "true")
                    .attr("focusable", "false")
                    .child(
                        svg("rect")
                            .attr("class", "gauge-track")
                            .attr("x", "0")
                            .attr("y", "0")
                            .attr("width", "100%")
                            .attr("height", "6"),
                    )
                    .child(
                        svg("rect")
                            .attr("class", "range-span")
                            .attr("x", text(move || format!("{}%", tenths(range().map_or(0.0, |r| r.0)))))
                            .attr(
                                "width",
                                text(move || format!("{}%", tenths(range().map_or(0.0, |r| (r.1 - r.0).max(1.0))))),
                            )
                            .attr("y", "0")
                            .attr("height", "6"),
                    ),
            )
    };
    el("aside")
        .attr("class", "ranges")
        .attr("aria-label", w.beside.ranges)
        .child(
            el("div").attr("class", "ranges-head").child(mark(shown.into())).child(
                el("div")
                    .child(el("h2").child(w.beside.ranges))
                    .child(el("p").attr("class", "hint").child(w.beside.ranges_means)),
            ),
        )
        .child(el("ul").child(Indicator::ALL_FOUR.map(line).into_iter().collect::<Vec<_>>()))
        .child(switch)
        .into_any()
}

/// Turns the digits on and off: a stray key must not change an answer where that worries someone.
fn digits_switch(asked: &Questionnaire) -> El {
    let w = more_words();
    let session = use_session();
    let scale = &asked.pack.structure.scale;
    let name = |option: Option<&crate::model::pack::Choice>| option.map_or("", |own| own.id.as_str()).to_owned();
    let label = fill(w.beside.digits, &[&name(scale.first()), &name(scale.last())]);
    el("label")
        .attr("class", "choice digits-switch")
        .child(
            el("input")
                .attr("type", "checkbox")
                .checked(flag(move || session.digits.get()))
                .on(ev::change, on(move |_| session.digits.update(|on| *on = !*on))),
        )
        .child(el("span").child(label))
}
