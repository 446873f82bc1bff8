//! The four indicators over the rounds.

use super::{Gallery, Illustration, Table, To};
use crate::chart::{Ink, Panel, Point, trend};
use crate::locale::fill;
use crate::model::Text;
use crate::model::pack::Indicator;
use crate::score::{IndicatorResult, Results};

pub(super) fn rounds(own: &Gallery) -> Option<Illustration> {
    let w = &own.words.pictures;
    let before = own.past.last()?;
    let now = own.assessment.latest_round().and_then(|id| own.assessment.rounds.get(&id));
    let now: Text = now.and_then(|round| round.label.clone()).unwrap_or_default();
    let all: Vec<(&Text, &Results)> =
        own.past.iter().map(|past| (&past.label, &past.results)).chain([(&now, own.results)]).collect();
    let of = |results: &Results, id: Indicator| results.indicators[id.index()].view(own.view).score;
    let change = |id: Indicator| Some(of(own.results, id)? - of(&before.results, id)?);
    let says = |id: Indicator| {
        let scores = of(&before.results, id).zip(of(own.results, id));
        scores.map_or_else(
            || w.none.to_owned(),
            |(was, is)| {
                let way = fill(w.from_to, &[&(own.fixed)(was, 1), &(own.fixed)(is, 1)]);
                // On a telephone two panels leave no room for both.
                if own.width < 400.0 { way } else { [&*way, " · ", &own.signed(is - was, 1)].concat() }
            },
        )
    };
    let panels = Indicator::ALL_FOUR.map(|id| Panel {
        name: own.indicator(id),
        says: says(id),
        points: all.iter().map(|(_, results)| point(own, &results.indicators[id.index()])).collect(),
    });
    let names: Vec<&str> = all.iter().map(|(label, _)| &***label).collect();
    let mut picture = trend(&panels, &names.join(" → "), own.width);
    let mut legend = vec![(Ink::Filled, own.words.results.evidenced), (Ink::Outlined, own.words.results.claimed)];
    legend.push((Ink::Ghost, w.rounds_before));
    let ranges = panels.iter().flat_map(|panel| &panel.points).any(|point| point.range.is_some());
    legend.extend(ranges.then_some((Ink::Range, own.words.results.range)));
    picture.legend(&legend);
    let changes = Indicator::ALL_FOUR.iter().filter_map(|id| Some((*id, change(*id)?)));
    let most = changes.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    let finding = match most {
        None => w.rounds_none.to_owned(),
        Some((_, by)) if (own.fixed)(by.abs(), 1) == (own.fixed)(0.0, 1) => fill(w.rounds_same, &[&before.label]),
        Some((id, by)) => {
            let sentence = if by > 0.0 { w.rounds_rose } else { w.rounds_fell };
            fill(sentence, &[&before.label, &own.indicator(id).to_ascii_lowercase(), &(own.fixed)(by.abs(), 1)])
        }
    };
    let rows = Indicator::ALL_FOUR.iter().flat_map(|id| {
        all.iter().map(move |(label, results)| {
            let one = &results.indicators[id.index()];
            let range = one.view(own.view).range;
            let range = range
                .map(|(low, high)| fill(own.words.results.range_of, &[&(own.fixed)(low, 1), &(own.fixed)(high, 1)]));
            let cells = vec![
                own.indicator(*id),
                label.to_string(),
                own.maybe(one.claimed.score, 1),
                own.maybe(one.evidenced.score, 1),
                range.unwrap_or_else(|| w.none.to_owned()),
            ];
            (Some(To::Why(*id)), cells)
        })
    });
    let words = &own.words.results;
    Some(Illustration {
        id: "rounds",
        name: w.rounds.to_owned(),
        finding,
        picture,
        table: Table {
            head: vec![w.indicator, w.round, words.claimed, words.evidenced, words.range],
            rows: rows.collect(),
        },
        leads_to: Vec::new(),
    })
}

fn point(own: &Gallery, one: &IndicatorResult) -> Point {
    Point {
        claimed: one.claimed.score,
        evidenced: one.evidenced.score,
        range: one.view(own.view).range.filter(|(low, high)| high - low >= 0.05),
    }
}
