//! Each check finds what it is for, at its place, and finds nothing in packs that are well written.

use super::files::{File, Files, packs_in};
use super::finding::{Finding, Severity};
use super::{Report, report, versions};
use crate::process::root;

const DOCUMENT: &str = include_str!("../../../docs/pack.md");
const SMALL: &str = include_str!("../../../tests/fixtures/packs/small.json");

/// The pack that docs/pack.md shows, which every test breaks in its own way.
fn example() -> &'static str {
    let (_, section) = DOCUMENT.split_once("## Writing a pack of your own").expect("the section is there");
    let (_, example) = section.split_once("```json\n").expect("the example is there");
    example.split_once("```").expect("it ends").0
}

fn one_file(text: &str) -> Files {
    Files { first: File { path: "pack.json".to_owned(), text: text.to_owned() }, beside: Vec::new() }
}

/// Line and column of the mark `¦`, and the text without it.
fn marked(text: &str) -> (usize, usize, String) {
    let at = text.find('¦').expect("the place is marked");
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (text[..at].matches('\n').count() + 1, at - line_start + 1, text.replace('¦', ""))
}

/// There is one finding at this place, which says this; and no error where a warning is expected.
#[track_caller]
fn found(findings: &[Finding], severity: Severity, path: &str, (line, column): (usize, usize), says: &str) {
    let there = |own: &&Finding| own.severity == severity && own.message.contains(says);
    let all: Vec<&Finding> = findings.iter().filter(there).collect();
    let [own] = all[..] else { panic!("{says:?} is said {} times: {findings:#?}", all.len()) };
    assert_eq!((&*own.path, own.line, own.column), (path, line, column), "{says}");
    assert_eq!(findings.iter().filter(|own| own.severity < severity).count(), 0, "{findings:#?}");
}

/// Replaces one part of the example; the mark says where the finding is to be.
#[track_caller]
fn check(severity: Severity, part: &str, with: &str, says: &str) {
    assert_eq!(example().matches(part).count(), 1, "{part:?} names one place");
    let (line, column, text) = marked(&example().replace(part, with));
    found(&report(&one_file(&text)).findings, severity, "pack.json", (line, column), says);
}

#[track_caller]
fn error(part: &str, with: &str, says: &str) {
    check(Severity::Error, part, with, says);
}

#[track_caller]
fn warning(part: &str, with: &str, says: &str) {
    check(Severity::Warning, part, with, says);
}

/// The same change is nothing to speak of.
#[track_caller]
fn fine(part: &str, with: &str) {
    assert_eq!(example().matches(part).count(), 1, "{part:?} names one place");
    assert_eq!(report(&one_file(&example().replace(part, with))).findings, [], "{with}");
}

// ---- What is well written -------------------------------------------------------------------------

#[test]
fn the_example_of_the_documentation_and_the_small_pack_have_nothing_to_mend() {
    for text in [example(), SMALL] {
        let report = report(&one_file(text));
        assert_eq!(report.findings, []);
        assert!(report.version.is_some());
    }
    let lines = report(&one_file(example())).lines;
    assert_eq!(lines[2..], ["  questions by size: all 2", "  2 questions, 2 processes, 1 size, 1 language"]);
}

#[test]
fn the_built_in_pack_has_242_questions_and_40_coarse_ones_and_nothing_to_mend() {
    let found = packs_in(&root().join("public/packs")).unwrap();
    let ours = root().join("public/packs/fourfold/0.2.0/structure.json");
    assert!(found.contains(&ours), "{found:?}");
    let Report { lines, findings, .. } = report(&Files::load(&ours).unwrap());
    assert_eq!(findings, []);
    assert_eq!(lines[0], "public/packs/fourfold/0.2.0/structure.json");
    assert_eq!(lines[2], "  questions by size: quick 24, standard 86, full 242");
    assert_eq!(lines[3], "  242 questions and 40 coarse ones, 24 processes, 3 sizes, 1 language");
}

// ---- Parts and ids --------------------------------------------------------------------------------

#[test]
fn what_the_app_refuses_is_an_error_at_its_place() {
    error("\"worth\": 0.5", "\"worth\": ¦1.5", "expected a number from 0 to 1");
    error("\"effort\": 2", "\"effort\": ¦9", "effort is 1 to 5");
    error("\"id\": \"mend-done\"", "\"id\": ¦\"lend-done\"", "\"lend-done\" stands twice");
    error("\"Whoever needs a device for a day has one.\"", "¦7", "expected a text in double quotes");
    let wrong = report(&one_file("{\"structure\": oops}"));
    found(&wrong.findings, Severity::Error, "pack.json", (1, 15), "expected a value");
    assert!(wrong.version.is_none());
}

