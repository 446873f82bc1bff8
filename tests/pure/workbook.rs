//! The workbook holds what is said and what follows as texts and numbers, computes nothing in a spreadsheet, and gives
//! nobody away. It is read back by a reader that is not ours.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::support::book::{Read, book, column, says, sheet};
use crate::support::typed::{CLOSED, PERSON, ROUND, facts, subjects, text};
use crate::support::{QUICK, built_in, texts};
use calamine::Data;
use fourfold::exchange::file;
use fourfold::exchange::report::Sources;
use fourfold::exchange::said::{Cell, HEAD};
use fourfold::exchange::workbook::{Book, Column, Refusal, Sheet, workbook};
use fourfold::locale::MORE_EN;
use fourfold::model::pack::{Pack, Texts};
use fourfold::model::{Facts, Scalar, Statement};
use fourfold::score::{Level, Settings, View, score};
use proptest::prelude::*;

fn file_of(pack: &Pack, texts: &Texts, facts: &Facts) -> Vec<u8> {
    workbook(&Sources { facts, pack, texts, guide: None, words: &MORE_EN }).unwrap()
}

fn written(all: impl IntoIterator<Item = Statement>) -> Vec<Read> {
    let pack = built_in();
    let texts = Texts::read(QUICK, &pack).unwrap();
    let round = say("round", &[ROUND, "label"], "Now");
    book(&file_of(&pack, &texts, &facts([round].into_iter().chain(all))))
}

fn say(kind: &str, of: &[&str], is: &str) -> Statement {
    Statement::read(kind, of, &text(is)).unwrap()
}

fn sample(name: &str) -> (Facts, Texts) {
    let text = std::fs::read_to_string(format!("{}/public/samples/{name}.json", env!("CARGO_MANIFEST_DIR")));
    let facts = file::read(&text.unwrap()).unwrap().facts;
    let size = facts.assessment().profile.size.unwrap();
    (facts, texts().into_iter().find(|own| own.size == size).unwrap())
}

const SAMPLES: [&str; 3] = ["harbour-it", "northlight-council", "kestrel-managed-services"];

fn names(book: &[Read]) -> Vec<&str> {
    book.iter().map(|own| &*own.0).collect()
}

#[test]
fn whatever_is_typed_is_a_text_and_every_number_the_number_it_was() {
    let closed: Vec<Scalar> = CLOSED.split(' ').map(text).chain([Scalar::Bool(true), Scalar::Number(3.0)]).collect();
    let (pack, words) = (built_in(), Texts::read(QUICK, &built_in()).unwrap());
    let begin = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r\nx", "'x", "1", "1e5", "2026-03-31", "TRUE", "#REF!"];
    let ways =
        ["https://example.org", "mailto:a@example.org", "_x0041_", "_x005F_x0041_", "\u{0}\u{1}\u{1f}\u{fffe}", " x "];
    let typed = prop_oneof![2 => any::<String>(), 1 => proptest::sample::select([&begin[..], &ways[..]].concat()).prop_map(str::to_owned)];
    let number = prop_oneof![any::<f64>().prop_filter("finite", |own| own.is_finite()), -1e6..1e6, Just(0.1 + 0.2)];
    let all = subjects();
    let values = proptest::collection::vec((typed, number), all.len());
    let rules = ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(rules, |(values in values)| {
        let mut said = vec![say("round", &[ROUND, "label"], "Now")];
        for ((kind, of), (typed, number)) in all.iter().zip(&values) {
            let own = [text(typed), Scalar::Number(*number)].into_iter().chain(closed.iter().cloned());
            // Of anonymous people less is written.
            said.extend(own.filter_map(|own| Statement::read(kind, of, &own)).find(|_| of != &["anonymous"]));
        }
        let own = facts(said);
        let book = book(&file_of(&pack, &words, &own));
        let rows = sheet(&book, "All that was said");
        prop_assert_eq!(rows[0].iter().map(says).collect::<Vec<_>>(), HEAD);
        let expected: Vec<_> = own.newest().map(|own| own.statement.as_ref().unwrap().write()).collect();
        prop_assert!(expected.len() > 60 && rows.len() == expected.len() + 1);
        for ((kind, of, value), row) in expected.iter().zip(&rows[1..]) {
            prop_assert_eq!(says(&row[0]), *kind);
            // With the code of an invitation somebody could answer, so its number stands there.
            let is_code = |place: usize| *kind == "invitation" && place == 0;
            let part = |(place, part): (usize, &String)| if is_code(place) { "1".to_owned() } else { part.clone() };
            let parts: Vec<String> = of.iter().enumerate().map(part).collect();
            prop_assert!(parts.iter().zip(&row[1..]).all(|(part, cell)| *part == says(cell)), "{:?}", row);
            match value {
                Scalar::Text(_) if *kind == "respondent" && of[1] == "invitation" => prop_assert_eq!(says(&row[7]), ""),
                Scalar::Text(text) => prop_assert_eq!(&says(&row[7]), &**text),
                Scalar::Bool(yes) => prop_assert_eq!(says(&row[7]), yes.to_string()),
                Scalar::Number(number) => {
                    let Data::Float(read) = &row[7] else { panic!("{row:?}") };
                    // Zero has no sign in a spreadsheet.
                    prop_assert!(read.to_bits() == number.to_bits() || (*read == 0.0 && *number == 0.0), "{} {}", read, number);
                }
                Scalar::Null => prop_assert!(false, "a blank is no row"),
            }
        }
    });
}

