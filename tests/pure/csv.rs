//! The table of all that was said holds every field a person can type, computes nothing in a spreadsheet, and gives nobody
//! away. It is read back by a reader written for these tests.

use crate::support::typed::{PERSON, ROUND, facts, subjects, table as read};
use crate::support::{QUICK, built_in, texts};
use fourfold::exchange::csv::said;
use fourfold::exchange::file;
use fourfold::exchange::said::HEAD;
use fourfold::model::pack::Texts;
use fourfold::model::{Scalar, Statement};
use proptest::prelude::*;
use proptest::sample::select;

fn words() -> Texts {
    Texts::read(QUICK, &built_in()).unwrap()
}

#[test]
fn every_field_a_person_can_type_stands_in_the_table() {
    let texts = words();
    let closed = "level:3 not-applicable:because dont-know E2 external assessment staff cost high share started run mean \
        service-units 2026-03-31 3 inc major 3-0000000000000001";
    let closed: Vec<Scalar> = closed.split(' ').map(|word| Scalar::Text(word.into())).collect();
    let value = prop_oneof![
        3 => any::<String>().prop_map(|text| Scalar::Text(text.into())),
        1 => select(vec!["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a,b", "a\"b", "a\r\nb", " ", ""])
            .prop_map(|text: &str| Scalar::Text(text.into())),
        3 => select(closed),
        2 => any::<f64>().prop_filter("finite", |own| own.is_finite()).prop_map(Scalar::Number),
        1 => (1..=12).prop_map(|own| Scalar::Number(f64::from(own))),
        1 => any::<bool>().prop_map(Scalar::Bool),
    ];
    let rules = ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(rules, |((kind, of) in select(subjects()), value in value)| {
        let Some(statement) = Statement::read(kind, &of, &value) else { return Ok(()) };
        let table = read(&said(&facts([statement.clone()]), &texts));
        prop_assert_eq!(&table[0], &HEAD.map(str::to_owned).to_vec());
        let anonymous = kind == "profile" && of == ["anonymous"];
        prop_assert!(table.len() == 2 || anonymous, "{:?}", table);
        for row in &table {
            prop_assert_eq!(row.len(), HEAD.len());
        }
        let row = &table[1];
        prop_assert_eq!(&row[0], kind);
        for (place, part) in of.iter().enumerate() {
            // With its code somebody could answer.
            let is_code = kind == "invitation" && place == 0;
            prop_assert_eq!(&row[1 + place], if is_code { "1" } else { part });
        }
        match statement.write().2 {
            Scalar::Number(number) => prop_assert_eq!(row[7].parse::<f64>().unwrap().to_bits(), number.to_bits()),
            Scalar::Bool(yes) => prop_assert_eq!(&row[7], if yes { "true" } else { "false" }),
            Scalar::Text(_) if kind == "respondent" && of[1] == "invitation" => prop_assert_eq!(&row[7], ""),
            Scalar::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
                prop_assert_eq!(&row[7], &format!("'{text}"));
            }
            Scalar::Text(text) => prop_assert_eq!(&row[7], &*text),
            Scalar::Null => prop_assert!(false, "a blank is no row"),
        }
        prop_assert_eq!(&row[8], "2025-11-21T01:41:42Z");
    });
}

#[test]
fn each_subject_takes_a_value_so_that_none_is_passed_over_unseen() {
    let closed = "level:3 E2 external assessment staff cost high share started run mean service-units 2026-03-31 3 inc x major \
         3-0000000000000001";
    let values: Vec<Scalar> = closed
        .split(' ')
        .map(|word| Scalar::Text(word.into()))
        .chain([Scalar::Number(3.0), Scalar::Number(0.5), Scalar::Bool(true), Scalar::Bool(false)])
        .collect();
    for (kind, of) in subjects() {
        assert!(values.iter().any(|value| Statement::read(kind, &of, value).is_some()), "{kind} {of:?} takes none");
    }
}

#[test]
fn no_text_begins_like_a_formula_and_no_number_is_a_text() {
    for name in ["harbour-it", "northlight-council", "kestrel-managed-services"] {
        let text = std::fs::read_to_string(format!("{}/public/samples/{name}.json", env!("CARGO_MANIFEST_DIR")));
        let facts = file::read(&text.unwrap()).unwrap().facts;
        let size = facts.assessment().profile.size.unwrap();
        let texts = texts().into_iter().find(|own| own.size == size).unwrap();
        let table = read(&said(&facts, &texts));
        let stated =
            facts.newest().filter(|fact| fact.statement.as_ref().is_some_and(|own| own.write().2 != Scalar::Null));
        assert_eq!(table.len() - 1, stated.count(), "{name}: a row for each thing that is said");
        for row in &table[1..] {
            if ["figure", "budget", "actual", "target"].contains(&&*row[0]) {
                assert!(row[7].parse::<f64>().is_ok(), "{name}: {row:?}");
            }
            for cell in row {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {row:?}");
            }
        }
        let answer = table.iter().find(|row| row[0] == "answer").unwrap();
        assert!(answer[4..7].iter().all(|name| !name.is_empty()), "{name}: ids stand in words: {answer:?}");
    }
}

#[test]
fn the_table_of_an_anonymous_assessment_holds_nothing_of_a_single_person() {
    let read_as = |kind: &str, of: &[&str], value: Scalar| Statement::read(kind, of, &value).unwrap();
    let text = |text: &str| Scalar::Text(text.into());
    let all = [
        read_as("profile", &["anonymous"], Scalar::Bool(true)),
        read_as("respondent", &[PERSON, "name"], text("Somebody")),
        read_as("answer", &[ROUND, "inc-w", PERSON], text("level:3")),
        read_as("evidence", &[ROUND, "inc-w", PERSON], text("E2")),
        read_as("note", &[ROUND, "inc-w", PERSON], text("as I said")),
        read_as("figure", &["total-cost", "2026"], Scalar::Number(5.0)),
    ];
    let table = said(&facts(all), &words());
    for secret in [PERSON, "Somebody", "level:3", "as I said"] {
        assert!(!table.contains(secret), "{secret} stands in {table}");
    }
    assert!(table.contains("total-cost"), "what nobody alone said stays: {table}");
}
