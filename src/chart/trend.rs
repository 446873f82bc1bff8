//! The four indicators over the rounds, each in its place of the fourfold mark: evidenced filled, claimed outlined, the
//! range a bracket, and every round but the last a ghost.

use super::picture::{Anchor, Ink, Letters, Picture, Shape};

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
const HEAD: f64 = 44.0;
const TALL: f64 = 96.0;
const FOOT: f64 = 26.0;

/// Two above two, with the rounds named below.
pub fn trend(panels: &[Panel; 4], rounds: &[String], width: f64) -> Picture {
    let mut picture = Picture::new(width);
    let wide = (width - GAP) / 2.0;
    let tall = HEAD + TALL + FOOT;
    for (place, panel) in panels.iter().enumerate() {
        let left = if place % 2 == 0 { 0.0 } else { wide + GAP };
        let top = if place < 2 { 0.0 } else { tall };
        one(&mut picture, panel, rounds, [left, top, wide]);
    }
    picture.height = 2.0 * tall - 4.0;
    picture
}

fn one(picture: &mut Picture, panel: &Panel, rounds: &[String], [left, top, wide]: [f64; 3]) {
    let y = |value: f64| top + HEAD + TALL * (1.0 - value.clamp(0.0, 100.0) / 100.0);
    let side = 14.0;
    let last = panel.points.len().saturating_sub(1);
    let x = |place: usize| left + side + (wide - 2.0 * side) * place as f64 / last.max(1) as f64;
    picture.words((left, top + 13.0), Anchor::Start, Letters::Name, &panel.name);
    picture.words((left, top + 30.0), Anchor::Start, Letters::Value, &panel.says);
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
    // The first and the last; between them there may be no room.
    for (place, anchor, at) in [(0, Anchor::Start, left), (last, Anchor::End, left + wide)] {
        if let Some(name) = rounds.get(place).filter(|_| place == 0 || last > 0) {
            let most = (wide / 2.0 / (Letters::Small.size() * 0.56)) as usize;
            let short: String = name.chars().take(most.max(3)).collect();
            picture.words((at, top + HEAD + TALL + 16.0), anchor, Letters::Small, &short);
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
        let drawn = trend(&panels(&[(50.0, 25.0), (100.0, 50.0)]), &["a".into(), "b".into()], 300.0);
        // 100 lies 44 below the upper edge and 0 another 96 further.
        let first = &dots(&drawn)[..4];
        let expected = [(92.0, Ink::Ghost), (116.0, Ink::Ghost), (44.0, Ink::Outlined), (92.0, Ink::Filled)];
        assert_eq!(first, expected);
    }

    #[test]
    fn the_four_stand_in_the_places_of_the_mark() {
        let mut four = panels(&[(0.0, 0.0)]);
        for (name, panel) in ["growth", "budget", "risk", "communication"].into_iter().zip(&mut four) {
            panel.name = name.to_owned();
        }
        let drawn = trend(&four, &["now".into()], 300.0);
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
        let drawn = trend(&four, &[], 300.0);
        let hatched = |shape: &&Shape| matches!(shape, Shape::Box { ink: Ink::Hatched, .. });
        assert_eq!(drawn.shapes.iter().filter(hatched).count(), 4);
    }
}
