//! The file of a workbook, written by rust_xlsxwriter. Of its many ways to write a cell only two are used, a text as a text
//! and a number as a number, since the others guess what was meant.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::sheet::{Kind, Sheet};
use crate::exchange::said::Cell;
use crate::locale::{MoreWords, fill};

/// How high a line is, in points.
const LINE: f64 = 15.0;

/// The day a book is of in which nothing says when it was said, in seconds: the first of January 2000.
const NO_DAY: i64 = 946_684_800;

/// Why there is no file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Nothing was begun yet.
    NoRound,
    /// A text is longer than a cell can hold, in the sheet of this name. Cut off it would be lost.
    TooLong(&'static str),
    /// The sheet of this name has more rows or columns than a sheet can have.
    TooLarge(&'static str),
    /// What the crate says.
    NotWritten(String),
}

impl Refusal {
    /// For the person at the screen.
    pub fn says(&self, words: &MoreWords) -> String {
        let w = &words.workbook;
        match self {
            Self::NoRound => w.no_round.to_owned(),
            Self::TooLong(sheet) => fill(w.too_long, &[sheet]),
            Self::TooLarge(sheet) => fill(w.too_large, &[sheet]),
            Self::NotWritten(why) => why.clone(),
        }
    }

    fn of(error: &XlsxError, sheet: &'static str) -> Self {
        match error {
            XlsxError::MaxStringLengthExceeded => Self::TooLong(sheet),
            XlsxError::RowColumnLimitError => Self::TooLarge(sheet),
            other => Self::NotWritten(other.to_string()),
        }
    }
}

/// A workbook on its way into a file.
pub struct Book {
    book: Workbook,
}

impl Book {
    /// Without a sheet. `at` is the moment it is of, in milliseconds; the crate would put the time of day there.
    pub fn new(at: Option<i64>) -> Self {
        let day = |seconds: i64| ExcelDateTime::from_timestamp(seconds).ok();
        let day = at.and_then(|at| day(at.div_euclid(1000))).or_else(|| day(NO_DAY));
        let mut book = Workbook::new();
        if let Some(day) = day {
            book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        }
        Self { book }
    }

    /// Adds a sheet.
    ///
    /// # Errors
    /// What does not go into one.
    pub fn add(&mut self, sheet: &Sheet) -> Result<(), Refusal> {
        written(self.book.add_worksheet(), sheet).map_err(|error| Refusal::of(&error, sheet.name))
    }

    /// The file.
    ///
    /// # Errors
    /// What the crate says.
    pub fn save(mut self) -> Result<Vec<u8>, Refusal> {
        self.book.save_to_buffer().map_err(|error| Refusal::of(&error, ""))
    }
}

fn written(to: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let head = head.set_border_bottom(FormatBorder::Thin);
    to.set_name(sheet.name)?;
    to.set_freeze_panes(1, 1)?;
    // On paper it is as wide as a page, with the headings on each.
    to.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let widths: Vec<usize> = (0..sheet.columns.len()).map(|place| sheet.width(place)).collect();
    for (place, (column, width)) in sheet.columns.iter().zip(&widths).enumerate() {
        let at = narrow(place)?;
        to.set_column_width(at, *width as f64)?;
        to.write_string_with_format(0, at, &column.name, &head)?;
    }
    let looks: Vec<Format> = sheet.columns.iter().map(|own| look(own.kind)).collect();
    for (line, cells) in (1_u32..).zip(&sheet.rows) {
        let lines = sheet.lines(cells, &widths);
        if lines > 1 {
            to.set_row_height(line, LINE * lines as f64)?;
        }
        for (place, (cell, look)) in cells.iter().zip(&looks).enumerate() {
            let at = narrow(place)?;
            match cell {
                Cell::Word(text) if text.is_empty() => continue,
                Cell::Word(text) => to.write_string_with_format(line, at, text, look)?,
                Cell::Number(number) => to.write_number_with_format(line, at, *number, look)?,
            };
        }
    }
    if sheet.filtered {
        let last = u32::try_from(sheet.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
        to.autofilter(0, 0, last, narrow(sheet.columns.len().saturating_sub(1))?)?;
    }
    Ok(())
}

fn narrow(place: usize) -> Result<u16, XlsxError> {
    u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError)
}

fn look(kind: Kind) -> Format {
    let top = Format::new().set_align(FormatAlign::Top);
    match kind {
        Kind::Words => top,
        Kind::Prose => top.set_text_wrap(),
        Kind::Points => top.set_num_format("0.0"),
    }
}
