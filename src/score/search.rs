//! An exact search for the least cost that reaches several targets at once: what the cheapest path
//! runs on. It knows choices and gates and nothing of questions.
//!
//! Branch and bound, depth first. It branches on gates until for each choice it is plain how far it
//! has to and may be raised, then choice by choice. The bound adds targets up as if they were one:
//! every set of them, and the mixtures that bound the whole best. For one target, without gates, the
//! answer is at hand, by listing with every cost the most it brings; and no way to all targets costs
//! less than the dearest of these.
//!
//! It searches twice: for the least cost, then, among what costs the same, for the way that raises
//! earlier choices further. All sums are whole numbers, so that neither order nor platform matters.
//! Realistic packs take well below a second for sixty moves. Where many questions trade two targets
//! against each other by ever different weights it can take minutes; so it can be interrupted.

use std::collections::BTreeMap;

/// A target reached, in the unit of gains.
pub(super) const REACHED: i64 = 1_000_000_000_000_000;

/// Gains that differ by less than this are remembered as one: a millionth of a millionth of a target.
const GRAIN: i64 = 1_000;

/// So many places are remembered; beyond, some are visited again.
const MEMORY: usize = 300_000;

/// Tries at better mixtures of targets, how many of the best are used, and in what grain they are mixed.
const ROUNDS: u16 = 30;
const MIXED: usize = 4;
const FINENESS: f64 = 64.0;

/// What has been gained for each target.
type Gains = [i64; 4];

/// What can be raised, step by step.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Choice {
    /// What each step costs.
    pub(super) cost: u32,
    /// What is gained after 1, 2, … steps, in shares of [`REACHED`]; never less than before.
    pub(super) gains: Vec<Gains>,
}

/// Choices that may be raised only where others are raised enough.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Gate {
    /// What it opens to.
    pub(super) dependents: Vec<usize>,
    /// All of these have to be met.
    pub(super) quotas: Vec<Quota>,
}

/// So many of these choices, each raised by so many steps at least.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Quota {
    pub(super) count: usize,
    pub(super) of: Vec<(usize, usize)>,
}

/// The whole problem.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Problem {
    /// In the order that decides between ways that cost the same.
    pub(super) choices: Vec<Choice>,
    pub(super) gates: Vec<Gate>,
    /// Which of the four have to reach [`REACHED`].
    pub(super) targets: [bool; 4],
}

/// Cost first, then steps.
type Cost = (u64, u64);

fn add(a: Cost, b: Cost) -> Cost {
    (a.0 + b.0, a.1 + b.1)
}

/// A part of the search: the fewest and the most steps of each choice, and which gates are decided.
#[derive(Clone, Debug)]
struct Area {
    steps: Vec<(usize, usize)>,
    open: Vec<Option<bool>>,
    /// Its share of the whole search.
    share: f64,
}

enum Settled {
    /// Gates do not matter any more.
    Plain,
    /// They still do, in one of two ways each.
    Split(Vec<Area>),
}

/// A place within an area: so many choices made, the last of them this one.
struct Place {
    depth: usize,
    last: usize,
    cost: Cost,
    gains: Gains,
    bound: Cost,
    share: f64,
}

/// Costs that rise with the most that can be gained for them.
type Stairs = Vec<(Cost, i64)>;

/// How much each target counts when they are added up.
type Weights = [i64; 4];

/// The stairs of a sum of targets, for each choice together with all that follow.
struct Bound {
    weights: Weights,
    stairs: Vec<Stairs>,
}

/// An area that is being searched choice by choice.
struct Descent {
    steps: Vec<(usize, usize)>,
    bounds: Vec<Bound>,
    places: Vec<Place>,
    chosen: Vec<usize>,
    seen: BTreeMap<(usize, Gains), Cost>,
}

/// A search that can be interrupted.
pub(super) struct Search {
    problem: Problem,
    /// The sums of targets that bound the cost.
    sums: Vec<Weights>,
    best: Option<(Cost, Vec<usize>)>,
    /// Whether the least cost is known and equals are being compared.
    again: bool,
    areas: Vec<Area>,
    descent: Option<Descent>,
    done: f64,
}

