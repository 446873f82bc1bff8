//! `cargo xtask pack`: whether a pack reads, and whether it is well written.
//!
//! Whether it reads is the app's own judgement. What is added here is what an editor would say: parts that are
//! lacking, sentences that stand twice, anchors that differ by an adverb, words of others, sentences too long to be
//! read on a screen. An error fails the command, a warning is a second look asked for.

mod alike;
mod anchors;
mod files;
mod finding;
mod limits;
mod parts;
mod passage;
mod phrases;
mod reading;
mod references;
mod style;
#[cfg(test)]
mod tests;
mod versions;

use std::path::{Path, PathBuf};

use crate::process::{Result, root};
use files::{Files, Opened};
use finding::{Finding, Severity};
use versions::Version;

/// Checks the packs in the files and folders named, or all that are built in.
pub fn check(words: &[&str]) -> Result<()> {
    let places: Vec<PathBuf> = match words {
        [] => vec![root().join("public/packs")],
        words => words.iter().map(PathBuf::from).collect(),
    };
    let mut found = Vec::new();
    for place in &places {
        if !place.exists() {
            return Err(format!("there is no file or folder {}.", place.display()));
        }
        found.extend(files::packs_in(place)?);
    }
    if found.is_empty() {
        return Err("there is no pack here: a folder with a structure.json, or a pack in one file.".to_owned());
    }
    let mut findings = Vec::new();
    let mut versions = Vec::new();
    for path in &found {
        let report = report(&Files::load(path)?);
        for line in &report.lines {
            println!("{line}");
        }
        findings.extend(report.findings);
        versions.extend(report.version);
    }
    findings.extend(versions::findings(&with_siblings(versions, &found)?));
    for finding in &findings {
        println!("{finding}");
    }
    let count = |severity| findings.iter().filter(|own| own.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    println!("{}, {}", counted(errors, "error"), counted(warnings, "warning"));
    if errors == 0 { Ok(()) } else { Err("a pack has errors; each stands above with its place.".to_owned()) }
}

/// What there is to say about one pack.
#[derive(Default)]
struct Report {
    /// What it holds, for people.
    lines: Vec<String>,
    findings: Vec<Finding>,
    /// Its ids, if it reads.
    version: Option<Version>,
}

/// Everything but the comparison with other versions.
fn report(files: &Files) -> Report {
    let mut report = Report { lines: vec![files.first.path.clone()], ..Report::default() };
    let Some(parsed) = files.parsed(&mut report.findings) else { return report };
    let Some(opened) = Opened::read(files, &parsed, &mut report.findings) else { return report };
    let passages = passage::all(&opened);
    for check in [parts::findings, anchors::findings, alike::findings, references::findings] {
        report.findings.extend(check(&opened, &passages));
    }
    for check in [phrases::findings, limits::findings, reading::findings, style::findings] {
        report.findings.extend(check(&passages));
    }
    report.findings.sort();
    report.lines.extend(summary(&opened));
    report.version = Some(Version::of(&opened));
    report
}

/// The other versions beside those that are checked, so that one version alone is held against them too.
fn with_siblings(mut versions: Vec<Version>, checked: &[PathBuf]) -> Result<Vec<Version>> {
    for path in checked {
        let above = path.parent().filter(|_| path.ends_with("structure.json")).and_then(Path::parent);
        for other in above.map_or(Ok(Vec::new()), files::packs_in)? {
            if !checked.contains(&other) && other.ends_with("structure.json") {
                versions.extend(report(&Files::load(&other)?).version);
            }
        }
    }
    Ok(versions)
}

/// The counts per size and in all, and the name that answers use.
fn summary(opened: &Opened) -> Vec<String> {
    let pack = &opened.pack;
    let own = &pack.structure;
    let sizes: Vec<String> =
        own.sizes.iter().map(|size| format!("{} {}", size.id, pack.asked(&size.id).count())).collect();
    let coarse = (0..own.questions.len()).filter(|&index| is_coarse(opened, index)).count();
    let mut languages: Vec<&str> = opened.texts.iter().map(|own| &*own.texts.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let coarse = if coarse == 0 { String::new() } else { format!(" and {}", counted(coarse, "coarse one")) };
    let fine = (0..own.questions.len()).filter(|&index| !is_coarse(opened, index)).count();
    vec![
        format!("  {}", pack.name()),
        format!("  questions by size: {}", sizes.join(", ")),
        format!(
            "  {}{coarse}, {}, {}, {}",
            counted(fine, "question"),
            match own.processes.len() {
                1 => "1 process".to_owned(),
                many => format!("{many} processes"),
            },
            counted(own.sizes.len(), "size"),
            counted(languages.len(), "language")
        ),
    ]
}

/// Whether a question stands for several attributes at once.
fn is_coarse(opened: &Opened, question: usize) -> bool {
    opened.pack.structure.questions[question].whole || opened.pack.breadth(question) > 1
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
