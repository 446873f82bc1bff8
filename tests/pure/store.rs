//! The journal keeps its word: whatever the storage does, what was acknowledged is there after a
//! restart, an append is there whole or not at all, and what is not ours is left alone. Every storage
//! operation of every scenario is made to fail in every way there is.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use fourfold::model::{
    Answer, AssessmentId, Fact, FigureKey, ProfileField, RespondentId, RoundId, Stamp, Statement, WriterId,
};
use fourfold::store::{Failure, Fault, Found, Journal, Memory, PREFIX, Read, Storage, read_record};

// ---------------------------------------------------------------- what the tests stand on

/// One storage that several tabs share, and the keys they touched in it.
#[derive(Clone, Default)]
struct Disk {
    memory: Rc<RefCell<Memory>>,
    read: Rc<RefCell<BTreeSet<String>>>,
    written: Rc<RefCell<BTreeSet<String>>>,
}

impl Disk {
    fn of(memory: Memory) -> Self {
        Self { memory: Rc::new(RefCell::new(memory)), ..Self::default() }
    }

    /// As after a restart of the machine, without failures.
    fn restarted(&self) -> Self {
        Self::of(self.memory.borrow().restarted())
    }

    fn journal(&self, writer: u64) -> Journal<Self> {
        Journal::new(self.clone(), WriterId(writer))
    }

    fn load(&self) -> Found {
        self.journal(u64::MAX).load(&[]).unwrap()
    }

    fn all(&self) -> BTreeMap<String, String> {
        let memory = self.memory.borrow().restarted();
        memory.keys().unwrap().into_iter().map(|key| (key.clone(), memory.get(&key).unwrap().unwrap())).collect()
    }

    fn put(&self, key: &str, text: &str) {
        self.memory.borrow_mut().set(key, text).unwrap();
    }
}

impl Storage for Disk {
    fn keys(&self) -> Result<Vec<String>, Fault> {
        self.memory.borrow().keys()
    }
    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        self.read.borrow_mut().insert(key.to_owned());
        self.memory.borrow().get(key)
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        self.written.borrow_mut().insert(key.to_owned());
        self.memory.borrow_mut().set(key, text)
    }
    fn remove(&mut self, key: &str) -> Result<(), Fault> {
        self.written.borrow_mut().insert(key.to_owned());
        self.memory.borrow_mut().remove(key)
    }
}

fn assessment() -> AssessmentId {
    "harbour-it".parse().unwrap()
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

const WORDS: &[&str] =
    &["", "plain", "two\nlines\r\n", "\"quoted\" \\ / \u{0}\t", "Übersee – 港口", "🚢🚢", "\u{2028}\u{feff}\u{fffd}"];

/// The n-th fact of a writer: now a text, now an answer, now a number.
fn fact(writer: u64, n: usize) -> Fact {
    let stamp = |counter: usize| Stamp { counter: counter as u64, writer: WriterId(writer) };
    let text = || WORDS[n % WORDS.len()].into();
    let statement = match n % 3 {
        0 => Statement::Profile { field: ProfileField::Name(Some(text())) },
        1 => Statement::Answer {
            round: RoundId(stamp(1)),
            question: "inc-w".parse().unwrap(),
            respondent: RespondentId(stamp(2)),
            value: Some(Answer::NotApplicable(text())),
        },
        _ => Statement::Figure {
            figure: FigureKey::TotalCost,
            period: "2025-12".parse().unwrap(),
            value: Some(n as f64 / 3.0),
        },
    };
    Fact::new(stamp(n + 1), Some(1_737_331_200_000), Some(RespondentId(stamp(2))), statement)
}

/// Facts of a later version: an unknown kind, an unknown field, a value of a type we do not know, and
/// one that somebody's tool has spread over lines.
const FOREIGN: &[&str] = &[
    r#"{"kind":"mood","of":["2031"],"is":"sunny","stamp":"9000001-00000000000000ff"}"#,
    r#"{"kind":"profile","of":["name"],"is":"Harbour","stamp":"9000002-00000000000000ff","colour":[1,{"a":null}]}"#,
    r#"{"kind":"profile","of":["currency"],"is":{"code":"EUR"},"stamp":"9000003-00000000000000ff","at":1000}"#,
    "{\"kind\":\"mood\",\n  \"of\":[\"2032\"],\n  \"is\":null,\r\n  \"stamp\":\"9000004-00000000000000ff\"}",
];

fn foreign_facts() -> Vec<Fact> {
    FOREIGN.iter().filter_map(|text| Fact::read(text).ok()).collect()
}

/// A storage with a past: records of another tab, a newer version's, a damaged one, other people's.
fn lived_in() -> Disk {
    let disk = Disk::default();
    let mut earlier = disk.journal(0xff);
    earlier.append(&assessment(), &[fact(0xff, 0)]).unwrap();
    earlier.append(&assessment(), &(1..9).map(|n| fact(0xff, n)).collect::<Vec<_>>()).unwrap();
    earlier.append(&assessment(), &foreign_facts()[..3]).unwrap();
    earlier.append(&"another".parse().unwrap(), &[fact(0xfe, 0)]).unwrap();
    disk.put("fourfold/2/harbour-it/00000000000000aa/1", "\u{1}binary of a later day");
    disk.put("fourfold/1/harbour-it/00000000000000bb/1", "00000000 {\"kind\":\"profile\"}");
    disk.put("excalidraw", "{}");
    disk
}

// ---------------------------------------------------------------- a fault at every operation

/// What a tab does. The number is the tab.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Appends so many new facts as one record.
    Append(u64, usize),
    /// Appends again what this tab could not append last.
    Again(u64),
    /// Reads everything.
    Load(u64),
}
use Step::{Again, Append, Load};

