//! A line through points between two scales, with what stands out on it.

use super::picture::{Anchor, Ink, Letters, Picture, Shape, breadth};

/// A place on a scale, and what is written there.
pub type Tick = (f64, String);

/// A line with its scales.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Plot {
    /// The points, from left to right.
    pub points: Vec<(f64, f64)>,
    /// The scale from left to right, from its first to its last place.
    pub across: Vec<Tick>,
    /// The scale from below to above, likewise.
    pub up: Vec<Tick>,
    /// What is measured from left to right.
    pub below: String,
    /// What is measured from below to above.
    pub above: String,
    /// Points that stand out, and what is written beside each.
    pub marks: Vec<(f64, f64, String)>,
    /// What is to be stayed below, from left to right, and how high the line is there.
    pub limit: Option<(f64, f64)>,
    /// A line to hold the points against, from below to above.
    pub level: Option<f64>,
}

const TALL: f64 = 220.0;
const HEAD: f64 = 28.0;
const FOOT: f64 = 46.0;
const TICK: f64 = 16.0;

/// The line with its scales.
pub fn plot(own: &Plot, width: f64) -> Picture {
    let mut picture = Picture::new(width);
    let side = own.up.iter().map(|(_, text)| breadth(text, Letters::Small)).fold(0.0, f64::max) + 10.0;
    let last = own.across.last().map_or(0.0, |(_, text)| breadth(text, Letters::Small) / 2.0);
    let wide = (width - side - last).max(1.0);
    let (x, y) = (scale(&own.across, side, side + wide), scale(&own.up, HEAD + TALL, HEAD));
    picture.words((0.0, 13.0), Anchor::Start, Letters::Small, &own.above);
    for (place, (at, text)) in own.up.iter().enumerate() {
        let y = y(*at);
        picture.line([side, y, side + wide, y], if place == 0 { Ink::Axis } else { Ink::Grid });
        picture.words((side - 8.0, y + 4.0), Anchor::End, Letters::Small, text);
    }
    for (at, text) in &own.across {
        picture.words((x(*at), HEAD + TALL + 18.0), Anchor::Middle, Letters::Small, text);
    }
    picture.words((side + wide, HEAD + TALL + 38.0), Anchor::End, Letters::Small, &own.below);
    if let Some(level) = own.level {
        picture.line([side, y(level), side + wide, y(level)], Ink::Range);
    }
    // A tick under the line, so that it crosses no words; never so short that it is not seen.
    if let Some((limit, up)) = own.limit {
        picture.line([x(limit), y(up).min(HEAD + TALL - TICK), x(limit), HEAD + TALL], Ink::Target);
    }
    let points = own.points.iter().map(|(across, up)| (x(*across), y(*up))).collect();
    picture.shapes.push(Shape::Curve { points, ink: Ink::Filled });
    for (across, up, text) in &own.marks {
        let (x, y) = (x(*across), y(*up));
        picture.dot((x, y), 4.5, Ink::Filled);
        // On the side where there is room.
        let (at, anchor) = if x + 10.0 + breadth(text, Letters::Value) <= width {
            (x + 10.0, Anchor::Start)
        } else {
            (x - 10.0, Anchor::End)
        };
        picture.words((at, (y - 7.0).max(HEAD - 4.0)), anchor, Letters::Value, text);
    }
    picture.height = HEAD + TALL + FOOT;
    picture
}

/// From a place on the scale to one on the sheet; what lies beyond an end is put there.
fn scale(ticks: &[Tick], from: f64, to: f64) -> impl Fn(f64) -> f64 {
    let first = ticks.first().map_or(0.0, |own| own.0);
    let span = ticks.last().map_or(0.0, |own| own.0) - first;
    move |at| from + (to - from) * if span > 0.0 { ((at - first) / span).clamp(0.0, 1.0) } else { 0.0 }
}

/// The places of a scale from 0 that holds a number: steps of 1, 2 or 5 times a power of ten, five of them at most.
pub fn steps_to(greatest: f64) -> Vec<f64> {
    if !(greatest > 0.0 && greatest.is_finite()) {
        return vec![0.0, 1.0];
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(greatest / 5.0)));
    let fits = |step: &f64| greatest <= 5.0 * step * (1.0 + 1e-9);
    let step = [1.0, 2.0, 5.0, 10.0, 20.0].into_iter().map(|own| own * power).find(fits).unwrap_or(greatest);
    let mut places = vec![0.0];
    while places.last().is_some_and(|own| *own < greatest * (1.0 - 1e-9)) && places.len() < 7 {
        places.push(step * places.len() as f64);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(places: &[f64]) -> Vec<Tick> {
        places.iter().map(|own| (*own, String::new())).collect()
    }

    #[test]
    fn a_point_lies_where_the_scales_say() {
        let own = Plot {
            points: vec![(0.0, 1.0), (5.0, 0.5), (20.0, 0.0)],
            across: ticks(&[0.0, 10.0]),
            up: ticks(&[0.0, 1.0]),
            marks: vec![(5.0, 0.5, String::new())],
            limit: Some((2.5, 0.75)),
            ..Plot::default()
        };
        // Names without letters leave 10 at the left: 100 wide from there, and 220 tall below 28.
        let drawn = plot(&own, 110.0);
        let curve = drawn.shapes.iter().find_map(|own| match own {
            Shape::Curve { points, .. } => Some(points.clone()),
            _ => None,
        });
        assert_eq!(curve, Some(vec![(10.0, 28.0), (60.0, 138.0), (110.0, 248.0)]), "beyond the scale is at its end");
        let is_dot = |own: &&Shape| matches!(own, Shape::Dot { x, y, .. } if (*x, *y) == (60.0, 138.0));
        assert_eq!(drawn.shapes.iter().filter(is_dot).count(), 1);
        let limit = Shape::Lines { lines: vec![[35.0, 83.0, 35.0, 248.0]], ink: Ink::Target };
        assert!(drawn.shapes.contains(&limit), "{:?}", drawn.shapes);
    }

    #[test]
    fn what_stands_beside_a_point_stays_on_the_sheet() {
        let own = Plot {
            across: ticks(&[0.0, 10.0]),
            up: ticks(&[0.0, 1.0]),
            marks: vec![(0.0, 0.5, "P10".into()), (10.0, 0.5, "P90".into())],
            ..Plot::default()
        };
        let anchors = plot(&own, 110.0).shapes.into_iter().filter_map(|own| match own {
            Shape::Words { anchor, letters: Letters::Value, .. } => Some(anchor),
            _ => None,
        });
        assert_eq!(anchors.collect::<Vec<_>>(), [Anchor::Start, Anchor::End]);
    }

    #[test]
    fn a_scale_has_round_steps_and_holds_its_number() {
        let check = |greatest: f64, expected: &[f64]| assert_eq!(steps_to(greatest), expected, "{greatest}");
        check(0.0, &[0.0, 1.0]);
        check(f64::NAN, &[0.0, 1.0]);
        check(5.0, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        check(5.1, &[0.0, 2.0, 4.0, 6.0]);
        check(30.0, &[0.0, 10.0, 20.0, 30.0]);
        check(240_000.0, &[0.0, 50_000.0, 100_000.0, 150_000.0, 200_000.0, 250_000.0]);
        check(99.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
    }
}
