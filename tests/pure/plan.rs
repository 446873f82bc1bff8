//! What an assessment leads to: the next best question, sensitivity, problem areas, next moves, the
//! cheapest path and how stable the ranking is. By hand where a number can be worked out, and by law
//! on random small packs, where what is promised is done to the answers and scored again.

use crate::support;
use crate::support::{
    Sheet, VIEWS, four_groups, near, one_process, pack_of, pack_with, question_index, respondent, round, settings,
    sheet,
};
use fourfold::model::pack::{Band, Indicator, MetricKey, Pack};
use fourfold::model::{Answer, Assessment, FigureKey, Grade, OptionId, RoundId, Scalar, ScoringMode};
use fourfold::score::statistics::interquartile_range;
use fourfold::score::{
    Blank, Cheapest, Goal, Level, MOST_CANDIDATES, Path, PathSearch, Problem, Raise, Rating, Reason, Results, Settings,
    State, View, cheapest_path, next_moves, next_question, one_each, problem_areas, rank_stability, score, sensitivity,
    what_if,
};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Value as Json, json};

/// Everything that follows for the size of a small pack, led by one of the views.
fn scored(pack: &Pack, said: &Sheet, mode: ScoringMode) -> (Assessment, Settings, Results) {
    let settings = Settings { mode, ..settings("s", None) };
    let assessment = said.assessment();
    let results = score(pack, &assessment, &settings);
    (assessment, settings, results)
}

fn target(process: &str, level: f64) -> Sheet {
    sheet().say("target", &[process], Scalar::Number(level))
}

// ---- Statistics -----------------------------------------------------------------------------------

#[test]
fn the_interquartile_range_is_interpolated_between_neighbours() {
    fn check(sorted: &[f64], expected: f64) {
        near(&format!("{sorted:?}"), interquartile_range(sorted).unwrap_or(0.0), expected);
    }
    check(&[], 0.0);
    check(&[3.0], 0.0);
    // Quartiles at places .25 and .75: 2.5 and 3.5.
    check(&[2.0, 4.0], 1.0);
    // At places .75 and 2.25: 1.75 and 3.25.
    check(&[1.0, 2.0, 3.0, 4.0], 1.5);
    // At places 1 and 3.
    check(&[0.0, 1.0, 4.0, 5.0, 5.0], 4.0);
    check(&[2.0, 2.0, 2.0, 9.0], 1.75);
}

// ---- The next best question -----------------------------------------------------------------------

#[track_caller]
fn next(pack: &Pack, said: &Sheet, expected: Option<(Indicator, Blank, f64)>) {
    let (_, settings, results) = scored(pack, said, ScoringMode::Assessment);
    let found = next_question(pack, &settings, &results);
    match (found, expected) {
        (Some(found), Some((indicator, blank, narrows))) => {
            assert_eq!((found.indicator, found.blank), (indicator, blank));
            near("narrows", found.narrows, narrows);
        }
        (found, expected) => assert!(found.is_none() && expected.is_none(), "{found:?}, expected {expected:?}"),
    }
}

/// A pack whose only figures are awareness, closed loop and first notice, weight 1 each.
fn three_figures(processes: Json, questions: Json) -> Pack {
    pack_with(|pack| {
        support::ask(pack, processes, questions);
        for own in pack["indicators"].as_array_mut().unwrap() {
            own["metrics"]
                .as_array_mut()
                .unwrap()
                .retain(|own| own["weight"] == 1 && own["metric"] != "year-end-spike");
        }
        for own in &mut pack["indicators"].as_array_mut().unwrap()[..3] {
            own["metrics"] = json!([]);
        }
    })
}

#[test]
fn the_next_question_removes_most_of_the_widest_range() {
    let questions = json!([
        {"id": "g", "group": "g", "indicators": {"growth": 1}},
        {"id": "c1", "group": "g", "indicators": {"communication": 1}},
        {"id": "c2", "group": "g", "indicators": {"communication": 2}},
        {"id": "c3", "group": "g", "indicators": {"communication": 2}}
    ]);
    let pack = three_figures(json!([]), questions);
    let question = |id| Blank::Question(question_index(&pack, id));
    let communication = Indicator::Communication;
    // Growth has no figures, so its one question is all of its range; of two ranges of 100 the first counts.
    next(&pack, &sheet(), Some((Indicator::Growth, question("g"), 100.0)));
    // Practice is 40 of 100 points, of which c2 and c3 have two fifths each; a figure has a third of 60.
    let missing = |key, narrows| Some((communication, Blank::Metric(key), narrows));
    next(&pack, &sheet().answers("g 3"), missing(MetricKey::ClosedLoop, 20.0));
    let figures = sheet().answers("g 3").figures("feedback-received 2026=2; feedback-answered 2026=1");
    next(&pack, &figures, missing(MetricKey::Awareness, 20.0));
    let figures = figures.figures("awareness-asked 2026=2; awareness-knew 2026=1");
    let figures = figures.figures("notice-first 2026=2; notice-late 2026=1");
    next(&pack, &figures, Some((communication, question("c2"), 16.0)));
    // What somebody does not know is not offered again, nor what is answered.
    next(&pack, &figures.clone().answers("c2 ?"), Some((communication, question("c3"), 16.0)));
    next(&pack, &figures.clone().answers("c2 ?; c3 4"), Some((communication, question("c1"), 8.0)));
    next(&pack, &figures.answers("c2 ?; c3 ?; c1 ?"), None);
}

#[test]
fn questions_come_before_figures_that_remove_as_much() {
    let questions = json!([{"id": "c", "group": "g", "indicators": {"communication": 1}}]);
    let pack = pack_with(|pack| {
        support::ask(pack, json!([]), questions);
        pack["thresholds"]["practice_share"] = json!(0.5);
        for own in pack["indicators"].as_array_mut().unwrap() {
            own["metrics"].as_array_mut().unwrap().retain(|own| own["metric"] == "awareness");
        }
    });
    next(&pack, &sheet(), Some((Indicator::Communication, Blank::Question(0), 50.0)));
    next(&pack, &sheet().answers("c 2"), Some((Indicator::Communication, Blank::Metric(MetricKey::Awareness), 50.0)));
}

#[test]
fn where_nothing_is_asked_figures_have_the_whole_range_by_their_weights() {
    let pack = pack_with(|pack| {
        support::ask(pack, json!([]), json!([{"id": "g", "group": "g", "indicators": {"growth": 1}}]));
        for own in &mut pack["indicators"].as_array_mut().unwrap()[..3] {
            own["metrics"] = json!([]);
        }
    });
    // Satisfaction weighs 2 of 5 in communication, which no question feeds.
    let expected = (Indicator::Communication, Blank::Metric(MetricKey::Satisfaction), 40.0);
    next(&pack, &sheet().answers("g 3"), Some(expected));
}

#[test]
fn an_attribute_that_one_question_leaves_open_is_asked_by_the_other() {
    let ask = |id: &str| json!({"id": id, "process": "p", "attributes": ["a0"]});
    let pack = pack_with(|pack| {
        support::ask(pack, json!([{"id": "p", "indicators": {"risk": 1}}]), json!([ask("one"), ask("two")]));
        for own in pack["indicators"].as_array_mut().unwrap() {
            own["metrics"] = json!([]);
        }
    });
    next(&pack, &sheet(), Some((Indicator::Risk, Blank::Question(0), 100.0)));
    next(&pack, &sheet().answers("one ?"), Some((Indicator::Risk, Blank::Question(1), 100.0)));
    next(&pack, &sheet().answers("one 3"), None);
}

#[test]
fn an_open_item_can_come_to_no_more_than_the_top_of_the_scale() {
    let pack = pack_with(|pack| {
        support::ask(pack, json!([]), json!([{"id": "r", "group": "g", "indicators": {"risk": 1}}]));
        pack["scale"] = json!([{"id": "none", "worth": 0}, {"id": "some", "worth": 0.8}]);
        for own in pack["indicators"].as_array_mut().unwrap() {
            own["metrics"] = json!([]);
        }
    });
    assert_eq!(sheet().results(&pack).indicators[2].claimed.range, Some((0.0, 80.0)));
    next(&pack, &sheet(), Some((Indicator::Risk, Blank::Question(0), 80.0)));
}

