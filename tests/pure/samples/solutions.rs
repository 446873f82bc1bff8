//! The numbers in the solutions of the exercises are those the sample leads to.

use fourfold::model::pack::{Indicator, MetricKey};
use fourfold::model::{Fact, FigureKey, Scalar, Stamp, Statement, WriterId};

use super::Sample;
use super::sheets::{list, sheet, words};

/// A number as a sheet writes it: blanks between thousands, this many decimals, halves away from zero.
fn written(number: f64, decimals: usize) -> String {
    let scale = 10_f64.powi(decimals as i32);
    let text = format!("{:.decimals$}", (number * scale).round() / scale);
    let (whole, rest) = text.split_once('.').map_or((&*text, None), |(whole, rest)| (whole, Some(rest)));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    groups.join(" ") + &rest.map_or_else(String::new, |rest| format!(".{rest}"))
}

/// A solution says these numbers.
fn check_said(name: &str, exercise: usize, numbers: &[(f64, usize)]) {
    let sheet = sheet(name);
    let solution = words(&list(&sheet, "exercises")[exercise], "solution");
    for (number, decimals) in numbers {
        let text = written(*number, *decimals);
        assert!(solution.contains(&text), "{name}, exercise {exercise} does not say {text}: {solution}");
    }
}

/// The sample after somebody has said something else.
fn after(name: &str, kind: &str, of: &[&str], value: Scalar) -> Sample {
    let mut sample = Sample::open(name);
    let stamp = Stamp { counter: sample.facts.len() as u64 + 1, writer: WriterId(7) };
    let fact = Fact::new(stamp, None, None, Statement::read(kind, of, &value).unwrap());
    sample.facts = sample.facts.iter().cloned().chain([fact]).collect();
    sample.assessment = sample.facts.assessment();
    sample
}

const HARBOUR: &str = "harbour-it";
const NORTHLIGHT: &str = "northlight-council";
const KESTREL: &str = "kestrel-managed-services";

#[test]
fn numbers_are_written_with_blanks_between_thousands() {
    assert_eq!(written(1_515_000.0, 0), "1 515 000");
    assert_eq!(written(45.943, 2), "45.94");
    assert_eq!(written(600.0, 0), "600");
    assert_eq!(written(72_772.5, 0), "72 773");
}

#[test]
fn harbour_saves_16_200_in_december_by_spending_52_200() {
    let sample = Sample::open(HARBOUR);
    let (budgets, actuals) = (&sample.assessment.budgets, &sample.assessment.actuals);
    let months: Vec<(i32, u32)> = (1..=11).map(|month| (2025, month)).collect();
    let [planned, spent] = [budgets, actuals].map(|of| sample.cost(of, &months));
    let [planned_last, spent_last] = [budgets, actuals].map(|of| sample.cost(of, &[(2025, 12)]));
    assert_eq!([planned, spent, planned_last, spent_last], [660_000.0, 643_800.0, 60_000.0, 112_200.0]);
    let year = spent + spent_last - planned - planned_last;
    let numbers = [planned, spent, planned - spent, planned_last, spent_last, spent_last - planned_last, year];
    check_said(HARBOUR, 0, &numbers.map(|number| (number, 0)));
}

#[test]
fn harbour_owes_its_brier_score_to_one_prediction() {
    let sample = Sample::open(HARBOUR);
    let decisions = sample.assessment.decisions();
    let squares = decisions.values().filter_map(|own| {
        let happened = if own.happened? { 1.0 } else { 0.0 };
        Some((own.probability? - happened).powi(2))
    });
    let squares: Vec<f64> = squares.collect();
    assert_eq!(squares.len(), 5);
    let all: f64 = squares.iter().sum();
    assert!(squares.iter().any(|own| *own > 0.6 * all));
    let mut numbers: Vec<(f64, usize)> = squares.iter().map(|own| (*own, 2)).collect();
    numbers.extend([(all, 2), (all / 5.0, 2)]);
    check_said(HARBOUR, 2, &numbers);
    assert!((sample.value("Now", MetricKey::BrierScore) - all / 5.0).abs() < 1e-12);
}

