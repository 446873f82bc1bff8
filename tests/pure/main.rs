//! Everything about the pure part of the program, in one test program: it is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::field_reassign_with_default,
    reason = "a test may stop where it fails, and an assessment has a private part"
)]

mod agreement;
mod asking;
mod backup;
mod batches;
mod comparison;
mod csv;
mod dispute;
mod explanation;
mod facts;
mod files;
mod guidance;
mod hostile;
mod invitations;
mod laws_of_plans;
mod other_scales;
mod pack_schema;
mod packs;
mod packs_one_file;
mod pictures;
mod plan;
mod progress;
mod qr;
mod replies;
mod report;
mod results;
mod risks;
mod samples;
mod scoring;
mod scoring_laws;
mod sealed;
mod series;
mod sheet;
mod shelf;
mod shown;
mod simulation;
mod steps;
mod store;
mod support;
mod tasks;
mod typed;
mod workbook;

// The addresses of screens are pure, though they stand with the screens.
#[allow(dead_code, reason = "only addresses are read here")]
#[path = "../../src/ui/route.rs"]
mod route;
use fourfold::model;
// So is the time that is left for a discussion.
#[allow(dead_code, reason = "only what runs out is read here")]
#[path = "../../src/ui/pages/room/countdown.rs"]
mod countdown;
