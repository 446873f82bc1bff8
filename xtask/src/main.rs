//! The front door: one command to serve the app, one to test it, and the steps those are made of.
//!
//! Everything a contributor or a build machine does goes through here, so that there are no shell scripts to keep
//! portable and what runs on a laptop is what runs in continuous integration.
#![allow(clippy::print_stdout, reason = "a command line speaks on standard output")]

mod browsers;
mod budget;
mod engine;
mod figures;
mod finish;
mod html;
mod install;
mod journeys;
mod offline;
mod pack;
mod parts;
mod process;
mod soak;
mod suites;
#[cfg(test)]
mod tidy;
mod trunk;
mod worker;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve             build, serve on this machine and rebuild on every change
  serve --release   serve the finished dist/ as a static host would
  build             the release build in dist/, and what a visitor downloads of it
  test              everything: format, lints, tests, release build, browser journeys
  test pure         only the tests that need no browser
  test browser [chromium|firefox|webkit] [test name]
                    only the browser journeys, on the dist/ of the last build
  pack [FILE or FOLDER ...]
                    what is to be mended in a pack, with file, line and column; without a name
                    in all under public/packs
  shots             pictures of every screen: 360 and 1280 pixels wide, light and dark
                    [--route '#/x' --name foo] one screen, [--no-build] of the last build
  test engine [chromium|firefox|webkit]
                    whether the engine computes the same bits here and in a browser
  soak              the figures of reliability in their full numbers, as a table (hours)
                    [id ...] [chromium|firefox|webkit] [--count N] [--seed N]
  bench             time, transfer and memory beside their budgets [--no-build]
  bench engine      only the engine: here, in a browser, and the same in JavaScript
                    [--fast] built for speed instead of size

What is missing is installed, each time with a word on what and why.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["serve"] => trunk::serve(),
        ["serve", "--release"] => journeys::serve_release(),
        ["build"] => trunk::build_release(),
        ["test"] => suites::everything(),
        ["test", "pure"] => suites::pure(),
        ["test", "browser", rest @ ..] => suites::browser(rest),
        ["pack", rest @ ..] => pack::check(rest),
        ["test", "engine", rest @ ..] => suites::engine(rest),
        ["shots", rest @ ..] => journeys::shots(rest),
        ["soak", rest @ ..] => soak::soak(rest),
        ["bench", "engine", rest @ ..] => engine::bench(rest),
        ["bench", rest @ ..] => journeys::bench(rest).and_then(|()| engine::bench(&[])),
        // Called by Trunk after each build (Trunk.toml), not by people.
        ["finish-dist"] => finish::after_trunk(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        unknown => Err(format!("there is no command `{}`.\n\n{HELP}", unknown.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nxtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
