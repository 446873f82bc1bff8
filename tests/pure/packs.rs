//! Packs: the built-in one reads like anyone else's, another scale and ladder read too, and a broken
//! one is refused with the line, the column and the words that help to mend it.

use crate::support;
use fourfold::model::pack::{Band, Guide, Indicator, Pack, PackError, Process, Texts};
use fourfold::model::{Assessment, EconomicMode};
use serde_json::{Value as Json, json};

// ---- The built-in pack ----------------------------------------------------------------------------

#[test]
fn the_built_in_pack_and_its_words_read_without_error() {
    let pack = support::built_in();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/packs/fourfold/0.2.0/");
    assert!(!pack.structure.texts.is_empty());
    for file in &pack.structure.texts {
        let text = std::fs::read_to_string(format!("{folder}{}", file.path)).expect("every text file is there");
        let texts = Texts::read(&text, &pack).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        assert_eq!((&texts.language, &texts.size), (&file.language, &file.size));
        for question in pack.asked(&file.size) {
            let id = &pack.structure.questions[question].id;
            assert_eq!(texts.questions[id].levels.len(), 6, "{id} has words for six options");
        }
    }
}

#[test]
fn the_quick_scan_asks_twelve_processes_four_steps_of_the_shift_and_eight_practices() {
    let pack = support::built_in();
    let asked: Vec<_> = pack.asked("quick").map(|index| &pack.structure.questions[index]).collect();
    let of = |group: &str| asked.iter().filter(|own| own.group.as_deref() == Some(group)).count();
    assert_eq!(asked.len(), 24);
    assert_eq!(asked.iter().filter(|own| own.whole).count(), 12);
    assert_eq!((of("shift"), of("practice")), (4, 8));
    assert_eq!(pack.asked("unknown").count(), 0);
    // Questions of the shift feed no indicator.
    let shift = asked.iter().filter(|own| own.group.as_deref() == Some("shift"));
    assert!(shift.map(|own| own.indicators.unwrap_or_default().all()).all(|weights| weights == [0.0; 4]));
}

#[test]
fn the_standard_size_begins_with_56_questions_and_the_full_audit_with_134_of_242() {
    let pack = support::built_in();
    let check = |size: &str, all: usize, at_first: usize, processes: usize| {
        assert_eq!(pack.asked(size).count(), all, "{size}");
        let mut own = Assessment::default();
        let out = pack.structure.processes.iter().filter(|process| !pack.begins_with(size, &process.id));
        for process in out {
            own.scope.insert(process.id.clone(), false);
        }
        assert_eq!(pack.within(size, &own).count(), at_first, "{size}");
        let asked_about = |process: &&Process| own.in_scope(&process.id) && pack.asks_about(size, &process.id);
        assert_eq!(pack.structure.processes.iter().filter(asked_about).count(), processes, "{size}");
    };
    check("quick", 24, 24, 12);
    check("standard", 14 * 5 + 16, 8 * 5 + 16, 8);
    check("full", 24 * 9 + 26, 12 * 9 + 26, 12);
    // 242 fine questions, and 40 coarse ones that stand for several.
    let coarse = pack.structure.questions.iter().filter(|own| own.whole || own.attributes.len() > 1).count();
    assert_eq!((pack.structure.questions.len(), coarse), (282, 40));
}

#[test]
fn no_two_questions_share_a_line_and_every_part_is_there() {
    let pack = support::built_in();
    let mut lines = std::collections::BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    for texts in support::texts() {
        for (id, own) in texts.questions.iter().filter(|(id, _)| seen.insert((*id).clone())) {
            assert!((2..=4).contains(&own.evidence.len()), "{id}: two to four things to look at");
            assert!(own.text.ends_with('?'), "{id}: {}", own.text);
            for line in own.levels.values() {
                let first = lines.insert(line.to_string(), id.clone());
                assert_eq!(first, None, "{id} says the same as another: {line}");
            }
        }
    }
    assert_eq!(seen.len(), pack.structure.questions.len());
}

#[test]
fn a_question_of_two_sizes_has_the_same_words_in_both() {
    let texts = support::texts();
    for one in &texts {
        for other in &texts {
            for (id, own) in one.questions.iter() {
                assert!(
                    other.questions.get(id).is_none_or(|same| same == own),
                    "{id}: {} and {}",
                    one.size,
                    other.size
                );
            }
        }
    }
}

