//! What follows from what is said: process capability, the four indicators with range, coverage and
//! confidence, and the derivation of every number. One pure function, [`score`], of pack,
//! assessment and settings; nothing here knows a clock, a screen or a browser.
//!
//! Rules marked STD are published; rules marked OURS are choices of this project, and their numbers
//! stand in the pack.

mod advice;
mod agreement;
mod capability;
mod comparison;
mod derivation;
mod dispute;
mod figures;
mod indicator;
mod item;
mod matrix;
mod metric;
mod moves;
mod next_question;
mod overall;
mod path;
mod problem;
mod progress;
mod raise;
mod reading;
mod reviews;
mod search;
mod sensitivity;
mod series;
mod sheet;
pub mod shown;
pub mod simulation;
mod stability;
pub mod statistics;
mod trend;
mod turnout;
mod what_if;

use chrono::NaiveDate;

pub use advice::{AttributeState, Step, attribute_states, steps};
pub use agreement::{
    Agreement, Alpha, Consensus, Difference, FEWEST, Group, QuestionAgreement, Reliability, SessionAgreement,
    SessionGroup, Shown, Spread, Visible, agreement, comparable, krippendorff, visible, withholds,
};
pub use capability::{Blocker, Capability, Half, Level, ProcessResult, Rating, capability, half_of_percent};
pub use comparison::{Comparison, Incomparable, NoChange, Pair, Sample, comparison};
pub use derivation::{Amount, Derivation, Explainer, OneMore, Rule, Term};
pub use dispute::{Dispute, Disputed, disputed};
pub use indicator::{Confidence, IndicatorResult, Part, Side, Stamp, View, Word, confidence};
pub use item::{Item, QuestionState, State, Worth};
pub use matrix::{Fall, cells, differing, fall, level_of, risk_level, standard_level};
pub use metric::Metric;
pub use moves::{Move, next_moves};
pub use next_question::{Blank, NextQuestion, blanks, next_question};
pub use overall::{Overall, overall};
pub use path::{Cheapest, Goal, MOST_CANDIDATES, Path, PathSearch, cheapest_path};
pub use problem::{
    AGREEMENT, DONT_KNOW, HIGH_IMPORTANCE, LEVELS_APART, MEASURED, Problem, ProblemArea, SPREAD, problem_areas,
};
pub use progress::{Month, Progress, progress};
pub use raise::Raise;
pub use reading::{Input, Quantity, Reading, Reason};
pub use reviews::{Review, Reviews, reviews};
pub use sensitivity::{Sensitivity, sensitivity};
pub use series::{Notice, notices};
pub use shown::shown;
pub use stability::{DRAWS, FIRST, Stability, rank_stability};
pub use trend::{Trend, trend};
pub use turnout::{Turnout, turnout, turnout_of};
pub use what_if::{one_each, what_if};

use crate::model::pack::{Indicator, Pack};
use crate::model::{Assessment, RoundId, ScoringMode};

/// What a score depends on besides pack and facts.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// The round whose answers count.
    pub round: RoundId,
    /// The size whose questions make the items.
    pub size: String,
    /// The day it speaks of; without one every figure counts and no decision is due.
    pub as_of: Option<NaiveDate>,
    /// Which view leads.
    pub mode: ScoringMode,
}

impl Settings {
    /// The settings an assessment states for a round, with the pack's smallest size where none is stated.
    pub fn of(assessment: &Assessment, pack: &Pack, round: RoundId) -> Self {
        let stated = assessment.profile.size.as_deref();
        let known = pack.structure.sizes.iter().find(|size| stated == Some(&*size.id));
        Self {
            round,
            size: known.or(pack.structure.sizes.first()).map(|size| size.id.to_string()).unwrap_or_default(),
            as_of: assessment.date(round),
            mode: assessment.profile.scoring_mode.unwrap_or(ScoringMode::Assessment),
        }
    }

    /// The view that leads in this mode.
    pub fn view(&self) -> View {
        match self.mode {
            ScoringMode::Assessment => View::Claimed,
            ScoringMode::Audit => View::Evidenced,
        }
    }
}

/// Everything that follows.
#[derive(Clone, PartialEq, Debug)]
pub struct Results {
    /// The four indicators in their order.
    pub indicators: [IndicatorResult; 4],
    /// The processes that are in scope and asked about, in pack order.
    pub processes: Vec<ProcessResult>,
    /// Every item, in pack order.
    pub items: Vec<Item>,
    /// What was said to each question, in pack order.
    pub questions: Vec<QuestionState>,
    /// Every metric of the pack, by indicator.
    pub metrics: [Vec<Metric>; 4],
}

/// Computes everything.
pub fn score(pack: &Pack, assessment: &Assessment, settings: &Settings) -> Results {
    let questions = item::questions(pack, assessment, settings);
    let items = item::items(pack, assessment, settings, &questions);
    let processes = capability::processes(pack, &settings.size, &questions, &items);
    let metrics = metric::all(pack, assessment, settings.as_of);
    let agreed = indicator::agreed(pack, &questions);
    let of = |id: Indicator| indicator::indicator(pack, id, &questions, &agreed, &items, &metrics[id.index()]);
    let indicators = Indicator::ALL_FOUR.map(of);
    Results { indicators, processes, items, questions, metrics }
}

/// Rounded to nine decimals, as every value is before it is compared with a threshold, so that a
/// share like 1 − 17/20 is .15 and not a little more.
pub(crate) fn for_comparison(x: f64) -> f64 {
    let scaled = x * 1e9;
    if scaled.abs() < 9e15 { libm::round(scaled) / 1e9 } else { x }
}
