//! What may be shown of answers without giving away who gave which.

use crate::model::Role;
use crate::score::QuestionState;

/// The fewest people who may be shown as a group, or compared with another, where replies are anonymous.
pub const FEWEST: usize = 5;

/// What may be shown of the answers to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Visible {
    /// Nobody answered.
    Nothing,
    /// Only the median and the range of all answers, no single one.
    MedianAndRange,
    /// Single answers without names, by these groups of roles; nothing stands for people without a role.
    Groups(Vec<Vec<Option<Role>>>),
}

/// What may be shown, given how many people of each role answered (OURS, SCORING.md section 5); each
/// role stands once.
///
/// Named: every role by itself. Anonymous: roles below five are pooled, and where the pool is still
/// below five the smallest role shown joins it, of equal ones the first; below five in all, only median
/// and range. A pool stands behind the roles that are shown by themselves.
pub fn visible(anonymous: bool, answered: &[(Option<Role>, usize)]) -> Visible {
    let present = || answered.iter().filter(|(_, count)| *count > 0);
    let sum = |of: &[&(Option<Role>, usize)]| of.iter().map(|(_, count)| count).sum::<usize>();
    let fewest = if anonymous { FEWEST } else { 1 };
    let (mut alone, mut pool): (Vec<_>, Vec<_>) = present().partition(|(_, count)| *count >= fewest);
    if !pool.is_empty() && sum(&pool) < fewest {
        let smallest = alone.iter().enumerate().min_by_key(|(_, (_, count))| *count).map(|(place, _)| place);
        let Some(smallest) = smallest else { return Visible::MedianAndRange };
        pool.push(alone.remove(smallest));
    }
    let alone = alone.into_iter().map(|(role, _)| vec![*role]);
    let pool = (!pool.is_empty()).then(|| pool.into_iter().map(|(role, _)| *role).collect());
    let groups: Vec<_> = alone.chain(pool).collect();
    if groups.is_empty() { Visible::Nothing } else { Visible::Groups(groups) }
}

/// Whether two sides may be compared, given how many people answered on each: both have anyone, and
/// where replies are anonymous five (OURS, SCORING.md section 5).
pub fn comparable(anonymous: bool, one: usize, other: usize) -> bool {
    one.min(other) >= if anonymous { FEWEST } else { 1 }
}

/// Whether what a question is worth would tell what one of few anonymous people said. A level that was agreed on is
/// nobody's own.
pub fn withholds(anonymous: bool, said: &QuestionState) -> bool {
    !said.agreed && visible(anonymous, &[(None, said.levels.len())]) == Visible::MedianAndRange
}
