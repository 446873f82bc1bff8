//! Small things that a reader notices before the sense: blanks, full stops, quotes, spelling.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::passage::{Part, Passage};

pub fn findings(passages: &[Passage]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for own in passages {
        findings.extend(faults(own).into_iter().map(|fault| own.spot.warning(format!("the {} {fault}", own.named()))));
    }
    findings.extend(quotes(passages));
    findings
}

fn faults(own: &Passage) -> Vec<String> {
    let text = &*own.text;
    let mut faults = Vec::new();
    if text.trim() != text {
        faults.push("begins or ends with a blank: take it away".to_owned());
    }
    if text.contains("  ") || text.contains(['\t', '\n', '\r', '\u{a0}']) {
        faults.push("has a double or odd blank: use a single space".to_owned());
    }
    if [" ,", " .", " ;", " :", " ?", " !"].iter().any(|pair| text.contains(pair)) && own.is_english() {
        faults.push("has a blank before a mark: take it away".to_owned());
    }
    faults.extend(end(own.part, text).map(str::to_owned));
    if is_british(&own.language) {
        for word in super::alike::words(text) {
            if let Some(british) = british(&word) {
                faults.push(format!("says \"{word}\": in British spelling it is \"{british}\""));
            }
        }
    }
    faults
}

/// How a part ends, in any language whose sentences end with these marks.
fn end(part: Part, text: &str) -> Option<&'static str> {
    let last = text.trim_end().trim_end_matches(['\'', '"', '’', '”', ')']).chars().next_back()?;
    // A full stop inside quotes ends the sentence too, one in front of them only there.
    let sentence = matches!(last, '.' | '?' | '!' | '…' | '。' | '？' | '！');
    match part {
        Part::Title | Part::Name | Part::Evidence | Part::GradeMeans => {
            (last == '.').then_some("is no sentence: take the full stop away")
        }
        Part::Question | Part::Outside => {
            (!matches!(last, '?' | '？')).then_some("does not end with a question mark: add it")
        }
        _ => (!sentence).then_some("does not end like a sentence: add the mark"),
    }
}

/// One kind of quotes in a language: of two kinds, each of the rarer ones is reported.
fn quotes(passages: &[Passage]) -> Vec<Finding> {
    let mut kinds: BTreeMap<&str, [Vec<&Passage>; 2]> = BTreeMap::new();
    for own in passages {
        let [straight, curly] = kinds.entry(&own.language).or_default();
        if own.text.contains(['\'', '"']) {
            straight.push(own);
        }
        if own.text.contains(['‘', '’', '“', '”']) {
            curly.push(own);
        }
    }
    let mut findings = Vec::new();
    for [straight, curly] in kinds.into_values() {
        // Where there is one kind only, there is none of the rarer one.
        let (rarer, other) = if curly.len() <= straight.len() { (curly, "straight") } else { (straight, "curly") };
        for own in rarer {
            let message = format!("the {} has other quotes than the rest: use {other} ones", own.named());
            findings.push(own.spot.warning(message));
        }
    }
    findings
}

/// English without a country is written as in the built-in pack.
fn is_british(language: &str) -> bool {
    matches!(&*language.to_ascii_lowercase(), "en" | "en-gb")
}

/// The British spelling of a word that is written in the American one. OURS: the words of this field.
fn british(word: &str) -> Option<String> {
    const WORDS: &[(&str, &str)] = &[
        ("aging", "ageing"),
        ("analog", "analogue"),
        ("behavior", "behaviour"),
        ("canceled", "cancelled"),
        ("canceling", "cancelling"),
        ("catalog", "catalogue"),
        ("catalogs", "catalogues"),
        ("center", "centre"),
        ("centers", "centres"),
        ("color", "colour"),
        ("colors", "colours"),
        ("defense", "defence"),
        ("enroll", "enrol"),
        ("favor", "favour"),
        ("favorite", "favourite"),
        ("fulfill", "fulfil"),
        ("fulfillment", "fulfilment"),
        ("gray", "grey"),
        ("honor", "honour"),
        ("installment", "instalment"),
        ("labeled", "labelled"),
        ("labor", "labour"),
        ("modeled", "modelled"),
        ("modeling", "modelling"),
        ("neighbor", "neighbour"),
        ("offense", "offence"),
        ("skillful", "skilful"),
        ("toward", "towards"),
        ("traveled", "travelled"),
    ];
    /// Written with a z everywhere.
    const WITH_Z: &[&str] = &["size", "prize", "seize", "capsize", "maize", "trapeze"];
    if let Some((_, british)) = WORDS.iter().find(|(own, _)| *own == word) {
        return Some((*british).to_owned());
    }
    for (american, british) in [
        ("ization", "isation"),
        ("izations", "isations"),
        ("izing", "ising"),
        ("ized", "ised"),
        ("izes", "ises"),
        ("ize", "ise"),
        ("yzing", "ysing"),
        ("yzed", "ysed"),
        ("yzes", "yses"),
        ("yze", "yse"),
    ] {
        let Some(stem) = word.strip_suffix(american) else { continue };
        let whole = format!("{stem}ize");
        if stem.len() < 3 || WITH_Z.iter().any(|own| whole.ends_with(own)) {
            return None;
        }
        return Some(format!("{stem}{british}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::british;

    #[test]
    fn american_spelling_is_told_from_words_that_have_a_z_anyway() {
        for (word, expected) in [
            ("organization", Some("organisation")),
            ("prioritized", Some("prioritised")),
            ("analyze", Some("analyse")),
            ("catalog", Some("catalogue")),
            ("organisation", None),
            ("size", None),
            ("resized", None),
            ("sizing", None),
            ("prizes", None),
        ] {
            assert_eq!(british(word).as_deref(), expected, "{word}");
        }
    }
}
