//! The fourfold mark, still as the logo and live beside a question.

use leptos::prelude::*;

use crate::chart::{Cell, Dial, SIZE, cells};
use crate::score::{Results, View};

/// What the mark shows of results.
pub fn dials(results: &Results) -> [Dial; 4] {
    [0, 1, 2, 3].map(|index| {
        let own = &results.indicators[index];
        let known = |score: Option<f64>| score.filter(|_| !own.range_only);
        let range = |view| own.view(view).range;
        let both = range(View::Claimed).zip(range(View::Evidenced));
        Dial {
            claimed: known(own.claimed.score),
            evidenced: known(own.evidenced.score),
            range: both.map(|((_, high), (low, _))| (low, high)),
        }
    })
}

/// The mark of the product: four quarters, filled as a good assessment might be.
#[component]
pub fn Logo() -> impl IntoView {
    let of = |score: f64| Dial { claimed: Some(score), evidenced: Some(score), range: None };
    view! { <Drawing cells=Signal::stored(cells([of(62.0), of(86.0), of(38.0), of(74.0)])) class="mark logo" /> }
}

/// The miniature of live results. It is decoration beside the same numbers in words.
#[component]
pub fn Mark(#[prop(into)] dials: Signal<[Dial; 4]>) -> impl IntoView {
    view! { <Drawing cells=Signal::derive(move || cells(dials.get())) class="mark" /> }
}

#[component]
fn Drawing(cells: Signal<[Cell; 4]>, class: &'static str) -> impl IntoView {
    let quarter = move |index: usize| {
        let cell = move || cells.get()[index];
        let part = |top: fn(&Cell) -> Option<f64>| {
            move || {
                let cell = cell();
                top(&cell).map_or((0.0, cell.y + cell.side), |top| (cell.y + cell.side - top, top))
            }
        };
        let filled = part(|cell| cell.filled);
        let outlined = part(|cell| cell.outlined);
        let bracket = move || {
            let cell = cell();
            cell.bracket.map(|(top, bottom)| {
                let x = cell.x + cell.side - 3.0;
                format!("M{} {top}h-3.5M{x} {top}V{bottom}M{} {bottom}h-3.5", x + 1.0, x + 1.0)
            })
        };
        view! {
            <rect
                class="mark-cell"
                class:hatched=move || cell().hatched
                x=move || cell().x
                y=move || cell().y
                width=move || cell().side
                height=move || cell().side
            />
            <rect
                class="mark-claimed"
                x=move || cell().x
                y=move || outlined().1
                width=move || cell().side
                height=move || outlined().0
            />
            <rect
                class="mark-filled"
                x=move || cell().x
                y=move || filled().1
                width=move || cell().side
                height=move || filled().0
            />
            <path class="mark-bracket" d=bracket />
        }
    };
    view! {
        <svg class=class viewBox=format!("0 0 {SIZE} {SIZE}") aria-hidden="true" focusable="false">
            {[0, 1, 2, 3].map(quarter).into_iter().collect_view()}
        </svg>
    }
}
