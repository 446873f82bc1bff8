//! What was stated, in words: what it is about, and what it says. For the history of an answer and of an assessment.

use crate::browser::format;
use crate::locale::fill;
use crate::model::{Register, Scalar, Stamp, Statement};
use crate::ui::more_words;
use crate::ui::session::Session;

/// Longer texts are cut: this is a line of a list.
const LONGEST: usize = 90;

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => [text.get(..end).unwrap_or(text), "…"].concat(),
        None => text.to_owned(),
    }
}

/// What a statement is about; nothing of what is only kept in mind of how facts came here.
pub fn about(session: Session, statement: &Statement) -> Option<String> {
    let w = more_words();
    let asked = session.asked();
    let question = |id: &crate::model::QuestionId| {
        let words = asked.as_ref().and_then(|asked| Some(cut(&asked.texts.questions.get(id)?.text)));
        words.unwrap_or_else(|| id.to_string())
    };
    let process = |id: &crate::model::ProcessId| {
        let words = asked.as_ref().and_then(|asked| Some(asked.texts.processes.get(id)?.name.to_string()));
        words.unwrap_or_else(|| id.to_string())
    };
    let line = |id: &crate::model::LineId| {
        session
            .peek(|own| own.lines().get(id).and_then(|own| own.name.clone()))
            .map_or_else(|| w.figures.this_row.to_owned(), |name| name.to_string())
    };
    let of = |name: &str, what: String| fill(w.changes.of, &[name, &what]);
    Some(match statement {
        Statement::Answer { question: id, .. } => of(w.changes.answer, question(id)),
        Statement::Evidence { question: id, .. } => of(w.changes.evidence, question(id)),
        Statement::Note { question: id, .. } => of(w.changes.note, question(id)),
        Statement::Agreed { question: id, .. } => of(w.changes.agreed, question(id)),
        Statement::Reasoning { question: id, .. } => of(w.changes.reasoning, question(id)),
        Statement::Figure { figure, period, .. } => of(w.figure(*figure), format::period(*period)),
        Statement::Budget { line: id, period, .. } => {
            of(w.figures.budget, [line(id), format::period(*period)].join(", "))
        }
        Statement::Actual { line: id, period, .. } => {
            of(w.figures.actual, [line(id), format::period(*period)].join(", "))
        }
        Statement::Scope { process: id, .. } => of(w.changes.scope, process(id)),
        Statement::Target { process: id, .. } => of(w.changes.target, process(id)),
        Statement::Importance { process: id, .. } => of(w.changes.importance, process(id)),
        Statement::Order { process: id, .. } => of(w.changes.order, process(id)),
        Statement::RiskLevel { likelihood, impact, .. } => {
            let cell = fill(w.risk.own_cell, &[w.magnitude(*likelihood), w.magnitude(*impact)]);
            of(w.changes.risk_level, cell)
        }
        Statement::Profile { field } => of(w.changes.profile, w.profile_field(field.name()).to_owned()),
        Statement::Round { field, .. } => of(w.changes.round, w.profile_field(field.name()).to_owned()),
        Statement::Respondent { field, .. } => of(w.changes.respondent, w.profile_field(field.name()).to_owned()),
        Statement::Cell(_) => {
            let (register, of_row, _) = statement.write();
            let column = of_row.get(1).map(String::as_str).unwrap_or_default();
            of(Register::from_word(register).map_or("", |own| w.register(own)), w.column(column).to_owned())
        }
        Statement::Batch { .. } => w.changes.import.to_owned(),
        Statement::Undone { .. } => return None,
    })
}

/// What a statement says.
pub fn says(session: Session, statement: &Statement) -> String {
    let w = more_words();
    let process = |text: &str| {
        let asked = session.asked()?;
        let id = text.parse::<crate::model::ProcessId>().ok()?;
        Some(asked.texts.processes.get(&id)?.name.to_string())
    };
    let is_import = matches!(statement, Statement::Batch { .. });
    if let Statement::RiskLevel { value, .. } = statement {
        return value.map_or(w.risk.as_standard, |own| w.magnitude(own)).to_owned();
    }
    match statement.write().2 {
        Scalar::Bool(true) if is_import => w.changes.counts.to_owned(),
        _ if is_import => w.changes.taken_out.to_owned(),
        Scalar::Null => w.changes.nothing.to_owned(),
        Scalar::Bool(yes) => if yes { w.figures.yes } else { w.figures.no }.to_owned(),
        Scalar::Number(number) => format::plain(number, 2),
        Scalar::Text(text) => match statement {
            Statement::Answer { .. } | Statement::Agreed { .. } => {
                let option = text.strip_prefix("level:").unwrap_or(&text);
                let name = session.asked().and_then(|asked| {
                    let id = option.parse::<crate::model::OptionId>().ok()?;
                    Some([option, " ", &asked.texts.options.get(&id)?.name].concat())
                });
                match (name, text.strip_prefix("not-applicable:")) {
                    (Some(name), _) => name,
                    (None, Some(reason)) => fill(w.changes.not_applicable, &[&cut(reason)]),
                    (None, None) if &*text == "dont-know" => w.changes.dont_know.to_owned(),
                    _ => cut(&text),
                }
            }
            Statement::Cell(_) => process(&text).unwrap_or_else(|| cut(&text)),
            _ => cut(&text),
        },
    }
}

/// Who said it and when.
pub fn who(session: Session, author: Option<crate::model::RespondentId>, at: Option<i64>) -> String {
    let w = more_words();
    let name = author.and_then(|id| session.peek(|own| own.respondents.get(&id).and_then(|own| own.name.clone())));
    let when = at.map(|at| [format::day(at), format::time(at)].join(" ")).unwrap_or_default();
    match name {
        Some(name) => fill(w.changes.by, &[&when, &name]),
        None => when,
    }
}

/// The stamp as part of an id on the page.
pub fn place(stamp: Stamp) -> String {
    ["step-", &stamp.to_string()].concat()
}
