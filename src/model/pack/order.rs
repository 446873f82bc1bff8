//! The order of work: an organisation takes its processes up in an order of its own. A process that was moved has a
//! number, one fact of its own, so that what two people moved apart from each other merges; one that was not stands
//! where the pack has it.

use super::Pack;
use crate::model::assessment::Assessment;
use crate::model::fact::Statement;
use crate::model::sort::sort;

impl Pack {
    /// Where a process stands, by its place in the pack: the number it was given, or that place. Of equal numbers the
    /// one the pack has first comes first.
    pub(super) fn rank(&self, process: usize, own: &Assessment) -> (f64, usize) {
        let given = self.structure.processes.get(process).and_then(|process| own.order.get(&process.id));
        (given.copied().unwrap_or(process as f64), process)
    }

    /// The processes by their places, in the order of work.
    pub fn in_order(&self, own: &Assessment) -> Vec<usize> {
        let mut processes: Vec<usize> = (0..self.structure.processes.len()).collect();
        sort(&mut processes, |a, b| self.rank(*a, own) < self.rank(*b, own));
        processes
    }

    /// The processes that are worked on, in the order of work: in scope, and asked about by the size.
    pub fn worked_on(&self, size: &str, own: &Assessment) -> Vec<usize> {
        let worked_on = |process: &usize| {
            let id = &self.structure.processes[*process].id;
            own.in_scope(id) && self.asks_about(size, id)
        };
        self.in_order(own).into_iter().filter(worked_on).collect()
    }

    /// What has to be said so that a process changes places with the one before or after it in a list, which is in the
    /// order of work; nothing where it is at that end already. That is one fact, unless there is no number left between
    /// two others.
    pub fn moved(&self, own: &Assessment, listed: &[usize], process: usize, earlier: bool) -> Vec<Statement> {
        let numbered = |process: usize, number: f64| {
            let process = self.structure.processes[process].id.clone();
            Statement::Order { process, value: Some(number) }
        };
        let towards = |place: usize| if earlier { place.checked_sub(1) } else { place.checked_add(1) };
        let at = |place: usize| listed.get(place).copied();
        let beside = listed.iter().position(|own| *own == process).and_then(towards);
        let Some((beside, neighbour)) = beside.and_then(|place| Some((place, at(place)?))) else { return Vec::new() };
        // Half way to the one behind the neighbour; where there is none, one further.
        let near = self.rank(neighbour, own).0;
        let far = towards(beside).and_then(at).map(|behind| self.rank(behind, own).0);
        let far = far.unwrap_or(if earlier { near - 2.0 } else { near + 2.0 });
        let number = near + (far - near) / 2.0;
        let (low, high) = if earlier { (far, near) } else { (near, far) };
        if low < number && number < high {
            return vec![numbered(process, number)];
        }
        let mut all = self.in_order(own);
        all.retain(|own| *own != process);
        let place = all.iter().position(|own| *own == neighbour).unwrap_or(0) + usize::from(!earlier);
        all.insert(place, process);
        all.iter().enumerate().map(|(number, process)| numbered(*process, number as f64)).collect()
    }

    /// The first process of a list in the order of work that another one needs first and that comes after it: the one
    /// order nobody should choose without knowing.
    pub fn needed_later(&self, listed: &[usize], process: usize) -> Option<usize> {
        let needs = &self.structure.processes.get(process)?.needs;
        let later = listed.iter().skip_while(|own| **own != process).skip(1);
        later.copied().find(|later| needs.contains(&self.structure.processes[*later].id))
    }
}
