//! How well what was predicted of decisions came true, in the order in which it came to light.

use chrono::NaiveDate;

use crate::model::{Assessment, DecisionId};
use crate::score::metric::prediction;
use crate::score::statistics::brier;

/// The predictions that are needed before their score says anything (OURS).
pub const FORECASTS_NEEDED: usize = 5;

/// The Brier score of whoever calls every chance half and half: (½)².
pub const HALF_AND_HALF: f64 = 0.25;

/// A prediction that can be held against what happened.
#[derive(Clone, PartialEq, Debug)]
pub struct Forecast {
    /// The decision it belongs to.
    pub decision: DecisionId,
    /// When it was reviewed.
    pub review: Option<NaiveDate>,
    /// The probability that was stated, 0 to 1.
    pub probability: f64,
    /// Whether the consequence happened.
    pub happened: bool,
    /// The Brier score of this one and all before it.
    pub so_far: f64,
}

/// The predictions that count on a day, in the order of their reviews, those without one first. The last one's
/// score is the metric.
pub fn forecasts(assessment: &Assessment, as_of: Option<NaiveDate>) -> Vec<Forecast> {
    let decisions = assessment.decisions();
    let counting = decisions.iter().filter_map(|(id, own)| Some((own.review, *id, prediction(own, as_of)?)));
    let mut all: Vec<_> = counting.collect();
    all.sort_by_key(|(review, id, _)| (*review, *id));
    let stated: Vec<(f64, bool)> = all.iter().map(|own| own.2).collect();
    let each = all.into_iter().enumerate().filter_map(|(place, (review, decision, (probability, happened)))| {
        let so_far = brier(stated.get(..=place)?)?;
        Some(Forecast { decision, review, probability, happened, so_far })
    });
    each.collect()
}
