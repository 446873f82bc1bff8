//! A backup of everything keeps its word: what went in comes out, the same content makes the same bytes, whatever is
//! wrong with it is named and nothing of it is taken over, and what is called a backup was proven to be one.

use crate::support::built_in;
use fourfold::exchange::age::{Age, Last, is_due};
use fourfold::exchange::backup::{self, Backup, BackupError, MAX_BYTES, MAX_FILES};
use fourfold::exchange::content::{Content, ContentError, understand};
use fourfold::exchange::envelope::EnvelopeError;
use fourfold::exchange::file::{self, Brought, FileError, Incoming};
use fourfold::exchange::proof::{Flaw, Proof, prove};
use fourfold::model::pack::read_one_file;
use fourfold::model::{Fact, Facts, checksum};

const NAME: &str = r#"{"kind":"profile","of":["name"],"is":"Harbour IT","stamp":"1-00000000000000aa"}"#;
const APPETITE: &str = r#"{"kind":"profile","of":["appetite"],"is":0.1,"stamp":"2-00000000000000aa","at":-1}"#;
const TRASHED: &str = r#"{"kind":"profile","of":["trashed"],"is":true,"stamp":"3-00000000000000aa"}"#;
const LATER: &str = r#"{"kind":"mood","of":[],"is":["a", 1],"stamp":"4-00000000000000aa","colour":"red"}"#;
const PACK: &str = include_str!("../fixtures/packs/small.json");
const SAMPLE: &str = include_str!("../../public/samples/harbour-it.json");

fn incoming(id: &str, facts: &[&str]) -> Incoming {
    let facts: Facts = facts.iter().map(|text| Fact::read(text).unwrap()).collect();
    Incoming { assessment: id.parse().unwrap(), facts, pack: None }
}

fn pack() -> Brought {
    let name = read_one_file(PACK).unwrap().0.name();
    Brought { name, text: PACK.trim().to_owned() }
}

/// Two small assessments, one of them in the trash, and no pack.
fn small() -> Backup {
    Backup::of(vec![incoming("b", &[NAME, APPETITE]), incoming("a", &[NAME, TRASHED, LATER])], Vec::new())
}

fn error(text: &str) -> BackupError {
    backup::read(text).map(|own| panic!("accepted: {own:?}")).unwrap_err()
}

// ---- Round trip -----------------------------------------------------------------------------------

#[test]
fn what_goes_in_comes_out_and_the_same_content_makes_the_same_bytes() {
    for own in [Backup::default(), small(), Backup::of(small().files, vec![pack()]), Backup::of(vec![], vec![pack()])] {
        let text = backup::write(&own);
        assert_eq!(backup::read(&text), Ok(own.clone()));
        assert_eq!(backup::write(&backup::read(&text).unwrap()), text);
    }
    let mut backwards = small().files;
    backwards.reverse();
    assert_eq!(backup::write(&Backup::of(backwards, vec![])), backup::write(&small()));
}

#[test]
fn a_pack_that_several_ask_stands_in_a_backup_once() {
    let with = |id: &str| Incoming { pack: Some(pack()), ..incoming(id, &[NAME]) };
    let own = Backup::of(vec![with("a"), with("b")], vec![pack()]);
    assert_eq!(own.packs, [pack()]);
    let text = backup::write(&own);
    assert_eq!(text.matches("Whoever asks for").count(), PACK.matches("Whoever asks for").count());
    assert_eq!(backup::read(&text), Ok(own));
}

#[test]
fn every_assessment_in_a_backup_is_a_file_of_its_own() {
    let text = backup::write(&small());
    let begin = text.find("{\"fourfold\":1,\n\"assessment\":\"b\"").unwrap();
    let end = text.find("\n],\n\"packs\"").unwrap();
    assert_eq!(file::read(&text[begin..end]), Ok(incoming("b", &[NAME, APPETITE])));
}

#[test]
fn other_blanks_between_the_parts_are_no_damage() {
    let text = backup::write(&small());
    assert_eq!(backup::read(&text.replace('\n', "\r\n")), Ok(small()));
    assert_eq!(backup::read(&format!("\u{feff}{}  ", text.replacen(",\n\"packs\"", " ,\t\"packs\"", 1))), Ok(small()));
}

// ---- Damage ---------------------------------------------------------------------------------------

#[test]
fn a_backup_cut_off_anywhere_is_refused() {
    let text = backup::write(&small());
    for n in 0..text.trim_end().len() {
        let why = error(&text[..n]);
        assert!(matches!(why, BackupError::Envelope(EnvelopeError::NotJson(..))), "after {n}: {why}");
        // Also by whoever does not know yet what it is.
        assert!(understand(&text[..n]).is_err(), "after {n}");
    }
    for n in 1..text.len() {
        assert!(backup::read(&text[n..]).is_err(), "without the first {n}");
    }
}

