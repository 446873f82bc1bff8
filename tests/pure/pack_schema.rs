//! The schema that is published for authors of packs, `docs/pack.schema.json`, and the app agree on what a pack is:
//! what the schema refuses the app refuses, and what only the app refuses is of a kind no schema can express.

use crate::support::schema;
use fourfold::model::Role;
use fourfold::model::pack::{Band, FORMAT, Indicator, MetricKey, Pack, Texts, read_one_file};
use serde_json::{Value as Json, json};

const SCHEMA: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pack.schema.json"));
const SMALL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/packs/small.json"));
const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public/packs");

fn read(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[track_caller]
fn fits(name: &str, value: &Json) {
    let misfit = schema::misfit(&read(SCHEMA), value);
    assert!(misfit.is_none(), "{name}: {}", misfit.unwrap_or_default());
}

// ---- What fits ------------------------------------------------------------------------------------

#[test]
fn every_built_in_pack_fits_with_all_its_words() {
    let mut packs = 0;
    for id in std::fs::read_dir(BUILT_IN).unwrap() {
        for version in std::fs::read_dir(id.unwrap().path()).unwrap() {
            let folder = version.unwrap().path();
            let structure = std::fs::read_to_string(folder.join("structure.json")).unwrap();
            fits("structure.json", &read(&structure));
            for file in Pack::read(&structure).unwrap().structure.texts {
                fits(&file.path, &read(&std::fs::read_to_string(folder.join(&*file.path)).unwrap()));
            }
            packs += 1;
        }
    }
    assert!(packs > 0, "there is a built-in pack");
}

#[test]
fn the_small_pack_fits_as_one_file_and_in_its_parts() {
    let small = read(SMALL);
    fits("the whole", &small);
    fits("the structure", &small["structure"]);
    fits("the words", &small["texts"][0]);
    fits("the words", &small["texts"][1]);
}

#[test]
fn the_schema_names_the_metrics_roles_bands_and_indicators_of_the_engine() {
    let schema = read(SCHEMA);
    let words = |pointer: &str| schema.pointer(pointer).unwrap().clone();
    let metrics: Vec<&str> = MetricKey::ALL.iter().map(|metric| metric.word()).collect();
    assert_eq!(words("/$defs/metric/enum"), json!(metrics));
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    assert_eq!(words("/$defs/question/properties/respondents/items/enum"), json!(roles));
    let bands: Vec<Option<&str>> = Band::ALL.iter().map(|band| Some(band.word())).chain([None]).collect();
    assert_eq!(words("/$defs/option/properties/band/enum"), json!(bands));
    let indicators: Vec<&str> = Indicator::ALL.iter().map(|indicator| indicator.word()).collect();
    assert_eq!(words("/$defs/indicator/properties/id/enum"), json!(indicators));
    assert_eq!(words("/$defs/structure/properties/format/const"), json!(FORMAT));
}

// ---- What does not --------------------------------------------------------------------------------

/// Changes one value of the small pack, which then fits no longer: for a reason that names the place.
#[track_caller]
fn check(pointer: &str, with: Json, place: &str) {
    let mut pack = read(SMALL);
    *pack.pointer_mut(pointer).expect(pointer) = with.clone();
    // Held against its own part, so that the reason is not lost among those of the other kinds of file.
    let mut schema = read(SCHEMA);
    schema.as_object_mut().unwrap().remove("oneOf");
    schema["$ref"] = "#/$defs/oneFile".into();
    let why = schema::misfit(&schema, &pack).unwrap_or_else(|| panic!("{pointer} = {with} still fits"));
    assert!(why.starts_with(place), "{pointer} = {with}: {why}");
    assert!(schema::misfit(&read(SCHEMA), &pack).is_some());
    assert!(read_one_file(&pack.to_string()).is_err(), "{pointer} = {with}: the app takes it");
}

#[test]
fn a_broken_pack_does_not_fit() {
    check("/structure/format", json!(2), "/structure/format: const");
    check("/structure/id", json!("a b"), "/structure/id: pattern");
    check("/structure/scale", json!([{"id": "no", "worth": 0}]), "/structure/scale: minItems");
    check("/structure/scale/1/worth", json!(1.5), "/structure/scale/1/worth: maximum");
    check("/structure/scale/1/band", json!("X"), "/structure/scale/1/band: enum");
    check("/structure/caps", json!([0.25, 0.5, 1]), "/structure/caps: minItems");
    check("/structure/ladder/0", json!({"attributes": []}), "/structure/ladder/0/attributes: minItems");
    check("/structure/sizes/0/minutes", json!(5.5), "/structure/sizes/0/minutes: type");
    check("/structure/processes/1/importance", json!(4), "/structure/processes/1/importance: maximum");
    check("/structure/processes/0/indicators", json!({"growth": -1}), "/structure/processes/0/indicators/growth: min");
    check("/structure/groups/0", json!({"id": "value", "name": "Value"}), "/structure/groups/0: additionalProperties");
    check("/structure/questions/0/whole", json!(false), "/structure/questions/0: none of");
    check("/structure/questions/7/group", Json::Null, "/structure/questions/7: none of");
    check("/structure/questions/3/effort", json!(0), "/structure/questions/3/effort: minimum");
    check("/structure/questions/4/feeds", json!("happiness"), "/structure/questions/4/feeds: anyOf");
    check("/structure/questions/4/respondents/0", json!("boss"), "/structure/questions/4/respondents/0: enum");
    check("/structure/indicators/0/id", json!("budget"), "/structure/indicators/0/id: const");
    check("/structure/indicators/0/metrics/0/curve/0", json!([1]), "/structure/indicators/0/metrics/0/curve/0: minI");
    check("/structure/indicators/0/metrics/0/curve/0/1", json!(101), "/structure/indicators/0/metrics/0/curve/0/1: m");
    check("/structure/thresholds", json!({}), "/structure/thresholds: required");
    check("/texts", json!([]), "/texts: minItems");
    check("/texts/0/title", Json::Null, "/texts/0/title: type");
    check("/texts/0/levels", json!({}), "/texts/0/levels: required");
    check("/texts/0/questions/requests-all/goal", json!(" "), "/texts/0/questions/requests-all/goal: pattern");
    check("/texts/0/questions/requests-all/levels/no", json!(""), "/texts/0/questions/requests-all/levels/no: pattern");
}

#[test]
fn a_path_that_leads_away_does_not_fit() {
    for (path, fit) in [("en/quick.json", true), ("/etc/x", false), ("../x", false), ("https://x.example/y", false)] {
        let mut structure = read(SMALL)["structure"].clone();
        structure["texts"] = json!([{"language": "en", "size": "short", "path": path}]);
        assert_eq!(schema::misfit(&read(SCHEMA), &structure).is_none(), fit, "{path}");
        assert_eq!(Pack::read(&structure.to_string()).is_ok(), fit, "{path}");
    }
}

// ---- Held against the app -------------------------------------------------------------------------

/// What the app refuses beyond the schema: references, order and sums over the parts.
const BEYOND: &[&str] = &[
    "stands twice",
    "stand twice",
    "there is no",
    "is worth more than the one before",
    "a band is not below",
    "better evidence does not allow less",
    "a claim allows at least",
    "go from left to right",
    "fair is not above good",
    "needs one option for each level",
    "belongs to a process or to one of the groups",
    "expected a text of format",
    "has no words",
    "are missing",
    // A text lacks words for something the structure names.
    "\" is missing",
];

/// The small pack with a question of each kind and one size, so that all its changes are tried in a moment.
fn smaller() -> Json {
    let mut pack = read(SMALL);
    pack["texts"].as_array_mut().unwrap().truncate(1);
    pack["structure"]["sizes"].as_array_mut().unwrap().truncate(1);
    let questions = pack["structure"]["questions"].as_array_mut().unwrap();
    questions.retain(|own| own["sizes"] != json!(["long"]) || own["id"] == "requests-check");
    for question in questions {
        question["sizes"].as_array_mut().unwrap().retain(|size| size == "short");
    }
    pack
}

/// Every path to a value, from the root down.
fn pointers(value: &Json, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Json::Object(own) => own.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), into)),
        Json::Array(own) => own.iter().enumerate().for_each(|(n, value)| pointers(value, &format!("{at}/{n}"), into)),
        _ => {}
    }
}

