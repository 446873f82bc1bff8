//! The assessment file keeps its word: what was written is read again to the last byte, the same
//! facts make the same file, and whatever else is opened is refused by the name of what is wrong with
//! it, without a panic and without taking over a part.

use fourfold::exchange::file::{self, FileError, Incoming, MAX_BYTES, MAX_FACTS};
use fourfold::model::{AssessmentId, Fact, Facts, FigureKey, ProfileField, Register, WriterId, checksum};
use fourfold::store::{Journal, Memory};
use proptest::collection::vec;
use proptest::prelude::*;

const ID: &str = "harbour-it";

fn id() -> AssessmentId {
    ID.parse().unwrap()
}

/// An envelope with the checksum these records would have, were they written by us.
fn envelope(records: &[&str]) -> String {
    let sum = checksum(std::iter::once(ID).chain(records.iter().copied()));
    format!("{{\"fourfold\":1,\"assessment\":\"{ID}\",\"facts\":[{}],\"checksum\":\"{sum}\"}}", records.join(","))
}

const NAME: &str = r#"{"kind":"profile","of":["name"],"is":"Harbour IT","stamp":"1-00000000000000aa"}"#;
const APPETITE: &str = r#"{"kind":"profile","of":["appetite"],"is":0.1,"stamp":"2-00000000000000aa","at":-1}"#;
const LATER: &str = r#"{"kind":"mood","of":[],"is":["a", 1],"stamp":"3-00000000000000aa","colour":"red"}"#;

fn small() -> String {
    let facts: Facts = [NAME, APPETITE, LATER].into_iter().map(|text| Fact::read(text).unwrap()).collect();
    file::write(&id(), &facts)
}

// ---------------------------------------------------------------- round trip

/// Writes and reads, in other orders of adding too.
fn check_round_trip(facts: &[Fact]) {
    let set: Facts = facts.iter().cloned().collect();
    let text = file::write(&id(), &set);
    assert!(
        file::read(&text) == Ok(Incoming { assessment: id(), facts: set.clone(), pack: None }),
        "not the same: {text}"
    );
    let backwards: Facts = facts.iter().rev().cloned().collect();
    assert_eq!(file::write(&id(), &backwards), text);
    let half = facts.len() / 2;
    let twice: Facts = facts[half..].iter().chain(facts).chain(facts).cloned().collect();
    assert_eq!(file::write(&id(), &twice), text);
}

#[test]
fn a_pack_travels_with_its_assessment_and_is_checked_before_anything_is_taken_over() {
    const PACK: &str = include_str!("../fixtures/packs/small.json");
    let facts: Facts = [NAME, APPETITE].into_iter().map(|text| Fact::read(text).unwrap()).collect();
    let with = |pack: &str| file::write_with(&id(), &facts, Some(pack));
    let read = file::read(&with(PACK)).unwrap();
    assert_eq!(read.facts, facts);
    let brought = read.pack.unwrap();
    assert_eq!(brought.text, PACK.trim());
    let (pack, _) = fourfold::model::pack::read_one_file(PACK).unwrap();
    assert_eq!(brought.name, pack.name());
    assert_eq!(file::write_with(&id(), &facts, Some(&brought.text)), with(PACK), "the same bytes");

    // A word that was changed on the way.
    let damaged = with(PACK).replacen("Whoever asks for", "Whoever begs for", 1);
    assert_eq!(file::read(&damaged), Err(FileError::Damaged));
    // A fault is told by its place in the file. The pack begins on its seventh line: the envelope has four before it,
    // and each of the two facts has one.
    let worth = "\"worth\": 0.25";
    let line = 7 + PACK[..PACK.find(worth).unwrap()].matches('\n').count();
    let Err(FileError::Pack(fault)) = file::read(&with(&PACK.replacen(worth, "\"worth\": 25", 1))) else {
        panic!("a broken pack is read")
    };
    assert_eq!(fault.line, line, "{fault}");
    // On the first line of the pack the column is counted from the beginning of the file's line.
    let Err(FileError::Pack(fault)) = file::read(&with("{\"structure\":1,\"texts\":[]}")) else {
        panic!("a broken pack is read")
    };
    assert_eq!((fault.line, fault.column), (7, "\"pack\":{\"structure\":".len() + 1), "{fault}");
    let twice = with(PACK).replacen("\"pack\":", "\"pack\":{},\"pack\":", 1);
    assert!(file::read(&twice).is_err());
}

