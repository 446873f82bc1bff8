//! The screens. Logic lives in the pure part; a component takes what it shows and says what changed.

mod app;
mod dynamic;
mod el;
mod pages;
mod parts;
mod rest;
mod route;
mod session;

use crate::locale::{EN, Words};

pub use app::mount;

/// The words of the language in use.
fn words() -> &'static Words {
    &EN
}
