//! The structure file of a pack, as it is written. `docs/pack.schema.json` describes it for others.

use serde::Deserialize;

use crate::model::id::{AttributeId, OptionId, PackId, ProcessId, QuestionId};
use crate::model::value::{Grade, Role, Scalar, Text, Value, words};

words! {
    /// The four indicators of an ITSM audit, always in this order.
    Indicator {
        /// Revenue growth against investment and utilisation.
        Growth = "growth",
        /// Use of available funds, and spending that could be avoided.
        Budget = "budget",
        /// Consequences of risks taken or avoided.
        Risk = "risk",
        /// Feedback, satisfaction and awareness.
        Communication = "communication",
    }

    /// How far an attribute is achieved: the four bands of ISO/IEC 33020, weakest first.
    Band {
        /// Not achieved.
        N = "N",
        /// Partially achieved.
        P = "P",
        /// Largely achieved.
        L = "L",
        /// Fully achieved.
        F = "F",
    }

    /// The metrics this build can compute. A pack gives each that it scores a weight and a curve.
    MetricKey {
        /// Growth of revenue over the period before, in percent.
        RevenueGrowth = "revenue-growth",
        /// Productive of available hours, in percent.
        Utilisation = "utilisation",
        /// Return on incremental invested capital over the hurdle rate, in percentage points.
        ReturnOverHurdle = "return-over-hurdle",
        /// Charges and external revenue of total cost, in percent.
        Recovery = "recovery",
        /// Benefits realised of planned, in percent.
        BenefitsRealised = "benefits-realised",
        /// Change of the cost of one unit of service, in percent.
        UnitCostChange = "unit-cost-change",
        /// Actual over budget for the year, in percent.
        AnnualVariance = "annual-variance",
        /// Sum of absolute deviations of the periods of the sum of budgets, in percent.
        PeriodError = "period-error",
        /// The last period of the year as a multiple of the mean of the others.
        YearEndSpike = "year-end-spike",
        /// Avoidable spend that was found and not yet ended, of total cost, in percent.
        AvoidableSpend = "avoidable-spend",
        /// Earned value of actual cost over all projects.
        CostPerformance = "cost-performance",
        /// Residual exposure as a multiple of appetite.
        ResidualExposure = "residual-exposure",
        /// Rows of the register that are complete, in percent.
        RegisterCompleteness = "register-completeness",
        /// Failed of all changes, in percent.
        ChangeFailureRate = "change-failure-rate",
        /// Decisions due that were reviewed, in percent.
        DecisionsReviewed = "decisions-reviewed",
        /// Brier score of the stated probabilities, 0 to 1.
        BrierScore = "brier-score",
        /// Lower Wilson bound of satisfied answers, in percent.
        Satisfaction = "satisfaction",
        /// Feedback items answered back, in percent.
        ClosedLoop = "closed-loop",
        /// Customers who know the services, of those asked, in percent.
        Awareness = "awareness",
        /// Notices the customer had from us first, in percent.
        FirstNotice = "first-notice",
    }
}

macro_rules! read_words {
    ($($ty:ty: $expected:literal),*) => {$(
        impl<'de> Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word: std::borrow::Cow<'de, str> = Deserialize::deserialize(from)?;
                Self::from_word(&word).ok_or_else(|| serde::de::Error::custom(concat!("expected ", $expected)))
            }
        }
    )*};
}
read_words! {
    Indicator: "growth, budget, risk or communication",
    Band: "one of the bands N, P, L, F",
    MetricKey: "the name of a metric this build computes",
    Grade: "one of the evidence grades E0 to E3",
    Role: "staff, leader, customer or user"
}

impl Indicator {
    /// All four as an array, for what there is one of for each.
    pub const ALL_FOUR: [Self; 4] = [Self::Growth, Self::Budget, Self::Risk, Self::Communication];

    /// Its place in the order.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// The whole structure file.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// Format of this file; [`super::FORMAT`].
    pub format: u32,
    /// Id of the pack.
    pub id: PackId,
    /// Its version. A released version is never changed in place.
    pub version: Text,
    /// The language it was written in; what another language lacks is shown in this one.
    pub language: Text,
    /// Its text files, relative to this one.
    #[serde(default)]
    pub texts: Vec<TextFile>,
    /// The answer options, lowest first.
    pub scale: Vec<Choice>,
    /// The worth up to which an answer counts as evidenced, per grade E0 to E3.
    pub caps: [f64; 4],
    /// The levels from 1, each with its attributes.
    pub ladder: Vec<Rung>,
    /// Sizes of the questionnaire, smallest first.
    pub sizes: Vec<Size>,
    /// The processes.
    pub processes: Vec<Process>,
    /// Groups of questions that belong to no process.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// The questions, in the order they are asked.
    pub questions: Vec<Question>,
    /// The four indicators, growth, budget, risk, communication.
    pub indicators: [OwnIndicator; 4],
    /// Shares and limits of the results.
    pub thresholds: Thresholds,
}

/// A text file of a pack.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct TextFile {
    /// Its language.
    pub language: Text,
    /// The size whose questions it holds.
    pub size: Text,
    /// Where it lies, relative to the structure file.
    pub path: Text,
}

