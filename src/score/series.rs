//! What deserves a second look in one row of figures: what stands out, what is left out, and what does not add up. No
//! score rests on it; the limits are ours.

use crate::model::{Month, Period, PeriodKind, Table};

/// One value is compared with the others from so many values of its kind on (OURS).
const COMPARED_FROM: usize = 4;
/// It stands out from so many times their average on, or at its reciprocal and below (OURS).
const STANDS_OUT: f64 = 1.5;
/// By more than this share short periods may not differ from the long one they make up (OURS).
const ROUNDING: f64 = 0.005;

/// Something to look at again.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Notice {
    /// What the parts of a period come to is not what is stated for the whole.
    Sum {
        /// The whole.
        period: Period,
        /// What its parts are.
        parts: PeriodKind,
        /// What they come to.
        sum: f64,
        /// What is stated.
        stated: f64,
    },
    /// Nothing is stated between what is.
    Gap {
        /// The first period without a number.
        first: Period,
        /// How many there are.
        count: usize,
    },
    /// Of months or quarters, the one that is farthest from the average of the others.
    Apart {
        /// Which one.
        period: Period,
        /// How many times that average it is.
        times: f64,
    },
}

/// What deserves a second look in a series; `adds_up` where short periods make up a long one.
pub fn notices(series: &Table<Period, f64>, adds_up: bool, year_end: Month) -> Vec<Notice> {
    let of = |kind: PeriodKind| -> Vec<(Period, f64)> {
        series.iter().filter(|(period, _)| period.kind == kind).map(|(period, value)| (*period, *value)).collect()
    };
    let kinds = [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year];
    let mut found = Vec::new();
    if adds_up {
        let wholes = kinds[1..].iter().flat_map(|kind| of(*kind));
        found.extend(wholes.filter_map(|whole| sum(whole, kinds.map(of).as_slice(), year_end)));
    }
    found.extend(kinds.iter().filter_map(|kind| gap(&of(*kind))));
    found.extend(kinds[..2].iter().filter_map(|kind| apart(&of(*kind))));
    found
}

/// The first kind of parts that is there in full, where it comes to something else.
fn sum((period, stated): (Period, f64), kinds: &[Vec<(Period, f64)>], year_end: Month) -> Option<Notice> {
    let end = period.last_month(year_end);
    let within = |own: Period| (end - period.kind.months() + 1..=end).contains(&own.last_month(year_end));
    kinds.iter().find_map(|all| {
        let parts = all.first()?.0.kind;
        let own: Vec<f64> = all.iter().filter(|(own, _)| within(*own)).map(|(_, value)| *value).collect();
        let is_whole = parts < period.kind && own.len() as i32 == period.kind.months() / parts.months();
        let sum = is_whole.then(|| own.iter().sum::<f64>())?;
        let differs = (sum - stated).abs() > ROUNDING * sum.abs().max(stated.abs());
        Some(differs.then_some(Notice::Sum { period, parts, sum, stated }))
    })?
}

fn gap(all: &[(Period, f64)]) -> Option<Notice> {
    let is_there = |own: Period| all.iter().any(|(period, _)| *period == own);
    let (mut at, last) = (all.first()?.0, all.last()?.0);
    let mut missing: Option<(Period, usize)> = None;
    while at != last {
        at = at.offset(1)?;
        if !is_there(at) {
            missing = Some(missing.map_or((at, 1), |(first, count)| (first, count + 1)));
        }
    }
    missing.map(|(first, count)| Notice::Gap { first, count })
}

fn apart(all: &[(Period, f64)]) -> Option<Notice> {
    if all.len() < COMPARED_FROM || all.iter().any(|(_, value)| *value < 0.0) {
        return None;
    }
    let sum: f64 = all.iter().map(|(_, value)| *value).sum();
    let mut farthest: Option<(Period, f64)> = None;
    let distance = |times: f64| times.max(1.0 / times);
    for &(period, value) in all {
        let others = (sum - value) / (all.len() - 1) as f64;
        // Beside nothing but zeros everything would be without bounds.
        let times = if others > 0.0 { value / others } else { 1.0 };
        let is_farther = farthest.is_none_or(|(_, most)| distance(times) > distance(most));
        if distance(times) >= STANDS_OUT && is_farther {
            farthest = Some((period, times));
        }
    }
    farthest.map(|(period, times)| Notice::Apart { period, times })
}
