//! R12: whatever is handed over as a file, a pasted table, a pack or a record is read or refused with a reason, in
//! bounded time, and nothing of what is refused is taken over.

use std::time::{Duration, Instant};

use fourfold::exchange::{file, sheet};
use fourfold::model::pack::Pack;
use fourfold::store::{Gone, read_record};

use crate::device::lines;
use crate::faults::{from_elsewhere, id, lived_in};
use crate::{Chance, During, figure, is_long};

/// Parts of a hostile file, each by itself and inside others.
fn values() -> Vec<String> {
    let mut values: Vec<String> = [
        "",
        "null",
        "true",
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        "0x10",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "--1",
        "1e",
        "1e999999",
        "-1e999999",
        "1e-999999",
        "99999999999999999999999999",
        "-0",
        "4503599627370497",
        "\"",
        "\"\\",
        "\"\\u",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\x41\"",
        "\"\u{0}\"",
        "\"\u{1f6a2}\"",
        "'a'",
        "undefined",
        "[",
        "]",
        "{",
        "}",
        "[]",
        "{}",
        "[,]",
        "{,}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "{\"a\":1 \"b\":2}",
        "{\"__proto__\":{}}",
        "{\"constructor\":{\"prototype\":{}}}",
        "{\"a\":1,\"a\":2}",
        "/*x*/1",
        "//x\n1",
        "\u{feff}1",
        "\"../../etc/passwd\"",
        "\"C:\\\\CON\"",
        "\"javascript:alert(1)\"",
        "\"<img src=x onerror=alert(1)>\"",
        "\"=cmd|'/c calc'!A1\"",
        "\"\u{202e}txt.exe\"",
        "\"a\nb\"",
        "\"fourfold/1/x\"",
        "\"'; drop table facts; --\"",
    ]
    .map(str::to_owned)
    .to_vec();
    for n in [10, 1_000, if is_long() { 200_000 } else { 5_000 }] {
        values.push("[".repeat(n));
        values.push(format!("{}{}", "[".repeat(n), "]".repeat(n)));
        values.push(format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n)));
        values.push(format!("\"{}\"", "x".repeat(n)));
        values.push(format!("\"{}\"", "\\u0000".repeat(n)));
        values.push(format!("[{}]", "0,".repeat(n)));
        values.push(format!("[{}0]", "0,".repeat(n)));
        values.push(format!("{{{}\"z\":0}}", "\"a\":0,".repeat(n)));
        values.push("9".repeat(n));
        values.push(format!("1{}", " ".repeat(n)));
    }
    values
}

