//! What the risks of a register may cost together in a year, asked as text:
//!
//! ```json
//! {"work":"simulation","seed":"7","years":100000,"risks":[[[0.1,0.4,1.3],[10000,20000,60000]]]}
//! ```
//!
//! Each risk is its yearly frequency and its loss per event, least, most likely and greatest. The seed is a text because
//! not every seed is a number of JSON. The answer is an [`Outcome`] by its names.

use super::{count, malformed, push_numbers, whole};
use crate::model::json::{Json, Node, push_number};
use crate::score::simulation::{Exceedance, Outcome, RiskRange, Simulation, Stated};

/// The most years of a step, and about the most events they have: some thousandths of a second for twenty usual risks,
/// some hundredths for any.
const YEARS: usize = 250;
const EVENTS: f64 = 100_000.0;

/// A simulation on its way.
pub struct SimulationTask {
    simulation: Simulation,
    /// The years of a step.
    years: usize,
}

/// Asks for a simulation of what risks state.
pub fn ask_simulation(risks: &[Stated], years: usize, seed: u64) -> String {
    let mut ask = format!("{{\"work\":\"simulation\",\"seed\":\"{seed}\",\"years\":{years},\"risks\":[");
    for (place, [frequency, loss]) in risks.iter().enumerate() {
        ask.push_str(if place > 0 { ",[" } else { "[" });
        push_numbers(&mut ask, frequency.map(Some));
        ask.push(',');
        push_numbers(&mut ask, loss.map(Some));
        ask.push(']');
    }
    ask.push_str("]}");
    ask
}

/// Reads the answer; nothing where there was no risk to simulate, or it is none of ours.
pub fn read_simulation(answer: &str) -> Option<Outcome> {
    let json = Json::read(answer).ok()?;
    let root = json.root();
    let number = |name: &str| root.get(name)?.number();
    let point = |own: Node| whole::<2>(own).map(|[loss, share]| Exceedance { loss, share });
    Some(Outcome {
        years: count(root.get("years"))?,
        mean: number("mean")?,
        standard_error: number("standard_error"),
        p10: number("p10")?,
        p50: number("p50")?,
        p90: number("p90")?,
        without_loss: number("without_loss")?,
        curve: root.get("curve")?.elements()?.map(point).collect::<Option<_>>()?,
    })
}

impl SimulationTask {
    pub(super) fn read(root: Node) -> Result<Self, String> {
        let seed = root.get("seed").and_then(Node::text).and_then(|seed| seed.parse().ok());
        let seed = seed.ok_or_else(|| malformed("seed"))?;
        let years = count(root.get("years")).ok_or_else(|| malformed("years"))?;
        let risks = root.get("risks").and_then(Node::elements).ok_or_else(|| malformed("risks"))?;
        let risks = risks.map(range).collect::<Option<Vec<_>>>().ok_or_else(|| malformed("risks"))?;
        let simulation = Simulation::new(risks, years, seed);
        let years = ((EVENTS / simulation.most_events()) as usize).clamp(1, YEARS);
        Ok(Self { simulation, years })
    }

    pub(super) fn step(&mut self) -> Option<String> {
        self.simulation
            .advance(self.years)
            .then(|| self.simulation.outcome().as_ref().map_or_else(|| "null".to_owned(), written))
    }

    pub(super) fn progress(&self) -> f64 {
        let (behind, years) = self.simulation.progress();
        if years == 0 { 1.0 } else { behind as f64 / years as f64 }
    }
}

fn range(node: Node) -> Option<RiskRange> {
    let mut parts = node.elements()?;
    let (frequency, loss) = (whole(parts.next()?)?, whole(parts.next()?)?);
    parts.next().is_none().then(|| RiskRange::new(frequency, loss).ok()).flatten()
}

fn written(own: &Outcome) -> String {
    let mut text = format!("{{\"years\":{}", own.years);
    for (name, number) in [
        ("mean", Some(own.mean)),
        ("standard_error", own.standard_error),
        ("p10", Some(own.p10)),
        ("p50", Some(own.p50)),
        ("p90", Some(own.p90)),
        ("without_loss", Some(own.without_loss)),
    ] {
        text.extend([",\"", name, "\":"]);
        push_number(&mut text, number.unwrap_or(f64::NAN));
    }
    text.push_str(",\"curve\":[");
    for (place, point) in own.curve.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        push_numbers(&mut text, [Some(point.loss), Some(point.share)]);
    }
    text.push_str("]}");
    text
}
