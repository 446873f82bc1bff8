//! A picture as an SVG file that needs nothing beside it: every look is an attribute. On paper it is light, whatever the
//! screen was.

use super::picture::{Anchor, Ink, Letters, Picture, Shape};
use super::tenths;

/// The colours of a light screen (`style/tokens.css`), by the names they have there.
pub const COLOURS: [(&str, &str); 11] = [
    ("surface", "#ffffff"),
    ("ink", "#162024"),
    ("ink-soft", "#4b5a60"),
    ("line", "#d3d9d9"),
    ("line-strong", "#75858b"),
    ("filled", "#12677a"),
    ("outlined", "#12677a"),
    ("claimed-fill", "#d3e6ea"),
    ("track", "#e3e7e6"),
    ("range", "#6a4a00"),
    ("flag", "#9a2f12"),
];

/// The ramp of the levels 0 to 5 on a light screen.
pub const STEPS: [&str; 6] = ["#f2f5f5", "#d6e7ea", "#a9d0d8", "#72b2c0", "#24788b", "#0b4250"];

/// Room around a picture that stands alone.
pub const MARGIN: f64 = 16.0;

fn colour(name: &str) -> &'static str {
    COLOURS.iter().find(|(own, _)| *own == name).map_or("none", |(_, colour)| colour)
}

fn step(level: u8) -> &'static str {
    STEPS.get(usize::from(level)).or(STEPS.last()).copied().unwrap_or("none")
}

/// Fill, stroke and the width of the stroke.
fn look(ink: Ink) -> (&'static str, &'static str, f64) {
    match ink {
        Ink::Filled => (colour("filled"), "none", 0.0),
        Ink::Outlined => (colour("claimed-fill"), colour("outlined"), 1.5),
        Ink::Hatched => ("none", colour("line-strong"), 1.0),
        Ink::Range => ("none", colour("range"), 2.0),
        Ink::Target => ("none", colour("ink"), 2.5),
        Ink::Ghost => (colour("surface"), colour("line-strong"), 1.5),
        Ink::Loss => (colour("surface"), colour("flag"), 2.0),
        Ink::Track => (colour("track"), "none", 0.0),
        Ink::Join => ("none", colour("ink-soft"), 1.0),
        Ink::Axis => ("none", colour("line-strong"), 1.0),
        Ink::Grid => ("none", colour("line-strong"), 0.5),
        Ink::Step(level) => (step(level), colour("line"), 1.0),
    }
}

/// The picture as the text of a file, with what it is called.
pub fn svg(picture: &Picture, name: &str) -> String {
    let (width, height) = (tenths(picture.width + 2.0 * MARGIN), tenths(picture.height + 2.0 * MARGIN));
    let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attribute(&mut out, "width", &width);
    attribute(&mut out, "height", &height);
    attribute(&mut out, "viewBox", &["0 0 ", &width, " ", &height].concat());
    attribute(&mut out, "role", "img");
    attribute(&mut out, "font-family", "system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif");
    out.push_str("><title>");
    escape(&mut out, name);
    out.push_str("</title><rect");
    attribute(&mut out, "width", &width);
    attribute(&mut out, "height", &height);
    attribute(&mut out, "fill", colour("surface"));
    out.push_str("/><g");
    let margin = tenths(MARGIN);
    attribute(&mut out, "transform", &["translate(", &margin, " ", &margin, ")"].concat());
    out.push('>');
    for own in &picture.shapes {
        shape(&mut out, own);
    }
    out.push_str("</g></svg>\n");
    out
}

