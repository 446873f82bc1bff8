//! The pictures of results, each with its finding in words and its data as a table: what the screen shows, a file saves and
//! a report prints. Nothing is computed here that the score has not said; a picture that lacks data says which.

mod budget;
mod forecasts;
mod growth;
mod indicators;
mod ladder;
mod losses;
mod matrix;
mod perception;
mod progress;
mod rounds;
mod shift;
mod status;

use chrono::NaiveDate;

use crate::chart::{Ink, Picture};
use crate::locale::{MoreWords, fill, signed};
use crate::model::pack::{Indicator, Pack, Texts};
use crate::model::{Assessment, ProcessId, QuestionId, Text};
use crate::score::shown::{Shown, shown};
use crate::score::simulation::Outcome;
use crate::score::{Reading, Results, Settings, View, score};

pub use matrix::{Place, Placed, RiskMatrix, falling, matrix, source, title};
pub use status::{Cell, Status, StatusRow};

/// A picture with all that belongs to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Illustration {
    /// What it is called, in an address and as a file.
    pub id: &'static str,
    /// What it shows.
    pub name: String,
    /// What it says, in a sentence.
    pub finding: String,
    /// How it looks.
    pub picture: Picture,
    /// What it was drawn from.
    pub table: Table,
    /// Where its numbers come from.
    pub leads_to: Vec<(String, To)>,
}

/// What a picture was drawn from.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Table {
    /// The names of the columns; the first one names the rows.
    pub head: Vec<&'static str>,
    /// The rows, each with the place its name leads to.
    pub rows: Vec<(Option<To>, Vec<String>)>,
}

/// A place in the app.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum To {
    /// Where the score of an indicator comes from.
    Why(Indicator),
    /// The figures of an indicator.
    Figures(Indicator),
    /// A question.
    Question(QuestionId),
    /// A process.
    Process(ProcessId),
}

/// A picture, or why there is none.
#[derive(Clone, PartialEq, Debug)]
pub enum Drawn {
    /// It is there.
    Whole(Box<Illustration>),
    /// What it would show, what it lacks, and where that can be given.
    Lacking {
        /// What it would show.
        name: &'static str,
        /// What it lacks, in words.
        why: String,
        /// Where that can be given.
        to: Option<To>,
    },
}

/// A round with what followed from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// What it is called.
    pub label: Text,
    /// What followed from it.
    pub results: Results,
}

/// What all pictures of an assessment are drawn from.
pub struct Gallery<'a> {
    /// The questionnaire.
    pub pack: &'a Pack,
    /// Its words.
    pub texts: &'a Texts,
    /// What was said.
    pub assessment: &'a Assessment,
    /// What follows.
    pub results: &'a Results,
    /// What followed from the rounds before, oldest first.
    pub past: &'a [Past],
    /// Which view leads.
    pub view: View,
    /// The words of the app.
    pub words: &'a MoreWords,
    /// A number with exactly so many decimals.
    pub fixed: fn(f64, u32) -> String,
    /// A number with as many decimals as it needs, up to so many.
    pub plain: fn(f64, u32) -> String,
    /// How wide the pictures are.
    pub width: f64,
}

/// What followed from every round but the last, oldest first: by today's questionnaire, and by the figures of their day.
pub fn past(pack: &Pack, assessment: &Assessment) -> Vec<Past> {
    let latest = assessment.latest_round();
    let before = assessment.rounds.iter().filter(|(id, _)| Some(**id) != latest);
    before
        .map(|(id, round)| Past {
            label: round.label.clone().unwrap_or_default(),
            results: score(pack, assessment, &Settings::of(assessment, pack, *id)),
        })
        .collect()
}

/// What the bars of a waterfall mean, as far as there are any.
fn legend<'a>(own: &Gallery<'a>, whole: &'a str, changes: &[f64]) -> Vec<(Ink, &'a str)> {
    let w = &own.words.pictures;
    let adds = changes.iter().any(|change| *change >= 0.0).then_some((Ink::Outlined, w.adds));
    let takes = changes.iter().any(|change| *change < 0.0).then_some((Ink::Loss, w.takes));
    [Some((Ink::Filled, whole)), adds, takes].into_iter().flatten().collect()
}

