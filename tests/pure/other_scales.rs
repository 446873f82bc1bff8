//! Another ladder and another answer scale run through the same code: three levels of two attributes,
//! four options worth 0, ¼, ½ and 1 without bands of their own. By the percent scale these are N, P, P
//! and F, so that "largely" is reached by the last alone; E0 carries ¼, E1 and E2 ½, E3 all.

use crate::support;
use crate::support::{Sheet, near, pack_with, process, question_index, respondent, settings, sheet};
use fourfold::model::pack::{Band, Indicator, MetricKey, Pack};
use fourfold::model::{Assessment, Grade, Scalar, ScoringMode};
use fourfold::score::{
    Alpha, Amount, Blank, Blocker, Cheapest, Consensus, Explainer, Goal, Level, Problem, Raise, Rating, Results,
    Settings, Term, View, agreement, cheapest_path, next_moves, next_question, problem_areas, rank_stability, score,
    sensitivity, shown,
};
use serde_json::{Value as Json, json};

/// The pack with a process p that is asked by attribute, and q that needs it and is asked as a whole.
fn pack() -> Pack {
    pack_with(ours)
}

fn ours(pack: &mut Json) {
    pack["scale"] = json!([
        {"id": "none", "worth": 0}, {"id": "some", "worth": 0.25}, {"id": "half", "worth": 0.5}, {"id": "all", "worth": 1}
    ]);
    pack["ladder"] = json!([{"attributes": ["x1", "x2"]}, {"attributes": ["y1", "y2"]}, {"attributes": ["z1", "z2"], "measured": true}]);
    let attribute = |id: &str| json!({"id": id, "process": "p", "attributes": [id]});
    let mut questions = ["x1", "x2", "y1", "y2", "z1", "z2"].map(attribute).to_vec();
    questions[1]["mandatory"] = json!(true);
    questions[4]["feeds"] = json!("change-failure-rate");
    questions.push(json!({"id": "q", "process": "q", "whole": true}));
    let processes = json!([
        {"id": "p", "indicators": {"risk": 1}, "importance": 3},
        {"id": "q", "indicators": {"growth": 1}, "needs": ["p"]}
    ]);
    support::ask(pack, processes, json!(questions));
}

fn scored(pack: &Pack, said: &Sheet, mode: ScoringMode) -> (Assessment, Settings, Results) {
    let settings = Settings { mode, ..settings("s", None) };
    let assessment = said.assessment();
    let results = score(pack, &assessment, &settings);
    (assessment, settings, results)
}

#[test]
fn the_index_is_the_mean_of_the_option_values_times_100() {
    let pack = pack();
    let check = |answers: &str, claimed: f64, evidenced: f64| {
        let results = sheet().answers(answers).results(&pack);
        let own = process(&pack, &results, "p");
        near(answers, own.claimed.index.unwrap(), claimed);
        near(answers, own.evidenced.index.unwrap(), evidenced);
    };
    check("x1 all; x2 half; y1 some; y2 none", 100.0 * (1.0 + 0.5 + 0.25 + 0.0) / 4.0, 100.0 * 0.75 / 4.0);
    check("x1 all/E3; x2 all/E2; y1 all/E1; y2 all", 100.0, 100.0 * (1.0 + 0.5 + 0.5 + 0.25) / 4.0);
    check("x1 all some; x2 none half", 100.0 * (0.625 + 0.25) / 2.0, 100.0 * (0.25 + 0.125) / 2.0);
    check("x1 half; x2 x; y1 ?", 50.0, 25.0);
}

#[test]
fn level_and_blockers_follow_from_the_percent_scale() {
    let pack = pack();
    let results = sheet().answers("x1 all; x2 half; y1 some; y2 none").results(&pack);
    let own = &process(&pack, &results, "p").claimed;
    let bands = [Band::F, Band::P, Band::P, Band::N].map(Rating::Rated);
    assert_eq!(own.ratings[..4], bands);
    assert_eq!(own.ratings[4..], [Rating::Unanswered; 2]);
    assert_eq!(own.level, Level::Reached { level: 0, or_more: false });
    assert_eq!(own.blockers, [Blocker { attribute: 1, from: Some(Band::P), to: Band::L }]);
    let level = |answers: &str| process(&pack, &sheet().answers(answers).results(&pack), "p").claimed.level.reached();
    assert_eq!(level("x1 all; x2 all; y1 all; y2 half"), Some(1));
    assert_eq!(level("x1 all; x2 all; y1 all; y2 all; z1 all; z2 all"), Some(3));
    // Asked as a whole the option is the level, and counts its worth for each attribute.
    for (option, reached, index) in [("none", 0, 0.0), ("some", 1, 25.0), ("half", 2, 50.0), ("all", 3, 100.0)] {
        let results = sheet().answers(&format!("q {option}")).results(&pack);
        let own = process(&pack, &results, "q");
        assert_eq!(own.claimed.level, Level::Reached { level: reached, or_more: false }, "{option}");
        near(option, own.claimed.index.unwrap(), index);
        assert_eq!(own.applicable, 6);
    }
}

