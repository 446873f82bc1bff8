//! Nothing that somebody typed is lost on its way out: every field stands in every output, or on the list of what is left
//! out there, with the reason. Each output is read back by a reader that is not ours.

use crate::support::book::{book, says};
use crate::support::paper;
use crate::support::typed::{CLOSED, PERSON, ROUND, facts, subjects, table, text};
use crate::support::{QUICK, built_in};
use fourfold::exchange::report::{Sources, html, markdown, report};
use fourfold::exchange::workbook::workbook;
use fourfold::exchange::{csv, file};
use fourfold::locale::MORE_EN;
use fourfold::model::pack::{Pack, Texts};
use fourfold::model::{
    ActionStatus, EconomicMode, EffortConvention, Facts, FigureKey, Gravity, LineKind, Magnitude, ProcessId, Purpose,
    Role, Scalar, Statement, Treatment,
};
use paper::{Read, plain};
use proptest::prelude::*;
use serde_json::Value as Json;

/// A subject: a kind of facts, and what it speaks of.
type Subject = (&'static str, Vec<&'static str>);

/// What a way out is called, how it is written and read back, and whether it keeps words as they are kept.
type Output = (&'static str, fn(&Ways, &Facts) -> Read, bool);

/// Every way out, with how it is read back, and whether words of a closed list stand there as they are kept or as people
/// call them.
const OUTPUTS: [Output; 5] = [
    ("JSON", |_, facts| json(&file::write(&"0123456789abcdef".parse().unwrap(), facts)), true),
    ("CSV", |ways, facts| cells(&csv::said(facts, &ways.texts)), true),
    ("XLSX", |ways, facts| book_of(&workbook(&ways.sources(facts)).unwrap()), true),
    ("the report in HTML", |ways, facts| paper::html(&html::html(&ways.document(facts))), false),
    ("the report in Markdown", |ways, facts| paper::markdown(&markdown::markdown(&ways.document(facts))), false),
];

/// What stands in some ways out not at all, and why.
const LEFT_OUT: [(&str, &str, &str, &str); 9] = [
    ("the report", "profile", "trashed", "where somebody keeps an assessment says nothing of the organisation"),
    ("the report", "round", "revealed", "whether the room may look says nothing of the organisation"),
    ("the report", "invitation", "label", HOW_IT_CAME),
    ("the report", "invitation", "role", HOW_IT_CAME),
    ("the report", "invitation", "round", HOW_IT_CAME),
    ("the report", "invitation", "closed", HOW_IT_CAME),
    ("the report", "respondent", "invitation", HOW_IT_CAME),
    ("CSV", "respondent", "invitation", CODE),
    ("XLSX", "respondent", "invitation", CODE),
];

const HOW_IT_CAME: &str = "who was invited by which link is how the facts came here";
const CODE: &str = "whoever has the code of an invitation can answer, so its number stands there";

/// What is so anyway, and so looks the same when it is said: a process is in scope, claimed leads, the year ends in
/// December, and this is how much the questionnaire says hangs on the process.
const SO_ANYWAY: [(&str, &str, &str); 5] = [
    ("scope", "inc", "true"),
    ("profile", "scoring-mode", "assessment"),
    ("profile", "anonymous", "false"),
    ("profile", "year-end", "12"),
    ("importance", "inc", "2"),
];

struct Ways {
    pack: Pack,
    texts: Texts,
}

impl Ways {
    fn new() -> Self {
        let pack = built_in();
        Self { texts: Texts::read(QUICK, &pack).unwrap(), pack }
    }

    fn sources<'a>(&'a self, facts: &'a Facts) -> Sources<'a> {
        Sources { facts, pack: &self.pack, texts: &self.texts, guide: None, words: &MORE_EN }
    }

    fn document(&self, facts: &Facts) -> fourfold::exchange::report::document::Document {
        report(&self.sources(facts)).expect("there is a round")
    }
}

fn json(text: &str) -> Read {
    fn collect(value: &Json, pieces: &mut Vec<String>) {
        match value {
            Json::Array(own) => own.iter().for_each(|own| collect(own, pieces)),
            Json::Object(own) => own.values().for_each(|own| collect(own, pieces)),
            Json::String(own) => pieces.push(plain(own)),
            other => pieces.push(other.to_string()),
        }
    }
    let mut pieces = Vec::new();
    collect(&serde_json::from_str(text).unwrap(), &mut pieces);
    Read { shape: Vec::new(), pieces }
}

fn cells(text: &str) -> Read {
    Read { shape: Vec::new(), pieces: table(text).into_iter().flatten().map(|own| plain(&own)).collect() }
}

/// Without the first sheet, which counts how much was said and so changes with whatever is.
fn book_of(file: &[u8]) -> Read {
    let cells = book(file).into_iter().skip(1).flat_map(|(_, rows)| rows).flatten();
    Read { shape: Vec::new(), pieces: cells.map(|own| plain(&says(&own))).collect() }
}

/// What has to be there for a report: a round, and somebody.
fn before() -> Vec<Statement> {
    let say = |kind, of: &[&str], is: &str| Statement::read(kind, of, &text(is)).unwrap();
    vec![say("round", &[ROUND, "label"], "Now"), say("respondent", &[PERSON, "name"], "Ann")]
}

fn with(more: impl IntoIterator<Item = Statement>) -> Facts {
    facts(before().into_iter().chain(more))
}

/// How many pieces hold this number, however it is grouped.
fn says_number(read: &Read, number: f64) -> usize {
    let holds = |piece: &&String| {
        let piece = piece.replace('\u{202f}', "").replace('\u{2212}', "-");
        piece.split(|own: char| own.is_whitespace() || own == ':').any(|word| word.parse::<f64>() == Ok(number))
    };
    read.pieces.iter().filter(holds).count()
}

fn is_left_out(output: &str, (kind, of): &Subject) -> bool {
    LEFT_OUT.iter().any(|own| output.starts_with(own.0) && own.1 == *kind && of.last() == Some(&own.2))
}

#[test]
fn every_text_and_every_number_somebody_types_stands_in_every_output() {
    let ways = Ways::new();
    let rules = ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() };
    let all = subjects();
    let texts = proptest::collection::vec(any::<String>(), all.len());
    let numbers = proptest::collection::vec(prop_oneof![any::<f64>(), -1e6..1e6], all.len());
    proptest!(rules, |(texts in texts, numbers in numbers)| {
        let mut said = Vec::new();
        for (place, (kind, of)) in all.iter().enumerate() {
            // So that it is found where it stands and nowhere else.
            let typed = format!("{}§{place}§", texts[place]);
            let number = if numbers[place].is_finite() { numbers[place] } else { 0.0 } + place as f64 * 1.5e-3;
            let reason = format!("not-applicable:{typed}");
            let read = |value: &Scalar| Statement::read(kind, of, value);
            if let Some(own) = read(&text(&reason)).filter(|_| *kind == "answer").or_else(|| read(&text(&typed))) {
                said.push((place, own, Some(typed), None));
            } else if let Some(own) = read(&Scalar::Number(number)) {
                said.push((place, own, None, Some(number)));
            }
        }
        prop_assert!(said.len() > 40, "only {} fields were typed into", said.len());
        let facts = with(said.iter().map(|own| own.1.clone()));
        for (name, read, _) in OUTPUTS {
            let read = read(&ways, &facts);
            for (place, _, typed, number) in &said {
                let there = typed.as_ref().map_or(0, |own| read.says(own))
                    + number.map_or(0, |own| says_number(&read, own));
                prop_assert!(
                    there > 0 || is_left_out(name, &all[*place]),
                    "{:?} = {:?} {:?} is missing in {}", all[*place], typed, number, name
                );
            }
        }
    });
}

