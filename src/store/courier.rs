//! What goes between the journal and the second store, and in which order, so that at no moment both stores lack what
//! was called saved. It waits for nobody: it says what the second store is to do next, and is told what came of it. So
//! the app and the tests that break it run the same steps.
//!
//! The order is: first each store gets what only the other has. Then marks are copied, then records, and only when
//! nothing waits for its copy is anything taken away.

use super::compaction::{self, Superfluous};
use super::{Fault, Gone, Journal, PREFIX, Read, Record, Storage, erasure, read_record};
use crate::model::{AssessmentId, sort};

/// What the second store is to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Name all its keys.
    Keys,
    /// Give the records under these keys.
    Get(Vec<String>),
    /// Keep these, all or none.
    Put(Vec<Record>),
    /// Give these up, all or none.
    Remove(Vec<String>),
}

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// These are its keys.
    Keys(Vec<String>),
    /// These are the records.
    Records(Vec<Record>),
    /// It is on the disk.
    Done,
}

/// How far the two stores know of each other.
#[derive(PartialEq, Debug, Default)]
enum Met {
    /// Not at all.
    #[default]
    No,
    /// These keys are only there, or damaged here; all keys that are there.
    Only(Vec<String>, Vec<String>),
    /// These are only here.
    Beyond(Vec<Record>),
    /// Each has what the other has.
    Yes,
    /// There is no second store.
    Alone,
}

/// Carries records between two stores.
#[derive(Default)]
pub struct Courier {
    met: Met,
    asked: Option<Ask>,
    fault: Option<Fault>,
    /// Marks the second store does not have yet.
    marks: Vec<Record>,
    /// What is to be swept once its mark stands in both stores.
    sweeps: Vec<Gone>,
    /// What is superfluous once its snapshot has a copy.
    superfluous: Vec<Superfluous>,
    /// What the second store is to give up.
    leaving: Vec<String>,
}

impl Courier {
    /// What the second store is to do next; nothing while it is at something, when all is done, and after a failure
    /// until it is to be tried again.
    pub fn ask<S: Storage>(&mut self, journal: &mut Journal<S>) -> Option<Ask> {
        if self.asked.is_some() || self.fault.is_some() {
            return None;
        }
        let ask = match &self.met {
            Met::No => Ask::Keys,
            Met::Only(keys, _) => Ask::Get(keys.clone()),
            Met::Beyond(records) => Ask::Put(records.clone()),
            Met::Alone => {
                self.tidy(journal);
                return None;
            }
            Met::Yes => self.next(journal)?,
        };
        self.asked = Some(ask.clone());
        Some(ask)
    }

    fn next<S: Storage>(&mut self, journal: &mut Journal<S>) -> Option<Ask> {
        if !self.marks.is_empty() {
            return Some(Ask::Put(self.marks.clone()));
        }
        if let Some(ask) = to_copy(journal) {
            return Some(ask);
        }
        self.tidy(journal);
        // Sweeping writes anew what is to stay, and that goes first.
        if self.fault.is_some() {
            return None;
        }
        if let Some(ask) = to_copy(journal) {
            return Some(ask);
        }
        (!self.leaving.is_empty()).then(|| Ask::Remove(self.leaving.clone()))
    }

    /// Takes away here what is superfluous or marked. What fails waits.
    fn tidy<S: Storage>(&mut self, journal: &mut Journal<S>) {
        for superfluous in std::mem::take(&mut self.superfluous) {
            // Should it go here only, it comes back at the next start, which takes room and harms nothing.
            if compaction::clear(journal.storage(), &superfluous).is_ok() && self.met == Met::Yes {
                self.leaving.extend(superfluous.keys);
            }
        }
        for gone in std::mem::take(&mut self.sweeps) {
            match erasure::sweep(journal, &gone) {
                Ok(keys) if self.met == Met::Yes => self.leaving.extend(keys),
                Ok(_) => {}
                Err(fault) => {
                    self.fault = Some(fault);
                    self.sweeps.push(gone);
                }
            }
        }
    }

