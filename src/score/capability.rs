//! Process capability: the rating of each attribute, the level by the rule of ISO/IEC 33020 (STD;
//! the ladder itself is OURS, no conformity is claimed), the index, and what blocks the next level.

use super::indicator::View;
use super::item::{Item, QuestionState, State, asked, band};
use super::statistics::lower_median;
use crate::model::pack::{Band, Pack};
use crate::model::sort;

/// The rating of one attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rating {
    /// Rated by answers.
    Rated(Band),
    /// Asked, and without an answer that counts.
    Unanswered,
    /// It does not apply.
    NotApplicable,
    /// No question of this size asks for it.
    NotAsked,
}

/// The level a process has reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Nothing has been rated yet.
    Unrated,
    /// Every attribute that is asked for is not applicable.
    NotApplicable,
    /// This level; `or_more` where only what is not asked stands before the next.
    Reached {
        /// 0 to the height of the ladder.
        level: usize,
        /// Whether it may be higher.
        or_more: bool,
    },
}

impl Level {
    /// The level as a number, where one is reached.
    pub fn reached(self) -> Option<usize> {
        match self {
            Self::Reached { level, .. } => Some(level),
            _ => None,
        }
    }
}

/// A change an attribute needs before the next level is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blocker {
    /// Place of the attribute on the ladder.
    pub attribute: usize,
    /// Its rating now; nothing where it is unanswered.
    pub from: Option<Band>,
    /// The band it needs.
    pub to: Band,
}

/// Level, blockers and ratings of a process, once claimed or once evidenced.
#[derive(Clone, PartialEq, Debug)]
pub struct Capability {
    /// The level.
    pub level: Level,
    /// The smallest set of changes that reaches the next level; those to F first.
    pub blockers: Vec<Blocker>,
    /// The rating of each attribute, in the order of the ladder.
    pub ratings: Vec<Rating>,
    /// Mean worth of the answered items, 0 to 100.
    pub index: Option<f64>,
}

/// What follows for one process.
#[derive(Clone, PartialEq, Debug)]
pub struct ProcessResult {
    /// Its place in the pack.
    pub process: usize,
    /// By the answers alone.
    pub claimed: Capability,
    /// By the answers as far as their evidence allows.
    pub evidenced: Capability,
    /// Answered items.
    pub answered: usize,
    /// Items that apply.
    pub applicable: usize,
    /// Items that do not apply.
    pub not_applicable: usize,
    /// Whether more items do not apply than is usual.
    pub many_not_applicable: bool,
    /// Whether some of it comes from a coarser question than the size asks.
    pub from_coarser: bool,
}

impl ProcessResult {
    /// The capability in this view.
    pub fn view(&self, view: View) -> &Capability {
        match view {
            View::Claimed => &self.claimed,
            View::Evidenced => &self.evidenced,
        }
    }
}

/// The band of a percentage (STD): N to 15, P to 50, L to 85, F above; upper bounds belong to the band.
pub fn band_of_percent(percent: f64) -> Band {
    let percent = super::for_comparison(percent);
    match percent {
        p if p <= 15.0 => Band::N,
        p if p <= 50.0 => Band::P,
        p if p <= 85.0 => Band::L,
        _ => Band::F,
    }
}

/// The half of a band that a percentage lies in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Half {
    /// P− or L−.
    Lower,
    /// P+ or L+.
    Upper,
}

/// The half of its band a percentage lies in (STD, the refined scale): P is divided at 32.5 and L at 67.5,
/// which belong to the lower half; N and F are not divided.
pub fn half_of_percent(percent: f64) -> Option<Half> {
    let middle = match band_of_percent(percent) {
        Band::P => 32.5,
        Band::L => 67.5,
        Band::N | Band::F => return None,
    };
    Some(if super::for_comparison(percent) <= middle { Half::Lower } else { Half::Upper })
}

/// Level and blockers of a list of ratings, given the level each attribute belongs to (from 1, rising).
/// The index is not part of it.
pub fn capability(ratings: &[Rating], levels: &[usize]) -> (Level, Vec<Blocker>) {
    let height = levels.last().copied().unwrap_or(0);
    let rated = |level: usize| ratings.iter().zip(levels).any(|(r, l)| *l == level && matches!(r, Rating::Rated(_)));
    let mut reached = 0;
    let mut or_more = false;
    for level in 1..=height {
        let lacking: Vec<&Rating> = lacking(ratings, levels, level).map(|(_, rating, _)| rating).collect();
        if !lacking.is_empty() {
            or_more = lacking.iter().all(|rating| **rating == Rating::NotAsked);
            break;
        }
        if rated(level) {
            reached = level;
        }
    }
    let asked = || ratings.iter().filter(|rating| **rating != Rating::NotAsked);
    if asked().next().is_some() && asked().all(|rating| *rating == Rating::NotApplicable) {
        return (Level::NotApplicable, Vec::new());
    }
    let any = ratings.iter().any(|rating| matches!(rating, Rating::Rated(_)));
    let level = if any { Level::Reached { level: reached, or_more } } else { Level::Unrated };
    let open = |level: &usize| {
        ratings.iter().zip(levels).any(|(r, l)| l == level && matches!(r, Rating::Rated(_) | Rating::Unanswered))
    };
    let next = (reached + 1..=height).find(open);
    let mut blockers: Vec<Blocker> = next
        .into_iter()
        .flat_map(|next| lacking(ratings, levels, next))
        .filter_map(|(attribute, rating, to)| match rating {
            Rating::Rated(from) => Some(Blocker { attribute, from: Some(*from), to }),
            Rating::Unanswered => Some(Blocker { attribute, from: None, to }),
            Rating::NotApplicable | Rating::NotAsked => None,
        })
        .collect();
    let order = |blocker: &Blocker| (blocker.to == Band::L, blocker.attribute);
    sort(&mut blockers, |a, b| order(a) < order(b));
    (level, blockers)
}

