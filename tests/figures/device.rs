//! A device to break: two stores, and tabs on it that do what the app does. The first store is what browsers call
//! `localStorage`, the second one writes all or nothing and answers later. Both fail on command, and a machine that goes
//! down takes with it what the first one wrote last.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use fourfold::exchange::file;
use fourfold::model::steps::{doing_again, steps, taking_back, to_redo, to_undo};
use fourfold::model::{AssessmentId, Fact, Facts, ProfileField, RespondentId, Stamp, Statement, WriterId};
use fourfold::store::bringing::bring;
use fourfold::store::{Ask, Courier, Told};
use fourfold::store::{Failure, Fault, Found, Gone, Holding, Journal, Memory, Read, Record, Storage, read_record};

/// A key and what stood under it.
type Before = (String, Option<String>);

/// The first store, shared by the tabs, with what was last written to it.
#[derive(Clone, Default)]
pub struct Disk {
    pub memory: Rc<RefCell<Memory>>,
    /// What stood under each key that was written, before it was, the last one last.
    before: Rc<RefCell<Vec<Before>>>,
}

impl Disk {
    fn noting(&self, key: &str, change: impl FnOnce(&mut Memory) -> Result<(), Fault>) -> Result<(), Fault> {
        let peek = |memory: &Memory| memory.peek(key).map(str::to_owned);
        let mut memory = self.memory.borrow_mut();
        let old = peek(&memory);
        let done = change(&mut memory);
        if peek(&memory) != old {
            self.before.borrow_mut().push((key.to_owned(), old));
        }
        done
    }

    /// How often something was changed.
    pub fn changes(&self) -> usize {
        self.before.borrow().len()
    }
}

impl Storage for Disk {
    fn keys(&self) -> Result<Vec<String>, Fault> {
        self.memory.borrow().keys()
    }
    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        self.memory.borrow().get(key)
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        self.noting(key, |memory| memory.set(key, text))
    }
    fn remove(&mut self, key: &str) -> Result<(), Fault> {
        self.noting(key, |memory| memory.remove(key))
    }
}

/// The second store: all or nothing, at each thing it is asked.
#[derive(Clone, Default)]
pub struct Second {
    pub texts: BTreeMap<String, String>,
    pub operations: usize,
    failure: Option<(usize, Failure)>,
    pub crashed: bool,
}

impl Second {
    pub fn perform(&mut self, ask: &Ask) -> Result<Told, Fault> {
        let failure = self.failure.filter(|(at, _)| *at == self.operations).map(|(_, failure)| failure);
        self.operations += 1;
        let failed = Err(Fault::Failed("the second store failed".to_owned()));
        self.crashed |= matches!(failure, Some(Failure::CrashBefore | Failure::CrashAfter));
        match failure {
            Some(Failure::Before | Failure::CrashBefore) => return failed,
            Some(Failure::Full) => return Err(Fault::Full),
            _ => {}
        }
        let is_lost = failure == Some(Failure::Lost);
        let told = match ask {
            Ask::Keys => Told::Keys(self.texts.keys().cloned().collect()),
            Ask::Get(keys) => {
                let record = |key: &String| Some(Record { key: key.clone(), text: self.texts.get(key)?.clone() });
                Told::Records(keys.iter().filter_map(record).collect())
            }
            Ask::Put(records) => {
                if !is_lost {
                    self.texts.extend(records.iter().map(|own| (own.key.clone(), own.text.clone())));
                }
                Told::Done
            }
            Ask::Remove(keys) => {
                if !is_lost {
                    keys.iter().for_each(|key| drop(self.texts.remove(key)));
                }
                Told::Done
            }
        };
        if matches!(failure, Some(Failure::After | Failure::CrashAfter)) { failed } else { Ok(told) }
    }
}

/// Which store something happens to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    First,
    Second,
}

/// Two stores and whatever tabs there are.
#[derive(Clone, Default)]
pub struct Device {
    pub disk: Disk,
    pub second: Rc<RefCell<Second>>,
}

