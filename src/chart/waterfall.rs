//! What made a change: a bar for where it began, one for each effect from where the last one ended, and one for where it
//! came to.

use super::picture::{Anchor, Ink, Letters, Picture, wrapped};

/// A bar of a waterfall.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// What it comes to, in words.
    pub says: String,
    /// What it does.
    pub part: Part,
}

/// What a bar does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Part {
    /// It stands for the whole, from nothing.
    Whole(f64),
    /// It goes on from where the bar before it ended.
    Change(f64),
}

const TALL: f64 = 170.0;
const HEAD: f64 = 22.0;

/// Where each bar begins and ends.
pub fn steps(bars: &[Bar]) -> Vec<(f64, f64)> {
    let mut at = 0.0;
    let step = |bar: &Bar| {
        let from = if matches!(bar.part, Part::Whole(_)) { 0.0 } else { at };
        let (Part::Whole(by) | Part::Change(by)) = bar.part;
        at = from + by;
        (from, at)
    };
    bars.iter().map(step).collect()
}

/// The bars beside each other. They stand on zero, so that a small effect looks small.
pub fn waterfall(bars: &[Bar], width: f64) -> Picture {
    let mut picture = Picture::new(width);
    let steps = steps(bars);
    let ends = || steps.iter().flat_map(|(from, to)| [*from, *to]);
    let (low, high) = ends().fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let span = if high > low { high - low } else { 1.0 };
    let y = |value: f64| HEAD + TALL * (high - value) / span;
    let room = width / bars.len().max(1) as f64;
    let thick = (room * 0.62).min(72.0);
    let mut foot: f64 = 0.0;
    for (place, (bar, (from, to))) in bars.iter().zip(&steps).enumerate() {
        let middle = room * (place as f64 + 0.5);
        let left = middle - thick / 2.0;
        let (top, bottom) = (y(from.max(*to)), y(from.min(*to)));
        let ink = match bar.part {
            Part::Whole(_) => Ink::Filled,
            Part::Change(by) if by < 0.0 => Ink::Loss,
            Part::Change(_) => Ink::Outlined,
        };
        // What is too small to be seen is still a line.
        picture.block([left, top, thick, (bottom - top).max(1.5)], ink);
        if place + 1 < bars.len() {
            picture.line([left + thick, y(*to), left + room, y(*to)], Ink::Join);
        }
        picture.words((middle, top - 6.0), Anchor::Middle, Letters::Value, &bar.says);
        let name = wrapped(&bar.name, room - 8.0, Letters::Small);
        for (line, text) in name.iter().enumerate() {
            let at = HEAD + TALL + 18.0 + 15.0 * line as f64;
            picture.words((middle, at), Anchor::Middle, Letters::Small, text);
        }
        foot = foot.max(15.0 * name.len() as f64);
    }
    picture.line([0.0, y(0.0), width, y(0.0)], Ink::Axis);
    picture.height = HEAD + TALL + 12.0 + foot;
    picture
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::picture::Shape;

    fn bar(part: Part) -> Bar {
        Bar { name: String::new(), says: String::new(), part }
    }

    #[test]
    fn contributions_of_the_waterfall_end_at_the_change_of_revenue() {
        // SCORING.md section 3.1, worked out by hand: 700 000 and 862 400, 162 400 apart.
        let bars = [
            bar(Part::Whole(700_000.0)),
            bar(Part::Change(74_187.39)),
            bar(Part::Change(103_937.96)),
            bar(Part::Change(-15_725.35)),
            bar(Part::Whole(862_400.0)),
        ];
        let steps = steps(&bars);
        assert!((steps[3].1 - 862_400.0).abs() < 0.01, "{steps:?}");
        assert!((steps[3].1 - steps[1].0 - 162_400.0).abs() < 0.01);
        assert_eq!(steps[1].0, 700_000.0, "the first effect begins where the whole ended");
        assert_eq!(steps[4].0, 0.0, "the whole stands on nothing");
    }

    #[test]
    fn what_takes_away_goes_down_and_is_drawn_otherwise_than_what_adds() {
        let bars = [bar(Part::Whole(100.0)), bar(Part::Change(-50.0)), bar(Part::Whole(50.0))];
        let boxes: Vec<(f64, f64, Ink)> = waterfall(&bars, 300.0)
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Box { y, height, ink, .. } => Some((*y, *height, *ink)),
                _ => None,
            })
            .collect();
        // The whole is 170 tall below a head of 22; half of it is 85.
        assert_eq!(boxes, [(22.0, 170.0, Ink::Filled), (22.0, 85.0, Ink::Loss), (107.0, 85.0, Ink::Filled)]);
    }

    #[test]
    fn nothing_at_all_is_drawn_without_a_number_going_astray() {
        for bars in [vec![], vec![bar(Part::Whole(0.0)), bar(Part::Change(0.0))]] {
            let drawn = waterfall(&bars, 300.0);
            assert!(drawn.height.is_finite() && !format!("{drawn:?}").contains("NaN"), "{drawn:?}");
        }
    }
}