#[test]
fn the_guide_speaks_of_every_process_attribute_and_fine_question() {
    let pack = support::built_in();
    for file in &pack.structure.guides {
        let guide = Guide::read(&support::public(&file.path), &pack).unwrap_or_else(|error| panic!("{error}"));
        for process in &pack.structure.processes {
            let own = guide.processes.get(&process.id).unwrap_or_else(|| panic!("{} has guidance", process.id));
            assert_eq!(own.steps.len(), 3, "{}", process.id);
            assert!(own.fails.len() >= 3, "{}", process.id);
        }
        for (attribute, _) in &pack.attributes {
            assert_eq!(guide.next[attribute].keys().count(), 5, "{attribute}: from each option but the last");
        }
        let fine = pack.structure.questions.iter().filter(|own| !own.whole && own.attributes.len() < 2);
        for question in fine {
            assert!(guide.moves.get(&question.id).is_some(), "{} has an improvement", question.id);
        }
        for question in &pack.structure.questions {
            let outside = question.respondents.iter().any(|role| role.is_outside());
            assert_eq!(guide.outside.get(&question.id).is_some(), outside, "{} in the words of customers", question.id);
        }
        assert!(guide.glossary.keys().count() >= 45);
    }
    assert_eq!(pack.structure.guides.len(), 1);
}

#[test]
fn a_guide_that_speaks_of_what_the_pack_has_not_is_refused_with_the_place() {
    let pack = support::built_in();
    let text = support::public("en/guide.json");
    let check = |from: &str, to: &str, expected: &str| {
        assert!(text.contains(from), "{from}");
        let error = Guide::read(&text.replacen(from, to, 1), &pack).expect_err(expected);
        assert!(error.what.contains(expected), "{error}");
        assert!(error.line > 0);
    };
    check("\"inc\": {", "\"incx\": {", "the pack has no \"incx\"");
    check("\"a0\": {", "\"a9\": {", "the pack has no \"a9\"");
    check("\"inc-a0\": {", "\"inc-z\": {", "the pack has no \"inc-z\"");
    check("\"version\": \"0.2.0\"", "\"version\": \"9\"", "this guide is not of fourfold 0.2.0");
    check("\"steps\": [", "\"stops\": [", "\"stops\" is not known here");
}

#[test]
fn every_process_feeds_the_indicators_that_the_content_says() {
    let pack = support::built_in();
    // 2 strong, 1 weak; growth, budget, risk, communication.
    let check = |id: &str, weights: [f64; 4]| {
        let process = pack.process(&id.parse().unwrap()).expect("it is there");
        assert_eq!(process.indicators.all(), weights, "{id}");
        assert_eq!(process.importance, 2, "the default");
    };
    check("inc", [0.0, 0.0, 2.0, 1.0]);
    check("prb", [0.0, 1.0, 2.0, 0.0]);
    check("chg", [0.0, 0.0, 2.0, 0.0]);
    check("ast", [0.0, 2.0, 0.0, 0.0]);
    check("cat", [1.0, 0.0, 0.0, 2.0]);
    check("slm", [1.0, 0.0, 0.0, 2.0]);
    check("dsk", [0.0, 0.0, 0.0, 2.0]);
    check("rel", [2.0, 0.0, 0.0, 2.0]);
    check("fin", [2.0, 2.0, 0.0, 0.0]);
    check("cap", [2.0, 0.0, 1.0, 0.0]);
    check("rsk", [0.0, 0.0, 2.0, 0.0]);
    check("imp", [1.0, 1.0, 1.0, 1.0]);
    check("req", [0.0, 1.0, 0.0, 2.0]);
    check("dep", [0.0, 0.0, 2.0, 0.0]);
    check("cfg", [0.0, 1.0, 1.0, 0.0]);
    check("sup", [0.0, 2.0, 1.0, 0.0]);
    check("dem", [2.0, 0.0, 0.0, 0.0]);
    check("avl", [0.0, 0.0, 2.0, 0.0]);
    check("con", [0.0, 0.0, 2.0, 0.0]);
    check("sec", [0.0, 0.0, 2.0, 0.0]);
    check("kno", [0.0, 1.0, 0.0, 1.0]);
    check("mon", [0.0, 0.0, 2.0, 0.0]);
    check("des", [1.0, 0.0, 1.0, 0.0]);
    check("mea", [1.0, 1.0, 1.0, 1.0]);
    assert_eq!(pack.structure.processes.len(), 24);
}

#[test]
fn a_suggested_target_is_no_higher_than_that_of_a_process_needed_first() {
    let pack = support::built_in();
    for process in &pack.structure.processes {
        for mode in EconomicMode::ALL {
            let level = process.targets.of(*mode).unwrap_or_else(|| panic!("{} has a target for {mode:?}", process.id));
            assert!((1..5).contains(&level), "{} {mode:?}: nobody is suggested to reach level 5", process.id);
            for need in &process.needs {
                let needed = pack.process(need).unwrap().targets.of(*mode);
                assert!(needed >= Some(level), "{} is to be higher than {need}, {mode:?}", process.id);
            }
        }
    }
}

