//! The assessment file: the facts of one assessment, a line each, in an envelope that says what it is
//! and whether it is whole.
//!
//! ```json
//! {"fourfold":1,
//! "assessment":"4b1c…",
//! "facts":[
//! {"kind":"profile","of":["name"],"is":"Harbour IT","stamp":"1-…"}
//! ],
//! "checksum":"89abcdef"}
//! ```

use std::fmt;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::model::{AssessmentId, Fact, Facts, checksum};

/// The format this build writes and reads.
pub const FORMAT: u32 = 1;

/// The most bytes a file may have.
pub const MAX_BYTES: usize = 16 << 20;

/// The most facts a file may have.
pub const MAX_FACTS: usize = 200_000;

/// What a file holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Incoming {
    /// The assessment it is of.
    pub assessment: AssessmentId,
    /// Its facts.
    pub facts: Facts,
}

/// Why a file is refused. Nothing of it is taken over then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileError {
    /// More than [`MAX_BYTES`], with its size.
    TooLarge(usize),
    /// More than [`MAX_FACTS`], with their number.
    TooMany(usize),
    /// Not JSON, or cut off: line, column, and what was expected.
    NotJson(usize, usize, String),
    /// JSON of something else.
    Foreign,
    /// Written by a newer version, with its format.
    Newer(u32),
    /// A part of the envelope is missing or malformed.
    Envelope(String),
    /// This fact, counted from 1, is not one.
    Fact(usize, String),
    /// Changed after it was written.
    Damaged,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(bytes) => write!(f, "{bytes} bytes are more than the {MAX_BYTES} allowed"),
            Self::TooMany(facts) => write!(f, "{facts} facts are more than the {MAX_FACTS} allowed"),
            Self::NotJson(line, column, what) => write!(f, "line {line}, column {column}: {what}"),
            Self::Foreign => f.write_str("not an assessment file"),
            Self::Newer(format) => write!(f, "format {format} is newer than {FORMAT}"),
            Self::Envelope(what) => f.write_str(what),
            Self::Fact(number, what) => write!(f, "fact {number}: {what}"),
            Self::Damaged => f.write_str("the checksum does not fit the content"),
        }
    }
}

/// Over the id too: facts that come in under another id would be another assessment.
fn sum(assessment: &AssessmentId, lines: &[String]) -> String {
    checksum(std::iter::once(assessment.as_str()).chain(lines.iter().map(String::as_str)))
}

fn lines(facts: &Facts) -> Vec<String> {
    facts.iter().map(Fact::write).collect()
}

/// The file of an assessment: the same bytes for the same facts.
pub fn write(assessment: &AssessmentId, facts: &Facts) -> String {
    let lines = lines(facts);
    format!(
        "{{\"fourfold\":{FORMAT},\n\"assessment\":\"{assessment}\",\n\"facts\":[\n{}\n],\n\"checksum\":\"{}\"}}\n",
        lines.join(",\n"),
        sum(assessment, &lines)
    )
}

#[derive(Deserialize)]
struct Head {
    fourfold: Option<u32>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    assessment: String,
    #[serde(borrow)]
    facts: Vec<&'a RawValue>,
    checksum: String,
}

/// The reader puts the place at the end of its sentence; the place has fields of its own here.
fn not_json(error: serde_json::Error) -> FileError {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or(&what).to_owned();
    FileError::NotJson(error.line(), error.column(), what)
}

/// Reads a file.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(text: &str) -> Result<Incoming, FileError> {
    if text.len() > MAX_BYTES {
        return Err(FileError::TooLarge(text.len()));
    }
    let text = text.trim_start_matches('\u{feff}');
    // The derived readers take a list for an object too, by position; a list is not one of our files.
    if !text.trim_start().starts_with('{') {
        serde_json::from_str::<IgnoredAny>(text).map_err(not_json)?;
        return Err(FileError::Foreign);
    }
    let head: Head = serde_json::from_str(text)
        .map_err(|error| if error.is_data() { FileError::Foreign } else { not_json(error) })?;
    match head.fourfold {
        None | Some(0) => return Err(FileError::Foreign),
        Some(format) if format > FORMAT => return Err(FileError::Newer(format)),
        Some(_) => {}
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| FileError::Envelope(error.to_string()))?;
    if envelope.facts.len() > MAX_FACTS {
        return Err(FileError::TooMany(envelope.facts.len()));
    }
    let assessment: Result<AssessmentId, _> = envelope.assessment.parse();
    let assessment = assessment.map_err(|_| FileError::Envelope("\"assessment\" is not an id".to_owned()))?;
    let mut facts = Facts::default();
    for (index, record) in envelope.facts.iter().enumerate() {
        let fact = Fact::read(record.get()).map_err(|why| FileError::Fact(index + 1, why.to_string()))?;
        facts.add(fact);
    }
    if sum(&assessment, &lines(&facts)) != envelope.checksum {
        return Err(FileError::Damaged);
    }
    Ok(Incoming { assessment, facts })
}
