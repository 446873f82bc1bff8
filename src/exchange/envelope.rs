//! What the envelopes of backups have in common: a limit before anything is read, a number of the format, every part
//! once, and an error that names what is wrong.

use std::borrow::Cow;
use std::fmt;

use crate::model::json::{Json, Node};

/// Why an envelope is refused. Nothing of what is in it is taken over then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EnvelopeError {
    /// Its bytes, and the most there may be.
    TooLarge(usize, usize),
    /// Not JSON, or cut off: line, column, and what was expected.
    NotJson(usize, usize, String),
    /// JSON of something else.
    Foreign,
    /// Written by a newer version, with its format.
    Newer(u32),
    /// A part is missing, stands twice or is malformed.
    Part(String),
    /// Changed after it was written.
    Damaged,
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(bytes, most) => write!(f, "{bytes} bytes are more than the {most} allowed"),
            Self::NotJson(line, column, what) => write!(f, "line {line}, column {column}: {what}"),
            Self::Foreign => f.write_str("a file of something else"),
            Self::Newer(format) => write!(f, "format {format} is newer than this build reads"),
            Self::Part(what) => f.write_str(what),
            Self::Damaged => f.write_str("the checksum does not fit the content"),
        }
    }
}

/// What an envelope is told by: the key that holds the number of its format, the newest that is read, and its limit.
pub(super) struct Kind {
    pub(super) key: &'static str,
    pub(super) format: u32,
    pub(super) most: usize,
}

impl Kind {
    /// Whether a text claims to be of this kind. One that says so at its beginning may be cut off behind that.
    pub(super) fn claims(&self, text: &str) -> bool {
        let beginning: String = text.chars().take(64).collect();
        let is_whole = || {
            text.len() <= self.most && Json::outline(plain(text), 2).is_ok_and(|own| own.root().get(self.key).is_some())
        };
        beginning.contains(&["\"", self.key, "\""].concat()) || is_whole()
    }

    /// Checks size, form and format, and hands the parts down to a depth to `read`.
    pub(super) fn open<T>(
        &self,
        text: &str,
        depth: usize,
        read: impl FnOnce(Node) -> Result<T, EnvelopeError>,
    ) -> Result<T, EnvelopeError> {
        if text.len() > self.most {
            return Err(EnvelopeError::TooLarge(text.len(), self.most));
        }
        let json = Json::outline(plain(text), depth)
            .map_err(|it| EnvelopeError::NotJson(it.line, it.column, it.what.to_owned()))?;
        let root = json.root();
        match part(root, self.key).ok().and_then(|format| format.raw().parse().ok()) {
            None | Some(0) => Err(EnvelopeError::Foreign),
            Some(format) if format > self.format => Err(EnvelopeError::Newer(format)),
            Some(_) => read(root),
        }
    }
}

fn plain(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

pub(super) fn malformed(name: &str) -> EnvelopeError {
    EnvelopeError::Part(format!("\"{name}\" is malformed"))
}

/// The value of a key that stands once.
pub(super) fn part<'a>(envelope: Node<'a>, name: &str) -> Result<Node<'a>, EnvelopeError> {
    let mut own = envelope.members().into_iter().flatten().filter(|(key, _)| key.text().is_some_and(|key| key == name));
    match (own.next(), own.next()) {
        (Some((_, value)), None) => Ok(value),
        (None, _) => Err(EnvelopeError::Part(format!("\"{name}\" is missing"))),
        (Some(_), Some(_)) => Err(EnvelopeError::Part(format!("\"{name}\" stands twice"))),
    }
}

/// The text under a key that stands once.
pub(super) fn text<'a>(envelope: Node<'a>, name: &str) -> Result<Cow<'a, str>, EnvelopeError> {
    part(envelope, name)?.text().ok_or_else(|| malformed(name))
}