/// A storage with a past, and what it held.
struct Past {
    disk: Disk,
    all: BTreeMap<String, String>,
    found: Found,
    facts: BTreeSet<String>,
}

impl Past {
    fn new() -> Self {
        let disk = lived_in();
        let found = disk.load();
        Self { all: disk.all(), facts: texts(&found), disk, found }
    }
}

fn texts(found: &Found) -> BTreeSet<String> {
    found.assessments[&assessment()].facts.iter().map(Fact::write).collect()
}

/// Facts that were to be appended together, and whether it was said that they are kept.
struct Batch {
    facts: Vec<Fact>,
    acknowledged: bool,
}

/// Holds what was found against what was said: nothing acknowledged is missing, nothing is half
/// there, nothing else is there.
fn check_promise(past: &Past, batches: &[Batch], found: &Found) {
    let all = texts(found);
    let mut expected = past.facts.clone();
    for batch in batches {
        let lines: Vec<String> = batch.facts.iter().map(Fact::write).collect();
        let there = lines.iter().filter(|line| all.contains(*line)).count();
        assert!(there == lines.len() || there == 0, "{there} facts of a batch of {}", lines.len());
        assert!(there == lines.len() || !batch.acknowledged, "an acknowledged fact is gone");
        if there > 0 {
            expected.extend(lines);
        }
    }
    assert!(all == expected, "something else is there");
    assert_eq!(found.assessments.len(), past.found.assessments.len());
    assert_eq!(found.quarantine, past.found.quarantine);
    assert_eq!(found.newer, past.found.newer);
}

/// Runs the steps with one failure, restarts, and holds what is there against what was promised.
/// Returns how many operations there were.
fn run(past: &Past, steps: &[Step], failure: Option<(usize, Failure)>) -> usize {
    let disk = past.disk.restarted();
    if let Some((n, failure)) = failure {
        disk.memory.borrow_mut().fail(n, failure);
    }
    let mut tabs: BTreeMap<u64, Journal<Disk>> = BTreeMap::new();
    let mut failed: BTreeMap<u64, usize> = BTreeMap::new();
    let mut batches: Vec<Batch> = Vec::new();
    let mut count = 0;
    for step in steps {
        let (Append(tab, _) | Again(tab) | Load(tab)) = *step;
        let journal = tabs.entry(tab).or_insert_with(|| disk.journal(tab));
        let batch = match *step {
            Append(_, n) => {
                let facts = (count..count + n).map(|n| fact(tab, n)).collect();
                batches.push(Batch { facts, acknowledged: false });
                count += n;
                batches.len() - 1
            }
            Again(_) => match failed.remove(&tab) {
                Some(batch) => batch,
                None => continue,
            },
            Load(_) => {
                if let Ok(found) = journal.load(&[]) {
                    check_promise(past, &batches, &found);
                }
                continue;
            }
        };
        match journal.append(&assessment(), &batches[batch].facts) {
            Ok(()) => batches[batch].acknowledged = true,
            Err(_) => drop(failed.insert(tab, batch)),
        }
    }
    let operations = disk.memory.borrow().operations();
    let after = disk.restarted();
    check_promise(past, &batches, &after.load());
    let all = after.all();
    assert!(past.all.iter().all(|(key, text)| all.get(key) == Some(text)), "an old record was changed");
    // Life goes on after it.
    after.journal(0x77).append(&assessment(), &[fact(0x77, 0)]).unwrap();
    batches.push(Batch { facts: vec![fact(0x77, 0)], acknowledged: true });
    check_promise(past, &batches, &after.load());
    operations
}

