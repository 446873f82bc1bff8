//! Problem areas: what is expected, what was found. Of anonymous people nothing that stands for fewer than five.

use super::document::Block;
use super::number::plain;
use super::{Work, chapter, heading, pair};
use crate::locale::fill;
use crate::model::{Finding, FindingId, Register, Stamp};
use crate::score::{Problem, problem_areas};

impl Work<'_> {
    pub(super) fn problems(&self) -> Vec<Block> {
        let w = &self.words.problems;
        let mut blocks: Vec<Block> = chapter("problems", w.title).into();
        let areas = problem_areas(self.pack, self.assessment, self.settings, self.results);
        // What is written about a process stands below its problems; about others, and in other rounds, at the end.
        let findings = self.assessment.findings();
        let mut written: Vec<(&FindingId, &Finding)> = findings.iter().collect();
        if areas.is_empty() {
            let rated = self.results.processes.iter().any(|own| own.claimed.level.reached().is_some());
            blocks.push(Block::Text(if rated { w.none } else { w.none_rated }.to_owned()));
        } else {
            blocks.push(Block::Text(self.words.report.problems_means.to_owned()));
        }
        for (area, number) in areas.iter().zip(1..) {
            let number: usize = number;
            let id = ["problem-", &number.to_string()].concat();
            blocks.push(heading(3, &id, &self.process_at(area.process)));
            blocks.extend(area.problems.iter().map(|own| self.problem(area.process, own)));
            let process = self.pack.structure.processes.get(area.process).map(|own| &own.id);
            let is_here = |(_, own): &(&FindingId, &Finding)| {
                own.process.as_ref() == process && own.round == Some(self.settings.round)
            };
            let (here, others): (Vec<_>, Vec<_>) = written.into_iter().partition(is_here);
            blocks.extend(here.into_iter().map(|(id, _)| self.finding(id.0)));
            written = others;
        }
        if !written.is_empty() {
            blocks.push(heading(3, "other-findings", self.words.report.other_findings));
            blocks.extend(written.into_iter().map(|(id, _)| self.row(Register::Findings, id.0)));
        }
        blocks
    }

    /// What is written about the process in whose part of the document it stands.
    fn finding(&self, row: Stamp) -> Block {
        match self.row(Register::Findings, row) {
            Block::Entry { says, .. } => {
                let round = self.words.column("round");
                let says = says.into_iter().filter(|(name, _)| name != round).collect();
                Block::Entry { title: self.words.register(Register::Findings).to_owned(), says }
            }
            other => other,
        }
    }

    fn problem(&self, process: usize, own: &Problem) -> Block {
        let w = &self.words.problems;
        let says = self.words.problem(own, self.pack, self.texts, plain);
        let told = own.may_be_told(process, self.pack, self.assessment, self.results);
        let found = if told { says.condition } else { self.words.why.withheld.to_owned() };
        Block::Entry { title: says.name.to_owned(), says: vec![pair(w.expected, says.criterion), pair(w.found, found)] }
    }

    /// A step up, in words.
    pub(super) fn raised(&self, own: &crate::score::Raise) -> String {
        let w = &self.words.moves;
        let from = if self.explainer.withholds(own.question) { "…".to_owned() } else { self.option_at(own.from) };
        let says = fill(w.raise, &[&from, &self.option_at(own.to), &self.question_at(own.question)]);
        [says, fill(w.raise_evidence, &[own.grade.word()])].join(", ")
    }
}
