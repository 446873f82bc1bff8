//! How one would do it who had not seen it go wrong: everything in one text, failures swallowed, the last one wins. The
//! tests run the same scenarios on these, and have to find the promise broken.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use fourfold::model::{Fact, ProfileField, Statement, WriterId};
use fourfold::store::{Failure, Fault, Journal, Memory, Storage};

use crate::device::stamp;
use crate::faults::id;

/// Everything in one text under one key, saved without looking; each tab read it when it began.
#[derive(Clone, Default)]
pub struct Blob {
    pub disk: Rc<RefCell<BTreeMap<String, String>>>,
    tabs: Rc<RefCell<BTreeMap<u64, BTreeSet<u64>>>>,
}

pub fn parse(text: &str) -> BTreeSet<u64> {
    text.split(',').filter_map(|n| n.parse().ok()).collect()
}

pub fn write(all: &BTreeSet<u64>) -> String {
    all.iter().map(u64::to_string).collect::<Vec<_>>().join(",")
}

impl Blob {
    pub fn all(&self) -> BTreeSet<u64> {
        self.disk.borrow().get("state").map(|text| parse(text)).unwrap_or_default()
    }

    pub fn say(&self, tab: u64, n: u64) {
        let mut tabs = self.tabs.borrow_mut();
        let state = tabs.entry(tab).or_insert_with(|| self.all());
        state.insert(n);
        self.disk.borrow_mut().insert("state".to_owned(), write(state));
    }
}

/// What an app may do with a number that somebody says: answer whether it is saved.
pub type Say = fn(&mut Memory, u64, &mut BTreeMap<u64, BTreeSet<u64>>, u64) -> bool;

/// One text for everything, from what the tab has in mind.
pub fn one_blob(memory: &mut Memory, tab: u64, minds: &mut BTreeMap<u64, BTreeSet<u64>>, n: u64) -> bool {
    let mind = minds.entry(tab).or_insert_with(|| parse(&memory.get("state").ok().flatten().unwrap_or_default()));
    mind.insert(n);
    memory.set("state", &write(mind)).is_ok()
}

/// A record each, and failures are nobody's business.
pub fn swallowing(memory: &mut Memory, _: u64, _: &mut BTreeMap<u64, BTreeSet<u64>>, n: u64) -> bool {
    drop(memory.set(&format!("record/{n}"), &n.to_string()));
    true
}

/// Reads, changes and writes back; the last one wins, and a failed read is an empty one.
pub fn read_change_write(memory: &mut Memory, _: u64, _: &mut BTreeMap<u64, BTreeSet<u64>>, n: u64) -> bool {
    let mut all = parse(&memory.get("state").ok().flatten().unwrap_or_default());
    all.insert(n);
    memory.set("state", &write(&all)).is_ok()
}

/// Runs two tabs with one failure and says whether something was lost that was called saved.
fn loses(say: Say, failure: Option<(usize, Failure)>) -> bool {
    let mut memory = Memory::default();
    if let Some((n, failure)) = failure {
        memory.fail(n, failure);
    }
    let mut minds = BTreeMap::new();
    let mut acknowledged = BTreeSet::new();
    for n in 0..6 {
        if say(&mut memory, n % 2, &mut minds, n) {
            acknowledged.insert(n);
        }
    }
    let memory = memory.restarted();
    let mut there = parse(&memory.get("state").unwrap().unwrap_or_default());
    let found = Journal::new(memory.clone(), WriterId(99)).load(&[]).unwrap();
    for fact in found.assessments.values().flat_map(|own| own.facts.iter()) {
        if let Some(Statement::Profile { field: ProfileField::Name(Some(name)) }) = &fact.statement {
            there.extend(name.parse::<u64>());
        }
    }
    there.extend(memory.keys().unwrap().iter().filter_map(|key| key.strip_prefix("record/")?.parse::<u64>().ok()));
    !acknowledged.is_subset(&there)
}

fn losses(say: Say) -> usize {
    let every = Failure::ALL.iter().flat_map(|failure| (0..20).map(|n| Some((n, *failure))));
    every.chain([None]).filter(|failure| loses(say, *failure)).count()
}

#[test]
fn r1_naive_ways_to_save_lose_what_they_called_saved() {
    let (blob, swallowing, changing) = (losses(one_blob), losses(swallowing), losses(read_change_write));
    assert!(blob > 0 && loses(one_blob, None), "two tabs and one text: {blob}");
    assert!(swallowing > 0, "failures nobody looks at: {swallowing}");
    assert!(changing > 0, "read, changed and written back: {changing}");
    println!("figure R1 | losses of naive ways | {} | seed 1 | passed", blob + swallowing + changing);
}

/// What this app does.
fn ours(memory: &mut Memory, _: u64, _: &mut BTreeMap<u64, BTreeSet<u64>>, n: u64) -> bool {
    let mut journal = Journal::new(std::mem::take(memory), WriterId(n));
    let statement = Statement::Profile { field: ProfileField::Name(Some(n.to_string().into())) };
    let fact = Fact::new(stamp(n + 1, n), None, None, statement);
    let is_kept = journal.append(&id(), &[fact]).is_ok();
    *memory = std::mem::take(journal.storage());
    is_kept
}

#[test]
fn r1_the_same_scenario_loses_nothing_here() {
    assert_eq!(losses(ours), 0);
}

#[test]
fn r5_a_naive_app_on_a_full_storage_says_saved_and_is_not() {
    let mut memory = Memory::with_limit(20);
    assert!(swallowing(&mut memory, 0, &mut BTreeMap::new(), 100_000_000_000));
    assert_eq!(memory.set("record/2", "x".repeat(99).as_str()), Err(Fault::Full));
    assert!(memory.keys().unwrap().is_empty());
    // One text for everything is refused as a whole, also where the next word alone would fit.
    let (mut memory, mut minds) = (Memory::with_limit(30), BTreeMap::new());
    let saved: Vec<bool> = (0..20).map(|n| one_blob(&mut memory, 0, &mut minds, n)).collect();
    assert!(!saved[19] && parse(&memory.get("state").unwrap().unwrap()).len() < 20);
}

#[test]
fn r2_the_last_one_wins_is_not_a_merge() {
    let blob = Blob::default();
    blob.say(1, 1);
    blob.say(2, 2);
    blob.say(1, 3);
    assert_ne!(blob.all(), BTreeSet::from([1, 2, 3]));
}

#[test]
fn r8_a_text_without_a_checksum_is_taken_for_good_when_it_is_damaged() {
    let text = write(&BTreeSet::from([11, 22, 33]));
    let mut taken = 0;
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 1;
        taken += usize::from(parse(&String::from_utf8(bytes).unwrap()).len() == 3);
    }
    assert!(taken > 0);
}