#[test]
fn a_part_that_is_lacking_is_told_with_the_question() {
    error("[\"The drawer\", ", "¦[", "mend-done names 1 thing to look at");
    error("[\"The drawer\", ", "¦[\"A\", \"B\", \"C\", \"The drawer\", ", "mend-done names 5 things to look at");
    fine("[\"The drawer\", ", "[\"The workbench\", \"A spare\", \"The drawer\", ");
    let mend = "{\"id\": \"mend-done\", \"process\": \"mend\", \"attributes\": [\"done\"], \"sizes\": [\"all\"], \"effort\": 2, \"respondents\": [\"staff\"]}";
    error(mend, &format!("¦{}", mend.replace("[\"all\"]", "[]")), "no size asks mend-done");
    warning(mend, &format!("¦{}", mend.replace("[\"staff\"]", "[]")), "mend-done does not say who can know");
    let (line, column, text) = marked(&example().replace(mend, &format!("¦{mend}")));
    let findings = report(&one_file(&text.replace("{\"risk\": 1}", "{}"))).findings;
    found(&findings, Severity::Warning, "pack.json", (line, column), "mend-done counts for no indicator");
}

#[test]
fn a_word_without_its_thing_and_an_id_that_stands_twice_are_errors() {
    error("\"grades\": {}", "\"grades\": {\"E9\": ¦{\"name\": \"x\"}}", "no \"E9\" among its grades");
    error(
        "\"1\": {\"name\": \"Done\"",
        "\"2\": ¦{\"name\": \"More\"}, \"1\": {\"name\": \"Done\"",
        "no \"2\" among its levels",
    );
    let drawer = "\"low\": \"It lies";
    error(drawer, &format!("\"top\": ¦\"It shines.\", {drawer}"), "no \"top\" among its options");
    error(
        "\"high\": {\"name\": \"For all\"}",
        "\"high\": {\"name\": \"For all\"}, \"high\": ¦{\"name\": \"For all\"}",
        "\"high\" stands twice here",
    );
}

#[test]
fn a_question_reads_the_same_in_every_size() {
    let goal = "\"Nobody loses a working day for lack of a device.\"";
    assert_eq!(report(&two_sizes(goal, goal)).findings, []);
    let mut files = two_sizes(goal, "¦\"Nobody loses a day.\"");
    let (line, column, text) = marked(&files.beside[2].1.text);
    files.beside[2].1.text = text;
    let says = "the goal of lend-done reads otherwise at all.json";
    found(&report(&files).findings, Severity::Error, "more.json", (line, column), says);
}

/// The folder with a second size that asks the same, in whose words one part is another.
fn two_sizes(part: &str, with: &str) -> Files {
    let mut files = folder();
    for (part, with) in [
        ("\"minutes\": 5}", "\"minutes\": 5}, {\"id\": \"more\", \"minutes\": 9}"),
        ("[\"all\"]", "[\"all\", \"more\"]"),
        ("\"all.json\"}", "\"all.json\"}, {\"language\": \"en\", \"size\": \"more\", \"path\": \"more.json\"}"),
    ] {
        files.first.text = files.first.text.replace(part, with);
    }
    let text = files.beside[0].1.text.replace("\"size\": \"all\"", "\"size\": \"more\"").replace(part, with);
    files.beside.push(("more.json".to_owned(), File { path: "more.json".to_owned(), text }));
    files
}

// ---- Anchors --------------------------------------------------------------------------------------

const MIDDLE: &str = "\"It goes to the workshop with a note; when it will be back, nobody knows.\"";

#[test]
fn an_anchor_is_no_other_and_not_the_one_before_with_an_adverb() {
    error(
        MIDDLE,
        "¦\"It lies in a drawer until somebody asks for it!\"",
        "the anchor middle of mend-done is the anchor low of mend-done",
    );
    error(
        MIDDLE,
        "¦\"People are sent away, or borrow from a colleague.\"",
        "the anchor middle of mend-done is the anchor low of lend-done",
    );
    let apart = "differs from the one before by words of degree only";
    error(MIDDLE, "¦\"It sometimes lies in a drawer until somebody asks for it.\"", apart);
    error(MIDDLE, "¦\"Often it still lies in the drawer, until somebody asks.\"", apart);
    // "Not" turns it round, and the names of things are no words of degree.
    warning(
        MIDDLE,
        "¦\"It lies not in a drawer until somebody asks for it.\"",
        "the anchor middle of mend-done is nearly the anchor low of mend-done",
    );
    fine(MIDDLE, "\"It lies in the workshop until somebody asks for it.\"");
}

