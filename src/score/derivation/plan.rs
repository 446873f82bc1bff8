//! Why a process is a problem area, and why a move has its priority.

use super::{Amount, Derivation, Explainer, Rule, Term};
use crate::model::Role;
use crate::model::pack::{Indicator, MetricKey};
use crate::score::capability::Rating;
use crate::score::item::QuestionState;
use crate::score::moves::target;
use crate::score::problem::{Look, Problem};
use crate::score::raise::{Raise, gains};
use crate::score::statistics::{interquartile_range, lower_median};
use crate::score::{Move, View};

fn number(term: Term, value: f64) -> Derivation {
    Derivation::stated(term, Amount::Number(value))
}

impl Explainer<'_> {
    /// The numbers that a problem of a process, by its place in the pack, rests on, each with what it
    /// was made of.
    pub fn problem(&self, process: usize, problem: &Problem) -> Vec<Derivation> {
        let view = self.settings.view();
        let level = |process, view| self.level(process, view);
        let all: Vec<Option<Derivation>> = match *problem {
            Problem::BelowTarget { target, importance, .. } => vec![
                level(process, view),
                Some(number(Term::Target, target)),
                Some(number(Term::Importance, importance.into())),
            ],
            Problem::NotEvidenced { .. } => vec![level(process, View::Claimed), level(process, View::Evidenced)],
            Problem::Disagreement { r_wg, spread, .. } => self.disagreement(process, r_wg, spread),
            Problem::LeadersAbove { leaders, staff } => vec![
                Some(self.seen_by(process, Term::Leaders, Role::Leader, leaders)),
                Some(self.seen_by(process, Term::Staff, Role::Staff, staff)),
            ],
            Problem::RedFlag { metric, .. } => vec![self.metric_of(metric)],
            Problem::NotMeasured { question, claimed, metric, .. } => {
                let answer = self.answer(question, View::Claimed);
                let amount = if self.withholds(question) { Amount::Withheld } else { Amount::Level(claimed) };
                vec![Some(Derivation { amount, rule: Rule::MedianLevel, ..answer }), self.metric_of(metric)]
            }
            Problem::AheadOfNeed { need, .. } => vec![level(process, view), level(need, view)],
            Problem::MandatoryUnmet { question, rated } => {
                let answer = self.answer(question, view);
                let amount = Amount::Rated(Rating::Rated(rated));
                let amount = if self.withholds(question) { Amount::Withheld } else { amount };
                vec![Some(Derivation { amount, rule: Rule::Mandatory, ..answer })]
            }
            Problem::DontKnow { dont_know, levels } => vec![Some(self.dont_know(dont_know, levels))],
        };
        all.into_iter().flatten().collect()
    }

    fn metric_of(&self, key: MetricKey) -> Option<Derivation> {
        self.results.metrics.iter().flatten().find(|own| own.key == key).map(|own| self.metric(own))
    }

    /// The questions of a process that count for its problems, by their places.
    fn questions(&self, process: usize) -> Vec<(usize, &QuestionState)> {
        let own = self.results.processes.iter().find(|own| own.process == process);
        own.map_or(Vec::new(), |own| Look::new(self.pack, self.assessment, self.settings, self.results, own).questions)
    }

    fn disagreement(&self, process: usize, r_wg: f64, spread: f64) -> Vec<Option<Derivation>> {
        let places: Vec<usize> = self.questions(process).into_iter().map(|(question, _)| question).collect();
        let agreement = self.agreement_of(&places);
        let n = agreement.len() as f64;
        let apart = |own: &Derivation| {
            let Term::Question(question) = own.term else { return None };
            let said = self.results.questions.get(question)?;
            let mut places: Vec<f64> = said.levels.iter().map(|(_, level)| *level as f64).collect();
            places.sort_by(f64::total_cmp);
            let range = interquartile_range(&places)?;
            let node = Derivation::new(own.term, Amount::Number(range), Rule::Quartiles);
            Some(node.bringing(Some(range / n)).of(own.parts.clone()))
        };
        let spreads = agreement.iter().filter_map(apart).collect();
        let mean = |term, amount, value, parts| {
            Some(Derivation::new(term, amount, Rule::Mean).bringing(Some(value)).of(parts))
        };
        vec![
            mean(Term::Agreement, Amount::Share(r_wg), r_wg, agreement),
            mean(Term::Spread, Amount::Number(spread), spread, spreads),
        ]
    }

    /// The lower median of everything people of a role said, with how many said what.
    fn seen_by(&self, process: usize, term: Term, role: Role, median: usize) -> Derivation {
        let has = |id| self.assessment.respondents.get(id).and_then(|own| own.role) == Some(role);
        let questions = self.questions(process);
        let levels = questions.iter().flat_map(|(_, said)| &said.levels).filter(|(id, _)| has(id));
        let levels: Vec<usize> = levels.map(|(_, level)| *level).collect();
        let amount = Amount::Level(lower_median(levels.clone()).unwrap_or(median));
        Derivation::new(term, amount, Rule::MedianLevel).of(self.people(levels))
    }

    fn dont_know(&self, dont_know: usize, levels: usize) -> Derivation {
        let (unknown, known) = (dont_know as f64, levels as f64);
        let share = unknown / (unknown + known).max(1.0);
        let parts = vec![number(Term::Unknown, unknown), number(Term::Known, known)];
        Derivation::new(Term::DontKnow, Amount::Share(share), Rule::Share).of(parts)
    }

    /// Why a move has its priority: its four factors, each with what it was made of.
    pub fn priority(&self, own: &Move) -> Derivation {
        let view = self.settings.view();
        let gap = match target(self.pack, self.assessment, own.process) {
            None => Derivation::new(Term::Gap, Amount::Number(own.gap), Rule::NextLevel),
            Some(target) => Derivation::new(Term::Gap, Amount::Number(own.gap), Rule::Difference).of([
                Some(number(Term::Target, target)),
                self.level(own.process, view),
            ]
            .into_iter()
            .flatten()
            .collect()),
        };
        let gain = |id: Indicator| {
            let gain = own.gains[id.index()];
            let parts = own.raises.iter().map(|raise| self.gained(id, raise, view)).collect();
            let node = Derivation::new(Term::Gain(id), Amount::Number(gain), Rule::Sum).of(self.fold_few(parts));
            node.bringing(Some(gain / 4.0))
        };
        let lift = Derivation::new(Term::Lift, Amount::Number(own.lift), Rule::Mean).bringing(Some(own.lift));
        let steps = own.raises.iter().map(|raise| {
            let effort = f64::from(raise.effort);
            Derivation::new(Term::Raised(raise.question), Amount::Number(effort), Rule::Steps(*raise))
                .bringing(Some(effort))
        });
        let effort = f64::from(own.effort);
        let effort = Derivation::new(Term::Effort, Amount::Number(effort), Rule::Sum).bringing(Some(effort));
        Derivation::new(Term::Priority(own.process), Amount::Number(own.priority), Rule::Priority).of(vec![
            gap,
            number(Term::Importance, own.importance.into()),
            lift.of(Indicator::ALL_FOUR.map(gain).into()),
            effort.of(self.fold_few(steps.collect())),
        ])
    }

    /// What a raise brings to a score; a quarter of it to the lift.
    fn gained(&self, id: Indicator, raise: &Raise, view: View) -> Derivation {
        let gains = gains(self.pack, self.results, &self.points, std::slice::from_ref(raise), view);
        let gain = gains[id.index()];
        Derivation::new(Term::Raised(raise.question), Amount::Number(gain), Rule::Gained(*raise))
            .bringing(Some(gain / 4.0))
    }
}
