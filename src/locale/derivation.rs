//! Why a number is what it is, in English: what its parts are called, and its formula in words.

use super::{MoreWords, Unit, fill};
use crate::model::pack::MetricKey;
use crate::score::{Amount, Derivation, Rating, Rule, Term};

/// A number with so many decimals: all of them, or as many as it needs.
type Print = fn(f64, u32) -> String;

impl MoreWords {
    /// A number, where it has a name of its own: questions, attributes and people have theirs elsewhere.
    pub fn term(&self, term: Term) -> &'static str {
        match term {
            Term::Score(_) => "Score",
            Term::Low(_) => "Low end of the range",
            Term::High(_) => "High end of the range",
            Term::Practice => self.why.practice,
            Term::Outcome => self.why.outcome,
            Term::PracticeCoverage(_) => "Practice covered",
            Term::FiguresCoverage(_) => "Figures covered",
            Term::Confidence(_) => "Confidence",
            Term::Strength => "Strength of evidence",
            Term::Agreement => "Agreement among respondents",
            Term::Spread => "Distance between answers",
            Term::Precision => "Precision of figures",
            Term::Level(..) => "Level",
            Term::Index(..) => "Index",
            Term::Coverage(_) => "Coverage",
            Term::Attribute(_) => "Attribute",
            Term::Question(_) => "Question",
            Term::FewAnswers => "Questions that fewer than five people answered, together",
            Term::Respondent(_) => self.why.respondent,
            Term::People(_) => "People",
            Term::Median => "The level in the middle",
            Term::Lowest => "The lowest level",
            Term::Highest => "The highest level",
            Term::Agreed => self.why.agreed,
            Term::Evidence => "Evidence",
            Term::Metric(key) => self.metric(key).name,
            Term::Input(quantity, _) => self.quantity(quantity),
            Term::Figure(key, _) => self.figure(key),
            Term::Line(..) => "Budget line",
            Term::Risk(_) => "Risk",
            Term::Decision(_) => "Decision",
            Term::Project(_) => "Project",
            Term::Priority(_) => "Priority",
            Term::Gap => "Levels to go",
            Term::Target => "Target",
            Term::Importance => "Importance",
            Term::Lift => "Points gained on average",
            Term::Gain(_) => "Points gained",
            Term::Effort => "Effort",
            Term::Raised(_) => "Raising a question",
            Term::Leaders => "What leaders see",
            Term::Staff => "What IT staff see",
            Term::DontKnow => "Share of \u{201c}don\u{2019}t know\u{201d}",
            Term::Unknown => "Answers \u{201c}don\u{2019}t know\u{201d}",
            Term::Known => "Answers with a level",
        }
    }

    /// How a number was made from its parts.
    pub fn formula(&self, rule: Rule) -> &'static str {
        match rule {
            Rule::Composite { .. } => "share of practice × practice + share of figures × figures",
            Rule::WeightedMean => self.why.weighted,
            Rule::Mean => "mean of the lines below",
            Rule::Sum => "sum of the lines below",
            Rule::Difference => "the first line below less the second",
            Rule::Share => "what is there ÷ what applies, by weight",
            Rule::MeanWorth { .. } => "mean worth of the levels that were given, in percent",
            Rule::Curve { .. } => "read off the curve, straight between two of its points",
            Rule::GeometricMean { .. } => "geometric mean of the factors below, in percent",
            Rule::EvidenceStrength => "(1 + grade of evidence) ÷ 4",
            Rule::WithinGroup => "1 − variance of the levels ÷ variance of answers by chance, not below 0",
            Rule::Quartiles => "third quartile − first quartile of the levels",
            Rule::Interval => {
                "(1 − half the width of the interval ÷ 25 %) × response rate ÷ 20 %, each between 0 and 1"
            }
            Rule::Ladder => "the highest level whose attributes are largely achieved, and all below fully",
            Rule::MedianBand { .. } => "the rating in the middle, of two the lower",
            Rule::Mandatory => "mandatory: below largely achieved it holds the attribute down to partly",
            Rule::MedianLevel => "the level in the middle, of two the lower",
            Rule::Priority => "levels to go × importance × points gained ÷ effort",
            Rule::NextLevel => "one level, since no target is stated",
            Rule::Gained(_) => "what the answers gain in worth × the points of the question",
            Rule::Steps(_) => "levels up × the effort of the question",
            Rule::Stated => "as it was stated",
        }
    }

    /// What a number comes to, or why there is none.
    pub fn amount(&self, own: &Derivation, fixed: Print, plain: Print) -> String {
        match own.amount {
            Amount::Score(score) => fixed(score, 2),
            Amount::Metric(value, score) => {
                let value = match own.term {
                    Term::Metric(key) => self.metric_value(key, value, plain),
                    _ => plain(value, 2),
                };
                [value, fill(self.why.score, &[&fixed(score, 2)])].join(" · ")
            }
            Amount::Number(value) => plain(value, 2),
            Amount::Share(share) => fill(self.pictures.percent, &[&plain(100.0 * share, 1)]),
            Amount::Reached(level) => {
                level.reached().map_or_else(|| self.results.unrated.to_owned(), |own| own.to_string())
            }
            Amount::Rated(Rating::Rated(band)) => self.band(band).to_owned(),
            Amount::Rated(Rating::NotApplicable) => self.results.not_applicable.to_owned(),
            Amount::Rated(Rating::Unanswered | Rating::NotAsked) => self.why.open.to_owned(),
            Amount::Grade(grade) => grade.word().to_owned(),
            Amount::Withheld => self.why.withheld.to_owned(),
            Amount::Level(level) => fill(self.why.level, &[&level.to_string()]),
            Amount::Open => self.why.open.to_owned(),
            Amount::NotApplicable => self.results.not_applicable.to_owned(),
            Amount::NotSupplied => self.results.not_supplied.to_owned(),
            Amount::Missing(reason) | Amount::NotMeaningful(reason) => self.reason(reason),
        }
    }

    /// The value of a metric in its unit.
    pub fn metric_value(&self, key: MetricKey, value: f64, plain: Print) -> String {
        match self.metric(key).unit {
            Unit::Percent => [&plain(value, 2), " %"].concat(),
            Unit::Points => [&plain(value, 2), " pp"].concat(),
            Unit::Times => [&plain(value, 3), " ×"].concat(),
            Unit::Plain => plain(value, 3),
        }
    }
}
