//! The four indicators over the rounds, each in its place of the fourfold mark: evidenced filled, claimed outlined, the
//! range a bracket, and every round but the last a ghost.

use super::picture::{Anchor, Ink, Letters, Picture, Shape, wrapped};

/// An indicator over the rounds, oldest first.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Panel {
    /// Which one it is.
    pub name: String,
    /// How it changed, in words.
    pub says: String,
    /// What it was in each round.
    pub points: Vec<Point>,
}

/// An indicator in a round, 0 to 100.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Point {
    /// The claimed score.
    pub claimed: Option<f64>,
    /// The evidenced score.
    pub evidenced: Option<f64>,
    /// The range, where it is not a point.
    pub range: Option<(f64, f64)>,
}

const GAP: f64 = 28.0;
const LINE: f64 = 17.0;
const TALL: f64 = 92.0;
const FOOT: f64 = 22.0;

/// Two above two, with the rounds named below.
pub fn trend(panels: &[Panel; 4], rounds: &str, width: f64) -> Picture {
    let mut picture = Picture::new(width);
    let wide = (width - GAP) / 2.0;
    let names = panels.each_ref().map(|panel| wrapped(&panel.name, wide, Letters::Name));
    let head = LINE * (1 + names.iter().map(Vec::len).max().unwrap_or(1).max(1)) as f64 + 10.0;
    let tall = head + TALL + FOOT;
    for (place, (panel, name)) in panels.iter().zip(&names).enumerate() {
        let left = if place % 2 == 0 { 0.0 } else { wide + GAP };
        let top = if place < 2 { 0.0 } else { tall };
        for (line, text) in name.iter().enumerate() {
            picture.words((left, top + 13.0 + LINE * line as f64), Anchor::Start, Letters::Name, text);
        }
        picture.words((left, top + head - 14.0), Anchor::Start, Letters::Value, &panel.says);
        one(&mut picture, panel, [left, top + head, wide]);
    }
    let below = wrapped(rounds, width, Letters::Small);
    for (line, text) in below.iter().enumerate() {
        picture.words((0.0, 2.0 * tall + LINE * line as f64), Anchor::Start, Letters::Small, text);
    }
    picture.height = 2.0 * tall + LINE * below.len() as f64 - 8.0;
    picture
}

fn one(picture: &mut Picture, panel: &Panel, [left, top, wide]: [f64; 3]) {
    let y = |value: f64| top + TALL * (1.0 - value.clamp(0.0, 100.0) / 100.0);
    let side = 14.0;
    let last = panel.points.len().saturating_sub(1);
    let x = |place: usize| left + side + (wide - 2.0 * side) * place as f64 / last.max(1) as f64;
    for value in [0.0, 50.0, 100.0] {
        picture.line([left, y(value), left + wide, y(value)], if value > 0.0 { Ink::Grid } else { Ink::Axis });
    }
    let curve = |of: fn(&Point) -> Option<f64>| -> Vec<(f64, f64)> {
        let points = panel.points.iter().enumerate();
        points.filter_map(|(place, own)| Some((x(place), y(of(own)?)))).collect()
    };
    let (claimed, evidenced) = (curve(|own| own.claimed), curve(|own| own.evidenced));
    picture.shapes.push(Shape::Curve { points: claimed, ink: Ink::Outlined });
    picture.shapes.push(Shape::Curve { points: evidenced, ink: Ink::Filled });
    for (place, own) in panel.points.iter().enumerate() {
        let x = x(place);
        if let Some((low, high)) = own.range {
            let end = |at: f64| [x - 4.0, y(at), x + 4.0, y(at)];
            let lines = vec![[x, y(low), x, y(high)], end(low), end(high)];
            picture.shapes.push(Shape::Lines { lines, ink: Ink::Range });
        }
        let ink = |now: Ink| if place == last { now } else { Ink::Ghost };
        if let Some(claimed) = own.claimed {
            picture.dot((x, y(claimed)), 5.0, ink(Ink::Outlined));
        }
        if let Some(evidenced) = own.evidenced {
            picture.dot((x, y(evidenced)), 4.0, ink(Ink::Filled));
        }
        if own.claimed.or(own.evidenced).is_none() {
            picture.block([x - 6.0, y(100.0), 12.0, TALL], Ink::Hatched);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panels(points: &[(f64, f64)]) -> [Panel; 4] {
        let point = |(claimed, evidenced): &(f64, f64)| Point {
            claimed: Some(*claimed),
            evidenced: Some(*evidenced),
            range: None,
        };
        std::array::from_fn(|_| Panel { points: points.iter().map(point).collect(), ..Panel::default() })
    }

    fn dots(drawn: &Picture) -> Vec<(f64, Ink)> {
        let of = |shape: &Shape| match shape {
            Shape::Dot { y, ink, .. } => Some((*y, *ink)),
            _ => None,
        };
        drawn.shapes.iter().filter_map(of).collect()
    }

    #[test]
    fn the_last_round_is_solid_and_those_before_it_are_ghosts() {
        let drawn = trend(&panels(&[(50.0, 25.0), (100.0, 50.0)]), "a → b", 300.0);
        // Below two lines of 17 and a gap of 10 lies 100, and 0 another 92 further.
        let first = &dots(&drawn)[..4];
        let expected = [(90.0, Ink::Ghost), (113.0, Ink::Ghost), (44.0, Ink::Outlined), (90.0, Ink::Filled)];
        assert_eq!(first, expected);
    }

    #[test]
    fn the_four_stand_in_the_places_of_the_mark() {
        let mut four = panels(&[(0.0, 0.0)]);
        for (name, panel) in ["growth", "budget", "risk", "communication"].into_iter().zip(&mut four) {
            panel.name = name.to_owned();
        }
        let drawn = trend(&four, "now", 300.0);
        let place = |wanted: &str| {
            drawn.shapes.iter().find_map(|shape| match shape {
                Shape::Words { x, y, text, .. } if text == wanted => Some((*x, *y)),
                _ => None,
            })
        };
        let (growth, budget) = (place("growth").unwrap(), place("budget").unwrap());
        let (risk, communication) = (place("risk").unwrap(), place("communication").unwrap());
        assert!(growth.1 == budget.1 && risk.1 == communication.1 && growth.1 < risk.1);
        assert!(growth.0 == risk.0 && budget.0 == communication.0 && growth.0 < budget.0);
    }

    #[test]
    fn a_round_without_a_score_is_hatched() {
        let four: [Panel; 4] = std::array::from_fn(|_| Panel { points: vec![Point::default()], ..Panel::default() });
        let drawn = trend(&four, "", 300.0);
        let hatched = |shape: &&Shape| matches!(shape, Shape::Box { ink: Ink::Hatched, .. });
        assert_eq!(drawn.shapes.iter().filter(hatched).count(), 4);
    }
}
