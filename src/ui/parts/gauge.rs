//! The bar of an indicator from 0 to 100: evidenced filled, claimed outlined, the range as a bracket.
//! It repeats numbers that stand beside it in words, so assistive technology skips it.

use leptos::prelude::*;

use crate::chart::{Dial, tenths};
use crate::ui::dynamic::{flag, text};

#[component]
pub fn Gauge(#[prop(into)] dial: Signal<Dial>) -> impl IntoView {
    let percent = |value: f64| format!("{}%", tenths(value));
    let width = move |of: fn(&Dial) -> Option<f64>| move || percent(of(&dial.get()).unwrap_or(0.0));
    let low = move || dial.get().range.map_or(0.0, |range| range.0);
    let high = move || dial.get().range.map_or(0.0, |range| range.1);
    let none = move || dial.with(|dial| dial.claimed.is_none());
    view! {
        <svg class="gauge" class:empty=none aria-hidden="true" focusable="false">
            <rect class="gauge-track" x="0" y="4" width="100%" height="12" />
            <rect class="gauge-claimed" x="0" y="4" width=width(|dial| dial.claimed) height="12" />
            <rect class="gauge-filled" x="0" y="4" width=width(|dial| dial.evidenced) height="12" />
            <line class="gauge-tick" x1="40%" x2="40%" y1="2" y2="18" />
            <line class="gauge-tick" x1="70%" x2="70%" y1="2" y2="18" />
            <g class="gauge-range" class:point=flag(move || { high() - low() < 0.05 })>
                <line x1=text(move || percent(low())) x2=text(move || percent(high())) y1="24" y2="24" />
                <line x1=text(move || percent(low())) x2=text(move || percent(low())) y1="20" y2="28" />
                <line x1=text(move || percent(high())) x2=text(move || percent(high())) y1="20" y2="28" />
            </g>
        </svg>
    }
}