#[test]
fn a_backup_with_any_byte_changed_is_refused_or_says_the_same() {
    let text = backup::write(&small());
    let (mut refused, mut same) = (0, 0);
    for n in 0..text.len() {
        for byte in 0..=255 {
            let mut bytes = text.clone().into_bytes();
            bytes[n] = byte;
            match backup::read(&String::from_utf8_lossy(&bytes)) {
                Ok(own) => {
                    assert_eq!(own, small(), "byte {n} as {byte}");
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
fn a_part_left_out_or_put_in_is_damage() {
    let damaged = BackupError::Envelope(EnvelopeError::Damaged);
    let [a, b] = [0, 1].map(|n| file::write(&small().files[n].assessment, &small().files[n].facts).trim().to_owned());
    let text = backup::write(&small());
    assert_eq!(error(&text.replacen(&format!(",\n{b}"), "", 1)), damaged);
    assert_eq!(error(&text.replacen(&format!("{a},\n"), "", 1)), damaged);
    let other = file::write(&"c".parse().unwrap(), &small().files[0].facts);
    assert_eq!(error(&text.replacen(&b, &format!("{b},{other}"), 1)), damaged);
    assert_eq!(error(&text.replacen("\"packs\":[", &format!("\"packs\":[{PACK}"), 1)), damaged);
    // A word of a pack that was changed on the way.
    let text = backup::write(&Backup::of(vec![], vec![pack()]));
    assert_eq!(error(&text.replacen("Whoever asks for", "Whoever begs for", 1)), damaged);
    // One assessment twice, under a checksum that fits.
    let sum = checksum(["a", &a[a.len() - 10..a.len() - 2], "a", &a[a.len() - 10..a.len() - 2]]);
    let twice = format!("{{\"fourfold-backup\":1,\"files\":[{a},{a}],\"packs\":[],\"checksum\":\"{sum}\"}}");
    assert_eq!(error(&twice), BackupError::Envelope(EnvelopeError::Part("an assessment stands twice".to_owned())));
}

#[test]
fn what_is_wrong_with_a_backup_is_named() {
    let text = backup::write(&small());
    let with = |part: &str, other: &str| error(&text.replacen(part, other, 1));
    assert_eq!(with("\"fourfold-backup\":1", "\"fourfold-backup\":2"), BackupError::Envelope(EnvelopeError::Newer(2)));
    assert_eq!(with("\"fourfold-backup\":1", "\"bookmarks\":1"), BackupError::Envelope(EnvelopeError::Foreign));
    assert_eq!(
        with("\"packs\":[", "\"sacks\":["),
        BackupError::Envelope(EnvelopeError::Part("\"packs\" is missing".to_owned()))
    );
    assert_eq!(
        with("\"packs\":[", "\"files\":[],\"packs\":["),
        BackupError::Envelope(EnvelopeError::Part("\"files\" stands twice".to_owned()))
    );
    assert_eq!(with("\"Harbour IT\"", "\"Harbour\""), BackupError::File(1, FileError::Damaged));
    assert_eq!(with("\"is\":0.1", "\"is\":0.2"), BackupError::File(2, FileError::Damaged));
    let broken = backup::write(&Backup::of(vec![], vec![pack()])).replacen("\"worth\": 0.25", "\"worth\": 25", 1);
    assert!(matches!(error(&broken), BackupError::Pack(1, _)));
    assert!(matches!(
        error("{\"fourfold-backup\":1,\n  oops}"),
        BackupError::Envelope(EnvelopeError::NotJson(2, 3, _))
    ));
}

#[test]
fn a_backup_beyond_its_limits_is_refused_before_it_is_read() {
    let large = " ".repeat(MAX_BYTES + 1);
    assert_eq!(error(&large), BackupError::Envelope(EnvelopeError::TooLarge(MAX_BYTES + 1, MAX_BYTES)));
    let many = format!(
        "{{\"fourfold-backup\":1,\"files\":[{}],\"packs\":[],\"checksum\":\"\"}}",
        vec!["0"; MAX_FILES + 1].join(",")
    );
    assert_eq!(error(&many), BackupError::TooManyFiles(MAX_FILES + 1));
}

#[test]
fn a_file_is_understood_as_what_it_calls_itself() {
    let is_backup = |text: &str| matches!(understand(text), Ok(Content::Backup(own)) if own == small());
    assert!(is_backup(&backup::write(&small())));
    assert!(matches!(understand(SAMPLE), Ok(Content::Assessment(_))));
    assert!(matches!(understand(PACK), Ok(Content::Pack(_))));
    assert!(matches!(understand("{\"a\":1}"), Err(ContentError::File(FileError::Foreign))));
    let newer = backup::write(&small()).replacen(":1,", ":9,", 1);
    let newer = understand(&newer).err();
    assert_eq!(newer, Some(ContentError::Backup(BackupError::Envelope(EnvelopeError::Newer(9)))));
    // Longer than an assessment may be, and cut off.
    let long = format!("{{\"fourfold-backup\":1,{}", " ".repeat(file::MAX_BYTES));
    assert!(matches!(understand(&long), Err(ContentError::Backup(BackupError::Envelope(EnvelopeError::NotJson(..))))));
}

// ---- Proof ----------------------------------------------------------------------------------------

fn sample() -> Backup {
    Backup::of(vec![file::read(SAMPLE).unwrap()], Vec::new())
}

#[test]
fn a_backup_is_called_one_after_its_facts_and_results_came_back() {
    let facts = sample().facts();
    assert!(facts > 400, "the sample has facts to lose: {facts}");
    let proof = Proof { assessments: 1, facts, unscored: 0 };
    assert_eq!(prove(&sample(), SAMPLE, Some(&built_in())), Ok(proof));
    assert_eq!(prove(&sample(), &backup::write(&sample()), Some(&built_in())), Ok(proof));
    // Without its questionnaire there is nothing to score, and that is said.
    assert_eq!(prove(&sample(), SAMPLE, None), Ok(Proof { unscored: 1, ..proof }));
    // One on which nothing was answered yet has nothing to score.
    assert_eq!(prove(&small(), &backup::write(&small()), None), Ok(Proof { assessments: 2, facts: 5, unscored: 0 }));
}

#[test]
fn a_backup_that_lacks_anything_is_not_called_one() {
    let here = Backup::of(small().files, vec![pack()]);
    let flaw = |text: &str| prove(&here, text, Some(&built_in())).unwrap_err();
    assert_eq!(flaw(""), Flaw::Unreadable);
    assert_eq!(flaw(&backup::write(&here).replacen("Harbour", "Arbour", 1)), Flaw::Unreadable);
    assert_eq!(flaw(PACK), Flaw::Unreadable);
    let write = |files: Vec<Incoming>, packs| backup::write(&Backup::of(files, packs));
    assert_eq!(flaw(&write(vec![], vec![pack()])), Flaw::Facts);
    assert_eq!(flaw(&write(small().files[..1].to_vec(), vec![pack()])), Flaw::Facts);
    let renamed = vec![incoming("c", &[NAME, APPETITE]), small().files.remove(0)];
    assert_eq!(flaw(&write(renamed, vec![pack()])), Flaw::Facts);
    let shorter = vec![incoming("b", &[NAME]), small().files.remove(0)];
    assert_eq!(flaw(&write(shorter, vec![pack()])), Flaw::Facts);
    assert_eq!(flaw(&write(small().files, vec![])), Flaw::Packs);
    let other = Brought { text: PACK.trim().replacen("Whoever asks for", "Whoever begs for", 1), ..pack() };
    assert_eq!(flaw(&write(small().files, vec![other])), Flaw::Packs);
}

// ---- Age ------------------------------------------------------------------------------------------

const DAY: i64 = 86_400_000;

#[test]
fn a_reminder_comes_when_there_is_something_to_lose() {
    let check = |due: bool, age: Option<(i64, usize)>, answers: usize| {
        let age = age.map(|(days, changes)| Age { days, changes });
        assert_eq!(is_due(age, answers), due, "{age:?}, {answers} answers");
    };
    check(false, None, 0);
    check(false, None, 19);
    check(true, None, 20);
    check(false, Some((0, 49)), 500);
    check(true, Some((0, 50)), 0);
    check(false, Some((13, 1)), 500);
    check(true, Some((14, 1)), 0);
    // What has not changed needs no other backup, however old it is.
    check(false, Some((400, 0)), 500);
}

#[test]
fn the_age_of_a_backup_is_in_whole_days_and_in_changes() {
    let last = Last { at: 100 * DAY, facts: 60 };
    let check = |now: i64, facts: usize, days: i64, changes: usize| {
        assert_eq!(last.age(now, facts), Age { days, changes }, "{now}, {facts}");
    };
    check(100 * DAY, 60, 0, 0);
    check(101 * DAY - 1, 61, 0, 1);
    check(101 * DAY, 100, 1, 40);
    check(112 * DAY, 60, 12, 0);
    // What was erased since is still in the backup.
    check(100 * DAY, 50, 0, 10);
    // A clock that was put back.
    check(0, 60, 0, 0);
    check(i64::MIN, 60, 0, 0);
}

#[test]
fn what_is_kept_of_a_backup_reads_back_and_nothing_else_does() {
    let last = Last { at: 1_763_689_302_000, facts: 53 };
    assert_eq!(last.write(), "1763689302000 53");
    assert_eq!(Last::read("1763689302000 53"), Some(last));
    for text in ["", " ", "1763689302000", "1763689302000 ", "1763689302000 53 ", "x 53", "1 -1", "1.5 2", "{}"] {
        assert_eq!(Last::read(text), None, "{text:?}");
    }
}
