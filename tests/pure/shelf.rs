//! A pack that was brought along is given back as it came, or it is said why not, and nothing else is touched.

use fourfold::model::pack::read_one_file;
use fourfold::store::shelf::{Unavailable, find, keep, kept, remove};
use fourfold::store::{Failure, Fault, Memory, Read, Storage, read_record};

const SMALL: &str = include_str!("../fixtures/packs/small.json");

fn name() -> String {
    read_one_file(SMALL).unwrap().0.name()
}

fn names(storage: &Memory) -> Vec<String> {
    kept(storage).unwrap().into_iter().map(|own| own.name).collect()
}

#[test]
fn a_pack_comes_back_byte_for_byte_and_takes_less_room_than_it_has() {
    let mut storage = Memory::default();
    assert_eq!(find(&storage, &name()), Err(Unavailable::Unknown));
    keep(&mut storage, &name(), SMALL).unwrap();
    assert_eq!(find(&storage, &name()).as_deref(), Ok(SMALL));
    assert_eq!(names(&storage), [name()]);
    let key = &kept(&storage).unwrap()[0].key;
    assert!(storage.get(key).unwrap().unwrap().len() * 2 < SMALL.len());
    // Kept again it is still one.
    keep(&mut storage, &name(), SMALL).unwrap();
    assert_eq!(names(&storage).len(), 1);
    remove(&mut storage, &name()).unwrap();
    assert_eq!(find(&storage, &name()), Err(Unavailable::Unknown));
    assert_eq!(names(&storage).len(), 0);
}

#[test]
fn the_journal_takes_a_pack_for_nothing_of_its_own() {
    let mut storage = Memory::default();
    keep(&mut storage, &name(), SMALL).unwrap();
    let key = storage.keys().unwrap().remove(0);
    assert_eq!(read_record(&key, &storage.get(&key).unwrap().unwrap()), Read::Foreign);
    assert!(key.starts_with("fourfold/"));
}

#[test]
fn a_damaged_pack_is_told_and_left_where_it_is() {
    let mut storage = Memory::default();
    keep(&mut storage, &name(), SMALL).unwrap();
    let key = kept(&storage).unwrap().remove(0).key;
    let whole = storage.get(&key).unwrap().unwrap();
    for place in (0..whole.len()).step_by(23).chain(0..100) {
        let mut bytes = whole.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        for damaged in [String::from_utf8(bytes).unwrap(), whole[..place].to_owned()] {
            storage.set(&key, &damaged).unwrap();
            let found = find(&storage, &name());
            assert!(matches!(found, Err(Unavailable::Damaged(_))), "byte {place}: {found:?}");
            assert_eq!(storage.get(&key).unwrap(), Some(damaged));
        }
    }
}

#[test]
fn what_could_not_be_kept_is_said_and_the_pack_before_it_stays() {
    for failure in Failure::ALL {
        for step in 0..2 {
            let mut storage = Memory::default();
            keep(&mut storage, &name(), SMALL).unwrap();
            storage.fail(step, *failure);
            let other = SMALL.replace("Whoever asks for", "Anyone who asks for");
            let said = keep(&mut storage, &name(), &other);
            let there = find(&storage.restarted(), &name()).unwrap();
            assert!(there == SMALL || there == other, "{failure:?} at {step} leaves neither");
            assert!(said.is_err() || there == other, "{failure:?} at {step} is not said");
        }
    }
    let mut full = Memory::with_limit(100);
    assert_eq!(keep(&mut full, &name(), SMALL), Err(Fault::Full));
    assert_eq!(names(&full).len(), 0);
}

#[test]
fn a_small_record_cannot_grow_without_bounds() {
    let mut storage = Memory::default();
    keep(&mut storage, "zeros@1#00", &"0".repeat((16 << 20) + 1)).unwrap();
    assert!(matches!(find(&storage, "zeros@1#00"), Err(Unavailable::Damaged(_))));
}
