//! What another version of a pack asks otherwise. Answers go with the id of their question, so they stay; this says
//! what a person should look at again.

use super::{Pack, Question, Texts};
use crate::model::id::QuestionId;

/// The questions that differ between two versions, each in the order of the pack that has it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Changes {
    /// Asked by the new version only.
    pub added: Vec<QuestionId>,
    /// Asked by the old version only; what was answered is kept and counts nowhere.
    pub gone: Vec<QuestionId>,
    /// Asked by both, and counted otherwise: for another process, attribute or indicator, or with another weight.
    pub recounted: Vec<QuestionId>,
    /// Asked by both in other words.
    pub reworded: Vec<QuestionId>,
}

impl Changes {
    /// Whether nothing a person would notice is different.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What changes from an old version to a new one. Words are compared where both have some in the same language and
    /// of the same size.
    pub fn between(old: (&Pack, &[Texts]), new: (&Pack, &[Texts])) -> Self {
        let ids = |pack: &Pack, other: &Pack| -> Vec<QuestionId> {
            let own = pack.structure.questions.iter().map(|question| &question.id);
            own.filter(|id| other.question(id).is_none()).cloned().collect()
        };
        let both = |differ: &dyn Fn(&Question, &Question) -> bool| -> Vec<QuestionId> {
            let pairs = new.0.structure.questions.iter().filter_map(|own| Some((old.0.question(&own.id)?, own)));
            pairs.filter(|(before, after)| differ(before, after)).map(|(_, after)| after.id.clone()).collect()
        };
        // Which sizes ask it does not change what an answer is worth.
        let recounted = |before: &Question, after: &Question| {
            Question { sizes: Vec::new(), ..before.clone() } != Question { sizes: Vec::new(), ..after.clone() }
        };
        let pairs: Vec<(&Texts, &Texts)> = new
            .1
            .iter()
            .filter_map(|own| Some((old.1.iter().find(|it| it.language == own.language && it.size == own.size)?, own)))
            .collect();
        let reworded = |before: &Question, after: &Question| {
            pairs.iter().any(|(old, new)| match (old.questions.get(&before.id), new.questions.get(&after.id)) {
                (Some(before), Some(after)) => before != after,
                _ => false,
            })
        };
        Self {
            added: ids(new.0, old.0),
            gone: ids(old.0, new.0),
            recounted: both(&recounted),
            reworded: both(&reworded),
        }
    }
}
