//! Every facilitator sheet is complete, leads to screens that exist, and expects what the engine
//! computes. What it expects was worked out by the rules, apart from the engine.

use std::fs;

use fourfold::model::QuestionId;
use fourfold::model::pack::Pack;
use fourfold::score::shown::Pattern;
use fourfold::score::{Reading, Results, Settings, Side, shown};
use serde_json::{Map, Value};

use super::{Sample, root};
use crate::route::{Place, Route};

/// The samples in the order they are offered.
pub const ALL: [&str; 3] = ["harbour-it", "northlight-council", "kestrel-managed-services"];

/// How far an expected number may be off: it is given to ten decimals.
const CLOSE: f64 = 1e-9;

pub fn read(file: &str) -> Value {
    let text = fs::read_to_string(root().join("public/samples").join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

pub fn sheet(name: &str) -> Value {
    read(&format!("{name}.sheet.json"))
}

pub fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().unwrap_or_else(|| panic!("{key} is no list"))
}

pub fn words<'a>(of: &'a Value, key: &str) -> &'a str {
    let text = of[key].as_str().unwrap_or_else(|| panic!("{key} is no text in {of}"));
    assert!(!text.trim().is_empty(), "{key} is blank");
    text
}

fn number(of: &Value, key: &str) -> f64 {
    of[key].as_f64().unwrap_or_else(|| panic!("{key} is no number in {of}"))
}

fn check_keys(of: &Value, expected: &[&str]) {
    let keys: Vec<&str> = of.as_object().into_iter().flat_map(Map::keys).map(String::as_str).collect();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(keys, expected);
}

fn check_close(what: &str, found: Option<f64>, expected: f64) {
    let found = found.unwrap_or_else(|| panic!("{what} has no value, expected {expected}"));
    assert!((found - expected).abs() < CLOSE, "{what}: {found}, expected {expected}");
}

/// What is checked of each round: the sample, the label, its results, and what the sheet expects.
fn rounds(check: impl Fn(&str, &Sample, &str, &Results, &Value)) {
    for name in ALL {
        let (sample, sheet) = (Sample::open(name), sheet(name));
        let expected = list(&sheet, "expected");
        assert_eq!(expected.len(), sample.assessment.rounds.len());
        for (row, round) in expected.iter().zip(sample.assessment.rounds.values()) {
            let label = words(row, "round");
            assert_eq!(Some(label), round.label.as_deref());
            assert_eq!(Some(words(row, "date")), round.date.map(|date| date.to_string()).as_deref());
            check(&format!("{name}, {label}"), &sample, label, &sample.results(label), row);
        }
    }
}

#[test]
fn every_sheet_has_all_its_parts_and_no_other() {
    for name in ALL {
        let sheet = sheet(name);
        check_keys(&sheet, &["format", "sample", "title", "story", "findings", "exercises", "expected"]);
        assert_eq!(sheet["format"], 1);
        assert_eq!(words(&sheet, "sample"), name);
        assert_eq!(Some(words(&sheet, "title")), Sample::open(name).assessment.profile.name.as_deref());
        assert!((3..=5).contains(&list(&sheet, "story").len()));
        assert!(list(&sheet, "story").iter().all(|text| text.as_str().is_some_and(|text| text.len() > 100)));
        assert!((5..=7).contains(&list(&sheet, "findings").len()));
        for finding in list(&sheet, "findings") {
            check_keys(finding, &["id", "what", "where", "how"]);
            for key in ["id", "what", "where", "how"] {
                words(finding, key);
            }
        }
        assert_eq!(list(&sheet, "exercises").len(), 3);
        for exercise in list(&sheet, "exercises") {
            check_keys(exercise, &["task", "minutes", "hint", "solution"]);
            for key in ["task", "hint", "solution"] {
                words(exercise, key);
            }
            assert!((5.0..=45.0).contains(&number(exercise, "minutes")));
        }
        for round in list(&sheet, "expected") {
            check_keys(round, &["round", "date", "pattern", "indicators", "metrics", "processes"]);
        }
    }
}

#[test]
fn every_sample_has_a_source_a_file_a_sheet_and_a_place_in_the_list() {
    let list_of = read("index.json");
    check_keys(&list_of, &["format", "samples"]);
    let samples = list(&list_of, "samples");
    assert_eq!(samples.iter().map(|own| words(own, "id")).collect::<Vec<_>>(), ALL);
    for own in samples {
        check_keys(own, &["id", "name", "about", "size", "mode"]);
        let profile = Sample::open(words(own, "id")).assessment.profile;
        assert_eq!(Some(words(own, "name")), profile.name.as_deref());
        assert_eq!(Some(words(own, "size")), profile.size.as_deref());
        assert_eq!(Some(words(own, "mode")), profile.scoring_mode.map(|mode| mode.word()));
        assert!((12..=20).contains(&words(own, "about").split(' ').count()), "{own}");
    }
}

#[test]
fn every_indicator_comes_out_as_the_sheet_says() {
    rounds(|place, _, _, results, expected| {
        let rows = list(expected, "indicators");
        assert_eq!(rows.len(), results.indicators.len());
        for (row, own) in rows.iter().zip(&results.indicators) {
            check_keys(row, &["indicator", "outcome", "claimed", "evidenced", "confidence"]);
            assert_eq!(words(row, "indicator"), own.id.word());
            let place = format!("{place}, {}", own.id);
            check_close(&format!("{place}, outcome"), own.outcome.value(), number(row, "outcome"));
            check_close(
                &format!("{place}, confidence"),
                own.confidence.map(|own| own.value),
                number(row, "confidence"),
            );
            check_side(&format!("{place}, claimed"), &own.claimed, &row["claimed"]);
            check_side(&format!("{place}, evidenced"), &own.evidenced, &row["evidenced"]);
        }
    });
}

