//! Agreement among respondents: the published cases, alpha held against a second implementation that
//! compares every pair of answers, and what may be shown of anonymous replies.

use crate::support::{Sheet, four_groups, near, pack_of, question_index, respondent, sheet};
use fourfold::model::pack::{Band, Pack};
use fourfold::model::{Role, Scalar};
use fourfold::score::statistics::{average_deviation, mean, r_wg, sample_variance};
use fourfold::score::{
    Agreement, Alpha, Consensus, Difference, Problem, QuestionAgreement, Reliability, Shown, Spread, Visible,
    agreement, comparable, krippendorff, visible,
};
use proptest::prelude::*;
use serde_json::json;

const EACH: [Difference; 3] = [Difference::Nominal, Difference::Ordinal, Difference::Interval];

// ---- Published cases ------------------------------------------------------------------------------

/// Coders in rows, units in columns, a dot for a missing value; turned into units.
fn units(rows: &[&str]) -> Vec<Vec<usize>> {
    let rows: Vec<Vec<Option<usize>>> =
        rows.iter().map(|row| row.split(' ').map(|cell| cell.parse().ok()).collect()).collect();
    (0..rows[0].len()).map(|unit| rows.iter().filter_map(|row| row[unit]).collect()).collect()
}

#[track_caller]
fn check_alpha(rows: &[&str], difference: Difference, published: f64, decimals: i32) {
    let found = krippendorff(&units(rows), difference).value().unwrap();
    let rounding = 0.5 * 10.0_f64.powi(-decimals);
    assert!((found - published).abs() <= rounding, "{difference:?}: {found}, published {published}");
}

/// Data "C" of Krippendorff 2011: four coders, twelve units.
const DATA_C: [&str; 4] =
    ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."];

#[test]
fn alpha_is_that_of_the_published_data() {
    check_alpha(&DATA_C, Difference::Nominal, 0.743_421_1, 7);
    check_alpha(&DATA_C, Difference::Ordinal, 0.815, 3);
    check_alpha(&DATA_C, Difference::Interval, 0.849, 3);
    // Three coders and fifteen units, the example of Wikipedia.
    let wide = [". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4"];
    check_alpha(&wide, Difference::Nominal, 0.691, 3);
    check_alpha(&wide, Difference::Interval, 0.811, 3);
}

#[test]
fn alpha_is_perfect_at_chance_and_below() {
    // Two units and two people: 0 0 and 1 1 agree on all; 0 1 and 0 1 never do. Observed disagreement is
    // 2 pairs of 4 values, expected 4 pairs ÷ 3: 1 − 2 ÷ (4 ÷ 3) = −.5.
    for difference in EACH {
        assert_eq!(krippendorff(&[vec![0, 0], vec![1, 1]], difference), Alpha::Value(1.0));
        near("never", krippendorff(&[vec![0, 1], vec![0, 1]], difference).value().unwrap(), -0.5);
    }
}

#[test]
fn alpha_without_variation_or_without_pairs_says_so() {
    for difference in EACH {
        let check = |units: &[Vec<usize>], expected: Alpha| assert_eq!(krippendorff(units, difference), expected);
        check(&[vec![3, 3], vec![3, 3, 3]], Alpha::Unanimous);
        check(&[vec![3, 3], vec![1]], Alpha::Unanimous);
        check(&[vec![3], vec![1], vec![]], Alpha::FewerThanTwoAnswers);
        check(&[], Alpha::FewerThanTwoAnswers);
        assert!(krippendorff(&[vec![0, usize::MAX], vec![1, 0]], difference).value().unwrap().is_finite());
    }
}

