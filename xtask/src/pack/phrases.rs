//! Words that are not ours: names of frameworks and products, and phrases by which their scales are known.
//!
//! A pack speaks of what can be seen in an organisation. Whoever names a framework in a question asks whether the
//! framework is followed; whoever borrows its words may borrow what is not theirs to give.

use super::finding::Finding;
use super::passage::{Part, Passage};

/// A name, as it is written, wherever it stands as a word, with the reason.
const NAMES: &[(&str, &str)] = &[
    ("ITIL", "a registered mark"),
    ("PRINCE2", "a registered mark"),
    ("COBIT", "a registered mark"),
    ("CMMI", "a registered mark"),
    ("CMM", "a registered mark"),
    ("TOGAF", "a registered mark"),
    ("PMBOK", "a registered mark"),
    ("SAFe", "a registered mark"),
    ("Six Sigma", "a registered mark"),
    ("ISO", "a standard is named by its clause number in the structure only"),
    ("IEC", "a standard is named by its clause number in the structure only"),
    ("NIST", "a standard of others"),
    ("SPICE", "an assessment model of others"),
    ("SIAM", "a framework of others"),
    ("VeriSM", "a framework of others"),
    ("FitSM", "a framework of others"),
    ("eTOM", "a framework of others"),
    ("IT4IT", "a framework of others"),
    ("OWASP", "the owner of assessment models"),
    ("ServiceNow", "a product: say what the tool does"),
    ("Jira", "a product: say what the tool does"),
    ("SharePoint", "a product: say what the tool does"),
    ("Excel", "a product: say spreadsheet"),
    ("Outlook", "a product: say mail or calendar"),
    ("Microsoft", "a maker: say what the tool does"),
];

/// A phrase in any case, with the reason.
const PHRASES: &[(&str, &str)] = &[
    ("best practice", "it says that others do so, and not what can be seen"),
    ("good practice", "it says that others do so, and not what can be seen"),
    ("industry standard", "it says that others do so, and not what can be seen"),
    ("state of the art", "it praises and says nothing that can be seen"),
    ("world class", "it praises and says nothing that can be seen"),
    ("capability level", "a term of published models: the ladder is the pack's own"),
    ("maturity level", "a term of published models: the ladder is the pack's own"),
    ("process area", "a term of published models: say process"),
    ("specific practice", "a term of published models"),
    ("generic practice", "a term of published models"),
    ("base practice", "a term of published models"),
    ("work product", "a term of published models: say what it is"),
    ("quantitatively managed", "the name of a level of a published model"),
    ("statistically managed", "the name of a level of a published model"),
    ("repeatable but intuitive", "the name of a level of a published model"),
    ("managed and measurable", "the name of a level of a published model"),
    ("service value system", "a term of a framework"),
    ("service value chain", "a term of a framework"),
    ("guiding principle", "a term of a framework"),
    ("warranty and utility", "a term of a framework"),
    ("utility and warranty", "a term of a framework"),
    ("service knowledge management system", "a term of a framework"),
];

/// Names of levels by which published scales are known; as words in a sentence they are anyone's.
const LABELS: &[&str] = &[
    "ad hoc",
    "defined",
    "established",
    "incomplete",
    "initial",
    "innovating",
    "managed",
    "nonexistent",
    "optimised",
    "optimising",
    "optimized",
    "optimizing",
    "performed",
    "predictable",
    "repeatable",
];

pub fn findings(passages: &[Passage]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for own in passages {
        let mut say = |phrase: &str, reason: &str| {
            findings.push(own.spot.error(format!("\"{phrase}\" in the {}: {reason}", own.named())));
        };
        for (name, reason) in NAMES.iter().filter(|(name, _)| stands_in(&own.text, name)) {
            say(name, reason);
        }
        let plain = own.text.to_lowercase().replace('-', " ");
        for (phrase, reason) in PHRASES {
            if stands_in(&plain, phrase) || stands_in(&plain, &format!("{phrase}s")) {
                say(phrase, reason);
            }
        }
        let is_label = own.part == Part::Name && matches!(own.of.0, "options" | "levels");
        if let Some(label) = LABELS.iter().find(|label| is_label && **label == plain) {
            say(label, "the name of a level of a published model: name what is true of it");
        }
    }
    findings
}

/// Whether a name stands in a text as a word of its own, also with a number or an apostrophe behind it.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphabetic)
    })
}