#[test]
fn a_merged_question_removes_the_width_of_all_its_open_items() {
    let pack = pack_with(|pack| {
        let questions = json!([
            {"id": "one", "process": "p", "attributes": ["a0"]},
            {"id": "two", "process": "p", "attributes": ["a1"]},
            {"id": "merged", "process": "p", "attributes": ["a2", "a3"]}
        ]);
        support::ask(pack, json!([{"id": "p", "indicators": {"risk": 1}}]), questions);
        for own in pack["indicators"].as_array_mut().unwrap() {
            own["metrics"] = json!([]);
        }
    });
    next(&pack, &sheet(), Some((Indicator::Risk, Blank::Question(2), 50.0)));
    next(&pack, &sheet().answers("merged 1"), Some((Indicator::Risk, Blank::Question(0), 25.0)));
}

#[test]
fn in_the_golden_composite_awareness_comes_next() {
    // Section 7: communication is 49.05 to 61.05, the widest; awareness is all that is missing there.
    let inputs = sheet()
        .answers("g1 4/E2; g2 3/E1; g3 3/E0; g4 ?; c1 4/E3; c2 3/E1; c3 2/E0")
        .figures("satisfaction-1 2026=2; satisfaction-2 2026=1; satisfaction-3 2026=3")
        .figures("satisfaction-4 2026=20; satisfaction-5 2026=14")
        .figures("feedback-received 2026=20; feedback-answered 2026=11; notice-first 2026=7; notice-late 2026=3");
    let pack = pack_with(|pack| {
        let questions =
            ["c1", "c2", "c3"].map(|id| json!({"id": id, "group": "g", "indicators": {"communication": 1}}));
        let growth = ["g1", "g2", "g3", "g4"].map(|id| json!({"id": id, "group": "g", "indicators": {"growth": 1}}));
        support::ask(pack, json!([]), Json::Array([growth.as_slice(), &questions].concat()));
        for own in &mut pack["indicators"].as_array_mut().unwrap()[..3] {
            own["metrics"] = json!([]);
        }
    });
    let (_, settings, results) = scored(&pack, &inputs, ScoringMode::Assessment);
    // Without figures a fourth of growth is open, 25 wide; g4 is not known and not offered.
    let found = next_question(&pack, &settings, &results).unwrap();
    assert_eq!(found.blank, Blank::Metric(MetricKey::Awareness));
    near("narrows", found.narrows, 61.05 - 49.05);
}

// ---- Sensitivity ----------------------------------------------------------------------------------

#[test]
fn one_option_more_is_worth_its_share_and_nothing_at_the_top() {
    fn check(row: &str, expected: Option<(usize, usize, Grade, f64, f64)>) {
        let pack = four_groups([0, 0, 2, 0]);
        // r2 at 2 beside it; practice alone, so that an option of one of two questions is 10 points.
        let (_, _, results) = scored(&pack, &sheet().answers(&format!("r1 {row}; r2 2")), ScoringMode::Assessment);
        let found = sensitivity(&pack, &results).into_iter().find(|own| own.raise.question == 0);
        let found = found.map(|own| (own.raise.from, own.raise.to, own.raise.grade, own.claimed[2], own.evidenced[2]));
        match (found, expected) {
            (Some(found), Some(expected)) => {
                assert_eq!((found.0, found.1, found.2), (expected.0, expected.1, expected.2), "{row}");
                near(&format!("{row} claimed"), found.3, expected.3);
                near(&format!("{row} evidenced"), found.4, expected.4);
            }
            (found, expected) => assert_eq!(found, expected, "{row}"),
        }
    }
    check("1", Some((1, 2, Grade::E0, 10.0, 10.0)));
    check("2", Some((2, 3, Grade::E1, 10.0, 10.0)));
    check("3/E3", Some((3, 4, Grade::E3, 10.0, 10.0)));
    // A claim its evidence does not carry gains by evidence first.
    check("5/E1", Some((3, 4, Grade::E2, 0.0, 10.0)));
    check("5", Some((2, 3, Grade::E1, 0.0, 10.0)));
    check("5/E3", None);
    check("?", None);
    check("x", None);
    // Of two the lower one is lifted, and what they say is a mean.
    check("1 3/E1", Some((1, 2, Grade::E1, 5.0, 5.0)));
    // An agreed level stands alone.
    check("1 5 =3", Some((2, 3, Grade::E1, 0.0, 10.0)));
}

// ---- Problem areas --------------------------------------------------------------------------------

/// A process p that asks each attribute by a question, and q that needs it and is asked as a whole.
fn two_processes() -> Pack {
    let attribute = |id: &str| json!({"id": id, "process": "p", "attributes": [id]});
    let mut questions: Vec<Json> = ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"].map(attribute).to_vec();
    questions[1]["mandatory"] = json!(true);
    questions[7]["feeds"] = json!("change-failure-rate");
    questions[8]["feeds"] = json!("change-failure-rate");
    questions.push(json!({"id": "q", "process": "q", "whole": true}));
    let processes = json!([
        {"id": "p", "indicators": {"risk": 1}, "importance": 3},
        {"id": "q", "indicators": {"risk": 1}, "needs": ["p"]}
    ]);
    pack_of(processes, json!(questions))
}

fn problems(said: &Sheet, mode: ScoringMode, process: usize) -> Vec<Problem> {
    let pack = two_processes();
    let (assessment, settings, results) = scored(&pack, said, mode);
    let areas = problem_areas(&pack, &assessment, &settings, &results);
    areas.into_iter().find(|area| area.process == process).map_or(Vec::new(), |area| area.problems)
}

fn roles(roles: &[&str]) -> Sheet {
    let said = |all: Sheet, (number, role): (u64, &&str)| {
        all.say("respondent", &[&respondent(number).to_string(), "role"], Scalar::Text((*role).into()))
    };
    (1..).zip(roles).fold(sheet(), said)
}

