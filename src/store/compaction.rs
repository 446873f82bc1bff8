//! A snapshot takes the place of many records, so that a year of work does not fill the storage. It forgets nothing: it
//! is the same facts, written closer. It lies under a key of its own, and a record goes only when its facts stand in a
//! snapshot that was read back, in both stores. The snapshot before it stays until the next.

use super::{Fault, Journal, Read, Record, Storage, read_record};
use crate::model::{AssessmentId, Fact, Facts, batch, sort};

/// From so many records of one assessment on it is worth it.
pub const MANY: usize = 400;

/// What a snapshot makes superfluous.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Superfluous {
    /// The keys of records whose facts all stand in the snapshot.
    pub keys: Vec<String>,
}

/// The records of what was stated here by hand. What was brought along stays as it came: it can still be taken back.
pub(super) fn stated<S: Storage>(storage: &S, assessment: &AssessmentId) -> Result<Vec<(Record, Vec<Fact>)>, Fault> {
    let mut keys = storage.keys()?;
    sort(&mut keys, |a, b| a < b);
    let mut all = Vec::new();
    for key in keys {
        let Some(text) = storage.get(&key)? else { continue };
        if let Read::Valid(own, content) = read_record(&key, &text)
            && own == *assessment
            && content.brought.is_empty()
        {
            all.push((Record { key, text }, content.own));
        }
    }
    Ok(all)
}

/// The assessments a snapshot is worth it for.
///
/// # Errors
/// When the storage cannot be read.
pub fn due<S: Storage>(storage: &S, assessments: &[AssessmentId]) -> Result<Vec<AssessmentId>, Fault> {
    let keys = storage.keys()?;
    let records = |own: &&AssessmentId| {
        let begin = [super::PREFIX, &super::FORMAT.to_string(), "/", own.as_str(), "/"].concat();
        keys.iter().filter(|key| key.starts_with(&begin)).count() >= MANY
    };
    Ok(assessments.iter().filter(records).cloned().collect())
}

/// Writes a snapshot of an assessment and says what it makes superfluous. Nothing is taken away by it: that is done when
/// the snapshot has its safety copy too.
///
/// # Errors
/// When it could not be written; everything is as it was.
pub fn snapshot<S: Storage>(journal: &mut Journal<S>, assessment: &AssessmentId) -> Result<Superfluous, Fault> {
    let records = stated(journal.storage(), assessment)?;
    let facts: Facts = records.iter().flat_map(|(_, facts)| facts.iter().cloned()).collect();
    if facts.is_empty() {
        return Ok(Superfluous { keys: Vec::new() });
    }
    let body = batch::write(None, facts.iter());
    journal.append_or_leave(assessment, &body, &|content| {
        content.own.iter().cloned().collect::<Facts>() == facts && content.brought.is_empty()
    })?;
    let is_snapshot =
        |record: &Record| record.text.split_once(' ').is_some_and(|(_, body)| body.starts_with("{\"batch\":"));
    let before = records.iter().filter(|(record, _)| is_snapshot(record)).max_by_key(|(_, facts)| facts.len());
    let before = before.map(|(record, _)| record.key.clone());
    let keys = records.into_iter().map(|(record, _)| record.key).filter(|key| Some(key) != before.as_ref()).collect();
    Ok(Superfluous { keys })
}

/// Takes away what a snapshot made superfluous.
///
/// # Errors
/// When one could not be taken away; the rest is there still, and says nothing new.
pub fn clear<S: Storage + ?Sized>(storage: &mut S, superfluous: &Superfluous) -> Result<(), Fault> {
    superfluous.keys.iter().try_for_each(|key| storage.remove(key))
}
