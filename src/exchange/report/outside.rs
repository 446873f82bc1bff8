//! What does not apply, and why: questions somebody said so of, figures that have no meaning here, processes left out.

use super::document::{Block, Table, words};
use super::{Work, chapter, heading};
use crate::locale::fill;
use crate::model::Answer;
use crate::model::pack::Indicator;
use crate::score::{Reading, agreement};

impl Work<'_> {
    pub(super) fn outside(&self) -> Vec<Block> {
        let w = &self.words.report;
        let mut blocks: Vec<Block> = chapter("outside", w.outside).into();
        blocks.push(Block::Text(w.outside_means.to_owned()));
        blocks.push(heading(3, "outside-questions", w.outside_questions));
        let questions = self.questions_outside();
        blocks.push(match questions.rows.is_empty() {
            true => Block::Text(w.nothing_outside.to_owned()),
            false => Block::Table(questions),
        });
        let figures = self.figures_outside();
        if !figures.is_empty() {
            blocks.extend([heading(3, "outside-figures", w.outside_figures), Block::List(figures)]);
        }
        let processes = self.processes_outside();
        if !processes.is_empty() {
            blocks.extend([heading(3, "outside-processes", w.outside_processes), Block::List(processes)]);
        }
        blocks
    }

    /// With the reason each person gave; of anonymous people only how many there are, where five or more answered.
    fn questions_outside(&self) -> Table {
        let w = self.words;
        let told = agreement(self.pack, self.assessment, self.results).questions;
        let known = self.pack.structure.questions.iter().enumerate();
        let row = |(place, question): (usize, &crate::model::pack::Question)| {
            let said = self.assessment.said(self.settings.round, &question.id)?;
            let reasons = said.answers.iter().filter_map(|(who, answer)| match answer {
                Answer::NotApplicable(reason) => Some((*who, reason)),
                _ => None,
            });
            let reasons: Vec<_> = reasons.collect();
            if reasons.is_empty() {
                return None;
            }
            let says = if !self.anonymous() {
                let line = |(who, reason): &(_, &crate::model::Text)| [&*self.person(*who), ": ", reason].concat();
                reasons.iter().map(line).collect::<Vec<_>>().join("\n")
            } else if told.get(place).is_some_and(|own| own.dont_know.is_some()) {
                fill(w.why.people, &[&reasons.len().to_string()])
            } else {
                w.why.withheld.to_owned()
            };
            let process = question.process.as_ref().map(|id| self.process(id)).unwrap_or_default();
            Some(vec![self.question(&question.id), process, says])
        };
        let columns = vec![words(w.pictures.question, 8), words(w.results.process, 4), words(w.report.reasons, 8)];
        Table::new(w.report.outside_questions, columns).of(known.filter_map(row))
    }

    /// Those that the size asks about by their names; of others it has none.
    fn processes_outside(&self) -> Vec<String> {
        let out = self.assessment.scope.iter().filter(|(_, is_in)| !**is_in).map(|(id, _)| id);
        let (named, others): (Vec<_>, Vec<_>) = out.partition(|id| self.texts.processes.get(*id).is_some());
        let others: Vec<String> = others.into_iter().map(ToString::to_string).collect();
        let rest = (!others.is_empty()).then(|| fill(self.words.report.not_in_size, &[&others.join(", ")]));
        named.into_iter().map(|id| self.process(id)).chain(rest).collect()
    }

    fn figures_outside(&self) -> Vec<String> {
        let of = |id: Indicator| {
            let metrics = self.results.metrics[id.index()].iter();
            let outside = metrics.filter(|own| own.reading == Reading::NotApplicable);
            outside.map(move |own| [self.words.metric(own.key).name, ", ", &self.indicator(id)].concat())
        };
        Indicator::ALL_FOUR.into_iter().flat_map(of).collect()
    }
}
