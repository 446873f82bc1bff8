//! Why a number is what it is: one tree for every number, from the number down to the facts it came
//! from. Screen, report and file show the same trees.
//!
//! Contributions add up: those of the parts to that of the whole, and those of all leaves to a score,
//! an index, a range's end, a coverage or a mean. Trees are made when somebody asks, never by
//! [`super::score`].

mod answers;
mod certainty;
mod facts;
mod plan;
mod process;
mod score;

use super::agreement::withholds;
use super::capability::{Level, Rating};
use super::indicator::View;
use super::raise::{Raise, points};
use super::reading::{Quantity, Reading, Reason};
use super::sensitivity::{Sensitivity, sensitivity};
use super::{Results, Settings, Stamp};
use crate::model::pack::{Band, Indicator, MetricKey, Pack};
use crate::model::{Assessment, DecisionId, FigureKey, Grade, LineId, Period, ProjectId, RespondentId, RiskId};

/// What a number is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Term {
    /// The score of an indicator.
    Score(Indicator),
    /// The lowest score that what is open could lead to.
    Low(Indicator),
    /// The highest one.
    High(Indicator),
    /// Its practice part.
    Practice,
    /// Its outcome part.
    Outcome,
    /// How much of the practice of an indicator is answered.
    PracticeCoverage(Indicator),
    /// How much of the figures of an indicator is supplied.
    FiguresCoverage(Indicator),
    /// How far the score of an indicator can be relied on.
    Confidence(Indicator),
    /// How strong the evidence is.
    Strength,
    /// How far respondents agree.
    Agreement,
    /// How far their answers lie apart.
    Spread,
    /// How complete and how exact the figures are.
    Precision,
    /// The level of a process, by its place in the pack.
    Level(usize, View),
    /// The index of a process.
    Index(usize, View),
    /// How much of a process is answered.
    Coverage(usize),
    /// An attribute, by its place on the ladder.
    Attribute(usize),
    /// A question, by its place in the pack.
    Question(usize),
    /// All questions together that too few people answered to be told apart.
    FewAnswers,
    /// What a respondent said.
    Respondent(RespondentId),
    /// How many gave this level, a place on the scale.
    People(usize),
    /// The level in the middle, of two the lower.
    Median,
    /// The lowest level.
    Lowest,
    /// The highest level.
    Highest,
    /// The level that was agreed on.
    Agreed,
    /// The evidence in force.
    Evidence,
    /// A metric.
    Metric(MetricKey),
    /// A number that went into a metric, of a period; for a sum its last one.
    Input(Quantity, Option<Period>),
    /// A figure as it was stated for a period.
    Figure(FigureKey, Period),
    /// A line of the budget, as it was stated for a period.
    Line(LineId, Period),
    /// A row of the risk register.
    Risk(RiskId),
    /// A row of the decision log.
    Decision(DecisionId),
    /// A project.
    Project(ProjectId),
    /// What a move is worth for its effort, of a process.
    Priority(usize),
    /// Levels from where a process is to where it is to be.
    Gap,
    /// The level a process is to reach.
    Target,
    /// How much hangs on a process, 1 to 3.
    Importance,
    /// Points the four scores gain on average.
    Lift,
    /// Points one of them gains.
    Gain(Indicator),
    /// What it takes.
    Effort,
    /// Raising a question.
    Raised(usize),
    /// The level leaders see.
    Leaders,
    /// The level IT staff see.
    Staff,
    /// The share of "don't know".
    DontKnow,
    /// Answers "don't know".
    Unknown,
    /// Answers with a level.
    Known,
}

/// How a number was made from its parts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Rule {
    /// Practice and outcome by their shares.
    Composite {
        /// Share of practice, 0 to 1.
        practice: f64,
        /// Share of outcome, 0 to 1.
        outcome: f64,
        /// What the score is not.
        stamp: Option<Stamp>,
    },
    /// Mean of the parts by their weights.
    WeightedMean,
    /// Mean of the parts.
    Mean,
    /// Sum of the parts.
    Sum,
    /// The first part less the second.
    Difference,
    /// What counts of all there is, by weight.
    Share,
    /// Mean worth of the levels that were given.
    MeanWorth {
        /// The evidence grade in force.
        grade: Grade,
        /// Whether it holds the answer down.
        capped: bool,
    },
    /// Read off the curve between two points.
    Curve {
        /// The points it lies between.
        between: [(f64, f64); 2],
        /// Whether it is below the red-flag line.
        red_flag: bool,
    },
    /// Geometric mean of the factors, in percent.
    GeometricMean {
        /// The most it can be while nobody's answer can be held against another's.
        limit: Option<f64>,
    },
    /// (1 + grade) ÷ 4, by weight.
    EvidenceStrength,
    /// r_wg, one less the variance over that of chance.
    WithinGroup,
    /// The distance between the quartiles.
    Quartiles,
    /// How narrow the interval of a survey is, and how many of those invited answered.
    Interval,
    /// Every attribute of the level largely achieved, all below fully.
    Ladder,
    /// Lower median of the bands.
    MedianBand {
        /// The band the next level asks for, where it is not reached.
        needs: Option<Band>,
    },
    /// A mandatory question: below largely achieved it holds its attribute down.
    Mandatory,
    /// Lower median of the levels.
    MedianLevel,
    /// Gap × importance × lift ÷ effort.
    Priority,
    /// One level, since no target is stated.
    NextLevel,
    /// Worth gained × the points of the question.
    Gained(Raise),
    /// Options up × the effort of the question.
    Steps(Raise),
    /// As it was stated.
    Stated,
}

