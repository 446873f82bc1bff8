//! How results are put into words, the same on every screen.

use crate::browser::format::fixed;
use crate::locale::fill;
use crate::score::Word;
use crate::ui::more_words;

/// `12 to 80`; a range that is a point is that point.
pub fn range_text((low, high): (f64, f64)) -> String {
    let (from, to) = (fixed(low, 0), fixed(high, 0));
    if from == to { from } else { fill(more_words().results.range_of, &[&from, &to]) }
}

/// A score in a word.
pub fn word(word: Word) -> &'static str {
    let w = &more_words().results;
    match word {
        Word::Good => w.good,
        Word::Fair => w.fair,
        Word::Poor => w.poor,
    }
}