/// Runs the steps once for every operation and every way it can fail, and says how often that was.
fn check(steps: &[Step]) -> usize {
    let past = Past::new();
    let operations = run(&past, steps, None);
    for n in 0..operations {
        for failure in Failure::ALL {
            run(&past, steps, Some((n, *failure)));
        }
    }
    operations * Failure::ALL.len()
}

#[test]
fn one_fact_is_there_or_it_is_not() {
    check(&[Append(1, 1)]);
}

#[test]
fn a_batch_is_there_whole_or_not_at_all() {
    check(&[Append(1, 40)]);
}

#[test]
fn reading_changes_nothing_however_it_ends() {
    check(&[Load(1), Load(1)]);
}

#[test]
fn one_append_after_another_keeps_them_all() {
    check(&[Append(1, 1), Append(1, 3), Append(1, 1), Load(1)]);
}

#[test]
fn an_append_after_a_failed_one_stands_beside_whatever_that_left() {
    check(&[Append(1, 2), Append(1, 2), Again(1), Append(1, 2), Again(1), Load(1)]);
}

#[test]
fn two_tabs_that_take_turns_lose_nothing_and_see_each_other() {
    check(&[Append(1, 1), Append(2, 1), Load(1), Append(1, 2), Append(2, 2), Again(1), Again(2), Load(2)]);
}

#[test]
fn eight_tabs_and_any_order_of_steps_keep_the_promise_too() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |n: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % n
    };
    let mut faults = 0;
    for _ in 0..25 {
        let steps: Vec<Step> = (0..2 + next(8))
            .map(|_| match (next(5), 1 + next(8)) {
                (0, tab) => Load(tab),
                (1, tab) => Again(tab),
                (_, tab) => Append(tab, 1 + next(4) as usize),
            })
            .collect();
        faults += check(&steps);
    }
    assert!(faults >= 2_000, "only {faults} faults");
}

#[test]
fn what_was_written_last_may_be_lost_with_the_machine_and_nothing_before_it_is() {
    let disk = Disk::default();
    let mut journal = disk.journal(1);
    for n in 0..20 {
        journal.append(&assessment(), &[fact(1, n)]).unwrap();
    }
    for kept in 0..=20 {
        let after = disk.restarted();
        for n in kept..20 {
            after.memory.borrow_mut().remove(&format!("fourfold/1/harbour-it/0000000000000001/{}", n + 1)).unwrap();
        }
        let found = after.load();
        assert!(found.quarantine.is_empty());
        let there = found.assessments.get(&assessment()).map_or(0, |own| own.facts.len());
        assert_eq!(there, kept);
    }
}

// ---------------------------------------------------------------- what an append promises

#[test]
fn appending_nothing_writes_nothing() {
    let disk = lived_in();
    disk.journal(1).append(&assessment(), &[]).unwrap();
    assert_eq!(disk.all(), lived_in().all());
}

/// Appends facts of which one cannot be read again.
fn check_refused(bad: Fact) {
    let disk = lived_in();
    assert!(disk.journal(1).append(&assessment(), &[fact(1, 0), bad]).is_err());
    assert_eq!(disk.all(), lived_in().all());
}

