//! Assessments of very many questions, as files that somebody could open: what the bench answers in.

use anyhow::{Result, anyhow};
use engine_tests::pack;
use fourfold::{
    exchange::file,
    model::{
        AssessmentId, Fact, Facts, ProfileField, RespondentField, RespondentId, RoundField, RoundId, Scalar, Stamp,
        Statement, WriterId,
        pack::{Pack, Texts, read_one_file},
    },
};
use serde_json::{Map, Value, json};

/// The words of the built-in full audit.
const WORDS: &str = include_str!("../../../public/packs/fourfold/0.2.0/en/full.json");
/// How many questions are left to answer, those that come first.
const OPEN: usize = 20;

/// A full audit of all 24 processes, 242 questions, as a file.
///
/// # Errors
/// What is wrong with the pack.
pub fn all_processes() -> Result<String> {
    let pack = Pack::read(pack::BUILT_IN).map_err(|why| anyhow!("{why}"))?;
    let facts = answered(&pack, "All processes")?;
    Ok(file::write(&assessment(1)?, &facts))
}

/// The 3 253 questions of the large pack, as a file that brings it along.
///
/// # Errors
/// What is wrong with the pack.
pub fn large() -> Result<String> {
    let structure = pack::large();
    let pack = Pack::read(&structure).map_err(|why| anyhow!("{why}"))?;
    let own = format!("{{\"structure\": {structure}, \"texts\": [{}]}}", words(&pack)?);
    let (pack, _): (Pack, Vec<Texts>) = read_one_file(&own).map_err(|why| anyhow!("{why}"))?;
    let facts = answered(&pack, "A large pack")?;
    Ok(file::write_with(&assessment(2)?, &facts, Some(&own)))
}

fn assessment(number: u8) -> Result<AssessmentId> {
    format!("{number:026}").parse().map_err(|_| anyhow!("no assessment is called {number}"))
}

/// Words for every part of the large pack: those of the built-in one, and a line each for what it has not.
fn words(pack: &Pack) -> Result<String> {
    let mut all: Map<String, Value> = serde_json::from_str(WORDS)?;
    let own = &pack.structure;
    let question = |id: &str| {
        let levels: Map<String, Value> = own
            .scale
            .iter()
            .map(|option| (option.id.to_string(), json!(format!("It stands at {}.", option.id))))
            .collect();
        json!({"goal": "It is known how far this has come.", "text": format!("How far has {id} come?"), "levels": levels,
               "evidence": ["A record", "A second record"], "counter_check": "Who else would say so?"})
    };
    let named = |id: &str| json!({"name": id, "purpose": "Something gets done."});
    let of = |parts: Vec<(String, Value)>| Value::Object(parts.into_iter().collect());
    all.insert("pack".into(), json!(own.id.to_string()));
    all.insert("version".into(), json!(own.version.to_string()));
    all.insert("sizes".into(), json!({"full": {"name": "Full", "summary": "Very many questions."}}));
    all.insert(
        "processes".into(),
        of(own.processes.iter().map(|own| (own.id.to_string(), named(own.id.as_str()))).collect()),
    );
    all.insert("groups".into(), of(own.groups.iter().map(|own| (own.id.to_string(), named(&own.id))).collect()));
    all.insert(
        "questions".into(),
        of(own.questions.iter().map(|own| (own.id.to_string(), question(own.id.as_str()))).collect()),
    );
    Ok(serde_json::to_string(&all)?)
}

/// Everything in scope, and every question answered by one person but the first ones.
fn answered(pack: &Pack, name: &str) -> Result<Facts> {
    let stamp = |counter| Stamp { counter, writer: WriterId(1) };
    let (round, person) = (RoundId(stamp(1)), RespondentId(stamp(2)));
    let profile = |field| Statement::Profile { field };
    let mut said = vec![
        profile(ProfileField::Name(Some(name.into()))),
        profile(ProfileField::Pack(Some(pack.name().into()))),
        profile(ProfileField::Size(Some("full".into()))),
        Statement::Round { id: round, field: RoundField::Label(Some("Now".into())) },
        Statement::Respondent { id: person, field: RespondentField::Name(Some("Bench".into())) },
    ];
    said.extend(
        pack.structure.processes.iter().map(|own| Statement::Scope { process: own.id.clone(), value: Some(true) }),
    );
    for (place, question) in pack.asked("full").enumerate().skip(OPEN) {
        let id = &pack.structure.questions[question].id;
        let of = [round.to_string(), id.to_string(), person.to_string()];
        let level = Scalar::Text(format!("level:{}", place % 6).into());
        let answer = Statement::read("answer", &of.each_ref().map(String::as_str), &level);
        said.push(answer.ok_or_else(|| anyhow!("{id} takes no answer"))?);
    }
    let facts = (10..).zip(said).map(|(counter, said)| Fact::new(stamp(counter), Some(0), Some(person), said));
    Ok(facts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_open_and_ask_as_many_questions_as_they_say() -> Result<()> {
        for (text, asked) in [(all_processes()?, 242), (large()?, pack::MANY)] {
            let incoming = file::read(&text).map_err(|why| anyhow!("{why}"))?;
            let own = incoming.facts.assessment();
            let round = own.latest_round().ok_or_else(|| anyhow!("there is no round"))?;
            assert_eq!(own.said[&round].len(), asked - OPEN);
        }
        Ok(())
    }
}
