//! The tools that drive a browser. They live with the journeys, in tests/browser, because they speak the same
//! vocabulary of screens; here they are only started.

use crate::{
    browsers::Engine,
    process::{Result, program, run},
    trunk,
};

/// dist/ as a static host would serve it, until Ctrl+C.
pub fn serve_release() -> Result<()> {
    trunk::build_release()?;
    start("serve", &[])
}

/// Pictures of every screen, into target/shots.
pub fn shots(words: &[&str]) -> Result<()> {
    on_a_build("shots", words)
}

/// Time, transfer and memory beside their budgets.
pub fn bench(words: &[&str]) -> Result<()> {
    on_a_build("bench", words)
}

/// Measuring and picturing use Chromium: no other engine can slow the processor or be 360 pixels wide.
fn on_a_build(tool: &str, words: &[&str]) -> Result<()> {
    const NO_BUILD: &str = "--no-build";
    Engine::Chromium.prepare()?;
    if !words.contains(&NO_BUILD) {
        trunk::build_release()?;
    }
    let rest: Vec<&str> = words.iter().copied().filter(|word| *word != NO_BUILD).collect();
    start(tool, &rest)
}

fn start(tool: &str, arguments: &[&str]) -> Result<()> {
    run(program("cargo").args(["run", "--quiet", "-p", "browser-tests", "--bin", tool, "--"]).args(arguments))
}
