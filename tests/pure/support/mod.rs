//! What the tests of the engine are written in: packs from a few lines of JSON, and assessments from
//! terse rows. Everything goes in through the public doors (`Pack::read`, `Statement::read`,
//! `Facts`), so a test says nothing a user could not have said.

pub mod book;
pub mod gallery;
pub mod overlap;
pub mod paper;
pub mod recount;
pub mod schema;
pub mod typed;
pub mod world;

use fourfold::model::pack::{Indicator, MetricKey, Pack, Texts};
use fourfold::model::{
    Assessment, Fact, Facts, QuestionId, RespondentId, RoundId, Scalar, ScoringMode, Stamp, Statement, WriterId,
};
use fourfold::score::{
    Derivation, Explainer, IndicatorResult, Metric, ProcessResult, Results, Settings, Side, View, score,
};
use serde_json::{Value as Json, json};

/// The structure of the built-in pack, as text.
pub const STRUCTURE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/public/packs/fourfold/0.2.0/structure.json"));

/// Its English words of the quick scan, as text.
pub const QUICK: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/public/packs/fourfold/0.2.0/en/quick.json"));

/// A file of the built-in pack, by its path beside the structure.
pub fn public(path: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/packs/fourfold/0.2.0/");
    std::fs::read_to_string(format!("{folder}{path}")).expect("the file is there")
}

/// All texts of the built-in pack.
pub fn texts() -> Vec<Texts> {
    let pack = built_in();
    pack.structure.texts.iter().map(|file| Texts::read(&public(&file.path), &pack).expect("it reads")).collect()
}

/// Both sides of the data, for what has to hold in each.
pub const VIEWS: [View; 2] = [View::Claimed, View::Evidenced];

/// The built-in pack.
pub fn built_in() -> Pack {
    Pack::read(STRUCTURE).expect("the built-in pack reads")
}