/// Alpha by its definition: the mean difference of values of one unit, each unit by its number of
/// values, over the mean difference of any two pairable values. Every pair is looked at.
fn by_definition(units: &[Vec<usize>], difference: Difference) -> Alpha {
    let pairable: Vec<&Vec<usize>> = units.iter().filter(|unit| unit.len() >= 2).collect();
    let all: Vec<usize> = pairable.iter().flat_map(|unit| unit.iter().copied()).collect();
    let squared = |c: usize, k: usize| {
        let (low, high) = (c.min(k), c.max(k));
        let times = |value: usize| all.iter().filter(|own| **own == value).count() as f64;
        match difference {
            Difference::Nominal => f64::from(c != k),
            Difference::Interval => (high - low).pow(2) as f64,
            Difference::Ordinal => {
                let between: f64 = (low..=high).map(times).sum();
                (between - (times(low) + times(high)) / 2.0).powi(2)
            }
        }
    };
    let pairs = |values: &[usize]| -> f64 {
        let places = 0..values.len();
        let others = |one: usize| places.clone().filter(move |other| *other != one).map(move |other| (one, other));
        places.clone().flat_map(others).map(|(one, other)| squared(values[one], values[other])).sum()
    };
    let n = all.len() as f64;
    if all.is_empty() {
        return Alpha::FewerThanTwoAnswers;
    }
    if all.iter().all(|value| *value == all[0]) {
        return Alpha::Unanimous;
    }
    let observed: f64 = pairable.iter().map(|unit| pairs(unit) / (unit.len() as f64 - 1.0)).sum::<f64>() / n;
    Alpha::Value(1.0 - observed / (pairs(&all) / (n * (n - 1.0))))
}

#[test]
fn alpha_is_what_a_look_at_every_pair_gives() {
    let unit = prop::collection::vec(0..6usize, 0..6);
    let cases = ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() };
    proptest!(cases, |(units in prop::collection::vec(unit, 0..10))| {
        for difference in EACH {
            match (krippendorff(&units, difference), by_definition(&units, difference)) {
                (Alpha::Value(found), Alpha::Value(expected)) => prop_assert!((found - expected).abs() < 1e-9),
                (found, expected) => prop_assert_eq!(found, expected),
            }
        }
    });
}

#[test]
fn spread_is_that_of_the_published_cases() {
    let check = |levels: &[usize], options: usize, expected: [f64; 5]| {
        let own = Spread::of(levels.to_vec(), options);
        let found = [own.mean, own.variance, own.r_wg, own.interquartile_range, own.average_deviation];
        for (found, expected) in found.into_iter().zip(expected) {
            near(&format!("{levels:?}"), found.unwrap(), expected);
        }
    };
    // Squares 0 0 1 0 1 of the distances from 4, divided by 4; a uniform five-point scale has 2.
    check(&[4, 4, 5, 4, 3], 5, [4.0, 0.5, 0.75, 0.0, 0.4]);
    // Three distances of .4 and two of .6; six options have 35/12.
    check(&[2, 2, 3, 3, 2], 6, [2.4, 0.3, 1.0 - 0.3 * 12.0 / 35.0, 1.0, 0.48]);
    // Distances 3 2 1 2 2 from 3: squares 22, divided by 4 more than 35/12.
    check(&[0, 1, 4, 5, 5], 6, [3.0, 5.5, 0.0, 4.0, 2.0]);
    let median = |levels: &[usize]| Spread::of(levels.to_vec(), 6).median;
    assert_eq!([median(&[5, 1, 4]), median(&[5, 1, 4, 2]), median(&[])], [Some(4), Some(2), None]);
    assert_eq!(Spread::of(vec![5, 1, 4], 6).levels, [1, 4, 5]);
    let alone = Spread::of(vec![3], 6);
    assert_eq!((alone.median, alone.mean), (Some(3), Some(3.0)));
    let measures = [alone.variance, alone.r_wg, alone.interquartile_range, alone.average_deviation];
    assert_eq!(measures, [None; 4], "one person cannot disagree");
}

#[test]
fn numbers_that_make_no_sense_have_no_spread() {
    for values in [&[f64::NAN, 1.0][..], &[f64::INFINITY, 1.0], &[f64::MAX, f64::MAX]] {
        assert_eq!((mean(values), sample_variance(values), average_deviation(values)), (None, None, None));
    }
    assert_eq!(sample_variance(&[f64::MAX, f64::MIN]), None);
    assert_eq!(r_wg(&[0.0, 0.0], 1), None, "with one option there is nothing to agree on");
    assert_eq!(mean(&[]), None);
}

