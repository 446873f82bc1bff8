//! How sure a score is: coverage, and confidence with its four factors.

use super::{Amount, Derivation, Explainer, Rule, Term};
use crate::model::Grade;
use crate::model::pack::{Indicator, MetricKey};
use crate::score::indicator::View;
use crate::score::item::{Item, State};
use crate::score::metric::Metric;
use crate::score::reading::Reading;
use crate::score::statistics::r_wg;

impl Explainer<'_> {
    /// Why so much of the practice of an indicator is covered, 0 to 100. Nothing where no item applies.
    pub fn practice_coverage(&self, id: Indicator) -> Option<Derivation> {
        let covered = self.results.indicators[id.index()].practice_coverage?;
        let whole = Derivation::new(Term::PracticeCoverage(id), Amount::Score(covered), Rule::Share);
        Some(whole.bringing(Some(covered)).of(self.covered_items(id, 100.0)))
    }

    /// Why so much of its figures is covered, 0 to 100. Nothing where no metric is needed.
    pub fn figures_coverage(&self, id: Indicator) -> Option<Derivation> {
        let covered = self.results.indicators[id.index()].figures_coverage?;
        let metrics = || self.results.metrics[id.index()].iter().filter(|own| own.needed());
        let total: f64 = metrics().map(|own| own.weight).sum();
        let line = |own: &Metric| {
            let there = if own.score.is_some() { own.weight } else { 0.0 };
            self.metric(own).bringing(Some(100.0 * there / total))
        };
        let whole = Derivation::new(Term::FiguresCoverage(id), Amount::Score(covered), Rule::Share);
        Some(whole.bringing(Some(covered)).of(metrics().map(line).collect()))
    }

    /// Answered of applicable items, as parts of a whole of this size.
    fn covered_items(&self, id: Indicator, whole: f64) -> Vec<Derivation> {
        let applies = |item: &&Item| item.state != State::NotApplicable;
        let weight = |item: &Item| if applies(&item) { item.weights[id.index()] } else { 0.0 };
        let total: f64 = self.results.items.iter().map(weight).sum();
        self.by_question(View::Claimed, weight, |item, _, weight| {
            let answered = if matches!(item.state, State::Answered(_)) { weight } else { 0.0 };
            Some(whole * answered / total)
        })
        .into_iter()
        .map(|own| self.without_answers(own))
        .collect()
    }

    /// How much is covered is told of every question; what was answered is told elsewhere.
    fn without_answers(&self, own: Derivation) -> Derivation {
        let hidden = matches!(own.term, Term::Question(question) if self.withholds(question));
        Derivation { parts: Vec::new(), amount: if hidden { Amount::Withheld } else { own.amount }, ..own }
    }

    /// Why the score of an indicator can be relied on so far. Nothing where it is stamped or has no score.
    pub fn confidence(&self, id: Indicator) -> Option<Derivation> {
        let own = self.results.indicators[id.index()].confidence?;
        let factor = |term, rule, share: Option<f64>, parts: &dyn Fn() -> Vec<Derivation>| {
            share.map(|share| Derivation::new(term, Amount::Share(share), rule).bringing(Some(share)).of(parts()))
        };
        let factors = [
            factor(Term::PracticeCoverage(id), Rule::Share, own.coverage, &|| self.covered_items(id, 1.0)),
            factor(Term::Strength, Rule::WeightedMean, own.evidence, &|| self.strength(id)),
            factor(Term::Agreement, Rule::Mean, own.agreement, &|| self.agreement_of(&self.sources(id))),
            factor(Term::Precision, Rule::WeightedMean, own.data, &|| self.precision(id)),
        ];
        let limit = own.agreement.is_none().then_some(self.pack.structure.thresholds.confidence_alone);
        let rule = Rule::GeometricMean { limit };
        Some(
            Derivation::new(Term::Confidence(id), Amount::Score(own.value), rule)
                .of(factors.into_iter().flatten().collect()),
        )
    }

    /// The strongest evidence of every answered item.
    fn strength(&self, id: Indicator) -> Vec<Derivation> {
        let grade = |question: usize| self.results.questions.get(question).map_or(Grade::E0, |own| own.grade);
        let weight = |item: &&Item| item.weights[id.index()];
        let answered = |item: &&Item| weight(item) > 0.0 && matches!(item.state, State::Answered(_));
        let items = || self.results.items.iter().filter(answered);
        let total: f64 = items().map(|item| weight(&item)).sum();
        let mut parts: Vec<Derivation> = Vec::new();
        for item in items() {
            let Some(best) = item.sources.iter().copied().reduce(|a, b| if grade(b) > grade(a) { b } else { a }) else {
                continue;
            };
            let (weight, strength) = (weight(&item), (1.0 + f64::from(grade(best) as u8)) / 4.0);
            let brought = weight * strength / total;
            if let Some(part) = parts.iter_mut().find(|own| own.term == Term::Question(best)) {
                part.weight = part.weight.map(|own| own + weight);
                part.contribution = part.contribution.map(|own| own + brought);
            } else {
                let own = Derivation::new(Term::Question(best), Amount::Grade(grade(best)), Rule::EvidenceStrength);
                parts.push(own.weighing(weight).bringing(Some(brought)));
            }
        }
        parts
    }

    /// The questions that answered items with a weight take their value from, each once.
    fn sources(&self, id: Indicator) -> Vec<usize> {
        let mut all: Vec<usize> = Vec::new();
        for item in self.results.items.iter().filter(|item| item.weights[id.index()] > 0.0) {
            let answered = matches!(item.state, State::Answered(_));
            let new = item.sources.iter().filter(|question| answered && !all.contains(question));
            let new: Vec<usize> = new.copied().collect();
            all.extend(new);
        }
        all
    }

    /// The r_wg of each of these questions that two people gave a level. Of anonymous people how far they
    /// agree is told of all questions together only.
    pub(super) fn agreement_of(&self, questions: &[usize]) -> Vec<Derivation> {
        let own = questions.iter().filter_map(|&question| {
            let said = self.results.questions.get(question)?;
            let places: Vec<f64> = said.levels.iter().map(|(_, level)| *level as f64).collect();
            Some((question, r_wg(&places, self.pack.structure.scale.len())?, said))
        });
        let own: Vec<_> = own.filter(|_| !self.anonymous()).collect();
        let n = own.len() as f64;
        own.into_iter()
            .map(|(question, r_wg, said)| {
                let node = Derivation::new(Term::Question(question), Amount::Share(r_wg), Rule::WithinGroup);
                node.bringing(Some(r_wg / n)).of(self.levels(said))
            })
            .collect()
    }

    fn precision(&self, id: Indicator) -> Vec<Derivation> {
        let metrics = || self.results.metrics[id.index()].iter().filter(|own| own.needed());
        let total: f64 = metrics().map(|own| own.weight).sum();
        let line = |own: &Metric| {
            let survey = own.key == MetricKey::Satisfaction && matches!(own.reading, Reading::Value(_));
            let node = Derivation {
                amount: match own.reading {
                    Reading::Missing(reason) => Amount::Missing(reason),
                    _ => Amount::Share(own.precision),
                },
                rule: if survey { Rule::Interval } else { Rule::Stated },
                ..self.metric(own)
            };
            node.bringing(Some(own.weight * own.precision / total))
        };
        metrics().map(line).collect()
    }
}
