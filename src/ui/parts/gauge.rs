//! The bar of an indicator from 0 to 100: evidenced filled, claimed outlined, the range as a bracket.
//! It repeats numbers that stand beside it in words, so assistive technology skips it.

use leptos::prelude::*;

use crate::chart::{Dial, tenths};
use crate::ui::dynamic::{flag, text};
use crate::ui::el::{El, svg};

pub fn gauge(dial: Signal<Dial>) -> El {
    let percent = |value: f64| format!("{}%", tenths(value));
    let width = move |of: fn(&Dial) -> Option<f64>| move || percent(of(&dial.get()).unwrap_or(0.0));
    let low = move || dial.get().range.map_or(0.0, |range| range.0);
    let high = move || dial.get().range.map_or(0.0, |range| range.1);
    let none = move || dial.with(|dial| dial.claimed.is_none());
    svg("svg")
        .attr("class", "gauge")
        .class_if("empty", flag(none))
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(
            svg("rect")
                .attr("class", "gauge-track")
                .attr("x", "0")
                .attr("y", "4")
                .attr("width", "100%")
                .attr("height", "12"),
        )
        .child(
            svg("rect")
                .attr("class", "gauge-claimed")
                .attr("x", "0")
                .attr("y", "4")
                .attr("width", text(width(|dial| dial.claimed)))
                .attr("height", "12"),
        )
        .child(
            svg("rect")
                .attr("class", "gauge-filled")
                .attr("x", "0")
                .attr("y", "4")
                .attr("width", text(width(|dial| dial.evidenced)))
                .attr("height", "12"),
        )
        .child(
            svg("line")
                .attr("class", "gauge-tick")
                .attr("x1", "40%")
                .attr("x2", "40%")
                .attr("y1", "2")
                .attr("y2", "18"),
        )
        .child(
            svg("line")
                .attr("class", "gauge-tick")
                .attr("x1", "70%")
                .attr("x2", "70%")
                .attr("y1", "2")
                .attr("y2", "18"),
        )
        .child(
            svg("g")
                .attr("class", "gauge-range")
                .class_if("point", flag(move || high() - low() < 0.05))
                .child(
                    svg("line")
                        .attr("x1", text(move || percent(low())))
                        .attr("x2", text(move || percent(high())))
                        .attr("y1", "24")
                        .attr("y2", "24"),
                )
                .child(
                    svg("line")
                        .attr("x1", text(move || percent(low())))
                        .attr("x2", text(move || percent(low())))
                        .attr("y1", "20")
                        .attr("y2", "28"),
                )
                .child(
                    svg("line")
                        .attr("x1", text(move || percent(high())))
                        .attr("x2", text(move || percent(high())))
                        .attr("y1", "20")
                        .attr("y2", "28"),
                ),
        )
}
