//! The metrics of growth and value.

use crate::model::{FigureKey, Period};
use crate::score::for_comparison;
use crate::score::reading::{Quantity, Reading, Reason};
use crate::score::sheet::{Computed, Sheet, input, missing};

impl Sheet<'_> {
    pub(in crate::score) fn revenue_growth(&self) -> Computed {
        let keys = match self.revenue_keys() {
            Ok(keys) => keys,
            Err(reason) => return missing(reason),
        };
        let Some(&[before, last]) = self.figures.span(&keys, 2).as_deref() else {
            return missing(self.gap(&keys, 2));
        };
        let (r0, r1) = (self.total(&keys, before), self.total(&keys, last));
        let inputs = vec![input(Quantity::Revenue, Some(last), r1), input(Quantity::Revenue, Some(before), r0)];
        if for_comparison(r0) <= 0.0 {
            return (Reading::NotMeaningful(Reason::NewRevenue), inputs);
        }
        (Reading::Value(100.0 * (r1 - r0) / r0), inputs)
    }

    pub(in crate::score) fn utilisation(&self) -> Computed {
        let keys = [FigureKey::ProductiveHours, FigureKey::AvailableHours];
        let Some(&[period]) = self.figures.span(&keys, 1).as_deref() else { return missing(self.gap(&keys, 1)) };
        let [worked, available] = keys.map(|key| self.total(&[key], period));
        let inputs = vec![
            input(Quantity::Figure(keys[0]), Some(period), worked),
            input(Quantity::Figure(keys[1]), Some(period), available),
        ];
        if available == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(keys[1])), inputs);
        }
        (Reading::Value(100.0 * worked / available), inputs)
    }

    /// Return on incremental invested capital: growth of the result over growth of the capital one
    /// period before, since capital works only once it is there.
    pub(in crate::score) fn return_over_hurdle(&self) -> Computed {
        let result = FigureKey::OperatingResult;
        let capital = FigureKey::InvestedCapital;
        let Some(&[before, last]) = self.figures.span(&[result], 2).as_deref() else {
            return missing(self.gap(&[result], 2));
        };
        let capital_at = |period: Option<Period>| self.figures.value(capital, period?);
        let (Some(c1), Some(c0)) = (capital_at(Some(before)), capital_at(before.offset(-1))) else {
            return missing(if self.figures.any(capital) {
                Reason::Periods(capital, 3)
            } else {
                Reason::Figure(capital)
            });
        };
        let Some(hurdle) = self.figures.value(FigureKey::HurdleRate, last) else {
            return missing(Reason::Figure(FigureKey::HurdleRate));
        };
        let more_result = self.total(&[result], last) - self.total(&[result], before);
        let more_capital = c1 - c0;
        let inputs = vec![
            input(Quantity::ResultGrowth, Some(last), more_result),
            input(Quantity::CapitalGrowth, Some(before), more_capital),
            input(Quantity::Figure(FigureKey::HurdleRate), Some(last), hurdle),
        ];
        if for_comparison(more_capital) <= 0.0 {
            return (Reading::NotMeaningful(Reason::NoInvestment), inputs);
        }
        (Reading::Value(100.0 * more_result / more_capital - hurdle), inputs)
    }

    pub(in crate::score) fn recovery(&self) -> Computed {
        let earned = match self.stated(&[FigureKey::InternalCharges, FigureKey::ExternalRevenue]) {
            Ok(keys) => keys,
            Err(reason) => return missing(reason),
        };
        let mut keys = earned.clone();
        keys.push(FigureKey::TotalCost);
        let Some(&[period]) = self.figures.span(&keys, 1).as_deref() else { return missing(self.gap(&keys, 1)) };
        let (money, cost) = (self.total(&earned, period), self.total(&[FigureKey::TotalCost], period));
        let inputs = vec![
            input(Quantity::ChargesAndRevenue, Some(period), money),
            input(Quantity::Figure(FigureKey::TotalCost), Some(period), cost),
        ];
        if cost == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(FigureKey::TotalCost)), inputs);
        }
        (Reading::Value(100.0 * money / cost), inputs)
    }

    pub(in crate::score) fn unit_cost_change(&self) -> Computed {
        let keys = [FigureKey::TotalCost, FigureKey::ServiceUnits];
        let Some(&[before, last]) = self.figures.span(&keys, 2).as_deref() else { return missing(self.gap(&keys, 2)) };
        let [c0, u0] = keys.map(|key| self.total(&[key], before));
        let [c1, u1] = keys.map(|key| self.total(&[key], last));
        let inputs = [(0, last, c1), (1, last, u1), (0, before, c0), (1, before, u0)]
            .map(|(key, period, value)| input(Quantity::Figure(keys[key]), Some(period), value));
        if c0 == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(keys[0])), inputs.to_vec());
        }
        if u0 <= 0.0 || u1 <= 0.0 {
            return (Reading::NotMeaningful(Reason::None(keys[1])), inputs.to_vec());
        }
        (Reading::Value(100.0 * ((c1 / u1) / (c0 / u0) - 1.0)), inputs.to_vec())
    }
}
