//! A fact: one subject, one value, one author, one stamp. Everything a person states is one, and
//! the stored record, the export file and a reply are facts behind different envelopes.
//!
//! A record is one JSON object:
//!
//! ```json
//! {"kind":"answer","of":["1-…","inc-w","2-…"],"is":"level:3","stamp":"17-…","at":1763689302000,"author":"2-…"}
//! ```
//!
//! `kind` and `of` name the subject, `is` is a scalar (null: withdrawn), `at` is wall time in
//! milliseconds for display only. What this build does not know — another kind, another field, a
//! value of a later version — is carried as the text it came as.

use std::fmt;
use std::sync::Arc;

use super::id::{BatchId, LineId, ProcessId, QuestionId, RespondentId, RoundId, Stamp};
use super::json::{Json, Node, push_number, push_text};
use super::period::Period;
use super::row::{Cell, ProfileField, Register, RespondentField, RoundField};
use super::value::{Answer, FigureKey, Grade, Importance, Magnitude, Scalar, Text, Value};

/// The longest text a fact may carry, in characters.
pub const MAX_TEXT: usize = 8_000;

/// One thing somebody stated.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// Its place in the order of facts.
    pub stamp: Stamp,
    /// Wall time in milliseconds since 1970, for display only.
    pub at: Option<i64>,
    /// The respondent at the keyboard.
    pub author: Option<RespondentId>,
    /// What is stated; nothing when this build does not know the kind.
    pub statement: Option<Statement>,
    /// The record as it came, when it holds anything this build does not know.
    foreign: Option<Arc<str>>,
}

/// Why a record is not a fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// Not JSON, with what the reader said.
    NotJson(String),
    /// A part that every fact has is missing or malformed.
    Part(&'static str),
    /// A text of more than [`MAX_TEXT`] characters.
    TooLong,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(why) => write!(f, "not JSON: {why}"),
            Self::Part(part) => write!(f, "\"{part}\" is missing or malformed"),
            Self::TooLong => write!(f, "a text is longer than {MAX_TEXT} characters"),
        }
    }
}

/// Null reads as a blank of any type; anything else has to be a value of this one.
pub(super) fn optional<T: Value>(scalar: &Scalar) -> Result<Option<T>, bool> {
    match scalar {
        Scalar::Null => Ok(None),
        scalar => T::read(scalar).map(Some).ok_or(true),
    }
}

/// Why a record is no statement of this build: its kind or subject is unknown, or only its value.
enum Unknown {
    Subject,
    Value,
}

