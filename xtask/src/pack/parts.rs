//! Every question has all its parts, every id stands once and belongs to the pack, and what several sizes ask is asked
//! in the same words.

use std::collections::{BTreeMap, BTreeSet};

use super::counted;
use super::files::{Opened, Words};
use super::finding::{Finding, Spot};
use super::passage::{Passage, members};

/// How many things to look at a question names.
const EVIDENCE: std::ops::RangeInclusive<usize> = 2..=4;

pub fn findings(opened: &Opened, passages: &[Passage]) -> Vec<Finding> {
    let mut findings = questions(opened);
    for words in &opened.texts {
        findings.extend(evidence(words));
        findings.extend(strangers(opened, words));
    }
    let files = opened.texts.iter().map(|own| own.spot).chain(opened.guides.iter().map(|own| own.spot));
    for file in files {
        twice(file, &mut findings);
    }
    findings.extend(same_in_all_sizes(passages));
    findings
}

/// What a structure may leave out, and an author should say all the same.
fn questions(opened: &Opened) -> Vec<Finding> {
    let list = opened.structure.key("questions");
    let mut findings = Vec::new();
    for (index, question) in opened.pack.structure.questions.iter().enumerate() {
        let (id, spot) = (&question.id, list.element(index));
        if question.respondents.is_empty() {
            findings.push(spot.warning(format!("{id} does not say who can know: add respondents")));
        }
        if question.sizes.is_empty() {
            findings.push(spot.error(format!("no size asks {id}: add the sizes that do")));
        }
        let process = question.process.as_ref().and_then(|id| opened.pack.process(id));
        let weights = question.indicators.or(process.map(|own| own.indicators));
        if process.is_some() && weights.is_some_and(|own| own.all() == [0.0; 4]) {
            findings.push(spot.warning(format!("{id} counts for no indicator: give its process weights")));
        }
    }
    findings
}

fn evidence(words: &Words) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, node) in members(words.spot.node.get("questions")) {
        let spot = words.spot.at(node).key("evidence");
        let count = spot.node.elements().map_or(0, Iterator::count);
        if !EVIDENCE.contains(&count) {
            let (least, most) = (EVIDENCE.start(), EVIDENCE.end());
            findings
                .push(spot.error(format!("{id} names {} to look at: name {least} to {most}", counted(count, "thing"))));
        }
    }
    findings
}

/// Ids in a text that its pack or its size does not have: as a rule a slip of the pen, or words of an older version.
fn strangers(opened: &Opened, words: &Words) -> Vec<Finding> {
    let (pack, own) = (&opened.pack, &opened.pack.structure);
    let options: BTreeSet<String> = own.scale.iter().map(|own| own.id.to_string()).collect();
    let asked = pack.asked(&words.texts.size).map(|index| own.questions[index].id.to_string()).collect();
    let known: [(&str, BTreeSet<String>); 9] = [
        ("sizes", own.sizes.iter().map(|own| own.id.to_string()).collect()),
        ("options", options.clone()),
        ("grades", ["E0", "E1", "E2", "E3"].map(str::to_owned).into()),
        ("levels", (1..=own.ladder.len()).map(|level| level.to_string()).collect()),
        ("attributes", pack.attributes.iter().map(|(id, _)| id.to_string()).collect()),
        ("indicators", own.indicators.iter().map(|own| own.id.to_string()).collect()),
        ("processes", own.processes.iter().map(|own| own.id.to_string()).collect()),
        ("groups", own.groups.iter().map(|own| own.id.to_string()).collect()),
        ("questions", asked),
    ];
    let mut findings = Vec::new();
    let mut check = |spot: Spot, section: &str, known: &BTreeSet<String>| {
        for (id, node) in members(Some(spot.node)) {
            if !known.contains(&id) {
                let message = format!("this size has no \"{id}\" among its {section}: take it out, or mend the id");
                findings.push(spot.at(node).error(message));
            }
        }
    };
    for (section, known) in known {
        if words.spot.node.get(section).is_some() {
            check(words.spot.key(section), section, &known);
        }
    }
    for (_, node) in members(words.spot.node.get("questions")) {
        check(words.spot.at(node).key("levels"), "options", &options);
    }
    findings
}

/// An id that stands twice in a text: the app takes the last one, and the author does not notice.
fn twice(spot: Spot, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (id, node) in members(Some(spot.node)) {
        twice(spot.at(node), findings);
        if !seen.insert(id.clone()) {
            findings.push(spot.at(node).error(format!("\"{id}\" stands twice here: only this one counts")));
        }
    }
}

fn same_in_all_sizes(passages: &[Passage]) -> Vec<Finding> {
    let mut first: BTreeMap<_, &Passage> = BTreeMap::new();
    let mut findings = Vec::new();
    for own in passages {
        let known = first.entry(own.key()).or_insert(own);
        if known.text != own.text {
            let message = format!("the {} reads otherwise at {}: use the same words", own.named(), known.spot.named());
            findings.push(own.spot.error(message));
        }
    }
    findings
}
