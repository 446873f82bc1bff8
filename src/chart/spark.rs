//! The course of a row of figures, as small as a word: it stands beside the figures themselves.

use super::picture::{Ink, Picture, Shape};

/// Its height; the width is whatever the caller has.
pub const TALL: f64 = 22.0;
const MARGIN: f64 = 3.0;

/// A line through values at their places, with a dot at the last. The foot is zero or what lies below, so that a small
/// change looks small. Three values have a course; fewer are read as fast themselves.
pub fn spark(values: &[(f64, f64)], width: f64) -> Option<Picture> {
    let (&(first, _), &(last, _)) = (values.first()?, values.last()?);
    if values.len() < 3 || first >= last || values.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
        return None;
    }
    let low = values.iter().map(|own| own.1).fold(0.0, f64::min);
    let high = values.iter().map(|own| own.1).fold(0.0, f64::max);
    let place = |&(x, y): &(f64, f64)| {
        let up = if high > low { (y - low) / (high - low) } else { 0.0 };
        let across = (x - first) / (last - first);
        (MARGIN + (width - 2.0 * MARGIN) * across, MARGIN + (TALL - 2.0 * MARGIN) * (1.0 - up))
    };
    let points: Vec<(f64, f64)> = values.iter().map(place).collect();
    let mut picture = Picture { height: TALL, ..Picture::new(width) };
    let end = points.last().copied()?;
    picture.shapes.push(Shape::Curve { points, ink: Ink::Filled });
    picture.dot(end, 2.5, Ink::Filled);
    Some(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[(f64, f64)], width: f64) -> Vec<(f64, f64)> {
        match spark(values, width).expect("it is drawn").shapes.first() {
            Some(Shape::Curve { points, .. }) => points.clone(),
            other => panic!("the course is {other:?}"),
        }
    }

    #[test]
    fn zero_is_at_the_foot_the_highest_at_the_top_and_time_runs_evenly() {
        // 80 wide and 22 tall with 3 left free: 3 to 77, and 19 up to 3.
        let found = points(&[(0.0, 0.0), (1.0, 20.0), (4.0, 10.0)], 80.0);
        assert_eq!(found, [(3.0, 19.0), (21.5, 3.0), (77.0, 11.0)]);
        // Below zero the lowest is the foot.
        assert_eq!(points(&[(0.0, -10.0), (1.0, 0.0), (2.0, 10.0)], 80.0), [(3.0, 19.0), (40.0, 11.0), (77.0, 3.0)]);
    }

    #[test]
    fn what_never_changes_is_level_and_two_values_have_no_course() {
        assert_eq!(points(&[(0.0, 7.0), (1.0, 7.0), (2.0, 7.0)], 80.0), [(3.0, 3.0), (40.0, 3.0), (77.0, 3.0)]);
        assert_eq!(points(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], 80.0), [(3.0, 19.0), (40.0, 19.0), (77.0, 19.0)]);
        for none in [&[][..], &[(0.0, 1.0), (1.0, 2.0)], &[(0.0, 1.0), (1.0, f64::NAN), (2.0, 1.0)], &[(1.0, 1.0); 3]] {
            assert_eq!(spark(none, 80.0), None);
        }
    }
}
