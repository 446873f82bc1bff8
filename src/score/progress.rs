//! How far what was taken on has come: actions that are closed, and those that were due by then, month by month. The rule
//! is ours.

use chrono::{Datelike, NaiveDate};

use crate::model::{ActionStatus, Assessment, Period, PeriodKind};

/// How many months are looked back on, that of today included (OURS).
const MONTHS: i32 = 12;

/// How far the actions of a plan have come. What is closed or overdue, the action says.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Progress {
    /// How many actions there are.
    pub actions: usize,
    /// How many of them are done.
    pub done: usize,
    /// How many were given up.
    pub given_up: usize,
    /// How many of the others were due before today.
    pub overdue: usize,
    /// How many are closed and nobody said since when: no month has them.
    pub undated: usize,
    /// From the first month in which something was due or closed to that of today, at most a year of them.
    pub months: Vec<Month>,
}

/// What there was at the end of a month, with all that was before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Month {
    /// Which one.
    pub period: Period,
    /// How many actions were due by then.
    pub due: usize,
    /// How many were closed by then.
    pub closed: usize,
}

impl Progress {
    /// How many are done or given up.
    pub fn closed(&self) -> usize {
        self.done + self.given_up
    }
}

/// How far the actions have come by a day.
pub fn progress(assessment: &Assessment, today: NaiveDate) -> Progress {
    let actions = assessment.actions();
    let mut own = Progress { actions: actions.len(), ..Progress::default() };
    let (mut due, mut closed) = (Vec::new(), Vec::new());
    for (_, action) in actions.iter() {
        due.extend(action.due.map(month));
        match action.status {
            Some(ActionStatus::Done) => own.done += 1,
            Some(ActionStatus::Dropped) => own.given_up += 1,
            Some(ActionStatus::Open | ActionStatus::Started) | None => {}
        }
        match action.closed {
            Some(day) if action.is_closed() => closed.push(month(day)),
            None if action.is_closed() => own.undated += 1,
            _ => own.overdue += usize::from(action.is_overdue(today)),
        }
    }
    let last = month(today);
    let first = due.iter().chain(&closed).min().map_or(last + 1, |first| *first.max(&(last - MONTHS + 1)));
    let by = |all: &[i32], end: i32| all.iter().filter(|own| **own <= end).count();
    let one = |end: i32| {
        let period = Period::new(PeriodKind::Month, end.div_euclid(12), end.rem_euclid(12) as u32 + 1)?;
        Some(Month { period, due: by(&due, end), closed: by(&closed, end) })
    };
    own.months = (first..=last).filter_map(one).collect();
    own
}

/// A month, counted from year 0.
fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}
