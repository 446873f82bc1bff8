//! Bringing facts along: what comes in by a person's hand lies in one record, and counts until a fact says otherwise, so
//! that it can be taken back at once.

use super::{Courier, Fault, Holding, Journal, Storage, read_record};
use crate::model::{AssessmentId, Facts, Statement, batch};

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
    let mut brought: Facts = facts.iter().filter(|fact| !stated.contains(fact)).cloned().collect();
    let mut name = batch::name(&brought);
    let mut held = journal.brought(assessment, &name)?;
    // Something of it may have been erased since: that comes along again, by itself where the rest counts already.
    if let Some(here) = here.filter(|here| !held.is_empty() && here.counts(&name)) {
        brought = brought.iter().filter(|fact| !here.facts.contains(fact)).cloned().collect();
        name = batch::name(&brought);
        held = journal.brought(assessment, &name)?;
    }
    if brought.is_empty() {
        return Ok(None);
    }
    if !brought.iter().all(|fact| held.contains(fact)) {
        let body = batch::write(Some(name.as_str()), brought.iter());
        let is_whole = |read: &super::Content| match &*read.brought {
            [(_, facts)] => facts.iter().cloned().collect::<Facts>() == brought,
            _ => false,
        };
        drop(journal.append_text(assessment, &body, read_record, &is_whole));
    }
    Ok(Some(Statement::Batch { batch: name, value: Some(true) }))
}