fn any_text() -> impl Strategy<Value = String> {
    let char = prop_oneof![3 => any::<char>(), 1 => prop::sample::select(vec!['"', '\\', '\n', '\u{0}', '\u{2028}'])];
    vec(char, 0..30).prop_map(String::from_iter)
}

fn any_scalar() -> impl Strategy<Value = String> {
    let words = ["level:3", "dont-know", "not-applicable:", "E2", "charging", "audit", "2025-12-31", "cost", "share"];
    prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|yes| yes.to_string()),
        any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| serde_json::to_string(&x).unwrap()),
        (-1_000_000_i64..1_000_000).prop_map(|x| x.to_string()),
        any_text().prop_map(|text| serde_json::to_string(&text).unwrap()),
        prop::sample::select(words.to_vec()).prop_map(|word| format!("\"{word}\"")),
        prop::sample::select(vec!["{}", "[1, {\"a\":null}]", "12345678901234567890123", "{ \"b\" :\n[] }"])
            .prop_map(str::to_owned),
    ]
}

fn any_stamp() -> impl Strategy<Value = String> {
    (1..200_u64, 0..4_u64).prop_map(|(counter, writer)| format!("{counter}-{writer:016x}"))
}

/// Kind and coordinates, of every kind this build knows and of one it does not.
fn any_subject() -> impl Strategy<Value = (String, Vec<String>)> {
    let period = prop::sample::select(vec!["2024", "2025", "2025-Q4", "2025-12"]).prop_map(str::to_owned);
    let question = prop::sample::select(vec!["inc-w", "chg-w", "a.b_c-D"]).prop_map(str::to_owned);
    let figure = prop::sample::select(FigureKey::ALL.to_vec()).prop_map(|key| key.to_string());
    let profile = prop::sample::select(ProfileField::NAMES.to_vec()).prop_map(str::to_owned);
    let risk = prop::sample::select(Register::Risks.columns().collect::<Vec<_>>()).prop_map(str::to_owned);
    let kind = |kind: &'static str| move |of: Vec<String>| (kind.to_owned(), of);
    prop_oneof![
        (any_stamp(), question.clone(), any_stamp()).prop_map(|(a, b, c)| vec![a, b, c]).prop_map(kind("answer")),
        (any_stamp(), question.clone(), any_stamp()).prop_map(|(a, b, c)| vec![a, b, c]).prop_map(kind("evidence")),
        (any_stamp(), question.clone(), any_stamp()).prop_map(|(a, b, c)| vec![a, b, c]).prop_map(kind("note")),
        (any_stamp(), question.clone()).prop_map(|(a, b)| vec![a, b]).prop_map(kind("agreed")),
        (figure, period.clone()).prop_map(|(a, b)| vec![a, b]).prop_map(kind("figure")),
        (any_stamp(), period.clone()).prop_map(|(a, b)| vec![a, b]).prop_map(kind("budget")),
        (any_stamp(), period).prop_map(|(a, b)| vec![a, b]).prop_map(kind("actual")),
        question.clone().prop_map(|a| vec![a]).prop_map(kind("scope")),
        question.prop_map(|a| vec![a]).prop_map(kind("target")),
        profile.prop_map(|a| vec![a]).prop_map(kind("profile")),
        (any_stamp(), risk).prop_map(|(a, b)| vec![a, b]).prop_map(kind("risk")),
        any_stamp().prop_map(|a| vec![a, "title".to_owned()]).prop_map(kind("decision")),
        any_stamp().prop_map(|a| vec![a, "date".to_owned()]).prop_map(kind("round")),
        any_stamp().prop_map(|a| vec![a, "role".to_owned()]).prop_map(kind("respondent")),
        any_stamp().prop_map(|a| vec![a, "kind".to_owned()]).prop_map(kind("line")),
        any_stamp().prop_map(|a| vec![a, "bac".to_owned()]).prop_map(kind("project")),
        any_text().prop_map(|a| vec![a.replace('\n', "")]).prop_map(kind("promise")),
    ]
}

