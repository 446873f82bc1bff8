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
pub mod icon;
pub mod import;
pub mod keep;
pub mod mark;
pub mod next_moves;
pub mod passphrase;
pub mod paste;
pub mod planned;
pub mod problem_areas;
pub mod register;
pub mod results_words;
pub mod said;
pub mod sealing;
pub mod sizes;
pub mod steps_bar;
pub mod trouble;
pub mod working;
