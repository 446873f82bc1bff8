//! Rank stability: how often the first three moves stay the same when every weight is a little
//! different (OURS). Weights are a choice of the pack; a ranking that depends on them says so.

use super::moves::{lift, priority, ranking, unordered};
use super::raise::{gains, points};
use super::simulation::random::Random;
use super::{Results, Settings};
use crate::model::Assessment;
use crate::model::pack::Pack;

/// How many times the weights are drawn.
pub const DRAWS: usize = 1_000;
/// How many moves are held against each other.
pub const FIRST: usize = 3;

/// How often the first moves stay the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stability {
    /// The processes of the first [`FIRST`] moves, or fewer, with the weights of the pack, in pack order.
    pub first: Vec<usize>,
    /// Draws.
    pub draws: usize,
    /// Of those, how many had the same ones first, in any order.
    pub same: usize,
}

/// Ranks the next moves anew with each question × indicator weight times 0.8 + 0.4 u.
///
/// The generator is that of [`super::simulation`], and u its next uniform number. In each draw there is one u for every question of the pack in its order and
/// every indicator in its order, whether or not it weighs anything, so that the same seed draws the
/// same for every assessment. The weight of an item is that of the question asked for it.
pub fn rank_stability(
    pack: &Pack,
    assessment: &Assessment,
    settings: &Settings,
    results: &Results,
    seed: u64,
) -> Stability {
    let view = settings.view();
    let moves = unordered(pack, assessment, settings, results, &points(pack, results, |_, _| 1.0));
    let first = |priorities: &[f64]| -> Vec<usize> {
        let mut first = ranking(pack, &moves, priorities);
        first.truncate(FIRST);
        first.sort_unstable();
        first.into_iter().filter_map(|place| Some(moves.get(place)?.process)).collect()
    };
    let stated = first(&moves.iter().map(|own| own.priority).collect::<Vec<_>>());
    let mut random = Random::new(seed);
    let mut same = 0;
    for _ in 0..DRAWS {
        let mut draw = || 0.8 + 0.4 * random.uniform();
        let factors: Vec<[f64; 4]> = pack.structure.questions.iter().map(|_| [(); 4].map(|()| draw())).collect();
        let factor = |question: usize, indicator: usize| {
            factors.get(question).and_then(|own| own.get(indicator)).copied().unwrap_or(1.0)
        };
        let drawn = points(pack, results, factor);
        let again = moves.iter().map(|own| priority(own, lift(&gains(pack, results, &drawn, &own.raises, view))));
        same += usize::from(first(&again.collect::<Vec<_>>()) == stated);
    }
    Stability { first: stated, draws: DRAWS, same }
}
