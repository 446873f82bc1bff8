//! The geometry of every picture, as data. One grammar in all of them: evidenced is filled, claimed is
//! outlined, the range is a bracket, no data is hatched.

mod fourfold;

pub use fourfold::{Cell, Dial, SIZE, cells};
