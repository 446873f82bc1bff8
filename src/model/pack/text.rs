//! The words of a pack in one language, for one size.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{FORMAT, Pack, PackError, check};
use crate::model::id::{AttributeId, OptionId, ProcessId, QuestionId};
use crate::model::value::Text;

/// A name with a sentence that explains it.
#[derive(Clone, PartialEq, Default, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// What it is called.
    pub name: Text,
    /// What it means, asks or is for.
    #[serde(default, alias = "purpose", alias = "asks", alias = "summary")]
    pub means: Text,
}

/// The words of one question.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct QuestionText {
    /// Why it matters, in one line.
    pub goal: Text,
    /// The question.
    pub text: Text,
    /// What is observed at each option.
    pub levels: BTreeMap<OptionId, Text>,
    /// What to look at.
    pub evidence: Vec<Text>,
    /// A question that exposes a flattering answer.
    pub counter_check: Text,
}

/// A text file.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Format of this file.
    pub format: u32,
    /// The pack it belongs to.
    pub pack: Text,
    /// The version of that pack.
    pub version: Text,
    /// Its language.
    pub language: Text,
    /// The size whose questions it holds.
    pub size: Text,
    /// What the pack is called.
    pub title: Text,
    /// What it is, in a sentence.
    pub summary: Text,
    /// The sizes.
    pub sizes: BTreeMap<Text, Named>,
    /// The options of the scale.
    pub options: BTreeMap<OptionId, Named>,
    /// The evidence grades.
    pub grades: BTreeMap<Text, Named>,
    /// The levels of the ladder, from "1".
    pub levels: BTreeMap<Text, Named>,
    /// The attributes.
    pub attributes: BTreeMap<AttributeId, Named>,
    /// The indicators.
    pub indicators: BTreeMap<Text, Named>,
    /// The processes.
    pub processes: BTreeMap<ProcessId, Named>,
    /// The groups.
    #[serde(default)]
    pub groups: BTreeMap<Text, Named>,
    /// The questions.
    pub questions: BTreeMap<QuestionId, QuestionText>,
}

impl Texts {
    /// Reads a text file of a pack.
    ///
    /// # Errors
    /// The first thing that is wrong, or missing for the questions of its size, with its place.
    pub fn read(text: &str, pack: &Pack) -> Result<Self, PackError> {
        let texts: Self = serde_json::from_str(text)?;
        check::texts(&texts, pack).map_err(|fault| fault.at(text))?;
        Ok(texts)
    }

    /// Whether the file is of the format this build reads and of this version of the pack.
    pub(super) fn belongs_to(&self, pack: &Pack) -> bool {
        let of = &pack.structure;
        self.format == FORMAT && *self.pack == *of.id.as_str() && self.version == of.version
    }
}
