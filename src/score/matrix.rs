//! The level of a risk from the two things it is made of.

use crate::model::Magnitude;

/// The level of a risk (STD, NIST SP 800-30r1 table I-2). Ordinal steps are looked up, never multiplied.
pub fn risk_level(likelihood: Magnitude, impact: Magnitude) -> Magnitude {
    use Magnitude::{High as H, Low as L, Moderate as M, VeryHigh as VH, VeryLow as VL};
    // Rows: likelihood from very low; columns: impact from very low.
    const TABLE: [[Magnitude; 5]; 5] =
        [[VL, VL, VL, L, L], [VL, L, L, L, M], [VL, L, M, M, H], [VL, L, M, H, VH], [VL, L, M, H, VH]];
    TABLE[likelihood as usize][impact as usize]
}
