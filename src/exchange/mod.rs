//! What comes in and goes out: assessment files, backups plain and sealed, tables pasted from a spreadsheet, results
//! for other programs, invitations and replies, their pictures with all that belongs to one, and the report. Whatever comes from outside meets a limit first
//! and is shown before it counts.

pub mod age;
pub mod backup;
pub mod cohort;
pub mod content;
pub mod csv;
pub mod envelope;
pub mod file;
pub mod findings;
pub mod invitation;
pub mod letter;
pub mod paste;
pub mod pictures;
pub mod pieces;
pub mod proof;
pub mod reply;
pub mod report;
pub mod rescore;
pub mod results;
pub mod said;
pub mod samples;
pub mod sealed;
pub mod sheet;
pub mod task;
pub mod workbook;
