//! Risk simulation: what the risks of a register may cost together in a year, played many times over.
//!
//! The rule is that of SCORING.md section 3.3. Each year takes the risks in register order: a rate from
//! the PERT distribution of the yearly frequency, one Poisson count at that rate, and for each event
//! a loss from its PERT distribution. What a report has to name:
//!
//! - generator: ChaCha with 8 rounds, keyed by the seed alone ([`Simulation::new`]);
//! - uniform numbers: the upper 52 of 64 bits and a half, divided by 2⁵²;
//! - PERT, which is a Beta distribution: rejection under a cover of 128 × 64 cells, von Neumann 1951;
//! - Poisson: multiplication of uniform numbers, Knuth 1969.
//!
//! All of them are exact; none approximates. The first uniform number of a count is drawn before the
//! rate: where it is e to the power of −max at the most, the count is 0 at every rate there can be, and
//! the rate is not drawn.
//!
//! The same risks, seed and number of years give the same bits on every machine, in steps of any size.

mod pert;
pub(super) mod random;
mod risk;

pub use risk::{MAX_FREQUENCY, MAX_LOSS, Measure, RiskRange, RiskRanges, Stated, Unfit, stated};

use super::statistics::{mean, quantile, sample_variance};
use random::Random;

/// The number of years that is usually simulated (OURS).
pub const YEARS: usize = 100_000;

/// The highest number of years that is simulated.
pub const MAX_YEARS: usize = 1_000_000;

/// A simulation in progress. It runs in steps, so that whoever runs it can show how far it is, and stop.
#[derive(Clone, PartialEq, Debug)]
pub struct Simulation {
    risks: Vec<Simulated>,
    random: Random,
    years: usize,
    totals: Vec<f64>,
}

#[derive(Clone, PartialEq, Debug)]
struct Simulated {
    range: RiskRange,
    /// e to the power of −max of the frequency.
    never: f64,
}

/// What came of the years that were simulated. Amounts are money.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// How many years there were.
    pub years: usize,
    /// The mean loss of a year.
    pub mean: f64,
    /// The standard error of that mean, s/√n; nothing after a single year.
    pub standard_error: Option<f64>,
    /// The loss that one year in ten does not exceed: the value at place ⌈.1·n⌉ of the sorted totals.
    pub p10: f64,
    /// The loss that half of the years do not exceed.
    pub p50: f64,
    /// The loss that nine years in ten do not exceed.
    pub p90: f64,
    /// The share of years without a loss, 0 to 1.
    pub without_loss: f64,
    /// The loss-exceedance curve, from low to high losses; always [`CURVE_POINTS`] points.
    pub curve: Vec<Exceedance>,
}

/// A point of the loss-exceedance curve.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Exceedance {
    /// A yearly loss, as money.
    pub loss: f64,
    /// The share of years that lost more, 0 to 1.
    pub share: f64,
}

/// The number of points of the curve (OURS): P1 to P99, and P99.1 to P99.9.
pub const CURVE_POINTS: usize = 108;

impl Simulation {
    /// The simulation of risks, in register order, over at most [`MAX_YEARS`] years. The seed is the key
    /// of the generator: its eight bytes, the lowest first, and zeros.
    pub fn new(risks: Vec<RiskRange>, years: usize, seed: u64) -> Self {
        let simulated = |range: RiskRange| Simulated { never: libm::exp(-range.frequency.max()), range };
        Self {
            risks: risks.into_iter().map(simulated).collect(),
            random: Random::new(seed),
            years: years.min(MAX_YEARS),
            totals: Vec::new(),
        }
    }

    /// How many events a year may be expected to have at the most: what a year takes to simulate.
    pub fn most_events(&self) -> f64 {
        self.risks.iter().map(|risk| risk.range.frequency.max()).sum()
    }

    /// Simulates so many more years, or those that are left, and says whether that was all.
    pub fn advance(&mut self, years: usize) -> bool {
        for _ in 0..years.min(self.years - self.totals.len()) {
            let total = self.risks.iter().fold(0.0, |total, risk| total + risk.year(&mut self.random));
            self.totals.push(total);
        }
        self.totals.len() == self.years
    }

