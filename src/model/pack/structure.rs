//! The structure file of a pack, as it is written. `docs/pack.schema.json` describes it for others.

use super::PackError;
use super::read::{Object, Read, count, four, id, ids, list, number, small, text, texts, truth, word};
use crate::model::id::{AttributeId, OptionId, PackId, ProcessId, QuestionId};
use crate::model::json::Node;
use crate::model::value::{EconomicMode, Role, Scalar, Text, Value, words};

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

impl MetricKey {
    fn read(node: Node) -> Read<Self> {
        word(node, Self::from_word, "the name of a metric this build computes")
    }
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
#[derive(Clone, PartialEq, Debug)]
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
    pub texts: Vec<TextFile>,
    /// Its guidance, relative to this one.
    pub guides: Vec<GuideFile>,
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
    pub groups: Vec<Group>,
    /// The questions, in the order they are asked.
    pub questions: Vec<Question>,
    /// The four indicators, growth, budget, risk, communication.
    pub indicators: [OwnIndicator; 4],
    /// Shares and limits of the results.
    pub thresholds: Thresholds,
}

impl Structure {
    pub(super) fn read(node: Node) -> Read<Self> {
        let known = [
            "format",
            "id",
            "version",
            "language",
            "texts",
            "guides",
            "scale",
            "caps",
            "ladder",
            "sizes",
            "processes",
            "groups",
            "questions",
            "indicators",
            "thresholds",
        ];
        let own = Object::new(node, &known)?;
        let mut structure = Self {
            format: own.value("format", count)?,
            id: own.value("id", id)?,
            version: own.value("version", text)?,
            language: own.value("language", text)?,
            texts: Vec::new(),
            guides: Vec::new(),
            scale: Vec::new(),
            caps: own.value("caps", |node| four(node, number))?,
            ladder: Vec::new(),
            sizes: Vec::new(),
            processes: Vec::new(),
            groups: Vec::new(),
            questions: Vec::new(),
            indicators: own.value("indicators", |node| four(node, OwnIndicator::read))?,
            thresholds: own.value("thresholds", Thresholds::read)?,
        };
        own.find("texts", &mut structure.texts, |node| list(node, TextFile::read))?;
        own.find("guides", &mut structure.guides, |node| list(node, GuideFile::read))?;
        own.need("scale", &mut structure.scale, |node| list(node, Choice::read))?;
        own.need("ladder", &mut structure.ladder, |node| list(node, Rung::read))?;
        own.need("sizes", &mut structure.sizes, |node| list(node, Size::read))?;
        own.need("processes", &mut structure.processes, |node| list(node, Process::read))?;
        own.find("groups", &mut structure.groups, |node| list(node, Group::read))?;
        own.need("questions", &mut structure.questions, |node| list(node, Question::read))?;
        Ok(structure)
    }
}

/// A text file of a pack.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct TextFile {
    /// Its language.
    pub language: Text,
    /// The size whose questions it holds.
    pub size: Text,
    /// Where it lies, relative to the structure file.
    pub path: Text,
}

impl TextFile {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["language", "size", "path"])?;
        let mut file = Self::default();
        own.need("language", &mut file.language, text)?;
        own.need("size", &mut file.size, text)?;
        own.need("path", &mut file.path, text)?;
        Ok(file)
    }
}

/// A file of guidance.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct GuideFile {
    /// Its language.
    pub language: Text,
    /// Where it lies, relative to the structure file.
    pub path: Text,
}

impl GuideFile {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["language", "path"])?;
        let mut file = Self::default();
        own.need("language", &mut file.language, text)?;
        own.need("path", &mut file.path, text)?;
        Ok(file)
    }
}

/// An option of the scale.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// Its id.
    pub id: OptionId,
    /// 0 to 1.
    pub worth: f64,
    /// The band it rates an attribute with; by its worth in percent where there is none.
    pub band: Option<Band>,
}

impl Choice {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["id", "worth", "band"])?;
        let mut choice = Self { id: own.value("id", id)?, worth: own.value("worth", number)?, band: None };
        let band = |node: Node| word(node, Band::from_word, "one of the bands N, P, L, F");
        own.maybe("band", &mut choice.band, band)?;
        Ok(choice)
    }
}

/// A level of the ladder.
#[derive(Clone, PartialEq, Debug)]
pub struct Rung {
    /// The attributes the level asks for.
    pub attributes: Vec<AttributeId>,
    /// Whether it asks for figures, so that claiming it without them is a problem.
    pub measured: bool,
}

