//! The table of reliability figures: what each of them did, how often, from which seed, where, and what came of it. The
//! tests print their own lines; here they are collected, in the short form by `cargo xtask test` and in the long one by
//! `cargo xtask soak`.

use crate::{browsers::Engine, process::program};
use std::process::Command;

/// One figure that was run, or could not be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub id: String,
    pub what: String,
    pub count: String,
    pub seed: String,
    pub place: String,
    pub result: String,
}

impl Row {
    /// What a line of a test says: a figure that holds, or one that cannot be had here, with the reason.
    pub fn read(line: &str, place: &str) -> Option<Self> {
        // The runner of the tests writes its dots into the same line.
        if let Some((_, said)) = line.split_once("figure R") {
            let mut parts = said.split(" | ");
            let mut part = || parts.next().map(str::to_owned);
            let (id, what, count) = (format!("R{}", part()?), part()?, part()?);
            let (seed, result) = (part()?.replace("seed ", ""), part()?);
            return Some(Self { id, what, count, seed, place: place.to_owned(), result });
        }
        let (_, said) = line.split_once("skipped: R")?;
        let (id, why) = said.split_once(": ")?;
        let number: String = id.chars().take_while(char::is_ascii_digit).collect();
        let what = id.trim_start_matches(&number).trim_start_matches(", ");
        Some(Self::without(&format!("R{number}"), what, place, &format!("skipped: {why}")))
    }

    /// A figure without a number.
    pub fn without(id: &str, what: &str, place: &str, result: &str) -> Self {
        let [id, what, place, result] = [id, what, place, result].map(str::to_owned);
        Self { id, what, count: String::new(), seed: String::new(), place, result }
    }

    fn cells(&self) -> [&str; 6] {
        [&self.id, &self.what, &self.count, &self.seed, &self.place, &self.result]
    }

    fn number(&self) -> u32 {
        self.id.trim_start_matches('R').parse().unwrap_or(u32::MAX)
    }
}

/// The figures that need no browser.
pub fn native() -> Command {
    let mut command = program("cargo");
    command.args(["test", "--quiet", "--no-default-features", "--test", "figures"]);
    command
}

/// Those that need one.
pub fn browser(engine: Engine) -> Command {
    let mut command = program("cargo");
    command.args(["test", "--quiet", "-p", "browser-tests", "--test", "figures"]);
    command.env("FOURFOLD_BROWSER", engine.name()).env("RUST_BACKTRACE", "0");
    command
}

/// All rows in the order of their ids, in columns as wide as what stands in them.
pub fn table(rows: &[Row]) -> String {
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|row| row.number());
    let head = ["id", "what", "count", "seed", "where", "result"];
    let lines: Vec<[&str; 6]> = std::iter::once(head).chain(rows.into_iter().map(Row::cells)).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    let line = |line: &[&str; 6]| {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    format!("Reliability figures\n\n{}", lines.iter().map(line).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{Row, table};

    #[test]
    fn a_line_of_a_figure_is_a_row_and_others_are_none() {
        let row = Row::read(".figure R3 | kills | 20 | seed 7 | passed | Chromium", "Chromium 1").unwrap();
        let cells = ["R3", "kills", "20", "7", "Chromium 1", "passed"];
        assert_eq!(row.cells(), cells);
        let row = Row::read("skipped: R6, the naive page in WebKit: no profile", "WebKit").unwrap();
        assert_eq!(row.cells(), ["R6", "the naive page in WebKit", "", "", "WebKit", "skipped: no profile"]);
        assert_eq!(Row::read("test result: ok. 3 passed", "here"), None);
        assert_eq!(Row::read("figure R3 | kills", "here"), None);
    }

    #[test]
    fn the_table_is_in_the_order_of_the_numbers_and_its_columns_stand_below_each_other() {
        let rows = [Row::without("R14", "a", "here", "passed"), Row::without("R3", "bcd", "here", "passed")];
        let expected = "Reliability figures\n\nid   what  count  seed  where  result\nR3   bcd                here   passed\n\
                        R14  a                  here   passed";
        assert_eq!(table(&rows), expected);
    }
}
