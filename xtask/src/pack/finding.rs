//! What was found, and where: said the way compilers say it, so that an editor leads to the place.

use std::fmt;

use fourfold::model::json::Node;
use fourfold::model::pack::PackError;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The pack is wrong.
    Error,
    /// Someone should look again.
    Warning,
}

/// One thing to mend.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    pub path: String,
    /// From 1.
    pub line: usize,
    /// In bytes, from 1.
    pub column: usize,
    pub severity: Severity,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(out, "{}:{}:{}: {severity}: {}", self.path, self.line, self.column, self.message)
    }
}

impl Finding {
    /// What the app itself refuses.
    pub fn refused(path: &str, error: PackError) -> Self {
        let PackError { line, column, what } = error;
        Self { path: path.to_owned(), line, column, severity: Severity::Error, message: what }
    }
}

/// A value in one of the files.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub path: &'a str,
    pub node: Node<'a>,
}

impl<'a> Spot<'a> {
    pub fn at(self, node: Node<'a>) -> Self {
        Self { node, ..self }
    }

    /// The value of a key, or this one where there is none.
    pub fn key(self, key: &str) -> Self {
        self.at(self.node.get(key).unwrap_or(self.node))
    }

    /// An element, or this value where there is none.
    pub fn element(self, index: usize) -> Self {
        let element = self.node.elements().and_then(|mut all| all.nth(index));
        self.at(element.unwrap_or(self.node))
    }

    pub fn error(self, message: String) -> Finding {
        self.finding(Severity::Error, message)
    }

    pub fn warning(self, message: String) -> Finding {
        self.finding(Severity::Warning, message)
    }

    fn finding(self, severity: Severity, message: String) -> Finding {
        let (line, column) = self.node.place();
        Finding { path: self.path.to_owned(), line, column, severity, message }
    }

    /// How a message names another place.
    pub fn named(self) -> String {
        let (line, column) = self.node.place();
        format!("{}:{line}:{column}", self.path)
    }
}
