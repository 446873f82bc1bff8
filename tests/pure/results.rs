//! What is printed for other programs can be relied on: it fits its schema, every number in it can be
//! recomputed from what stands beside it, the same facts make the same bytes, and nothing of an
//! anonymous reply gets out.

use crate::support;
use crate::support::recount;
use crate::support::schema;
use crate::support::world;
use std::fs;
use std::sync::LazyLock;

use crate::support::{Sheet, four_groups, one_process, respondent, sheet};
use fourfold::exchange::cohort::{self, CohortError};
use fourfold::exchange::rescore::{FoundPack, PackName, RescoreError, Scored, Wanted, rescore};
use fourfold::exchange::{file, results};
use fourfold::model::pack::{Indicator, MetricKey, Pack};
use fourfold::model::{Fact, Facts, FigureKey, Scalar, ScoringMode};
use fourfold::score::View;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use world::{Case, DAY, QUICK, SMALL, World, extreme, modest, world};

static SCHEMA: LazyLock<Json> = LazyLock::new(|| serde_json::from_str(&root("docs/results.schema.json")).unwrap());

fn root(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn scored(pack: &Pack, size: &str, facts: Vec<Fact>) -> Scored {
    let assessment = facts.into_iter().collect::<Facts>().assessment();
    let mode = assessment.profile.scoring_mode.unwrap_or(ScoringMode::Assessment);
    let settings = fourfold::score::Settings { mode, ..support::settings(size, DAY) };
    Scored::new("test".parse().unwrap(), assessment, pack.clone(), settings)
}

/// The results of a sheet for the first size of a pack, read by an independent reader.
fn printed(pack: &Pack, sheet: &Sheet) -> Json {
    let text = results::write(&scored(pack, &pack.structure.sizes[0].id, sheet.facts()));
    serde_json::from_str(&text).unwrap()
}

fn of_world(case: &Case, world: &World, more: Sheet) -> Scored {
    scored(&case.pack, &world.size, world.sheet(case).and(more).facts())
}

/// The sample as the example scores it.
static SAMPLE: LazyLock<Scored> = LazyLock::new(|| open("public/samples/harbour-it.json"));

fn open(path: &str) -> Scored {
    let find = |name: &PackName| {
        let place = format!("public/packs/{}/{}/structure.json", name.id, name.version);
        Ok(FoundPack { text: root(&place), place })
    };
    rescore(&root(path), &Wanted::default(), find).unwrap()
}

/// The sample as the example prints it.
static PRINTED: LazyLock<Json> = LazyLock::new(|| read(&SAMPLE));

fn read(scored: &Scored) -> Json {
    serde_json::from_str(&results::write(scored)).unwrap()
}

#[track_caller]
fn fits(value: &Json) {
    let misfit = schema::misfit(&SCHEMA, value);
    assert!(misfit.is_none(), "{}", misfit.unwrap_or_default());
}

fn rules() -> ProptestConfig {
    ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() }
}

// ---- The shape ------------------------------------------------------------------------------------

#[test]
fn the_sample_and_an_assessment_that_says_nothing_fit_the_schema() {
    fits(&PRINTED);
    fits(&printed(&support::built_in(), &sheet()));
    fits(&printed(&SMALL.pack, &sheet()));
    let both: Json = serde_json::from_str(&results::write_all([&*SAMPLE, &*SAMPLE])).unwrap();
    fits(&both);
    assert_eq!(both[0], *PRINTED);
    fits(&serde_json::from_str(&results::write_all([])).unwrap());
}

/// Rows and fields that the random assessments do not have.
fn further() -> Sheet {
    sheet()
        .row("project", 30, "name=A bac=4000 pv=3000 ev=2500 ac=2800")
        .row("project", 31, "name=B ev=1")
        .row("line", 32, "name=Staff fixed=600000 unit-rate=40 driver=service-units purpose=run")
        .line(32, "2026=1000000/1100000")
        .row("line", 33, "kind=revenue")
        .line(33, "2026-Q4=-5/7")
        .row("risk", 34, "loss-before=50 loss-residual=10 treatment-cost=20")
        .profile("effort-convention=net")
}

