//! A text that is too long for one code, in several: each piece says which one it is, of how many, and of which whole.
//! They are shown one after the other and read in any order.
//!
//! ```text
//! F4:2/3:CBF43926:…
//! ```
//!
//! The second of three pieces of the text with this checksum. A text that one code has room for is written as it is.

use crate::chart::qr::modules;
use crate::model::checksum;

/// What every piece begins with.
const MARK: &str = "F4:";
/// The most pieces of a text: more of them nobody holds a camera to.
const MOST_PIECES: usize = 99;
/// The longest text in a code that is taken, in bytes: no code has room for more.
const MOST_BYTES: usize = 7_089;
/// How many texts can be on their way at once.
const MOST_WHOLES: usize = 8;

/// A text as what codes of at most so many squares a side carry. None where it is too long for this many pieces.
pub fn parts(text: &str, most_modules: usize) -> Option<Vec<String>> {
    let fits = |own: &str| modules(own).is_some_and(|side| side <= most_modules);
    // What looks like a piece itself goes as a piece, or its reader would wait for the others.
    if Piece::read(text).is_none() && fits(text) {
        return Some(vec![text.to_owned()]);
    }
    let whole = sum(text);
    let letters = text.chars().count();
    let split = |of: usize| -> Vec<String> {
        let mut letters_left = text.chars();
        let piece = |number: usize| {
            // All about as long, so that none of the codes is larger than it need be.
            let long = letters * number / of - letters * (number - 1) / of;
            let own: String = letters_left.by_ref().take(long).collect();
            format!("{MARK}{number}/{of}:{whole}:{own}")
        };
        (1..=of).map(piece).collect()
    };
    (2..=MOST_PIECES.min(letters)).map(split).find(|pieces| pieces.iter().all(|own| fits(own)))
}

/// The checksum in capitals, which codes write in less room.
fn sum(text: &str) -> String {
    checksum([text]).to_ascii_uppercase()
}

/// A part of a text.
struct Piece<'a> {
    /// From 1.
    number: usize,
    of: usize,
    whole: &'a str,
    text: &'a str,
}

impl<'a> Piece<'a> {
    fn read(own: &'a str) -> Option<Self> {
        let (number, rest) = own.strip_prefix(MARK)?.split_once('/')?;
        let (of, rest) = rest.split_once(':')?;
        let (whole, text) = rest.split_once(':')?;
        let count = |digits: &str| digits.parse::<usize>().ok().filter(|own| own.to_string() == digits);
        let (number, of) = (count(number)?, count(of)?);
        let is_sum = whole.len() == 8 && whole.bytes().all(|own| matches!(own, b'0'..=b'9' | b'A'..=b'F'));
        let is_one = (2..=MOST_PIECES).contains(&of) && (1..=of).contains(&number) && is_sum && !text.is_empty();
        is_one.then_some(Self { number, of, whole, text })
    }
}

/// What came of a code that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Taken {
    /// A text is there; also when another piece of it is seen again.
    Text(String),
    /// Pieces of its text are still to come.
    Waiting {
        /// How many are there.
        held: usize,
        /// Of how many.
        of: usize,
        /// The numbers of the others, from 1.
        missing: Vec<usize>,
    },
    /// All pieces were there, but do not make the text they are of. They are forgotten.
    Damaged,
    /// More than a code can carry.
    TooLong,
}

/// Collects pieces, in any order and any number of times. Those of different texts do not get in each other's way.
#[derive(Default)]
pub struct Pieces {
    /// The one that was seen last stands last.
    wholes: Vec<Whole>,
}

struct Whole {
    sum: String,
    pieces: Vec<Option<String>>,
}

impl Pieces {
    /// Takes what a code says.
    pub fn take(&mut self, read: &str) -> Taken {
        if read.len() > MOST_BYTES {
            return Taken::TooLong;
        }
        let Some(piece) = Piece::read(read) else { return Taken::Text(read.to_owned()) };
        let is_own = |own: &Whole| own.sum == piece.whole && own.pieces.len() == piece.of;
        let known = self.wholes.iter().position(is_own).map(|at| self.wholes.remove(at));
        let mut whole = known.unwrap_or_else(|| Whole { sum: piece.whole.to_owned(), pieces: vec![None; piece.of] });
        if let Some(own) = whole.pieces.get_mut(piece.number - 1) {
            own.get_or_insert_with(|| piece.text.to_owned());
        }
        let taken = whole.stands();
        if taken != Taken::Damaged {
            self.wholes.push(whole);
            let surplus = self.wholes.len().saturating_sub(MOST_WHOLES);
            self.wholes.drain(..surplus);
        }
        taken
    }
}

impl Whole {
    fn stands(&self) -> Taken {
        let of = self.pieces.len();
        let missing: Vec<usize> = (1..).zip(&self.pieces).filter(|(_, own)| own.is_none()).map(|(at, _)| at).collect();
        if !missing.is_empty() {
            return Taken::Waiting { held: of - missing.len(), of, missing };
        }
        let text: String = self.pieces.iter().flatten().map(String::as_str).collect();
        if sum(&text) == self.sum { Taken::Text(text) } else { Taken::Damaged }
    }
}
