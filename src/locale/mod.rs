//! Every word on the screen. A language is one value of [`Words`] and one of [`MoreWords`], so a missing translation does not
//! compile; the words of a questionnaire stand in its pack. Numbers and dates are printed elsewhere.

mod derivation;
mod english;
mod problems;
mod terms;

pub use english::*;
pub use problems::ProblemWords;
pub use terms::{MetricWords, Unit};

/// Puts values into the places `{0}`, `{1}` … of a sentence.
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut text = sentence.to_owned();
    for (index, value) in values.iter().enumerate() {
        text = text.replacen(["{0}", "{1}", "{2}", "{3}"].get(index).copied().unwrap_or("{}"), value, 1);
    }
    text
}