#[test]
fn a_suggested_target_is_no_lower_where_more_money_follows_service() {
    let less_to_more =
        [EconomicMode::CostCentre, EconomicMode::Showback, EconomicMode::Charging, EconomicMode::External];
    for process in &support::built_in().structure.processes {
        let levels = less_to_more.map(|mode| process.targets.of(mode));
        assert!(levels.is_sorted(), "{}: {levels:?}", process.id);
    }
}

#[test]
fn a_target_is_suggested_by_economic_mode_and_at_most_what_the_size_goes_for() {
    #[track_caller]
    fn check(size: &str, mode: Option<EconomicMode>, expected: Option<u8>) {
        let pack = support::pack_with(|pack| {
            pack["processes"] = json!([{"id": "p", "targets": {"cost-centre": 2, "external": 4}}]);
            pack["questions"] = json!([{"id": "p0", "process": "p", "attributes": ["a0"], "sizes": ["quick", "full"]}]);
            pack["sizes"] = json!([{"id": "quick", "minutes": 1, "highest_target": 3}, {"id": "full", "minutes": 2}]);
            pack["texts"] = json!([]);
        });
        let mut own = Assessment::default();
        own.profile.economic_mode = mode;
        let suggested = pack.suggested_target(size, &own, &pack.structure.processes[0]);
        assert_eq!(suggested, expected, "{size} {mode:?}");
    }
    check("quick", Some(EconomicMode::CostCentre), Some(2));
    check("full", Some(EconomicMode::CostCentre), Some(2));
    check("quick", Some(EconomicMode::External), Some(3));
    check("full", Some(EconomicMode::External), Some(4));
    // The pack suggests nothing for these, and nothing follows from nothing.
    check("full", Some(EconomicMode::Charging), None);
    check("full", None, None);
}

#[test]
fn scale_ladder_caps_and_limits_are_those_of_the_rulebook() {
    let pack = support::built_in();
    let scale: Vec<(f64, Option<Band>)> = pack.structure.scale.iter().map(|own| (own.worth, own.band)).collect();
    let bands = [Band::N, Band::N, Band::P, Band::L, Band::F, Band::F];
    let expected: Vec<(f64, Option<Band>)> = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].into_iter().zip(bands.map(Some)).collect();
    assert_eq!(scale, expected);
    assert_eq!(pack.structure.caps, [0.4, 0.6, 0.8, 1.0]);
    let ladder: Vec<(&str, usize)> = pack.attributes.iter().map(|(id, level)| (id.as_str(), *level)).collect();
    let expected = [("a0", 1), ("a1", 2), ("a2", 2), ("a3", 2), ("a4", 3), ("a5", 3), ("a6", 3), ("a7", 4), ("a8", 5)];
    assert_eq!(ladder, expected);
    let limits = &pack.structure.thresholds;
    assert_eq!((limits.practice_share, limits.good, limits.fair, limits.red_flag), (0.4, 70.0, 40.0, 20.0));
    assert_eq!((limits.coverage, limits.not_applicable), (60.0, 15.0));
    assert_eq!((limits.confidence_high, limits.confidence_medium, limits.confidence_alone), (75.0, 50.0, 70.0));
}

#[test]
fn a_pack_is_named_by_id_version_and_the_fingerprint_of_its_structure() {
    let pack = support::built_in();
    let (name, fingerprint) = pack.name().split_once('#').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(name, "fourfold@0.2.0");
    assert!(
        fingerprint.len() == 64
            && fingerprint.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    );
    assert_eq!(support::built_in().fingerprint, fingerprint);
    let spaced = Pack::read(&support::STRUCTURE.replacen(": ", ":  ", 1)).unwrap();
    assert_eq!(spaced.structure, pack.structure);
    assert_ne!(spaced.fingerprint, fingerprint, "one space more is another file");
}

// ---- A pack of one's own --------------------------------------------------------------------------

