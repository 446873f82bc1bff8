//! The workbook: all that is said and the numbers that follow, as sheets of typed cells for a spreadsheet. A text is a text
//! whatever it begins with, a number is a number with all its digits, and nothing is computed or linked in it. The same
//! facts make the same bytes.
//!
//! It says no more of anonymous people than the report and the table of all that was said (`exchange::said`) do.

mod answers;
mod book;
mod figures;
mod registers;
mod results;
mod sheet;

use chrono::DateTime;

use super::report::{Sources, Work, follows};
use super::said::{self, Cell, moment};
pub use book::{Book, Refusal};
pub use sheet::{Column, Kind, Sheet};

/// Everything as a file of the kind .xlsx.
///
/// # Errors
/// Why there is none.
pub fn workbook(sources: &Sources) -> Result<Vec<u8>, Refusal> {
    let mut book = begin(sources);
    for sheet in sheets(sources).ok_or(Refusal::NoRound)? {
        book.add(&sheet)?;
    }
    book.save()
}

/// A book without a sheet, which says that it is as old as the newest thing that was said.
pub fn begin(sources: &Sources) -> Book {
    Book::new(newest(sources))
}

/// The sheets, in the round that was begun last; nothing before there is one. A sheet without a row is left out.
pub fn sheets(sources: &Sources) -> Option<Vec<Sheet>> {
    follows(sources, |work| {
        let all = [
            vec![about(work, sources), work.indicators(), work.processes(), work.answers_sheet()],
            work.figures_sheets(),
            work.registers_sheets(),
            vec![said(sources)],
        ];
        all.into_iter().flatten().filter(|own| !own.rows.is_empty()).collect()
    })
}

/// When the newest thing was said, in milliseconds.
fn newest(sources: &Sources) -> Option<i64> {
    sources.facts.iter().filter_map(|fact| fact.at).max()
}

/// What this is, of what it was made, and how to read it.
fn about(own: &Work, sources: &Sources) -> Sheet {
    let w = &own.words.workbook;
    let line = |name: &str, text: String| vec![Cell::word(name), Cell::Word(text)];
    let newest = newest(sources).and_then(DateTime::from_timestamp_millis);
    let mut rows = vec![
        line(w.what, own.kind().to_owned()),
        line(w.round, own.which_round()),
        line(w.size, own.which_size()),
        line(w.leads, own.leads().to_owned()),
        line(w.newest, newest.map(moment).unwrap_or_default()),
    ];
    rows.extend(own.identity().into_iter().map(|(name, text)| vec![Cell::Word(name), Cell::Word(text)]));
    rows.push(line(w.read, w.read_scores.to_owned()));
    rows.push(line("", w.read_blank.to_owned()));
    rows.push(line("", w.read_cells.to_owned()));
    if own.anonymous() {
        rows.push(line("", own.words.tables.anonymous.to_owned()));
    }
    let columns = vec![Column::words(w.assessment), Column::prose(own.title())];
    Sheet { filtered: false, ..Sheet::new(w.about, columns).of(rows) }
}

fn said(sources: &Sources) -> Sheet {
    let columns = said::HEAD.map(Column::words).into();
    Sheet::new(sources.words.workbook.said, columns).of(said::rows(sources.facts, sources.texts))
}
