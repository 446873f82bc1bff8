//! Everything that is said as one tidy table, for a spreadsheet or a statistics program. It is never read back; that is
//! what the assessment file is for.

use super::said::{Cell, HEAD, rows};
use crate::model::Facts;
use crate::model::json::push_number;
use crate::model::pack::Texts;

/// The table, with the words of this size.
pub fn said(facts: &Facts, texts: &Texts) -> String {
    // So that a spreadsheet reads it as UTF-8.
    let mut out = String::from("\u{feff}");
    row(&mut out, HEAD.map(Cell::word));
    for cells in rows(facts, texts) {
        row(&mut out, cells);
    }
    out
}

fn row(out: &mut String, cells: impl IntoIterator<Item = Cell>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        match cell {
            Cell::Number(number) => push_number(out, number),
            Cell::Word(text) => word(out, &text),
        }
    }
    out.push_str("\r\n");
}

/// A spreadsheet computes what begins like a formula; behind an apostrophe it is text.
fn word(out: &mut String, text: &str) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_plain = !is_formula && !text.contains([',', '"', '\r', '\n']);
    if is_plain {
        return out.push_str(text);
    }
    out.push('"');
    if is_formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}