    /// How many years were simulated so far, and how many there will be.
    pub fn progress(&self) -> (usize, usize) {
        (self.totals.len(), self.years)
    }

    /// What came of the years so far. Nothing without a year, or without a risk: an empty register
    /// does not mean that there is none.
    pub fn outcome(&self) -> Option<Outcome> {
        if self.risks.is_empty() {
            return None;
        }
        outcome(self.totals.clone())
    }
}

impl Simulated {
    /// The loss of one year.
    fn year(&self, random: &mut Random) -> f64 {
        let first = random.uniform();
        if first <= self.never {
            return 0.0;
        }
        let rate = self.range.frequency.draw(random);
        (0..random.poisson(rate, first)).fold(0.0, |loss, _| loss + self.range.loss.draw(random))
    }
}

/// What the totals of some years come to.
fn outcome(mut totals: Vec<f64>) -> Option<Outcome> {
    totals.sort_unstable_by(f64::total_cmp);
    let years = totals.len();
    let share_above = |loss: f64| (years - totals.partition_point(|total| *total <= loss)) as f64 / years as f64;
    let point = |thousandths: u32| {
        let loss = quantile(&totals, f64::from(thousandths) / 1000.0)?;
        Some(Exceedance { loss, share: share_above(loss) })
    };
    Some(Outcome {
        years,
        mean: mean(&totals)?,
        standard_error: sample_variance(&totals).map(|variance| (variance / years as f64).sqrt()),
        p10: quantile(&totals, 0.1)?,
        p50: quantile(&totals, 0.5)?,
        p90: quantile(&totals, 0.9)?,
        without_loss: totals.partition_point(|total| *total <= 0.0) as f64 / years as f64,
        curve: (10..990).step_by(10).chain([990]).chain(991..1000).map(point).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_value_at_its_rounded_up_place() {
        let check = |totals: &[f64], expected: [f64; 3]| {
            let own = outcome(totals.to_vec()).unwrap();
            assert_eq!([own.p10, own.p50, own.p90], expected);
        };
        check(&[7.0], [7.0; 3]);
        check(&[2.0, 1.0], [1.0, 1.0, 2.0]);
        // ⌈.3⌉ = 1, ⌈1.5⌉ = 2, ⌈2.7⌉ = 3.
        check(&[30.0, 10.0, 20.0], [10.0, 20.0, 30.0]);
        // .1 × 30 is 3, and not a little more.
        let thirty: Vec<f64> = (1..=30).rev().map(f64::from).collect();
        check(&thirty, [3.0, 15.0, 27.0]);
        let eleven: Vec<f64> = (1..=11).map(f64::from).collect();
        check(&eleven, [2.0, 6.0, 10.0]);
        assert_eq!(outcome(Vec::new()), None);
    }

    #[test]
    fn mean_error_share_and_curve_are_those_of_totals_made_by_hand() {
        // Ten years: six without loss, then 10, 20, 30, 40. Mean 10; squares 6·100 + 0 + 100 + 400 + 900
        // = 2000; s² = 2000/9; error √(2000/90).
        let own = outcome(vec![0.0, 40.0, 0.0, 30.0, 0.0, 20.0, 0.0, 10.0, 0.0, 0.0]).unwrap();
        assert_eq!((own.years, own.mean, own.without_loss), (10, 10.0, 0.6));
        assert!((own.standard_error.unwrap() - (2000.0_f64 / 90.0).sqrt()).abs() < 1e-12);
        assert_eq!(own.curve.len(), CURVE_POINTS);
        let at = |place: usize| (own.curve[place - 1].loss, own.curve[place - 1].share);
        // P1 and P60 are 0, which four of ten years exceed; P61 to P70 are 10; P91 on nobody exceeds.
        for (place, point) in [(1, (0.0, 0.4)), (60, (0.0, 0.4)), (61, (10.0, 0.3)), (70, (10.0, 0.3))] {
            assert_eq!(at(place), point, "P{place}");
        }
        assert_eq!([at(90), at(91), at(108)], [(30.0, 0.1), (40.0, 0.0), (40.0, 0.0)]);
        assert_eq!(outcome(vec![5.0]).unwrap().standard_error, None);
    }
}
