//! Packs in one file: what is told of packs in several files holds for them, a fault is reported at its place in the
//! whole file, and the fingerprint is that of the structure alone.

use crate::support;
use crate::support::{near, process, sheet};
use fourfold::model::pack::{Changes, Pack, PackError, Texts, read_one_file};
use serde_json::Value as Json;

const SMALL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/packs/small.json"));

fn small() -> (Pack, Vec<Texts>) {
    read_one_file(SMALL).unwrap_or_else(|error| panic!("{error}"))
}

/// The structure's own text, from brace to brace.
fn structure() -> &'static str {
    let start = SMALL.find("{\n    \"format\"").unwrap();
    &SMALL[start..SMALL.find(",\n  \"texts\"").unwrap()]
}

// ---- A pack that reads ----------------------------------------------------------------------------

#[test]
fn the_small_pack_reads_with_its_words() {
    let (pack, texts) = small();
    assert_eq!(pack.attributes.iter().map(|(_, level)| *level).collect::<Vec<_>>(), [1, 1, 2, 2, 3, 3]);
    assert_eq!(pack.structure.processes.len(), 2);
    assert_eq!(pack.structure.scale.iter().map(|option| option.worth).collect::<Vec<_>>(), [0.0, 0.25, 0.5, 1.0]);
    let of: Vec<(&str, &str)> = texts.iter().map(|own| (&*own.language, &*own.size)).collect();
    assert_eq!(of, [("en", "short"), ("en", "long")]);
    assert_eq!((pack.asked("short").count(), pack.asked("long").count()), (3, 7));
}

#[test]
fn it_is_the_pack_that_its_parts_are_in_files_of_their_own() {
    let (pack, texts) = small();
    assert_eq!(Pack::read(structure()).unwrap(), pack, "to the fingerprint");
    let whole: Json = serde_json::from_str(SMALL).unwrap();
    for (index, own) in texts.iter().enumerate() {
        assert_eq!(Texts::read(&whole["texts"][index].to_string(), &pack).unwrap(), *own);
    }
}

#[test]
fn the_fingerprint_covers_the_structure_as_it_stands_and_nothing_around_it() {
    let fingerprint = small().0.fingerprint;
    let read = |text: &str| read_one_file(text).unwrap_or_else(|error| panic!("{error}")).0.fingerprint;
    // Words, space around and the order of the two parts are not part of it.
    assert_eq!(read(&SMALL.replace("Whoever asks for", "Anyone who asks for")), fingerprint);
    assert_eq!(read(&SMALL.replace("\"structure\": {", "\"structure\":\n\n{")), fingerprint);
    let texts = SMALL.split_once(",\n  \"texts\": ").unwrap().1.trim_end().strip_suffix('}').unwrap();
    assert_eq!(read(&format!("{{\"texts\":{texts},\"structure\":{}}}", structure())), fingerprint);
    // One space more within it is.
    assert_ne!(read(&SMALL.replacen("\"format\": 1", "\"format\":  1", 1)), fingerprint);
}

#[test]
fn another_language_may_stand_beside_the_packs_own() {
    let mut whole: Json = serde_json::from_str(SMALL).unwrap();
    let mut german = whole["texts"][0].clone();
    german["language"] = "de".into();
    whole["texts"].as_array_mut().unwrap().push(german);
    assert_eq!(read_one_file(&whole.to_string()).unwrap().1.len(), 3);
}

// ---- Scored ---------------------------------------------------------------------------------------

/// The index of a process is the mean worth of its options times a hundred.
#[track_caller]
fn check_index(size: &str, answers: &str, of: &str, worths: &[f64]) {
    let (pack, _) = small();
    let results = sheet().answers(answers).results_in(&pack, size, None);
    let mean = 100.0 * worths.iter().sum::<f64>() / worths.len() as f64;
    near(answers, process(&pack, &results, of).claimed.index.expect("it has an index"), mean);
}

#[test]
fn the_index_is_the_mean_of_what_the_options_are_worth() {
    let two = "requests-purpose yes; requests-people mostly";
    check_index("long", two, "requests", &[1.0, 0.5]);
    // A merged question counts for each of its two attributes.
    let order = format!("{two}; requests-order partly");
    check_index("long", &order, "requests", &[1.0, 0.5, 0.25, 0.25]);
    let all = format!("{order}; requests-check no; requests-learn yes");
    check_index("long", &all, "requests", &[1.0, 0.5, 0.25, 0.25, 0.0, 1.0]);
    // A question for the whole process counts for all six.
    check_index("short", "requests-all mostly; backups-all yes", "requests", &[0.5; 6]);
    check_index("short", "requests-all mostly; backups-all yes", "backups", &[1.0; 6]);
    // Two people: what they say is added up before it is a mean.
    check_index("short", "backups-all yes partly", "backups", &[0.625; 6]);
}

#[test]
fn evidence_caps_the_index_by_the_packs_own_caps() {
    let (pack, _) = small();
    let answers = "requests-purpose yes/E1; requests-people yes; requests-order yes/E2";
    let results = sheet().answers(answers).results_in(&pack, "long", None);
    let index = process(&pack, &results, "requests").evidenced.index.expect("it has an index");
    near("evidenced", index, 100.0 * (0.5 + 0.25 + 1.0 + 1.0) / 4.0);
}

// ---- A pack that does not read --------------------------------------------------------------------

/// Replaces one part of the file; the mark says where the fault is to be reported.
#[track_caller]
fn check(part: &str, with: &str, what: &str) {
    assert!(SMALL.contains(part), "{part:?} is there");
    let marked = SMALL.replacen(part, with, 1);
    let at = marked.find('¦').expect("the place is marked");
    let line_start = marked[..at].rfind('\n').map_or(0, |end| end + 1);
    let (line, column) = (marked[..at].matches('\n').count() + 1, at - line_start + 1);
    let error = read_one_file(&marked.replace('¦', "")).expect_err(with);
    assert_eq!(error, PackError { line, column, what: what.to_owned() }, "{with}");
}

