//! A batch is the same facts as the records it was made of, byte for byte, and a great deal shorter. Whatever arrives
//! as one is refused or read, and never takes the program down.

use fourfold::exchange::file;
use fourfold::model::{Answer, Fact, Facts, RespondentId, RoundId, Scalar, Stamp, Statement, WriterId, batch};
use proptest::prelude::*;
use proptest::sample::select;

const HARBOUR: &str = include_str!("../../public/samples/harbour-it.json");
const KESTREL: &str = include_str!("../../public/samples/kestrel-managed-services.json");
const NORTHLIGHT: &str = include_str!("../../public/samples/northlight-council.json");
const STRUCTURE: &str = include_str!("../../public/packs/fourfold/0.2.0/structure.json");

fn unpack(text: &str) -> Result<Vec<Fact>, String> {
    batch::read(text).map(|(_, facts)| facts).map_err(|error| error.to_string())
}

fn lines(facts: impl IntoIterator<Item = Fact>) -> Vec<String> {
    let mut lines: Vec<String> = facts.into_iter().map(|fact| fact.write()).collect();
    lines.sort();
    lines
}

/// Packs and unpacks; the same bytes of every fact, whatever order they came in.
fn check(facts: &[Fact]) -> String {
    let text = batch::write(None, facts.iter());
    assert_eq!(lines(unpack(&text).unwrap()), lines(facts.iter().cloned()));
    assert!(batch::write(None, facts.iter().rev()) == text, "the order of arrival shows");
    assert!(!text.contains('\n'));
    text
}

#[test]
fn the_samples_come_back_and_take_a_quarter_of_the_room() {
    for sample in [HARBOUR, KESTREL, NORTHLIGHT] {
        let facts: Vec<Fact> = file::read(sample).unwrap().facts.iter().cloned().collect();
        let text = check(&facts);
        let records: usize = facts.iter().map(|fact| fact.write().len()).sum();
        assert!(text.len() * 4 < records, "{} of {records} bytes", text.len());
    }
}

#[test]
fn a_hundred_and_thirty_four_bare_answers_take_less_than_a_thousand_bytes_when_packed() {
    let structure: serde_json::Value = serde_json::from_str(STRUCTURE).unwrap();
    let questions = structure["questions"].as_array().unwrap();
    let writer = WriterId(0x1234_5678_9abc_def0);
    let stamp = |counter| Stamp { counter, writer };
    let facts: Vec<Fact> = questions[40..174]
        .iter()
        .enumerate()
        .map(|(n, question)| {
            let statement = Statement::Answer {
                round: RoundId(stamp(5)),
                question: question["id"].as_str().unwrap().parse().unwrap(),
                respondent: RespondentId(stamp(7)),
                value: Some(Answer::Level(((n * n * 7 + n / 3) % 6).to_string().parse().unwrap())),
            };
            Fact::new(stamp(20 + n as u64), None, Some(RespondentId(stamp(7))), statement)
        })
        .collect();
    assert_eq!(facts.len(), 134);
    let text = check(&facts);
    let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    assert!(packed.len() < 1_000, "{} bytes, {} before packing", packed.len(), text.len());
}

