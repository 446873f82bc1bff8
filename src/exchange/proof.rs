//! An export proves itself: before anything is called a backup, its own bytes are read back, the facts in them are held
//! against those that are here, and everything is scored from both.

use super::backup::Backup;
use super::content::{Content, understand};
use super::file::{Brought, Incoming};
use crate::model::pack::{Pack, read_one_file};
use crate::model::{AssessmentId, RoundId};
use crate::score::{Results, Settings, score};

/// What was found to be in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proof {
    /// Assessments.
    pub assessments: usize,
    /// Facts, in all of them.
    pub facts: usize,
    /// Assessments with a round whose questionnaire is not at hand, so that nothing could be scored.
    pub unscored: usize,
}

/// Why a file is no backup of what is here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// It cannot be read back.
    Unreadable,
    /// It does not hold the same facts.
    Facts,
    /// It does not hold the same questionnaires.
    Packs,
    /// From the facts in it other results follow than from those here.
    Results(AssessmentId),
}

/// Holds a file's text against what it is to be a backup of. Assessments are scored on the packs beside them, or on the
/// built-in one where that is what they ask.
///
/// # Errors
/// The first difference.
pub fn prove(here: &Backup, text: &str, built_in: Option<&Pack>) -> Result<Proof, Flaw> {
    let back = match understand(text) {
        Ok(Content::Assessment(file)) => Backup::of(vec![file], Vec::new()),
        Ok(Content::Backup(backup)) => backup,
        _ => return Err(Flaw::Unreadable),
    };
    let same = |(own, read): (&Incoming, &Incoming)| own.assessment == read.assessment && own.facts == read.facts;
    if here.files.len() != back.files.len() || !here.files.iter().zip(&back.files).all(same) {
        return Err(Flaw::Facts);
    }
    let same = |(own, read): (&Brought, &Brought)| own.name == read.name && own.text.trim() == read.text.trim();
    if here.packs.len() != back.packs.len() || !here.packs.iter().zip(&back.packs).all(same) {
        return Err(Flaw::Packs);
    }
    let (own_packs, read_packs) = (packs(&here.packs), packs(&back.packs));
    let mut unscored = 0;
    for (own, read) in here.files.iter().zip(&back.files) {
        let (before, after) = (scored(own, &own_packs, built_in), scored(read, &read_packs, built_in));
        if before != after {
            return Err(Flaw::Results(own.assessment.clone()));
        }
        unscored += usize::from(before.is_none());
    }
    Ok(Proof { assessments: back.files.len(), facts: back.facts(), unscored })
}

fn packs(brought: &[Brought]) -> Vec<Pack> {
    brought.iter().filter_map(|own| Some(read_one_file(&own.text).ok()?.0)).collect()
}

/// The results of every round; nothing where the pack that is asked is not at hand.
fn scored(file: &Incoming, packs: &[Pack], built_in: Option<&Pack>) -> Option<Vec<(RoundId, Results)>> {
    let own = file.facts.assessment();
    if own.rounds.is_empty() {
        return Some(Vec::new());
    }
    let name = own.profile.pack.as_deref()?;
    let pack = packs.iter().chain(built_in).find(|pack| pack.name() == name)?;
    let results = |round: &RoundId| (*round, score(pack, &own, &Settings::of(&own, pack, *round)));
    Some(own.rounds.keys().map(results).collect())
}
