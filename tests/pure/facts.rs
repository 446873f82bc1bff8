//! Facts and their merge: a set of facts says the same however it came together, a record says the
//! same after it was written and read, and what a later version wrote passes through untouched.

use crate::support;
use std::collections::BTreeSet;

use fourfold::model::{
    Added, Answer, Assessment, Fact, Facts, FigureKey, Grade, MAX_TEXT, Period, PeriodKind, ProfileField, Register,
    RespondentField, RoundField, Scalar, Stamp, Statement, Unreadable, Value, WriterId,
};
use proptest::prelude::*;
use proptest::sample::select;

const WRITER: &str = "00000000000000ab";

/// A record of the profile's name.
fn name_record(counter: u64, is: &str) -> String {
    format!(r#"{{"kind":"profile","of":["name"],"is":{is},"stamp":"{counter}-{WRITER}"}}"#)
}

fn read(text: &str) -> Fact {
    Fact::read(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn set(records: &[&str]) -> Facts {
    records.iter().map(|text| read(text)).collect()
}

fn name_of(facts: &Facts) -> Option<String> {
    facts.assessment().profile.name.map(|name| name.to_string())
}

fn rules(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

// ---- Records --------------------------------------------------------------------------------------

/// Every kind of statement with its coordinates, as DESIGN.md names them.
const KINDS: [(&str, &[&str]); 15] = [
    ("answer", &["1-0000000000000001", "inc-w", "2-0000000000000001"]),
    ("evidence", &["1-0000000000000001", "inc-w", "2-0000000000000001"]),
    ("note", &["1-0000000000000001", "inc-w", "2-0000000000000001"]),
    ("agreed", &["1-0000000000000001", "inc-w"]),
    ("reasoning", &["1-0000000000000001", "inc-w"]),
    ("figure", &["total-cost", "2026-Q1"]),
    ("budget", &["3-0000000000000001", "2026-01"]),
    ("actual", &["3-0000000000000001", "2026"]),
    ("scope", &["inc"]),
    ("target", &["inc"]),
    ("importance", &["inc"]),
    ("order", &["inc"]),
    ("risk-level", &["low", "very-high"]),
    ("batch", &["0123456789abcdef"]),
    ("undone", &["1-0000000000000001"]),
];

/// Every kind of row with its fields.
fn rows() -> Vec<(&'static str, Vec<&'static str>)> {
    let single =
        [("profile", ProfileField::NAMES), ("round", RoundField::NAMES), ("respondent", RespondentField::NAMES)];
    let registers = Register::ALL.iter().map(|register| (register.word(), register.columns().collect()));
    single.into_iter().map(|(kind, names)| (kind, names.to_vec())).chain(registers).collect()
}

/// Every subject this build knows.
fn subjects() -> Vec<(&'static str, Vec<&'static str>)> {
    let rows = rows().into_iter().flat_map(|(kind, names)| {
        let id: &[&str] = if kind == "profile" { &[] } else { &["4-0000000000000001"] };
        names.into_iter().map(move |name| (kind, [id, &[name]].concat()))
    });
    KINDS.iter().map(|(kind, of)| (*kind, of.to_vec())).chain(rows).collect()
}

/// Scalars of every type, and every closed word there is.
fn scalar() -> impl Strategy<Value = Scalar> {
    let words = "level:3 level:x.y_z-9 not-applicable: not-applicable:we\u{301}\n\"do\"\u{0} dont-know E0 E1 E2 E3 external \
                 charging showback cost-centre assessment audit staff leader customer user cost revenue very-low low \
                 moderate high very-high avoid take remove-source change-likelihood change-consequences share retain \
                 open started done dropped inc run grow transform mean net easy service-units 2026-03-31 major minor observation 4-0000000000000001 1900-01-01 0000-01-01 9999-12-31 2024-02-29 3";
    let words: Vec<Scalar> = words.split(' ').map(|word| Scalar::Text(word.into())).collect();
    let whole: Vec<Scalar> = (0..=13).map(|n| Scalar::Number(f64::from(n))).collect();
    prop_oneof![
        1 => Just(Scalar::Null),
        1 => any::<bool>().prop_map(Scalar::Bool),
        2 => any::<f64>().prop_filter("finite", |n| n.is_finite()).prop_map(Scalar::Number),
        1 => select(whole),
        4 => select(words),
        2 => any::<String>().prop_map(|text| Scalar::Text(text.into())),
    ]
}

#[test]
fn every_statement_comes_back_from_its_record_bit_for_bit() {
    let stamp = (1..=Stamp::MAX_COUNTER, any::<u64>()).prop_map(|(counter, w)| Stamp { counter, writer: WriterId(w) });
    let about = (select(subjects()), scalar(), stamp, any::<Option<i64>>(), any::<bool>());
    proptest!(rules(6000), |(((kind, of), scalar, stamp, at, authored) in about)| {
        let Some(statement) = Statement::read(kind, &of, &scalar) else { return Ok(()) };
        let author = authored.then(|| support::respondent(3));
        let fact = Fact::new(stamp, at, author, statement);
        let text = fact.write();
        let back = read(&text);
        prop_assert_eq!(&back, &fact);
        prop_assert_eq!(back.write(), text);
        prop_assert!(!back.is_foreign());
        prop_assert!(!fact.write().contains('\n'), "a record is one line");
        // The value itself too: the sign of zero and the last bit of a number.
        let (written_kind, written_of, value) = fact.statement.as_ref().unwrap().write();
        prop_assert_eq!((written_kind, written_of), (kind, of.iter().map(|part| (*part).to_owned()).collect()));
        if let (Scalar::Number(a), Scalar::Number(b)) = (&value, &scalar) {
            prop_assert_eq!(a.to_bits(), b.to_bits());
        }
    });
}

#[test]
fn every_field_of_every_row_and_every_kind_takes_a_value_and_a_blank() {
    let kinds: BTreeSet<&str> =
        KINDS.iter().map(|(kind, _)| *kind).chain(rows().into_iter().map(|(kind, _)| kind)).collect();
    assert_eq!(kinds.len(), 25);
    let candidates: Vec<Scalar> = [
        "level:3",
        "major",
        "4-0000000000000001",
        "E2",
        "external",
        "assessment",
        "staff",
        "cost",
        "high",
        "share",
        "2026-03-31",
        "run",
        "net",
        "done",
    ]
    .into_iter()
    .chain(["service-units", "word"])
    .map(|word| Scalar::Text(word.into()))
    .chain([Scalar::Number(7.0), Scalar::Number(2.0), Scalar::Bool(true)])
    .collect();
    for (kind, of) in subjects() {
        let blank = Statement::read(kind, &of, &Scalar::Null).unwrap_or_else(|| panic!("{kind} {of:?} has no blank"));
        let value = candidates
            .iter()
            .find_map(|scalar| Statement::read(kind, &of, scalar))
            .unwrap_or_else(|| panic!("{kind} {of:?}"));
        let stamp = Stamp { counter: 1, writer: WriterId(1) };
        for statement in [blank.clone(), value.clone()] {
            let fact = Fact::new(stamp, None, None, statement);
            assert_eq!(read(&fact.write()), fact);
        }
        // Said and withdrawn leaves nothing behind.
        let mut assessment = Assessment::default();
        assessment.apply(&value);
        // What is only kept in mind of how facts came here is nothing the organisation says.
        let is_said = !matches!(kind, "batch" | "undone");
        assert_eq!(assessment != Assessment::default(), is_said, "{kind} {of:?} is seen");
        assessment.apply(&blank);
        assert_eq!(assessment, Assessment::default(), "{kind} {of:?} leaves something behind");
    }
}

#[test]
fn a_date_that_reads_reads_again_after_it_was_written() {
    let check = |date: &str| {
        let record = format!(r#"{{"kind":"round","of":["1-{WRITER}","date"],"is":"{date}","stamp":"1-{WRITER}"}}"#);
        let fact = read(&record);
        assert_eq!(read(&fact.write()), fact, "{date}");
    };
    for date in [
        "2026-03-31",
        "0001-01-01",
        "+10000-01-01",
        "+262142-12-31",
        "-0001-01-01",
        "-262143-01-01",
        "2026-3-1",
        "10000-01-01",
    ] {
        check(date);
    }
}

#[test]
fn a_record_is_the_documented_line() {
    let stamp = |counter| Stamp { counter, writer: WriterId(0xab) };
    let answer = Statement::Answer {
        round: fourfold::model::RoundId(stamp(1)),
        question: "inc-w".parse().unwrap(),
        respondent: fourfold::model::RespondentId(stamp(2)),
        value: Some(Answer::Level("3".parse().unwrap())),
    };
    let fact = Fact::new(stamp(17), Some(1_763_689_302_000), Some(fourfold::model::RespondentId(stamp(2))), answer);
    let expected = r#"{"kind":"answer","of":["1-00000000000000ab","inc-w","2-00000000000000ab"],"is":"level:3","stamp":"17-00000000000000ab","at":1763689302000,"author":"2-00000000000000ab"}"#;
    assert_eq!(fact.write(), expected);
    assert_eq!(read(expected), fact);
}

#[test]
fn an_answer_takes_less_than_three_hundred_bytes() {
    // The longest question id of the pack, a million facts, every id drawn at random.
    let stamp = |counter| Stamp { counter, writer: WriterId(0xdead_beef_dead_beef) };
    let pack = support::built_in();
    let longest = pack.structure.questions.iter().max_by_key(|question| question.id.as_str().len()).unwrap();
    let statement = Statement::Answer {
        round: fourfold::model::RoundId(stamp(999_999)),
        question: longest.id.clone(),
        respondent: fourfold::model::RespondentId(stamp(999_999)),
        value: Some(Answer::Level("5".parse().unwrap())),
    };
    let fact = Fact::new(
        stamp(999_999),
        Some(9_999_999_999_999),
        Some(fourfold::model::RespondentId(stamp(999_999))),
        statement,
    );
    assert!(fact.write().len() < 300, "{} bytes", fact.write().len());
}

#[test]
fn a_malformed_record_says_which_part_is_wrong() {
    let good =
        format!(r#"{{"kind":"profile","of":["name"],"is":"X","stamp":"1-{WRITER}","at":5,"author":"2-{WRITER}"}}"#);
    read(&good);
    let check = |from: &str, to: &str, part: &'static str| {
        let broken = good.replace(from, to);
        assert_ne!(broken, good);
        assert_eq!(Fact::read(&broken), Err(Unreadable::Part(part)), "{broken}");
    };
    check(r#""kind":"profile","#, "", "kind");
    check(r#""profile""#, "1", "kind");
    check(r#""profile""#, r#""pro\nfile""#, "kind");
    check(r#""of":["name"],"#, "", "of");
    check(r#"["name"]"#, r#""name""#, "of");
    check(r#"["name"]"#, "[1]", "of");
    check(r#"["name"]"#, r#"["na\nme"]"#, "of");
    check(r#""is":"X","#, "", "is");
    let stamp = format!("1-{WRITER}");
    check(&format!(r#""stamp":"{stamp}","#), "", "stamp");
    for wrong in [
        "",
        "1",
        "-",
        "1-",
        &format!("-{WRITER}"),
        &format!("0-{WRITER}"),
        &format!("01-{WRITER}"),
        &format!("+1-{WRITER}"),
        &format!("1-{}", WRITER.to_uppercase()),
        &format!("1-{WRITER}0"),
        &format!("1 -{WRITER}"),
        &format!("1.0-{WRITER}"),
        "1-00000000000000a",
        &format!("4503599627370497-{WRITER}"),
        &format!("99999999999999999999999-{WRITER}"),
    ] {
        check(&stamp, wrong, "stamp");
    }
    check(r#""at":5"#, r#""at":"5""#, "at");
    check(r#""at":5"#, r#""at":null"#, "at");
    check(r#""at":5"#, r#""at":5.5"#, "at");
    check(&format!("2-{WRITER}"), "Ann", "author");
    check(&format!(r#""2-{WRITER}""#), "2", "author");
    check(&format!(r#""2-{WRITER}""#), "null", "author");
    for text in ["", "{", "[]", "null", "{}x", "{\"kind\":\"profile\"", "{\"is\":1e999}", "\u{feff}{}"] {
        assert!(matches!(Fact::read(text), Err(Unreadable::NotJson(_))), "{text:?}: {:?}", Fact::read(text));
    }
    assert_eq!(Unreadable::Part("stamp").to_string(), "\"stamp\" is missing or malformed");
}

#[test]
fn a_counter_of_more_than_two_to_the_fifty_second_is_refused() {
    let highest = name_record(1 << 52, "\"X\"");
    let facts = set(&[&highest]);
    assert_eq!(facts.iter().next().unwrap().stamp.counter, 4_503_599_627_370_496);
    assert_eq!(Fact::read(&name_record((1 << 52) + 1, "\"X\"")), Err(Unreadable::Part("stamp")));
    assert_eq!(facts.next_stamp(WriterId(1)), None, "there is no stamp after the last one");
    let facts = set(&[&name_record((1 << 52) - 1, "\"X\"")]);
    assert_eq!(facts.next_stamp(WriterId(9)), Some(Stamp { counter: 1 << 52, writer: WriterId(9) }));
    assert_eq!(Facts::default().next_stamp(WriterId(9)), Some(Stamp { counter: 1, writer: WriterId(9) }));
}

#[test]
fn a_text_of_more_than_eight_thousand_characters_is_refused() {
    assert_eq!(MAX_TEXT, 8_000);
    // Characters, not bytes; escapes count as what they mean.
    for letter in ["x", "ß", "語", "🙂", "\\n", "\\u00e9"] {
        let text = |n: usize| name_record(1, &format!("\"{}\"", letter.repeat(n)));
        assert!(read(&text(8_000)).write().len() > 8_000);
        assert_eq!(Fact::read(&text(8_001)), Err(Unreadable::TooLong), "{letter}");
    }
}

#[test]
fn no_text_makes_the_reader_panic() {
    let record = r#"{"kind":"answer","of":["1-0000000000000001","inc-w","2-0000000000000001"],"is":"level:3","stamp":"17-00000000000000ab","at":1,"author":"2-0000000000000001"}"#;
    let pieces: Vec<String> = record.split_inclusive(['"', ',', ':', '-']).map(str::to_owned).collect();
    proptest!(rules(2000), |(any in any::<String>(), chosen in prop::collection::vec(select(pieces), 0..30))| {
        for text in [any, chosen.concat()] {
            if let Ok(fact) = Fact::read(&text) {
                let again = Fact::read(&fact.write());
                prop_assert_eq!(again, Ok(fact));
            }
        }
    });
    // Cut anywhere it is refused, not misread.
    for end in 0..record.len() {
        assert!(Fact::read(&record[..end]).is_err());
    }
}

// ---- What a later version wrote -------------------------------------------------------------------

/// Records a later version might write, in a style of its own.
fn foreign() -> Vec<String> {
    let stamp = |n: u64| format!("{n}-{WRITER}");
    vec![
        // Another kind, another field, another coordinate, another figure, another period.
        format!(r#"{{"kind":"promise","of":["1-{WRITER}","owner"],"is":"Ann","stamp":"{}"}}"#, stamp(21)),
        format!(r#"{{"stamp":"{}" , "kind":"profile","of":["mood"],"is":"good"}}"#, stamp(22)),
        format!(r#"{{"kind":"agreed","of":["1-{WRITER}","inc-w","extra"],"is":"3","stamp":"{}"}}"#, stamp(23)),
        format!(r#"{{"kind":"figure","of":["coffee","2026"],"is":1,"stamp":"{}"}}"#, stamp(24)),
        format!(r#"{{"kind":"figure","of":["total-cost","2026-W07"],"is":1.50,"stamp":"{}"}}"#, stamp(25)),
        // A value of a later type on a subject that is known.
        format!(r#"{{"kind":"profile","of":["name"],"is":{{"en":"X","de":"Y"}},"stamp":"{}"}}"#, stamp(26)),
        format!(r#"{{"kind":"profile","of":["name"],"is":7,"stamp":"{}"}}"#, stamp(27)),
        format!(
            r#"{{"kind":"answer","of":["1-{WRITER}","q","2-{WRITER}"],"is":"between:2:3","stamp":"{}"}}"#,
            stamp(28)
        ),
        format!(r#"{{"kind":"risk","of":["1-{WRITER}","treatment"],"is":"pray","stamp":"{}"}}"#, stamp(29)),
        // Another part beside a statement that is known; numbers and escapes in another spelling.
        format!(
            "{{\"kind\":\"profile\",\"of\":[\"size\"],\"is\":\"\\u0071uick\",\"stamp\":\"{}\",\"signed\":1E+2}}",
            stamp(30)
        ),
        format!("\t{{ \"kind\" : \"new\\nno\", \"of\" : [ ], \"is\" : [null, 1e1], \"stamp\" : \"{}\" }} ", stamp(31))
            .replace("\\n", "-"),
        format!("{{\n\"kind\":\"later\",\r\n\"of\":[],\"is\":null,\"stamp\":\"{}\"}}\n", stamp(32)),
    ]
}

#[test]
fn what_a_later_version_wrote_survives_byte_for_byte_and_is_counted() {
    let records = foreign();
    let known = name_record(5, "\"Harbour\"");
    let mut facts = set(&[&known]);
    let theirs: Facts = records.iter().map(|text| read(text)).collect();
    assert_eq!(facts.merge(&theirs), records.len());
    assert_eq!(facts.merge(&theirs), 0);
    assert_eq!(facts.foreign(), records.len());
    assert_eq!(facts.len(), records.len() + 1);
    let written: BTreeSet<String> = facts.iter().map(Fact::write).collect();
    for text in &records {
        assert!(written.contains(text), "lost or changed: {text}");
        let fact = read(text);
        assert!(fact.is_foreign());
        assert_eq!(read(&fact.write()), fact);
    }
    // And once more through a second set.
    let again: Facts = facts.iter().map(|fact| read(&fact.write())).collect();
    assert_eq!(again, facts);
    assert_eq!(again.foreign(), records.len());
}

#[test]
fn a_later_part_beside_a_known_statement_does_not_hide_what_it_says() {
    let facts = set(&[&format!(r#"{{"kind":"profile","of":["name"],"is":"X","stamp":"3-{WRITER}","signed":true}}"#)]);
    assert_eq!(name_of(&facts).as_deref(), Some("X"));
    assert_eq!(facts.foreign(), 1);
}

#[test]
fn a_value_of_a_later_version_withdraws_what_its_subject_said_before() {
    let (older, later) = (name_record(5, "\"Harbour\""), name_record(6, r#"{"en":"Harbour IT"}"#));
    assert_eq!(name_of(&set(&[&older])).as_deref(), Some("Harbour"));
    assert_eq!(name_of(&set(&[&older, &later])), None);
    assert_eq!(name_of(&set(&[&later, &older])), None);
    // Said again after it, it stands; an older foreign value takes nothing away.
    let newest = name_record(7, "\"Harbour again\"");
    assert_eq!(name_of(&set(&[&older, &later, &newest])).as_deref(), Some("Harbour again"));
    // The same for an answer.
    let answer = |counter: u64, is: &str| {
        format!(r#"{{"kind":"answer","of":["1-{WRITER}","q","2-{WRITER}"],"is":"{is}","stamp":"{counter}-{WRITER}"}}"#)
    };
    let facts = set(&[&answer(3, "level:2"), &answer(4, "between:2:3")]);
    assert!(facts.assessment().said.is_empty());
}

#[test]
fn a_kind_this_build_does_not_know_never_touches_one_it_knows() {
    let known = name_record(5, "\"Harbour\"");
    for kind in ["later", "profiles", "Profile", "profile ", ""] {
        let other = format!(r#"{{"kind":"{kind}","of":["name"],"is":"X","stamp":"9-{WRITER}"}}"#);
        assert_eq!(name_of(&set(&[&known, &other])).as_deref(), Some("Harbour"), "{kind:?}");
    }
    // A subject is told from another by its parts: joined differently it is another one.
    let joined = format!(r#"{{"kind":"profile\nname","of":[],"is":"X","stamp":"9-{WRITER}"}}"#);
    let mut facts = set(&[&known]);
    facts.extend(Fact::read(&joined));
    assert_eq!(name_of(&facts).as_deref(), Some("Harbour"));
}

// ---- Merge ----------------------------------------------------------------------------------------

/// Facts that often share a subject, and often a stamp with other content.
fn fact() -> impl Strategy<Value = Fact> {
    let records = |stamp: Stamp, which: usize, value: usize| {
        let values = ["\"A\"", "\"B\"", "null", "{\"later\":1}", "5"];
        let (kind, of) = [
            ("profile", "[\"name\"]".to_owned()),
            ("profile", "[\"currency\"]".to_owned()),
            ("round", format!("[\"1-{WRITER}\",\"label\"]")),
            ("note", format!("[\"1-{WRITER}\",\"q\",\"2-{WRITER}\"]")),
            ("figure", "[\"total-cost\",\"2026\"]".to_owned()),
            ("target", "[\"inc\"]".to_owned()),
            ("later", "[\"name\"]".to_owned()),
            ("risk", format!("[\"3-{WRITER}\",\"title\"]")),
            ("risk", format!("[\"3-{WRITER}\",\"loss-residual\"]")),
            ("profile", "[\"anonymous\"]".to_owned()),
        ][which]
            .clone();
        let values =
            if kind == "profile" && which == 9 { ["true", "false", "null", "{\"later\":1}", "true"] } else { values };
        let extra = if value == 1 && which == 0 { ",\"signed\":1" } else { "" };
        read(&format!(r#"{{"kind":"{kind}","of":{of},"is":{},"stamp":"{stamp}"{extra}}}"#, values[value]))
    };
    (1..8u64, 1..4u64, 0..10usize, 0..5usize).prop_map(move |(counter, writer, which, value)| {
        records(Stamp { counter, writer: WriterId(writer) }, which, value)
    })
}

fn facts(most: usize) -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec(fact(), 0..most)
}

fn merged(sets: &[&Facts]) -> Facts {
    let mut all = Facts::default();
    for one in sets {
        all.merge(one);
    }
    all
}

/// Everything a set can be asked.
fn says(facts: &Facts) -> (Vec<String>, Vec<String>, Assessment, usize, usize, usize) {
    let all = facts.iter().map(Fact::write).collect();
    let newest = facts.newest().map(Fact::write).collect();
    (all, newest, facts.assessment(), facts.len(), facts.foreign(), facts.clashes())
}

#[test]
fn merge_is_commutative_associative_and_idempotent() {
    proptest!(rules(2000), |(a in facts(12), b in facts(12), c in facts(12))| {
        let [a, b, c]: [Facts; 3] = [a, b, c].map(|facts| facts.into_iter().collect());
        prop_assert_eq!(says(&merged(&[&a, &b])), says(&merged(&[&b, &a])));
        prop_assert_eq!(merged(&[&a, &b]), merged(&[&b, &a]));
        let (left, right) = (merged(&[&merged(&[&a, &b]), &c]), merged(&[&a, &merged(&[&b, &c])]));
        prop_assert_eq!(says(&left), says(&right));
        prop_assert_eq!(says(&merged(&[&a, &a])), says(&a));
        prop_assert_eq!(says(&merged(&[&left, &b, &a])), says(&left));
        prop_assert_eq!(merged(&[&a, &Facts::default()]), a);
    });
}

#[test]
fn two_people_who_set_cells_of_the_risk_matrix_differ_in_one_cell_at_most() {
    use fourfold::model::Magnitude::{High, Low, Moderate, VeryHigh, VeryLow};
    let cell = |counter: u64, writer: &str, of: &str, is: &str| {
        read(&format!(r#"{{"kind":"risk-level","of":[{of}],"is":{is},"stamp":"{counter}-{writer}"}}"#))
    };
    let (mine, theirs) = (WRITER, "00000000000000ac");
    let own: Facts = [
        cell(1, mine, r#""low","high""#, r#""moderate""#),
        cell(2, mine, r#""high","low""#, r#""moderate""#),
        cell(3, mine, r#""very-low","very-low""#, r#""low""#),
    ]
    .into_iter()
    .collect();
    let other: Facts = [
        cell(1, theirs, r#""high","very-high""#, r#""high""#),
        cell(4, theirs, r#""low","high""#, r#""high""#),
        cell(4, theirs, r#""very-low","very-low""#, "null"),
    ]
    .into_iter()
    .collect();
    let both = merged(&[&own, &other]);
    assert_eq!(both, merged(&[&other, &own]));
    let found = both.assessment();
    // What only one of them set holds, and of what both did the newer word.
    assert_eq!(found.own_level(High, Low), Some(Moderate));
    assert_eq!(found.own_level(High, VeryHigh), Some(High));
    assert_eq!(found.own_level(Low, High), Some(High));
    assert_eq!(found.own_level(VeryLow, VeryLow), None);
    assert_eq!(found.own_level(Low, VeryHigh), None, "rows and columns are not mixed up");
    let unknown = r#"{"kind":"risk-level","of":["high","unheard-of"],"is":"low","stamp":"5-00000000000000ab"}"#;
    let fact = read(unknown);
    assert!(fact.is_foreign() && fact.statement.is_none() && fact.write() == unknown, "a step of a later version");
}

#[test]
fn merging_says_how_many_facts_were_new() {
    proptest!(rules(500), |(a in facts(12), b in facts(12))| {
        let [mut a, b]: [Facts; 2] = [a, b].map(|facts| facts.into_iter().collect());
        let (before, texts) = (a.len(), |facts: &Facts| facts.iter().map(Fact::write).collect::<BTreeSet<_>>());
        let union = texts(&a).union(&texts(&b)).count();
        let new = a.merge(&b);
        prop_assert_eq!(a.len(), union);
        prop_assert_eq!(new, union - before);
    });
}

#[test]
fn the_newest_fact_of_a_subject_counts_and_of_equal_stamps_the_greater_bytes() {
    proptest!(rules(1000), |(facts in facts(20))| {
        let set: Facts = facts.iter().cloned().collect();
        let subjects: BTreeSet<String> = facts.iter().map(Fact::subject).collect();
        let newest: BTreeSet<String> = set.newest().map(Fact::write).collect();
        let expected: BTreeSet<String> = subjects.iter().map(|subject| {
            let own = facts.iter().filter(|fact| fact.subject() == *subject);
            own.max_by_key(|fact| (fact.stamp, fact.write())).unwrap().write()
        }).collect();
        prop_assert_eq!(newest, expected);
    });
}

#[test]
fn the_view_built_fact_by_fact_is_the_view_of_the_set() {
    proptest!(rules(1000), |(facts in facts(30))| {
        let set: Facts = facts.into_iter().collect();
        let mut view = Assessment::default();
        for statement in set.iter().filter_map(|fact| fact.statement.as_ref()) {
            view.apply(statement);
        }
        prop_assert_eq!(&view, &set.assessment());
        // What counts of each subject would do, but for a promise that was taken back.
        let mut newest = Assessment::default();
        for statement in set.newest().filter_map(|fact| fact.statement.as_ref()) {
            newest.apply(statement);
        }
        newest.profile.anonymous = view.profile.anonymous;
        prop_assert_eq!(newest, view);
    });
}

#[test]
fn the_choice_of_anonymity_is_made_before_the_first_reply_and_cannot_be_loosened() {
    // Statements in the order of their stamps, which is not that of their arrival.
    let check = |said: &str, anonymous: bool| {
        let record = |(counter, word): (usize, &str)| {
            let (kind, of, is) = match word {
                "reply" => ("answer", format!("[\"1-{WRITER}\",\"q\",\"2-{WRITER}\"]"), "\"level:3\""),
                value => ("profile", "[\"anonymous\"]".to_owned(), value),
            };
            read(&format!(r#"{{"kind":"{kind}","of":{of},"is":{is},"stamp":"{}-{WRITER}"}}"#, counter + 1))
        };
        let facts: Vec<Fact> = said.split(' ').enumerate().map(record).collect();
        let of = |facts: Vec<Fact>| facts.into_iter().collect::<Facts>().assessment().is_anonymous();
        assert_eq!(of(facts.clone()), anonymous, "{said}");
        assert_eq!(of(facts.into_iter().rev().collect()), anonymous, "{said}, arriving the other way round");
    };
    check("reply", false);
    check("true", true);
    check("true false", false);
    check("true null", false);
    check("true reply", true);
    check("true false reply", false);
    // Who replied was promised that nobody learns it.
    check("true reply false", true);
    check("true reply null", true);
    check("true reply false false reply", true);
    // It can be tightened, and holds from there.
    check("false reply true", true);
    check("reply true false", true);
}

#[test]
fn adding_a_fact_says_what_it_did() {
    let mut facts = Facts::default();
    let mut add = |counter: u64, is: &str| facts.add(read(&name_record(counter, is)));
    assert_eq!(add(5, "\"A\""), Added::Newest);
    assert_eq!(add(5, "\"A\""), Added::Known);
    assert_eq!(add(3, "\"B\""), Added::History);
    assert_eq!(add(6, "null"), Added::Newest);
    assert_eq!(add(6, "\"C\""), Added::Clash);
    assert_eq!(add(6, "null"), Added::Known);
    assert_eq!((facts.len(), facts.clashes(), name_of(&facts)), (4, 1, None), "null has greater bytes than \"C\"");
    let subject = read(&name_record(1, "null")).subject();
    let counters: Vec<u64> = facts.history(&subject).map(|fact| fact.stamp.counter).collect();
    assert!(counters.is_sorted_by(|a, b| a >= b), "newest first: {counters:?}");
}

#[test]
fn what_is_withdrawn_is_said_to_be_nothing_and_can_be_said_again() {
    let facts = set(&[&name_record(1, "\"A\""), &name_record(2, "null")]);
    assert_eq!(facts.assessment(), Assessment::default());
    let facts = set(&[&name_record(1, "\"A\""), &name_record(2, "null"), &name_record(3, "\"A\"")]);
    assert_eq!(name_of(&facts).as_deref(), Some("A"));
}

#[test]
fn people_answer_side_by_side_and_none_overwrites_another() {
    let inputs = support::sheet().answers("q1 3 4/E1 ? x; q2 =2");
    let assessment = inputs.assessment();
    let said = assessment.said(support::round(), &"q1".parse().unwrap()).unwrap();
    assert_eq!(said.answers.len(), 4);
    assert_eq!(said.answers[&support::respondent(3)], Answer::DontKnow);
    assert!(matches!(said.answers[&support::respondent(4)], Answer::NotApplicable(_)));
    assert_eq!(said.grade(), Grade::E1);
    assert_eq!(assessment.said(support::round(), &"q2".parse().unwrap()).unwrap().agreed, Some("2".parse().unwrap()));
}

// ---- Names and periods ----------------------------------------------------------------------------

#[test]
fn only_a_period_that_exists_is_read_and_it_prints_as_it_was_read() {
    for text in ["1900", "2200", "2026", "2026-Q1", "2026-Q4", "2026-01", "2026-12"] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
    }
    for text in [
        "",
        "1899",
        "2201",
        "26",
        "2026-",
        "2026-Q0",
        "2026-Q5",
        "2026-Q",
        "2026-Q01",
        "2026-00",
        "2026-13",
        "2026-1",
        "2026-001",
        "2026-q1",
        "2026-01-01",
        "+2026",
        " 2026",
        "２０２６",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text:?}");
    }
    let december: Period = "2026-12".parse().unwrap();
    assert_eq!(december.offset(1).unwrap().to_string(), "2027-01");
    assert_eq!(december.offset(-12).unwrap().to_string(), "2025-12");
    assert_eq!("2026-Q1".parse::<Period>().unwrap().offset(-1).unwrap().to_string(), "2025-Q4");
    assert_eq!(Period::new(PeriodKind::Year, 2200, 1).unwrap().offset(1), None);
}

#[test]
fn a_number_that_is_none_is_never_written() {
    assert_eq!(f64::NAN.write(), Scalar::Null);
    assert_eq!(f64::INFINITY.write(), Scalar::Null);
    assert_eq!(f64::read(&Scalar::Number(f64::NAN)), None);
    let statement =
        Statement::Figure { figure: FigureKey::TotalCost, period: "2026".parse().unwrap(), value: Some(f64::NAN) };
    let fact = Fact::new(Stamp { counter: 1, writer: WriterId(1) }, None, None, statement);
    assert!(fact.write().contains("\"is\":null"));
}