#[test]
fn score_range_and_coverage_follow_from_the_option_values() {
    let pack = pack();
    let results = sheet().answers("x1 all; x2 half; y1 some; y2 none").results(&pack);
    let own = support::indicator(&results, Indicator::Risk);
    near("P", own.claimed.practice.value().unwrap(), 43.75);
    near("coverage", own.practice_coverage.unwrap(), 400.0 / 6.0);
    // Two of six items and all figures are open.
    let (low, high) = own.claimed.range.unwrap();
    near("low", low, 0.4 * 175.0 / 6.0);
    near("high", high, 0.4 * 375.0 / 6.0 + 60.0);
}

fn roles(mut said: Sheet, roles: &str) -> Sheet {
    for (number, role) in (1..).zip(roles.split(' ')) {
        said = said.say("respondent", &[&respondent(number).to_string(), "role"], Scalar::Text(role.into()));
    }
    said
}

#[test]
fn agreement_expects_what_chance_gives_on_four_options() {
    let pack = pack();
    // Uniform over four options: (16 − 1) ÷ 12 = 1.25. Positions 3 and 2 have .5, 3 3 1 have 4/3.
    let said = roles(sheet().answers("x1 all half; x2 all all some"), "leader user user");
    let results = said.results(&pack);
    let found = agreement(&pack, &said.assessment(), &results);
    near("two", found.questions[0].all.r_wg.unwrap(), 0.6);
    assert_eq!(Consensus::of(found.questions[0].all.r_wg.unwrap()), Consensus::Reasonable);
    assert_eq!(found.questions[1].all.r_wg, Some(0.0));
    near("mean", found.session.r_wg.unwrap(), 0.3);
    // The leader sees x1 one option above the user, and x2 one above the mean of both.
    near("gap of x1", found.questions[0].perception_gap.unwrap(), 1.0);
    near("gap of x2", found.questions[1].perception_gap.unwrap(), 3.0 - 2.0);
    assert!(matches!(found.session.alpha, Alpha::Value(_)));
    let said = said.figures("changes-total 2026=10; changes-failed 2026=1");
    let confidence = support::indicator(&said.results(&pack), Indicator::Risk).confidence.unwrap();
    near("agreement", confidence.agreement.unwrap(), 0.3);
}