/// Facts as they may come: of this version, of a later one, and written by other hands.
fn any_fact() -> impl Strategy<Value = Fact> {
    let is = prop_oneof![
        Just(Scalar::Null),
        any::<bool>().prop_map(Scalar::Bool),
        any::<f64>().prop_filter("finite", |n| n.is_finite()).prop_map(Scalar::Number),
        any::<String>().prop_map(|text| Scalar::Text(text.into())),
        select(vec!["level:3", "E2", "dont-know", "-", "t", "f", "+", "=3", "7", ";", ","])
            .prop_map(|text| Scalar::Text(text.into())),
    ];
    let kind = select(vec![
        ("answer", vec!["1-0000000000000001", "inc-w", "2-0000000000000001"]),
        ("note", vec!["1-0000000000000001", "inc-w", "2-0000000000000001"]),
        ("figure", vec!["total-cost", "2026-Q1"]),
        ("profile", vec!["name"]),
        ("profile", vec!["later-field"]),
        ("mood", vec![]),
        ("mo,od;\"+", vec!["a,b", "", "-", "+", "0"]),
    ]);
    let stamp = (1..60_u64, 0..3_u64).prop_map(|(counter, writer)| Stamp { counter, writer: WriterId(writer) });
    let at =
        prop_oneof![Just(None), any::<i64>().prop_map(Some), (1_763_000_000_000..1_763_000_000_009_i64).prop_map(Some)];
    let foreign = select(vec!["", ",\"colour\":[1,{\"a\":null}]", ",\"at\" : 3"]);
    (kind, is, stamp, at, any::<bool>(), foreign).prop_map(|((kind, of), is, stamp, at, authored, more)| {
        let value = match is {
            Scalar::Null => "null".to_owned(),
            Scalar::Bool(yes) => yes.to_string(),
            Scalar::Number(number) => serde_json::to_string(&number).unwrap(),
            Scalar::Text(text) => serde_json::to_string(&*text).unwrap(),
        };
        let at = at.map_or(String::new(), |at| format!(",\"at\":{at}"));
        let author = if authored { ",\"author\":\"3-0000000000000009\"" } else { "" };
        let of = serde_json::to_string(&of).unwrap();
        let kind = serde_json::to_string(kind).unwrap();
        Fact::read(&format!("{{\"kind\":{kind},\"of\":{of},\"is\":{value},\"stamp\":\"{stamp}\"{at}{author}{more}}}"))
            .unwrap()
    })
}

#[test]
fn any_facts_come_back_byte_for_byte() {
    let rules = ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(rules, |(facts in prop::collection::vec(any_fact(), 0..40))| {
        // A set has each fact once.
        let set: Facts = facts.into_iter().collect();
        let facts: Vec<Fact> = set.iter().cloned().collect();
        check(&facts);
    });
}

#[test]
fn whatever_arrives_as_a_batch_is_read_or_refused() {
    let facts: Vec<Fact> = file::read(HARBOUR).unwrap().facts.iter().take(12).cloned().collect();
    let text = batch::write(Some("0123456789abcdef"), facts.iter());
    let (mut read, mut refused) = (0, 0);
    let mut count = |text: &str| match unpack(text) {
        Ok(_) => read += 1,
        Err(why) => {
            assert!(!why.is_empty());
            refused += 1;
        }
    };
    for (end, _) in text.char_indices() {
        count(&text[..end]);
    }
    for (place, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii()) {
        for other in *b"09+-,;\"=" {
            let mut bytes = text.clone().into_bytes();
            if byte != other {
                bytes[place] = other;
                count(&String::from_utf8(bytes).unwrap());
            }
        }
    }
    for hostile in [
        "{}",
        "{\"batch\":null}",
        "{\"batch\":null,\"words\":[],\"rows\":\"\"}",
        "{\"batch\":null,\"words\":[],\"rows\":\",,,,,,,,,\",\"foreign\":[]}",
        "{\"batch\":null,\"words\":[1],\"rows\":\"\",\"foreign\":[]}",
        "{\"batch\":null,\"words\":[\"a\"],\"rows\":\"18446744073709551615,+,,,+,t;,,,,,\",\"foreign\":[]}",
        "{\"batch\":null,\"words\":[\"a\"],\"rows\":\"1,99999999999999999999,,,0,t\",\"foreign\":[]}",
        "{\"batch\":null,\"words\":[\"a\"],\"rows\":\"1,18446744073709551615,,,0,t\",\"foreign\":[]}",
        "{\"batch\":null,\"words\":[\"0000000000000001\",\"k\"],\"rows\":\"1,+,9223372036854775807,,+,t;,,9223372036854775807,,,t\",\"foreign\":[]}",
    ] {
        count(hostile);
    }
    assert!(refused > 1_000, "{refused} refused, {read} read");
}

#[test]
fn a_small_text_that_would_unpack_to_a_flood_is_refused() {
    let word = "x".repeat(8_000);
    let rows = ",,,,,2,;".repeat(100_000);
    let text = format!(
        "{{\"batch\":null,\"words\":[\"0000000000000001\",\"profile\",\"{word}\",\"name\"],\"rows\":\"1,+,,,+,2,3;{rows}\",\"foreign\":[]}}"
    );
    assert!(text.len() < 1 << 20);
    assert_eq!(unpack(&text).unwrap_err(), "a batch is damaged: it is too large");
}
