//! How far the actions of the plan have come, month by month: what was due by then is outlined, what was closed by then is
//! filled into it.

use chrono::NaiveDate;

use super::budget::{long, short};
use super::{Gallery, Illustration, Table};
use crate::chart::{Column, Ink, periods as columns};
use crate::locale::fill;
use crate::score::{Month, Progress, progress as of};

pub(super) fn progress(own: &Gallery, today: NaiveDate) -> Option<Illustration> {
    let w = &own.words.progress;
    let found = of(own.assessment, today);
    if found.months.is_empty() {
        return None;
    }
    let column = |month: &Month| Column {
        name: short(own, month.period),
        planned: Some(month.due as f64),
        actual: Some(month.closed as f64),
        says: String::new(),
    };
    let bars: Vec<Column> = found.months.iter().map(column).collect();
    let mut picture = columns(&bars, own.width);
    picture.legend(&[(Ink::Filled, w.closed_by), (Ink::Outlined, w.due_by)]);
    let row = |month: &Month| (None, vec![long(own, month.period), month.due.to_string(), month.closed.to_string()]);
    Some(Illustration {
        id: "actions-closed",
        name: w.name.to_owned(),
        finding: finding(own, &found),
        picture,
        table: Table {
            head: vec![own.words.pictures.period, w.due_by, w.closed_by],
            rows: found.months.iter().map(row).collect(),
        },
        leads_to: Vec::new(),
    })
}

/// How many are closed, and what is not well about the rest.
fn finding(own: &Gallery, found: &Progress) -> String {
    let w = &own.words.progress;
    let mut said = vec![fill(w.closed, &[&found.closed().to_string(), &found.actions.to_string()])];
    let more = [(w.given_up, found.given_up), (w.overdue, found.overdue), (w.undated, found.undated)];
    said.extend(more.iter().filter(|own| own.1 > 0).map(|(words, count)| fill(words, &[&count.to_string()])));
    said.join(" ")
}