#[test]
fn words_begin_at_their_published_limits() {
    let consensus = |limit: f64, at: Consensus, below: Consensus| {
        assert_eq!([Consensus::of(limit), Consensus::of(limit - 1e-8)], [at, below]);
        assert_eq!(Consensus::of(limit - 1e-12), at, "compared after rounding");
    };
    consensus(0.7, Consensus::Acceptable, Consensus::Reasonable);
    consensus(0.6, Consensus::Reasonable, Consensus::Unacceptable);
    let reliability = |limit: f64, at: Reliability, below: Reliability| {
        assert_eq!([Reliability::of(limit), Reliability::of(limit - 1e-8)], [at, below]);
    };
    reliability(0.8, Reliability::Firm, Reliability::Tentative);
    reliability(0.667, Reliability::Tentative, Reliability::Unreliable);
}

// ---- What may be shown ----------------------------------------------------------------------------

/// `staff 6, leader 2, none 1`.
fn counts(text: &str) -> Vec<(Option<Role>, usize)> {
    let one = |part: &str| {
        let (role, count) = part.split_once(' ').unwrap();
        (Role::from_word(role), count.parse().unwrap())
    };
    text.split(", ").filter(|part| !part.is_empty()).map(one).collect()
}

/// Groups as `staff | leader+customer`.
fn in_words(visible: Visible) -> String {
    let role = |role: &Option<Role>| role.map_or("none", Role::word);
    match visible {
        Visible::Nothing => "nothing".to_owned(),
        Visible::MedianAndRange => "median and range".to_owned(),
        Visible::Groups(groups) => {
            let group = |roles: &Vec<Option<Role>>| roles.iter().map(role).collect::<Vec<_>>().join("+");
            groups.iter().map(group).collect::<Vec<_>>().join(" | ")
        }
    }
}

#[test]
fn anonymous_roles_below_five_are_pooled() {
    let check = |answered: &str, expected: &str| assert_eq!(in_words(visible(true, &counts(answered))), expected);
    check("", "nothing");
    check("staff 0, leader 0", "nothing");
    check("staff 4", "median and range");
    check("staff 1, leader 1, customer 1, user 1", "median and range");
    check("staff 5", "staff");
    check("staff 5, leader 5", "staff | leader");
    check("staff 4, leader 1", "staff+leader");
    check("staff 7, leader 2, user 3", "staff | leader+user");
    // The pool is below five: the smallest role that is shown joins it.
    check("staff 7, leader 2", "leader+staff");
    check("staff 7, leader 2, customer 5, user 1", "staff | leader+user+customer");
    check("staff 5, leader 4, customer 5", "customer | leader+staff");
    // People without a role are a group like any other.
    check("staff 6, none 5", "staff | none");
    check("staff 6, leader 3, none 2", "staff | leader+none");
}

#[test]
fn named_replies_are_shown_by_role() {
    let check = |answered: &str, expected: &str| assert_eq!(in_words(visible(false, &counts(answered))), expected);
    check("", "nothing");
    check("leader 1", "leader");
    check("staff 2, leader 0, user 1, none 1", "staff | user | none");
}

#[test]
fn an_anonymous_group_is_never_below_five_and_nobody_is_in_two() {
    let roles = || Role::ALL.iter().copied().map(Some).chain([None]);
    proptest!(ProptestConfig { failure_persistence: None, ..Default::default() },
    |(sizes in prop::array::uniform5(0..12usize))| {
        let answered: Vec<_> = roles().zip(sizes).collect();
        let total: usize = sizes.iter().sum();
        match visible(true, &answered) {
            Visible::Nothing => prop_assert_eq!(total, 0),
            Visible::MedianAndRange => prop_assert!((1..5).contains(&total)),
            Visible::Groups(groups) => {
                let size = |group: &Vec<Option<Role>>| -> usize {
                    answered.iter().filter(|(role, _)| group.contains(role)).map(|(_, count)| count).sum()
                };
                prop_assert!(groups.iter().all(|group| size(group) >= 5));
                prop_assert_eq!(groups.iter().map(size).sum::<usize>(), total);
            }
        }
    });
}

