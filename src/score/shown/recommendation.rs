//! Whether customers would recommend the services, with how far the number can be trusted.

use crate::score::statistics::Z;

/// Promoters less detractors in percentage points, −100 to 100, with the half-width of its 95 % interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Recommendation {
    /// The score (STD, Net Promoter Score).
    pub score: f64,
    /// Its plain margin: z·√((p + d − (p − d)²)/n).
    pub margin: f64,
    /// The adjusted score (STD, adjusted Wald): with three answers more, of them ¾ promoters and ¾
    /// detractors. The better one where few answered.
    pub adjusted: f64,
    /// The margin of the adjusted score.
    pub adjusted_margin: f64,
}

/// From the number of answers 9 and 10, 7 and 8, and 0 to 6 of 10. Nothing where less than one
/// answered, or these are no numbers of answers.
pub fn recommendation(promoters: f64, passives: f64, detractors: f64) -> Option<Recommendation> {
    let n = promoters + passives + detractors;
    let counts = [promoters, passives, detractors];
    if !(n >= 1.0 && n.is_finite() && counts.iter().all(|count| *count >= 0.0)) {
        return None;
    }
    let (score, margin) = interval(promoters, detractors, n);
    let (adjusted, adjusted_margin) = interval(promoters + 0.75, detractors + 0.75, n + 3.0);
    Some(Recommendation { score, margin, adjusted, adjusted_margin })
}

fn interval(promoters: f64, detractors: f64, n: f64) -> (f64, f64) {
    let (p, d) = (promoters / n, detractors / n);
    // With promoters alone this is 0, and the last bit could make it less.
    let variance = (p + d - (p - d) * (p - d)).max(0.0);
    (100.0 * (p - d), 100.0 * Z * (variance / n).sqrt())
}