#[test]
fn whatever_was_said_fits_the_schema_and_holds_no_number_that_is_none() {
    fn law(case: &'static Case, cases: u32) {
        let config = ProptestConfig { cases, ..rules() };
        proptest!(config, |(world in world(case, extreme()), more: bool, audit: bool, anonymous: bool)| {
            let mode = if audit { "audit" } else { "assessment" };
            let profile = sheet().profile(&format!("scoring-mode={mode} anonymous={anonymous}"));
            let roles = [(1, "leader"), (2, "staff"), (3, "customer")].into_iter().fold(profile, |all, (who, role)| {
                all.say("respondent", &[&respondent(who).to_string(), "role"], Scalar::Text(role.into()))
            });
            let more = if more { roles.and(further()) } else { roles };
            let text = results::write(&of_world(case, &world, more));
            let value: Json = serde_json::from_str(&text).unwrap();
            let misfit = schema::misfit(&SCHEMA, &value);
            prop_assert!(misfit.is_none(), "{}", misfit.unwrap_or_default());
        });
    }
    law(&QUICK, 5);
    law(&SMALL, 100);
}

/// Changes one value of the sample's results, which then fit no longer.
#[track_caller]
fn check_misfit(pointer: &str, with: Json) {
    let mut value = PRINTED.clone();
    *value.pointer_mut(pointer).expect(pointer) = with.clone();
    assert!(schema::misfit(&SCHEMA, &value).is_some(), "{pointer} = {with} still fits");
}

#[test]
fn what_is_no_result_does_not_fit() {
    check_misfit("/fourfold_results", json!(2));
    check_misfit("/indicators/0/claimed/S", Json::Null);
    check_misfit("/indicators/0/claimed/S", json!(101));
    check_misfit("/indicators/0/claimed/S", json!({"absent": "somehow"}));
    check_misfit("/indicators/0/metrics/0/value", json!({"absent": "missing", "reason": "mood"}));
    check_misfit("/indicators/0/metrics/0/inputs/0/quantity", json!("luck"));
    check_misfit("/indicators/0/derivation/claimed/parts/0/rule", json!("guess"));
    check_misfit("/indicators/0/stamp", json!("audited"));
    check_misfit("/processes/0/claimed/ratings/0/rating", json!("Q"));
    check_misfit("/processes/0/importance", json!(4));
    check_misfit("/items/0/weights", json!({"growth": 1}));
    check_misfit("/questions/0/agreement/levels", json!([3]));
    check_misfit("/problem_areas/0/problems/0/problem", json!("red-flag"));
    check_misfit("/shown/growth/pattern", json!("boom"));
    check_misfit("/stated/figures/0/figure", json!("luck"));
    check_misfit("/stated/risk_matrix/0/level", json!("huge"));
    check_misfit("/stated/risk_matrix", json!([]));
    check_misfit("/stated", json!({}));
}

#[test]
fn the_schema_names_the_figures_metrics_and_indicators_of_the_engine() {
    let words = |pointer: &str| SCHEMA.pointer(pointer).unwrap().clone();
    let of = |all: Vec<&str>| json!(all);
    assert_eq!(words("/$defs/figure/enum"), of(FigureKey::ALL.iter().map(|own| own.word()).collect()));
    assert_eq!(words("/$defs/metricId/enum"), of(MetricKey::ALL.iter().map(|own| own.word()).collect()));
    assert_eq!(words("/$defs/indicatorId/enum"), of(Indicator::ALL.iter().map(|own| own.word()).collect()));
    assert_eq!(words("/$defs/results/properties/fourfold_results/const"), json!(results::FORMAT));
}

