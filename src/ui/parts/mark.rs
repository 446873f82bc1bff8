//! The fourfold mark, still as the logo and live beside a question.

use leptos::prelude::*;

use crate::chart::{Cell, Dial, SIZE, cells, tenths};
use crate::score::{Results, View};
use crate::ui::dynamic::{flag, maybe, text};
use crate::ui::el::{El, parts, svg};

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
pub fn logo() -> El {
    let of = |score: f64| Dial { claimed: Some(score), evidenced: Some(score), range: None };
    drawing(Signal::stored(cells([of(62.0), of(86.0), of(38.0), of(74.0)])), "mark logo")
}

/// The miniature of live results. It is decoration beside the same numbers in words.
pub fn mark(dials: Signal<[Dial; 4]>) -> El {
    drawing(Memo::new(move |_| cells(dials.get())).into(), "mark")
}

fn drawing(cells: Signal<[Cell; 4]>, class: &'static str) -> El {
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
        parts(vec![
            parts(
                svg("rect")
                    .attr("class", "mark-cell")
                    .class_if("hatched", flag(move || cell().hatched))
                    .attr("x", text(move || tenths(cell().x)))
                    .attr("y", text(move || tenths(cell().y)))
                    .attr("width", text(move || tenths(cell().side)))
                    .attr("height", text(move || tenths(cell().side))),
            ),
            parts(
                svg("rect")
                    .attr("class", "mark-claimed")
                    .attr("x", text(move || tenths(cell().x)))
                    .attr("y", text(move || tenths(outlined().1)))
                    .attr("width", text(move || tenths(cell().side)))
                    .attr("height", text(move || tenths(outlined().0))),
            ),
            parts(
                svg("rect")
                    .attr("class", "mark-filled")
                    .attr("x", text(move || tenths(cell().x)))
                    .attr("y", text(move || tenths(filled().1)))
                    .attr("width", text(move || tenths(cell().side)))
                    .attr("height", text(move || tenths(filled().0))),
            ),
            parts(svg("path").attr("class", "mark-bracket").attr("d", maybe(bracket))),
        ])
    };
    svg("svg")
        .attr("class", class)
        .attr("viewBox", format!("0 0 {SIZE} {SIZE}", SIZE = tenths(SIZE)))
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child([0, 1, 2, 3].map(quarter).into_iter().collect::<Vec<_>>())
}
