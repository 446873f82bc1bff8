//! Rows and columns of levels from 0 to 5, on one ramp from light to dark with the number in each cell. On the screen it is
//! a table; this is the same as a picture.

use super::picture::{Anchor, Ink, Letters, Picture, Shape, breadth, wrapped};

/// What is known in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// These levels, the claimed one at least as high as the evidenced one.
    Level {
        /// As it is claimed.
        claimed: usize,
        /// As it is evidenced.
        evidenced: usize,
    },
    /// It was asked, and nobody has said.
    Open,
    /// It does not apply.
    NotApplicable,
    /// It is not asked.
    NotAsked,
}

/// A row of cells with its name.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// What is known in each column.
    pub cells: Vec<Known>,
}

const CELL: [f64; 2] = [44.0, 28.0];
/// Letters of some systems are so much wider than [`breadth`] says, and a name at the edge would be cut.
const WIDE: f64 = 1.1;

/// The cells with the names of their columns above and those of their rows at the left.
pub fn heat_map(columns: &[String], lines: &[Line]) -> Picture {
    let longest = |names: &mut dyn Iterator<Item = &String>| {
        names.map(|name| breadth(name, Letters::Name)).fold(0.0, f64::max) * WIDE
    };
    let left = longest(&mut lines.iter().map(|line| &line.name)).min(300.0) + 12.0;
    let head = longest(&mut columns.iter()).min(260.0) + 12.0;
    let mut picture = Picture::new(left + CELL[0] * columns.len() as f64);
    for (place, name) in columns.iter().enumerate() {
        let x = left + CELL[0] * (place as f64 + 0.5) + 4.0;
        let text = name.clone();
        let (anchor, letters) = (Anchor::Start, Letters::Name);
        picture.shapes.push(Shape::Words { x, y: head - 8.0, anchor, letters, text, turned: true });
    }
    for (row, line) in lines.iter().enumerate() {
        let y = head + CELL[1] * row as f64;
        let name = wrapped(&line.name, left, Letters::Name).join(" ");
        picture.words((0.0, y + 19.0), Anchor::Start, Letters::Name, &name);
        for (column, known) in line.cells.iter().enumerate() {
            cell(&mut picture, [left + CELL[0] * column as f64, y], *known);
        }
    }
    picture.height = head + CELL[1] * lines.len() as f64 + 4.0;
    picture
}

fn cell(picture: &mut Picture, [x, y]: [f64; 2], known: Known) {
    let inside = [x + 1.0, y + 1.0, CELL[0] - 2.0, CELL[1] - 2.0];
    let middle = (x + CELL[0] / 2.0, y + 19.0);
    match known {
        Known::Level { claimed, evidenced } => {
            let step = u8::try_from(evidenced).unwrap_or(u8::MAX);
            picture.block(inside, Ink::Step(step));
            picture.words(middle, Anchor::Middle, Letters::OnStep(step), &evidenced.to_string());
            if claimed > evidenced {
                // What is claimed beyond it hangs on as an outline with its own number.
                let [x, y, width, height] = inside;
                picture.block([x + width - 13.0, y, 13.0, height], Ink::Outlined);
                let place = (x + width - 6.5, y + 18.0);
                picture.words(place, Anchor::Middle, Letters::Small, &claimed.to_string());
            }
        }
        Known::Open => picture.block(inside, Ink::Hatched),
        Known::NotApplicable => picture.words(middle, Anchor::Middle, Letters::Small, "n/a"),
        Known::NotAsked => picture.words(middle, Anchor::Middle, Letters::Small, "·"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inks(known: Known) -> Vec<Ink> {
        let line = Line { name: "a".into(), cells: vec![known] };
        let of = |shape: &Shape| match shape {
            Shape::Box { ink, .. } => Some(*ink),
            _ => None,
        };
        heat_map(&["b".into()], &[line]).shapes.iter().filter_map(of).collect()
    }

    #[test]
    fn a_cell_is_filled_with_what_is_evidenced_and_a_higher_claim_is_outlined() {
        assert_eq!(inks(Known::Level { claimed: 3, evidenced: 3 }), [Ink::Step(3)]);
        assert_eq!(inks(Known::Level { claimed: 4, evidenced: 1 }), [Ink::Step(1), Ink::Outlined]);
    }

    #[test]
    fn what_nobody_said_is_hatched_and_what_was_not_asked_is_not() {
        assert_eq!(inks(Known::Open), [Ink::Hatched]);
        assert_eq!(inks(Known::NotAsked), []);
        assert_eq!(inks(Known::NotApplicable), []);
    }

    #[test]
    fn a_long_name_has_room_in_wide_letters_too() {
        // Letters of 13 that are six tenths as wide as high: 35 × 7.8 = 273 and 29 × 7.8 = 226.2.
        let name = "Capacity and performance management";
        let line = Line { name: name.into(), cells: vec![Known::Open] };
        let picture = heat_map(&["Inputs and outputs documented".into()], &[line]);
        let cell = picture.shapes.iter().find_map(|shape| match shape {
            Shape::Box { x, y, .. } => Some((*x, *y)),
            _ => None,
        });
        let (x, y) = cell.unwrap();
        assert!(x >= 273.0 && y >= 226.2, "the cells begin at {x} and {y}");
    }
}
