//! The sheets of the registers: a row for each row, a column for each field.

use super::sheet::{Column, Sheet};
use crate::exchange::report::Work;
use crate::exchange::said::Cell;
use crate::model::{Register, Scalar};

impl Work<'_> {
    pub(super) fn registers_sheets(&self) -> Vec<Sheet> {
        let w = self.words;
        let all = [
            (Register::Lines, w.figures.lines),
            (Register::Risks, w.figures.risks),
            (Register::Decisions, w.figures.decisions),
            (Register::Actions, w.plan.actions),
            (Register::Findings, w.findings.title),
            (Register::Projects, w.figures.projects),
            (Register::Invitations, w.workbook.invitations),
        ];
        all.map(|(register, name)| self.register_sheet(register, name)).into()
    }

    fn register_sheet(&self, register: Register, name: &'static str) -> Sheet {
        let columns = register.columns().map(|own| Column::prose(self.words.column(own))).collect();
        let rows = self.assessment.rows(register).into_iter().map(|row| {
            let cell = |column| match self.assessment.cell(register, row, column) {
                Scalar::Number(number) => Cell::Number(number),
                other => Cell::Word(self.says(register, column, &other)),
            };
            register.columns().map(cell).collect()
        });
        Sheet::new(name, columns).of(rows.collect())
    }
}