/// Three levels of two attributes each and four options, with a merged and a doubled question.
const OWN: &str = r#"{
  "format": 1,
  "id": "own.pack_2-x",
  "version": "3",
  "language": "de",
  "texts": [{"language": "de", "size": "all", "path": "de/all.json"}],
  "scale": [
    {"id": "none", "worth": 0},
    {"id": "some", "worth": 0.25},
    {"id": "half", "worth": 0.5},
    {"id": "full", "worth": 1}
  ],
  "caps": [0.25, 0.5, 0.5, 1],
  "ladder": [{"attributes": ["x1", "x2"]}, {"attributes": ["y1", "y2"]}, {"attributes": ["z1", "z2"]}],
  "sizes": [{"id": "all", "minutes": 5}],
  "processes": [
    {"id": "one", "indicators": {"risk": 2}},
    {"id": "two", "importance": 3, "needs": ["one"]}
  ],
  "groups": [{"id": "rest"}],
  "questions": [
    {"id": "w", "process": "one", "whole": true, "sizes": ["all"]},
    {"id": "y", "process": "one", "attributes": ["y1", "y2"], "sizes": ["all"]},
    {"id": "y1", "process": "one", "attributes": ["y1"], "sizes": ["all"], "mandatory": true, "effort": 5},
    {"id": "r", "group": "rest", "indicators": {"growth": 1}, "sizes": ["all"], "feeds": "utilisation", "respondents": ["staff"]}
  ],
  "indicators": [
    {"id": "growth", "metrics": [{"metric": "utilisation", "weight": 1, "curve": [[0, 0], [100, 100]]}]},
    {"id": "budget", "metrics": []},
    {"id": "risk", "metrics": []},
    {"id": "communication", "metrics": []}
  ],
  "thresholds": {
    "practice_share": 0.5, "good": 70, "fair": 40, "red_flag": 20, "coverage": 60, "confidence_high": 75,
    "confidence_medium": 50, "confidence_alone": 70, "not_applicable": 15
  }
}
"#;

#[test]
fn a_pack_with_another_scale_and_ladder_reads() {
    let pack = Pack::read(OWN).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(pack.attributes.iter().map(|(_, level)| *level).collect::<Vec<_>>(), [1, 1, 2, 2, 3, 3]);
    // Finest first: the question of its own, the merged one, the one for the whole process.
    let ids = |process, attribute| -> Vec<&str> {
        pack.covering(process, attribute).iter().map(|&index| pack.structure.questions[index].id.as_str()).collect()
    };
    assert_eq!(ids(0, 2), ["y1", "y", "w"]);
    assert_eq!(ids(0, 3), ["y", "w"]);
    assert_eq!(ids(0, 0), ["w"]);
    assert_eq!(ids(1, 0), [""; 0]);
    assert_eq!(ids(9, 9), [""; 0]);
    assert_eq!(pack.option_index(&"half".parse().unwrap()), Some(2));
    assert_eq!(pack.option_index(&"3".parse().unwrap()), None);
    assert_eq!((pack.breadth(0), pack.breadth(1), pack.breadth(2), pack.breadth(99)), (6, 2, 1, 0));
    assert_eq!(pack.process(&"two".parse().unwrap()).unwrap().importance, 3);
    assert_eq!(pack.question(&"y1".parse().unwrap()).unwrap().effort, 5);
    assert_eq!(pack.question(&"y".parse().unwrap()).unwrap().effort, 1, "the default");
    assert_eq!(pack.structure.indicators[0].id, Indicator::Growth);
    // In one line it is the same pack.
    let line: Json = serde_json::from_str(OWN).unwrap();
    assert_eq!(Pack::read(&line.to_string()).unwrap().structure, pack.structure);
}

/// Line and column of the mark `¦`, and the text without it.
fn marked(text: &str) -> (usize, usize, String) {
    let at = text.find('¦').expect("the place is marked");
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (text[..at].matches('\n').count() + 1, at - line_start + 1, text.replace('¦', ""))
}

/// Replaces one part of the pack; the mark says where the fault is to be reported.
#[track_caller]
fn check(part: &str, with: &str, what: &str) {
    assert_eq!(OWN.matches(part).count(), 1, "{part:?} names one place");
    let (line, column, text) = marked(&OWN.replace(part, with));
    let error = Pack::read(&text).expect_err(with);
    assert_eq!(error, PackError { line, column, what: what.to_owned() }, "{with}");
    assert_eq!(error.to_string(), format!("line {line}, column {column}: {what}"));
}

