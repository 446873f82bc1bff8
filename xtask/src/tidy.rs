//! House rules that a compiler does not know, checked by every plain `cargo test`.

use crate::process::root;
use std::{fs, path::Path};

/// Which module of src may use which: arrows run one way (ARCHITECTURE.md).
const MAP: &[(&str, &[&str])] = &[
    ("model", &[]),
    // It puts reasons and quantities into words, and those are the score's.
    ("locale", &["score", "model"]),
    ("store", &["model"]),
    ("chart", &["model"]),
    ("score", &["model"]),
    ("exchange", &["score", "chart", "locale", "model"]),
    ("browser", &["store", "locale", "model"]),
    ("ui", &["browser", "store", "exchange", "chart", "locale", "score", "model"]),
];

struct Source {
    path: String,
    text: String,
}

/// All Rust files below a folder of the project.
fn sources(folder: &str) -> Vec<Source> {
    fn collect(folder: &Path, into: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                into.push(Source { path: path.strip_prefix(root()).unwrap().display().to_string(), text });
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    found
}

/// Fails with every place at once, so that one run shows all there is to mend.
#[track_caller]
fn none(rule: &str, places: Vec<String>) {
    assert!(places.is_empty(), "{rule}:\n  {}", places.join("\n  "));
}

/// `path:line` of each line for which the test holds.
fn lines(sources: &[Source], test: impl Fn(&str) -> bool) -> Vec<String> {
    let matching = |source: &Source| -> Vec<String> {
        let numbered = source.text.lines().enumerate().filter(|(_, line)| test(line));
        numbered.map(|(at, line)| format!("{}:{} {}", source.path, at + 1, line.trim())).collect()
    };
    sources.iter().flat_map(matching).collect()
}

/// The modules of src that a text names by `crate::module`, also inside `use crate::{a, b::c}`.
fn used_modules(text: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for after in text.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            used.extend(word(after));
            continue;
        };
        let mut depth = 0_i32;
        let mut begins_name = true;
        for (at, character) in group.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins_name = true,
                _ if begins_name && !character.is_whitespace() => {
                    used.extend(word(&group[at..]));
                    begins_name = false;
                }
                _ => {}
            }
        }
    }
    used
}

fn word(text: &str) -> Option<&str> {
    let end = text.find(|end: char| !end.is_ascii_alphanumeric() && end != '_').unwrap_or(text.len());
    Some(&text[..end]).filter(|word| !word.is_empty())
}

#[test]
fn modules_are_read_from_every_form_of_path() {
    assert_eq!(used_modules("use crate::model::Level;"), ["model"]);
    assert_eq!(used_modules("use crate::{\n  model::{Level, ui},\n  score,\n};"), ["model", "score"]);
    assert_eq!(used_modules("let x = crate::store::open(crate::ui);"), ["store", "ui"]);
    assert_eq!(used_modules("use super::fact;"), Vec::<&str>::new());
}

#[test]
fn arrows_between_modules_run_one_way() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let inside = source.path.trim_start_matches("src/").trim_end_matches(".rs");
        let module = inside.split('/').next().unwrap_or_default();
        let Some((_, allowed)) = MAP.iter().find(|(name, _)| *name == module) else { continue };
        for used in used_modules(&source.text) {
            let is_module = MAP.iter().any(|(name, _)| *name == used);
            if is_module && used != module && !allowed.contains(&used) {
                wrong.push(format!("{} uses {used}", source.path));
            }
        }
    }
    none("against the direction of the module map", wrong);
}

#[test]
fn every_file_says_why_it_exists() {
    let silent = |source: &Source| !source.text.starts_with("//!");
    let all = ["src", "xtask", "tests"].into_iter().flat_map(sources);
    none("does not open with `//!`", all.filter(silent).map(|source| source.path).collect());
}

#[test]
fn screens_hold_no_inline_style_and_no_raw_markup() {
    let forbidden = ["style=\"", "inner_html", "set_inner_html", "dangerously"];
    let found = lines(&sources("src/ui"), |line| forbidden.iter().any(|word| line.contains(word)));
    none("blocked by the security policy, or a way for data to become markup", found);
}

#[test]
fn the_app_names_no_foreign_host() {
    let insecure = ["http", "://"].concat();
    let hosts = ["crates.io", "npmjs", "unpkg", "jsdelivr", "googleapis", "cloudflare"];
    // The name of the vector format, not an address: nobody asks for it.
    let is_name = |line: &str| line.contains("www.w3.org/2000/svg") || line.contains("www.w3.org/1999/");
    let found = lines(&sources("src"), |line| {
        !is_name(line) && (line.contains(&insecure) || hosts.iter().any(|host| line.contains(host)))
    });
    none("the app asks nobody but its own server", found);
}

#[test]
fn nothing_is_left_open() {
    let marks =
        [["to", "do!"].concat(), ["unimple", "mented!"].concat(), ["FIX", "ME"].concat(), ["TO", "DO"].concat()];
    let all: Vec<Source> = ["src", "xtask", "tests"].into_iter().flat_map(sources).collect();
    none("finish it or file an issue", lines(&all, |line| marks.iter().any(|mark| line.contains(mark.as_str()))));
}
