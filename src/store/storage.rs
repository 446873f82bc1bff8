//! The port: text by key, with every failure as a value.

use std::fmt;

/// Why a storage operation did not happen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Site data is switched off, or there is no storage at all.
    Blocked,
    /// There is no room left; what was there is untouched.
    Full,
    /// It was accepted and is not there when read back.
    NotKept,
    /// Anything else, in the words of the storage.
    Failed(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocked => f.write_str("storage is blocked"),
            Self::Full => f.write_str("storage is full"),
            Self::NotKept => f.write_str("storage did not keep what was written"),
            Self::Failed(why) => f.write_str(why),
        }
    }
}

/// Text by key. Every call can fail, and says so.
pub trait Storage {
    /// All keys, in any order, those of others included.
    ///
    /// # Errors
    /// When the storage cannot be read.
    fn keys(&self) -> Result<Vec<String>, Fault>;

    /// The text under a key, or nothing.
    ///
    /// # Errors
    /// When the storage cannot be read.
    fn get(&self, key: &str) -> Result<Option<String>, Fault>;

    /// Puts a text under a key.
    ///
    /// # Errors
    /// When it could not be written; the old text is then still there.
    fn set(&mut self, key: &str, text: &str) -> Result<(), Fault>;

    /// Takes a key away.
    ///
    /// # Errors
    /// When it could not be taken away.
    fn remove(&mut self, key: &str) -> Result<(), Fault>;
}
