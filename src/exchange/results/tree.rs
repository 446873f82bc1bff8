//! Derivations: the trees the screen shows when a number is opened, node by node.

use super::Document;
use super::json::{Value, absent, list, object};
use super::words::{level, quantity, rating, reason, stamp};
use crate::model::pack::Indicator;
use crate::score::{Amount, Derivation, Raise, Rule, Term, View};

impl Document<'_> {
    /// Why each of the four scores is what it is.
    pub(super) fn derivation(&self, id: Indicator, view: View) -> Value {
        self.node(&self.explainer.score(id, view))
    }

    fn node(&self, own: &Derivation) -> Value {
        let mut node = self.term(own.term);
        if let Amount::Metric(value, _) = own.amount {
            node = node.with("value", value);
        }
        node = node.with("amount", amount(own.amount));
        if let Some(weight) = own.weight {
            node = node.with("weight", weight);
        }
        if let Some(contribution) = own.contribution {
            node = node.with("contribution", contribution);
        }
        if let Some(more) = &own.sensitivity {
            node = node.with("one_more", self.step(object! {}, more.raise).with("points", more.points));
        }
        node = self.by_rule(node, own.rule);
        if own.parts.is_empty() { node } else { node.with("parts", list(own.parts.iter().map(|part| self.node(part)))) }
    }

    fn term(&self, own: Term) -> Value {
        let named = |term: &'static str, id: String| object! { "term": term, "id": id };
        let process = |place: usize| self.process_id(place).to_owned();
        let plain = |term: &'static str| object! { "term": term };
        match own {
            Term::Score(id) => named("score", id.to_string()),
            Term::Low(id) => named("low", id.to_string()),
            Term::High(id) => named("high", id.to_string()),
            Term::Practice => plain("practice"),
            Term::Outcome => plain("outcome"),
            Term::PracticeCoverage(id) => named("practice-coverage", id.to_string()),
            Term::FiguresCoverage(id) => named("figures-coverage", id.to_string()),
            Term::Confidence(id) => named("confidence", id.to_string()),
            Term::Strength => plain("strength"),
            Term::Agreement => plain("agreement"),
            Term::Spread => plain("spread"),
            Term::Precision => plain("precision"),
            Term::Level(place, _) => named("level", process(place)),
            Term::Index(place, _) => named("index", process(place)),
            Term::Coverage(place) => named("coverage", process(place)),
            Term::Attribute(place) => named("attribute", self.attribute_id(place).to_owned()),
            Term::Question(question) => named("question", self.question_id(question).to_owned()),
            Term::FewAnswers => plain("few-answers"),
            Term::Respondent(id) => named("respondent", id.to_string()),
            Term::People(place) => named("people", self.option_id(place).to_owned()),
            Term::Median => plain("median"),
            Term::Lowest => plain("lowest"),
            Term::Highest => plain("highest"),
            Term::Agreed => plain("agreed"),
            Term::Evidence => plain("evidence"),
            Term::Metric(key) => named("metric", key.word().to_owned()),
            Term::Input(own, period) => {
                object! { "term": "input", "id": quantity(own), "period": period.map(|period| period.to_string()) }
            }
            Term::Figure(key, period) => {
                object! { "term": "figure", "id": key.word(), "period": period.to_string() }
            }
            Term::Line(id, period) => {
                object! { "term": "line", "id": id.to_string(), "period": period.to_string() }
            }
            Term::Risk(id) => named("risk", id.to_string()),
            Term::Decision(id) => named("decision", id.to_string()),
            Term::Project(id) => named("project", id.to_string()),
            Term::Priority(place) => named("priority", process(place)),
            Term::Gap => plain("gap"),
            Term::Target => plain("target"),
            Term::Importance => plain("importance"),
            Term::Lift => plain("lift"),
            Term::Gain(id) => named("gain", id.to_string()),
            Term::Effort => plain("effort"),
            Term::Raised(question) => named("raised", self.question_id(question).to_owned()),
            Term::Leaders => plain("leaders"),
            Term::Staff => plain("staff"),
            Term::DontKnow => plain("dont-know"),
            Term::Unknown => plain("unknown"),
            Term::Known => plain("known"),
        }
    }

    /// The rule by its word, with the numbers it was applied with.
    fn by_rule(&self, node: Value, own: Rule) -> Value {
        match own {
            Rule::Composite { practice, outcome, stamp: own } => {
                let node = node.with("rule", "composite").with("practice", practice).with("outcome", outcome);
                node.with("stamp", own.map(stamp))
            }
            Rule::WeightedMean => node.with("rule", "weighted-mean"),
            Rule::Mean => node.with("rule", "mean"),
            Rule::Sum => node.with("rule", "sum"),
            Rule::Difference => node.with("rule", "difference"),
            Rule::Share => node.with("rule", "share"),
            Rule::MeanWorth { grade, capped } => {
                node.with("rule", "mean-worth").with("grade", grade.word()).with("capped", capped)
            }
            Rule::Curve { between, red_flag } => {
                node.with("rule", "curve").with("between", list(between)).with("red_flag", red_flag)
            }
            Rule::GeometricMean { limit } => node.with("rule", "geometric-mean").with("limit", limit),
            Rule::EvidenceStrength => node.with("rule", "evidence-strength"),
            Rule::WithinGroup => node.with("rule", "within-group"),
            Rule::Quartiles => node.with("rule", "quartiles"),
            Rule::Interval => node.with("rule", "interval"),
            Rule::Ladder => node.with("rule", "ladder"),
            Rule::MedianBand { needs } => node.with("rule", "median-band").with("needs", needs.map(|band| band.word())),
            Rule::Mandatory => node.with("rule", "mandatory"),
            Rule::MedianLevel => node.with("rule", "median-level"),
            Rule::Priority => node.with("rule", "priority"),
            Rule::NextLevel => node.with("rule", "next-level"),
            Rule::Gained(raise) => self.step(node.with("rule", "gained"), raise),
            Rule::Steps(raise) => self.step(node.with("rule", "steps"), raise),
            Rule::Stated => node.with("rule", "stated"),
        }
    }

    fn step(&self, node: Value, own: Raise) -> Value {
        let node = node.with("from", self.option_id(own.from)).with("to", self.option_id(own.to));
        node.with("grade", own.grade.word())
    }
}

/// The number that counts at this place: points, a number in its own unit, or a place on the scale.
fn amount(own: Amount) -> Value {
    match own {
        Amount::Score(number) | Amount::Metric(_, number) | Amount::Number(number) | Amount::Share(number) => {
            number.into()
        }
        Amount::Level(place) => place.into(),
        Amount::Reached(own) => level(own),
        Amount::Rated(own) => rating(own).into(),
        Amount::Grade(grade) => grade.word().into(),
        Amount::Open => absent("open"),
        Amount::NotApplicable => absent("not-applicable"),
        Amount::NotSupplied => absent("not-supplied"),
        Amount::Missing(why) => reason("missing", why),
        Amount::NotMeaningful(why) => reason("not-meaningful", why),
        Amount::Withheld => absent("withheld"),
    }
}
