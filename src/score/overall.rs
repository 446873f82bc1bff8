//! One view of all four indicators, for whoever asks for it. No single number stands for them: what is
//! weakest cannot be bought off by what is strong.

use super::Results;
use super::indicator::View;

/// The scores of the indicators that have one, side by side.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Overall {
    /// The lowest of them, 0 to 100.
    pub minimum: f64,
    /// Their mean, unweighted.
    pub mean: f64,
    /// How many they are, 1 to 4.
    pub count: usize,
}

/// Minimum and mean over the indicators that have a score (OURS). Nothing where none has.
pub fn overall(results: &Results, view: View) -> Option<Overall> {
    let scores: Vec<f64> = results.indicators.iter().filter_map(|own| own.view(view).score).collect();
    let minimum = scores.iter().copied().reduce(f64::min)?;
    Some(Overall { minimum, mean: scores.iter().sum::<f64>() / scores.len() as f64, count: scores.len() })
}