/// An option of the scale.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its id.
    pub id: OptionId,
    /// 0 to 1.
    pub worth: f64,
    /// The band it rates an attribute with; by its worth in percent where there is none.
    pub band: Option<Band>,
}

/// A level of the ladder.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// The attributes the level asks for.
    pub attributes: Vec<AttributeId>,
}

/// A size of the questionnaire.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// Its id.
    pub id: Text,
    /// How long it takes, in minutes.
    pub minutes: u32,
}

/// A process.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Its id.
    pub id: ProcessId,
    /// What its questions weigh in each indicator.
    #[serde(default)]
    pub indicators: Weights,
    /// 1 to 3.
    #[serde(default = "default_importance")]
    pub importance: u8,
    /// Processes that have to work first.
    #[serde(default)]
    pub needs: Vec<ProcessId>,
    /// The clause of ISO/IEC 20000-1:2018 it corresponds to.
    pub clause: Option<Text>,
}

fn default_importance() -> u8 {
    2
}

/// A group of questions outside the processes.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: Text,
}

/// A weight for each of the four indicators; 0 where it feeds none.
#[derive(Clone, Copy, PartialEq, Default, Deserialize, Debug)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    growth: f64,
    budget: f64,
    risk: f64,
    communication: f64,
}

impl Weights {
    /// The four weights in the order of [`Indicator`].
    pub fn all(&self) -> [f64; 4] {
        [self.growth, self.budget, self.risk, self.communication]
    }
}

/// A question.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, stable over versions and never used for another question.
    pub id: QuestionId,
    /// The process it asks about.
    pub process: Option<ProcessId>,
    /// The group it belongs to where it asks about no process.
    pub group: Option<Text>,
    /// Whether it asks for the level of the whole process at once.
    #[serde(default)]
    pub whole: bool,
    /// The attributes it stands for, all of one level.
    #[serde(default)]
    pub attributes: Vec<AttributeId>,
    /// Its own weights; where it has none, those of its process.
    pub indicators: Option<Weights>,
    /// The sizes that ask it.
    pub sizes: Vec<Text>,
    /// Whether its attribute cannot be better than partially achieved without it.
    #[serde(default)]
    pub mandatory: bool,
    /// Effort of one step up, 1 to 5.
    #[serde(default = "default_effort")]
    pub effort: u8,
    /// The metric it should agree with.
    pub feeds: Option<MetricKey>,
    /// Who can know; everyone where it is empty.
    #[serde(default)]
    pub respondents: Vec<Role>,
}

fn default_effort() -> u8 {
    1
}

impl Question {
    /// Whether it stands for the attribute.
    pub fn covers(&self, attribute: &AttributeId) -> bool {
        self.whole || self.attributes.contains(attribute)
    }

    /// How many attributes it stands for, of so many on the ladder. Fewer is finer.
    pub fn breadth(&self, attributes: usize) -> usize {
        if self.whole { attributes } else { self.attributes.len() }
    }
}

/// What an indicator is computed from, beside the questions.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct OwnIndicator {
    /// Which one it is.
    pub id: Indicator,
    /// The metrics it scores.
    pub metrics: Vec<WeightedCurve>,
}

/// A metric with its weight and curve.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct WeightedCurve {
    /// The metric.
    pub metric: MetricKey,
    /// Its weight among the metrics of the indicator.
    pub weight: f64,
    /// From the metric to a score of 0 to 100.
    pub curve: Curve,
    /// Counted only where it is supplied.
    #[serde(default)]
    pub optional: bool,
}

/// A piecewise linear function, flat beyond its ends.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(transparent)]
pub struct Curve(pub Vec<(f64, f64)>);

impl Curve {
    /// The value at `x`, and the two points it lies between (the same one beyond an end).
    pub fn at(&self, x: f64) -> (f64, [(f64, f64); 2]) {
        let next = self.0.iter().position(|point| x <= point.0);
        match (next, self.0.first(), self.0.last()) {
            (Some(0), Some(&first), _) => (first.1, [first, first]),
            (Some(next), ..) => {
                let (left, right) = (self.0[next - 1], self.0[next]);
                let share = (x - left.0) / (right.0 - left.0);
                (left.1 + share * (right.1 - left.1), [left, right])
            }
            (None, _, Some(&last)) => (last.1, [last, last]),
            _ => (0.0, [(x, 0.0), (x, 0.0)]),
        }
    }
}

/// Shares and limits of the results. Scores and coverage are 0 to 100.
#[derive(Clone, PartialEq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Share of the practice part where both parts are there; the outcome part has the rest.
    pub practice_share: f64,
    /// A score from here on is good.
    pub good: f64,
    /// A score from here on is fair.
    pub fair: f64,
    /// A metric below this is a red flag.
    pub red_flag: f64,
    /// With less coverage an indicator is shown as a range only.
    pub coverage: f64,
    /// Confidence from here on is high.
    pub confidence_high: f64,
    /// Confidence from here on is medium.
    pub confidence_medium: f64,
    /// The most confidence there is with a single respondent.
    pub confidence_alone: f64,
    /// More than this share of items that do not apply is flagged.
    pub not_applicable: f64,
}
