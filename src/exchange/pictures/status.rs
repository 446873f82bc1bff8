//! The status of every process, attribute by attribute: a heat map that is a table.

use super::{Gallery, Illustration, Table, To};
use crate::chart::{Ink, Known, Line, heat_map};
use crate::locale::fill;
use crate::score::{AttributeState, Rating, View, attribute_states};

/// The processes with a level for each attribute.
#[derive(Clone, PartialEq, Debug)]
pub struct Status {
    /// The attributes, each with its name and the level of the ladder it belongs to.
    pub columns: Vec<(String, usize)>,
    /// The processes in pack order.
    pub rows: Vec<StatusRow>,
    /// Whether one answer stands for all attributes of a process.
    pub is_implied: bool,
    /// The same as a picture.
    pub illustration: Illustration,
}

/// A process.
#[derive(Clone, PartialEq, Debug)]
pub struct StatusRow {
    /// What it is called.
    pub name: String,
    /// Its page.
    pub to: Option<To>,
    /// The level it is claimed to have reached and the one its evidence carries, where one is rated.
    pub level: Option<(usize, usize)>,
    /// Its attributes.
    pub cells: Vec<Cell>,
}

/// An attribute of a process.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// What is known of it.
    pub known: Known,
    /// The question that asks for it.
    pub to: Option<To>,
    /// All of it in words.
    pub says: String,
}

pub(super) fn status(own: &Gallery) -> Status {
    let columns: Vec<(String, usize)> = own
        .pack
        .attributes
        .iter()
        .map(|(id, level)| (own.texts.attributes.get(id).map(|own| own.name.to_string()).unwrap_or_default(), *level))
        .collect();
    let rows: Vec<StatusRow> = own
        .results
        .processes
        .iter()
        .map(|process| {
            let (to, name) = own.process(process.process);
            let [claimed, evidenced] =
                [View::Claimed, View::Evidenced].map(|view| attribute_states(own.pack, own.results, process, view));
            let cells = claimed.iter().zip(&evidenced).zip(&columns);
            let cells = cells.map(|((claimed, evidenced), (column, _))| cell(own, &name, column, claimed, evidenced));
            let reached = |view| process.view(view).level.reached();
            StatusRow {
                cells: cells.collect(),
                level: reached(View::Claimed).map(|claimed| (claimed, reached(View::Evidenced).unwrap_or(0))),
                name,
                to,
            }
        })
        .collect();
    let illustration = illustration(own, &columns, &rows);
    Status { columns, rows, is_implied: is_implied(own), illustration }
}

fn cell(own: &Gallery, process: &str, column: &str, claimed: &AttributeState, evidenced: &AttributeState) -> Cell {
    let w = own.words;
    let known = match (claimed.rating, claimed.option) {
        (Rating::NotAsked, _) => Known::NotAsked,
        (Rating::NotApplicable, _) => Known::NotApplicable,
        (_, Some(claimed)) => Known::Level { claimed, evidenced: evidenced.option.unwrap_or(0).min(claimed) },
        (_, None) => Known::Open,
    };
    let says = match known {
        Known::Level { claimed, evidenced } if claimed == evidenced => {
            fill(w.pictures.cell_same, &[&evidenced.to_string()])
        }
        Known::Level { claimed, evidenced } => {
            fill(w.pictures.cell_apart, &[&evidenced.to_string(), &claimed.to_string()])
        }
        Known::Open => w.guide.unanswered.to_owned(),
        Known::NotApplicable => w.results.not_applicable.to_owned(),
        Known::NotAsked => w.guide.not_asked.to_owned(),
    };
    Cell {
        known,
        to: claimed.question.and_then(|place| own.question(place).0),
        says: fill("{0}, {1}: {2}", &[process, column, &says]),
    }
}

fn illustration(own: &Gallery, columns: &[(String, usize)], rows: &[StatusRow]) -> Illustration {
    let w = own.words;
    let names: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let line =
        |row: &StatusRow| Line { name: row.name.clone(), cells: row.cells.iter().map(|own| own.known).collect() };
    let mut picture = heat_map(&names, &rows.iter().map(line).collect::<Vec<_>>());
    let steps: Vec<String> = (0..=5).map(|step| step.to_string()).collect();
    let mut legend: Vec<(Ink, &str)> = (0..=5).map(Ink::Step).zip(steps.iter().map(String::as_str)).collect();
    legend.extend([(Ink::Outlined, w.pictures.claimed_beyond), (Ink::Hatched, w.pictures.no_answer)]);
    picture.legend(&legend);
    Illustration {
        id: "status",
        name: w.pictures.status.to_owned(),
        finding: finding(own, &names, rows),
        picture,
        table: Table::default(),
        leads_to: Vec::new(),
    }
}

/// Whether one answer stands for all attributes of a process: then nothing can be said of one attribute alone.
fn is_implied(own: &Gallery) -> bool {
    let whole = |place: &usize| own.pack.structure.questions.get(*place).is_some_and(|question| question.whole);
    own.results.items.iter().any(|item| item.sources.iter().any(whole))
}

/// Which process stands lowest, which highest, and which attribute is weakest across them.
fn finding(own: &Gallery, names: &[String], rows: &[StatusRow]) -> String {
    let w = &own.words.pictures;
    let leads = |(claimed, evidenced)| if own.view == View::Claimed { claimed } else { evidenced };
    let levels: Vec<(&str, usize)> = rows.iter().filter_map(|row| Some((&*row.name, leads(row.level?)))).collect();
    let lowest = levels.iter().reduce(|low, one| if one.1 < low.1 { one } else { low });
    let highest = levels.iter().reduce(|high, one| if one.1 > high.1 { one } else { high });
    let (Some(low), Some(high)) = (lowest, highest) else { return w.status_none.to_owned() };
    let (from, to) = (low.1.to_string(), high.1.to_string());
    let finding = match levels.iter().filter(|one| one.1 == low.1).count() {
        1 if levels.len() == 1 => fill(w.status_only, &[low.0, &from]),
        _ if low.1 == high.1 => fill(w.status_even, &[&from]),
        1 => fill(w.status_one, &[low.0, &from, high.0, &to]),
        many => fill(w.status_many, &[&many.to_string(), &from, high.0, &to]),
    };
    let mean = |column: usize| {
        let levels = rows.iter().filter_map(|row| match row.cells.get(column)?.known {
            Known::Level { claimed, evidenced } => Some(leads((claimed, evidenced))),
            _ => None,
        });
        let (sum, count) = levels.fold((0, 0), |(sum, count), level| (sum + level, count + 1));
        (count > 0).then(|| sum as f64 / f64::from(count))
    };
    let means = names.iter().enumerate().filter_map(|(column, name)| Some((name, mean(column)?)));
    match means.reduce(|low, one| if one.1 < low.1 { one } else { low }).filter(|_| !is_implied(own)) {
        Some((name, mean)) => fill(w.status_weakest, &[&finding, &name.to_ascii_lowercase(), &(own.fixed)(mean, 1)]),
        None => finding,
    }
}
