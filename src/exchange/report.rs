//! The report: everything an assessment says and everything that follows, as one document that can be printed, handed on
//! and kept. One pure function makes it of the facts, the questionnaire and its words; a file of HTML, a file of Markdown
//! and the screen are three ways to write the same document. The same facts make the same bytes: there is no clock in it,
//! and no number printed by a browser.

mod answers;
mod beginning;
mod derivations;
pub mod document;
mod figures;
pub mod html;
pub mod markdown;
mod matrix;
mod method;
pub mod number;
mod outside;
mod plan;
mod problems;
mod registers;
mod results;

use sha2::{Digest, Sha256};

use super::pictures::{Gallery, Past, past};
use crate::locale::MoreWords;
use crate::model::pack::{Guide, Indicator, Pack, Texts};
use crate::model::{
    Assessment, Fact, Facts, Period, PeriodKind, ProcessId, QuestionId, RespondentId, Round, hexadecimal,
};
use crate::score::{Explainer, Level, Results, Settings, View, score};
pub(super) use answers::Sitting;
use document::{Block, Document};
use number::{exact, fixed, plain};

/// How wide pictures are: as wide as a sheet of paper between its margins.
const WIDTH: f64 = 640.0;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// What was said.
    pub facts: &'a Facts,
    /// The questionnaire.
    pub pack: &'a Pack,
    /// Its words, of the size that is asked.
    pub texts: &'a Texts,
    /// Its guidance, where it has some.
    pub guide: Option<&'a Guide>,
    /// The words of the app.
    pub words: &'a MoreWords,
}

/// The fingerprint of what was said: SHA-256 over every fact as a file holds it, each on a line of its own.
pub fn fingerprint(facts: &Facts) -> String {
    let mut digest = Sha256::new();
    for line in facts.iter().map(Fact::write) {
        digest.update(line.as_bytes());
        digest.update(b"\n");
    }
    hexadecimal(&digest.finalize())
}

/// The report on the round that was begun last; nothing before there is one.
pub fn report(sources: &Sources) -> Option<Document> {
    follows(sources, |work| work.document())
}

/// What somebody makes of all that is said and follows in the round that was begun last; nothing before there is one.
pub(super) fn follows<T>(sources: &Sources, make: impl FnOnce(&Work) -> T) -> Option<T> {
    let Sources { facts, pack, texts, guide, words } = *sources;
    let assessment = facts.assessment();
    let round = assessment.latest_round()?;
    let settings = Settings::of(&assessment, pack, round);
    let results = score(pack, &assessment, &settings);
    let past = past(pack, &assessment);
    let work = Work {
        pack,
        texts,
        guide,
        words,
        assessment: &assessment,
        settings: &settings,
        view: settings.view(),
        results: &results,
        past: &past,
        explainer: Explainer::new(pack, &assessment, &settings, &results),
        facts: facts.len(),
        fingerprint: fingerprint(facts),
    };
    Some(make(&work))
}

/// What every part of a report is written from, and every sheet of a workbook.
pub(super) struct Work<'a> {
    pub(super) pack: &'a Pack,
    pub(super) texts: &'a Texts,
    guide: Option<&'a Guide>,
    pub(super) words: &'a MoreWords,
    pub(super) assessment: &'a Assessment,
    pub(super) settings: &'a Settings,
    pub(super) view: View,
    pub(super) results: &'a Results,
    pub(super) past: &'a [Past],
    explainer: Explainer<'a>,
    facts: usize,
    fingerprint: String,
}

