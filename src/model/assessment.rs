//! The typed view of an assessment: the newest value of every subject, in the order of its id.

use chrono::NaiveDate;

use super::fact::Statement;
use super::id::{DecisionId, LineId, OptionId, ProcessId, ProjectId, QuestionId, RespondentId, RiskId, RoundId};
use super::period::Period;
use super::row::{Decision, Line, Profile, Project, Respondent, Risk, Round};
use super::table::Table;
use super::value::{Answer, FigureKey, Grade, Month, Text};

/// What was said to one question in one round.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Said {
    /// By each respondent.
    pub answers: Table<RespondentId, Answer>,
    /// The grade each respondent recorded.
    pub evidence: Table<RespondentId, Grade>,
    /// What each respondent wrote beside it.
    pub notes: Table<RespondentId, Text>,
    /// The level that was agreed on.
    pub agreed: Option<OptionId>,
}

impl Said {
    /// The grade in force: the highest anyone recorded, or a claim.
    pub fn grade(&self) -> Grade {
        self.evidence.values().copied().max().unwrap_or(Grade::E0)
    }
}

/// Everything an assessment says.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Assessment {
    /// What is stated once.
    pub profile: Profile,
    /// Its rounds.
    pub rounds: Table<RoundId, Round>,
    /// Who answers.
    pub respondents: Table<RespondentId, Respondent>,
    /// What was said to the questions of each round.
    pub said: Table<RoundId, Table<QuestionId, Said>>,
    /// Measured numbers.
    pub figures: Table<FigureKey, Table<Period, f64>>,
    /// Budget lines.
    pub lines: Table<LineId, Line>,
    /// What was planned for each line.
    pub budgets: Table<LineId, Table<Period, f64>>,
    /// What was spent or earned on each line.
    pub actuals: Table<LineId, Table<Period, f64>>,
    /// Projects.
    pub projects: Table<ProjectId, Project>,
    /// The risk register.
    pub risks: Table<RiskId, Risk>,
    /// The decision log.
    pub decisions: Table<DecisionId, Decision>,
    /// Processes that were put in or out of scope.
    pub scope: Table<ProcessId, bool>,
    /// The level each process is to reach.
    pub targets: Table<ProcessId, f64>,
}

fn put<K: Ord, V>(map: &mut Table<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

/// Puts into the series of a key; a series without a value is not there, so that a view does not
/// show what was once said.
fn put_in<K: Ord + Copy, L: Ord, V>(maps: &mut Table<K, Table<L, V>>, key: K, place: L, value: Option<V>) {
    let series = maps.entry_or_default(key);
    put(series, place, value);
    if series.is_empty() {
        maps.remove(&key);
    }
}

/// Sets a field of a row; a row whose every field is blank is not there.
macro_rules! set_field {
    ($rows:expr, $id:expr, $field:expr) => {{
        let row = $rows.entry_or_default(*$id);
        row.set($field);
        if *row == Default::default() {
            $rows.remove($id);
        }
    }};
}

impl Assessment {
    /// Takes over a statement as the newest of its subject.
    pub fn apply(&mut self, statement: &Statement) {
        match statement.clone() {
            Statement::Answer { round, question, respondent, value } => {
                self.change(round, question, |said| put(&mut said.answers, respondent, value));
            }
            Statement::Evidence { round, question, respondent, value } => {
                self.change(round, question, |said| put(&mut said.evidence, respondent, value));
            }
            Statement::Note { round, question, respondent, value } => {
                self.change(round, question, |said| put(&mut said.notes, respondent, value));
            }
            Statement::Agreed { round, question, value } => self.change(round, question, |said| said.agreed = value),
            Statement::Figure { figure, period, value } => put_in(&mut self.figures, figure, period, value),
            Statement::Budget { line, period, value } => put_in(&mut self.budgets, line, period, value),
            Statement::Actual { line, period, value } => put_in(&mut self.actuals, line, period, value),
            Statement::Scope { process, value } => put(&mut self.scope, process, value),
            Statement::Target { process, value } => put(&mut self.targets, process, value),
            Statement::Profile { field } => self.profile.set(&field),
            Statement::Round { id, field } => set_field!(self.rounds, &id, &field),
            Statement::Respondent { id, field } => set_field!(self.respondents, &id, &field),
            Statement::Line { id, field } => set_field!(self.lines, &id, &field),
            Statement::Project { id, field } => set_field!(self.projects, &id, &field),
            Statement::Risk { id, field } => set_field!(self.risks, &id, &field),
            Statement::Decision { id, field } => set_field!(self.decisions, &id, &field),
        }
    }

    fn change(&mut self, round: RoundId, question: QuestionId, change: impl FnOnce(&mut Said)) {
        let questions = self.said.entry_or_default(round);
        let said = questions.entry_or_default(question.clone());
        change(said);
        if *said == Said::default() {
            questions.remove(&question);
            if questions.is_empty() {
                self.said.remove(&round);
            }
        }
    }

    /// What was said to a question in a round.
    pub fn said(&self, round: RoundId, question: &QuestionId) -> Option<&Said> {
        self.said.get(&round)?.get(question)
    }

    /// The round that was begun last.
    pub fn latest_round(&self) -> Option<RoundId> {
        self.rounds.keys().next_back().copied()
    }

    /// The last month of the financial year: as stated, or December.
    pub fn year_end(&self) -> Month {
        self.profile.year_end.unwrap_or(Month::DECEMBER)
    }

    /// The day a round speaks of.
    pub fn date(&self, round: RoundId) -> Option<NaiveDate> {
        self.rounds.get(&round)?.date
    }

    /// Whether a process is in scope: it is, unless it was put out.
    pub fn in_scope(&self, process: &ProcessId) -> bool {
        self.scope.get(process).copied().unwrap_or(true)
    }
}
