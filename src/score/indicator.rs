//! The four indicators (OURS): practice and outcome part, score, range, coverage and confidence,
//! once claimed and once evidenced.

use super::for_comparison;
use super::item::{Item, QuestionState, State, Worth};
use super::metric::Metric;
use super::reading::Reading;
use super::statistics::r_wg;
use crate::model::pack::{Indicator, Pack, Thresholds};

/// By the answers alone, or as far as their evidence allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// By the answers alone.
    Claimed,
    /// As far as the evidence allows.
    Evidenced,
}

/// What is said of a score in one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Word {
    /// Below the line of fair.
    Poor,
    /// Between.
    Fair,
    /// From the line of good on, without a red flag.
    Good,
}

/// What a score is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stamp {
    /// There are no figures: practice only, not audited.
    PracticeOnly,
    /// There are no answers: figures only.
    FiguresOnly,
}

/// Whether a part of an indicator takes part.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Part {
    /// Nothing in it is applicable: the other part has all the weight.
    NotApplicable,
    /// It applies and has no value yet.
    Open,
    /// Its value, 0 to 100.
    Value(f64),
}

impl Part {
    /// The value, where there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// An indicator in one view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Side {
    /// The practice part.
    pub practice: Part,
    /// The score, 0 to 100; nothing while both parts are open, or neither applies.
    pub score: Option<f64>,
    /// The lowest and the highest score that what is missing could lead to; nothing where neither
    /// part applies.
    pub range: Option<(f64, f64)>,
    /// The score in a word.
    pub word: Option<Word>,
}

/// How far a score can be relied on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Confidence {
    /// 0 to 100.
    pub value: f64,
    /// Coverage of practice.
    pub coverage: Option<f64>,
    /// Strength of evidence.
    pub evidence: Option<f64>,
    /// Agreement among respondents; nothing where no question has two levels.
    pub agreement: Option<f64>,
    /// Coverage and precision of the figures.
    pub data: Option<f64>,
}

/// An indicator.
#[derive(Clone, PartialEq, Debug)]
pub struct IndicatorResult {
    /// Which one it is.
    pub id: Indicator,
    /// By the answers alone.
    pub claimed: Side,
    /// As far as the evidence allows.
    pub evidenced: Side,
    /// The outcome part; the same in both views.
    pub outcome: Part,
    /// What the score is not.
    pub stamp: Option<Stamp>,
    /// Answered of applicable item weight, 0 to 100; nothing where no item applies.
    pub practice_coverage: Option<f64>,
    /// Supplied of needed metric weight, 0 to 100; nothing where no metric is needed.
    pub figures_coverage: Option<f64>,
    /// Whether too little is covered for a point.
    pub range_only: bool,
    /// Whether a metric is below the red-flag line.
    pub red_flag: bool,
    /// How far the score can be relied on; nothing where it is stamped.
    pub confidence: Option<Confidence>,
}

impl IndicatorResult {
    /// The indicator in this view.
    pub fn view(&self, view: View) -> &Side {
        match view {
            View::Claimed => &self.claimed,
            View::Evidenced => &self.evidenced,
        }
    }
}

impl Worth {
    /// The worth in this view.
    pub fn view(self, view: View) -> f64 {
        match view {
            View::Claimed => self.claimed,
            View::Evidenced => self.evidenced,
        }
    }
}

/// A weighted sum of things that have a value between 0 and 100, and of things that could have one.
#[derive(Clone, Copy, Default)]
struct Sum {
    answered: f64,
    open: f64,
    total: f64,
}

impl Sum {
    fn part(self) -> Part {
        match self {
            Self { answered, .. } if answered > 0.0 => Part::Value(self.total / answered),
            Self { open, .. } if open > 0.0 => Part::Open,
            _ => Part::NotApplicable,
        }
    }

    /// With everything open at 0, and at `top`.
    fn range(self, top: f64) -> Option<(f64, f64)> {
        let all = self.answered + self.open;
        (all > 0.0).then(|| (self.total / all, (self.total + self.open * top) / all))
    }