#[test]
fn each_condition_makes_a_problem_area_and_nothing_else_does() {
    use ScoringMode::{Assessment, Audit};
    #[track_caller]
    fn check(said: Sheet, mode: ScoringMode, expected: &[Problem]) {
        assert_eq!(problems(&said, mode, 0), expected);
    }
    let solid = "a0 5/E3; a1 3/E3; a2 3/E3; a3 3/E3";
    let solid = || sheet().answers(solid);
    check(sheet(), Audit, &[]);
    check(solid(), Audit, &[]);
    check(solid().and(target("p", 2.0)), Audit, &[]);
    let below = Problem::BelowTarget { level: 2, target: 3.0, importance: 3 };
    check(solid().and(target("p", 3.0)), Audit, &[below]);
    check(solid().and(target("p", 3.0)), Assessment, &[below]);
    // The organisation may see the importance of a process otherwise than the pack.
    let importance = |process, value: f64| sheet().say("importance", &[process], Scalar::Number(value));
    check(solid().and(target("p", 3.0)).and(importance("p", 2.0)), Audit, &[]);
    let q_below = Problem::BelowTarget { level: 1, target: 3.0, importance: 3 };
    let q_matters = sheet().answers("q 1/E3").and(target("q", 3.0)).and(importance("q", 3.0));
    assert_eq!(problems(&q_matters, Assessment, 1), [q_below]);
    // A process of which nothing is rated is not below anything; q has importance 2.
    check(target("p", 3.0), Assessment, &[]);
    assert_eq!(problems(&sheet().answers("q 1/E3").and(target("q", 3.0)), Assessment, 1), []);
    // Without evidence a 5 is a 2, which is P: level 0.
    let gap = Problem::NotEvidenced { claimed: 2, evidenced: 0 };
    let claims = || sheet().answers("a0 5; a1 3; a2 3; a3 3");
    check(claims(), Audit, &[gap, Problem::MandatoryUnmet { question: 1, rated: Band::P }]);
    check(claims(), Assessment, &[]);

    // 1 − 8 ÷ (35/12) is below 0; quartiles 2 and 4. r_wg of 2 and 3 is 1 − .5 ÷ 2.9167.
    let apart = Problem::Disagreement { r_wg: 0.0, spread: 2.0, questions: 1 };
    check(sheet().answers("a2 1 5"), Assessment, &[apart]);
    check(sheet().answers("a2 2 3"), Assessment, &[]);
    // Quartiles 2 and 3 are just near enough.
    check(sheet().answers("a2 2 2 3 3"), Assessment, &[]);
    // Means over the questions: r_wg 0 and 1, quartiles 2 and 0 apart.
    let mean = Problem::Disagreement { r_wg: 0.5, spread: 1.0, questions: 2 };
    check(sheet().answers("a2 1 5; a3 3 3"), Assessment, &[mean]);
    // Either is enough: 1 − 1 ÷ 2.9167 is .657, with quartiles 2 and 4; 1 − 1.8 ÷ 2.9167 is .383, with all quartiles 3.
    for (row, far) in [("a2 2 2 3 4 4", 2.0), ("a2 3 3 3 3 0", 0.0)] {
        let found = problems(&sheet().answers(row), Assessment, 0);
        assert!(matches!(found[..], [Problem::Disagreement { spread, .. }] if spread == far), "{row}: {found:?}");
    }

    let seen = Problem::LeadersAbove { leaders: 3, staff: 2 };
    check(sheet().answers("a2 3 2").and(roles(&["leader", "staff"])), Assessment, &[seen]);
    check(sheet().answers("a2 2 3").and(roles(&["leader", "staff"])), Assessment, &[]);
    check(sheet().answers("a2 3 2").and(roles(&["leader", "customer"])), Assessment, &[]);
    // The lower median of leaders at 2 and 4 is 2.
    check(sheet().answers("a2 2 2; a3 . . 4").and(roles(&["leader", "staff", "leader"])), Assessment, &[]);

    // 40 % failed: 45 is 0 and 30 is 30, so it scores 10. Both a7 and a8 feed it; it is told once.
    let failing = "changes-total 2026=10; changes-failed 2026=4";
    let Some(Problem::RedFlag { question, metric, score }) =
        problems(&solid().figures(failing), Assessment, 0).first().copied()
    else {
        panic!("no red flag")
    };
    assert_eq!((question, metric), (7, MetricKey::ChangeFailureRate));
    near("score", score, 10.0);
    assert_eq!(problems(&solid().figures(failing), Assessment, 0).len(), 1);
    check(solid().figures("changes-total 2026=10; changes-failed 2026=1"), Assessment, &[]);

    let found = problems(&sheet().answers("a7 4"), Assessment, 0);
    assert!(matches!(
        found[..],
        [Problem::NotMeasured { question: 7, claimed: 4, metric: MetricKey::ChangeFailureRate, .. }]
    ));
    let reason = |problem: &Problem| match problem {
        Problem::NotMeasured { lacks, .. } => Some(*lacks),
        _ => None,
    };
    assert!(matches!(reason(&found[0]), Some(Reason::Figure(FigureKey::ChangesFailed | FigureKey::ChangesTotal))));
    check(sheet().answers("a7 3"), Assessment, &[]);
    check(sheet().answers("a7 3 4"), Assessment, &[]);
    check(sheet().answers("a7 4").figures("changes-total 2026=10; changes-failed 2026=1"), Assessment, &[]);

    let cap = Problem::MandatoryUnmet { question: 1, rated: Band::P };
    check(sheet().answers("a1 2/E3"), Assessment, &[cap]);
    check(sheet().answers("a1 3/E3"), Assessment, &[]);
    check(sheet().answers("a1 ."), Assessment, &[]);
    // 2 of 5 is 40 %.
    check(sheet().answers("a2 3 3 3; a3 ? ?"), Assessment, &[Problem::DontKnow { dont_know: 2, levels: 3 }]);
    check(sheet().answers("a2 3 3 3 3; a3 ? ?"), Assessment, &[]);
}

#[test]
fn a_process_is_not_to_be_ahead_of_what_it_needs() {
    #[track_caller]
    fn check(said: Sheet, expected: &[Problem]) {
        assert_eq!(problems(&said, ScoringMode::Assessment, 1), expected);
    }
    let ahead = Problem::AheadOfNeed { level: 2, need: 0, need_level: 1 };
    check(sheet().answers("q 2; a0 3"), &[ahead]);
    check(sheet().answers("q 1; a0 3"), &[]);
    check(sheet().answers("q 2"), &[]);
    check(sheet().answers("q 2; a0 3").say("scope", &["p"], Scalar::Bool(false)), &[]);
}

#[test]
fn what_does_not_apply_or_may_be_more_is_no_problem() {
    // Nothing but A0 is asked, so a process at L is at "1 or more".
    let pack =
        pack_of(json!([{"id": "p", "importance": 3}]), json!([{"id": "a0", "process": "p", "attributes": ["a0"]}]));
    for (row, below) in [("a0 5/E3", false), ("a0 1/E3", true), ("a0 x", false)] {
        let (assessment, settings, results) =
            scored(&pack, &sheet().answers(row).and(target("p", 3.0)), ScoringMode::Audit);
        let areas = problem_areas(&pack, &assessment, &settings, &results);
        assert_eq!(!areas.is_empty(), below, "{row}: {areas:?}");
    }
}

// ---- Next moves -----------------------------------------------------------------------------------

#[test]
fn a_move_raises_the_answered_blockers_and_says_what_it_is_worth() {
    let pack = one_process();
    // Level 1; a0 has to be F and a1 to a3 L. a3 is not answered.
    let said = sheet().answers("a0 3/E3; a1 1/E3; a2 3/E3").and(target("p", 3.0));
    let (assessment, settings, results) = scored(&pack, &said, ScoringMode::Assessment);
    let moves = next_moves(&pack, &assessment, &settings, &results);
    assert_eq!(moves.len(), 1);
    let raise = |question, from, to| Raise { question, from, to, grade: Grade::E3, effort: (to - from) as u32 };
    assert_eq!(moves[0].raises, [raise(0, 3, 4), raise(1, 1, 3)]);
    assert_eq!((moves[0].gap, moves[0].importance, moves[0].effort), (2.0, 2, 3));
    // Three options of .2 on three questions are 20 points of risk, and 5 of the mean of four.
    near("lift", moves[0].lift, 5.0);
    near("priority", moves[0].priority, 2.0 * 2.0 * 5.0 / 3.0);
    // Without a target the next level is one; at its target a process has no move.
    for (level, moves) in [(1.0, 0), (0.5, 0), (2.0, 1), (99.0, 1)] {
        let said = sheet().answers("a0 3/E3; a1 1/E3").and(target("p", level));
        let (assessment, settings, results) = scored(&pack, &said, ScoringMode::Assessment);
        let found = next_moves(&pack, &assessment, &settings, &results);
        assert_eq!(found.len(), moves, "target {level}");
        // A target above the ladder is its top.
        assert!(found.iter().all(|own| own.gap == level.min(5.0) - 1.0));
    }
    let (assessment, settings, results) = scored(&pack, &sheet().answers("a0 3; a1 1"), ScoringMode::Assessment);
    assert_eq!(next_moves(&pack, &assessment, &settings, &results)[0].gap, 1.0);
}

#[test]
fn a_process_waits_for_the_moves_of_those_it_needs() {
    /// Processes by their letters with what they need, their weight and their order of moves.
    #[track_caller]
    fn check(rows: &[(&str, &[&str], u32)], expected: &str) {
        let processes: Vec<Json> = rows
            .iter()
            .map(|(id, needs, weight)| json!({"id": id, "needs": needs, "indicators": {"risk": weight}}))
            .collect();
        let questions: Vec<Json> =
            rows.iter().map(|(id, ..)| json!({"id": id, "process": id, "whole": true})).collect();
        let pack = pack_of(json!(processes), json!(questions));
        let rows: Vec<String> = rows.iter().map(|(id, ..)| format!("{id} 1")).collect();
        let (assessment, settings, results) =
            scored(&pack, &sheet().answers(&rows.join("; ")), ScoringMode::Assessment);
        let moves = next_moves(&pack, &assessment, &settings, &results);
        let order: Vec<&str> = moves.iter().map(|own| pack.structure.processes[own.process].id.as_str()).collect();
        assert_eq!(order.concat(), expected);
    }
    check(&[("a", &[], 1), ("b", &[], 3), ("c", &[], 2)], "bca");
    check(&[("a", &[], 1), ("b", &[], 1), ("c", &[], 1)], "abc");
    check(&[("a", &[], 1), ("b", &["a"], 3), ("c", &[], 2)], "cab");
    check(&[("a", &["c"], 9), ("b", &["a"], 9), ("c", &[], 1), ("d", &[], 2)], "dcab");
    // In a circle priority decides.
    check(&[("a", &["b"], 1), ("b", &["a"], 3)], "ba");
}

// ---- The cheapest path ----------------------------------------------------------------------------

fn path(pack: &Pack, said: &Sheet, mode: ScoringMode, goal: &Goal) -> Cheapest {
    let (_, settings, results) = scored(pack, said, mode);
    cheapest_path(pack, &settings, &results, goal)
}

fn risk(score: f64) -> Goal {
    Goal { scores: [None, None, Some(score), None], questions: None }
}

