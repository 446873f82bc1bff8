//! How other programs are called: from the project's root, with our own tools in front, and without the two
//! variables that change a build behind one's back.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What went wrong, where, and what to do about it, as a sentence for the terminal.
pub type Result<T> = std::result::Result<T, String>;

/// The project's root folder.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Where the compiler puts what it builds.
pub fn built() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where tools live that only this project needs: at a version of its own, or from npm.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A program, ready to be called.
///
/// `NO_COLOR` makes Trunk 0.21 exit, and `RUSTFLAGS` replaces the flags of .cargo/config.toml, without which the
/// Wasm is larger and wasm-opt refuses it.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).env("PATH", search_path());
    for unwanted in ["NO_COLOR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(unwanted);
    }
    command
}

/// Runs to the end, showing everything; an exit code other than zero is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status}).", shown(command))) }
}

/// Runs to the end and hands each line of standard output to `each` as it comes; true if it succeeded.
pub fn run_with_lines(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(|error| format!("the output of `{}` broke off: {error}", shown(command)))?;
            each(&String::from_utf8_lossy(&line));
        }
    }
    let status = child.wait().map_err(|error| format!("`{}` was lost: {error}", shown(command)))?;
    Ok(status.success())
}

/// The first line a program prints of itself, or nothing if it cannot be run.
pub fn first_line(name: &str, argument: &str) -> Option<String> {
    let output = program(name).arg(argument).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).lines().next()?.to_owned();
    output.status.success().then_some(text)
}

/// Whether a program of this name is on the path.
pub fn is_installed(name: &str) -> bool {
    std::env::split_paths(&search_path()).any(|folder| folder.join(name).is_file())
}

/// Our tools first, then the path, then Cargo's folder, which a fresh shell may not know yet.
fn search_path() -> std::ffi::OsString {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
    let folders = [tools().join("bin"), tools().join("node_modules/.bin")]
        .into_iter()
        .chain(std::env::split_paths(&inherited))
        .chain(cargo_home.map(|home| home.join("bin")));
    // Only a folder whose name holds the separator cannot be joined; then the inherited path is the best there is.
    std::env::join_paths(folders).unwrap_or(inherited)
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}. Is it installed and on the PATH?", shown(command))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