#[test]
fn a_wrong_format_scale_or_cap_is_refused_at_its_place() {
    check("\"format\": 1", "\"format\": ¦2", "this build reads packs of format 1");
    check("\"some\", \"worth\": 0.25", "\"some\", \"worth\": ¦0", "each option is worth more than the one before");
    check("\"full\", \"worth\": 1", "\"full\", \"worth\": ¦1.01", "expected a number from 0 to 1");
    check("{\"id\": \"none\", \"worth\": 0}", "{\"id\": \"none\", \"worth\": ¦-0.1}", "expected a number from 0 to 1");
    check("\"some\", ", "¦\"none\", ", "\"none\" stands twice");
    check("[0.25, 0.5, 0.5, 1]", "[0.25, 0.5, ¦0.4, 1]", "better evidence does not allow less");
    check("[0.25, 0.5, 0.5, 1]", "[0.25, 0.5, 0.5, ¦2]", "expected a number from 0 to 1");
    let all = "\"worth\": 0},\n    {\"id\": \"some\", \"worth\": 0.25}";
    check("[0.25, 0.5, 0.5, 1]", "[¦-0.25, 0.5, 0.5, 1]", "expected a number from 0 to 1");
    check(all, "\"worth\": 0, \"band\": \"P\"},\n {\"id\": \"some\", \"worth\": 0.25, \"band\": ¦\"N\"}", BANDS);
}

const BANDS: &str = "a band is not below that of the option before; give all options a band or none";

#[test]
fn some_options_with_a_band_and_some_without_are_refused() {
    // The option without one has the band of its worth: raising an answer could lower the level.
    check("\"worth\": 0.25", "\"worth\": 0.25, \"band\": ¦\"N\"", BANDS);
    check("\"full\", \"worth\": 1", "\"full\", \"worth\": 1, \"band\": ¦\"P\"", BANDS);
}

#[test]
fn a_scale_or_ladder_without_steps_is_refused_at_its_place() {
    let change = |name: &str, value: &str| {
        let start = OWN.find(&format!("\"{name}\": [")).unwrap() + name.len() + 4;
        let end = start + OWN[start..].find("\n  \"").unwrap() - 1;
        let (line, column, text) = marked(&format!("{}¦{value}{}", &OWN[..start], &OWN[end..]));
        let error = Pack::read(&text).expect_err(name);
        assert_eq!((error.line, error.column), (line, column), "{name}: {error}");
        error.what
    };
    assert_eq!(change("scale", "[{\"id\": \"none\", \"worth\": 0}]"), "a scale has 2 to 20 options");
    assert_eq!(change("ladder", "[]"), "a ladder has 1 to 20 levels");
    assert_eq!(change("sizes", "[]"), "a pack has at least one size");
}

#[test]
fn a_wrong_ladder_size_text_or_group_is_refused_at_its_place() {
    check("[\"y1\", \"y2\"]}, {\"att", "[\"y1\", ¦\"x1\"]}, {\"att", "\"x1\" stands twice");
    check("{\"attributes\": [\"z1\", \"z2\"]}", "{\"attributes\": ¦[]}", "a level has at least one attribute");
    check(
        "{\"id\": \"all\", \"minutes\": 5}",
        "{\"id\": \"all\", \"minutes\": 5}, {\"id\": ¦\"all\", \"minutes\": 9}",
        "\"all\" stands twice",
    );
    check("\"size\": \"all\"", "\"size\": ¦\"most\"", "there is no size \"most\"");
    for path in ["/etc/passwd", "../x.json", "https://elsewhere.example/x.json"] {
        check("\"de/all.json\"", &format!("¦\"{path}\""), "a path leads to a file beside this one");
    }
    check("{\"id\": \"rest\"}", "{\"id\": \"rest\"}, {\"id\": ¦\"rest\"}", "\"rest\" stands twice");
}

#[test]
fn a_wrong_process_is_refused_at_its_place() {
    check("{\"id\": \"two\",", "{\"id\": ¦\"one\",", "\"one\" stands twice");
    check("\"importance\": 3", "\"importance\": ¦4", "importance is 1 to 3");
    check("\"importance\": 3", "\"importance\": ¦0", "importance is 1 to 3");
    check("\"needs\": [\"one\"]", "\"needs\": [¦\"three\"]", "there is no other process \"three\"");
    check("\"needs\": [\"one\"]", "\"needs\": [\"one\", ¦\"two\"]", "there is no other process \"two\"");
    check("\"indicators\": {\"risk\": 2}", "\"indicators\": ¦{\"risk\": -2}", "a weight is 0 to 1 000 000");
    for level in ["4", "999", "-1", "2.5"] {
        let with = format!("\"targets\": ¦{{\"external\": 3, \"showback\": {level}}}");
        check("\"importance\": 3", &with, "a target is a level of the ladder, or 0");
    }
    check("\"importance\": 3", "\"targets\": {¦\"barter\": 3}", "\"barter\" is not known here");
    check("\"minutes\": 5", "\"minutes\": 5, \"highest_target\": ¦4", "a target is a level of the ladder, or 0");
}

