//! `cargo xtask test`: every check of the project in one order, from quick to slow, stopping at the first failure.

use crate::{
    browsers::Engine,
    engine as bits,
    figures::{self, Row},
    install, pack,
    process::{Result, program, root, run, run_with_lines},
    trunk,
};
use std::{
    fmt,
    ops::AddAssign,
    process::Command,
    time::{Duration, Instant},
};

/// What the runners of the suites reported.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Everything, as continuous integration runs it.
pub fn everything() -> Result<()> {
    let mut report = Report::default();
    let outcome = checks(&mut report)
        .and_then(|()| pure_suites(&mut report))
        .and_then(|()| report.step("Release build and its size", |_| trunk::build_release()))
        .and_then(|()| same_bits(&mut report, &Engine::ALL))
        .and_then(|()| journeys(&mut report, &Engine::ALL, &[]))
        .and_then(|()| reliability(&mut report, &Engine::ALL));
    report.close(outcome)
}

/// The tests that need neither a browser nor a build of the app.
pub fn pure() -> Result<()> {
    let mut report = Report::default();
    let outcome = pure_suites(&mut report);
    report.close(outcome)
}

/// The journeys on the dist/ of the last build: in all engines, or `[engine] [arguments of the test runner]`.
pub fn browser(words: &[&str]) -> Result<()> {
    if !root().join("dist/index.html").is_file() {
        return Err("there is no dist/ to test yet. Run `cargo xtask build` first.".to_owned());
    }
    let mut report = Report::default();
    let named = words.first().and_then(|name| Engine::named(name));
    let outcome = match named {
        Some(engine) => journeys(&mut report, &[engine], &words[1..]),
        None => journeys(&mut report, &Engine::ALL, words),
    };
    report.close(outcome)
}

/// The engine here and in a browser: in all, or in the one that is named.
pub fn engine(words: &[&str]) -> Result<()> {
    let mut report = Report::default();
    let named = words.first().and_then(|name| Engine::named(name));
    let outcome = same_bits(&mut report, named.as_ref().map_or(&Engine::ALL, std::slice::from_ref));
    report.close(outcome)
}

fn checks(report: &mut Report) -> Result<()> {
    report.step("Format", |_| {
        install::for_checking()?;
        run(program("cargo").args(["fmt", "--all", "--check"]))
    })?;
    // The pure part is linted once more by itself: what only the screen uses is unused there.
    for (title, which) in [
        ("Lints", &["clippy", "--workspace", "--all-targets"][..]),
        (
            "Lints of the pure part and of the worker",
            &["clippy", "--no-default-features", "--features", "worker", "--all-targets"],
        ),
    ] {
        report.step(title, |_| run(program("cargo").args(which).args(["--quiet", "--", "-D", "warnings"])))?;
    }
    Ok(())
}

fn pure_suites(report: &mut Report) -> Result<()> {
    report.step("Built-in packs", |_| pack::check(&[]))?;
    // Not captured: the figures of reliability say what they did.
    report.place = "native".to_owned();
    let mut tests = program("cargo");
    report.suite(
        "Tests of the pure part",
        tests.args(["test", "--quiet", "--no-default-features", "--", "--nocapture"]),
    )?;
    report.suite("Tests of the tools and of the house rules", program("cargo").args(["test", "--quiet", "-p", "xtask"]))
}

fn journeys(report: &mut Report, engines: &[Engine], arguments: &[&str]) -> Result<()> {
    install::axe()?;
    for &engine in engines {
        let title = format!("Browser journeys in {}", engine.name());
        if let Err(reason) = engine.prepare() {
            report.skip(&title, &reason);
            continue;
        }
        let mut command = program("cargo");
        command.args([
            "test",
            "--quiet",
            "-p",
            "browser-tests",
            "--test",
            "starts",
            "--test",
            "journeys",
            "--test",
            "axe",
        ]);
        command.env("FOURFOLD_BROWSER", engine.name());
        // A failed step says where by itself; the frames of the test runner would only bury it.
        command.env("RUST_BACKTRACE", "0");
        report.suite(&title, command.args(arguments))?;
    }
    Ok(())
}

/// The figures of reliability that need a browser, in their short form.
fn reliability(report: &mut Report, engines: &[Engine]) -> Result<()> {
    for &engine in engines {
        let title = format!("Reliability figures in {}", engine.name());
        if let Err(reason) = engine.prepare() {
            report.skip(&title, &reason);
            continue;
        }
        report.place = engine.version();
        report.suite(&title, figures::browser(engine).args(["--", "--nocapture"]))?;
    }
    Ok(())
}