impl Rung {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["attributes", "measured"])?;
        let mut rung = Self { attributes: own.value("attributes", ids)?, measured: false };
        own.find("measured", &mut rung.measured, truth)?;
        Ok(rung)
    }
}

/// A size of the questionnaire.
#[derive(Clone, PartialEq, Debug)]
pub struct Size {
    /// Its id.
    pub id: Text,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The processes it begins with; all it asks about where none are named. The organisation puts others in or out.
    pub scope: Vec<ProcessId>,
    /// The highest target that is suggested to those who ask this much; 0 where it does not matter how much.
    pub highest_target: f64,
}

impl Size {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["id", "minutes", "scope", "highest_target"])?;
        let mut size = Self {
            id: own.value("id", text)?,
            minutes: own.value("minutes", count)?,
            scope: Vec::new(),
            highest_target: 0.0,
        };
        own.find("scope", &mut size.scope, ids)?;
        own.find("highest_target", &mut size.highest_target, number)?;
        Ok(size)
    }
}

/// A process.
#[derive(Clone, PartialEq, Debug)]
pub struct Process {
    /// Its id.
    pub id: ProcessId,
    /// What its questions weigh in each indicator.
    pub indicators: Weights,
    /// 1 to 3.
    pub importance: u8,
    /// Processes that have to work first.
    pub needs: Vec<ProcessId>,
    /// The levels it is suggested to reach.
    pub targets: Targets,
    /// The clause of ISO/IEC 20000-1:2018 it corresponds to.
    pub clause: Option<Text>,
}

impl Process {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["id", "indicators", "importance", "needs", "targets", "clause"])?;
        let id = own.value("id", id)?;
        let mut process = Self {
            id,
            indicators: Weights::default(),
            importance: 2,
            needs: Vec::new(),
            targets: Targets::default(),
            clause: None,
        };
        own.find("indicators", &mut process.indicators, Weights::read)?;
        own.find("importance", &mut process.importance, small)?;
        own.find("needs", &mut process.needs, ids)?;
        own.find("targets", &mut process.targets, Targets::read)?;
        own.maybe("clause", &mut process.clause, text)?;
        Ok(process)
    }
}

/// The level a process is suggested to reach, for each way money follows service; 0 where none is suggested.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Targets([f64; 4]);

impl Targets {
    fn read(node: Node) -> Read<Self> {
        by_name(node, ["external", "charging", "showback", "cost-centre"]).map(Self)
    }

    /// The four levels in the order of [`EconomicMode`].
    pub(super) fn all(&self) -> [f64; 4] {
        self.0
    }

    /// The level that is suggested where money follows service this way.
    pub fn of(&self, mode: EconomicMode) -> Option<u8> {
        Some(self.0[mode as usize] as u8).filter(|level| *level > 0)
    }
}

/// Four numbers by their names, each 0 where it is left out.
fn by_name(node: Node, names: [&str; 4]) -> Read<[f64; 4]> {
    let own = Object::new(node, &names)?;
    let mut numbers = [0.0; 4];
    for (name, to) in names.into_iter().zip(&mut numbers) {
        own.find(name, to, number)?;
    }
    Ok(numbers)
}

/// A group of questions outside the processes.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Its id.
    pub id: Text,
}

impl Group {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["id"])?;
        Ok(Self { id: own.value("id", text)? })
    }
}

/// A weight for each of the four indicators; 0 where it feeds none.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Weights([f64; 4]);

impl Weights {
    fn read(node: Node) -> Read<Self> {
        by_name(node, ["growth", "budget", "risk", "communication"]).map(Self)
    }

    /// The four weights in the order of [`Indicator`].
    pub fn all(&self) -> [f64; 4] {
        self.0
    }
}

/// A question.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    /// Its id, stable over versions and never used for another question.
    pub id: QuestionId,
    /// The process it asks about.
    pub process: Option<ProcessId>,
    /// The group it belongs to where it asks about no process.
    pub group: Option<Text>,
    /// Whether it asks for the level of the whole process at once.
    pub whole: bool,
    /// The attributes it stands for, all of one level.
    pub attributes: Vec<AttributeId>,
    /// Its own weights; where it has none, those of its process.
    pub indicators: Option<Weights>,
    /// The sizes that ask it.
    pub sizes: Vec<Text>,
    /// Whether its attribute cannot be better than partially achieved without it.
    pub mandatory: bool,
    /// Effort of one step up, 1 to 5.
    pub effort: u8,
    /// The metric it should agree with.
    pub feeds: Option<MetricKey>,
    /// Who can know; everyone where it is empty.
    pub respondents: Vec<Role>,
}

