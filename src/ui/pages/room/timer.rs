//! How long a discussion may take, on the screen.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::countdown::{Countdown, MINUTE, shown};
use crate::browser::clock;
use crate::locale::fill;
use crate::ui::dynamic::{block, flag, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;

/// The lengths one can choose, in minutes.
const LENGTHS: [i64; 3] = [1, 3, 5];
/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(250);

/// The time that is left, with what starts, stops and resets it. `minutes` is the length that was chosen.
pub(super) fn timer(minutes: RwSignal<i64>) -> El {
    let w = &more_words().room;
    let countdown = RwSignal::new(Countdown::of(minutes.get_untracked()));
    let now = RwSignal::new(clock::now());
    let left = Memo::new(move |_| countdown.get().left(now.get()));
    let is_running = Memo::new(move |_| countdown.get().runs(now.get()));
    // Looks again as long as it runs; what was looked at last is the time of day, not a count.
    Effect::new(move |_| {
        if is_running.get() {
            now.track();
            let look = move || {
                let _ = now.try_update(|now| *now = clock::now());
            };
            let again = set_timeout_with_handle(look, TICK);
            on_cleanup(move || {
                let _ = again.map(|own| own.clear());
            });
        }
    });
    let switch = move |_: ev::MouseEvent| {
        let at = clock::now();
        countdown.update(|own| *own = own.switched(at));
        now.set(at);
    };
    let set = move |length: i64| {
        minutes.set(length);
        countdown.set(Countdown::of(length));
    };
    let length = |length: i64| {
        let pressed = move || (minutes.get() == length).to_string();
        el("button")
            .attr("type", "button")
            .attr("aria-pressed", text(pressed))
            .on(ev::click, on(move |_| set(length)))
            .child(fill(w.minutes, &[&length.to_string()]))
    };
    let says = move || match (is_running.get(), left.get() == minutes.get() * MINUTE) {
        (true, _) => w.pause,
        (false, true) => w.begin_timer,
        (false, false) => w.go_on,
    };
    let is_over = Memo::new(move |_| left.get() == 0);
    el("div")
        .attr("class", "room-timer")
        .attr("role", "group")
        .attr("aria-label", w.timer)
        .child(
            el("span")
                .attr("class", "time-left")
                .class_if("over", flag(move || is_over.get()))
                .attr("role", "timer")
                .child(text(move || shown(left.get()))),
        )
        .child(
            el("button")
                .attr("type", "button")
                .attr("disabled", flag(move || is_over.get()))
                .on(ev::click, on(switch))
                .child(text(says)),
        )
        .child(
            el("button").attr("type", "button").on(ev::click, on(move |_| set(minutes.get_untracked()))).child(w.reset),
        )
        .child(LENGTHS.map(length).into_iter().collect::<Vec<_>>())
        .child(
            el("span")
                .attr("class", "time-over")
                .attr("role", "status")
                .child(block(move || is_over.get().then_some(w.over))),
        )
}
