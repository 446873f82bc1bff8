//! Sensitivity: what one option more would bring, question by question (OURS).

use super::Results;
use super::indicator::View;
use super::item::State;
use super::raise::{Raise, gains, lowest, points};
use crate::model::pack::Pack;

/// What one option more on a question brings to the four scores.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sensitivity {
    /// The question, one option up from the lowest that counts, with evidence that allows it.
    pub raise: Raise,
    /// Points gained by the four scores as claimed; 0 where it does not feed one.
    pub claimed: [f64; 4],
    /// Points gained as evidenced.
    pub evidenced: [f64; 4],
}

/// The sensitivity of every question that an item takes its value from, in pack order; at the top
/// there is none.
///
/// The option that goes up is the lowest of all that count, claimed or evidenced: a claim that its
/// evidence does not carry gains by evidence first. Of several respondents those below the new
/// option are lifted to it.
pub fn sensitivity(pack: &Pack, results: &Results) -> Vec<Sensitivity> {
    let points = points(pack, results, |_, _| 1.0);
    let counts = |question: &usize| {
        let mut answered = results.items.iter().filter(|item| matches!(item.state, State::Answered(_)));
        answered.any(|item| item.sources.contains(question))
    };
    let one = |question: usize| {
        let up = lowest(results.questions.get(question)?, View::Evidenced)? + 1;
        let raise = Raise::of(pack, results, question, up, View::Evidenced)?;
        let of = |view| gains(pack, results, &points, &[raise], view);
        Some(Sensitivity { raise, claimed: of(View::Claimed), evidenced: of(View::Evidenced) })
    };
    (0..results.questions.len()).filter(counts).filter_map(one).collect()
}
