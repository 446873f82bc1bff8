//! Everything that follows from an assessment, as a few numbers that differ where one bit does.
//!
//! A section is written out with all its fields, as `Debug` does, and the text is hashed while it is written. Rust
//! writes a number as the shortest decimal that reads back as the same bits, so that two numbers have one text only if
//! they are one; and a field that is added to the results is compared from that day on.

use std::fmt::{self, Debug, Write};

use fourfold::model::pack::{Indicator, Pack};
use fourfold::score::simulation::{RiskRanges, Simulation};
use fourfold::score::{
    Explainer, Goal, PathSearch, View, agreement, next_moves, next_question, problem_areas, rank_stability, score,
    sensitivity, shown,
};

use crate::assessment::{Case, case};

/// How many assessments are compared.
pub const ASSESSMENTS: u64 = 1_000;

/// Rank stability draws a thousand times, so it is asked of every so many-th assessment only; odd, since the packs
/// take turns.
const DRAWN: u64 = 5;

/// Years of the simulation, and places of the search for a path: enough to pass through every line of both.
const YEARS: usize = 200;
const PLACES: usize = 2_000;

/// A hash in the making (STD, FNV-1a with 64 bits).
struct Hash(u64);

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

/// The digest of a value with all its fields.
pub fn digest(value: &dyn Debug) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    // Writing into a number cannot fail.
    let _ = write!(hash, "{value:?}");
    hash.0
}

/// The digests of an assessment, each with the name of its section.
pub fn sections(pack: &Pack, number: u64) -> Vec<(&'static str, u64)> {
    let Case { assessment, settings, goal, seed } = case(pack, number);
    let results = score(pack, &assessment, &settings);
    let shown = shown(pack, &assessment, &settings, &results);
    let agreement = agreement(pack, &assessment, &results);
    let explainer = Explainer::new(pack, &assessment, &settings, &results);
    let derivations: Vec<_> = Indicator::ALL_FOUR
        .into_iter()
        .flat_map(|id| [View::Claimed, View::Evidenced].map(|view| explainer.score(id, view)))
        .collect();
    let stability = number.is_multiple_of(DRAWN).then(|| rank_stability(pack, &assessment, &settings, &results, seed));
    let mut simulation = Simulation::new(RiskRanges::of(&assessment).risks, YEARS, seed);
    simulation.advance(YEARS);
    let view = settings.view();
    let there = |index: usize| results.indicators[index].view(view).score;
    let scores = [0, 1, 2, 3].map(|index| goal.scores[index].map(|more| there(index).unwrap_or(0.0) + more));
    let mut path = PathSearch::new(pack, &settings, &results, &Goal { scores, questions: goal.questions });
    vec![
        ("assessment", digest(&assessment)),
        ("questions", digest(&results.questions)),
        ("items", digest(&results.items)),
        ("processes", digest(&results.processes)),
        ("metrics", digest(&results.metrics)),
        ("indicators", digest(&results.indicators)),
        ("derivations", digest(&derivations)),
        ("shown", digest(&shown)),
        ("agreement", digest(&agreement)),
        ("problems", digest(&problem_areas(pack, &assessment, &settings, &results))),
        ("moves", digest(&next_moves(pack, &assessment, &settings, &results))),
        ("stability", digest(&stability)),
        ("sensitivity", digest(&sensitivity(pack, &results))),
        ("next-question", digest(&next_question(pack, &settings, &results))),
        ("simulation", digest(&simulation.outcome())),
        ("path", digest(&(path.step(PLACES), path.progress()))),
    ]
}

/// The same as a line of text: the number, and each section with its digest.
pub fn line(packs: &[Pack], number: u64) -> String {
    let pack = &packs[number as usize % packs.len()];
    let sections = sections(pack, number).into_iter().map(|(name, digest)| format!(" {name}={digest:016x}"));
    format!("{number}{}", sections.collect::<String>())
}

/// The first place where two lists of lines differ, in words.
pub fn difference(ours: &[String], theirs: &[String]) -> Option<String> {
    for (own, other) in ours.iter().zip(theirs) {
        let place = own.split(' ').zip(other.split(' ')).find(|(own, other)| own != other);
        let number = own.split(' ').next().unwrap_or_default();
        if let Some((own, other)) = place {
            return Some(format!("assessment {number}: {own} and {other}"));
        }
        if own != other {
            return Some(format!("assessment {number}: one has more sections"));
        }
    }
    (ours.len() != theirs.len()).then(|| format!("{} assessments and {}", ours.len(), theirs.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_bit_makes_another_digest() {
        let apart = |a: f64, b: f64| assert_ne!(digest(&Some([a, 1.0])), digest(&Some([b, 1.0])), "{a:?} and {b:?}");
        apart(0.3, 0.1 + 0.2);
        apart(0.0, -0.0);
        apart(1.0, 1.0 + f64::EPSILON);
        apart(1e300, f64::from_bits(1e300_f64.to_bits() + 1));
        apart(0.0, 5e-324);
        apart(f64::INFINITY, f64::MAX);
        assert_eq!(digest(&[0.1, 2.0]), digest(&[0.1, 2.0]));
        // The published value of FNV-1a for the letter a.
        assert_eq!(digest(&format_args!("a")), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn the_first_difference_is_named() {
        let check = |ours: &[&str], theirs: &[&str], expected: Option<&str>| {
            let [ours, theirs] =
                [ours, theirs].map(|own| own.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
            assert_eq!(difference(&ours, &theirs).as_deref(), expected);
        };
        check(&["0 a=1 b=2", "1 a=3 b=4"], &["0 a=1 b=2", "1 a=3 b=4"], None);
        check(&["0 a=1 b=2", "1 a=3 b=4"], &["0 a=1 b=2", "1 a=3 b=5"], Some("assessment 1: b=4 and b=5"));
        check(&["0 a=1 b=2", "1 a=3"], &["0 a=9 b=8", "1 a=4"], Some("assessment 0: a=1 and a=9"));
        check(&["0 a=1"], &["0 a=1 b=2"], Some("assessment 0: one has more sections"));
        check(&["0 a=1"], &["0 a=1", "1 a=1"], Some("1 assessments and 2"));
    }
}