#[test]
fn a_wrong_question_is_refused_at_its_place() {
    check("{\"id\": \"y\",", "{\"id\": ¦\"w\",", "\"w\" stands twice");
    check(
        "{\"id\": \"y\", \"process\": \"one\"",
        "{\"id\": \"y\", \"process\": ¦\"six\"",
        "there is no process \"six\"",
    );
    check("\"group\": \"rest\"", "\"group\": ¦\"best\"", "a question belongs to a process or to one of the groups");
    check(
        "\"id\": \"w\", ",
        "\"id\": \"w\", \"group\": ¦\"rest\", ",
        "a question belongs to a process or to a group, not to both",
    );
    let either = "a question about a process is either \"whole\" or names its \"attributes\"";
    check("{\"id\": \"w\", ", "{\"id\": ¦\"w\", \"attributes\": [\"x1\"], ", either);
    check("\"id\": \"w\", \"process\": \"one\", \"whole\": true", "\"id\": ¦\"w\", \"process\": \"one\"", either);
    let bare = "only a question about a process has attributes";
    check("\"group\": \"rest\", ", "\"group\": \"rest\", \"attributes\": ¦[\"x1\"], ", bare);
    check(
        "\"attributes\": [\"y1\", \"y2\"], \"sizes\"",
        "\"attributes\": [\"y1\", ¦\"y9\"], \"sizes\"",
        "there is no attribute \"y9\"",
    );
    check(
        "\"attributes\": [\"y1\", \"y2\"], \"sizes\"",
        "\"attributes\": [\"y1\", ¦\"z2\"], \"sizes\"",
        "a merged question stays on one level of the ladder",
    );
    check(
        "\"attributes\": [\"y1\", \"y2\"], \"sizes\"",
        "\"attributes\": [\"y1\", ¦\"y1\"], \"sizes\"",
        "\"y1\" stands twice",
    );
    check("{\"growth\": 1}", "¦{\"growth\": 1e7}", "a weight is 0 to 1 000 000");
    check(
        "\"whole\": true, \"sizes\": [\"all\"]",
        "\"whole\": true, \"sizes\": [\"all\", ¦\"most\"]",
        "there is no size \"most\"",
    );
    check("\"effort\": 5", "\"effort\": ¦6", "effort is 1 to 5");
    // A ladder of another height than the scale has no question for the whole process.
    let text = OWN.replace("[\"z1\", \"z2\"]}", "[\"z1\"]}, {\"attributes\": [\"z2\"]}");
    let (line, column, text) = marked(&text.replace("\"whole\": true", "\"whole\": ¦true"));
    let what = "a question for the whole process needs one option for each level and one for none".to_owned();
    assert_eq!(Pack::read(&text), Err(PackError { line, column, what }));
}

#[test]
fn a_wrong_indicator_curve_or_limit_is_refused_at_its_place() {
    check(
        "{\"id\": \"budget\", \"metrics\"",
        "{\"id\": ¦\"risk\", \"metrics\"",
        "expected \"budget\": the order is fixed",
    );
    let one = "{\"metric\": \"utilisation\", \"weight\": 1, \"curve\": [[0, 0], [100, 100]]}";
    check(
        one,
        &format!("{one}, {}", one.replace("\"utilisation\"", "¦\"utilisation\"")),
        "\"utilisation\" stands twice",
    );
    check("\"weight\": 1,", "\"weight\": ¦-1,", "a weight is 0 to 1 000 000");
    check("[[0, 0], [100, 100]]", "¦[[0, 0]]", "a curve has 2 to 50 points");
    check("[[0, 0], [100, 100]]", "¦[[0, 0], [0, 100]]", "the points of a curve go from left to right");
    check("[[0, 0], [100, 100]]", "¦[[0, 0], [100, 101]]", "a curve leads to scores from 0 to 100");
    check("[[0, 0], [100, 100]]", "¦[[0, 0], [1e13, 100]]", "a curve leads to scores from 0 to 100");
    check("\"practice_share\": 0.5", "\"practice_share\": ¦1.5", "expected a number from 0 to 1");
    check("\"fair\": 40", "\"fair\": ¦80", "fair is not above good");
    check("\"coverage\": 60", "\"coverage\": ¦101", "expected a number from 0 to 100");
    check("\"not_applicable\": 15", "\"not_applicable\": ¦-1", "expected a number from 0 to 100");
}

