//! The sheet of the answers: a row for each person and question, the newest round first. Of anonymous people a row for each
//! question, with as much as may be shown.

use std::collections::BTreeSet;

use super::sheet::{Column, Sheet};
use crate::exchange::report::{Sitting, Work};
use crate::exchange::said::Cell;
use crate::model::{Answer, OptionId, QuestionId, RespondentId, Said};

impl Work<'_> {
    pub(super) fn answers_sheet(&self) -> Sheet {
        let w = self.words;
        let about = [w.pictures.round, w.results.process, w.workbook.question_id];
        let mut columns: Vec<Column> = about.map(Column::words).into();
        columns.push(Column::prose(w.pictures.question));
        columns.push(Column::words(w.changes.agreed));
        columns.push(Column::prose(w.changes.reasoning));
        if self.anonymous() {
            columns.push(Column::prose(w.report.answers_column));
        } else {
            columns.extend([w.workbook.person, w.who.role].map(Column::words));
            columns.push(Column::prose(w.changes.answer));
            columns.push(Column::words(w.changes.evidence));
            columns.push(Column::prose(w.changes.note));
        }
        let rows = self.sittings().iter().flat_map(|own| self.rows_of(own)).collect();
        Sheet::new(w.workbook.answers, columns).of(rows)
    }

    /// What was said in a round, in the order of the questionnaire; then what is no longer asked.
    fn rows_of(&self, sitting: &Sitting) -> Vec<Vec<Cell>> {
        let known = self.pack.structure.questions.iter().enumerate().map(|(place, own)| (Some(place), &own.id));
        let said = self.assessment.said.get(&sitting.round);
        let gone = said.into_iter().flat_map(|said| said.keys()).filter(|id| self.pack.question(id).is_none());
        let all = known.chain(gone.map(|id| (None, id)));
        let said = all.filter_map(|(place, id)| Some((place, id, self.assessment.said(sitting.round, id)?)));
        said.flat_map(|(place, id, said)| self.rows_of_question(sitting, place, id, said)).collect()
    }

    fn rows_of_question(&self, own: &Sitting, place: Option<usize>, id: &QuestionId, said: &Said) -> Vec<Vec<Cell>> {
        let mut about = [self.called(own.round), &self.part_of(place), id.as_str()].map(Cell::word).to_vec();
        about.push(Cell::Word(self.question(id)));
        about.push(said.agreed.as_ref().map_or_else(Cell::blank, level));
        about.push(said.reasoning.as_deref().map_or_else(Cell::blank, Cell::word));
        if self.anonymous() {
            about.push(Cell::Word(self.said_by_many(own, place).join("\n")));
            return vec![about];
        }
        let people = said.answers.keys().chain(said.evidence.keys()).chain(said.notes.keys());
        let people: BTreeSet<RespondentId> = people.copied().collect();
        if people.is_empty() {
            return vec![about];
        }
        let row = |who: RespondentId| about.iter().cloned().chain(self.said_by_one(said, who)).collect();
        people.into_iter().map(row).collect()
    }

    fn said_by_one(&self, said: &Said, who: RespondentId) -> [Cell; 5] {
        let w = self.words;
        let person = self.assessment.respondents.get(&who);
        let name = person.and_then(|own| own.name.as_deref()).unwrap_or(w.who.unnamed);
        let role = person.and_then(|own| own.role).map_or("", |role| w.role(role));
        let answer = said.answers.get(&who).map(|own| match own {
            Answer::Level(option) => level(option),
            other => Cell::Word(self.answer(other)),
        });
        [
            Cell::word(name),
            Cell::word(role),
            answer.unwrap_or_else(Cell::blank),
            Cell::word(said.evidence.get(&who).map_or("", |own| own.word())),
            Cell::word(said.notes.get(&who).map_or("", |own| &**own)),
        ]
    }

    /// The process of a question, or the group it is in.
    fn part_of(&self, place: Option<usize>) -> String {
        let Some(own) = place.and_then(|place| self.pack.structure.questions.get(place)) else {
            return self.words.report.no_longer_asked.to_owned();
        };
        let group = || {
            let id = own.group.as_ref()?;
            Some(self.texts.groups.get(id).map_or_else(|| id.to_string(), |own| own.name.to_string()))
        };
        own.process.as_ref().map(|id| self.process(id)).or_else(group).unwrap_or_default()
    }
}

/// A level of the scale: as a number where its id is one, so that a mean can be taken of it.
fn level(option: &OptionId) -> Cell {
    let id = option.as_str();
    id.parse::<u32>()
        .ok()
        .filter(|own| own.to_string() == id)
        .map_or_else(|| Cell::word(id), |own| Cell::Number(own.into()))
}
