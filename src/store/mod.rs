//! Where facts rest: the storage port, the journal of append-only records on it, what goes between it and the second
//! store (`courier`), what is brought along (`bringing`), snapshots and erasing, the shelf of packs of one's own, and a
//! memory store that fails on command. The browser's own stores are `browser::storage` and `browser::safety`.

pub mod bringing;
pub mod compaction;
mod courier;
pub mod erasure;
mod journal;
mod memory;
pub mod shelf;
mod storage;

pub use courier::{Ask, Courier, Told};
pub use journal::{Content, Found, Gone, Holding, Journal, Quarantined, Read, Record, Usage, read_plain, read_record};
pub use memory::{Failure, Memory};
pub use storage::{Fault, Storage};

/// What every key of ours begins with. The origin may be shared with other pages: their texts are
/// neither read nor written, only measured where room is counted.
pub const PREFIX: &str = "fourfold/";

/// What stands in the key of a pack where a record has its format: the journal leaves those alone.
pub const SHELF: &str = "pack";

/// What stands there where something was erased.
pub const GONE: &str = "gone";

/// The number of the storage format this build writes. It stands in the key, so that a build that
/// does not know it can leave the record alone without reading it.
pub const FORMAT: u32 = 1;

/// The size of the origin's storage in UTF-16 units, keys included, as browsers set it.
pub const QUOTA: usize = 5_242_880;
