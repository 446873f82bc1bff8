//! What is shown beside the scores: published cases, every rule of SCORING.md section 3 that is shown
//! and not scored, and what each number says where it is none. Expected values come from the
//! rulebook, a publication or the arithmetic written beside them, never from the engine.

use crate::support;
use crate::support::{Sheet, built_in, four_groups, near, question_index, row_id, settings, sheet};
use fourfold::model::{EffortConvention, FigureKey, LineId, Magnitude, Project};
use fourfold::score::shown::{
    Decomposition, Drivers, EarnedValue, Flag, FlexibleBudget, Movement, Pattern, Shown, annual_loss, compound_growth,
    decompose, earned_value, effort, pattern, recommendation, return_on_treatment, single_loss,
};
use fourfold::score::{Quantity, Reading, Reason, score, shown, standard_level};
use proptest::prelude::*;

fn shown_on(inputs: &Sheet, day: Option<&str>) -> Shown {
    let pack = four_groups([1, 1, 1, 1]);
    let (assessment, settings) = (inputs.assessment(), settings("s", day));
    let results = score(&pack, &assessment, &settings);
    shown(&pack, &assessment, &settings, &results)
}

fn all(inputs: &Sheet) -> Shown {
    shown_on(inputs, None)
}

#[track_caller]
fn same(is: Reading, expected: Reading) {
    match (is, expected) {
        (Reading::Value(is), Reading::Value(expected)) => near("value", is, expected),
        (is, expected) => assert_eq!(is, expected),
    }
}

fn value(number: f64) -> Reading {
    Reading::Value(number)
}

fn missing<T>(reason: Reason) -> Reading<T> {
    Reading::Missing(reason)
}

fn no_meaning<T>(reason: Reason) -> Reading<T> {
    Reading::NotMeaningful(reason)
}

fn external(figures: &str) -> Sheet {
    sheet().profile("economic-mode=external").figures(figures)
}

fn line(number: u64) -> LineId {
    row_id(number).parse().unwrap()
}

// ---- Growth ---------------------------------------------------------------------------------------

#[test]
fn compound_growth_is_that_of_the_published_cases() {
    let check = |first, last, intervals, expected: f64, digits: f64| {
        let found = compound_growth(first, last, intervals).value().unwrap();
        assert!((found - expected).abs() <= digits, "{found}, expected {expected}");
    };
    // RRI(96; 10 000; 11 000), and 9 000 to 13 000 in three years.
    check(10_000.0, 11_000.0, 96, 0.000993307, 5e-10);
    check(9_000.0, 13_000.0, 3, 0.130404, 5e-7);
    check(100.0, 0.0, 4, -1.0, 0.0);
    check(100.0, 110.0, 1, 0.1, 1e-12);
    // 1.1³ = 1.331.
    check(1_000.0, 1_331.0, 3, 0.1, 1e-12);
    assert_eq!(compound_growth(0.0, 5.0, 2), no_meaning(Reason::NewRevenue));
    assert_eq!(compound_growth(-1.0, 5.0, 2), no_meaning(Reason::NewRevenue));
    assert_eq!(compound_growth(5.0, -1.0, 2), no_meaning(Reason::NegativeRevenue));
    assert_eq!(compound_growth(5.0, 6.0, 0), missing(Reason::NotANumber));
    assert_eq!(compound_growth(f64::NAN, 6.0, 1), missing(Reason::NotANumber));
    assert_eq!(compound_growth(1.0, f64::INFINITY, 1), missing(Reason::NotANumber));
}

#[test]
fn compound_growth_runs_over_the_longest_run_of_periods_up_to_the_last() {
    let check = |inputs: &Sheet, expected, span: Option<&str>| {
        let growth = all(inputs).growth;
        same(growth.compound_growth, expected);
        assert_eq!(growth.compound_span.map(|(first, last)| format!("{first} {last}")).as_deref(), span);
    };
    let years = "external-revenue 2023=1000 2024=5 2025=700 2026=1331";
    check(&external(years), value(10.0), Some("2023 2026"));
    // A year that is not there ends the run: 1331 over 1210 is 10 %.
    let gap = "external-revenue 2020=7 2022=9 2025=1210 2026=1331";
    check(&external(gap), value(10.0), Some("2025 2026"));
    check(&external("external-revenue 2026=5"), missing(Reason::Periods(FigureKey::ExternalRevenue, 2)), None);
    check(&external(""), missing(Reason::Figure(FigureKey::ExternalRevenue)), None);
    check(&sheet().figures(years), missing(Reason::EconomicMode), None);
    check(&sheet().profile("economic-mode=cost-centre"), Reading::NotApplicable, None);
    check(&external("external-revenue 2025=0 2026=5"), no_meaning(Reason::NewRevenue), Some("2025 2026"));
    check(&external("external-revenue 2025=5 2026=-5"), no_meaning(Reason::NegativeRevenue), Some("2025 2026"));
    // What has not ended on the day of the round does not count.
    let day = shown_on(&external("external-revenue 2024=100 2025=110 2026=999"), Some("2026-06-30"));
    same(day.growth.compound_growth, value(10.0));
}

#[test]
fn growth_and_recovery_are_shown_where_nobody_pays_and_are_not_scored() {
    let figures = "external-revenue 2025=100 2026=110; internal-charges 2026=0; total-cost 2026=1000";
    for mode in ["showback", "cost-centre"] {
        let growth = all(&sheet().profile(&format!("economic-mode={mode}")).figures(figures)).growth;
        same(growth.revenue_growth.reading, value(10.0));
        same(growth.recovery.reading, value(11.0));
        assert_eq!(growth.return_over_hurdle.reading, missing(Reason::Figure(FigureKey::OperatingResult)));
    }
    // Recovery 0 is a fact.
    let nothing = sheet().profile("economic-mode=cost-centre").figures("internal-charges 2026=0; total-cost 2026=9");
    same(all(&nothing).growth.recovery.reading, value(0.0));
    assert_eq!(all(&nothing).growth.revenue_growth.reading, Reading::NotApplicable);
    // New revenue shows its amount, and capital that shrank what the result did.
    let new = all(&external("external-revenue 2025=0 2026=70")).growth.revenue_growth;
    assert_eq!((new.reading, new.inputs[0].value), (no_meaning(Reason::NewRevenue), 70.0));
    let shrunk = "operating-result 2025=9 2026=12; invested-capital 2024=30 2025=20; hurdle-rate 2026=8";
    let shrunk = all(&external(shrunk)).growth.return_over_hurdle;
    assert_eq!(shrunk.reading, no_meaning(Reason::NoInvestment));
    assert_eq!((shrunk.inputs[0].value, shrunk.inputs[1].value), (3.0, -10.0));
}

