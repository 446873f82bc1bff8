//! A backup of everything: the files of all assessments, those in the trash too, and someone's own packs, in one
//! envelope. It comes back by the same merge as single files.
//!
//! ```json
//! {"fourfold-backup":1,
//! "files":[
//! {"fourfold":1, …}
//! ],
//! "packs":[
//! {"format":1, …}
//! ],
//! "checksum":"89abcdef"}
//! ```
//!
//! Each file is as it would be alone, but for its pack, which stands once under `"packs"` however many ask it. The
//! checksum covers id and checksum of every file and the text of every pack: each of them finds its own damage, and
//! together none can be missing.

use std::fmt;

use super::envelope::{self, EnvelopeError, Kind};
use super::file::{self, Brought, FileError, Incoming};
use crate::model::json::Node;
use crate::model::pack::{PackError, read_one_file};
use crate::model::{checksum, sort};

/// The format this build writes and reads.
pub const FORMAT: u32 = 1;

/// The most bytes a backup may have.
pub const MAX_BYTES: usize = 32 << 20;

/// The most assessments a backup may have, and the most packs.
pub const MAX_FILES: usize = 1_000;

/// The most facts all its files may have together.
pub const MAX_FACTS: usize = 2 * file::MAX_FACTS;

const KIND: Kind = Kind { key: "fourfold-backup", format: FORMAT, most: MAX_BYTES };

/// What a backup holds.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Backup {
    /// The assessments, each once, in the order of their ids.
    pub files: Vec<Incoming>,
    /// Packs, each once, in the order of their names.
    pub packs: Vec<Brought>,
}

/// Why a backup is refused. Nothing of it is taken over then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BackupError {
    /// Something is wrong with the envelope.
    Envelope(EnvelopeError),
    /// More than [`MAX_FILES`] assessments or packs, with their number.
    TooManyFiles(usize),
    /// More than [`MAX_FACTS`] facts, with the number that was reached.
    TooManyFacts(usize),
    /// Something is wrong with this file, counted from 1.
    File(usize, FileError),
    /// This pack, counted from 1, is not one; the place is in the pack.
    Pack(usize, PackError),
}

impl From<EnvelopeError> for BackupError {
    fn from(error: EnvelopeError) -> Self {
        Self::Envelope(error)
    }
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope(error) => error.fmt(f),
            Self::TooManyFiles(count) => write!(f, "{count} are more than the {MAX_FILES} allowed"),
            Self::TooManyFacts(count) => write!(f, "{count} facts are more than the {MAX_FACTS} allowed"),
            Self::File(number, error) => write!(f, "assessment {number}: {error}"),
            Self::Pack(number, error) => write!(f, "questionnaire {number}: {error}"),
        }
    }
}

impl Backup {
    /// Puts assessments and packs in their order; a pack that an assessment brings along stands with the others, and
    /// each once.
    pub fn of(files: Vec<Incoming>, packs: Vec<Brought>) -> Self {
        let mut own = Self { files, packs };
        own.packs.extend(own.files.iter_mut().filter_map(|file| file.pack.take()));
        sort(&mut own.files, |a, b| a.assessment < b.assessment);
        sort(&mut own.packs, |a, b| a.name < b.name);
        own.packs.dedup_by(|a, b| a.name == b.name);
        own
    }

    /// How many facts all assessments have together.
    pub fn facts(&self) -> usize {
        self.files.iter().map(|file| file.facts.len()).sum()
    }
}

/// Whether a text claims to be a backup.
pub fn claims(text: &str) -> bool {
    KIND.claims(text)
}

/// The backup as a file: the same bytes for the same content.
pub fn write(backup: &Backup) -> String {
    let files: Vec<String> = backup.files.iter().map(|own| file::write(&own.assessment, &own.facts)).collect();
    let packs: Vec<&str> = backup.packs.iter().map(|own| own.text.trim()).collect();
    let mut sums = Vec::new();
    for (own, text) in backup.files.iter().zip(&files) {
        sums.push(own.assessment.to_string());
        sums.extend(text.rsplit('"').nth(1).map(str::to_owned));
    }
    let sum = checksum(sums.iter().map(String::as_str).chain(packs.iter().copied()));
    let files: Vec<&str> = files.iter().map(|own| own.trim()).collect();
    format!(
        "{{\"fourfold-backup\":{FORMAT},\n\"files\":[\n{}\n],\n\"packs\":[\n{}\n],\n\"checksum\":\"{sum}\"}}\n",
        files.join(",\n"),
        packs.join(",\n"),
    )
}

/// Reads a backup.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(text: &str) -> Result<Backup, BackupError> {
    // Files and packs are read one by one, each by its own reader.
    let parts = KIND.open(text, 5, |root| Ok(Parts::of(root)))?;
    parts?.read()
}

/// The texts an envelope holds.
struct Parts {
    files: Vec<String>,
    packs: Vec<String>,
    /// What the checksum of the envelope covers of each file.
    sums: Vec<String>,
    expected: String,
}

impl Parts {
    fn of(root: Node) -> Result<Self, BackupError> {
        let list = |name: &str| -> Result<Vec<String>, BackupError> {
            let list = envelope::part(root, name)?.elements().ok_or_else(|| envelope::malformed(name))?;
            let count = list.clone().count();
            if count > MAX_FILES {
                return Err(BackupError::TooManyFiles(count));
            }
            Ok(list.map(|own| own.raw().to_owned()).collect())
        };
        let (files, packs) = (list("files")?, list("packs")?);
        let mut sums = Vec::new();
        for own in envelope::part(root, "files")?.elements().into_iter().flatten() {
            sums.extend(["assessment", "checksum"].iter().filter_map(|key| Some(own.get(key)?.text()?.into_owned())));
        }
        let expected = envelope::text(root, "checksum")?.into_owned();
        Ok(Self { files, packs, sums, expected })
    }

    fn read(self) -> Result<Backup, BackupError> {
        let mut backup = Backup::default();
        let mut facts = 0;
        for (index, text) in self.files.iter().enumerate() {
            let file = file::read(text).map_err(|error| BackupError::File(index + 1, error))?;
            facts += file.facts.len();
            if facts > MAX_FACTS {
                return Err(BackupError::TooManyFacts(facts));
            }
            backup.files.push(file);
        }
        for (index, text) in self.packs.iter().enumerate() {
            let (pack, _) = read_one_file(text).map_err(|error| BackupError::Pack(index + 1, error))?;
            backup.packs.push(Brought { name: pack.name(), text: text.clone() });
        }
        let sums = self.sums.iter().chain(&self.packs);
        if checksum(sums.map(String::as_str)) != self.expected {
            return Err(EnvelopeError::Damaged.into());
        }
        let backup = Backup::of(backup.files, backup.packs);
        if backup.files.windows(2).any(|pair| matches!(pair, [a, b] if a.assessment == b.assessment)) {
            return Err(EnvelopeError::Part("an assessment stands twice".to_owned()).into());
        }
        Ok(backup)
    }
}
