//! The samples trainers open in class: the list of them, and the facilitator sheet of each. Both are files of the app
//! (docs/samples.md).

use crate::model::json::{Json, Node};

/// A sample organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// Its id, which is also that of its assessment.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is about, in a sentence.
    pub about: String,
}

/// The samples in the order they are offered.
///
/// # Errors
/// The name of the first part that is missing or malformed.
pub fn read_list(file: &str) -> Result<Vec<Sample>, String> {
    let json = Json::read(file).map_err(|error| error.to_string())?;
    each(json.root(), "samples", |own| {
        Ok(Sample { id: text(own, "id")?, name: text(own, "name")?, about: text(own, "about")? })
    })
}

/// What a trainer is told of a sample.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// What the organisation is called.
    pub title: String,
    /// Paragraphs to read or tell.
    pub story: Vec<String>,
    /// What does not fit.
    pub findings: Vec<Finding>,
    /// What to do in class.
    pub exercises: Vec<Exercise>,
    /// The results of each round, oldest first.
    pub expected: Vec<Expected>,
}

/// Something that does not fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What it is.
    pub what: String,
    /// The address of the screen where it shows, without an assessment.
    pub place: String,
    /// How one finds it.
    pub how: String,
}

/// Something to do in class.
#[derive(Clone, PartialEq, Debug)]
pub struct Exercise {
    /// What is to be done.
    pub task: String,
    /// How long it takes, in minutes.
    pub minutes: f64,
    /// What helps.
    pub hint: String,
    /// What comes out.
    pub solution: String,
}

/// The results of a round.
#[derive(Clone, PartialEq, Debug)]
pub struct Expected {
    /// What the round is called.
    pub round: String,
    /// The pattern of growth in words.
    pub pattern: String,
    /// The four indicators in their order.
    pub indicators: Vec<ExpectedIndicator>,
}

/// The results of an indicator, 0 to 100; nothing where there is no score.
#[derive(Clone, PartialEq, Debug)]
pub struct ExpectedIndicator {
    /// Which, by its word in packs.
    pub indicator: String,
    /// What figures say.
    pub outcome: Option<f64>,
    /// What people say: score, and the ends of its range.
    pub claimed: [Option<f64>; 3],
    /// What is evidenced: score, and the ends of its range.
    pub evidenced: [Option<f64>; 3],
    /// How sure it is.
    pub confidence: Option<f64>,
}

/// Reads a facilitator sheet.
///
/// # Errors
/// The name of the first part that is missing or malformed.
pub fn read_sheet(file: &str) -> Result<Sheet, String> {
    let json = Json::read(file).map_err(|error| error.to_string())?;
    let root = json.root();
    Ok(Sheet {
        title: text(root, "title")?,
        story: each(root, "story", |own| own.text().map(Into::into).ok_or_else(|| malformed("story")))?,
        findings: each(root, "findings", |own| {
            Ok(Finding { what: text(own, "what")?, place: text(own, "where")?, how: text(own, "how")? })
        })?,
        exercises: each(root, "exercises", |own| {
            let minutes = own.get("minutes").and_then(Node::number).ok_or_else(|| malformed("minutes"))?;
            Ok(Exercise {
                task: text(own, "task")?,
                minutes,
                hint: text(own, "hint")?,
                solution: text(own, "solution")?,
            })
        })?,
        expected: each(root, "expected", |own| {
            let indicators = each(own, "indicators", indicator)?;
            Ok(Expected { round: text(own, "round")?, pattern: text(own, "pattern")?, indicators })
        })?,
    })
}

fn indicator(own: Node) -> Result<ExpectedIndicator, String> {
    let number = |node: Option<Node>| node.and_then(Node::number);
    let side = |name: &str| -> Result<[Option<f64>; 3], String> {
        let side = own.get(name).ok_or_else(|| malformed(name))?;
        Ok(["score", "low", "high"].map(|part| number(side.get(part))))
    };
    Ok(ExpectedIndicator {
        indicator: text(own, "indicator")?,
        outcome: number(own.get("outcome")),
        claimed: side("claimed")?,
        evidenced: side("evidenced")?,
        confidence: number(own.get("confidence")),
    })
}

fn malformed(name: &str) -> String {
    format!("\"{name}\" is missing or malformed")
}

fn text(node: Node, name: &str) -> Result<String, String> {
    node.get(name).and_then(Node::text).map(Into::into).ok_or_else(|| malformed(name))
}

fn each<T>(node: Node, name: &str, read: impl Fn(Node) -> Result<T, String>) -> Result<Vec<T>, String> {
    node.get(name).and_then(Node::elements).ok_or_else(|| malformed(name))?.map(read).collect()
}
