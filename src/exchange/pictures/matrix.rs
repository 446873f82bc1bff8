//! The risks of the register where likelihood and impact put them. It is a table and not a drawing: what stands in its
//! cells are risks, and each leads to its row.

use crate::locale::{MoreWords, fill};
use crate::model::{Assessment, Magnitude, Risk, Stamp};
use crate::score::{differing, fall, level_of, risk_level};

/// A risk in the matrix: its row in the register, and what it is called.
pub type Placed = (Stamp, String);

/// A cell of the matrix.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// The impact of its column.
    pub impact: Magnitude,
    /// The level it stands for.
    pub level: Magnitude,
    /// Whether that is above what the organisation accepts.
    pub is_above: bool,
    /// The risks that stand there, in register order.
    pub risks: Vec<Placed>,
}

/// The matrix.
#[derive(Clone, PartialEq, Debug)]
pub struct RiskMatrix {
    /// What it says, in a sentence.
    pub finding: String,
    /// Where its levels are looked up.
    pub source: String,
    /// Its rows from the highest likelihood down, each with its cells from the lowest impact up.
    pub rows: Vec<(Magnitude, Vec<Place>)>,
    /// The risks that have no place yet.
    pub open: Vec<Placed>,
}

/// What a risk is called.
pub fn title(words: &MoreWords, own: &Risk) -> String {
    let title = own.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    title.unwrap_or(words.risk.nameless_risk).to_owned()
}

/// The matrix of an assessment.
pub fn matrix(words: &MoreWords, assessment: &Assessment) -> RiskMatrix {
    let accepted = assessment.profile.appetite_level;
    let risks = assessment.risks();
    let placed = |own: &Risk| own.likelihood.zip(own.impact);
    let all = |wanted: Option<(Magnitude, Magnitude)>| -> Vec<Placed> {
        let there = risks.iter().filter(|(_, own)| placed(own) == wanted);
        there.map(|(id, own)| (id.0, title(words, own))).collect()
    };
    let cell = |likelihood: Magnitude, impact: Magnitude| {
        let level = risk_level(assessment, likelihood, impact);
        let is_above = accepted.is_some_and(|accepted| level > accepted);
        Place { impact, level, is_above, risks: all(Some((likelihood, impact))) }
    };
    let row = |own: &Magnitude| (*own, Magnitude::ALL.iter().map(|impact| cell(*own, *impact)).collect());
    let levels: Vec<Magnitude> = risks.values().filter_map(|own| level_of(assessment, own)).collect();
    RiskMatrix {
        finding: finding(words, accepted, &levels),
        source: source(words, assessment),
        rows: Magnitude::ALL.iter().rev().map(row).collect(),
        open: all(None),
    }
}

/// Where the levels of risks are looked up: in the standard matrix, or in the organisation's own.
pub fn source(words: &MoreWords, assessment: &Assessment) -> String {
    match differing(assessment) {
        0 => words.risk.matrix_standard.to_owned(),
        1 => words.risk.matrix_own_one.to_owned(),
        n => fill(words.risk.matrix_own, &[&n.to_string()]),
    }
}

/// Where more likelihood or impact makes a lower level, if there is such a place.
pub fn falling(words: &MoreWords, assessment: &Assessment) -> Option<String> {
    let found = fall(assessment)?;
    let of = |(likelihood, impact)| [likelihood, impact, risk_level(assessment, likelihood, impact)];
    let names: Vec<&str> =
        [of(found.from), of(found.to)].as_flattened().iter().map(|own| words.magnitude(*own)).collect();
    Some(fill(words.risk.matrix_falls, &names))
}

fn finding(words: &MoreWords, accepted: Option<Magnitude>, levels: &[Magnitude]) -> String {
    let w = &words.risk;
    if levels.is_empty() {
        return w.matrix_empty.to_owned();
    }
    let least = accepted.unwrap_or(Magnitude::Moderate);
    let above = levels.iter().filter(|level| **level > least).count();
    let name = accepted.map(|own| words.magnitude(own)).unwrap_or_default();
    let sentence = match (accepted, above) {
        (Some(_), 0) => return fill(w.matrix_within, &[name]),
        (None, 0) => w.matrix_calm,
        (Some(_), 1) => w.matrix_above_one,
        (Some(_), _) => w.matrix_above,
        (None, 1) => w.matrix_high_one,
        (None, _) => w.matrix_high,
    };
    fill(sentence, &[&above.to_string(), &levels.len().to_string(), name])
}