#[test]
fn every_field_and_every_word_is_explained() {
    fn keys(value: &Json, into: &mut Vec<String>) {
        match value {
            Json::Object(own) => {
                if let Some(Json::Object(properties)) = own.get("properties") {
                    into.extend(properties.keys().cloned());
                }
                for list in ["enum", "required"].into_iter().filter_map(|key| own.get(key)?.as_array()) {
                    into.extend(list.iter().filter_map(|word| Some(word.as_str()?.to_owned())));
                }
                own.values().for_each(|value| keys(value, into));
            }
            Json::Array(own) => own.iter().for_each(|value| keys(value, into)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    keys(&SCHEMA, &mut all);
    let explained = root("docs/results.md");
    // Named beside their numbers, as a family.
    let family = |word: &str| word.starts_with("satisfaction-") || word.starts_with("effort-");
    let silent: Vec<&String> =
        all.iter().filter(|word| !family(word) && !explained.contains(&format!("`{word}`"))).collect();
    assert!(all.len() > 300 && silent.is_empty(), "docs/results.md says nothing of {silent:?}");
}

// ---- Recomputed -----------------------------------------------------------------------------------

#[test]
fn every_number_of_each_sample_can_be_recomputed_from_what_is_printed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/samples");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let samples: Vec<String> = names
        .filter(|name| name.ends_with(".json") && !name.ends_with(".sheet.json") && name != "index.json")
        .collect();
    assert!(!samples.is_empty());
    for name in samples {
        let printed = read(&open(&format!("public/samples/{name}")));
        fits(&printed);
        recount::recount(&printed);
    }
}

#[test]
fn every_number_of_any_assessment_can_be_recomputed_from_what_is_printed() {
    fn law(case: &'static Case, cases: u32) {
        let config = ProptestConfig { cases, ..rules() };
        let target = prop::option::of(0..70u8);
        proptest!(config, |(world in world(case, modest()), audit: bool, target in target, importance in 1..4u8)| {
            let process = case.pack.structure.processes[0].id.to_string();
            let mode = if audit { "audit" } else { "assessment" };
            let mut more = sheet().profile(&format!("scoring-mode={mode}"));
            if let Some(target) = target {
                more = more.say("target", &[&process], Scalar::Number(f64::from(target) / 10.0));
            }
            more = more.say("importance", &[&process], Scalar::Number(importance.into()));
            recount::recount(&read(&of_world(case, &world, more)));
        });
    }
    law(&QUICK, 8);
    law(&SMALL, 120);
}

#[test]
fn the_worked_example_is_what_is_printed() {
    // By hand, as docs/results.md does it. Recovery: (678 000 + 61 200) ÷ 770 000 = 96 %, which lies
    // between (50, 30) and (100, 70): 30 + 46 ÷ 50 × 40 = 66.8. The outcome part of growth:
    // (2 × 100 + 1 × 100 + 2 × 65 + 1 × 66.8) ÷ 6 = 82.8.
    let all = &*PRINTED;
    let growth = &all["indicators"][0];
    let recovery = growth["metrics"].as_array().unwrap().iter().find(|own| own["metric"] == "recovery").unwrap();
    let near = |value: &Json, by_hand: f64| assert!((value.as_f64().unwrap() - by_hand).abs() < 1e-9, "{value}");
    near(&recovery["inputs"][0]["value"], 678_000.0 + 61_200.0);
    near(&recovery["value"], 96.0);
    near(&recovery["score"], 66.8);
    near(&growth["O"], 82.8);
    // Its practice part as claimed: eight questions, 4 830 ÷ 85. Then S = .4 P + .6 O.
    near(&growth["claimed"]["P"], 4_830.0 / 85.0);
    near(&growth["claimed"]["S"], 0.4 * 4_830.0 / 85.0 + 0.6 * 82.8);
    let documented = root("docs/results.md");
    for step in ["739 200", "96 %", "66.8", "82.8", "4 830", "56.82", "72.41"] {
        assert!(documented.contains(step), "the example does not say {step}");
    }
}

// ---- The same bytes -------------------------------------------------------------------------------

#[test]
fn the_same_facts_in_any_order_make_the_same_bytes() {
    proptest!(rules(), |(world in world(&SMALL, modest()), turn in 0..1000usize)| {
        let facts = world.sheet(&SMALL).facts();
        let text = |facts: Vec<Fact>| results::write(&scored(&SMALL.pack, &world.size, facts));
        let mut turned = facts.clone();
        turned.rotate_left(turn % facts.len().max(1));
        turned.reverse();
        let copies = facts.iter().map(|fact| Fact::read(&fact.write()).unwrap());
        prop_assert_eq!(text(facts.clone()), text(turned.into_iter().chain(copies).collect()));
    });
}

// ---- Anonymous ------------------------------------------------------------------------------------

/// So many people in a role say a level to the first question of a process.
fn people(levels: &[(&str, usize)]) -> Sheet {
    let answers: Vec<String> = levels.iter().map(|(_, level)| level.to_string()).collect();
    let said = sheet().answers(&format!("a0 {}", answers.join(" ")));
    (1..).zip(levels).fold(said, |all, (number, (role, _))| {
        let who = respondent(number).to_string();
        all.say("respondent", &[&who, "role"], Scalar::Text((*role).into())).say(
            "respondent",
            &[&who, "name"],
            Scalar::Text(format!("Name {number}").into()),
        )
    })
}

fn first_levels(sheet: Sheet) -> Json {
    printed(&one_process(), &sheet)["questions"][0]["agreement"]["levels"].clone()
}

#[test]
fn of_few_anonymous_people_the_middle_and_the_ends_are_shown_and_of_one_nothing() {
    let anonymous = |levels: &[(&str, usize)]| first_levels(people(levels).profile("anonymous=true"));
    let withheld = json!({"absent": "withheld"});
    assert_eq!(anonymous(&[("staff", 3)]), withheld);
    assert_eq!(anonymous(&[("staff", 1), ("staff", 4)]), json!({"median": 1, "low": 1, "high": 4}));
    assert_eq!(
        anonymous(&[("staff", 1), ("leader", 2), ("user", 4), ("user", 4)]),
        json!({"median": 2, "low": 1, "high": 4})
    );
    let five = [("staff", 1), ("staff", 2), ("staff", 2), ("leader", 4), ("staff", 3)];
    assert_eq!(anonymous(&five), json!([{"roles": ["staff", "leader"], "levels": [1, 2, 2, 3, 4]}]));
    let named = json!([{"roles": ["staff"], "levels": [1]}, {"roles": ["leader"], "levels": [4]}]);
    assert_eq!(first_levels(people(&[("staff", 1), ("leader", 4)])), named);
}

#[test]
fn of_an_anonymous_assessment_no_name_no_person_and_no_single_answer_is_printed() {
    fn check(all: &Json, withheld: bool) {
        let question = &all["questions"][0];
        let gone = json!({"absent": "withheld"});
        assert_eq!(all["respondents"], gone);
        for value in
            [&question["claimed"], &question["evidenced"], &question["agreement"]["r_wg"], &all["items"][0]["claimed"]]
        {
            assert_eq!(*value == gone, withheld, "{value}");
        }
        let text = all.to_string();
        assert!(!text.contains("Name ") && !text.contains("\"respondent\""), "{text}");
        for number in 1..9 {
            assert!(!text.contains(&respondent(number).to_string()), "{text}");
        }
    }
    let anonymous = |levels: &[(&str, usize)]| printed(&one_process(), &people(levels).profile("anonymous=true"));
    check(&anonymous(&[("leader", 4)]), true);
    check(&anonymous(&[("leader", 4), ("staff", 2), ("staff", 2), ("staff", 1)]), true);
    check(&anonymous(&[("leader", 4), ("staff", 2), ("staff", 2), ("staff", 1), ("user", 3)]), false);
    // What was agreed on is nobody's answer; what was said before still is.
    let agreed = people(&[("leader", 4), ("staff", 2)]).answers("a0 =3").profile("anonymous=true");
    let question = printed(&one_process(), &agreed)["questions"][0].clone();
    assert_eq!((&question["claimed"], &question["agreed"]), (&json!(0.6), &json!(3)));
    assert_eq!(question["agreement"]["r_wg"], json!({"absent": "withheld"}));
}

#[test]
fn anonymous_roles_are_not_compared_below_five_on_either_side() {
    let compared = |leaders: usize, staff: usize, profile: &str| {
        let all = [vec![("leader", 5); leaders], vec![("staff", 1); staff]].concat();
        let all = printed(&one_process(), &people(&all).profile(profile));
        all["problem_areas"].to_string().contains("leaders-above")
    };
    assert!(compared(1, 1, "anonymous=false"));
    assert!(compared(5, 5, "anonymous=true"));
    assert!(!compared(4, 5, "anonymous=true"));
    assert!(!compared(5, 4, "anonymous=true"));
}

#[test]
fn counts_of_few_anonymous_people_are_withheld() {
    let of = |rows: &str, profile: &str| {
        let all = printed(&one_process(), &sheet().answers(rows).profile(profile));
        let question = &all["questions"][0];
        (question["dont_know"].clone(), question["not_applicable"].clone())
    };
    let gone = json!({"absent": "withheld"});
    assert_eq!(of("a0 ? ? x 3", "anonymous=false"), (json!(2), json!(1)));
    assert_eq!(of("a0 ? ? x 3", "anonymous=true"), (gone.clone(), gone.clone()));
    assert_eq!(of("a0 x", "anonymous=true"), (gone.clone(), gone));
    assert_eq!(of("a0 ? ? x 3 4 2", "anonymous=true"), (json!(2), json!(1)));
}

#[test]
fn whatever_anonymous_people_said_none_of_them_is_printed() {
    let config = ProptestConfig { cases: 60, ..rules() };
    proptest!(config, |(world in world(&SMALL, modest()))| {
        let text = results::write(&of_world(&SMALL, &world, sheet().profile("anonymous=true")));
        for number in 1..4 {
            prop_assert!(!text.contains(&respondent(number).to_string()));
        }
        let all: Json = serde_json::from_str(&text).unwrap();
        for question in all["questions"].as_array().unwrap() {
            // At most three people answer, so only what was agreed on has a worth.
            prop_assert!(question["claimed"]["absent"].is_string() || question["agreed"].is_number(), "{question}");
            let levels = &question["agreement"]["levels"];
            prop_assert!(levels.as_array().is_none_or(Vec::is_empty), "{levels}");
        }
    });
}

// ---- What somebody can get wrong ------------------------------------------------------------------

fn exported(statements: Sheet) -> String {
    file::write(&"test".parse().unwrap(), &statements.facts().into_iter().collect())
}

/// A file that names the pack and has two rounds, one of them called twice what the other is.
fn asked(name: &str) -> Sheet {
    let label = |id: &str, text: &str| sheet().say("round", &[id, "label"], Scalar::Text(text.into()));
    let pack = sheet().say("profile", &["pack"], Scalar::Text(name.into()));
    pack.and(label("1-0000000000000001", "Spring")).and(label("2-0000000000000001", "Autumn"))
}

fn named() -> String {
    SMALL.pack.name()
}

/// What is said of a file with what is wanted of it, where packs are found by `find`.
fn complaint(text: &str, wanted: Wanted, find: impl FnOnce(&PackName) -> Result<FoundPack, String>) -> String {
    rescore(text, &wanted, find).expect_err("it is refused").to_string()
}

/// A pack that lies somewhere.
fn found(text: &str) -> FoundPack {
    FoundPack { place: "packs/here.json".to_owned(), text: text.to_owned() }
}

fn small(_: &PackName) -> Result<FoundPack, String> {
    Ok(found(&SMALL.json.to_string()))
}

#[track_caller]
fn check_says(complaint: &str, words: &[&str]) {
    for word in words {
        assert!(complaint.contains(word), "\"{complaint}\" does not say \"{word}\"");
    }
}

#[test]
fn a_file_that_cannot_be_scored_says_what_is_wrong_and_what_to_do() {
    let file = |sheet: Sheet| exported(sheet);
    let none = Wanted::default;
    let check = |text: &str, words: &[&str]| check_says(&complaint(text, none(), small), words);
    check("", &["not an assessment file, or a damaged one", "line 1", "export it again"]);
    check("{}", &["not an assessment file", "export one"]);
    check(&file(asked(&named())).replace("Spring", "Sprung"), &["damaged", "checksum", "export it again"]);
    check(&file(asked(&named())).replace("\"fourfold\":1", "\"fourfold\":9"), &["newer", "format 9"]);
    check(&file(sheet()), &["names no pack", "choose a size"]);
    check(&file(asked("somebody's")), &["\"somebody's\"", "id@version#fingerprint"]);
    check(&file(asked("../up@1#ab")), &["\"../up@1#ab\"", "id@version#fingerprint"]);
    check(&file(sheet().say("profile", &["pack"], Scalar::Text(named().into()))), &["no round"]);
    let other = format!("{}@{}#ab12", SMALL.pack.structure.id, SMALL.pack.structure.version);
    check(&file(asked(&other)), &[&other, "packs/here.json is", &named(), "--pack"]);
}

#[test]
fn a_pack_that_is_not_there_or_is_none_says_where() {
    let text = exported(asked(&named()));
    let of = |text_found: Result<&str, &str>| {
        complaint(&text, Wanted::default(), |_| text_found.map(found).map_err(str::to_owned))
    };
    check_says(&of(Err("packs/x: no such file")), &[&named(), "packs/x: no such file", "--pack"]);
    check_says(&of(Ok("{\n\"format\": 2}")), &["packs/here.json is not a pack", "line ", "--pack"]);
    check_says(&of(Ok("{\"structure\": 1, \"texts\": []}")), &["packs/here.json is not a pack", "line 1"]);
}

#[test]
fn a_round_or_size_that_is_not_there_says_which_there_are() {
    let of = |round: Option<&str>, size: Option<&str>, more: Sheet| {
        let [round, size] = [round, size].map(|own| own.map(str::to_owned));
        complaint(&exported(asked(&named()).and(more)), Wanted { round, size, date: None }, small)
    };
    let there = ["Spring (1-0000000000000001)", "Autumn (2-0000000000000001)"];
    check_says(&of(Some("Winter"), None, sheet()), &["\"Winter\"", there[0], there[1]]);
    check_says(&of(Some("9-0000000000000001"), None, sheet()), &["\"9-0000000000000001\"", there[0]]);
    let again = sheet().say("round", &["3-0000000000000001", "label"], Scalar::Text("Spring".into()));
    check_says(&of(Some("Spring"), None, again), &["2 rounds", "1-0000000000000001, 3-0000000000000001"]);
    check_says(&of(None, Some("huge"), sheet()), &["\"huge\"", "s, m, l"]);
}

#[test]
fn round_size_and_date_are_those_that_are_wanted_or_those_of_the_file() {
    let text = exported(asked(&named()).say("profile", &["size"], Scalar::Text("m".into())).say(
        "round",
        &["1-0000000000000001", "date"],
        Scalar::Text("2026-03-31".into()),
    ));
    let of = |round: &str, size: &str, date: &str| {
        let some = |own: &str| Some(own.to_owned()).filter(|own| !own.is_empty());
        let wanted = Wanted { round: some(round), size: some(size), date: date.parse().ok() };
        let heading = read(&rescore(&text, &wanted, small).unwrap())["assessment"].clone();
        ["label", "size", "as_of"].map(|key| heading[key].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(of("", "", ""), ["Autumn", "m", ""]);
    assert_eq!(of("Spring", "", ""), ["Spring", "m", "2026-03-31"]);
    assert_eq!(of("1-0000000000000001", "l", "2026-06-30"), ["Spring", "l", "2026-06-30"]);
}

#[test]
fn a_pack_in_one_file_is_taken_as_well() {
    let text = root("tests/fixtures/packs/small.json");
    let (pack, _) = fourfold::model::pack::read_one_file(&text).unwrap();
    let scored = rescore(&exported(asked(&pack.name())), &Wanted::default(), |_| Ok(found(&text))).unwrap();
    assert_eq!(scored.pack.fingerprint, pack.fingerprint);
    fits(&read(&scored));
    let heading = read(&scored)["pack"].clone();
    assert_eq!([&heading["id"], &heading["version"]], [pack.structure.id.as_str(), &*pack.structure.version]);
    assert!(matches!(rescore("{}", &Wanted::default(), small), Err(RescoreError::File(_))));
}

// ---- Side by side ---------------------------------------------------------------------------------

/// A file in which each indicator has one question; growth is answered with this level.
fn one_of(level: &str, name: &str, pack: &Pack) -> (String, Scored) {
    let said = sheet().answers(&format!("g1 {level}")).say("profile", &["name"], Scalar::Text(name.into()));
    (format!("{level}.json"), scored(pack, "s", said.facts()))
}

fn cells(table: &str) -> Vec<Vec<&str>> {
    table.lines().map(|line| line.split('\t').collect()).collect()
}

#[test]
fn a_cohort_has_a_row_for_each_file_and_the_quartiles_of_each_number() {
    let pack = four_groups([1, 1, 1, 1]);
    let files = ["1/E3", "2/E3", "3/E3", "5/E3", "."].map(|level| one_of(level, "A\tB", &pack));
    let table = cohort::table(&files, None).unwrap();
    let rows = cells(&table);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{table}");
    assert_eq!(rows[0][..9], ["file", "name", "round", "date", "pack", "size", "view", "growth score", "growth low"]);
    // P is the score while there are no figures: 20, with a range of .4 × 20 + .6 × 0 to .4 × 20 + .6 × 100.
    assert_eq!(rows[1][..2], ["1/E3.json", "A B"]);
    assert_eq!(rows[1][3], "2026-12-31");
    assert_eq!(
        rows[1][5..14],
        ["s", "claimed", "20.00", "8.00", "68.00", "100.00", "0.00", "", "practice only, not audited"]
    );
    assert_eq!(rows[5][7..14], ["", "0.00", "100.00", "0.00", "0.00", "", "open"]);
    let growth = |row: usize| (rows[row][0], rows[row][7]);
    // Of 20, 40, 60 and 100: a quarter of the way is at place .75, half at 1.5, three quarters at 2.25.
    assert_eq!(growth(6), ("count", "4"));
    assert_eq!(growth(7), ("minimum", "20.00"));
    assert_eq!(growth(8), ("lower quartile", "35.00"));
    assert_eq!(growth(9), ("median", "50.00"));
    assert_eq!(growth(10), ("upper quartile", "70.00"));
    assert_eq!(growth(11), ("maximum", "100.00"));
    assert_eq!(rows.len(), 12);
    assert_eq!(rows[6][14..16], ["0", "5"], "budget has a range everywhere and a score nowhere");
}

#[test]
fn what_is_not_comparable_gets_no_statistics() {
    let (one, other) = (four_groups([1, 1, 1, 1]), four_groups([2, 1, 1, 1]));
    let table = cohort::table(&[one_of("3", "A", &one), one_of("3", "B", &other)], None).unwrap();
    assert_eq!(cells(&table).len(), 4);
    assert!(table.ends_with("no statistics: the files were answered on different packs\n"), "{table}");
    let mut audit = one_of("3", "C", &one);
    audit.1.settings.mode = ScoringMode::Audit;
    let files = [one_of("3", "A", &one), audit];
    assert_eq!(cohort::table(&files, None), Err(CohortError::BothViews));
    check_says(&CohortError::BothViews.to_string(), &["claimed", "evidenced", "--view"]);
    let score = |view| cells(&cohort::table(&files, Some(view)).unwrap())[1][7].to_owned();
    // Level 3 without evidence counts 40.
    assert_eq!([score(View::Claimed), score(View::Evidenced)], ["60.00", "40.00"]);
}

#[test]
fn a_name_cannot_become_a_formula_or_another_cell() {
    let pack = four_groups([1, 1, 1, 1]);
    for (name, cell) in [("=1+1", "'=1+1"), ("@sum", "'@sum"), ("a\nb", "a b"), ("Harbour", "Harbour")] {
        let table = cohort::table(&[one_of("3", name, &pack)], None).unwrap();
        assert_eq!(cells(&table)[1][1], cell);
    }
    assert_eq!(cells(&cohort::table(&[], None).unwrap()).len(), 7);
}
