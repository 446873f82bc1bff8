//! What is shown of budget adherence beside its metrics.

use std::cmp::Ordering;

use super::earned_value::{EarnedValue, earned_value};
use super::flexible_budget::{FlexibleBudget, percent};
use crate::model::{FigureKey, Line, LineId, LineKind, Period, Project, ProjectId, Purpose};
use crate::score::reading::{Quantity, Reading, Reason};
use crate::score::sheet::Sheet;

/// What is shown of budget adherence, of the latest financial year that has budget figures.
#[derive(Clone, PartialEq, Debug)]
pub struct Budget {
    /// The periods of the year, with budget and actual of all cost lines together; nothing where a line lacks one.
    pub periods: Vec<(Period, Option<f64>, Option<f64>)>,
    /// Every line, in order.
    pub lines: Vec<(LineId, Reading<Variance>)>,
    /// All revenue lines together, never netted with cost.
    pub revenue: Reading<Variance>,
    /// Cost lines that say what part of them follows volume.
    pub flexible: Vec<(LineId, Reading<FlexibleBudget>)>,
    /// Those of them together that have a flexible budget.
    pub flexible_sum: Reading<FlexibleBudget>,
    /// Every project, in order.
    pub projects: Vec<(ProjectId, EarnedValue)>,
    /// All projects together.
    pub portfolio: EarnedValue,
    /// Avoidable spend by how far its end has come.
    pub avoidable: Avoidable,
    /// What the money of the cost lines was spent for. Never scored: there is no right answer.
    pub purposes: Reading<Purposes>,
}

/// Budget and actual of one kind of lines. Money.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Variance {
    /// Cost or revenue.
    pub kind: LineKind,
    /// As it was planned.
    pub budget: f64,
    /// As it came.
    pub actual: f64,
}

impl Variance {
    /// Actual − budget, with the sign of its kind: + is unfavourable for cost and favourable for revenue.
    pub fn amount(self) -> f64 {
        self.actual - self.budget
    }

    /// The same in percent of the size of the budget.
    pub fn percent(self) -> Reading {
        percent(self.amount(), self.budget)
    }

    /// Whether it is good news; nothing where it came as planned.
    pub fn is_favourable(self) -> Option<bool> {
        match self.actual.partial_cmp(&self.budget)? {
            Ordering::Greater => Some(self.kind == LineKind::Revenue),
            Ordering::Less => Some(self.kind == LineKind::Cost),
            Ordering::Equal => None,
        }
    }
}

/// Avoidable spend of the latest financial year, as money. What was stated for the same periods is
/// comparable; a state without figures is missing, not nothing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Avoidable {
    /// Found.
    pub found: Reading,
    /// Of that, its end decided.
    pub decided: Reading,
    /// Of that, ended.
    pub realised: Reading,
    /// Found, and nothing decided yet.
    pub undecided: Reading,
    /// Decided, and not ended yet.
    pub pending: Reading,
}

/// What the actual cost was for, in percent of all of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Purposes {
    /// Keeping things going.
    pub run: f64,
    /// Doing more of the same.
    pub grow: f64,
    /// Doing something new.
    pub transform: f64,
    /// Lines that do not say.
    pub unstated: f64,
}

pub(super) fn budget(sheet: &Sheet) -> Budget {
    let year = year(sheet);
    let [cost, revenue] = [LineKind::Cost, LineKind::Revenue].map(|kind| sheet.figures.lines(kind));
    let mut lines: Vec<(LineId, Reading<Variance>)> = Vec::new();
    for (kind, ids) in [(LineKind::Cost, &cost), (LineKind::Revenue, &revenue)] {
        lines.extend(ids.iter().map(|id| (*id, variance(sheet, kind, &[*id], year))));
    }
    lines.sort_by_key(|(id, _)| *id);
    let flexible: Vec<(LineId, Reading<FlexibleBudget>)> =
        cost.iter().filter_map(|id| Some((*id, flexible(sheet, *id, year)?))).collect();
    let split: Vec<FlexibleBudget> = flexible.iter().filter_map(|(_, own)| own.value()).collect();
    let projects = &sheet.assessment.projects();
    Budget {
        periods: sheet
            .figures
            .budget(&cost)
            .into_iter()
            .map(|own| (own.period, known(own.budget), known(own.actual)))
            .collect(),
        lines,
        revenue: if revenue.is_empty() {
            Reading::NotSupplied
        } else {
            variance(sheet, LineKind::Revenue, &revenue, year)
        },
        flexible_sum: match split.into_iter().reduce(FlexibleBudget::and) {
            Some(sum) => sum.finite(),
            None => Reading::NotSupplied,
        },
        flexible,
        projects: projects.iter().map(|(id, own)| (*id, earned_value(&[own]))).collect(),
        portfolio: earned_value(&projects.values().collect::<Vec<&Project>>()),
        avoidable: avoidable(sheet),
        purposes: purposes(sheet, &cost),
    }
}

/// A sum that left the numbers is none.
fn known(amount: Option<f64>) -> Option<f64> {
    amount.filter(|amount| amount.is_finite())
}

