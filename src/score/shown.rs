//! What is shown beside the scores and never scored: what growth came from, what projects will cost,
//! what customers would recommend, and what in the figures and answers deserves a second look.

mod budget;
mod communication;
mod compound_growth;
mod decomposition;
mod earned_value;
mod effort;
mod flags;
mod flexible_budget;
mod forecasts;
mod growth;
mod loss;
mod pattern;
mod recommendation;
mod risk;

pub use budget::{Avoidable, Budget, Purposes, Variance};
pub use communication::{Communication, PerceptionGap};
pub use compound_growth::compound_growth;
pub use decomposition::{Decomposition, Drivers, decompose};
pub use earned_value::{EarnedValue, earned_value};
pub use effort::effort;
pub use flags::Flag;
pub use flexible_budget::FlexibleBudget;
pub use forecasts::{FORECASTS_NEEDED, Forecast, HALF_AND_HALF, forecasts};
pub use growth::Growth;
pub use loss::{annual_loss, return_on_treatment, single_loss};
pub use pattern::{Movement, Pattern, pattern};
pub use recommendation::{Recommendation, recommendation};
pub use risk::RiskImpact;

use super::reading::{Input, Reading};
use super::sheet::{Computed, Sheet, finite};
use super::{Results, Settings};
use crate::model::Assessment;
use crate::model::pack::Pack;

/// Everything that is shown and not scored. Each number is a value or says why it is none.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// Growth and value.
    pub growth: Growth,
    /// Budget adherence.
    pub budget: Budget,
    /// Risk impact.
    pub risk: RiskImpact,
    /// Communication effectiveness.
    pub communication: Communication,
    /// What deserves a second look.
    pub flags: Vec<Flag>,
}

/// A number with what it was computed from.
#[derive(Clone, PartialEq, Debug)]
pub struct Traced {
    /// The number.
    pub reading: Reading,
    /// What it was computed from.
    pub inputs: Vec<Input>,
}

impl Traced {
    fn of(computed: Computed) -> Self {
        let (reading, inputs) = finite(computed);
        Self { reading, inputs }
    }
}

/// Computes what is shown beside the results of the same pack, assessment and settings.
pub fn shown(pack: &Pack, assessment: &Assessment, settings: &Settings, results: &Results) -> Shown {
    let sheet = Sheet::new(assessment, settings.as_of);
    let communication = communication::communication(assessment, &sheet, results);
    Shown {
        growth: growth::growth(&sheet),
        budget: budget::budget(&sheet),
        risk: risk::risk(assessment),
        flags: flags::flags(pack, &sheet, results, &communication),
        communication,
    }
}
