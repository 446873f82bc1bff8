//! What a file holds that somebody opens: an assessment, a backup, something sealed, a questionnaire, replies, or why it
//! is none of these.

use super::backup::{self, Backup, BackupError};
use super::file::{self, FileError, Incoming};
use super::letter::{self, Kind};
use super::sealed::{self, Sealed, SealedError};
use crate::model::json::Json;
use crate::model::pack::{Pack, Texts, read_one_file};

/// The most bytes any file may have that is opened: the largest are sealed.
pub const MAX_BYTES: usize = sealed::MAX_BYTES;

/// What was in a file.
#[derive(Clone)]
pub enum Content {
    /// One assessment.
    Assessment(Incoming),
    /// A backup of everything.
    Backup(Backup),
    /// One of the others, once somebody gives the passphrase.
    Sealed(Sealed),
    /// A questionnaire, with its words and its text.
    Pack(Box<(Pack, Vec<Texts>, String)>),
    /// Replies to an invitation, each as a letter by itself, whole or not.
    Replies(Vec<String>),
}

/// Why a file is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ContentError {
    /// It is an assessment file with a fault, or none of those that are known.
    File(FileError),
    /// It is a backup with a fault.
    Backup(BackupError),
    /// It is a sealed file with a fault.
    Sealed(SealedError),
}

/// Says what a text is by what it calls itself, and reads it as that.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn understand(text: &str) -> Result<Content, ContentError> {
    if sealed::claims(text) {
        return sealed::read(text).map(Content::Sealed).map_err(ContentError::Sealed);
    }
    if backup::claims(text) {
        return backup::read(text).map(Content::Backup).map_err(ContentError::Backup);
    }
    // JSON may have one in a text somebody typed.
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
        let replies = letter::find(Kind::Reply, text);
        if !replies.is_empty() {
            return Ok(Content::Replies(replies));
        }
    }
    let is_pack = || Json::outline(text, 2).is_ok_and(|json| json.root().get("structure").is_some());
    match file::read(text) {
        Ok(file) => Ok(Content::Assessment(file)),
        Err(FileError::Foreign) if is_pack() => match read_one_file(text) {
            Ok((pack, texts)) => Ok(Content::Pack(Box::new((pack, texts, text.to_owned())))),
            Err(error) => Err(ContentError::File(FileError::Pack(error))),
        },
        Err(error) => Err(ContentError::File(error)),
    }
}