/// Any fact a file may hold: what this build writes, and what only a later one would.
fn any_fact() -> impl Strategy<Value = Fact> {
    let at = prop_oneof![Just(String::new()), any::<i64>().prop_map(|at| format!(",\"at\":{at}"))];
    let author = prop_oneof![Just(String::new()), any_stamp().prop_map(|id| format!(",\"author\":\"{id}\""))];
    let more = prop::sample::select(vec!["", "", "", "", ",\"later\":[1.50, null]", ", \"wide\" :\n 1e0"]);
    (any_subject(), any_scalar(), any_stamp(), at, author, more).prop_map(
        |((kind, of), is, stamp, at, author, more)| {
            let of = serde_json::to_string(&of).unwrap();
            let record =
                format!("{{\"kind\":\"{kind}\",\"of\":{of},\"is\":{is},\"stamp\":\"{stamp}\"{at}{author}{more}}}");
            Fact::read(&record).unwrap()
        },
    )
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_facts_come_back_as_they_were_and_the_same_facts_make_the_same_bytes(facts in vec(any_fact(), 0..50)) {
        check_round_trip(&facts);
    }

    #[test]
    fn a_file_of_what_the_store_kept_is_the_file_of_what_was_said(facts in vec(any_fact(), 1..12)) {
        let mut journal = Journal::new(Memory::default(), fourfold::model::WriterId(7));
        for fact in &facts {
            journal.append(&id(), std::slice::from_ref(fact)).unwrap();
        }
        journal.append(&id(), &facts).unwrap();
        let found = journal.load(&[]).unwrap();
        prop_assert_eq!(found.quarantine.len(), 0);
        let said: Facts = facts.into_iter().collect();
        prop_assert_eq!(file::write(&id(), &found.assessments[&id()].facts), file::write(&id(), &said));
    }
}

#[test]
fn no_facts_make_a_file_too() {
    check_round_trip(&[]);
}

#[test]
fn facts_of_a_later_version_come_back_as_the_very_text_they_came_as() {
    let spread = LATER.replace(',', ",\r\n\t ").replace("3-", "4-");
    let text = envelope(&[LATER, &spread]);
    let read = file::read(&text).unwrap();
    assert_eq!(read.facts.foreign(), 2);
    let written = file::write(&id(), &read.facts);
    assert!(written.contains(LATER) && written.contains(&spread));
    assert_eq!(file::read(&written), Ok(read));
}

#[test]
fn two_facts_with_one_stamp_are_both_kept() {
    let other = NAME.replace("Harbour IT", "Northlight");
    let facts = [Fact::read(NAME).unwrap(), Fact::read(&other).unwrap()];
    check_round_trip(&facts);
    assert_eq!(file::read(&envelope(&[NAME, &other])).unwrap().facts.len(), 2);
}

/// A file that says the same in another way is the same file.
fn check_same(text: &str) {
    assert_eq!(file::read(text), file::read(&small()), "{text}");
}

#[test]
fn what_an_editor_adds_does_not_matter() {
    check_same(&format!("\u{feff}{}", small()));
    check_same(&format!("\u{feff}\n\t {} \r\n\n", small()));
    check_same(&small().replace('\n', "\r\n"));
    check_same(&small().replace(",\n", " ,\n\n  "));
    check_same(&small().replace("Harbour IT", "\\u0048arbour\\u0020IT"));
    check_same(&small().replace("0.1", "1e-1"));
    check_same(&small().replace("{\"fourfold\":1", "{\"editor\":[[[{}]]],\"fourfold\":1"));
    check_same(&small().replace(NAME, &format!("{NAME},{NAME}")));
    check_same(&envelope(&[NAME, APPETITE, LATER]));
}

// ---------------------------------------------------------------- what is refused, and as what

fn name(error: &FileError) -> &'static str {
    match error {
        FileError::TooLarge(_) => "TooLarge",
        FileError::TooMany(_) => "TooMany",
        FileError::NotJson(..) => "NotJson",
        FileError::Foreign => "Foreign",
        FileError::Newer(_) => "Newer",
        FileError::Envelope(_) => "Envelope",
        FileError::Fact(..) => "Fact",
        FileError::Pack(_) => "Pack",
        FileError::Damaged => "Damaged",
    }
}

/// A file that is refused by this name.
fn check(expected: &str, text: &str) {
    match file::read(text) {
        Ok(_) => panic!("accepted: {text:.200}"),
        Err(error) => {
            assert_eq!(name(&error), expected, "{error}: {text:.200}");
            assert!(!error.to_string().is_empty());
        }
    }
}

