//! `cargo xtask soak`: what reliability means in figures, each in its full number, which is too long for every test run.
//!
//! A figure is a test of tests/figures or tests/browser/tests/figures whose name begins with its id, told by its
//! environment how often and with which seed. Each row of the table that is printed at the end can be had again by its
//! seed.

use crate::{
    browsers::Engine,
    figures::{Row, browser, native, table},
    process::{Result, run_with_lines},
    trunk,
};
use std::process::Command;

/// The figures that need no browser.
const NATIVE: [&str; 8] = ["R1", "R2", "R5", "R8", "R9", "R10", "R11", "R12"];
/// Those that need one.
const IN_BROWSERS: [&str; 7] = ["R3", "R4", "R5", "R6", "R7", "R10", "R13"];
/// The one that needs a build that can be broken on command, in a folder of its own.
const WITH_FAULTS: &str = "R14";

/// What can be said after the command.
#[derive(Default)]
struct Wish<'a> {
    ids: Vec<&'a str>,
    count: Option<u64>,
    seed: Option<u64>,
    engine: Option<Engine>,
}

impl Wish<'_> {
    fn is_for(&self, id: &str) -> bool {
        self.ids.is_empty() || self.ids.contains(&id)
    }
}

/// All figures here and in all engines, or those that are named: `[id ...] [engine] [--count N] [--seed N]`.
pub fn soak(words: &[&str]) -> Result<()> {
    let wish = understood(words)?;
    let (mut rows, mut failed) = (Vec::new(), 0);
    if wish.engine.is_none() {
        for id in NATIVE.into_iter().filter(|id| wish.is_for(id)) {
            failed += u32::from(!one(&mut rows, id, "native", native().args(["--profile", "fast"]), &wish)?);
        }
    }
    let engines = wish.engine.as_ref().map_or(&Engine::ALL[..], std::slice::from_ref);
    if wish.is_for(WITH_FAULTS) {
        trunk::build_with_faults()?;
    }
    for &engine in engines {
        if let Err(reason) = engine.prepare() {
            rows.push(Row::without("all", "", engine.name(), &format!("skipped: {reason}")));
            continue;
        }
        let place = engine.version();
        for id in IN_BROWSERS.into_iter().filter(|id| wish.is_for(id)) {
            failed += u32::from(!one(&mut rows, id, &place, &mut browser(engine), &wish)?);
        }
        if wish.is_for(WITH_FAULTS) {
            let mut command = browser(engine);
            command.env("FOURFOLD_DIST", trunk::WITH_FAULTS);
            failed += u32::from(!one(&mut rows, WITH_FAULTS, &place, &mut command, &wish)?);
        }
    }
    println!("\n{}", table(&rows));
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of the figures above failed.")) }
}

/// Runs one figure in its full number, and answers whether it holds.
fn one(rows: &mut Vec<Row>, id: &str, place: &str, command: &mut Command, wish: &Wish) -> Result<bool> {
    println!("\n── {id}, {place} ──");
    command.args(["--", "--nocapture", "--include-ignored", &format!("{}_", id.to_lowercase())]);
    command.env("FOURFOLD_SOAK", "1");
    for (name, value) in [("FOURFOLD_COUNT", wish.count), ("FOURFOLD_SEED", wish.seed)] {
        if let Some(value) = value {
            command.env(name, value.to_string());
        }
    }
    let holds = run_with_lines(command, |line| {
        println!("{line}");
        rows.extend(Row::read(line, place));
    })?;
    if !holds {
        rows.push(Row::without(id, "", place, "FAILED"));
    }
    Ok(holds)
}

fn understood<'a>(words: &[&'a str]) -> Result<Wish<'a>> {
    let mut wish = Wish::default();
    let mut words = words.iter().copied();
    let known = || NATIVE.into_iter().chain(IN_BROWSERS).chain([WITH_FAULTS]);
    while let Some(word) = words.next() {
        let mut number =
            || words.next().and_then(|number| number.parse().ok()).ok_or(format!("{word} needs a number."));
        match word {
            "--count" => wish.count = Some(number()?),
            "--seed" => wish.seed = Some(number()?),
            _ if known().any(|own| own == word) => wish.ids.push(word),
            _ => {
                let mut known: Vec<&str> = known().collect();
                known.sort_by_key(|id| (id.len(), *id));
                known.dedup();
                let what = format!("there is no figure and no browser `{word}`; there are {}.", known.join(", "));
                wish.engine = Some(Engine::named(word).ok_or(what)?);
            }
        }
    }
    Ok(wish)
}

#[cfg(test)]
mod tests {
    use super::understood;
    use crate::browsers::Engine;

    #[test]
    fn what_is_asked_for_is_understood_or_refused_by_name() {
        let wish = understood(&["R14", "firefox", "--count", "3", "--seed", "77"]).unwrap();
        assert_eq!((&*wish.ids, wish.count, wish.seed), (&["R14"][..], Some(3), Some(77)));
        assert!(wish.engine == Some(Engine::Firefox) && wish.is_for("R14") && !wish.is_for("R3"));
        assert!(understood(&[]).unwrap().is_for("R3"));
        assert!(understood(&["R99"]).err().unwrap().contains("R1, R2, R3, R4, R5"));
        assert!(understood(&["--count", "many"]).err().unwrap().contains("--count"));
    }
}
