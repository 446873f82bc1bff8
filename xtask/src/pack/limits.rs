//! How long a text may be. A question is read on a telephone, and its anchors are compared with each other in one look.
//!
//! The limits are OURS: near the ninety-fifth of a hundred texts of a pack that people get through in the time it
//! names, so that only what stands out is reported. Words are what has a space around it.

use super::counted;
use super::finding::Finding;
use super::passage::{Part, Passage};

/// The most words and the most characters of each part. A title and a name stand in a line with others.
const LIMITS: &[(Part, usize, usize)] = &[
    (Part::Title, 8, 60),
    (Part::Name, 6, 50),
    (Part::Summary, 45, 240),
    (Part::Means, 36, 200),
    (Part::GradeMeans, 14, 80),
    (Part::Goal, 19, 100),
    (Part::Question, 24, 120),
    (Part::Anchor, 30, 170),
    (Part::Evidence, 15, 80),
    (Part::CounterCheck, 25, 125),
    (Part::For, 60, 320),
    (Part::Fail, 24, 130),
    (Part::Step, 36, 190),
    (Part::First, 36, 200),
    (Part::Next, 28, 150),
    (Part::Task, 40, 205),
    (Part::Gives, 19, 105),
    (Part::Before, 16, 90),
    (Part::Outside, 25, 125),
    (Part::Word, 36, 200),
];

pub fn findings(passages: &[Passage]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for own in passages {
        let Some((_, most_words, most)) = LIMITS.iter().find(|(part, ..)| *part == own.part) else { continue };
        let (words, characters) = (own.text.split_whitespace().count(), own.text.chars().count());
        if words > *most_words || characters > *most {
            findings.push(own.spot.warning(format!(
                "the {} has {} and {}: at most {most_words} and {most}, so shorten it",
                own.named(),
                counted(words, "word"),
                counted(characters, "character"),
            )));
        }
    }
    findings
}
