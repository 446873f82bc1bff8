//! The cheapest path: what to raise so that the scores reach their targets with the least effort
//! (OURS). This file says what may be raised and what that needs; [`super::search`] finds the way.

use super::capability::Rating;
use super::moves::{mandatory, needs, too_low};
use super::raise::{Raise, lowest, points};
use super::search::{Choice, Gate, Problem, Quota, REACHED, Search};
use super::{Results, Settings, View, for_comparison};
use crate::model::pack::{Band, Pack};

/// The most moves among which the cheapest path is found.
pub const MOST_CANDIDATES: usize = 60;

/// What is to be reached, and by what.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Goal {
    /// The score each indicator is to have, 0 to 100, in the view that leads.
    pub scores: [Option<f64>; 4],
    /// The questions that may be raised, by their places in the pack; all where nothing is said.
    pub questions: Option<Vec<usize>>,
}

/// What to raise.
#[derive(Clone, PartialEq, Debug)]
pub struct Path {
    /// Each question once, in pack order; an option up is a move.
    pub raises: Vec<Raise>,
    /// Their moves.
    pub moves: usize,
    /// Their effort.
    pub effort: u32,
    /// The scores afterwards, in the view that leads.
    pub scores: [Option<f64>; 4],
}

/// What the search came to.
#[derive(Clone, PartialEq, Debug)]
pub enum Cheapest {
    /// The least total effort; of equals the fewest moves, then the earliest in pack order.
    Path(Path),
    /// No moves that are allowed lead there, or an indicator with a target has no score.
    OutOfReach,
    /// There are too many moves to choose from; the choice has to be narrowed.
    TooMany {
        /// Moves that matter to the goal; at most [`MOST_CANDIDATES`] will do.
        candidates: usize,
    },
}

/// The cheapest path to a goal. [`PathSearch`] is the same in steps.
pub fn cheapest_path(pack: &Pack, settings: &Settings, results: &Results, goal: &Goal) -> Cheapest {
    let mut search = PathSearch::new(pack, settings, results, goal);
    loop {
        if let Some(found) = search.step(10_000) {
            return found;
        }
    }
}

/// The search for the cheapest path, to be stepped through and given up at any time.
///
/// A move lifts everyone below an option of an answered question to it, with the evidence it needs;
/// it needs the move to the option before. Moves in a process need each answered attribute of level
/// 1 of every process it needs first to be at least largely achieved in the end. The outcome part
/// stays. Only moves that matter to the goal are candidates: those that bring something to a score
/// still below its target, and those that such moves need, directly or in turn.
pub struct PathSearch {
    ladders: Vec<Ladder>,
    scores: [Option<f64>; 4],
    state: Stage,
}

enum Stage {
    Searching(Box<Search>),
    Over(Cheapest),
}

impl PathSearch {
    /// Prepares the search.
    pub fn new(pack: &Pack, settings: &Settings, results: &Results, goal: &Goal) -> Self {
        let view = settings.view();
        let scores = [0, 1, 2, 3].map(|index: usize| results.indicators[index].view(view).score);
        let over = |found| Self { ladders: Vec::new(), scores, state: Stage::Over(found) };
        let mut lacking = [0.0; 4];
        for ((lacking, score), target) in lacking.iter_mut().zip(scores).zip(goal.scores) {
            match (target, score) {
                (None, _) => {}
                (Some(target), Some(score)) if target.is_finite() => *lacking = missing(score, target),
                _ => return over(Cheapest::OutOfReach),
            }
        }
        let ladders = ladders(pack, results, goal, view, &lacking);
        let gates = gates(pack, results, &ladders, view);
        let (ladders, gates) = that_matter(ladders, gates);
        let candidates = ladders.iter().map(|ladder| ladder.raises.len()).sum();
        if candidates > MOST_CANDIDATES {
            return over(Cheapest::TooMany { candidates });
        }
        let choices = ladders.iter().map(|ladder| Choice { cost: ladder.cost, gains: ladder.shares.clone() }).collect();
        let problem = Problem { choices, gates, targets: lacking.map(|lacking| lacking > 0.0) };
        Self { ladders, scores, state: Stage::Searching(Box::new(Search::new(problem))) }
    }