/// Raises as `question:from-to` with total effort and moves.
fn told(pack: &Pack, found: &Cheapest) -> String {
    match found {
        Cheapest::Path(Path { raises, moves, effort, .. }) => {
            let id = |raise: &Raise| &pack.structure.questions[raise.question].id;
            let raises: Vec<String> =
                raises.iter().map(|raise| format!("{}:{}-{}", id(raise), raise.from, raise.to)).collect();
            format!("{} = {effort} in {moves}", raises.join(" "))
        }
        Cheapest::OutOfReach => "out of reach".to_owned(),
        Cheapest::TooMany { candidates } => format!("{candidates} candidates"),
    }
}

#[test]
fn the_cheapest_path_is_the_least_effort_then_the_fewest_moves_then_pack_order() {
    #[track_caller]
    fn check(rows: &[(&str, u32, u32)], answers: &str, score: f64, expected: &str) {
        let question = |(id, weight, effort): &(&str, u32, u32)| json!({"id": id, "group": "g", "indicators": {"risk": weight}, "effort": effort});
        let pack = pack_of(json!([]), rows.iter().map(question).collect());
        let found = path(&pack, &sheet().answers(answers), ScoringMode::Assessment, &risk(score));
        assert_eq!(told(&pack, &found), expected);
    }
    // Practice alone; of two questions of weight 1 an option is 10 points.
    let two: &[(&str, u32, u32)] = &[("a", 1, 1), ("b", 1, 1)];
    check(two, "a 2; b 2", 40.0, " = 0 in 0");
    check(two, "a 2; b 2", 50.0, "a:2-3 = 1 in 1");
    check(two, "a 2; b 2", 50.1, "a:2-4 = 2 in 2");
    check(two, "a 2; b 2", 100.0, "a:2-5 b:2-5 = 6 in 6");
    check(two, "a 2; b 2", 100.1, "out of reach");
    check(two, "a 2; b ?", 70.0, "a:2-4 = 2 in 2");
    check(two, "a ?; b ?", 10.0, "out of reach");
    // The dearer question gives twice as much for its effort.
    check(&[("a", 1, 1), ("b", 4, 2)], "a 0; b 0", 30.0, "b:0-2 = 4 in 2");
    // Two of effort 1 or one of effort 2 for as much: fewer moves.
    check(&[("a", 1, 1), ("b", 1, 1), ("c", 2, 2)], "a 4; b 4; c 4", 90.0, "c:4-5 = 2 in 1");
    check(&[("a", 0, 1), ("b", 1, 1)], "a 0; b 0", 20.0, "b:0-1 = 1 in 1");
}

#[test]
fn a_path_raises_what_its_moves_need_first() {
    let questions = json!([
        {"id": "q", "process": "q", "whole": true},
        {"id": "p", "process": "p", "whole": true, "effort": 3},
        {"id": "x", "group": "g", "indicators": {"risk": 1}, "effort": 2}
    ]);
    let processes = json!([{"id": "q", "needs": ["p"], "indicators": {"risk": 1}}, {"id": "p"}]);
    let pack = pack_of(processes, questions);
    let check = |answers: &str, goal: Goal, expected: &str| {
        let found = path(&pack, &sheet().answers(answers), ScoringMode::Assessment, &goal);
        assert_eq!(told(&pack, &found), expected, "{answers}");
    };
    // The nine items of q and x weigh 1 each, so an option of q is 18 points, and of x 2.
    check("q 1; p 1; x 5", risk(45.0), "q:1-2 = 1 in 1");
    check("q 1; p 0; x 5", risk(45.0), "q:1-2 p:0-1 = 4 in 2");
    check("q 1; p 0; x 3", risk(26.0), "x:3-4 = 2 in 1");
    // What is not answered or not in scope asks for nothing.
    check("q 1; x 5", risk(45.0), "q:1-2 = 1 in 1");
    let out = sheet().answers("q 1; p 0; x 5").say("scope", &["p"], Scalar::Bool(false));
    assert_eq!(told(&pack, &path(&pack, &out, ScoringMode::Assessment, &risk(45.0))), "q:1-2 = 1 in 1");
    let only = |questions| Goal { questions: Some(questions), ..risk(45.0) };
    check("q 1; p 0; x 5", only(vec![0, 2]), "out of reach");
    check("q 1; p 0; x 5", only(vec![0, 1]), "q:1-2 p:0-1 = 4 in 2");
}

#[test]
fn a_path_in_an_audit_raises_what_is_evidenced() {
    let pack = four_groups([0, 0, 1, 0]);
    let check = |answers: &str, mode, score: f64, expected: &str, grade: Option<Grade>| {
        let found = path(&pack, &sheet().answers(answers), mode, &risk(score));
        assert_eq!(told(&pack, &found), expected, "{answers}");
        if let Cheapest::Path(path) = found {
            assert_eq!(path.raises.first().map(|raise| raise.grade), grade);
            // One question alone: the score is what it is raised to, or was before.
            near("score", path.scores[2].unwrap(), if grade.is_some() { score } else { 80.0 });
        }
    };
    check("r1 4", ScoringMode::Audit, 60.0, "r1:2-3 = 1 in 1", Some(Grade::E1));
    check("r1 4", ScoringMode::Audit, 100.0, "r1:2-5 = 3 in 3", Some(Grade::E3));
    check("r1 4", ScoringMode::Assessment, 60.0, " = 0 in 0", None);
    check("r1 4", ScoringMode::Assessment, 100.0, "r1:4-5 = 1 in 1", Some(Grade::E3));
    check("r1 2/E3", ScoringMode::Assessment, 60.0, "r1:2-3 = 1 in 1", Some(Grade::E3));
}

#[test]
fn what_no_evidence_allows_is_out_of_reach() {
    let pack = pack_with(|pack| {
        support::ask(pack, json!([]), json!([{"id": "r", "group": "g", "indicators": {"risk": 1}}]));
        pack["caps"] = json!([0.4, 0.6, 0.8, 0.8]);
    });
    for mode in [ScoringMode::Assessment, ScoringMode::Audit] {
        let to = |score| told(&pack, &path(&pack, &sheet().answers("r 2"), mode, &risk(score)));
        assert_eq!(to(80.0), "r:2-4 = 2 in 2");
        assert_eq!(to(81.0), "out of reach");
    }
}

#[test]
fn more_than_sixty_moves_have_to_be_narrowed_and_idle_ones_do_not_count() {
    let ask = |n: usize, idle: usize| {
        let weigh = |number| {
            let feeds = if number < n { "risk" } else { "growth" };
            json!({"id": format!("q{number}"), "group": "g", "indicators": {feeds: 1}})
        };
        let pack = pack_of(json!([]), (0..n + idle).map(weigh).collect());
        let rows: Vec<String> = (0..n + idle).map(|number| format!("q{number} 0")).collect();
        told(&pack, &path(&pack, &sheet().answers(&rows.join("; ")), ScoringMode::Assessment, &risk(100.0)))
    };
    assert_eq!(MOST_CANDIDATES, 60);
    assert_eq!(ask(13, 0), "65 candidates");
    assert!(ask(12, 9).ends_with("= 60 in 60"));
}

#[test]
fn what_only_an_idle_move_needs_is_idle_too() {
    // Twelve questions are sixty moves; q would need p at 3, but brings nothing to the goal.
    let mut questions: Vec<Json> =
        (0..12).map(|number| json!({"id": format!("r{number}"), "group": "g", "indicators": {"risk": 1}})).collect();
    questions.extend(["p", "q"].map(|id| json!({"id": id, "process": id, "attributes": ["a0"]})));
    let pack =
        pack_of(json!([{"id": "p"}, {"id": "q", "needs": ["p"], "indicators": {"growth": 1}}]), json!(questions));
    let rows: Vec<String> = (0..12).map(|number| format!("r{number} 0")).collect();
    let said = sheet().answers(&rows.join("; ")).answers("p 0; q 0");
    let found = path(&pack, &said, ScoringMode::Assessment, &risk(100.0));
    assert!(told(&pack, &found).ends_with("= 60 in 60"), "{found:?}");
}

#[test]
fn a_search_says_how_much_of_it_is_behind() {
    let pack = four_groups([0, 0, 2, 0]);
    let (_, settings, results) = scored(&pack, &sheet().answers("r1 0; r2 0"), ScoringMode::Assessment);
    let mut search = PathSearch::new(&pack, &settings, &results, &risk(50.0));
    assert_eq!(search.progress(), 0.0);
    while search.step(1).is_none() {}
    assert_eq!(search.progress(), 1.0);
}

