//! The guidance of a pack: what a process is for and how to begin with it, what to do next at each level, an
//! improvement for each question, and what words mean. Nothing of it is scored, so it is fetched only when shown.

use super::read::{Object, Read, count, id, list, table, text};
use super::{FORMAT, Pack, PackError};
use crate::model::id::{AttributeId, OptionId, ProcessId, QuestionId};
use crate::model::json::{Json, Node};
use crate::model::table::Table;
use crate::model::value::{Role, Text};

/// A guide file.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Guide {
    /// Its language.
    pub language: Text,
    /// About each process.
    pub processes: Table<ProcessId, ProcessGuide>,
    /// For each attribute, what leads from an option to the next.
    pub next: Table<AttributeId, Table<OptionId, Text>>,
    /// The improvement that answers a question better.
    pub moves: Table<QuestionId, Improvement>,
    /// How a question reads for customers and users.
    pub outside: Table<QuestionId, Text>,
    /// What words mean.
    pub glossary: Table<Text, Text>,
    /// Words of the glossary that in running text often mean something else.
    pub everyday: Vec<Text>,
}

/// Half a page about a process.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct ProcessGuide {
    /// What it is for, seen from those who depend on it.
    pub purpose: Text,
    /// How it typically fails.
    pub fails: Vec<Text>,
    /// The first steps that pay.
    pub steps: Vec<Text>,
    /// What should work before it, and why.
    pub first: Text,
}

/// Something that can be assigned to somebody.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Improvement {
    /// Who does what, to which result.
    pub task: Text,
    /// What gets better, and for whom.
    pub gives: Text,
    /// What has to be there before.
    pub first: Text,
}

impl Guide {
    /// Reads a guide file of a pack.
    ///
    /// # Errors
    /// The first thing that is wrong, or that speaks of nothing in the pack, with its place.
    pub fn read(source: &str, pack: &Pack) -> Result<Self, PackError> {
        let json = Json::read(source)?;
        let known =
            ["format", "pack", "version", "language", "processes", "next", "moves", "outside", "glossary", "everyday"];
        let own = Object::new(json.root(), &known)?;
        let (format, of, version) =
            (own.value("format", count)?, own.value("pack", text)?, own.value("version", text)?);
        let structure = &pack.structure;
        if format != FORMAT || *of != *structure.id.as_str() || version != structure.version {
            let name = format!("this guide is not of {} {} in format {FORMAT}", structure.id, structure.version);
            return Err(PackError::at(json.root(), name));
        }
        let mut guide = Self { language: own.value("language", text)?, ..Self::default() };
        own.need("processes", &mut guide.processes, |node| table(node, id, ProcessGuide::read))?;
        own.find("next", &mut guide.next, |node| table(node, id, |node| table(node, id, text)))?;
        own.find("moves", &mut guide.moves, |node| table(node, id, Improvement::read))?;
        own.find("outside", &mut guide.outside, |node| table(node, id, text))?;
        own.find("glossary", &mut guide.glossary, |node| table(node, text, text))?;
        own.find("everyday", &mut guide.everyday, |node| list(node, text))?;
        let known = |part: &str, id: &dyn std::fmt::Display, known: bool| {
            let node = json.root().get(part).unwrap_or(json.root());
            if known { Ok(()) } else { Err(PackError::at(node, format!("the pack has no \"{id}\""))) }
        };
        for word in &guide.everyday {
            if guide.glossary.get(word).is_none() {
                let node = json.root().get("everyday").unwrap_or(json.root());
                return Err(PackError::at(node, format!("the glossary has no \"{word}\"")));
            }
        }
        for id in guide.processes.keys() {
            known("processes", id, pack.process(id).is_some())?;
        }
        for id in guide.next.keys() {
            known("next", id, pack.attributes.iter().any(|(own, _)| own == id))?;
        }
        for id in guide.moves.keys() {
            known("moves", id, pack.question_index(id).is_some())?;
        }
        for id in guide.outside.keys() {
            known("outside", id, pack.question_index(id).is_some())?;
        }
        Ok(guide)
    }

    /// A question in the words of somebody who sees the services from outside. Without any, and for everybody else, the
    /// pack's own hold.
    pub fn wording(&self, question: &QuestionId, role: Option<Role>) -> Option<&Text> {
        self.outside.get(question).filter(|_| role.is_some_and(Role::is_outside))
    }

    /// The improvement for an attribute of a process, both by their places in the pack: that of the finest question about
    /// it which has one. With the place of that question.
    pub fn improvement(&self, pack: &Pack, process: usize, attribute: usize) -> Option<(usize, &Improvement)> {
        let own = |question: &usize| self.improvement_of(pack, *question).map(|own| (*question, own));
        pack.covering(process, attribute).iter().find_map(own)
    }

    /// The improvement for a question, by its place in the pack.
    pub fn improvement_of(&self, pack: &Pack, question: usize) -> Option<&Improvement> {
        self.moves.get(&pack.structure.questions.get(question)?.id)
    }
}

impl ProcessGuide {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["for", "fails", "steps", "first"])?;
        let mut guide = Self::default();
        own.need("for", &mut guide.purpose, text)?;
        own.need("fails", &mut guide.fails, |node| list(node, text))?;
        own.need("steps", &mut guide.steps, |node| list(node, text))?;
        own.need("first", &mut guide.first, text)?;
        Ok(guide)
    }
}

impl Improvement {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["do", "gives", "first"])?;
        let mut improvement = Self::default();
        own.need("do", &mut improvement.task, text)?;
        own.need("gives", &mut improvement.gives, text)?;
        own.need("first", &mut improvement.first, text)?;
        Ok(improvement)
    }
}