fn shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Box { x, y, width, height, ink } => {
            out.push_str("<rect");
            numbers(out, &[("x", *x), ("y", *y), ("width", *width), ("height", *height)]);
            inked(out, *ink);
            out.push_str("/>");
        }
        Shape::Lines { lines, ink } => {
            out.push_str("<path");
            attribute(out, "d", &strokes(lines));
            inked(out, *ink);
            out.push_str("/>");
        }
        Shape::Curve { points, ink } => {
            out.push_str("<path");
            attribute(out, "d", &curve(points));
            let (fill, stroke, _) = look(*ink);
            attribute(out, "fill", "none");
            attribute(out, "stroke", if stroke == "none" { fill } else { stroke });
            attribute(out, "stroke-width", "2.0");
            out.push_str("/>");
        }
        Shape::Dot { x, y, radius, ink } => {
            out.push_str("<circle");
            numbers(out, &[("cx", *x), ("cy", *y), ("r", *radius)]);
            inked(out, *ink);
            out.push_str("/>");
        }
        Shape::Words { x, y, anchor, letters, text, turned } => {
            out.push_str("<text");
            numbers(out, &[("x", *x), ("y", *y), ("font-size", letters.size())]);
            attribute(out, "text-anchor", word(*anchor));
            let fill = match letters {
                Letters::Small => colour("ink-soft"),
                Letters::OnStep(level) if *level > 3 => colour("surface"),
                _ => colour("ink"),
            };
            attribute(out, "fill", fill);
            if matches!(letters, Letters::Value | Letters::OnStep(_)) {
                attribute(out, "font-weight", "600");
            }
            if *turned {
                attribute(out, "transform", &turn(*x, *y));
            }
            out.push('>');
            escape(out, text);
            out.push_str("</text>");
        }
    }
}

/// As SVG calls it.
pub fn word(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

/// Words from below to above around their place.
pub fn turn(x: f64, y: f64) -> String {
    ["rotate(-90 ", &tenths(x), " ", &tenths(y), ")"].concat()
}

/// Lines as the data of a path.
pub fn strokes(lines: &[[f64; 4]]) -> String {
    let one = |[x1, y1, x2, y2]: &[f64; 4]| {
        ["M", &tenths(*x1), " ", &tenths(*y1), "L", &tenths(*x2), " ", &tenths(*y2)].concat()
    };
    lines.iter().map(one).collect()
}

/// Points with a line through them as the data of a path.
pub fn curve(points: &[(f64, f64)]) -> String {
    let one = |(place, (x, y)): (usize, &(f64, f64))| {
        [if place == 0 { "M" } else { "L" }, &tenths(*x), " ", &tenths(*y)].concat()
    };
    points.iter().enumerate().map(one).collect()
}

fn inked(out: &mut String, ink: Ink) {
    let (fill, stroke, width) = look(ink);
    attribute(out, "fill", fill);
    if stroke != "none" {
        attribute(out, "stroke", stroke);
        attribute(out, "stroke-width", &tenths(width));
    }
    if ink == Ink::Join {
        attribute(out, "stroke-dasharray", "3 3");
    }
}

fn numbers(out: &mut String, all: &[(&str, f64)]) {
    for (name, value) in all {
        attribute(out, name, &tenths(*value));
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}

/// What a person typed is text and never markup; what XML has no place for is left out.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_of_a_file_are_those_of_a_light_screen() {
        let tokens = include_str!("../../style/tokens.css");
        let steps = STEPS.iter().enumerate().map(|(level, colour)| (format!("step-{level}"), *colour));
        let all = COLOURS.iter().map(|(name, colour)| ((*name).to_owned(), *colour)).chain(steps);
        for (name, colour) in all {
            let line = format!("--{name}: light-dark({colour},");
            assert!(tokens.contains(&line), "style/tokens.css has no `{line}`");
        }
    }

    #[test]
    fn words_in_a_file_are_text_and_never_markup() {
        let mut picture = Picture::new(10.0);
        picture.words((0.0, 0.0), Anchor::Start, Letters::Name, "a <b> & \"c\"\u{7}");
        let file = svg(&picture, "<script>");
        assert!(file.contains("<title>&lt;script&gt;</title>"), "{file}");
        assert!(file.contains(">a &lt;b&gt; &amp; &quot;c&quot;</text>"), "{file}");
    }

    #[test]
    fn every_ink_of_a_file_can_be_seen() {
        let steps = (0..=5).map(Ink::Step);
        let others = [
            Ink::Filled,
            Ink::Outlined,
            Ink::Hatched,
            Ink::Range,
            Ink::Target,
            Ink::Ghost,
            Ink::Loss,
            Ink::Track,
            Ink::Join,
            Ink::Axis,
            Ink::Grid,
        ];
        for ink in others.into_iter().chain(steps) {
            let (fill, stroke, _) = look(ink);
            assert!(fill != "none" || stroke != "none", "{ink:?}");
        }
    }

    #[test]
    fn the_ramp_of_levels_grows_darker_with_every_step_also_without_colour() {
        let part = |colour: &str, at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap());
        let light = |colour: &str| 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
        for pair in STEPS.windows(2) {
            assert!(light(pair[0]) - light(pair[1]) > 12.0, "{pair:?}");
        }
    }
}
