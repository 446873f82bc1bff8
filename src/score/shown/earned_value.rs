//! What projects cost and will cost, by earned value management (STD).

use crate::model::Project;
use crate::score::reading::{Quantity, Reading, Reason};

/// Where a project stands, or several together. Amounts are money.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct EarnedValue {
    /// Cost variance, EV − AC; below zero is over cost.
    pub cost_variance: Reading,
    /// Schedule variance, EV − PV; below zero is late.
    pub schedule_variance: Reading,
    /// Cost performance index, EV ÷ AC.
    pub cost_index: Reading,
    /// Schedule performance index, EV ÷ PV.
    pub schedule_index: Reading,
    /// Estimate at completion, BAC ÷ CPI.
    pub estimate: Reading,
    /// Variance at completion, BAC − EAC; below zero is over cost.
    pub variance_at_completion: Reading,
    /// The cost performance the rest needs to end at its budget, (BAC − EV) ÷ (BAC − AC).
    pub to_complete_index: Reading,
}

/// A field of a project, and what it is.
type Field = (fn(&Project) -> Option<f64>, Quantity);

const AT_COMPLETION: Field = (|own| own.at_completion, Quantity::BudgetAtCompletion);
const PLANNED: Field = (|own| own.planned, Quantity::PlannedValue);
const EARNED: Field = (|own| own.earned, Quantity::EarnedValue);
const SPENT: Field = (|own| own.spent, Quantity::ProjectCost);

/// Where these projects stand together: each number is computed from the sums over those projects that
/// state what it needs (OURS). Not supplied where there is no project.
pub fn earned_value(projects: &[&Project]) -> EarnedValue {
    let index = |earned, spent| Reading::ratio(earned, spent, Reason::ZeroCost);
    let estimate = |at_completion: f64, earned: f64, spent| {
        index(earned, spent).then(|index| Reading::ratio(at_completion, index, Reason::Zero(Quantity::EarnedValue)))
    };
    let cost = [AT_COMPLETION, EARNED, SPENT];
    EarnedValue {
        cost_variance: over(projects, [EARNED, SPENT], |[earned, spent]| Reading::number(earned - spent)),
        schedule_variance: over(projects, [EARNED, PLANNED], |[earned, planned]| Reading::number(earned - planned)),
        cost_index: over(projects, [EARNED, SPENT], |[earned, spent]| index(earned, spent)),
        schedule_index: over(projects, [EARNED, PLANNED], |[earned, planned]| {
            Reading::ratio(earned, planned, Reason::Zero(Quantity::PlannedValue))
        }),
        estimate: over(projects, cost, |[at_completion, earned, spent]| estimate(at_completion, earned, spent)),
        variance_at_completion: over(projects, cost, |[at_completion, earned, spent]| {
            estimate(at_completion, earned, spent).then(|estimate| Reading::number(at_completion - estimate))
        }),
        to_complete_index: over(projects, cost, |[at_completion, earned, spent]| {
            Reading::ratio(at_completion - earned, at_completion - spent, Reason::NothingLeft)
        }),
    }
}

/// A formula of the sums of these fields over the projects that state them all.
fn over<const N: usize>(
    projects: &[&Project],
    fields: [Field; N],
    formula: impl FnOnce([f64; N]) -> Reading,
) -> Reading {
    let Some(first) = projects.first() else { return Reading::NotSupplied };
    let complete = |own: &&&Project| fields.iter().all(|(field, _)| field(own).is_some());
    let stated: Vec<&&Project> = projects.iter().filter(complete).collect();
    if stated.is_empty() {
        let lacking = fields.iter().find(|(field, _)| field(first).is_none());
        return lacking.map_or(Reading::NotSupplied, |(_, quantity)| Reading::Missing(Reason::Lacks(*quantity)));
    }
    let sums = fields.map(|(field, _)| stated.iter().filter_map(|own| field(own)).sum::<f64>());
    if sums.iter().all(|sum| sum.is_finite()) { formula(sums) } else { Reading::Missing(Reason::NotANumber) }
}