/// What people call a word of a closed list, on the screen and on paper.
fn called(ways: &Ways, (kind, of): &Subject, value: &Scalar) -> String {
    let w = &MORE_EN;
    let field = *of.last().unwrap();
    let word = match value {
        Scalar::Text(word) => &**word,
        Scalar::Bool(false) if *kind == "scope" => return w.report.outside_processes.to_owned(),
        Scalar::Bool(yes) => return if *yes { w.figures.yes } else { w.figures.no }.to_owned(),
        Scalar::Number(number) if field == "year-end" => return w.month(*number as u32).to_owned(),
        Scalar::Number(number) => return number.to_string(),
        Scalar::Null => unreachable!(),
    };
    let magnitude = |word| w.magnitude(Magnitude::from_word(word).unwrap());
    match (*kind, field) {
        ("answer", _) if word == "dont-know" => w.changes.dont_know,
        ("answer", _) => word.split(':').nth(1).unwrap(),
        ("respondent", "role") => w.role(Role::from_word(word).unwrap()),
        ("profile", "economic-mode") => w.economic_mode(EconomicMode::from_word(word).unwrap()).0,
        ("profile", "scoring-mode") if word == "audit" => w.results.leads_evidenced,
        ("profile", "scoring-mode") => w.results.leads_claimed,
        ("profile", "effort-convention") => w.effort_convention(EffortConvention::from_word(word).unwrap()),
        ("profile", "appetite-level") | ("risk-level", _) | ("risk", "likelihood" | "impact") => magnitude(word),
        ("risk", "treatment") => w.treatment(Treatment::from_word(word).unwrap()),
        ("action", "status") => w.action_status(ActionStatus::from_word(word).unwrap()),
        ("finding", "gravity") => w.gravity(Gravity::from_word(word).unwrap()),
        ("action" | "finding", "process") => {
            ways.texts.processes.get(&word.parse::<ProcessId>().unwrap()).map_or(word, |own| &*own.name)
        }
        ("line", "kind") => w.line_kind(LineKind::from_word(word).unwrap()),
        ("line", "purpose") => w.purpose(Purpose::from_word(word).unwrap()),
        ("line", "driver") => w.figure(FigureKey::from_word(word).unwrap()),
        _ => word,
    }
    .to_owned()
}