#[test]
fn nearly_the_same_sentence_is_told_with_both_places() {
    let (line, ..) = marked(&example().replace("\"The lending book of last week\"", "¦"));
    warning(
        "\"The drawer\"",
        "¦\"The lending book of this last week\"",
        &format!("the piece of evidence 1 of lend-done at pack.json:{line}:"),
    );
    // Three words are alike by chance.
    fine("\"The drawer\"", "\"The shelf today\"");
}

#[test]
fn a_question_that_fits_another_process_with_the_noun_swapped_is_told() {
    let own = "\"What happens to a device that comes back broken, and how long does it take?\"";
    let other = "\"When somebody needs a repair for the week, do they leave the desk with one?\"";
    warning(own, &format!("¦{other}"), "would be the question of lend-done");
    fine(own, "\"When somebody brings a broken device, who says on which day it will work again?\"");
    let goal = "\"A broken device is back on the shelf before it is missed.\"";
    warning(
        goal,
        "¦\"Nobody loses a working week for lack of a repair.\"",
        "the goal of mend-done would be the goal of lend-done",
    );
}

// ---- Words ----------------------------------------------------------------------------------------

const EVIDENCE: &str = "\"The drawer\"";
const PURPOSE: &str = "\"What comes back broken works again soon.\"";

#[test]
fn words_of_others_are_errors_with_the_reason() {
    for (text, says) in [
        ("The ITIL process", "\"ITIL\" in the piece of evidence 1 of mend-done: a registered mark"),
        ("A CMMI rating", "\"CMMI\""),
        ("The ISO 9001 certificate", "\"ISO\""),
        ("Proof of Best Practice", "\"best practice\""),
        ("A list of best-practices", "\"best practice\""),
        ("Proof of capability level 3", "\"capability level\""),
        ("The drawer in Excel", "a product: say spreadsheet"),
    ] {
        error(EVIDENCE, &format!("¦\"{text}\""), says);
    }
    for text in ["An isolated drawer", "The precise drawer", "The drawer that excels", "A managed drawer"] {
        fine(EVIDENCE, &format!("\"{text}\""));
    }
    error("\"For some\"", "¦\"Managed\"", "the name of a level of a published model");
    error("{\"name\": \"Done\",", "{\"name\": ¦\"Ad-hoc\",", "the name of a level of a published model");
    fine("\"Purpose\"", "\"Performed\"");
}

#[test]
fn a_text_that_is_too_long_is_told_with_its_length() {
    let words = |count: usize| vec!["a"; count].join(" ");
    warning(EVIDENCE, &format!("¦\"{}\"", words(16)), "has 16 words and 31 characters: at most 15 and 80");
    warning(EVIDENCE, &format!("¦\"{}\"", "ä".repeat(81)), "has 1 word and 81 characters: at most 15 and 80");
    fine(EVIDENCE, &format!("\"{}\"", words(15)));
    fine(EVIDENCE, &format!("\"{}\"", "ä".repeat(80)));
    warning(PURPOSE, &format!("¦\"{}.\"", words(37)), "at most 36 and 200");
}

#[test]
fn a_question_that_is_hard_to_read_is_told_at_its_first_line() {
    let hard = "\"Organisational responsibility necessitates immediate documentation of every irreparable administrative deficiency.\"";
    let (line, column, text) =
        marked(&example().replace("\"goal\": \"A broken", "\"goal\": ¦\"A broken").replace(MIDDLE, hard));
    found(
        &report(&one_file(&text)).findings,
        Severity::Warning,
        "pack.json",
        (line, column),
        "mend-done has a reading ease of",
    );
    // In another language the measure means nothing.
    let text = text.replace("\"language\": \"en\"", "\"language\": \"de\"");
    assert_eq!(report(&one_file(&text)).findings, []);
}

#[test]
fn small_things_are_told_one_by_one() {
    warning(PURPOSE, "¦\"What comes back  broken works again soon.\"", "has a double or odd blank");
    warning(PURPOSE, "¦\"What comes back broken works again soon. \"", "begins or ends with a blank");
    warning(PURPOSE, "¦\"What comes back , broken, works again soon.\"", "has a blank before a mark");
    warning(PURPOSE, "¦\"What comes back broken works again soon\"", "does not end like a sentence");
    warning(PURPOSE, "¦\"What is broken is prioritized.\"", "in British spelling it is \"prioritised\"");
    warning(EVIDENCE, "¦\"The drawer.\"", "is no sentence");
    warning(
        "\"What happens to a device that comes back broken, and how long does it take?\"",
        "¦\"What happens to a device that comes back broken.\"",
        "does not end with a question mark",
    );
    fine(PURPOSE, "\"What comes back broken 'works again.'\"");
}

