//! Published statistics, each a plain function of its numbers.

use crate::model::sort;

/// The 97.5 % point of the normal distribution.
pub const Z: f64 = 1.959963984540054;

/// The Wilson score interval (STD, Wilson 1927) of a share, 95 %: lower and upper bound, 0 to 1.
/// Nothing where nobody answered, more succeeded than were asked, or it is no number of answers.
pub fn wilson(successes: f64, n: f64) -> Option<(f64, f64)> {
    if !(n > 0.0 && n.is_finite() && (0.0..=n).contains(&successes)) {
        return None;
    }
    let share = successes / n;
    let z2 = Z * Z;
    let centre = share + z2 / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // With all or none the bound is exactly 1 or 0; the formula misses it by the last bit.
    let low = if successes == 0.0 { 0.0 } else { ((centre - spread) / scale).max(0.0) };
    let high = if successes == n { 1.0 } else { ((centre + spread) / scale).min(1.0) };
    Some((low, high))
}

/// Within-group agreement r_wg (STD, James, Demaree and Wolf 1984): 1 − s²/σ²_E against the uniform
/// distribution over `options` options, not below 0. Nothing with fewer than two positions.
pub fn r_wg(positions: &[f64], options: usize) -> Option<f64> {
    let n = positions.len() as f64;
    let expected = ((options * options) as f64 - 1.0) / 12.0;
    if positions.len() < 2 || expected <= 0.0 {
        return None;
    }
    let mean = positions.iter().sum::<f64>() / n;
    let variance = positions.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    Some((1.0 - variance / expected).max(0.0))
}

/// Brier score (STD, Brier 1950): the mean squared distance of stated probabilities from what
/// happened. Nothing without a forecast.
pub fn brier(forecasts: &[(f64, bool)]) -> Option<f64> {
    let sum: f64 = forecasts.iter().map(|(p, happened)| (p - f64::from(*happened)) * (p - f64::from(*happened))).sum();
    (!forecasts.is_empty()).then(|| sum / forecasts.len() as f64)
}

/// The value in the middle of a sorted list; of two the lower one.
pub fn lower_median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
    sort(&mut values, |a, b| a < b);
    let middle = values.len().checked_sub(1)? / 2;
    values.get(middle).copied()
}
