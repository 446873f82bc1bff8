//! dist/ as a static host serves it, for a look at the real thing: `cargo xtask serve --release`.
#![allow(clippy::print_stdout, reason = "a command line speaks on standard output")]

use anyhow::{Context, Result};
use browser_tests::site::Site;

fn main() -> Result<()> {
    let free = (8080..8180).find_map(|port| Site::as_published("/", port).ok());
    let site = free.context("dist/ could not be served on any port from 8080 to 8179")?;
    println!("\n  Fourfold, the release build:  {}\n\n  Ctrl+C ends it.", site.url(""));
    loop {
        std::thread::park();
    }
}
