//! What became of a question: open, answered, not known, not applicable.

use crate::model::{Answer, QuestionId};
use crate::ui::session::Session;

/// What the respondent at the keyboard has said to a question.
#[derive(Clone, Copy, PartialEq, Default)]
pub(super) enum Standing {
    #[default]
    Open,
    Answered,
    DontKnow,
    NotApplicable,
}

pub(super) fn standing(session: Session, question: &QuestionId) -> Standing {
    let me = session.me();
    let round = session.round();
    session.with(|own| {
        let said = round.and_then(|round| own.said(round, question));
        match said.zip(me).and_then(|(said, me)| said.answers.get(&me)) {
            None => Standing::Open,
            Some(Answer::Level(_)) => Standing::Answered,
            Some(Answer::DontKnow) => Standing::DontKnow,
            Some(Answer::NotApplicable(_)) => Standing::NotApplicable,
        }
    })
}