#[test]
fn external_share_yield_and_return_on_investment_know_when_they_are_none() {
    let charging = |figures: &str| all(&sheet().profile("economic-mode=charging").figures(figures)).growth;
    same(charging("external-revenue 2026=30; internal-charges 2026=90").external_share, value(25.0));
    same(charging("internal-charges 2026=90").external_share, value(0.0));
    let none = charging("external-revenue 2026=0; internal-charges 2026=0").external_share;
    assert_eq!(none, no_meaning(Reason::None(FigureKey::InternalCharges)));
    same(all(&external("external-revenue 2026=30; internal-charges 2026=90")).growth.external_share, value(100.0));

    let hourly = |figures: &str| all(&external(figures)).growth.hourly_yield;
    same(hourly("external-revenue 2026=862400; productive-hours 2026=8800"), value(98.0));
    let hours = FigureKey::ProductiveHours;
    assert_eq!(hourly("external-revenue 2026=10; productive-hours 2026=0"), missing(Reason::ZeroBase(hours)));
    assert_eq!(hourly("external-revenue 2026=0; productive-hours 2026=0"), no_meaning(Reason::None(hours)));
    assert_eq!(hourly("external-revenue 2026=10"), missing(Reason::Figure(hours)));

    let roi = |figures: &str| all(&sheet().figures(figures)).growth.return_on_investment;
    same(roi("benefits-realised 2026=150; invested 2026=100"), value(50.0));
    same(roi("benefits-realised 2026=0; invested 2026=100"), value(-100.0));
    same(roi("benefits-realised 2026-01=60 2026-02=60; invested 2026-01=70 2026-02=30"), value(20.0));
    let invested = FigureKey::Invested;
    assert_eq!(roi("benefits-realised 2026=150; invested 2026=0"), no_meaning(Reason::None(invested)));
    assert_eq!(roi("benefits-realised 2026=150"), missing(Reason::Figure(invested)));
}

fn drivers(capacity: f64, productive: f64, revenue: f64) -> Drivers {
    Drivers { capacity, productive, revenue }
}

#[track_caller]
fn check_effects(found: Reading<Decomposition>, expected: [f64; 3], within: f64) {
    let own = found.value().unwrap();
    for (is, expected) in [own.capacity, own.utilisation, own.hourly_yield].into_iter().zip(expected) {
        assert!((is - expected).abs() <= within, "{own:?}, expected {expected:?}");
    }
}

#[test]
fn growth_is_split_as_in_the_rulebook() {
    // 10 000 → 11 000 h, .70 → .80, 100 → 98: 700 000 → 862 400.
    let expected = [74_187.39, 103_937.96, -15_725.35];
    let split = decompose(drivers(10_000.0, 7_000.0, 700_000.0), drivers(11_000.0, 8_800.0, 862_400.0));
    check_effects(split, expected, 0.005);
    let inputs = external("external-revenue 2025=700000 2026=862400; available-hours 2025=10000 2026=11000")
        .figures("productive-hours 2025=7000 2026=8800; invested 2026=50000");
    let growth = all(&inputs).growth;
    check_effects(growth.decomposition, expected, 0.005);
    let [_, last] = growth.drivers.value().unwrap();
    same(last.utilisation(), value(0.8));
    same(last.hourly_yield(), value(98.0));
}

#[test]
fn a_split_without_change_is_none_and_one_of_a_single_cause_is_all_of_it() {
    let before = drivers(100.0, 70.0, 7_000.0);
    check_effects(decompose(before, before), [0.0, 0.0, 0.0], 0.0);
    // A tenth more hours, worked as much for as much: 700 from capacity.
    check_effects(decompose(before, drivers(110.0, 77.0, 7_700.0)), [700.0, 0.0, 0.0], 1e-9);
    check_effects(decompose(before, drivers(100.0, 77.0, 7_700.0)), [0.0, 700.0, 0.0], 1e-9);
    check_effects(decompose(before, drivers(100.0, 70.0, 7_700.0)), [0.0, 0.0, 700.0], 1e-9);
    // Four times the hours at half the price: revenue doubles, L is R₀ ÷ ln 2, and ln 4 is twice ln 2.
    check_effects(decompose(before, drivers(400.0, 280.0, 14_000.0)), [14_000.0, 0.0, -7_000.0], 1e-9);
    // Revenue stays: L is R₀, the effects cancel: 7000·ln 1.1 against its opposite.
    let moved = 7_000.0 * 1.1f64.ln();
    check_effects(decompose(before, drivers(110.0, 70.0, 7_000.0)), [moved, -moved, 0.0], 1e-9);
    // So it is where revenue moves in its last digits only: the mean of two equals is themselves.
    for revenue in [7_000.0 + 1e-11, 7_000.0 - 1e-9] {
        check_effects(decompose(before, drivers(110.0, 70.0, revenue)), [moved, -moved, 0.0], 1e-8);
    }
}

