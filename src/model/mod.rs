//! What is said: ids, facts and their merge, the questionnaire pack, and the typed view of an
//! assessment. Nothing here computes a result, and nothing here knows a screen or a browser.

mod assessment;
pub mod batch;
mod checksum;
pub(crate) mod decimal;
mod fact;
mod facts;
mod id;
pub mod json;
pub mod pack;
mod period;
mod row;
mod sort;
mod sorted;
pub mod steps;
mod table;
mod value;

pub use assessment::{Assessment, Said};
pub use checksum::{checksum, hexadecimal};
pub use fact::{Fact, MAX_TEXT, Statement, Unreadable};
pub use facts::{Added, Facts};
pub use id::{
    ActionId, AssessmentId, AttributeId, BatchId, DecisionId, FindingId, InvitationId, LineId, OptionId, PackId,
    ProcessId, ProjectId, QuestionId, RespondentId, RiskId, RoundId, Stamp, WriterId,
};
pub use period::{Period, PeriodKind, iso_date};
pub use row::{
    Action, ActionField, Cell, Decision, DecisionField, Finding, FindingField, Invitation, InvitationField, Line,
    LineField, Profile, ProfileField, Project, ProjectField, Register, Respondent, RespondentField, Risk, RiskField,
    Round, RoundField, Row,
};
pub use sort::sort;
pub use table::Table;
pub use value::{
    ActionStatus, Answer, EconomicMode, EffortConvention, FigureKey, Grade, Gravity, Importance, LineKind, Magnitude,
    Month, Purpose, Role, Scalar, ScoringMode, Text, Treatment, Value,
};
