//! The target a pack suggests for a process: what usually pays, by how money follows service and by how much is asked.
//! It is a proposal for the organisation to take or leave, and counts for nothing until it is taken.

use super::{Pack, Process};
use crate::model::assessment::Assessment;

impl Pack {
    /// The level suggested for a process: its own for the economic mode that was stated, at most the highest the size
    /// goes for. Nothing without a mode, or where the pack suggests nothing.
    pub fn suggested_target(&self, size: &str, own: &Assessment, process: &Process) -> Option<u8> {
        let level = process.targets.of(own.profile.economic_mode?)?;
        let size = self.structure.sizes.iter().find(|own| *own.id == *size);
        let highest = size.map(|own| own.highest_target as u8).filter(|highest| *highest > 0);
        Some(highest.map_or(level, |highest| level.min(highest)))
    }
}
