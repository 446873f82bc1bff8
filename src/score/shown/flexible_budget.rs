//! Whether a budget was missed by its volume or by its spending (STD, flexible budget).

use crate::score::reading::{Reading, Reason};

/// A budget as it was planned, as it would have been planned for the volume there was, and what was
/// spent. All money.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct FlexibleBudget {
    /// As it was planned.
    pub planned: f64,
    /// Fixed part + planned cost of a unit × the units there were.
    pub flexed: f64,
    /// What was spent.
    pub actual: f64,
}

impl FlexibleBudget {
    /// By how much volume moved the budget: flexed − planned.
    pub fn activity_variance(self) -> f64 {
        self.flexed - self.planned
    }

    /// By how much spending missed the budget for the volume there was: actual − flexed.
    pub fn spending_variance(self) -> f64 {
        self.actual - self.flexed
    }

    /// Actual against the budget as it was planned, in percent.
    pub fn static_percent(self) -> Reading {
        percent(self.actual - self.planned, self.planned)
    }

    /// Actual against the budget for the volume there was, in percent.
    pub fn spending_percent(self) -> Reading {
        percent(self.spending_variance(), self.flexed)
    }

    /// Together with another budget.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            planned: self.planned + other.planned,
            flexed: self.flexed + other.flexed,
            actual: self.actual + other.actual,
        }
    }

    /// Itself, unless an amount or a difference left the numbers.
    pub(super) fn finite(self) -> Reading<Self> {
        let all = [self.activity_variance(), self.spending_variance(), self.actual - self.planned];
        if all.iter().all(|amount| amount.is_finite()) {
            Reading::Value(self)
        } else {
            Reading::Missing(Reason::NotANumber)
        }
    }
}

/// A deviation in percent of the size of its base; + is unfavourable for cost.
pub(super) fn percent(deviation: f64, base: f64) -> Reading {
    Reading::ratio(100.0 * deviation, base.abs(), Reason::ZeroBudget)
}
