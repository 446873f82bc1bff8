//! Sentences that say the same twice, and questions that would fit another process with the noun swapped.

use std::collections::{BTreeMap, BTreeSet};

use super::files::Opened;
use super::finding::Finding;
use super::passage::{Part, Passage, once};

/// From this share of common words, or of common runs of three, two sentences are nearly the same. OURS.
const NEARLY_THE_SAME: f64 = 0.8;
/// Shorter sentences are alike by chance.
const LEAST_WORDS: usize = 4;
/// From this similarity on, two questions about one attribute are a template with the noun filled in. OURS.
const TEMPLATE: f64 = 0.65;
/// What stands for a process' own words when its questions are compared with those of another.
const MASK: &str = "…";

pub fn findings(opened: &Opened, passages: &[Passage]) -> Vec<Finding> {
    let once = once(passages);
    let mut findings = nearly_the_same(&once);
    findings.extend(templates(opened, &once));
    findings
}

/// The words of a text in small letters, without marks.
pub fn words(text: &str) -> Vec<String> {
    let letters = text.to_lowercase().replace(['\'', '’'], "");
    letters.split(|own: char| !own.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The numbers of the words of a sentence and of its runs of three, each sorted and once.
struct Shape {
    words: Vec<usize>,
    threes: Vec<[usize; 3]>,
}

/// The share of what two sorted lists have in common, of what is in either (Jaccard, STD).
fn common<T: Ord>(one: &[T], other: &[T]) -> f64 {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    let mut both = 0_usize;
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                both += 1;
                left.next();
                right.next();
            }
        }
    }
    let either = one.len() + other.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Whether two sorted lists have so much in common; what differs too much in length is not looked at.
fn reaches<T: Ord>(one: &[T], other: &[T], share: f64) -> bool {
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    shorter as f64 >= share * longer as f64 && common(one, other) >= share
}

fn nearly_the_same(passages: &[&Passage]) -> Vec<Finding> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<(Part, &str), Vec<(&Passage, Shape)>> = BTreeMap::new();
    for own in passages {
        // Names are short and meant to be alike, and many improvements have the same condition: none.
        if matches!(own.part, Part::Title | Part::Name | Part::Before) {
            continue;
        }
        let mut own_words = Vec::new();
        for word in words(&own.text) {
            let next = numbers.len();
            own_words.push(*numbers.entry(word).or_insert(next));
        }
        if own_words.len() < LEAST_WORDS {
            continue;
        }
        let threes: BTreeSet<[usize; 3]> = own_words.windows(3).map(|run| [run[0], run[1], run[2]]).collect();
        let own_words: BTreeSet<usize> = own_words.into_iter().collect();
        let shape = Shape { words: own_words.into_iter().collect(), threes: threes.into_iter().collect() };
        kinds.entry((own.part, &own.language)).or_default().push((own, shape));
    }
    let mut findings = Vec::new();
    for all in kinds.values() {
        for (index, (own, shape)) in all.iter().enumerate() {
            let close = |other: &Shape| {
                reaches(&shape.words, &other.words, NEARLY_THE_SAME)
                    || reaches(&shape.threes, &other.threes, NEARLY_THE_SAME)
            };
            let Some((known, _)) = all[..index].iter().find(|(_, other)| close(other)) else { continue };
            // An anchor that stands twice is an error of its own.
            if own.part == Part::Anchor && words(&own.text) == words(&known.text) {
                continue;
            }
            findings.push(own.spot.warning(format!(
                "the {} is nearly the {} at {}: say what is different",
                own.named(),
                known.named(),
                known.spot.named()
            )));
        }
    }
    findings
}

/// Questions and goals about the same attributes of different processes that differ little but for the noun.
fn templates(opened: &Opened, passages: &[&Passage]) -> Vec<Finding> {
    let questions: BTreeMap<&str, _> =
        opened.pack.structure.questions.iter().map(|own| (own.id.as_str(), own)).collect();
    let names: BTreeMap<(&str, &str), Vec<String>> = passages
        .iter()
        .filter(|own| own.part == Part::Name && own.of.0 == "processes")
        .map(|own| ((&*own.language, &*own.of.1), words(&own.text)))
        .collect();
    let mut kinds: BTreeMap<_, Vec<(&Passage, &str, Vec<String>)>> = BTreeMap::new();
    for own in passages.iter().filter(|own| matches!(own.part, Part::Goal | Part::Question)) {
        let Some(question) = questions.get(&*own.of.1) else { continue };
        let Some(process) = &question.process else { continue };
        let name = names.get(&(&*own.language, process.as_str())).map_or(&[][..], Vec::as_slice);
        let asked = (own.part, &own.language, question.whole, &question.attributes);
        kinds.entry(asked).or_default().push((own, process.as_str(), masked(&own.text, name)));
    }
    let mut findings = Vec::new();
    for all in kinds.values() {
        for (index, (own, process, text)) in all.iter().enumerate() {
            for (known, other, known_text) in &all[..index] {
                if process != other && similarity(text, known_text) >= TEMPLATE {
                    findings.push(own.spot.warning(format!(
                        "the {} would be the {} at {} with the noun swapped: ask what is particular to {process}",
                        own.named(),
                        known.named(),
                        known.spot.named()
                    )));
                }
            }
        }
    }
    findings
}

/// The words with those of a name, also in the plural, taken out.
fn masked(text: &str, name: &[String]) -> Vec<String> {
    let own = |word: &String| name.iter().any(|own| own == word || format!("{own}s") == *word);
    words(text).into_iter().map(|word| if own(&word) { MASK.to_owned() } else { word }).collect()
}

/// 1 less the words that have to be changed, put in or taken out, of those of the longer (Levenshtein, STD).
fn similarity(one: &Vec<String>, other: &Vec<String>) -> f64 {
    let longer = one.len().max(other.len()).max(1);
    1.0 - strsim::generic_levenshtein(one, other) as f64 / longer as f64
}

#[cfg(test)]
mod tests {
    use super::{common, masked, similarity, words};

    #[test]
    fn what_two_sentences_have_in_common_is_counted_once() {
        assert_eq!(common(&[1, 2, 3, 4], &[2, 3, 4, 5]), 0.6);
        assert_eq!(common(&[1, 2], &[1, 2]), 1.0);
        assert_eq!(common(&[1], &[2]), 0.0);
        assert_eq!(common::<u8>(&[], &[]), 0.0);
    }

    #[test]
    fn a_swapped_noun_changes_nothing_where_it_is_the_name_of_the_process() {
        let name = |text| words(text);
        let one = masked("Is the lending of laptops planned?", &name("Laptop lending"));
        let other = masked("Is the keeping of backups planned?", &name("Keeping backups"));
        assert_eq!(one, ["is", "the", "…", "of", "…", "planned"]);
        assert_eq!(similarity(&one, &other), 1.0);
        // One word of four is another, or one of two is lacking.
        assert_eq!(similarity(&words("a b c d"), &words("a b x d")), 0.75);
        assert_eq!(similarity(&words("a b"), &words("a")), 0.5);
    }
}
