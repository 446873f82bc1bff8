//! Everything that is said as the rows of one tidy table: a row for each thing, with what it speaks of as ids and in words,
//! and its value. A text file (`csv`) and a sheet (`workbook`) are two ways to write the same rows.

use chrono::{DateTime, Timelike, Utc};

use crate::model::pack::Texts;
use crate::model::{
    Assessment, Facts, InvitationId, LineId, ProcessId, QuestionId, Register, RespondentField, RespondentId, RoundId,
    Scalar, Statement, iso_date,
};

/// The columns.
pub const HEAD: [&str; 10] =
    ["kind", "of_1", "of_2", "of_3", "name_1", "name_2", "name_3", "value", "stated", "author"];
/// What something speaks of has at most so many parts.
const PARTS: usize = 3;

/// What stands in one place of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// A text, as it was typed; a blank one stands for nothing.
    Word(String),
    /// A number.
    Number(f64),
}

impl Cell {
    /// A text.
    pub fn word(text: impl Into<String>) -> Self {
        Self::Word(text.into())
    }

    /// Nothing.
    pub fn blank() -> Self {
        Self::Word(String::new())
    }

    /// A number, where there is one.
    pub fn maybe(number: Option<f64>) -> Self {
        number.map_or_else(Self::blank, Self::Number)
    }
}

/// The rows, with the words of this size. Where replies are anonymous, what single people said is left out, and who
/// stated the rest: a table is handed on, and may not give anybody away. For the same reason an invitation has a number
/// there and not its code, with which anybody could answer.
pub fn rows(facts: &Facts, texts: &Texts) -> Vec<Vec<Cell>> {
    let assessment = facts.assessment();
    let anonymous = assessment.is_anonymous();
    let invitations: Vec<String> = assessment.rows(Register::Invitations).iter().map(ToString::to_string).collect();
    let number = |code: &str| {
        let place = invitations.iter().position(|own| own == code);
        place.map(|place| (place + 1).to_string()).unwrap_or_default()
    };
    let row = |fact: &crate::model::Fact| {
        let statement = fact.statement.as_ref().filter(|own| !(anonymous && is_of_a_person(own)))?;
        let (kind, of, value) = statement.write();
        let value = match value {
            Scalar::Null => return None,
            Scalar::Bool(yes) => Cell::word(if yes { "true" } else { "false" }),
            Scalar::Number(number) => Cell::Number(number),
            Scalar::Text(code) if names_an_invitation(statement) => Cell::Word(number(&code)),
            Scalar::Text(text) => Cell::word(&*text),
        };
        let is_code = |place: usize| place == 0 && kind == Register::Invitations.word();
        let part = |place: usize| match of.get(place) {
            Some(code) if is_code(place) => number(code),
            part => part.cloned().unwrap_or_default(),
        };
        let name = |place: usize| of.get(place).map(|id| called(&assessment, texts, id)).unwrap_or_default();
        let stated = fact.at.and_then(DateTime::from_timestamp_millis);
        let author = fact.author.filter(|_| !anonymous).map(|id| called(&assessment, texts, &id.to_string()));
        let mut cells = vec![Cell::word(kind)];
        cells.extend((0..PARTS).map(|place| Cell::Word(part(place))));
        cells.extend((0..PARTS).map(|place| Cell::Word(name(place))));
        cells.push(value);
        cells.push(Cell::Word(stated.map(moment).unwrap_or_default()));
        cells.push(Cell::Word(author.unwrap_or_default()));
        Some(cells)
    };
    facts.newest().filter_map(row).collect()
}

/// A moment as ISO 8601 has it, in UTC.
pub fn moment(at: DateTime<Utc>) -> String {
    format!("{}T{:02}:{:02}:{:02}Z", iso_date(at.date_naive()), at.hour(), at.minute(), at.second())
}

fn is_of_a_person(statement: &Statement) -> bool {
    use Statement as S;
    matches!(statement, S::Answer { .. } | S::Evidence { .. } | S::Note { .. } | S::Respondent { .. })
}

fn names_an_invitation(statement: &Statement) -> bool {
    matches!(statement, Statement::Respondent { field: RespondentField::Invitation(_), .. })
}

/// What an id stands for, in words; nothing where it has none.
fn called(assessment: &Assessment, texts: &Texts, id: &str) -> String {
    let question = || Some(texts.questions.get(&id.parse::<QuestionId>().ok()?)?.text.to_string());
    let process = || Some(texts.processes.get(&id.parse::<ProcessId>().ok()?)?.name.to_string());
    let round = || assessment.rounds.get(&id.parse::<RoundId>().ok()?)?.label.as_ref().map(ToString::to_string);
    let person =
        || assessment.respondents.get(&id.parse::<RespondentId>().ok()?)?.name.as_ref().map(ToString::to_string);
    let line = || assessment.lines().get(&id.parse::<LineId>().ok()?)?.name.as_ref().map(ToString::to_string);
    let invitation =
        || assessment.invitations().get(&id.parse::<InvitationId>().ok()?)?.label.as_ref().map(ToString::to_string);
    question().or_else(process).or_else(round).or_else(person).or_else(line).or_else(invitation).unwrap_or_default()
}
