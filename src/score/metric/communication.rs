//! The metrics of communication effectiveness.

use crate::model::FigureKey;
use crate::score::reading::{Input, Quantity, Reading, Reason};
use crate::score::sheet::{Computed, Sheet, input, missing};
use crate::score::statistics::wilson;

impl Sheet<'_> {
    pub(in crate::score) fn satisfaction(&self) -> Computed {
        let keys = [
            FigureKey::Satisfaction1,
            FigureKey::Satisfaction2,
            FigureKey::Satisfaction3,
            FigureKey::Satisfaction4,
            FigureKey::Satisfaction5,
        ];
        let Some((periods, counts)) = self.figures.recent(keys) else { return missing(self.gap(&keys, 1)) };
        let last = periods.last().copied();
        let (satisfied, n): (f64, f64) = (counts[3] + counts[4], counts.iter().sum());
        let mut inputs = vec![input(Quantity::Satisfied, last, satisfied), input(Quantity::Answers, last, n)];
        let invited: Option<f64> =
            periods.iter().map(|period| self.figures.value(FigureKey::SurveyInvitations, *period)).sum();
        inputs.extend(invited.map(|n| input(Quantity::Figure(FigureKey::SurveyInvitations), last, n)));
        match wilson(satisfied, n) {
            Some((low, _)) => (Reading::Value(100.0 * low), inputs),
            None => (Reading::Missing(Reason::NoResponses), inputs),
        }
    }

    /// How far a survey can be trusted (OURS): narrower intervals and better response rates, up to
    /// 20 %, are worth more.
    pub(in crate::score) fn satisfaction_precision(&self, inputs: &[Input]) -> f64 {
        let of = |quantity| inputs.iter().find(|input| input.quantity == quantity).map(|input| input.value);
        let (Some(satisfied), Some(n)) = (of(Quantity::Satisfied), of(Quantity::Answers)) else { return 0.0 };
        let Some((low, high)) = wilson(satisfied, n) else { return 0.0 };
        let rate = match of(Quantity::Figure(FigureKey::SurveyInvitations)) {
            Some(invited) if invited > 0.0 => (n / invited / 0.2).min(1.0),
            _ => 1.0,
        };
        (1.0 - (high - low) / 2.0 / 0.25).max(0.0) * rate
    }

    pub(in crate::score) fn first_notice(&self) -> Computed {
        let keys = [FigureKey::NoticeFirst, FigureKey::NoticeLate];
        let Some((periods, [first, late])) = self.figures.recent(keys) else { return missing(self.gap(&keys, 1)) };
        let last = periods.last().copied();
        let inputs = vec![input(Quantity::Figure(keys[0]), last, first), input(Quantity::Figure(keys[1]), last, late)];
        if first + late <= 0.0 {
            return (Reading::NotMeaningful(Reason::None(keys[0])), inputs);
        }
        (Reading::Value(100.0 * first / (first + late)), inputs)
    }
}
