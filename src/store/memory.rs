//! Storage in memory: what the app runs on where the browser has none, and what tests break on
//! purpose. A failure can be set for the n-th operation from now, and room can be limited.

use super::{Fault, Storage};
use crate::model::Table;
use std::cell::Cell;

/// How an operation fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// It reports an error and has done nothing.
    Before,
    /// It reports an error and was done all the same.
    After,
    /// The page dies before it; every later operation fails too.
    CrashBefore,
    /// The page dies after it.
    CrashAfter,
    /// It reports success and has done nothing.
    Lost,
    /// It reports that there is no room, and has done nothing.
    Full,
}

impl Failure {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Before, Self::After, Self::CrashBefore, Self::CrashAfter, Self::Lost, Self::Full];
}

/// Storage that is gone with its value.
#[derive(Clone, Default, Debug)]
pub struct Memory {
    texts: Table<String, String>,
    limit: Option<usize>,
    // Reads count and can fail too, and reading takes no exclusive access.
    operations: Cell<usize>,
    failure: Option<(usize, Failure)>,
    crashed: Cell<bool>,
}

impl Memory {
    /// With room for so many UTF-16 units, keys included.
    pub fn with_limit(limit: usize) -> Self {
        Self { limit: Some(limit), ..Self::default() }
    }

    /// Lets the n-th operation from now (from 0) fail.
    pub fn fail(&mut self, n: usize, failure: Failure) {
        self.failure = Some((self.operations.get() + n, failure));
    }

    /// How many operations there have been.
    pub fn operations(&self) -> usize {
        self.operations.get()
    }

    /// Gives it room for so many UTF-16 units from now on, or for as many as there are.
    pub fn limit(&mut self, limit: Option<usize>) {
        self.limit = limit;
    }

    /// What stands under a key, which is no operation.
    pub fn peek(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// Whether the page has died.
    pub fn has_crashed(&self) -> bool {
        self.crashed.get()
    }

    /// What is in it, as after a restart: without failure, limit or crash.
    pub fn restarted(&self) -> Self {
        Self { texts: self.texts.clone(), ..Self::default() }
    }

    fn step(&self) -> Result<Option<Failure>, Fault> {
        let n = self.operations.get();
        self.operations.set(n + 1);
        let failure = self.failure.filter(|(at, _)| *at == n).map(|(_, failure)| failure);
        if self.crashed.get() || failure == Some(Failure::CrashBefore) {
            self.crashed.set(true);
            return Err(Fault::Failed("crashed".to_owned()));
        }
        Ok(failure)
    }

    fn ended<T>(&self, failure: Option<Failure>, value: T) -> Result<T, Fault> {
        match failure {
            Some(Failure::After | Failure::Before) => Err(Fault::Failed("failed".to_owned())),
            Some(Failure::Full) => Err(Fault::Full),
            Some(Failure::CrashAfter) => {
                self.crashed.set(true);
                Err(Fault::Failed("crashed".to_owned()))
            }
            _ => Ok(value),
        }
    }

    fn size(&self) -> usize {
        let units = |text: &str| text.encode_utf16().count();
        self.texts.iter().map(|(key, text)| units(key) + units(text)).sum()
    }
}

impl Storage for Memory {
    fn keys(&self) -> Result<Vec<String>, Fault> {
        let failure = self.step()?;
        self.ended(failure, self.texts.keys().cloned().collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        let failure = self.step()?;
        self.ended(failure, self.texts.get(key).cloned())
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        let failure = self.step()?;
        if !matches!(failure, Some(Failure::Before | Failure::Lost | Failure::Full)) {
            let old = self.texts.insert(key.to_owned(), text.to_owned());
            if self.limit.is_some_and(|limit| self.size() > limit) {
                match old {
                    Some(old) => self.texts.insert(key.to_owned(), old),
                    None => self.texts.remove(key),
                };
                return Err(Fault::Full);
            }
        }
        self.ended(failure, ())
    }

    fn remove(&mut self, key: &str) -> Result<(), Fault> {
        let failure = self.step()?;
        if !matches!(failure, Some(Failure::Before | Failure::Lost | Failure::Full)) {
            self.texts.remove(key);
        }
        self.ended(failure, ())
    }
}
