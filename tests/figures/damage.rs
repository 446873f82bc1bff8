//! R8: every flipped bit and every cut in whatever is stored, records, batches, snapshots and marks, is found; the rest
//! is there, the damaged text stays where it is, and where there is a good copy it is read instead.

use std::collections::BTreeMap;

use fourfold::model::Fact;
use fourfold::store::{Gone, Read, Storage, read_record};

use crate::device::{Device, lines};
use crate::faults::{FOREIGN, answer, from_elsewhere, id, lived_in, named};
use crate::{During, figure, is_long};

/// One of everything that is ever stored.
fn everything() -> Device {
    let device = lived_in();
    let mut tab = device.open_well(1);
    tab.journal.append(&id(), &FOREIGN.iter().map(|text| Fact::read(text).unwrap()).collect::<Vec<_>>()).unwrap();
    tab.carry();
    tab.say(&id(), (0..12).map(named).collect());
    tab.compact(&id());
    tab.carry();
    tab.say(&id(), (0..6).map(answer).collect());
    tab.import(&from_elsewhere(5)).unwrap();
    let another = Gone { assessment: "another".parse().unwrap(), respondent: None };
    assert!(tab.erase(another));
    tab.carry();
    assert!(tab.is_saved());
    device.restarted(0)
}

/// Every text that differs by one bit as the browser would hand it over, and every shorter one.
fn mutants(text: &str) -> Vec<String> {
    let wide: Vec<u16> = text.encode_utf16().collect();
    let mut mutants: Vec<String> = Vec::with_capacity(wide.len() * 18);
    for bit in 0..wide.len() * 16 {
        let mut wide = wide.clone();
        wide[bit / 16] ^= 1 << (bit % 16);
        mutants.push(String::from_utf16_lossy(&wide));
    }
    for bit in (0..text.len() * 8).filter(|bit| !text.as_bytes()[bit / 8].is_ascii()) {
        let mut bytes = text.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        mutants.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    for n in 0..wide.len() {
        mutants.push(String::from_utf16_lossy(&wide[..n]));
        mutants.push(String::from_utf16_lossy(&wide[n + 1..]));
    }
    mutants.retain(|mutant| mutant != text);
    mutants
}

/// Whether the damage is found.
fn is_found(key: &str, text: &str) -> bool {
    match Gone::read(key) {
        Some(gone) => gone.said(text).is_none(),
        None => matches!(read_record(key, text), Read::Unreadable(why) if !why.is_empty()),
    }
}

/// A device where this stands instead, in the first store, with and without its copy.
fn check_device(past: &Device, key: &str, mutant: &str) {
    let all = lines(&past.open(0x30).unwrap().found, &id());
    let device = past.restarted(0);
    device.disk.clone().set(key, mutant).unwrap();
    let tab = device.open_well(0x31);
    assert_eq!(lines(&tab.found, &id()), all, "there was a good copy");
    assert!(tab.found.quarantine.is_empty());
    if Gone::read(key).is_none() {
        assert_eq!(tab.found.healed, 1);
        assert_eq!(device.first()[key], mutant, "a damaged record was written over");
    }
    let alone = Device::of(device.disk.memory.borrow().restarted(), BTreeMap::new());
    alone.disk.clone().set(key, mutant).unwrap();
    let mut tab = alone.open_well(0x32);
    let there = lines(&tab.found, &id());
    assert!(there.is_subset(&all), "made up from a damaged record");
    assert!(tab.found.quarantine.iter().any(|own| own.key == key && own.text == mutant), "not shown");
    // Nothing that is done afterwards touches it.
    tab.say(&id(), vec![named(77)]);
    tab.compact(&id());
    tab.carry();
    assert_eq!(alone.first()[key], mutant);
    assert_eq!(alone.second.borrow().texts.get(key), None, "damage was copied");
}

#[test]
fn r8_every_flipped_bit_and_every_cut_in_whatever_is_stored_is_found() {
    let mut past = everything();
    let (mut count, mut devices) = (0, 0);
    let every = if is_long() { 1 } else { 2 };
    let mut turn = 0;
    loop {
        for (key, text) in past.first() {
            for (n, mutant) in mutants(&text).into_iter().enumerate() {
                if (n + turn) % every == 0 {
                    count += 1;
                    let _during = During(format!("{key}: {mutant}"));
                    assert!(is_found(&key, &mutant), "taken for good");
                    if count % 997 == 0 {
                        check_device(&past, &key, &mutant);
                        devices += 1;
                    }
                }
            }
            turn += 1;
        }
        if !is_long() || count >= 1_000_000 {
            break;
        }
        // More of it, with other texts.
        let mut tab = past.open_well(0x40 + turn as u64);
        for n in 0..20 {
            tab.say(&id(), vec![named(turn * 100 + n), answer(turn * 100 + n)]);
        }
        tab.carry();
        past = past.restarted(0);
    }
    assert!(devices >= 8, "{devices}");
    figure("R8", "damaged records", count, 15_000, 1_000_000);
}

#[test]
fn r8_a_damaged_mark_hides_nothing_and_is_shown() {
    let past = everything();
    let (key, text) = past.first().into_iter().find(|(key, _)| Gone::read(key).is_some()).unwrap();
    for mutant in mutants(&text).into_iter().step_by(11) {
        check_device(&past, &key, &mutant);
    }
}
