//! A picture as data: shapes with a place and a meaning. Whoever draws it on a screen or writes it into a file decides how
//! a meaning looks, the same in every picture.

/// What a shape stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// What is evidenced, or what came: filled.
    Filled,
    /// What is claimed, or was planned: outlined.
    Outlined,
    /// No data: hatched.
    Hatched,
    /// The range something lies in: a bracket.
    Range,
    /// What is to be reached: a tick.
    Target,
    /// The previous round: a ghost.
    Ghost,
    /// What takes away: outlined, in another colour than what adds.
    Loss,
    /// The whole way a bar can go.
    Track,
    /// What connects two shapes.
    Join,
    /// The line a picture stands on.
    Axis,
    /// What helps the eye across.
    Grid,
    /// A level from 0 to 5, on a ramp from light to dark.
    Step(u8),
}

/// How words are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Letters {
    /// What something is called.
    Name,
    /// What it comes to.
    Value,
    /// What stands at an axis or in the legend.
    Small,
    /// On a level from 0 to 5, in the one of two colours that can be read there.
    OnStep(u8),
}

impl Letters {
    /// The size of the letters, in units of the picture.
    pub fn size(self) -> f64 {
        if self == Self::Small { 12.0 } else { 13.0 }
    }
}

/// Which point of the words stands at their place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the three say what they are")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A part of a picture. `y` grows downwards, as on a screen.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "places and sizes are documented by their names")]
pub enum Shape {
    /// A rectangle from its upper left corner.
    Box { x: f64, y: f64, width: f64, height: f64, ink: Ink },
    /// Lines from one point to another.
    Lines { lines: Vec<[f64; 4]>, ink: Ink },
    /// Points with a line through them.
    Curve { points: Vec<(f64, f64)>, ink: Ink },
    /// A dot around its middle.
    Dot { x: f64, y: f64, radius: f64, ink: Ink },
    /// Words on a line; upright where they are turned, from below to above.
    Words { x: f64, y: f64, anchor: Anchor, letters: Letters, text: String, turned: bool },
}

/// Shapes on a sheet of this size, those behind first.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Picture {
    /// Width, in units that are pixels where there is room.
    pub width: f64,
    /// Height, likewise.
    pub height: f64,
    /// What is on it.
    pub shapes: Vec<Shape>,
}

/// The distance between the strokes of what is hatched.
const HATCH: f64 = 6.0;
/// The side of a sample of ink in the legend.
const SAMPLE: f64 = 12.0;

impl Picture {
    /// An empty sheet.
    pub fn new(width: f64) -> Self {
        Self { width, ..Self::default() }
    }

    /// A rectangle. What is hatched is drawn with its strokes, so that no picture needs a pattern from elsewhere.
    pub fn block(&mut self, [x, y, width, height]: [f64; 4], ink: Ink) {
        let (width, height) = (width.max(0.0), height.max(0.0));
        self.shapes.push(Shape::Box { x, y, width, height, ink });
        if ink == Ink::Hatched {
            self.shapes.push(Shape::Lines { lines: strokes([x, y, width, height]), ink });
        }
    }

    /// A line.
    pub fn line(&mut self, ends: [f64; 4], ink: Ink) {
        self.shapes.push(Shape::Lines { lines: vec![ends], ink });
    }

    /// A bracket that lies from one `x` to another below `y`.
    pub fn bracket(&mut self, (from, to): (f64, f64), y: f64) {
        let end = |x: f64| [x, y - 4.0, x, y + 4.0];
        self.shapes.push(Shape::Lines { lines: vec![[from, y, to, y], end(from), end(to)], ink: Ink::Range });
    }

    /// A dot.
    pub fn dot(&mut self, (x, y): (f64, f64), radius: f64, ink: Ink) {
        self.shapes.push(Shape::Dot { x, y, radius, ink });
    }

