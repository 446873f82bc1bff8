//! Bars below each other on one scale: the four indicators, levels of processes, steps of a way. Evidenced is filled into
//! what is claimed, the range is a bracket below, the target a tick, and the previous round a ghost.

use super::picture::{Anchor, Ink, Letters, Picture, wrapped};

/// A bar with its name.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// What it comes to, in words.
    pub says: String,
    /// As it is claimed.
    pub claimed: Option<f64>,
    /// As it is evidenced.
    pub evidenced: Option<f64>,
    /// The range it lies in, where that is not a point.
    pub range: Option<(f64, f64)>,
    /// What is to be reached.
    pub target: Option<f64>,
    /// What it was in the previous round.
    pub before: Option<f64>,
}

const LINE: f64 = 18.0;
const BAR: f64 = 14.0;
const RANGE: f64 = 14.0;
const APART: f64 = 14.0;

/// The bars on a scale from 0 to `top`, with these marks on it.
pub fn rows(rows: &[Row], top: f64, marks: &[(f64, String)], width: f64) -> Picture {
    let mut picture = Picture::new(width);
    let side = 4.0;
    let x = |value: f64| side + (width - 2.0 * side) * (value / top).clamp(0.0, 1.0);
    let mut y = 0.0;
    for row in rows {
        let says = super::picture::breadth(&row.says, Letters::Value) + 12.0;
        let name = wrapped(&row.name, (width - says).max(width * 0.5), Letters::Name);
        for (place, line) in name.iter().enumerate() {
            picture.words((0.0, y + 13.0 + LINE * place as f64), Anchor::Start, Letters::Name, line);
        }
        y += LINE * name.len().max(1) as f64;
        picture.words((width, y - LINE + 13.0), Anchor::End, Letters::Value, &row.says);
        y += 2.0;
        match (row.claimed, row.evidenced) {
            (None, None) => picture.block([x(0.0), y, x(top) - x(0.0), BAR], Ink::Hatched),
            (claimed, evidenced) => {
                picture.block([x(0.0), y, x(top) - x(0.0), BAR], Ink::Track);
                if let Some(claimed) = claimed.filter(|claimed| *claimed > 0.0) {
                    picture.block([x(0.0), y, x(claimed) - x(0.0), BAR], Ink::Outlined);
                }
                if let Some(evidenced) = evidenced.filter(|evidenced| *evidenced > 0.0) {
                    picture.block([x(0.0), y, x(evidenced) - x(0.0), BAR], Ink::Filled);
                }
            }
        }
        for (at, _) in marks.iter().filter(|(at, _)| *at > 0.0 && *at < top) {
            picture.line([x(*at), y, x(*at), y + BAR], Ink::Grid);
        }
        if let Some(before) = row.before {
            picture.dot((x(before), y + BAR / 2.0), 4.0, Ink::Ghost);
        }
        if let Some(target) = row.target {
            picture.line([x(target), y - 4.0, x(target), y + BAR + 4.0], Ink::Target);
        }
        y += BAR;
        if let Some((low, high)) = row.range {
            picture.bracket((x(low), x(high)), y + 8.0);
            y += RANGE;
        }
        y += APART;
    }
    if !rows.is_empty() {
        let last = marks.len().saturating_sub(1);
        for (place, (at, text)) in marks.iter().enumerate() {
            let (anchor, at) = match place {
                0 => (Anchor::Start, 0.0),
                place if place == last => (Anchor::End, width),
                _ => (Anchor::Middle, x(*at)),
            };
            picture.words((at, y + 4.0), anchor, Letters::Small, text);
        }
        y += 14.0;
    }
    picture.height = y;
    picture
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::picture::Shape;

    fn bars(row: Row) -> Vec<(Ink, f64, f64)> {
        let drawn = rows(&[row], 100.0, &[], 208.0);
        let of = |shape: &Shape| match shape {
            Shape::Box { x, width, ink, .. } => Some((*ink, *x, *width)),
            _ => None,
        };
        drawn.shapes.iter().filter_map(of).collect()
    }

    #[test]
    fn evidenced_is_filled_into_what_is_claimed_and_both_begin_at_the_left() {
        let row = Row { claimed: Some(50.0), evidenced: Some(25.0), ..Row::default() };
        // The scale is 200 wide and begins 4 from the side.
        assert_eq!(bars(row), [(Ink::Track, 4.0, 200.0), (Ink::Outlined, 4.0, 100.0), (Ink::Filled, 4.0, 50.0)]);
    }

    #[test]
    fn what_is_not_known_is_hatched_and_nothing_else() {
        assert_eq!(bars(Row::default()), [(Ink::Hatched, 4.0, 200.0)]);
    }

    #[test]
    fn what_leaves_the_scale_is_held_at_its_end() {
        let row = Row { claimed: Some(500.0), evidenced: Some(-3.0), ..Row::default() };
        assert_eq!(bars(row), [(Ink::Track, 4.0, 200.0), (Ink::Outlined, 4.0, 200.0)]);
    }

    #[test]
    fn target_range_and_previous_round_each_have_a_mark_of_their_own() {
        let row = Row { range: Some((20.0, 60.0)), target: Some(70.0), before: Some(30.0), ..Row::default() };
        let drawn = rows(&[row], 100.0, &[], 208.0);
        let line = |wanted: Ink| {
            drawn.shapes.iter().find_map(|shape| match shape {
                Shape::Lines { lines, ink } if *ink == wanted => lines.first().copied(),
                _ => None,
            })
        };
        assert_eq!(line(Ink::Range).map(|[from, _, to, _]| (from, to)), Some((44.0, 124.0)));
        assert_eq!(line(Ink::Target).map(|[at, ..]| at), Some(144.0));
        let ghost = drawn.shapes.iter().any(|own| matches!(own, Shape::Dot { x: 64.0, ink: Ink::Ghost, .. }));
        assert!(ghost, "{drawn:?}");
    }
}
