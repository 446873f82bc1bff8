//! Where each score comes from, down to the questions and the figures: weights and curves beside what they made.

use super::document::{Block, Table, numbers, words};
use super::number::{fixed, plain};
use super::{Work, chapter, heading, pair};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::score::{Amount, Derivation, Rule, Stamp, Term, View};

impl Work<'_> {
    pub(super) fn derivations(&self) -> Vec<Block> {
        let w = self.words;
        let mut blocks: Vec<Block> = chapter("derivations", w.report.derivations).into();
        let lead = fill(w.report.derivations_means, &[self.leads()]);
        blocks.push(Block::Text([&lead, " ", w.why.ours].concat()));
        blocks.extend(Indicator::ALL_FOUR.into_iter().flat_map(|id| self.derivation(id)));
        blocks
    }

    fn derivation(&self, id: Indicator) -> Vec<Block> {
        let w = self.words;
        let sides = [View::Claimed, View::Evidenced].map(|view| self.explainer.score(id, view));
        let own = &sides[usize::from(self.view == View::Evidenced)];
        let title = match own.amount {
            Amount::Score(score) => fill(w.report.indicator_is, &[&self.indicator(id), &fixed(score, 2)]),
            _ => fill(w.report.indicator_open, &[&self.indicator(id)]),
        };
        let mut blocks = vec![heading(3, &["derivation-", id.word()].concat(), &title)];
        let rule = match own.rule {
            Rule::Composite { stamp: Some(Stamp::PracticeOnly), .. } => w.results.practice_only.to_owned(),
            Rule::Composite { stamp: Some(Stamp::FiguresOnly), .. } => w.results.figures_only.to_owned(),
            Rule::Composite { practice, outcome, .. } if practice + outcome > 0.0 => {
                fill(w.why.composite, &[&plain(practice * 100.0, 1), &plain(outcome * 100.0, 1)])
            }
            _ => String::new(),
        };
        blocks.extend((!rule.is_empty()).then_some(Block::Hint(rule)));
        blocks.push(Block::Pairs(self.sure(id)));
        let part = |own: &Derivation, term| own.parts.iter().find(|part| part.term == term).cloned();
        if let (Some(claimed), Some(evidenced)) = (part(&sides[0], Term::Practice), part(&sides[1], Term::Practice)) {
            let leads = if self.view == View::Evidenced { &evidenced } else { &claimed };
            blocks.push(heading(4, &["practice-", id.word()].concat(), &self.part(w.why.practice, leads)));
            blocks.push(Block::Table(self.practice(&claimed, &evidenced)));
        }
        if let Some(outcome) = part(own, Term::Outcome) {
            blocks.push(heading(4, &["outcome-", id.word()].concat(), &self.part(w.why.outcome, &outcome)));
            blocks.push(Block::Table(self.outcome(id, &outcome)));
        }
        blocks
    }

    /// A part with what it comes to.
    fn part(&self, name: &str, own: &Derivation) -> String {
        let share = fill(self.words.why.share, &[&plain(100.0 * own.weight.unwrap_or(0.0), 1)]);
        fill(self.words.report.part, &[name, &self.amount(own), &share])
    }

    /// How sure a score is.
    fn sure(&self, id: Indicator) -> Vec<(String, String)> {
        let w = self.words;
        let own = &self.results.indicators[id.index()];
        let range = own.view(self.view).range;
        let range = range
            .map_or_else(|| self.none(), |(low, high)| fill(w.results.range_of, &[&fixed(low, 2), &fixed(high, 2)]));
        let percent = |value: Option<f64>| {
            value.map_or_else(|| w.results.not_applicable.to_owned(), |own| fill(w.pictures.percent, &[&plain(own, 1)]))
        };
        let confidence = self.explainer.confidence(id).map_or_else(
            || self.none(),
            |own| {
                let factor = |part: &Derivation| [w.term(part.term), " ", &self.amount(part)].concat();
                let factors: Vec<String> = own.parts.iter().map(factor).collect();
                fill(w.report.confidence_of, &[&self.amount(&own), &factors.join(", ")])
            },
        );
        vec![
            pair(w.results.claimed, self.maybe(own.claimed.score, 2)),
            pair(w.results.evidenced, self.maybe(own.evidenced.score, 2)),
            pair(w.results.range, range),
            pair(w.report.practice_covered, percent(own.practice_coverage)),
            pair(w.report.figures_covered, percent(own.figures_coverage)),
            pair(w.results.confidence, confidence),
        ]
    }

    /// The questions that feed an indicator, in both views; weights and points in the one that leads.
    fn practice(&self, claimed: &Derivation, evidenced: &Derivation) -> Table {
        let w = self.words;
        let leads = if self.view == View::Evidenced { evidenced } else { claimed };
        let row = |own: &Derivation| {
            let side =
                |of: &Derivation| of.parts.iter().find(|part| part.term == own.term).map(|part| self.amount(part));
            let (name, grade) = match own.term {
                Term::Question(question) => {
                    let grade = self.results.questions.get(question).map(|own| own.grade.word().to_owned());
                    (self.question_at(question), grade)
                }
                term => (w.term(term).to_owned(), None),
            };
            vec![
                name,
                side(claimed).unwrap_or_else(|| self.none()),
                side(evidenced).unwrap_or_else(|| self.none()),
                grade.unwrap_or_else(|| self.none()),
                own.weight.map_or_else(|| self.none(), |own| plain(own, 2)),
                self.maybe(own.contribution, 2),
            ]
        };
        let columns = vec![
            words(w.pictures.question, 22),
            numbers(w.results.claimed, 6),
            numbers(w.results.evidenced, 7),
            words(w.report.evidence, 7),
            numbers(w.report.weight, 5),
            numbers(w.report.points, 5),
        ];
        Table::new(w.why.practice, columns).of(leads.parts.iter().map(row))
    }

    fn outcome(&self, id: Indicator, own: &Derivation) -> Table {
        let w = self.words;
        let curves = &self.pack.structure.indicators[id.index()].metrics;
        let row = |own: &Derivation| {
            let Term::Metric(key) = own.term else { return vec![w.term(own.term).to_owned()] };
            let curve = curves.iter().find(|curve| curve.metric == key);
            let (value, score) = match own.amount {
                Amount::Metric(value, score) => (w.metric_value(key, value, plain), fixed(score, 2)),
                _ => (self.amount(own), self.none()),
            };
            let flag = matches!(own.rule, Rule::Curve { red_flag: true, .. }).then_some(w.report.is_red_flag);
            let score = [Some(&*score), flag].into_iter().flatten().collect::<Vec<_>>().join("\n");
            let mut from: Vec<String> = own.parts.iter().map(|part| self.input(part)).collect();
            from.extend(curve.map(|own| {
                let point = |(x, y): &(f64, f64)| fill(w.report.curve_point, &[&plain(*x, 3), &plain(*y, 2)]);
                fill(w.report.curve, &[&own.curve.0.iter().map(point).collect::<Vec<_>>().join(", ")])
            }));
            vec![
                [w.metric(key).name, w.metric(key).formula].join("\n"),
                value,
                score,
                own.weight.map_or_else(|| self.none(), |own| plain(own, 2)),
                self.maybe(own.contribution, 2),
                from.join("\n"),
            ]
        };
        let columns = vec![
            words(w.report.metric, 8),
            words(w.report.value, 5),
            numbers(w.report.score, 3),
            numbers(w.report.weight, 3),
            numbers(w.report.points, 3),
            words(w.report.computed_from, 10),
        ];
        Table::new(w.why.outcome, columns).of(own.parts.iter().map(row))
    }

    fn input(&self, own: &Derivation) -> String {
        let (Term::Input(quantity, when), Amount::Number(value)) = (own.term, own.amount) else {
            return [self.words.term(own.term), ": ", &self.amount(own)].concat();
        };
        let name = self.words.quantity(quantity);
        let name = when.map_or_else(|| name.to_owned(), |when| [name, ", ", &self.period(when)].concat());
        let value = if quantity.is_money() { self.rounded_money(value) } else { plain(value, 2) };
        [name, value].join(": ")
    }

    /// Money that was computed, and so may have more digits than anybody wants to read.
    fn rounded_money(&self, value: f64) -> String {
        match self.assessment.profile.currency.as_deref() {
            Some(sign) if !sign.trim().is_empty() => [sign, "\u{a0}", &plain(value, 2)].concat(),
            _ => plain(value, 2),
        }
    }

    fn amount(&self, own: &Derivation) -> String {
        self.words.amount(own, fixed, plain)
    }
}
