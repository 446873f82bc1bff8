//! Fourfold: an IT service management self-assessment and audit that runs wholly in the browser.
//!
//! Everything a person states is a **fact**; from facts to screen there is one direction,
//! `facts -> Assessment -> score -> view`, and nothing computed is stored.
//!
//! | module | what it is | whom it may use |
//! |---|---|---|
//! | [`model`] | what is said: ids, facts and their merge, the pack, the typed view | nobody |
//! | [`score`] | what follows: capability, the four indicators, ranges, derivations | `model` |
//! | [`chart`] | the geometry of every picture, as data | `model` |
//! | [`store`] | the storage port, the journal on it, a memory store with faults | `model` |
//! | [`locale`] | every word on the screen, reasons of the score included | `score`, `model` |
//! | [`exchange`] | files and pasted tables, with limits; the pictures of results | `score`, `chart`, `locale`, `model` |
//! | [`browser`] | thin adapters to the browser | `store`, `locale`, `model` |
//! | [`ui`] | the screens | all of the above |
//!
//! The first six are the pure part: no clock, no randomness, no I/O, no panic on any input. They
//! build without the feature `app`, which is what `cargo test --no-default-features` proves.

#![warn(missing_docs)]

pub mod chart;
pub mod exchange;
pub mod locale;
pub mod model;
pub mod score;
pub mod store;

#[cfg(feature = "app")]
#[allow(missing_docs, reason = "adapters and screens are documented where they surprise")]
pub mod browser;
#[cfg(feature = "app")]
#[allow(missing_docs, reason = "a component's name and props say what it shows")]
pub mod ui;
