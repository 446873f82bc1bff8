//! The registers: every row with every field that is not blank.

use super::document::Block;
use super::number::exact;
use super::{Work, chapter, heading, pair};
use crate::model::pack::Pack;
use crate::model::{
    ActionStatus, FigureKey, Gravity, LineKind, Magnitude, ProcessId, Purpose, QuestionId, Register, Role, Scalar,
    Stamp, Treatment,
};

impl Work<'_> {
    pub(super) fn registers(&self) -> Vec<Block> {
        let w = &self.words.figures;
        let mut blocks: Vec<Block> = chapter("registers", self.words.report.registers).into();
        let all = [
            ("risks", w.risks, Register::Risks),
            ("decisions", w.decisions, Register::Decisions),
            ("projects", w.projects, Register::Projects),
        ];
        for (id, title, register) in all {
            blocks.push(heading(3, id, title));
            blocks.extend(self.register(register));
        }
        blocks
    }

    /// The rows of a register, or that it has none. The first column names the row.
    pub(super) fn register(&self, register: Register) -> Vec<Block> {
        let rows = self.assessment.rows(register);
        if rows.is_empty() {
            return vec![Block::Text(self.words.report.no_rows.to_owned())];
        }
        rows.into_iter().map(|row| self.row(register, row)).collect()
    }

    pub(super) fn row(&self, register: Register, row: Stamp) -> Block {
        let mut cells = register.columns().map(|column| {
            let value = self.assessment.cell(register, row, column);
            (column, self.says(register, column, &value))
        });
        let title = cells.next().map(|(_, title)| title).filter(|own| !own.trim().is_empty());
        let title = title.unwrap_or_else(|| self.words.register(register).to_owned());
        let says =
            cells.filter(|(_, value)| !value.is_empty()).map(|(column, value)| pair(self.words.column(column), value));
        Block::Entry { title, says: says.collect() }
    }

    /// What a field says, in words where it is one of a closed list.
    pub(in crate::exchange) fn says(&self, register: Register, column: &str, value: &Scalar) -> String {
        let w = self.words;
        let text = match value {
            Scalar::Null => return String::new(),
            Scalar::Bool(yes) => return self.yes_or_no(*yes),
            Scalar::Number(number) => return exact(*number),
            Scalar::Text(text) => &**text,
        };
        let chosen = match (register, column) {
            (_, "treatment") => Treatment::from_word(text).map(|own| w.treatment(own)),
            (_, "likelihood" | "impact") => Magnitude::from_word(text).map(|own| w.magnitude(own)),
            (_, "gravity") => Gravity::from_word(text).map(|own| w.gravity(own)),
            (_, "status") => ActionStatus::from_word(text).map(|own| w.action_status(own)),
            (_, "role") => Role::from_word(text).map(|own| w.role(own)),
            (Register::Lines, "kind") => LineKind::from_word(text).map(|own| w.line_kind(own)),
            (Register::Lines, "purpose") => Purpose::from_word(text).map(|own| w.purpose(own)),
            (Register::Lines, "driver") => FigureKey::from_word(text).map(|own| w.figure(own)),
            _ => None,
        };
        let of_pack = |pack: &Pack| match column {
            "round" => {
                let id = text.parse().ok()?;
                Some(self.assessment.rounds.get(&id)?.label.as_ref()?.to_string())
            }
            "process" => text.parse::<ProcessId>().ok().map(|id| self.process(&id)),
            "question" => {
                let id = text.parse::<QuestionId>().ok()?;
                pack.question_index(&id).map(|place| self.question_at(place)).or_else(|| Some(id.to_string()))
            }
            _ => None,
        };
        chosen.map(str::to_owned).or_else(|| of_pack(self.pack)).unwrap_or_else(|| text.to_owned())
    }

    /// The budget lines.
    pub(super) fn lines(&self) -> Vec<Block> {
        if self.assessment.rows(Register::Lines).is_empty() { Vec::new() } else { self.register(Register::Lines) }
    }
}
