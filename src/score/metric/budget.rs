//! The metrics of budget adherence. Cost lines are added per period; revenue is never netted with them.

use crate::model::{FigureKey, LineId, LineKind, Period};
use crate::score::figures::BudgetPeriod;
use crate::score::for_comparison;
use crate::score::reading::{Quantity, Reading, Reason};
use crate::score::sheet::{Computed, Sheet, input, missing};

impl Sheet<'_> {
    /// Budget and actual of every period of the year, when all are complete, in all cost lines.
    fn budget(&self) -> Result<Vec<(Period, f64, f64)>, Reason> {
        self.budget_of(&self.figures.lines(LineKind::Cost))
    }

    /// Budget and actual of every period of the year, when all are complete, in these lines.
    pub(in crate::score) fn budget_of(&self, lines: &[LineId]) -> Result<Vec<(Period, f64, f64)>, Reason> {
        let periods = self.figures.budget(lines);
        if periods.is_empty() {
            return Err(Reason::Budget);
        }
        let complete = |own: &BudgetPeriod| Some((own.period, own.budget?, own.actual?));
        periods.iter().map(|own| complete(own).ok_or(Reason::BudgetPeriod(own.period))).collect()
    }

    pub(in crate::score) fn annual_variance(&self) -> Computed {
        self.of_budget(|_, budget, actual| (actual - budget, budget.abs()))
    }

    pub(in crate::score) fn period_error(&self) -> Computed {
        self.of_budget(|periods, _, _| {
            let error: f64 = periods.iter().map(|(_, budget, actual)| (actual - budget).abs()).sum();
            let budgets: f64 = periods.iter().map(|(_, budget, _)| budget.abs()).sum();
            (error, budgets)
        })
    }

    /// A deviation in percent of its base, both computed from the periods, all budget and all cost.
    fn of_budget(&self, deviation: impl FnOnce(&[(Period, f64, f64)], f64, f64) -> (f64, f64)) -> Computed {
        let periods = match self.budget() {
            Ok(periods) => periods,
            Err(reason) => return missing(reason),
        };
        let last = periods.last().map(|(period, ..)| *period);
        let budget: f64 = periods.iter().map(|(_, budget, _)| budget).sum();
        let actual: f64 = periods.iter().map(|(.., actual)| actual).sum();
        let inputs = vec![input(Quantity::Actual, last, actual), input(Quantity::Budget, last, budget)];
        let (deviation, base) = deviation(&periods, budget, actual);
        if base == 0.0 {
            return (Reading::NotMeaningful(Reason::ZeroBudget), inputs);
        }
        (Reading::Value(100.0 * deviation / base), inputs)
    }

    pub(in crate::score) fn year_end_spike(&self) -> Computed {
        let periods = match self.budget() {
            Ok(periods) => periods,
            Err(reason) => return missing(reason),
        };
        let Some(((period, _, last), others)) = periods.split_last().filter(|(_, others)| others.len() >= 3) else {
            return missing(Reason::FourPeriods);
        };
        if !period.closes_year(self.figures.year_end) {
            return missing(Reason::YearEnd);
        }
        let mean = others.iter().map(|(.., actual)| actual).sum::<f64>() / others.len() as f64;
        let inputs = vec![
            input(Quantity::Actual, Some(*period), *last),
            input(Quantity::MeanOfOthers, others.last().map(|(period, ..)| *period), mean),
        ];
        if for_comparison(mean) <= 0.0 {
            return (Reading::NotMeaningful(Reason::NoSpending), inputs);
        }
        (Reading::Value(last / mean), inputs)
    }

    pub(in crate::score) fn avoidable_spend(&self) -> Computed {
        let keys = [FigureKey::AvoidableFound, FigureKey::AvoidableRealised, FigureKey::TotalCost];
        let Some((periods, [found, realised, cost])) = self.figures.recent(keys) else {
            return missing(self.gap(&keys, 1));
        };
        let last = periods.last().copied();
        let inputs = [found, realised, cost].into_iter().zip(keys);
        let inputs = inputs.map(|(value, key)| input(Quantity::Figure(key), last, value)).collect();
        if cost == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(FigureKey::TotalCost)), inputs);
        }
        let explained = self.assessment.profile.avoidable_note.as_ref().is_some_and(|note| !note.trim().is_empty());
        if found == 0.0 && !explained {
            return (Reading::Missing(Reason::AvoidableNote), inputs);
        }
        (Reading::Value(100.0 * (found - realised) / cost), inputs)
    }

    pub(in crate::score) fn cost_performance(&self) -> Computed {
        let projects: Vec<(f64, f64)> =
            self.assessment.projects().values().filter_map(|project| Some((project.earned?, project.spent?))).collect();
        if projects.is_empty() {
            return (Reading::NotSupplied, Vec::new());
        }
        let earned: f64 = projects.iter().map(|(earned, _)| earned).sum();
        let spent: f64 = projects.iter().map(|(_, spent)| spent).sum();
        let inputs = vec![input(Quantity::EarnedValue, None, earned), input(Quantity::ProjectCost, None, spent)];
        if spent == 0.0 {
            return (Reading::NotMeaningful(Reason::ZeroCost), inputs);
        }
        (Reading::Value(earned / spent), inputs)
    }
}
