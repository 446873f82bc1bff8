//! The budget by period, and whether volume or spending missed it.

use super::{Drawn, Gallery, Illustration, Table, To, legend};
use crate::chart::{Bar, Column, Ink, Part, periods as columns, waterfall};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::model::{Period, PeriodKind};
use crate::score::shown::{Budget, FlexibleBudget};
use crate::score::{Reading, Reason};

/// From this deviation on a period is said to stand out, in percent.
const STANDS_OUT: f64 = 10.0;

/// A deviation in percent of a plan, + is more than planned.
fn percent(planned: f64, actual: f64) -> Option<f64> {
    (planned != 0.0).then(|| 100.0 * (actual - planned) / planned.abs())
}

pub(super) fn periods(own: &Gallery, budget: &Budget) -> Drawn {
    let w = &own.words.pictures;
    let reading = match budget.periods.is_empty() {
        true => Reading::Missing(Reason::Budget),
        false => Reading::Value(&budget.periods),
    };
    own.drawn(w.budget, Indicator::Budget, reading, |all| {
        let known: Vec<(Period, f64, f64)> =
            all.iter().filter_map(|(period, planned, actual)| Some((*period, (*planned)?, (*actual)?))).collect();
        let deviation = |(_, planned, actual): &&(Period, f64, f64)| percent(*planned, *actual);
        let worst = known.iter().filter(|own| deviation(own).is_some());
        let size = |own: &(Period, f64, f64)| percent(own.1, own.2).unwrap_or(0.0).abs();
        let worst = worst.max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let column = |(period, planned, actual): &(Period, Option<f64>, Option<f64>)| Column {
            name: short(own, *period),
            planned: *planned,
            actual: *actual,
            says: planned
                .zip(*actual)
                .and_then(|(planned, actual)| percent(planned, actual))
                .filter(|by| by.abs() >= STANDS_OUT && *period == worst.0)
                .map(|by| fill(w.percent, &[&own.signed(by, 0)]))
                .unwrap_or_default(),
        };
        let bars: Vec<Column> = all.iter().map(column).collect();
        let mut picture = columns(&bars, own.width);
        let mut legend = vec![(Ink::Filled, w.actual), (Ink::Outlined, w.planned)];
        legend.extend((known.len() < all.len()).then_some((Ink::Hatched, w.no_data)));
        picture.legend(&legend);
        let (planned, actual) = known.iter().fold((0.0, 0.0), |sum, own| (sum.0 + own.1, sum.1 + own.2));
        let row = |name: String, planned: Option<f64>, actual: Option<f64>| {
            let both = planned.zip(actual);
            let by = both.and_then(|(planned, actual)| percent(planned, actual));
            let none = || w.none.to_owned();
            let amount = |amount: Option<f64>| amount.map_or_else(none, |amount| (own.plain)(amount, 0));
            vec![
                name,
                amount(planned),
                amount(actual),
                both.map_or_else(none, |(planned, actual)| own.signed(actual - planned, 0)),
                by.map_or_else(none, |by| own.signed(by, 1)),
            ]
        };
        let mut rows: Vec<_> =
            all.iter().map(|(period, planned, actual)| (None, row(long(own, *period), *planned, *actual))).collect();
        rows.push((None, row(w.total.to_owned(), Some(planned), Some(actual))));
        Some(Illustration {
            id: "budget",
            name: w.budget.to_owned(),
            finding: finding(own, worst, (planned, actual)),
            picture,
            table: Table { head: vec![w.period, w.planned, w.actual, w.deviation, w.in_percent], rows },
            leads_to: own.behind(Indicator::Budget),
        })
    })
}