#[test]
fn of_two_kinds_of_quotes_the_rarer_one_is_told() {
    let straight = example().replace("\"The shelf, counted today\"", "\"The 'shelf', counted today\"");
    assert_eq!(report(&one_file(&straight)).findings, []);
    let (line, column, text) = marked(&straight.replace(EVIDENCE, "¦\"The ‘drawer’\""));
    let says = "the piece of evidence 1 of mend-done has other quotes than the rest: use straight ones";
    found(&report(&one_file(&text)).findings, Severity::Warning, "pack.json", (line, column), says);
}

// ---- References -----------------------------------------------------------------------------------

#[test]
fn references_lead_somewhere() {
    error("\"needs\": [\"lend\"]", "\"needs\": [¦\"loan\"]", "there is no other process \"loan\"");
    let lend = "{\"communication\": 2}";
    error(lend, &format!("{lend}, \"clause\": ¦\"8.6.1 Incidents\""), "a clause is a number such as 8.6.1");
    fine(lend, &format!("{lend}, \"clause\": \"8.6.1\""));
    let circle = example().replace("\"needs\": [\"lend\"]", "\"needs\": ¦[\"lend\"]");
    let (line, column, text) = marked(&circle);
    let findings = report(&one_file(&text.replace(lend, &format!("{lend}, \"needs\": [\"mend\"]")))).findings;
    found(&findings, Severity::Error, "pack.json", (line, column), "mend needs itself over others");
    warning("\"feeds\": \"satisfaction\"", "\"feeds\": ¦\"awareness\"", "no indicator scores \"awareness\"");
    let size = "[{\"attributes\": [\"done\"]}],\n    \"sizes\": [";
    let attribute = "\"done\": {\"name\": \"Purpose\"";
    let (line, column, text) =
        marked(&example().replace(size, "[{\"attributes\": [\"done\", \"safe\"]}],\n    \"sizes\": [¦"));
    let text = text.replace(attribute, &format!("\"safe\": {{\"name\": \"Safe\"}}, {attribute}"));
    found(
        &report(&one_file(&text)).findings,
        Severity::Warning,
        "pack.json",
        (line, column),
        "\"all\" asks about mend but not about its safe",
    );
}

/// The example in a folder, with guidance.
fn folder() -> Files {
    let (structure, texts) = example().split_once(",\n  \"texts\": [\n").expect("structure and texts");
    let structure = structure.split_once("\"structure\": ").expect("the structure").1;
    let named = "\"language\": \"en\",\n    \"texts\": [{\"language\": \"en\", \"size\": \"all\", \"path\": \"all.json\"}],\n    \"guides\": [{\"language\": \"en\", \"path\": \"guide.json\"}],";
    let structure = structure.replacen("\"language\": \"en\",", named, 1);
    let texts = texts.trim_end().trim_end_matches('}').trim_end().trim_end_matches(']');
    let file = |path: &str, text: &str| (path.to_owned(), File { path: path.to_owned(), text: text.to_owned() });
    Files {
        first: file("structure.json", &structure).1,
        beside: vec![file("all.json", texts), file("guide.json", GUIDE)],
    }
}

const GUIDE: &str = r#"{
  "format": 1, "pack": "lending", "version": "1", "language": "en",
  "processes": {
    "lend": {"for": "A day's work goes on.", "fails": ["The shelf is empty."], "steps": ["Count it."], "first": "It can be the beginning."},
    "mend": {"for": "Devices last longer.", "fails": ["Nobody has time."], "steps": ["Name a day."], "first": "Lending comes first."}
  },
  "next": {"done": {"low": "Count what is there.", "middle": "Fill the shelf in time."}},
  "moves": {
    "lend-done": {"do": "The desk lead counts the shelf.", "gives": "People get a device.", "first": "A list."},
    "mend-done": {"do": "The workshop names a day.", "gives": "People can plan.", "first": "A calendar."}
  },
  "outside": {"lend-done": "Do you get a device when you need one?"},
  "glossary": {"device": "What can be lent at the desk."}
}
"#;

/// The improvement of one question, with what stands before it.
const MOVES: &str = r#""moves": {
    "lend-done": {"do": "The desk lead counts the shelf.", "gives": "People get a device.", "first": "A list."},"#;

