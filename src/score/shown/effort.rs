//! How easy customers find it to get what they need.

use crate::model::EffortConvention;

/// The customer effort score from the number of answers 1 to 7, where 7 is easiest, by one of the
/// three customary conventions (STD): 1 to 7 for the mean, else percent. Nothing where nobody answered
/// or these are no numbers of answers.
pub fn effort(counts: [f64; 7], convention: EffortConvention) -> Option<f64> {
    let n: f64 = counts.iter().sum();
    if !(n > 0.0 && n.is_finite() && counts.iter().all(|count| *count >= 0.0)) {
        return None;
    }
    let share = |from: usize, to: usize| counts.iter().take(to).skip(from - 1).sum::<f64>() / n;
    Some(match convention {
        EffortConvention::Mean => (1..).zip(counts).map(|(score, count)| f64::from(score) * (count / n)).sum(),
        EffortConvention::Net => 100.0 * (share(6, 7) - share(1, 3)),
        EffortConvention::Easy => 100.0 * share(5, 7),
    })
}