    /// Goes on for so many places of the search; ten thousand take some hundredths of a second.
    /// What was found, once it is over.
    pub fn step(&mut self, places: usize) -> Option<Cheapest> {
        if let Stage::Searching(search) = &mut self.state {
            let steps = search.step(places)?;
            self.state = Stage::Over(steps.map_or(Cheapest::OutOfReach, |steps| Cheapest::Path(self.path(&steps))));
        }
        match &self.state {
            Stage::Over(found) => Some(found.clone()),
            Stage::Searching(_) => None,
        }
    }

    /// How much of the search is behind, 0 to 1; never falling, and not at an even pace.
    pub fn progress(&self) -> f64 {
        match &self.state {
            Stage::Searching(search) => search.progress(),
            Stage::Over(_) => 1.0,
        }
    }

    fn path(&self, steps: &[usize]) -> Path {
        let taken = self.ladders.iter().zip(steps).filter_map(|(ladder, &steps)| {
            let step = steps.checked_sub(1)?;
            Some((*ladder.raises.get(step)?, *ladder.points.get(step)?))
        });
        let taken: Vec<(Raise, [f64; 4])> = taken.collect();
        let mut scores = self.scores;
        for (index, score) in scores.iter_mut().enumerate() {
            let gained: f64 = taken.iter().filter_map(|(_, points)| points.get(index)).sum();
            *score = score.map(|score| score + gained);
        }
        Path {
            moves: taken.iter().map(|(raise, _)| raise.to - raise.from).sum(),
            effort: taken.iter().map(|(raise, _)| raise.effort).sum(),
            raises: taken.into_iter().map(|(raise, _)| raise).collect(),
            scores,
        }
    }
}

/// The moves of one question, one option after the other.
struct Ladder {
    process: Option<usize>,
    question: usize,
    /// Effort of a move.
    cost: u32,
    /// Up to each option.
    raises: Vec<Raise>,
    /// What each brings to the four scores, in points.
    points: Vec<[f64; 4]>,
    /// The same as shares of what is lacking.
    shares: Vec<[i64; 4]>,
}

/// What a score lacks until, rounded as every value is before it is compared, it reaches its target.
fn missing(score: f64, target: f64) -> f64 {
    let target = for_comparison(target);
    if for_comparison(score) >= target { 0.0 } else { (target - 0.5e-9 - score).max(1e-15) }
}

fn share(points: f64, lacking: f64) -> i64 {
    if lacking > 0.0 { libm::round((points / lacking).clamp(0.0, 1.0) * REACHED as f64) as i64 } else { 0 }
}

/// All moves of the questions that are answered, in scope and allowed, in pack order.
fn ladders(pack: &Pack, results: &Results, goal: &Goal, view: View, lacking: &[f64; 4]) -> Vec<Ladder> {
    let points = points(pack, results, |_, _| 1.0);
    let allowed = |question: &usize| goal.questions.as_ref().is_none_or(|allowed| allowed.contains(question));
    let ladder = |question: usize| {
        let own = pack.structure.questions.get(question)?;
        let of = |id: &crate::model::ProcessId| pack.structure.processes.iter().position(|process| process.id == *id);
        let process = own.process.as_ref().and_then(of);
        if own.process.is_some() && !results.processes.iter().any(|result| Some(result.process) == process) {
            return None;
        }
        let first = lowest(results.questions.get(question)?, view)? + 1;
        let raises: Vec<Raise> = (first..pack.structure.scale.len())
            .map_while(|option| Raise::of(pack, results, question, option, view))
            .collect();
        let each = points.get(question).copied().unwrap_or_default();
        let points: Vec<[f64; 4]> =
            raises.iter().map(|raise| each.map(|each| each * raise.gain(pack, results).view(view))).collect();
        let shares =
            points.iter().map(|own| [0, 1, 2, 3].map(|index: usize| share(own[index], lacking[index]))).collect();
        Some(Ladder { process, question, cost: u32::from(own.effort.max(1)), raises, points, shares })
    };
    (0..results.questions.len()).filter(allowed).filter_map(ladder).collect()
}

