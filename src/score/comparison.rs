//! Two sets of results side by side, as far as they can be compared. What makes them incomparable is ours.

use super::indicator::View;
use super::trend::{Trend, trend};
use super::{Results, for_comparison};
use crate::model::EconomicMode;
use crate::model::pack::Indicator;

/// Results with what decides whether others can be held against them.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The pack they were scored with, `id@version#fingerprint`.
    pub pack: &'a str,
    /// The size of the questionnaire.
    pub size: &'a str,
    /// How money follows service.
    pub mode: Option<EconomicMode>,
    /// The results.
    pub results: &'a Results,
}

/// Why two are not held against each other at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Incomparable {
    /// They answer different questionnaires, or versions of one.
    Pack,
    /// They answer sizes of different depth: another size asks other questions about the same process.
    Size,
}

/// Why the change of an indicator is not told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoChange {
    /// One of the two has no score.
    Missing,
    /// One of the two is a range only.
    RangeOnly,
    /// Money follows service in different ways, and so other metrics apply.
    EconomicMode,
}

/// An indicator on both sides.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pair {
    /// The indicator.
    pub id: Indicator,
    /// Points gained, or why that is not told.
    pub change: Result<f64, NoChange>,
    /// Whether what is unknown could make up for the change: the ranges overlap.
    pub may_be_none: bool,
}

/// What can be said of two sets of results.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The four indicators in their order.
    pub indicators: [Pair; 4],
    /// The processes both asked about, in pack order.
    pub processes: Vec<Trend>,
}

/// Holds results against those before.
///
/// # Errors
/// Where the two do not answer the same questions.
pub fn comparison(before: Sample, now: Sample, view: View) -> Result<Comparison, Incomparable> {
    if before.pack != now.pack {
        return Err(Incomparable::Pack);
    }
    if before.size != now.size {
        return Err(Incomparable::Size);
    }
    let pair = |id: Indicator| {
        let (was, is) = (&before.results.indicators[id.index()], &now.results.indicators[id.index()]);
        let change = match (was.view(view).score, is.view(view).score) {
            (None, _) | (_, None) => Err(NoChange::Missing),
            // The mode decides which metrics of growth apply.
            _ if id == Indicator::Growth && before.mode != now.mode => Err(NoChange::EconomicMode),
            _ if was.range_only || is.range_only => Err(NoChange::RangeOnly),
            (Some(was), Some(is)) => Ok(is - was),
        };
        let ranges = was.view(view).range.zip(is.view(view).range);
        let may_be_none = ranges.is_some_and(|((low, high), (new_low, new_high))| {
            for_comparison(low) <= for_comparison(new_high) && for_comparison(new_low) <= for_comparison(high)
        });
        Pair { id, change, may_be_none }
    };
    Ok(Comparison { indicators: Indicator::ALL_FOUR.map(pair), processes: trend(before.results, now.results, view) })
}
