//! What the worker is asked and answers is text, and nothing is lost on the way: the answer is the bits that the same
//! work gives without it.

use crate::support::{STRUCTURE, public};
use fourfold::exchange::file;
use fourfold::exchange::report::Sources;
use fourfold::exchange::task::{
    Task, ask_path, ask_simulation, ask_workbook, read_path, read_simulation, read_workbook,
};
use fourfold::exchange::workbook::workbook;
use fourfold::locale::MORE_EN;
use fourfold::model::pack::{Pack, Texts, read_one_file};
use fourfold::score::simulation::{RiskRange, Simulation, Stated};
use fourfold::score::{Cheapest, Goal, MOST_CANDIDATES, Settings, cheapest_path, score};
use proptest::prelude::*;

/// The answer, and all that was said of how far it is.
fn run(ask: &str) -> (String, Vec<f64>) {
    let mut task = Task::read(ask).unwrap();
    let mut progress = vec![task.progress()];
    loop {
        if let Some(answer) = task.step().unwrap() {
            return (answer, progress);
        }
        progress.push(task.progress());
    }
}

fn natively(risks: &[Stated], years: usize, seed: u64) -> Simulation {
    let ranges = risks.iter().map(|[frequency, loss]| RiskRange::new(*frequency, *loss).unwrap());
    let mut simulation = Simulation::new(ranges.collect(), years, seed);
    simulation.advance(years);
    simulation
}

const RISKS: [Stated; 2] =
    [[[0.1, 0.4, 1.3], [10_000.0, 20_000.0, 60_000.0]], [[0.0, 1.0 / 3.0, 2.0], [1e-7, 0.1, 1e9]]];

#[test]
fn a_simulation_that_was_asked_for_as_text_gives_the_same_bits() {
    for seed in [0, 7, u64::MAX] {
        let (answer, progress) = run(&ask_simulation(&RISKS, 3_100, seed));
        let (found, expected) = (read_simulation(&answer).unwrap(), natively(&RISKS, 3_100, seed).outcome().unwrap());
        assert_eq!(found, expected, "seed {seed}");
        assert_eq!(found.mean.to_bits(), expected.mean.to_bits());
        assert!(progress.len() > 10 && progress.is_sorted() && progress.iter().all(|own| (0.0..=1.0).contains(own)));
    }
}

#[test]
fn without_a_risk_or_a_year_the_answer_is_that_there_is_none() {
    for ask in [ask_simulation(&[], 1_000, 1), ask_simulation(&RISKS[..1], 0, 1)] {
        let (answer, _) = run(&ask);
        assert_eq!((&*answer, read_simulation(&answer)), ("null", None));
    }
}

proptest! {
    #[test]
    fn whatever_can_be_stated_of_a_risk_arrives_as_it_was(
        mut frequency in prop::array::uniform3(0.0..10_000.0_f64),
        mut loss in prop::array::uniform3(0.0..1e15_f64),
    ) {
        frequency.sort_by(f64::total_cmp);
        loss.sort_by(f64::total_cmp);
        let risks = [[frequency, loss]];
        let (answer, _) = run(&ask_simulation(&risks, 1, 3));
        prop_assert_eq!(read_simulation(&answer), natively(&risks, 1, 3).outcome());
    }
}