/// The year as a whole, and the period that missed its budget most.
fn finding(own: &Gallery, worst: &(Period, f64, f64), (planned, actual): (f64, f64)) -> String {
    let w = &own.words.pictures;
    let part = |by: Option<f64>| {
        let by = by.unwrap_or(0.0);
        let size = (own.plain)(by.abs(), 1);
        match by {
            _ if size == "0" => w.on_budget.to_owned(),
            by if by > 0.0 => fill(w.over_budget, &[&size]),
            _ => fill(w.under_budget, &[&size]),
        }
    };
    let (whole, most) = (part(percent(planned, actual)), part(percent(worst.1, worst.2)));
    fill(w.budget_finding, &[&whole, &long(own, worst.0), &most])
}

pub(super) fn flexible(own: &Gallery, budget: &Budget) -> Drawn {
    let w = &own.words.pictures;
    let reading = match (budget.flexible_sum, budget.flexible.iter().find_map(|(_, own)| reason(own))) {
        // A line that says something of volume and not enough is why there is no split.
        (Reading::NotSupplied, Some(reason)) => Reading::Missing(reason),
        (reading, _) => reading,
    };
    if matches!(reading, Reading::NotSupplied) {
        let to = Some(To::Figures(Indicator::Budget));
        return Drawn::Lacking { name: w.flexible, why: w.flexible_lacks.to_owned(), to };
    }
    own.drawn(w.flexible, Indicator::Budget, reading, |split| {
        let (volume, spending) = (split.activity_variance(), split.spending_variance());
        let whole =
            |name: &str, amount: f64| Bar { name: name.to_owned(), says: own.short(amount), part: Part::Whole(amount) };
        let change = |name: &str, amount: f64| Bar {
            name: name.to_owned(),
            says: own.short_signed(amount),
            part: Part::Change(amount),
        };
        let bars = [
            whole(w.planned, split.planned),
            change(w.volume, volume),
            change(w.spending, spending),
            whole(w.actual, split.actual),
        ];
        let mut picture = waterfall(&bars, own.width);
        picture.legend(&legend(own, w.budget_and_actual, &[volume, spending]));
        let share = |amount: f64| {
            percent(split.planned, split.planned + amount).map_or_else(String::new, |by| own.signed(by, 1))
        };
        let row = |name: &str, amount: String, share: String| (None, vec![name.to_owned(), amount, share]);
        Some(Illustration {
            id: "flexible-budget",
            name: w.flexible.to_owned(),
            finding: fill(w.flexible_finding, &[&own.short_signed(volume), &own.short_signed(spending)]),
            picture,
            table: Table {
                head: vec![w.effect, w.amount, w.of_planned],
                rows: vec![
                    row(w.planned, (own.plain)(split.planned, 0), String::new()),
                    row(w.volume, own.signed(volume, 0), share(volume)),
                    row(w.flexed, (own.plain)(split.flexed, 0), String::new()),
                    row(w.spending, own.signed(spending, 0), share(spending)),
                    row(w.actual, (own.plain)(split.actual, 0), String::new()),
                ],
            },
            leads_to: own.behind(Indicator::Budget),
        })
    })
}

fn reason(own: &Reading<FlexibleBudget>) -> Option<Reason> {
    match own {
        Reading::Missing(reason) | Reading::NotMeaningful(reason) => Some(*reason),
        _ => None,
    }
}

/// `Dec`, `Q4` or `2026`.
pub(super) fn short(own: &Gallery, period: Period) -> String {
    match period.kind {
        PeriodKind::Month => own.words.month(period.part.into()).chars().take(3).collect(),
        PeriodKind::Quarter => ["Q", &period.part.to_string()].concat(),
        PeriodKind::Year => period.year.to_string(),
    }
}

/// `December 2026`, `Q4 2026` or `2026`.
pub(super) fn long(own: &Gallery, period: Period) -> String {
    match period.kind {
        PeriodKind::Month => [own.words.month(period.part.into()), " ", &period.year.to_string()].concat(),
        PeriodKind::Quarter => ["Q", &period.part.to_string(), " ", &period.year.to_string()].concat(),
        PeriodKind::Year => period.year.to_string(),
    }
}
