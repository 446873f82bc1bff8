//! Published statistics, each a plain function of its numbers.

use super::for_comparison;
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
    let expected = (options as f64 * options as f64 - 1.0) / 12.0;
    sample_variance(positions).filter(|_| expected > 0.0).map(|variance| (1.0 - variance / expected).max(0.0))
}

/// Arithmetic mean. Nothing of nothing, or where it is no finite number.
pub fn mean(values: &[f64]) -> Option<f64> {
    Some(values.iter().sum::<f64>() / values.len() as f64).filter(|mean| mean.is_finite())
}

/// Sample variance s², the squared distances from the mean divided by n − 1. Nothing with fewer than
/// two values, or where it is no finite number.
pub fn sample_variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some(squares / (values.len() as f64 - 1.0)).filter(|variance| variance.is_finite())
}

/// Average deviation from the mean, AD_M (STD, Burke, Finkelstein and Dusig 1999). Nothing with fewer
/// than two values, or where it is no finite number.
pub fn average_deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let distances: f64 = values.iter().map(|x| libm::fabs(x - mean)).sum();
    Some(distances / values.len() as f64).filter(|deviation| deviation.is_finite())
}

/// The value at place ⌈q·n⌉ of a sorted list, the first for q = 0 (STD, type 1 of Hyndman and Fan
/// 1996). Nothing of an empty list, or where q is not between 0 and 1.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&q) {
        return None;
    }
    let place = libm::ceil(for_comparison(q * sorted.len() as f64)) as usize;
    sorted.get(place.saturating_sub(1)).copied()
}

/// The value at share q of a sorted list, by linear interpolation between its neighbours (STD, type 7
/// of Hyndman and Fan 1996). Nothing of an empty list, or where q is not between 0 and 1.
pub fn quantile_between(sorted: &[f64], q: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&q) {
        return None;
    }
    let place = q * (sorted.len().checked_sub(1)? as f64);
    let below = libm::floor(place);
    let (low, high) = (sorted.get(below as usize)?, sorted.get(libm::ceil(place) as usize)?);
    Some(low + (place - below) * (high - low))
}

/// The distance between the quartiles of a sorted list, each by [`quantile_between`]. Nothing of an
/// empty list, or where it is no finite number.
pub fn interquartile_range(sorted: &[f64]) -> Option<f64> {
    let quartile = |q: f64| quantile_between(sorted, q);
    Some(quartile(0.75)? - quartile(0.25)?).filter(|range| range.is_finite())
}

/// Brier score (STD, Brier 1950): the mean squared distance of stated probabilities from what
/// happened. Nothing without a forecast, or where one is no probability.
pub fn brier(forecasts: &[(f64, bool)]) -> Option<f64> {
    let sum: f64 = forecasts.iter().map(|(p, happened)| (p - f64::from(*happened)) * (p - f64::from(*happened))).sum();
    let sound = forecasts.iter().all(|(p, _)| (0.0..=1.0).contains(p));
    (sound && !forecasts.is_empty()).then(|| sum / forecasts.len() as f64)
}

/// The value in the middle of a sorted list; of two the lower one.
pub fn lower_median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
    sort(&mut values, |a, b| a < b);
    let middle = values.len().checked_sub(1)? / 2;
    values.get(middle).copied()
}