#[test]
fn a_split_of_a_factor_that_is_not_above_zero_shows_what_there_is() {
    let whole = drivers(100.0, 70.0, 7_000.0);
    for broken in [drivers(0.0, 70.0, 7_000.0), drivers(100.0, 0.0, 7_000.0), drivers(100.0, 70.0, -1.0)] {
        assert_eq!(decompose(whole, broken), no_meaning(Reason::Factor));
        assert_eq!(decompose(broken, whole), no_meaning(Reason::Factor));
    }
    assert_eq!(decompose(whole, drivers(100.0, f64::NAN, 1.0)), no_meaning(Reason::Factor));
    let inputs = external("external-revenue 2025=700 2026=0; available-hours 2025=10 2026=11")
        .figures("productive-hours 2025=7 2026=8");
    let growth = all(&inputs).growth;
    assert_eq!(growth.decomposition, no_meaning(Reason::Factor));
    assert_eq!(growth.drivers, Reading::Value([drivers(10.0, 7.0, 700.0), drivers(11.0, 8.0, 0.0)]));
}

#[test]
fn the_effects_add_up_to_the_change_of_revenue() {
    let amount = || prop_oneof![1e-6..1e6f64, 1e-300..1e300f64, (-300..300i32).prop_map(|power| 10f64.powi(power))];
    let near_one = prop_oneof![2 => Just(1.0), 2 => 1.0 - 1e-9..1.0 + 1e-9f64, 3 => 0.5..2.0f64];
    let config = ProptestConfig { cases: 3_000, failure_persistence: None, ..Default::default() };
    proptest!(config, |(before in (amount(), amount(), amount()), close in any::<bool>(), far in (amount(), amount(), amount()),
                        by in (near_one.clone(), near_one.clone(), near_one))| {
        let last = if close { (before.0 * by.0, before.1 * by.1, before.2 * by.2) } else { far };
        let (a, b) = (drivers(before.0, before.1, before.2), drivers(last.0, last.1, last.2));
        match decompose(a, b) {
            Reading::Value(own) => {
                let sum = own.capacity + own.utilisation + own.hourly_yield;
                prop_assert!((sum - (b.revenue - a.revenue)).abs() <= 1e-9 * a.revenue.max(b.revenue), "{own:?}");
                // More of a factor never takes away.
                prop_assert!(own.capacity * (b.capacity - a.capacity) >= 0.0, "{own:?}");
            }
            other => prop_assert_eq!(other, missing(Reason::NotANumber)),
        }
    });
}

#[test]
fn the_pattern_is_the_first_that_fits() {
    let check = |[revenue, utilisation_change, utilisation, investment]: [f64; 4], expected: Option<Pattern>| {
        let movement = Movement { revenue, utilisation_change, utilisation, investment };
        assert_eq!(pattern(movement), expected, "{movement:?}");
    };
    check([10.0, 5.0, 93.0, 1.0], Some(Pattern::GrowthOnOverload));
    check([0.0, -5.0, 60.0, 8.0], Some(Pattern::IdleInvestment));
    check([0.0, -5.0, 60.0, 1.9], None);
    check([10.0, 0.0, 80.0, 8.0], Some(Pattern::HealthyScaling));
    check([10.0, 0.0, 80.0, 0.0], Some(Pattern::Harvest));
    check([-10.0, -5.0, 60.0, 8.0], Some(Pattern::ShrinkingDemand));
    // Overload begins above 85; 70 and 85 are in the band, and 2 % of investment is investment.
    check([10.0, 0.0, 85.0, 0.0], Some(Pattern::Harvest));
    check([10.0, 0.0, 85.0, 2.0], Some(Pattern::HealthyScaling));
    check([10.0, 0.0, 85.1, 1.9], Some(Pattern::GrowthOnOverload));
    check([10.0, 0.0, 70.0, 1.9], Some(Pattern::Harvest));
    check([10.0, 0.0, 69.9, 1.9], None);
    check([10.0, 0.0, 93.0, 2.0], None);
    // Two percent is no change yet, either way.
    check([2.0, 0.0, 80.0, 0.0], None);
    check([2.0 + 1e-12, 0.0, 80.0, 0.0], None);
    check([2.1, 0.0, 80.0, 0.0], Some(Pattern::Harvest));
    check([-2.0, -2.1, 60.0, 8.0], Some(Pattern::IdleInvestment));
    check([-2.0, -2.0, 60.0, 8.0], None);
    check([-2.1, -2.1, 60.0, 0.0], Some(Pattern::ShrinkingDemand));
    check([-10.0, 0.0, 60.0, 0.0], None);
    check([0.0, 0.0, 80.0, 0.0], None);
}

#[test]
fn the_pattern_is_read_from_figures_or_says_what_it_lacks() {
    let check = |revenue: &str, productive: &str, invested: &str, expected: Reading<Option<Pattern>>| {
        let inputs = external(&format!("external-revenue {revenue}; productive-hours {productive}; {invested}"))
            .figures("available-hours 2025=100 2026=100");
        assert_eq!(all(&inputs).growth.pattern, expected, "{revenue} {productive} {invested}");
    };
    let found = |pattern| Reading::Value(Some(pattern));
    check("2025=100 2026=120", "2025=80 2026=93", "invested 2026=1", found(Pattern::GrowthOnOverload));
    check("2025=100 2026=120", "2025=80 2026=80", "invested 2026=12", found(Pattern::HealthyScaling));
    // From 80 to 79 is 1.25 % less, from 80 to 78 it is 2.5 %.
    check("2025=100 2026=101", "2025=80 2026=78", "invested 2026=12", found(Pattern::IdleInvestment));
    check("2025=100 2026=101", "2025=80 2026=79", "invested 2026=12", Reading::Value(None));
    // Shrinking demand shrinks with any investment; everything else has to know it.
    check("2025=100 2026=80", "2025=80 2026=70", "", found(Pattern::ShrinkingDemand));
    check("2025=100 2026=99", "2025=80 2026=70", "", missing(Reason::Figure(FigureKey::Invested)));
    check("2025=100 2026=120", "2025=80 2026=70", "", missing(Reason::Figure(FigureKey::Invested)));
    check("2025=100 2026=120", "2025=80 2026=70", "invested 2025=9", missing(Reason::Periods(FigureKey::Invested, 1)));
    check("2025=0 2026=120", "2025=80 2026=70", "invested 2026=1", no_meaning(Reason::NewRevenue));
    check("2025=9 2026=120", "2025=0 2026=70", "invested 2026=1", no_meaning(Reason::Factor));
    check("2025=9 2026=9", "2026=70", "", missing(Reason::Periods(FigureKey::ProductiveHours, 2)));
    // 100 × (10³⁰⁸ − 1) is no number any more.
    check("2025=1 2026=1e308", "2025=80 2026=93", "invested 2026=1", missing(Reason::NotANumber));
}

