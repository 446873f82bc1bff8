//! The first page: what it is about, what was found, and what it was made of. Whoever reads no further knows the rest.

use super::document::{Block, Figure, Table, numbers, words};
use super::number::{fixed, plain};
use super::{Work, heading, pair};
use crate::chart::{Dial, Ink, Picture, SIZE, cells};
use crate::exchange::findings::{gap_line, headline};
use crate::exchange::pictures::{Drawn, Illustration};
use crate::locale::fill;
use crate::model::{ScoringMode, iso_date};
use crate::score::{Level, View, next_moves, problem_areas};

/// How many moves and problem areas are named.
const NAMED: usize = 3;

impl Work<'_> {
    pub(in crate::exchange) fn title(&self) -> String {
        let name = self.assessment.profile.name.as_deref().filter(|name| !name.trim().is_empty());
        name.unwrap_or(self.words.frame.unnamed).to_owned()
    }

    /// The fingerprint in short: somebody who holds a page can tell which report it belongs to.
    pub(super) fn foot(&self) -> String {
        fill(self.words.report.foot, &[self.fingerprint.get(..16).unwrap_or_default()])
    }

    /// What kind of document it is.
    pub(in crate::exchange) fn kind(&self) -> &'static str {
        match self.settings.mode {
            ScoringMode::Audit => self.words.report.kind_audit,
            ScoringMode::Assessment => self.words.report.kind_assessment,
        }
    }

    /// The round with its day.
    pub(in crate::exchange) fn which_round(&self) -> String {
        let w = &self.words.report;
        let round = self.round();
        let label = round.and_then(|own| own.label.as_deref()).unwrap_or_default();
        let date = round.and_then(|own| own.date).map_or_else(|| w.no_date.to_owned(), iso_date);
        fill(w.round_of, &[label, &date])
    }

    /// How much is asked.
    pub(in crate::exchange) fn which_size(&self) -> String {
        let size = self.texts.sizes.get(&*self.settings.size);
        let size = size.map_or_else(|| self.settings.size.clone(), |own| own.name.to_string());
        let asked = self.pack.within(&self.settings.size, self.assessment).count();
        fill(self.words.report.asked, &[&size, &asked.to_string(), &self.results.processes.len().to_string()])
    }

    pub(super) fn beginning(&self) -> Vec<Block> {
        let w = &self.words.report;
        let lines = vec![self.which_round(), self.which_size()];
        let cover = Block::Cover { mark: self.mark(), kind: self.kind().to_owned(), title: self.title(), lines };
        let mut blocks = vec![cover, heading(2, "summary", w.summary), Block::List(self.findings())];
        blocks.push(figure(self.gallery().indicators()));
        let first = self.first_moves();
        if !first.is_empty() {
            blocks.extend([heading(3, "first", w.first), Block::Steps(first)]);
        }
        blocks.extend([heading(3, "contents", w.contents), Block::Contents]);
        blocks.extend([heading(3, "identity", w.identity), Block::Pairs(self.identity())]);
        blocks
    }

    /// The four indicators in small.
    fn mark(&self) -> Picture {
        let dial = |place: usize| {
            let own = &self.results.indicators[place];
            let known = |score: Option<f64>| score.filter(|_| !own.range_only);
            let both = own.claimed.range.zip(own.evidenced.range);
            let range = both.map(|((_, high), (low, _))| (low, high));
            Dial { claimed: known(own.claimed.score), evidenced: known(own.evidenced.score), range }
        };
        let mut picture = Picture { width: SIZE, height: SIZE, shapes: Vec::new() };
        for cell in cells([0, 1, 2, 3].map(dial)) {
            let ink = if cell.hatched { Ink::Hatched } else { Ink::Track };
            picture.block([cell.x, cell.y, cell.side, cell.side], ink);
            for (top, ink) in [(cell.outlined, Ink::Outlined), (cell.filled, Ink::Filled)] {
                if let Some(top) = top {
                    picture.block([cell.x, top, cell.side, cell.y + cell.side - top], ink);
                }
            }
        }
        picture
    }

    /// What was found: the headline, then what each picture says, then what an audit looks at first.
    fn findings(&self) -> Vec<String> {
        let w = &self.words.report;
        let gallery = self.gallery();
        let mut all = vec![headline(self.texts, self.results, self.view, self.words)];
        all.extend(gap_line(self.results, self.words, fixed));
        all.extend(gallery.rounds().map(|own| own.finding));
        // What the picture of the four says stands above it.
        all.extend([gallery.status().illustration.finding, gallery.ladder().finding]);
        all.extend(gallery.others().into_iter().filter_map(|own| match own {
            Drawn::Whole(own) => Some(own.finding),
            Drawn::Lacking { .. } => None,
        }));
        let areas = problem_areas(self.pack, self.assessment, self.settings, self.results);
        let names: Vec<String> = areas.iter().take(NAMED).map(|own| self.process_at(own.process)).collect();
        all.push(match areas.len() {
            0 => w.no_areas.to_owned(),
            1 => fill(w.one_area, &[&names.join(", ")]),
            n if n <= NAMED => fill(w.areas, &[&n.to_string(), &names.join(", ")]),
            n => fill(w.more_areas, &[&n.to_string(), &names.join(", ")]),
        });
        // A finding is a sentence or a headline; here they are all sentences.
        all.into_iter().map(|own| if own.ends_with('.') { own } else { own + "." }).collect()
    }

    fn first_moves(&self) -> Vec<String> {
        let w = &self.words.report;
        let moves = next_moves(self.pack, self.assessment, self.settings, self.results);
        let line = |own: &crate::score::Move| {
            let level = self.results.processes.iter().find(|process| process.process == own.process)?;
            let Level::Reached { level, .. } = level.view(self.view).level else { return None };
            let name = self.process_at(own.process);
            let points = plain(own.lift, 1);
            let says = if points == "0" { w.first_move_alone } else { w.first_move };
            Some(fill(says, &[&name, &level.to_string(), &(level + 1).to_string(), &points]))
        };
        moves.iter().take(NAMED).filter_map(line).collect()
    }

    /// What the report was made from, so that anybody can tell whether it is of the same.
    pub(in crate::exchange) fn identity(&self) -> Vec<(String, String)> {
        let w = &self.words.report;
        let own = &self.pack.structure;
        vec![
            pair(w.of_facts, fill(w.facts, &[&self.facts.to_string(), &self.fingerprint])),
            pair(w.of_pack, fill(w.pack, &[&self.texts.title, &own.version, &self.pack.fingerprint])),
            pair(w.of_engine, fill(w.engine, &[env!("CARGO_PKG_VERSION")])),
        ]
    }
}

