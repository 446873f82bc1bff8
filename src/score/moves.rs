//! Next moves: for each process that is below its target, what brings it to its next level, ordered
//! by what that is worth (OURS).

use super::capability::Blocker;
use super::indicator::View;
use super::item::{QuestionState, State, band};
use super::raise::{Raise, gains, option_for, points};
use super::{Results, Settings, for_comparison};
use crate::model::Assessment;
use crate::model::pack::{Band, Pack};

/// The answered blockers of a process, raised to what the next level asks.
#[derive(Clone, PartialEq, Debug)]
pub struct Move {
    /// The process, by its place in the pack.
    pub process: usize,
    /// What is raised, in pack order.
    pub raises: Vec<Raise>,
    /// Target minus level; one level where no target is stated.
    pub gap: f64,
    /// 1 to 3.
    pub importance: u8,
    /// Points each of the four scores gains; 0 where there is none to gain.
    pub gains: [f64; 4],
    /// Their mean.
    pub lift: f64,
    /// Options raised, times the effort of their questions.
    pub effort: u32,
    /// `gap` × `importance` × `lift` ÷ `effort`.
    pub priority: f64,
    /// Processes whose moves come first because it needs them, by their places in the pack.
    pub waits_for: Vec<usize>,
}

/// One move for each process below its target, those to begin with first: highest priority, ties in
/// pack order. A process waits until those it needs have no move left before it; where processes
/// need each other in a circle, priority decides.
///
/// The view that leads decides on level, blockers and gain. A process of which nothing is rated, or
/// whose blockers are all unanswered, has no move. An answered blocker is raised by every question
/// its rating comes from that is rated too low, and by each mandatory one that caps it.
pub fn next_moves(pack: &Pack, assessment: &Assessment, settings: &Settings, results: &Results) -> Vec<Move> {
    let points = points(pack, results, |_, _| 1.0);
    let mut moves = unordered(pack, assessment, settings, results, &points);
    let priorities: Vec<f64> = moves.iter().map(|own| own.priority).collect();
    let mut order = ranking(pack, &moves, &priorities);
    let mut sorted: Vec<Option<Move>> = moves.drain(..).map(Some).collect();
    order.drain(..).filter_map(|place| sorted.get_mut(place)?.take()).collect()
}

/// The level a process is to reach, where one is stated: within the ladder.
pub(super) fn target(pack: &Pack, assessment: &Assessment, process: usize) -> Option<f64> {
    let id = &pack.structure.processes.get(process)?.id;
    let stated = assessment.targets.get(id).copied().filter(|level| level.is_finite())?;
    Some(stated.clamp(0.0, pack.structure.ladder.len() as f64))
}

/// All moves in pack order, with priorities by these points.
pub(super) fn unordered(
    pack: &Pack,
    assessment: &Assessment,
    settings: &Settings,
    results: &Results,
    points: &[[f64; 4]],
) -> Vec<Move> {
    let view = settings.view();
    let mut moves: Vec<Move> = Vec::new();
    for result in &results.processes {
        let capability = result.view(view);
        let Some(own) = pack.structure.processes.get(result.process) else { continue };
        let Some(level) = capability.level.reached() else { continue };
        let gap = target(pack, assessment, result.process).map_or(1.0, |target| target - level as f64);
        if for_comparison(gap) <= 0.0 {
            continue;
        }
        let raises = raises(pack, results, result.process, &capability.blockers, view);
        let effort: u32 = raises.iter().map(|raise| raise.effort).sum();
        if effort == 0 {
            continue;
        }
        let mut one = Move {
            process: result.process,
            raises,
            gap,
            importance: assessment.importance(own),
            gains: [0.0; 4],
            lift: 0.0,
            effort,
            priority: 0.0,
            waits_for: Vec::new(),
        };
        one.gains = gains(pack, results, points, &one.raises, view);
        one.lift = lift(&one.gains);
        one.priority = priority(&one, one.lift);
        moves.push(one);
    }
    let processes: Vec<usize> = moves.iter().map(|own| own.process).collect();
    for own in &mut moves {
        own.waits_for = processes.iter().copied().filter(|&other| needs(pack, own.process, other)).collect();
    }
    moves
}

