//! What a page may call.

use std::fmt::Display;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{digest::line, pack::packs, work::Trial};

fn words(error: impl Display) -> String {
    error.to_string()
}

/// The digests of so many assessments from a number on, a line for each.
#[wasm_bindgen]
pub fn digests(from: u32, count: u32) -> Result<String, String> {
    let packs = packs().map_err(words)?;
    Ok((from..from + count).map(|number| line(&packs, number.into()) + "\n").collect())
}

/// An assessment to work on.
#[wasm_bindgen]
pub struct Bench(Trial);

#[wasm_bindgen]
impl Bench {
    /// The one of this name.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Result<Self, String> {
        Trial::new(name).map(Self).map_err(words)
    }

    /// Does the work of this name once.
    pub fn run(&mut self, work: &str) -> f64 {
        self.0.run(work)
    }

    /// What the work comes to.
    pub fn numbers(&mut self, work: &str) -> Vec<f64> {
        self.0.numbers(work)
    }
}
