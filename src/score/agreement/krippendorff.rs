//! Krippendorff's alpha: how far the answers to many questions agree beyond what chance would give,
//! however many people answered each.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use crate::score::for_comparison;

/// How far apart two values are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Difference {
    /// They are the same or not.
    Nominal,
    /// By how many of all given values lie between them.
    Ordinal,
    /// By their distance on the scale.
    Interval,
}

/// Krippendorff's alpha, or why there is none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Alpha {
    /// 1 for perfect agreement, 0 for chance; below 0 for systematic disagreement.
    Value(f64),
    /// Everyone always gave one and the same value, so there is nothing that could have varied.
    Unanimous,
    /// No question has two answers.
    FewerThanTwoAnswers,
}

impl Alpha {
    /// The number, where there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// What may be concluded from an alpha (STD).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reliability {
    /// From .800 on: firm.
    Firm,
    /// From .667 on: tentative.
    Tentative,
    /// Below: nothing.
    Unreliable,
}

impl Reliability {
    /// The word for an alpha.
    pub fn of(alpha: f64) -> Self {
        match for_comparison(alpha) {
            alpha if alpha >= 0.8 => Self::Firm,
            alpha if alpha >= 0.667 => Self::Tentative,
            _ => Self::Unreliable,
        }
    }
}

/// Krippendorff's alpha (STD, Krippendorff 2011) of units, each with the values it was given as places
/// on a scale. Missing values are left out; a unit with fewer than two does not count.
pub fn krippendorff(units: &[Vec<usize>], difference: Difference) -> Alpha {
    let pairable: Vec<&[usize]> = units.iter().map(Vec::as_slice).filter(|unit| unit.len() > 1).collect();
    let all = counts(pairable.iter().flat_map(|unit| unit.iter()));
    let n: f64 = all.values().sum();
    if n == 0.0 {
        return Alpha::FewerThanTwoAnswers;
    }
    let places = places(&all, difference);
    // A unit with m values holds n_c·n_k ÷ (m − 1) coincidences of c and k; by chance there would be
    // n_c·n_k ÷ (n − 1) of all the values.
    let observed: f64 = pairable
        .iter()
        .map(|unit| disagreement(&counts(unit.iter()), &places, difference) / (unit.len() - 1) as f64)
        .sum();
    let expected = disagreement(&all, &places, difference) / (n - 1.0);
    if expected > 0.0 { Alpha::Value(1.0 - observed / expected) } else { Alpha::Unanimous }
}

type Counts = BTreeMap<usize, f64>;

fn counts<'a>(values: impl Iterator<Item = &'a usize>) -> Counts {
    let mut counts = Counts::new();
    for value in values {
        *counts.entry(*value).or_default() += 1.0;
    }
    counts
}

/// Where each value stands. On the ordinal scale that is the middle of its ranks, so that the distance
/// of c and k is n_c/2 + all between + n_k/2.
fn places(all: &Counts, difference: Difference) -> BTreeMap<usize, f64> {
    let mut below = 0.0;
    let place = |(value, count): (&usize, &f64)| {
        let middle = below + count / 2.0;
        below += count;
        (*value, if difference == Difference::Ordinal { middle } else { *value as f64 })
    };
    all.iter().map(place).collect()
}

/// The squared differences of all pairs of values.
fn disagreement(counts: &Counts, places: &BTreeMap<usize, f64>, difference: Difference) -> f64 {
    let place = |value| places.get(value).copied().unwrap_or(0.0);
    let mut sum = 0.0;
    for (c, n_c) in counts {
        for (k, n_k) in counts.range((Excluded(*c), Unbounded)) {
            let distance = if difference == Difference::Nominal { 1.0 } else { place(k) - place(c) };
            sum += n_c * n_k * distance * distance;
        }
    }
    sum
}
