//! From clipboard text to a grid of cells, as Excel, LibreOffice and Google Sheets copy them.

use std::borrow::Cow;

use super::{PeriodLabel, date, number, parse_period_label, trim};

/// The longest text accepted, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// The most rows accepted, after trailing empty ones are dropped.
pub const MAX_ROWS: usize = 2_000;
/// The most columns accepted, after trailing empty ones are dropped.
pub const MAX_COLUMNS: usize = 200;

/// A paste larger than any table of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetError {
    /// More than [`MAX_BYTES`].
    TooLong(Excess),
    /// More than [`MAX_ROWS`].
    TooManyRows(Excess),
    /// More than [`MAX_COLUMNS`].
    TooManyColumns(Excess),
}

/// How far a paste exceeds a limit, in bytes, rows or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// The most accepted.
    pub limit: usize,
    /// What was pasted.
    pub found: usize,
}

/// Splits a paste into rows of equal width. Cells are trimmed of white space, byte order marks
/// and invisible direction marks; trailing empty rows and columns are dropped.
///
/// A cell in double quotes may contain separators, line ends and doubled quotes. A quote that
/// does not enclose its whole cell is an ordinary character.
///
/// Cells are separated by tabs. Without any tab, by semicolons; without any semicolon outside
/// quotes, by commas, but only if *all* of this holds, and else every line is one cell:
/// - there are two lines or more, each with the same number of fields, more than one;
/// - no comma is followed by a space (`Doe, Jane` is one cell);
/// - the commas cannot belong to numbers: not every line reads as one number, and either no comma
///   stands between two digits, or a run of digits and marks around one is a number in no
///   notation (`10,20,30`), or some field is a date, a month or a quarter (`Jan,100`).
///
/// # Errors
/// The text, its rows or its columns exceed [`MAX_BYTES`], [`MAX_ROWS`] or [`MAX_COLUMNS`].
pub fn cells(text: &str) -> Result<Vec<Vec<String>>, SheetError> {
    if text.len() > MAX_BYTES {
        return Err(SheetError::TooLong(Excess { limit: MAX_BYTES, found: text.len() }));
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut row, mut column, mut height, mut width) = (0, 0, 0, 0);
    for (cell, ends_row) in (Cells { rest: Some(text), separator: separator(text) }) {
        let cell = trim(&cell);
        if !cell.is_empty() {
            height = row + 1;
            width = width.max(column + 1);
            // Beyond the limits cells are counted, not kept: a megabyte of tabs stays small.
            if height <= MAX_ROWS && column < MAX_COLUMNS {
                rows.resize_with(height, Vec::new);
                if let Some(line) = rows.last_mut() {
                    line.resize(column, String::new());
                    line.push(cell.to_owned());
                }
            }
        }
        (row, column) = if ends_row { (row + 1, 0) } else { (row, column + 1) };
    }
    if height > MAX_ROWS {
        return Err(SheetError::TooManyRows(Excess { limit: MAX_ROWS, found: height }));
    }
    if width > MAX_COLUMNS {
        return Err(SheetError::TooManyColumns(Excess { limit: MAX_COLUMNS, found: width }));
    }
    for line in &mut rows {
        line.resize(width, String::new());
    }
    Ok(rows)
}

/// The cells of a text in reading order, each with whether it is the last of its row.
struct Cells<'a> {
    rest: Option<&'a str>,
    separator: char,
}

impl<'a> Iterator for Cells<'a> {
    type Item = (Cow<'a, str>, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.rest?;
        let ends = [self.separator, '\n', '\r'];
        let (cell, after) = quoted(text, ends).unwrap_or_else(|| {
            let (cell, after) = text.split_at(text.find(ends).unwrap_or(text.len()));
            (Cow::Borrowed(cell), after)
        });
        let same_row = after.strip_prefix(self.separator);
        let next_row = || after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
        self.rest = same_row.or_else(next_row);
        Some((cell, same_row.is_none()))
    }
}

/// The quoted cell at the start of a text and what follows it.
///
/// Looking for the closing quote may run far ahead in vain, but only past doubled quotes; a cell
/// that starts with one of those is decided within it. So all cells together stay linear.
fn quoted(text: &str, ends: [char; 3]) -> Option<(Cow<'_, str>, &str)> {
    let body = text.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let close = from + body.get(from..)?.find('"')?;
        let after = body.get(close + 1..)?;
        if after.starts_with('"') {
            from = close + 2;
        } else if after.is_empty() || after.starts_with(ends) {
            return Some((Cow::Owned(body.get(..close)?.replace("\"\"", "\"")), after));
        } else {
            return None;
        }
    }
}

fn separator(text: &str) -> char {
    if !text.contains('\t') && unquoted(text).any(|part| part.contains(';')) {
        ';'
    } else if !text.contains('\t') && commas_separate(text) {
        ','
    } else {
        '\t'
    }
}

/// The rule is told at [`cells`].
fn commas_separate(text: &str) -> bool {
    let (mut lines, mut width, mut fields, mut named) = (0, 0, 0, false);
    for (cell, ends_row) in (Cells { rest: Some(text), separator: ',' }) {
        fields += 1;
        named |= date::date(&cell).is_some() || !matches!(parse_period_label(&cell), None | Some(PeriodLabel::Year(_)));
        if ends_row {
            if fields > 1 || !trim(&cell).is_empty() {
                if lines > 0 && fields != width {
                    return false;
                }
                (lines, width) = (lines + 1, fields);
            }
            fields = 0;
        }
    }
    let is_number = |text: &str| number::number(text).is_some();
    let is_prose = unquoted(text).any(|part| part.contains(", "));
    let is_column = || text.split(['\n', '\r']).all(|line| trim(line).is_empty() || is_number(line));
    if lines < 2 || width < 2 || is_prose || is_column() {
        return false;
    }
    let beside_digits = |c: char| !matches!(c, '0'..='9' | '.' | ',');
    let runs = unquoted(text).flat_map(|part| part.split(beside_digits)).map(|run| run.trim_matches(['.', ',']));
    let mut runs = runs.filter(|run| run.contains(',')).peekable();
    named || runs.peek().is_none() || !runs.all(is_number)
}

/// The stretches outside quotes; a doubled quote inside a cell adds an empty one.
fn unquoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').step_by(2)
}
