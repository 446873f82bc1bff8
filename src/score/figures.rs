//! The figures of an assessment by period: which count on the day of the round, how short periods
//! add up to long ones, and which period a metric speaks of (OURS).

use chrono::NaiveDate;

use crate::model::{Assessment, FigureKey, LineId, LineKind, Month, Period, PeriodKind, Table};

/// Longest first: the order in which a kind of period is preferred.
const KINDS: [PeriodKind; 3] = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month];

/// The figures that count on a day.
pub(super) struct Figures<'a> {
    assessment: &'a Assessment,
    as_of: Option<NaiveDate>,
    pub(super) year_end: Month,
}

impl<'a> Figures<'a> {
    pub(super) fn new(assessment: &'a Assessment, as_of: Option<NaiveDate>) -> Self {
        Self { assessment, as_of, year_end: assessment.year_end() }
    }

    fn counts(&self, period: Period) -> bool {
        self.as_of.is_none_or(|date| period.ended_by(date, self.year_end))
    }

    /// As it was stated for exactly this period.
    fn stated(&self, key: FigureKey, period: Period) -> Option<f64> {
        self.assessment.figures.get(&key)?.get(&period).copied().filter(|_| self.counts(period))
    }

    /// Whether the figure was stated for any period that counts.
    pub(super) fn any(&self, key: FigureKey) -> bool {
        self.assessment.figures.get(&key).is_some_and(|series| series.keys().any(|period| self.counts(*period)))
    }

    /// For this period, stated or from the shorter periods that make it up: added, or the last one
    /// where the figure is a state rather than a flow.
    pub(super) fn value(&self, key: FigureKey, period: Period) -> Option<f64> {
        if let Some(stated) = self.stated(key, period) {
            return Some(stated);
        }
        let parts = self.parts(period)?;
        if key.adds_up() {
            parts.iter().map(|part| self.value(key, *part)).sum()
        } else {
            self.value(key, *parts.last()?)
        }
    }

    /// The stated values that [`Self::value`] is made of, each with its period.
    pub(super) fn facts(&self, key: FigureKey, period: Period) -> Vec<(Period, f64)> {
        if let Some(stated) = self.stated(key, period) {
            return vec![(period, stated)];
        }
        let parts = self.parts(period).unwrap_or_default();
        let skipped = if key.adds_up() { 0 } else { parts.len().saturating_sub(1) };
        parts.into_iter().skip(skipped).flat_map(|part| self.facts(key, part)).collect()
    }

    /// A year as its four quarters, a quarter as its three months.
    fn parts(&self, period: Period) -> Option<Vec<Period>> {
        match period.kind {
            PeriodKind::Month => None,
            PeriodKind::Quarter => {
                let last = period.last_month(self.year_end);
                (last - 2..=last)
                    .map(|month| Period::new(PeriodKind::Month, month.div_euclid(12), month.rem_euclid(12) as u32 + 1))
                    .collect()
            }
            PeriodKind::Year => {
                (1..=4).map(|quarter| Period::new(PeriodKind::Quarter, period.year.into(), quarter)).collect()
            }
        }
    }

    /// The latest `n` periods in a row, oldest first, for which all keys have a value. Months and
    /// quarters are first summed to years where two full years exist; else the periods stand as
    /// they were stated, the longest kind first.
    pub(super) fn span(&self, keys: &[FigureKey], n: usize) -> Option<Vec<Period>> {
        self.run(PeriodKind::Year, keys, n.max(2)).map(|run| run[run.len() - n..].to_vec()).or_else(|| {
            let stated_in = |kind| {
                let series = keys.iter().filter_map(|key| self.assessment.figures.get(key));
                series.flat_map(Table::keys).any(|period| period.kind == kind && self.counts(*period))
            };
            KINDS.into_iter().filter(|kind| stated_in(*kind)).find_map(|kind| self.run(kind, keys, n))
        })
    }

    /// The first of these that lacks one of the latest `n` periods, counted back from the last that
    /// any of them was stated for.
    pub(super) fn lacking(&self, keys: &[FigureKey], n: usize) -> Option<FigureKey> {
        let stated = keys.iter().filter_map(|key| self.assessment.figures.get(key)).flat_map(Table::keys);
        let latest = stated.filter(|period| self.counts(**period)).max_by_key(|period| self.end(**period))?;
        let has = |key, back: usize| self.value(key, latest.offset(-(back as i32))?);
        keys.iter().copied().find(|key| (0..n).any(|back| has(*key, back).is_none()))
    }

    /// Orders periods by their end; of those that end together the longest comes last.
    fn end(&self, period: Period) -> (i32, PeriodKind) {
        (period.last_month(self.year_end), period.kind)
    }