    fn coverage(self) -> Option<f64> {
        let all = self.answered + self.open;
        (all > 0.0).then(|| 100.0 * self.answered / all)
    }
}

fn practice(items: &[Item], indicator: usize, view: View) -> Sum {
    let mut sum = Sum::default();
    for item in items {
        let weight = item.weights[indicator];
        match item.state {
            State::Answered(worth) => {
                sum.answered += weight;
                sum.total += weight * 100.0 * worth.view(view);
            }
            State::Open => sum.open += weight,
            State::NotApplicable => {}
        }
    }
    sum
}

fn outcome(metrics: &[Metric]) -> Sum {
    let mut sum = Sum::default();
    for metric in metrics {
        match (metric.reading, metric.score) {
            (Reading::Value(_), Some(score)) => {
                sum.answered += metric.weight;
                sum.total += metric.weight * score;
            }
            (Reading::Missing(_), _) => sum.open += metric.weight,
            _ => {}
        }
    }
    sum
}

/// The share of practice in the composite, by the parts that take part.
pub(super) fn practice_share(limits: &Thresholds, practice: Part, outcome: Part) -> Option<f64> {
    match (practice, outcome) {
        (Part::NotApplicable, Part::NotApplicable) => None,
        (Part::NotApplicable, _) => Some(0.0),
        (_, Part::NotApplicable) => Some(1.0),
        _ => Some(limits.practice_share),
    }
}

fn mix(share: f64, practice: Option<f64>, outcome: Option<f64>) -> f64 {
    share * practice.unwrap_or(0.0) + (1.0 - share) * outcome.unwrap_or(0.0)
}

/// The shares a score is made with: those of the composite, or all of the one part that has a value.
/// Nothing where neither has one.
pub(super) fn shares(limits: &Thresholds, practice: Part, outcome: Part) -> Option<(f64, f64)> {
    match (practice, outcome) {
        (Part::Value(_), Part::Value(_)) => Some((limits.practice_share, 1.0 - limits.practice_share)),
        (Part::Value(_), _) => Some((1.0, 0.0)),
        (_, Part::Value(_)) => Some((0.0, 1.0)),
        _ => None,
    }
}

pub(super) fn indicator(
    pack: &Pack,
    id: Indicator,
    questions: &[QuestionState],
    agreed: &[Option<f64>],
    items: &[Item],
    metrics: &[Metric],
) -> IndicatorResult {
    let limits = &pack.structure.thresholds;
    let figures = outcome(metrics);
    let practices = [View::Claimed, View::Evidenced].map(|view| practice(items, id.index(), view));
    let (practice_part, outcome_part) = (practices[0].part(), figures.part());
    let stamp = match (practice_part, outcome_part) {
        (Part::Value(_), Part::Open) => Some(Stamp::PracticeOnly),
        (Part::Open, Part::Value(_)) => Some(Stamp::FiguresOnly),
        _ => None,
    };
    let practice_coverage = practices[0].coverage();
    let figures_coverage = figures.coverage();
    let thin = |part: Part, coverage: Option<f64>| {
        part.value().is_some() && coverage.is_some_and(|coverage| for_comparison(coverage) < limits.coverage)
    };
    let range_only = thin(practice_part, practice_coverage) || thin(outcome_part, figures_coverage);
    let red_flag = metrics.iter().any(|metric| metric.red_flag);
    let side = |sum: Sum| {
        let part = sum.part();
        let score = shares(limits, part, outcome_part)
            .map(|(p, o)| p * part.value().unwrap_or(0.0) + o * outcome_part.value().unwrap_or(0.0));
        let range = practice_share(limits, part, outcome_part).map(|share| {
            let (practice, outcome) = (sum.range(top(pack)), figures.range(100.0));
            (
                mix(share, practice.map(|range| range.0), outcome.map(|range| range.0)),
                mix(share, practice.map(|range| range.1), outcome.map(|range| range.1)),
            )
        });
        Side { practice: part, score, range, word: score.map(|score| word(limits, score, red_flag || range_only)) }
    };
    IndicatorResult {
        id,
        claimed: side(practices[0]),
        evidenced: side(practices[1]),
        outcome: outcome_part,
        stamp,
        practice_coverage,
        figures_coverage,
        range_only,
        red_flag,
        confidence: (stamp.is_none() && practice_part.value().or(outcome_part.value()).is_some())
            .then(|| confidence_of(pack, id, questions, agreed, items, metrics, practice_coverage)),
    }
}