impl Device {
    /// The device after a restart; what the first store wrote last, so many changes, is lost.
    pub fn restarted(&self, lost: usize) -> Self {
        let mut memory = self.disk.memory.borrow().restarted();
        for (key, old) in self.disk.before.borrow().iter().rev().take(lost) {
            match old {
                Some(text) => memory.set(key, text).unwrap(),
                None => memory.remove(key).unwrap(),
            }
        }
        Self::of(memory, self.second.borrow().texts.clone())
    }

    pub fn of(memory: Memory, texts: BTreeMap<String, String>) -> Self {
        let disk = Disk { memory: Rc::new(RefCell::new(memory)), ..Disk::default() };
        Self { disk, second: Rc::new(RefCell::new(Second { texts, ..Second::default() })) }
    }

    pub fn fail(&self, which: Which, n: usize, failure: Failure) {
        match which {
            Which::First => self.disk.memory.borrow_mut().fail(n, failure),
            Which::Second => {
                let mut second = self.second.borrow_mut();
                second.failure = Some((second.operations + n, failure));
            }
        }
    }

    pub fn operations(&self, which: Which) -> usize {
        match which {
            Which::First => self.disk.memory.borrow().operations(),
            Which::Second => self.second.borrow().operations,
        }
    }

    pub fn has_crashed(&self) -> bool {
        self.disk.memory.borrow().has_crashed() || self.second.borrow().crashed
    }

    /// What the first store holds.
    pub fn first(&self) -> BTreeMap<String, String> {
        let memory = self.disk.memory.borrow().restarted();
        memory.keys().unwrap().into_iter().map(|key| (key.clone(), memory.get(&key).unwrap().unwrap())).collect()
    }

    /// Whether a text stands anywhere in either store.
    pub fn mentions(&self, text: &str) -> bool {
        let second = self.second.borrow();
        self.first().iter().chain(&second.texts).any(|(key, own)| key.contains(text) || own.contains(text))
    }

    /// A page load. Nothing where the first store could not be read.
    pub fn open(&self, writer: u64) -> Option<Tab> {
        let journal = Journal::new(self.disk.clone(), WriterId(writer));
        let found = journal.load(&[]).ok()?;
        Some(Tab { device: self.clone(), journal, courier: Courier::default(), found, writer: WriterId(writer), at: 0 })
    }

    /// A page load that goes well, with what both stores have.
    pub fn open_well(&self, writer: u64) -> Tab {
        let mut tab = self.open(writer).expect("nothing fails here");
        tab.carry();
        assert!(tab.is_saved(), "a healthy device does not come to rest");
        tab
    }
}

/// The facts of an assessment, as lines.
pub fn lines(found: &Found, assessment: &AssessmentId) -> BTreeSet<String> {
    found.assessments.get(assessment).map(|own| own.facts.iter().map(Fact::write).collect()).unwrap_or_default()
}

/// A page of the app.
pub struct Tab {
    pub device: Device,
    pub journal: Journal<Disk>,
    pub courier: Courier,
    pub found: Found,
    pub writer: WriterId,
    at: i64,
}

impl Tab {
    /// Lets the second store do what it is asked, as far as it does.
    pub fn carry(&mut self) {
        while !self.device.has_crashed() && self.carry_once() {}
    }

    /// One thing of it.
    pub fn carry_once(&mut self) -> bool {
        let Some(ask) = self.courier.ask(&mut self.journal) else { return false };
        if self.device.has_crashed() {
            return false;
        }
        let told = self.device.second.borrow_mut().perform(&ask);
        if self.courier.told(&mut self.journal, told) {
            self.reread();
        }
        true
    }

    pub fn reread(&mut self) {
        if let Ok(found) = self.journal.load(&[]) {
            self.found = found;
        }
    }

    /// Whether the page says "Saved".
    pub fn is_saved(&self) -> bool {
        self.journal.fault().is_none() && self.journal.is_settled() && self.courier.is_settled()
    }

    pub fn holding(&self, assessment: &AssessmentId) -> Option<&Holding> {
        self.found.assessments.get(assessment)
    }

    pub fn facts(&self, assessment: &AssessmentId) -> Facts {
        self.holding(assessment).map(|own| own.facts.clone()).unwrap_or_default()
    }

