//! How far two sides lie apart on one scale, question by question: one side filled, the other outlined, and between them
//! the way.

use super::picture::{Anchor, Ink, Letters, Picture, breadth, wrapped};

/// Two places on the scale.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// What was asked.
    pub name: String,
    /// How far they lie apart, in words.
    pub says: String,
    /// The one side, filled.
    pub own: f64,
    /// The other side, outlined.
    pub other: f64,
}

const LINE: f64 = 18.0;

/// The pairs below each other on a scale from 0 to `top`, whose steps are marked.
pub fn apart(pairs: &[Pair], top: usize, width: f64) -> Picture {
    let mut picture = Picture::new(width);
    let side = 8.0;
    let scale = top.max(1) as f64;
    let x = |value: f64| side + (width - 2.0 * side) * (value / scale).clamp(0.0, 1.0);
    let mut y = 0.0;
    for pair in pairs {
        let says = breadth(&pair.says, Letters::Value) + 12.0;
        let name = wrapped(&pair.name, (width - says).max(width * 0.5), Letters::Name);
        for (place, line) in name.iter().enumerate() {
            picture.words((0.0, y + 13.0 + LINE * place as f64), Anchor::Start, Letters::Name, line);
        }
        y += LINE * name.len().max(1) as f64;
        picture.words((width, y - LINE + 13.0), Anchor::End, Letters::Value, &pair.says);
        y += 12.0;
        picture.line([x(0.0), y, x(scale), y], Ink::Grid);
        for step in 0..=top {
            picture.line([x(step as f64), y - 3.0, x(step as f64), y + 3.0], Ink::Grid);
        }
        picture.line([x(pair.own), y, x(pair.other), y], Ink::Join);
        picture.dot((x(pair.other), y), 6.0, Ink::Outlined);
        picture.dot((x(pair.own), y), 5.0, Ink::Filled);
        y += 18.0;
    }
    for step in (0..=top).filter(|_| !pairs.is_empty()) {
        picture.words((x(step as f64), y + 2.0), Anchor::Middle, Letters::Small, &step.to_string());
    }
    picture.height = if pairs.is_empty() { 0.0 } else { y + 10.0 };
    picture
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::picture::Shape;

    #[test]
    fn each_side_stands_where_its_mean_is_and_the_way_leads_from_one_to_the_other() {
        let pair = Pair { name: String::new(), says: String::new(), own: 4.0, other: 1.0 };
        let drawn = apart(&[pair], 5, 116.0);
        // The scale is 100 wide and begins 8 from the side: a step is 20.
        let dots: Vec<(f64, Ink)> = drawn
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Dot { x, ink, .. } => Some((*x, *ink)),
                _ => None,
            })
            .collect();
        assert_eq!(dots, [(28.0, Ink::Outlined), (88.0, Ink::Filled)]);
        let way = drawn.shapes.iter().find_map(|shape| match shape {
            Shape::Lines { lines, ink: Ink::Join } => lines.first().copied(),
            _ => None,
        });
        assert_eq!(way.map(|[from, _, to, _]| (from, to)), Some((88.0, 28.0)));
    }
}
