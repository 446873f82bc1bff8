//! Builds the engine on trial (tests/engine) for this machine and for a browser, and has it timed in both.
//!
//! In the browser it is built as the app is, for size: what is compared and timed is what a visitor gets. Natively it
//! is built for speed, so that the comparison of bits also spans two ways of optimising.

use crate::{
    browsers::Engine,
    parts,
    process::{Result, built, program, root, run},
};
use std::{fs, path::PathBuf};

/// How the engine is built for the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As the app is, for size.
    App,
    /// For speed.
    Fast,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::App => "release",
            Self::Fast => "fast",
        }
    }
}

/// How its tests are called.
pub const TESTS: [&str; 4] = ["test", "--quiet", "-p", "engine-tests"];

/// What the browser is served: the Wasm with its glue, a page that calls it, what this machine computed, and the
/// inputs of the same work in JavaScript.
fn folder() -> PathBuf {
    root().join("target/engine")
}

/// Builds both and has this machine compute its side of the comparison.
pub fn build(profile: Profile) -> Result<()> {
    let folder = folder();
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut wasm = program("cargo");
    wasm.args(["rustc", "--quiet", "-p", "engine-tests", "--lib", "--crate-type", "cdylib"]);
    wasm.args(["--target", "wasm32-unknown-unknown", "--profile", profile.name()]);
    // The app's flags without the relocations, which nothing takes apart here and wasm-opt does not understand.
    run(wasm.env("RUSTFLAGS", "--cfg erase_components"))?;
    let compiled = built().join("wasm32-unknown-unknown").join(profile.name()).join("engine_tests.wasm");
    // Not the folder the page is served from: a file copied onto itself would be empty.
    let bound = built().join("engine-bound");
    let mut bindgen = program("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "engine", "--out-dir"]);
    run(bindgen.arg(&bound).arg(compiled))?;
    parts::finish_small(&bound.join("engine_bg.wasm"), &folder.join("engine_bg.wasm"), profile == Profile::App)?;
    parts::copy(&bound.join("engine.js"), &folder.join("engine.js"))?;
    let pages = root().join("tests/engine/bench");
    for file in fs::read_dir(&pages).map_err(|error| format!("{}: {error}", pages.display()))?.flatten() {
        parts::copy(&file.path(), &folder.join(file.file_name()))?;
    }
    native(&["digests"])
}

/// Times of the engine here, in Chromium, and of the same work in JavaScript.
pub fn bench(words: &[&str]) -> Result<()> {
    let profile = match words {
        [] => Profile::App,
        ["--fast"] => Profile::Fast,
        _ => return Err(format!("`bench engine {}` is not known; see `cargo xtask help`.", words.join(" "))),
    };
    Engine::Chromium.prepare()?;
    build(profile)?;
    native(&["inputs"])?;
    native(&["times"])?;
    let mut table = program("cargo");
    table.args(["run", "--quiet", "-p", "browser-tests", "--bin", "engine"]);
    run(table.env("RUST_BACKTRACE", "0"))
}

/// The program of this machine; it writes into the folder.
fn native(words: &[&str]) -> Result<()> {
    let mut command = program("cargo");
    command.args(["run", "--quiet", "-p", "engine-tests", "--bin", "native", "--profile", "fast", "--"]);
    run(command.args(words).arg(folder()))
}