/// Declares the statements: first those of a subject with one value, then those of rows with fields.
macro_rules! statements {
    (
        values { $($(#[$doc:meta])* $kind:ident = $word:literal { $($coordinate:ident: $coordinate_ty:ty),+ } $ty:ty;)* }
        rows { $($(#[$row_doc:meta])* $row:ident = $row_word:literal { $($id:ident: $id_ty:ty)? } $field:ty;)* }
    ) => {
        /// A subject with its value. The value is nothing where it was withdrawn.
        #[derive(Clone, PartialEq, Debug)]
        pub enum Statement {
            $($(#[$doc])* $kind {
                $(#[doc = concat!("The ", stringify!($coordinate), " it speaks of.")] $coordinate: $coordinate_ty,)+
                /// What is said.
                value: Option<$ty>,
            },)*
            $($(#[$row_doc])* $row {
                $(#[doc = "The row."] $id: $id_ty,)?
                /// The field with its value.
                field: $field,
            },)*
            /// A field of a row of a register.
            Cell(Cell),
        }

        impl From<Cell> for Statement {
            fn from(cell: Cell) -> Self {
                Self::Cell(cell)
            }
        }

        impl Statement {
            /// Kind, coordinates and value, as they stand in a record.
            pub fn write(&self) -> (&'static str, Vec<String>, Scalar) {
                match self {
                    $(Self::$kind { $($coordinate,)+ value } => (
                        $word,
                        vec![$($coordinate.to_string()),+],
                        value.as_ref().map_or(Scalar::Null, Value::write),
                    ),)*
                    $(Self::$row { $($id,)? field } => (
                        $row_word,
                        vec![$($id.to_string(),)? field.name().to_owned()],
                        field.write(),
                    ),)*
                    Self::Cell(cell) => (
                        cell.register.word(),
                        vec![cell.row.to_string(), cell.column.to_owned()],
                        cell.value.clone(),
                    ),
                }
            }

            fn parse(kind: &str, of: &[&str], scalar: &Scalar) -> Result<Self, Unknown> {
                if let Some(register) = Register::from_word(kind) {
                    let &[row, column] = of else { return Err(Unknown::Subject) };
                    return Cell::read(register, coordinate(row)?, column, scalar).map(Self::Cell).map_err(unknown);
                }
                let mut of = of.iter();
                let mut next = || of.next().copied().ok_or(Unknown::Subject);
                let statement = match kind {
                    $($word => Self::$kind {
                        $($coordinate: coordinate(next()?)?,)+
                        value: optional(scalar).map_err(|_| Unknown::Value)?,
                    },)*
                    $($row_word => Self::$row {
                        $($id: coordinate(next()?)?,)?
                        field: <$field>::read(next()?, scalar).map_err(unknown)?,
                    },)*
                    _ => return Err(Unknown::Subject),
                };
                if next().is_ok() { Err(Unknown::Subject) } else { Ok(statement) }
            }
        }
    };
}

fn unknown(name_known: bool) -> Unknown {
    if name_known { Unknown::Value } else { Unknown::Subject }
}

fn coordinate<T: Coordinate>(text: &str) -> Result<T, Unknown> {
    T::parse(text).ok_or(Unknown::Subject)
}

/// One part of a subject: an id, a period, or a word from a closed list.
trait Coordinate: Sized {
    fn parse(text: &str) -> Option<Self>;
}

macro_rules! coordinates {
    ($($ty:ty),*) => {$(impl Coordinate for $ty {
        fn parse(text: &str) -> Option<Self> {
            text.parse().ok()
        }
    })*};
}
coordinates!(BatchId, LineId, Period, ProcessId, QuestionId, RespondentId, RoundId, Stamp);

impl Coordinate for FigureKey {
    fn parse(text: &str) -> Option<Self> {
        Self::from_word(text)
    }
}

impl Coordinate for Magnitude {
    fn parse(text: &str) -> Option<Self> {
        Self::from_word(text)
    }
}

statements! {
    values {
        /// What a respondent says to a question.
        Answer = "answer" { round: RoundId, question: QuestionId, respondent: RespondentId } Answer;
        /// The evidence grade a respondent recorded for a question.
        Evidence = "evidence" { round: RoundId, question: QuestionId, respondent: RespondentId } Grade;
        /// What a respondent wrote beside a question.
        Note = "note" { round: RoundId, question: QuestionId, respondent: RespondentId } Text;
        /// The level the respondents agreed on.
        Agreed = "agreed" { round: RoundId, question: QuestionId } super::id::OptionId;
        /// Why the respondents agreed on that level.
        Reasoning = "reasoning" { round: RoundId, question: QuestionId } Text;
        /// A measured number of a period.
        Figure = "figure" { figure: FigureKey, period: Period } f64;
        /// What was planned for a budget line and a period.
        Budget = "budget" { line: LineId, period: Period } f64;
        /// What was spent or earned on a budget line in a period.
        Actual = "actual" { line: LineId, period: Period } f64;
        /// Whether a process is in scope; it is, unless this says no.
        Scope = "scope" { process: ProcessId } bool;
        /// The level a process is to reach.
        Target = "target" { process: ProcessId } f64;
        /// How much hangs on a process, where the organisation sees it otherwise than the pack.
        Importance = "importance" { process: ProcessId } Importance;
        /// Whether what was brought along under this name counts.
        Batch = "batch" { batch: BatchId } bool;
        /// Whether the step that begins with this stamp was taken back.
        Undone = "undone" { step: Stamp } bool;
        /// Where a process stands in the organisation's own order of work: less comes first.
        Order = "order" { process: ProcessId } f64;
        /// The level that a likelihood and an impact make, where the organisation sees it otherwise than the standard.
        RiskLevel = "risk-level" { likelihood: Magnitude, impact: Magnitude } Magnitude;
    }
    rows {
        /// A field of the profile.
        Profile = "profile" {} ProfileField;
        /// A field of a round.
        Round = "round" { id: RoundId } RoundField;
        /// A field of a respondent.
        Respondent = "respondent" { id: RespondentId } RespondentField;
    }
}

impl Statement {
    /// The statement a record of this kind, subject and value makes; nothing when there is none,
    /// because the kind or subject is unknown or the value is not of its type.
    pub fn read(kind: &str, of: &[&str], scalar: &Scalar) -> Option<Self> {
        Self::parse(kind, of, scalar).ok()
    }

    /// The same subject with nothing said of it.
    pub fn withdrawn(&self) -> Self {
        let (kind, of, _) = self.write();
        let of: Vec<&str> = of.iter().map(String::as_str).collect();
        Self::read(kind, &of, &Scalar::Null).unwrap_or_else(|| self.clone())
    }

    /// What it speaks of, as one comparable text.
    pub fn subject(&self) -> String {
        let (kind, of, _) = self.write();
        subject(kind, of.iter().map(String::as_str))
    }
}

/// Neither a kind nor a coordinate contains a line break, so joined parts stay apart.
fn subject<'a>(kind: &str, of: impl Iterator<Item = &'a str>) -> String {
    let mut text = kind.to_owned();
    for part in of {
        text.push('\n');
        text.push_str(part);
    }
    text
}

const PARTS: &[&str] = &["kind", "of", "is", "stamp", "at", "author"];

impl Fact {
    /// A fact this build makes.
    pub fn new(stamp: Stamp, at: Option<i64>, author: Option<RespondentId>, statement: Statement) -> Self {
        Self { stamp, at, author, statement: Some(statement), foreign: None }
    }

    /// Whether it holds anything this build does not know.
    pub fn is_foreign(&self) -> bool {
        self.foreign.is_some()
    }

    /// Whether two facts are written with the same bytes.
    pub fn is_same(&self, other: &Self) -> bool {
        use Statement as S;
        let holds_no_number = matches!(
            self.statement,
            Some(S::Answer { .. } | S::Evidence { .. } | S::Note { .. } | S::Respondent { .. } | S::Agreed { .. })
        );
        // Zero and minus zero are equal and written differently.
        if holds_no_number { self == other } else { self.write() == other.write() }
    }

    /// What it speaks of, as one comparable text; for a foreign fact read from its record.
    pub fn subject(&self) -> String {
        match (&self.statement, &self.foreign) {
            (Some(statement), _) => statement.subject(),
            (None, Some(text)) => {
                let Ok(json) = Json::read(text) else { return String::new() };
                let kind = json.root().get("kind").and_then(Node::text).unwrap_or_default();
                let of: Vec<_> = json
                    .root()
                    .get("of")
                    .and_then(Node::elements)
                    .into_iter()
                    .flatten()
                    .filter_map(Node::text)
                    .collect();
                subject(&kind, of.iter().map(|part| &**part))
            }
            (None, None) => String::new(),
        }
    }

    /// The record: one line of JSON, the same bytes for the same fact; a foreign fact's own text.
    pub fn write(&self) -> String {
        let (Some(statement), None) = (&self.statement, &self.foreign) else {
            return self.foreign.as_deref().unwrap_or("").to_owned();
        };
        let (kind, of, value) = statement.write();
        let mut text = String::with_capacity(192);
        text.push_str("{\"kind\":");
        push_text(&mut text, kind);
        text.push_str(",\"of\":[");
        for (index, part) in of.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            push_text(&mut text, part);
        }
        text.push_str("],\"is\":");
        match value {
            Scalar::Null => text.push_str("null"),
            Scalar::Bool(yes) => text.push_str(if yes { "true" } else { "false" }),
            Scalar::Number(number) => push_number(&mut text, number),
            Scalar::Text(value) => push_text(&mut text, &value),
        }
        text.push_str(",\"stamp\":");
        push_text(&mut text, &self.stamp.to_string());
        if let Some(at) = self.at {
            text.push_str(",\"at\":");
            text.push_str(&at.to_string());
        }
        if let Some(author) = self.author {
            text.push_str(",\"author\":");
            push_text(&mut text, &author.to_string());
        }
        text.push('}');
        text
    }

    /// Reads a record.
    ///
    /// # Errors
    /// Only what no version could have written is refused; what is merely unknown is kept.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let json = Json::read(text).map_err(|error| Unreadable::NotJson(error.to_string()))?;
        let record = json.root();
        let Some(members) = record.members() else {
            return Err(Unreadable::NotJson("expected an object in braces".to_owned()));
        };
        let words = |part| record.get(part).and_then(Node::text);
        let one_line = |text: &std::borrow::Cow<str>| !text.as_bytes().contains(&b'\n');
        let kind = words("kind").filter(one_line).ok_or(Unreadable::Part("kind"))?;
        let of = record.get("of").and_then(Node::elements).ok_or(Unreadable::Part("of"))?;
        let of: Vec<_> =
            of.map(|part| part.text().filter(one_line)).collect::<Option<_>>().ok_or(Unreadable::Part("of"))?;
        let of: Vec<&str> = of.iter().map(|part| &**part).collect();
        let stamp = words("stamp").and_then(|stamp| stamp.parse().ok()).ok_or(Unreadable::Part("stamp"))?;
        let at = match record.get("at") {
            None => None,
            Some(at) => Some(at.raw().parse().map_err(|_| Unreadable::Part("at"))?),
        };
        let author = match record.get("author") {
            None => None,
            Some(author) => Some(author.text().and_then(|id| id.parse().ok()).ok_or(Unreadable::Part("author"))?),
        };
        let is = record.get("is").ok_or(Unreadable::Part("is"))?;
        let value = match is.text() {
            Some(text) if text.chars().nth(MAX_TEXT).is_some() => return Err(Unreadable::TooLong),
            Some(text) => Some(Scalar::Text(text.into())),
            None if is.is_null() => Some(Scalar::Null),
            None => is.truth().map(Scalar::Bool).or_else(|| is.number().map(Scalar::Number)),
        };
        let mut known = members.filter_map(|(key, _)| key.text()).all(|key| PARTS.contains(&&*key));
        let parsed = value.as_ref().map_or(Err(Unknown::Value), |value| Statement::parse(&kind, &of, value));
        let statement = match parsed {
            Ok(statement) => Some(statement),
            Err(unknown) => {
                known = false;
                // A value of a later version: the subject is known, so what it said before no longer holds.
                match unknown {
                    Unknown::Value => Statement::read(&kind, &of, &Scalar::Null),
                    Unknown::Subject => None,
                }
            }
        };
        let foreign = (!known).then(|| text.into());
        Ok(Self { stamp, at, author, statement, foreign })
    }
}
