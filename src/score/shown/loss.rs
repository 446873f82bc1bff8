//! The loss a risk is expected to bring, in money, and whether a treatment is worth what it costs (STD).

use crate::score::reading::{Quantity, Reading, Reason};

/// Single loss expectancy (SLE): the value of an asset × the share of it one event destroys, 0 to 1.
/// Nothing where the value is below zero or the share is none.
pub fn single_loss(asset_value: f64, exposure_factor: f64) -> Option<f64> {
    let loss = asset_value * exposure_factor;
    (asset_value >= 0.0 && (0.0..=1.0).contains(&exposure_factor) && loss.is_finite()).then_some(loss)
}

/// Annual loss expectancy (ALE): the loss of one event × the events expected in a year, which may be
/// more than one. Nothing where either is below zero.
pub fn annual_loss(single_loss: f64, yearly_rate: f64) -> Option<f64> {
    let loss = single_loss * yearly_rate;
    (single_loss >= 0.0 && yearly_rate >= 0.0 && loss.is_finite()).then_some(loss)
}

/// Return on a treatment (ROSI): (yearly loss before − yearly loss that remains − yearly cost) ÷ cost,
/// a share. Not meaningful where it costs nothing.
pub fn return_on_treatment(before: f64, residual: f64, cost: f64) -> Reading {
    Reading::ratio(before - residual - cost, cost, Reason::Zero(Quantity::TreatmentCost))
}
