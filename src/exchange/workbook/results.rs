//! The sheets of what follows: the four indicators and the processes.

use super::sheet::{Column, Sheet};
use crate::exchange::report::Work;
use crate::exchange::said::Cell;
use crate::locale::fill;
use crate::model::pack::Process;
use crate::score::{IndicatorResult, Level, ProcessResult, Stamp, View, Word};

impl Work<'_> {
    /// The four, each as far as it may be told as a number.
    pub(super) fn indicators(&self) -> Sheet {
        let (w, r) = (&self.words.workbook, &self.words.results);
        let columns = vec![
            Column::words(self.words.pictures.indicator),
            Column::points(r.claimed),
            Column::points(r.evidenced),
            Column::points(w.lowest),
            Column::points(w.highest),
            Column::words(w.in_a_word),
            Column::points(r.confidence),
            Column::points(w.practice_covered),
            Column::points(w.figures_covered),
            Column::points(w.before),
            Column::points(w.change),
            Column::prose(w.notes),
        ];
        Sheet::new(w.indicators, columns).of(self
            .results
            .indicators
            .iter()
            .map(|own| self.indicator_row(own))
            .collect())
    }

    fn indicator_row(&self, own: &IndicatorResult) -> Vec<Cell> {
        let r = &self.words.results;
        let known = |own: &IndicatorResult, view: View| own.view(view).score.filter(|_| !own.range_only);
        let leads = own.view(self.view);
        let before = self.past.last().and_then(|past| known(&past.results.indicators[own.id.index()], self.view));
        let change = known(own, self.view).zip(before).map(|(now, before)| now - before);
        let word = leads.word.filter(|_| !own.range_only).map(|word| match word {
            Word::Good => r.good,
            Word::Fair => r.fair,
            Word::Poor => r.poor,
        });
        vec![
            Cell::Word(self.indicator(own.id)),
            Cell::maybe(known(own, View::Claimed)),
            Cell::maybe(known(own, View::Evidenced)),
            Cell::maybe(leads.range.map(|(low, _)| low)),
            Cell::maybe(leads.range.map(|(_, high)| high)),
            Cell::word(word.unwrap_or_default()),
            Cell::maybe(own.confidence.as_ref().map(|own| own.value)),
            Cell::maybe(own.practice_coverage),
            Cell::maybe(own.figures_coverage),
            Cell::maybe(before),
            Cell::maybe(change),
            Cell::Word(self.of_indicator(own).join("\n")),
        ]
    }

    /// What is to be known beside its numbers.
    fn of_indicator(&self, own: &IndicatorResult) -> Vec<String> {
        let r = &self.words.results;
        let stamp = own.stamp.map(|own| match own {
            Stamp::PracticeOnly => r.practice_only,
            Stamp::FiguresOnly => r.figures_only,
        });
        let flags = self.results.metrics[own.id.index()].iter().filter(|metric| metric.red_flag);
        let flags = flags.map(|metric| fill(r.red_flag, &[self.words.metric(metric.key).name]));
        let open = own.range_only.then_some(self.words.workbook.range_only);
        open.into_iter().chain(stamp).map(str::to_owned).chain(flags).collect()
    }

    /// Every process that was rated or of which something was said, in the order of work.
    pub(super) fn processes(&self) -> Sheet {
        let (w, r) = (&self.words.workbook, &self.words.results);
        let both = |name: &str| [r.claimed, r.evidenced].map(|side| [name, ", ", &side.to_lowercase()].concat());
        let [level_claimed, level_evidenced] = both(r.level);
        let [index_claimed, index_evidenced] = both(r.index);
        let columns = vec![
            Column::words(r.process),
            Column::words(self.words.changes.scope),
            Column::words(level_claimed),
            Column::words(level_evidenced),
            Column::points(index_claimed),
            Column::points(index_evidenced),
            Column::words(w.answered),
            Column::words(w.applicable),
            Column::words(self.words.plan.target),
            Column::words(self.words.plan.importance),
            Column::words(self.words.plan.order),
            Column::prose(r.next_level),
            Column::prose(w.notes),
        ];
        let known = self.pack.in_order(self.assessment).into_iter();
        let known = known.filter_map(|place| Some((place, self.pack.structure.processes.get(place)?)));
        let rows = known.filter_map(|(place, process)| self.process_row(place, process)).collect();
        Sheet::new(self.words.scope.processes, columns).of(rows)
    }

    fn process_row(&self, place: usize, process: &Process) -> Option<Vec<Cell>> {
        let (own, id) = (self.assessment, &process.id);
        let rated = self.results.processes.iter().find(|own| own.process == place);
        // What was left out, and nothing else said of it, has no number here.
        if rated.is_none() && !own.plans(id) {
            return None;
        }
        let level = |view: View| rated.map_or_else(Cell::blank, |own| self.level_cell(own.view(view).level));
        let index = |view: View| Cell::maybe(rated.and_then(|own| own.view(view).index));
        let count = |of: fn(&ProcessResult) -> usize| Cell::maybe(rated.map(|own| of(own) as f64));
        let blockers: Vec<String> = rated
            .map(|own| own.view(self.view).blockers.iter().map(|own| self.blocker(own)).collect())
            .unwrap_or_default();
        let mut notes: Vec<String> = rated.into_iter().flat_map(|own| self.notes(own)).map(str::to_owned).collect();
        let reached = rated.map(|own| own.view(self.view).level);
        notes.extend(
            reached.filter(|own| matches!(own, Level::Reached { or_more: true, .. })).map(|own| self.level(own)),
        );
        Some(vec![
            Cell::Word(self.process(id)),
            Cell::Word(self.yes_or_no(own.in_scope(id))),
            level(View::Claimed),
            level(View::Evidenced),
            index(View::Claimed),
            index(View::Evidenced),
            count(|own| own.answered),
            count(|own| own.applicable),
            Cell::maybe(own.targets.get(id).copied()),
            Cell::Number(f64::from(own.importance(process))),
            Cell::maybe(own.order.get(id).copied()),
            Cell::Word(blockers.join("\n")),
            Cell::Word(notes.join("\n")),
        ])
    }

    /// A level as a number, or in words why there is none.
    fn level_cell(&self, own: Level) -> Cell {
        own.reached().map_or_else(|| Cell::Word(self.level(own)), |level| Cell::Number(level as f64))
    }
}