// ---- Budget ---------------------------------------------------------------------------------------

#[test]
fn each_line_is_shown_with_its_own_sign_and_revenue_is_never_netted() {
    let inputs = sheet()
        .line(1, "2026=1000/1200")
        .line(2, "2026=1000/800")
        .line(3, "2026=1000/1200")
        .line(4, "2026=1000/800")
        .line(5, "2026=-100/-90")
        .row("line", 3, "kind=revenue")
        .row("line", 4, "kind=revenue");
    let budget = all(&inputs).budget;
    let percents: Vec<(LineId, f64, Option<bool>)> = budget
        .lines
        .iter()
        .map(|(id, own)| {
            let own = own.value().unwrap();
            (*id, own.percent().value().unwrap(), own.is_favourable())
        })
        .collect();
    let expected = [
        (line(1), 20.0, Some(false)),
        (line(2), -20.0, Some(true)),
        (line(3), 20.0, Some(true)),
        (line(4), -20.0, Some(false)),
        // 10 over the size of a credit of 100.
        (line(5), 10.0, Some(false)),
    ];
    assert_eq!(percents, expected);
    let revenue = budget.revenue.value().unwrap();
    assert_eq!((revenue.budget, revenue.actual, revenue.is_favourable()), (2_000.0, 2_000.0, None));
    let more = all(&inputs.line(3, "2026=1000/1500")).budget.revenue.value().unwrap();
    assert_eq!((more.amount(), more.is_favourable()), (300.0, Some(true)));
    same(more.percent(), value(15.0));
}

#[test]
fn a_line_speaks_of_the_year_of_the_budget_or_says_what_it_lacks() {
    let reading = |inputs: &Sheet, number: usize| all(inputs).budget.lines[number].1;
    let old = sheet().line(1, "2025=10/10").line(2, "2026=10/12");
    assert_eq!(reading(&old, 0), missing(Reason::Budget));
    same(reading(&old, 1).value().unwrap().percent(), value(20.0));
    let half = sheet().line(1, "2026-01=10/10 2026-02=10/");
    assert_eq!(reading(&half, 0), missing(Reason::BudgetPeriod("2026-02".parse().unwrap())));
    same(reading(&sheet().line(1, "2026=0/10"), 0).value().unwrap().percent(), no_meaning(Reason::ZeroBudget));
    assert_eq!(all(&sheet()).budget.revenue, Reading::NotSupplied);
    assert_eq!(reading(&sheet().line(1, "2026=-1e308/1e308"), 0), missing(Reason::NotANumber));
}

#[test]
fn a_flexible_budget_tells_volume_from_spending() {
    // Fixed 600 000 + 40 a unit, 10 000 → 12 000 units, actual 1.10 M.
    let inputs = sheet()
        .line(1, "2026=1000000/1100000")
        .row("line", 1, "fixed=600000 unit-rate=40 driver=service-units")
        .figures("service-units 2026=12000");
    let budget = all(&inputs).budget;
    let own = budget.flexible[0].1.value().unwrap();
    assert_eq!(own, FlexibleBudget { planned: 1_000_000.0, flexed: 1_080_000.0, actual: 1_100_000.0 });
    assert_eq!((own.activity_variance(), own.spending_variance()), (80_000.0, 20_000.0));
    same(own.static_percent(), value(10.0));
    same(own.spending_percent(), value(100.0 / 54.0));
    assert!((own.spending_percent().value().unwrap() - 1.85).abs() < 0.005);
    // Two halves of it, and a line without volume, which is not in the sum.
    let halves = sheet()
        .line(1, "2026-Q1=250/280 2026-Q2=250/260")
        .row("line", 1, "fixed=600 unit-rate=4 driver=service-units")
        .figures("service-units 2026-Q1=50 2026-Q2=60")
        .line(2, "2026-Q1=1/1 2026-Q2=1/1")
        .line(3, "2026-Q1=10/10 2026-Q2=10/30")
        .row("line", 3, "fixed=0 unit-rate=0.5 driver=changes-total")
        .figures("changes-total 2026-01=10 2026-02=10 2026-03=10 2026-Q2=20");
    let budget = all(&halves).budget;
    // Half a year of 600 is 300, 110 units are 440; 50 changes are 25.
    let first = FlexibleBudget { planned: 500.0, flexed: 740.0, actual: 540.0 };
    let third = FlexibleBudget { planned: 20.0, flexed: 25.0, actual: 40.0 };
    assert_eq!(budget.flexible, [(line(1), Reading::Value(first)), (line(3), Reading::Value(third))]);
    let sum = FlexibleBudget { planned: 520.0, flexed: 765.0, actual: 580.0 };
    assert_eq!(budget.flexible_sum, Reading::Value(sum));
}

