//! What is to be looked at again: risks and decisions whose review has come. A decision is done with once it was told
//! what came of it; a risk once it has a later review, or none.

use chrono::NaiveDate;

use super::metric::is_reviewed;
use crate::model::{Assessment, Register, Stamp};

/// A row to be looked at again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Review {
    /// The day it was to be reviewed.
    pub on: NaiveDate,
    /// Where it stands: the risk register or the decision log.
    pub register: Register,
    /// Its row there.
    pub row: Stamp,
}

/// What is to be looked at again.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reviews {
    /// What is due today or has been for a while, that which waits longest first.
    pub due: Vec<Review>,
    /// What comes next.
    pub next: Option<Review>,
}

/// The reviews that are due on a day, and the next one after it.
pub fn reviews(assessment: &Assessment, today: NaiveDate) -> Reviews {
    let (risks, decisions) = (assessment.risks(), assessment.decisions());
    let risks =
        risks.iter().filter_map(|(id, own)| Some(Review { on: own.review?, register: Register::Risks, row: id.0 }));
    let decisions = decisions.iter().filter(|(_, own)| !is_reviewed(own));
    let decisions =
        decisions.filter_map(|(id, own)| Some(Review { on: own.review?, register: Register::Decisions, row: id.0 }));
    let mut all: Vec<Review> = risks.chain(decisions).collect();
    // Of the same day risks come first, each in register order.
    all.sort_by_key(|own| own.on);
    let next = all.iter().find(|own| own.on > today).copied();
    all.retain(|own| own.on <= today);
    Reviews { due: all, next }
}
