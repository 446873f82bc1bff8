//! What the simulation knows of a risk, and why a row of the register cannot be simulated.

use super::pert::Pert;
use crate::model::{Assessment, Risk, RiskId};

/// The highest yearly frequency that is simulated.
pub const MAX_FREQUENCY: f64 = 10_000.0;

/// The highest loss per event that is simulated, as money.
pub const MAX_LOSS: f64 = 1e15;

/// What is stated of a risk: least, most likely and greatest yearly frequency, and the same of the loss per event as money.
pub type Stated = [[f64; 3]; 2];

/// The frequency and the loss of a risk, each from least over most likely to greatest.
#[derive(Clone, PartialEq, Debug)]
pub struct RiskRange {
    pub(super) frequency: Pert,
    pub(super) loss: Pert,
}

/// One of the two things that are stated as a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// How often a year it happens.
    Frequency,
    /// What it costs each time, as money.
    Loss,
}

/// Why a risk cannot be simulated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// It states no range at all.
    NotStated,
    /// One of the three numbers is missing.
    Incomplete(Measure),
    /// One of them is no finite number.
    NotANumber(Measure),
    /// One of them is below 0.
    Negative(Measure),
    /// The most likely number does not lie between the other two.
    OutOfOrder(Measure),
    /// The greatest is above [`MAX_FREQUENCY`] or [`MAX_LOSS`].
    TooLarge(Measure),
}

impl RiskRange {
    /// A risk from least, most likely and greatest yearly frequency, and the same of its loss per event
    /// as money.
    ///
    /// # Errors
    /// The first thing that is wrong, frequency before loss.
    pub fn new(frequency: [f64; 3], loss: [f64; 3]) -> Result<Self, Unfit> {
        check(frequency, MAX_FREQUENCY, Measure::Frequency)?;
        check(loss, MAX_LOSS, Measure::Loss)?;
        let [frequency, loss] = [frequency, loss].map(|[min, likely, max]| Pert::new(min, likely, max));
        Ok(Self { frequency, loss })
    }
}

fn check(numbers: [f64; 3], limit: f64, measure: Measure) -> Result<(), Unfit> {
    let [min, likely, max] = numbers;
    if numbers.iter().any(|number| !number.is_finite()) {
        Err(Unfit::NotANumber(measure))
    } else if numbers.iter().any(|number| *number < 0.0) {
        Err(Unfit::Negative(measure))
    } else if min > likely || likely > max {
        Err(Unfit::OutOfOrder(measure))
    } else if max > limit {
        Err(Unfit::TooLarge(measure))
    } else {
        Ok(())
    }
}

/// What a register gives to simulate.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct RiskRanges {
    /// The risks that can be simulated, in register order.
    pub risks: Vec<RiskRange>,
    /// The others with their reason, in register order. A total without them is too low.
    pub unfit: Vec<(RiskId, Unfit)>,
}

impl RiskRanges {
    /// The ranges of an assessment's register.
    pub fn of(assessment: &Assessment) -> Self {
        let mut ranges = Self::default();
        for (id, risk) in &assessment.risks() {
            match stated(risk).and_then(|[frequency, loss]| RiskRange::new(frequency, loss)) {
                Ok(range) => ranges.risks.push(range),
                Err(unfit) => ranges.unfit.push((*id, unfit)),
            }
        }
        ranges
    }
}

/// What a row of the register states to be simulated.
///
/// # Errors
/// Why it cannot be.
pub fn stated(risk: &Risk) -> Result<Stated, Unfit> {
    let frequency = [risk.frequency_min, risk.frequency_likely, risk.frequency_max];
    let loss = [risk.event_loss_min, risk.event_loss_likely, risk.event_loss_max];
    if frequency.iter().chain(&loss).all(Option::is_none) {
        return Err(Unfit::NotStated);
    }
    let whole = |[min, likely, max]: [Option<f64>; 3], measure| {
        min.zip(likely).zip(max).map(|((min, likely), max)| [min, likely, max]).ok_or(Unfit::Incomplete(measure))
    };
    let (frequency, loss) = (whole(frequency, Measure::Frequency)?, whole(loss, Measure::Loss)?);
    check(frequency, MAX_FREQUENCY, Measure::Frequency)?;
    check(loss, MAX_LOSS, Measure::Loss)?;
    Ok([frequency, loss])
}
