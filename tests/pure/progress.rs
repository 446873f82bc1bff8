//! How far the actions of a plan have come, held against what was counted by hand.

use crate::support::gallery::of_sheet;
use crate::support::{Sheet, sheet};
use chrono::NaiveDate;
use fourfold::exchange::pictures::Illustration;
use fourfold::model::Assessment;
use fourfold::score::{Progress, progress};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Each month with what was due and what was closed by its end.
fn months(own: &Progress) -> Vec<(String, usize, usize)> {
    own.months.iter().map(|own| (own.period.to_string(), own.due, own.closed)).collect()
}

/// Two done, one of them late; one given up; one overdue; one begun and due later; one without a day.
fn six() -> Sheet {
    sheet()
        .row("action", 1, "title=A due=2026-01-31 status=done closed=2026-01-20")
        .row("action", 2, "title=B due=2026-02-01 status=done closed=2026-04-01")
        .row("action", 3, "title=C due=2026-03-31 status=dropped closed=2026-02-28")
        .row("action", 4, "title=D due=2026-04-09 status=open")
        .row("action", 5, "title=E due=2026-04-10 status=started")
        .row("action", 6, "title=F")
}

#[test]
fn closed_is_what_was_done_or_given_up_and_overdue_what_was_due_before_today() {
    let own = progress(&six().assessment(), day("2026-04-10"));
    assert_eq!((own.actions, own.done, own.given_up, own.closed(), own.overdue, own.undated), (6, 2, 1, 3, 1, 0));
    // On its day nothing is late yet; a day after it is.
    for (today, overdue) in [("2026-04-09", 0), ("2026-04-11", 2)] {
        assert_eq!(progress(&six().assessment(), day(today)).overdue, overdue, "on {today}");
    }
}

#[test]
fn each_month_has_what_was_due_and_closed_by_its_last_day() {
    let expected = [("2026-01", 1, 1), ("2026-02", 2, 2), ("2026-03", 3, 2), ("2026-04", 5, 3)];
    let found = months(&progress(&six().assessment(), day("2026-04-10")));
    assert_eq!(found, expected.map(|(month, due, closed)| (month.to_owned(), due, closed)));
}

#[test]
fn a_day_of_closing_counts_only_where_an_action_is_closed_and_none_is_told() {
    let said = sheet().row("action", 1, "due=2026-01-05 status=started closed=2026-01-20").row(
        "action",
        2,
        "due=2026-01-05 status=done",
    );
    let own = progress(&said.assessment(), day("2026-01-31"));
    assert_eq!((own.done, own.overdue, own.undated), (1, 1, 1));
    assert_eq!(months(&own), [("2026-01".to_owned(), 2, 0)]);
}

#[test]
fn a_year_is_looked_back_on_and_what_was_before_is_in_its_first_month() {
    let said = sheet().row("action", 1, "due=2024-12-31 status=done closed=2024-11-30").row(
        "action",
        2,
        "due=2025-02-28 status=done closed=2026-01-01",
    );
    let found = months(&progress(&said.assessment(), day("2026-01-15")));
    assert_eq!(found.len(), 12);
    assert_eq!(found[0], ("2025-02".to_owned(), 2, 1));
    assert_eq!(found[11], ("2026-01".to_owned(), 2, 2));
}

#[test]
fn whatever_day_is_stated_there_is_no_month_that_cannot_be() {
    for (due, closed) in [("0001-01-01", "9999-12-31"), ("9999-12-31", "0001-01-01")] {
        let said = sheet().row("action", 1, &format!("due={due} status=done closed={closed}"));
        let own = progress(&said.assessment(), day("2026-01-15"));
        assert!(own.months.len() <= 12 && own.done == 1, "{own:?}");
        assert!(progress(&said.assessment(), NaiveDate::MAX).months.is_empty());
        progress(&said.assessment(), NaiveDate::MIN);
    }
    assert_eq!(progress(&Assessment::default(), day("2026-01-15")), Progress::default());
}

fn picture(said: &Sheet, today: &str) -> Option<Illustration> {
    of_sheet(said, |own| own.progress(day(today)))
}

#[test]
fn the_picture_says_what_is_closed_and_what_is_not_well() {
    let own = picture(&six(), "2026-04-10").unwrap();
    assert_eq!(own.finding, "3 of 6 closed. Given up among them: 1. Overdue: 1.");
    let cells: Vec<&[String]> = own.table.rows.iter().map(|own| &own.1[..]).collect();
    assert_eq!(cells[0], ["January 2026", "1", "1"]);
    assert_eq!(cells[3], ["April 2026", "5", "3"]);
    assert_eq!(cells.len(), 4);
    // Nothing was due or closed yet: there is nothing to look back on.
    assert_eq!(picture(&sheet().row("action", 1, "due=2026-05-01"), "2026-04-10"), None);
    assert_eq!(picture(&sheet(), "2026-04-10"), None);
}