#[test]
fn anonymous_sides_are_compared_from_five_on_both() {
    let check = |anonymous, one, other, expected| assert_eq!(comparable(anonymous, one, other), expected);
    check(true, 5, 5, true);
    check(true, 4, 50, false);
    check(true, 50, 4, false);
    check(false, 1, 1, true);
    check(false, 0, 3, false);
}

// ---- Whole assessments ----------------------------------------------------------------------------

/// Gives respondents 1, 2, … their roles: `staff staff leader - user`.
fn roles(mut inputs: Sheet, text: &str) -> Sheet {
    for (number, role) in (1..).zip(text.split(' ')) {
        if role != "-" {
            inputs = inputs.say("respondent", &[&respondent(number).to_string(), "role"], Scalar::Text(role.into()));
        }
    }
    inputs
}

fn of(pack: &Pack, inputs: &Sheet) -> Agreement {
    agreement(pack, &inputs.assessment(), &inputs.results(pack))
}

fn question<'a>(pack: &Pack, agreement: &'a Agreement, id: &str) -> &'a QuestionAgreement {
    &agreement.questions[question_index(pack, id)]
}

fn groups(shown: &Shown) -> Vec<(Vec<Option<Role>>, Vec<usize>)> {
    match shown {
        Shown::Groups(groups) => groups.iter().map(|own| (own.roles.clone(), own.spread.levels.clone())).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_named_assessment_shows_every_level_by_role() {
    let pack = four_groups([2, 0, 0, 0]);
    let inputs = sheet().answers("g1 4 2 5 1 3 ? x; g2 3 . ? ");
    let inputs = roles(inputs, "staff staff leader user - staff staff");
    let own = of(&pack, &inputs);
    let g1 = question(&pack, &own, "g1");
    assert_eq!(g1.all.levels, [1, 2, 3, 4, 5]);
    // s² 10/4 of 35/12: 1 − 6/7.
    near("r_wg", g1.all.r_wg.unwrap(), 1.0 / 7.0);
    let expected = [
        (vec![Some(Role::Staff)], vec![2, 4]),
        (vec![Some(Role::Leader)], vec![5]),
        (vec![Some(Role::User)], vec![1]),
        (vec![None], vec![3]),
    ];
    assert_eq!(groups(&g1.shown), expected);
    near("don't know", g1.dont_know.unwrap(), 1.0 / 6.0);
    // Staff and leader 4, 2, 5; the user 1; who has no role is on neither side.
    near("gap", g1.perception_gap.unwrap(), 11.0 / 3.0 - 1.0);
    let g2 = question(&pack, &own, "g2");
    assert_eq!((g2.dont_know, g2.perception_gap, g2.all.r_wg), (Some(0.5), None, None));
}

#[test]
fn what_few_anonymous_people_said_does_not_stand_in_a_problem() {
    let pack = pack_of(
        json!([{"id": "p"}, {"id": "q"}]),
        json!([{"id": "p", "process": "p", "whole": true}, {"id": "q", "process": "q", "whole": true}]),
    );
    let check = |problem: Problem, answers: &str, anonymous: bool, expected: bool| {
        let said = sheet().answers(answers).profile(&format!("anonymous={anonymous}"));
        let (own, results) = (said.assessment(), said.results(&pack));
        assert_eq!(problem.may_be_told(0, &pack, &own, &results), expected, "{problem:?} {answers} {anonymous}");
    };
    let apart = Problem::Disagreement { r_wg: 0.0, spread: 3.0, questions: 1 };
    let unmet = Problem::MandatoryUnmet { question: 0, rated: Band::N };
    for problem in [apart, unmet] {
        check(problem, "p 1 2 3 4", true, false);
        check(problem, "p 1 2 3 4", false, true);
        check(problem, "p 1 2 3 4 5", true, true);
        // What was agreed on is nobody's own, and what few said to another process is not told here.
        check(problem, "p 1 2 =3", true, true);
        check(problem, "p 1 2 3 4 5; q 1 2", true, true);
    }
    check(Problem::DontKnow { dont_know: 2, levels: 2 }, "p ? ? 1 2", true, false);
    check(Problem::DontKnow { dont_know: 2, levels: 2 }, "p ? ? 1 2", false, true);
    check(Problem::DontKnow { dont_know: 2, levels: 3 }, "p ? ? 1 2 3", true, true);
    check(Problem::BelowTarget { level: 1, target: 3.0, importance: 3 }, "p 1", true, true);
}

#[test]
fn a_question_nobody_answered_shows_nothing() {
    let pack = four_groups([1, 0, 0, 0]);
    for anonymous in ["true", "false"] {
        let own = of(&pack, &sheet().profile(&format!("anonymous={anonymous}")));
        let g1 = question(&pack, &own, "g1");
        assert_eq!((&g1.shown, g1.dont_know, g1.perception_gap), (&Shown::Nothing, None, None));
        assert_eq!((g1.all.median, g1.all.mean), (None, None));
        assert_eq!(own.session.alpha, Alpha::FewerThanTwoAnswers);
        assert_eq!((own.session.r_wg, own.session.dont_know, own.session.perception_gap), (None, None, None));
        assert!(own.session.groups.is_empty());
    }
}

#[test]
fn an_anonymous_assessment_shows_no_role_below_five() {
    let pack = four_groups([3, 0, 0, 0]);
    let people = "staff staff staff staff staff staff leader customer customer customer customer user";
    // Of g2 only four people gave a level; the sides of g3 are five and five.
    let answers = "g1 4 4 4 3 3 3 5 1 2 1 2 0; g2 4 3 . . . . 1 5 ? . . .; g3 4 4 4 4 . . 5 1 1 1 1 2";
    let inputs = roles(sheet().answers(answers), people).profile("anonymous=true");
    let own = of(&pack, &inputs);
    let staff = vec![Some(Role::Staff)];
    let pool = vec![Some(Role::Leader), Some(Role::Customer), Some(Role::User)];
    let g1 = question(&pack, &own, "g1");
    assert_eq!(groups(&g1.shown), [(staff.clone(), vec![3, 3, 3, 4, 4, 4]), (pool.clone(), vec![0, 1, 1, 2, 2, 5])]);
    near("gap of g1", g1.perception_gap.unwrap(), 26.0 / 7.0 - 6.0 / 5.0);
    let g2 = question(&pack, &own, "g2");
    assert_eq!(g2.shown, Shown::MedianAndRange { median: 3, low: 1, high: 5 });
    assert_eq!(g2.perception_gap, None, "three people and one are not compared");
    near("don't know of five", g2.dont_know.unwrap(), 0.2);
    let g3 = question(&pack, &own, "g3");
    let all = vec![Some(Role::Staff), Some(Role::Leader), Some(Role::Customer), Some(Role::User)];
    assert_eq!(groups(&g3.shown), [(all, vec![1, 1, 1, 1, 2, 4, 4, 4, 4, 5])]);
    near("gap of g3", g3.perception_gap.unwrap(), 21.0 / 5.0 - 6.0 / 5.0);
    // The session has six of the staff and six others.
    let session: Vec<_> = own.session.groups.iter().map(|group| (group.roles.clone(), group.people)).collect();
    assert_eq!(session, [(staff, 6), (pool, 6)]);
    near("gap of the session", own.session.perception_gap.unwrap(), (26.0 / 7.0 - 6.0 / 5.0 + 3.0) / 2.0);
    // One question with four answers and a don't know is not told apart where nobody else is there.
    let few = roles(sheet().answers("g2 4 3 1 ?"), "staff staff leader user").profile("anonymous=true");
    let few = of(&pack, &few);
    assert_eq!((question(&pack, &few, "g2").dont_know, few.session.dont_know), (None, None));
    assert!(few.session.groups.is_empty());
}

#[test]
fn the_session_takes_the_questions_that_count() {
    // p is in scope, q is not; the merged question is one unit however many attributes it stands for.
    let pack = pack_of(
        json!([{"id": "p", "indicators": {"risk": 1}}, {"id": "q", "indicators": {"risk": 1}}]),
        json!([
            {"id": "pm", "process": "p", "attributes": ["a1", "a2", "a3"]},
            {"id": "p0", "process": "p", "attributes": ["a0"]},
            {"id": "q0", "process": "q", "attributes": ["a0"]},
            {"id": "x", "group": "g", "indicators": {"growth": 1}}
        ]),
    );
    let inputs = sheet().answers("pm 3 4; p0 2 2 ?; q0 0 5; x 4 x").say("scope", &["q"], Scalar::Bool(false));
    let own = of(&pack, &inputs);
    // Units 3 4 and 2 2; x has no pair. The ranks of 2 2, 3 and 4 have the middles 1, 2.5 and 3.5.
    // Observed 1², expected (2·1.5² + 2·2.5² + 1²) ÷ 3 = 18 ÷ 3.
    near("alpha", own.session.alpha.value().unwrap(), 1.0 - 1.0 / 6.0);
    // s² .5 of 35/12, and 0.
    near("r_wg", own.session.r_wg.unwrap(), (1.0 - 6.0 / 35.0 + 1.0) / 2.0);
    near("don't know", own.session.dont_know.unwrap(), 1.0 / 6.0);
    assert!(question(&pack, &own, "q0").all.r_wg.is_some(), "a question by itself has its agreement all the same");
}

#[test]
fn alpha_by_role_is_that_of_its_own_people() {
    let pack = four_groups([2, 0, 0, 0]);
    // Staff agree on 4 and on 1; the leaders do not: their four values give −.5 as above.
    let inputs = roles(sheet().answers("g1 4 4 1 3; g2 1 1 1 3"), "staff staff leader leader");
    let own = of(&pack, &inputs);
    let alphas: Vec<_> = own.session.groups.iter().map(|group| group.alpha).collect();
    assert_eq!(alphas[0], Alpha::Value(1.0));
    near("leaders", alphas[1].value().unwrap(), -0.5);
}

#[test]
fn a_level_that_was_agreed_on_leaves_agreement_with_the_single_answers() {
    let pack = four_groups([2, 0, 0, 0]);
    let said = "g1 4 2; g2 3 3";
    let before = of(&pack, &sheet().answers(said));
    assert_eq!(of(&pack, &sheet().answers(said).answers("g1 =5")), before);
}

#[test]
fn a_random_assessment_shows_of_anonymous_people_what_the_rule_allows() {
    let pack = four_groups([1, 0, 0, 0]);
    let person = (prop::option::of(0..4usize), prop_oneof![Just("."), Just("?"), Just("1"), Just("3"), Just("5")]);
    let cases = ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() };
    proptest!(cases, |(people in prop::collection::vec(person, 1..20), anonymous: bool)| {
        let said: Vec<&str> = people.iter().map(|(_, said)| *said).collect();
        let sides: Vec<&str> = people.iter().map(|(role, _)| role.map_or("-", |role| Role::ALL[role].word())).collect();
        let inputs = roles(sheet().answers(&format!("g1 {}", said.join(" "))), &sides.join(" "));
        let own = of(&pack, &inputs.profile(&format!("anonymous={anonymous}")));
        let g1 = question(&pack, &own, "g1");
        match &g1.shown {
            Shown::Nothing => prop_assert!(g1.all.levels.is_empty()),
            Shown::MedianAndRange { median, low, high } => {
                prop_assert!(anonymous && g1.all.levels.len() < 5 && low <= median && median <= high);
            }
            Shown::Groups(groups) => {
                prop_assert!(!anonymous || groups.iter().all(|group| group.spread.levels.len() >= 5));
                let mut shown: Vec<usize> = groups.iter().flat_map(|group| group.spread.levels.clone()).collect();
                shown.sort_unstable();
                prop_assert_eq!(&shown, &g1.all.levels);
            }
        }
    });
}
