//! The engine beside its budgets and beside plain JavaScript: the last part of `cargo xtask bench`.
//!
//! The same work is done natively, in Wasm and in JavaScript (tests/engine), the latter two in Chromium and only after
//! they have come to the same numbers. Wasm is built as the app is, for size, unless the command said otherwise. Each
//! time is that of the quickest of several batches. Like all times they hold only beside each other: hence ratios and
//! shares.
#![allow(clippy::print_stdout, reason = "a command line speaks on standard output")]

use std::{path::Path, time::Duration};

use anyhow::{Context, Result};
use browser_tests::{
    browser::{Browser, Engine, Theme},
    site::Site,
};

/// A line of the table: what is done, with which assessment, and the milliseconds it may take.
struct Line {
    title: &'static str,
    trial: &'static str,
    work: &'static str,
    budget: Option<f64>,
}

const LINES: [Line; 8] = [
    line("242 questions, re-score after one answer", "usual", "answer", Some(1.0)),
    line("242 questions, full re-score", "usual", "score", Some(1.0)),
    line("3 253 questions, re-score after one answer", "large", "answer", None),
    line("3 253 questions, full re-score", "large", "score", None),
    line("10 000 respondents x 242 questions", "crowd", "score", Some(1_000.0)),
    line("simulation, 20 risks x 100 000 years, mean .5", "usual", "simulation", Some(500.0)),
    line("cheapest path among 60 candidates", "usual", "path", None),
    line("rank stability, 1 000 draws", "usual", "stability", None),
];

const fn line(title: &'static str, trial: &'static str, work: &'static str, budget: Option<f64>) -> Line {
    Line { title, trial, work, budget }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/engine"));
    let natively = std::fs::read_to_string(folder.join("times.txt"))?;
    let site = Site::of_folder(folder.to_owned())?;
    let browser = Browser::start(Engine::Chromium, Theme::Light).await?;
    // Verifying and timing one work in JavaScript can take longer than a script usually may.
    browser.driver.set_script_timeout(Duration::from_secs(300)).await?;
    browser.driver.goto(site.url("")).await?;

    println!(
        "\n{:<46} {:>9} {:>9} {:>10} {:>8}   of its budget",
        "milliseconds", "native", "Wasm", "JavaScript", "Wasm/JS"
    );
    let mut few = f64::NAN;
    for own in &LINES {
        let native = native(&natively, own)?;
        let [wasm, plain] = timed(&browser, own).await.with_context(|| format!("{} was not timed", own.title))?;
        if (own.trial, own.work) == ("usual", "score") {
            few = wasm;
        }
        let budget = match own.budget {
            Some(budget) => share(wasm, budget),
            None if (own.trial, own.work) == ("large", "score") => {
                format!("{}, as much longer as there are more questions", share(wasm, few * 3_253.0 / 242.0))
            }
            None => String::new(),
        };
        println!("{:<46} {native:>9.3} {wasm:>9.3} {plain:>10.3} {:>8.2}   {budget}", own.title, wasm / plain);
    }
    Ok(())
}

/// How much of a budget is used.
fn share(measured: f64, budget: f64) -> String {
    let share = measured / budget;
    format!("{:>4.0} % of {budget:.1} ms{}", share * 100.0, if share > 1.0 { "   OVER" } else { "" })
}

/// What the native program noted.
fn native(times: &str, own: &Line) -> Result<f64> {
    let start = format!("{} {} ", own.trial, own.work);
    let noted = times.lines().find_map(|line| line.strip_prefix(&start));
    Ok(noted.with_context(|| format!("no native time of {}", own.title))?.parse()?)
}

/// Milliseconds in Wasm and in JavaScript.
async fn timed(browser: &Browser, own: &Line) -> Result<[f64; 2]> {
    const TIME: &str = "
        const [trial, work, done] = arguments;
        const look = () => {
          if (!window.engine) return setTimeout(look, 20);
          window.engine.bench(trial, work).then(done, (problem) => done(String(problem)));
        };
        look()";
    let arguments = vec![own.trial.into(), own.work.into()];
    let answer = browser.driver.execute_async(TIME, arguments).await?.json().clone();
    serde_json::from_value(answer.clone()).with_context(|| answer.to_string())
}
