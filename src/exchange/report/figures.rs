//! Appendix: every figure of every period, and every budget line with what was planned and what came.

use super::document::{Block, Table, numbers, words};
use super::number::exact;
use super::{Work, chapter, heading};
use crate::model::{LineId, Period, PeriodKind, Register, Table as Series};

/// How many periods stand beside each other.
const BESIDE: usize = 6;

/// A name with its numbers by period.
type Row<'a> = (String, &'a Series<Period, f64>);

impl Work<'_> {
    pub(super) fn figures(&self) -> Vec<Block> {
        let w = self.words;
        let own = self.assessment;
        let mut blocks: Vec<Block> = chapter("figures", w.report.figures).into();
        let named = |key| {
            let unit = w.figure_unit(key);
            if unit.is_empty() { w.figure(key).to_owned() } else { [w.figure(key), ", ", unit].concat() }
        };
        let rows: Vec<Row> = own.figures.iter().map(|(key, series)| (named(*key), series)).collect();
        if rows.is_empty() {
            blocks.push(Block::Text(w.report.no_figures.to_owned()));
        }
        blocks.extend(self.by_period(w.figures.figure, &rows));
        let lines = self.budget_lines();
        if !lines.is_empty() || !own.rows(Register::Lines).is_empty() {
            blocks.push(heading(3, "budget-lines", w.figures.lines));
            blocks.extend(self.lines());
            blocks.extend(self.by_period(w.figures.line, &lines));
        }
        blocks
    }

    /// Each line twice: what was planned, and what came.
    fn budget_lines(&self) -> Vec<Row<'_>> {
        let w = self.words;
        let own = self.assessment;
        let named = own.lines();
        let name = |id: &LineId, side: &str| {
            let name = named.get(id).and_then(|own| own.name.as_deref()).unwrap_or(w.register(Register::Lines));
            [name, ", ", side].concat()
        };
        let sides = |id: LineId| {
            let planned = own.budgets.get(&id).map(|series| (name(&id, w.figures.budget), series));
            let actual = own.actuals.get(&id).map(|series| (name(&id, w.figures.actual), series));
            planned.into_iter().chain(actual)
        };
        own.budgeted().into_iter().flat_map(sides).collect()
    }

    /// Tables of so many periods each: years, quarters and months apart, since one is not part of the other.
    fn by_period(&self, title: &str, rows: &[Row]) -> Vec<Block> {
        let mut periods: Vec<Period> = rows.iter().flat_map(|(_, series)| series.keys()).copied().collect();
        periods.sort_unstable();
        periods.dedup();
        let kinds = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month];
        let kinds = kinds.map(|kind| periods.iter().copied().filter(|own| own.kind == kind).collect::<Vec<_>>());
        let table = |some: &[Period]| {
            let columns = some.iter().map(|own| numbers(&self.period(*own), 3));
            let columns = [words(title, 6)].into_iter().chain(columns).collect();
            let row = |(name, series): &Row| {
                let cell = |own: &Period| series.get(own).map_or_else(|| self.none(), |value| exact(*value));
                let is_there = some.iter().any(|own| series.contains_key(own));
                is_there.then(|| [name.clone()].into_iter().chain(some.iter().map(cell)).collect())
            };
            Block::Table(Table::new(title, columns).of(rows.iter().filter_map(row)))
        };
        kinds.iter().flat_map(|own| own.chunks(BESIDE)).map(table).collect()
    }
}
