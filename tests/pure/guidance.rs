//! Guidance beside results: words are explained where they stand, each attribute knows what leads on from where it
//! stands, a move is made of improvements, and every problem can be put into words.

use crate::support;
use crate::support::{Sheet, ask, one_process, pack_of, pack_with, process, question_index, settings, sheet};
use fourfold::locale::EN;
use fourfold::model::QuestionId;
use fourfold::model::pack::{Band, Guide, MetricKey, Pack, Piece, Voice};
use fourfold::score::{Problem, Reason, View, attribute_states, next_moves, steps};
use serde_json::{Value as Json, json};

/// A guide of a test's pack, which has the name and version of the built-in one.
fn guide_of(pack: &Pack, parts: Json) -> Guide {
    let mut guide = json!({"format": 1, "pack": "fourfold", "version": "0.2.0", "language": "en", "processes": {}});
    guide.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
    Guide::read(&guide.to_string(), pack).unwrap_or_else(|error| panic!("{error}"))
}

// ---- Words ----------------------------------------------------------------------------------------

fn glossary() -> Guide {
    let words = json!({
        "change": "An alteration.",
        "change failure rate": "Failed of all changes.",
        "customer": "Who decides on a service.",
        "Brier score": "How good predictions are.",
        "level": "How far a process has come.",
        "release": "Changes brought into use together.",
    });
    guide_of(&one_process(), json!({"glossary": words, "everyday": ["change", "level", "release"]}))
}

/// A text with what was marked in brackets.
fn marked(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Plain(text) => text.clone(),
        Piece::Word { shown, word } if shown == &**word => format!("[{shown}]"),
        Piece::Word { shown, word } => format!("[{shown}: {word}]"),
    };
    pieces.iter().map(one).collect()
}

#[test]
fn a_word_is_marked_where_it_stands_first_and_only_as_a_word() {
    let guide = glossary();
    let check = |voice: Voice, text: &str, expected: &str| {
        assert_eq!(marked(&guide.pieces(text, voice, &mut Vec::new())), expected, "{text}");
    };
    let app = |text: &str, expected: &str| check(Voice::App, text, expected);
    app("", "");
    app("Nothing to explain.", "Nothing to explain.");
    app("The customer decides.", "The [customer] decides.");
    app("customer, customer and customers", "[customer], customer and customers");
    app("Customers, then", "[Customers: customer], then");
    app("All releases", "All [releases: release]");
    app("a CUSTOMER", "a [CUSTOMER: customer]");
    app("the brier score", "the [brier score: Brier score]");
    // Part of another word is no word.
    app("customer-facing, exchange, levelled, unreleased", "customer-facing, exchange, levelled, unreleased");
    app("customer’s and (customer)", "[customer]’s and (customer)");
    // The longer word takes what it is made of with it, also where it was explained before.
    app("The change failure rate of a change", "The [change failure rate] of a [change]");
    app("change failure rate, change failure rates", "[change failure rate], change failure rates");
    app("Ä level für Käufer – customer", "Ä [level] für Käufer – [customer]");
    // In the pack's own sentences an everyday word may mean anything.
    check(Voice::Pack, "Release the customer to change level", "Release the [customer] to change level");
    check(Voice::Pack, "change failure rate", "[change failure rate]");
}

#[test]
fn a_word_is_explained_once_in_several_texts() {
    let guide = glossary();
    let mut seen = Vec::new();
    let mut next = |text: &str| marked(&guide.pieces(text, Voice::App, &mut seen));
    assert_eq!(next("A customer at a level"), "A [customer] at a [level]");
    assert_eq!(next("Another customer and a change"), "Another customer and a [change]");
    assert_eq!(next("customer, level, change"), "customer, level, change");
}

#[test]
fn the_glossary_is_searched_by_words_and_meanings() {
    let guide = glossary();
    let check = |typed: &str, expected: &str| {
        let words: Vec<&str> = guide.words(typed).into_iter().map(|(word, _)| &**word).collect();
        assert_eq!(words.join(", "), expected, "{typed}");
    };
    check("", "Brier score, change, change failure rate, customer, level, release");
    check("  ", "Brier score, change, change failure rate, customer, level, release");
    check("CHANGE", "change, change failure rate, release");
    check("predict", "Brier score");
    check("rate", "change failure rate");
    check("c", "change, change failure rate, customer, Brier score, level, release");
    check("no such word", "");
}

#[test]
fn an_everyday_word_is_one_of_the_glossary() {
    let source = json!({
        "format": 1, "pack": "fourfold", "version": "0.2.0", "language": "en", "processes": {},
        "glossary": {"change": "An alteration."}, "everyday": ["move"],
    });
    let error = Guide::read(&source.to_string(), &one_process()).expect_err("it is refused");
    assert_eq!(error.what, "the glossary has no \"move\"");
}

// ---- Where an attribute stands --------------------------------------------------------------------

