//! Work that takes its time, as text: what is asked, the way there in steps, and the answer. The page asks the worker for
//! it (src/worker.rs); a test does the same here, and comes to the same bits, since every number is written in the digits
//! that read back as the same number.

mod path;
mod scan;
mod simulation;
mod workbook;

use crate::model::json::{Json, Node, push_number};

pub use path::{PathTask, ask_path, read_path};
pub use scan::{MOST_SIDE, ScanTask, ask_scan, read_scan};
pub use simulation::{SimulationTask, ask_simulation, read_simulation};
pub use workbook::{WorkbookTask, ask_workbook, read_workbook};

/// Something that was asked for, as far as it has come.
pub enum Task {
    /// What the risks of a register may cost together.
    Simulation(Box<SimulationTask>),
    /// The cheapest way to a target.
    Path(Box<PathTask>),
    /// Everything as sheets of a workbook.
    Workbook(Box<WorkbookTask>),
    /// The codes in a picture.
    Scan(Box<ScanTask>),
}

impl Task {
    /// Understands what is asked.
    ///
    /// # Errors
    /// What is wrong with it. What this file has written is never wrong.
    pub fn read(asked: &str) -> Result<Self, String> {
        let json = Json::read(asked).map_err(|error| error.to_string())?;
        let root = json.root();
        match root.get("work").and_then(Node::text).as_deref() {
            Some("simulation") => SimulationTask::read(root).map(|own| Self::Simulation(Box::new(own))),
            Some("path") => PathTask::read(root).map(|own| Self::Path(Box::new(own))),
            Some("workbook") => WorkbookTask::read(root).map(|own| Self::Workbook(Box::new(own))),
            Some("scan") => ScanTask::read(root).map(|own| Self::Scan(Box::new(own))),
            _ => Err("\"work\" names no work".to_owned()),
        }
    }

    /// Goes on for some hundredths of a second at most, where a year or a place takes no longer than usual. The answer,
    /// once it is there.
    ///
    /// # Errors
    /// Why there will be none, for the person at the screen.
    pub fn step(&mut self) -> Result<Option<String>, String> {
        match self {
            Self::Simulation(own) => Ok(own.step()),
            Self::Path(own) => Ok(own.step()),
            Self::Workbook(own) => own.step(),
            Self::Scan(own) => Ok(own.step()),
        }
    }

    /// How much of it is behind, 0 to 1; never falling.
    pub fn progress(&self) -> f64 {
        match self {
            Self::Simulation(own) => own.progress(),
            Self::Path(own) => own.progress(),
            Self::Workbook(own) => own.progress(),
            Self::Scan(own) => own.progress(),
        }
    }
}

/// A list of numbers; what is none is null.
fn push_numbers(to: &mut String, numbers: impl IntoIterator<Item = Option<f64>>) {
    to.push('[');
    for (place, number) in numbers.into_iter().enumerate() {
        if place > 0 {
            to.push(',');
        }
        push_number(to, number.unwrap_or(f64::NAN));
    }
    to.push(']');
}

/// Exactly so many numbers, null as nothing.
fn numbers<const N: usize>(node: Node) -> Option<[Option<f64>; N]> {
    let mut elements = node.elements()?;
    let mut found = [None; N];
    for own in &mut found {
        let element = elements.next()?;
        *own = element.number();
        if own.is_none() && !element.is_null() {
            return None;
        }
    }
    elements.next().is_none().then_some(found)
}

/// The same where each has to be there.
fn whole<const N: usize>(node: Node) -> Option<[f64; N]> {
    let found = numbers::<N>(node)?;
    found.iter().all(Option::is_some).then(|| found.map(Option::unwrap_or_default))
}

fn count(node: Option<Node>) -> Option<usize> {
    node?.raw().parse().ok()
}

fn malformed(name: &str) -> String {
    format!("\"{name}\" is missing or malformed")
}
