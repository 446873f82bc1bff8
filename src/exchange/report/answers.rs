//! Appendix: what was said to every question, by whom, on which evidence, with every note. Of anonymous people as much as
//! may be shown (`score::visible`), and no note: words give away who wrote them.

use super::document::{Block, Table, words};
use super::{Work, chapter, heading};
use crate::locale::fill;
use crate::model::pack::Question;
use crate::model::{Answer, QuestionId, RespondentId, RoundId, Said};
use crate::score::{Agreement, Group, QuestionAgreement, Results, Shown, agreement};

/// A round with what followed from it.
pub(in crate::exchange) struct Sitting<'a> {
    pub(in crate::exchange) round: RoundId,
    /// Nothing where nothing else is known of the round.
    follows: Option<(&'a Results, Agreement)>,
}

impl Work<'_> {
    pub(super) fn answers(&self) -> Vec<Block> {
        let w = &self.words.report;
        let mut blocks: Vec<Block> = chapter("answers", w.answers).into();
        blocks.push(Block::Text(if self.anonymous() { w.answers_anonymous } else { w.answers_means }.to_owned()));
        for (place, sitting) in self.sittings().iter().enumerate() {
            blocks.extend(self.sitting(sitting, place));
        }
        blocks
    }

    /// The round of the report first, then those before it, then what was said in rounds that are no more.
    pub(in crate::exchange) fn sittings(&self) -> Vec<Sitting<'_>> {
        let earlier: Vec<RoundId> =
            self.assessment.rounds.keys().copied().filter(|id| *id != self.settings.round).collect();
        let earlier = earlier.into_iter().zip(self.past.iter().map(|own| &own.results)).rev();
        let all: Vec<(RoundId, &Results)> = [(self.settings.round, self.results)].into_iter().chain(earlier).collect();
        let known = |round: &RoundId| all.iter().any(|(own, _)| own == round);
        let lost: Vec<RoundId> = self.assessment.said.keys().copied().filter(|round| !known(round)).collect();
        let follows = |results| Some((results, agreement(self.pack, self.assessment, results)));
        let all = all.into_iter().map(|(round, results)| Sitting { round, follows: follows(results) });
        // Of a round that was erased or never named, what was said in it stands all the same.
        all.chain(lost.into_iter().map(|round| Sitting { round, follows: None })).collect()
    }

    /// What a round is called.
    pub(in crate::exchange) fn called(&self, round: RoundId) -> &str {
        let label = self.assessment.rounds.get(&round).and_then(|own| own.label.as_deref());
        label.unwrap_or(self.words.report.other_round)
    }

    fn sitting(&self, own: &Sitting, place: usize) -> Vec<Block> {
        let w = &self.words.report;
        let id = ["answers-", &place.to_string()].concat();
        let mut blocks = vec![heading(3, &id, self.called(own.round))];
        let structure = &self.pack.structure;
        let is_here = own.round == self.settings.round;
        let asked: Vec<usize> = self.pack.within(&self.settings.size, self.assessment).filter(|_| is_here).collect();
        let shown = |place: usize, question: &Question| {
            asked.contains(&place) || self.assessment.said(own.round, &question.id).is_some()
        };
        let questions: Vec<(usize, &Question)> =
            structure.questions.iter().enumerate().filter(|(place, own)| shown(*place, own)).collect();
        let mut section = |name: String, some: Vec<(Option<usize>, &QuestionId)>| {
            if some.is_empty() {
                return;
            }
            let columns = vec![words(&name, 5), words(w.answers_column, 7)];
            let rows = some.into_iter().map(|(place, id)| self.row_of(own, place, id));
            blocks.push(Block::Table(Table::new(&name, columns).of(rows)));
        };
        for process in &structure.processes {
            let some = questions.iter().filter(|(_, own)| own.process.as_ref() == Some(&process.id));
            section(self.process(&process.id), some.map(|(place, own)| (Some(*place), &own.id)).collect());
        }
        for group in &structure.groups {
            let some =
                questions.iter().filter(|(_, own)| own.process.is_none() && own.group.as_ref() == Some(&group.id));
            let name =
                self.texts.groups.get(&group.id).map_or_else(|| group.id.to_string(), |own| own.name.to_string());
            section(name, some.map(|(place, own)| (Some(*place), &own.id)).collect());
        }
        let said = self.assessment.said.get(&own.round);
        let unknown = said.into_iter().flat_map(|said| said.keys()).filter(|id| self.pack.question(id).is_none());
        section(w.no_longer_asked.to_owned(), unknown.map(|id| (None, id)).collect());
        blocks
    }

    /// A question with what was said to it.
    fn row_of(&self, own: &Sitting, place: Option<usize>, id: &QuestionId) -> Vec<String> {
        let w = self.words;
        let Some(said) = self.assessment.said(own.round, id) else {
            return vec![self.question(id), w.why.open.to_owned()];
        };
        let mut lines = Vec::new();
        lines.extend(said.agreed.as_ref().map(|option| [w.report.agreed, ": ", option.as_str()].concat()));
        lines.extend(said.reasoning.as_ref().map(|own| [w.changes.reasoning, ": ", own].concat()));
        if self.anonymous() {
            lines.extend(self.said_by_many(own, place));
            return vec![self.question(id), lines.join("\n")];
        }
        let mut people: Vec<RespondentId> = said.answers.keys().chain(said.evidence.keys()).copied().collect();
        people.sort_unstable();
        people.dedup();
        lines.extend(people.into_iter().map(|who| self.said_by(said, who)));
        lines.extend(said.notes.iter().map(|(who, note)| fill(w.report.note_by, &[&self.person(*who), note])));
        vec![self.question(id), lines.join("\n")]
    }

    /// An answer in words.
    pub(in crate::exchange) fn answer(&self, answer: &Answer) -> String {
        match answer {
            Answer::Level(option) => option.to_string(),
            Answer::NotApplicable(reason) => fill(self.words.changes.not_applicable, &[reason]),
            Answer::DontKnow => self.words.changes.dont_know.to_owned(),
        }
    }

    fn said_by(&self, said: &Said, who: RespondentId) -> String {
        let w = self.words;
        let answer = said.answers.get(&who).map(|answer| self.answer(answer));
        let grade = said.evidence.get(&who).map(|grade| [w.report.evidence, " ", grade.word()].concat());
        let says: Vec<String> = answer.into_iter().chain(grade).collect();
        [self.person(who), says.join(", ")].join(": ")
    }

    /// What anonymous people said, as far as it may be shown, and the evidence there is.
    pub(in crate::exchange) fn said_by_many(&self, own: &Sitting, place: Option<usize>) -> Vec<String> {
        let (Some((results, agreement)), Some(place)) = (&own.follows, place) else { return Vec::new() };
        let mut lines: Vec<String> =
            agreement.questions.get(place).into_iter().flat_map(|own| self.levels_of_many(own)).collect();
        let grade = results.questions.get(place).map(|own| own.grade.word());
        lines.extend(grade.map(|grade| [self.words.report.evidence, " ", grade].concat()));
        lines
    }

    /// The levels of anonymous people, as far as they may be shown.
    fn levels_of_many(&self, own: &QuestionAgreement) -> Vec<String> {
        let w = self.words;
        let group = |own: &Group| {
            let roles: Vec<&str> =
                own.roles.iter().map(|role| role.map_or(w.who.no_role, |role| w.role(role))).collect();
            let levels: Vec<String> = own.spread.levels.iter().map(|level| self.option_at(*level)).collect();
            [roles.join(", "), levels.join(" ")].join(": ")
        };
        let mut lines = match &own.shown {
            Shown::Nothing => Vec::new(),
            // The middle and the ends of a single answer are that answer.
            Shown::MedianAndRange { .. } if own.all.levels.len() < 2 => vec![w.why.withheld.to_owned()],
            Shown::MedianAndRange { median, low, high } => {
                let [median, low, high] = [median, low, high].map(|place| self.option_at(*place));
                vec![fill(w.report.middle_and_ends, &[&median, &low, &high])]
            }
            Shown::Groups(groups) => groups.iter().map(group).collect(),
        };
        if let Some(share) = own.dont_know.filter(|share| *share > 0.0) {
            let percent = fill(w.pictures.percent, &[&super::number::plain(100.0 * share, 0)]);
            lines.push([w.changes.dont_know, ": ", &percent].concat());
        }
        lines
    }
}
