//! A workbook as a reader sees it that is not ours.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

/// A sheet: its name, and its rows with the headings first.
pub type Read = (String, Vec<Vec<Data>>);

/// Every sheet of a file. None of them has a formula.
pub fn book(file: &[u8]) -> Vec<Read> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).expect("it opens");
    let names = book.sheet_names();
    let sheet = |name: String| {
        let formulas = book.worksheet_formula(&name).expect("it reads");
        let first = formulas.used_cells().next();
        assert!(first.is_none(), "a formula stands in {name}: {first:?}");
        let cells = book.worksheet_range(&name).expect("it reads");
        (name, cells.rows().map(<[Data]>::to_vec).collect())
    };
    names.into_iter().map(sheet).collect()
}

/// The rows of a sheet.
pub fn sheet<'a>(book: &'a [Read], name: &str) -> &'a [Vec<Data>] {
    let found = book.iter().find(|own| own.0 == name);
    &found.unwrap_or_else(|| panic!("there is no sheet {name}")).1
}

/// The column of this name.
pub fn column<'a>(rows: &'a [Vec<Data>], name: &str) -> impl Iterator<Item = &'a Data> {
    let place = rows[0].iter().position(|own| *own == Data::String(name.to_owned()));
    let place = place.unwrap_or_else(|| panic!("there is no column {name}"));
    rows[1..].iter().map(move |row| &row[place])
}

/// What a cell says.
pub fn says(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is neither a text nor a number"),
    }
}