#[test]
fn the_same_facts_make_the_same_bytes_whenever_they_are_written() {
    let pack = built_in();
    let (facts, texts) = sample("northlight-council");
    let first = file_of(&pack, &texts, &facts);
    // A clock that counts seconds would have gone on.
    std::thread::sleep(Duration::from_millis(1_100));
    let mut turned: Vec<_> = facts.iter().cloned().collect();
    turned.reverse();
    let mut again = Facts::default();
    for fact in turned {
        again.add(fact);
    }
    assert!(file_of(&pack, &texts, &again) == first, "written a second later, in another order");
}

#[test]
fn processes_and_indicators_hold_the_numbers_that_follow() {
    let pack = built_in();
    for name in SAMPLES {
        let (facts, texts) = sample(name);
        let book = book(&file_of(&pack, &texts, &facts));
        let assessment = facts.assessment();
        let settings = Settings::of(&assessment, &pack, assessment.latest_round().unwrap());
        let results = score(&pack, &assessment, &settings);
        let rows = sheet(&book, "Processes");
        let number = |cell: &Data| match cell {
            Data::Float(number) => Some(*number),
            _ => None,
        };
        let mut rated = 0;
        for own in &results.processes {
            let named = &*texts.processes[&pack.structure.processes[own.process].id].name;
            let row = column(rows, "Process").position(|cell| says(cell) == named).unwrap();
            let at = |head: &str| number(column(rows, head).nth(row).unwrap());
            for (view, side) in [(View::Claimed, "claimed"), (View::Evidenced, "evidenced")] {
                let expected = own.view(view);
                assert_eq!(at(&format!("Index, {side}")), expected.index, "{name}: {named}");
                let level = match expected.level {
                    Level::Reached { level, .. } => Some(level as f64),
                    _ => None,
                };
                assert_eq!(at(&format!("Level, {side}")), level, "{name}: {named}");
                rated += usize::from(level.is_some());
            }
            assert_eq!(at("Answered"), Some(own.answered as f64));
            assert_eq!(at("That apply"), Some(own.applicable as f64));
        }
        assert!(rated > 10, "{name}: only {rated} levels were compared");
        let rows = sheet(&book, "Indicators");
        for own in &results.indicators {
            let at = |head: &str| number(column(rows, head).nth(own.id.index()).unwrap());
            let known = |view: View| own.view(view).score.filter(|_| !own.range_only);
            assert_eq!([at("Claimed"), at("Evidenced")], [known(View::Claimed), known(View::Evidenced)], "{name}");
            let range = own.view(settings.view()).range;
            assert_eq!(at("Lowest").zip(at("Highest")), range, "{name}");
            assert_eq!(at("Confidence"), own.confidence.as_ref().map(|own| own.value), "{name}");
        }
    }
}

