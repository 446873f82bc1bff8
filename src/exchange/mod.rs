//! What comes in and goes out: assessment files, tables pasted from a spreadsheet, and results for
//! other programs. Whatever comes from outside meets a limit first and is shown before it counts.

pub mod cohort;
pub mod file;
pub mod paste;
pub mod rescore;
pub mod results;
pub mod samples;
pub mod sheet;
