//! How the levels given to one question lie on the scale, as small as a line of a list.

use super::picture::{Anchor, Ink, Letters, Picture};

/// How high a column can be, and what stands between two of them.
const TALL: f64 = 34.0;
const BETWEEN: f64 = 4.0;
/// The line with the names of the levels.
const FOOT: f64 = 16.0;
/// A column of nothing is a stroke on the ground.
const GROUND: f64 = 2.0;

/// What is known of the levels.
#[derive(Clone, PartialEq, Debug)]
pub enum Levels<'a> {
    /// How many gave each.
    Counts(&'a [usize]),
    /// The lowest, the one in the middle, and the highest.
    Ends(usize, usize, usize),
}

/// A column for each level, as high as many gave it; or a bracket from the lowest to the highest with a dot in the
/// middle. The names stand at the foot.
pub fn levels(own: &Levels, names: &[String], width: f64) -> Picture {
    let step = width / names.len().max(1) as f64;
    let middle = |level: usize| step * (level as f64 + 0.5);
    let mut picture = Picture { height: TALL + FOOT, ..Picture::new(width) };
    let place = |level: usize, tall: f64| [step * level as f64 + BETWEEN / 2.0, TALL - tall, step - BETWEEN, tall];
    for level in 0..names.len() {
        picture.block(place(level, GROUND), Ink::Track);
    }
    match own {
        Levels::Counts(counts) => {
            let most = counts.iter().copied().max().unwrap_or(0);
            for (level, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                picture.block(place(level, TALL * *count as f64 / most as f64), Ink::Filled);
            }
        }
        Levels::Ends(low, median, high) => {
            picture.bracket((middle(*low), middle(*high)), TALL / 2.0);
            picture.dot((middle(*median), TALL / 2.0), 5.0, Ink::Filled);
        }
    }
    for (level, name) in names.iter().enumerate() {
        picture.words((middle(level), TALL + FOOT - 3.0), Anchor::Middle, Letters::Small, name);
    }
    picture
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Shape;

    /// The places of what is filled.
    fn filled(counts: &[usize], width: f64) -> Vec<[f64; 4]> {
        let names: Vec<String> = (0..counts.len()).map(|level| level.to_string()).collect();
        let shapes = levels(&Levels::Counts(counts), &names, width).shapes;
        let place = |shape: &Shape| match shape {
            Shape::Box { x, y, width, height, ink: Ink::Filled } => Some([*x, *y, *width, *height]),
            _ => None,
        };
        shapes.iter().filter_map(place).collect()
    }

    #[test]
    fn the_level_most_people_gave_is_the_highest_column() {
        // Four levels on 80: each has 20, of which 16 are drawn. Two of four people are half as high.
        assert_eq!(
            filled(&[2, 0, 4, 1], 80.0),
            [[2.0, 17.0, 16.0, 17.0], [42.0, 0.0, 16.0, 34.0], [62.0, 25.5, 16.0, 8.5]]
        );
        assert_eq!(filled(&[0, 0, 0, 0], 80.0), Vec::<[f64; 4]>::new());
    }

    #[test]
    fn the_ends_are_a_bracket_from_middle_to_middle() {
        let names = ["0", "1", "2", "3"].map(str::to_owned);
        let shapes = levels(&Levels::Ends(1, 2, 3), &names, 80.0).shapes;
        let range = Shape::Lines {
            lines: vec![[30.0, 17.0, 70.0, 17.0], [30.0, 13.0, 30.0, 21.0], [70.0, 13.0, 70.0, 21.0]],
            ink: Ink::Range,
        };
        assert!(shapes.contains(&range), "{shapes:?}");
        assert!(shapes.contains(&Shape::Dot { x: 50.0, y: 17.0, radius: 5.0, ink: Ink::Filled }), "{shapes:?}");
    }
}
