//! Everything that is said as one tidy table, for a spreadsheet or a statistics program: a row for each thing, with what
//! it speaks of as ids and in words, and its value. It is never read back; that is what the assessment file is for.

use chrono::{DateTime, Timelike, Utc};

use crate::model::json::push_number;
use crate::model::pack::Texts;
use crate::model::{
    Assessment, Facts, LineId, ProcessId, QuestionId, RespondentId, RoundId, Scalar, Statement, iso_date,
};

/// The columns.
pub const HEAD: [&str; 10] =
    ["kind", "of_1", "of_2", "of_3", "name_1", "name_2", "name_3", "value", "stated", "author"];
/// What something speaks of has at most so many parts.
const PARTS: usize = 3;

/// The table, with the words of this size. Where replies are anonymous, what single people said is left out, and who
/// stated the rest: a table is handed on, and may not give anybody away.
pub fn said(facts: &Facts, texts: &Texts) -> String {
    let assessment = facts.assessment();
    let anonymous = assessment.is_anonymous();
    // So that a spreadsheet reads it as UTF-8.
    let mut out = String::from("\u{feff}");
    row(&mut out, HEAD.map(|name| Cell::Word(name.to_owned())));
    for fact in facts.newest() {
        let Some(statement) = &fact.statement else { continue };
        if anonymous && is_of_a_person(statement) {
            continue;
        }
        let (kind, of, value) = statement.write();
        let value = match value {
            Scalar::Null => continue,
            Scalar::Bool(yes) => Cell::Word(if yes { "true" } else { "false" }.to_owned()),
            Scalar::Number(number) => Cell::Number(number),
            Scalar::Text(text) => Cell::Word(text.to_string()),
        };
        let part = |place: usize| of.get(place).cloned().unwrap_or_default();
        let name = |place: usize| of.get(place).map(|id| called(&assessment, texts, id)).unwrap_or_default();
        let stated = fact.at.and_then(DateTime::from_timestamp_millis);
        let author = fact.author.filter(|_| !anonymous).map(|id| called(&assessment, texts, &id.to_string()));
        let mut cells = vec![Cell::Word(kind.to_owned())];
        cells.extend((0..PARTS).map(|place| Cell::Word(part(place))));
        cells.extend((0..PARTS).map(|place| Cell::Word(name(place))));
        cells.push(value);
        cells.push(Cell::Word(stated.map(moment).unwrap_or_default()));
        cells.push(Cell::Word(author.unwrap_or_default()));
        row(&mut out, cells);
    }
    out
}

fn moment(at: DateTime<Utc>) -> String {
    format!("{}T{:02}:{:02}:{:02}Z", iso_date(at.date_naive()), at.hour(), at.minute(), at.second())
}

fn is_of_a_person(statement: &Statement) -> bool {
    use Statement as S;
    matches!(statement, S::Answer { .. } | S::Evidence { .. } | S::Note { .. } | S::Respondent { .. })
}

/// What an id stands for, in words; nothing where it has none.
fn called(assessment: &Assessment, texts: &Texts, id: &str) -> String {
    let question = || Some(texts.questions.get(&id.parse::<QuestionId>().ok()?)?.text.to_string());
    let process = || Some(texts.processes.get(&id.parse::<ProcessId>().ok()?)?.name.to_string());
    let round = || assessment.rounds.get(&id.parse::<RoundId>().ok()?)?.label.as_ref().map(ToString::to_string);
    let person =
        || assessment.respondents.get(&id.parse::<RespondentId>().ok()?)?.name.as_ref().map(ToString::to_string);
    let line = || assessment.lines().get(&id.parse::<LineId>().ok()?)?.name.as_ref().map(ToString::to_string);
    question().or_else(process).or_else(round).or_else(person).or_else(line).unwrap_or_default()
}

enum Cell {
    Word(String),
    Number(f64),
}

fn row(out: &mut String, cells: impl IntoIterator<Item = Cell>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        match cell {
            Cell::Number(number) => push_number(out, number),
            Cell::Word(text) => word(out, &text),
        }
    }
    out.push_str("\r\n");
}

/// A spreadsheet computes what begins like a formula; behind an apostrophe it is text.
fn word(out: &mut String, text: &str) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_plain = !is_formula && !text.contains([',', '"', '\r', '\n']);
    if is_plain {
        return out.push_str(text);
    }
    out.push('"');
    if is_formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}
