//! R11: what goes out as a file comes in as the same, whatever it says and whoever wrote it, to the byte; also what this
//! build does not know.

use fourfold::exchange::file;
use fourfold::model::{Fact, Facts, FigureKey, ProfileField};

use crate::device::{Device, lines};
use crate::faults::id;
use crate::{Chance, During, figure, is_long};

const WORDS: &[&str] = &[
    "",
    "plain",
    "two\nlines\r\n",
    "\"quoted\" \\ / \u{0}\t\u{7f}",
    "Übersee – 港口",
    "\u{1f6a2}\u{1f6a2}",
    "\u{2028}\u{feff}\u{fffd}",
    "=1+1",
    "<script>",
    "; , + - = t f",
];

/// A record of any kind, as text: what this build writes, and what only a later one would.
fn record(chance: &mut Chance) -> String {
    let stamp = |chance: &mut Chance| {
        let counter = if chance.below(40) == 0 { file::MAX_COUNTER } else { 1 + chance.below(60) };
        format!("{counter}-{:016x}", chance.below(4) * 0x5555_5555_5555_5555)
    };
    let text = |chance: &mut Chance| {
        let mut text = String::new();
        for _ in 0..chance.below(4) {
            text.push_str(chance.one_of::<&str>(WORDS));
        }
        text
    };
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let (one, two, three) = (stamp(chance), stamp(chance), stamp(chance));
    let (kind, of): (String, Vec<String>) = match chance.below(12) {
        0..3 => ("answer".into(), vec![one, "inc-w".into(), two]),
        3 => ("note".into(), vec![one, "a.b_c-D".into(), two]),
        4 => ("figure".into(), vec![chance.one_of(FigureKey::ALL).to_string(), "2025-Q4".into()]),
        5 => ("budget".into(), vec![one, "2025-12".into()]),
        6 => ("profile".into(), vec![(*chance.one_of(ProfileField::NAMES)).to_string()]),
        7 => ("risk".into(), vec![one, "title".into()]),
        8 => ("batch".into(), vec!["0123456789abcdef".into()]),
        9 => ("undone".into(), vec![one]),
        10 => ("round".into(), vec![one, "date".into()]),
        _ => (format!("later{}", text(chance).replace('\n', "")), vec![text(chance).replace('\n', " ")]),
    };
    let is = match chance.below(12) {
        0 => "null".to_owned(),
        1 => "true".to_owned(),
        2 => ["0", "-0", "1e-300", "0.1", "123456789.25", "5e300", "1.50"][chance.below(7) as usize].to_owned(),
        3 => ["{}", "[1, {\"a\":null}]", "{ \"b\" :\n[] }", "12345678901234567890123"][chance.below(4) as usize]
            .to_owned(),
        4 => json(["level:3", "dont-know", "not-applicable:x", "E2", "2025-12-31", "audit"][chance.below(6) as usize]),
        _ => json(&text(chance)),
    };
    let at = match chance.below(4) {
        0 => String::new(),
        1 => format!(",\"at\":-{}", chance.below(1 << 40)),
        _ => format!(",\"at\":{}", chance.below(1 << 42)),
    };
    let author = if chance.below(2) == 0 { format!(",\"author\":\"{three}\"") } else { String::new() };
    let more = ["", "", "", ",\"later\":[1.50, null]", ", \"wide\" :\n 1e0"][chance.below(5) as usize];
    let (kind, of) = (json(&kind), serde_json::to_string(&of).unwrap());
    format!("{{\"kind\":{kind},\"of\":{of},\"is\":{is},\"stamp\":\"{}\"{at}{author}{more}}}", stamp(chance))
}

fn state(chance: &mut Chance) -> Facts {
    let count = if chance.below(200) == 0 { 300 } else { chance.below(9) };
    (0..count).map(|_| Fact::read(&record(chance)).unwrap()).collect()
}

#[test]
fn r11_what_goes_out_as_a_file_comes_in_as_the_same() {
    let states = if is_long() { 100_000 } else { 2_500 };
    let mut chance = Chance::new(11);
    let mut foreign = 0;
    for n in 0..states {
        let facts = state(&mut chance);
        let _during = During(format!("state {n}: {facts:?}"));
        let text = file::write(&id(), &facts);
        let back = file::read(&text).unwrap();
        assert!(back.facts == facts && back.assessment == id());
        assert_eq!(file::write(&id(), &back.facts), text);
        assert_eq!(back.facts.assessment(), facts.assessment());
        foreign += facts.foreign();
        // Through a store as well, as an import that is packed.
        if n % 50 == 0 && !facts.is_empty() {
            let device = Device::default();
            let mut tab = device.open_well(9);
            tab.import(&text).unwrap();
            tab.carry();
            let there = lines(&device.open_well(10).found, &id());
            assert!(facts.iter().all(|fact| there.contains(&fact.write())), "lost on the way through a store");
        }
    }
    assert!(foreign > states / 2);
    figure("R11", "states there and back", states, 2_500, 100_000);
}

/// Reads what it knows and writes that: what most apps do.
fn typed_only(facts: &Facts) -> Facts {
    let known = |fact: &Fact| Some(Fact::new(fact.stamp, fact.at, fact.author, fact.statement.clone()?));
    facts.iter().filter_map(known).collect()
}

#[test]
fn r11_a_naive_app_that_writes_what_it_understands_loses_the_rest() {
    let mut chance = Chance::new(11);
    let lost = (0..100).filter(|_| {
        let facts = state(&mut chance);
        typed_only(&facts) != facts
    });
    assert!(lost.count() > 10);
}