#[test]
fn figures_and_registers_stand_as_tables_with_their_numbers() {
    let book = written([
        Statement::read("figure", &["total-cost", "2026-Q1"], &Scalar::Number(1234.5)).unwrap(),
        Statement::read("figure", &["total-cost", "2025"], &Scalar::Number(7.0)).unwrap(),
        Statement::read("figure", &["hurdle-rate", "2025"], &Scalar::Number(8.25)).unwrap(),
        say("line", &["3-0000000000000001", "name"], "Licences"),
        Statement::read("budget", &["3-0000000000000001", "2026-01"], &Scalar::Number(10.0)).unwrap(),
        Statement::read("actual", &["3-0000000000000001", "2026-01"], &Scalar::Number(12.0)).unwrap(),
        say("risk", &["4-0000000000000001", "title"], "=Fire"),
        say("risk", &["4-0000000000000001", "impact"], "very-high"),
        say("risk", &["4-0000000000000001", "due"], "2026-03-31"),
        Statement::read("risk", &["4-0000000000000001", "loss-before"], &Scalar::Number(50_000.0)).unwrap(),
    ]);
    let cells = |name: &str| -> Vec<Vec<String>> {
        sheet(&book, name).iter().map(|row| row.iter().map(says).collect()).collect()
    };
    assert_eq!(
        cells("Figures"),
        [["Figure", "Unit", "2025", "Q1 2026"], ["Total cost", "", "7", "1234.5"], ["Hurdle rate", "%", "8.25", ""],]
    );
    assert_eq!(
        cells("Budget"),
        [["Line", "Budget or actual", "January 2026"], ["Licences", "Budget", "10"], ["Licences", "Actual", "12"]]
    );
    let risks = sheet(&book, "Risk register");
    for (head, is) in [
        ("Title", "=Fire"),
        ("Impact that remains", "very high"),
        ("Due", "2026-03-31"),
        ("Yearly loss before", "50000"),
    ] {
        assert_eq!(column(risks, head).map(says).collect::<Vec<_>>(), [is], "{head}");
    }
    assert!(names(&book).contains(&"Budget lines"));
}

#[test]
fn an_answer_stands_beside_the_question_with_who_gave_it() {
    let own = [
        say("respondent", &[PERSON, "name"], "Ann"),
        say("respondent", &[PERSON, "role"], "staff"),
        say("answer", &[ROUND, "inc-w", PERSON], "level:3"),
        say("evidence", &[ROUND, "inc-w", PERSON], "E2"),
        say("note", &[ROUND, "inc-w", PERSON], "as I said"),
        say("answer", &[ROUND, "gone", PERSON], "not-applicable:too small"),
        say("agreed", &[ROUND, "inc-w"], "4"),
        say("reasoning", &[ROUND, "inc-w"], "the records say so"),
    ];
    let book = written(own);
    let rows = sheet(&book, "Answers");
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(rows[1][4], Data::Float(4.0), "the agreed level is a number");
    assert_eq!(rows[1][8], Data::Float(3.0), "and so is the answer");
    let line = |place: usize| rows[place].iter().map(says).collect::<Vec<_>>();
    let words = Texts::read(QUICK, &built_in()).unwrap();
    let (process, question) = (&*words.processes["inc"].name, &*words.questions["inc-w"].text);
    assert_eq!(
        line(1),
        ["Now", process, "inc-w", question, "4", "the records say so", "Ann", "IT staff", "3", "E2", "as I said"]
    );
    assert_eq!(line(2)[6..9], ["Ann", "IT staff", "Does not apply: too small"]);
}

#[test]
fn a_sheet_without_a_row_is_left_out_and_all_have_their_place() {
    assert_eq!(names(&written([])), ["About", "Indicators", "Processes", "All that was said"]);
    let mut all = BTreeSet::new();
    for name in SAMPLES {
        let (facts, texts) = sample(name);
        let book = book(&file_of(&built_in(), &texts, &facts));
        for (sheet, rows) in &book {
            assert!(rows.len() > 1, "{name}: {sheet} is blank");
        }
        all.extend(book.into_iter().map(|own| own.0));
    }
    for name in ["Answers", "Figures", "Budget", "Budget lines", "Risk register", "Decision log", "Actions", "Projects"]
    {
        assert!(all.contains(name), "no sample has {name}: {all:?}");
    }
    let finding = say("finding", &["4-0000000000000001", "cause"], "nobody looked");
    assert!(names(&written([finding])).contains(&"Findings"));
}

