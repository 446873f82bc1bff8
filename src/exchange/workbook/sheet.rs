//! A sheet as data: what stands in which cell. How it is written into a file is `book`.

use crate::exchange::said::Cell;

/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (8, 48);
/// The most lines a row shows at once: a page has no more, and a spreadsheet none higher.
const LINES: usize = 24;
/// What a heading needs beside its words, for the arrow that opens the filter.
const ARROW: usize = 4;

/// A table on a page of its own. The first row is its headings.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// What it is called: words of the app, 31 characters at most.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Whether its rows can be filtered.
    pub filtered: bool,
}

/// A column.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// What stands in it.
    pub kind: Kind,
}

/// What stands in a column, for how it looks; what a cell is, the cell says itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Words on a line, and numbers as they are.
    Words,
    /// Texts of several lines.
    Prose,
    /// Points of 100 and the like, shown with one decimal.
    Points,
}

impl Sheet {
    /// A sheet without rows.
    pub fn new(name: &'static str, columns: Vec<Column>) -> Self {
        Self { name, columns, rows: Vec::new(), filtered: true }
    }

    /// The same with these rows.
    pub fn of(self, rows: Vec<Vec<Cell>>) -> Self {
        Self { rows, ..self }
    }

    /// How many characters wide a column is: as what stands in it, within reason.
    pub fn width(&self, place: usize) -> usize {
        let longest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let cells = self.rows.iter().filter_map(|row| row.get(place)).map(|cell| match cell {
            Cell::Word(text) => longest(text) + 1,
            Cell::Number(_) => 0,
        });
        let head = self.columns.get(place).map_or(0, |own| longest(&own.name) + ARROW);
        cells.chain([head]).max().unwrap_or(0).clamp(WIDTHS.0, WIDTHS.1)
    }

    /// How many lines high a row is, for columns of these widths: not every program looks for itself.
    pub fn lines(&self, row: &[Cell], widths: &[usize]) -> usize {
        let of = |((cell, column), width): ((&Cell, &Column), &usize)| match (cell, column.kind) {
            (Cell::Word(text), Kind::Prose) => {
                text.split('\n').map(|line| line.chars().count().div_ceil(*width).max(1)).sum()
            }
            _ => 1,
        };
        row.iter().zip(&self.columns).zip(widths).map(of).max().unwrap_or(1).min(LINES)
    }
}

impl Column {
    /// Words on a line, or numbers as they are.
    pub fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: Kind::Words }
    }

    /// Texts of several lines.
    pub fn prose(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: Kind::Prose }
    }

    /// Points.
    pub fn points(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: Kind::Points }
    }
}
