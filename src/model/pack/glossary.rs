//! Finds the words of a glossary in running text, so that a screen can explain them where they stand.

use super::Guide;
use crate::model::sort::sort;
use crate::model::value::Text;

/// A stretch of a text.
#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    /// As it stands.
    Plain(String),
    /// A word of the glossary, as it stands in the text.
    Word {
        /// What stands in the text: perhaps with a capital, perhaps in the plural.
        shown: String,
        /// The word as the glossary has it.
        word: Text,
    },
}

/// Whose words a text is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Voice {
    /// The app's own sentences: there a word of the glossary always means what the glossary says.
    App,
    /// The sentences of a pack: there an everyday word may mean something else.
    Pack,
}

impl Guide {
    /// Takes a text apart at the first place of each word of the glossary that is not in `seen`, and notes those found.
    /// The pieces add up to the text. A longer word comes before a shorter one inside it, and small and capital letters
    /// are the same.
    pub fn pieces(&self, text: &str, voice: Voice, seen: &mut Vec<Text>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let (mut begin, mut at) = (0, 0);
        while let Some(rest) = text.get(at..) {
            let Some(letter) = rest.chars().next() else { break };
            let found = match text.get(..at).and_then(|before| before.chars().next_back()) {
                Some(before) if joins(before) => None,
                _ => self.word_at(rest, voice),
            };
            // A word that was explained before is passed over as a whole, and what it is made of with it.
            let Some((word, length)) = found else {
                at += letter.len_utf8();
                continue;
            };
            if !seen.contains(word) {
                let (before, shown) = (&text[begin..at], &text[at..at + length]);
                pieces.extend((!before.is_empty()).then(|| Piece::Plain(before.to_owned())));
                pieces.push(Piece::Word { shown: shown.to_owned(), word: word.clone() });
                seen.push(word.clone());
                begin = at + length;
            }
            at += length;
        }
        let last = &text[begin..];
        pieces.extend((!last.is_empty()).then(|| Piece::Plain(last.to_owned())));
        pieces
    }

    /// The words of the glossary with their meanings, small and capital letters the same: those that hold what was typed
    /// anywhere, and before them those that begin with it. All of them where nothing was typed.
    pub fn words(&self, typed: &str) -> Vec<(&Text, &Text)> {
        let typed = typed.trim().to_lowercase();
        let begins = |word: &str| word.to_lowercase().starts_with(&typed);
        let holds = |text: &str| text.to_lowercase().contains(&typed);
        let mut words: Vec<_> = self.glossary.iter().filter(|(word, means)| holds(word) || holds(means)).collect();
        let rank = |word: &str| (!begins(word), word.to_lowercase());
        sort(&mut words, |(one, _), (other, _)| rank(one) < rank(other));
        words
    }

    /// The longest word of the glossary that a text begins with, and how many bytes of it that are.
    fn word_at(&self, text: &str, voice: Voice) -> Option<(&Text, usize)> {
        let words = self.glossary.keys().filter(|word| voice == Voice::App || !self.everyday.contains(word));
        words.filter_map(|word| Some((word, beginning(text, word)?))).max_by_key(|(_, length)| *length)
    }
}

/// How many bytes of a text are this word, alone or in the plural. Nothing where the text begins otherwise.
fn beginning(text: &str, word: &str) -> Option<usize> {
    let own = text.get(..word.len())?;
    if !own.eq_ignore_ascii_case(word) {
        return None;
    }
    let lengths = ["", "s", "es"].iter().filter_map(|ending| {
        let length = word.len() + ending.len();
        let ends = text.get(word.len()..length)?.eq_ignore_ascii_case(ending);
        let after = text.get(length..)?.chars().next();
        (ends && !after.is_some_and(joins)).then_some(length)
    });
    lengths.max()
}

/// Whether a letter makes one word with what is beside it.
fn joins(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-'
}
