//! Pieces that several screens share.

pub mod backup;
pub mod entry;
pub mod erasing;
pub mod export;
pub mod figures_table;
pub mod folded;
pub mod frame;
pub mod glossed;
pub mod guide;
pub mod handing;
pub mod icon;
pub mod import;
pub mod keep;
pub mod mark;
pub mod next_moves;
pub mod passphrase;
pub mod paste;
pub mod planned;
pub mod problem_areas;
#[expect(dead_code, reason = "the screens that invite people come next")]
pub mod qr_code;
pub mod register;
pub mod replies;
pub mod results_words;
pub mod said;
#[expect(dead_code, reason = "the screens that invite people come next")]
pub mod scanner;
pub mod sealing;
pub mod series;
pub mod sizes;
pub mod steps_bar;
pub mod trouble;
pub mod working;