/// The attributes that keep a level from being reached, each with the band it needs: everything on
/// lower levels has to be F, everything on this one at least L.
fn lacking<'a>(
    ratings: &'a [Rating],
    levels: &'a [usize],
    level: usize,
) -> impl Iterator<Item = (usize, &'a Rating, Band)> {
    ratings.iter().zip(levels).enumerate().filter_map(move |(attribute, (rating, own))| {
        let to = match own.cmp(&level) {
            std::cmp::Ordering::Less => Band::F,
            std::cmp::Ordering::Equal => Band::L,
            std::cmp::Ordering::Greater => return None,
        };
        let enough = match rating {
            Rating::Rated(band) => *band >= to,
            Rating::NotApplicable => true,
            Rating::Unanswered | Rating::NotAsked => false,
        };
        (!enough).then_some((attribute, rating, to))
    })
}

/// The processes that have an item.
pub(super) fn processes(pack: &Pack, size: &str, questions: &[QuestionState], items: &[Item]) -> Vec<ProcessResult> {
    let asked = asked(pack, size);
    let mut results = Vec::new();
    // The items of a process stand together.
    for own in items.chunk_by(|item, next| item.process == next.process) {
        let Some(process) = own.first().and_then(|item| item.process) else { continue };
        let answered = own.iter().filter(|item| matches!(item.state, State::Answered(_))).count();
        let not_applicable = own.iter().filter(|item| item.state == State::NotApplicable).count();
        let share = 100.0 * not_applicable as f64 / own.len() as f64;
        let of = |evidenced| one(pack, &asked, questions, own, process, evidenced);
        results.push(ProcessResult {
            process,
            claimed: of(false),
            evidenced: of(true),
            answered,
            applicable: own.len() - not_applicable,
            not_applicable,
            many_not_applicable: super::for_comparison(share) > pack.structure.thresholds.not_applicable,
            from_coarser: own
                .iter()
                .any(|item| item.sources.first().is_some_and(|&q| pack.breadth(q) > pack.breadth(item.asked))),
        });
    }
    results
}

fn one(
    pack: &Pack,
    asked: &[bool],
    questions: &[QuestionState],
    items: &[Item],
    process: usize,
    evidenced: bool,
) -> Capability {
    let levels: Vec<usize> = pack.attributes.iter().map(|(_, level)| *level).collect();
    let ratings: Vec<Rating> = (0..levels.len())
        .map(|attribute| match items.iter().find(|item| item.attribute == Some(attribute)) {
            None => Rating::NotAsked,
            Some(item) => {
                let mandatory = pack.covering(process, attribute).iter().copied();
                let mandatory = mandatory.filter(|&question| pack.structure.questions[question].mandatory);
                // One the size does not ask can lower a rating, and its absence says nothing.
                let relevant = mandatory.filter(|q| asked[*q] || questions[*q].state != State::Open);
                rating(pack, questions, item, relevant.collect(), levels[attribute], evidenced)
            }
        })
        .collect();
    let worths: Vec<f64> = items
        .iter()
        .filter_map(|item| match item.state {
            State::Answered(worth) => Some(if evidenced { worth.evidenced } else { worth.claimed }),
            _ => None,
        })
        .collect();
    let (level, blockers) = capability(&ratings, &levels);
    let index = (!worths.is_empty()).then(|| 100.0 * worths.iter().sum::<f64>() / worths.len() as f64);
    Capability { level, blockers, ratings, index }
}

fn rating(
    pack: &Pack,
    questions: &[QuestionState],
    item: &Item,
    mandatory: Vec<usize>,
    level: usize,
    evidenced: bool,
) -> Rating {
    let band_of =
        |&question: &usize| band(pack, &questions[question], &pack.structure.questions[question], level, evidenced);
    let mut rating = match item.state {
        State::Open => Rating::Unanswered,
        State::NotApplicable => Rating::NotApplicable,
        State::Answered(_) => match lower_median(item.sources.iter().filter_map(band_of).collect()) {
            Some(band) => Rating::Rated(band),
            None => Rating::Unanswered,
        },
    };
    // A mandatory question cannot be averaged away: open it leaves the attribute unrated, low it caps it.
    for question in &mandatory {
        match (questions[*question].state, band_of(question)) {
            (State::Open, _) => rating = Rating::Unanswered,
            (State::Answered(_), Some(own)) if own < Band::L => {
                if let Rating::Rated(band) = rating {
                    rating = Rating::Rated(band.min(Band::P));
                }
            }
            _ => {}
        }
    }
    rating
}
