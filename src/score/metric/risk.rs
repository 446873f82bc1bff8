//! The metrics of risk impact: the register, and the log of decisions.

use crate::model::{Magnitude, Risk, Text};
use crate::score::for_comparison;
use crate::score::matrix::risk_level;
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
        let levels: Option<Vec<Magnitude>> =
            risks.iter().map(|risk| Some(risk_level(risk.likelihood?, risk.impact?))).collect();
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
        let complete = |risk: &&Risk| {
            let residual = risk.loss_residual.is_some() || risk.likelihood.and(risk.impact).is_some();
            let owner = risk.owner.as_ref().is_some_and(|owner| !owner.trim().is_empty());
            owner && risk.treatment.is_some() && risk.due.is_some() && residual
        };
        let (done, all) = (risks.values().filter(complete).count() as f64, risks.len() as f64);
        let inputs = vec![input(Quantity::CompleteRisks, None, done), input(Quantity::Risks, None, all)];
        (Reading::Value(100.0 * done / all), inputs)
    }

    pub(in crate::score) fn decisions_reviewed(&self) -> Computed {
        let decisions = self.assessment.decisions();
        if decisions.is_empty() {
            return missing(Reason::Decisions);
        }
        let due: Vec<_> = decisions
            .values()
            .filter(|decision| decision.review.is_some_and(|review| self.as_of.is_some_and(|today| review <= today)))
            .collect();
        if due.is_empty() {
            return (Reading::NotMeaningful(Reason::NothingDue), Vec::new());
        }
        let told = |outcome: &Text| !outcome.trim().is_empty();
        let reviewed =
            due.iter().filter(|decision| decision.outcome.as_ref().is_some_and(told) || decision.happened.is_some());
        let (reviewed, all) = (reviewed.count() as f64, due.len() as f64);
        let inputs = vec![input(Quantity::DecisionsReviewed, None, reviewed), input(Quantity::DecisionsDue, None, all)];
        (Reading::Value(100.0 * reviewed / all), inputs)
    }

    /// A prediction counts from its review on; one that states no review counts at once (OURS).
    pub(in crate::score) fn brier_score(&self) -> Computed {
        let forecasts: Vec<(f64, bool)> = self
            .assessment
            .decisions()
            .values()
            .filter(|decision| decision.review.is_none_or(|review| self.as_of.is_none_or(|today| review <= today)))
            .filter_map(|decision| Some((decision.probability?, decision.happened?)))
            .filter(|(probability, _)| (0.0..=1.0).contains(probability))
            .collect();
        match brier(&forecasts) {
            None if self.assessment.decisions().is_empty() => missing(Reason::Decisions),
            None => missing(Reason::Forecasts),
            Some(score) => (Reading::Value(score), vec![input(Quantity::Forecasts, None, forecasts.len() as f64)]),
        }
    }
}
