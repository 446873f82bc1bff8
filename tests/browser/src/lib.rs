//! What the journeys are made of: a static host, three browser engines, and the vocabulary of the screens.
//!
//! - [`site`] serves dist/ as a static host would, below a path of its own. It remembers every request, and can lose
//!   or alter a file.
//! - [`browser`] starts an engine with an empty profile and ends it again.
//! - [`build`] makes a second build out of the first.
//! - [`wide`] makes assessments of very many questions, for the bench.
//! - [`page`] is what a visitor does and sees. Tests speak only its words, so a changed screen is a change there.

pub mod browser;
pub mod build;
pub mod page;
pub mod site;
pub mod wide;
