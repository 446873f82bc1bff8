//! What deserves a second look in a row of figures, held against what was worked out by hand.

use fourfold::model::{Month, Period, PeriodKind, Table};
use fourfold::score::{Notice, notices};

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// Periods with their values, as `2025-01=10 2025-02=20`.
fn series(says: &str) -> Table<Period, f64> {
    says.split_whitespace().map(|own| own.split_once('=').unwrap()).map(|(at, own)| (period(at), number(own))).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn found(says: &str) -> Vec<Notice> {
    notices(&series(says), true, Month::new(12).unwrap())
}

#[test]
fn the_month_that_is_farthest_from_the_average_of_the_others_is_told() {
    // The others of December come to 30 ÷ 3 = 10.
    let december = Notice::Apart { period: period("2025-12"), times: 1.9 };
    assert_eq!(found("2025-09=10 2025-10=9 2025-11=11 2025-12=19"), [december]);
    // 4 beside 12 is a third, farther than 16 beside 8, which is twice.
    let october = Notice::Apart { period: period("2025-10"), times: 4.0 / 12.0 };
    assert_eq!(found("2025-09=10 2025-10=4 2025-11=10 2025-12=16"), [october]);
    let none_at_all = Notice::Apart { period: period("2025-Q2"), times: 0.0 };
    assert_eq!(found("2025-Q1=5 2025-Q2=0 2025-Q3=5 2025-Q4=5"), [none_at_all]);
}

#[test]
fn below_one_and_a_half_times_below_four_values_and_among_years_nothing_stands_out() {
    // 14 beside 10 is 1.4 times.
    for calm in [
        "2025-09=10 2025-10=10 2025-11=10 2025-12=14",
        "2025-10=10 2025-11=10 2025-12=50",
        "2022=10 2023=10 2024=10 2025=50",
        "2025-09=0 2025-10=0 2025-11=0 2025-12=0",
        "2025-09=-1 2025-10=5 2025-11=5 2025-12=5",
    ] {
        assert_eq!(found(calm), [], "{calm}");
    }
    // From there on it does.
    assert_eq!(found("2025-09=10 2025-10=10 2025-11=10 2025-12=15").len(), 1);
}

#[test]
fn what_is_left_out_between_the_first_and_the_last_is_counted() {
    let gap = |first: &str, count| Notice::Gap { first: period(first), count };
    assert_eq!(found("2025-11=1 2026-01=1"), [gap("2025-12", 1)]);
    assert_eq!(found("2024-Q3=1 2025-Q1=1 2025-Q4=1"), [gap("2024-Q4", 3)]);
    assert_eq!(found("2021=1 2024=1 2025-01=1 2025-02=1"), [gap("2022", 2)]);
    assert_eq!(found("2025-11=1"), []);
}

#[test]
fn parts_that_are_all_there_have_to_come_to_what_is_stated_for_the_whole() {
    let quarters = "2025-Q1=10 2025-Q2=10 2025-Q3=10 2025-Q4=10";
    let differs = |sum, stated| Notice::Sum { period: period("2025"), parts: PeriodKind::Quarter, sum, stated };
    assert_eq!(found(&format!("{quarters} 2025=44")), [differs(40.0, 44.0)]);
    // Half a per cent is rounding.
    assert_eq!(found(&format!("{quarters} 2025=40.2")), []);
    // What is a state at the end does not add up, and what is not all there says nothing.
    assert_eq!(notices(&series(&format!("{quarters} 2025=10")), false, Month::new(12).unwrap()), []);
    assert_eq!(found("2025-Q1=10 2025-Q2=10 2025=44"), []);
}

#[test]
fn the_parts_of_a_financial_year_are_those_that_end_in_it() {
    // April 2025 to March 2026 is the year 2026: twelve months of 1, and one more before them that is not of it.
    let months: String = (3..=14).map(|at| format!("{}-{:02}=1 ", 2025 + at / 12, at % 12 + 1)).collect();
    let said = series(&format!("2025-03=1.2 {months} 2026=20"));
    let sum = Notice::Sum { period: period("2026"), parts: PeriodKind::Month, sum: 12.0, stated: 20.0 };
    assert_eq!(notices(&said, true, Month::new(3).unwrap()), [sum]);
}
