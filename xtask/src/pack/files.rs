//! The files of a pack: found, loaded, and read by the app's own reader.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fourfold::model::json::Json;
use fourfold::model::pack::{Guide, Pack, PackError, Texts, read_one_file};

use super::finding::{Finding, Spot};
use crate::process::{Result, root};

/// A file as it was loaded.
pub struct File {
    /// How it is named in messages.
    pub path: String,
    pub text: String,
}

/// A pack as it was loaded.
pub struct Files {
    /// The structure, or the whole pack in one file.
    pub first: File,
    /// What the structure names, under the names it uses; a file that cannot be had is left out.
    pub beside: Vec<(String, File)>,
}

/// The packs in a folder and those below it, or the file itself: every `structure.json`, and in folders without one
/// every pack in one file.
pub fn packs_in(place: &Path) -> Result<Vec<PathBuf>> {
    if !place.is_dir() {
        return Ok(vec![place.to_owned()]);
    }
    let structure = place.join("structure.json");
    if structure.is_file() {
        return Ok(vec![structure]);
    }
    let cannot = |error| format!("the folder {} cannot be read: {error}", place.display());
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(place).map_err(cannot)? {
        inside.push(entry.map_err(cannot)?.path());
    }
    inside.sort();
    let mut found = Vec::new();
    for path in inside {
        if path.is_dir() || path.extension().is_some_and(|end| end == "json") {
            found.extend(packs_in(&path)?);
        }
    }
    Ok(found)
}

impl Files {
    pub fn load(path: &Path) -> Result<Self> {
        let load = |path: &Path| -> Result<File> {
            let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let path = path.strip_prefix(root()).unwrap_or(path).display().to_string();
            Ok(File { path, text })
        };
        let first = load(path)?;
        let mut beside = Vec::new();
        for name in named(&first.text) {
            if let Ok(file) = load(&path.with_file_name(&name)) {
                beside.push((name, file));
            }
        }
        Ok(Self { first, beside })
    }

    /// Every file as JSON, the first one first; nothing if that is none.
    pub fn parsed<'a>(&'a self, findings: &mut Vec<Finding>) -> Option<Parsed<'a>> {
        let mut read = |file: &'a File| {
            let refused = |error| findings.push(Finding::refused(&file.path, PackError::from(error)));
            Json::read(&file.text).map_err(refused).ok()
        };
        let first = read(&self.first)?;
        Some(Parsed { first, beside: self.beside.iter().map(|(_, file)| read(file)).collect() })
    }
}

/// The paths that a structure names.
fn named(structure: &str) -> Vec<String> {
    let Ok(json) = Json::read(structure) else { return Vec::new() };
    let lists = ["texts", "guides"].into_iter().filter_map(|list| json.root().get(list)?.elements());
    lists.flatten().filter_map(|entry| Some(entry.get("path")?.text()?.into_owned())).collect()
}

/// The files of a pack as JSON, in their order.
pub struct Parsed<'a> {
    first: Json<'a>,
    beside: Vec<Option<Json<'a>>>,
}

/// The words of one size, and where they stand.
pub struct Words<'a> {
    pub texts: Texts,
    pub spot: Spot<'a>,
}

/// Guidance, and where it stands.
pub struct Guidance<'a> {
    pub guide: Guide,
    pub spot: Spot<'a>,
}

/// A pack that the app reads, with the places of everything in it.
pub struct Opened<'a> {
    pub pack: Pack,
    pub structure: Spot<'a>,
    pub texts: Vec<Words<'a>>,
    pub guides: Vec<Guidance<'a>>,
}

