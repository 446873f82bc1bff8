//! The sheets of the figures and of the budget: a row for each, a column for each period.

use super::sheet::{Column, Sheet};
use crate::exchange::report::Work;
use crate::exchange::said::Cell;
use crate::model::{LineId, Period, PeriodKind, Register, Table};

/// What names a row, and its numbers by period.
type Row<'a> = (Vec<Cell>, &'a Table<Period, f64>);

impl Work<'_> {
    pub(super) fn figures_sheets(&self) -> Vec<Sheet> {
        let (w, own) = (self.words, self.assessment);
        let figure = |(key, series)| {
            let name = [w.figure(key), w.figure_unit(key)].map(Cell::word);
            (name.to_vec(), series)
        };
        let figures: Vec<Row> = own.figures.iter().map(|(key, series)| figure((*key, series))).collect();
        let figures = self.by_period_sheet(w.figures.title, [w.figures.figure, w.workbook.unit], figures);
        let budget = self.by_period_sheet(w.figures.budget, [w.figures.line, w.workbook.side], self.budget_rows());
        vec![figures, budget]
    }

    /// Each line twice: what was planned, and what came.
    fn budget_rows(&self) -> Vec<Row<'_>> {
        let (w, own) = (self.words, self.assessment);
        let named = own.lines();
        let name = |id: &LineId, side: &str| {
            let name = named.get(id).and_then(|own| own.name.as_deref()).unwrap_or(w.register(Register::Lines));
            vec![Cell::word(name), Cell::word(side)]
        };
        let mut rows = Vec::new();
        for id in &own.budgeted() {
            rows.extend(own.budgets.get(id).map(|series| (name(id, w.figures.budget), series)));
            rows.extend(own.actuals.get(id).map(|series| (name(id, w.figures.actual), series)));
        }
        rows
    }

    /// Years first, then quarters and months, since one is not part of the other.
    fn by_period_sheet(&self, name: &'static str, first: [&str; 2], rows: Vec<Row>) -> Sheet {
        let mut periods: Vec<Period> = rows.iter().flat_map(|(_, series)| series.keys()).copied().collect();
        let rank = |own: &Period| [PeriodKind::Year, PeriodKind::Quarter].iter().position(|kind| *kind == own.kind);
        periods.sort_unstable_by_key(|own| (rank(own).unwrap_or(2), *own));
        periods.dedup();
        let columns = first.map(Column::words).into_iter();
        let columns = columns.chain(periods.iter().map(|own| Column::words(self.period(*own)))).collect();
        let row = |(name, series): Row| {
            let numbers = periods.iter().map(|own| Cell::maybe(series.get(own).copied()));
            name.into_iter().chain(numbers).collect()
        };
        Sheet::new(name, columns).of(rows.into_iter().map(row).collect())
    }
}
