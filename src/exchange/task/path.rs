//! The cheapest way to a target, asked as text:
//!
//! ```json
//! {"work":"path","pack":"…","assessment":"…","scores":[70,null,null,null],"questions":null}
//! ```
//!
//! The pack is the text of its structure or of the pack in one file, the assessment that of its file. Scores and
//! questions are those of a [`Goal`]. The answer is a [`Cheapest`] by its names: `{"out_of_reach":true}`,
//! `{"too_many":61}`, or `{"raises":[[question, from, to, grade, effort]],"moves":…,"effort":…,"scores":[…]}`.

use super::{count, malformed, numbers, push_numbers};
use crate::exchange::file;
use crate::model::Grade;
use crate::model::json::{Json, Node, push_text};
use crate::model::pack::{Pack, read_one_file};
use crate::score::{Cheapest, Goal, Path, PathSearch, Raise, Settings, score};

/// The places of the search in a step.
const STEP: usize = 5_000;

/// A search on its way.
pub struct PathTask {
    search: PathSearch,
    progress: f64,
}

/// Asks for the cheapest way to a goal, from what an assessment file says by a pack.
pub fn ask_path(pack: &str, assessment: &str, goal: &Goal) -> String {
    let mut ask = String::from("{\"work\":\"path\",\"pack\":");
    push_text(&mut ask, pack);
    ask.push_str(",\"assessment\":");
    push_text(&mut ask, assessment);
    ask.push_str(",\"scores\":");
    push_numbers(&mut ask, goal.scores);
    ask.push_str(",\"questions\":");
    match &goal.questions {
        Some(own) => push_counts(&mut ask, own.iter().copied()),
        None => ask.push_str("null"),
    }
    ask.push('}');
    ask
}

/// Reads the answer; nothing where it is none of ours.
pub fn read_path(answer: &str) -> Option<Cheapest> {
    let json = Json::read(answer).ok()?;
    let root = json.root();
    if root.get("out_of_reach").and_then(Node::truth) == Some(true) {
        return Some(Cheapest::OutOfReach);
    }
    if let Some(candidates) = count(root.get("too_many")) {
        return Some(Cheapest::TooMany { candidates });
    }
    Some(Cheapest::Path(Path {
        raises: root.get("raises")?.elements()?.map(raise).collect::<Option<_>>()?,
        moves: count(root.get("moves"))?,
        effort: u32::try_from(count(root.get("effort"))?).ok()?,
        scores: numbers(root.get("scores")?)?,
    }))
}

impl PathTask {
    pub(super) fn read(root: Node) -> Result<Self, String> {
        let text = |name: &str| root.get(name).and_then(Node::text).ok_or_else(|| malformed(name));
        let pack = text("pack")?;
        let pack = Pack::read(&pack).or_else(|error| read_one_file(&pack).map(|own| own.0).map_err(|_| error));
        let pack = pack.map_err(|error| error.to_string())?;
        let incoming = file::read(&text("assessment")?).map_err(|error| error.to_string())?;
        let assessment = incoming.facts.assessment();
        let round = assessment.latest_round().ok_or("the assessment has no round")?;
        let settings = Settings::of(&assessment, &pack, round);
        let goal = goal(root).ok_or_else(|| malformed("scores"))?;
        let results = score(&pack, &assessment, &settings);
        Ok(Self { search: PathSearch::new(&pack, &settings, &results, &goal), progress: 0.0 })
    }

    pub(super) fn step(&mut self) -> Option<String> {
        let found = self.search.step(STEP);
        self.progress = self.progress.max(self.search.progress());
        found.as_ref().map(written)
    }

    pub(super) fn progress(&self) -> f64 {
        self.progress
    }
}

fn goal(root: Node) -> Option<Goal> {
    let questions = root.get("questions")?;
    let questions = match questions.is_null() {
        true => None,
        false => Some(questions.elements()?.map(|own| count(Some(own))).collect::<Option<_>>()?),
    };
    Some(Goal { scores: numbers(root.get("scores")?)?, questions })
}

fn written(found: &Cheapest) -> String {
    let path = match found {
        Cheapest::OutOfReach => return "{\"out_of_reach\":true}".to_owned(),
        Cheapest::TooMany { candidates } => return format!("{{\"too_many\":{candidates}}}"),
        Cheapest::Path(path) => path,
    };
    let mut text = String::from("{\"raises\":[");
    for (place, own) in path.raises.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        push_counts(&mut text, [own.question, own.from, own.to, own.grade as usize, own.effort as usize]);
    }
    text.push_str(&format!("],\"moves\":{},\"effort\":{},\"scores\":", path.moves, path.effort));
    push_numbers(&mut text, path.scores);
    text.push('}');
    text
}

fn push_counts(to: &mut String, counts: impl IntoIterator<Item = usize>) {
    to.push('[');
    for (place, own) in counts.into_iter().enumerate() {
        if place > 0 {
            to.push(',');
        }
        to.push_str(&own.to_string());
    }
    to.push(']');
}

fn raise(node: Node) -> Option<Raise> {
    let counts: Vec<usize> = node.elements()?.map(|own| count(Some(own))).collect::<Option<_>>()?;
    let [question, from, to, grade, effort] = counts[..] else { return None };
    Some(Raise { question, from, to, grade: *Grade::ALL.get(grade)?, effort: u32::try_from(effort).ok()? })
}