#[test]
fn a_text_that_is_too_long_to_be_read_again_is_refused_rather_than_kept_unreadable() {
    let name = "x".repeat(8_001);
    let statement = Statement::Profile { field: ProfileField::Name(Some(name.into())) };
    check_refused(Fact::new(Stamp { counter: 1, writer: WriterId(1) }, None, None, statement));
}

#[test]
fn a_stamp_that_cannot_be_read_again_is_refused_rather_than_kept_unreadable() {
    for counter in [0, Stamp::MAX_COUNTER + 1] {
        let stamp = Stamp { counter, writer: WriterId(1) };
        check_refused(Fact::new(stamp, None, None, fact(1, 0).statement.unwrap()));
    }
}

#[test]
fn the_longest_text_is_kept() {
    let name = "🚢".repeat(8_000);
    let statement = Statement::Profile { field: ProfileField::Name(Some(name.into())) };
    let long = Fact::new(Stamp { counter: 1, writer: WriterId(1) }, None, None, statement);
    let disk = Disk::default();
    disk.journal(1).append(&assessment(), std::slice::from_ref(&long)).unwrap();
    assert_eq!(disk.load().assessments[&assessment()].facts, [long].into_iter().collect());
}

#[test]
fn a_writer_id_that_is_drawn_twice_overwrites_no_record() {
    let disk = Disk::default();
    for n in 0..3 {
        disk.journal(1).append(&assessment(), &[fact(1, n)]).unwrap();
    }
    assert_eq!(disk.load().assessments[&assessment()].facts.len(), 3);
}

#[test]
fn facts_of_a_later_version_rest_as_the_very_text_they_came_as() {
    let disk = Disk::default();
    assert_eq!(foreign_facts().len(), FOREIGN.len());
    disk.journal(1).append(&assessment(), &foreign_facts()).unwrap();
    for fact in foreign_facts() {
        disk.journal(2).append(&assessment(), &[fact]).unwrap();
    }
    let found = disk.load();
    assert_eq!(found.quarantine, []);
    let texts: Vec<String> = found.assessments[&assessment()].facts.iter().map(Fact::write).collect();
    assert_eq!(texts, FOREIGN);
    assert_eq!(found.assessments[&assessment()].facts.foreign(), FOREIGN.len());
}

#[test]
fn an_answer_takes_less_than_four_hundred_units() {
    let round = RoundId(Stamp { counter: 123_456, writer: WriterId(u64::MAX) });
    let respondent = RespondentId(round.0);
    let value = Some(Answer::Level("5".parse().unwrap()));
    let statement =
        Statement::Answer { round, question: "communication-awareness".parse().unwrap(), respondent, value };
    let disk = Disk::default();
    let id = "0123456789abcdef0123456789abcdef".parse().unwrap();
    disk.journal(u64::MAX).append(&id, &[Fact::new(round.0, Some(1 << 41), Some(respondent), statement)]).unwrap();
    let size = disk.journal(1).usage().unwrap().own;
    assert!(size < 400, "{size} units");
}

// ---------------------------------------------------------------- room

/// Appends the batches at every limit of room. What fits is kept and acknowledged; what does not is
/// told, and leaves every byte as it was.
fn check_limits(others: usize, batches: &[usize]) {
    let mut count = 0;
    let batches: Vec<Vec<Fact>> = batches
        .iter()
        .map(|n| {
            count += n;
            (count - n..count).map(|n| fact(1, n)).collect()
        })
        .collect();
    let append_all = |memory: Memory| {
        let disk = Disk::of(memory);
        disk.put("others", &"x".repeat(others - units("others")));
        let mut journal = disk.journal(1);
        let mut outcomes = Vec::new();
        for batch in &batches {
            let before = disk.all();
            let outcome = journal.append(&assessment(), batch);
            match &outcome {
                Ok(()) => assert!(disk.all().len() == before.len() + 1),
                Err(why) => {
                    assert_eq!(*why, Fault::Full);
                    assert!(disk.all() == before);
                }
            }
            outcomes.push(outcome.is_ok());
        }
        (disk, outcomes)
    };
    let (unlimited, _) = append_all(Memory::default());
    let size_of = |n: usize| {
        let key = format!("fourfold/1/harbour-it/0000000000000001/{}", n + 1);
        units(&key) + units(&unlimited.all()[&key])
    };
    let sizes: Vec<usize> = (0..batches.len()).map(size_of).collect();
    for limit in others..=others + sizes.iter().sum::<usize>() + 1 {
        let (disk, outcomes) = append_all(Memory::with_limit(limit));
        let mut used = others;
        let mut expected = Vec::new();
        for (n, size) in sizes.iter().enumerate() {
            let fits = used + size <= limit;
            assert_eq!(outcomes[n], fits, "record {n} at a limit of {limit}");
            if fits {
                used += size;
                expected.extend(batches[n].iter().cloned());
            }
        }
        let found = disk.restarted().load();
        let facts = found.assessments.get(&assessment()).map(|own| own.facts.clone()).unwrap_or_default();
        assert!(facts == expected.into_iter().collect(), "not the acknowledged facts at a limit of {limit}");
        assert_eq!(found.quarantine, []);
        let usage = disk.journal(2).usage().unwrap();
        assert_eq!((usage.others, usage.own), (others, used - others));
    }
}

