//! What would change if some answers were raised (OURS): tried out, without a word of it being stated.

use super::raise::{Raise, gains, points};
use super::{Results, View};
use crate::model::pack::Pack;

/// Each question once, with the highest option it is raised to, in pack order.
pub fn one_each(raises: &[Raise]) -> Vec<Raise> {
    let mut sorted = raises.to_vec();
    sorted.sort_by_key(|raise| (raise.question, std::cmp::Reverse(raise.to)));
    sorted.dedup_by_key(|raise| raise.question);
    sorted
}

/// The four scores in a view once all of these are raised; nothing where there is no score. A question that appears
/// twice counts once, with its highest option.
pub fn what_if(pack: &Pack, results: &Results, raises: &[Raise], view: View) -> [Option<f64>; 4] {
    let points = points(pack, results, |_, _| 1.0);
    let gains = gains(pack, results, &points, &one_each(raises), view);
    let mut scores = [0, 1, 2, 3].map(|index: usize| results.indicators[index].view(view).score);
    for (score, gain) in scores.iter_mut().zip(gains) {
        *score = score.map(|score| score + gain);
    }
    scores
}
