//! The reliability figures: how much was broken on purpose, in how many ways, and that nothing was lost. Each promise has
//! its file, each test also shows a naive way to do it failing, and each prints how much it did. The long form runs where
//! `FOURFOLD_SOAK` is set.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop where it fails, and these tell what they did"
)]

mod damage;
mod device;
mod faults;
mod files;
mod imports;
mod naive;
mod released;
mod room;
mod sequences;
mod stores;

/// Whether the long form is asked for.
pub fn is_long() -> bool {
    std::env::var_os("FOURFOLD_SOAK").is_some()
}

/// The seed of everything random, so that a failure can be had again.
pub fn seed() -> u64 {
    std::env::var("FOURFOLD_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// Says how much was done, after it went well, and holds it against what was promised.
#[track_caller]
pub fn figure(id: &str, what: &str, count: usize, short: usize, long: usize) {
    let promised = if is_long() { long } else { short };
    assert!(count >= promised, "{id}: {count} {what} are fewer than {promised}");
    println!("figure {id} | {what} | {count} | seed {} | passed", seed());
}

/// Chance from a seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(more: u64) -> Self {
        Self((seed() ^ more.wrapping_mul(0xd134_2543_de82_ef95)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }
}

/// Says what was going on, should a test fail meanwhile.
pub struct During(pub String);

impl Drop for During {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("during {} with seed {}", self.0, seed());
        }
    }
}
