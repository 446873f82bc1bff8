//! Where growth came from: revenue is capacity × utilisation × yield, and its change is split exactly
//! into the effects of the three (STD, logarithmic mean Divisia index; its use here is OURS).

use crate::score::reading::{Reading, Reason};

/// What revenue of a period is made of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Drivers {
    /// Hours that were available.
    pub capacity: f64,
    /// Of those, hours worked for services.
    pub productive: f64,
    /// Money earned.
    pub revenue: f64,
}

impl Drivers {
    /// Productive of available hours, a share.
    pub fn utilisation(self) -> Reading {
        Reading::ratio(self.productive, self.capacity, Reason::Factor)
    }

    /// Whether all of it is numbers.
    pub fn is_finite(self) -> bool {
        self.capacity.is_finite() && self.productive.is_finite() && self.revenue.is_finite()
    }

    /// Money for a productive hour.
    pub fn hourly_yield(self) -> Reading {
        Reading::ratio(self.revenue, self.productive, Reason::Factor)
    }
}

/// The change of revenue by what made it, as money. The three add up to it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Decomposition {
    /// By more or fewer available hours: the effect of investment.
    pub capacity: f64,
    /// By working more or fewer of them for services.
    pub utilisation: f64,
    /// By earning more or less for an hour: the effect of price.
    pub hourly_yield: f64,
}

/// Splits the change of revenue: the effect of a factor x is L·ln(x₁/x₀) with the logarithmic mean
/// L = (R₁−R₀)/ln(R₁/R₀) of both revenues. Not available where a factor is not above zero.
pub fn decompose(before: Drivers, last: Drivers) -> Reading<Decomposition> {
    // With hours and money above zero both factors are.
    let splits = |own: Drivers| own.is_finite() && own.capacity > 0.0 && own.productive > 0.0 && own.revenue > 0.0;
    if !splits(before) || !splits(last) {
        return Reading::NotMeaningful(Reason::Factor);
    }
    let [capacity, productive, revenue] =
        [(before.capacity, last.capacity), (before.productive, last.productive), (before.revenue, last.revenue)]
            .map(|(before, last)| log_ratio(before, last));
    let mean = if revenue == 0.0 { before.revenue } else { (last.revenue - before.revenue) / revenue };
    let effects = Decomposition {
        capacity: mean * capacity,
        utilisation: mean * (productive - capacity),
        hourly_yield: mean * (revenue - productive),
    };
    let all = [effects.capacity, effects.utilisation, effects.hourly_yield];
    if all.iter().all(|effect| effect.is_finite()) {
        Reading::Value(effects)
    } else {
        Reading::Missing(Reason::NotANumber)
    }
}

/// ln(last ÷ before) of positive numbers: near equality by their difference, which the quotient would
/// lose, and far from it by two logarithms, since the quotient may leave the numbers.
fn log_ratio(before: f64, last: f64) -> f64 {
    let change = (last - before) / before;
    if change.abs() < 0.5 { libm::log1p(change) } else { libm::log(last) - libm::log(before) }
}