#[test]
fn a_pack_of_another_shape_is_refused_at_its_place() {
    check("\"minutes\": 5", "\"minutes\": ¦\"five\"", "expected a whole number");
    check("\"minutes\": 5", "\"minutes\": ¦-5", "expected a whole number");
    check("\"minutes\": 5", "\"minutes\": ¦5.0", "expected a whole number");
    check("\"importance\": 3", "\"importance\": ¦300", "importance is 1 to 3");
    check("\"worth\": 0.5}", "\"worth\": ¦\"half\"}", "expected a number");
    check("\"version\": \"3\"", "\"version\": ¦3", "expected a text in double quotes");
    check("\"version\": \"3\"", "\"version\": ¦null", "expected a text in double quotes");
    check("\"whole\": true", "\"whole\": ¦1", "expected true or false");
    check("{\"risk\": 2}", "¦[0, 0, 2, 0]", "expected an object in braces");
    check("[\"y1\"], ", "¦\"y1\", ", "expected a list in brackets");
    let id = "expected an id: 1 to 64 letters, digits, '-', '_' or '.'";
    check("\"id\": \"own.pack_2-x\"", "\"id\": ¦\"a b\"", id);
    check("\"id\": \"own.pack_2-x\"", "\"id\": ¦\"\"", id);
    check("\"worth\": 0.5}", "\"worth\": 0.5, \"band\": ¦\"X\"}", "expected one of the bands N, P, L, F");
    check("{\"id\": \"rest\"}", "{\"id\": \"rest\", ¦\"name\": \"Rest\"}", "\"name\" is not known here");
    check("{\"id\": \"rest\"}", "¦{}", "\"id\" is missing");
    check("{\"id\": \"rest\"}", "{\"id\": \"rest\", ¦\"id\": \"rest\"}", "\"id\" stands twice");
    let metric = "expected the name of a metric this build computes";
    check("\"metric\": \"utilisation\"", "\"metric\": ¦\"happiness\"", metric);
    check("\"feeds\": \"utilisation\"", "\"feeds\": ¦\"happiness\"", metric);
    check("\"respondents\": [\"staff\"]", "\"respondents\": [¦\"boss\"]", "expected staff, leader, customer or user");
    check("{\"id\": \"budget\"", "{\"id\": ¦\"money\"", "expected growth, budget, risk or communication");
    check("[0.25, 0.5, 0.5, 1]", "¦[0.25, 0.5, 0.5]", "expected a list of four");
    check("[0.25, 0.5, 0.5, 1]", "¦[0.25, 0.5, 0.5, 1, 1]", "expected a list of four");
    check("[[0, 0], [100, 100]]", "[[0, 0], ¦[100]]", "expected a point of two numbers");
}

#[test]
fn a_pack_that_is_not_json_is_refused_at_its_place() {
    check("\"weight\": 1,", "\"weight\": ¦1e999,", "the number is too large");
    check("\"whole\": true", "\"whole\": ¦NaN", "expected a value");
    check("\"whole\": true, ", "\"whole\": true ¦", "expected , or }");
    check("\"caps\": [", "\"caps\": [¦, ", "expected a value");
    check("\"whole\": true", "¦whole: true", "expected a key in double quotes");
}

#[test]
fn a_key_that_may_be_left_out_may_be_null_where_nothing_stands_for_it() {
    let with = |part: &str, more: &str| Pack::read(&OWN.replacen(part, &[part, more].concat(), 1));
    let own = Pack::read(OWN).unwrap().structure;
    let same = [
        with("\"worth\": 0.5", ", \"band\": null"),
        with("\"importance\": 3", ", \"clause\": null"),
        with("\"id\": \"w\"", ", \"group\": null, \"indicators\": null, \"feeds\": null"),
    ];
    for pack in same {
        assert_eq!(pack.unwrap().structure, own);
    }
    assert!(with("\"id\": \"w\"", ", \"mandatory\": null").is_err());
}

#[test]
fn a_text_that_is_no_pack_is_refused_without_a_panic() {
    for text in ["", " ", "null", "[]", "{}", "{\"format\":1}", "\u{feff}{}", "{\"format\":1,\"id\":"] {
        assert!(Pack::read(text).is_err(), "{text:?}");
    }
    for end in (0..OWN.trim_end().len()).filter(|end| OWN.is_char_boundary(*end)) {
        assert!(Pack::read(&OWN[..end]).is_err());
    }
}

// ---- Words ----------------------------------------------------------------------------------------

