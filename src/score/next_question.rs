//! The next best question: what to ask or supply next, so that the widest range narrows most (OURS).

use super::Reading;
use super::indicator::top;
use super::item::State;
use super::{Results, Settings, for_comparison};
use crate::model::pack::{Indicator, MetricKey, Pack};

/// What to ask or to supply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blank {
    /// A question nobody has said anything to, by its place in the pack.
    Question(usize),
    /// A metric that lacks figures.
    Metric(MetricKey),
}

/// The next best question.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NextQuestion {
    /// The indicator whose range it narrows.
    pub indicator: Indicator,
    /// What to ask or to supply.
    pub blank: Blank,
    /// By how many points of width.
    pub narrows: f64,
}

/// Of the widest range the blank that removes most width: a question with all open items it stands
/// for, or a missing metric. Ties go by pack order, questions first. What someone said they do not
/// know is not offered again; where nothing is left to offer for the widest range the next one
/// counts. Claimed and evidenced ranges are equally wide, so the mode does not matter.
///
/// A level, whichever it is, removes an open item's share of the range; so does a value a metric's.
pub fn next_question(pack: &Pack, settings: &Settings, results: &Results) -> Option<NextQuestion> {
    let width = |own: &&super::IndicatorResult| own.claimed.range.map_or(0.0, |(low, high)| for_comparison(high - low));
    let mut widest_first: Vec<_> = results.indicators.iter().collect();
    widest_first.sort_by(|a, b| width(b).total_cmp(&width(a)));
    widest_first.into_iter().find_map(|own| of_indicator(pack, settings, results, own.id))
}

fn of_indicator(pack: &Pack, settings: &Settings, results: &Results, id: Indicator) -> Option<NextQuestion> {
    let mut best: Option<NextQuestion> = None;
    for (blank, narrows) in blanks(pack, settings, results, id) {
        let before = best.map_or(0.0, |best| for_comparison(best.narrows));
        // Where nothing weighs anything this is 0 ÷ 0, which is above nothing.
        if for_comparison(narrows) > before {
            best = Some(NextQuestion { indicator: id, blank, narrows });
        }
    }
    best
}

/// Every blank that stands before an indicator, with the points of width it would remove from its range: questions in pack
/// order, then metrics.
pub fn blanks(pack: &Pack, settings: &Settings, results: &Results, id: Indicator) -> Vec<(Blank, f64)> {
    let (mut items, mut figures) = (0.0, 0.0);
    for item in results.items.iter().filter(|item| item.state != State::NotApplicable) {
        items += item.weights[id.index()];
    }
    let metrics = &results.metrics[id.index()];
    for metric in metrics.iter().filter(|metric| metric.needed()) {
        figures += metric.weight;
    }
    // A part in which nothing applies leaves the other the whole range.
    let practice = match (items > 0.0, figures > 0.0) {
        (true, true) => pack.structure.thresholds.practice_share,
        (true, false) => 1.0,
        (false, _) => 0.0,
    };
    let blank = |question: &usize| {
        results.questions.get(*question).is_some_and(|own| own.state == State::Open && own.dont_know == 0)
    };
    let questions = pack.asked(&settings.size).filter(blank).map(|question| {
        let own = |item: &&super::Item| match (item.process, item.attribute) {
            (Some(process), Some(attribute)) => pack.covering(process, attribute).contains(&question),
            _ => item.asked == question,
        };
        let open = results.items.iter().filter(|item| item.state == State::Open).filter(own);
        let weight: f64 = open.map(|item| item.weights[id.index()]).sum();
        (Blank::Question(question), practice * top(pack) * weight / items)
    });
    let missing = metrics.iter().filter(|metric| matches!(metric.reading, Reading::Missing(_)));
    let missing = missing.map(|metric| (Blank::Metric(metric.key), (1.0 - practice) * 100.0 * metric.weight / figures));
    questions.chain(missing).collect()
}
