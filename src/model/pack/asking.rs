//! What is asked, of whom, and in which order. That is a view and nothing more: what is in scope, and what counts, does
//! not depend on who is looking.

use super::{Pack, Question};
use crate::model::assessment::Assessment;
use crate::model::id::RespondentId;
use crate::model::value::Role;

impl Question {
    /// Whether somebody in this role can know. Who stated no role may know anything.
    pub fn is_for(&self, role: Option<Role>) -> bool {
        self.respondents.is_empty() || role.is_none_or(|role| self.respondents.contains(&role))
    }
}

impl Pack {
    /// The questions of a size in the scope of an assessment, by their places, in the order they are asked: those of a
    /// process or group one after the other, in the order the pack begins with them. Where the organisation has an order
    /// of work, the processes change places by it.
    pub fn sequence(&self, size: &str, own: &Assessment) -> Vec<usize> {
        let mut sections: Vec<Vec<usize>> = Vec::new();
        for index in self.within(size, own) {
            match sections.iter_mut().find(|section| self.belong_together(section[0], index)) {
                Some(section) => section.push(index),
                None => sections.push(vec![index]),
            }
        }
        if !own.order.is_empty() {
            self.put_in_order(&mut sections, own);
        }
        sections.concat()
    }

    /// Puts what is about processes in the order of work. What is not stays where it is.
    fn put_in_order(&self, sections: &mut [Vec<usize>], own: &Assessment) {
        let rank = |section: &Vec<usize>| {
            let process = self.structure.questions[*section.first()?].process.as_ref()?;
            let place = self.structure.processes.iter().position(|own| own.id == *process)?;
            Some(self.rank(place, own))
        };
        let mut ranks: Vec<_> = sections.iter().map(rank).collect();
        for place in 0..sections.len() {
            for later in place + 1..sections.len() {
                if ranks[place].zip(ranks[later]).is_some_and(|(own, later)| later < own) {
                    ranks.swap(place, later);
                    sections.swap(place, later);
                }
            }
        }
    }

    /// Whether two questions are about the same process, or of the same group.
    fn belong_together(&self, one: usize, other: usize) -> bool {
        let of = |index: usize| {
            let own = &self.structure.questions[index];
            (own.process.as_ref(), own.group.as_ref())
        };
        match (of(one), of(other)) {
            ((Some(one), _), (Some(other), _)) => one == other,
            ((None, one), (None, other)) => one == other,
            _ => false,
        }
    }

    /// Whether a question, by its place, is asked of a respondent: their role can know, or they have said something to
    /// it in the latest round, which is not to get out of sight.
    pub fn is_asked_of(&self, question: usize, own: &Assessment, who: RespondentId) -> bool {
        let question = &self.structure.questions[question];
        let said = || {
            let said = own.said(own.latest_round()?, &question.id)?;
            Some(said.answers.contains_key(&who) || said.evidence.contains_key(&who) || said.notes.contains_key(&who))
        };
        question.is_for(own.respondents.get(&who).and_then(|own| own.role)) || said() == Some(true)
    }
}
