//! Why a number is what it is: one tree for every number of an indicator, from the score down to the
//! answers and figures it came from. The contributions of its leaves add up to the score.

use super::indicator::{Part, View, shares};
use super::item::State;
use super::reading::{Quantity, Reading, Reason};
use super::{Results, Stamp};
use crate::model::pack::{Indicator, MetricKey, Pack};
use crate::model::{Grade, Period, RespondentId};

/// What a number is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Term {
    /// The score of an indicator.
    Score(Indicator),
    /// Its practice part.
    Practice,
    /// Its outcome part.
    Outcome,
    /// A question, by its place in the pack.
    Question(usize),
    /// The level a respondent gave.
    Respondent(RespondentId),
    /// The level that was agreed on.
    Agreed,
    /// A metric.
    Metric(MetricKey),
    /// A number that went into a metric, of a period.
    Input(Quantity, Option<Period>),
}

/// How a number was made from its parts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Rule {
    /// Practice and outcome by their shares.
    Composite {
        /// Share of practice, 0 to 1.
        practice: f64,
        /// Share of outcome, 0 to 1.
        outcome: f64,
        /// What the score is not.
        stamp: Option<Stamp>,
    },
    /// Mean of the parts by their weights.
    WeightedMean,
    /// Mean worth of the levels that were given.
    MeanWorth {
        /// The evidence grade in force.
        grade: Grade,
        /// Whether it holds the answer down.
        capped: bool,
    },
    /// Read off the curve between two points.
    Curve {
        /// The points it lies between.
        between: [(f64, f64); 2],
        /// Whether it is below the red-flag line.
        red_flag: bool,
    },
    /// As it was stated.
    Stated,
}

/// The number itself, or why there is none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Amount {
    /// 0 to 100.
    Score(f64),
    /// The value of a metric, and its score.
    Metric(f64, f64),
    /// A number in its own unit.
    Number(f64),
    /// A place on the scale.
    Level(usize),
    /// Nothing was said yet.
    Open,
    /// Said not to apply, or not applicable in this economic mode.
    NotApplicable,
    /// A metric that lacks something.
    Missing(Reason),
    /// A metric whose ratio does not exist.
    NotMeaningful(Reason),
    /// An optional metric that was not supplied.
    NotSupplied,
}

/// A number with what it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Derivation {
    /// What it is.
    pub term: Term,
    /// The number.
    pub amount: Amount,
    /// How it was made.
    pub rule: Rule,
    /// Its weight among its siblings.
    pub weight: Option<f64>,
    /// The points it brings to the score of the indicator.
    pub contribution: Option<f64>,
    /// What it was made from.
    pub parts: Vec<Derivation>,
}

/// The derivation of an indicator's score in a view.
pub fn explain(pack: &Pack, results: &Results, id: Indicator, view: View) -> Derivation {
    let own = &results.indicators[id.index()];
    let side = own.view(view);
    let shares = shares(&pack.structure.thresholds, side.practice, own.outcome).unwrap_or((0.0, 0.0));
    let part = |term, part: Part, share: f64, parts| Derivation {
        term,
        amount: match part {
            Part::NotApplicable => Amount::NotApplicable,
            Part::Open => Amount::Open,
            Part::Value(value) => Amount::Score(value),
        },
        rule: Rule::WeightedMean,
        weight: Some(share),
        contribution: part.value().map(|value| share * value),
        parts,
    };
    Derivation {
        term: Term::Score(id),
        amount: side.score.map_or(Amount::Open, Amount::Score),
        rule: Rule::Composite { practice: shares.0, outcome: shares.1, stamp: own.stamp },
        weight: None,
        contribution: side.score,
        parts: vec![
            part(Term::Practice, side.practice, shares.0, practice(results, id, view, shares.0)),
            part(Term::Outcome, own.outcome, shares.1, outcome(pack, results, id, shares.1)),
        ],
    }
}