#[test]
fn without_a_round_it_is_refused_in_words() {
    let pack = built_in();
    let texts = Texts::read(QUICK, &pack).unwrap();
    let own = facts([say("profile", &["name"], "Harbour")]);
    let refused = workbook(&Sources { facts: &own, pack: &pack, texts: &texts, guide: None, words: &MORE_EN });
    assert_eq!(refused.as_ref().map_err(|own| own.says(&MORE_EN)), Err("there is no round yet".to_owned()));
}

#[test]
fn what_does_not_fit_into_a_cell_or_a_sheet_is_refused_and_never_cut_off() {
    let sheet = |cell: Cell, columns: usize| {
        let columns = (0..columns).map(|_| Column::words("x")).collect();
        Sheet::new("A sheet", columns).of(vec![vec![cell]])
    };
    // A cell counts in the halves of UTF-16, of which the second text has two for each character.
    for long in ["x".repeat(32_768), "🜁".repeat(16_384)] {
        let refused = Book::new(None).add(&sheet(Cell::word(long), 1)).unwrap_err();
        assert_eq!(refused, Refusal::TooLong("A sheet"));
        assert!(refused.says(&MORE_EN).contains("A sheet"));
    }
    assert_eq!(Book::new(None).add(&sheet(Cell::word("x"), 16_385)), Err(Refusal::TooLarge("A sheet")));
    let longest = "x".repeat(32_767);
    let mut own = Book::new(None);
    own.add(&sheet(Cell::word(longest.clone()), 1)).unwrap();
    assert_eq!(book(&own.save().unwrap())[0].1[1], [Data::String(longest)]);
}

#[test]
fn the_workbook_of_anonymous_replies_holds_nothing_of_a_single_person() {
    let people: Vec<String> = (0..5).map(|own| format!("{}-0000000000000001", own + 20)).collect();
    let mut own = vec![Statement::read("profile", &["anonymous"], &Scalar::Bool(true)).unwrap()];
    for (place, person) in people.iter().enumerate() {
        let name = format!("Secret name {place}");
        own.push(say("respondent", &[person, "name"], &name));
        own.push(say("respondent", &[person, "role"], "staff"));
        // Five to one question, and one alone to another.
        own.push(say("answer", &[ROUND, "inc-w", person], "level:3"));
        own.push(say("note", &[ROUND, "inc-w", person], &format!("Secret note {place}")));
    }
    own.push(say("answer", &[ROUND, "chg-w", &people[0]], "level:5"));
    own.push(say("answer", &[ROUND, "req-w", &people[0]], "not-applicable:Secret reason"));
    own.push(Statement::read("figure", &["total-cost", "2026"], &Scalar::Number(5.0)).unwrap());
    let book = written(own);
    for (name, rows) in &book {
        for cell in rows.iter().flatten().map(says) {
            assert!(!cell.contains("Secret"), "{name}: {cell}");
            assert!(people.iter().all(|own| !cell.contains(own.as_str())), "{name}: {cell}");
        }
    }
    let rows = sheet(&book, "Answers");
    let answer = |id: &str| {
        let row = column(rows, "Question id").position(|cell| says(cell) == id).unwrap();
        says(column(rows, "What was said").nth(row).unwrap())
    };
    assert!(answer("inc-w").contains("3 3 3 3 3"), "five may be told of: {}", answer("inc-w"));
    assert!(!answer("chg-w").contains('5') && !answer("chg-w").is_empty(), "one may not: {}", answer("chg-w"));
    assert!(names(&book).contains(&"Figures"), "what nobody alone said stays");
    assert!(sheet(&book, "About").iter().flatten().any(|own| says(own) == MORE_EN.tables.anonymous));
}
