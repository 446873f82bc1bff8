//! What a visitor downloads until the first question can be answered, beside what is allowed.
//!
//! The list is read from index.html itself, so a file added to the page is weighed without anyone remembering to.

use crate::{
    html::{Tag, tags},
    process::{Result, root},
};
use flate2::{Compression, write::GzEncoder};
use std::{collections::BTreeSet, io::Write, path::Path};

/// All that is needed for the first question, gzip, in bytes.
const FIRST_QUESTION: usize = 200_000;
/// The app's Wasm alone, gzip, in bytes.
const WASM: usize = 160_000;
/// What comes later and no page names: what keeps the app's files, and the page that does without the app.
const UNNAMED: [&str; 4] = ["sw.js", "rescue.html", "rescue.js", "records.js"];

/// The second part of the program, and the worker with its program.
const LAZY: [&str; 3] = ["-rest.wasm", "-worker.js", "-worker.wasm"];

struct File {
    name: String,
    raw: usize,
    gzip: usize,
    /// Icon, manifest, the second part of the program with its look, the worker, and what works without it come when the question already stands.
    later: bool,
}

/// Prints the table for dist/; an error if a limit is exceeded.
pub fn check() -> Result<()> {
    let files = weigh(&root().join("dist"))?;
    println!("\n{}", table(&files));
    let excess = over(&files, [FIRST_QUESTION, WASM]);
    if excess.is_empty() { Ok(()) } else { Err(format!("{} Make it lighter, or lazy.", excess.join(" "))) }
}

fn weigh(dist: &Path) -> Result<Vec<File>> {
    let read = |name: &str| {
        std::fs::read(dist.join(name)).map_err(|error| format!("dist/{name}: {error}. Run `cargo xtask build`."))
    };
    let page = read("index.html")?;
    let page = String::from_utf8_lossy(&page);
    let is_later = |tag: Tag<'_>| {
        let print_only = tag.attribute("media") == Some("print");
        let lazy = tag.attribute("disabled").is_some();
        print_only || lazy || matches!(tag.attribute("rel"), Some("icon" | "manifest" | "apple-touch-icon"))
    };
    let listed = std::fs::read_dir(dist).map_err(|error| format!("dist/: {error}. Run `cargo xtask build`."))?;
    let rest = listed.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let comes_later = |name: &String| LAZY.iter().any(|end| name.ends_with(end)) || UNNAMED.contains(&name.as_str());
    let rest: Vec<String> = rest.filter(comes_later).collect();
    // A set, because the glue is named by its preload and by the boot script.
    let names: BTreeSet<(bool, &str)> = std::iter::once((false, "index.html"))
        .chain(tags(&page).into_iter().flat_map(|tag| tag.fetches().map(move |file| (is_later(tag), file))))
        .chain(rest.iter().map(|name| (true, name.as_str())))
        .collect();
    names
        .into_iter()
        .map(|(later, name)| {
            let bytes = read(name)?;
            let gzip = gzip(&bytes).map_err(|error| format!("dist/{name} could not be compressed: {error}"))?;
            Ok(File { name: name.to_owned(), raw: bytes.len(), gzip, later })
        })
        .collect()
}

fn gzip(bytes: &[u8]) -> std::io::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn table(files: &[File]) -> String {
    let mut lines = vec![format!("{:<46} {:>10} {:>10}", "until the first question", "bytes", "gzip")];
    let row = |file: &File| format!("{:<46} {:>10} {:>10}", file.name, file.raw, file.gzip);
    lines.extend(files.iter().filter(|file| !file.later).map(row));
    let (raw, gzip) = sum(files);
    lines.push(format!("{:<46} {raw:>10} {gzip:>10}   {} % of {FIRST_QUESTION}", "sum", gzip * 100 / FIRST_QUESTION));
    let wasm = wasm(files);
    lines.push(format!("{:<46} {:>10} {wasm:>10}   {} % of {WASM}", "of it Wasm", "", wasm * 100 / WASM));
    lines.push("later".to_owned());
    lines.extend(files.iter().filter(|file| file.later).map(row));
    lines.join("\n")
}

fn over(files: &[File], [all, of_wasm]: [usize; 2]) -> Vec<String> {
    let (_, first_question) = sum(files);
    [("The first question", first_question, all), ("The Wasm", wasm(files), of_wasm)]
        .into_iter()
        .filter(|(_, actual, allowed)| actual > allowed)
        .map(|(what, actual, allowed)| format!("{what} costs {actual} bytes (gzip); {allowed} are allowed."))
        .collect()
}

fn sum(files: &[File]) -> (usize, usize) {
    let first = files.iter().filter(|file| !file.later);
    first.fold((0, 0), |(raw, gzip), file| (raw + file.raw, gzip + file.gzip))
}

fn wasm(files: &[File]) -> usize {
    files.iter().filter(|file| file.name.ends_with(".wasm") && !file.later).map(|file| file.gzip).sum()
}

#[cfg(test)]
mod tests {
    use super::{FIRST_QUESTION, File, WASM, over, table};

    const BUDGET: [usize; 2] = [FIRST_QUESTION, WASM];

    fn file(name: &str, gzip: usize, later: bool) -> File {
        File { name: name.to_owned(), raw: gzip * 3, gzip, later }
    }

    #[test]
    fn exactly_the_allowed_bytes_pass_and_one_more_does_not() {
        assert!(over(&[file("a.wasm", 160_000, false), file("a.js", 40_000, false)], BUDGET).is_empty());
        assert_eq!(over(&[file("a.wasm", 160_000, false), file("a.js", 40_001, false)], BUDGET).len(), 1);
        assert_eq!(over(&[file("a.wasm", 160_001, false)], BUDGET).len(), 1);
    }

    #[test]
    fn what_comes_after_the_first_question_is_shown_but_not_counted() {
        let files = [file("a.js", 200_000, false), file("icon.svg", 9_999, true), file("rest.wasm", 160_001, true)];
        assert!(over(&files, BUDGET).is_empty());
        assert!(table(&files).contains("icon.svg"));
    }
}
