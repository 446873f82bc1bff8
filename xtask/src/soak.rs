//! `cargo xtask soak`: what reliability means in figures, each in its full number, which is too long for every test run.
//!
//! A figure is a test of tests/browser/tests/soak.rs, told by its environment how often and with which seed. Each row
//! of the table that is printed at the end can be had again by its seed.

use crate::{
    browsers::Engine,
    process::{Result, program, run},
    trunk,
};

/// One figure: what is done how often, and what has to hold each time.
struct Figure {
    id: &'static str,
    test: &'static str,
    count: u32,
    seed: u64,
    /// It runs on a build that can be broken on command, in a folder of its own.
    needs_faults: bool,
}

const FIGURES: &[Figure] = &[Figure {
    id: "R14",
    test: "a panic after each action: the panel, and the next start is complete",
    count: 50,
    seed: 14,
    needs_faults: true,
}];

/// What can be said after the command.
#[derive(Default)]
struct Wish<'a> {
    ids: Vec<&'a str>,
    count: Option<u32>,
    seed: Option<u64>,
    engine: Option<Engine>,
}

/// All figures in all engines, or those that are named: `[id ...] [engine] [--count N] [--seed N]`.
pub fn soak(words: &[&str]) -> Result<()> {
    let wish = understood(words)?;
    let wanted = || FIGURES.iter().filter(|own| wish.ids.is_empty() || wish.ids.contains(&own.id));
    if wanted().any(|own| own.needs_faults) {
        trunk::build_with_faults()?;
    }
    let mut rows = vec![["id", "test", "count", "seed", "browser", "result"].map(str::to_owned)];
    let mut failed = 0;
    for figure in wanted() {
        let (count, seed) = (wish.count.unwrap_or(figure.count), wish.seed.unwrap_or(figure.seed));
        for &engine in wish.engine.as_ref().map_or(&Engine::ALL[..], std::slice::from_ref) {
            let result = match engine.prepare() {
                Err(reason) => format!("skipped: {reason}"),
                Ok(()) if one(figure, count, seed, engine).is_ok() => "passed".to_owned(),
                Ok(()) => {
                    failed += 1;
                    "FAILED".to_owned()
                }
            };
            let (count, seed) = (count.to_string(), seed.to_string());
            rows.push([figure.id.to_owned(), figure.test.to_owned(), count, seed, engine.name().to_owned(), result]);
        }
    }
    println!("\n{}", table(&rows));
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of the figures above failed.")) }
}

fn one(figure: &Figure, count: u32, seed: u64, engine: Engine) -> Result<()> {
    println!("\n── {} in {} ──", figure.id, engine.name());
    let mut command = program("cargo");
    command.args(["test", "--quiet", "-p", "browser-tests", "--test", "soak", "--", "--ignored"]);
    command.arg(figure.id.to_lowercase()).env("FOURFOLD_BROWSER", engine.name()).env("RUST_BACKTRACE", "0");
    command.env("FOURFOLD_COUNT", count.to_string()).env("FOURFOLD_SEED", seed.to_string());
    if figure.needs_faults {
        command.env("FOURFOLD_DIST", trunk::WITH_FAULTS);
    }
    run(&mut command)
}

fn understood<'a>(words: &[&'a str]) -> Result<Wish<'a>> {
    let mut wish = Wish::default();
    let mut words = words.iter().copied();
    while let Some(word) = words.next() {
        let mut number =
            || words.next().and_then(|number| number.parse().ok()).ok_or(format!("{word} needs a number."));
        match word {
            "--count" => {
                wish.count = Some(u32::try_from(number()?).map_err(|_| "that count is too large.".to_owned())?)
            }
            "--seed" => wish.seed = Some(number()?),
            _ if FIGURES.iter().any(|own| own.id == word) => wish.ids.push(word),
            _ => {
                let known: Vec<&str> = FIGURES.iter().map(|own| own.id).collect();
                let what = format!("there is no figure and no browser `{word}`; there are {}.", known.join(", "));
                wish.engine = Some(Engine::named(word).ok_or(what)?);
            }
        }
    }
    Ok(wish)
}

/// Columns as wide as what stands in them.
fn table(rows: &[[String; 6]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    let line = |row: &[String; 6]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{table, understood};
    use crate::browsers::Engine;

    #[test]
    fn what_is_asked_for_is_understood_or_refused_by_name() {
        let wish = understood(&["R14", "firefox", "--count", "3", "--seed", "77"]).unwrap();
        assert_eq!((wish.ids, wish.count, wish.seed), (vec!["R14"], Some(3), Some(77)));
        assert!(wish.engine == Some(Engine::Firefox));
        assert!(understood(&[]).unwrap().ids.is_empty());
        assert!(understood(&["R99"]).err().unwrap().contains("R99"));
        assert!(understood(&["--count", "many"]).err().unwrap().contains("--count"));
    }

    #[test]
    fn the_columns_of_the_table_stand_below_each_other() {
        let row = |id: &str, result: &str| [id, "test", "1", "2", "x", result].map(str::to_owned);
        assert_eq!(table(&[row("id", "result"), row("R14", "")]), "id   test  1  2  x  result\nR14  test  1  2  x");
    }
}
