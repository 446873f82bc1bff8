//! The figures of an assessment on a day, as the metrics ask for them: what counts as revenue, sums
//! of figures, shares, and what is lacking where there is no value.

use chrono::NaiveDate;

use super::figures::Figures;
use super::reading::{Input, Quantity, Reading, Reason};
use crate::model::{Assessment, EconomicMode, FigureKey, Period};

/// A reading with the inputs it came from.
pub(super) type Computed = (Reading, Vec<Input>);

/// What an assessment says on a day.
pub(super) struct Sheet<'a> {
    pub(super) assessment: &'a Assessment,
    pub(super) figures: Figures<'a>,
    pub(super) as_of: Option<NaiveDate>,
}

pub(super) fn missing(reason: Reason) -> Computed {
    (Reading::Missing(reason), Vec::new())
}

/// Nothing that left the numbers stays one: a sum that did would make a share of 0 look like a fact.
pub(super) fn finite((mut reading, mut inputs): Computed) -> Computed {
    let before = inputs.len();
    inputs.retain(|input| input.value.is_finite());
    if inputs.len() < before || matches!(reading, Reading::Value(value) if !value.is_finite()) {
        reading = Reading::Missing(Reason::NotANumber);
    }
    (reading, inputs)
}

pub(super) fn input(quantity: Quantity, period: Option<Period>, value: f64) -> Input {
    Input { quantity, period, value }
}

impl<'a> Sheet<'a> {
    pub(super) fn new(assessment: &'a Assessment, as_of: Option<NaiveDate>) -> Self {
        Self { assessment, figures: Figures::new(assessment, as_of), as_of }
    }

    /// What revenue is made of: external revenue, and internal charges where customers are charged.
    /// Where charges are all there is, a blank external revenue says that nothing is sold outside.
    pub(super) fn revenue_keys(&self) -> Result<Vec<FigureKey>, Reason> {
        let charging = self.assessment.profile.economic_mode == Some(EconomicMode::Charging);
        let candidates: &[FigureKey] = if charging {
            &[FigureKey::InternalCharges, FigureKey::ExternalRevenue]
        } else {
            &[FigureKey::ExternalRevenue]
        };
        self.stated(candidates)
    }

    pub(super) fn stated(&self, candidates: &[FigureKey]) -> Result<Vec<FigureKey>, Reason> {
        let stated: Vec<FigureKey> = candidates.iter().copied().filter(|key| self.figures.any(*key)).collect();
        match candidates.first() {
            Some(first) if stated.is_empty() => Err(Reason::Figure(*first)),
            _ => Ok(stated),
        }
    }

    pub(super) fn total(&self, keys: &[FigureKey], period: Period) -> f64 {
        keys.iter().filter_map(|key| self.figures.value(*key, period)).sum()
    }

    /// Why no run of periods has all of these: the first that was not stated at all, else the first
    /// that lacks periods.
    pub(super) fn gap(&self, keys: &[FigureKey], n: usize) -> Reason {
        let absent = keys.iter().find(|key| !self.figures.any(**key));
        let short = || self.figures.lacking(keys, n).or(keys.first().copied()).unwrap_or(FigureKey::TotalCost);
        absent.map_or_else(|| Reason::Periods(short(), n), |key| Reason::Figure(*key))
    }

    /// A part of a whole in percent, over the latest financial year. A whole of nothing is a fact
    /// about the year, or nobody's answer.
    pub(super) fn share(&self, part: FigureKey, whole: FigureKey, countable: bool) -> Computed {
        let Some((periods, [some, all])) = self.figures.recent([part, whole]) else {
            return missing(self.gap(&[whole, part], 1));
        };
        let last = periods.last().copied();
        let inputs = vec![input(Quantity::Figure(part), last, some), input(Quantity::Figure(whole), last, all)];
        let reading = match (all > 0.0, countable) {
            (true, _) => Reading::Value(100.0 * some / all),
            (false, true) => Reading::NotMeaningful(Reason::None(whole)),
            (false, false) => Reading::Missing(Reason::NoResponses),
        };
        (reading, inputs)
    }
}
