//! The worker: a small program of its own for work that takes its time. It is fetched the first time somebody asks for
//! such work, and computes beside the page, which never stalls. `src/worker.js` stands around it.

use fourfold::exchange::task::Task;
use wasm_bindgen::prelude::wasm_bindgen;

/// What was asked, as far as it has come.
#[wasm_bindgen]
pub struct Work(Task);

#[wasm_bindgen]
impl Work {
    /// Begins what is asked.
    #[wasm_bindgen(constructor)]
    pub fn new(asked: &str) -> Result<Self, String> {
        Task::read(asked).map(Self)
    }

    /// Goes on for a little while; the answer, once it is there.
    pub fn step(&mut self) -> Result<Option<String>, String> {
        self.0.step()
    }

    /// How much of it is behind, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.0.progress()
    }
}

fn main() {}
