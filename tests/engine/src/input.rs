//! The inputs of the bench as JSON: what a plain program in JavaScript would hold in its memory.

use fourfold::model::{Answer, Assessment, Period, Register, RespondentId, Said, Scalar, Table};
use serde_json::{Map, Value as Json, json};

use crate::pack::{BUILT_IN, large};
use crate::work::{SEED, Trial};

/// The assessment with its pack, its settings and its goal.
pub fn input(trial: &Trial) -> Json {
    let own = &trial.assessment;
    let people: Vec<_> = own.said.values().flat_map(Table::values).flat_map(|said| said.answers.keys()).collect();
    let people = people.into_iter().map(|person| (*person, ())).collect::<Table<_, _>>();
    let questions = own.said.get(&trial.settings.round);
    let answers: Map<String, Json> = questions
        .into_iter()
        .flatten()
        .map(|(question, said)| {
            let each: Vec<Json> = people.keys().map(|person| answer(said, person)).collect();
            (question.to_string(), json!({"answers": each, "grade": said.grade() as u8}))
        })
        .collect();
    let structure = if trial.pack.structure.id.as_str() == "large" { large() } else { BUILT_IN.to_owned() };
    let structure: Json = serde_json::from_str(&structure).unwrap_or(Json::Null);
    json!({
        "pack": structure,
        "size": trial.settings.size,
        "asOf": trial.settings.as_of.map(|date| date.to_string()),
        "seed": SEED,
        "goal": {"scores": trial.goal.scores, "questions": trial.goal.questions},
        "appetite": own.profile.appetite,
        "questions": answers,
        "figures": own.figures.iter().map(|(key, series)| (key.to_string(), periods(series))).collect::<Map<_, _>>(),
        "budgets": own.budgets.values().map(periods).collect::<Vec<_>>(),
        "actuals": own.actuals.values().map(periods).collect::<Vec<_>>(),
        "risks": rows(own, Register::Risks),
        "decisions": rows(own, Register::Decisions),
        "targets": own.targets.iter().map(|(id, level)| (id.to_string(), json!(level))).collect::<Map<_, _>>(),
    })
}

/// The id of an option, `"?"` for don't know, `"-"` for does not apply, null for nothing.
fn answer(said: &Said, person: &RespondentId) -> Json {
    match said.answers.get(person) {
        Some(Answer::Level(option)) => json!(option.as_str()),
        Some(Answer::DontKnow) => json!("?"),
        Some(Answer::NotApplicable(_)) => json!("-"),
        None => Json::Null,
    }
}

fn periods(series: &Table<Period, f64>) -> Json {
    Json::Object(series.iter().map(|(period, value)| (period.to_string(), json!(value))).collect())
}

fn rows(own: &Assessment, register: Register) -> Vec<Json> {
    let row = |row| {
        let fields = register.columns().filter_map(|column| {
            let value = match own.cell(register, row, column) {
                Scalar::Null => return None,
                Scalar::Bool(yes) => json!(yes),
                Scalar::Number(number) => json!(number),
                Scalar::Text(text) => json!(&*text),
            };
            Some((column.to_owned(), value))
        });
        Json::Object(fields.collect())
    };
    own.rows(register).into_iter().map(row).collect()
}