#[test]
fn problem_areas_follow_from_worth_and_ladder() {
    use ScoringMode::{Assessment, Audit};
    #[track_caller]
    fn check(said: Sheet, mode: ScoringMode, id: &str, expected: &[Problem]) {
        let pack = pack();
        let (assessment, settings, results) = scored(&pack, &said, mode);
        let areas = problem_areas(&pack, &assessment, &settings, &results);
        let is = |process: usize| pack.structure.processes[process].id.as_str() == id;
        let found = areas.into_iter().find(|area| is(area.process)).map_or(Vec::new(), |area| area.problems);
        assert_eq!(found, expected);
    }
    let target = |level: f64| sheet().say("target", &["p"], Scalar::Number(level));
    let done = || sheet().answers("x1 all/E3; x2 all/E3; y1 none/E3; y2 none/E3");
    check(done(), Audit, "p", &[]);
    check(done().and(target(2.0)), Audit, "p", &[Problem::BelowTarget { level: 1, target: 2.0, importance: 3 }]);
    check(done().and(target(1.0)), Audit, "p", &[]);
    // Without evidence all of it is "some": P.
    let unmet = Problem::MandatoryUnmet { question: 1, rated: Band::P };
    check(
        sheet().answers("x1 all; x2 all; y1 none; y2 none"),
        Audit,
        "p",
        &[Problem::NotEvidenced { claimed: 1, evidenced: 0 }, unmet],
    );
    check(sheet().answers("x2 half/E3"), Assessment, "p", &[unmet]);
    check(sheet().answers("x2 all"), Assessment, "p", &[]);
    // Quartiles of positions 0 and 3 are 1.5 apart; 1 and 2 have r_wg .6, which is just enough.
    let apart = Problem::Disagreement { r_wg: 0.0, spread: 1.5, questions: 1 };
    check(sheet().answers("x1 none all"), Assessment, "p", &[apart]);
    check(sheet().answers("x1 some half"), Assessment, "p", &[]);
    let seen = Problem::LeadersAbove { leaders: 2, staff: 1 };
    check(roles(sheet().answers("x1 half some"), "leader staff"), Assessment, "p", &[seen]);
    // A claim worth 1 of a level that is measured needs its metric; one worth a half does not.
    let Some(Problem::NotMeasured { question: 4, claimed: 3, metric: MetricKey::ChangeFailureRate, lacks }) = ({
        let pack = pack();
        let (assessment, settings, results) = scored(&pack, &sheet().answers("z1 all"), Assessment);
        problem_areas(&pack, &assessment, &settings, &results).first().map(|area| area.problems[0])
    }) else {
        panic!("no problem")
    };
    assert!(matches!(lacks, fourfold::score::Reason::Figure(_)));
    check(sheet().answers("z1 half"), Assessment, "p", &[]);
    check(
        sheet().answers("z1 all all half"),
        Assessment,
        "p",
        &[Problem::NotMeasured { question: 4, claimed: 3, metric: MetricKey::ChangeFailureRate, lacks }],
    );
    check(sheet().answers("z1 all half"), Assessment, "p", &[]);
    check(sheet().answers("y1 all"), Assessment, "p", &[]);
    // 40 % failed lies between 30 → 30 and 45 → 0.
    let pack = pack();
    let failing = sheet().answers("x1 all").figures("changes-total 2026=10; changes-failed 2026=4");
    let (assessment, settings, results) = scored(&pack, &failing, Assessment);
    let areas = problem_areas(&pack, &assessment, &settings, &results);
    let [Problem::RedFlag { question: 4, metric: MetricKey::ChangeFailureRate, score }] = areas[0].problems[..] else {
        panic!("{areas:?}")
    };
    near("score", score, 10.0);
    check(
        sheet().answers("q half; x1 none"),
        Assessment,
        "q",
        &[Problem::AheadOfNeed { level: 2, need: 0, need_level: 0 }],
    );
    check(
        sheet().answers("y1 half half half; y2 ? ?"),
        Assessment,
        "p",
        &[Problem::DontKnow { dont_know: 2, levels: 3 }],
    );
}

#[test]
fn a_level_that_is_not_called_measured_asks_for_no_figures() {
    let pack = pack_with(|pack| {
        ours(pack);
        pack["ladder"][2].as_object_mut().unwrap().remove("measured");
    });
    let (assessment, settings, results) = scored(&pack, &sheet().answers("z1 all"), ScoringMode::Assessment);
    assert_eq!(problem_areas(&pack, &assessment, &settings, &results), []);
}

/// x1 at the top, x2 at a half, y1 at nothing, all on E3: practice is 50, and an item a third of it.
fn three() -> Sheet {
    sheet().answers("x1 all/E3; x2 half/E3; y1 none/E3")
}

#[test]
fn a_move_raises_to_the_option_that_is_largely_achieved() {
    let pack = pack();
    let (assessment, settings, results) = scored(&pack, &three(), ScoringMode::Assessment);
    let moves = next_moves(&pack, &assessment, &settings, &results);
    let [own] = &moves[..] else { panic!("{moves:?}") };
    assert_eq!(own.raises, [Raise { question: 1, from: 2, to: 3, grade: Grade::E3, effort: 1 }]);
    assert_eq!((own.gap, own.importance, own.effort), (1.0, 3, 1));
    // A half of a third of 100 points, on one of four scores.
    near("risk", own.gains[2], 50.0 / 3.0);
    near("lift", own.lift, 50.0 / 12.0);
    near("priority", own.priority, 3.0 * 50.0 / 12.0);
    let stability = rank_stability(&pack, &assessment, &settings, &results, 1);
    assert_eq!((stability.first, stability.same), (vec![0], 1000));
}

