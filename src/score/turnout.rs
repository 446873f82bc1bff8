//! Who has answered how much of what they are asked. It says that somebody answered and never what.

use crate::model::pack::Pack;
use crate::model::{Assessment, RespondentId, RoundId};

/// How much a person has answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turnout {
    /// The person.
    pub respondent: RespondentId,
    /// How many questions they have answered, in whatever way.
    pub answered: usize,
    /// How many they are asked.
    pub asked: usize,
}

/// How much each person who is asked anything has answered of these questions, in the latest round.
pub fn turnout(pack: &Pack, assessment: &Assessment, questions: &[usize]) -> Vec<Turnout> {
    let round = assessment.latest_round();
    let of = |respondent: RespondentId| {
        let own = || questions.iter().filter(|question| pack.is_asked_of(**question, assessment, respondent));
        let answered =
            |question: &&usize| round.is_some_and(|round| has(pack, assessment, round, **question, respondent));
        Turnout { respondent, answered: own().filter(answered).count(), asked: own().count() }
    };
    assessment.respondents.keys().copied().map(of).filter(|own| own.asked > 0).collect()
}

/// How many people have answered a question, and how many are asked it, in the latest round.
pub fn turnout_of(pack: &Pack, assessment: &Assessment, question: usize) -> (usize, usize) {
    let round = assessment.latest_round();
    let asked = || assessment.respondents.keys().filter(|who| pack.is_asked_of(question, assessment, **who));
    let answered = |who: &&RespondentId| round.is_some_and(|round| has(pack, assessment, round, question, **who));
    (asked().filter(answered).count(), asked().count())
}

fn has(pack: &Pack, assessment: &Assessment, round: RoundId, question: usize, who: RespondentId) -> bool {
    let question = pack.structure.questions.get(question);
    question.and_then(|own| assessment.said(round, &own.id)).is_some_and(|said| said.answers.contains_key(&who))
}
