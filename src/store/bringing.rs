//! Bringing facts along: what comes in by a person's hand lies in one record, and counts until a fact says otherwise, so
//! that it can be taken back at once.

use super::{Courier, Fault, Holding, Journal, Storage, read_record};
use crate::model::{AssessmentId, Fact, Facts, Statement, batch, sort};

/// Keeps facts beside those that are here, and answers with what says that they count; nothing where all of them do
/// already. Not with them come those that were stated here: they count anyway.
///
/// # Errors
/// When what was erased could not be let in again, or the storage cannot be read. Nothing is brought along then. A record
/// that could not be written waits in the journal, as any other.
pub fn bring<S: Storage>(
    courier: &mut Courier,
    journal: &mut Journal<S>,
    assessment: &AssessmentId,
    here: Option<&Holding>,
    facts: &Facts,
) -> Result<Option<Statement>, Fault> {
    // Importing it by hand is the one way back for what was erased.
    courier.lift(journal, assessment)?;
    let stated = journal.stated(assessment)?;
    let mut brought = facts.without(&stated);
    let mut name = batch::name(&brought);
    let mut held = journal.brought(assessment, &name)?;
    // Something of it may have been erased since: that comes along again, by itself where the rest counts already.
    if let Some(here) = here.filter(|here| !held.is_empty() && here.counts(&name)) {
        brought = brought.without(&here.facts);
        name = batch::name(&brought);
        held = journal.brought(assessment, &name)?;
    }
    if brought.is_empty() {
        return Ok(None);
    }
    if !brought.iter().all(|fact| held.contains(fact)) {
        let body = batch::write(Some(name.as_str()), brought.iter());
        let is_whole = |read: &super::Content| match &*read.brought {
            [(_, facts)] => is_all(facts, &brought),
            _ => false,
        };
        drop(journal.append_text(assessment, &body, read_record, &is_whole));
    }
    Ok(Some(Statement::Batch { batch: name, value: Some(true) }))
}

/// Whether these are all facts of a set and no others, each to the byte.
fn is_all(read: &[Fact], facts: &Facts) -> bool {
    let mut read: Vec<&Fact> = read.iter().collect();
    sort(&mut read, |a, b| a.stamp < b.stamp);
    // Those that share a stamp stand by their bytes.
    let stamps = read.windows(2).all(|pair| matches!(pair, [a, b] if a.stamp < b.stamp));
    if !stamps {
        return read.into_iter().cloned().collect::<Facts>() == *facts;
    }
    read.len() == facts.len() && read.into_iter().zip(facts.iter()).all(|(one, other)| one.is_same(other))
}
