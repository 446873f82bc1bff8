//! What was said to a question, as far as it may be told.

use super::{Amount, Derivation, Explainer, Rule, Term};
use crate::score::Visible;
use crate::score::agreement::visible;
use crate::score::indicator::View;
use crate::score::item::{QuestionState, State};
use crate::score::statistics::lower_median;

impl Explainer<'_> {
    /// A question with its value, and with who gave which level on which evidence.
    pub(super) fn answer(&self, question: usize, view: View) -> Derivation {
        let Some(said) = self.results.questions.get(question) else {
            return Derivation::stated(Term::Question(question), Amount::Open);
        };
        let capped = view == View::Evidenced && said.counted.iter().any(|(claimed, evidenced)| claimed != evidenced);
        let amount = match said.state {
            State::Open => Amount::Open,
            State::NotApplicable => Amount::NotApplicable,
            State::Answered(worth) => Amount::Score(100.0 * worth.view(view)),
        };
        let mut parts = self.levels(said);
        if said.agreed {
            let agreed = said.counted.first().map(|(agreed, _)| Amount::Level(*agreed));
            parts.extend(agreed.map(|agreed| Derivation::stated(Term::Agreed, agreed)));
        }
        parts.extend(self.evidence(question));
        Derivation::new(Term::Question(question), amount, Rule::MeanWorth { grade: said.grade, capped }).of(parts)
    }

    /// The levels that were given: of each person by name, or of anonymous people how many gave which,
    /// and where they are few only the middle and the ends. Those of a single one would be the answer.
    pub(super) fn levels(&self, said: &QuestionState) -> Vec<Derivation> {
        let levels = || said.levels.iter().map(|(_, level)| *level);
        let level = |term, level| Derivation::stated(term, Amount::Level(level));
        if !self.anonymous() {
            let own = said.levels.iter();
            return own.map(|(respondent, own)| level(Term::Respondent(*respondent), *own)).collect();
        }
        match visible(true, &[(None, said.levels.len())]) {
            Visible::Nothing => Vec::new(),
            Visible::MedianAndRange if said.levels.len() == 1 => Vec::new(),
            Visible::MedianAndRange => {
                let ends = [lower_median(levels().collect()), levels().min(), levels().max()];
                let terms = [Term::Median, Term::Lowest, Term::Highest];
                terms.into_iter().zip(ends).filter_map(|(term, own)| Some(level(term, own?))).collect()
            }
            Visible::Groups(_) => self.people(levels().collect()),
        }
    }

    /// How many gave each level.
    pub(super) fn people(&self, levels: Vec<usize>) -> Vec<Derivation> {
        let count = |option: usize| levels.iter().filter(|own| **own == option).count();
        let all = (0..self.pack.structure.scale.len()).map(|option| (option, count(option)));
        let given = all.filter(|(_, count)| *count > 0);
        given.map(|(option, count)| Derivation::stated(Term::People(option), Amount::Number(count as f64))).collect()
    }

    /// The grade in force and, where people go by their names, who recorded which.
    fn evidence(&self, question: usize) -> Option<Derivation> {
        let id = &self.pack.structure.questions.get(question)?.id;
        let said = self.assessment.said(self.settings.round, id)?;
        if said.evidence.is_empty() {
            return None;
        }
        let recorded = said.evidence.iter().filter(|_| !self.anonymous());
        let recorded = recorded.map(|(who, grade)| Derivation::stated(Term::Respondent(*who), Amount::Grade(*grade)));
        Some(Derivation::stated(Term::Evidence, Amount::Grade(said.grade())).of(recorded.collect()))
    }
}
