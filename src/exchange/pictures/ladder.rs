//! The level of every process, and how far claims are ahead of their evidence.

use super::{Gallery, Illustration, Table};
use crate::chart::{Ink, Row, rows};
use crate::locale::fill;
use crate::score::{Level, ProcessResult, View};

pub(super) fn ladder(own: &Gallery) -> Illustration {
    let w = own.words;
    let height = own.pack.structure.ladder.len();
    let bars: Vec<Row> = own.results.processes.iter().map(|process| bar(own, process)).collect();
    let marks: Vec<(f64, String)> = (0..=height).map(|level| (level as f64, level.to_string())).collect();
    let mut picture = rows(&bars, height.max(1) as f64, &marks, own.width);
    let mut legend = vec![(Ink::Filled, w.results.evidenced), (Ink::Outlined, w.results.claimed)];
    legend.extend(bars.iter().any(|bar| bar.target.is_some()).then_some((Ink::Target, w.pictures.target)));
    legend.extend(bars.iter().any(|bar| bar.before.is_some()).then_some((Ink::Ghost, w.pictures.before)));
    legend.extend(bars.iter().any(|bar| bar.claimed.is_none()).then_some((Ink::Hatched, w.pictures.no_data)));
    picture.legend(&legend);
    let table = own.results.processes.iter().zip(&bars).map(|(process, bar)| {
        let level = |value: Option<f64>| own.maybe(value, 0);
        let (to, name) = own.process(process.process);
        let target = bar.target.map_or_else(|| w.pictures.none.to_owned(), |target| (own.plain)(target, 1));
        (to, vec![name, level(bar.claimed), level(bar.evidenced), target, own.maybe(process.view(own.view).index, 0)])
    });
    Illustration {
        id: "levels",
        name: w.pictures.levels.to_owned(),
        finding: finding(own),
        picture,
        table: Table {
            head: vec![w.results.process, w.results.claimed, w.results.evidenced, w.pictures.target, w.results.index],
            rows: table.collect(),
        },
        leads_to: Vec::new(),
    }
}

fn bar(own: &Gallery, process: &ProcessResult) -> Row {
    let (_, name) = own.process(process.process);
    let claimed = process.claimed.level.reached();
    let level = |reached: Option<usize>| reached.map(|level| level as f64);
    let before = own.before().and_then(|results| results.processes.iter().find(|was| was.process == process.process));
    let target = own.pack.structure.processes.get(process.process);
    Row {
        name,
        says: match process.view(own.view).level {
            Level::Reached { level, or_more: true } => fill(own.words.results.or_more, &[&level.to_string()]),
            Level::Reached { level, .. } => level.to_string(),
            _ => own.words.pictures.none.to_owned(),
        },
        claimed: level(claimed),
        // What is claimed and carried by no evidence at all stands on the ground.
        evidenced: level(claimed.map(|_| process.evidenced.level.reached().unwrap_or(0))),
        range: None,
        target: target.and_then(|process| own.assessment.targets.get(&process.id).copied()),
        before: level(before.and_then(|was| was.view(own.view).level.reached())),
    }
}

/// How many processes claim a level that their evidence does not carry, and which one is furthest ahead.
fn finding(own: &Gallery) -> String {
    let w = &own.words.pictures;
    let reached = |process: &ProcessResult, view| process.view(view).level.reached();
    let rated: Vec<(&ProcessResult, usize)> = own
        .results
        .processes
        .iter()
        .filter_map(|process| {
            let claimed = reached(process, View::Claimed)?;
            Some((process, claimed.saturating_sub(reached(process, View::Evidenced).unwrap_or(0))))
        })
        .collect();
    let ahead = rated.iter().filter(|(_, gap)| *gap > 0).count();
    let furthest = rated.iter().reduce(|most, one| if one.1 > most.1 { one } else { most });
    match furthest {
        None => w.levels_none.to_owned(),
        Some(_) if ahead == 0 => w.levels_carried.to_owned(),
        Some((process, gap)) => {
            let (_, name) = own.process(process.process);
            let by = if *gap == 1 { w.one_level.to_owned() } else { fill(w.many_levels, &[&gap.to_string()]) };
            fill(w.levels_ahead, &[&ahead.to_string(), &rated.len().to_string(), &name, &by])
        }
    }
}