#[test]
fn at_every_limit_around_a_single_write_it_is_kept_or_refused() {
    check_limits(100, &[1]);
}

#[test]
fn at_every_limit_earlier_records_outlive_a_refused_one() {
    check_limits(60, &[1, 2, 1, 1]);
}

#[test]
fn at_every_limit_a_small_record_still_finds_the_room_a_batch_did_not() {
    check_limits(6, &[1, 9, 1]);
}

// ---------------------------------------------------------------- what is not ours

#[test]
fn a_thousand_keys_of_other_pages_are_neither_read_nor_touched() {
    let disk = lived_in();
    let record = disk.all().into_iter().find(|(key, _)| key.starts_with("fourfold/1/")).unwrap();
    let hostile = [
        "",
        " ",
        "fourfold",
        "fourfoldx",
        "fourfold2/",
        "fourfold-2/1/a",
        "fourfold\\1",
        "Fourfold/1/a",
        "FOURFOLD/",
        " fourfold/1/a",
        "\u{feff}fourfold/1/",
        "/fourfold/1/",
        "fourfold:1",
        "fourfold.json",
        "fourfold\u{2215}1",
        "__proto__",
        "constructor",
        "length",
        "toString",
        "null",
        "\u{0}",
        "\n",
        "🚢",
        "../../etc/passwd",
        "fourfol",
        "f\u{301}ourfold/1",
        "fourfold%2F1%2F",
        "<script>alert(1)</script>",
        "'; drop table facts; --",
    ];
    for key in hostile {
        disk.put(key, &record.1);
    }
    for n in 0..1_000 {
        let key = match n % 4 {
            0 => record.0.replacen("fourfold/", &format!("fourfold{n}/"), 1),
            1 => record.0.replacen("fourfold/", &format!("fourfoldx{n}/"), 1),
            2 => format!("{n}/{}", record.0),
            _ => format!("theme-{n}"),
        };
        disk.put(&key, &record.1);
    }
    let others = |disk: &Disk| -> BTreeMap<String, String> {
        disk.all().into_iter().filter(|(key, _)| !key.starts_with(PREFIX)).collect()
    };
    let before = others(&disk);
    assert!(before.len() >= 1_000 + hostile.len());
    disk.read.borrow_mut().clear();
    disk.written.borrow_mut().clear();
    assert!(disk.load() == lived_in().load());
    let mut journal = disk.journal(1);
    for n in 0..10 {
        journal.append(&assessment(), &[fact(1, n)]).unwrap();
    }
    journal.load(&[]).unwrap();
    assert_eq!(others(&disk), before);
    assert!(disk.read.borrow().iter().all(|key| key.starts_with(PREFIX)), "another page's text was read");
    assert!(disk.written.borrow().iter().all(|key| key.starts_with("fourfold/1/harbour-it/0000000000000001/")));
}

/// A key of a newer format, whatever it holds.
fn check_newer(key: &str) {
    for text in ["", "later", "89abcdef {}", "{\"fourfold\":2}"] {
        let disk = lived_in();
        disk.put(key, text);
        disk.journal(1).append(&assessment(), &[fact(1, 0)]).unwrap();
        let found = disk.load();
        assert!(found.newer.contains(&key.to_owned()), "{key}");
        assert_eq!(found.quarantine, lived_in().load().quarantine);
        assert_eq!(disk.all()[key], text);
    }
}

