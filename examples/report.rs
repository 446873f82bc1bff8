//! Prints the report on an exported assessment, the same bytes as the app saves: whoever holds the file can make the
//! report again and compare.
//!
//! ```text
//! cargo run --release --no-default-features --example report -- FILE [--markdown] [--pack FOLDER]
//! ```

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use fourfold::exchange::file;
use fourfold::exchange::report::{Sources, html::html, markdown::markdown, report};
use fourfold::exchange::rescore::PackName;
use fourfold::locale::MORE_EN;
use fourfold::model::pack::{Guide, Pack, Texts, read_one_file};

/// What the command line asks for.
#[derive(Default)]
struct Asked {
    file: Option<PathBuf>,
    markdown: bool,
    pack: Option<PathBuf>,
}

fn asked(arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked::default();
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--markdown" => asked.markdown = true,
            "--pack" => asked.pack = Some(arguments.next().ok_or("--pack needs a folder behind it")?.into()),
            option if option.starts_with("--") => return Err(format!("there is no option {option}")),
            file => asked.file = Some(file.into()),
        }
    }
    Ok(asked)
}

/// The pack an assessment names, with the words of its size and its guidance.
fn questionnaire(folder: &Path, size: Option<&str>) -> Result<(Pack, Texts, Option<Guide>), Box<dyn Error>> {
    let read = |path: &str| {
        fs::read_to_string(folder.join(path)).map_err(|why| format!("{}: {why}", folder.join(path).display()))
    };
    let pack = Pack::read(&read("structure.json")?).map_err(|why| why.to_string())?;
    let own = &pack.structure;
    let size =
        own.sizes.iter().find(|own| size == Some(&*own.id)).or(own.sizes.first()).ok_or("the pack has no size")?;
    let words = own.texts.iter().find(|own| own.size == size.id).ok_or("the pack has no words for this size")?;
    let texts = Texts::read(&read(&words.path)?, &pack).map_err(|why| why.to_string())?;
    let guide = own.guides.first().map(|own| Guide::read(&read(&own.path)?, &pack).map_err(|why| why.to_string()));
    Ok((pack, texts, guide.transpose()?))
}

fn run(asked: &Asked) -> Result<(), Box<dyn Error>> {
    let path = asked.file.as_deref().ok_or("usage: report FILE [--markdown] [--pack FOLDER]")?;
    let incoming = file::read(&fs::read_to_string(path)?).map_err(|why| why.to_string())?;
    let profile = incoming.facts.assessment().profile;
    let named = profile.pack.as_deref().ok_or("the file names no pack, so nothing was asked in it")?;
    let size = profile.size.as_deref();
    let (pack, texts, guide) = match &incoming.pack {
        Some(own) => {
            let (pack, all) = read_one_file(&own.text).map_err(|why| why.to_string())?;
            let texts = all.iter().find(|own| size == Some(&*own.size)).or(all.first()).cloned();
            (pack, texts.ok_or("the pack has no words")?, None)
        }
        None => {
            let name: PackName =
                named.parse().map_err(|()| "the file does not name its pack as id@version#fingerprint")?;
            let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/packs").join(&name.id).join(&name.version);
            questionnaire(asked.pack.as_deref().unwrap_or(&shipped), size)?
        }
    };
    if pack.name() != named {
        return Err(format!("the file was answered on the pack {named}, and this is {}", pack.name()).into());
    }
    let sources =
        Sources { facts: &incoming.facts, pack: &pack, texts: &texts, guide: guide.as_ref(), words: &MORE_EN };
    let document = report(&sources).ok_or("the file has no round yet, so there is nothing to report")?;
    let text = if asked.markdown { markdown(&document) } else { html(&document) };
    Ok(io::stdout().write_all(text.as_bytes())?)
}

fn main() -> ExitCode {
    match asked(env::args().skip(1)).map_err(Into::into).and_then(|asked| run(&asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // Nobody is left to be told where even this cannot be written.
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::from(2)
        }
    }
}
