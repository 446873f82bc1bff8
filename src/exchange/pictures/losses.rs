//! What the risks of the register may cost together in a year: the loss-exceedance curve of a simulation.

use super::{Gallery, Illustration, Table};
use crate::chart::{Ink, Plot, plot, steps_to};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::score::simulation::{CURVE_POINTS, Exceedance, Outcome};

/// The points of the curve that the table names, in per cent of the years.
const NAMED: [usize; 23] = [1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 98, 99, 100];

pub(super) fn losses(own: &Gallery, outcome: &Outcome, seed: u64) -> Illustration {
    let w = &own.words.pictures;
    let appetite = own.assessment.profile.appetite.filter(|own| *own > 0.0);
    let greatest = outcome.curve.last().map_or(0.0, |point| point.loss);
    // What one accepts is shown where it does not press the curve to the edge.
    let limit = appetite.filter(|limit| *limit <= 2.0 * greatest);
    let across = steps_to(greatest.max(limit.unwrap_or(0.0)));
    let percent = |share: f64, decimals: u32| [&*(own.fixed)(100.0 * share, decimals), " %"].concat();
    // A year that loses nothing at all still loses nothing more than that.
    let start = outcome.curve.first().filter(|first| first.loss > 0.0).map(|_| (0.0, 1.0));
    let mut marks: Vec<(f64, f64, String)> = Vec::new();
    for (name, per_cent) in [("P10", 10), ("P50", 50), ("P90", 90)] {
        let Some(point) = outcome.curve.get(per_cent - 1) else { continue };
        let text = [name, " ", &own.short(point.loss)].concat();
        // Where many years lose nothing, several of them are the same point.
        marks.retain(|other| other.0 != point.loss);
        marks.push((point.loss, point.share, text));
    }
    let mut picture = plot(
        &Plot {
            points: start.into_iter().chain(outcome.curve.iter().map(|point| (point.loss, point.share))).collect(),
            across: across.into_iter().map(|at| (at, own.short(at))).collect(),
            up: [0.0, 0.25, 0.5, 0.75, 1.0].map(|at| (at, percent(at, 0))).to_vec(),
            below: w.loss_of_a_year.to_owned(),
            above: w.years_above.to_owned(),
            marks,
            limit: limit.map(|limit| (limit, above(outcome, limit).map_or(1.0, |point| point.share))),
            level: None,
        },
        own.width,
    );
    let curve = (Ink::Filled, w.years_that_lose_more);
    picture.legend(&[Some(curve), limit.map(|_| (Ink::Target, w.accepted))].into_iter().flatten().collect::<Vec<_>>());
    let money = |amount: f64| (own.plain)(amount, 0);
    let named = NAMED.iter().filter_map(|per_cent| {
        // Above 99 the points are a tenth of a per cent apart.
        let (place, name) = if *per_cent > 99 {
            (CURVE_POINTS - 1, "P99.9".to_owned())
        } else {
            (per_cent - 1, format!("P{per_cent}"))
        };
        let point = outcome.curve.get(place)?;
        Some((None, vec![name, money(point.loss), percent(point.share, 1)]))
    });
    let single = |name: &str, value: String| (None, vec![name.to_owned(), value, String::new()]);
    let error = outcome.standard_error.map(|error| fill(w.plus_minus, &[&money(outcome.mean), &money(error)]));
    let rows = [
        single(w.mean_loss, error.unwrap_or_else(|| money(outcome.mean))),
        single(w.years_without, percent(outcome.without_loss, 1)),
        single(w.years_played, money(outcome.years as f64)),
        single(w.seed, seed.to_string()),
    ];
    Illustration {
        id: "losses",
        name: w.losses.to_owned(),
        finding: finding(own, outcome, appetite),
        picture,
        table: Table { head: vec![w.point, w.loss_of_a_year, w.years_above], rows: named.chain(rows).collect() },
        leads_to: own.behind(Indicator::Risk).into_iter().take(1).collect(),
    }
}

/// The last point of the curve that costs no more than an amount. Its share of years is that of the amount, to a per cent.
fn above(outcome: &Outcome, amount: f64) -> Option<Exceedance> {
    outcome.curve.iter().rev().find(|point| point.loss <= amount).copied()
}

fn finding(own: &Gallery, outcome: &Outcome, appetite: Option<f64>) -> String {
    let w = &own.words.pictures;
    let halves = || fill(w.losses_halves, &[&own.short(outcome.p50), &own.short(outcome.p90)]);
    if outcome.without_loss >= 1.0 {
        return fill(w.losses_none, &[&(own.plain)(outcome.years as f64, 0)]);
    }
    let Some(appetite) = appetite else { return halves() };
    let greatest = outcome.curve.last().map_or(0.0, |point| point.loss);
    let said = match above(outcome, appetite) {
        Some(_) if greatest <= appetite => fill(w.losses_within, &[&own.short(appetite)]),
        Some(point) if point.share < 0.01 => fill(w.losses_rarely, &[&own.short(appetite)]),
        Some(point) => fill(w.losses_above, &[&(own.fixed)(100.0 * point.share, 0), &own.short(appetite)]),
        None => fill(w.losses_always, &[&own.short(appetite)]),
    };
    [said, halves()].join(". ")
}
