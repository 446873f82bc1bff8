//! What was done here, step by step, and the way back and forth. A step is what was stated at once. Taking it back states
//! what its subjects said before, and that it was taken back; doing it again states it anew. So the way back is facts
//! too: it survives a reload, travels in files, and a merge cannot lose it.

use super::fact::{Fact, Statement};
use super::facts::Facts;
use super::id::{RespondentId, Stamp, WriterId};
use super::row::ProfileField;

/// What was stated at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Step<'a> {
    /// Its facts, at least one, in the order of their stamps.
    pub facts: Vec<&'a Fact>,
    /// What it did.
    pub deed: Deed,
    /// Whether it was taken back and not done again since.
    pub is_undone: bool,
}

/// What a step did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Somebody stated something.
    Said,
    /// The step that begins with this stamp was taken back.
    TookBack(Stamp),
    /// The step that begins with this stamp was done again.
    DidAgain(Stamp),
}

impl Step<'_> {
    /// The stamp it is known by: its first.
    pub fn first(&self) -> Option<Stamp> {
        self.facts.first().map(|fact| fact.stamp)
    }

    /// When it was done, in milliseconds, for display.
    pub fn at(&self) -> Option<i64> {
        self.facts.first().and_then(|fact| fact.at)
    }

    /// Who did it.
    pub fn author(&self) -> Option<RespondentId> {
        self.facts.first().and_then(|fact| fact.author)
    }

    /// Whether an assessment began with it. There is nothing before that to go back to.
    pub fn is_beginning(&self) -> bool {
        let begins =
            |fact: &&Fact| matches!(fact.statement, Some(Statement::Profile { field: ProfileField::Pack(Some(_)) }));
        self.facts.iter().any(begins)
    }

    /// What the step stated, without the note that it took another back.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        let stated = self.facts.iter().filter_map(|fact| fact.statement.as_ref());
        stated.filter(|own| !matches!(own, Statement::Undone { .. }))
    }
}

/// The steps that were done by these hands, the oldest first. Facts that came in from elsewhere belong to none.
pub fn steps<'a>(facts: &'a Facts, hands: &[WriterId]) -> Vec<Step<'a>> {
    // Hands may take turns, so each has a step of its own that goes on.
    let mut open: Vec<(WriterId, usize)> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for fact in facts.iter().filter(|fact| hands.contains(&fact.stamp.writer)) {
        let writer = fact.stamp.writer;
        let place = open.iter().position(|(own, _)| *own == writer);
        let last = place.and_then(|place| open.get(place)).map(|(_, step)| *step);
        let goes_on = last.and_then(|step| steps.get(step)).and_then(|step| step.facts.last()).is_some_and(|before| {
            before.stamp.counter + 1 == fact.stamp.counter && before.at == fact.at && fact.at.is_some()
        });
        let deed = match fact.statement {
            Some(Statement::Undone { step, value }) => {
                Some(if value == Some(true) { Deed::TookBack(step) } else { Deed::DidAgain(step) })
            }
            _ => None,
        };
        match last.filter(|_| goes_on).and_then(|step| steps.get_mut(step)) {
            Some(step) => {
                step.facts.push(fact);
                step.deed = deed.unwrap_or(step.deed);
            }
            None => {
                let step = steps.len();
                match place.and_then(|place| open.get_mut(place)) {
                    Some(own) => own.1 = step,
                    None => open.push((writer, step)),
                }
                steps.push(Step { facts: vec![fact], deed: deed.unwrap_or(Deed::Said), is_undone: false });
            }
        }
    }
    for step in &mut steps {
        let Some(first) = step.first() else { continue };
        step.is_undone = matches!(undone(facts, first), Some((_, true)));
    }
    steps
}

/// What was said last of taking a step back, and when.
fn undone(facts: &Facts, step: Stamp) -> Option<(Stamp, bool)> {
    let fact = facts.current(&Statement::Undone { step, value: None }.subject())?;
    match fact.statement {
        Some(Statement::Undone { value, .. }) => Some((fact.stamp, value == Some(true))),
        _ => None,
    }
}