#[test]
fn an_attribute_stands_at_the_highest_option_whose_worth_is_reached() {
    let pack = one_process();
    let check = |answers: &str, view: View, expected: Option<usize>| {
        let results = sheet().answers(answers).results(&pack);
        let states = attribute_states(&pack, &results, process(&pack, &results, "p"), view);
        assert_eq!(states[0].option, expected, "{answers}");
        assert_eq!((states[0].attribute, states[0].level, states[8].level), (0, 1, 5));
        assert_eq!(states[0].question, Some(question_index(&pack, "a0")), "{answers}");
    };
    check("a0 3", View::Claimed, Some(3));
    check("a0 0", View::Claimed, Some(0));
    check("a0 5/E3", View::Evidenced, Some(5));
    // Without evidence a claim counts as 2 at most.
    check("a0 4", View::Evidenced, Some(2));
    // Worths .6 and .8 make .7: 3 is reached and 4 is not.
    check("a0 3 4", View::Claimed, Some(3));
    check("a0 ?", View::Claimed, None);
    check("a0 x", View::Claimed, None);
    check("a1 3", View::Claimed, None);
}

#[test]
fn each_attribute_of_each_process_stands_where_its_own_question_puts_it() {
    let ask =
        |process: &str, id: &str| json!({"id": format!("{process}-{id}"), "process": process, "attributes": [id]});
    let questions = json!([ask("p", "a0"), ask("p", "a1"), ask("q", "a0"), ask("q", "a1")]);
    let pack = pack_of(json!([{"id": "p"}, {"id": "q"}]), questions);
    let results = sheet().answers("p-a0 1; p-a1 2; q-a0 3; q-a1 4").results(&pack);
    let options = |id: &str| {
        let states = attribute_states(&pack, &results, process(&pack, &results, id), View::Claimed);
        [states[0].option, states[1].option, states[2].option]
    };
    assert_eq!(options("p"), [Some(1), Some(2), None]);
    assert_eq!(options("q"), [Some(3), Some(4), None]);
}

#[test]
fn what_stands_before_the_next_level_says_what_it_needs() {
    let pack = one_process();
    let results = sheet().answers("a0 3; a1 1; a2 3; a3 3").results(&pack);
    let states = attribute_states(&pack, &results, process(&pack, &results, "p"), View::Claimed);
    // Level 1 is reached; level 2 asks for level 1 in full and its own largely.
    let needs: Vec<Option<Band>> = states.iter().map(|own| own.needs).collect();
    assert_eq!(needs, [Some(Band::F), Some(Band::L), None, None, None, None, None, None, None]);
}

#[test]
fn an_answer_about_a_whole_process_stands_for_the_least_that_gives_its_rating() {
    let pack =
        pack_of(json!([{"id": "p", "indicators": {"risk": 1}}]), json!([{"id": "w", "process": "p", "whole": true}]));
    let results = sheet().answers("w 3").results(&pack);
    let states = attribute_states(&pack, &results, process(&pack, &results, "p"), View::Claimed);
    // What lies below level 3 is rated F, first given by option 4; level 3 itself L, by 3; what lies above N, by 0.
    let options: Vec<Option<usize>> = states.iter().map(|own| own.option).collect();
    let expected = [4, 4, 4, 4, 3, 3, 3, 0, 0].map(Some);
    assert_eq!(options, expected);
}

// ---- What a move is made of -----------------------------------------------------------------------

/// The questions whose improvements the only move of a pack is made of, with the effort of each.
fn steps_of(pack: &Pack, guide: &Guide, said: &Sheet) -> Vec<String> {
    let (assessment, settings) = (said.assessment(), settings("s", None));
    let results = said.results(pack);
    let moves = next_moves(pack, &assessment, &settings, &results);
    assert_eq!(moves.len(), 1);
    let steps = steps(pack, guide, &results, &moves[0], View::Claimed);
    let id = |question: usize| -> &QuestionId { &pack.structure.questions[question].id };
    steps.iter().map(|own| format!("{} {} {}", id(own.question), own.effort, own.improvement.task)).collect()
}