impl Search {
    pub(super) fn new(problem: Problem) -> Self {
        let sums = problem.sums();
        let mut search = Self { problem, sums, best: None, again: false, areas: Vec::new(), descent: None, done: 0.0 };
        search.areas.push(search.whole());
        search
    }

    /// Goes on for so many places. The steps of each choice once it is over; nothing inside where
    /// the targets are out of reach.
    pub(super) fn step(&mut self, places: usize) -> Option<Option<Vec<usize>>> {
        for _ in 0..places {
            if self.descent.is_some() {
                self.descend();
            } else if let Some(area) = self.areas.pop() {
                self.enter(area);
            } else if self.again || self.best.is_none() {
                return Some(self.best.as_ref().map(|(_, steps)| steps.clone()));
            } else {
                self.again = true;
                self.done = 0.0;
                self.areas.push(self.whole());
            }
        }
        None
    }

    /// How much of the search is behind, 0 to 1; never falling.
    pub(super) fn progress(&self) -> f64 {
        let first = if self.again { 1.0 } else { 0.0 };
        ((first + self.done.min(1.0)) / 2.0).min(1.0)
    }

    fn whole(&self) -> Area {
        let steps = self.problem.choices.iter().map(|choice| (0, choice.gains.len())).collect();
        Area { steps, open: vec![None; self.problem.gates.len()], share: 1.0 }
    }

    /// Whether nothing better can come of a place with this bound.
    fn hopeless(&self, bound: Option<Cost>) -> bool {
        match (bound, &self.best) {
            (None, _) => true,
            (Some(bound), Some((best, _))) => {
                if self.again {
                    bound > *best
                } else {
                    bound >= *best
                }
            }
            (Some(_), None) => false,
        }
    }

    fn enter(&mut self, mut area: Area) {
        let Some(settled) = settle(&self.problem.gates, &mut area) else {
            self.done += area.share;
            return;
        };
        // The first is the best there is, and enough to judge a part that is divided further.
        let enough = match settled {
            Settled::Split(_) => 1,
            Settled::Plain => self.sums.len(),
        };
        let mut bounds: Vec<Bound> = Vec::new();
        for weights in self.sums.iter().take(enough) {
            bounds.push(Bound { weights: *weights, stairs: self.problem.stairs(weights, &area.steps) });
            if self.hopeless(bound(&bounds, 0, &[0; 4])) {
                self.done += area.share;
                return;
            }
        }
        match settled {
            Settled::Split(parts) => self.areas.extend(parts),
            Settled::Plain => {
                let root = Place { depth: 0, last: 0, cost: (0, 0), gains: [0; 4], bound: (0, 0), share: area.share };
                self.descent = Some(Descent {
                    bounds,
                    places: vec![root],
                    chosen: vec![0; area.steps.len()],
                    steps: area.steps,
                    seen: BTreeMap::new(),
                });
            }
        }
    }

    fn descend(&mut self) {
        let Some(mut own) = self.descent.take() else { return };
        let Some(place) = own.places.pop() else { return };
        if let Some(chosen) = place.depth.checked_sub(1).and_then(|last| own.chosen.get_mut(last)) {
            *chosen = place.last;
        }
        if self.hopeless(Some(place.bound)) || own.known(&place) {
            self.done += place.share;
        } else if place.depth < self.problem.choices.len() {
            self.branch(&mut own, &place);
        } else {
            self.done += place.share;
            self.arrive(&own, place.cost);
            if self.again {
                // The first of an area is the one that raises earlier choices further.
                self.done += own.places.iter().map(|place| place.share).sum::<f64>();
                own.places.clear();
            }
        }
        self.descent = Some(own).filter(|own| !own.places.is_empty());
    }

    fn branch(&mut self, own: &mut Descent, place: &Place) {
        let Some(choice) = self.problem.choices.get(place.depth) else { return };
        let (least, most) = own.steps.get(place.depth).copied().unwrap_or_default();
        let mut next: Vec<Place> = (least..=most)
            .filter_map(|steps| {
                let cost = add(place.cost, choice.cost(steps));
                let gains = capped(place.gains, choice.gained(steps));
                let bound = add(cost, bound(&own.bounds, place.depth + 1, &gains)?);
                let hopeless = self.hopeless(Some(bound));
                (!hopeless).then_some(Place { depth: place.depth + 1, last: steps, cost, gains, bound, share: 0.0 })
            })
            .collect();
        // The last one is visited first: the one raised furthest, or the one that promises most.
        if !self.again {
            next.sort_by_key(|place| std::cmp::Reverse(place.bound));
        }
        if next.is_empty() {
            self.done += place.share;
        }
        let share = place.share / next.len().max(1) as f64;
        next.iter_mut().for_each(|place| place.share = share);
        own.places.extend(next);
    }

