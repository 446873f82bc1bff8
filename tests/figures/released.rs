//! R10: what every released version has written is read by this build, and what a later one writes is left as it is.

use std::collections::BTreeMap;

use fourfold::exchange::{backup, file};
use fourfold::model::{Answer, Assessment, Facts, WriterId};
use fourfold::store::{Journal, Memory, Storage};
use serde_json::Value;

use crate::figure;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/released");

fn text(format: &str, name: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{format}/{name}")).unwrap()
}

/// Every format that was released, by its number.
fn formats() -> Vec<String> {
    let entries = std::fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap());
    entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn answers(own: &Assessment) -> BTreeMap<String, String> {
    let said = own.said.get(&own.latest_round().unwrap()).unwrap();
    let answers = said.iter().filter_map(|(question, said)| Some((question, said.answers.values().next()?)));
    let word = |answer: &Answer| match answer {
        Answer::Level(level) => format!("level:{level}"),
        Answer::DontKnow => "dont-know".to_owned(),
        Answer::NotApplicable(why) => format!("not-applicable:{why}"),
    };
    answers.map(|(question, answer)| (question.to_string(), word(answer))).collect()
}

fn check(says: &Value, facts: &Facts) {
    let own = facts.assessment();
    assert_eq!(own.profile.name.as_deref(), says["name"].as_str());
    let expected: BTreeMap<String, String> = serde_json::from_value(says["answers"].clone()).unwrap();
    assert_eq!(answers(&own), expected);
    let said = own.said.get(&own.latest_round().unwrap()).unwrap();
    for (question, note) in says["notes"].as_object().unwrap() {
        let own =
            said.iter().find(|(own, _)| own.as_str() == question).and_then(|(_, said)| said.notes.values().next());
        assert_eq!(own.map(|own| &**own), note.as_str());
    }
}

#[test]
fn r10_what_every_released_version_wrote_is_read_and_newer_data_is_left() {
    let mut read = 0;
    for format in formats() {
        let records: Vec<BTreeMap<String, String>> = serde_json::from_str(&text(&format, "records.json")).unwrap();
        let newer = format!("fourfold/{}/0123456789abcdef/1", fourfold::store::FORMAT + 1);
        let mut memory = Memory::default();
        for record in &records {
            memory.set(&record["key"], &record["text"]).unwrap();
        }
        memory.set(&newer, "whatever comes then").unwrap();
        let mut journal = Journal::new(memory, WriterId(77));
        let found = journal.load(&[]).unwrap();
        assert!(found.quarantine.is_empty() && found.healed == 0, "{:?}", found.quarantine);
        assert_eq!(found.newer, std::slice::from_ref(&newer));
        let says: Value = serde_json::from_str(&text(&format, "says.json")).unwrap();
        let says = says["assessments"].as_array().unwrap();
        assert_eq!(found.assessments.iter().count(), says.len());
        for own in says {
            check(own, &found.assessments.get(own["id"].as_str().unwrap()).unwrap().facts);
        }
        check(&says[0], &file::read(&text(&format, "assessment.fourfold.json")).unwrap().facts);
        let whole = backup::read(&text(&format, "all.fourfold.backup.json")).unwrap();
        assert_eq!(whole.files.len(), says.len());
        for (file, own) in whole.files.iter().zip(says) {
            assert_eq!(file.facts.len() as u64, own["facts"].as_u64().unwrap());
            check(own, &file.facts);
        }
        // Nothing of it is another one afterwards.
        for record in &records {
            assert_eq!(journal.storage().get(&record["key"]).unwrap().as_ref(), Some(&record["text"]));
        }
        assert_eq!(journal.storage().get(&newer).unwrap().as_deref(), Some("whatever comes then"));
        read += records.len() + 2;
    }
    figure("R10", "records and files of released versions", read, 10, 10);
}

#[test]
fn r10_a_naive_reader_writes_over_what_it_does_not_know() {
    let mut memory = Memory::default();
    memory.set("state", "{\"version\":2}").unwrap();
    let saved = crate::naive::read_change_write(&mut memory, 0, &mut Default::default(), 9);
    assert!(saved);
    assert_eq!(memory.get("state").unwrap().as_deref(), Some("9"));
}
