//! Things that have fields: the profile of the assessed organisation, rounds, respondents, budget
//! lines, risks and decisions. A field is an enum that carries its value, so a wrong pairing does
//! not compile; a row is the newest value of each of its fields.

use chrono::NaiveDate;

use super::value::{
    EconomicMode, EffortConvention, FigureKey, LineKind, Magnitude, Month, Purpose, Role, Scalar, ScoringMode, Text,
    Treatment, Value,
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

            /// The value of the field with this name; null when it is blank or unknown.
            pub fn get(&self, name: &str) -> Scalar {
                match name {
                    $($word => self.$name.as_ref().map_or(Scalar::Null, Value::write),)*
                    _ => Scalar::Null,
                }
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
    }

    /// A person who answers: a role, and a name or code.
    Respondent / RespondentField {
        /// Name or code.
        name Name: Text = "name",
        /// The side the person sees the services from.
        role Role: Role = "role",
    }

    /// A budget line.
    Line / LineField {
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
    Project / ProjectField {
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
    Risk / RiskField {
        /// What may happen.
        title Title: Text = "title",
        /// Who answers for it.
        owner Owner: Text = "owner",
        /// What is done about it.
        treatment Treatment: Treatment = "treatment",
        /// By when.
        due Due: NaiveDate = "due",
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
    Decision / DecisionField {
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
}