#[test]
fn targets_that_are_no_numbers_or_have_no_score_are_out_of_reach() {
    let pack = four_groups([1, 0, 1, 0]);
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        assert_eq!(
            path(&pack, &sheet().answers("r1 3"), ScoringMode::Audit, &risk(odd)),
            Cheapest::OutOfReach,
            "{odd}"
        );
    }
    let growth = Goal { scores: [Some(10.0), None, None, None], questions: None };
    assert_eq!(path(&pack, &sheet().answers("r1 3"), ScoringMode::Audit, &growth), Cheapest::OutOfReach);
    let low = path(&pack, &sheet().answers("r1 3"), ScoringMode::Audit, &risk(-1e300));
    assert_eq!(told(&pack, &low), " = 0 in 0");
}

#[test]
fn a_mandatory_question_is_raised_where_it_alone_holds_a_process_back() {
    let ask = |id: &str, mandatory: bool| json!({"id": id, "process": "p", "attributes": ["a0"], "mandatory": mandatory, "indicators": {"budget": 1}});
    let questions =
        json!([ask("one", false), ask("two", false), ask("must", true), {"id": "q", "process": "q", "whole": true}]);
    let pack = pack_of(json!([{"id": "p"}, {"id": "q", "needs": ["p"], "indicators": {"risk": 1}}]), questions);
    // The median is L, and the mandatory one caps it at P.
    let said = sheet().answers("one 3; two 4; must 1; q 0");
    let (assessment, settings, results) = scored(&pack, &said, ScoringMode::Assessment);
    let moves = next_moves(&pack, &assessment, &settings, &results);
    let raised: Vec<(usize, usize, usize)> =
        moves[0].raises.iter().map(|raise| (raise.question, raise.from, raise.to)).collect();
    assert_eq!((moves[0].process, raised), (0, vec![(2, 1, 3)]));
    assert_eq!(told(&pack, &path(&pack, &said, ScoringMode::Assessment, &risk(20.0))), "must:1-3 q:0-1 = 3 in 3");
    // Two of three have to be there; one is, and the one that lacks less is raised.
    let said = sheet().answers("one 1; two 2; must 3; q 0");
    assert_eq!(told(&pack, &path(&pack, &said, ScoringMode::Assessment, &risk(20.0))), "two:2-3 q:0-1 = 2 in 2");
}

#[test]
fn a_coarser_mandatory_question_is_raised_though_finer_ones_count() {
    let questions = json!([
        {"id": "must", "process": "p", "attributes": ["a1", "a2"], "mandatory": true},
        {"id": "a0", "process": "p", "attributes": ["a0"]},
        {"id": "a1", "process": "p", "attributes": ["a1"]},
        {"id": "a2", "process": "p", "attributes": ["a2"]}
    ]);
    let pack = pack_of(json!([{"id": "p"}]), questions);
    let (assessment, settings, results) =
        scored(&pack, &sheet().answers("must 1; a0 5; a1 3; a2 3"), ScoringMode::Assessment);
    let moves = next_moves(&pack, &assessment, &settings, &results);
    assert_eq!(moves[0].raises, [Raise { question: 0, from: 1, to: 3, grade: Grade::E1, effort: 2 }]);
}

// ---- Random small packs ---------------------------------------------------------------------------

/// A pack and what is said, at random: merged, doubled, mandatory and whole questions, processes that
/// need each other, four options, grades that allow one option after the other.
#[derive(Clone, Debug)]
struct World {
    pack: Json,
    said: Sheet,
    mode: ScoringMode,
}

const QUESTIONS: [(&str, &str, &[&str], bool); 9] = [
    ("pa", "p", &["a"], false),
    ("pa2", "p", &["a"], false),
    ("pa3", "p", &["a"], true),
    ("pb", "p", &["b"], true),
    ("pc", "p", &["c"], false),
    ("qab", "q", &["a", "b"], false),
    ("qd", "q", &["d"], false),
    ("rw", "r", &[], false),
    ("x", "", &[], false),
];
const OPTIONS: usize = 4;
const CAPS: [f64; 4] = [0.3, 0.6, 0.6, 1.0];
const WORTH: [f64; OPTIONS] = [0.0, 0.3, 0.6, 1.0];

fn world() -> impl Strategy<Value = World> {
    let weight = prop_oneof![2 => (0..4_u32).prop_map(f64::from), 1 => 0.0..3.0];
    let question = (prop::collection::vec(weight, 4), 1..4_u32);
    let level = prop_oneof![5 => (0..OPTIONS).prop_map(|n| n.to_string()), 1 => Just("?".to_owned()), 1 => Just("x".to_owned())];
    let grade = prop::option::of(prop::sample::select(Grade::ALL));
    let row = (prop::collection::vec((level, grade), 0..3), prop::option::weighted(0.1, 0..OPTIONS));
    let needs = prop::collection::vec(prop::bool::weighted(0.4), 6);
    let targets = prop::collection::vec(prop::option::of(0..5_u32), 3);
    let pack = (prop::collection::vec(question, QUESTIONS.len()), needs, prop::collection::vec(1..4_u32, 3));
    let said = (prop::collection::vec(row, QUESTIONS.len()), targets, prop::bool::weighted(0.5), any::<bool>());
    (pack, said).prop_map(|((questions, needs, importance), (rows, targets, figures, audit))| {
        let pack = random_pack(&questions, &needs, &importance);
        let mut said = sheet();
        for ((id, ..), (answers, agreed)) in QUESTIONS.iter().zip(rows) {
            let word = |(level, grade): &(String, Option<Grade>)| {
                grade.map_or(level.clone(), |grade| format!("{level}/{}", grade.word()))
            };
            let words: Vec<String> = answers.iter().map(word).chain(agreed.map(|level| format!("={level}"))).collect();
            said = said.answers(&format!("{id} {}", words.join(" ")));
        }
        for (id, level) in ["p", "q", "r"].iter().zip(targets) {
            if let Some(level) = level {
                said = said.and(target(id, f64::from(level)));
            }
        }
        if figures {
            said = said.figures(
                "changes-total 2026=10; changes-failed 2026=1; feedback-received 2026=9; feedback-answered 2026=4",
            );
        }
        World { pack, said, mode: if audit { ScoringMode::Audit } else { ScoringMode::Assessment } }
    })
}

fn random_pack(questions: &[(Vec<f64>, u32)], needs: &[bool], importance: &[u32]) -> Json {
    let mut pack: Json = serde_json::from_str(support::STRUCTURE).unwrap();
    pack["scale"] = (0..OPTIONS).map(|n| json!({"id": n.to_string(), "worth": WORTH[n]})).collect();
    pack["caps"] = json!(CAPS);
    pack["ladder"] = json!([{"attributes": ["a", "b"]}, {"attributes": ["c"]}, {"attributes": ["d"]}]);
    let ids = ["p", "q", "r"];
    let mut pairs = needs.iter();
    let processes = ids.iter().zip(importance).map(|(id, importance)| {
        let others: Vec<&str> =
            ids.iter().filter(|other| *other != id).filter(|_| *pairs.next().unwrap()).copied().collect();
        json!({"id": id, "needs": others, "importance": importance})
    });
    let processes = processes.collect();
    let questions = QUESTIONS.iter().zip(questions).map(|((id, process, attributes, mandatory), (weights, effort))| {
        let indicators: serde_json::Map<String, Json> =
            Indicator::ALL.iter().zip(weights).map(|(own, weight)| (own.word().to_owned(), json!(weight))).collect();
        let mut question = json!({"id": id, "effort": effort, "indicators": indicators});
        match (*process, attributes.is_empty()) {
            ("", _) => question["group"] = json!("g"),
            (process, true) => (question["process"], question["whole"]) = (json!(process), json!(true)),
            (process, false) => {
                (question["process"], question["attributes"]) = (json!(process), json!(attributes));
                question["mandatory"] = json!(mandatory);
            }
        }
        question
    });
    let questions = questions.collect();
    support::ask(&mut pack, processes, questions);
    pack
}

