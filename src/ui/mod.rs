//! The screens. Logic lives in the pure part; a component takes what it shows and says what changed.

mod app;
mod charts;
mod dynamic;
mod el;
mod pages;
mod parts;
mod rest;
mod route;
mod session;

use crate::locale::{EN, MORE_EN, MoreWords, Words};

pub use app::mount;

/// The words a first question needs, in the language in use.
fn words() -> &'static Words {
    &EN
}

/// All words, for what comes with the second part of the program.
fn more_words() -> &'static MoreWords {
    &MORE_EN
}
