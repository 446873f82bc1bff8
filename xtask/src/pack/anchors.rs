//! Each anchor is another observation than the one before: not the same sentence with another adverb, and not the
//! sentence of another question.

use std::collections::BTreeMap;

use super::alike::words;
use super::files::Opened;
use super::finding::Finding;
use super::passage::{Part, Passage, once};

/// Words that say how much, how often or how well, and not what. OURS.
const DEGREES: &[&str] = &[
    "absolutely",
    "all",
    "almost",
    "always",
    "any",
    "bare",
    "barely",
    "broadly",
    "carefully",
    "clearly",
    "closely",
    "commonly",
    "complete",
    "completely",
    "comprehensive",
    "comprehensively",
    "consistent",
    "consistently",
    "constantly",
    "continually",
    "continuously",
    "each",
    "effectively",
    "efficiently",
    "entirely",
    "especially",
    "every",
    "extensively",
    "fairly",
    "few",
    "formal",
    "formally",
    "frequent",
    "frequently",
    "full",
    "fully",
    "generally",
    "good",
    "great",
    "greatly",
    "hardly",
    "highly",
    "increasingly",
    "informally",
    "largely",
    "less",
    "little",
    "mainly",
    "many",
    "more",
    "most",
    "mostly",
    "much",
    "nearly",
    "normally",
    "occasional",
    "occasionally",
    "often",
    "only",
    "partial",
    "partially",
    "particularly",
    "partly",
    "perfectly",
    "poorly",
    "proactively",
    "quite",
    "rarely",
    "rather",
    "reactively",
    "reasonably",
    "regular",
    "regularly",
    "reliably",
    "routinely",
    "scarcely",
    "seldom",
    "several",
    "slightly",
    "some",
    "sometimes",
    "somewhat",
    "still",
    "strictly",
    "strongly",
    "sufficiently",
    "systematic",
    "systematically",
    "thoroughly",
    "too",
    "totally",
    "typically",
    "usually",
    "very",
    "weakly",
    "well",
    "widely",
];

/// Words that carry no meaning of their own. "Not" and "never" are none of them: they turn a sentence round.
const FILLERS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "being", "by", "did", "do", "does", "for", "from", "had", "has",
    "have", "in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "their", "them", "there", "these",
    "they", "this", "those", "to", "was", "were", "with",
];

pub fn findings(opened: &Opened, passages: &[Passage]) -> Vec<Finding> {
    let anchors: Vec<&Passage> = once(passages).into_iter().filter(|own| own.part == Part::Anchor).collect();
    let mut findings = shared(&anchors);
    findings.extend(an_adverb_apart(opened, &anchors));
    findings
}

/// No sentence is an anchor twice.
fn shared(anchors: &[&Passage]) -> Vec<Finding> {
    let mut first: BTreeMap<(&str, String), &Passage> = BTreeMap::new();
    let mut findings = Vec::new();
    for own in anchors {
        let known = *first.entry((&own.language, words(&own.text).join(" "))).or_insert(own);
        if known.key() != own.key() {
            findings.push(own.spot.error(format!(
                "the {} is the {} at {}: say what is seen here and nowhere else",
                own.named(),
                known.named(),
                known.spot.named()
            )));
        }
    }
    findings
}

/// Neighbours on the scale that say the same but for a word of degree.
fn an_adverb_apart(opened: &Opened, anchors: &[&Passage]) -> Vec<Finding> {
    if !anchors.iter().any(|own| own.is_english()) {
        return Vec::new();
    }
    let by_place: BTreeMap<_, _> = anchors.iter().map(|own| (own.key(), *own)).collect();
    let mut findings = Vec::new();
    for pair in opened.pack.structure.scale.windows(2) {
        let [lower, upper] = pair else { continue };
        let upper = upper.id.to_string();
        for below in anchors.iter().filter(|own| own.which == *lower.id.as_str() && own.is_english()) {
            let Some(above) = by_place.get(&(&*below.language, below.part, &below.of, &*upper)) else { continue };
            // The same sentence is reported as shared.
            if meaning(&below.text) == meaning(&above.text) && words(&below.text) != words(&above.text) {
                findings.push(above.spot.error(format!(
                    "the {} differs from the one before by words of degree only: say what else can be seen",
                    above.named()
                )));
            }
        }
    }
    findings
}

/// The words without those of degree and the fillers.
fn meaning(text: &str) -> Vec<String> {
    let mut all = words(text);
    all.retain(|word| !DEGREES.contains(&&**word) && !FILLERS.contains(&&**word));
    all
}
