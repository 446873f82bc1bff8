//! The four indicators on one scale.

use super::{Gallery, Illustration, Table, To};
use crate::chart::{Ink, Row, rows};
use crate::locale::fill;
use crate::score::IndicatorResult;

pub(super) fn indicators(own: &Gallery) -> Illustration {
    let w = own.words;
    let limits = &own.pack.structure.thresholds;
    let bars: Vec<Row> = own.results.indicators.iter().map(|indicator| bar(own, indicator)).collect();
    let mark = |text: &str, at: f64| (at, fill(text, &[&(own.plain)(at, 0)]));
    let marks = [
        (0.0, "0".to_owned()),
        mark(w.pictures.fair, limits.fair),
        mark(w.pictures.good, limits.good),
        (100.0, "100".to_owned()),
    ];
    let mut picture = rows(&bars, 100.0, &marks, own.width);
    let mut legend = vec![(Ink::Filled, w.results.evidenced), (Ink::Outlined, w.results.claimed)];
    legend.extend(bars.iter().any(|bar| bar.range.is_some()).then_some((Ink::Range, w.results.range)));
    legend.extend(bars.iter().any(|bar| bar.before.is_some()).then_some((Ink::Ghost, w.pictures.before)));
    legend.extend(bars.iter().any(|bar| bar.claimed.is_none()).then_some((Ink::Hatched, w.pictures.no_data)));
    picture.legend(&legend);
    Illustration {
        id: "indicators",
        name: w.pictures.indicators.to_owned(),
        finding: finding(own),
        picture,
        table: table(own),
        leads_to: Vec::new(),
    }
}

fn bar(own: &Gallery, indicator: &IndicatorResult) -> Row {
    let w = own.words;
    let side = indicator.view(own.view);
    let known = |score: Option<f64>| score.filter(|_| !indicator.range_only);
    let wide = side.range.filter(|(low, high)| high - low >= 0.05);
    let says = match (known(side.score), side.range) {
        (Some(score), _) => (own.fixed)(score, 1),
        (None, Some((low, high))) => fill(w.results.range_of, &[&(own.fixed)(low, 0), &(own.fixed)(high, 0)]),
        (None, None) => w.results.not_applicable.to_owned(),
    };
    let red = own.results.metrics[indicator.id.index()].iter().filter(|metric| metric.red_flag).count();
    let flags = match red {
        0 => None,
        1 => Some(w.pictures.one_flag.to_owned()),
        n => Some(fill(w.pictures.flags, &[&n.to_string()])),
    };
    let before = own.before().map(|results| &results.indicators[indicator.id.index()]);
    Row {
        name: own.indicator(indicator.id),
        says: [Some(says), flags].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        claimed: known(indicator.claimed.score),
        evidenced: known(indicator.evidenced.score),
        range: wide,
        target: None,
        before: before.filter(|own| !own.range_only).and_then(|before| before.view(own.view).score),
    }
}

/// How sure the four are: the widest range.
fn finding(own: &Gallery) -> String {
    let w = &own.words.pictures;
    let ranges = own.results.indicators.iter().filter_map(|one| Some((one, one.view(own.view).range?)));
    let widest = ranges.max_by(|(_, a), (_, b)| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    match widest {
        None => w.indicators_none.to_owned(),
        Some((_, (low, high))) if high - low < 0.05 => w.indicators_exact.to_owned(),
        Some((_, (low, high))) if high - low > 99.95 && own.results.indicators.iter().all(untouched) => {
            w.indicators_open.to_owned()
        }
        Some((one, (low, high))) => {
            fill(w.indicators_widest, &[&own.indicator(one.id), &(own.fixed)(low, 0), &(own.fixed)(high, 0)])
        }
    }
}

fn untouched(own: &IndicatorResult) -> bool {
    own.claimed.score.is_none()
}

fn table(own: &Gallery) -> Table {
    let w = own.words;
    let rows = own.results.indicators.iter().map(|one| {
        let range = one.view(own.view).range.map_or_else(
            || w.pictures.none.to_owned(),
            |(low, high)| fill(w.results.range_of, &[&(own.fixed)(low, 2), &(own.fixed)(high, 2)]),
        );
        let before = own.before().and_then(|results| results.indicators[one.id.index()].view(own.view).score);
        let red = own.results.metrics[one.id.index()].iter().filter(|metric| metric.red_flag);
        let red: Vec<&str> = red.map(|metric| w.metric(metric.key).name).collect();
        let mut cells = vec![
            own.indicator(one.id),
            own.maybe(one.claimed.score, 2),
            own.maybe(one.evidenced.score, 2),
            range,
            own.maybe(one.confidence.map(|confidence| confidence.value), 0),
            if red.is_empty() { w.pictures.none.to_owned() } else { red.join(", ") },
        ];
        cells.extend(own.before().map(|_| own.maybe(before, 2)));
        (Some(To::Why(one.id)), cells)
    });
    let mut head = vec![
        w.pictures.indicator,
        w.results.claimed,
        w.results.evidenced,
        w.results.range,
        w.results.confidence,
        w.pictures.red_flags,
    ];
    head.extend(own.before().map(|_| w.pictures.before));
    Table { head, rows: rows.collect() }
}
