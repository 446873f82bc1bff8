//! The metrics of risk impact: the register, and the log of decisions.

use chrono::NaiveDate;

use crate::model::{Decision, Magnitude, Risk};
use crate::score::for_comparison;
use crate::score::matrix::level_of;
use crate::score::reading::{Quantity, Reading, Reason};
use crate::score::sheet::{Computed, Sheet, input, missing};
use crate::score::statistics::brier;

impl Sheet<'_> {
    pub(in crate::score) fn residual_exposure(&self) -> Computed {
        let risks = self.assessment.risks();
        let risks: Vec<&Risk> = risks.values().collect();
        if risks.is_empty() {
            return missing(Reason::Risks);
        }
        let n = risks.len() as f64;
        let money: Option<f64> = risks.iter().map(|risk| risk.loss_residual).sum();
        let levels: Option<Vec<Magnitude>> = risks.iter().map(|risk| level_of(self.assessment, risk)).collect();
        let profile = &self.assessment.profile;
        match (money, profile.appetite, levels, profile.appetite_level) {
            (Some(exposure), Some(appetite), ..) => {
                let inputs =
                    vec![input(Quantity::ResidualExposure, None, exposure), input(Quantity::Appetite, None, appetite)];
                if for_comparison(appetite) <= 0.0 {
                    return (Reading::Missing(Reason::Appetite), inputs);
                }
                (Reading::Value(exposure / appetite), inputs)
            }
            (_, _, Some(levels), Some(appetite)) => {
                let above = levels.iter().filter(|level| **level > appetite).count() as f64;
                let inputs = vec![input(Quantity::RisksAboveAppetite, None, above), input(Quantity::Risks, None, n)];
                (Reading::Value(3.0 * above / n), inputs)
            }
            (None, _, None, _) => missing(Reason::ResidualExposure),
            _ => missing(Reason::Appetite),
        }
    }

    pub(in crate::score) fn register_completeness(&self) -> Computed {
        let risks = self.assessment.risks();
        if risks.is_empty() {
            return missing(Reason::Risks);
        }
        let (done, all) = (risks.values().filter(|risk| complete(risk)).count() as f64, risks.len() as f64);
        let inputs = vec![input(Quantity::CompleteRisks, None, done), input(Quantity::Risks, None, all)];
        (Reading::Value(100.0 * done / all), inputs)
    }

    pub(in crate::score) fn decisions_reviewed(&self) -> Computed {
        let decisions = self.assessment.decisions();
        if decisions.is_empty() {
            return missing(Reason::Decisions);
        }
        let due: Vec<_> = decisions.values().filter(|decision| is_due(decision, self.as_of)).collect();
        if due.is_empty() {
            return (Reading::NotMeaningful(Reason::NothingDue), Vec::new());
        }
        let reviewed = due.iter().filter(|decision| is_reviewed(decision)).count();
        let (reviewed, all) = (reviewed as f64, due.len() as f64);
        let inputs = vec![input(Quantity::DecisionsReviewed, None, reviewed), input(Quantity::DecisionsDue, None, all)];
        (Reading::Value(100.0 * reviewed / all), inputs)
    }

    pub(in crate::score) fn brier_score(&self) -> Computed {
        let decisions = self.assessment.decisions();
        let forecasts: Vec<(f64, bool)> =
            decisions.values().filter_map(|decision| prediction(decision, self.as_of)).collect();
        match brier(&forecasts) {
            None if decisions.is_empty() => missing(Reason::Decisions),
            None => missing(Reason::Forecasts),
            Some(score) => (Reading::Value(score), vec![input(Quantity::Forecasts, None, forecasts.len() as f64)]),
        }
    }
}

/// Whether a row has owner, treatment, date and residual.
pub(in crate::score) fn complete(risk: &Risk) -> bool {
    let residual = risk.loss_residual.is_some() || risk.likelihood.and(risk.impact).is_some();
    let owner = risk.owner.as_ref().is_some_and(|owner| !owner.trim().is_empty());
    owner && risk.treatment.is_some() && risk.due.is_some() && residual
}

/// Whether the review of a decision has come.
pub(in crate::score) fn is_due(decision: &Decision, today: Option<NaiveDate>) -> bool {
    decision.review.is_some_and(|review| today.is_some_and(|today| review <= today))
}

/// Whether it was told what came of a decision.
pub(in crate::score) fn is_reviewed(decision: &Decision) -> bool {
    decision.outcome.as_ref().is_some_and(|outcome| !outcome.trim().is_empty()) || decision.happened.is_some()
}

/// The stated probability, and what happened. A prediction counts from its review on; one that states
/// no review counts at once (OURS).
pub(in crate::score) fn prediction(decision: &Decision, today: Option<NaiveDate>) -> Option<(f64, bool)> {
    let counts = decision.review.is_none_or(|review| today.is_none_or(|today| review <= today));
    let stated = decision.probability.zip(decision.happened).filter(|_| counts)?;
    (0.0..=1.0).contains(&stated.0).then_some(stated)
}