#[test]
fn a_path_climbs_option_by_option() {
    let pack = pack();
    let (_, settings, results) = scored(&pack, &three(), ScoringMode::Assessment);
    let check = |target: f64, expected: Option<&[(&str, usize, usize)]>| {
        let goal = Goal { scores: [None, None, Some(target), None], questions: None };
        let found = match cheapest_path(&pack, &settings, &results, &goal) {
            Cheapest::Path(path) => path.raises,
            Cheapest::OutOfReach => return assert_eq!(expected, None, "{target}"),
            other => panic!("{other:?}"),
        };
        let found: Vec<_> = found.iter().map(|own| (own.question, own.from, own.to)).collect();
        let expected: Vec<_> =
            expected.unwrap().iter().map(|(id, from, to)| (question_index(&pack, id), *from, *to)).collect();
        assert_eq!(found, expected, "{target}");
    };
    // x2 brings 16.67 with its last option; y1 8.33, 8.33 and 16.67.
    check(50.0, Some(&[]));
    check(58.0, Some(&[("x2", 2, 3)]));
    check(60.0, Some(&[("x2", 2, 3)]));
    check(70.0, Some(&[("x2", 2, 3), ("y1", 0, 1)]));
    check(84.0, Some(&[("x2", 2, 3), ("y1", 0, 3)]));
    check(100.0, Some(&[("x2", 2, 3), ("y1", 0, 3)]));
    check(100.1, None);
}

#[test]
fn one_option_more_brings_its_worth() {
    let pack = pack();
    let (_, _, results) =
        scored(&pack, &sheet().answers("x1 all; x2 half/E3; y1 none/E3; y2 all/E3"), ScoringMode::Assessment);
    let all = sensitivity(&pack, &results);
    let found: Vec<_> = all.iter().map(|own| (own.raise.question, own.raise.to, own.raise.grade)).collect();
    // x1 counts as "some" until it is evidenced; y2 is at the top.
    assert_eq!(found, [(0, 2, Grade::E1), (1, 3, Grade::E3), (2, 1, Grade::E3)]);
    for (own, (claimed, evidenced)) in all.iter().zip([(0.0, 6.25), (12.5, 12.5), (6.25, 6.25)]) {
        near("claimed", own.claimed[2], claimed);
        near("evidenced", own.evidenced[2], evidenced);
    }
}

#[test]
fn the_next_question_removes_one_item_of_six() {
    let pack = pack_with(|pack| {
        ours(pack);
        for own in pack["indicators"].as_array_mut().unwrap() {
            own["metrics"] = json!([]);
        }
    });
    let next = |answers: &str| {
        let (_, settings, results) = scored(&pack, &sheet().answers(answers), ScoringMode::Assessment);
        next_question(&pack, &settings, &results).map(|own| (own.indicator, own.blank, own.narrows))
    };
    // Growth is all of q, risk the six attributes of p.
    assert_eq!(next(""), Some((Indicator::Growth, Blank::Question(6), 100.0)));
    let (indicator, blank, narrows) = next("q some; x1 ?").unwrap();
    assert_eq!((indicator, blank), (Indicator::Risk, Blank::Question(1)));
    near("narrows", narrows, 100.0 / 6.0);
    assert_eq!(next("q some; x1 ?; x2 all; y1 some; y2 none; z1 half; z2 x"), None);
}

#[test]
fn what_is_shown_counts_in_options() {
    let pack = pack();
    let said = roles(sheet().answers("x1 all none; y1 ? ?; y2 ? half"), "leader user");
    let (assessment, settings, results) = scored(&pack, &said, ScoringMode::Assessment);
    let found = shown(&pack, &assessment, &settings, &results);
    let gaps: Vec<(usize, f64)> = found.communication.perception.iter().map(|own| (own.question, own.gap())).collect();
    assert_eq!(gaps, [(0, 3.0)]);
    // Three of six do not know.
    let flagged = |own: &fourfold::score::shown::Flag| matches!(own, fourfold::score::shown::Flag::DontKnow { process: 0, percent } if *percent == 50.0);
    assert!(found.flags.iter().any(flagged), "{:?}", found.flags);
}

#[test]
fn every_number_opens_as_on_any_scale() {
    let pack = pack();
    let (assessment, settings, results) = scored(&pack, &three(), ScoringMode::Assessment);
    let explainer = Explainer::new(&pack, &assessment, &settings, &results);
    let why = explainer.score(Indicator::Risk, View::Claimed);
    let brought: Vec<f64> = why.parts[0].parts.iter().filter_map(|part| part.contribution).collect();
    for (found, expected) in brought.iter().zip([100.0 / 3.0, 50.0 / 3.0, 0.0]) {
        near("points", *found, expected);
    }
    assert_eq!(brought.len(), 3);
    let level = explainer.level(0, View::Claimed).unwrap();
    assert_eq!(level.parts.len(), 6);
    assert_eq!(
        (level.parts[1].term, level.parts[1].amount),
        (Term::Attribute(1), Amount::Rated(Rating::Rated(Band::P)))
    );
    let index = explainer.index(0, View::Claimed).unwrap();
    assert_eq!(index.amount, Amount::Score(50.0));
    near("x2", index.parts[1].parts[0].sensitivity.unwrap().points, 50.0 / 3.0);
}
