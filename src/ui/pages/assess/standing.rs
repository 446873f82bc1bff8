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

/// What the respondent at the keyboard has said to each of some questions.
pub(super) fn standings<'a>(session: Session, questions: impl Iterator<Item = &'a QuestionId>) -> Vec<Standing> {
    let said = session.me().zip(session.round());
    session.with(|own| {
        let of = |question: &QuestionId| {
            let (me, round) = said?;
            own.said(round, question)?.answers.get(&me)
        };
        let standing = |question| match of(question) {
            None => Standing::Open,
            Some(Answer::Level(_)) => Standing::Answered,
            Some(Answer::DontKnow) => Standing::DontKnow,
            Some(Answer::NotApplicable(_)) => Standing::NotApplicable,
        };
        questions.map(standing).collect()
    })
}
