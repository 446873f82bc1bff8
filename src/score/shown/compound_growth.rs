//! How fast something grew over several periods.

use crate::score::for_comparison;
use crate::score::reading::{Reading, Reason};

/// The compound growth rate (STD, CAGR): (last ÷ first)^(1/n) − 1 over n intervals, which are one
/// fewer than the periods. A share for each interval; not meaningful from nothing or to below zero.
pub fn compound_growth(first: f64, last: f64, intervals: usize) -> Reading {
    if intervals == 0 || !first.is_finite() || !last.is_finite() {
        return Reading::Missing(Reason::NotANumber);
    }
    if for_comparison(first) <= 0.0 {
        return Reading::NotMeaningful(Reason::NewRevenue);
    }
    if for_comparison(last) < 0.0 {
        return Reading::NotMeaningful(Reason::NegativeRevenue);
    }
    // What is below zero only after the ninth decimal is nothing.
    Reading::number(libm::pow((last / first).max(0.0), 1.0 / intervals as f64) - 1.0)
}