/// How far respondents agree on each question, for all four indicators at once: a question feeds several, and thousands
/// may have answered it.
pub(super) fn agreed(pack: &Pack, questions: &[QuestionState]) -> Vec<Option<f64>> {
    let one = |question: &QuestionState| {
        let positions: Vec<f64> = question.levels.iter().map(|(_, level)| *level as f64).collect();
        r_wg(&positions, pack.structure.scale.len())
    };
    questions.iter().map(one).collect()
}

/// The best an open item can come to: the top option, with the evidence it needs.
pub(super) fn top(pack: &Pack) -> f64 {
    pack.structure.scale.last().map_or(0.0, |option| 100.0 * option.worth)
}

fn word(limits: &Thresholds, score: f64, held_back: bool) -> Word {
    let score = for_comparison(score);
    match score {
        score if score < limits.fair => Word::Poor,
        score if score < limits.good || held_back => Word::Fair,
        _ => Word::Good,
    }
}

fn confidence_of(
    pack: &Pack,
    id: Indicator,
    questions: &[QuestionState],
    agreed: &[Option<f64>],
    items: &[Item],
    metrics: &[Metric],
    practice_coverage: Option<f64>,
) -> Confidence {
    let mut grades = (0.0, 0.0);
    let mut agreements: Vec<f64> = Vec::new();
    let mut seen = vec![false; questions.len()];
    for item in items {
        let weight = item.weights[id.index()];
        if weight <= 0.0 || !matches!(item.state, State::Answered(_)) {
            continue;
        }
        let best = item.sources.iter().map(|&question| questions[question].grade).max();
        grades.0 += weight * best.map_or(0.0, |grade| f64::from(grade as u8));
        grades.1 += weight;
        for &question in &item.sources {
            if !std::mem::replace(&mut seen[question], true) {
                agreements.extend(agreed[question]);
            }
        }
    }
    let mut data = (0.0, 0.0);
    for metric in metrics.iter().filter(|metric| metric.needed()) {
        data.0 += metric.weight * metric.precision;
        data.1 += metric.weight;
    }
    confidence(
        &pack.structure.thresholds,
        practice_coverage.map(|coverage| coverage / 100.0),
        (grades.1 > 0.0).then(|| (1.0 + grades.0 / grades.1) / 4.0),
        (!agreements.is_empty()).then(|| agreements.iter().sum::<f64>() / agreements.len() as f64),
        (data.1 > 0.0).then(|| data.0 / data.1),
    )
}

/// Confidence (OURS) from its four factors, each 0 to 1: their geometric mean, so that one very weak
/// part cannot be bought off. Where nobody's answer can be held against another's the other factors
/// stand alone, and confidence stays below its limit; a part that does not apply is left out. What is
/// no share counts as the nearest one, and no number as nothing.
pub fn confidence(
    limits: &Thresholds,
    coverage: Option<f64>,
    evidence: Option<f64>,
    agreement: Option<f64>,
    data: Option<f64>,
) -> Confidence {
    let share = |own: f64| if own > 0.0 { own.min(1.0) } else { 0.0 };
    let [coverage, evidence, agreement, data] = [coverage, evidence, agreement, data].map(|own| own.map(share));
    let factors: Vec<f64> = [coverage, evidence, agreement, data].into_iter().flatten().collect();
    let product: f64 = factors.iter().product();
    let mean = match factors.len() {
        0 => 0.0,
        1 => product,
        2 => product.sqrt(),
        3 => libm::cbrt(product),
        _ => product.sqrt().sqrt(),
    };
    let limit = if agreement.is_none() { limits.confidence_alone } else { 100.0 };
    Confidence { value: (100.0 * mean).min(limit), coverage, evidence, agreement, data }
}
