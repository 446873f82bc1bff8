//! The fourfold mark, still as the logo and live beside a question.

use leptos::prelude::*;

use crate::chart::{Cell, Dial, SIZE, cells, tenths};
use crate::score::{Results, View};
use crate::ui::dynamic::{flag, maybe, text};

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
                let (x, top, bottom) = (tenths(cell.x + cell.side - 2.0), tenths(top), tenths(bottom));
                format!("M{x} {top}h-4M{x} {top}V{bottom}M{x} {bottom}h-4")
            })
        };
        view! {
            <rect
                class="mark-cell"
                class:hatched=flag(move || cell().hatched)
                x=text(move || tenths(cell().x))
                y=text(move || tenths(cell().y))
                width=text(move || tenths(cell().side))
                height=text(move || tenths(cell().side))
            />
            <rect
                class="mark-claimed"
                x=text(move || tenths(cell().x))
                y=text(move || tenths(outlined().1))
                width=text(move || tenths(cell().side))
                height=text(move || tenths(outlined().0))
            />
            <rect
                class="mark-filled"
                x=text(move || tenths(cell().x))
                y=text(move || tenths(filled().1))
                width=text(move || tenths(cell().side))
                height=text(move || tenths(filled().0))
            />
            <path class="mark-bracket" d=maybe(bracket) />
        }
    };
    view! {
        <svg class=class viewBox=format!("0 0 {SIZE} {SIZE}", SIZE = tenths(SIZE)) aria-hidden="true" focusable="false">
            {[0, 1, 2, 3].map(quarter).into_iter().collect_view()}
        </svg>
    }
}