#[test]
fn a_record_of_the_next_format_is_listed_and_left_alone() {
    check_newer("fourfold/2/harbour-it/00000000000000ff/2");
}

#[test]
fn a_record_of_a_far_format_is_listed_and_left_alone() {
    check_newer("fourfold/4294967295/x");
}

#[test]
fn a_newer_format_may_have_keys_of_another_shape() {
    check_newer("fourfold/3/a/b/c/d/e");
}

#[test]
fn a_newer_format_may_have_one_key_for_everything() {
    check_newer("fourfold/17");
}

/// A key below our prefix that no version writes.
fn check_quarantined(key: &str) {
    let disk = lived_in();
    disk.put(key, "text");
    let found = disk.load();
    assert!(found.quarantine.iter().any(|record| record.key == key && record.text == "text"), "{key}");
    assert!(found.assessments == lived_in().load().assessments);
}

#[test]
fn keys_that_no_version_writes_are_shown_and_stay() {
    for key in [
        "fourfold/",
        "fourfold/1",
        "fourfold/1/",
        "fourfold/0/a/00000000000000ff/1",
        "fourfold/-1/a/00000000000000ff/1",
        "fourfold/x/a/00000000000000ff/1",
        "fourfold/1/a/00000000000000FF/1",
        "fourfold/1/a/00000000000000ff/",
        "fourfold/1/a/00000000000000ff/1/2",
        "fourfold/1//00000000000000ff/1",
        "fourfold/1/a b/00000000000000ff/1",
        "fourfold/1/a/00000000000000ff/18446744073709551616",
    ] {
        check_quarantined(key);
    }
}

// ---------------------------------------------------------------- damage

/// A storage with one record of each kind: short, long, foreign, with every sort of character.
fn to_damage() -> Disk {
    let disk = Disk::default();
    let mut journal = disk.journal(0x0123_4567_89ab_cdef);
    for n in 0..2 * WORDS.len() {
        journal.append(&assessment(), &[fact(1, n)]).unwrap();
    }
    journal.append(&assessment(), &(100..107).map(|n| fact(1, n)).collect::<Vec<_>>()).unwrap();
    for fact in foreign_facts() {
        journal.append(&"a.b_c-D".parse().unwrap(), &[fact]).unwrap();
    }
    disk
}