fn same_bits(report: &mut Report, engines: &[Engine]) -> Result<()> {
    report.step("The engine, built for here and for a browser", |_| bits::build(bits::Profile::App))?;
    report.suite("Tests of what its bits are compared with", program("cargo").args(bits::TESTS).arg("--lib"))?;
    for &engine in engines {
        let title = format!("The engine's bits in {}", engine.name());
        if let Err(reason) = engine.prepare() {
            report.skip(&title, &reason);
            continue;
        }
        let mut command = program("cargo");
        command.args(bits::TESTS).args(["--test", "bits"]).env("FOURFOLD_BROWSER", engine.name());
        report.suite(&title, command.env("RUST_BACKTRACE", "0"))?;
    }
    Ok(())
}

/// What has been run so far, and how it went.
#[derive(Default)]
struct Report {
    sum: Tally,
    skipped: Vec<String>,
    took: Duration,
    /// What the figures of reliability told, and where the next ones come from.
    figures: Vec<Row>,
    place: String,
}

impl Report {
    /// Runs one step under a heading and says how long it took.
    fn step(&mut self, title: &str, work: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        println!("\n── {title} ──");
        let begin = Instant::now();
        let outcome = work(self).map_err(|problem| format!("{title}: {problem}"));
        let took = begin.elapsed();
        self.took += took;
        println!("── {title}: {} after {:.1} s", if outcome.is_ok() { "done" } else { "FAILED" }, took.as_secs_f64());
        outcome
    }

    /// A step whose runner counts its own tests.
    fn suite(&mut self, title: &str, command: &mut Command) -> Result<()> {
        self.step(title, |report| {
            let mut tally = Tally::default();
            let succeeded = run_with_lines(command, |line| {
                println!("{line}");
                tally += counted(line).unwrap_or_default();
                report.figures.extend(Row::read(line, &report.place));
                // A test that finds at run time that its engine cannot do what it is about.
                if let Some(test) = line.strip_prefix("skipped: ") {
                    report.skipped.push(test.to_owned());
                    report.sum.skipped += 1;
                }
            })?;
            // A suite that could not be built fails without having counted anything.
            tally.failed = tally.failed.max(u64::from(!succeeded));
            report.sum += tally;
            if succeeded { Ok(()) } else { Err(format!("{tally}.")) }
        })
    }

    fn skip(&mut self, title: &str, reason: &str) {
        println!("\n── {title}: SKIPPED ──\n{reason}");
        self.skipped.push(title.to_owned());
        self.sum.skipped += 1;
    }

    /// The last lines: what was skipped, by name, and the sum.
    fn close(self, outcome: Result<()>) -> Result<()> {
        if !self.figures.is_empty() {
            println!("\n{}", figures::table(&self.figures));
        }
        println!();
        for title in &self.skipped {
            println!("skipped: {title}");
        }
        let mut sum = self.sum;
        // A failed step that counts no tests still is a failure in the last line.
        sum.failed = sum.failed.max(u64::from(outcome.is_err()));
        if let Err(problem) = &outcome {
            println!("failed: {problem}");
        }
        println!("{} s\n{sum}", self.took.as_secs());
        outcome.map_err(|_| "the tests stopped at the first failure; see above.".to_owned())
    }
}

/// The counts in a summary line of Rust's test runner.
fn counted(line: &str) -> Option<Tally> {
    let (_, counts) = line.split_once("test result: ")?;
    let count = |name: &str| {
        let before = counts.split(name).next()?;
        before.trim_end().rsplit(|end: char| !end.is_ascii_digit()).next()?.parse().ok()
    };
    Some(Tally { passed: count(" passed")?, failed: count(" failed")?, skipped: count(" ignored")? })
}

#[cfg(test)]
mod tests {
    use super::{Tally, counted};

    #[test]
    fn a_summary_line_is_counted_and_nothing_else() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.02s";
        assert_eq!(counted(line), Some(Tally { passed: 12, failed: 3, skipped: 1 }));
        assert_eq!(counted("test merge_is_a_union ... ok"), None);
        assert_eq!(counted("running 12 tests, 3 passed; 1 failed; 0 ignored"), None);
        assert_eq!(counted("test result: ok."), None);
    }
}
