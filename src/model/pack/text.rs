//! The words of a pack in one language, for one size.

use super::read::{Object, Read, count, id, table, text, texts};
use super::{FORMAT, Pack, PackError, check};
use crate::model::id::{AttributeId, OptionId, ProcessId, QuestionId};
use crate::model::json::{Json, Node};
use crate::model::table::Table;
use crate::model::value::Text;

/// A name with a sentence that explains it.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Named {
    /// What it is called.
    pub name: Text,
    /// What it means, asks or is for.
    pub means: Text,
}

impl Named {
    /// What it means goes by the word that fits: a process has a purpose, an attribute asks.
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["name", "means", "purpose", "asks", "summary"])?;
        let mut named = Self::default();
        own.need("name", &mut named.name, text)?;
        for word in ["means", "purpose", "asks", "summary"] {
            own.find(word, &mut named.means, text)?;
        }
        Ok(named)
    }
}

/// The words of one question.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct QuestionText {
    /// Why it matters, in one line.
    pub goal: Text,
    /// The question.
    pub text: Text,
    /// What is observed at each option.
    pub levels: Table<OptionId, Text>,
    /// What to look at.
    pub evidence: Vec<Text>,
    /// A question that exposes a flattering answer.
    pub counter_check: Text,
}

impl QuestionText {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["goal", "text", "levels", "evidence", "counter_check"])?;
        let mut words = Self::default();
        own.need("goal", &mut words.goal, text)?;
        own.need("text", &mut words.text, text)?;
        own.need("levels", &mut words.levels, |node| table(node, id, text))?;
        own.need("evidence", &mut words.evidence, texts)?;
        own.need("counter_check", &mut words.counter_check, text)?;
        Ok(words)
    }
}

/// A text file.
#[derive(Clone, PartialEq, Default, Debug)]
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
    pub sizes: Table<Text, Named>,
    /// The options of the scale.
    pub options: Table<OptionId, Named>,
    /// The evidence grades.
    pub grades: Table<Text, Named>,
    /// The levels of the ladder, from "1".
    pub levels: Table<Text, Named>,
    /// The attributes.
    pub attributes: Table<AttributeId, Named>,
    /// The indicators.
    pub indicators: Table<Text, Named>,
    /// The processes.
    pub processes: Table<ProcessId, Named>,
    /// The groups.
    pub groups: Table<Text, Named>,
    /// The questions.
    pub questions: Table<QuestionId, QuestionText>,
}

impl Texts {
    /// Of all words of a pack those of a size, in the first of two languages that is there, or else those that come
    /// nearest; nothing where there are none.
    pub fn fitting(all: &[Self], size: Option<&str>, languages: [&str; 2]) -> Option<Self> {
        let rank = |own: &Self| {
            let is_size = size.is_none_or(|size| *own.size == *size);
            (!is_size, *own.language != *languages[0], *own.language != *languages[1])
        };
        let mut own = all.iter().min_by_key(|own| rank(own))?.clone();
        // The words of one size may name that size alone.
        for (size, named) in all.iter().filter(|it| it.language == own.language).flat_map(|it| &it.sizes) {
            if !own.sizes.contains_key(size) {
                own.sizes.insert(size.clone(), named.clone());
            }
        }
        Some(own)
    }

    /// Reads a text file of a pack.
    ///
    /// # Errors
    /// The first thing that is wrong, or missing for the questions of its size, with its place.
    pub fn read(text: &str, pack: &Pack) -> Result<Self, PackError> {
        let json = Json::read(text)?;
        let texts = Self::of(json.root())?;
        check::texts(&texts, pack).map_err(|fault| fault.at(json.root()))?;
        Ok(texts)
    }

    /// Reads a text file and leaves the check against its pack to [`Texts::read`].
    ///
    /// # Errors
    /// The first thing that has not the shape of a text file, with its place.
    pub fn unchecked(text: &str) -> Result<Self, PackError> {
        Self::of(Json::read(text)?.root())
    }

    pub(super) fn of(node: Node) -> Read<Self> {
        let known = [
            "format",
            "pack",
            "version",
            "language",
            "size",
            "title",
            "summary",
            "sizes",
            "options",
            "grades",
            "levels",
            "attributes",
            "indicators",
            "processes",
            "groups",
            "questions",
        ];
        let own = Object::new(node, &known)?;
        let mut words = Self::default();
        own.need("format", &mut words.format, count)?;
        own.need("pack", &mut words.pack, text)?;
        own.need("version", &mut words.version, text)?;
        own.need("language", &mut words.language, text)?;
        own.need("size", &mut words.size, text)?;
        own.need("title", &mut words.title, text)?;
        own.need("summary", &mut words.summary, text)?;
        own.need("sizes", &mut words.sizes, named)?;
        own.need("options", &mut words.options, |node| table(node, id, Named::read))?;
        own.need("grades", &mut words.grades, named)?;
        own.need("levels", &mut words.levels, named)?;
        own.need("attributes", &mut words.attributes, |node| table(node, id, Named::read))?;
        own.need("indicators", &mut words.indicators, named)?;
        own.need("processes", &mut words.processes, |node| table(node, id, Named::read))?;
        own.find("groups", &mut words.groups, named)?;
        own.need("questions", &mut words.questions, |node| table(node, id, QuestionText::read))?;
        Ok(words)
    }

    /// Whether the file is of the format this build reads and of this version of the pack.
    pub(super) fn belongs_to(&self, pack: &Pack) -> bool {
        let of = &pack.structure;
        self.format == FORMAT && *self.pack == *of.id.as_str() && self.version == of.version
    }
}

fn named(node: Node) -> Read<Table<Text, Named>> {
    table(node, text, Named::read)
}