#[test]
fn the_cheapest_path_that_was_asked_for_as_text_is_the_same() {
    let pack = Pack::read(STRUCTURE).unwrap();
    let mut seen = [false; 3];
    let mut check = |text: &str, goal: &Goal| {
        let own = file::read(text).unwrap().facts.assessment();
        let settings = Settings::of(&own, &pack, own.latest_round().unwrap());
        let expected = cheapest_path(&pack, &settings, &score(&pack, &own, &settings), goal);
        let (answer, progress) = run(&ask_path(STRUCTURE, text, goal));
        assert_eq!(read_path(&answer), Some(expected.clone()));
        assert!(progress.is_sorted());
        match expected {
            Cheapest::Path(path) => seen[0] |= !path.raises.is_empty(),
            Cheapest::OutOfReach => seen[1] = true,
            Cheapest::TooMany { candidates } => seen[2] |= candidates > MOST_CANDIDATES,
        }
    };
    let some: Vec<usize> = (0..pack.structure.questions.len()).step_by(9).collect();
    for (sample, scores) in [
        ("harbour-it", [Some(60.0), None, None, None]),
        ("harbour-it", [None, Some(70.0), None, Some(60.0)]),
        ("northlight-council", [None, None, Some(99.0), None]),
        ("kestrel-managed-services", [None, None, Some(60.0), None]),
        ("kestrel-managed-services", [Some(90.0); 4]),
    ] {
        let path = format!("{}/public/samples/{sample}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        // All questions, and a choice as a person makes one.
        for questions in [None, Some(some.clone())] {
            check(&text, &Goal { scores, questions });
        }
    }
    assert_eq!(seen, [true; 3], "a path, none, and too many to choose from");
}

#[test]
fn the_workbook_that_was_asked_for_as_text_is_the_same_file() {
    let pack = Pack::read(STRUCTURE).unwrap();
    for sample in ["harbour-it", "northlight-council", "kestrel-managed-services"] {
        let path = format!("{}/public/samples/{sample}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let facts = file::read(&text).unwrap().facts;
        let size = facts.assessment().profile.size.unwrap();
        let words = public(&pack.structure.texts.iter().find(|own| own.size == size).unwrap().path);
        let texts = Texts::read(&words, &pack).unwrap();
        let sources = Sources { facts: &facts, pack: &pack, texts: &texts, guide: None, words: &MORE_EN };
        let expected = workbook(&sources).unwrap();
        let (answer, progress) = run(&ask_workbook(STRUCTURE, Some(&words), &text));
        assert!(read_workbook(&answer).unwrap() == expected, "{sample}");
        assert!(progress.len() > 8 && progress.is_sorted() && progress.iter().all(|own| (0.0..=1.0).contains(own)));
        // A pack in one file brings its words along.
        let all: Vec<String> = pack.structure.texts.iter().map(|own| public(&own.path)).collect();
        let one_file = format!("{{\"structure\":{STRUCTURE},\"texts\":[{}]}}", all.join(","));
        let (pack, all) = read_one_file(&one_file).unwrap();
        let texts = all.iter().find(|own| own.size == size).unwrap();
        let expected = workbook(&Sources { pack: &pack, texts, ..sources }).unwrap();
        let (answer, _) = run(&ask_workbook(&one_file, None, &text));
        assert!(read_workbook(&answer).unwrap() == expected, "{sample}, from a pack in one file");
    }
}

#[test]
fn what_is_not_understood_is_refused_with_what_is_wrong() {
    let check = |ask: &str, why: &str| match Task::read(ask) {
        Ok(_) => panic!("{ask} is understood"),
        Err(own) => assert!(own.contains(why), "{ask}: {own}"),
    };
    check("", "line 1");
    check("{}", "\"work\"");
    check("{\"work\":\"dishes\"}", "\"work\"");
    check("{\"work\":\"simulation\",\"seed\":7}", "\"seed\"");
    check("{\"work\":\"simulation\",\"seed\":\"7\",\"years\":-1}", "\"years\"");
    for risks in ["null", "[1]", "[[[0,1],[0,1,2]]]", "[[[0,1,2],[3,2,1]]]", "[[[0,1,2],[0,null,2]]]", "[[[0,1,2]]]"] {
        check(&format!("{{\"work\":\"simulation\",\"seed\":\"7\",\"years\":9,\"risks\":{risks}}}"), "\"risks\"");
    }
    check("{\"work\":\"path\",\"pack\":\"{}\",\"assessment\":\"{}\"}", "");
    check(&ask_path(STRUCTURE, "{}", &Goal::default()), "");
    for answer in ["", "{}", "[]", "{\"years\":1}", "{\"raises\":[[1]]}"] {
        assert_eq!(read_simulation(answer), None);
        assert_eq!(read_path(answer), None);
        assert_eq!(read_workbook(answer).filter(|own| !own.is_empty()), None);
    }
}
