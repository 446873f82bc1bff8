//! The screens, one file each.

pub mod assess;
pub mod changes;
pub mod compare;
pub mod figures;
pub mod findings;
pub mod glossary;
pub mod invited;
pub mod library;
pub mod packs;
pub mod plan;
pub mod process;
pub mod replied;
pub mod report;
pub mod results;
pub mod risks;
pub mod room;
pub mod samples;
pub mod scope;
pub mod send;
pub mod start;
pub mod why;
pub mod workshop;
