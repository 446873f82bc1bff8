//! The journal: facts as append-only, self-contained records with a checksum, each under a key only
//! this writer uses, `fourfold/1/<assessment>/<writer>/<seq>`. Nothing is ever read, changed and
//! written back, so tabs need no lock, and no write starts from a failed read.

use super::{FORMAT, Fault, PREFIX, SHELF, Storage};
use crate::model::json::Json;
use crate::model::{AssessmentId, Fact, Facts, Table, WriterId, checksum, sort};

/// What a key holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Read {
    /// The key is not one of ours.
    Foreign,
    /// It was written by a newer version in a format this build does not know.
    Newer,
    /// One of our records, with the assessment it belongs to.
    Valid(AssessmentId, Vec<Fact>),
    /// One of ours that cannot be read, and why.
    Unreadable(String),
}

/// A record that cannot be read. It stays where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarantined {
    /// Its key.
    pub key: String,
    /// Its text as found.
    pub text: String,
    /// What is wrong with it.
    pub why: String,
}

/// Everything that was found.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Found {
    /// The facts of each assessment.
    pub assessments: Table<AssessmentId, Facts>,
    /// Records that cannot be read.
    pub quarantine: Vec<Quarantined>,
    /// Keys of a newer format.
    pub newer: Vec<String>,
}

/// How much room is taken, in UTF-16 units, keys included.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Usage {
    /// By us.
    pub own: usize,
    /// By other pages of the same origin.
    pub others: usize,
}

/// Writes and finds records.
pub struct Journal<S> {
    storage: S,
    writer: WriterId,
    next: u64,
}

impl<S: Storage> Journal<S> {
    /// A journal for one page load. The writer has to be drawn anew for each.
    pub fn new(storage: S, writer: WriterId) -> Self {
        Self { storage, writer, next: 1 }
    }

    /// Reads everything. What cannot be read is reported and left as it is.
    ///
    /// # Errors
    /// When the storage itself cannot be read; nothing may then be concluded from what is missing.
    pub fn load(&self) -> Result<Found, Fault> {
        let mut found = Found::default();
        let mut keys = self.storage.keys()?;
        keys.retain(|key| key.starts_with(PREFIX));
        sort(&mut keys, |a, b| a < b);
        for key in keys {
            let Some(text) = self.storage.get(&key)? else { continue };
            match read_record(&key, &text) {
                Read::Foreign => {}
                Read::Newer => found.newer.push(key),
                Read::Valid(assessment, facts) => found.assessments.entry_or_default(assessment).extend(facts),
                Read::Unreadable(why) => found.quarantine.push(Quarantined { key, text, why }),
            }
        }
        Ok(found)
    }

    /// Writes facts of an assessment as one record: all of them are kept, or none. No facts need no
    /// record.
    ///
    /// # Errors
    /// When the record is not there afterwards, or when a fact could not be read again: a text that
    /// is too long, a stamp that is none. Nothing is written then.
    pub fn append(&mut self, assessment: &AssessmentId, facts: &[Fact]) -> Result<(), Fault> {
        if facts.is_empty() {
            return Ok(());
        }
        let key = self.fresh_key(assessment)?;
        let lines: Vec<String> = facts.iter().map(Fact::write).collect();
        let body = lines.join("\n");
        let text = format!("{} {body}", checksum([&*key, &*body]));
        match read_record(&key, &text) {
            Read::Valid(_, read) if read.iter().map(Fact::write).eq(lines) => {}
            Read::Unreadable(why) => return Err(Fault::Failed(why)),
            _ => return Err(Fault::Failed("it could not be read again".to_owned())),
        }
        self.storage.set(&key, &text)?;
        match self.storage.get(&key)? {
            Some(kept) if kept == text => Ok(()),
            _ => Err(Fault::NotKept),
        }
    }

    /// The next key of this writer that holds nothing: should an id ever be drawn twice, the records
    /// of the first are not written over.
    fn fresh_key(&mut self, assessment: &AssessmentId) -> Result<String, Fault> {
        loop {
            let key = format!("{PREFIX}{FORMAT}/{assessment}/{}/{}", self.writer, self.next);
            // A number is used once, also after a failure that may have left something behind.
            self.next += 1;
            if self.storage.get(&key)?.is_none() {
                return Ok(key);
            }
        }
    }

    /// What it writes to, for what is no record.
    pub fn storage(&mut self) -> &mut S {
        &mut self.storage
    }

    /// How much room is taken.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn usage(&self) -> Result<Usage, Fault> {
        let mut usage = Usage::default();
        for key in self.storage.keys()? {
            let units = |text: &str| text.encode_utf16().count();
            let size = units(&key) + self.storage.get(&key)?.as_deref().map_or(0, units);
            if key.starts_with(PREFIX) { usage.own += size } else { usage.others += size }
        }
        Ok(usage)
    }
}

/// Reads one record.
pub fn read_record(key: &str, text: &str) -> Read {
    let Some(path) = key.strip_prefix(PREFIX) else { return Read::Foreign };
    let mut parts = path.split('/');
    let begin = parts.next();
    match begin.and_then(|format| format.parse::<u32>().ok()) {
        None if begin == Some(SHELF) => return Read::Foreign,
        Some(FORMAT) => {}
        Some(format) if format > FORMAT => return Read::Newer,
        _ => return Read::Unreadable("its key is not one this app writes".to_owned()),
    }
    let (Some(Ok(assessment)), Some(Ok(_)), Some(Ok(_)), None) = (
        parts.next().map(str::parse::<AssessmentId>),
        parts.next().map(str::parse::<WriterId>),
        parts.next().map(str::parse::<u64>),
        parts.next(),
    ) else {
        return Read::Unreadable("its key is not one this app writes".to_owned());
    };
    let Some((sum, body)) = text.split_once(' ') else { return Read::Unreadable("it has no checksum".to_owned()) };
    if sum != checksum([key, body]) {
        return Read::Unreadable("its checksum does not fit its content".to_owned());
    }
    // Not line by line: the text of a foreign fact may itself run over several lines.
    let facts = match Json::sequence(body) {
        Ok(json) => json.values().map(|record| Fact::read(record.raw()).map_err(|why| why.to_string())).collect(),
        Err(why) => Err(why.to_string()),
    };
    match facts {
        Ok(facts) => Read::Valid(assessment, facts),
        Err(why) => Read::Unreadable(why),
    }
}