#[test]
fn a_fault_in_the_structure_is_reported_at_its_place_in_the_file() {
    check("\"format\": 1", "\"format\": ¦2", "this build reads packs of format 1");
    check("\"worth\": 0.25", "\"worth\": ¦0", "each option is worth more than the one before");
    check("\"minutes\": 15", "\"minutes\": ¦\"long\"", "expected a whole number");
    check("[\"requests\"]}", "[¦\"request\"]}", "there is no other process \"request\"");
    check("\"importance\": 3", "¦\"weight\": 3", "\"weight\" is not known here");
}

#[test]
fn a_fault_in_the_words_is_reported_at_its_place_in_the_file() {
    check("\"title\": \"A small example\"", "\"title\": ¦7", "expected a text in double quotes");
    check("\"The rota\"", "¦null", "expected a text in double quotes");
    check("\"pack\": \"small\"", "\"pack\": ¦\"large\"", "expected a text of format 1 for small@1");
    check("\"size\": \"short\"", "\"size\": ¦\"tiny\"", "there is no size \"tiny\"");
    check("\"text\": \"Is every request brought to an end?\"", "\"text\": ¦\" \"", "it is empty");
    let levels = "\"levels\": {\n            \"no\": \"Requests are forgotten.\",";
    check(levels, "\"levels\": ¦{", "option \"no\" has no words");
}

#[test]
fn missing_and_doubled_words_are_refused() {
    let texts = |change: fn(&mut Vec<Json>)| {
        let mut whole: Json = serde_json::from_str(SMALL).unwrap();
        change(whole["texts"].as_array_mut().unwrap());
        read_one_file(&whole.to_string()).unwrap_err().what
    };
    assert_eq!(texts(|all| all.push(all[1].clone())), "the words of \"long\" in \"en\" stand twice");
    assert_eq!(texts(Vec::clear), "the words of \"short\" in \"en\" are missing");
    assert_eq!(texts(|all| all.truncate(1)), "the words of \"long\" in \"en\" are missing");
    assert_eq!(texts(|all| all[1]["language"] = "de".into()), "the words of \"long\" in \"en\" are missing");
}

#[test]
fn a_file_that_is_no_one_file_pack_is_refused_at_its_place() {
    check("\"structure\"", "¦\"Structure\"", "\"Structure\" is not known here");
    check("\n  \"texts\": [", "\n  ¦\"structure\": {}, \"texts\": [", "\"structure\" stands twice");
    let error = |text: &str| read_one_file(text).unwrap_err().to_string();
    assert_eq!(error("[]"), "line 1, column 1: expected an object in braces");
    assert_eq!(error("{\"texts\": []}"), "line 1, column 1: \"structure\" is missing");
    assert_eq!(error(&format!("{{\"structure\": {}}}", structure())), "line 1, column 1: \"texts\" is missing");
    // A structure file is no one-file pack, and the other way round.
    assert_eq!(error(support::STRUCTURE), "line 2, column 3: \"format\" is not known here");
    assert_eq!(Pack::read(SMALL).unwrap_err().to_string(), "line 2, column 3: \"structure\" is not known here");
    for end in (0..SMALL.trim_end().len()).step_by(97).filter(|end| SMALL.is_char_boundary(*end)) {
        assert!(read_one_file(&SMALL[..end]).is_err());
    }
}

// ---- Another version ------------------------------------------------------------------------------

#[test]
fn another_version_says_which_questions_it_changes() {
    #[track_caller]
    fn check(newer: &str, added: &[&str], gone: &[&str], recounted: &[&str], reworded: &[&str]) {
        let (old, new) = (small(), read_one_file(newer).unwrap_or_else(|error| panic!("{error}")));
        let changes = Changes::between((&old.0, &old.1), (&new.0, &new.1));
        let ids = |ids: &[&str]| ids.iter().map(|id| id.parse().unwrap()).collect::<Vec<_>>();
        let expected =
            Changes { added: ids(added), gone: ids(gone), recounted: ids(recounted), reworded: ids(reworded) };
        assert_eq!(changes, expected);
        assert_eq!(changes.is_empty(), expected == Changes::default());
    }
    check(SMALL, &[], &[], &[], &[]);
    check(&SMALL.replace("\"version\": \"1\"", "\"version\": \"2\""), &[], &[], &[], &[]);
    check(&SMALL.replace("value-known", "value-shown"), &["value-shown"], &["value-known"], &[], &[]);
    check(&SMALL.replacen("\"effort\": 3", "\"effort\": 4", 1), &[], &[], &["requests-learn"], &[]);
    // Asked by another size too: an answer is worth what it was.
    let sizes = SMALL.replacen("\"mandatory\": true", "\"mandatory\": false", 1);
    check(&sizes, &[], &[], &["requests-check"], &[]);
    let (before, after) = ("Whoever asks for", "Anyone who asks for");
    assert!(SMALL.contains(before));
    let texts: Json = serde_json::from_str(SMALL).unwrap();
    let mut hit: Vec<&str> = Vec::new();
    for (id, words) in texts["texts"].as_array().unwrap().iter().flat_map(|own| own["questions"].as_object().unwrap()) {
        if words.to_string().contains(before) && !hit.contains(&id.as_str()) {
            hit.push(id);
        }
    }
    let (pack, _) = small();
    hit.sort_by_key(|id| pack.question_index(&id.parse().unwrap()));
    check(&SMALL.replace(before, after), &[], &[], &[], &hit);
}