#[test]
fn a_flexible_budget_says_what_it_lacks() {
    let check = |fields: &str, figures: &str, expected: Reason| {
        let inputs = sheet().line(1, "2026-01=10/12 2026-02=10/12").row("line", 1, fields).figures(figures);
        let budget = all(&inputs).budget;
        assert_eq!(budget.flexible, [(line(1), missing(expected))], "{fields}");
        assert_eq!(budget.flexible_sum, Reading::NotSupplied);
    };
    let units = FigureKey::ServiceUnits;
    check("unit-rate=4 driver=service-units", "", Reason::Lacks(Quantity::FixedPart));
    check("fixed=4 driver=service-units", "", Reason::Lacks(Quantity::UnitRate));
    check("fixed=4 unit-rate=4", "", Reason::Lacks(Quantity::VolumeDriver));
    // Any one of the three says that the line has to do with volume.
    check("fixed=4", "", Reason::Lacks(Quantity::UnitRate));
    check("unit-rate=4", "", Reason::Lacks(Quantity::FixedPart));
    check("driver=service-units", "", Reason::Lacks(Quantity::FixedPart));
    check("fixed=4 unit-rate=4 driver=service-units", "", Reason::Figure(units));
    check("fixed=4 unit-rate=4 driver=service-units", "service-units 2026-01=1", Reason::Periods(units, 2));
    check("fixed=4 unit-rate=1e308 driver=service-units", "service-units 2026-01=9 2026-02=9", Reason::NotANumber);
    let revenue = sheet().line(1, "2026=1/1").row("line", 1, "kind=revenue fixed=1 unit-rate=1 driver=service-units");
    assert_eq!(all(&revenue).budget.flexible, []);
}

/// A project of budget at completion, planned value, earned value and actual cost.
fn project(bac: f64, pv: f64, ev: f64, ac: f64) -> Project {
    Project { at_completion: Some(bac), planned: Some(pv), earned: Some(ev), spent: Some(ac), name: None }
}

/// CV, SV, CPI, SPI, EAC, VAC, TCPI.
fn readings(own: &EarnedValue) -> [Reading; 7] {
    [
        own.cost_variance,
        own.schedule_variance,
        own.cost_index,
        own.schedule_index,
        own.estimate,
        own.variance_at_completion,
        own.to_complete_index,
    ]
}

#[track_caller]
fn check_project(own: &Project, expected: [Reading; 7]) {
    for (is, expected) in readings(&earned_value(&[own])).into_iter().zip(expected) {
        same(is, expected);
    }
}

#[test]
fn earned_value_is_that_of_the_published_cases() {
    // The fence: the book rounds the index to .893 and so finds 4 479; exactly it is 4 480.
    let fence = project(4_000.0, 3_000.0, 2_500.0, 2_800.0);
    check_project(
        &fence,
        [
            value(-300.0),
            value(-500.0),
            value(25.0 / 28.0),
            value(5.0 / 6.0),
            value(4_480.0),
            value(-480.0),
            // 1 500 of work for 1 200 of money.
            value(1.25),
        ],
    );
    let second = project(200_000.0, 120_000.0, 100_000.0, 90_000.0);
    check_project(
        &second,
        [
            value(10_000.0),
            value(-20_000.0),
            value(10.0 / 9.0),
            value(5.0 / 6.0),
            value(180_000.0),
            value(20_000.0),
            value(10.0 / 11.0),
        ],
    );
}

#[test]
fn earned_value_says_where_a_ratio_does_not_exist() {
    let no_cost = no_meaning(Reason::ZeroCost);
    let zero = |quantity| no_meaning(Reason::Zero(quantity));
    let check = |own: &Project, place: usize, expected: Reading| {
        same(readings(&earned_value(&[own]))[place], expected);
    };
    let unspent = project(100.0, 50.0, 40.0, 0.0);
    for place in [2, 4, 5] {
        check(&unspent, place, no_cost);
    }
    check(&unspent, 0, value(40.0));
    check(&unspent, 6, value(0.6));
    let unplanned = project(100.0, 0.0, 40.0, 40.0);
    check(&unplanned, 3, zero(Quantity::PlannedValue));
    let unearned = project(100.0, 50.0, 0.0, 40.0);
    check(&unearned, 2, value(0.0));
    check(&unearned, 4, zero(Quantity::EarnedValue));
    check(&unearned, 5, zero(Quantity::EarnedValue));
    check(&project(100.0, 50.0, 40.0, 100.0), 6, no_meaning(Reason::NothingLeft));
    let lacking = Project { planned: None, ..project(100.0, 0.0, 40.0, 50.0) };
    check(&lacking, 1, missing(Reason::Lacks(Quantity::PlannedValue)));
    check(&lacking, 2, value(0.8));
    let no_budget = Project { at_completion: None, ..project(0.0, 50.0, 40.0, 50.0) };
    check(&no_budget, 4, missing(Reason::Lacks(Quantity::BudgetAtCompletion)));
    assert_eq!(readings(&earned_value(&[])), [Reading::NotSupplied; 7]);
}

#[test]
fn projects_are_shown_each_and_together_by_their_sums() {
    let inputs = sheet()
        .row("project", 1, "bac=4000 pv=3000 ev=2500 ac=2800")
        .row("project", 2, "bac=6000 pv=1000 ev=1500 ac=1200")
        // Without planned value it is only in what needs none.
        .row("project", 3, "bac=1000 ev=1000 ac=1000");
    let budget = all(&inputs).budget;
    assert_eq!(budget.projects.len(), 3);
    same(budget.projects[0].1.estimate, value(4_480.0));
    let expected = [
        value(0.0),
        value(0.0),
        value(1.0),
        value(1.0),
        value(11_000.0),
        value(0.0),
        // (11 000 − 5 000) ÷ (11 000 − 5 000).
        value(1.0),
    ];
    for (is, expected) in readings(&budget.portfolio).into_iter().zip(expected) {
        same(is, expected);
    }
    assert_eq!(readings(&all(&sheet()).budget.portfolio), [Reading::NotSupplied; 7]);
}

#[test]
fn avoidable_spend_is_kept_apart_as_found_decided_and_realised() {
    let of = |figures: &str| all(&sheet().figures(figures)).budget.avoidable;
    let own = of("avoidable-found 2026=100; avoidable-decided 2026=70; avoidable-realised 2026=25");
    let found = [own.found, own.decided, own.realised, own.undecided, own.pending];
    assert_eq!(found, [100.0, 70.0, 25.0, 30.0, 45.0].map(value));
    let own = of("avoidable-found 2026-01=60 2026-02=40; avoidable-realised 2026-01=10 2026-02=5");
    let blank = missing(Reason::Figure(FigureKey::AvoidableDecided));
    assert_eq!([own.found, own.decided, own.realised, own.undecided], [value(100.0), blank, value(15.0), blank]);
    // Of different years they are not comparable.
    let own = of("avoidable-found 2026=100; avoidable-decided 2025=70");
    assert_eq!(own.found, missing(Reason::Periods(FigureKey::AvoidableDecided, 1)));
    assert_eq!(of("").found, missing(Reason::Figure(FigureKey::AvoidableFound)));
}

