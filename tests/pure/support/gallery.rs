//! What pictures are drawn from, with numbers as a test prints them.

use fourfold::exchange::pictures::{Gallery, Past};
use fourfold::locale::MORE_EN;
use fourfold::model::Assessment;
use fourfold::model::pack::{Pack, Texts};
use fourfold::score::{Results, View};

use super::{Sheet, built_in, texts};

/// A number with so many decimals.
pub fn fixed(value: f64, decimals: u32) -> String {
    format!("{value:.*}", decimals as usize)
}

/// A number with at most so many decimals.
pub fn plain(value: f64, most: u32) -> String {
    let text = fixed(value, most);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// What is said, in words and numbers, at the width of a page.
pub fn gallery<'a>(
    (pack, texts): (&'a Pack, &'a Texts),
    (assessment, results): (&'a Assessment, &'a Results),
    past: &'a [Past],
    view: View,
) -> Gallery<'a> {
    Gallery { pack, texts, assessment, results, past, view, words: &MORE_EN, fixed, plain, width: 528.0 }
}

/// The same for what a sheet says of the built-in pack.
pub fn of_sheet<T>(sheet: &Sheet, look: impl FnOnce(&Gallery) -> T) -> T {
    let pack = built_in();
    let results = sheet.results(&pack);
    look(&gallery((&pack, &texts()[0]), (&sheet.assessment(), &results), &[], View::Claimed))
}