/// Mean gain of the four scores.
pub(super) fn lift(gains: &[f64; 4]) -> f64 {
    gains.iter().sum::<f64>() / 4.0
}

/// What a move is worth when it lifts the scores so much.
pub(super) fn priority(own: &Move, lift: f64) -> f64 {
    own.gap * f64::from(own.importance) * lift / f64::from(own.effort.max(1))
}

/// The places of the moves in the order they are made in, by these priorities.
pub(super) fn ranking(pack: &Pack, moves: &[Move], priorities: &[f64]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..moves.len()).collect();
    let mut order = Vec::new();
    let worth = |place: usize| for_comparison(priorities.get(place).copied().unwrap_or(0.0));
    let process = |place: usize| moves.get(place).map(|own| own.process);
    while !left.is_empty() {
        let waits = |place: usize| {
            let needed = |other: &usize| moves.get(place).zip(process(*other));
            left.iter().filter_map(needed).any(|(own, other)| needs(pack, own.process, other))
        };
        let mut free: Vec<usize> = left.iter().copied().filter(|&place| !waits(place)).collect();
        if free.is_empty() {
            free.clone_from(&left);
        }
        // Of equals the first stays.
        let best = free.into_iter().reduce(|best, place| if worth(place) > worth(best) { place } else { best });
        left.retain(|place| Some(*place) != best);
        order.extend(best);
    }
    order
}

/// Whether a process needs another one first.
pub(super) fn needs(pack: &Pack, process: usize, other: usize) -> bool {
    let own = pack.structure.processes.get(process).zip(pack.structure.processes.get(other));
    own.is_some_and(|(own, other)| own.needs.contains(&other.id))
}

/// A question rated too low for an attribute, with the option that would do.
pub(super) fn too_low(
    pack: &Pack,
    results: &Results,
    question: usize,
    level: usize,
    wanted: Band,
    view: View,
) -> Option<(usize, Option<usize>)> {
    let state: &QuestionState = results.questions.get(question)?;
    let own = pack.structure.questions.get(question)?;
    let rated = band(pack, state, own, level, view == View::Evidenced)?;
    (rated < wanted).then(|| (question, option_for(pack, question, level, wanted)))
}

/// The mandatory questions that can cap an attribute: answered ones.
pub(super) fn mandatory<'a>(
    pack: &'a Pack,
    results: &'a Results,
    process: usize,
    attribute: usize,
) -> impl Iterator<Item = usize> + 'a {
    pack.covering(process, attribute).iter().copied().filter(|&question| {
        let mandatory = pack.structure.questions.get(question).is_some_and(|own| own.mandatory);
        mandatory && results.questions.get(question).is_some_and(|own| matches!(own.state, State::Answered(_)))
    })
}

fn raises(pack: &Pack, results: &Results, process: usize, blockers: &[Blocker], view: View) -> Vec<Raise> {
    let mut to: Vec<Option<usize>> = vec![None; results.questions.len()];
    for blocker in blockers.iter().filter(|blocker| blocker.from.is_some()) {
        let Some((_, level)) = pack.attributes.get(blocker.attribute) else { continue };
        let own = |item: &&super::Item| item.process == Some(process) && item.attribute == Some(blocker.attribute);
        let sources = results.items.iter().find(own).map_or(&[][..], |item| &item.sources);
        let sources = sources.iter().filter_map(|&question| too_low(pack, results, question, *level, blocker.to, view));
        let mandatory = mandatory(pack, results, process, blocker.attribute)
            .filter_map(|question| too_low(pack, results, question, *level, Band::L, view));
        for (question, option) in sources.chain(mandatory) {
            if let Some(own) = to.get_mut(question) {
                *own = option.max(*own);
            }
        }
    }
    let wanted = to.iter().enumerate().filter_map(|(question, to)| Some((question, (*to)?)));
    wanted.filter_map(|(question, to)| Raise::of(pack, results, question, to, view)).collect()
}