/// The questions that feed an indicator, each with the weight of all the items it stands for.
fn practice(results: &Results, id: Indicator, view: View, share: f64) -> Vec<Derivation> {
    let weight_of = |answered: bool| -> f64 {
        let items = results.items.iter().filter(|item| matches!(item.state, State::Answered(_)) == answered);
        items.map(|item| item.weights[id.index()]).sum()
    };
    let total = weight_of(true);
    let mut parts: Vec<Derivation> = Vec::new();
    for item in results.items.iter().filter(|item| item.weights[id.index()] > 0.0) {
        let sources = if item.sources.is_empty() { std::slice::from_ref(&item.asked) } else { &item.sources };
        let weight = item.weights[id.index()] / sources.len() as f64;
        for &question in sources {
            let contribution = match (item.state, results.questions[question].state) {
                (State::Answered(_), State::Answered(worth)) => Some(share * weight * 100.0 * worth.view(view) / total),
                _ => None,
            };
            let same = parts.iter_mut().find(|part| part.term == Term::Question(question));
            if let Some(part) = same {
                part.weight = part.weight.map(|own| own + weight);
                part.contribution = part.contribution.zip(contribution).map(|(own, more)| own + more);
            } else {
                parts.push(answer(results, question, view, weight, contribution));
            }
        }
    }
    parts
}

fn answer(results: &Results, question: usize, view: View, weight: f64, contribution: Option<f64>) -> Derivation {
    let said = &results.questions[question];
    let capped = view == View::Evidenced && said.counted.iter().any(|(claimed, evidenced)| claimed != evidenced);
    let level = |term, level: usize| Derivation {
        term,
        amount: Amount::Level(level),
        rule: Rule::Stated,
        weight: None,
        contribution: None,
        parts: Vec::new(),
    };
    let mut parts: Vec<Derivation> =
        said.levels.iter().map(|(respondent, given)| level(Term::Respondent(*respondent), *given)).collect();
    if said.agreed {
        parts.extend(said.counted.first().map(|(agreed, _)| level(Term::Agreed, *agreed)));
    }
    Derivation {
        term: Term::Question(question),
        amount: match said.state {
            State::Open => Amount::Open,
            State::NotApplicable => Amount::NotApplicable,
            State::Answered(worth) => Amount::Score(100.0 * worth.view(view)),
        },
        rule: Rule::MeanWorth { grade: said.grade, capped },
        weight: Some(weight),
        contribution,
        parts,
    }
}

fn outcome(pack: &Pack, results: &Results, id: Indicator, share: f64) -> Vec<Derivation> {
    let metrics = &results.metrics[id.index()];
    let total: f64 = metrics.iter().filter(|metric| metric.score.is_some()).map(|metric| metric.weight).sum();
    let curves = &pack.structure.indicators[id.index()].metrics;
    metrics
        .iter()
        .zip(curves)
        .map(|(metric, curve)| Derivation {
            term: Term::Metric(metric.key),
            amount: match (metric.reading, metric.score) {
                (Reading::Value(value), Some(score)) => Amount::Metric(value, score),
                (Reading::Missing(reason), _) => Amount::Missing(reason),
                (Reading::NotMeaningful(reason), _) => Amount::NotMeaningful(reason),
                (Reading::NotApplicable, _) => Amount::NotApplicable,
                (Reading::NotSupplied, _) | (Reading::Value(_), None) => Amount::NotSupplied,
            },
            rule: match metric.reading {
                Reading::Value(value) => Rule::Curve { between: curve.curve.at(value).1, red_flag: metric.red_flag },
                _ => Rule::Stated,
            },
            weight: Some(metric.weight),
            contribution: metric.score.filter(|_| total > 0.0).map(|score| share * metric.weight * score / total),
            parts: metric
                .inputs
                .iter()
                .map(|input| Derivation {
                    term: Term::Input(input.quantity, input.period),
                    amount: Amount::Number(input.value),
                    rule: Rule::Stated,
                    weight: None,
                    contribution: None,
                    parts: Vec::new(),
                })
                .collect(),
        })
        .collect()
}
