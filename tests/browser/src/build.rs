//! A second build of the app, as publishing a change makes one: the same program under other names, with another id.

use crate::site::{digest, dist};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the second build says in its page which one it is.
const MARK: &str = "<meta charset=\"utf-8\">";

/// A folder that is gone when it is dropped.
pub struct Build {
    pub folder: PathBuf,
    /// The id its worker bears.
    pub id: String,
}

impl Drop for Build {
    fn drop(&mut self) {
        // Left behind, it is in nobody's way.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Another build, told apart by four hexadecimal digits; its page bears them in `meta[name=build]`.
pub fn another(mark: &str) -> Result<Build> {
    let original = dist()?;
    let folder = std::env::temp_dir().join(format!("fourfold-build-{}-{mark}", std::process::id()));
    copy(&original, &folder)?;
    let named = |ending: &str| -> Result<String> {
        let mut names = fs::read_dir(&original)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        names.find(|name| name.ends_with(ending)).with_context(|| format!("the build has no file *{ending}"))
    };
    let wasm = named("_bg.wasm")?;
    let stem = wasm.trim_end_matches("_bg.wasm");
    // As long as before: the program holds the names of its parts.
    let other = format!("{}{mark}", &stem[..stem.len() - mark.len()]);
    let mut changes = vec![(stem.to_owned(), other.clone())];
    // What names others by their digest comes after them.
    for ending in ["-worker.wasm", "-worker.js", "-rest.wasm", "_bg.wasm", "-loader.js", ".js"] {
        let before = format!("{stem}{ending}");
        let old = fs::read(original.join(&before))?;
        let new = changed(old.clone(), &changes);
        fs::remove_file(folder.join(&before))?;
        fs::write(folder.join(format!("{other}{ending}")), &new)?;
        changes.push((digest(&old), digest(&new)));
    }
    let old = fs::read(original.join("index.html"))?;
    let marked = [(MARK.to_owned(), format!("{MARK}<meta name=\"build\" content=\"{mark}\">"))];
    let new = changed(changed(old.clone(), &changes), &marked);
    fs::write(folder.join("index.html"), &new)?;
    changes.push((digest(&old), digest(&new)));
    let worker = fs::read_to_string(original.join("sw.js"))?;
    let id = worker.split("const BUILD = \"").nth(1).and_then(|rest| rest.split('"').next());
    let id = id.context("the worker has no id")?.to_owned();
    let new_id = format!("{}{mark}", &id[mark.len()..]);
    changes.push((id, new_id.clone()));
    fs::write(folder.join("sw.js"), changed(worker.into_bytes(), &changes))?;
    Ok(Build { folder, id: new_id })
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn changed(mut bytes: Vec<u8>, changes: &[(String, String)]) -> Vec<u8> {
    for (old, new) in changes {
        let (old, mut at, mut made) = (old.as_bytes(), 0, Vec::with_capacity(bytes.len()));
        while let Some(&byte) = bytes.get(at) {
            if bytes[at..].starts_with(old) {
                made.extend(new.as_bytes());
                at += old.len();
            } else {
                made.push(byte);
                at += 1;
            }
        }
        bytes = made;
    }
    bytes
}
