//! The reliability figures that need a browser: how often something went wrong on purpose, and that nothing was lost
//! that was called saved. Each promise has its file, most also show a naive page (tests/browser/double/) failing, and
//! each figure that holds prints a line with its count and seed.
//!
//! | module | what it promises |
//! |---|---|
//! | [`killed`] | R3: whatever moment the browser is killed, what it called saved is there |
//! | [`leaving`] | R4: whatever way a page is left, what was said on it is there |
//! | [`room`] | R5: wherever storage is full it is told, and nothing old is lost |
//! | [`disk`] | R6: on a full disk nothing is called saved that is not |
//! | [`tabs`] | R7: tabs that write at once lose and double nothing |
//! | [`versions`] | R10: what any version has kept is here, and newer data is told and left |
//! | [`hindered`] | R13: with less than a browser should give, the app is usable and honest |
//! | [`panics`] | R14: after a fault in the program nothing is written, and nothing is lost |
//!
//! `FOURFOLD_SOAK` asks for the long form, `FOURFOLD_COUNT` for another number, `FOURFOLD_SEED` for another seed.
#![allow(clippy::print_stdout, reason = "these tell what they did")]

mod disk;
mod hindered;
mod killed;
mod leaving;
mod panics;
mod robot;
mod room;
mod subject;
mod tabs;
mod versions;

use anyhow::Result;
use browser_tests::browser::Engine;

/// Enough chance to tell one run from another, the same for the same seed (xorshift64*).
pub struct Chance(u64);

impl Chance {
    /// From the seed of this run, another for each number.
    pub fn new(more: u64) -> Self {
        Self((seed() ^ more.wrapping_mul(0xd134_2543_de82_ef95)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % end
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

pub fn seed() -> u64 {
    number("FOURFOLD_SEED").unwrap_or(1)
}

/// How often something is done: in the short form, in the long one, or as often as is asked for.
pub fn often(short: u64, long: u64) -> u64 {
    let is_long = std::env::var_os("FOURFOLD_SOAK").is_some();
    number("FOURFOLD_COUNT").unwrap_or(if is_long { long } else { short })
}

/// Says how much was done, after it went well.
pub fn figure(id: &str, what: &str, count: u64) -> Result<()> {
    println!("\nfigure {id} | {what} | {count} | seed {} | passed | {:?}", seed(), Engine::of_this_run()?);
    Ok(())
}

/// Whether the engine of this run can do what a figure is about; otherwise that it is skipped is said, with the reason.
pub fn can(id: &str, needs: &str, is_able: impl FnOnce(Engine) -> bool) -> Result<bool> {
    let engine = Engine::of_this_run()?;
    let is_able = is_able(engine);
    if !is_able {
        println!("\nskipped: {id} in {engine:?}: {needs}");
    }
    Ok(is_able)
}