impl Gallery<'_> {
    /// The four indicators on one scale.
    pub fn indicators(&self) -> Illustration {
        indicators::indicators(self)
    }

    /// The status of every process, attribute by attribute.
    pub fn status(&self) -> Status {
        status::status(self)
    }

    /// The level of every process, claimed and evidenced.
    pub fn ladder(&self) -> Illustration {
        ladder::ladder(self)
    }

    /// What figures and people show beside the scores, in the order of the indicators; then the way to a supplier.
    pub fn others(&self) -> Vec<Drawn> {
        let Some(shown) = self.shown() else { return Vec::new() };
        vec![
            growth::growth(self, &shown.growth),
            budget::periods(self, &shown.budget),
            budget::flexible(self, &shown.budget),
            perception::perception(self, &shown.communication.perception),
            shift::shift(self),
        ]
    }

    /// What a year of the risk register may cost, from a simulation with a seed.
    pub fn losses(&self, outcome: &Outcome, seed: u64) -> Illustration {
        losses::losses(self, outcome, seed)
    }

    /// How well what was predicted of decisions came true.
    pub fn forecasts(&self) -> Drawn {
        forecasts::forecasts(self)
    }

    /// How far the actions of the plan have come by a day; nothing where none was due or closed by then.
    pub fn progress(&self, today: NaiveDate) -> Option<Illustration> {
        progress::progress(self, today)
    }

    /// The four indicators over the rounds; nothing where there is one round only.
    pub fn rounds(&self) -> Option<Illustration> {
        rounds::rounds(self)
    }

    fn shown(&self) -> Option<Shown> {
        let round = self.assessment.latest_round()?;
        let settings = Settings::of(self.assessment, self.pack, round);
        Some(shown(self.pack, self.assessment, &settings, self.results))
    }

    /// What followed from the round before.
    fn before(&self) -> Option<&Results> {
        self.past.last().map(|past| &past.results)
    }

    fn indicator(&self, id: Indicator) -> String {
        self.texts.indicators.get(id.word()).map(|own| own.name.to_string()).unwrap_or_default()
    }

    fn process(&self, place: usize) -> (Option<To>, String) {
        let Some(own) = self.pack.structure.processes.get(place) else { return (None, String::new()) };
        let name = self.texts.processes.get(&own.id).map(|own| own.name.to_string()).unwrap_or_default();
        (Some(To::Process(own.id.clone())), name)
    }

    fn question(&self, place: usize) -> (Option<To>, String) {
        let Some(own) = self.pack.structure.questions.get(place) else { return (None, String::new()) };
        let text = self.texts.questions.get(&own.id).map(|own| own.text.to_string()).unwrap_or_default();
        (Some(To::Question(own.id.clone())), text)
    }

    /// The way to where the numbers of an indicator come from, and to its figures.
    fn behind(&self, id: Indicator) -> Vec<(String, To)> {
        let w = &self.words.pictures;
        vec![(fill(w.why, &[&self.indicator(id)]), To::Why(id)), (w.figures.to_owned(), To::Figures(id))]
    }

    /// A change with its sign: `+5.2`, `−1.0`.
    fn signed(&self, value: f64, decimals: u32) -> String {
        signed(value, decimals, self.fixed)
    }

    /// An amount in few letters: `1.25 M`.
    fn short(&self, amount: f64) -> String {
        let w = &self.words.pictures;
        let size = amount.abs();
        let (unit, by) = match size {
            size if size >= 999_500_000.0 => (w.billions, 1e9),
            size if size >= 999_500.0 => (w.millions, 1e6),
            size if size >= 10_000.0 => (w.thousands, 1e3),
            _ => ("{0}", 1.0),
        };
        let size = size / by;
        let decimals = if size >= 99.95 || by <= 1.0 {
            0
        } else if size >= 9.995 {
            1
        } else {
            2
        };
        fill(unit, &[&(self.plain)(size, decimals)])
    }

    /// The same with its sign.
    fn short_signed(&self, amount: f64) -> String {
        let sign = if amount < 0.0 { "−" } else { "+" };
        [sign, &self.short(amount)].concat()
    }

    /// A value that may be absent, or what stands for it.
    fn maybe(&self, value: Option<f64>, decimals: u32) -> String {
        value.map_or_else(|| self.words.pictures.none.to_owned(), |value| (self.fixed)(value, decimals))
    }

    /// What is drawn from a value, or why there is none.
    fn drawn<T>(
        &self,
        name: &'static str,
        id: Indicator,
        reading: Reading<T>,
        draw: impl FnOnce(T) -> Option<Illustration>,
    ) -> Drawn {
        let why = match reading {
            Reading::Value(value) => match draw(value) {
                Some(whole) => return Drawn::Whole(Box::new(whole)),
                None => self.words.pictures.nothing_to_draw.to_owned(),
            },
            Reading::Missing(reason) | Reading::NotMeaningful(reason) => self.words.reason(reason),
            Reading::NotApplicable => self.words.results.not_applicable.to_owned(),
            Reading::NotSupplied => self.words.results.not_supplied.to_owned(),
        };
        Drawn::Lacking { name, why, to: Some(To::Figures(id)) }
    }
}
