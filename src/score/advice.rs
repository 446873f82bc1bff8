//! What guidance has to say to results: where each attribute of a process stands, which step leads on from there, and
//! which improvements a move is made of (OURS).

use super::capability::{ProcessResult, Rating};
use super::indicator::View;
use super::item::{Item, State, band_of_choice};
use super::moves::Move;
use super::{Results, for_comparison};
use crate::model::pack::{Band, Guide, Improvement, Pack};

/// Where one attribute of a process stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AttributeState {
    /// Its place on the ladder.
    pub attribute: usize,
    /// The level it belongs to, from 1.
    pub level: usize,
    /// Its rating.
    pub rating: Rating,
    /// The option it stands at, as a place on the scale: the highest whose worth is reached, or where only a question
    /// about the whole process was answered, the lowest that gives its rating.
    pub option: Option<usize>,
    /// The question the size asks for it, by its place in the pack.
    pub question: Option<usize>,
    /// The band it needs before the next level is reached, where it blocks that.
    pub needs: Option<Band>,
}

/// The state of each attribute of a process in a view, in the order of the ladder.
pub fn attribute_states(pack: &Pack, results: &Results, own: &ProcessResult, view: View) -> Vec<AttributeState> {
    let capability = own.view(view);
    let attributes = pack.attributes.iter().zip(&capability.ratings).enumerate();
    let state = |(attribute, ((_, level), rating)): (usize, (&(_, usize), &Rating))| {
        let item = results.items.iter().find(|item| is_of(item, own.process, attribute));
        AttributeState {
            attribute,
            level: *level,
            rating: *rating,
            option: item.and_then(|item| option(pack, item, *rating, view)),
            question: item.map(|item| item.asked),
            needs: capability.blockers.iter().find(|own| own.attribute == attribute).map(|own| own.to),
        }
    };
    attributes.map(state).collect()
}

fn is_of(item: &Item, process: usize, attribute: usize) -> bool {
    item.process == Some(process) && item.attribute == Some(attribute)
}

fn option(pack: &Pack, item: &Item, rating: Rating, view: View) -> Option<usize> {
    let (State::Answered(worth), Rating::Rated(band)) = (item.state, rating) else { return None };
    let scale = &pack.structure.scale;
    // The answer about a whole process is a level of the ladder, not how well one attribute is done.
    let about_all = |&question: &usize| pack.structure.questions.get(question).is_none_or(|own| own.whole);
    if !item.sources.iter().any(about_all) {
        let worth = for_comparison(worth.view(view));
        return scale.iter().rposition(|option| for_comparison(option.worth) <= worth);
    }
    scale.iter().position(|option| band_of_choice(option) >= band)
}

/// A step of a move.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step<'a> {
    /// The question whose answer the step betters, by its place in the pack.
    pub question: usize,
    /// What to do.
    pub improvement: &'a Improvement,
    /// Effort of one step up, 1 to 5.
    pub effort: u8,
}

/// The improvements a move is made of, in the order of what is raised; those of the finest questions where what is
/// raised is asked more coarsely. Of a coarse question only the attributes that stand before the next level count.
pub fn steps<'a>(pack: &Pack, guide: &'a Guide, results: &Results, own: &Move, view: View) -> Vec<Step<'a>> {
    let process = results.processes.iter().find(|process| process.process == own.process);
    let blockers = process.map_or(&[][..], |process| &process.view(view).blockers);
    let mut steps: Vec<Step> = Vec::new();
    for raise in &own.raises {
        let itself = guide.improvement_of(pack, raise.question).map(|own| (raise.question, own));
        let finer = blockers.iter().filter(|blocker| {
            let attribute = pack.attributes.get(blocker.attribute);
            let question = pack.structure.questions.get(raise.question);
            attribute.zip(question).is_some_and(|((attribute, _), question)| question.covers(attribute))
        });
        let finer = finer.filter_map(|blocker| guide.improvement(pack, own.process, blocker.attribute));
        let found: Vec<_> = if itself.is_some() { itself.into_iter().collect() } else { finer.collect() };
        for (question, improvement) in found {
            let effort = pack.structure.questions.get(question).map_or(1, |own| own.effort.max(1));
            if steps.iter().all(|step| step.question != question) {
                steps.push(Step { question, improvement, effort });
            }
        }
    }
    steps
}
