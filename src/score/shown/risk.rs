//! What is shown of risk impact beside its metrics.

use super::loss::return_on_treatment;
use crate::model::{Assessment, Magnitude, Risk, RiskId};
use crate::score::matrix::level_of;
use crate::score::reading::{Quantity, Reading, Reason};

/// What is shown of risk impact.
#[derive(Clone, PartialEq, Debug)]
pub struct RiskImpact {
    /// The level that remains of every risk, in order; nothing where likelihood or impact is blank.
    pub levels: Vec<(RiskId, Option<Magnitude>)>,
    /// Return on treatment (ROSI) of every risk in percent; not supplied where its cost is blank.
    pub returns: Vec<(RiskId, Reading)>,
    /// The return on all treatments together: of the sums over the risks that state all it needs.
    pub return_of_all: Reading,
}

pub(super) fn risk(assessment: &Assessment) -> RiskImpact {
    let risks = &assessment.risks();
    let amounts: Vec<(RiskId, Reading<[f64; 3]>)> = risks.iter().map(|(id, own)| (*id, amounts(own))).collect();
    let complete: Vec<[f64; 3]> = amounts.iter().filter_map(|(_, own)| own.value()).collect();
    let sums = [0, 1, 2].map(|place| complete.iter().filter_map(|own| own.get(place)).sum::<f64>());
    let lacking = amounts.iter().find_map(|(_, own)| match own {
        Reading::Missing(reason) => Some(*reason),
        _ => None,
    });
    RiskImpact {
        levels: risks.iter().map(|(id, own)| (*id, level_of(assessment, own))).collect(),
        returns: amounts.iter().map(|(id, own)| (*id, own.then(percent))).collect(),
        return_of_all: match lacking {
            _ if !complete.is_empty() => percent(sums),
            Some(reason) => Reading::Missing(reason),
            None => Reading::NotSupplied,
        },
    }
}

fn percent([before, residual, cost]: [f64; 3]) -> Reading {
    return_on_treatment(before, residual, cost).then(|share| Reading::number(100.0 * share))
}

/// Loss before, loss that remains and cost of treatment.
fn amounts(risk: &Risk) -> Reading<[f64; 3]> {
    let Some(cost) = risk.treatment_cost else { return Reading::NotSupplied };
    match (risk.loss_before, risk.loss_residual) {
        (Some(before), Some(residual)) => Reading::Value([before, residual, cost]),
        (None, _) => Reading::Missing(Reason::Lacks(Quantity::LossBefore)),
        (_, None) => Reading::Missing(Reason::Lacks(Quantity::ResidualExposure)),
    }
}
