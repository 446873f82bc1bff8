//! The engine on this machine. It writes into a folder what a browser is held against: `digests`, `inputs` and `times`.

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use engine_tests::{
    digest::{ASSESSMENTS, line},
    input::input,
    pack::packs,
    work::{TRIALS, Trial},
};

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [what, folder] = &words[..] else { return Err("say what to write, and into which folder.".to_owned()) };
    let folder = Path::new(folder);
    match what.as_str() {
        "digests" => digests(folder),
        "inputs" => inputs(folder),
        "times" => times(folder),
        _ => Err(format!("`{what}` is none of digests, inputs and times.")),
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// A line for each assessment.
fn digests(folder: &Path) -> Result<(), String> {
    let packs = packs().map_err(|error| error.to_string())?;
    let lines: String = (0..ASSESSMENTS).map(|number| line(&packs, number) + "\n").collect();
    write(&folder.join("digests.txt"), &lines)
}

/// A file for each assessment that is worked on.
fn inputs(folder: &Path) -> Result<(), String> {
    for (name, _) in TRIALS {
        let trial = Trial::new(name).map_err(|error| error.to_string())?;
        write(&folder.join(format!("{name}.json")), &input(&trial).to_string())?;
    }
    Ok(())
}

/// A line for each work: assessment, work, milliseconds.
fn times(folder: &Path) -> Result<(), String> {
    let mut lines = String::new();
    for (name, works) in TRIALS {
        let mut trial = Trial::new(name).map_err(|error| error.to_string())?;
        for work in works {
            lines += &format!("{name} {work} {}\n", milliseconds(|| trial.run(work)));
        }
    }
    write(&folder.join("times.txt"), &lines)
}

/// The time of one run in the quickest batch: whatever else the machine does can only add to it. A batch is long enough for
/// the clock. tests/engine/bench/page.js does the same.
fn milliseconds(mut work: impl FnMut() -> f64) -> f64 {
    const BATCH: Duration = Duration::from_millis(20);
    const BATCHES: usize = 15;
    const ENOUGH: Duration = Duration::from_secs(3);
    let mut batch = |runs: u32| {
        let begin = Instant::now();
        for _ in 0..runs {
            black_box(work());
        }
        begin.elapsed()
    };
    let mut runs = 1;
    while batch(runs) < BATCH {
        runs *= 2;
    }
    let begin = Instant::now();
    let mut least = f64::INFINITY;
    for done in 0..BATCHES {
        if done < 3 || begin.elapsed() < ENOUGH {
            least = least.min(batch(runs).as_secs_f64() * 1000.0 / f64::from(runs));
        }
    }
    least
}
