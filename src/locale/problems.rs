//! Problem areas in English: what is expected of a process, and what was found.

use super::{Words, fill};
use crate::model::pack::{Pack, Texts};
use crate::model::{ProcessId, QuestionId};
use crate::score::{AGREEMENT, DONT_KNOW, LEVELS_APART, MEASURED, Problem, SPREAD};

/// A problem in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProblemWords {
    /// What it is called.
    pub name: &'static str,
    /// What is expected.
    pub criterion: String,
    /// What was found.
    pub condition: String,
}

impl Words {
    /// A problem, with the names of the pack. `number` prints a value with at most so many decimals.
    pub fn problem(
        &self,
        problem: &Problem,
        pack: &Pack,
        texts: &Texts,
        number: fn(f64, u32) -> String,
    ) -> ProblemWords {
        let count = |value: usize| value.to_string();
        let question = |index: usize| -> String {
            let id: Option<&QuestionId> = pack.structure.questions.get(index).map(|own| &own.id);
            id.and_then(|id| texts.questions.get(id)).map(|own| own.text.to_string()).unwrap_or_default()
        };
        let process = |index: usize| -> String {
            let id: Option<&ProcessId> = pack.structure.processes.get(index).map(|own| &own.id);
            id.and_then(|id| texts.processes.get(id)).map(|own| own.name.to_string()).unwrap_or_default()
        };
        let (name, criterion, condition) = match *problem {
            Problem::BelowTarget { level, target, importance } => (
                "Below its target",
                fill(
                    "A process of high importance ({0} of 3) reaches its target, level {1}.",
                    &[&importance.to_string(), &number(target, 1)],
                ),
                fill("It has reached level {0}.", &[&count(level)]),
            ),
            Problem::NotEvidenced { claimed, evidenced } => (
                "Claimed more than evidenced",
                fill(
                    "The evidence carries the claimed level; less than {0} lies between the two.",
                    &[&levels(LEVELS_APART)],
                ),
                fill("Level {0} is claimed, level {1} is evidenced.", &[&count(claimed), &count(evidenced)]),
            ),
            Problem::Disagreement { r_wg, spread, questions } => (
                "Answers far apart",
                fill(
                    "Agreement is {0} or more, and the middle half of the answers is no wider than {1} on the scale.",
                    &[&number(AGREEMENT, 2), &steps(SPREAD, number)],
                ),
                fill(
                    "Agreement is {0} and the middle half is {1} wide, on average over {2}.",
                    &[
                        &number(r_wg, 2),
                        &steps(spread, number),
                        &(if questions == 1 {
                            "1 question".to_owned()
                        } else {
                            fill("{0} questions", &[&count(questions)])
                        }),
                    ],
                ),
            ),
            Problem::LeadersAbove { leaders, staff } => (
                "Leaders rate it higher than staff",
                fill("Leaders rate it less than {0} above IT staff.", &[&levels(LEVELS_APART)]),
                fill(
                    "The middle answer of leaders is {0}, that of IT staff {1}.",
                    &[&option(pack, leaders), &option(pack, staff)],
                ),
            ),
            Problem::RedFlag { question: about, metric, score } => (
                "The figures disagree",
                fill(
                    "{0} scores {1} or more. It should agree with: \"{2}\"",
                    &[self.metric(metric).name, &number(pack.structure.thresholds.red_flag, 1), &question(about)],
                ),
                fill("It scores {0}.", &[&number(score, 1)]),
            ),
            Problem::NotMeasured { question: about, claimed, metric, lacks } => (
                "Called measured, without a figure",
                fill(
                    "Whoever answers {0} or more to \"{1}\" has the figure: {2}.",
                    &[&option(pack, measured(pack)), &question(about), self.metric(metric).name],
                ),
                fill(
                    "The answer is {0}, and the figure cannot be computed: {1}.",
                    &[&option(pack, claimed), &lower_first(&self.reason(lacks))],
                ),
            ),
            Problem::AheadOfNeed { level, need, need_level } => (
                "Ahead of what it stands on",
                fill("It is no further than the process it needs first, {0}.", &[&process(need)]),
                fill(
                    "It has reached level {0}, and {1} level {2}.",
                    &[&count(level), &process(need), &count(need_level)],
                ),
            ),
            Problem::MandatoryUnmet { question: about, rated } => (
                "Indispensable and not achieved",
                fill("This is at least largely achieved: \"{0}\"", &[&question(about)]),
                fill("It is {0}.", &[self.band(rated)]),
            ),
            Problem::DontKnow { dont_know, levels } => (
                "Many do not know",
                fill("Fewer than {0} % of the answers are \"I don't know\".", &[&number(DONT_KNOW, 0)]),
                fill("{0} of {1} answers are.", &[&count(dont_know), &count(dont_know + levels)]),
            ),
        };
        ProblemWords { name, criterion, condition }
    }
}

fn levels(count: usize) -> String {
    if count == 1 { "1 level".to_owned() } else { fill("{0} levels", &[&count.to_string()]) }
}

fn steps(width: f64, number: fn(f64, u32) -> String) -> String {
    let text = number(width, 1);
    if text == "1" { "1 step".to_owned() } else { fill("{0} steps", &[&text]) }
}

/// The lowest option that claims as much as measured needs, by its place on the scale.
fn measured(pack: &Pack) -> usize {
    let scale = &pack.structure.scale;
    scale.iter().position(|own| own.worth >= MEASURED).unwrap_or(scale.len().saturating_sub(1))
}

/// An option of the scale, as it is chosen on the screen.
fn option(pack: &Pack, place: usize) -> String {
    pack.structure.scale.get(place).map(|own| own.id.to_string()).unwrap_or_default()
}

/// A sentence inside another begins small, unless it begins with an abbreviation.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        (Some('A'), Some(' ')) => ["a", letters.as_str()].concat(),
        _ => text.to_owned(),
    }
}
