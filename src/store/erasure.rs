//! Erasing for good, which is the one thing that forgets: an assessment, or what one person said in it. First a mark is
//! set that says what is gone, so that a crash, a second store or another tab cannot bring it back; then it is taken away.

use super::{FORMAT, Fault, Gone, Journal, PREFIX, Read, Storage, read_record};
use crate::model::{Fact, batch};

/// Sets the mark.
///
/// # Errors
/// When it is not there afterwards; nothing may be taken away then.
pub fn mark<S: Storage + ?Sized>(storage: &mut S, gone: &Gone) -> Result<(), Fault> {
    let key = gone.key();
    storage.set(&key, "erased")?;
    storage.get(&key)?.map(drop).ok_or(Fault::NotKept)
}

/// Takes the marks of an assessment away: somebody imports it again.
///
/// # Errors
/// When one could not be taken away.
pub fn lift<S: Storage + ?Sized>(
    storage: &mut S,
    assessment: &crate::model::AssessmentId,
) -> Result<Vec<String>, Fault> {
    let mut keys = storage.keys()?;
    keys.retain(|key| Gone::read(key).is_some_and(|gone| gone.assessment == *assessment));
    keys.iter().try_for_each(|key| storage.remove(key))?;
    Ok(keys)
}

/// Takes away what is marked, and answers with the keys that the second store has to give up too. Of a person's data
/// the rest of each record is written anew before the record goes.
///
/// # Errors
/// When something could not be read, written or taken away. What is left does not count, and it can be done again.
pub fn sweep<S: Storage>(journal: &mut Journal<S>, gone: &Gone) -> Result<Vec<String>, Fault> {
    let begin = [PREFIX, &FORMAT.to_string(), "/", gone.assessment.as_str(), "/"].concat();
    let mut keys = journal.storage().keys()?;
    keys.retain(|key| key.starts_with(&begin));
    let mut swept = Vec::new();
    for key in keys {
        let Some(text) = journal.storage().get(&key)? else { continue };
        if gone.respondent.is_some()
            && let Read::Valid(assessment, mut content) = read_record(&key, &text)
        {
            let named = |fact: &Fact| gone.names(&assessment, fact);
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
                journal.append_text(&assessment, &parts.join("\n"), read_record, &|read| {
                    read.own.len() == own && read.brought.iter().map(|(_, facts)| facts.len()).sum::<usize>() == facts
                })?;
            }
        }
        journal.storage().remove(&key)?;
        swept.push(key);
    }
    Ok(swept)
}