    /// Takes in what came of the last thing that was asked, and answers whether everything has to be read anew.
    pub fn told<S: Storage>(&mut self, journal: &mut Journal<S>, told: Result<Told, Fault>) -> bool {
        let asked = self.asked.take();
        match (std::mem::take(&mut self.met), told) {
            (Met::Yes, told) => {
                self.met = Met::Yes;
                match (asked, told) {
                    (_, Err(fault)) => self.fault = Some(fault),
                    (Some(Ask::Put(records)), _) => {
                        self.marks.retain(|mark| !records.contains(mark));
                        journal.copied(&records);
                    }
                    (Some(Ask::Remove(keys)), _) => self.leaving.retain(|key| !keys.contains(key)),
                    _ => {}
                }
                false
            }
            (Met::No, Ok(Told::Keys(mut copied))) => {
                copied.retain(|key| key.starts_with(PREFIX));
                self.met = match missing(journal, &copied) {
                    Ok(missing) => Met::Only(missing, copied),
                    Err(_) => Met::Alone,
                };
                self.is_alone(journal)
            }
            (Met::Only(_, copied), Ok(Told::Records(copies))) => {
                journal.restore(&copies);
                let gone = journal.gone();
                let of_gone = |key: &&String| match gone.as_deref() {
                    Ok(gone) => gone.iter().any(|gone| is_of(key, gone)),
                    Err(_) => false,
                };
                // What was erased while it could not be told.
                self.leaving.extend(copied.iter().filter(of_gone).cloned());
                self.met = match journal.beyond(&copied) {
                    Ok((_, records)) if records.is_empty() => Met::Yes,
                    Ok((_, records)) => Met::Beyond(records),
                    Err(_) => Met::Alone,
                };
                self.sweeps.extend(gone.unwrap_or_default());
                self.is_alone(journal);
                true
            }
            (Met::Beyond(_), Ok(_)) => {
                self.met = Met::Yes;
                false
            }
            _ => {
                self.met = Met::Alone;
                self.is_alone(journal)
            }
        }
    }

    fn is_alone<S: Storage>(&mut self, journal: &mut Journal<S>) -> bool {
        if self.met == Met::Alone {
            journal.without_copies();
            self.leaving.clear();
            self.marks.clear();
        }
        false
    }

    /// There is no second store.
    pub fn stay_alone<S: Storage>(&mut self, journal: &mut Journal<S>) {
        self.met = Met::Alone;
        self.is_alone(journal);
    }

    /// Tries again after a failure.
    pub fn try_again(&mut self) {
        self.fault = None;
    }

    /// Why the second store did not do what it was asked last.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Whether both stores have all there is to have.
    pub fn is_settled(&self) -> bool {
        let nothing = self.marks.is_empty() && self.sweeps.is_empty() && self.leaving.is_empty();
        self.asked.is_none() && self.fault.is_none() && nothing && matches!(self.met, Met::Yes | Met::Alone)
    }

    /// Whether there are two stores, and they have met.
    pub fn has_met(&self) -> bool {
        self.met == Met::Yes
    }

    /// Writes a snapshot of an assessment; what it makes superfluous goes when it has its copy. Nothing happens before
    /// the stores have met.
    ///
    /// # Errors
    /// When it could not be written; everything is as it was.
    pub fn compact<S: Storage>(&mut self, journal: &mut Journal<S>, assessment: &AssessmentId) -> Result<(), Fault> {
        if matches!(self.met, Met::Yes | Met::Alone) {
            self.superfluous.push(compaction::snapshot(journal, assessment)?);
        }
        Ok(())
    }

    /// Erases for good. Everything has to be read anew after it.
    ///
    /// # Errors
    /// When it could not be marked; everything is as it was.
    pub fn erase<S: Storage>(&mut self, journal: &mut Journal<S>, gone: Gone) -> Result<(), Fault> {
        let mark = erasure::mark(journal.storage(), &gone)?;
        self.copy_marks(vec![mark]);
        self.sweeps.push(gone);
        Ok(())
    }

    /// The second store is to give these up, because they were taken away here.
    pub fn give_up(&mut self, keys: Vec<String>) {
        if self.met == Met::Yes {
            self.leaving.extend(keys);
        }
    }

    /// Lets an assessment come in again that was erased.
    ///
    /// # Errors
    /// When that could not be said.
    pub fn lift<S: Storage>(&mut self, journal: &mut Journal<S>, assessment: &AssessmentId) -> Result<(), Fault> {
        let marks = erasure::lift(journal.storage(), assessment)?;
        self.sweeps.retain(|gone| gone.assessment != *assessment);
        self.copy_marks(marks);
        Ok(())
    }

    fn copy_marks(&mut self, marks: Vec<Record>) {
        if self.met != Met::Alone {
            self.marks.retain(|own| marks.iter().all(|mark| mark.key != own.key));
            self.marks.extend(marks);
        }
    }
}

fn to_copy<S: Storage>(journal: &Journal<S>) -> Option<Ask> {
    let records = journal.to_copy();
    (!records.is_empty()).then_some(Ask::Put(records))
}

fn is_of(key: &str, gone: &Gone) -> bool {
    let assessment = key.strip_prefix(PREFIX).and_then(|path| path.split('/').nth(1));
    gone.respondent.is_none() && assessment == Some(gone.assessment.as_str()) && Gone::read(key).is_none()
}

/// Of the keys of the second store those that are not here, or damaged here, and all marks.
fn missing<S: Storage>(journal: &mut Journal<S>, copied: &[String]) -> Result<Vec<String>, Fault> {
    let storage = journal.storage();
    let mut own = storage.keys()?;
    sort(&mut own, |a, b| a < b);
    let mut missing = Vec::new();
    for key in copied {
        let is_here = own.binary_search(key).is_ok() && Gone::read(key).is_none();
        if !is_here || storage.get(key)?.is_none_or(|text| matches!(read_record(key, &text), Read::Unreadable(_))) {
            missing.push(key.clone());
        }
    }
    Ok(missing)
}
