//! What comes in and goes out: assessment files and tables pasted from a spreadsheet. Whatever comes
//! from outside meets a limit first and is shown before it counts.

pub mod file;
pub mod paste;
pub mod samples;
pub mod sheet;