/// Every text that differs from this one by one bit, as the browser would hand it over, with what is
/// not a character replaced.
fn flipped(text: &str) -> impl Iterator<Item = String> {
    let wide: Vec<u16> = text.encode_utf16().collect();
    let by_units = (0..wide.len() * 16).map(move |bit| {
        let mut wide = wide.clone();
        wide[bit / 16] ^= 1 << (bit % 16);
        String::from_utf16_lossy(&wide)
    });
    // In one byte a flipped bit is the same in both; the other characters are flipped in UTF-8 too.
    let by_bytes = (0..text.len() * 8).filter(|bit| !text.as_bytes()[bit / 8].is_ascii()).map(|bit| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    by_units.chain(by_bytes).filter(move |mutant| mutant != text)
}

/// Every shorter text, cut at either end.
fn cut(text: &str) -> impl Iterator<Item = String> {
    let wide: Vec<u16> = text.encode_utf16().collect();
    (0..2 * wide.len()).map(move |n| {
        let kept = if n % 2 == 0 { &wide[..n / 2] } else { &wide[n / 2 + 1..] };
        String::from_utf16_lossy(kept)
    })
}

/// Puts a damaged record where a good one was. Its facts are gone and no others; it is shown as it
/// is, or, where its key is no longer ours, not looked at.
fn check_damage(good: &Disk, key: &str, as_key: &str, as_text: &str) {
    let disk = good.restarted();
    disk.memory.borrow_mut().remove(key).unwrap();
    disk.memory.borrow_mut().remove(as_key).unwrap();
    let expected = disk.load();
    disk.put(as_key, as_text);
    let before = disk.all();
    let found = disk.load();
    assert!(found.assessments == expected.assessments, "other facts than before: {as_key}: {as_text}");
    match read_record(as_key, as_text) {
        Read::Valid(..) => panic!("taken for good: {as_key}: {as_text}"),
        Read::Foreign => assert!(!as_key.starts_with(PREFIX)),
        Read::Newer => assert_eq!(found.newer, [as_key]),
        Read::Packed => panic!("not unpacked: {as_key}"),
        Read::Unreadable(why) => {
            let [shown] = &found.quarantine[..] else { panic!("not shown: {as_key}") };
            assert_eq!((&*shown.key, &*shown.text, &shown.why), (as_key, as_text, &why));
        }
    }
    assert_eq!(disk.all(), before, "reading changed something");
}

/// Holds a mutant of a record against the reader, and every thousandth against a whole load.
fn check_mutant(disk: &Disk, key: &str, as_key: &str, as_text: &str, count: &mut usize) {
    match read_record(as_key, as_text) {
        Read::Valid(..) => panic!("taken for good: {as_key}: {as_text}"),
        Read::Foreign => assert!(!as_key.starts_with(PREFIX)),
        Read::Newer => assert!(as_key != key, "a damaged text is not a newer one"),
        Read::Unreadable(why) => assert!(!why.is_empty()),
        Read::Packed => panic!("not unpacked: {as_key}"),
    }
    if count.is_multiple_of(997) {
        check_damage(disk, key, as_key, as_text);
    }
    *count += 1;
}

#[test]
fn every_flipped_bit_in_a_record_is_found() {
    let (disk, mut count) = (to_damage(), 0);
    for (key, text) in disk.all() {
        flipped(&text).for_each(|mutant| check_mutant(&disk, &key, &key, &mutant, &mut count));
    }
    assert!(count >= 60_000, "only {count} mutants");
}

#[test]
fn every_cut_record_is_found() {
    let (disk, mut count) = (to_damage(), 0);
    for (key, text) in disk.all() {
        cut(&text).for_each(|mutant| check_mutant(&disk, &key, &key, &mutant, &mut count));
    }
    assert!(count >= 7_000, "only {count} mutants");
}

#[test]
fn every_flipped_bit_in_a_key_is_found_or_makes_the_record_another_pages() {
    let (disk, mut count) = (to_damage(), 0);
    for (key, text) in disk.all() {
        flipped(&key).for_each(|mutant| check_mutant(&disk, &key, &mutant, &text, &mut count));
    }
    assert!(count >= 10_000, "only {count} mutants");
}

#[test]
fn every_cut_key_is_found_or_makes_the_record_another_pages() {
    let (disk, mut count) = (to_damage(), 0);
    for (key, text) in disk.all() {
        cut(&key).for_each(|mutant| check_mutant(&disk, &key, &mutant, &text, &mut count));
    }
    assert!(count >= 1_000, "only {count} mutants");
}

#[test]
fn a_record_that_was_moved_to_another_key_is_found() {
    let disk = to_damage();
    let records = disk.all();
    for (key, text) in &records {
        for other in records.keys().filter(|other| *other != key) {
            assert!(matches!(read_record(other, text), Read::Unreadable(_)), "{key} under {other}");
            check_damage(&disk, other, other, text);
        }
        for other in [
            key.replace("harbour-it", "harbour-at"),
            key.replace("0123456789abcdef", "0123456789abcdee"),
            format!("{key}0"),
            key.replace("fourfold/1/", "fourfold/01/"),
            key.replace("fourfold/1/", "fourfold/+1/"),
        ] {
            assert!(other == *key || !matches!(read_record(&other, text), Read::Valid(..)), "{other}");
        }
    }
}

#[test]
fn a_storage_that_cannot_be_read_is_an_error_and_never_an_empty_one() {
    let disk = lived_in();
    let operations = {
        let before = disk.memory.borrow().operations();
        disk.load();
        disk.memory.borrow().operations() - before
    };
    for n in 0..operations {
        for failure in [Failure::Before, Failure::After, Failure::CrashBefore, Failure::CrashAfter] {
            let disk = disk.restarted();
            disk.memory.borrow_mut().fail(n, failure);
            assert!(disk.journal(1).load(&[]).is_err());
        }
    }
}
