//! How well what was predicted of decisions came true: the Brier score after each prediction that could be held against
//! what happened.

use super::{Drawn, Gallery, Illustration, Table};
use crate::chart::{Ink, Plot, plot};
use crate::locale::fill;
use crate::model::iso_date;
use crate::model::pack::{Indicator, MetricKey};
use crate::score::shown::{FORECASTS_NEEDED, HALF_AND_HALF, forecasts as of};
use crate::score::{Reading, Settings};

/// A score up to this is close to what happened, and one up to that is close to half and half (OURS).
const CLOSE: f64 = 0.1;
const NEARLY: f64 = 0.2;

pub(super) fn forecasts(own: &Gallery) -> Drawn {
    let w = &own.words.pictures;
    let round = own.assessment.latest_round();
    let as_of = round.and_then(|round| Settings::of(own.assessment, own.pack, round).as_of);
    let all = of(own.assessment, as_of);
    let metrics = own.results.metrics.iter().flatten();
    let reading = metrics.into_iter().find(|metric| metric.key == MetricKey::BrierScore).map(|metric| metric.reading);
    own.drawn(w.forecasts, Indicator::Risk, reading.unwrap_or(Reading::NotSupplied), |score| {
        let last = all.last()?;
        let count = all.len();
        let highest = all.iter().map(|own| own.so_far).fold(0.5, f64::max);
        let places: Vec<usize> = if count > 6 { vec![1, count.div_ceil(2), count] } else { (1..=count).collect() };
        let mut picture = plot(
            &Plot {
                points: all.iter().enumerate().map(|(place, own)| ((place + 1) as f64, own.so_far)).collect(),
                // A single point stands in the middle.
                across: match count {
                    1 => vec![(0.0, String::new()), (1.0, "1".to_owned()), (2.0, String::new())],
                    _ => places.into_iter().map(|own| (own as f64, own.to_string())).collect(),
                },
                up: [0.0, 0.25, 0.5, 0.75, 1.0]
                    .into_iter()
                    .filter(|at| *at < highest + 0.25)
                    .map(|at| (at, (own.fixed)(at, 2)))
                    .collect(),
                below: w.predictions.to_owned(),
                above: w.brier_low.to_owned(),
                marks: vec![(count as f64, last.so_far, (own.fixed)(score, 2))],
                limit: None,
                level: Some(HALF_AND_HALF),
            },
            own.width,
        );
        picture.legend(&[(Ink::Filled, w.brier_so_far), (Ink::Range, w.half_and_half)]);
        let decisions = own.assessment.decisions();
        let row = |one: &crate::score::shown::Forecast| {
            let title = decisions.get(&one.decision).and_then(|own| own.title.clone()).unwrap_or_default();
            let happened = if one.happened { own.words.figures.yes } else { own.words.figures.no };
            let cells = vec![
                title.to_string(),
                one.review.map_or_else(|| w.none.to_owned(), iso_date),
                (own.fixed)(one.probability, 2),
                happened.to_owned(),
                (own.fixed)(one.so_far, 3),
            ];
            (None, cells)
        };
        let figures = own.words;
        Some(Illustration {
            id: "predictions",
            name: w.forecasts.to_owned(),
            finding: finding(own, score, count),
            picture,
            table: Table {
                head: vec![
                    figures.register(crate::model::Register::Decisions),
                    figures.column("review"),
                    figures.column("probability"),
                    figures.column("happened"),
                    w.brier_so_far,
                ],
                rows: all.iter().map(row).collect(),
            },
            leads_to: own.behind(Indicator::Risk).into_iter().take(1).collect(),
        })
    })
}

fn finding(own: &Gallery, score: f64, count: usize) -> String {
    let w = &own.words.pictures;
    if count < FORECASTS_NEEDED {
        let many = [count, FORECASTS_NEEDED].map(|own| own.to_string());
        return fill(if count == 1 { w.brier_early_one } else { w.brier_early }, &[&many[0], &many[1]]);
    }
    let words = match score {
        score if score <= CLOSE => w.brier_close,
        score if score <= NEARLY => w.brier_better,
        score if score <= HALF_AND_HALF => w.brier_hardly,
        _ => w.brier_worse,
    };
    fill(words, &[&(own.fixed)(score, 2), &count.to_string()])
}