/// A picture as a part of the document.
pub(super) fn figure(own: Illustration) -> Block {
    let rows: Vec<Vec<String>> = own.table.rows.into_iter().map(|(_, cells)| cells).collect();
    let column = |(place, name): (usize, &&'static str)| {
        let cells = || rows.iter().filter_map(|row| row.get(place));
        let longest = cells().map(|own| own.chars().count()).max().unwrap_or(0);
        // As wide as what stands in it, and as the longest word above it.
        let head = name.split(' ').map(str::len).max().unwrap_or(0);
        match (place, cells().any(|own| own.starts_with(char::is_alphabetic)), longest) {
            (0, ..) => words(name, if longest > 40 { 12 } else { 9 }),
            (_, true, longest) => words(name, if longest > 40 { 10 } else { 7 }),
            (_, false, longest) => {
                numbers(name, [4, 5, 6][usize::from(longest.max(head) > 7) + usize::from(longest > 12)])
            }
        }
    };
    let columns = own.table.head.iter().enumerate().map(column).collect();
    let table = Table::new(&own.name, columns).of(rows);
    Block::Figure(Box::new(Figure { id: own.id, name: own.name, finding: own.finding, picture: own.picture, table }))
}

impl Work<'_> {
    /// Which of the two sides leads, in words.
    pub(in crate::exchange) fn leads(&self) -> &'static str {
        match self.view {
            View::Claimed => self.words.results.leads_claimed,
            View::Evidenced => self.words.results.leads_evidenced,
        }
    }
}