impl<'a> Opened<'a> {
    /// Nothing if the app refuses the structure. Texts and guides that it refuses are reported and left out.
    pub fn read(files: &'a Files, parsed: &'a Parsed<'a>, findings: &mut Vec<Finding>) -> Option<Self> {
        let root = Spot { path: &files.first.path, node: parsed.first.root() };
        let refused = |error| Finding::refused(&files.first.path, error);
        if root.node.get("pack").is_some() {
            let message = "these are words of a pack: name its structure file, or the folder it is in".to_owned();
            findings.push(root.error(message));
            return None;
        }
        if root.node.get("structure").is_some() {
            let (pack, texts) = read_one_file(&files.first.text).map_err(|error| findings.push(refused(error))).ok()?;
            let place = |(index, texts)| Words { texts, spot: root.key("texts").element(index) };
            let texts = texts.into_iter().enumerate().map(place).collect();
            return Some(Self { pack, structure: root.key("structure"), texts, guides: Vec::new() });
        }
        let pack = Pack::read(&files.first.text).map_err(|error| findings.push(refused(error))).ok()?;
        let mut opened = Self { pack, structure: root, texts: Vec::new(), guides: Vec::new() };
        opened.texts_beside(files, parsed, findings);
        opened.guides_beside(files, parsed, findings);
        Some(opened)
    }

    fn texts_beside(&mut self, files: &'a Files, parsed: &'a Parsed<'a>, findings: &mut Vec<Finding>) {
        let own = &self.pack.structure;
        let list = self.structure.key("texts");
        for (index, entry) in own.texts.iter().enumerate() {
            let named = list.element(index);
            let twice = own.texts[..index].iter().any(|own| own.language == entry.language && own.size == entry.size);
            if twice {
                findings.push(named.error(format!("\"{}\" in \"{}\" has a file already", entry.size, entry.language)));
            }
            let Some((file, spot)) = beside(files, parsed, &entry.path, named.key("path"), findings) else { continue };
            match Texts::read(&file.text, &self.pack) {
                Err(error) => findings.push(Finding::refused(&file.path, error)),
                Ok(texts) => {
                    agree(spot, "language", &texts.language, &entry.language, findings);
                    agree(spot, "size", &texts.size, &entry.size, findings);
                    self.texts.push(Words { texts, spot });
                }
            }
        }
        // For one file the app checks this itself.
        for (index, size) in own.sizes.iter().enumerate() {
            let there = own.texts.iter().any(|own| own.language == self.pack.structure.language && own.size == size.id);
            if !there {
                let message = format!("\"{}\" has no words in the pack's own language; add its file to texts", size.id);
                findings.push(self.structure.key("sizes").element(index).error(message));
            }
        }
    }

    fn guides_beside(&mut self, files: &'a Files, parsed: &'a Parsed<'a>, findings: &mut Vec<Finding>) {
        let list = self.structure.key("guides");
        for (index, entry) in self.pack.structure.guides.iter().enumerate() {
            let named = list.element(index).key("path");
            let Some((file, spot)) = beside(files, parsed, &entry.path, named, findings) else { continue };
            match Guide::read(&file.text, &self.pack) {
                Err(error) => findings.push(Finding::refused(&file.path, error)),
                Ok(guide) => {
                    agree(spot, "language", &guide.language, &entry.language, findings);
                    self.guides.push(Guidance { guide, spot });
                }
            }
        }
    }
}

/// A file that the structure names; that it is not there is reported, that it is no JSON has been.
fn beside<'a>(
    files: &'a Files,
    parsed: &'a Parsed<'a>,
    name: &str,
    named: Spot,
    findings: &mut Vec<Finding>,
) -> Option<(&'a File, Spot<'a>)> {
    let all = files.beside.iter().zip(&parsed.beside);
    let Some(((_, file), json)) = all.into_iter().find(|((own, _), _)| own == name) else {
        findings.push(named.error(format!("there is no readable file \"{name}\" beside the structure")));
        return None;
    };
    Some((file, Spot { path: &file.path, node: json.as_ref()?.root() }))
}

/// What a file says of itself is what the structure says of it.
fn agree(spot: Spot, key: &str, own: &str, named: &str, findings: &mut Vec<Finding>) {
    if own != named {
        findings.push(spot.key(key).error(format!("the structure names this file for \"{named}\"")));
    }
}
