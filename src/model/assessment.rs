//! The typed view of an assessment: the newest value of every subject, in the order of its id.

use chrono::NaiveDate;

use super::fact::Statement;
use super::id::{
    ActionId, DecisionId, FindingId, InvitationId, LineId, OptionId, ProcessId, ProjectId, QuestionId, RespondentId,
    RiskId, RoundId, Stamp,
};
use super::period::Period;
use super::row::{
    Action, Cell, Decision, Finding, Invitation, Line, Profile, ProfileField, Project, Register, Respondent, Risk,
    Round, Row,
};
use super::table::Table;
use super::value::{Answer, FigureKey, Grade, Importance, Magnitude, Month, Scalar, Text};

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
    /// Why they agreed on it.
    pub reasoning: Option<Text>,
}

impl Said {
    /// The grade in force: the highest anyone recorded, or a claim.
    pub fn grade(&self) -> Grade {
        self.evidence.values().copied().max().unwrap_or(Grade::E0)
    }

    fn is_blank(&self) -> bool {
        self.answers.is_empty()
            && self.evidence.is_empty()
            && self.notes.is_empty()
            && self.agreed.is_none()
            && self.reasoning.is_none()
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
    /// The registers, field by field: what is not blank. See [`Assessment::register`].
    cells: Table<(Register, Stamp, &'static str), Scalar>,
    /// What was planned for each line.
    pub budgets: Table<LineId, Table<Period, f64>>,
    /// What was spent or earned on each line.
    pub actuals: Table<LineId, Table<Period, f64>>,
    /// Processes that were put in or out of scope.
    pub scope: Table<ProcessId, bool>,
    /// The level each process is to reach.
    pub targets: Table<ProcessId, f64>,
    /// How much hangs on each process, where the organisation sees it otherwise than the pack.
    pub importance: Table<ProcessId, Importance>,
    /// Where processes stand in the order of work that were moved in it; others stand where the pack has them.
    pub order: Table<ProcessId, f64>,
    /// Cells of the organisation's own risk matrix, by likelihood and impact. See [`Assessment::own_level`].
    levels: [[Option<Magnitude>; 5]; 5],
}

fn put<K: Ord + Clone, V: Clone>(map: &mut Table<K, V>, key: &K, value: &Option<V>) {
    match value {
        Some(value) => map.insert(key.clone(), value.clone()),
        None => map.remove(key),
    };
}

/// Puts into the series of a key; a series without a value is not there, so that a view does not
/// show what was once said.
fn put_in<K: Ord + Copy>(series: &mut Table<K, Table<Period, f64>>, key: &K, period: &Period, value: &Option<f64>) {
    let own = series.entry_or_default(*key);
    put(own, period, value);
    if own.is_empty() {
        series.remove(key);
    }
}

/// Sets a field of a row; a row whose every field is blank is not there.
macro_rules! set_field {
    ($rows:expr, $id:expr, $field:expr) => {{
        let row = $rows.entry_or_default(*$id);
        row.set($field);
        if row.is_blank() {
            $rows.remove($id);
        }
    }};
}

impl Assessment {
    /// Takes over a statement as the newest of its subject. Statements come in the order of their stamps:
    /// what was promised before a reply holds after it.
    pub fn apply(&mut self, statement: &Statement) {
        match statement {
            Statement::Answer { round, question, respondent, value } => {
                put(&mut self.open(round, question).answers, respondent, value);
                self.close(round, question);
            }
            Statement::Evidence { round, question, respondent, value } => {
                put(&mut self.open(round, question).evidence, respondent, value);
                self.close(round, question);
            }
            Statement::Note { round, question, respondent, value } => {
                put(&mut self.open(round, question).notes, respondent, value);
                self.close(round, question);
            }
            Statement::Agreed { round, question, value } => {
                self.open(round, question).agreed.clone_from(value);
                self.close(round, question);
            }
            Statement::Reasoning { round, question, value } => {
                self.open(round, question).reasoning.clone_from(value);
                self.close(round, question);
            }
            Statement::Figure { figure, period, value } => put_in(&mut self.figures, figure, period, value),
            Statement::Budget { line, period, value } => put_in(&mut self.budgets, line, period, value),
            Statement::Actual { line, period, value } => put_in(&mut self.actuals, line, period, value),
            Statement::Scope { process, value } => put(&mut self.scope, process, value),
            Statement::Target { process, value } => put(&mut self.targets, process, value),
            Statement::Importance { process, value } => put(&mut self.importance, process, value),
            // Of the way facts came here, and of what was done with them: nothing the organisation says.
            Statement::Batch { .. } | Statement::Undone { .. } => {}
            Statement::Order { process, value } => put(&mut self.order, process, value),
            Statement::RiskLevel { likelihood, impact, value } => {
                self.levels[*likelihood as usize][*impact as usize] = *value;
            }
            // People replied on the word that nobody learns who they are.
            Statement::Profile { field: ProfileField::Anonymous(_) }
                if self.is_anonymous() && !self.said.is_empty() => {}
            Statement::Profile { field } => self.profile.set(field),
            Statement::Round { id, field } => set_field!(self.rounds, id, field),
            Statement::Respondent { id, field } => set_field!(self.respondents, id, field),
            Statement::Cell(Cell { register, row, column, value }) => {
                let value = (*value != Scalar::Null).then(|| value.clone());
                put(&mut self.cells, &(*register, *row, *column), &value);
            }
        }
    }

    /// What is said to a question, to be changed; it is there at least until [`Self::close`].
    fn open(&mut self, round: &RoundId, question: &QuestionId) -> &mut Said {
        self.said.entry_or_default(*round).entry_or_default(question.clone())
    }

    /// Takes away what was opened where nothing is left of it.
    fn close(&mut self, round: &RoundId, question: &QuestionId) {
        let Some(questions) = self.said.get_mut(round) else { return };
        if questions.get(question).is_some_and(Said::is_blank) {
            questions.remove(question);
            if questions.is_empty() {
                self.said.remove(round);
            }
        }
    }

    /// The rows of a register, in the order of their ids, with every field that is not blank.
    pub fn register<R: Row>(&self) -> Table<R::Id, R> {
        let mut rows = Table::default();
        for ((register, row, column), value) in &self.cells {
            if *register == R::REGISTER {
                let row: &mut R = rows.entry_or_default(R::Id::from(*row));
                row.take(column, value);
            }
        }
        rows
    }

    /// Budget lines.
    pub fn lines(&self) -> Table<LineId, Line> {
        self.register()
    }

    /// Projects.
    pub fn projects(&self) -> Table<ProjectId, Project> {
        self.register()
    }

    /// The risk register.
    pub fn risks(&self) -> Table<RiskId, Risk> {
        self.register()
    }

    /// The decision log.
    pub fn decisions(&self) -> Table<DecisionId, Decision> {
        self.register()
    }

    /// What is to be done.
    pub fn actions(&self) -> Table<ActionId, Action> {
        self.register()
    }

    /// What people found out about problem areas.
    pub fn findings(&self) -> Table<FindingId, Finding> {
        self.register()
    }

    /// Invitations to answer.
    pub fn invitations(&self) -> Table<InvitationId, Invitation> {
        self.register()
    }

    /// The ids of the rows of a register, in their order.
    pub fn rows(&self, register: Register) -> Vec<Stamp> {
        let own = self.cells.keys().filter(|cell| cell.0 == register).map(|cell| cell.1);
        let mut rows: Vec<Stamp> = own.collect();
        rows.dedup();
        rows
    }

    /// What a cell of a register says; null when it is blank.
    pub fn cell(&self, register: Register, row: Stamp, column: &'static str) -> Scalar {
        self.cells.get(&(register, row, column)).cloned().unwrap_or(Scalar::Null)
    }

    /// What was said to a question in a round.
    pub fn said(&self, round: RoundId, question: &QuestionId) -> Option<&Said> {
        self.said.get(&round)?.get(question)
    }

    /// The round that was begun last.
    pub fn latest_round(&self) -> Option<RoundId> {
        self.rounds.keys().next_back().copied()
    }

    /// Whether replies are anonymous. Once something has been said to a question that is never taken back.
    pub fn is_anonymous(&self) -> bool {
        self.profile.anonymous == Some(true)
    }

    /// The last month of the financial year: as stated, or December.
    pub fn year_end(&self) -> Month {
        self.profile.year_end.unwrap_or(Month::DECEMBER)
    }

    /// The day a round speaks of.
    pub fn date(&self, round: RoundId) -> Option<NaiveDate> {
        self.rounds.get(&round)?.date
    }

    /// How much hangs on a process: as the organisation says, or as its pack does. 1 to 3.
    pub fn importance(&self, process: &super::pack::Process) -> u8 {
        self.importance.get(&process.id).map_or(process.importance, |own| own.number())
    }

    /// The level the organisation has set itself for a likelihood and an impact.
    pub fn own_level(&self, likelihood: Magnitude, impact: Magnitude) -> Option<Magnitude> {
        self.levels[likelihood as usize][impact as usize]
    }

    /// Whether more was said of a process than that it is left out.
    pub fn plans(&self, process: &ProcessId) -> bool {
        self.scope.get(process) == Some(&true)
            || self.targets.contains_key(process)
            || self.importance.contains_key(process)
            || self.order.contains_key(process)
    }

    /// The budget lines that somebody gave an amount, named or not.
    pub fn budgeted(&self) -> Vec<LineId> {
        let mut ids: Vec<LineId> = self.budgets.keys().chain(self.actuals.keys()).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether a process is in scope: it is, unless it was put out.
    pub fn in_scope(&self, process: &ProcessId) -> bool {
        self.scope.get(process).copied().unwrap_or(true)
    }
}
