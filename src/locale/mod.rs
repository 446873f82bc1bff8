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
    // In one go, so that what somebody typed is never taken for a place.
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, place, after)) = next_place(rest) {
        text.push_str(before);
        text.push_str(values.get(place).copied().unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What stands before the next place, which one that is, and what stands behind it.
fn next_place(text: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (place, after) = rest.split_once('}')?;
    Some((before, place.parse().ok()?, after))
}

/// A change with its sign, in decimals that somebody else prints.
pub fn signed(value: f64, decimals: u32, fixed: impl Fn(f64, u32) -> String) -> String {
    let size = fixed(value.abs(), decimals);
    match value {
        _ if size == fixed(0.0, decimals) => size,
        value if value < 0.0 => ["−", &size].concat(),
        _ => ["+", &size].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn what_was_typed_is_never_taken_for_a_place() {
        assert_eq!(fill("{1}: {0}, {1}", &["a {1} b", "c"]), "c: a {1} b, c");
        assert_eq!(fill("nothing {9} here", &["a"]), "nothing  here");
        assert_eq!(fill("{0} and {x}", &["a"]), "a and {x}");
    }
}
