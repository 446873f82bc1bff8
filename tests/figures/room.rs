//! R5: wherever the storage is full, nothing old is lost, it is told, a file can still be had, and once there is room
//! what waited goes in without a reload.

use std::collections::BTreeSet;

use fourfold::exchange::file;
use fourfold::model::Fact;
use fourfold::store::{Fault, Memory};

use crate::device::{Device, Tab, lines};
use crate::faults::{from_elsewhere, id, lived_in, named};
use crate::{During, figure, is_long};

fn size(device: &Device) -> usize {
    device.first().iter().map(|(key, text)| key.encode_utf16().count() + text.encode_utf16().count()).sum()
}

/// What is done where there is hardly any room.
type Deed = fn(&mut Tab) -> Vec<Fact>;

const DEEDS: &[(&str, Deed)] = &[
    ("an edit", |tab| tab.say(&id(), vec![named(1)])),
    ("several edits", |tab| {
        let mut said = tab.say(&id(), vec![named(1)]);
        said.extend(tab.say(&id(), (2..8).map(named).collect()));
        said.extend(tab.say(&id(), vec![named(9)]));
        said
    }),
    ("an import", |tab| {
        let mut said = tab.import(&from_elsewhere(3)).unwrap();
        said.extend(file::read(&from_elsewhere(3)).unwrap().facts.iter().cloned());
        said
    }),
    ("a snapshot", |tab| {
        tab.compact(&id());
        tab.say(&id(), vec![named(1)])
    }),
    ("going back", |tab| tab.undo(&id()).unwrap()),
];

/// Does it with so much room, and then with enough.
fn check(past: &Device, deed: Deed, is_compacted: bool, limit: usize) -> bool {
    let device = past.restarted(0);
    device.disk.memory.borrow_mut().limit(Some(limit));
    let mut tab = device.open_well(0x10);
    let before = lines(&tab.found, &id());
    let old = device.first();
    let said: BTreeSet<String> = deed(&mut tab).iter().map(Fact::write).collect();
    tab.carry();
    let all = lines(&tab.found, &id());
    assert!(said.is_subset(&all), "what was said is not on the screen");
    // It is told, and it is so.
    let stored = Device::of(device.disk.memory.borrow().restarted(), Default::default());
    let there = lines(&stored.open(0x11).unwrap().found, &id());
    let is_full = !said.is_subset(&there);
    assert_eq!(tab.journal.fault() == Some(&Fault::Full), is_full, "full is told when it is full, and only then");
    assert_eq!(tab.is_saved(), !is_full, "called saved and not there, or the other way round");
    assert!(before.is_subset(&there) || said.iter().any(|line| line.contains("\"undone\"")), "something old is gone");
    if is_full && !is_compacted {
        assert!(old.iter().all(|(key, text)| device.first().get(key) == Some(text)), "an old record was touched");
    }
    // The second store has it, and so has a file.
    assert!(!tab.journal.would_lose(), "it stands nowhere");
    let file = file::read(&tab.export(&id())).unwrap();
    assert_eq!(file.facts.iter().map(Fact::write).collect::<BTreeSet<_>>(), all);
    assert_eq!(lines(&device.restarted(0).open_well(0x12).found, &id()), all, "a restart loses it");
    // With room it goes in.
    device.disk.memory.borrow_mut().limit(None);
    drop(tab.journal.settle());
    tab.courier.try_again();
    tab.carry();
    assert!(tab.is_saved() && tab.journal.fault().is_none());
    let stored = Device::of(device.disk.memory.borrow().restarted(), Default::default());
    assert_eq!(lines(&stored.open(0x13).unwrap().found, &id()), all, "it did not go in when there was room");
    is_full
}

#[test]
fn r5_wherever_it_is_full_nothing_is_lost_it_is_told_and_it_goes_in_when_there_is_room() {
    let past = lived_in();
    let begin = size(&past);
    let mut limits = 0;
    for (what, deed) in DEEDS {
        let done = past.restarted(0);
        let mut tab = done.open_well(0x10);
        deed(&mut tab);
        tab.carry();
        // A snapshot stands beside what it makes superfluous for a moment.
        let end = size(&done).max(begin) + if *what == "a snapshot" { begin } else { 0 } + 2;
        let every = if is_long() { 1 } else { (end - begin) / 40 };
        let (mut full, mut fits) = (0, 0);
        for limit in (begin..end).step_by(every).chain([end]) {
            let _during = During(format!("{what} with room for {limit} of {end}"));
            if check(&past, *deed, *what == "a snapshot", limit) {
                full += 1
            } else {
                fits += 1
            }
            limits += 1;
        }
        assert!(fits > 0 && (full > 0 || *what == "a snapshot"), "{what}: {full} full, {fits} fit");
    }
    // Every amount of room there can be, up to 65 536 units, around a few records: all that fits is there.
    let every = if is_long() { 1 } else { 977 };
    for limit in (0..=65_536).step_by(every) {
        let _during = During(format!("room for {limit}"));
        let device = Device::of(Memory::with_limit(limit), Default::default());
        let mut tab = device.open_well(1);
        for n in 0..3 {
            tab.say(&id(), vec![named(n)]);
        }
        tab.carry();
        assert_eq!(tab.is_saved(), lines(&device.open(2).unwrap().found, &id()).len() == 3);
        assert_eq!(lines(&device.restarted(0).open_well(3).found, &id()).len(), 3);
        limits += 1;
    }
    figure("R5", "limits of room", limits, 250, 65_537);
}

#[test]
fn r5_a_second_store_that_is_full_is_told_too_and_tried_again() {
    let device = Device::default();
    let mut tab = device.open_well(1);
    tab.say(&id(), vec![named(1)]);
    device.fail(crate::device::Which::Second, 0, fourfold::store::Failure::Full);
    tab.carry();
    assert!(!tab.is_saved());
    assert_eq!(tab.courier.fault(), Some(&Fault::Full));
    tab.courier.try_again();
    tab.carry();
    assert!(tab.is_saved());
}

#[test]
fn r5_what_found_no_room_when_it_was_put_back_is_seen_also_after_everything_was_read_anew() {
    let past = lived_in();
    let all = lines(&past.open_well(1).found, &id());
    let half = Device::of(Memory::with_limit(400), past.second.borrow().texts.clone());
    let mut tab = half.open_well(2);
    assert_eq!(lines(&tab.found, &id()), all);
    tab.reread();
    assert_eq!(lines(&tab.found, &id()), all);
    half.disk.memory.borrow_mut().limit(None);
    tab.journal.settle().unwrap();
    let first = Device::of(half.disk.memory.borrow().restarted(), Default::default());
    assert_eq!(lines(&first.open(3).unwrap().found, &id()), all, "not put back when there was room");
}