    /// All targets are reached: the bound would have been none otherwise.
    fn arrive(&mut self, own: &Descent, cost: Cost) {
        let better = match &self.best {
            Some((best, steps)) => cost < *best || (cost == *best && own.chosen > *steps),
            None => true,
        };
        if better {
            self.best = Some((cost, own.chosen.clone()));
        }
    }
}

impl Choice {
    fn cost(&self, steps: usize) -> Cost {
        (steps as u64 * u64::from(self.cost), steps as u64)
    }

    fn gained(&self, steps: usize) -> Gains {
        steps.checked_sub(1).and_then(|step| self.gains.get(step)).copied().unwrap_or_default()
    }
}

impl Descent {
    /// Whether as much was gained by the same choices for no more cost; whatever follows was tried then.
    fn known(&mut self, place: &Place) -> bool {
        // The same sum in another order of rounding differs in the last digits, which decide nothing.
        let key = (place.depth, place.gains.map(|gain| (gain + GRAIN / 2) / GRAIN));
        if self.seen.get(&key).is_some_and(|before| *before <= place.cost) {
            return true;
        }
        if self.seen.len() < MEMORY {
            self.seen.insert(key, place.cost);
        }
        false
    }
}

/// What is gained beyond a target counts for nothing.
fn capped(mut gains: Gains, more: Gains) -> Gains {
    for (own, more) in gains.iter_mut().zip(more) {
        *own = (*own + more).min(REACHED);
    }
    gains
}

/// Draws what follows from the gates that are decided. Nothing where it cannot be.
fn settle(gates: &[Gate], area: &mut Area) -> Option<Settled> {
    'again: loop {
        for (index, gate) in gates.iter().enumerate() {
            let steps = |choice: &usize| area.steps.get(*choice).copied().unwrap_or_default();
            let decided = area.open.get(index).copied().flatten();
            if gate.dependents.iter().all(|choice| steps(choice).1 == 0) {
                continue;
            }
            if decided.is_none() && gate.dependents.iter().all(|choice| steps(choice).0 == 0) {
                return Some(Settled::Split(area.split(|part, yes| part.decide(index, gate, yes))));
            }
            // Something behind it is raised, so it is open.
            for quota in &gate.quotas {
                let met = quota.of.iter().filter(|(choice, least)| steps(choice).0 >= *least).count();
                let possible: Vec<_> = quota.of.iter().filter(|(choice, least)| steps(choice).1 >= *least).collect();
                if met >= quota.count {
                    continue;
                }
                if possible.len() < quota.count {
                    return None;
                }
                let &&(choice, least) = possible.iter().find(|(choice, least)| steps(choice).0 < *least)?;
                if possible.len() == quota.count {
                    area.limit(choice, least, true);
                    continue 'again;
                }
                return Some(Settled::Split(area.split(|part, yes| part.limit(choice, least, yes))));
            }
        }
        return Some(Settled::Plain);
    }
}

impl Area {
    fn split(&self, change: impl Fn(&mut Self, bool)) -> Vec<Self> {
        let part = |yes| {
            let mut part = self.clone();
            part.share /= 2.0;
            change(&mut part, yes);
            part
        };
        vec![part(true), part(false)]
    }

    fn decide(&mut self, index: usize, gate: &Gate, open: bool) {
        if let Some(own) = self.open.get_mut(index) {
            *own = Some(open);
        }
        for &choice in gate.dependents.iter().filter(|_| !open) {
            self.limit(choice, 1, false);
        }
    }

    /// At least so many steps, or fewer.
    fn limit(&mut self, choice: usize, steps: usize, at_least: bool) {
        let Some(own) = self.steps.get_mut(choice) else { return };
        *own = if at_least { (own.0.max(steps), own.1) } else { (own.0, own.1.min(steps.saturating_sub(1))) };
    }
}

