//! The metrics behind the outcome part of each indicator. Every one is a value, or says why it is not.

mod budget;
mod communication;
mod growth;
mod risk;

use chrono::NaiveDate;
pub(super) use risk::{complete, is_due, is_reviewed, prediction};

use super::for_comparison;
use super::reading::{Input, Reading, Reason};
use super::sheet::{Computed, Sheet, finite, missing};
use crate::model::pack::{Indicator, MetricKey, Pack, WeightedCurve};
use crate::model::{Assessment, EconomicMode, FigureKey};

/// A metric with its inputs and, where it has a value, its score.
#[derive(Clone, PartialEq, Debug)]
pub struct Metric {
    /// Which one it is.
    pub key: MetricKey,
    /// Its value, or why there is none.
    pub reading: Reading,
    /// What it was computed from.
    pub inputs: Vec<Input>,
    /// Its weight in the indicator.
    pub weight: f64,
    /// 0 to 100, by its curve.
    pub score: Option<f64>,
    /// How far the value can be trusted as a measurement, 0 to 1.
    pub precision: f64,
    /// Whether the score is below the red-flag line.
    pub red_flag: bool,
}

impl Metric {
    /// Whether it has or should have a value.
    pub fn needed(&self) -> bool {
        matches!(self.reading, Reading::Value(_) | Reading::Missing(_))
    }
}

/// All metrics the pack scores, by indicator.
pub(super) fn all(pack: &Pack, assessment: &Assessment, as_of: Option<NaiveDate>) -> [Vec<Metric>; 4] {
    let sheet = Sheet::new(assessment, as_of);
    Indicator::ALL_FOUR.map(|id| {
        let own = &pack.structure.indicators[id.index()];
        own.metrics.iter().map(|metric| sheet.metric(metric, pack.structure.thresholds.red_flag)).collect()
    })
}

impl Sheet<'_> {
    fn metric(&self, own: &WeightedCurve, red_flag: f64) -> Metric {
        let (mut reading, inputs) = finite(self.compute(own.metric));
        if own.optional && matches!(reading, Reading::Missing(_)) {
            reading = Reading::NotSupplied;
        }
        let score = match reading {
            Reading::Value(value) => Some(own.curve.at(value).0),
            _ => None,
        };
        let precision = match (score, own.metric) {
            (None, _) => 0.0,
            (Some(_), MetricKey::Satisfaction) => self.satisfaction_precision(&inputs),
            _ => 1.0,
        };
        let red_flag = score.is_some_and(|score| for_comparison(score) < red_flag);
        Metric { key: own.metric, reading, inputs, weight: own.weight, score, precision, red_flag }
    }

    fn compute(&self, key: MetricKey) -> Computed {
        use FigureKey as Figure;
        match key {
            MetricKey::RevenueGrowth => self.in_market(|| self.revenue_growth()),
            MetricKey::ReturnOverHurdle => self.in_market(|| self.return_over_hurdle()),
            MetricKey::Recovery => self.in_market(|| self.recovery()),
            MetricKey::BenefitsRealised => {
                self.in_house(|| self.share(Figure::BenefitsRealised, Figure::BenefitsPlanned, true))
            }
            MetricKey::UnitCostChange => self.in_house(|| self.unit_cost_change()),
            MetricKey::Utilisation => self.utilisation(),
            MetricKey::AnnualVariance => self.annual_variance(),
            MetricKey::PeriodError => self.period_error(),
            MetricKey::YearEndSpike => self.year_end_spike(),
            MetricKey::AvoidableSpend => self.avoidable_spend(),
            MetricKey::CostPerformance => self.cost_performance(),
            MetricKey::ResidualExposure => self.residual_exposure(),
            MetricKey::RegisterCompleteness => self.register_completeness(),
            MetricKey::ChangeFailureRate => self.share(Figure::ChangesFailed, Figure::ChangesTotal, true),
            MetricKey::DecisionsReviewed => self.decisions_reviewed(),
            MetricKey::BrierScore => self.brier_score(),
            MetricKey::Satisfaction => self.satisfaction(),
            MetricKey::ClosedLoop => self.share(Figure::FeedbackAnswered, Figure::FeedbackReceived, true),
            MetricKey::Awareness => self.share(Figure::AwarenessKnew, Figure::AwarenessAsked, false),
            MetricKey::FirstNotice => self.first_notice(),
        }
    }

    /// A metric that speaks of money from customers.
    fn in_market(&self, compute: impl FnOnce() -> Computed) -> Computed {
        match self.assessment.profile.economic_mode {
            Some(EconomicMode::External | EconomicMode::Charging) => compute(),
            Some(EconomicMode::Showback | EconomicMode::CostCentre) => (Reading::NotApplicable, Vec::new()),
            None => missing(Reason::EconomicMode),
        }
    }

    /// A metric that stands in for those of the market where nobody pays.
    fn in_house(&self, compute: impl FnOnce() -> Computed) -> Computed {
        match self.assessment.profile.economic_mode {
            Some(EconomicMode::Showback | EconomicMode::CostCentre) => compute(),
            Some(EconomicMode::External | EconomicMode::Charging) | None => (Reading::NotApplicable, Vec::new()),
        }
    }
}