#[test]
fn cost_is_shared_among_running_growing_and_transforming() {
    let inputs = sheet()
        .line(1, "2026=1/60")
        .line(2, "2026=1/20")
        .line(3, "2026=1/10")
        .line(4, "2026=1/10")
        .line(5, "2026=1/999")
        .row("line", 1, "purpose=run")
        .row("line", 2, "purpose=grow")
        .row("line", 3, "purpose=transform")
        .row("line", 5, "purpose=run kind=revenue");
    let own = all(&inputs).budget.purposes.value().unwrap();
    assert_eq!([own.run, own.grow, own.transform, own.unstated], [60.0, 20.0, 10.0, 10.0]);
    assert_eq!(all(&sheet().line(1, "2026=1/60")).budget.purposes, Reading::NotSupplied);
    let nothing = sheet().line(1, "2026=1/0").row("line", 1, "purpose=run");
    assert_eq!(all(&nothing).budget.purposes, no_meaning(Reason::Zero(Quantity::Actual)));
    let half = sheet().line(1, "2026=1/").row("line", 1, "purpose=run");
    assert_eq!(all(&half).budget.purposes, missing(Reason::BudgetPeriod("2026".parse().unwrap())));
}

// ---- Risk -----------------------------------------------------------------------------------------

#[test]
fn losses_and_returns_are_those_of_the_published_cases() {
    // A building of 500 000, 70 % of it, once in 30 years: exactly, not with .03 for the rate.
    let single = single_loss(500_000.0, 0.7).unwrap();
    near("SLE", single, 350_000.0);
    near("ALE", annual_loss(single, 1.0 / 30.0).unwrap(), 35_000.0 / 3.0);
    near("ALE", annual_loss(single_loss(100_000.0, 0.4).unwrap(), 0.25).unwrap(), 10_000.0);
    near("ALE", annual_loss(1_000_000.0, 0.1).unwrap(), 100_000.0);
    near("more than once a year", annual_loss(10.0, 12.0).unwrap(), 120.0);
    assert_eq!(single_loss(0.0, 0.5), Some(0.0));
    for (value, share) in [(-1.0, 0.5), (1.0, 1.5), (1.0, -0.5), (f64::NAN, 0.5), (f64::INFINITY, 0.5), (1.0, f64::NAN)]
    {
        assert_eq!(single_loss(value, share), None);
    }
    for (loss, rate) in [(-1.0, 0.5), (1.0, -0.5), (f64::NAN, 0.5), (1e308, 1e308), (0.0, f64::INFINITY)] {
        assert_eq!(annual_loss(loss, rate), None);
    }
    // (100 − 20 − 40) ÷ 40.
    same(return_on_treatment(100.0, 20.0, 40.0), value(1.0));
    same(return_on_treatment(100.0, 90.0, 40.0), value(-0.75));
    same(return_on_treatment(100.0, 20.0, 0.0), no_meaning(Reason::Zero(Quantity::TreatmentCost)));
}

#[test]
fn the_return_on_treatment_is_shown_for_each_risk_and_for_all() {
    let inputs = sheet()
        .row("risk", 1, "loss-before=100 loss-residual=20 treatment-cost=40")
        .row("risk", 2, "loss-before=100 loss-residual=90 treatment-cost=40")
        .row("risk", 3, "loss-before=100 loss-residual=20")
        .row("risk", 4, "loss-residual=20 treatment-cost=40")
        .row("risk", 5, "loss-before=100 treatment-cost=40");
    let own = all(&inputs).risk;
    let found: Vec<Reading> = own.returns.iter().map(|(_, own)| *own).collect();
    let lacks = |quantity| missing(Reason::Lacks(quantity));
    let expected = [
        value(100.0),
        value(-75.0),
        Reading::NotSupplied,
        lacks(Quantity::LossBefore),
        lacks(Quantity::ResidualExposure),
    ];
    assert_eq!(found, expected);
    // (200 − 110 − 80) ÷ 80.
    same(own.return_of_all, value(12.5));
    same(all(&sheet().row("risk", 1, "title=X")).risk.return_of_all, Reading::NotSupplied);
    same(all(&sheet().row("risk", 1, "treatment-cost=1")).risk.return_of_all, lacks(Quantity::LossBefore));
}

#[test]
fn a_risk_has_the_level_of_the_matrix() {
    use Magnitude::{High, Low, Moderate, VeryHigh, VeryLow};
    // Cells of table I-2 as published, likelihood first.
    for (likelihood, impact, level) in [
        (High, VeryHigh, VeryHigh),
        (Moderate, VeryHigh, High),
        (VeryLow, VeryHigh, Low),
        (VeryLow, VeryLow, VeryLow),
        (Moderate, High, Moderate),
        (Low, High, Low),
    ] {
        assert_eq!(standard_level(likelihood, impact), level, "({likelihood},{impact})");
    }
    let inputs = sheet().row("risk", 1, "likelihood=moderate impact=very-high").row("risk", 2, "likelihood=moderate");
    let levels: Vec<Option<Magnitude>> = all(&inputs).risk.levels.iter().map(|(_, level)| *level).collect();
    assert_eq!(levels, [Some(High), None]);
    for likelihood in Magnitude::ALL {
        for impact in Magnitude::ALL {
            // What is more likely or worse is never a smaller risk, and never above its impact.
            let level = standard_level(*likelihood, *impact);
            let more = |own: Magnitude| Magnitude::ALL.iter().copied().filter(move |other| *other >= own);
            assert!(more(*likelihood).all(|more| standard_level(more, *impact) >= level));
            assert!(more(*impact).all(|more| standard_level(*likelihood, more) >= level));
            assert!(level <= *impact);
        }
    }
}

