//! Raising an answer: everyone below an option of a question is lifted to it, with the evidence it
//! needs (OURS). Sensitivity, next moves and the cheapest path are all made of it, and so is what it
//! brings: a score is a sum over questions of worth times points.

use super::indicator::{View, shares};
use super::item::{Item, QuestionState, State, Worth, band_of_option, capped};
use super::{Results, for_comparison};
use crate::model::Grade;
use crate::model::pack::{Band, Pack};

/// A question raised to an option: whoever is below it is lifted to it, nobody is lowered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Raise {
    /// Its place in the pack.
    pub question: usize,
    /// The lowest option that counts now, as a place on the scale.
    pub from: usize,
    /// The option nobody is below afterwards.
    pub to: usize,
    /// The evidence grade it needs; at least the one in force.
    pub grade: Grade,
    /// Options from `from` to `to`, times the effort of the question.
    pub effort: u32,
}

impl Raise {
    /// Raises a question from the lowest option that counts in a view. Nothing where it has no level,
    /// nobody is below the option, or no evidence allows it.
    pub fn of(pack: &Pack, results: &Results, question: usize, to: usize, view: View) -> Option<Self> {
        let state = results.questions.get(question)?;
        let from = lowest(state, view).filter(|from| *from < to)?;
        let grade = state.grade.max(needed(pack, to)?);
        let effort = (to - from) as u32 * u32::from(pack.structure.questions.get(question)?.effort.max(1));
        Some(Self { question, from, to, grade, effort })
    }

    /// By how much the worth of the question grows, 0 to 1.
    pub(super) fn gain(&self, pack: &Pack, results: &Results) -> Worth {
        let Some(state) = results.questions.get(self.question) else { return Worth::default() };
        let State::Answered(before) = state.state else { return Worth::default() };
        let n = state.counted.len() as f64;
        let mean = |evidenced: bool| -> f64 {
            let after = state.counted.iter().map(|&(claimed, _)| {
                let claimed = claimed.max(self.to);
                let option = if evidenced { capped(pack, claimed, self.grade) } else { claimed };
                pack.structure.scale.get(option).map_or(0.0, |option| option.worth)
            });
            after.sum::<f64>() / n
        };
        Worth { claimed: mean(false) - before.claimed, evidenced: mean(true) - before.evidenced }
    }
}

/// The lowest option that counts for a question in a view.
pub(super) fn lowest(state: &QuestionState, view: View) -> Option<usize> {
    let options = state.counted.iter().map(|&(claimed, evidenced)| match view {
        View::Claimed => claimed,
        View::Evidenced => evidenced,
    });
    options.min()
}

/// The weakest evidence that allows an option; nothing where none does.
fn needed(pack: &Pack, option: usize) -> Option<Grade> {
    let worth = for_comparison(pack.structure.scale.get(option)?.worth);
    Grade::ALL.iter().copied().find(|grade| worth <= for_comparison(pack.structure.caps[*grade as usize]))
}

/// The lowest option that rates an attribute of this level at least so.
pub(super) fn option_for(pack: &Pack, question: usize, level: usize, band: Band) -> Option<usize> {
    let question = pack.structure.questions.get(question)?;
    (0..pack.structure.scale.len()).find(|&option| band_of_option(pack, question, option, level) >= band)
}

/// The points each question brings to each of the four scores when its worth grows from 0 to 1: its
/// share of the weight of all answered items, of the share of practice. `factor` multiplies the
/// weight of a question for an indicator.
///
/// Answers that stay answers leave these as they are, so the score after any raises is the score
/// before and the sum of gain times points.
pub(super) fn points(pack: &Pack, results: &Results, factor: impl Fn(usize, usize) -> f64) -> Vec<[f64; 4]> {
    let mut points = vec![[0.0; 4]; results.questions.len()];
    let answered = || results.items.iter().filter(|item| matches!(item.state, State::Answered(_)));
    for (indicator, own) in results.indicators.iter().enumerate() {
        let Some((share, _)) = shares(&pack.structure.thresholds, own.claimed.practice, own.outcome) else { continue };
        let weight = |item: &Item| item.weights[indicator] * factor(item.asked, indicator);
        let total: f64 = answered().map(weight).sum();
        if total <= 0.0 {
            continue;
        }
        for item in answered() {
            let each = share * 100.0 * weight(item) / total / item.sources.len() as f64;
            for &question in &item.sources {
                if let Some(own) = points.get_mut(question) {
                    own[indicator] += each;
                }
            }
        }
    }
    points
}

/// What raises bring to each of the four scores in a view.
pub(super) fn gains(pack: &Pack, results: &Results, points: &[[f64; 4]], raises: &[Raise], view: View) -> [f64; 4] {
    let mut sum = [0.0; 4];
    for raise in raises {
        let gain = raise.gain(pack, results).view(view);
        for (own, points) in sum.iter_mut().zip(points.get(raise.question).unwrap_or(&[0.0; 4])) {
            *own += gain * points;
        }
    }
    sum
}