/// The step that would be taken back next: the last that stands.
pub fn to_undo<'a, 's>(steps: &'s [Step<'a>]) -> Option<&'s Step<'a>> {
    steps.iter().rev().find(|step| step.deed == Deed::Said && !step.is_undone && !step.is_beginning())
}

/// The step that would be done again next: the one taken back last, as long as nothing else was done since.
pub fn to_redo<'a, 's>(facts: &Facts, steps: &'s [Step<'a>]) -> Option<&'s Step<'a>> {
    let when = |step: &Step| undone(facts, step.first()?).map(|(stamp, _)| stamp);
    let last = steps.iter().filter(|step| step.is_undone).max_by_key(|step| when(step))?;
    let later = |step: &Step| step.deed == Deed::Said && step.first() > when(last);
    (!steps.iter().any(later)).then_some(last)
}

/// The fact that first said what this one says: a fact that takes something back says again what was said before, one
/// that does something again what was said then. Nothing where that is what was so before anything was said.
fn origin<'a>(facts: &'a Facts, steps: &[Step<'a>], fact: &'a Fact) -> Option<&'a Fact> {
    let subject = fact.subject();
    let mut own = fact;
    loop {
        let step = steps.iter().find(|step| step.facts.iter().any(|fact| fact.stamp == own.stamp));
        let before = match step.map(|step| step.deed) {
            Some(Deed::TookBack(first)) => facts.history(&subject).find(|fact| fact.stamp < first)?,
            Some(Deed::DidAgain(first)) => {
                let step = steps.iter().find(|step| step.first() == Some(first))?;
                step.facts.iter().rfind(|fact| fact.subject() == subject)?
            }
            _ => return Some(own),
        };
        // Each goes further back, so this ends.
        if before.stamp >= own.stamp {
            return Some(own);
        }
        own = before;
    }
}

/// What takes a step back: each of its subjects says again what it said before, unless it was changed since.
pub fn taking_back(facts: &Facts, steps: &[Step], step: &Step) -> Vec<Statement> {
    let Some(first) = step.first() else { return Vec::new() };
    // What was brought along goes with it, and so was never said before here: only these hands were there then.
    let brings = step.statements().any(|own| matches!(own, Statement::Batch { value: Some(true), .. }));
    let was_here = |fact: &&Fact| {
        let is_own = |step: &Step| step.facts.iter().any(|own| own.stamp == fact.stamp);
        fact.stamp < first && (!brings || steps.iter().any(is_own))
    };
    let mut statements = Vec::new();
    for (fact, statement) in step.facts.iter().filter_map(|fact| Some((fact, fact.statement.as_ref()?))) {
        let subject = statement.subject();
        let says_it = facts.current(&subject).and_then(|own| origin(facts, steps, own));
        if says_it.is_some_and(|own| own.stamp == fact.stamp) {
            let before = facts.history(&subject).find(was_here);
            statements.push(before.and_then(|own| own.statement.clone()).unwrap_or_else(|| statement.withdrawn()));
        }
    }
    statements.push(Statement::Undone { step: first, value: Some(true) });
    statements
}

/// What does a step again: each of its subjects says what the step said, unless it was changed since it was taken back.
pub fn doing_again(facts: &Facts, steps: &[Step], step: &Step) -> Vec<Statement> {
    let Some(first) = step.first() else { return Vec::new() };
    let mut statements = Vec::new();
    for statement in step.statements() {
        let subject = statement.subject();
        let stamp = |fact: Option<&Fact>| fact.and_then(|own| origin(facts, steps, own)).map(|own| own.stamp);
        if stamp(facts.current(&subject)) == stamp(facts.history(&subject).find(|own| own.stamp < first)) {
            statements.push(statement.clone());
        }
    }
    statements.push(Statement::Undone { step: first, value: Some(false) });
    statements
}