/// Replaces one part of a file in the folder; the mark says where the finding is to be.
#[track_caller]
fn beside(severity: Severity, name: &str, part: &str, with: &str, says: &str) {
    let mut files = folder();
    let mut all = std::iter::once(&mut files.first).chain(files.beside.iter_mut().map(|(_, file)| file));
    let file = all.find(|own| own.path == name).expect(name);
    assert_eq!(file.text.matches(part).count(), 1, "{part:?} names one place");
    let (line, column, text) = marked(&file.text.replace(part, with));
    file.text = text;
    found(&report(&files).findings, severity, name, (line, column), says);
}

#[test]
fn files_belong_together() {
    use Severity::{Error, Warning};
    assert_eq!(report(&folder()).findings, []);
    beside(Error, "structure.json", "\"all.json\"", "¦\"none.json\"", "there is no readable file \"none.json\"");
    beside(
        Error,
        "all.json",
        "\"language\": \"en\"",
        "\"language\": ¦\"de\"",
        "the structure names this file for \"en\"",
    );
    beside(
        Error,
        "all.json",
        "\"pack\": \"lending\",\n      \"version\": \"1\"",
        "\"pack\": ¦\"lending\",\n      \"version\": \"2\"",
        "expected a text of format 1",
    );
    let more = "{\"id\": \"all\", \"minutes\": 5}";
    beside(
        Error,
        "structure.json",
        more,
        &format!("{more}, ¦{}", more.replace("all", "more")),
        "\"more\" has no words",
    );
    beside(
        Error,
        "guide.json",
        "\"processes\": {\n    \"lend\"",
        "\"processes\": ¦{\n    \"bend\"",
        "the pack has no \"bend\"",
    );
    beside(Error, "guide.json", "\"low\": \"Count", "\"none\": ¦\"x.\", \"low\": \"Count", "the scale has no \"none\"");
    beside(
        Error,
        "guide.json",
        "{\"lend-done\": \"Do",
        "{\"mend-done\": ¦\"Do",
        "customers and users are not asked mend-done",
    );
    beside(
        Warning,
        "guide.json",
        "{\"low\": \"Count what is there.\", ",
        "¦{",
        "nothing leads from option low of done",
    );
    beside(Warning, "guide.json", MOVES, "\"moves\": ¦{", "lend-done has no improvement");
}

#[test]
fn words_alone_are_no_pack() {
    let words = report(&one_file(&folder().beside[0].1.text));
    assert!(words.findings[0].message.contains("name its structure file"), "{:?}", words.findings);
    assert!(words.version.is_none());
}

// ---- Versions -------------------------------------------------------------------------------------

/// What is said about a later version in which one part is another.
#[track_caller]
fn later(version: &str, part: &str, with: &str) -> Vec<Finding> {
    let files = |path: &str, text: &str| Files {
        first: File { path: path.to_owned(), text: text.to_owned() },
        beside: Vec::new(),
    };
    let of = |files: &Files| report(files).version.expect("it reads");
    assert!(example().contains(part), "{part}");
    let text = example().replace(part, with).replace("\"version\": \"1\"", &format!("\"version\": \"{version}\""));
    let earlier = example().replace("\"version\": \"1\"", "\"version\": \"0.9\"");
    versions::findings(&[of(&files("later.json", &text)), of(&files("earlier.json", &earlier))])
}

#[test]
fn an_id_means_the_same_in_every_version() {
    assert_eq!(later("0.10", "\"worth\": 0.5", "\"worth\": 0.4"), []);
    let (line, column, _) = marked(&example().replace("{\"id\": \"mend-done\"", "¦{\"id\": \"mend-done\""));
    let moved = later("0.10", "\"process\": \"mend\"", "\"process\": \"lend\"");
    let says = "mend-done was a question on done of mend in lending 0.9 and is a question on done of lend here";
    found(&moved, Severity::Error, "later.json", (line, column), says);
    let gone = later("0.10", "mend-done", "mend-new");
    found(&gone, Severity::Warning, "later.json", (1, 1), "the question mend-done of lending 0.9 is gone");
    // What is new in the later one may be missing in the earlier one: 0.9 comes before 0.10 and after 0.8.
    assert_eq!(later("0.8", "mend-done", "mend-new").len(), 1);
    let same = later("0.9", "\"worth\": 0.5", "\"worth\": 0.4");
    found(&same, Severity::Error, "later.json", (1, 1), "is also at earlier.json, and differs");
}