/// The number itself, or why there is none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Amount {
    /// 0 to 100.
    Score(f64),
    /// The value of a metric, and its score.
    Metric(f64, f64),
    /// A number in its own unit.
    Number(f64),
    /// 0 to 1.
    Share(f64),
    /// A place on the scale.
    Level(usize),
    /// The level of a process.
    Reached(Level),
    /// The rating of an attribute.
    Rated(Rating),
    /// A grade of evidence.
    Grade(Grade),
    /// Nothing was said yet.
    Open,
    /// Said not to apply, or not applicable in this economic mode.
    NotApplicable,
    /// A metric that lacks something.
    Missing(Reason),
    /// A metric whose ratio does not exist.
    NotMeaningful(Reason),
    /// An optional metric that was not supplied.
    NotSupplied,
    /// It would tell what one of few anonymous people said.
    Withheld,
}

/// What one option more brings.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OneMore {
    /// The option, and the evidence it needs.
    pub raise: Raise,
    /// Points the whole number gains.
    pub points: f64,
}

/// A number with what it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Derivation {
    /// What it is.
    pub term: Term,
    /// The number.
    pub amount: Amount,
    /// How it was made.
    pub rule: Rule,
    /// Its weight among its siblings.
    pub weight: Option<f64>,
    /// What it brings to the number at the root.
    pub contribution: Option<f64>,
    /// What one option more on it would bring to the number at the root; nothing at the top.
    pub sensitivity: Option<OneMore>,
    /// What it was made from.
    pub parts: Vec<Derivation>,
}

impl Derivation {
    fn new(term: Term, amount: Amount, rule: Rule) -> Self {
        Self { term, amount, rule, weight: None, contribution: None, sensitivity: None, parts: Vec::new() }
    }

    /// A number as it was stated.
    fn stated(term: Term, amount: Amount) -> Self {
        Self::new(term, amount, Rule::Stated)
    }

    fn of(self, parts: Vec<Self>) -> Self {
        Self { parts, ..self }
    }

    fn weighing(self, weight: f64) -> Self {
        Self { weight: Some(weight), ..self }
    }

    fn bringing(self, contribution: Option<f64>) -> Self {
        Self { contribution, ..self }
    }
}

/// Explains the numbers of one assessment.
#[derive(Clone, Debug)]
pub struct Explainer<'a> {
    pack: &'a Pack,
    assessment: &'a Assessment,
    settings: &'a Settings,
    results: &'a Results,
    points: Vec<[f64; 4]>,
    sensitivity: Vec<Sensitivity>,
}

impl<'a> Explainer<'a> {
    /// For the results of the same pack, assessment and settings.
    pub fn new(pack: &'a Pack, assessment: &'a Assessment, settings: &'a Settings, results: &'a Results) -> Self {
        let (points, sensitivity) = (points(pack, results, |_, _| 1.0), sensitivity(pack, results));
        Self { pack, assessment, settings, results, points, sensitivity }
    }

    fn anonymous(&self) -> bool {
        self.assessment.is_anonymous()
    }

    /// Whether what a question is worth would tell what one of few anonymous people said. A level that
    /// was agreed on is nobody's own.
    pub fn withholds(&self, question: usize) -> bool {
        self.results.questions.get(question).is_some_and(|said| withholds(self.anonymous(), said))
    }

    fn one_more(&self, question: usize) -> Option<&Sensitivity> {
        self.sensitivity.iter().find(|own| own.raise.question == question)
    }

    /// What would tell too much is told of all such questions together, so that contributions still add up.
    fn fold_few(&self, parts: Vec<Derivation>) -> Vec<Derivation> {
        let few = |own: &Derivation| match own.term {
            Term::Question(question) | Term::Raised(question) => self.withholds(question),
            _ => false,
        };
        let own: Vec<&Derivation> = parts.iter().filter(|own| few(own)).collect();
        if own.is_empty() {
            return parts;
        }
        let sum = |of: fn(&Derivation) -> Option<f64>| {
            let known = own.iter().filter_map(|own| of(own));
            known.fold(None, |sum, own| Some(sum.unwrap_or(0.0) + own))
        };
        let together = Derivation {
            weight: sum(|own| own.weight),
            contribution: sum(|own| own.contribution),
            ..Derivation::new(Term::FewAnswers, Amount::Withheld, Rule::Sum)
        };
        let hide = |own: Derivation| {
            if few(&own) {
                // From where a question is raised is what somebody said.
                let rule = if matches!(own.term, Term::Raised(_)) { Rule::Stated } else { own.rule };
                Derivation { amount: Amount::Withheld, rule, contribution: None, sensitivity: None, ..own }
            } else {
                own
            }
        };
        parts.into_iter().map(hide).chain([together]).collect()
    }
}

/// What a reading comes to, with the score of a metric where it has one.
fn amount_of(reading: Reading, score: Option<f64>) -> Amount {
    match (reading, score) {
        (Reading::Value(value), Some(score)) => Amount::Metric(value, score),
        (Reading::Missing(reason), _) => Amount::Missing(reason),
        (Reading::NotMeaningful(reason), _) => Amount::NotMeaningful(reason),
        (Reading::NotApplicable, _) => Amount::NotApplicable,
        (Reading::NotSupplied, _) | (Reading::Value(_), None) => Amount::NotSupplied,
    }
}