// ---- Communication --------------------------------------------------------------------------------

#[test]
fn recommendation_is_that_of_the_published_cases() {
    let own = recommendation(291.0, 476.0, 395.0).unwrap();
    assert!((own.score + 8.95).abs() < 0.005 && (own.margin - 4.39).abs() < 0.005, "{own:?}");
    let own = recommendation(6.0, 2.0, 2.0).unwrap();
    near("plain", own.score, 40.0);
    assert!((own.margin - 49.6).abs() < 0.05, "{own:?}");
    assert!((own.adjusted - 30.8).abs() < 0.05 && (own.adjusted_margin - 43.4).abs() < 0.05, "{own:?}");
    // p = ½, ⅓ passive, ⅙: ⅓ with variance 5/9; of 36 answers the margin is z·√(5/9)/6.
    let own = recommendation(18.0, 12.0, 6.0).unwrap();
    near("a third", own.score, 100.0 / 3.0);
    near("its margin", own.margin, 100.0 * 1.959963984540054 * (5.0f64 / 9.0).sqrt() / 6.0);
    let own = recommendation(5.0, 0.0, 0.0).unwrap();
    assert_eq!((own.score, own.margin), (100.0, 0.0));
    for (p, n, d) in [(0.0, 0.0, 0.0), (-1.0, 2.0, 2.0), (f64::NAN, 1.0, 1.0), (f64::INFINITY, 1.0, 1.0)] {
        assert_eq!(recommendation(p, n, d), None);
    }
}

#[test]
fn recommendation_counts_where_it_was_asked() {
    let of = |figures: &str| all(&sheet().figures(figures)).communication.recommendation;
    let own = of("promoters 2026-01=2 2026-02=4; passives 2026-01=1 2026-02=1; detractors 2026-01=2 2026-02=0");
    assert_eq!(own.value(), recommendation(6.0, 2.0, 2.0));
    assert_eq!(of(""), Reading::NotSupplied);
    assert_eq!(of("promoters 2026=1; passives 2026=1"), missing(Reason::Figure(FigureKey::Detractors)));
    assert_eq!(of("promoters 2026=0; passives 2026=0; detractors 2026=0"), missing(Reason::NoResponses));
}

#[test]
fn effort_is_that_of_the_published_case_in_each_convention() {
    let counts = [80.0, 210.0, 140.0, 110.0, 160.0, 180.0, 120.0];
    let check = |convention, expected| near("effort", effort(counts, convention).unwrap(), expected);
    check(EffortConvention::Mean, 4.08);
    // 300 of 1000 less 430; 460 of 1000.
    check(EffortConvention::Net, -13.0);
    check(EffortConvention::Easy, 46.0);
    assert_eq!(effort([0.0; 7], EffortConvention::Mean), None);
    assert_eq!(effort([1.0, -1.0, 1.0, 1.0, 1.0, 1.0, 1.0], EffortConvention::Mean), None);
    assert_eq!(effort([f64::MAX; 7], EffortConvention::Easy), None);
    let figures = (1..).zip(counts).fold(sheet(), |all, (score, n)| all.figures(&format!("effort-{score} 2026={n}")));
    assert_eq!(all(&figures).communication.effort, missing(Reason::EffortConvention));
    let stated = |word: &str| all(&figures.clone().profile(&format!("effort-convention={word}"))).communication;
    same(stated("mean").effort, value(4.08));
    same(stated("net").effort, value(-13.0));
    same(stated("easy").effort, value(46.0));
    assert_eq!(stated("easy").effort_convention, Some(EffortConvention::Easy));
    assert_eq!(all(&sheet().profile("effort-convention=net")).communication.effort, Reading::NotSupplied);
}

#[test]
fn satisfaction_is_shown_as_a_mean_with_its_response_rate() {
    let survey = |more: &str| {
        sheet()
            .figures("satisfaction-1 2026=2; satisfaction-2 2026=1; satisfaction-3 2026=3; satisfaction-4 2026=20")
            .figures("satisfaction-5 2026=14")
            .figures(more)
    };
    let own = all(&survey("survey-invitations 2026=200")).communication;
    // 2 + 2 + 9 + 80 + 70 points of 40 answers.
    same(own.satisfaction, value(163.0 / 40.0));
    same(own.response_rate, value(20.0));
    let rate = |more: &str| all(&survey(more)).communication.response_rate;
    let key = FigureKey::SurveyInvitations;
    assert_eq!(rate(""), missing(Reason::Figure(key)));
    assert_eq!(rate("survey-invitations 2025=200"), missing(Reason::Periods(key, 1)));
    assert_eq!(rate("survey-invitations 2026=0"), missing(Reason::ZeroBase(key)));
    let own = all(&sheet()).communication;
    assert_eq!(own.satisfaction, missing(Reason::Figure(FigureKey::Satisfaction1)));
    let nobody = (1..=5).fold(sheet(), |all, score| all.figures(&format!("satisfaction-{score} 2026=0")));
    let own = all(&nobody.clone().figures("survey-invitations 2026=10")).communication;
    assert_eq!(own.satisfaction, missing(Reason::NoResponses));
    same(own.response_rate, value(0.0));
    let own = all(&nobody.figures("survey-invitations 2026=0")).communication;
    assert_eq!(own.response_rate, no_meaning(Reason::None(key)));
}

#[test]
fn the_perception_gap_is_it_less_its_customers_on_the_same_question() {
    let people = |mut all: Sheet, roles: &[&str]| {
        for (number, role) in (1..).zip(roles) {
            let who = support::respondent(number).to_string();
            all = all.say("respondent", &[&who, "role"], fourfold::model::Scalar::Text((*role).into()));
        }
        all
    };
    let answers = sheet().answers("g1 4 3 2 1 5; b1 4 4; r1 ? . 1; c1 5 . . 5 =0");
    let own = all(&people(answers, &["staff", "leader", "customer", "user"])).communication.perception;
    // 3.5 against 1.5; the fifth has no role. b1 has one side only, r1 likewise.
    let found: Vec<(usize, f64, usize, usize)> =
        own.iter().map(|own| (own.question, own.gap(), own.inside_count, own.outside_count)).collect();
    // The agreed level of c1 changes no individual answer.
    assert_eq!(found, [(0, 2.0, 2, 2), (3, 0.0, 1, 1)]);
}

