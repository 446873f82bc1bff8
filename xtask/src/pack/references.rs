//! What the pack speaks of is there: beyond what the app refuses, in the structure and in the guidance.

use super::files::{Guidance, Opened};
use super::finding::Finding;
use super::passage::{Passage, members};

pub fn findings(opened: &Opened, _: &[Passage]) -> Vec<Finding> {
    let mut findings = clauses(opened);
    findings.extend(circles(opened));
    findings.extend(feeds(opened));
    findings.extend(depth(opened));
    for guidance in &opened.guides {
        findings.extend(guide(opened, guidance));
    }
    findings
}

/// A clause is a number. Its text belongs to others.
fn clauses(opened: &Opened) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, process) in opened.pack.structure.processes.iter().enumerate() {
        let Some(clause) = &process.clause else { continue };
        let number = clause.split('.').all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()));
        if !number {
            let spot = opened.structure.key("processes").element(index).key("clause");
            findings.push(spot.error("a clause is a number such as 8.6.1: take the words out".to_owned()));
        }
    }
    findings
}

/// No process has to work before itself, over however many others.
fn circles(opened: &Opened) -> Vec<Finding> {
    let own = &opened.pack.structure;
    let mut findings = Vec::new();
    for (index, process) in own.processes.iter().enumerate() {
        let mut reached: Vec<_> = process.needs.iter().collect();
        let mut next = 0;
        while let Some(id) = reached.get(next).copied() {
            let needs = opened.pack.process(id).into_iter().flat_map(|own| &own.needs);
            let new: Vec<_> = needs.filter(|id| !reached.contains(id)).collect();
            reached.extend(new);
            next += 1;
        }
        if reached.contains(&&process.id) {
            let spot = opened.structure.key("processes").element(index).key("needs");
            findings.push(spot.error(format!("{} needs itself over others: break the circle", process.id)));
        }
    }
    findings
}

/// A figure that a question should agree with is one the pack scores.
fn feeds(opened: &Opened) -> Vec<Finding> {
    let own = &opened.pack.structure;
    let mut findings = Vec::new();
    for (index, question) in own.questions.iter().enumerate() {
        let Some(metric) = question.feeds else { continue };
        let scored = own.indicators.iter().flat_map(|own| &own.metrics).any(|own| own.metric == metric);
        if !scored {
            let spot = opened.structure.key("questions").element(index).key("feeds");
            let message = format!("no indicator scores \"{metric}\": give it a weight and a curve, or take it out");
            findings.push(spot.warning(message));
        }
    }
    findings
}

/// A size that asks about a process asks about every attribute, or its level stays open for good.
fn depth(opened: &Opened) -> Vec<Finding> {
    let (pack, own) = (&opened.pack, &opened.pack.structure);
    let mut findings = Vec::new();
    for (index, size) in own.sizes.iter().enumerate() {
        for (number, process) in own.processes.iter().enumerate() {
            if !pack.asks_about(&size.id, &process.id) {
                continue;
            }
            for (attribute, (id, _)) in pack.attributes.iter().enumerate() {
                let asks = |question: &usize| own.questions[*question].sizes.contains(&size.id);
                if !pack.covering(number, attribute).iter().any(asks) {
                    let spot = opened.structure.key("sizes").element(index);
                    let message =
                        format!("\"{}\" asks about {} but not about its {id}: add a question", size.id, process.id);
                    findings.push(spot.warning(message));
                }
            }
        }
    }
    findings
}

/// Guidance speaks of options the scale has, and of every process, attribute and fine question.
fn guide(opened: &Opened, guidance: &Guidance) -> Vec<Finding> {
    let (pack, own) = (&opened.pack, &opened.pack.structure);
    let (guide, spot) = (&guidance.guide, guidance.spot);
    let mut findings = Vec::new();
    for process in own.processes.iter().filter(|process| guide.processes.get(&process.id).is_none()) {
        findings.push(spot.key("processes").warning(format!("{} has no guidance: add it", process.id)));
    }
    for (attribute, node) in members(spot.node.get("next")) {
        for (option, node) in members(Some(node)) {
            let known = own.scale.iter().any(|own| *own.id.as_str() == *option);
            if !known {
                findings.push(spot.at(node).error(format!("the scale has no \"{option}\": mend the id")));
            }
        }
        let last = own.scale.len().saturating_sub(1);
        for option in &own.scale[..last] {
            if node.get(option.id.as_str()).is_none() {
                let message = format!("nothing leads from option {} of {attribute} to the next: add it", option.id);
                findings.push(spot.at(node).warning(message));
            }
        }
    }
    if spot.node.get("moves").is_some() {
        let fine = own.questions.iter().filter(|own| !own.whole && own.attributes.len() < 2);
        for question in fine.filter(|question| guide.moves.get(&question.id).is_none()) {
            findings.push(spot.key("moves").warning(format!("{} has no improvement: add one", question.id)));
        }
    }
    if spot.node.get("outside").is_some() {
        let outside = own.questions.iter().filter(|own| own.respondents.iter().any(|role| role.is_outside()));
        for question in outside.filter(|question| guide.outside.get(&question.id).is_none()) {
            let message = format!("{} is asked of customers or users, and not in their words: add them", question.id);
            findings.push(spot.key("outside").warning(message));
        }
    }
    for id in guide.outside.keys() {
        let asked = pack.question(id).is_some_and(|own| own.respondents.iter().any(|role| role.is_outside()));
        if !asked {
            let message = format!("customers and users are not asked {id}: add them to its respondents");
            findings.push(spot.key("outside").key(id.as_str()).error(message));
        }
    }
    findings
}