/// For each process that others need and whose answered attributes of level 1 are not all at L: what
/// would get them there. An attribute is rated by the lower median of its questions, so more than
/// half have to be; mandatory ones all.
fn gates(pack: &Pack, results: &Results, ladders: &[Ladder], view: View) -> Vec<Gate> {
    let place = |question: usize| ladders.iter().position(|ladder| ladder.question == question);
    let steps_to = |(question, option): (usize, Option<usize>)| {
        let place = place(question)?;
        let first = ladders.get(place)?.raises.first()?;
        Some((place, (option? + 1).checked_sub(first.to)?))
    };
    let gate = |process: usize, ratings: &[Rating]| {
        let is = |ladder: &Ladder| ladder.process.is_some_and(|own| needs(pack, own, process));
        let dependents = ladders.iter().enumerate().filter(|(_, ladder)| is(ladder)).map(|(place, _)| place).collect();
        let mut quotas = Vec::new();
        for (attribute, (_, level)) in pack.attributes.iter().enumerate().filter(|(_, (_, level))| *level == 1) {
            let Some(Rating::Rated(Band::N | Band::P)) = ratings.get(attribute) else { continue };
            let low = |question: usize| too_low(pack, results, question, *level, Band::L, view);
            for lacking in mandatory(pack, results, process, attribute).filter_map(low) {
                quotas.push(Quota { count: 1, of: steps_to(lacking).into_iter().collect() });
            }
            let own = |item: &&super::Item| item.process == Some(process) && item.attribute == Some(attribute);
            let sources = results.items.iter().find(own).map_or(&[][..], |item| &item.sources);
            let lacking: Vec<_> = sources.iter().filter_map(|&question| low(question)).collect();
            let count = (sources.len() / 2 + 1).saturating_sub(sources.len() - lacking.len());
            quotas.push(Quota { count, of: lacking.into_iter().filter_map(steps_to).collect() });
        }
        Gate { dependents, quotas }
    };
    let all = results.processes.iter().map(|own| gate(own.process, &own.view(view).ratings));
    all.filter(|gate| !gate.quotas.is_empty()).collect()
}

/// Only the moves that bring something, and those that they need in turn.
fn that_matter(ladders: Vec<Ladder>, gates: Vec<Gate>) -> (Vec<Ladder>, Vec<Gate>) {
    // How many moves of each question matter: up to the last that brings more than the one before …
    let brings = |ladder: &Ladder| {
        let before =
            |step: usize| step.checked_sub(1).and_then(|step| ladder.shares.get(step)).copied().unwrap_or_default();
        ladder.shares.iter().enumerate().rposition(|(step, shares)| *shares != before(step)).map_or(0, |step| step + 1)
    };
    let mut matter: Vec<usize> = ladders.iter().map(brings).collect();
    // … and up to what opens a gate to one that matters.
    loop {
        let before = matter.clone();
        for gate in &gates {
            if gate.dependents.iter().any(|place| matter.get(*place).is_some_and(|steps| *steps > 0)) {
                for (place, steps) in gate.quotas.iter().flat_map(|quota| &quota.of) {
                    if let Some(own) = matter.get_mut(*place) {
                        *own = (*own).max(*steps);
                    }
                }
            }
        }
        if matter == before {
            break;
        }
    }
    let mut places = vec![None; ladders.len()];
    let mut kept = Vec::new();
    for (place, (mut ladder, steps)) in ladders.into_iter().zip(matter).enumerate() {
        if steps != 0 {
            if let Some(own) = places.get_mut(place) {
                *own = Some(kept.len());
            }
            ladder.raises.truncate(steps);
            ladder.points.truncate(steps);
            ladder.shares.truncate(steps);
            kept.push(ladder);
        }
    }
    let moved = |place: &usize| places.get(*place).copied().flatten();
    let gates = gates.into_iter().map(|gate| Gate {
        dependents: gate.dependents.iter().filter_map(moved).collect(),
        quotas: gate
            .quotas
            .into_iter()
            .map(|quota| Quota {
                count: quota.count,
                of: quota.of.iter().filter_map(|(place, steps)| Some((moved(place)?, *steps))).collect(),
            })
            .collect(),
    });
    (kept, gates.collect())
}
