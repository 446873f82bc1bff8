//! What is shown of communication effectiveness beside its metrics.

use super::effort::effort;
use super::recommendation::{Recommendation, recommendation};
use crate::model::{Assessment, EffortConvention, FigureKey, Role};
use crate::score::Results;
use crate::score::reading::{Reading, Reason};
use crate::score::sheet::Sheet;

/// What is shown of communication effectiveness.
#[derive(Clone, PartialEq, Debug)]
pub struct Communication {
    /// Mean satisfaction, 1 to 5.
    pub satisfaction: Reading,
    /// Answers in percent of invitations.
    pub response_rate: Reading,
    /// Whether customers would recommend the services.
    pub recommendation: Reading<Recommendation>,
    /// Customer effort, by the convention.
    pub effort: Reading,
    /// The convention that was stated.
    pub effort_convention: Option<EffortConvention>,
    /// Questions that both sides gave a level, in pack order.
    pub perception: Vec<PerceptionGap>,
}

/// How differently those who deliver services and those who receive them see the same question. Of an
/// anonymous assessment it may be shown only where each side has five people.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PerceptionGap {
    /// Place of the question in the pack.
    pub question: usize,
    /// Mean level of IT staff and leaders, as a place on the scale.
    pub inside: f64,
    /// How many they are.
    pub inside_count: usize,
    /// Mean level of customers and users.
    pub outside: f64,
    /// How many they are.
    pub outside_count: usize,
}

impl PerceptionGap {
    /// Inside − outside, in steps of the scale; above zero IT sees itself better than it is seen.
    pub fn gap(self) -> f64 {
        self.inside - self.outside
    }
}

pub(super) fn communication(assessment: &Assessment, sheet: &Sheet, results: &Results) -> Communication {
    let (satisfaction, response_rate) = satisfaction(sheet);
    let effort_convention = assessment.profile.effort_convention;
    Communication {
        satisfaction,
        response_rate,
        recommendation: would_recommend(sheet),
        effort: how_easy(sheet, effort_convention),
        effort_convention,
        perception: perception(assessment, results),
    }
}

/// Mean and response rate, of the same answers that the metric of satisfaction counts.
fn satisfaction(sheet: &Sheet) -> (Reading, Reading) {
    use FigureKey::{Satisfaction1, Satisfaction2, Satisfaction3, Satisfaction4, Satisfaction5};
    let keys = [Satisfaction1, Satisfaction2, Satisfaction3, Satisfaction4, Satisfaction5];
    let Some((periods, counts)) = sheet.figures.recent(keys) else {
        let lacking = Reading::Missing(sheet.gap(&keys, 1));
        return (lacking, lacking);
    };
    let n: f64 = counts.iter().sum();
    let points: f64 = (1..).zip(counts).map(|(score, count)| f64::from(score) * count).sum();
    let mean = match n > 0.0 && counts.iter().all(|count| *count >= 0.0) {
        true => Reading::number(points / n),
        false => Reading::Missing(Reason::NoResponses),
    };
    let key = FigureKey::SurveyInvitations;
    let invited: Option<f64> = periods.iter().map(|period| sheet.figures.value(key, *period)).sum();
    let rate = match invited {
        None if sheet.figures.any(key) => Reading::Missing(Reason::Periods(key, periods.len())),
        None => Reading::Missing(Reason::Figure(key)),
        Some(invited) if invited <= 0.0 && n > 0.0 => Reading::Missing(Reason::ZeroBase(key)),
        Some(invited) => Reading::share(100.0 * n, invited, Reason::None(key)),
    };
    (mean, rate)
}

/// The counts of a survey, which counts only where it is supplied.
fn survey<const N: usize>(sheet: &Sheet, keys: [FigureKey; N]) -> Reading<[f64; N]> {
    match sheet.figures.recent(keys) {
        Some((_, counts)) => Reading::Value(counts),
        None if keys.iter().any(|key| sheet.figures.any(*key)) => Reading::Missing(sheet.gap(&keys, 1)),
        None => Reading::NotSupplied,
    }
}

fn would_recommend(sheet: &Sheet) -> Reading<Recommendation> {
    let keys = [FigureKey::Promoters, FigureKey::Passives, FigureKey::Detractors];
    survey(sheet, keys).then(|[promoters, passives, detractors]| {
        Reading::from_result(recommendation(promoters, passives, detractors).ok_or(Reason::NoResponses))
    })
}

fn how_easy(sheet: &Sheet, convention: Option<EffortConvention>) -> Reading {
    use FigureKey::{Effort1, Effort2, Effort3, Effort4, Effort5, Effort6, Effort7};
    survey(sheet, [Effort1, Effort2, Effort3, Effort4, Effort5, Effort6, Effort7]).then(|counts| match convention {
        None => Reading::Missing(Reason::EffortConvention),
        Some(convention) => Reading::from_result(effort(counts, convention).ok_or(Reason::NoResponses)),
    })
}

fn perception(assessment: &Assessment, results: &Results) -> Vec<PerceptionGap> {
    let role = |id| assessment.respondents.get(&id).and_then(|own| own.role);
    let mean = |levels: &[f64]| levels.iter().sum::<f64>() / levels.len() as f64;
    let gap = |(question, said): (usize, &crate::score::QuestionState)| {
        let of = |roles: [Role; 2]| -> Vec<f64> {
            let from = |id| role(id).is_some_and(|own| roles.contains(&own));
            said.levels.iter().filter(|(id, _)| from(*id)).map(|(_, level)| *level as f64).collect()
        };
        let (inside, outside) = (of([Role::Staff, Role::Leader]), of([Role::Customer, Role::User]));
        (!inside.is_empty() && !outside.is_empty()).then(|| PerceptionGap {
            question,
            inside: mean(&inside),
            inside_count: inside.len(),
            outside: mean(&outside),
            outside_count: outside.len(),
        })
    };
    results.questions.iter().enumerate().filter_map(gap).collect()
}