#[test]
fn whatever_is_chosen_stands_in_every_output_too() {
    let ways = Ways::new();
    let base = OUTPUTS.map(|(_, read, _)| read(&ways, &with([])));
    let choices: Vec<Scalar> = CLOSED
        .split(' ')
        .map(text)
        .chain([Scalar::Bool(true), Scalar::Bool(false)])
        .chain((1..=12).map(|own| Scalar::Number(f64::from(own))))
        .collect();
    let mut chosen = 0;
    for subject in subjects() {
        let (kind, of) = &subject;
        let takes = |value: &Scalar| Statement::read(kind, of, value);
        if takes(&text("any text at all")).is_some() || takes(&Scalar::Number(0.123)).is_some() {
            continue;
        }
        for (value, statement) in choices.iter().filter_map(|value| Some((value, takes(value)?))) {
            let raw = match value {
                Scalar::Text(word) => word.to_string(),
                Scalar::Bool(yes) => yes.to_string(),
                Scalar::Number(number) => number.to_string(),
                Scalar::Null => unreachable!(),
            };
            chosen += 1;
            let field = *of.last().unwrap();
            let facts = with([statement]);
            for ((name, read, as_kept), base) in OUTPUTS.into_iter().zip(&base) {
                let read = read(&ways, &facts);
                let there = |read: &Read| match (value, as_kept) {
                    (Scalar::Number(number), true) => says_number(read, *number),
                    (_, true) => read.says(&raw),
                    (_, false) => read.says(&called(&ways, &subject, value)),
                };
                let anyway = !as_kept && SO_ANYWAY.contains(&(*kind, field, &*raw));
                let is_there = there(&read) > there(base) || (anyway && there(&read) > 0);
                assert!(is_there || is_left_out(name, &subject), "{subject:?} = {raw} is missing in {name}");
            }
        }
    }
    assert!(chosen > 30, "only {chosen} choices were tried");
}

#[test]
fn each_field_is_typed_into_or_chosen_so_that_none_is_passed_over_unseen() {
    let closed = CLOSED.split(' ').map(text).chain([Scalar::Bool(true), Scalar::Number(3.0), Scalar::Number(0.5)]);
    let values: Vec<Scalar> = closed.chain([text("any text at all")]).collect();
    for (kind, of) in subjects() {
        assert!(values.iter().any(|value| Statement::read(kind, &of, value).is_some()), "{kind} {of:?} takes none");
    }
    for (output, kind, field, why) in LEFT_OUT {
        assert!(subjects().iter().any(|own| own.0 == kind && own.1.contains(&field)), "{kind} {field} is no field");
        assert!(OUTPUTS.iter().any(|own| own.0.starts_with(output)) && !why.is_empty());
    }
}
