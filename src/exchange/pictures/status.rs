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
    Status { columns, rows, illustration }
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

/// Which attribute is weakest over all processes, and which is strongest.
fn finding(own: &Gallery, names: &[String], rows: &[StatusRow]) -> String {
    let w = &own.words.pictures;
    let mean = |column: usize| {
        let levels = rows.iter().filter_map(|row| match row.cells.get(column)?.known {
            Known::Level { claimed, evidenced } => Some(if own.view == View::Claimed { claimed } else { evidenced }),
            _ => None,
        });
        let (sum, count) = levels.fold((0, 0), |(sum, count), level| (sum + level, count + 1));
        (count > 0).then(|| sum as f64 / f64::from(count))
    };
    let means: Vec<(&String, f64)> =
        names.iter().enumerate().filter_map(|(column, name)| Some((name, mean(column)?))).collect();
    let lowest = means.iter().reduce(|low, own| if own.1 < low.1 { own } else { low });
    let highest = means.iter().reduce(|high, own| if own.1 > high.1 { own } else { high });
    match (lowest, highest) {
        (Some(low), Some(high)) if (own.fixed)(low.1, 1) == (own.fixed)(high.1, 1) => {
            fill(w.status_even, &[&(own.fixed)(low.1, 1)])
        }
        (Some(low), Some(high)) => {
            fill(w.status_finding, &[low.0, &(own.fixed)(low.1, 1), &high.0.to_lowercase(), &(own.fixed)(high.1, 1)])
        }
        _ => w.status_none.to_owned(),
    }
}
