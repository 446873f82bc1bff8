//! Names of things. Each kind of id is a type of its own, so that a question cannot be passed
//! where a process is meant; the only way in is a checked parse.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The random id of one page load. It is drawn anew each time and never stored as "mine":
/// two tabs, or a duplicated one, can then never write the same stamp.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WriterId(pub u64);

/// When and by whom a fact was written: a Lamport counter, then the writer. This order never
/// depends on a clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stamp {
    /// Larger than every counter the writer had seen, from 1 to [`Stamp::MAX_COUNTER`].
    pub counter: u64,
    /// Decides between facts written without knowledge of each other.
    pub writer: WriterId,
}

impl Stamp {
    /// A counter above this is refused: it would leave the integers every reader holds exactly.
    pub const MAX_COUNTER: u64 = 1 << 52;
}

impl fmt::Display for WriterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for WriterId {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let canonical = text.len() == 16 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !canonical {
            return Err(InvalidId);
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| InvalidId)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.counter, self.writer)
    }
}

impl FromStr for Stamp {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let (counter, writer) = text.split_once('-').ok_or(InvalidId)?;
        let digits = counter.bytes().all(|b| b.is_ascii_digit()) && !counter.starts_with('0');
        let counter = counter.parse().map_err(|_| InvalidId)?;
        if !digits || counter > Self::MAX_COUNTER {
            return Err(InvalidId);
        }
        Ok(Self { counter, writer: writer.parse()? })
    }
}

/// The text is not an id of the kind that was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidId;

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid id")
    }
}

/// Ids given by people: 1 to 64 of the ASCII letters, digits, `-`, `_` and `.`.
fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

macro_rules! name_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if is_name(text) { Ok(Self(text.into())) } else { Err(InvalidId) }
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

name_ids! {
    /// One assessment of one organisation.
    AssessmentId;
    /// A questionnaire with its weights and curves.
    PackId;
    /// A process of a pack.
    ProcessId;
    /// An attribute of a pack's ladder.
    AttributeId;
    /// A question of a pack; stable over versions and never reused.
    QuestionId;
    /// An option of a pack's scale.
    OptionId;
    /// What was brought along at once, named after what it holds.
    BatchId;
}

impl AssessmentId {
    /// What the id of an assessment begins with in which somebody answers an invitation.
    pub const INVITED: &str = "invited-";

    /// Whether somebody answers an invitation in it.
    pub fn is_invited(&self) -> bool {
        self.0.starts_with(Self::INVITED)
    }
}

impl BatchId {
    /// The name of what has this digest: the first eight bytes of it, as hexadecimal digits.
    pub fn of(digest: &[u8]) -> Self {
        Self(super::hexadecimal(digest.get(..8).unwrap_or(digest)).into())
    }
}

macro_rules! row_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// A row's id is the stamp that created it, so id order is the order of the register.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub Stamp);

        impl From<Stamp> for $name {
            fn from(stamp: Stamp) -> Self {
                Self(stamp)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse().map(Self)
            }
        }
    )*};
}

row_ids! {
    /// A dated state of an assessment.
    RoundId;
    /// A person who answers.
    RespondentId;
    /// A budget line.
    LineId;
    /// A project.
    ProjectId;
    /// A row of the risk register.
    RiskId;
    /// A row of the decision log.
    DecisionId;
    /// Something to be done.
    ActionId;
    /// What people found out about a problem area.
    FindingId;
    /// An invitation to answer. Its id is the code that a reply comes back with: nobody can guess it.
    InvitationId;
}