impl Problem {
    /// The sums of targets by which the cost is bounded: the best mixtures that are found by making
    /// those targets heavier that the cheapest way for the sum falls short of, and every set of them.
    fn sums(&self) -> Vec<Weights> {
        let of_set = |set: usize| [0, 1, 2, 3].map(|target| i64::from(self.targets[target] && set >> target & 1 == 1));
        let mut sums: Vec<Weights> = (1..16).map(of_set).filter(|sum| *sum != [0; 4]).collect();
        sums.sort_unstable();
        sums.dedup();
        if sums.len() < 2 {
            return sums;
        }
        let steps: Vec<(usize, usize)> = self.choices.iter().map(|choice| (0, choice.gains.len())).collect();
        let mut shares = self.targets.map(|target| f64::from(u8::from(target)));
        let mut mixed: Vec<(Cost, Weights)> = Vec::new();
        for round in 0..ROUNDS {
            let total: f64 = shares.iter().sum();
            let weights = shares.map(|share| libm::round(share / total * FINENESS) as i64);
            let Some((cost, gains)) = self.way(&self.stairs(&weights, &steps), &weights, &steps) else { break };
            mixed.push((cost, weights));
            for (share, gain) in shares.iter_mut().zip(gains) {
                *share *= change(gain, round);
            }
        }
        mixed.sort_by(|a, b| b.cmp(a));
        mixed.dedup();
        mixed.into_iter().take(MIXED).map(|(_, weights)| weights).chain(sums).collect()
    }

    /// The cheapest way for a sum of targets, gates aside: its cost and what it gains.
    fn way(&self, stairs: &[Stairs], weights: &Weights, steps: &[(usize, usize)]) -> Option<(Cost, Gains)> {
        let mut lacking = sum(weights, &[REACHED; 4]);
        let step = |depth: usize, lacking: i64| {
            let stairs: &Stairs = stairs.get(depth)?;
            stairs.get(stairs.partition_point(|step| step.1 < lacking)).map(|step| step.0)
        };
        let total = step(0, lacking)?;
        let mut left = total;
        let mut gains = [0; 4];
        for (depth, (choice, &(least, most))) in self.choices.iter().zip(steps).enumerate() {
            let fits = |steps: &usize| {
                let rest = step(depth + 1, lacking - sum(weights, &choice.gained(*steps)));
                rest.is_some_and(|rest| add(rest, choice.cost(*steps)) == left)
            };
            let taken = (least..=most).find(fits)?;
            let (cost, gained) = (choice.cost(taken), choice.gained(taken));
            left = (left.0 - cost.0, left.1 - cost.1);
            lacking -= sum(weights, &gained);
            for (own, more) in gains.iter_mut().zip(gained) {
                *own += more;
            }
        }
        Some((total, gains))
    }

    /// The stairs of a sum of targets, for each choice together with all that follow.
    fn stairs(&self, weights: &Weights, steps: &[(usize, usize)]) -> Vec<Stairs> {
        let enough = sum(weights, &[REACHED; 4]);
        let mut all = vec![vec![((0, 0), 0)]];
        for (choice, &(least, most)) in self.choices.iter().zip(steps).rev() {
            let rest = all.last().map_or(&[][..], Vec::as_slice);
            let ways = (least..=most).flat_map(|steps| {
                let (cost, gain) = (choice.cost(steps), sum(weights, &choice.gained(steps)));
                rest.iter().map(move |step| (add(step.0, cost), step.1 + gain))
            });
            let mut ways: Vec<(Cost, i64)> = ways.collect();
            ways.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            let mut stairs: Stairs = Vec::new();
            for way in ways {
                let highest = stairs.last().map_or(-1, |step| step.1);
                if way.1 > highest && highest < enough {
                    stairs.push(way);
                }
            }
            all.push(stairs);
        }
        all.reverse();
        all
    }
}

/// By what a target counts more in the next mixture where the last fell short of it, and less where it went beyond: by
/// the share it did, nine tenths at most, in steps that get smaller by tenths of the first.
fn change(gain: i64, round: u16) -> f64 {
    let beyond = (gain as f64 / REACHED as f64 - 1.0).clamp(-0.9, 0.9);
    1.0 - beyond / (1.0 + 0.1 * f64::from(round))
}