impl World {
    fn pack(&self) -> Pack {
        Pack::read(&self.pack.to_string()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// With everyone lifted to these options, and the weakest evidence that allows them where it is
    /// more than there is: the rule once more, on what was said.
    fn raised(&self, before: &Results, raises: &[(usize, usize)]) -> Sheet {
        let mut said = self.said.clone();
        for &(question, to) in raises {
            let (id, state) = (QUESTIONS[question].0, &before.questions[question]);
            let round = round().to_string();
            if state.agreed {
                let agreed = state.counted[0].0.max(to).to_string();
                said = said.say("agreed", &[&round, id], Scalar::Text(agreed.into()));
            }
            for (who, level) in &state.levels {
                let text = format!("level:{}", level.max(&to));
                said = said.say("answer", &[&round, id, &who.to_string()], Scalar::Text(text.into()));
            }
            let needed = Grade::ALL.iter().find(|grade| CAPS[**grade as usize] >= WORTH[to]).unwrap();
            let grade = Scalar::Text(needed.max(&state.grade).word().into());
            said = said.say("evidence", &[&round, id, &respondent(9).to_string()], grade);
        }
        said
    }
}

fn rounded(x: f64) -> f64 {
    (x * 1e9).round() / 1e9
}

fn rules(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn equal(is: f64, scored: f64) -> Result<(), TestCaseError> {
    prop_assert!((is - scored).abs() < 1e-12, "{is} is not {scored}, which is what scoring says");
    Ok(())
}

fn score_of(results: &Results, indicator: usize, view: View) -> Option<f64> {
    results.indicators[indicator].view(view).score
}

#[test]
fn sensitivity_is_what_scoring_again_gives() {
    proptest!(rules(300), |(world in world())| {
        let pack = world.pack();
        let (_, _, results) = scored(&pack, &world.said, world.mode);
        let all = sensitivity(&pack, &results);
        for own in &all {
            let after = scored(&pack, &world.raised(&results, &[(own.raise.question, own.raise.to)]), world.mode).2;
            for (view, gains) in VIEWS.into_iter().zip([own.claimed, own.evidenced]) {
                for (indicator, gain) in gains.into_iter().enumerate() {
                    let (old, new) = (score_of(&results, indicator, view), score_of(&after, indicator, view));
                    equal(gain, new.zip(old).map_or(0.0, |(new, old)| new - old))?;
                    prop_assert!(gain > -1e-12, "raising never lowers");
                }
            }
        }
        // Whoever is left out is at the top or counts nowhere.
        for (question, state) in results.questions.iter().enumerate() {
            let told = all.iter().any(|own| own.raise.question == question);
            let top = state.counted.iter().all(|(_, evidenced)| *evidenced == OPTIONS - 1);
            let counts = results.items.iter().any(|item| item.sources.contains(&question));
            prop_assert_eq!(told, counts && !top && matches!(state.state, State::Answered(_)));
        }
    });
}

#[test]
fn a_move_reaches_the_next_level_and_gains_what_scoring_again_gives() {
    proptest!(rules(500), |(world in world())| {
            let pack = world.pack();
            let (assessment, settings, results) = scored(&pack, &world.said, world.mode);
            let view = settings.view();
            let moves = next_moves(&pack, &assessment, &settings, &results);
            for own in &moves {
                let raises: Vec<(usize, usize)> = own.raises.iter().map(|raise| (raise.question, raise.to)).collect();
                let after = scored(&pack, &world.raised(&results, &raises), world.mode).2;
                for (indicator, gain) in own.gains.into_iter().enumerate() {
                    let (old, new) = (score_of(&results, indicator, view), score_of(&after, indicator, view));
                    equal(gain, new.zip(old).map_or(0.0, |(new, old)| new - old))?;
                }
                // A reader can work the priority out from its parts.
                prop_assert_eq!(own.lift, own.gains.iter().sum::<f64>() / 4.0);
                let effort: usize = own.raises.iter()
                    .map(|raise| (raise.to - raise.from) * pack.structure.questions[raise.question].effort as usize).sum();
                prop_assert_eq!(own.effort as usize, effort);
                prop_assert_eq!(own.priority, own.gap * f64::from(own.importance) * own.lift / f64::from(own.effort));

                let of = |results: &Results| results.processes.iter().find(|other| other.process == own.process).unwrap().view(view).clone();
                let (before, after) = (of(&results), of(&after));
                let level = |level: Level| level.reached().unwrap();
                if before.blockers.iter().all(|blocker| blocker.from.is_some()) {
    // Where a level is not asked about, more cannot be told.
                    let more = matches!(after.level, Level::Reached { or_more: true, .. });
                    prop_assert!(more || level(after.level) > level(before.level), "{before:?} stayed at {after:?}");
                }
                for blocker in before.blockers.iter().filter(|blocker| blocker.from.is_some()) {
                    let Rating::Rated(band) = after.ratings[blocker.attribute] else { panic!("it was rated") };
                    prop_assert!(band >= blocker.to);
                }
            }
            // At each place the most urgent of those that need nothing that is still to come.
            for (place, own) in moves.iter().enumerate() {
                let later = &moves[place + 1..];
                let waits = |one: &fourfold::score::Move, left: &[fourfold::score::Move]| {
                    let needs = &pack.structure.processes[one.process].needs;
                    left.iter().any(|other| needs.contains(&pack.structure.processes[other.process].id))
                };
                let left = &moves[place..];
                if waits(own, left) {
                    prop_assert!(left.iter().all(|one| waits(one, left)), "only a circle lets one pass");
                }
                for other in later.iter().filter(|other| waits(own, left) || !waits(other, left)) {
                    let (first, second) = (rounded(own.priority), rounded(other.priority));
                    prop_assert!(first > second || (first == second && own.process < other.process));
                }
            }
        });
}

#[test]
fn the_next_question_narrows_by_what_it_says_and_none_narrows_more() {
    proptest!(rules(300), |(world in world(), level in 0..OPTIONS)| {
        let pack = world.pack();
        let (_, settings, results) = scored(&pack, &world.said, world.mode);
        let width = |results: &Results, indicator: usize| {
            results.indicators[indicator].claimed.range.map_or(0.0, |(low, high)| high - low)
        };
        // What answering a question takes off each range; where something does not apply it would come back.
        let narrows = |question: usize| -> Option<[f64; 4]> {
            let covers = |item: &&fourfold::score::Item| item.process.zip(item.attribute).map_or(item.asked == question,
                |(process, attribute)| pack.covering(process, attribute).contains(&question));
            if results.items.iter().filter(covers).any(|item| item.state == State::NotApplicable) {
                return None;
            }
            let after = world.said.clone().answers(&format!("{} {level}", QUESTIONS[question].0));
            let after = scored(&pack, &after, world.mode).2;
            Some([0, 1, 2, 3].map(|indicator| width(&results, indicator) - width(&after, indicator)))
        };
        let blank = |question: &usize| {
            let state = &results.questions[*question];
            state.state == State::Open && state.dont_know == 0
        };
        let found = next_question(&pack, &settings, &results);
        let missing = |indicator: usize| results.metrics[indicator].iter().any(|own| matches!(own.reading, fourfold::score::Reading::Missing(_)));
        if let Some(found) = found {
            let own = found.indicator.index();
            if let Blank::Question(question) = found.blank {
                prop_assert!(blank(&question));
                if let Some(taken) = narrows(question) {
                    prop_assert!((taken[own] - found.narrows).abs() < 1e-9, "{found:?} took {taken:?}");
                }
            }
            for question in (0..QUESTIONS.len()).filter(blank) {
                if let Some(taken) = narrows(question) {
                    let first = found.blank == Blank::Question(question) || rounded(taken[own]) < rounded(found.narrows)
                        || matches!(found.blank, Blank::Question(other) if other < question && rounded(taken[own]) == rounded(found.narrows));
                    prop_assert!(first, "{question} takes {taken:?} and {found:?} was offered");
                    // A wider range had nothing to offer.
                    for other in (0..4).filter(|other| rounded(width(&results, *other)) > rounded(width(&results, own))) {
                        prop_assert!(taken[other] < 1e-9 && !missing(other), "{other} is wider");
                    }
                }
            }
        } else {
            prop_assert!((0..4).all(|indicator| !missing(indicator)));
        }
    });
}

/// Effort, number of moves, and the moves as question and option.
type Way = (u32, usize, Vec<(usize, usize)>);

/// Every closed set of moves, scored; the best of them with its results.
fn tried(world: &World, pack: &Pack, before: &Results, goal: &Goal, view: View) -> Option<(Way, Results)> {
    let lowest = |question: usize| {
        let counted = before.questions[question].counted.iter();
        counted.map(|(claimed, evidenced)| if view == View::Claimed { *claimed } else { *evidenced }).min()
    };
    let mut ways: Vec<Vec<(usize, usize)>> = vec![Vec::new()];
    for &question in goal.questions.as_ref().unwrap() {
        let Some(lowest) = lowest(question) else { continue };
        let with = |way: &Vec<(usize, usize)>| -> Vec<Vec<(usize, usize)>> {
            let raised = (lowest + 1..OPTIONS).map(|to| [way.as_slice(), &[(question, to)]].concat());
            std::iter::once(way.clone()).chain(raised).collect()
        };
        ways = ways.iter().flat_map(with).collect();
    }
    let mut best: Option<(Way, Results)> = None;
    for way in ways {
        let moves: Vec<(usize, usize)> = way
            .iter()
            .flat_map(|&(question, to)| (lowest(question).unwrap() + 1..=to).map(move |option| (question, option)))
            .collect();
        let effort = moves.iter().map(|(question, _)| u32::from(pack.structure.questions[*question].effort)).sum();
        let key = (effort, moves.len(), moves);
        if best.as_ref().is_some_and(|best| best.0 <= key) {
            continue;
        }
        let after = scored(pack, &world.raised(before, &way), world.mode).2;
        let reached = (0..4).all(|indicator| match goal.scores[indicator] {
            None => true,
            Some(target) => score_of(&after, indicator, view).is_some_and(|score| rounded(score) >= rounded(target)),
        });
        let supported = way.iter().all(|(question, _)| {
            let Some(own) = pack.structure.questions[*question].process.as_ref().and_then(|id| pack.process(id)) else {
                return true;
            };
            own.needs.iter().all(|need| {
                let place = pack.structure.processes.iter().position(|process| process.id == *need);
                let result = after.processes.iter().find(|result| Some(result.process) == place).unwrap();
                let ratings = result.view(view).ratings.iter().zip(&pack.attributes);
                ratings
                    .filter(|(_, (_, level))| *level == 1)
                    .all(|(rating, _)| !matches!(rating, Rating::Rated(Band::N | Band::P)))
            })
        });
        if reached && supported {
            best = Some((key, after));
        }
    }
    best
}

/// Questions with the options they are to be raised to, some twice.
fn wished() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..QUESTIONS.len(), 0..OPTIONS), 0..14)
}