impl Question {
    fn read(node: Node) -> Read<Self> {
        let known = [
            "id",
            "process",
            "group",
            "whole",
            "attributes",
            "indicators",
            "sizes",
            "mandatory",
            "effort",
            "feeds",
            "respondents",
        ];
        let own = Object::new(node, &known)?;
        let mut question = Self {
            id: own.value("id", id)?,
            process: None,
            group: None,
            whole: false,
            attributes: Vec::new(),
            indicators: None,
            sizes: Vec::new(),
            mandatory: false,
            effort: 1,
            feeds: None,
            respondents: Vec::new(),
        };
        own.maybe("process", &mut question.process, id)?;
        own.maybe("group", &mut question.group, text)?;
        own.find("whole", &mut question.whole, truth)?;
        own.find("attributes", &mut question.attributes, ids)?;
        own.maybe("indicators", &mut question.indicators, Weights::read)?;
        own.need("sizes", &mut question.sizes, texts)?;
        own.find("mandatory", &mut question.mandatory, truth)?;
        own.find("effort", &mut question.effort, small)?;
        own.maybe("feeds", &mut question.feeds, MetricKey::read)?;
        own.find("respondents", &mut question.respondents, roles)?;
        Ok(question)
    }

    /// Whether it stands for the attribute.
    pub fn covers(&self, attribute: &AttributeId) -> bool {
        self.whole || self.attributes.contains(attribute)
    }

    /// How many attributes it stands for, of so many on the ladder. Fewer is finer.
    pub fn breadth(&self, attributes: usize) -> usize {
        if self.whole { attributes } else { self.attributes.len() }
    }
}

fn roles(node: Node) -> Read<Vec<Role>> {
    list(node, |node| word(node, Role::from_word, "staff, leader, customer or user"))
}

/// What an indicator is computed from, beside the questions.
#[derive(Clone, PartialEq, Debug)]
pub struct OwnIndicator {
    /// Which one it is.
    pub id: Indicator,
    /// The metrics it scores.
    pub metrics: Vec<WeightedCurve>,
}

impl OwnIndicator {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["id", "metrics"])?;
        let indicator = |node: Node| word(node, Indicator::from_word, "growth, budget, risk or communication");
        Ok(Self {
            id: own.value("id", indicator)?,
            metrics: own.value("metrics", |node| list(node, WeightedCurve::read))?,
        })
    }
}

/// A metric with its weight and curve.
#[derive(Clone, PartialEq, Debug)]
pub struct WeightedCurve {
    /// The metric.
    pub metric: MetricKey,
    /// Its weight among the metrics of the indicator.
    pub weight: f64,
    /// From the metric to a score of 0 to 100.
    pub curve: Curve,
    /// Counted only where it is supplied.
    pub optional: bool,
}

impl WeightedCurve {
    fn read(node: Node) -> Read<Self> {
        let own = Object::new(node, &["metric", "weight", "curve", "optional"])?;
        let mut metric = Self {
            metric: own.value("metric", MetricKey::read)?,
            weight: own.value("weight", number)?,
            curve: Curve(own.value("curve", |node| list(node, point))?),
            optional: false,
        };
        own.find("optional", &mut metric.optional, truth)?;
        Ok(metric)
    }
}

/// Two numbers: where, and the score there.
fn point(node: Node) -> Read<(f64, f64)> {
    match *list(node, number)? {
        [x, y] => Ok((x, y)),
        _ => Err(PackError::at(node, "expected a point of two numbers".to_owned())),
    }
}

/// A piecewise linear function, flat beyond its ends.
#[derive(Clone, PartialEq, Debug)]
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
#[derive(Clone, PartialEq, Default, Debug)]
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

impl Thresholds {
    fn read(node: Node) -> Read<Self> {
        let known = [
            "practice_share",
            "good",
            "fair",
            "red_flag",
            "coverage",
            "confidence_high",
            "confidence_medium",
            "confidence_alone",
            "not_applicable",
        ];
        let own = Object::new(node, &known)?;
        let mut limits = Self::default();
        own.need("practice_share", &mut limits.practice_share, number)?;
        own.need("good", &mut limits.good, number)?;
        own.need("fair", &mut limits.fair, number)?;
        own.need("red_flag", &mut limits.red_flag, number)?;
        own.need("coverage", &mut limits.coverage, number)?;
        own.need("confidence_high", &mut limits.confidence_high, number)?;
        own.need("confidence_medium", &mut limits.confidence_medium, number)?;
        own.need("confidence_alone", &mut limits.confidence_alone, number)?;
        own.need("not_applicable", &mut limits.not_applicable, number)?;
        Ok(limits)
    }
}
