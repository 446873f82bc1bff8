//! Things that have fields: the profile of the assessed organisation, rounds and respondents, and the rows of registers:
//! budget lines, projects, risks, decisions, actions, findings and invitations. A field is an enum that carries its value, so a wrong pairing
//! does not compile; a row is the newest value of each of its fields.
//!
//! Registers are the larger part of what can be said and the smaller part of what a first question needs. So a stated
//! field of a register is one [`Cell`] for all of them, checked against a table, and the typed row is made of cells
//! where one is asked for.

use chrono::NaiveDate;

use super::id::{
    ActionId, DecisionId, FindingId, InvitationId, LineId, ProcessId, ProjectId, QuestionId, RiskId, RoundId, Stamp,
};
use super::value::{
    ActionStatus, EconomicMode, EffortConvention, FigureKey, Gravity, LineKind, Magnitude, Month, Purpose, Role,
    Scalar, ScoringMode, Text, Treatment, Value, words,
};

/// Declares a row, its field enum, and the way between a field and its name and scalar.
macro_rules! rows {
    ($($(#[$doc:meta])* $row:ident / $field:ident {
        $($(#[$field_doc:meta])* $name:ident $variant:ident : $ty:ty = $word:literal,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Default, Debug)]
        pub struct $row { $($(#[$field_doc])* pub $name: Option<$ty>,)* }

        #[doc = concat!("One field of a [`", stringify!($row), "`] with its value; nothing when it is blank.")]
        #[derive(Clone, PartialEq, Debug)]
        pub enum $field { $($(#[$field_doc])* $variant(Option<$ty>),)* }

        impl $row {
            /// Takes over the value of one field.
            pub fn set(&mut self, field: &$field) {
                match field { $($field::$variant(value) => self.$name = value.clone(),)* }
            }

            /// Whether every field is blank.
            pub fn is_blank(&self) -> bool {
                $(self.$name.is_none())&&*
            }
        }

        impl $field {
            /// The names of all fields, in the order they are shown.
            pub const NAMES: &[&str] = &[$($word,)*];

            /// Its name in a record.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word,)* }
            }

            /// What it says, as a scalar.
            pub fn write(&self) -> Scalar {
                match self { $(Self::$variant(value) => value.as_ref().map_or(Scalar::Null, Value::write),)* }
            }

            /// The field of this name with this value. `Err(true)`: the name is known, the value is
            /// not of its type; `Err(false)`: the name is unknown.
            pub fn read(name: &str, scalar: &Scalar) -> Result<Self, bool> {
                match name {
                    $($word => super::fact::optional(scalar).map(Self::$variant),)*
                    _ => Err(false),
                }
            }
        }
    )*};
}

rows! {
    /// What is stated once for the whole assessment.
    Profile / ProfileField {
        /// What the assessment is called.
        name Name: Text = "name",
        /// The pack that is asked, `id@version#fingerprint`.
        pack Pack: Text = "pack",
        /// The size of the questionnaire: an id of one of the pack's sizes.
        size Size: Text = "size",
        /// How money follows service.
        economic_mode EconomicMode: EconomicMode = "economic-mode",
        /// Whether claimed or evidenced leads.
        scoring_mode ScoringMode: ScoringMode = "scoring-mode",
        /// Sign or code put beside money.
        currency Currency: Text = "currency",
        /// The last month of the financial year; December when blank.
        year_end YearEnd: Month = "year-end",
        /// The yearly loss the organisation accepts, as money.
        appetite Appetite: f64 = "appetite",
        /// The highest risk level it accepts, where risks are not in money.
        appetite_level AppetiteLevel: Magnitude = "appetite-level",
        /// How avoidable spend was looked for; needed where none was found.
        avoidable_note AvoidableNote: Text = "avoidable-note",
        /// How answers on effort become a score.
        effort_convention EffortConvention: EffortConvention = "effort-convention",
        /// Whether replies are anonymous; they are named when blank. Chosen before the first reply.
        anonymous Anonymous: bool = "anonymous",
        /// Whether the assessment lies in the trash.
        trashed Trashed: bool = "trashed",
    }

    /// A dated state of the assessment.
    Round / RoundField {
        /// What it is called.
        label Label: Text = "label",
        /// The day it speaks of; figures of periods that ended by then count.
        date Date: NaiveDate = "date",
        /// Whether the room may see what was said in it; not before when blank.
        revealed Revealed: bool = "revealed",
    }

    /// A person who answers: a role, and a name or code.
    Respondent / RespondentField {
        /// Name or code.
        name Name: Text = "name",
        /// The side the person sees the services from.
        role Role: Role = "role",
        /// The invitation this person answered, where the answers came in as a reply.
        invitation Invitation: InvitationId = "invitation",
    }
}

/// A column of a register: its name, and how a scalar becomes a value of its type, written the one way there is.
struct Column {
    name: &'static str,
    read: fn(&Scalar) -> Option<Scalar>,
}

/// One field of one row of a register with its value, as it was stated. There is no way to one but by a typed field or
/// a checked record.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    pub(super) register: Register,
    pub(super) row: Stamp,
    pub(super) column: &'static str,
    pub(super) value: Scalar,
}

impl Cell {
    /// The cell of this column with this value. `Err(true)`: the column is known, the value is not of its type;
    /// `Err(false)`: the column is unknown.
    pub(super) fn read(register: Register, row: Stamp, name: &str, value: &Scalar) -> Result<Self, bool> {
        let column = register.all().iter().find(|column| column.name == name).ok_or(false)?;
        let value = match value {
            Scalar::Null => Scalar::Null,
            value => (column.read)(value).ok_or(true)?,
        };
        Ok(Self { register, row, column: column.name, value })
    }
}

/// A row of a register, made of its cells.
pub trait Row: Default {
    /// What a row is called by.
    type Id: Ord + From<Stamp>;
    /// Where it stands.
    const REGISTER: Register;
    /// Takes over the value of one column; what it does not know it leaves.
    fn take(&mut self, column: &str, value: &Scalar);
}

/// Declares a register: its row, its field enum, and the table of its columns.
macro_rules! registers {
    ($($(#[$doc:meta])* $row:ident ($id:ident) / $field:ident in $register:ident = $kind:literal, $all:literal {
        $($(#[$field_doc:meta])* $name:ident $variant:ident : $ty:ty = $word:literal,)*
    })*) => {
        words! {
            /// A list whose rows have fields.
            Register { $(#[doc = $all] $register = $kind,)* }
        }

        impl Register {
            fn all(self) -> &'static [Column] {
                match self {
                    $(Self::$register => &[$(
                        Column { name: $word, read: |scalar| <$ty as Value>::read(scalar).map(|own| own.write()) },
                    )*],)*
                }
            }

            /// The names of its columns, in the order they are shown.
            pub fn columns(self) -> impl Iterator<Item = &'static str> {
                self.all().iter().map(|column| column.name)
            }
        }
    $(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Default, Debug)]
        pub struct $row { $($(#[$field_doc])* pub $name: Option<$ty>,)* }

        #[doc = concat!("One field of a [`", stringify!($row), "`] with its value; nothing when it is blank.")]
        #[derive(Clone, PartialEq, Debug)]
        pub enum $field { $($(#[$field_doc])* $variant(Option<$ty>),)* }

        impl $field {
            /// This field of a row, as it is stated.
            pub fn of(&self, row: $id) -> Cell {
                let (column, value) = match self {
                    $(Self::$variant(value) => ($word, value.as_ref().map_or(Scalar::Null, Value::write)),)*
                };
                Cell { register: Register::$register, row: row.0, column, value }
            }
        }

        impl Row for $row {
            type Id = $id;
            const REGISTER: Register = Register::$register;
            fn take(&mut self, column: &str, value: &Scalar) {
                match column {
                    $($word => self.$name = Value::read(value),)*
                    _ => {}
                }
            }
        }
    )*};
}

registers! {
    /// A budget line.
    Line(LineId) / LineField in Lines = "line", "Budget lines." {
        /// What it is called.
        name Name: Text = "name",
        /// Cost or revenue; cost when blank.
        kind Kind: LineKind = "kind",
        /// What its money is for.
        purpose Purpose: Purpose = "purpose",
        /// The part of a year's budget that does not follow volume, as money.
        fixed Fixed: f64 = "fixed",
        /// What each unit of volume was planned to cost, as money.
        unit_rate UnitRate: f64 = "unit-rate",
        /// The figure whose volume the rest of the budget follows.
        driver Driver: FigureKey = "driver",
    }

    /// A project, by the figures of earned value management.
    Project(ProjectId) / ProjectField in Projects = "project", "Projects, by the figures of earned value management." {
        /// What it is called.
        name Name: Text = "name",
        /// Budget at completion.
        at_completion AtCompletion: f64 = "bac",
        /// Planned value so far.
        planned Planned: f64 = "pv",
        /// Earned value so far.
        earned Earned: f64 = "ev",
        /// Actual cost so far.
        spent Spent: f64 = "ac",
    }

    /// A row of the risk register.
    Risk(RiskId) / RiskField in Risks = "risk", "The risk register." {
        /// What may happen.
        title Title: Text = "title",
        /// Who answers for it.
        owner Owner: Text = "owner",
        /// What is done about it.
        treatment Treatment: Treatment = "treatment",
        /// By when.
        due Due: NaiveDate = "due",
        /// When it is to be looked at again.
        review Review: NaiveDate = "review",
        /// Expected yearly loss before treatment, as money.
        loss_before LossBefore: f64 = "loss-before",
        /// Expected yearly loss that remains, as money.
        loss_residual LossResidual: f64 = "loss-residual",
        /// Likelihood that remains.
        likelihood Likelihood: Magnitude = "likelihood",
        /// Impact that remains.
        impact Impact: Magnitude = "impact",
        /// What the treatment costs in a year, as money.
        treatment_cost TreatmentCost: f64 = "treatment-cost",
        /// How often a year it happens at least; with the two that follow, for the simulation.
        frequency_min FrequencyMin: f64 = "frequency-min",
        /// How often a year it most likely happens.
        frequency_likely FrequencyLikely: f64 = "frequency-likely",
        /// How often a year it happens at most.
        frequency_max FrequencyMax: f64 = "frequency-max",
        /// What it costs each time at least, as money.
        event_loss_min EventLossMin: f64 = "event-loss-min",
        /// What it most likely costs each time, as money.
        event_loss_likely EventLossLikely: f64 = "event-loss-likely",
        /// What it costs each time at most, as money.
        event_loss_max EventLossMax: f64 = "event-loss-max",
    }

    /// A row of the decision log.
    Decision(DecisionId) / DecisionField in Decisions = "decision", "The decision log." {
        /// What was to be decided.
        title Title: Text = "title",
        /// The option chosen, which may be "not done".
        chosen Chosen: Text = "chosen",
        /// The consequence that was predicted.
        predicted Predicted: Text = "predicted",
        /// The probability stated for it, 0 to 1.
        probability Probability: f64 = "probability",
        /// When it is to be reviewed.
        review Review: NaiveDate = "review",
        /// What came of it.
        outcome Outcome: Text = "outcome",
        /// Whether the predicted consequence happened.
        happened Happened: bool = "happened",
    }

    /// Something to be done about what was found.
    Action(ActionId) / ActionField in Actions = "action", "What is to be done." {
        /// What is to be done.
        title Title: Text = "title",
        /// The process it improves.
        process Process: ProcessId = "process",
        /// The question it is to raise.
        question Question: QuestionId = "question",
        /// Who answers for it.
        owner Owner: Text = "owner",
        /// By when.
        due Due: NaiveDate = "due",
        /// How far it has come; open when blank.
        status Status: ActionStatus = "status",
        /// What it takes, in the steps a pack counts effort in.
        effort Effort: f64 = "effort",
        /// When it was done or given up.
        closed Closed: NaiveDate = "closed",
        /// What there is to say about it.
        note Note: Text = "note",
    }

    /// What people found out about a problem area: criteria and condition are computed, the rest is theirs.
    Finding(FindingId) / FindingField in Findings = "finding", "Findings of an audit." {
        /// The process with the problem.
        process Process: ProcessId = "process",
        /// The round it was found in.
        round Round: RoundId = "round",
        /// How much it weighs.
        gravity Gravity: Gravity = "gravity",
        /// Why it is so.
        cause Cause: Text = "cause",
        /// What comes of it if nothing is done.
        consequence Consequence: Text = "consequence",
        /// What is to be done about it.
        correction Correction: Text = "correction",
        /// Who answers for that.
        owner Owner: Text = "owner",
        /// By when.
        due Due: NaiveDate = "due",
    }

    /// A way to answer from elsewhere: whoever has its link can, and the reply says by which it came.
    Invitation(InvitationId) / InvitationField in Invitations = "invitation", "Invitations to answer." {
        /// What whoever has it reads first.
        label Label: Text = "label",
        /// Whom it is for; they say so themselves when blank.
        role Role: Role = "role",
        /// The round it asks about.
        round Round: RoundId = "round",
        /// Whether replies are late from now on.
        closed Closed: bool = "closed",
    }
}

impl Action {
    /// Whether it is done or given up.
    pub fn is_closed(&self) -> bool {
        self.status.is_some_and(ActionStatus::is_closed)
    }

    /// Whether it is open still, and was due before a day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        !self.is_closed() && self.due.is_some_and(|due| due < today)
    }
}
