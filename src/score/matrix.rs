//! The level of a risk from the two things it is made of: by the published table, but for the cells an organisation has
//! set itself.

use crate::model::{Assessment, Magnitude, Risk};

/// The level of a likelihood and an impact (STD, NIST SP 800-30r1 table I-2). Ordinal steps are looked up, never multiplied.
pub fn standard_level(likelihood: Magnitude, impact: Magnitude) -> Magnitude {
    use Magnitude::{High as H, Low as L, Moderate as M, VeryHigh as VH, VeryLow as VL};
    // Rows: likelihood from very low; columns: impact from very low.
    const TABLE: [[Magnitude; 5]; 5] =
        [[VL, VL, VL, L, L], [VL, L, L, L, M], [VL, L, M, M, H], [VL, L, M, H, VH], [VL, L, M, H, VH]];
    TABLE[likelihood as usize][impact as usize]
}

/// The level of a likelihood and an impact in an assessment: its own cell where it has set one, else the published table.
pub fn risk_level(assessment: &Assessment, likelihood: Magnitude, impact: Magnitude) -> Magnitude {
    assessment.own_level(likelihood, impact).unwrap_or_else(|| standard_level(likelihood, impact))
}

/// The level that remains of a risk; nothing where likelihood or impact is blank.
pub fn level_of(assessment: &Assessment, risk: &Risk) -> Option<Magnitude> {
    Some(risk_level(assessment, risk.likelihood?, risk.impact?))
}

/// Likelihood and impact of every cell, from the lowest likelihood up, each from the lowest impact up.
pub fn cells() -> impl Iterator<Item = (Magnitude, Magnitude)> {
    let row = |likelihood: &Magnitude| Magnitude::ALL.iter().map(|impact| (*likelihood, *impact)).collect::<Vec<_>>();
    Magnitude::ALL.iter().flat_map(row)
}

/// In how many cells the matrix of an assessment differs from the published table.
pub fn differing(assessment: &Assessment) -> usize {
    cells().filter(|(one, other)| risk_level(assessment, *one, *other) != standard_level(*one, *other)).count()
}

/// Two neighbouring cells of which the one with more likelihood or impact has the lower level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fall {
    /// Likelihood and impact of the one with less.
    pub from: (Magnitude, Magnitude),
    /// Likelihood and impact of the one with more.
    pub to: (Magnitude, Magnitude),
}

/// The first place where more likelihood or impact makes a lower level (OURS): from the lowest likelihood and impact up,
/// first by impact, then by likelihood. A matrix that falls between two cells falls between neighbours on the way.
pub fn fall(assessment: &Assessment) -> Option<Fall> {
    let level = |(likelihood, impact)| risk_level(assessment, likelihood, impact);
    let next = |own: Magnitude| Magnitude::ALL.iter().copied().find(|other| *other > own);
    cells().find_map(|from| {
        let beside = next(from.1).map(|impact| (from.0, impact));
        let above = next(from.0).map(|likelihood| (likelihood, from.1));
        let to = beside.into_iter().chain(above).find(|to| level(*to) < level(from))?;
        Some(Fall { from, to })
    })
}
