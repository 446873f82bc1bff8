//! How easily a question is read: the reading ease of Rudolf Flesch (STD, "A new readability yardstick", 1948),
//!
//! 206.835 − 1.015 × words per sentence − 84.6 × syllables per word.
//!
//! A sentence ends with a full stop, a question mark or an exclamation mark, and also with a colon or semicolon,
//! behind which another could begin (OURS). Syllables are estimated (OURS): each run of the vowels a, e, i, o, u, y
//! is one, without an `e` that is silent at the end. The measure is for English, and means little for a single
//! sentence, so it is taken of a question with its anchors, and of the guidance for a process, and not where these
//! have fewer than sixty words.

use std::collections::BTreeMap;

use super::finding::{Finding, Spot};
use super::passage::{Part, Passage};

/// Flesch calls 60 to 70 plain English. OURS: its middle is the least, since people answer beside their work.
const LEAST_EASE: f64 = 65.0;
/// With fewer words the measure says nothing.
const LEAST_WORDS: usize = 60;

/// What is measured together.
#[derive(Default)]
struct Unit<'p, 'a> {
    first: Option<Spot<'a>>,
    texts: Vec<&'p str>,
}

pub fn findings(passages: &[Passage]) -> Vec<Finding> {
    let mut units: BTreeMap<_, Unit> = BTreeMap::new();
    for own in passages.iter().filter(|own| own.is_english() && is_measured(own.part)) {
        let unit = units.entry((own.spot.path, &own.of)).or_default();
        unit.first.get_or_insert(own.spot);
        unit.texts.push(&own.text);
    }
    let mut findings = Vec::new();
    for ((_, (_, id)), unit) in units {
        let text = unit.texts.join("\n");
        let ease = reading_ease(&text);
        if let Some(spot) = unit.first.filter(|_| words(&text).count() >= LEAST_WORDS && ease < LEAST_EASE) {
            findings.push(spot.warning(format!(
                "{id} has a reading ease of {ease:.1}, less than {LEAST_EASE:.1}: use shorter words and sentences"
            )));
        }
    }
    findings
}

/// Whole sentences of a question, or of the guidance for a process.
fn is_measured(part: Part) -> bool {
    let question = matches!(part, Part::Goal | Part::Question | Part::Anchor | Part::CounterCheck);
    question || matches!(part, Part::For | Part::Fail | Part::Step | Part::First)
}

/// About 100 for what a child reads, 0 for what nobody does; 0 without a word.
fn reading_ease(text: &str) -> f64 {
    let count = words(text).count();
    if count == 0 {
        return 0.0;
    }
    let words_per_sentence = count as f64 / sentences(text) as f64;
    let syllables_per_word = words(text).map(syllables).sum::<usize>() as f64 / count as f64;
    206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word
}

/// A word with a hyphen is one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let inside = |own: char| own.is_alphanumeric() || matches!(own, '\'' | '’' | '-');
    text.split(move |own| !inside(own)).filter(|word| word.contains(char::is_alphanumeric))
}

/// Ends of sentences before a space or the end; at least one.
fn sentences(text: &str) -> usize {
    let ends = |word: &str| word.trim_end_matches(['"', '\'', ')', '’', '”']).ends_with(['.', ':', ';', '?', '!']);
    text.split_whitespace().filter(|word| ends(word)).count().max(1)
}

/// The estimated syllables of a word, at least one.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |own: char| "aeiouy".contains(own);
    let letters: Vec<char> = word.chars().filter(|own| own.is_alphabetic()).collect();
    let begins = |at: &usize| is_vowel(letters[*at]) && (*at == 0 || !is_vowel(letters[at - 1]));
    let runs = (0..letters.len()).filter(begins).count();
    runs.saturating_sub(usize::from(ends_silent(&letters))).max(1)
}

/// Whether the last `e` is not spoken: "late", "names", "called", but not "table", "boxes", "wanted", "three".
fn ends_silent(letters: &[char]) -> bool {
    let consonant = |own: char| !"aeiouy".contains(own);
    match letters {
        [.., before, 'l', 'e'] if consonant(*before) => false,
        [.., before, 'e'] => consonant(*before),
        [.., before, 'e', 's'] => consonant(*before) && !matches!(before, 's' | 'x' | 'z' | 'c' | 'g' | 'h' | 'l'),
        [.., before, 'e', 'd'] => consonant(*before) && !matches!(before, 't' | 'd'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{reading_ease, sentences, syllables};

    #[test]
    fn syllables_are_those_one_speaks() {
        for (word, expected) in [
            ("a", 1),
            ("the", 1),
            ("cat", 1),
            ("late", 1),
            ("names", 1),
            ("called", 1),
            ("wanted", 2),
            ("ended", 2),
            ("boxes", 2),
            ("pages", 2),
            ("services", 3),
            ("table", 2),
            ("rule", 1),
            ("three", 1),
            ("backup", 2),
            ("nobody", 3),
            ("customer", 3),
            ("agreed", 2),
            ("year", 1),
            ("24", 1),
            ("hand-over", 3),
            ("whole", 1),
        ] {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn a_sentence_ends_where_speech_pauses() {
        for (text, expected) in
            [("No end", 1), ("One. Two? Three!", 3), ("At 9.30 it is done; it holds: yes.", 3), ("'Why?' he asks.", 2)]
        {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn the_formula_is_the_published_one() {
        let check = |text: &str, expected: f64| {
            assert!((reading_ease(text) - expected).abs() < 1e-9, "{text}: {}", reading_ease(text));
        };
        // Three words of a syllable each in one sentence: 206.835 − 3.045 − 84.6.
        check("The cat sat.", 119.19);
        // Four words with seven syllables in two sentences: 206.835 − 2.03 − 84.6 × 1.75.
        check("Nobody sat. Customer ran.", 206.835 - 2.03 - 169.2);
        check("", 0.0);
    }
}
