//! The pattern of growth in words (OURS): revenue against investment and utilisation.

use crate::score::for_comparison;

/// More than this is a change, in percent.
const CHANGE: f64 = 2.0;
/// Investment from this share of revenue on is one, in percent.
const INVESTMENT: f64 = 2.0;
/// The healthy band of utilisation, in percent.
const BAND: (f64, f64) = (70.0, 85.0);

/// What growth looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// More revenue from people who work too much, and no investment.
    GrowthOnOverload,
    /// Investment, and less utilisation without more revenue.
    IdleInvestment,
    /// More revenue, investment, and utilisation in its band.
    HealthyScaling,
    /// More revenue without investment, utilisation in its band.
    Harvest,
    /// Less revenue and less utilisation.
    ShrinkingDemand,
}

/// What the pattern is read from. All in percent.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Movement {
    /// Change of revenue against the period before.
    pub revenue: f64,
    /// Change of utilisation against the period before: of 80, 76 is −5.
    pub utilisation_change: f64,
    /// Utilisation of the last period.
    pub utilisation: f64,
    /// Investment of the last period as a share of its revenue.
    pub investment: f64,
}

impl Movement {
    /// Whether investment matters: where revenue falls it does not.
    pub fn needs_investment(self) -> bool {
        trend(self.revenue) != Trend::Down
    }

    /// Whether all of it is numbers.
    pub fn is_finite(self) -> bool {
        [self.revenue, self.utilisation_change, self.utilisation, self.investment].iter().all(|own| own.is_finite())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Trend {
    Down,
    Flat,
    Up,
}

fn trend(change: f64) -> Trend {
    match for_comparison(change) {
        change if change > CHANGE => Trend::Up,
        change if change < -CHANGE => Trend::Down,
        _ => Trend::Flat,
    }
}

/// The first pattern that fits; nothing where none does.
pub fn pattern(movement: Movement) -> Option<Pattern> {
    let utilisation = for_comparison(movement.utilisation);
    let in_band = (BAND.0..=BAND.1).contains(&utilisation);
    let invested = for_comparison(movement.investment) >= INVESTMENT;
    let less_used = trend(movement.utilisation_change) == Trend::Down;
    match trend(movement.revenue) {
        Trend::Up if utilisation > BAND.1 && !invested => Some(Pattern::GrowthOnOverload),
        Trend::Flat if invested && less_used => Some(Pattern::IdleInvestment),
        Trend::Up if invested && in_band => Some(Pattern::HealthyScaling),
        Trend::Up if in_band => Some(Pattern::Harvest),
        Trend::Down if less_used => Some(Pattern::ShrinkingDemand),
        _ => None,
    }
}