    fn run(&self, kind: PeriodKind, keys: &[FigureKey], n: usize) -> Option<Vec<Period>> {
        let mut ends = Table::default();
        for period in keys.iter().filter_map(|key| self.assessment.figures.get(key)).flat_map(Table::keys) {
            ends.insert(self.within(kind, *period), ());
        }
        ends.keys().rev().flatten().find_map(|last| {
            let run: Option<Vec<Period>> = (0..n as i32).rev().map(|back| last.offset(-back)).collect();
            run.filter(|run| run.iter().all(|period| keys.iter().all(|key| self.value(*key, *period).is_some())))
        })
    }

    /// The period of this kind that a period lies in.
    fn within(&self, kind: PeriodKind, period: Period) -> Option<Period> {
        let year = period.financial_year(self.year_end);
        match kind {
            PeriodKind::Year => Some(year),
            PeriodKind::Month => (period.kind == PeriodKind::Month).then_some(period),
            PeriodKind::Quarter => {
                let before_end = year.last_month(self.year_end) - period.last_month(self.year_end);
                Period::new(kind, year.year.into(), (4 - before_end / 3) as u32)
            }
        }
    }

    /// The longest run of periods in a row for which all keys have a value, oldest first, at least
    /// two; it ends where [`Self::span`] of two ends.
    pub(super) fn longest(&self, keys: &[FigureKey]) -> Option<Vec<Period>> {
        let mut run = self.span(keys, 2)?;
        run.reverse();
        while let Some(before) = run.last().and_then(|first| first.offset(-1)) {
            if keys.iter().any(|key| self.value(*key, before).is_none()) {
                break;
            }
            run.push(before);
        }
        run.reverse();
        Some(run)
    }

    /// The latest financial year's sums of figures that are counted together: the periods of one
    /// kind in which all keys were stated, and each key's sum over them.
    pub(super) fn recent<const N: usize>(&self, keys: [FigureKey; N]) -> Option<(Vec<Period>, [f64; N])> {
        let periods = self.recent_periods(&keys)?;
        let sums = keys.map(|key| self.sum(key, &periods));
        Some((periods, sums))
    }

    /// What was stated of a figure for these periods, added.
    pub(super) fn sum(&self, key: FigureKey, periods: &[Period]) -> f64 {
        periods.iter().filter_map(|period| self.stated(key, *period)).sum()
    }

    /// The periods of one kind of the latest financial year in which all keys were stated.
    pub(super) fn recent_periods(&self, keys: &[FigureKey]) -> Option<Vec<Period>> {
        let first = self.assessment.figures.get(keys.first()?)?;
        let complete = |period: &&Period| keys.iter().all(|key| self.stated(*key, **period).is_some());
        let latest = first.keys().filter(complete).max_by_key(|period| self.end(**period))?;
        let year = latest.financial_year(self.year_end);
        let of_year = |period: &&Period| period.kind == latest.kind && period.financial_year(self.year_end) == year;
        Some(first.keys().filter(of_year).filter(complete).copied().collect())
    }

    /// The lines of the budget that have figures. A line is cost, unless it says otherwise.
    pub(super) fn lines(&self, kind: LineKind) -> Vec<LineId> {
        let lines = self.assessment.lines();
        let known = |id: &LineId| lines.get(id).and_then(|line| line.kind).unwrap_or(LineKind::Cost);
        let ids = self.assessment.budgets.keys().chain(self.assessment.actuals.keys()).map(|id| (*id, ()));
        ids.collect::<Table<_, _>>().keys().copied().filter(|id| known(id) == kind).collect()
    }

    /// Budget and actual of these lines together for each period of their latest financial year, of
    /// the shortest kind that was stated for it. A period without budget or actual in any line is incomplete.
    pub(super) fn budget(&self, lines: &[LineId]) -> Vec<BudgetPeriod> {
        let of = |id: &LineId| [self.assessment.budgets.get(id), self.assessment.actuals.get(id)];
        let stated: Table<Period, ()> = lines
            .iter()
            .flat_map(|id| of(id).into_iter().flatten())
            .flat_map(Table::keys)
            .copied()
            .filter(|period| self.counts(*period))
            .map(|period| (period, ()))
            .collect();
        let year_of = |period: &Period| period.financial_year(self.year_end);
        let Some(year) = stated.keys().map(year_of).max() else { return Vec::new() };
        let of_year = || stated.keys().filter(|period| year_of(period) == year);
        let kind = of_year().map(|period| period.kind).min();
        let sum = |series: &Table<LineId, Table<Period, f64>>, period| {
            lines.iter().map(|id| series.get(id)?.get(period).copied()).sum()
        };
        of_year()
            .filter(|period| Some(period.kind) == kind)
            .map(|period| BudgetPeriod {
                period: *period,
                budget: sum(&self.assessment.budgets, period),
                actual: sum(&self.assessment.actuals, period),
            })
            .collect()
    }
}

/// The budget of one period.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct BudgetPeriod {
    pub(super) period: Period,
    pub(super) budget: Option<f64>,
    pub(super) actual: Option<f64>,
}