macro_rules! refused {
    ($($promise:ident: $name:literal, $text:expr;)*) => {$(
        #[test]
        fn $promise() {
            check($name, &$text);
        }
    )*};
}

fn deep(n: usize) -> String {
    format!("{}{}", "[".repeat(n), "]".repeat(n))
}

fn with(part: &str, other: &str) -> String {
    let text = envelope(&[NAME, APPETITE]);
    assert!(text.contains(part));
    text.replacen(part, other, 1)
}

fn fact_with(part: &str, other: &str) -> String {
    assert!(NAME.contains(part));
    envelope(&[&NAME.replacen(part, other, 1), APPETITE])
}

refused! {
    // Nothing that could be a file of ours.
    an_empty_file_is_not_json: "NotJson", "";
    a_file_of_blanks_is_not_json: "NotJson", " \n\t";
    a_byte_order_mark_alone_is_not_json: "NotJson", "\u{feff}";
    zero_bytes_are_not_json: "NotJson", "\0".repeat(100);
    a_picture_is_not_json: "NotJson", "\u{fffd}PNG\r\n\u{1a}\n";
    a_web_page_is_not_json: "NotJson", "<!doctype html><title>404</title>";
    a_table_is_not_json: "NotJson", "figure;2024;2025\nTotal cost;1;2\n";
    single_quotes_are_not_json: "NotJson", "{'fourfold':1}";
    a_comma_too_many_is_not_json: "NotJson", "{\"fourfold\":1,}";
    nan_is_not_json: "NotJson", fact_with("\"Harbour IT\"", "NaN");
    infinity_is_not_json: "NotJson", fact_with("\"Harbour IT\"", "-Infinity");
    a_leading_zero_is_not_json: "NotJson", fact_with("\"Harbour IT\"", "01");
    a_comment_is_not_json: "NotJson", with("{", "{/* mine */");
    two_files_in_one_are_not_json: "NotJson", small().repeat(2);
    words_after_the_end_are_not_json: "NotJson", small() + "the end";
    a_control_character_in_a_text_is_not_json: "NotJson", fact_with("Harbour", "Har\u{1}bour");
    a_list_that_never_ends_is_not_json: "NotJson", "[".repeat(1_000_000);
    an_object_that_never_ends_is_not_json: "NotJson", "{\"a\":".repeat(1_000_000);

    // JSON of something else.
    null_is_foreign: "Foreign", "null";
    a_yes_is_foreign: "Foreign", "true";
    a_number_is_foreign: "Foreign", "1";
    a_huge_number_is_foreign: "Foreign", "1e999999";
    a_text_is_foreign: "Foreign", "\"fourfold\"";
    an_empty_list_is_foreign: "Foreign", "[]";
    a_list_that_begins_like_our_format_is_foreign: "Foreign", "[1]";
    a_list_of_numbers_is_foreign: "Foreign", "[1,2,3]";
    a_list_of_the_parts_of_our_file_is_foreign: "Foreign", format!("[1,\"{ID}\",[],\"00000000\"]");
    a_file_of_ours_in_a_list_is_foreign: "Foreign", format!("[{}]", small());
    a_deep_list_is_foreign: "Foreign", deep(200_000);
    an_empty_object_is_foreign: "Foreign", "{}";
    a_package_json_is_foreign: "Foreign",
        "{\"name\":\"fourfold\",\"version\":\"1.0.0\",\"dependencies\":{\"fourfold\":\"^1.0.0\"}}";
    a_map_is_foreign: "Foreign",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null}]}";
    a_drawing_is_foreign: "Foreign", "{\"type\":\"excalidraw\",\"version\":2,\"elements\":[]}";
    a_pack_is_foreign: "Foreign", "{\"format\":1,\"id\":\"fourfold\",\"scale\":[]}";
    our_word_spelled_otherwise_is_foreign: "Foreign", with("fourfold", "Fourfold");
    our_word_with_a_text_is_foreign: "Foreign", with("\"fourfold\":1", "\"fourfold\":\"1\"");
    our_word_with_null_is_foreign: "Foreign", with("\"fourfold\":1", "\"fourfold\":null");
    a_format_of_zero_is_foreign: "Foreign", with("\"fourfold\":1", "\"fourfold\":0");
    a_negative_format_is_foreign: "Foreign", with("\"fourfold\":1", "\"fourfold\":-1");
    a_broken_format_is_foreign: "Foreign", with("\"fourfold\":1", "\"fourfold\":1.5");
    a_format_no_version_will_reach_is_foreign: "Foreign", with("\"fourfold\":1", "\"fourfold\":4294967296");
    two_formats_are_foreign: "Foreign", with("\"fourfold\":1", "\"fourfold\":1,\"fourfold\":1");

    // A later version.
    the_next_format_is_newer: "Newer", with("\"fourfold\":1", "\"fourfold\":2");
    the_last_format_is_newer: "Newer", with("\"fourfold\":1", "\"fourfold\":4294967295");
    a_newer_file_may_have_any_shape: "Newer", "{\"batches\":[[1,2]],\"fourfold\":3}";
    a_newer_file_may_have_no_shape: "Newer", "{\"fourfold\":2}";

    // Ours, and the envelope is not whole.
    no_assessment_is_an_incomplete_envelope: "Envelope", with("\"assessment\"", "\"assessments\"");
    no_facts_are_an_incomplete_envelope: "Envelope", with("\"facts\"", "\"fact\"");
    no_checksum_is_an_incomplete_envelope: "Envelope", with("\"checksum\"", "\"checksums\"");
    the_word_alone_is_an_incomplete_envelope: "Envelope", "{\"fourfold\":1}";
    an_assessment_of_null_is_malformed: "Envelope", with("\"harbour-it\"", "null");
    an_assessment_of_a_number_is_malformed: "Envelope", with("\"harbour-it\"", "7");
    an_empty_assessment_is_malformed: "Envelope", with("harbour-it", "");
    an_assessment_with_a_slash_is_malformed: "Envelope", with("harbour-it", "../harbour");
    an_assessment_with_a_blank_is_malformed: "Envelope", with("harbour-it", "harbour it");
    an_assessment_of_sixty_five_letters_is_malformed: "Envelope", with("harbour-it", &"a".repeat(65));
    an_assessment_in_another_script_is_malformed: "Envelope", with("harbour-it", "港口");
    an_assessment_of_half_a_character_is_malformed: "Envelope", with("harbour-it", "\\ud800");
    facts_of_null_are_malformed: "Envelope", with(&format!("[{NAME},{APPETITE}]"), "null");
    facts_in_an_object_are_malformed: "Envelope", with(&format!("[{NAME},{APPETITE}]"), "{}");
    facts_in_a_text_are_malformed: "Envelope", with(&format!("[{NAME},{APPETITE}]"), "\"[]\"");
    facts_given_twice_are_malformed: "Envelope", with("\"facts\"", "\"facts\":[],\"facts\"");
    an_assessment_given_twice_is_malformed: "Envelope", with("\"assessment\"", "\"assessment\":\"a\",\"assessment\"");
    a_checksum_of_a_number_is_malformed: "Envelope", with("\"checksum\":", "\"checksum\":1,\"sum\":");

    // Ours, and a fact is none.
    a_fact_of_null_is_none: "Fact", envelope(&["null"]);
    a_fact_of_a_number_is_none: "Fact", envelope(&["1e400"]);
    a_fact_of_a_text_is_none: "Fact", envelope(&["\"fact\""]);
    a_fact_in_a_list_is_none: "Fact", envelope(&["[]"]);
    an_empty_fact_is_none: "Fact", envelope(&["{}"]);
    a_fact_without_kind_is_none: "Fact", fact_with("\"kind\":\"profile\",", "");
    a_fact_with_a_kind_of_a_number_is_none: "Fact", fact_with("\"profile\"", "1");
    a_fact_without_subject_is_none: "Fact", fact_with("\"of\"", "\"off\"");
    a_fact_with_a_subject_of_a_text_is_none: "Fact", fact_with("[\"name\"]", "\"name\"");
    a_fact_with_a_subject_of_numbers_is_none: "Fact", fact_with("[\"name\"]", "[1]");
    a_fact_with_a_line_break_in_its_subject_is_none: "Fact", fact_with("\"name\"", "\"na\\nme\"");
    a_fact_without_value_is_none: "Fact", fact_with("\"is\":\"Harbour IT\",", "");
    a_fact_without_stamp_is_none: "Fact", fact_with("\"stamp\"", "\"stamps\"");
    a_fact_with_a_stamp_of_a_number_is_none: "Fact", fact_with("\"1-00000000000000aa\"", "1");
    a_fact_with_counter_zero_is_none: "Fact", fact_with("\"1-", "\"0-");
    a_fact_with_a_counter_beyond_the_last_is_none: "Fact", fact_with("\"1-", "\"4503599627370497-");
    a_fact_with_a_counter_beyond_counting_is_none: "Fact", fact_with("\"1-", "\"99999999999999999999999-");
    a_fact_with_a_signed_counter_is_none: "Fact", fact_with("\"1-", "\"+1-");
    a_fact_with_a_short_writer_is_none: "Fact", fact_with("00000000000000aa", "aa");
    a_fact_with_a_writer_in_capitals_is_none: "Fact", fact_with("00000000000000aa", "00000000000000AA");
    a_fact_with_a_broken_time_is_none: "Fact", fact_with("\"}", "\",\"at\":1.5}");
    a_fact_with_a_time_in_words_is_none: "Fact", fact_with("\"}", "\",\"at\":\"now\"}");
    a_fact_with_a_time_beyond_counting_is_none: "Fact", fact_with("\"}", "\",\"at\":1e30}");
    a_fact_with_an_unknown_author_is_none: "Fact", fact_with("\"}", "\",\"author\":\"me\"}");
    a_fact_with_an_author_of_null_is_none: "Fact", fact_with("\"}", "\",\"author\":null}");
    a_fact_with_a_number_beyond_numbers_is_none: "Fact", fact_with("\"Harbour IT\"", "1e400");
    a_fact_with_a_text_too_long_is_none: "Fact", fact_with("Harbour IT", &"x".repeat(8_001));
    a_fact_with_half_a_character_is_none: "Fact", fact_with("Harbour", "\\udc00");
    a_fact_that_nests_too_deep_is_none: "Fact", fact_with("\"Harbour IT\"", &deep(1_000));
    a_fact_that_nests_far_too_deep_is_none: "Fact", fact_with("\"Harbour IT\"", &deep(500_000));

    // Ours, and not as it was written.
    another_text_is_damage: "Damaged", with("Harbour IT", "Harbour It");
    another_number_is_damage: "Damaged", with("0.1", "0.10000000000000002");
    a_fact_less_is_damage: "Damaged", with(&format!(",{APPETITE}"), "");
    a_fact_more_is_damage: "Damaged", with(NAME, &format!("{NAME},{LATER}"));
    no_fact_left_is_damage: "Damaged", with(&format!("{NAME},{APPETITE}"), "");
    another_stamp_is_damage: "Damaged", with("\"1-", "\"7-");
    another_assessment_is_damage: "Damaged", with("harbour-it", "harbour-at");
    another_checksum_is_damage: "Damaged", with("\"checksum\":\"", "\"checksum\":\"0");
    an_empty_checksum_is_damage: "Damaged", with("\"checksum\":", "\"checksum\":\"\",\"sum\":");
    an_unknown_value_in_place_of_a_known_one_is_damage: "Damaged", with("\"Harbour IT\"", "{}");
    a_doubled_key_with_another_value_is_damage: "Damaged", with("\"Harbour IT\"", "\"Harbour IT\",\"is\":\"x\"");
}