fn raises_of(pack: &Pack, results: &Results, wished: &[(usize, usize)], view: View) -> Vec<Raise> {
    wished.iter().filter_map(|&(question, to)| Raise::of(pack, results, question, to, view)).collect()
}

#[test]
fn what_would_change_is_what_scoring_again_gives() {
    let told = std::cell::Cell::new(0);
    proptest!(rules(300), |(world in world(), wished in wished())| {
        let pack = world.pack();
        let (_, settings, results) = scored(&pack, &world.said, world.mode);
        for view in VIEWS {
            let raises = raises_of(&pack, &results, &wished, view);
            // The highest option of each question, found apart from the engine.
            let mut highest = std::collections::BTreeMap::new();
            for raise in &raises {
                let to = highest.entry(raise.question).or_insert(raise.to);
                *to = raise.to.max(*to);
            }
            let done: Vec<(usize, usize)> = highest.into_iter().collect();
            let after = scored(&pack, &world.raised(&results, &done), settings.mode).2;
            for (indicator, then) in what_if(&pack, &results, &raises, view).into_iter().enumerate() {
                let expected = score_of(&after, indicator, view);
                prop_assert_eq!(then.is_some(), expected.is_some());
                equal(then.unwrap_or(0.0), expected.unwrap_or(0.0))?;
                told.set(told.get() + u32::from(then > score_of(&results, indicator, view)));
            }
        }
    });
    assert!(told.get() > 300, "{} scores that move say little", told.get());
}

/// Answers and evidence as they are once this is done to them, said apart from the engine.
fn done_to(assessment: &Assessment, pack: &Pack, round: RoundId, raises: &[Raise]) -> Assessment {
    let mut after = assessment.clone();
    let place = |id: &OptionId| pack.structure.scale.iter().position(|own| own.id == *id).unwrap();
    for raise in raises {
        let id = &pack.structure.questions[raise.question].id;
        let option = &pack.structure.scale[raise.to].id;
        let mut said = assessment.said[&round][id].clone();
        let higher = |own: &OptionId| if place(own) < raise.to { option.clone() } else { own.clone() };
        said.agreed = said.agreed.as_ref().map(higher);
        let answers = said.answers.iter().map(|(who, answer)| match answer {
            Answer::Level(own) => (*who, Answer::Level(higher(own))),
            other => (*who, other.clone()),
        });
        said.answers = answers.collect();
        let worth = pack.structure.scale[raise.to].worth;
        let needed = Grade::ALL.iter().copied().find(|grade| pack.structure.caps[*grade as usize] >= worth).unwrap();
        let who = *assessment.respondents.keys().next().unwrap();
        let grade = said.grade().max(needed);
        said.evidence.insert(who, grade);
        let mut all = after.said[&round].clone();
        all.insert(id.clone(), said);
        after.said.insert(round, all);
    }
    after
}