/// The built-in pack with something changed: scale, ladder, curves and thresholds are its own where
/// the change leaves them.
pub fn pack_with(change: impl FnOnce(&mut Json)) -> Pack {
    let mut structure: Json = serde_json::from_str(STRUCTURE).unwrap();
    change(&mut structure);
    Pack::read(&structure.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// A pack with one size, `s`, and these processes and questions; the group `g` stands ready.
/// A question that names no sizes is asked.
pub fn pack_of(processes: Json, questions: Json) -> Pack {
    pack_with(|pack| ask(pack, processes, questions))
}

/// Replaces what is asked.
pub fn ask(pack: &mut Json, processes: Json, mut questions: Json) {
    for question in questions.as_array_mut().unwrap() {
        let question = question.as_object_mut().unwrap();
        question.entry("sizes").or_insert(json!(["s"]));
    }
    pack["sizes"] = json!([{"id": "s", "minutes": 1}]);
    pack["texts"] = json!([]);
    pack["groups"] = json!([{"id": "g"}]);
    pack["processes"] = processes;
    pack["questions"] = questions;
}

/// A pack without a process whose questions `g1…`, `b1…`, `r1…` and `c1…` feed one indicator each
/// with weight 1.
pub fn four_groups(counts: [usize; 4]) -> Pack {
    let mut questions = Vec::new();
    for (indicator, count) in Indicator::ALL.iter().zip(counts) {
        for number in 1..=count {
            let id = format!("{}{number}", &indicator.word()[..1]);
            questions.push(json!({"id": id, "group": "g", "indicators": {indicator.word(): 1}}));
        }
    }
    pack_of(json!([]), Json::Array(questions))
}

/// A pack with one process `p` that asks each attribute of the ladder by a question of the
/// attribute's name.
pub fn one_process() -> Pack {
    pack_with(per_attribute)
}

/// Asks each attribute of the pack's ladder by a question of the attribute's name.
pub fn per_attribute(pack: &mut Json) {
    let rungs = pack["ladder"].as_array().unwrap();
    let attributes: Vec<Json> = rungs.iter().flat_map(|rung| rung["attributes"].as_array().unwrap().clone()).collect();
    let questions = attributes.iter().map(|id| json!({"id": id, "process": "p", "attributes": [id]})).collect();
    ask(pack, json!([{"id": "p", "indicators": {"risk": 1}}]), Json::Array(questions));
}

/// The round every answer of a [`Sheet`] belongs to.
pub fn round() -> RoundId {
    RoundId(Stamp { counter: 1, writer: WriterId(1) })
}

/// Respondents are numbered from 1.
pub fn respondent(number: u64) -> RespondentId {
    RespondentId(Stamp { counter: 10 + number, writer: WriterId(1) })
}

/// The id of a row that [`Sheet::row`] and [`Sheet::line`] call by this number.
pub fn row_id(number: u64) -> String {
    Stamp { counter: 100 + number, writer: WriterId(1) }.to_string()
}

/// Parts of a text that are not empty.
fn parts(text: &str, by: char) -> impl Iterator<Item = &str> {
    text.split(by).map(str::trim).filter(|part| !part.is_empty())
}

/// An assessment in the making: what is said, in order.
#[derive(Clone, Default, Debug)]
pub struct Sheet {
    pub statements: Vec<Statement>,
}

/// Starts an assessment that says nothing.
pub fn sheet() -> Sheet {
    Sheet::default()
}

impl Sheet {
    /// One statement, which has to be one this build knows.
    pub fn say(mut self, kind: &str, of: &[&str], value: Scalar) -> Self {
        let statement = Statement::read(kind, of, &value);
        self.statements.push(statement.unwrap_or_else(|| panic!("no such statement: {kind} {of:?} {value:?}")));
        self
    }

    /// Rows of a question with the answers of respondents 1, 2, …: `q1 4 2/E1 ? x . =3; q2 5`.
    /// A level may carry an evidence grade; `?` is don't know, `x` not applicable, `.` blank and
    /// `=3` the agreed level.
    pub fn answers(mut self, rows: &str) -> Self {
        let round = round().to_string();
        for row in rows.split([';', '\n']).map(str::trim).filter(|row| !row.is_empty()) {
            let mut words = parts(row, ' ');
            let question = words.next().unwrap();
            let mut number = 0;
            for word in words {
                if let Some(option) = word.strip_prefix('=') {
                    self = self.say("agreed", &[&round, question], Scalar::Text(option.into()));
                    continue;
                }
                number += 1;
                let who = respondent(number).to_string();
                let of = [&*round, question, &*who];
                let (answer, grade) = word.split_once('/').unwrap_or((word, ""));
                if !grade.is_empty() {
                    self = self.say("evidence", &of, Scalar::Text(grade.into()));
                }
                let text = match answer {
                    "." => continue,
                    "?" => "dont-know".to_owned(),
                    "x" => "not-applicable:we do not do this".to_owned(),
                    level => format!("level:{level}"),
                };
                self = self.say("answer", &of, Scalar::Text(text.into()));
            }
        }
        self
    }

    /// Rows of a figure with its periods: `external-revenue 2025=100 2026=110; total-cost 2026=90`.
    pub fn figures(mut self, rows: &str) -> Self {
        for row in rows.split([';', '\n']).map(str::trim).filter(|row| !row.is_empty()) {
            let mut words = parts(row, ' ');
            let key = words.next().unwrap();
            for word in words {
                let (period, value) = word.split_once('=').unwrap();
                self = self.say("figure", &[key, period], Scalar::Number(value.parse().unwrap()));
            }
        }
        self
    }

    /// A figure for the months from the first one on.
    pub fn months(mut self, key: &str, (mut year, mut month): (u32, u32), values: &[f64]) -> Self {
        for value in values {
            self = self.say("figure", &[key, &format!("{year}-{month:02}")], Scalar::Number(*value));
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        self
    }

    /// A budget line with budget and actual of its periods, either of which may be left out:
    /// `2026-Q1=100/92 2026-Q2=100/ 2026-Q3=/80`.
    pub fn line(mut self, number: u64, periods: &str) -> Self {
        let line = row_id(number);
        for word in parts(periods, ' ') {
            let (period, amounts) = word.split_once('=').unwrap();
            let (budget, actual) = amounts.split_once('/').unwrap();
            for (kind, amount) in [("budget", budget), ("actual", actual)] {
                if !amount.is_empty() {
                    self = self.say(kind, &[&line, period], Scalar::Number(amount.parse().unwrap()));
                }
            }
        }
        self
    }

    /// Fields of a row: `row("risk", 1, "owner=Ann loss-residual=10 happened=true")`.
    pub fn row(mut self, kind: &str, number: u64, fields: &str) -> Self {
        let id = row_id(number);
        for word in parts(fields, ' ') {
            let (name, value) = word.split_once('=').unwrap();
            self = self.say(kind, &[&id, name], scalar(value));
        }
        self
    }

    /// Fields of the profile: `profile("economic-mode=external year-end=3")`.
    pub fn profile(mut self, fields: &str) -> Self {
        for word in parts(fields, ' ') {
            let (name, value) = word.split_once('=').unwrap();
            self = self.say("profile", &[name], scalar(value));
        }
        self
    }

    /// Says more.
    pub fn and(mut self, more: Sheet) -> Self {
        self.statements.extend(more.statements);
        self
    }

    /// As facts of one writer, stamped in order.
    pub fn facts(&self) -> Vec<Fact> {
        let stamps = (1_000..).map(|counter| Stamp { counter, writer: WriterId(7) });
        let statements = self.statements.iter().cloned();
        stamps.zip(statements).map(|(stamp, said)| Fact::new(stamp, Some(0), Some(respondent(1)), said)).collect()
    }

    /// As the engine sees it.
    pub fn assessment(&self) -> Assessment {
        self.facts().into_iter().collect::<Facts>().assessment()
    }

    /// Everything that follows for the first size, counting every figure.
    pub fn results(&self, pack: &Pack) -> Results {
        self.results_in(pack, &pack.structure.sizes[0].id, None)
    }

    /// Everything that follows on a day, for the first size.
    pub fn results_on(&self, pack: &Pack, day: &str) -> Results {
        self.results_in(pack, &pack.structure.sizes[0].id, Some(day))
    }

    /// What the explainer of a size makes of it on a day.
    pub fn explained<T>(&self, pack: &Pack, size: &str, day: Option<&str>, tell: impl FnOnce(&Explainer) -> T) -> T {
        let (assessment, settings) = (self.assessment(), settings(size, day));
        let results = score(pack, &assessment, &settings);
        tell(&Explainer::new(pack, &assessment, &settings, &results))
    }

    /// Why an indicator of the first size scores what it does on a day.
    pub fn why(&self, pack: &Pack, day: Option<&str>, id: Indicator, view: View) -> Derivation {
        self.explained(pack, &pack.structure.sizes[0].id, day, |own| own.score(id, view))
    }

    /// Everything that follows for a size.
    pub fn results_in(&self, pack: &Pack, size: &str, day: Option<&str>) -> Results {
        score(pack, &self.assessment(), &settings(size, day))
    }
}

fn scalar(text: &str) -> Scalar {
    match (text.parse(), text) {
        (_, "true") => Scalar::Bool(true),
        (_, "false") => Scalar::Bool(false),
        (Ok(number), _) => Scalar::Number(number),
        _ => Scalar::Text(text.into()),
    }
}

/// The settings of the test round.
pub fn settings(size: &str, day: Option<&str>) -> Settings {
    Settings {
        round: round(),
        size: size.to_owned(),
        as_of: day.map(|day| day.parse().unwrap()),
        mode: ScoringMode::Assessment,
    }
}

/// One of the four.
pub fn indicator(results: &Results, id: Indicator) -> &IndicatorResult {
    &results.indicators[id.index()]
}

/// One of the four, evidenced.
pub fn evidenced(results: &Results, id: Indicator) -> &Side {
    &results.indicators[id.index()].evidenced
}

/// A metric, whichever indicator it belongs to.
pub fn metric(results: &Results, key: MetricKey) -> &Metric {
    results.metrics.iter().flatten().find(|metric| metric.key == key).expect("the pack scores the metric")
}

/// The result of a process by its id.
pub fn process<'a>(pack: &Pack, results: &'a Results, id: &str) -> &'a ProcessResult {
    let of = |result: &&ProcessResult| pack.structure.processes[result.process].id.as_str() == id;
    results.processes.iter().find(of).expect("the process has items")
}

/// The state of a question by its id.
pub fn question_index(pack: &Pack, id: &str) -> usize {
    pack.question_index(&id.parse::<QuestionId>().unwrap()).expect("the pack has the question")
}

/// Equal up to what the order of floating-point operations may change.
#[track_caller]
pub fn near(what: &str, is: f64, expected: f64) {
    assert!((is - expected).abs() < 1e-9, "{what}: is {is}, expected {expected}");
}

/// Equal as printed in a table with two decimals.
#[track_caller]
pub fn in_table(what: &str, is: f64, printed: f64) {
    assert!((is - printed).abs() <= 0.005 + 1e-9, "{what}: is {is}, the table says {printed}");
}
