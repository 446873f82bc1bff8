//! Derivations: the trees the screen shows when a number is opened, node by node.

use super::Document;
use super::json::{Value, absent, list, object};
use super::words::{quantity, reason, stamp};
use crate::score::{Amount, Derivation, Rule, Term, View, explain};

impl Document<'_> {
    /// Why each of the four scores is what it is.
    pub(super) fn derivation(&self, id: crate::model::pack::Indicator, view: View) -> Value {
        self.node(&explain(self.pack, self.results, id, view))
    }

    fn node(&self, own: &Derivation) -> Value {
        let withheld = matches!(own.term, Term::Question(question) if self.withholds(question));
        let mut node = term(self, own.term);
        if let Amount::Metric(value, _) = own.amount {
            node = node.with("value", value);
        }
        node = node.with("amount", if withheld { absent("withheld") } else { amount(own.amount) });
        if let Some(weight) = own.weight {
            node = node.with("weight", weight);
        }
        if let Some(contribution) = own.contribution.filter(|_| !withheld) {
            node = node.with("contribution", contribution);
        }
        node = by_rule(node, own.rule);
        // The ids of anonymous people would tie their answers together.
        let shown = |part: &&Derivation| !(self.anonymous() && matches!(part.term, Term::Respondent(_)));
        let mut parts = own.parts.iter().filter(shown).peekable();
        if parts.peek().is_none() { node } else { node.with("parts", list(parts.map(|part| self.node(part)))) }
    }
}

fn term(document: &Document, own: Term) -> Value {
    match own {
        Term::Score(id) => object! { "term": "score", "id": id.word() },
        Term::Practice => object! { "term": "practice" },
        Term::Outcome => object! { "term": "outcome" },
        Term::Question(question) => object! { "term": "question", "id": document.question_id(question) },
        Term::Respondent(id) => object! { "term": "respondent", "id": id.to_string() },
        Term::Agreed => object! { "term": "agreed" },
        Term::Metric(key) => object! { "term": "metric", "id": key.word() },
        Term::Input(own, period) => {
            object! { "term": "input", "id": quantity(own), "period": period.map(|period| period.to_string()) }
        }
    }
}

/// The number that counts at this place: points, a number in its own unit, or a place on the scale.
fn amount(own: Amount) -> Value {
    match own {
        Amount::Score(number) | Amount::Metric(_, number) | Amount::Number(number) => number.into(),
        Amount::Level(place) => place.into(),
        Amount::Open => absent("open"),
        Amount::NotApplicable => absent("not-applicable"),
        Amount::NotSupplied => absent("not-supplied"),
        Amount::Missing(why) => reason("missing", why),
        Amount::NotMeaningful(why) => reason("not-meaningful", why),
    }
}

/// The rule by its word, with the numbers it was applied with.
fn by_rule(node: Value, own: Rule) -> Value {
    match own {
        Rule::Composite { practice, outcome, stamp: own } => {
            let node = node.with("rule", "composite").with("practice", practice).with("outcome", outcome);
            node.with("stamp", own.map(stamp))
        }
        Rule::WeightedMean => node.with("rule", "weighted-mean"),
        Rule::MeanWorth { grade, capped } => {
            node.with("rule", "mean-worth").with("grade", grade.word()).with("capped", capped)
        }
        Rule::Curve { between, red_flag } => {
            node.with("rule", "curve").with("between", list(between)).with("red_flag", red_flag)
        }
        Rule::Stated => node.with("rule", "stated"),
    }
}
