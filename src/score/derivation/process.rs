//! Why a process has its level, its index and its coverage.

use super::{Amount, Derivation, Explainer, OneMore, Rule, Term};
use crate::model::pack::Band;
use crate::score::capability::{ProcessResult, Rating};
use crate::score::indicator::View;
use crate::score::item::{Item, State, band};
use crate::score::moves::mandatory;

impl Explainer<'_> {
    fn process(&self, process: usize) -> Option<&ProcessResult> {
        self.results.processes.iter().find(|own| own.process == process)
    }

    fn items(&self, process: usize) -> impl Iterator<Item = &Item> {
        self.results.items.iter().filter(move |item| item.process == Some(process))
    }

    /// Why a process, by its place in the pack, has its level: the rating of every attribute with the
    /// questions it comes from, and the band the next level asks for. Nothing where nothing of it is asked.
    pub fn level(&self, process: usize, view: View) -> Option<Derivation> {
        let own = self.process(process)?.view(view);
        let rated = |(place, rating): (usize, &Rating)| {
            let needs = own.blockers.iter().find(|blocker| blocker.attribute == place).map(|blocker| blocker.to);
            let item = self.items(process).find(|item| item.attribute == Some(place));
            let sources = item.map_or(&[][..], |item| &item.sources);
            let median = sources.iter().map(|&question| self.rated(question, place, view, Rule::MedianBand { needs }));
            let held = mandatory(self.pack, self.results, process, place).filter(|question| {
                !sources.contains(question) && self.band(*question, place, view).is_some_and(|own| own < Band::L)
            });
            let held = held.map(|question| self.rated(question, place, view, Rule::Mandatory));
            let node = Derivation::new(Term::Attribute(place), Amount::Rated(*rating), Rule::MedianBand { needs });
            node.of(median.chain(held).collect())
        };
        let whole = Derivation::new(Term::Level(process, view), Amount::Reached(own.level), Rule::Ladder);
        Some(whole.of(own.ratings.iter().enumerate().map(rated).collect()))
    }

    fn band(&self, question: usize, attribute: usize, view: View) -> Option<Band> {
        let (_, level) = self.pack.attributes.get(attribute)?;
        let rule = self.pack.structure.questions.get(question)?;
        band(self.pack, self.results.questions.get(question)?, rule, *level, view == View::Evidenced)
    }

    /// A question as it rates an attribute.
    pub(super) fn rated(&self, question: usize, attribute: usize, view: View, rule: Rule) -> Derivation {
        let answer = self.answer(question, view);
        let mandatory = self.pack.structure.questions.get(question).is_some_and(|own| own.mandatory);
        let (amount, rule) = match self.band(question, attribute, view) {
            Some(_) if self.withholds(question) => (Amount::Withheld, rule),
            Some(band) if mandatory && band < Band::L => (Amount::Rated(Rating::Rated(band)), Rule::Mandatory),
            Some(band) => (Amount::Rated(Rating::Rated(band)), rule),
            None => (answer.amount, rule),
        };
        Derivation { amount, rule, ..answer }
    }

    /// Why a process has its index. Nothing where nothing of it is answered.
    pub fn index(&self, process: usize, view: View) -> Option<Derivation> {
        let index = self.process(process)?.view(view).index?;
        let answered = |item: &&Item| matches!(item.state, State::Answered(_));
        let n = self.items(process).filter(answered).count() as f64;
        let lines = self.items(process).map(|item| {
            let share = 1.0 / n / item.sources.len().max(1) as f64;
            let question = |&question: &usize| {
                let answer = self.answer(question, view);
                let brings = match answer.amount {
                    Amount::Score(worth) => Some(share * worth),
                    _ => None,
                };
                let one_more = self.one_more(question).filter(|_| brings.is_some()).map(|own| own.raise);
                let points = |raise| self.index_gain(process, raise, view, n);
                let sensitivity = one_more.map(|raise| OneMore { raise, points: points(raise) });
                Derivation { sensitivity, ..answer.bringing(brings) }
            };
            let lines: Vec<Derivation> = item.sources.iter().map(question).collect();
            let (amount, brings) = match item.state {
                State::Open => (Amount::Open, None),
                State::NotApplicable => (Amount::NotApplicable, None),
                State::Answered(_) if item.sources.iter().any(|question| self.withholds(*question)) => {
                    (Amount::Withheld, Some(()))
                }
                State::Answered(worth) => (Amount::Score(100.0 * worth.view(view)), Some(())),
            };
            let brings = brings.map(|()| lines.iter().filter_map(|own| own.contribution).sum());
            let place = item.attribute.unwrap_or_default();
            let node = Derivation::new(Term::Attribute(place), amount, Rule::Mean).bringing(brings);
            node.of(lines)
        });
        let whole = Derivation::new(Term::Index(process, view), Amount::Score(index), Rule::Mean);
        Some(whole.bringing(Some(index)).of(self.fold_attributes(lines.collect())))
    }

    /// What a raise brings to the index: all items that take their value from its question.
    fn index_gain(&self, process: usize, raise: crate::score::Raise, view: View, n: f64) -> f64 {
        let gain = 100.0 * raise.gain(self.pack, self.results).view(view);
        let items = self.items(process).filter(|item| item.sources.contains(&raise.question));
        items.map(|item| gain / n / item.sources.len() as f64).sum()
    }

    /// Attributes of which too few anonymous people spoke bring what they bring together.
    fn fold_attributes(&self, lines: Vec<Derivation>) -> Vec<Derivation> {
        let few = |own: &Derivation| own.amount == Amount::Withheld;
        if !lines.iter().any(few) {
            return lines;
        }
        let sum = lines.iter().filter(|own| few(own)).filter_map(|own| own.contribution).sum();
        let hide = |mut own: Derivation| {
            if few(&own) {
                own.contribution = None;
                for part in &mut own.parts {
                    part.contribution = None;
                    part.sensitivity = None;
                    if matches!(part.term, Term::Question(question) if self.withholds(question)) {
                        part.amount = Amount::Withheld;
                    }
                }
            }
            own
        };
        let together = Derivation::new(Term::FewAnswers, Amount::Withheld, Rule::Sum).bringing(Some(sum));
        lines.into_iter().map(hide).chain([together]).collect()
    }

    /// Why so much of a process is answered, 0 to 100. Nothing where nothing of it applies.
    pub fn coverage(&self, process: usize) -> Option<Derivation> {
        let own = self.process(process).filter(|own| own.applicable > 0)?;
        let all = own.applicable as f64;
        let lines = self.items(process).map(|item| {
            let (amount, brings) = match item.state {
                State::Open => (Amount::Open, Some(0.0)),
                State::NotApplicable => (Amount::NotApplicable, None),
                State::Answered(_) => (Amount::Number(1.0), Some(100.0 / all)),
            };
            Derivation::stated(Term::Attribute(item.attribute.unwrap_or_default()), amount).bringing(brings)
        });
        let covered = 100.0 * own.answered as f64 / all;
        let whole = Derivation::new(Term::Coverage(process), Amount::Score(covered), Rule::Share);
        Some(whole.bringing(Some(covered)).of(lines.collect()))
    }
}
