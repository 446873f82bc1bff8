//! Thin adapters to what only a browser has. Each is a few lines over one web API, and mirrors a
//! port of the pure part where there is one.

mod by_name;
pub mod camera;
pub mod clock;
pub mod crypto;
#[cfg(feature = "fault")]
pub mod fault;
pub mod fetch;
pub mod file;
pub mod focus;
pub mod format;
pub mod full_screen;
pub mod ids;
pub mod last_backup;
pub mod listen;
pub mod panic;
pub mod picture;
pub mod place;
pub mod print;
pub mod safety;
pub mod share;
pub mod storage;
pub mod theme;
pub mod typing;
pub mod worker;