    /// States something, as one step.
    pub fn say(&mut self, assessment: &AssessmentId, statements: Vec<Statement>) -> Vec<Fact> {
        self.say_by(assessment, None, statements)
    }

    pub fn say_by(
        &mut self,
        assessment: &AssessmentId,
        author: Option<RespondentId>,
        statements: Vec<Statement>,
    ) -> Vec<Fact> {
        // Nobody sees what was erased, and so nobody says anything of it.
        let is_gone = || self.journal.gone().is_ok_and(|gone| gone.iter().any(|gone| gone.is_all_of(assessment)));
        if self.holding(assessment).is_none() && is_gone() {
            return Vec::new();
        }
        self.at += 1;
        let holding = self.found.assessments.entry_or_default(assessment.clone());
        let mut said = Vec::new();
        for statement in statements {
            let stamp = holding.facts.next_stamp(self.writer).unwrap();
            let fact = Fact::new(stamp, Some(self.at), author, statement);
            holding.state(fact.clone());
            said.push(fact);
        }
        drop(self.journal.append(assessment, &said));
        self.courier.try_again();
        if said.iter().any(|fact| matches!(fact.statement, Some(Statement::Batch { .. }))) {
            self.reread();
        }
        said
    }

    /// Takes the last step back; nothing where there is none.
    pub fn undo(&mut self, assessment: &AssessmentId) -> Option<Vec<Fact>> {
        let own = self.holding(assessment)?;
        let steps = steps(&own.facts, &own.hands);
        let back = taking_back(&own.facts, &steps, to_undo(&steps)?);
        drop(steps);
        Some(self.say(assessment, back))
    }

    pub fn redo(&mut self, assessment: &AssessmentId) -> Option<Vec<Fact>> {
        let own = self.holding(assessment)?;
        let steps = steps(&own.facts, &own.hands);
        let again = doing_again(&own.facts, &steps, to_redo(&own.facts, &steps)?);
        drop(steps);
        Some(self.say(assessment, again))
    }

    /// Takes over a file as a person's hand does; answers with the step that says so. Nothing is done, and that is
    /// told, where what was erased cannot be let in again.
    pub fn import(&mut self, text: &str) -> Option<Vec<Fact>> {
        let incoming = file::read(text).unwrap();
        let id = incoming.assessment;
        let here = self.holding(&id).cloned();
        let counts = bring(&mut self.courier, &mut self.journal, &id, here.as_ref(), &incoming.facts).ok()?;
        self.reread();
        let mut statements: Vec<Statement> = counts.into_iter().collect();
        if self.facts(&id).assessment().profile.trashed == Some(true) {
            statements.push(Statement::Profile { field: ProfileField::Trashed(None) });
        }
        Some(if statements.is_empty() { Vec::new() } else { self.say(&id, statements) })
    }

    pub fn export(&self, assessment: &AssessmentId) -> String {
        file::write(assessment, &self.facts(assessment))
    }

    pub fn compact(&mut self, assessment: &AssessmentId) {
        drop(self.courier.compact(&mut self.journal, assessment));
    }

    pub fn erase(&mut self, gone: Gone) -> bool {
        let is_marked = self.courier.erase(&mut self.journal, gone).is_ok();
        self.reread();
        is_marked
    }

    /// Takes in what another tab has written meanwhile, record by record, as the browser tells it.
    pub fn follow(&mut self, written: &[(String, String)]) {
        for (key, text) in written {
            match read_record(key, text) {
                Read::Valid(id, content) => {
                    let recounts = |fact: &Fact| matches!(fact.statement, Some(Statement::Batch { .. }));
                    if !content.brought.is_empty() || content.own.iter().any(recounts) {
                        self.reread();
                        continue;
                    }
                    let holding = self.found.assessments.entry_or_default(id);
                    content.own.into_iter().for_each(|fact| {
                        holding.state(fact);
                    });
                }
                Read::Foreign if Gone::read(key).is_some() => self.reread(),
                _ => {}
            }
        }
    }
}

pub fn stamp(counter: u64, writer: u64) -> Stamp {
    Stamp { counter, writer: WriterId(writer) }
}
