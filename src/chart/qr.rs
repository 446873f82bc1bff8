//! A code for cameras (ISO/IEC 18004): a text as dark squares on a light ground. Small codes are read from further away
//! and by worse cameras, so a text is written in whatever mixture of the standard's alphabets makes the smallest one.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The light margin that belongs to a code on each side, in squares (STD).
pub const QUIET: usize = 4;

/// Dark squares in rows, the light margin included in their places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Qr {
    /// Width and height with the margin, in squares.
    pub side: usize,
    /// Dark squares side by side: where they begin (x, y), and how many there are.
    pub runs: Vec<[usize; 3]>,
}

impl Qr {
    /// The dark squares as one outline, in the language of SVG.
    pub fn path(&self) -> String {
        let run = |[x, y, long]: &[usize; 3]| format!("M{x} {y}h{long}v1h-{long}z");
        self.runs.iter().map(run).collect()
    }
}

/// The smallest code of a text, with as much correction of faults as it has room for. None has room for a longer text
/// than some thousand characters.
pub fn qr(text: &str) -> Option<Qr> {
    let code = smallest(text)?;
    let side = usize::try_from(code.size()).ok()?;
    let is_dark = |x: usize, y: usize| x < side && code.get_module(x as i32, y as i32);
    let mut runs = Vec::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let long = (x..side).take_while(|at| is_dark(*at, y)).count();
            if long > 0 {
                runs.push([x + QUIET, y + QUIET, long]);
            }
            x += long + 1;
        }
    }
    Some(Qr { side: side + 2 * QUIET, runs })
}

/// Width and height of the smallest code of a text without its margin, in squares.
pub fn modules(text: &str) -> Option<usize> {
    usize::try_from(smallest(text)?.size()).ok()
}

fn smallest(text: &str) -> Option<QrCode> {
    SIZES.iter().find_map(|size| {
        let segments = segments(text, &size.heads);
        let [from, to] = size.versions.map(Version::new);
        // The least correction decides the size, and more of it is taken where it costs no room.
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, from, to, None, true).ok()
    })
}

/// Codes whose segments begin alike.
struct Size {
    versions: [u8; 2],
    /// The bits a segment of each alphabet takes before its first character (STD).
    heads: [usize; 3],
}

const SIZES: [Size; 3] = [
    Size { versions: [1, 9], heads: [14, 13, 12] },
    Size { versions: [10, 26], heads: [16, 15, 20] },
    Size { versions: [27, 40], heads: [18, 17, 20] },
];

/// What a character of each alphabet takes, in sixths of a bit (STD): digits, capitals, bytes.
const COSTS: [usize; 3] = [20, 33, 48];
const SIXTHS: usize = 6;
const DIGITS: usize = 0;
const CAPITALS: usize = 1;
const BYTES: usize = 2;

fn can_write(alphabet: usize, byte: u8) -> bool {
    match alphabet {
        DIGITS => byte.is_ascii_digit(),
        CAPITALS => byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte),
        _ => true,
    }
}

/// The text in the segments that take the fewest bits together: for each character and alphabet, the cheapest way to
/// have written everything up to it and go on in that alphabet.
fn segments(text: &str, heads: &[usize; 3]) -> Vec<QrSegment> {
    let bytes = text.as_bytes();
    let mut costs = heads.map(|head| Some(head * SIXTHS));
    // In which alphabet a character is written where the next one is in a given alphabet.
    let mut written: Vec<[usize; 3]> = Vec::with_capacity(bytes.len());
    for byte in bytes {
        let mut next = [0, 1, 2].map(|own| costs[own].filter(|_| can_write(own, *byte)).map(|cost| cost + COSTS[own]));
        let mut from = [0, 1, 2];
        let ended = next;
        for (to, head) in heads.iter().enumerate() {
            for (own, cost) in ended.iter().enumerate() {
                // A segment ends at a whole bit.
                let Some(cost) = cost.map(|cost| (cost.div_ceil(SIXTHS) + head) * SIXTHS) else { continue };
                if next[to].is_none_or(|known| cost < known) {
                    (next[to], from[to]) = (Some(cost), own);
                }
            }
        }
        costs = next;
        written.push(from);
    }
    let last = [DIGITS, CAPITALS, BYTES].into_iter().min_by_key(|own| costs[*own].unwrap_or(usize::MAX));
    let mut alphabet = last.unwrap_or(BYTES);
    let mut alphabets = vec![BYTES; bytes.len()];
    for (own, from) in alphabets.iter_mut().zip(&written).rev() {
        alphabet = from[alphabet];
        *own = alphabet;
    }
    let mut begin = 0;
    let mut segments = Vec::new();
    for run in alphabets.chunk_by(PartialEq::eq) {
        let own = &bytes[begin..begin + run.len()];
        begin += run.len();
        segments.push(match (run[0], str::from_utf8(own)) {
            (DIGITS, Ok(digits)) => QrSegment::make_numeric(digits),
            (CAPITALS, Ok(capitals)) => QrSegment::make_alphanumeric(capitals),
            _ => QrSegment::make_bytes(own),
        });
    }
    segments
}
