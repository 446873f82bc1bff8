//! What became of each process since another round.

use super::Results;
use super::capability::Level;
use super::indicator::View;

/// How far a process has come.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Trend {
    /// Its place in the pack.
    pub process: usize,
    /// Levels gained; nothing where one of them is not known exactly.
    pub level: Option<i64>,
    /// Points of the index gained; nothing where one of them is not there.
    pub index: Option<f64>,
}

/// The difference of level and index of every process that both rounds asked about, in pack order. Both
/// have to be scored with the same pack; otherwise it is the pack that changed.
pub fn trend(before: &Results, now: &Results, view: View) -> Vec<Trend> {
    let exact = |level: Level| match level {
        Level::Reached { level, or_more: false } => i64::try_from(level).ok(),
        _ => None,
    };
    let one = |own: &super::ProcessResult| {
        let was = before.processes.iter().find(|was| was.process == own.process)?.view(view);
        let is = own.view(view);
        Some(Trend {
            process: own.process,
            level: exact(is.level).zip(exact(was.level)).map(|(is, was)| is - was),
            index: is.index.zip(was.index).map(|(is, was)| is - was),
        })
    };
    now.processes.iter().filter_map(one).collect()
}
