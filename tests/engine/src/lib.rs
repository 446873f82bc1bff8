//! The engine on trial: the same work natively and in a browser's Wasm.
//!
//! - [`assessment`] makes random assessments from a number, the same ones on every machine.
//! - [`digest`] takes everything that follows from one and makes a few numbers of it, one for each section of the
//!   results. `tests/bits.rs` compares them between this machine and a browser.
//! - [`work`] is what `cargo xtask bench` times; [`input`] writes it out for the same work in JavaScript (`bench/`).
//! - [`pack`] is the questionnaires all of it is done with.
//! - `wasm` is what a page may call; it exists only there.

#![warn(missing_docs)]

pub mod assessment;
pub mod chance;
pub mod digest;
#[cfg(not(target_arch = "wasm32"))]
pub mod input;
pub mod pack;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod work;