/// Words for [`OWN`].
const WORDS: &str = r#"{
  "format": 1,
  "pack": "own.pack_2-x",
  "version": "3",
  "language": "de",
  "size": "all",
  "title": "Eigenes",
  "summary": "Ein eigener Fragebogen.",
  "sizes": {"all": {"name": "Alles"}},
  "options": {"none": {"name": "Nein"}, "some": {"name": "Etwas"}, "half": {"name": "Halb"}, "full": {"name": "Ganz"}},
  "grades": {},
  "levels": {"1": {"name": "Eins"}, "2": {"name": "Zwei"}, "3": {"name": "Drei"}},
  "attributes": {"x1": {"name": "X1"}, "x2": {"name": "X2"}, "y1": {"name": "Y1"}, "y2": {"name": "Y2"}, "z1": {"name": "Z1"}, "z2": {"name": "Z2"}},
  "indicators": {"growth": {"name": "G"}, "budget": {"name": "B"}, "risk": {"name": "R"}, "communication": {"name": "C"}},
  "processes": {"one": {"name": "Eins", "purpose": "Dient dem Test"}},
  "groups": {"rest": {"name": "Rest"}},
  "questions": {
    "w": {"goal": "Ziel W", "text": "Frage W?", "levels": {"none": "n", "some": "s", "half": "h", "full": "f"}, "evidence": [], "counter_check": "Wirklich?"},
    "y": {"goal": "Ziel Y", "text": "Frage Y?", "levels": {"none": "n", "some": "s", "half": "h", "full": "f"}, "evidence": ["x"], "counter_check": "Wirklich?"},
    "y1": {"goal": "Ziel Y1", "text": "Frage Y1?", "levels": {"none": "n", "some": "s", "half": "h", "full": "f"}, "evidence": [], "counter_check": "Wirklich?"},
    "r": {"goal": "Ziel R", "text": "Frage R?", "levels": {"none": "n", "some": "s", "half": "h", "full": "f"}, "evidence": [], "counter_check": "Wirklich?"}
  }
}
"#;

#[track_caller]
fn check_words(part: &str, with: &str, what: &str) {
    assert_eq!(WORDS.matches(part).count(), 1, "{part:?} names one place");
    let (line, column, text) = marked(&WORDS.replace(part, with));
    let error = Texts::read(&text, &Pack::read(OWN).unwrap()).expect_err(with);
    assert_eq!(error, PackError { line, column, what: what.to_owned() }, "{with}");
}

#[test]
fn words_of_another_pack_or_with_gaps_are_refused_at_their_place() {
    let pack = Pack::read(OWN).unwrap();
    let texts = Texts::read(WORDS, &pack).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(&*texts.processes.values().next().unwrap().means, "Dient dem Test");
    let belongs = "expected a text of format 1 for own.pack_2-x@3";
    check_words("\"pack\": \"own.pack_2-x\"", "\"pack\": ¦\"fourfold\"", belongs);
    check_words("\"options\": {\"none\": {\"name\": \"Nein\"}, ", "\"options\": ¦{", "\"none\" is missing");
    check_words("\"levels\": {\"1\": {\"name\": \"Eins\"}, ", "\"levels\": ¦{", "\"1\" is missing");
    check_words("\"attributes\": {\"x1\": {\"name\": \"X1\"}, ", "\"attributes\": ¦{", "\"x1\" is missing");
    check_words("\"indicators\": {\"growth\": {\"name\": \"G\"}, ", "\"indicators\": ¦{", "\"growth\" is missing");
    check_words("{\"one\": {\"name\": \"Eins\", \"purpose\": \"Dient dem Test\"}}", "¦{}", "\"one\" is missing");
    check_words("{\"rest\": {\"name\": \"Rest\"}}", "¦{}", "\"rest\" is missing");
    check_words("\"questions\": {\n    \"w\": {", "\"questions\": ¦{\n    \"v\": {", "\"w\" is missing");
    check_words("\"Ziel Y1\"", "¦\"  \"", "it is empty");
    check_words("\"Frage R?\"", "¦\"\"", "it is empty");
    let levels = "\"Frage Y1?\", \"levels\": {\"none\": \"n\", \"some\": \"s\", ";
    check_words(levels, "\"Frage Y1?\", \"levels\": ¦{\"none\": \"n\", ", "option \"some\" has no words");
    check_words(
        levels,
        "\"Frage Y1?\", \"levels\": ¦{\"none\": \"n\", \"some\": \" \", ",
        "option \"some\" has no words",
    );
    // The version is held against the pack as well; the message stands at the pack's name.
    let other = WORDS.replace("\"version\": \"3\"", "\"version\": \"4\"");
    let (line, column, _) = marked(&WORDS.replace("\"own.pack_2-x\"", "¦\"own.pack_2-x\""));
    assert_eq!(Texts::read(&other, &pack), Err(PackError { line, column, what: belongs.to_owned() }));
    // The words of one pack are not those of another.
    assert!(Texts::read(support::QUICK, &pack).is_err());
    assert!(Texts::read(WORDS, &support::built_in()).is_err());
}