/// Every place of a file, a fact and a batch where something else could stand.
const FRAMES: &[&str] = &[
    "@",
    "[@]",
    "{\"fourfold\":@}",
    "{\"fourfold\":1,\"assessment\":@,\"facts\":[],\"checksum\":\"00000000\"}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":@,\"checksum\":\"00000000\"}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":[@],\"checksum\":\"00000000\"}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":[],\"checksum\":@}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":[],\"pack\":@,\"checksum\":\"00000000\"}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":[{\"kind\":@,\"of\":[],\"is\":1,\"stamp\":\"1-00000000000000aa\"}],\"checksum\":\"0\"}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":[{\"kind\":\"profile\",\"of\":@,\"is\":1,\"stamp\":\"1-00000000000000aa\"}],\"checksum\":\"0\"}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":[{\"kind\":\"profile\",\"of\":[\"name\"],\"is\":@,\"stamp\":\"1-00000000000000aa\"}],\"checksum\":\"0\"}",
    "{\"fourfold\":1,\"assessment\":\"a\",\"facts\":[{\"kind\":\"profile\",\"of\":[\"name\"],\"is\":1,\"stamp\":@}],\"checksum\":\"0\"}",
    "{\"format\":1,\"id\":@,\"version\":\"1.0.0\"}",
    "{\"batch\":@,\"words\":[],\"rows\":\"\",\"foreign\":[]}",
    "{\"batch\":null,\"words\":[@],\"rows\":\"1,+,,,+,0,0\",\"foreign\":[]}",
    "{\"batch\":null,\"words\":[],\"rows\":@,\"foreign\":[]}",
    "{\"batch\":null,\"words\":[],\"rows\":\"\",\"foreign\":[@]}",
];

/// Hands it to everything that reads what comes from outside; how many refused it, and the longest any took.
fn hand_over(text: &str) -> (usize, Duration) {
    let mut slowest = Duration::ZERO;
    let mut refused = 0;
    let mut timed = |read: &dyn Fn() -> bool| {
        let begin = Instant::now();
        refused += usize::from(!read());
        slowest = slowest.max(begin.elapsed());
    };
    timed(&|| file::read(text).inspect_err(|why| assert!(!why.to_string().is_empty())).is_ok());
    timed(&|| Pack::read(text).inspect_err(|why| assert!(!why.to_string().is_empty())).is_ok());
    let key = "fourfold/1/a/00000000000000aa/1";
    let whole = format!("{} {text}", fourfold::model::checksum([key, text]));
    timed(&|| matches!(read_record(key, &whole), fourfold::store::Read::Valid(..)));
    timed(&|| Gone { assessment: id(), respondent: None }.said(text).is_some());
    timed(&|| sheet::read(text, None).is_ok());
    (refused, slowest)
}

#[test]
fn r12_whatever_is_handed_over_is_read_or_refused_with_a_reason_in_bounded_time() {
    let (mut count, mut refused) = (0, 0);
    let values = values();
    for frame in FRAMES {
        for value in &values {
            let text = frame.replace('@', value);
            let _during = During(text.chars().take(300).collect());
            // Without a good checksum no file is taken, whatever it holds.
            assert!(file::read(&text).is_err());
            let (own, slowest) = hand_over(&text);
            assert!(slowest < Duration::from_secs(10), "{slowest:?}");
            refused += own;
            count += 1;
        }
    }
    let curated = count;
    // Good files with parts cut out, doubled, swapped or spoilt.
    let good: Vec<char> = from_elsewhere(1).chars().collect();
    let mut chance = Chance::new(12);
    for _ in 0..if is_long() { 100_000 } else { 700 } {
        let mut text = good.clone();
        for _ in 0..1 + chance.below(3) {
            let at = chance.below(text.len() as u64) as usize;
            let end = (at + chance.below(30) as usize).min(text.len());
            match chance.below(4) {
                0 => drop(text.drain(at..end)),
                1 => {
                    let part: Vec<char> = text[at..end].to_vec();
                    text.splice(at..at, part);
                }
                2 => text.splice(at..end, chance.one_of(&values).chars().take(200)).for_each(drop),
                _ => text[at] = *chance.one_of(&['"', '{', '}', '[', ']', ',', ':', '\\', '0', '\u{0}', '\u{fffd}']),
            }
            if text.is_empty() {
                break;
            }
        }
        let text: String = text.into_iter().collect();
        let (own, slowest) = hand_over(&text);
        assert!(slowest < Duration::from_secs(10));
        refused += own;
        count += 1;
    }
    assert!(refused > 2 * count && curated >= 500);
    figure("R12", "hostile files", count, 1_500, 100_000);
}

#[test]
fn r12_what_is_refused_leaves_everything_as_it_was() {
    let past = lived_in();
    let before = (past.first(), past.second.borrow().texts.clone());
    let tab = past.open_well(1);
    let there = lines(&tab.found, &id());
    for n in 0..from_elsewhere(2).len() {
        if let Some(cut) = from_elsewhere(2).get(..n) {
            // A file is read whole before anything is written.
            assert!(n + 1 == from_elsewhere(2).len() || file::read(cut).is_err());
        }
    }
    assert_eq!((past.first(), past.second.borrow().texts.clone()), before);
    assert_eq!(lines(&past.open_well(2).found, &id()), there);
}

#[test]
fn r12_a_naive_import_that_takes_line_by_line_leaves_half_of_it() {
    let text = from_elsewhere(2);
    let cut = &text[..text.len() * 2 / 3];
    let taken = cut.lines().filter(|line| fourfold::model::Fact::read(line.trim_end_matches(',')).is_ok()).count();
    assert!(taken > 0 && file::read(cut).is_err());
}