fn sum(weights: &Weights, gains: &Gains) -> i64 {
    weights.iter().zip(gains).map(|(weight, gain)| weight * gain).sum()
}

/// What the choices from this one on cost at least before all targets are reached; nothing where
/// they cannot be.
fn bound(bounds: &[Bound], depth: usize, gains: &Gains) -> Option<Cost> {
    let mut highest = (0, 0);
    for own in bounds {
        let lacking = gains.map(|gain| REACHED - gain);
        let lacking = sum(&own.weights, &lacking);
        let stairs = own.stairs.get(depth)?;
        let step = stairs.partition_point(|step| step.1 < lacking);
        highest = highest.max(stairs.get(step)?.0);
    }
    Some(highest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::score::simulation::random::Random;

    /// Small numbers, so that ties are common, and now and then an odd one.
    fn gain() -> impl Strategy<Value = i64> {
        prop_oneof![3 => (0..4_i64).prop_map(|n| n * REACHED / 8), 1 => 0..REACHED / 3]
    }

    fn choice() -> impl Strategy<Value = Choice> {
        (1..4_u32, prop::collection::vec([gain(), gain(), gain(), gain()], 1..4)).prop_map(|(cost, mut gains)| {
            for step in 1..gains.len() {
                gains[step] = [0, 1, 2, 3].map(|target| (gains[step - 1][target] + gains[step][target]).min(REACHED));
            }
            Choice { cost, gains }
        })
    }

    fn problem() -> impl Strategy<Value = Problem> {
        let quota = (1..3_usize, prop::collection::vec((0..6_usize, 1..4_usize), 1..4));
        let gate = (prop::collection::vec(0..6_usize, 1..3), prop::collection::vec(quota, 0..3));
        let parts = (prop::collection::vec(choice(), 1..7), prop::collection::vec(gate, 0..3), any::<[bool; 4]>());
        parts.prop_map(|(choices, gates, targets)| {
            let there = |place: &usize| *place < choices.len();
            let gates = gates.into_iter().map(|(mut dependents, quotas)| {
                dependents.retain(there);
                let quotas = quotas.into_iter().map(|(count, mut of)| {
                    of.retain(|(place, _)| there(place));
                    of.sort_unstable();
                    of.dedup_by_key(|(place, _)| *place);
                    Quota { count, of }
                });
                Gate { dependents, quotas: quotas.collect() }
            });
            let gates = gates.collect();
            Problem { choices, gates, targets }
        })
    }

    /// Every way there is, tried.
    fn tried(problem: &Problem) -> Option<Vec<usize>> {
        let mut ways = vec![Vec::new()];
        for choice in &problem.choices {
            let longer = |way: &Vec<usize>| -> Vec<Vec<usize>> {
                (0..=choice.gains.len()).map(|steps| [way.as_slice(), &[steps]].concat()).collect()
            };
            ways = ways.iter().flat_map(longer).collect();
        }
        let allowed = |way: &Vec<usize>| {
            let met =
                |quota: &Quota| quota.of.iter().filter(|(place, steps)| way[*place] >= *steps).count() >= quota.count;
            problem
                .gates
                .iter()
                .all(|gate| gate.dependents.iter().all(|place| way[*place] == 0) || gate.quotas.iter().all(met))
        };
        let enough = |way: &Vec<usize>| {
            (0..4).filter(|target| problem.targets[*target]).all(|target| {
                let raised = way.iter().zip(&problem.choices).filter(|(steps, _)| **steps > 0);
                raised.map(|(steps, choice)| choice.gains[steps - 1][target]).sum::<i64>() >= REACHED
            })
        };
        let cost = |way: &Vec<usize>| -> (u32, usize) {
            (
                way.iter().zip(&problem.choices).map(|(steps, choice)| *steps as u32 * choice.cost).sum(),
                way.iter().sum(),
            )
        };
        let reaching = ways.into_iter().filter(allowed).filter(enough);
        reaching.min_by(|a, b| cost(a).cmp(&cost(b)).then(b.cmp(a)))
    }

    #[test]
    fn it_finds_what_trying_every_way_finds() {
        proptest!(ProptestConfig { cases: 3000, failure_persistence: None, ..Default::default() }, |(problem in problem())| {
            let expected = tried(&problem);
            let mut search = Search::new(problem);
            let mut progress = 0.0;
            let found = loop {
                if let Some(found) = search.step(1) {
                    break found;
                }
                prop_assert!(search.progress() >= progress && search.progress() <= 1.0, "progress fell");
                progress = search.progress();
            };
            prop_assert_eq!(found, expected);
            prop_assert!((search.done - 1.0).abs() < 1e-9, "all of it is behind, and not {}", search.done);
        });
    }

    /// A choice of one step that costs so much.
    fn one(cost: u32, gains: Gains) -> Choice {
        Choice { cost, gains: vec![gains] }
    }

    fn without_gates(choices: Vec<Choice>, targets: [bool; 4]) -> Problem {
        Problem { choices, gates: Vec::new(), targets }
    }

    #[test]
    fn searching_twice_the_first_time_is_half_of_it() {
        let mut search = Search::new(without_gates(vec![one(1, [REACHED; 4])], [true; 4]));
        for (again, done, expected) in [(false, 0.0, 0.0), (false, 0.5, 0.25), (true, 0.0, 0.5), (true, 0.5, 0.75)] {
            (search.again, search.done) = (again, done);
            assert_eq!(search.progress(), expected);
        }
    }

    #[test]
    fn the_cheapest_way_for_a_sum_of_targets_is_what_trying_every_way_finds() {
        let rules = ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() };
        proptest!(rules, |(problem in problem(), weights in prop::array::uniform4(0..4_i64))| {
            let steps: Vec<(usize, usize)> = problem.choices.iter().map(|choice| (0, choice.gains.len())).collect();
            let mut ways: Vec<(Cost, Gains)> = vec![((0, 0), [0; 4])];
            for choice in &problem.choices {
                let longer = |way: &(Cost, Gains)| -> Vec<(Cost, Gains)> {
                    let (cost, gains) = *way;
                    let mut all = vec![*way];
                    all.extend((1..).zip(&choice.gains).map(|(steps, own)| {
                        let gains = [0, 1, 2, 3].map(|target| gains[target] + own[target]);
                        ((cost.0 + steps * u64::from(choice.cost), cost.1 + steps), gains)
                    }));
                    all
                };
                ways = ways.iter().flat_map(longer).collect();
            }
            let worth = |gains: &Gains| gains.iter().zip(weights).map(|(gain, weight)| gain * weight).sum::<i64>();
            ways.retain(|(_, gains)| worth(gains) >= worth(&[REACHED; 4]));
            let found = problem.way(&problem.stairs(&weights, &steps), &weights, &steps);
            prop_assert_eq!(found.map(|(cost, _)| cost), ways.iter().map(|(cost, _)| *cost).min());
            prop_assert!(found.is_none_or(|found| ways.contains(&found)), "{:?} is no way", found);
        });
    }

    #[test]
    fn every_set_of_targets_bounds_the_cost() {
        for targets in [[true; 4], [true, false, true, false], [false, false, false, true], [false; 4]] {
            let sums = without_gates(vec![one(1, [REACHED; 4])], targets).sums();
            let every = (0..16).map(|set| [0, 1, 2, 3].map(|target| set >> target & 1));
            let wanted = every.filter(|set| (0..4).all(|target| set[target] == 0 || targets[target]));
            for set in wanted.filter(|set| *set != [0; 4]) {
                assert!(sums.contains(&set), "{set:?} of {targets:?} is not among {sums:?}");
            }
            assert!(sums.iter().all(|sum| (0..4).all(|target| sum[target] == 0 || targets[target])), "{sums:?}");
        }
        // One alone is not mixed.
        assert_eq!(without_gates(vec![one(1, [REACHED; 4])], [false, false, false, true]).sums(), [[0, 0, 0, 1]]);
    }

    #[test]
    fn what_a_mixture_falls_short_of_counts_more_in_the_next_one() {
        let check = |share: f64, round: u16, expected: f64| {
            let found = change((share * REACHED as f64) as i64, round);
            assert!((found - expected).abs() < 1e-12, "{share} of a target in round {round}: {found}");
        };
        check(1.0, 0, 1.0);
        check(0.5, 0, 1.5);
        check(1.5, 0, 0.5);
        check(0.0, 0, 1.9);
        check(3.0, 0, 0.1);
        // In the eleventh round by half as much.
        check(0.5, 10, 1.25);
        check(3.0, 10, 0.55);
    }

    #[test]
    fn a_mixture_bounds_what_no_set_of_targets_does() {
        // What is cheap for the first target cannot stand in for the second once that counts enough: of the sum the
        // two cheap choices would do for 2, of the second target alone the dear one for 10, and both together cost 11.
        let [first, second] = [[REACHED, 0, 0, 0], [0, REACHED, 0, 0]];
        let choices = vec![one(1, first), one(1, first), one(10, second)];
        let problem = without_gates(choices, [true, true, false, false]);
        let steps = vec![(0, 1); 3];
        // Three sets and what is mixed in sixty-fourths, each weight rounded.
        let sums = problem.sums();
        let (mixed, sets) = sums.split_at(sums.len() - 3);
        assert!(mixed.iter().all(|own| (62..=66).contains(&own.iter().sum::<i64>())), "{mixed:?}");
        let bounds = |weights: &Weights| Bound { weights: *weights, stairs: problem.stairs(weights, &steps) };
        let best = |sums: &[Weights]| bound(&sums.iter().map(bounds).collect::<Vec<_>>(), 0, &[0; 4]);
        assert_eq!(best(&mixed[..1]), Some((11, 2)), "the best comes first");
        assert_eq!(best(sets), Some((10, 1)));
    }

    #[test]
    fn a_place_that_was_there_for_no_more_is_known_whatever_its_last_digits() {
        let third = REACHED / 3 / GRAIN * GRAIN;
        let check = |first: (i64, Cost), then: (i64, Cost), known: bool| {
            let place = |(gain, cost): (i64, Cost)| {
                let gains = [gain, 0, 0, 0];
                Place { depth: 1, last: 0, cost, gains, bound: (0, 0), share: 1.0 }
            };
            let (steps, bounds, places, chosen) = Default::default();
            let mut own = Descent { steps, bounds, places, chosen, seen: BTreeMap::new() };
            assert!(!own.known(&place(first)));
            assert_eq!(own.known(&place(then)), known, "{first:?} {then:?}");
        };
        for digits in [-2, -1, 0, 1, 2] {
            check((third, (5, 2)), (third + digits, (5, 2)), true);
        }
        check((third, (5, 2)), (third, (6, 1)), true);
        check((third, (5, 2)), (third, (4, 9)), false);
        check((third, (5, 2)), (2 * third, (5, 2)), false);
    }

    #[test]
    fn what_comes_to_the_same_is_tried_once() {
        // Each choice brings two of 21 parts to one of two targets, which takes eleven of each kind; by the sum of both,
        // 21 would do, so that every way to 21 is tried before 22 is known to be the least.
        let part = (REACHED + 20) / 21;
        let kinds = [one(1, [2 * part, 0, 0, 0]), one(1, [0, 2 * part, 0, 0])];
        let choices = kinds.iter().cycle().take(30).cloned().collect();
        let mut search = Search::new(without_gates(choices, [true, true, false, false]));
        assert_eq!(search.step(10_000), Some(Some([vec![1; 22], vec![0; 8]].concat())), "earlier ones first");
        assert!((search.done - 1.0).abs() < 1e-9, "all of it is behind, and not {}", search.done);
    }

    #[test]
    fn sixty_moves_for_four_targets_take_less_than_ten_thousand_places() {
        for seed in 0..6 {
            // Twelve questions of five options; about every second feeds a target, evenly by up to a sixth an option.
            let mut random = Random::new(seed);
            let mut choice = || {
                let slope = [0; 4].map(|_| ((random.uniform() - 0.5).max(0.0) * REACHED as f64 / 3.0) as i64);
                let cost = 1 + (random.uniform() * 3.0) as u32;
                Choice { cost, gains: (1..=5).map(|step| slope.map(|slope| (slope * step).min(REACHED))).collect() }
            };
            let choices: Vec<Choice> = (0..12).map(|_| choice()).collect();
            let mut search = Search::new(without_gates(choices, [true; 4]));
            assert!(search.step(10_000).is_some(), "problem {seed}");
        }
    }
}