#[test]
fn a_file_is_refused_from_one_byte_too_many() {
    let small = small();
    let filled = |bytes: usize| format!("{}{}", " ".repeat(bytes - small.len()), small);
    assert!(file::read(&filled(MAX_BYTES)).is_ok());
    assert_eq!(file::read(&filled(MAX_BYTES + 1)), Err(FileError::TooLarge(MAX_BYTES + 1)));
    assert_eq!(file::read(&"x".repeat(2 * MAX_BYTES)), Err(FileError::TooLarge(2 * MAX_BYTES)));
}

#[test]
fn a_file_is_refused_from_one_fact_too_many() {
    let many = |n: usize| envelope(&vec!["0"; n]);
    assert_eq!(file::read(&many(MAX_FACTS + 1)), Err(FileError::TooMany(MAX_FACTS + 1)));
    check("Fact", &many(MAX_FACTS));
}

#[test]
fn a_file_is_refused_whose_counters_leave_no_room_for_what_comes_after_it() {
    let last = |counter: u64| {
        let fact = format!(r#"{{"kind":"profile","of":["name"],"is":"Last","stamp":"{counter}-0000000000000001"}}"#);
        file::write(&id(), &[Fact::read(&fact).unwrap()].into_iter().collect())
    };
    let taken = file::read(&last(file::MAX_COUNTER)).unwrap();
    assert!(taken.facts.next_stamp(WriterId(2)).is_some());
    assert!(matches!(file::read(&last(file::MAX_COUNTER + 1)), Err(FileError::Fact(1, _))));
}

#[test]
fn the_place_of_what_is_wrong_is_told() {
    assert!(matches!(file::read("{\"fourfold\":1,\n  oops}"), Err(FileError::NotJson(2, 3, _))));
    assert!(matches!(file::read(&envelope(&[NAME, APPETITE, "{}", "{}"])), Err(FileError::Fact(3, _))));
    assert_eq!(file::read("{\"fourfold\":9}"), Err(FileError::Newer(9)));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let small = small();
    for n in 0..small.trim_end().len() {
        check("NotJson", &small[..n]);
    }
    check_same(small.trim_end());
    for n in 1..small.len() {
        assert!(file::read(&small[n..]).is_err(), "accepted: {}", &small[n..]);
    }
}

#[test]
fn a_file_with_any_byte_changed_is_refused_or_says_the_same() {
    let small = small();
    let good = file::read(&small).unwrap();
    let (mut refused, mut same) = (0, 0);
    for n in 0..small.len() {
        for byte in 0..=255 {
            let mut bytes = small.clone().into_bytes();
            bytes[n] = byte;
            match file::read(&String::from_utf8_lossy(&bytes)) {
                Ok(incoming) => {
                    assert_eq!(incoming, good, "byte {n} as {byte}");
                    same += 1;
                }
                Err(_) => refused += 1,
            }
        }
    }
    // What says the same is the byte itself, or another blank between two parts.
    assert!(refused > 50 * same, "{refused} refused, {same} the same");
}

#[test]
fn a_file_with_any_byte_left_out_or_doubled_is_refused_or_says_the_same() {
    let small = small();
    let good = file::read(&small).unwrap();
    for n in 0..small.len() {
        let without = format!("{}{}", &small[..n], &small[n + 1..]);
        let doubled = format!("{}{}", &small[..=n], &small[n..]);
        for text in [without, doubled] {
            assert!(file::read(&text).is_ok_and(|incoming| incoming == good) || file::read(&text).is_err(), "{text}");
        }
    }
}

// ---------------------------------------------------------------- whatever else comes

/// Whatever comes: no panic, and what is taken over can be handed on.
fn check_anything(text: &str) {
    if let Ok(incoming) = file::read(text) {
        let written = file::write(&incoming.assessment, &incoming.facts);
        assert!(file::read(&written) == Ok(incoming), "taken over and not handed on: {text}");
    }
}

fn token() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "0",
        "-",
        "1",
        "2",
        "1e9",
        "1e400",
        ".",
        "\n",
        "\"fourfold\":1",
        "\"assessment\":\"a\"",
        "\"facts\":[",
        "\"checksum\":\"00000000\"",
        "\"kind\":\"profile\"",
        "\"of\":[\"name\"]",
        "\"is\":",
        "\"stamp\":\"1-00000000000000aa\"",
        "\"at\":",
        "\"author\":",
        "\\ud83d",
        "é",
    ])
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..300)) {
        check_anything(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_mixture_of_our_own_words_is_read_without_a_panic(tokens in vec(token(), 0..60)) {
        check_anything(&tokens.concat());
    }

    #[test]
    fn any_splice_of_a_good_file_is_read_without_a_panic(
        at in 0..400_usize,
        n in 0..60_usize,
        tokens in vec(token(), 0..4),
    ) {
        let small = small();
        let (at, end) = (at.min(small.len()), (at + n).min(small.len()));
        check_anything(&[&small[..at], &tokens.concat(), &small[end..]].concat());
    }

    #[test]
    fn any_record_under_a_right_checksum_is_read_without_a_panic(tokens in vec(token(), 0..30)) {
        check_anything(&envelope(&[&tokens.concat()]));
    }
}
