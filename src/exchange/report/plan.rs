//! What to do: the next moves with their reasons, what each process is to reach, and what somebody has taken on.

use super::document::{Block, Table, numbers, words};
use super::number::{exact, plain};
use super::{Work, chapter, heading, pair};
use crate::locale::fill;
use crate::model::pack::Guide;
use crate::model::{ProcessId, Register};
use crate::score::{Move, next_moves, steps};

/// How many moves are told in full.
const IN_FULL: usize = 3;

impl Work<'_> {
    pub(super) fn plan(&self) -> Vec<Block> {
        let w = self.words;
        let mut blocks: Vec<Block> = chapter("plan", w.report.plan).into();
        blocks.push(heading(3, "moves", w.moves.title));
        let moves = next_moves(self.pack, self.assessment, self.settings, self.results);
        if moves.is_empty() {
            let rated = self.results.processes.iter().any(|own| own.view(self.view).level.reached().is_some());
            blocks.push(Block::Text(if rated { w.moves.none_left } else { w.moves.none_rated }.to_owned()));
        } else {
            blocks.push(Block::Text(w.report.moves_means.to_owned()));
            let (first, rest) = moves.split_at(IN_FULL.min(moves.len()));
            blocks.extend(first.iter().zip(1..).map(|(own, number)| self.in_full(own, number)));
            if !rest.is_empty() {
                let rows = rest.iter().zip(IN_FULL + 1..).map(|(own, number)| self.in_short(own, number));
                let columns = vec![
                    words(w.report.next_move, 6),
                    words(w.results.level, 4),
                    numbers(w.moves.gain, 2),
                    numbers(w.moves.effort, 2),
                    words(w.moves.waits, 6),
                ];
                blocks.push(Block::Table(Table::new(w.report.further_moves, columns).of(rows)));
            }
        }
        blocks.push(heading(3, "targets", w.plan.targets));
        blocks.push(Block::Table(self.targets()));
        blocks.push(heading(3, "actions", w.plan.actions));
        blocks.extend(self.register(Register::Actions));
        blocks
    }

    /// From which level to which, and what is aimed at.
    fn levels(&self, own: &Move) -> String {
        let w = &self.words.moves;
        let level = self.results.processes.iter().find(|process| process.process == own.process);
        let level = level.and_then(|process| process.view(self.view).level.reached());
        let from_to = level.map(|level| fill(w.from_to, &[&level.to_string(), &(level + 1).to_string()]));
        let id = self.pack.structure.processes.get(own.process).map(|own| &own.id);
        let target = id.and_then(|id| self.assessment.targets.get(id));
        let target = target.map(|level| fill(w.target, &[&plain(*level, 1)]));
        from_to.into_iter().chain(target).collect::<Vec<_>>().join(", ")
    }

    fn waits(&self, own: &Move) -> String {
        let names: Vec<String> = own.waits_for.iter().map(|process| self.process_at(*process)).collect();
        if names.is_empty() { self.none() } else { names.join(", ") }
    }

    fn in_full(&self, own: &Move, number: usize) -> Block {
        let w = self.words;
        let importance = match own.importance {
            1 => w.moves.importance_low,
            2 => w.moves.importance_usual,
            _ => w.moves.importance_high,
        };
        let gap = match plain(own.gap, 1) {
            one if one == "1" => w.moves.gap_level.to_owned(),
            many => fill(w.moves.gap_levels, &[&many]),
        };
        let mut says = vec![
            pair(w.results.level, self.levels(own)),
            pair(w.moves.gap, gap),
            pair(w.moves.importance, importance),
            pair(w.moves.gain, fill(w.moves.gain_points, &[&plain(own.lift, 1)])),
            pair(w.moves.effort, own.effort.to_string()),
        ];
        if !own.waits_for.is_empty() {
            says.push(pair(w.moves.waits, self.waits(own)));
        }
        let known = self.guide.map(|guide| self.tasks(own, guide)).filter(|own| !own.is_empty());
        says.extend(known.unwrap_or_else(|| {
            let raised: Vec<String> = own.raises.iter().map(|own| self.raised(own)).collect();
            vec![pair(w.report.to_do, raised.join("\n"))]
        }));
        Block::Entry { title: [number.to_string(), self.process_at(own.process)].join(". "), says }
    }

    /// The improvements a move is made of, as tasks to hand to somebody.
    fn tasks(&self, own: &Move, guide: &Guide) -> Vec<(String, String)> {
        let w = self.words;
        let steps = steps(self.pack, guide, self.results, own, self.view);
        let task = |own: &crate::score::Step| {
            let before = [w.guide.before, ": ", &own.improvement.first].concat();
            let gives = [w.guide.gives, ": ", &own.improvement.gives].concat();
            pair(w.report.to_do, [&*own.improvement.task, &gives, &before].join("\n"))
        };
        steps.iter().map(task).collect()
    }

    fn in_short(&self, own: &Move, number: usize) -> Vec<String> {
        vec![
            [number.to_string(), self.process_at(own.process)].join(". "),
            self.levels(own),
            plain(own.lift, 1),
            own.effort.to_string(),
            self.waits(own),
        ]
    }

    /// What was said of each process: whether it is in scope, what hangs on it, and what it is to reach.
    fn targets(&self) -> Table {
        let w = self.words;
        let own = self.assessment;
        let level = |id: &ProcessId| {
            let place = self.pack.structure.processes.iter().position(|own| own.id == *id)?;
            let process = self.results.processes.iter().find(|own| own.process == place)?;
            Some(self.level(process.view(self.view).level))
        };
        let row = |id: &ProcessId, importance: Option<u8>| {
            let number = |number: Option<&f64>| number.map_or_else(|| self.none(), |own| exact(*own));
            vec![
                self.process(id),
                self.yes_or_no(own.in_scope(id)),
                level(id).unwrap_or_else(|| self.none()),
                number(own.targets.get(id)),
                importance.map_or_else(|| self.none(), |own| own.to_string()),
                number(own.order.get(id)),
            ]
        };
        let known = self.pack.in_order(own).into_iter().filter_map(|place| self.pack.structure.processes.get(place));
        // What was left out, and nothing else said of it, stands among what does not apply.
        let rows: Vec<Vec<String>> = known
            .filter(|process| own.plans(&process.id) || level(&process.id).is_some())
            .map(|process| row(&process.id, Some(own.importance(process))))
            .collect();
        // Of a process the questionnaire no longer knows, what was said stands all the same.
        let all = [own.scope.keys(), own.targets.keys(), own.importance.keys(), own.order.keys()];
        let mut gone: Vec<&ProcessId> = all.into_iter().flatten().collect();
        gone.sort_unstable();
        gone.dedup();
        let is_known = |id: &ProcessId| self.pack.structure.processes.iter().any(|own| own.id == *id);
        let gone = gone.into_iter().filter(|id| !is_known(id) && own.plans(id));
        let gone = gone.map(|id| row(id, own.importance.get(id).map(|own| own.number())));
        let columns = vec![
            words(w.plan.process, 6),
            words(w.changes.scope, 2),
            numbers(w.plan.now, 3),
            numbers(w.plan.target, 2),
            numbers(w.plan.importance, 3),
            numbers(w.plan.order, 2),
        ];
        Table::new(w.plan.targets, columns).of(rows.into_iter().chain(gone))
    }
}
