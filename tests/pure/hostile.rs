//! Any input the types allow yields a result or a stated reason: never a panic, and never a number
//! that is none. Whole assessments and every public formula meet the ends of the numbers, nothing at
//! all, and far too much.

use crate::support;
use crate::support::{Sheet, VIEWS, built_in, sheet};
use fourfold::model::pack::{Curve, Indicator, Pack};
use fourfold::model::{
    Assessment, DecisionField, EconomicMode, EffortConvention, FigureKey, LineField, Magnitude, Month, Period,
    ProfileField, ProjectField, RiskField, Scalar, ScoringMode, Stamp, Statement, WriterId,
};
use fourfold::score::shown::{
    Drivers, FlexibleBudget, Movement, annual_loss, compound_growth, decompose, effort, pattern, recommendation,
    return_on_treatment, single_loss,
};
use fourfold::score::simulation::{RiskRange, RiskRanges, Simulation};
use fourfold::score::statistics::{
    average_deviation, brier, interquartile_range, lower_median, mean, quantile, r_wg, sample_variance, wilson,
};
use fourfold::score::{
    Consensus, Difference, Explainer, Goal, Rating, Reliability, Settings, Spread, agreement, capability,
    cheapest_path, comparable, confidence, krippendorff, next_moves, next_question, problem_areas, rank_stability,
    score, sensitivity, shown, standard_level, visible,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

/// Every number in this text, as it is written for debugging, is one.
#[track_caller]
fn finite(text: &str) {
    let none = |word: &&str| *word == "NaN" || *word == "inf";
    let found = text.split(|own: char| !own.is_ascii_alphanumeric()).find(none);
    assert_eq!(found, None, "in {text}");
}

fn rules(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The ends of the numbers, and what is near them and near nothing.
fn hostile() -> impl Strategy<Value = f64> + Clone {
    let ends = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        5e-324,
        -5e-324,
        1e-310,
        f64::EPSILON,
        0.0,
        -0.0,
        1.0,
        -1.0,
        1e9,
        1e15,
        1e18,
        1e154,
        -1e155,
        1e300,
        -1e300,
        0.5,
        100.0,
    ];
    prop_oneof![4 => select(ends.to_vec()), 1 => any::<f64>(), 1 => -1e3..1e3f64]
}

fn some() -> impl Strategy<Value = Option<f64>> {
    prop::option::weighted(0.8, hostile())
}

// ---- Whole assessments ----------------------------------------------------------------------------

/// Everything that can be computed from an assessment, as text.
fn everything(pack: &Pack, assessment: &Assessment, settings: &Settings, goal: &Goal) -> String {
    let results = score(pack, assessment, settings);
    let explainer = Explainer::new(pack, assessment, settings, &results);
    let mut text = format!(
        "{results:?} {:?} {:?}",
        shown(pack, assessment, settings, &results),
        agreement(pack, assessment, &results)
    );
    let mut tell = |own: &dyn std::fmt::Debug| text.push_str(&format!(" {own:?}"));
    for id in Indicator::ALL_FOUR {
        for view in VIEWS {
            tell(&(explainer.score(id, view), explainer.low(id, view), explainer.high(id, view)));
        }
        tell(&(explainer.practice_coverage(id), explainer.figures_coverage(id), explainer.confidence(id)));
    }
    for process in 0..=pack.structure.processes.len() {
        for view in VIEWS {
            tell(&(explainer.level(process, view), explainer.index(process, view)));
        }
        tell(&explainer.coverage(process));
    }
    for area in problem_areas(pack, assessment, settings, &results) {
        let numbers = area.problems.iter().map(|own| explainer.problem(area.process, own)).collect::<Vec<_>>();
        tell(&(&area, numbers));
    }
    for own in next_moves(pack, assessment, settings, &results) {
        tell(&(explainer.priority(&own), own));
    }
    tell(&(sensitivity(pack, &results), next_question(pack, settings, &results)));
    tell(&cheapest_path(pack, settings, &results, goal));
    tell(&rank_stability(pack, assessment, settings, &results, 3));
    let ranges = RiskRanges::of(assessment);
    let mut simulation = Simulation::new(ranges.risks, 20, 5);
    simulation.advance(usize::MAX);
    tell(&(ranges.unfit, simulation.outcome()));
    text
}

fn stamp(counter: u64) -> Stamp {
    Stamp { counter, writer: WriterId(1) }
}

/// A pack in which everything that can be asked of a question is.
fn small() -> Pack {
    support::pack_with(|pack| {
        pack["ladder"] = json!([{"attributes": ["a"]}, {"attributes": ["b"], "measured": true}]);
        pack["scale"] = json!([{"id": "0", "worth": 0}, {"id": "1", "worth": 0.5}, {"id": "2", "worth": 1}]);
        support::ask(
            pack,
            json!([{"id": "p", "indicators": {"risk": 1}, "importance": 3}, {"id": "q", "needs": ["p"], "indicators": {"risk": 0}}]),
            json!([
                {"id": "pa", "process": "p", "attributes": ["a"], "mandatory": true},
                {"id": "pb", "process": "p", "attributes": ["b"], "feeds": "change-failure-rate", "effort": 5},
                {"id": "qw", "process": "q", "whole": true, "indicators": {"growth": 1e6, "budget": 1e-9}},
                {"id": "g", "group": "g", "indicators": {"communication": 1, "budget": 0}}
            ]),
        );
    })
}

fn said() -> impl Strategy<Value = Sheet> {
    let word = select(vec!["0", "1", "2", "2/E3", "1/E1", "?", "x", ".", "no-such-option"]);
    let rows = prop::collection::vec(prop::collection::vec(word, 0..7), 4);
    let numbers = prop::collection::vec(some(), 64);
    let choices = (select(EconomicMode::ALL), any::<bool>(), select(EffortConvention::ALL), 1..13u32);
    (rows, numbers, choices).prop_map(|(rows, numbers, (mode, anonymous, convention, year_end))| {
        let mut said = sheet();
        for (id, words) in ["pa", "pb", "qw", "g"].iter().zip(rows) {
            said = said.answers(&format!("{id} {}", words.join(" ")));
        }
        let mut next = numbers.iter().cycle().copied();
        let mut say = |statement| said.statements.push(statement);
        let periods = ["2024", "2025", "2026", "2026-Q1", "2026-Q2", "2026-12"];
        for figure in FigureKey::ALL.iter().copied() {
            for period in periods.iter().map(|text| text.parse().unwrap()) {
                say(Statement::Figure { figure, period, value: next.next().unwrap() });
            }
        }
        for quarter in 1..5 {
            let period: Period = format!("2026-Q{quarter}").parse().unwrap();
            for line in [1, 2].map(|line| stamp(line).into()) {
                say(Statement::Budget { line, period, value: next.next().unwrap() });
                say(Statement::Actual { line, period, value: next.next().unwrap() });
            }
        }
        for process in ["p", "q"].map(|id| id.parse().unwrap()) {
            say(Statement::Target { process, value: next.next().unwrap() });
        }
        let mut profile = |field| say(Statement::Profile { field });
        profile(ProfileField::Appetite(next.next().unwrap()));
        profile(ProfileField::EconomicMode(Some(mode)));
        profile(ProfileField::Anonymous(Some(anonymous)));
        profile(ProfileField::EffortConvention(Some(convention)));
        profile(ProfileField::YearEnd(Month::new(year_end)));
        profile(ProfileField::AppetiteLevel(Some(Magnitude::VeryLow)));
        for row in 1..4 {
            let mut number = || next.next().unwrap();
            let risk = [
                RiskField::LossResidual(number()),
                RiskField::LossBefore(number()),
                RiskField::TreatmentCost(number()),
                RiskField::FrequencyMin(number()),
                RiskField::FrequencyLikely(number()),
                RiskField::FrequencyMax(number()),
                RiskField::EventLossMin(number()),
                RiskField::EventLossLikely(number()),
                RiskField::EventLossMax(number()),
            ];
            let project = [
                ProjectField::AtCompletion(number()),
                ProjectField::Planned(number()),
                ProjectField::Earned(number()),
                ProjectField::Spent(number()),
            ];
            let line = [
                LineField::Fixed(number()),
                LineField::UnitRate(number()),
                LineField::Driver(Some(FigureKey::ServiceUnits)),
            ];
            let decision = [DecisionField::Probability(number()), DecisionField::Happened(Some(row == 1))];
            risk.iter().for_each(|field| say(field.of(stamp(row).into()).into()));
            project.iter().for_each(|field| say(field.of(stamp(row).into()).into()));
            line.iter().for_each(|field| say(field.of(stamp(row).into()).into()));
            decision.iter().for_each(|field| say(field.of(stamp(row).into()).into()));
        }
        said
    })
}

#[test]
fn whatever_an_assessment_says_every_number_of_it_is_one() {
    let pack = small();
    proptest!(rules(120), |(said in said(), goal in prop::array::uniform4(some()), audit: bool, dated: bool)| {
        let mode = if audit { ScoringMode::Audit } else { ScoringMode::Assessment };
        let settings = Settings { mode, ..support::settings("s", dated.then_some("2026-12-31")) };
        let goal = Goal { scores: goal, questions: Some(vec![0, 1, 3, 99, usize::MAX]) };
        finite(&everything(&pack, &said.assessment(), &settings, &goal));
    });
}

#[test]
fn the_cases_a_register_of_doubts_would_name_yield_a_result_or_a_reason() {
    let pack = built_in();
    let check = |what: &str, said: Sheet| {
        let settings = support::settings("quick", Some("2026-12-31"));
        let goal = Goal { scores: [Some(50.0); 4], questions: Some(vec![0, 1]) };
        let text = everything(&pack, &said.assessment(), &settings, &goal);
        finite(&text);
        assert!(text.len() > 1000, "{what}");
    };
    let every = |value: &str| {
        FigureKey::ALL.iter().fold(sheet().profile("economic-mode=external"), |all, key| {
            all.figures(&format!("{key} 2024={value} 2025={value} 2026={value}"))
        })
    };
    check("nothing at all", sheet());
    check("zero bases", every("0").line(1, "2026=0/0").profile("appetite=0"));
    check("below zero", every("-5"));
    check("negative budgets", sheet().line(1, "2026-Q1=-5/7 2026-Q2=-5/-7 2026-Q3=-5/0 2026-Q4=-5/9"));
    check("revenue of a thousand million", every("1000000000"));
    check("one respondent", sheet().answers("inc-w 3; chg-w 2/E1"));
    let everything_said = |word: &str| {
        let ids = pack.structure.questions.iter().map(|own| format!("{} {word}", own.id));
        sheet().answers(&ids.collect::<Vec<_>>().join("; "))
    };
    check("all not applicable", everything_said("x"));
    check("nobody knows", everything_said("?"));
    check("all at the top", everything_said("5/E3 5 5"));
    check("all at the bottom", everything_said("0 0 0"));
    check("nobody asked", every("0").figures("satisfaction-1 2026=0; satisfaction-5 2026=0"));
    let out = pack
        .structure
        .processes
        .iter()
        .fold(sheet().answers("inc-w 3"), |all, own| all.say("scope", &[own.id.as_str()], Scalar::Bool(false)));
    check("nothing in scope", out);
}

// ---- Formulas -------------------------------------------------------------------------------------

#[test]
fn every_statistic_of_whatever_numbers_is_one_or_none() {
    let list = prop::collection::vec(hostile(), 0..6);
    proptest!(rules(1500), |(values in list, (a, b, c) in (hostile(), hostile(), hostile()), n in select(vec![0, 1, 2, 6, usize::MAX]), truth: bool)| {
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        finite(&format!(
            "{:?}",
            (wilson(a, b), r_wg(&values, n), mean(&values), sample_variance(&values), average_deviation(&values), interquartile_range(&sorted))
        ));
        // A value at a place is one of those it was given.
        prop_assert!(quantile(&sorted, a).is_none_or(|found| sorted.iter().any(|own| own.total_cmp(&found).is_eq())));
        prop_assert!(lower_median(vec![n, 0, 3]).is_some());
        finite(&format!("{:?}", brier(&[(a, truth), (b, !truth)])));
        let _ = (Consensus::of(a), Reliability::of(b), comparable(truth, n, n), visible(truth, &[(None, n)]));
        let curve = Curve(vec![(-20.0, 0.0), (0.0, 40.0), (20.0, 100.0)]);
        let at = curve.at(c).0;
        prop_assert!(c.is_nan() || (0.0..=100.0).contains(&at), "{c} scores {at}");
    });
}

#[test]
fn every_formula_of_what_is_shown_gives_a_number_or_a_reason() {
    let seven = prop::array::uniform7(hostile());
    proptest!(rules(1500), |(own in seven, n in select(vec![0, 1, 2, usize::MAX]), convention in select(EffortConvention::ALL))| {
        let [a, b, c, d, e, f, g] = own;
        finite(&format!("{:?}", (compound_growth(a, b, n), single_loss(a, b), annual_loss(c, d), return_on_treatment(e, f, g))));
        finite(&format!("{:?}", (recommendation(a, b, c), effort(own, convention))));
        let [before, last] = [[a, b, c], [d, e, f]].map(|[capacity, productive, revenue]| Drivers { capacity, productive, revenue });
        finite(&format!("{:?}", (decompose(before, last), before.utilisation(), last.hourly_yield())));
        let budget = FlexibleBudget { planned: a, flexed: b, actual: c };
        finite(&format!("{:?}", (budget.static_percent(), budget.spending_percent())));
        let _ = pattern(Movement { revenue: a, utilisation_change: b, utilisation: c, investment: d });
        if let Ok(range) = RiskRange::new([a, b, c], [d, e, f]) {
            let mut simulation = Simulation::new(vec![range], 3, 1);
            simulation.advance(3);
            finite(&format!("{:?}", simulation.outcome()));
        }
    });
}

#[test]
fn confidence_and_capability_of_whatever_they_are_given_are_a_number_or_none() {
    let pack = built_in();
    let rating = prop_oneof![
        Just(Rating::Unanswered),
        Just(Rating::NotApplicable),
        Just(Rating::NotAsked),
        select(fourfold::model::pack::Band::ALL).prop_map(Rating::Rated),
    ];
    let ladder = (prop::collection::vec(rating, 0..6), prop::collection::vec(0..9usize, 0..6));
    proptest!(rules(2000), |(factors in prop::array::uniform4(some()), (ratings, mut levels) in ladder, units in prop::collection::vec(prop::collection::vec(any::<usize>(), 0..4), 0..4))| {
        let [coverage, evidence, agreement, data] = factors;
        let found = confidence(&pack.structure.thresholds, coverage, evidence, agreement, data);
        prop_assert!((0.0..=100.0).contains(&found.value), "{found:?}");
        levels.sort_unstable();
        let _ = capability(&ratings, &levels);
        for difference in [Difference::Nominal, Difference::Ordinal, Difference::Interval] {
            finite(&format!("{:?}", krippendorff(&units, difference)));
        }
        finite(&format!("{:?}", Spread::of(units.concat(), units.len())));
        for likelihood in Magnitude::ALL {
            let _ = standard_level(*likelihood, Magnitude::VeryHigh);
        }
    });
}
