//! Erasing for good, which is the one thing that forgets: an assessment, or what one person said in it. First a mark is
//! set that says what is gone, so that a crash, a second store or another tab cannot bring it back; then it is taken away.

use super::{FORMAT, Fault, Gone, Journal, PREFIX, Read, Record, Storage, read_record};
use crate::model::{AssessmentId, Fact, batch, sort};

/// Says of a mark that it stands, or that it does not, as the latest word.
fn say<S: Storage + ?Sized>(storage: &mut S, gone: &Gone, is_erased: bool) -> Result<Record, Fault> {
    let before = storage.get(&gone.key())?.and_then(|text| gone.said(&text));
    let record = gone.record(before.map_or(0, |(number, _)| number).saturating_add(1), is_erased);
    storage.set(&record.key, &record.text)?;
    let kept = storage.get(&record.key)?;
    if kept.as_ref() == Some(&record.text) { Ok(record) } else { Err(Fault::NotKept) }
}

/// Sets the mark, and answers with it: the second store has to have it before anything is taken away.
///
/// # Errors
/// When it is not there afterwards; nothing may be taken away then.
pub fn mark<S: Storage + ?Sized>(storage: &mut S, gone: &Gone) -> Result<Record, Fault> {
    say(storage, gone, true)
}

/// Lifts the marks of an assessment, because somebody imports it again. They are not taken away: one that the second
/// store still had would come back. Answers with what the second store has to have.
///
/// # Errors
/// When one could not be lifted.
pub fn lift<S: Storage + ?Sized>(storage: &mut S, assessment: &AssessmentId) -> Result<Vec<Record>, Fault> {
    let mut lifted = Vec::new();
    for gone in storage.keys()?.iter().filter_map(|key| Gone::read(key)) {
        let stands = |text: String| gone.said(&text).is_none_or(|(_, is_erased)| is_erased);
        if gone.assessment == *assessment && storage.get(&gone.key())?.is_some_and(stands) {
            lifted.push(say(storage, &gone, false)?);
        }
    }
    Ok(lifted)
}

/// Takes away what is marked, and answers with the keys that the second store has to give up too. Of a person's data
/// the rest of each record is written anew before the record goes; where it is damaged here, its copy is asked.
///
/// # Errors
/// When something could not be read, written or taken away. What is left does not count, and it can be done again.
pub fn sweep<S: Storage>(journal: &mut Journal<S>, gone: &Gone) -> Result<Vec<String>, Fault> {
    let begin = [PREFIX, &FORMAT.to_string(), "/", gone.assessment.as_str(), "/"].concat();
    if gone.respondent.is_none() {
        journal.give_up(|record| record.key.starts_with(&begin));
    }
    let spare = journal.spare().to_vec();
    let mut keys = journal.storage().keys()?;
    keys.extend(spare.iter().map(|copy| copy.key.clone()));
    keys.retain(|key| key.starts_with(&begin));
    sort(&mut keys, |a, b| a < b);
    keys.dedup();
    let mut swept = Vec::new();
    for key in keys {
        let own = journal.storage().get(&key)?.map(|text| read_record(&key, &text));
        let copy = || spare.iter().find(|copy| copy.key == key).map(|copy| read_record(&key, &copy.text));
        let valid = |read: Option<Read>| match read {
            Some(Read::Valid(_, content)) => Some(content),
            _ => None,
        };
        if gone.respondent.is_some()
            && let Some(mut content) = valid(own).or_else(|| valid(copy()))
        {
            let named = |fact: &Fact| gone.names(&gone.assessment, fact);
            if !content.own.iter().chain(content.brought.iter().flat_map(|(_, facts)| facts)).any(named) {
                continue;
            }
            content.own.retain(|fact| !named(fact));
            content.brought.iter_mut().for_each(|(_, facts)| facts.retain(|fact| !named(fact)));
            content.brought.retain(|(_, facts)| !facts.is_empty());
            let mut parts: Vec<String> = content.own.iter().map(Fact::write).collect();
            parts.extend(content.brought.iter().map(|(name, facts)| batch::write(Some(name.as_str()), facts.iter())));
            if !parts.is_empty() {
                let own = content.own.len();
                let facts = content.brought.iter().map(|(_, facts)| facts.len()).sum::<usize>();
                journal.append_or_leave(&gone.assessment, &parts.join("\n"), &|read| {
                    read.own.len() == own && read.brought.iter().map(|(_, facts)| facts.len()).sum::<usize>() == facts
                })?;
            }
        }
        journal.storage().remove(&key)?;
        journal.give_up(|record| record.key == key);
        swept.push(key);
    }
    Ok(swept)
}
