//! Which questions are worth talking about in the room: those people disagree on most come first.

use super::agreement::{Agreement, QuestionAgreement, Shown};
use super::for_comparison;
use super::statistics::r_wg;

/// How far those who answered a question are apart, as far as it may be shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Dispute {
    /// Two people or more gave a level.
    Measured {
        /// Within-group agreement, 0 to 1.
        r_wg: f64,
        /// The lowest level, as a place on the scale.
        low: usize,
        /// The highest.
        high: usize,
    },
    /// Only the ends may be shown: replies are anonymous, and fewer than five.
    Ends {
        /// The lowest level, as a place on the scale.
        low: usize,
        /// The highest.
        high: usize,
    },
    /// Fewer than two levels: nobody to disagree with.
    TooFew,
}

/// A question, by its place in the pack, with how far people are apart on it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Disputed {
    /// Its place in the pack.
    pub question: usize,
    /// How far people are apart.
    pub dispute: Dispute,
}

/// These questions, the most disputed first (OURS): the lowest r_wg before others, of equal ones the largest distance
/// between the ends, then the order of the pack; those with fewer than two levels last. Nothing that is kept back has a
/// part in it: where only the ends may be shown, a question stands where two people at these ends would put it.
pub fn disputed(agreement: &Agreement, options: usize, questions: impl Iterator<Item = usize>) -> Vec<Disputed> {
    let of = |question: usize| Some(Disputed { question, dispute: Dispute::of(agreement.questions.get(question)?) });
    let mut all: Vec<Disputed> = questions.filter_map(of).collect();
    all.sort_by(|a, b| {
        let (one, other) = (a.dispute.rank(options), b.dispute.rank(options));
        one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)).then(a.question.cmp(&b.question))
    });
    all
}

impl Dispute {
    fn of(question: &QuestionAgreement) -> Self {
        match &question.shown {
            Shown::Nothing => Self::TooFew,
            Shown::MedianAndRange { low, high, .. } => Self::Ends { low: *low, high: *high },
            Shown::Groups(_) => match (question.all.r_wg, question.all.levels.first(), question.all.levels.last()) {
                (Some(r_wg), Some(&low), Some(&high)) => Self::Measured { r_wg, low, high },
                _ => Self::TooFew,
            },
        }
    }

    /// What it is sorted by: less first, then more.
    fn rank(self, options: usize) -> (f64, usize) {
        match self {
            Self::Measured { r_wg, low, high } => (for_comparison(r_wg), high - low),
            Self::Ends { low, high } => {
                let as_if = r_wg(&[low as f64, high as f64], options).unwrap_or(1.0);
                (for_comparison(as_if), high - low)
            }
            Self::TooFew => (f64::INFINITY, 0),
        }
    }
}
