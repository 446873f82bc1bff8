//! What was planned and what came, period by period: the plan is outlined, what came is filled into it.

use super::picture::{Anchor, Ink, Letters, Picture, breadth};

/// A period with what was planned for it and what came.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// The period, in few letters.
    pub name: String,
    /// What was planned.
    pub planned: Option<f64>,
    /// What came.
    pub actual: Option<f64>,
    /// What is to be said above it, where it stands out.
    pub says: String,
}

const TALL: f64 = 150.0;
const HEAD: f64 = 22.0;

/// The periods beside each other.
pub fn periods(columns: &[Column], width: f64) -> Picture {
    let mut picture = Picture::new(width);
    let amounts = || columns.iter().flat_map(|own| [own.planned, own.actual]).flatten();
    let (low, high) = amounts().fold((0.0_f64, 0.0_f64), |(low, high), own| (low.min(own), high.max(own)));
    let span = if high > low { high - low } else { 1.0 };
    let y = |value: f64| HEAD + TALL * (high - value) / span;
    let room = width / columns.len().max(1) as f64;
    let names = columns.iter().map(|own| breadth(&own.name, Letters::Small)).fold(0.0, f64::max);
    // Where the names of all periods do not fit beside each other, every other one is left out.
    let every = if names + 4.0 > room { 2 } else { 1 };
    for (place, own) in columns.iter().enumerate() {
        let middle = room * (place as f64 + 0.5);
        let bar = |amount: f64, share: f64| {
            let (top, bottom) = (y(amount.max(0.0)), y(amount.min(0.0)));
            [middle - room * share / 2.0, top, room * share, bottom - top]
        };
        match (own.planned, own.actual) {
            (None, _) | (_, None) => picture.block([middle - room * 0.36, HEAD, room * 0.72, TALL], Ink::Hatched),
            (Some(planned), Some(actual)) => {
                picture.block(bar(planned, 0.72), Ink::Outlined);
                picture.block(bar(actual, 0.4), Ink::Filled);
                if !own.says.is_empty() {
                    let top = y(planned.max(actual).max(0.0)) - 6.0;
                    let half = breadth(&own.says, Letters::Value) / 2.0;
                    let at = middle.clamp(half.min(width / 2.0), (width - half).max(width / 2.0));
                    picture.words((at, top), Anchor::Middle, Letters::Value, &own.says);
                }
            }
        }
        if place % every == 0 {
            picture.words((middle, HEAD + TALL + 16.0), Anchor::Middle, Letters::Small, &own.name);
        }
    }
    picture.line([0.0, y(0.0), width, y(0.0)], Ink::Axis);
    picture.height = HEAD + TALL + 24.0;
    picture
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::picture::Shape;

    fn column(planned: Option<f64>, actual: Option<f64>) -> Column {
        Column { name: "Jan".into(), planned, actual, says: String::new() }
    }

    fn boxes(columns: &[Column]) -> Vec<(f64, f64, Ink)> {
        let of = |shape: &Shape| match shape {
            Shape::Box { y, height, ink, .. } => Some((*y, *height, *ink)),
            _ => None,
        };
        periods(columns, 120.0).shapes.iter().filter_map(of).collect()
    }

    #[test]
    fn plan_and_actual_stand_on_the_same_line_in_the_same_measure() {
        // The largest amount is 150 tall below a head of 22.
        let drawn = boxes(&[column(Some(100.0), Some(200.0))]);
        assert_eq!(drawn, [(97.0, 75.0, Ink::Outlined), (22.0, 150.0, Ink::Filled)]);
    }

    #[test]
    fn a_period_that_lacks_one_of_the_two_is_hatched() {
        for own in [column(None, Some(1.0)), column(Some(1.0), None)] {
            assert_eq!(boxes(&[own]), [(22.0, 150.0, Ink::Hatched)]);
        }
    }

    #[test]
    fn a_credit_hangs_below_the_line() {
        let drawn = boxes(&[column(Some(100.0), Some(-50.0))]);
        assert_eq!(drawn, [(22.0, 100.0, Ink::Outlined), (122.0, 50.0, Ink::Filled)]);
    }
}