#[test]
fn a_sum_that_left_the_numbers_never_looks_like_a_fact() {
    let none = missing(Reason::NotANumber);
    let huge = |key: &str| format!("{key} 2025=1e308 2026=1e308; ");
    let growth = all(&sheet().profile("economic-mode=charging").figures(
        &[huge("external-revenue"), huge("internal-charges"), huge("available-hours"), huge("productive-hours")]
            .concat(),
    ))
    .growth;
    same(growth.external_share, none);
    same(growth.hourly_yield, none);
    same(growth.compound_growth, none);
    assert_eq!(growth.drivers, missing(Reason::NotANumber));
    assert_eq!(growth.pattern, missing(Reason::NotANumber));
    let months = |key: &str, number: f64| format!("{key} 2026-01={number} 2026-02={number}; ");
    let of = |figures: &[String]| all(&external(&figures.concat()));
    same(of(&[months("benefits-realised", 1.0), months("invested", 1e308)]).growth.return_on_investment, none);
    let survey: Vec<String> = (1..=5).map(|score| months(&format!("satisfaction-{score}"), 1.0)).collect();
    let invited = [survey, vec![months("survey-invitations", 1e308)]].concat();
    same(of(&invited).communication.response_rate, none);
    let lines =
        sheet().line(1, "2026=1/1e308").line(2, "2026=1/1e308").line(3, "2026=1/1").row("line", 3, "purpose=run");
    assert_eq!(all(&lines).budget.purposes, missing(Reason::NotANumber));
    let line = sheet().line(1, "2026=1/1e307").row("line", 1, "purpose=run");
    assert_eq!(all(&line).budget.purposes, missing(Reason::NotANumber), "a hundred times it");
    let apart = sheet()
        .line(1, "2026=-1e308/1e308")
        .row("line", 1, "fixed=0 unit-rate=0 driver=service-units")
        .figures("service-units 2026=1");
    assert_eq!(all(&apart).budget.flexible_sum, Reading::NotSupplied, "actual and planned are too far apart");
    let two = |fields: &str| all(&sheet().row("project", 1, fields).row("project", 2, fields)).budget.portfolio;
    same(two("ev=1 ac=1e308").cost_index, none);
    let risks = "loss-before=1 loss-residual=1 treatment-cost=1e308";
    same(all(&sheet().row("risk", 1, risks).row("risk", 2, risks)).risk.return_of_all, none);
}

// ---- Flags ----------------------------------------------------------------------------------------

fn flags(inputs: &Sheet) -> Vec<Flag> {
    // The register is empty in most of these.
    all(inputs).flags.into_iter().filter(|flag| *flag != Flag::EmptyRegister).collect()
}

#[test]
fn figures_that_deserve_a_second_look_are_flagged() {
    let hours = |worked: f64| sheet().figures(&format!("productive-hours 2026={worked}; available-hours 2026=100"));
    let period = |text: &str| text.parse().unwrap();
    assert_eq!(flags(&hours(100.0)), []);
    assert_eq!(flags(&hours(120.0)), [Flag::OverUtilised { period: Some(period("2026")), percent: 120.0 }]);
    let credit = sheet()
        .line(1, "2025=-7/1 2026-01=0/10 2026-02=-10/10")
        .line(2, "2026-02=-1/1")
        .row("line", 2, "kind=revenue")
        // A line that ended with the year before.
        .line(3, "2025=-7/1");
    let negative = |number, text: &str| Flag::NegativeBudget { line: line(number), period: period(text) };
    assert_eq!(flags(&credit), [negative(1, "2026-02"), negative(2, "2026-02")]);
    let survey = |invited: u32| {
        (1..=5)
            .fold(sheet(), |all, score| all.figures(&format!("satisfaction-{score} 2026=10")))
            .figures(&format!("survey-invitations 2026={invited}"))
    };
    assert_eq!(flags(&survey(250)), []);
    assert_eq!(flags(&survey(400)), [Flag::FewResponses { percent: 12.5 }]);
    assert_eq!(all(&sheet()).flags, [Flag::EmptyRegister]);
    assert_eq!(all(&sheet().row("risk", 1, "title=X")).flags, []);
}

#[test]
fn a_process_people_cannot_speak_of_is_flagged() {
    let pack = built_in();
    let of = |answers: &str| -> Vec<Flag> {
        let size = pack.structure.sizes[0].id.to_string();
        let (assessment, settings) = (sheet().answers(answers).assessment(), settings(&size, None));
        let results = score(&pack, &assessment, &settings);
        let flags = shown(&pack, &assessment, &settings, &results).flags;
        flags.into_iter().filter(|flag| *flag != Flag::EmptyRegister).collect()
    };
    let id = pack.structure.questions[question_index(&pack, "inc-w")].process.clone().unwrap();
    let process = pack.structure.processes.iter().position(|own| own.id == id).unwrap();
    // Two of five are 40 %, two of six are not. N/A and blank are neither.
    assert_eq!(of("inc-w ? ? 3 3 3"), [Flag::DontKnow { process, percent: 40.0 }]);
    assert_eq!(of("inc-w ? ? 3 3 3 . x"), [Flag::DontKnow { process, percent: 40.0 }]);
    assert_eq!(of("inc-w ? ? 3 3 3 3"), []);
    assert_eq!(of("inc-w ?"), [Flag::DontKnow { process, percent: 100.0 }]);
    assert_eq!(of("inc-w x"), [Flag::NotApplicable { process, percent: 100.0 }]);
    assert_eq!(of(""), []);
}
