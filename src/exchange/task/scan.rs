//! The codes for cameras in a picture, asked as text:
//!
//! ```json
//! {"work":"scan","width":640,"height":480,"pixels":"…"}
//! ```
//!
//! The pixels are a byte each, from black to white, row by row from above, in base64. The answer is a list of the texts
//! that were found, an empty one where there are none.

use data_encoding::BASE64;
use quircs::Quirc;

use super::{count, malformed};
use crate::model::json::{Json, Node, push_text};

/// The widest and highest picture, in pixels.
pub const MOST_SIDE: usize = 1_600;
/// No code is smaller, in squares.
const LEAST_SIDE: usize = 21;
/// The surroundings that a pixel is held against: a share of the longer side of the picture to each side of it.
const SURROUNDINGS: usize = 40;
/// A pixel is dark that has at most this share of the light around it, in per cent.
const DARK: u64 = 90;
/// A picture with a longer side than this has pixels enough.
const MOST_DOUBLED: usize = 1_000;

/// A picture that is looked through until something is found.
pub struct ScanTask {
    picture: Grey,
    tried: usize,
}

/// The ways to look, from the quickest on: as it is; each pixel held against its surroundings, so that no shadow lies on
/// it; and at double size, where the squares of the code are hardly larger than pixels.
const WAYS: [fn(&Grey) -> Vec<String>; 3] = [
    Grey::codes,
    |own| own.evened().codes(),
    |own| {
        if own.width.max(own.height) > MOST_DOUBLED { Vec::new() } else { own.doubled().codes() }
    },
];

/// A picture without colours.
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Asks for the codes in a picture.
pub fn ask_scan(width: usize, height: usize, pixels: &[u8]) -> String {
    let pixels = BASE64.encode(pixels);
    format!("{{\"work\":\"scan\",\"width\":{width},\"height\":{height},\"pixels\":\"{pixels}\"}}")
}

/// Reads the answer; nothing where it is none of ours.
pub fn read_scan(answer: &str) -> Option<Vec<String>> {
    let json = Json::read(answer).ok()?;
    json.root().elements()?.map(|own| Some(own.text()?.into_owned())).collect()
}

impl ScanTask {
    pub(super) fn read(root: Node) -> Result<Self, String> {
        let side = |name: &str| {
            let own = count(root.get(name)).filter(|own| *own <= MOST_SIDE);
            own.ok_or_else(|| malformed(name))
        };
        let (width, height) = (side("width")?, side("height")?);
        let text = root.get("pixels").and_then(Node::text).filter(|own| own.len() <= MOST_SIDE * MOST_SIDE * 4 / 3 + 4);
        let pixels = text.and_then(|own| BASE64.decode(own.as_bytes()).ok()).filter(|own| own.len() == width * height);
        let pixels = pixels.ok_or_else(|| malformed("pixels"))?;
        Ok(Self { picture: Grey { width, height, pixels }, tried: 0 })
    }

    pub(super) fn step(&mut self) -> Option<String> {
        let found = WAYS.get(self.tried).map_or_else(Vec::new, |way| way(&self.picture));
        self.tried += 1;
        if found.is_empty() && self.tried < WAYS.len() {
            return None;
        }
        let mut answer = String::from("[");
        for (place, text) in found.iter().enumerate() {
            if place > 0 {
                answer.push(',');
            }
            push_text(&mut answer, text);
        }
        answer.push(']');
        Some(answer)
    }

    pub(super) fn progress(&self) -> f64 {
        (self.tried as f64 / WAYS.len() as f64).min(1.0)
    }
}

impl Grey {
    /// The texts of all codes that can be read, each once.
    fn codes(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.width.min(self.height) < LEAST_SIDE {
            return found;
        }
        for code in Quirc::default().identify(self.width, self.height, &self.pixels).flatten() {
            let text = code.decode().ok().and_then(|own| String::from_utf8(own.payload).ok());
            found.extend(text.filter(|own| !found.contains(own)));
        }
        found
    }

    fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels.get(y * self.width + x).copied().unwrap_or(u8::MAX)
    }

    fn made(width: usize, height: usize, pixel: impl Fn(usize, usize) -> u8) -> Self {
        let pixel = &pixel;
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| pixel(x, y))).collect();
        Self { width, height, pixels }
    }

    /// The same in black and white, each pixel by the light around it.
    fn evened(&self) -> Self {
        let (width, height) = (self.width, self.height);
        let reach = width.max(height) / SURROUNDINGS + 1;
        // The light of all that lies above and to the left of a corner between pixels.
        let mut light = vec![0_u64; (width + 1) * (height + 1)];
        for y in 0..height {
            let mut row = 0;
            for x in 0..width {
                row += u64::from(self.at(x, y));
                light[(y + 1) * (width + 1) + x + 1] = light[y * (width + 1) + x + 1] + row;
            }
        }
        Self::made(width, height, |x, y| {
            let ([left, right], [top, bottom]) = (around(x, reach, width), around(y, reach, height));
            let corner = |x: usize, y: usize| light[y * (width + 1) + x];
            let sum = corner(right, bottom) + corner(left, top) - corner(right, top) - corner(left, bottom);
            let count = ((right - left) * (bottom - top)) as u64;
            if u64::from(self.at(x, y)) * count * 100 < sum * DARK { 0 } else { u8::MAX }
        })
    }

    /// The same at double size, the new pixels between those that were there.
    fn doubled(&self) -> Self {
        // Each lies a quarter of a pixel off an old one, towards the next before or behind it.
        let near = |at: usize, most: usize| {
            let own = at / 2;
            let other =
                if at.is_multiple_of(2) { own.saturating_sub(1) } else { (own + 1).min(most.saturating_sub(1)) };
            [own, other]
        };
        Self::made(self.width * 2, self.height * 2, |x, y| {
            let ([x, other_x], [y, other_y]) = (near(x, self.width), near(y, self.height));
            let row = |y: usize| 3 * u16::from(self.at(x, y)) + u16::from(self.at(other_x, y));
            ((3 * row(y) + row(other_y)) / 16) as u8
        })
    }
}

/// From where to where the surroundings go, within a side.
fn around(at: usize, reach: usize, side: usize) -> [usize; 2] {
    [at.saturating_sub(reach), (at + reach + 1).min(side)]
}
