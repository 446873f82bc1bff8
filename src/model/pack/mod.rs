//! A pack: the questionnaire with everything scoring needs, as data. The structure file holds ids,
//! mapping, scale, ladder, weights, curves and thresholds; text files hold the words per language
//! and size, keyed by the same ids. The built-in pack is read exactly like anyone else's.

mod asking;
mod changes;
mod check;
mod glossary;
mod guide;
mod order;
mod read;
mod structure;
mod target;
mod text;

use std::fmt;

use read::{Object, list};
use sha2::{Digest, Sha256};

pub use changes::Changes;
pub use glossary::{Piece, Voice};
pub use guide::{Guide, Improvement, ProcessGuide};
pub use structure::{
    Band, Choice, Curve, Group, GuideFile, Indicator, MetricKey, OwnIndicator, Process, Question, Rung, Size,
    Structure, Targets, TextFile, Thresholds, WeightedCurve,
};
pub use text::{Named, QuestionText, Texts};

use super::assessment::Assessment;
use super::hexadecimal;
use super::id::{AttributeId, OptionId, ProcessId, QuestionId};
use super::json::{Json, Malformed, Node};
use super::sort::sort;
use super::table::Table;

/// The format number this build reads.
pub const FORMAT: u32 = 1;

/// What is wrong with a pack, and where in its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackError {
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
    /// What is wrong and what is expected.
    pub what: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}

impl From<Malformed> for PackError {
    fn from(error: Malformed) -> Self {
        Self { line: error.line, column: error.column, what: error.what.to_owned() }
    }
}

/// Reads a pack whose structure and words stand in one file, `{"structure": {…}, "texts": [{…}]}`. There are words for
/// each size in the pack's own language, and as many further languages as one likes.
///
/// # Errors
/// The first thing that is wrong, with its place in the file.
pub fn read_one_file(text: &str) -> Result<(Pack, Vec<Texts>), PackError> {
    let json = Json::read(text)?;
    let own = Object::new(json.root(), &["structure", "texts"])?;
    let pack = own.value("structure", |node| Pack::of(node, node.raw()))?;
    let texts = own.value("texts", |node| list(node, Texts::of))?;
    check::one_file(&texts, &pack).map_err(|fault| fault.at(json.root()))?;
    Ok((pack, texts))
}

/// A structure with its fingerprint and the positions of its parts.
#[derive(Clone, PartialEq, Debug)]
pub struct Pack {
    /// As it was read.
    pub structure: Structure,
    /// SHA-256 of the structure's text, in hexadecimal: the whole of its file, or its part of a one-file pack from
    /// brace to brace.
    pub fingerprint: String,
    /// Every attribute of the ladder in its order, with the level it belongs to (from 1).
    pub attributes: Vec<(AttributeId, usize)>,
    questions: Table<QuestionId, usize>,
    /// For each process and attribute, the questions that cover it, finest first.
    coverage: Vec<Vec<Vec<usize>>>,
}

impl Pack {
    /// Reads and checks a structure.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in the text.
    pub fn read(text: &str) -> Result<Self, PackError> {
        Self::of(Json::read(text)?.root(), text)
    }

    /// Reads a structure and leaves the check to [`Pack::read`], which has to follow before anything is computed: the
    /// first question does not wait for it.
    ///
    /// # Errors
    /// The first thing that has not the shape of a structure, with its place in the text.
    pub fn unchecked(text: &str) -> Result<Self, PackError> {
        Ok(Self::new(Structure::read(Json::read(text)?.root())?, text))
    }

    fn of(node: Node, text: &str) -> Result<Self, PackError> {
        let structure = Structure::read(node)?;
        check::structure(&structure).map_err(|fault| fault.at(node))?;
        Ok(Self::new(structure, text))
    }

    fn new(structure: Structure, text: &str) -> Self {
        let fingerprint = hexadecimal(&Sha256::digest(text.as_bytes()));
        let attributes: Vec<(AttributeId, usize)> = structure
            .ladder
            .iter()
            .enumerate()
            .flat_map(|(index, rung)| rung.attributes.iter().map(move |id| (id.clone(), index + 1)))
            .collect();
        let questions = structure.questions.iter().enumerate().map(|(index, q)| (q.id.clone(), index)).collect();
        let coverage = structure
            .processes
            .iter()
            .map(|process| {
                attributes
                    .iter()
                    .map(|(attribute, _)| {
                        let mut covering: Vec<usize> = (0..structure.questions.len())
                            .filter(|&index| {
                                let question = &structure.questions[index];
                                question.process.as_ref() == Some(&process.id) && question.covers(attribute)
                            })
                            .collect();
                        let fineness = |index: usize| (structure.questions[index].breadth(attributes.len()), index);
                        sort(&mut covering, |a, b| fineness(*a) < fineness(*b));
                        covering
                    })
                    .collect()
            })
            .collect();
        Self { structure, fingerprint, attributes, questions, coverage }
    }

    /// How facts name this pack: `id@version#fingerprint`.
    pub fn name(&self) -> String {
        format!("{}@{}#{}", self.structure.id, self.structure.version, self.fingerprint)
    }

    /// The place of a question in the structure.
    pub fn question_index(&self, id: &QuestionId) -> Option<usize> {
        self.questions.get(id).copied()
    }

    /// Every question's id with its place in the structure, in the order of the ids.
    pub fn questions_by_id(&self) -> impl Iterator<Item = (&QuestionId, usize)> {
        self.questions.iter().map(|(id, index)| (id, *index))
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.structure.questions.get(self.question_index(id)?)
    }

    /// The process with this id.
    pub fn process(&self, id: &ProcessId) -> Option<&Process> {
        self.structure.processes.iter().find(|process| process.id == *id)
    }

    /// The questions that cover an attribute of a process, by their places, finest first.
    pub fn covering(&self, process: usize, attribute: usize) -> &[usize] {
        self.coverage.get(process).and_then(|row| row.get(attribute)).map_or(&[], Vec::as_slice)
    }

    /// The questions of a size in pack order, by their places.
    pub fn asked(&self, size: &str) -> impl Iterator<Item = usize> {
        let questions = self.structure.questions.iter().enumerate();
        questions.filter(move |(_, question)| question.sizes.iter().any(|own| **own == *size)).map(|(index, _)| index)
    }

    /// The questions of a size that are asked in a scope, by their places: of processes in it, and outside of any.
    pub fn within<'a>(&'a self, size: &'a str, own: &'a Assessment) -> impl Iterator<Item = usize> + 'a {
        self.asked(size).filter(move |&index| match &self.structure.questions[index].process {
            Some(process) => own.in_scope(process),
            None => true,
        })
    }

    /// Whether a size asks anything about a process.
    pub fn asks_about(&self, size: &str, process: &ProcessId) -> bool {
        self.asked(size).any(|index| self.structure.questions[index].process.as_ref() == Some(process))
    }

    /// Whether a new assessment of a size begins with a process; the organisation puts others in or out.
    pub fn begins_with(&self, size: &str, process: &ProcessId) -> bool {
        let own = self.structure.sizes.iter().find(|own| *own.id == *size);
        own.is_some_and(|own| own.scope.is_empty() || own.scope.contains(process))
    }

    /// The place of an option on the scale.
    pub fn option_index(&self, id: &OptionId) -> Option<usize> {
        self.structure.scale.iter().position(|option| option.id == *id)
    }

    /// How many attributes a question stands for.
    pub fn breadth(&self, question: usize) -> usize {
        self.structure.questions.get(question).map_or(0, |question| question.breadth(self.attributes.len()))
    }
}
