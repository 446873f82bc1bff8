//! How old the last backup is, and when to remind of one. What is kept of a backup is its moment and how many facts
//! there were: enough to say what it lacks.

/// Without any backup, the answers from which on one is worth it: some twenty minutes of work. OURS.
pub const ANSWERS: usize = 20;

/// The changes since the last backup from which on a new one is due: an hour or two of work. OURS.
pub const CHANGES: usize = 50;

/// The days after which a new backup is due, if anything has changed. Some browsers clear the storage of pages that were
/// not visited for seven days of use; two weeks of work are the most that may hang on one of them. OURS.
pub const DAYS: i64 = 14;

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A backup that was made, or taken over, in this browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Last {
    /// Milliseconds since 1970.
    pub at: i64,
    /// How many facts there were, in all assessments.
    pub facts: usize,
}

/// How far the last backup is behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Age {
    /// Whole days. A clock that was put back makes none.
    pub days: i64,
    /// Facts more than there were, or less: both are not what the backup holds.
    pub changes: usize,
}

impl Last {
    /// As it is kept: the moment and the number.
    pub fn write(self) -> String {
        format!("{} {}", self.at, self.facts)
    }

    /// Nothing where the text is not of this form.
    pub fn read(text: &str) -> Option<Self> {
        let (at, facts) = text.split_once(' ')?;
        Some(Self { at: at.parse().ok()?, facts: facts.parse().ok()? })
    }

    /// How far it is behind a moment and a number of facts.
    pub fn age(self, now: i64, facts: usize) -> Age {
        Age { days: now.saturating_sub(self.at).max(0) / DAY, changes: self.facts.abs_diff(facts) }
    }
}

/// Whether to remind of a backup, given so many answers. Where nothing has changed, the last one is as good as new.
pub fn is_due(age: Option<Age>, answers: usize) -> bool {
    match age {
        None => answers >= ANSWERS,
        Some(age) => age.changes >= CHANGES || (age.changes > 0 && age.days >= DAYS),
    }
}
