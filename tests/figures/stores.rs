//! R9: with one of the two stores gone everything is there from the other; with both gone the page is an honest empty
//! one, and a file brings everything back.

use fourfold::store::Memory;

use crate::device::{Device, lines};
use crate::faults::{from_elsewhere, id, lived_in, named};
use crate::figure;

/// A past of every kind: records, an import, a snapshot.
fn pasts() -> Vec<Device> {
    let plain = lived_in();
    let snapshot = plain.restarted(0);
    let mut tab = snapshot.open_well(1);
    tab.say(&id(), vec![named(1)]);
    tab.compact(&id());
    tab.carry();
    tab.say(&id(), vec![named(2)]);
    tab.carry();
    let brought = snapshot.restarted(0);
    let mut tab = brought.open_well(2);
    tab.import(&from_elsewhere(4)).unwrap();
    tab.carry();
    vec![plain, snapshot, brought]
}

#[test]
fn r9_what_one_store_has_lost_the_other_gives_back() {
    let mut cases = 0;
    for past in pasts() {
        let all = lines(&past.open_well(0x20).found, &id());
        assert!(all.len() > 5);
        let texts = past.second.borrow().texts.clone();
        let first_gone = Device::of(Memory::default(), texts);
        let second_gone = Device::of(past.disk.memory.borrow().restarted(), Default::default());
        for device in [first_gone, second_gone] {
            let mut tab = device.open_well(0x21);
            assert_eq!(lines(&tab.found, &id()), all);
            // And both have it again, so that the next loss finds a copy too.
            let first_gone = Device::of(Memory::default(), device.second.borrow().texts.clone());
            let second_gone = Device::of(device.disk.memory.borrow().restarted(), Default::default());
            for device in [first_gone, second_gone] {
                assert_eq!(lines(&device.open_well(0x22).found, &id()), all);
            }
            tab.say(&id(), vec![named(3)]);
            tab.carry();
            assert!(tab.is_saved());
            cases += 2;
        }
        // Each lost a part, and not the same.
        let keys: Vec<String> = texts_of(&past).into_iter().collect();
        let device = past.restarted(0);
        for (n, key) in keys.iter().enumerate() {
            if n % 2 == 0 {
                fourfold::store::Storage::remove(&mut device.disk.clone(), key).unwrap();
            } else {
                device.second.borrow_mut().texts.remove(key);
            }
        }
        assert_eq!(lines(&device.open_well(0x23).found, &id()), all);
        // Both are gone: nothing is made up, and a file brings it back.
        let file = past.open_well(0x24).export(&id());
        let empty = Device::default();
        let mut tab = empty.open_well(0x25);
        assert!(tab.found.assessments.is_empty() && tab.found.quarantine.is_empty());
        tab.import(&file).unwrap();
        tab.carry();
        assert!(all.is_subset(&lines(&empty.open_well(0x26).found, &id())));
        cases += 2;
    }
    figure("R9", "lost stores", cases, 6, 6);
}

fn texts_of(device: &Device) -> Vec<String> {
    device.second.borrow().texts.keys().cloned().collect()
}

#[test]
fn r9_a_naive_app_with_one_store_has_lost_everything() {
    let device = crate::naive::Blob::default();
    device.say(1, 7);
    assert_eq!(device.all().len(), 1);
    device.disk.borrow_mut().clear();
    assert!(device.all().is_empty());
}
