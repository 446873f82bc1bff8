//! Prints everything that follows from exported assessments as JSON, or many of them as a table.
//!
//! ```text
//! cargo run --release --no-default-features --example score -- FILE… [OPTION…]
//! ```
//!
//! `docs/results.md` explains every number, so that it can be recomputed with a pocket calculator.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use fourfold::exchange::cohort;
use fourfold::exchange::rescore::{FoundPack, PackName, Scored, Wanted, rescore};
use fourfold::exchange::results;
use fourfold::score::View;

const USAGE: &str = "\
usage: score FILE… [OPTION…]

One FILE becomes a JSON object, several become a list in the order given.

  --round ID|LABEL     the round to score; else the one that was begun last
  --size SIZE          the size whose questions make the items; else as the file states
  --date YYYY-MM-DD    the day the results speak of; else that of the round
  --pack FILE|FOLDER   the pack that was answered, or the folder with packs; else public/packs
  --cohort             a table with tabs instead of JSON: a row for each file, and statistics
  --view claimed|evidenced   the scores in the table; else those that lead in all files
";

/// What the command line asks for.
#[derive(Default)]
struct Asked {
    files: Vec<PathBuf>,
    wanted: Wanted,
    pack: Option<PathBuf>,
    cohort: bool,
    view: Option<View>,
    help: bool,
}

fn asked(arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked::default();
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let mut value = || {
            let own = arguments.next_if(|next| !next.starts_with("--"));
            own.ok_or(format!("{argument} needs a value behind it"))
        };
        match argument.as_str() {
            "--round" => asked.wanted.round = Some(value()?),
            "--size" => asked.wanted.size = Some(value()?),
            "--date" => {
                let day = value()?;
                let date = day.parse().map_err(|_| format!("--date {day} is no day, write it as 2026-03-31"))?;
                asked.wanted.date = Some(date);
            }
            "--pack" => asked.pack = Some(value()?.into()),
            "--cohort" => asked.cohort = true,
            "--view" => {
                asked.view = Some(match value()?.as_str() {
                    "claimed" => View::Claimed,
                    "evidenced" => View::Evidenced,
                    other => return Err(format!("--view {other} is neither claimed nor evidenced")),
                });
            }
            "--help" | "-h" => asked.help = true,
            option if option.starts_with("--") => return Err(format!("there is no option {option}")),
            file => asked.files.push(file.into()),
        }
    }
    match (asked.files.is_empty() && !asked.help, asked.view.is_some() && !asked.cohort) {
        (true, _) => Err("name at least one exported file".to_owned()),
        (_, true) => Err("--view is for --cohort; the JSON holds both views".to_owned()),
        _ => Ok(asked),
    }
}

/// A pack: the file that was named, or from a folder of packs.
fn find(pack: Option<&Path>, name: &PackName) -> Result<FoundPack, String> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/packs");
    let place = pack.unwrap_or(&shipped);
    let inside = place.join(&name.id).join(&name.version).join("structure.json");
    let path = match place {
        file if file.is_file() => file.to_owned(),
        folder if folder.join("structure.json").is_file() => folder.join("structure.json"),
        _ => inside,
    };
    let place = path.display().to_string();
    match fs::read_to_string(&path) {
        Ok(text) => Ok(FoundPack { place, text }),
        Err(why) => Err(format!("{place}: {why}")),
    }
}

fn open(path: &Path, asked: &Asked) -> Result<Scored, Box<dyn Error>> {
    let text = String::from_utf8(fs::read(path)?).map_err(|_| "the file is not text, so not an assessment file")?;
    Ok(rescore(&text, &asked.wanted, |name| find(asked.pack.as_deref(), name))?)
}

fn run(asked: &Asked) -> Result<ExitCode, Box<dyn Error>> {
    let mut scored = Vec::new();
    let mut code = ExitCode::SUCCESS;
    for path in &asked.files {
        match open(path, asked) {
            Ok(own) => scored.push((path.display().to_string(), own)),
            Err(why) => {
                writeln!(io::stderr(), "{}: {why}", path.display())?;
                code = ExitCode::FAILURE;
            }
        }
    }
    let text = match (asked.cohort, asked.files.len()) {
        (true, _) => cohort::table(&scored, asked.view)?,
        (_, 1) => scored.iter().map(|(_, own)| results::write(own)).collect(),
        _ => results::write_all(scored.iter().map(|(_, own)| own)),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(code)
}

fn main() -> ExitCode {
    let outcome = asked(env::args().skip(1)).map_err(Into::into).and_then(|asked| {
        if asked.help {
            io::stdout().write_all(USAGE.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        run(&asked)
    });
    outcome.unwrap_or_else(|why: Box<dyn Error>| {
        // Nobody is left to be told where even this cannot be written.
        let _ = writeln!(io::stderr(), "{why}\n\nscore --help says how it is called");
        ExitCode::from(2)
    })
}
