//! Where the levels a question was given lie, and how far apart.

use crate::score::for_comparison;
use crate::score::statistics::{average_deviation, interquartile_range, lower_median, mean, r_wg, sample_variance};

/// Levels that were given, as places on the scale, and how far they lie apart. Measures of distance
/// need two of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Spread {
    /// The levels from low to high.
    pub levels: Vec<usize>,
    /// The one in the middle, of two the lower.
    pub median: Option<usize>,
    /// Their mean.
    pub mean: Option<f64>,
    /// Their sample variance s².
    pub variance: Option<f64>,
    /// Within-group agreement, 0 to 1.
    pub r_wg: Option<f64>,
    /// The distance between the quartiles.
    pub interquartile_range: Option<f64>,
    /// The average deviation from the mean.
    pub average_deviation: Option<f64>,
}

impl Spread {
    /// The spread of levels on a scale of so many options.
    pub fn of(mut levels: Vec<usize>, options: usize) -> Self {
        levels.sort_unstable();
        let places: Vec<f64> = levels.iter().map(|level| *level as f64).collect();
        Self {
            median: lower_median(levels.clone()),
            mean: mean(&places),
            variance: sample_variance(&places),
            r_wg: r_wg(&places, options),
            interquartile_range: interquartile_range(&places).filter(|_| places.len() > 1),
            average_deviation: average_deviation(&places),
            levels,
        }
    }
}

/// Whether an r_wg is enough (STD).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Consensus {
    /// From .70 on: acceptable.
    Acceptable,
    /// From .60 on.
    Reasonable,
    /// Below .60: not acceptable.
    Unacceptable,
}

impl Consensus {
    /// The word for an r_wg.
    pub fn of(r_wg: f64) -> Self {
        match for_comparison(r_wg) {
            r_wg if r_wg >= 0.7 => Self::Acceptable,
            r_wg if r_wg >= 0.6 => Self::Reasonable,
            _ => Self::Unacceptable,
        }
    }
}