impl Work<'_> {
    fn document(&self) -> Document {
        let parts = [
            self.beginning(),
            self.method(),
            self.pictures(),
            self.problems(),
            self.plan(),
            self.derivations(),
            self.outside(),
            self.registers(),
            self.figures(),
            self.answers(),
        ];
        Document {
            language: self.words.language,
            title: self.title(),
            foot: self.foot(),
            blocks: parts.into_iter().flatten().collect(),
        }
    }

    fn gallery(&self) -> Gallery<'_> {
        Gallery {
            pack: self.pack,
            texts: self.texts,
            assessment: self.assessment,
            results: self.results,
            past: self.past,
            view: self.view,
            words: self.words,
            fixed,
            plain,
            width: WIDTH,
        }
    }

    pub(super) fn round(&self) -> Option<&Round> {
        self.assessment.rounds.get(&self.settings.round)
    }

    pub(super) fn anonymous(&self) -> bool {
        self.assessment.is_anonymous()
    }

    /// What stands for nothing.
    fn none(&self) -> String {
        self.words.pictures.none.to_owned()
    }

    fn maybe(&self, value: Option<f64>, decimals: u32) -> String {
        value.map_or_else(|| self.none(), |value| fixed(value, decimals))
    }

    pub(super) fn yes_or_no(&self, yes: bool) -> String {
        if yes { self.words.figures.yes } else { self.words.figures.no }.to_owned()
    }

    pub(super) fn indicator(&self, id: Indicator) -> String {
        self.texts.indicators.get(id.word()).map_or_else(|| id.to_string(), |own| own.name.to_string())
    }

    pub(super) fn process(&self, id: &ProcessId) -> String {
        self.texts.processes.get(id).map_or_else(|| id.to_string(), |own| own.name.to_string())
    }

    fn process_at(&self, place: usize) -> String {
        self.pack.structure.processes.get(place).map(|own| self.process(&own.id)).unwrap_or_default()
    }

    /// A question in its words, or by its id where this size has none for it.
    pub(super) fn question(&self, id: &QuestionId) -> String {
        self.texts.questions.get(id).map_or_else(|| id.to_string(), |own| own.text.to_string())
    }

    fn question_at(&self, place: usize) -> String {
        self.pack.structure.questions.get(place).map(|own| self.question(&own.id)).unwrap_or_default()
    }

    fn attribute_at(&self, place: usize) -> String {
        let id = self.pack.attributes.get(place).map(|(id, _)| id);
        id.and_then(|id| self.texts.attributes.get(id)).map(|own| own.name.to_string()).unwrap_or_default()
    }

    fn option_at(&self, place: usize) -> String {
        self.pack.structure.scale.get(place).map(|own| own.id.to_string()).unwrap_or_default()
    }

    /// A person by name and role.
    fn person(&self, id: RespondentId) -> String {
        let own = self.assessment.respondents.get(&id);
        let name = own.and_then(|own| own.name.as_deref()).unwrap_or(self.words.who.unnamed);
        match own.and_then(|own| own.role) {
            Some(role) => [name, " (", self.words.role(role), ")"].concat(),
            None => name.to_owned(),
        }
    }

    pub(super) fn level(&self, level: Level) -> String {
        let w = &self.words.results;
        match level {
            Level::Unrated => w.unrated.to_owned(),
            Level::NotApplicable => w.not_applicable.to_owned(),
            Level::Reached { level, or_more: true } => crate::locale::fill(w.or_more, &[&level.to_string()]),
            Level::Reached { level, .. } => level.to_string(),
        }
    }

    /// Money with its sign, or any other number, with all its digits.
    fn money(&self, amount: f64) -> String {
        match self.assessment.profile.currency.as_deref() {
            Some(sign) if !sign.trim().is_empty() => [sign, "\u{a0}", &exact(amount)].concat(),
            _ => exact(amount),
        }
    }

    pub(super) fn period(&self, period: Period) -> String {
        let (year, part) = (period.year.to_string(), period.part.to_string());
        match period.kind {
            PeriodKind::Month => [self.words.month(period.part.into()), " ", &year].concat(),
            PeriodKind::Quarter => ["Q", &part, " ", &year].concat(),
            PeriodKind::Year => year,
        }
    }
}

/// A heading of the second level, on a new page.
fn chapter(id: &str, text: &str) -> [Block; 2] {
    [Block::Break, heading(2, id, text)]
}

fn heading(level: u8, id: &str, text: &str) -> Block {
    Block::Heading { level, id: id.to_owned(), text: text.to_owned() }
}

fn pair(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}
