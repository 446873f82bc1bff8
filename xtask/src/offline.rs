//! Tells the service worker (public/sw.js) which files the app consists of, each with its digest, and the build's own id.
//!
//! The list is made from what lies in the folder, so that a file added to the app works offline without anyone
//! remembering to say so.

use crate::{
    html::{Tag, tags},
    process::Result,
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// The worker itself, which the browser keeps, and the page for addresses nobody knows, which only a host needs.
const NOT_LISTED: [&str; 2] = ["sw.js", "404.html"];
/// What is kept when it is first asked for, unless the page itself names it.
const KEPT_WHEN_ASKED_FOR: [&str; 2] = ["packs/", "samples/"];
/// And these, by how they end: the worker, which many visitors never need.
const ENDINGS_KEPT_WHEN_ASKED_FOR: [&str; 2] = ["-worker.js", "-worker.wasm"];

/// Writes the list into the worker of a finished build.
pub fn list(folder: &Path, digest: impl Fn(&str) -> Result<String>) -> Result<()> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let page = read("index.html")?;
    let mut files = BTreeMap::new();
    for name in files_below(folder, "")?.into_iter().filter(|name| !NOT_LISTED.contains(&name.as_str())) {
        let own = digest(&name)?;
        files.insert(name, own);
    }
    let worker = written(&read("sw.js")?, &files, &page)?;
    std::fs::write(folder.join("sw.js"), worker).map_err(|error| format!("sw.js: {error}"))
}

/// All files, by their paths from the folder.
fn files_below(folder: &Path, path: &str) -> Result<Vec<String>> {
    let problem = |error: std::io::Error| format!("{}: {error}", folder.join(path).display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.join(path)).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let name = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(problem)?.is_dir() {
            found.extend(files_below(folder, &format!("{name}/"))?);
        } else {
            found.push(name);
        }
    }
    Ok(found)
}

/// The worker with the list in it.
fn written(worker: &str, files: &BTreeMap<String, String>, page: &str) -> Result<String> {
    let named: BTreeSet<&str> = tags(page).into_iter().flat_map(Tag::fetches).collect();
    let is_later = |name: &str| {
        let asked = KEPT_WHEN_ASKED_FOR.iter().any(|own| name.starts_with(own))
            || ENDINGS_KEPT_WHEN_ASKED_FOR.iter().any(|own| name.ends_with(own));
        asked && !named.contains(name)
    };
    // A start asks for the folder, not for the file.
    let line = |(name, digest): (&String, &String)| {
        let name = if name == "index.html" { "" } else { name };
        format!("  \"{name}\": \"{digest}\",\n")
    };
    let shell: String = files.iter().filter(|(name, _)| !is_later(name)).map(line).collect();
    let later: String = files.iter().filter(|(name, _)| is_later(name)).map(line).collect();
    let build: String =
        Sha256::digest(format!("{shell}\n{later}")).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut worker = worker.to_owned();
    for (before, after) in [
        ("const BUILD = \"\";", format!("const BUILD = \"{build}\";")),
        ("const SHELL = {};", format!("const SHELL = {{\n{shell}}};")),
        ("const LATER = {};", format!("const LATER = {{\n{later}}};")),
    ] {
        if worker.matches(before).count() != 1 {
            return Err(format!("public/sw.js has no line `{before}` for the build to fill in."));
        }
        worker = worker.replacen(before, &after, 1);
    }
    Ok(worker)
}

#[cfg(test)]
mod tests {
    use super::written;
    use std::collections::BTreeMap;

    const WORKER: &str = "const BUILD = \"\";\nconst SHELL = {};\nconst LATER = {};\nrest";
    const PAGE: &str = "<link rel=\"preload\" href=\"./packs/a/quick.json\"><script src=\"./boot.js\"></script>";

    fn files(all: &[&str]) -> BTreeMap<String, String> {
        all.iter().map(|name| ((*name).to_owned(), format!("sha384-{name}"))).collect()
    }

    #[test]
    fn a_start_needs_everything_but_the_worker_and_packs_and_samples_the_page_does_not_name() {
        let lazy = ["a-worker.js", "packs/a/full.json", "samples/x.json"];
        let all = files(&[&["boot.js", "index.html", "packs/a/quick.json"], &lazy[..]].concat());
        let worker = written(WORKER, &all, PAGE).unwrap();
        let (shell, later) = worker.split_once("const LATER").unwrap();
        for name in ["\"\": \"sha384-index.html\"", "\"boot.js\"", "\"packs/a/quick.json\""] {
            assert!(shell.contains(name), "{name} is missing in {shell}");
        }
        for name in lazy {
            let line = format!("\"{name}\": \"sha384-{name}\"");
            assert!(later.contains(&line) && !shell.contains(name), "{name}: {worker}");
        }
        assert!(worker.ends_with("\nrest"), "{worker}");
    }

    #[test]
    fn the_id_of_a_build_is_that_of_its_files() {
        let id = |all: &BTreeMap<String, String>| {
            let worker = written(WORKER, all, PAGE).unwrap();
            worker.lines().next().unwrap().to_owned()
        };
        let mut all = files(&["a.js", "packs/b.json"]);
        let before = id(&all);
        assert_eq!(before, id(&files(&["packs/b.json", "a.js"])));
        assert_eq!(before.len(), "const BUILD = \"0123456789abcdef\";".len());
        all.insert("packs/b.json".to_owned(), "sha384-another".to_owned());
        assert_ne!(before, id(&all));
    }

    #[test]
    fn a_worker_without_room_for_the_list_fails_the_build() {
        let problem = written("const BUILD = \"\";", &files(&["a.js"]), PAGE).unwrap_err();
        assert!(problem.contains("const SHELL = {};"), "{problem}");
    }
}