/// Holds the two verdicts on a changed pack against each other.
fn agree(schema: &Json, pack: &Json, change: &str) {
    match (schema::misfit(schema, pack), read_one_file(&pack.to_string())) {
        (None, Ok(_)) | (Some(_), Err(_)) => {}
        (Some(why), Ok(_)) => panic!("{change}: the app takes it, the schema says {why}"),
        (None, Err(error)) => {
            assert!(BEYOND.iter().any(|beyond| error.what.contains(beyond)), "{change}: only the app says {error}");
        }
    }
}

#[test]
fn the_app_and_the_schema_agree_on_every_change_of_a_single_value() {
    let (schema, small) = (read(SCHEMA), smaller());
    assert_eq!(read_one_file(&small.to_string()).map(|_| ()), Ok(()));
    agree(&schema, &small, "nothing");
    let values = [
        json!(null),
        json!(true),
        json!(false),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(2),
        json!(10_000_000),
        json!(""),
        json!("x"),
        json!("a b"),
        json!([]),
        json!({}),
    ];
    let mut all = Vec::new();
    pointers(&small, "", &mut all);
    all.retain(|pointer| !pointer.is_empty());
    let mut changes = 0;
    for pointer in &all {
        for value in &values {
            let mut pack = small.clone();
            *pack.pointer_mut(pointer).unwrap() = value.clone();
            agree(&schema, &pack, &format!("{pointer} = {value}"));
            changes += 1;
        }
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        for added in [false, true] {
            let mut pack = small.clone();
            let Some(own) = pack.pointer_mut(parent).unwrap().as_object_mut() else { continue };
            if added {
                drop(own.insert(format!("{key}-more"), json!("x")))
            } else {
                drop(own.remove(key))
            }
            agree(&schema, &pack, &format!("{pointer} {}", if added { "doubled" } else { "left out" }));
            changes += 1;
        }
    }
    assert!(changes > 3_000, "{changes}");
}

#[test]
fn what_is_no_pack_at_all_fits_nothing() {
    let schema = read(SCHEMA);
    for value in [json!(null), json!([]), json!({}), json!({"format": 1}), json!("pack"), json!(1)] {
        assert!(schema::misfit(&schema, &value).is_some(), "{value}");
        let text = value.to_string();
        assert!(Pack::read(&text).is_err() && read_one_file(&text).is_err());
    }
    assert!(Texts::read("{}", &read_one_file(SMALL).unwrap().0).is_err());
}