/// The latest financial year in which any line has figures.
pub(super) fn year(sheet: &Sheet) -> Option<Period> {
    let all = [LineKind::Cost, LineKind::Revenue].into_iter().flat_map(|kind| sheet.figures.lines(kind));
    let periods = all.flat_map(|id| sheet.figures.budget(&[id]));
    periods.map(|own| own.period.financial_year(sheet.figures.year_end)).max()
}

/// Budget and actual of the year's periods, where all of them are complete.
fn in_year(sheet: &Sheet, lines: &[LineId], year: Option<Period>) -> Result<Vec<(Period, f64, f64)>, Reason> {
    let periods = sheet.budget_of(lines)?;
    let of_year = |(period, ..): &(Period, f64, f64)| Some(period.financial_year(sheet.figures.year_end)) == year;
    if periods.iter().all(of_year) { Ok(periods) } else { Err(Reason::Budget) }
}

fn variance(sheet: &Sheet, kind: LineKind, lines: &[LineId], year: Option<Period>) -> Reading<Variance> {
    Reading::from_result(in_year(sheet, lines, year)).then(|periods| {
        let own = Variance {
            kind,
            budget: periods.iter().map(|(_, budget, _)| budget).sum(),
            actual: periods.iter().map(|(.., actual)| actual).sum(),
        };
        if own.amount().is_finite() { Reading::Value(own) } else { Reading::Missing(Reason::NotANumber) }
    })
}

/// Nothing where the line says nothing of volume.
fn flexible(sheet: &Sheet, id: LineId, year: Option<Period>) -> Option<Reading<FlexibleBudget>> {
    let lines = sheet.assessment.lines();
    let line = lines.get(&id)?;
    (line.fixed.is_some() || line.unit_rate.is_some() || line.driver.is_some())
        .then(|| Reading::from_result(flexed(sheet, id, line, year)).then(FlexibleBudget::finite))
}

/// The fixed part of a year counts by the months that have figures.
fn flexed(sheet: &Sheet, id: LineId, line: &Line, year: Option<Period>) -> Result<FlexibleBudget, Reason> {
    let fixed = line.fixed.ok_or(Reason::Lacks(Quantity::FixedPart))?;
    let rate = line.unit_rate.ok_or(Reason::Lacks(Quantity::UnitRate))?;
    let driver = line.driver.ok_or(Reason::Lacks(Quantity::VolumeDriver))?;
    let periods = in_year(sheet, &[id], year)?;
    let months: i32 = periods.iter().map(|(period, ..)| period.kind.months()).sum();
    let volume: Option<f64> = periods.iter().map(|(period, ..)| sheet.figures.value(driver, *period)).sum();
    let volume = volume.ok_or(match sheet.figures.any(driver) {
        true => Reason::Periods(driver, periods.len()),
        false => Reason::Figure(driver),
    })?;
    Ok(FlexibleBudget {
        planned: periods.iter().map(|(_, budget, _)| budget).sum(),
        flexed: fixed * f64::from(months) / 12.0 + rate * volume,
        actual: periods.iter().map(|(.., actual)| actual).sum(),
    })
}

fn avoidable(sheet: &Sheet) -> Avoidable {
    let keys = [FigureKey::AvoidableFound, FigureKey::AvoidableDecided, FigureKey::AvoidableRealised];
    let stated: Vec<FigureKey> = keys.iter().copied().filter(|key| sheet.figures.any(*key)).collect();
    let periods = sheet.figures.recent_periods(&stated);
    let of = |key| match &periods {
        _ if !stated.contains(&key) => Reading::Missing(Reason::Figure(key)),
        Some(periods) => Reading::number(sheet.figures.sum(key, periods)),
        None => Reading::Missing(sheet.gap(&stated, 1)),
    };
    let [found, decided, realised] = keys.map(of);
    let without = |all: Reading, some: Reading| all.then(|all| some.then(|some| Reading::number(all - some)));
    Avoidable { found, decided, realised, undecided: without(found, decided), pending: without(decided, realised) }
}

fn purposes(sheet: &Sheet, cost: &[LineId]) -> Reading<Purposes> {
    let own = sheet.assessment.lines();
    let purpose = |id: &LineId| own.get(id).and_then(|line| line.purpose);
    if cost.iter().all(|id| purpose(id).is_none()) {
        return Reading::NotSupplied;
    }
    Reading::from_result(sheet.budget_of(cost)).then(|periods| {
        let spent = |id: &LineId| -> f64 {
            let actuals = sheet.assessment.actuals.get(id);
            periods.iter().filter_map(|(period, ..)| actuals?.get(period)).sum()
        };
        let of = |own: Option<Purpose>| cost.iter().filter(|id| purpose(id) == own).map(spent).sum::<f64>();
        let all: f64 = periods.iter().map(|(.., actual)| actual).sum();
        if all <= 0.0 {
            return Reading::NotMeaningful(Reason::Zero(Quantity::Actual));
        }
        let share = |own| 100.0 * of(own) / all;
        let [run, grow, transform] = [Purpose::Run, Purpose::Grow, Purpose::Transform].map(|own| share(Some(own)));
        let own = Purposes { run, grow, transform, unstated: share(None) };
        let shares = [own.run, own.grow, own.transform, own.unstated];
        if all.is_finite() && shares.iter().all(|share| share.is_finite()) {
            Reading::Value(own)
        } else {
            Reading::Missing(Reason::NotANumber)
        }
    })
}