#[test]
fn without_its_zero_the_score_of_northlight_is_a_range_that_ends_where_it_was() {
    let before = Sample::open(NORTHLIGHT).results("Spring 2026");
    let budget = Indicator::Budget.index();
    let blank = after(NORTHLIGHT, "figure", &["avoidable-found", "2026"], Scalar::Null).results("Spring 2026");
    let (old, new) = (&before.indicators[budget], &blank.indicators[budget]);
    let (low, high) = new.claimed.range.unwrap();
    let old_score = old.claimed.score.unwrap();
    assert!((high - old_score).abs() < 1e-9);
    let outcomes = [old, new].map(|own| own.outcome.value().unwrap());
    let numbers = [outcomes[0], outcomes[1], old_score, new.claimed.score.unwrap(), low, high];
    check_said(NORTHLIGHT, 0, &numbers.map(|number| (number, 2)));
}

#[test]
fn northlight_spends_in_march_what_eleven_months_did_not() {
    let sample = Sample::open(NORTHLIGHT);
    let (budgets, actuals) = (&sample.assessment.budgets, &sample.assessment.actuals);
    let months: Vec<(i32, u32)> = (4..=12).map(|month| (2025, month)).chain([(2026, 1), (2026, 2)]).collect();
    let [planned, spent] = [budgets, actuals].map(|of| sample.cost(of, &months));
    let [planned_last, spent_last] = [budgets, actuals].map(|of| sample.cost(of, &[(2026, 3)]));
    check_said(NORTHLIGHT, 1, &[planned, spent, planned_last, spent_last].map(|number| (number, 0)));
    assert!((0.8..0.84).contains(&(spent / planned)), "nearly a fifth less");
    assert!((3.0..3.1).contains(&(spent_last / planned_last)), "three times as much");
    assert!((0.25..0.26).contains(&(spent_last / (spent + spent_last))), "a quarter of the year's money");
}

#[test]
fn kestrel_lacks_six_to_seven_people() {
    let sample = Sample::open(KESTREL);
    let year = |key| ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"].map(|period| sample.figure(key, period)).iter().sum();
    let (worked, there): (f64, f64) = (year(FigureKey::ProductiveHours), year(FigureKey::AvailableHours));
    let needed = worked / 0.8;
    let hours = there / 40.0;
    assert!((6.0..7.0).contains(&((needed - there) / hours)));
    check_said(KESTREL, 0, &[worked, needed, there, needed - there, hours].map(|number| (number, 0)));
    let quarters = |name| ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"].map(|period| sample.actual(name, period));
    let [staff, overtime]: [f64; 2] = ["Staff", "Overtime and agency"].map(|name| quarters(name).iter().sum());
    let cost = staff / 40.0 * (needed - there) / hours;
    assert!((cost - 560_000.0).abs() < 5_000.0, "{cost}");
    check_said(KESTREL, 0, &[(560_000.0, 0), (overtime, 0)]);
}

#[test]
fn with_the_range_of_its_first_risk_kestrel_is_beyond_its_appetite() {
    let sample = Sample::open(KESTREL);
    let risks = sample.assessment.risks();
    let (id, first) = risks.iter().next().unwrap();
    let mean = |own: [Option<f64>; 3]| (own[0].unwrap() + 4.0 * own[1].unwrap() + own[2].unwrap()) / 6.0;
    let often = mean([first.frequency_min, first.frequency_likely, first.frequency_max]);
    let much = mean([first.event_loss_min, first.event_loss_likely, first.event_loss_max]);
    let total: f64 = risks.values().filter_map(|own| own.loss_residual).sum();
    let honest = total - first.loss_residual.unwrap() + often * much;
    check_said(KESTREL, 2, &[(often, 3), (much, 0), (often * much, 0), (honest, 0)]);
    let changed = after(KESTREL, "risk", &[&id.to_string(), "loss-residual"], Scalar::Number(often * much));
    let [old, new] = [&sample, &changed].map(|own| own.results("Summer 2026"));
    let exposure = |results: &fourfold::score::Results| results.metrics[Indicator::Risk.index()][0].score.unwrap();
    let risk = |results: &fourfold::score::Results| {
        let own = &results.indicators[Indicator::Risk.index()];
        [own.outcome.value().unwrap(), own.evidenced.score.unwrap()]
    };
    let ([outcome, score], [outcome_then, score_then]) = (risk(&old), risk(&new));
    check_said(
        KESTREL,
        2,
        &[
            (sample.value("Summer 2026", MetricKey::ResidualExposure), 2),
            (changed.value("Summer 2026", MetricKey::ResidualExposure), 2),
            (exposure(&old), 1),
            (exposure(&new), 1),
            (outcome - outcome_then, 1),
            (score - score_then, 1),
            (score, 1),
            (score_then, 1),
        ],
    );
}
