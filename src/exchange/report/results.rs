//! What follows, as pictures: each with its finding and the data it was drawn from.

use super::beginning::figure;
use super::document::{Block, Table, numbers, words};
use super::{Work, chapter, heading};
use crate::chart::Known;
use crate::exchange::pictures::{Drawn, Status};
use crate::locale::fill;
use crate::score::{Blocker, ProcessResult};

impl Work<'_> {
    pub(super) fn pictures(&self) -> Vec<Block> {
        let w = self.words;
        let gallery = self.gallery();
        let mut blocks: Vec<Block> = chapter("results", w.report.results).into();
        blocks.extend(gallery.rounds().map(figure));
        blocks.push(self.status(&gallery.status()));
        blocks.push(figure(gallery.ladder()));
        blocks.extend(self.blockers());
        let mut lacking = Vec::new();
        for own in gallery.others() {
            match own {
                Drawn::Whole(own) => blocks.push(figure(*own)),
                Drawn::Lacking { name, why, .. } => lacking.push([name, ": ", &why].concat()),
            }
        }
        if !lacking.is_empty() {
            blocks.extend([heading(3, "waiting", w.pictures.waiting), Block::List(lacking)]);
        }
        blocks
    }

    /// On the screen it is a table; here it is a picture, with the same table behind it.
    fn status(&self, own: &Status) -> Block {
        let w = self.words;
        let cell = |known: Known| match known {
            Known::Level { claimed, evidenced } if claimed == evidenced => evidenced.to_string(),
            Known::Level { claimed, evidenced } => {
                fill(w.report.beyond, &[&evidenced.to_string(), &claimed.to_string()])
            }
            Known::Open => w.pictures.none.to_owned(),
            Known::NotApplicable => w.report.not_applicable.to_owned(),
            Known::NotAsked => w.report.not_asked.to_owned(),
        };
        let Block::Figure(mut drawn) = figure(own.illustration.clone()) else { return Block::Break };
        let columns = own.columns.iter().map(|(name, _)| numbers(name, 3));
        let columns = [words(w.results.process, 5)].into_iter().chain(columns).collect();
        let rows = own
            .rows
            .iter()
            .map(|row| [row.name.clone()].into_iter().chain(row.cells.iter().map(|own| cell(own.known))).collect());
        drawn.table = Table::new(&drawn.name, columns).of(rows);
        Block::Figure(drawn)
    }

    /// What stands before the next level, in a line.
    pub(in crate::exchange) fn blocker(&self, own: &Blocker) -> String {
        let w = &self.words.results;
        let attribute = self.attribute_at(own.attribute);
        match own.from {
            Some(from) => fill(w.blocker, &[&attribute, self.words.band(from), self.words.band(own.to)]),
            None => fill(w.blocker_open, &[&attribute, self.words.band(own.to)]),
        }
    }

    /// What is to be known of how a process was rated.
    pub(in crate::exchange) fn notes(&self, own: &ProcessResult) -> impl Iterator<Item = &'static str> {
        let w = &self.words.results;
        let notes =
            [own.from_coarser.then_some(w.from_coarser), own.many_not_applicable.then_some(w.many_not_applicable)];
        notes.into_iter().flatten()
    }

    /// What stands before the next level of each process, in the view that leads.
    fn blockers(&self) -> Vec<Block> {
        let w = &self.words.results;
        let row = |own: &ProcessResult| {
            let capability = own.view(self.view);
            let blockers: Vec<String> = capability.blockers.iter().map(|own| self.blocker(own)).collect();
            let blockers = if blockers.is_empty() { self.none() } else { blockers.join("\n") };
            let name = [self.process_at(own.process)].into_iter().chain(self.notes(own).map(str::to_owned));
            let covered = fill("{0} / {1}", &[&own.answered.to_string(), &own.applicable.to_string()]);
            vec![name.collect::<Vec<_>>().join("\n"), self.level(capability.level), covered, blockers]
        };
        let rows: Vec<Vec<String>> = self.results.processes.iter().map(row).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = vec![
            words(w.process, 4),
            numbers(w.level, 2),
            numbers(self.words.report.answered, 2),
            words(w.next_level, 10),
        ];
        vec![heading(3, "next-level", w.next_level), Block::Table(Table::new(w.next_level, columns).of(rows))]
    }
}