#[test]
fn what_would_change_in_a_sample_is_what_scoring_it_again_gives() {
    let pack = Pack::read(support::STRUCTURE).unwrap();
    let mut moved = 0;
    for sample in ["harbour-it", "northlight-council", "kestrel-managed-services"] {
        let path = format!("{}/public/samples/{sample}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let own = fourfold::exchange::file::read(&text).unwrap().facts.assessment();
        let round = own.latest_round().unwrap();
        for mode in [ScoringMode::Assessment, ScoringMode::Audit] {
            let settings = Settings { mode, ..Settings::of(&own, &pack, round) };
            let (results, view) = (score(&pack, &own, &settings), settings.view());
            // Every third question by one option and every fifth to the top, and what each next level asks.
            let by_hand = (0..pack.structure.questions.len()).filter_map(|question| match question {
                n if n % 5 == 0 => Raise::of(&pack, &results, question, pack.structure.scale.len() - 1, view),
                n if n % 3 == 0 => {
                    (0..pack.structure.scale.len()).find_map(|to| Raise::of(&pack, &results, question, to, view))
                }
                _ => None,
            });
            let moves = next_moves(&pack, &own, &settings, &results);
            for raises in [by_hand.collect(), moves.into_iter().flat_map(|own| own.raises).collect::<Vec<_>>()] {
                let after = score(&pack, &done_to(&own, &pack, round, &raises), &settings);
                for (indicator, then) in what_if(&pack, &results, &raises, view).into_iter().enumerate() {
                    let expected = score_of(&after, indicator, view);
                    assert_eq!(then.is_some(), expected.is_some(), "{sample}");
                    near(sample, then.unwrap_or(0.0), expected.unwrap_or(0.0));
                    moved += u32::from(then > score_of(&results, indicator, view));
                }
            }
        }
    }
    assert!(moved > 20, "{moved} scores that move say little");
}

#[test]
fn what_would_change_does_not_ask_in_which_order_it_was_raised_nor_how_often() {
    proptest!(rules(150), |(world in world(), wished in wished(), turn in 0..14usize)| {
        let pack = world.pack();
        let (_, settings, results) = scored(&pack, &world.said, world.mode);
        let view = settings.view();
        let raises = raises_of(&pack, &results, &wished, view);
        let mut turned: Vec<Raise> = raises.iter().rev().chain(&raises).copied().collect();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        prop_assert_eq!(one_each(&raises), one_each(&turned));
        let bits = |raises: &[Raise]| what_if(&pack, &results, raises, view).map(|own| own.map(f64::to_bits));
        prop_assert_eq!(bits(&raises), bits(&turned));
    });
}

#[test]
fn a_question_named_twice_counts_once_with_its_highest_option() {
    let questions = json!([{"id": "x", "group": "g", "indicators": {"growth": 1}, "effort": 2}]);
    let pack = pack_with(|pack| {
        support::ask(pack, json!([]), questions);
        for own in pack["indicators"].as_array_mut().unwrap() {
            own["metrics"] = json!([]);
        }
    });
    let (_, _, results) = scored(&pack, &sheet().answers("x 1"), ScoringMode::Assessment);
    let to = |option| Raise::of(&pack, &results, 0, option, View::Claimed);
    let (three, four) = (to(3).unwrap(), to(4).unwrap());
    assert_eq!((four.from, four.to, four.effort), (1, 4, 6), "three options up, two steps each");
    assert_eq!((to(1), to(0), to(99)), (None, None, None), "nobody is below, or there is none");
    assert_eq!(one_each(&[three, four, three]), [four]);
    // One question without figures is the whole of growth: the score is the worth of its option.
    let worth = pack.structure.scale[4].worth * 100.0;
    let [growth, budget, ..] = what_if(&pack, &results, &[four, three], View::Claimed);
    near("growth", growth.unwrap(), worth);
    assert_eq!(budget, None, "nothing is asked for it");
    near("as it is", what_if(&pack, &results, &[], View::Claimed)[0].unwrap(), pack.structure.scale[1].worth * 100.0);
}

#[test]
fn the_cheapest_path_is_what_trying_every_closed_set_of_moves_finds() {
    let subset = prop::sample::subsequence((0..QUESTIONS.len()).collect::<Vec<_>>(), 1..6);
    let goal = prop::collection::vec(prop::option::weighted(0.4, 0.0..1.1_f64), 4);
    let told = [(); 3].map(|()| std::cell::Cell::new(0));
    let tell = |kind: usize, yes: bool| told[kind].set(told[kind].get() + u32::from(yes));
    proptest!(rules(150), |(world in world(), questions in subset, shares in goal)| {
        let pack = world.pack();
        let (_, settings, results) = scored(&pack, &world.said, world.mode);
        let view = settings.view();
        // Somewhere between where it is and the top of what practice can bring.
        let mut goal = Goal { questions: Some(questions), ..Goal::default() };
        for (indicator, share) in shares.into_iter().enumerate() {
            let Some(score) = score_of(&results, indicator, view) else { continue };
            let top = score + 0.4 * (100.0 - score);
            goal.scores[indicator] = share.map(|share| rounded((score + share * (top - score)) * 0.2) / 0.2);
        }
        let found = cheapest_path(&pack, &settings, &results, &goal);
        match (tried(&world, &pack, &results, &goal, view), found) {
            (None, Cheapest::OutOfReach) => tell(0, true),
            (Some(((effort, number, moves), after)), Cheapest::Path(path)) => {
                prop_assert_eq!((path.effort, path.moves), (effort, number));
                let steps: Vec<(usize, usize)> = path.raises.iter()
                    .flat_map(|raise| (raise.from + 1..=raise.to).map(|option| (raise.question, option))).collect();
                prop_assert_eq!(steps, moves);
                for (indicator, score) in path.scores.into_iter().enumerate() {
                    prop_assert_eq!(score.is_some(), score_of(&after, indicator, view).is_some());
                    equal(score.unwrap_or(0.0), score_of(&after, indicator, view).unwrap_or(0.0))?;
                }
                tell(1, path.moves == 0);
                tell(2, path.moves > 1);
            }
            (expected, found) => prop_assert!(false, "{found:?}, expected {:?}", expected.map(|best| best.0)),
        }
    });
    // The generator makes all three kinds, or the test says little.
    assert!(told[0].get() > 5 && told[1].get() > 5 && told[2].get() > 5, "{told:?}");
}

#[test]
fn a_search_in_steps_comes_to_the_same_and_its_progress_never_falls() {
    proptest!(rules(60), |(world in world(), share in 0.1..0.9_f64)| {
        let pack = world.pack();
        let (_, settings, results) = scored(&pack, &world.said, world.mode);
        let targets = [0, 1, 2, 3].map(|indicator| score_of(&results, indicator, settings.view()).map(|score| score + share * (100.0 - score) * 0.4));
        let goal = Goal { scores: targets, questions: None };
        let mut search = PathSearch::new(&pack, &settings, &results, &goal);
        let mut before = 0.0;
        let found = loop {
            if let Some(found) = search.step(1) {
                break found;
            }
            prop_assert!(before <= search.progress() && search.progress() <= 1.0);
            before = search.progress();
        };
        prop_assert_eq!(search.progress(), 1.0);
        prop_assert_eq!(found, cheapest_path(&pack, &settings, &results, &goal));
    });
}

// ---- Rank stability -------------------------------------------------------------------------------

/// Processes that are asked as a whole, each with its weight and its level.
fn wholes(rows: &[(f64, usize)]) -> (Json, Sheet) {
    let id = |place: usize| format!("p{place}");
    let processes: Vec<Json> = (0..rows.len()).map(|place| json!({"id": id(place)})).collect();
    let question = |(place, (weight, _)): (usize, &(f64, usize))| json!({"id": id(place), "process": id(place), "whole": true, "indicators": {"risk": weight, "growth": 1}});
    let mut pack: Json = serde_json::from_str(support::STRUCTURE).unwrap();
    support::ask(&mut pack, json!(processes), rows.iter().enumerate().map(question).collect());
    let answers: Vec<String> =
        rows.iter().enumerate().map(|(place, (_, level))| format!("{} {level}", id(place))).collect();
    (pack, sheet().answers(&answers.join("; ")))
}

#[test]
fn the_first_three_are_stable_when_there_are_no_more_or_they_are_far_ahead() {
    let check = |rows: &[(f64, usize)], first: &[usize], same: fn(usize) -> bool| {
        let (pack, said) = wholes(rows);
        let pack = Pack::read(&pack.to_string()).unwrap();
        let (assessment, settings, results) = scored(&pack, &said, ScoringMode::Assessment);
        let found = rank_stability(&pack, &assessment, &settings, &results, 7);
        assert_eq!((found.first.as_slice(), found.draws), (first, 1000));
        assert!(same(found.same), "{rows:?}: {}", found.same);
        assert_eq!(found, rank_stability(&pack, &assessment, &settings, &results, 7), "the same seed draws the same");
    };
    check(&[], &[], |same| same == 1000);
    check(&[(1.0, 1), (2.0, 1), (3.0, 1)], &[0, 1, 2], |same| same == 1000);
    check(&[(9.0, 1), (1.0, 1), (9.0, 1), (9.0, 1)], &[0, 2, 3], |same| same == 1000);
    // Of four equals each is the last one as often: about one draw in four.
    check(&[(1.0, 1), (1.0, 1), (1.0, 1), (1.0, 1)], &[0, 1, 2], |same| (190..310).contains(&same));
}

#[test]
fn stability_is_what_ranking_with_changed_packs_gives() {
    let rows = [(1.0, 1), (1.2, 1), (2.0, 2), (1.1, 1), (0.0, 1)];
    let (json, said) = wholes(&rows);
    let pack = Pack::read(&json.to_string()).unwrap();
    let (assessment, settings, results) = scored(&pack, &said, ScoringMode::Assessment);
    let first = |pack: &Pack| {
        let (assessment, settings, results) = scored(pack, &said, ScoringMode::Assessment);
        let moves = next_moves(pack, &assessment, &settings, &results);
        let mut first: Vec<usize> = moves.iter().take(3).map(|own| own.process).collect();
        first.sort_unstable();
        first
    };
    let mut key = [0; 32];
    key[0] = 42;
    let mut random = ChaCha8Rng::from_seed(key);
    let mut same = 0;
    for _ in 0..1000 {
        let mut drawn = json.clone();
        for question in drawn["questions"].as_array_mut().unwrap() {
            for indicator in Indicator::ALL {
                let u = ((random.next_u64() >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
                if let Some(weight) = question["indicators"].get_mut(indicator.word()) {
                    *weight = json!(weight.as_f64().unwrap() * (0.8 + 0.4 * u));
                }
            }
        }
        same += usize::from(first(&Pack::read(&drawn.to_string()).unwrap()) == first(&pack));
    }
    let found = rank_stability(&pack, &assessment, &settings, &results, 42);
    assert_eq!((found.first, found.same), (first(&pack), same));
    assert!((50..950).contains(&same), "{same} says little");
}

#[test]
fn nothing_that_can_be_said_stops_it_and_every_number_is_finite() {
    proptest!(rules(200), |(world in world(), odd in prop::sample::select(vec![0.0, -1.0, 1e300, f64::MIN, f64::MAX, 5e-324]))| {
        let pack = world.pack();
        let said = world.said.clone().and(target("p", odd)).and(target("q", -odd));
        let (assessment, settings, results) = scored(&pack, &said, world.mode);
        let goal = Goal { scores: [Some(odd), None, Some(50.0), None], questions: Some(vec![0, 3, 99, usize::MAX]) };
        let all = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            next_question(&pack, &settings, &results),
            sensitivity(&pack, &results),
            problem_areas(&pack, &assessment, &settings, &results),
            next_moves(&pack, &assessment, &settings, &results),
            cheapest_path(&pack, &settings, &results, &goal),
        );
        prop_assert!(!all.contains("NaN") && !all.contains("inf"), "{all}");
    });
}
