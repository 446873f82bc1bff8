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
//!
//! An assessment that asks someone's own pack brings it along as a further part, `"pack"`, in one file's form.

use std::fmt;

use crate::model::json::{Json, Node};
use crate::model::pack::{PackError, read_one_file};
use crate::model::{AssessmentId, Fact, Facts, Stamp, checksum};

/// The format this build writes and reads.
pub const FORMAT: u32 = 1;

/// The most bytes a file may have.
pub const MAX_BYTES: usize = 16 << 20;

/// The most facts a file may have.
pub const MAX_FACTS: usize = 200_000;

/// The greatest counter a fact of a file may have: whoever takes it over goes on counting from there.
pub const MAX_COUNTER: u64 = Stamp::MAX_COUNTER / 2;

/// What a file holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Incoming {
    /// The assessment it is of.
    pub assessment: AssessmentId,
    /// Its facts.
    pub facts: Facts,
    /// The pack it asks, in one file's form, where it brings it along.
    pub pack: Option<Brought>,
}

/// A pack that came with an assessment, checked.
#[derive(Clone, PartialEq, Debug)]
pub struct Brought {
    /// As facts name it.
    pub name: String,
    /// Its text as it came.
    pub text: String,
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
    /// The pack it brings along is not one, with the place in the file.
    Pack(PackError),
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
            Self::Pack(error) => error.fmt(f),
            Self::Fact(number, what) => write!(f, "fact {number}: {what}"),
            Self::Damaged => f.write_str("the checksum does not fit the content"),
        }
    }
}

/// Over the id too: facts that come in under another id would be another assessment.
fn sum(assessment: &AssessmentId, lines: &[String], pack: Option<&str>) -> String {
    checksum(std::iter::once(assessment.as_str()).chain(lines.iter().map(String::as_str)).chain(pack))
}

fn lines(facts: &Facts) -> Vec<String> {
    facts.iter().map(Fact::write).collect()
}

/// The file of an assessment: the same bytes for the same facts.
pub fn write(assessment: &AssessmentId, facts: &Facts) -> String {
    write_with(assessment, facts, None)
}

/// The file of an assessment with the text of the pack it asks, which is in one file's form.
pub fn write_with(assessment: &AssessmentId, facts: &Facts, pack: Option<&str>) -> String {
    let lines = lines(facts);
    let pack = pack.map(str::trim);
    format!(
        "{{\"fourfold\":{FORMAT},\n\"assessment\":\"{assessment}\",\n\"facts\":[\n{}\n],\n{}\"checksum\":\"{}\"}}\n",
        lines.join(",\n"),
        pack.map(|pack| ["\"pack\":", pack, ",\n"].concat()).unwrap_or_default(),
        sum(assessment, &lines, pack)
    )
}

/// The pack a file brings along; faults are told by their place in the file.
fn brought(file: Node, text: &str) -> Result<Option<Brought>, FileError> {
    if file.get("pack").is_none() {
        return Ok(None);
    }
    let own = only(file, "pack")?.raw();
    let before = text.find(own).and_then(|start| text.get(..start)).unwrap_or_default();
    let (lines, last) = (before.matches('\n').count(), before.rsplit('\n').next().map_or(0, str::len));
    let (pack, _) = read_one_file(own).map_err(|mut error| {
        error.column += if error.line == 1 { last } else { 0 };
        error.line += lines;
        FileError::Pack(error)
    })?;
    Ok(Some(Brought { name: pack.name(), text: own.to_owned() }))
}

/// The value of a key that stands once.
fn only<'a>(file: Node<'a>, name: &str) -> Result<Node<'a>, FileError> {
    let mut own = file.members().into_iter().flatten().filter(|(key, _)| key.text().is_some_and(|key| key == name));
    match (own.next(), own.next()) {
        (Some((_, value)), None) => Ok(value),
        (None, _) => Err(FileError::Envelope(format!("\"{name}\" is missing"))),
        (Some(_), Some(_)) => Err(FileError::Envelope(format!("\"{name}\" stands twice"))),
    }
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
    // Down to the facts, which are read one by one.
    let json = Json::outline(text, 3).map_err(|it| FileError::NotJson(it.line, it.column, it.what.to_owned()))?;
    let file = json.root();
    match only(file, "fourfold").ok().and_then(|format| format.raw().parse().ok()) {
        None | Some(0) => return Err(FileError::Foreign),
        Some(format) if format > FORMAT => return Err(FileError::Newer(format)),
        Some(_) => {}
    }
    let malformed = |name: &str| FileError::Envelope(format!("\"{name}\" is malformed"));
    let assessment = only(file, "assessment")?.text().and_then(|id| id.parse::<AssessmentId>().ok());
    let assessment = assessment.ok_or_else(|| malformed("assessment"))?;
    let records = only(file, "facts")?.elements().ok_or_else(|| malformed("facts"))?;
    let expected = only(file, "checksum")?.text().ok_or_else(|| malformed("checksum"))?;
    let count = records.clone().count();
    if count > MAX_FACTS {
        return Err(FileError::TooMany(count));
    }
    let mut facts = Facts::default();
    for (index, record) in records.enumerate() {
        let fact = Fact::read(record.raw()).map_err(|why| FileError::Fact(index + 1, why.to_string()))?;
        if fact.stamp.counter > MAX_COUNTER {
            return Err(FileError::Fact(index + 1, "its counter leaves no room for what comes after it".to_owned()));
        }
        facts.add(fact);
    }
    let own = file.get("pack").map(Node::raw);
    if sum(&assessment, &lines(&facts), own) != *expected {
        return Err(FileError::Damaged);
    }
    Ok(Incoming { assessment, facts, pack: brought(file, text)? })
}
