//! Why the score of an indicator is what it is, and why its range reaches from where to where.

use super::{Amount, Derivation, Explainer, OneMore, Rule, Term, amount_of};
use crate::model::pack::Indicator;
use crate::score::indicator::{Part, View, practice_share, shares, top};
use crate::score::item::{Item, State};
use crate::score::metric::Metric;
use crate::score::reading::Reading;

/// What an answered item or metric, and what an open one, counts as.
#[derive(Clone, Copy)]
enum Open {
    /// It is left out.
    Out,
    /// It counts this much: an open item, a missing metric.
    At(f64, f64),
}

impl Explainer<'_> {
    /// Why the score of an indicator is what it is in a view.
    pub fn score(&self, id: Indicator, view: View) -> Derivation {
        let own = &self.results.indicators[id.index()];
        let side = own.view(view);
        let shares = shares(&self.pack.structure.thresholds, side.practice, own.outcome).unwrap_or((0.0, 0.0));
        let parts = [(Term::Practice, side.practice, shares.0), (Term::Outcome, own.outcome, shares.1)];
        Derivation {
            contribution: side.score,
            ..Derivation::new(
                Term::Score(id),
                side.score.map_or(Amount::Open, Amount::Score),
                Rule::Composite { practice: shares.0, outcome: shares.1, stamp: own.stamp },
            )
        }
        .of(parts.map(|(term, part, share)| self.part(id, view, term, part, share, Open::Out)).into())
    }

    /// Why the range of an indicator begins where it does: with everything open at 0. Nothing where
    /// neither part applies.
    pub fn low(&self, id: Indicator, view: View) -> Option<Derivation> {
        let (low, _) = self.results.indicators[id.index()].view(view).range?;
        self.end(id, view, Term::Low(id), low, Open::At(0.0, 0.0))
    }

    /// Why it ends where it does: with everything open at its best.
    pub fn high(&self, id: Indicator, view: View) -> Option<Derivation> {
        let (_, high) = self.results.indicators[id.index()].view(view).range?;
        self.end(id, view, Term::High(id), high, Open::At(top(self.pack), 100.0))
    }

    fn end(&self, id: Indicator, view: View, term: Term, end: f64, open: Open) -> Option<Derivation> {
        let own = &self.results.indicators[id.index()];
        let side = own.view(view);
        let share = practice_share(&self.pack.structure.thresholds, side.practice, own.outcome)?;
        let parts = [(Term::Practice, side.practice, share), (Term::Outcome, own.outcome, 1.0 - share)];
        let rule = Rule::Composite { practice: share, outcome: 1.0 - share, stamp: None };
        let whole = Derivation::new(term, Amount::Score(end), rule).bringing(Some(end));
        Some(whole.of(parts.map(|(term, part, share)| self.part(id, view, term, part, share, open)).into()))
    }

    fn part(&self, id: Indicator, view: View, term: Term, part: Part, share: f64, open: Open) -> Derivation {
        let lines = match term {
            Term::Practice => self.fold_few(self.practice(id, view, share, open)),
            _ => self.outcome(id, share, open),
        };
        let sum: f64 = lines.iter().filter_map(|own| own.contribution).sum();
        let (amount, contribution) = match (part, open) {
            (Part::NotApplicable, _) => (Amount::NotApplicable, None),
            (Part::Value(value), Open::Out) => (Amount::Score(value), Some(share * value)),
            (Part::Open, Open::Out) => (Amount::Open, None),
            (_, Open::At(..)) if share > 0.0 => (Amount::Score(sum / share), Some(sum)),
            (_, Open::At(..)) => (Amount::Open, None),
        };
        Derivation::new(term, amount, Rule::WeightedMean).weighing(share).bringing(contribution).of(lines)
    }

    /// The questions that feed an indicator, each with the weight of all the items it stands for.
    fn practice(&self, id: Indicator, view: View, share: f64, open: Open) -> Vec<Derivation> {
        let weight = |item: &Item| item.weights[id.index()];
        let counts = |item: &&Item| match (item.state, open) {
            (State::Answered(_), _) | (State::Open, Open::At(..)) => true,
            (State::Open | State::NotApplicable, _) => false,
        };
        let total: f64 = self.results.items.iter().filter(counts).map(weight).sum();
        let mut parts = self.by_question(view, weight, |item, question, weight| {
            let worth = match (item.state, self.results.questions.get(question)?.state, open) {
                (State::Answered(_), State::Answered(worth), _) => 100.0 * worth.view(view),
                (State::Open, _, Open::At(open, _)) => open,
                _ => return None,
            };
            Some(share * weight * worth / total)
        });
        if matches!(open, Open::Out) {
            for part in &mut parts {
                let Term::Question(question) = part.term else { continue };
                let gained = |own: &super::Sensitivity| match view {
                    View::Claimed => own.claimed[id.index()],
                    View::Evidenced => own.evidenced[id.index()],
                };
                let one_more = self.one_more(question).filter(|_| part.contribution.is_some());
                part.sensitivity = one_more.map(|own| OneMore { raise: own.raise, points: gained(own) });
            }
        }
        parts
    }

    /// Every question that an item with a weight takes its value from, or asks, with the weight of all
    /// its items and what they bring.
    pub(super) fn by_question(
        &self,
        view: View,
        weight: impl Fn(&Item) -> f64,
        bring: impl Fn(&Item, usize, f64) -> Option<f64>,
    ) -> Vec<Derivation> {
        let mut parts: Vec<Derivation> = Vec::new();
        for item in self.results.items.iter().filter(|item| weight(item) > 0.0) {
            let sources = if item.sources.is_empty() { std::slice::from_ref(&item.asked) } else { &item.sources };
            let weight = weight(item) / sources.len() as f64;
            for &question in sources {
                let contribution = bring(item, question, weight);
                if let Some(part) = parts.iter_mut().find(|part| part.term == Term::Question(question)) {
                    part.weight = part.weight.map(|own| own + weight);
                    part.contribution = part.contribution.zip(contribution).map(|(own, more)| own + more);
                } else {
                    parts.push(self.answer(question, view).weighing(weight).bringing(contribution));
                }
            }
        }
        parts
    }

    fn outcome(&self, id: Indicator, share: f64, open: Open) -> Vec<Derivation> {
        let metrics = &self.results.metrics[id.index()];
        let counted = |metric: &Metric| match (metric.reading, metric.score, open) {
            (Reading::Value(_), Some(score), _) => Some(score),
            (Reading::Missing(_), _, Open::At(_, open)) => Some(open),
            _ => None,
        };
        let total: f64 = metrics.iter().filter(|own| counted(own).is_some()).map(|own| own.weight).sum();
        let line = |metric: &Metric| {
            let score = counted(metric).filter(|_| total > 0.0);
            self.metric(metric).bringing(score.map(|score| share * metric.weight * score / total))
        };
        metrics.iter().map(line).collect()
    }

    /// A metric with the segment of its curve and its inputs.
    pub(super) fn metric(&self, metric: &Metric) -> Derivation {
        let mut curves = self.pack.structure.indicators.iter().flat_map(|own| &own.metrics);
        let curve = curves.find(|own| own.metric == metric.key).map(|own| &own.curve);
        let rule = match (metric.reading, curve) {
            (Reading::Value(value), Some(curve)) => {
                Rule::Curve { between: curve.at(value).1, red_flag: metric.red_flag }
            }
            _ => Rule::Stated,
        };
        let inputs = metric.inputs.iter().map(|input| self.input(metric.key, input)).collect();
        let amount = amount_of(metric.reading, metric.score);
        Derivation::new(Term::Metric(metric.key), amount, rule).weighing(metric.weight).of(inputs)
    }
}