    /// Words on a line.
    pub fn words(&mut self, (x, y): (f64, f64), anchor: Anchor, letters: Letters, text: &str) {
        self.shapes.push(Shape::Words { x, y, anchor, letters, text: text.to_owned(), turned: false });
    }

    /// What the inks mean, in lines at the foot of the picture.
    pub fn legend(&mut self, entries: &[(Ink, &str)]) {
        let (mut x, mut y) = (0.0, self.height + 8.0);
        for (ink, text) in entries {
            let width = SAMPLE + 6.0 + breadth(text, Letters::Small);
            if x > 0.0 && x + width > self.width {
                (x, y) = (0.0, y + 20.0);
            }
            let middle = y + SAMPLE / 2.0;
            match ink {
                Ink::Range => self.bracket((x, x + SAMPLE), middle),
                Ink::Target => self.line([x + SAMPLE / 2.0, y - 1.0, x + SAMPLE / 2.0, y + SAMPLE + 1.0], *ink),
                Ink::Ghost => self.dot((x + SAMPLE / 2.0, middle), 4.0, *ink),
                _ => self.block([x, y, SAMPLE, SAMPLE], *ink),
            }
            self.words((x + SAMPLE + 6.0, y + SAMPLE - 2.0), Anchor::Start, Letters::Small, text);
            x += width + 16.0;
        }
        if !entries.is_empty() {
            self.height = y + SAMPLE + 6.0;
        }
    }
}

/// Strokes from below left to above right, inside a rectangle.
fn strokes([x, y, width, height]: [f64; 4]) -> Vec<[f64; 4]> {
    let mut lines = Vec::new();
    let mut at = HATCH;
    // Where they begin, along the left side and on along the lower one; no sheet has room for more than these.
    while at < width + height && lines.len() < 1000 {
        let (x1, y1) = if at <= height { (x, y + at) } else { (x + at - height, y + height) };
        let (x2, y2) = if at <= width { (x + at, y) } else { (x + width, y + at - width) };
        lines.push([x1, y1, x2, y2]);
        at += HATCH;
    }
    lines
}

/// About how wide words come out: nobody can measure letters here, so it is rather too much.
pub fn breadth(text: &str, letters: Letters) -> f64 {
    text.chars().count() as f64 * letters.size() * 0.56
}

/// Words in lines that are about so wide, at most three of them; what does not fit ends in an ellipsis.
pub fn wrapped(text: &str, width: f64, letters: Letters) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if breadth(line, letters) + breadth(word, letters) + 4.0 <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > 3 {
        lines.truncate(3);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hatched_stays_inside_its_box() {
        for side in [[2.0, 3.0, 40.0, 10.0], [0.0, 0.0, 5.0, 90.0], [0.0, 0.0, 0.0, 0.0]] {
            let [x, y, width, height] = side;
            let inside = |at: f64, from: f64, size: f64| at >= from - 1e-9 && at <= from + size + 1e-9;
            for [x1, y1, x2, y2] in strokes(side) {
                assert!(inside(x1, x, width) && inside(x2, x, width) && inside(y1, y, height) && inside(y2, y, height));
            }
        }
    }

    #[test]
    fn a_long_name_takes_three_lines_at_most_and_says_that_more_was_there() {
        assert_eq!(wrapped("short", 200.0, Letters::Name), ["short"]);
        assert_eq!(wrapped("", 200.0, Letters::Name), [""; 0]);
        let long = wrapped(&"word ".repeat(40), 100.0, Letters::Name);
        assert_eq!(long.len(), 3);
        assert!(long[2].ends_with('…') && long.iter().all(|line| line.chars().count() < 16), "{long:?}");
    }

    #[test]
    fn a_legend_that_is_too_long_for_its_line_takes_another() {
        let height = |width: f64| {
            let mut picture = Picture::new(width);
            picture.legend(&[(Ink::Filled, "Evidenced"), (Ink::Outlined, "Claimed"), (Ink::Range, "Range")]);
            picture.height
        };
        assert!(height(120.0) > height(600.0));
    }
}