fn check_side(place: &str, own: &Side, row: &Value) {
    check_keys(row, &["practice", "score", "low", "high"]);
    check_close(&format!("{place} practice"), own.practice.value(), number(row, "practice"));
    check_close(&format!("{place} score"), own.score, number(row, "score"));
    check_close(&format!("{place}, lowest"), own.range.map(|range| range.0), number(row, "low"));
    check_close(&format!("{place}, highest"), own.range.map(|range| range.1), number(row, "high"));
}

#[test]
fn every_metric_comes_out_as_the_sheet_says() {
    rounds(|place, _, _, results, expected| {
        let rows = list(expected, "metrics");
        assert_eq!(rows.len(), results.metrics.iter().flatten().count());
        for (row, own) in rows.iter().zip(results.metrics.iter().flatten()) {
            assert_eq!(words(row, "metric"), own.key.word());
            let place = format!("{place}, {}", own.key);
            let why = match own.reading {
                Reading::Value(value) => {
                    check_keys(row, &["metric", "value", "score"]);
                    check_close(&place, Some(value), number(row, "value"));
                    check_close(&format!("{place}, score"), own.score, number(row, "score"));
                    continue;
                }
                Reading::Missing(_) => "missing",
                Reading::NotMeaningful(_) => "not-meaningful",
                Reading::NotApplicable => "not-applicable",
                Reading::NotSupplied => "not-supplied",
            };
            check_keys(row, &["metric", "why"]);
            assert_eq!(words(row, "why"), why, "{place}");
        }
    });
}

#[test]
fn every_process_reaches_the_levels_the_sheet_says() {
    rounds(|place, sample, _, results, expected| {
        let rows = list(expected, "processes");
        assert_eq!(rows.len(), results.processes.len(), "{place}");
        for (row, own) in rows.iter().zip(&results.processes) {
            check_keys(row, &["process", "claimed", "evidenced"]);
            assert_eq!(words(row, "process"), sample.pack.structure.processes[own.process].id.as_str());
            let levels = [&own.claimed, &own.evidenced].map(|own| own.level.reached().map(|level| level as f64));
            assert_eq!(levels, ["claimed", "evidenced"].map(|key| row[key].as_f64()), "{place}, {row}");
        }
    });
}

#[test]
fn every_pattern_of_growth_is_the_one_the_sheet_names() {
    rounds(|place, sample, label, results, expected| {
        let settings = Settings::of(&sample.assessment, &sample.pack, sample.round(label));
        let pattern = match shown(&sample.pack, &sample.assessment, &settings, results).growth.pattern {
            Reading::Value(None) => "no clear pattern",
            Reading::Value(Some(Pattern::GrowthOnOverload)) => "growth on overload",
            Reading::Value(Some(Pattern::IdleInvestment)) => "idle investment",
            Reading::Value(Some(Pattern::HealthyScaling)) => "healthy scaling",
            Reading::Value(Some(Pattern::Harvest)) => "harvest",
            Reading::Value(Some(Pattern::ShrinkingDemand)) => "shrinking demand",
            Reading::NotApplicable => "not applicable",
            other => panic!("{place}: {other:?}"),
        };
        assert_eq!(pattern, words(expected, "pattern"), "{place}");
    });
}

#[test]
fn every_finding_names_a_screen_that_exists_for_this_sample() {
    for name in ALL {
        let (sample, sheet) = (Sample::open(name), sheet(name));
        for finding in list(&sheet, "findings") {
            let address = words(finding, "where");
            let route = Route::parse(address.trim_start_matches('#'));
            assert_eq!(route.href(), address, "an address is written as the app writes it");
            assert_eq!(route.assessment, None);
            match route.place {
                Place::Assess(Some(question)) => assert!(asked(&sample, &question), "{name}: {address}"),
                Place::List(section) => assert!(section_of(&sample, &section), "{name}: {address}"),
                Place::Figures(_) | Place::Results | Place::Why(_) => {}
                other => panic!("{name}: {address} leads to {other:?}"),
            }
        }
    }
}

/// Whether the sample's size asks this, of a process in scope.
pub fn asked(sample: &Sample, question: &QuestionId) -> bool {
    let questions = &sample.pack.structure.questions;
    let size = sample.assessment.profile.size.as_deref().unwrap();
    let in_scope = |index: usize| match &questions[index].process {
        Some(process) => sample.assessment.in_scope(process),
        None => true,
    };
    sample.pack.asked(size).any(|index| questions[index].id == *question && in_scope(index))
}

fn section_of(sample: &Sample, section: &str) -> bool {
    let Pack { structure, .. } = &sample.pack;
    let process = structure.processes.iter().find(|own| own.id.as_str() == section);
    process.is_some_and(|own| sample.assessment.in_scope(&own.id))
        || structure.groups.iter().any(|own| own.id.as_ref() == section)
}

#[test]
fn an_address_that_leads_nowhere_would_be_seen() {
    let sample = Sample::open("northlight-council");
    assert!(asked(&sample, &"imp-a7".parse().unwrap()));
    assert!(!asked(&sample, &"imp-a1".parse().unwrap()), "the standard size asks a merged question");
    assert!(!asked(&sample, &"prb-a0".parse().unwrap()), "problem management is out of scope");
    assert!(section_of(&sample, "fin") && section_of(&sample, "practice"));
    assert!(!section_of(&sample, "prb") && !section_of(&sample, "nowhere"));
    assert!(matches!(Route::parse("/results/nowhere").place, Place::Unknown));
}