#[test]
fn a_move_is_made_of_the_improvements_for_what_it_raises() {
    let pack = pack_with(|pack| {
        let questions = json!([
            {"id": "fine-a0", "process": "p", "attributes": ["a0"]},
            {"id": "broad", "process": "p", "attributes": ["a1", "a2", "a3"], "effort": 3},
            {"id": "fine-a1", "process": "p", "attributes": ["a1"], "sizes": ["t"], "effort": 2},
            {"id": "fine-a2", "process": "p", "attributes": ["a2"], "sizes": ["t"], "effort": 5},
            {"id": "fine-a3", "process": "p", "attributes": ["a3"], "sizes": ["t"]},
        ]);
        ask(pack, json!([{"id": "p", "indicators": {"risk": 1}}]), questions);
        pack["sizes"].as_array_mut().unwrap().push(json!({"id": "t", "minutes": 1}));
    });
    let improvement = |task: &str| json!({"do": task, "gives": "Peace.", "first": "Nothing."});
    let moves = json!({
        "fine-a0": improvement("Zero."), "fine-a1": improvement("One."), "fine-a2": improvement("Two."),
    });
    let guide = guide_of(&pack, json!({"moves": moves}));
    // Nothing is in the way of level 2 but the broad question: its finer ones have the improvements, and a3 has none.
    let broad = steps_of(&pack, &guide, &sheet().answers("fine-a0 4; broad 1"));
    assert_eq!(broad, ["fine-a1 2 One.", "fine-a2 5 Two."]);
    // Level 1 comes first.
    let fine = steps_of(&pack, &guide, &sheet().answers("fine-a0 1; broad 1"));
    assert_eq!(fine, ["fine-a0 1 Zero."]);
    // A broad question with an improvement of its own has that one.
    let moves = json!({"broad": improvement("All."), "fine-a1": improvement("One.")});
    let own = steps_of(&pack, &guide_of(&pack, json!({"moves": moves})), &sheet().answers("fine-a0 4; broad 1"));
    assert_eq!(own, ["broad 3 All."]);
    assert!(steps_of(&pack, &guide_of(&pack, json!({})), &sheet().answers("fine-a0 4; broad 1")).is_empty());
}

#[test]
fn every_blocker_of_the_built_in_pack_has_an_improvement() {
    let pack = support::built_in();
    let guide = Guide::read(&support::public("en/guide.json"), &pack).expect("it reads");
    for process in 0..pack.structure.processes.len() {
        for attribute in 0..pack.attributes.len() {
            assert!(guide.improvement(&pack, process, attribute).is_some(), "process {process}, attribute {attribute}");
        }
    }
}

// ---- Problems in words ----------------------------------------------------------------------------

#[test]
fn every_problem_says_what_is_expected_and_what_was_found() {
    let pack = support::built_in();
    let texts = support::texts().into_iter().find(|texts| &*texts.size == "full").expect("the full size has words");
    let number = |value: f64, most: u32| {
        let power = 10_f64.powi(most as i32);
        ((value * power).round() / power).to_string()
    };
    let check = |problem: Problem, criterion: &str, condition: &str| {
        let says = EN.problem(&problem, &pack, &texts, number);
        assert_eq!((&*says.criterion, &*says.condition), (criterion, condition), "{}", says.name);
        assert!(!says.name.is_empty());
    };
    let question = question_index(&pack, "inc-a0");
    let asked = "When a service fails, do the people who need it get back to work?";
    check(
        Problem::BelowTarget { level: 1, target: 2.5, importance: 3 },
        "A process of high importance (3 of 3) reaches its target, level 2.5.",
        "It has reached level 1.",
    );
    check(
        Problem::NotEvidenced { claimed: 3, evidenced: 1 },
        "The evidence carries the claimed level; less than 1 level lies between the two.",
        "Level 3 is claimed, level 1 is evidenced.",
    );
    check(
        Problem::Disagreement { r_wg: 0.4167, spread: 2.0, questions: 4 },
        "Agreement is 0.6 or more, and the middle half of the answers is no wider than 1 step on the scale.",
        "Agreement is 0.42 and the middle half is 2 steps wide, on average over 4 questions.",
    );
    check(
        Problem::Disagreement { r_wg: 0.5, spread: 1.0, questions: 1 },
        "Agreement is 0.6 or more, and the middle half of the answers is no wider than 1 step on the scale.",
        "Agreement is 0.5 and the middle half is 1 step wide, on average over 1 question.",
    );
    check(
        Problem::LeadersAbove { leaders: 4, staff: 2 },
        "Leaders rate it less than 1 level above IT staff.",
        "The middle answer of leaders is 4, that of IT staff 2.",
    );
    check(
        Problem::RedFlag { question, metric: MetricKey::Satisfaction, score: 12.5 },
        &format!("Satisfaction, lower bound scores 20 or more. It should agree with: \"{asked}\""),
        "It scores 12.5.",
    );
    check(
        Problem::NotMeasured { question, claimed: 5, metric: MetricKey::Satisfaction, lacks: Reason::NoResponses },
        &format!("Whoever answers 4 or more to \"{asked}\" has the figure: Satisfaction, lower bound."),
        "The answer is 5, and the figure cannot be computed: nobody has answered.",
    );
    check(
        Problem::AheadOfNeed { level: 3, need: 7, need_level: 1 },
        "It is no further than the process it needs first, Service catalogue management.",
        "It has reached level 3, and Service catalogue management level 1.",
    );
    check(
        Problem::MandatoryUnmet { question, rated: Band::P },
        &format!("This is at least largely achieved: \"{asked}\""),
        "It is partly achieved.",
    );
    check(
        Problem::DontKnow { dont_know: 2, levels: 3 },
        "Fewer than 40 % of the answers are \"I don't know\".",
        "2 of 5 answers are.",
    );
}
