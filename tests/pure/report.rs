//! The report is the same for the same facts, says what was computed, gives nobody away, and holds no markup that somebody
//! typed.

use crate::support::paper;
use crate::support::typed::{PERSON, ROUND, facts, subjects, text};
use crate::support::{QUICK, built_in, public, texts};
use fourfold::exchange::file;
use fourfold::exchange::report::document::{Block, Document};
use fourfold::exchange::report::{Sources, fingerprint, html::html, markdown::markdown, report};
use fourfold::exchange::samples::read_sheet;
use fourfold::locale::MORE_EN;
use fourfold::model::pack::{Guide, Pack, Texts};
use fourfold::model::{Fact, Facts, Scalar, Statement};
use fourfold::score::{AGREEMENT, DONT_KNOW, MEASURED};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const SAMPLES: [&str; 3] = ["harbour-it", "northlight-council", "kestrel-managed-services"];

fn saved(sample: &str) -> String {
    std::fs::read_to_string(format!("{}/public/samples/{sample}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

struct Maker {
    pack: Pack,
    texts: Vec<Texts>,
    guide: Guide,
}

impl Maker {
    fn new() -> Self {
        let pack = built_in();
        let guide = Guide::read(&public(&pack.structure.guides[0].path), &pack).unwrap();
        Self { texts: texts(), guide, pack }
    }

    fn document(&self, facts: &Facts) -> Document {
        let size = facts.assessment().profile.size.unwrap_or_else(|| "quick".into());
        let texts = self.texts.iter().find(|own| own.size == size).unwrap_or(&self.texts[0]);
        let guide = Some(&self.guide);
        report(&Sources { facts, pack: &self.pack, texts, guide, words: &MORE_EN }).expect("there is a round")
    }
}

#[test]
fn the_same_facts_make_the_same_bytes_in_whatever_order_they_came() {
    let maker = Maker::new();
    for sample in SAMPLES {
        let facts = file::read(&saved(sample)).unwrap().facts;
        let all: Vec<Fact> = facts.iter().cloned().collect();
        let turned: Facts = all.into_iter().rev().collect();
        let (one, other) = (maker.document(&facts), maker.document(&turned));
        assert_eq!(html(&one), html(&other), "{sample}");
        assert_eq!(markdown(&one), markdown(&other), "{sample}");
    }
}

#[test]
fn one_fact_more_or_less_is_seen_in_the_fingerprint() {
    let maker = Maker::new();
    let facts = file::read(&saved("harbour-it")).unwrap().facts;
    let print = fingerprint(&facts);
    for left_out in [0, 7, facts.len() - 1] {
        let fewer: Facts =
            facts.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, own)| own.clone()).collect();
        assert_ne!(fingerprint(&fewer), print);
    }
    let page = html(&maker.document(&facts));
    assert!(page.contains(&print) && page.contains(&maker.pack.fingerprint), "both stand in full");
    assert!(page.contains(&format!("Fourfold {}", env!("CARGO_PKG_VERSION"))), "and the version of the engine");
    assert!(page.contains(&format!("content: \"Fourfold report. Facts {}\"", &print[..16])), "and it is on every page");
}

/// As `docs/report.md` says it is done by hand: the lines of the file between `"facts":[` and `],`, without their commas.
#[test]
fn the_fingerprint_can_be_computed_from_the_file_with_a_pocket_tool() {
    for sample in SAMPLES {
        let text = saved(sample);
        let lines = text.lines().skip_while(|line| *line != "\"facts\":[").skip(1).take_while(|line| *line != "],");
        let mut digest = Sha256::new();
        for line in lines {
            digest.update(line.strip_suffix(',').unwrap_or(line));
            digest.update("\n");
        }
        let expected: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(fingerprint(&file::read(&text).unwrap().facts), expected, "{sample}");
    }
}

#[test]
fn the_first_page_says_what_comes_out_as_it_was_worked_out_apart_from_the_engine() {
    let maker = Maker::new();
    for sample in SAMPLES {
        let document = maker.document(&file::read(&saved(sample)).unwrap().facts);
        let sheet = format!("{}/public/samples/{sample}.sheet.json", env!("CARGO_MANIFEST_DIR"));
        let sheet = read_sheet(&std::fs::read_to_string(sheet).unwrap()).unwrap();
        let end = document.blocks.iter().position(|own| *own == Block::Contents).unwrap();
        let table = document.blocks[..end].iter().find_map(|own| match own {
            Block::Figure(own) => Some(&own.table),
            _ => None,
        });
        let rows = &table.expect("the four stand on the first page").rows;
        for (row, expected) in rows.iter().zip(&sheet.expected.last().unwrap().indicators) {
            let two = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.2}"));
            let [claimed, evidenced] = [expected.claimed[0], expected.evidenced[0]].map(two);
            assert_eq!(row[1..3], [claimed, evidenced], "{sample}: {row:?}");
            let confidence = expected.confidence.map_or("–".to_owned(), |value| format!("{value:.0}"));
            assert_eq!(row[4], confidence, "{sample}: {row:?}");
        }
        assert_eq!(rows.len(), 4);
    }
}

#[test]
fn every_number_of_our_own_stands_in_the_method() {
    let document = Maker::new().document(&file::read(&saved("harbour-it")).unwrap().facts);
    let from = document.contents().position(|(id, _)| id == "method");
    assert!(from.is_some(), "there is a chapter on the method");
    let tables: Vec<_> =
        document.blocks.iter().filter_map(|own| if let Block::Table(own) = own { Some(own) } else { None }).collect();
    let ours = tables.iter().find(|own| own.name == MORE_EN.report.ours).expect("a table has them");
    // As the structure of the pack has them, and then those of the rules for problem areas and of anonymity.
    let expected =
        [0.4, 70.0, 40.0, 20.0, 60.0, 75.0, 50.0, 70.0, 15.0, 3.0, 1.0, AGREEMENT, 1.0, MEASURED, DONT_KNOW, 5.0];
    let values: Vec<f64> = ours.rows.iter().map(|row| row[1].parse().unwrap()).collect();
    assert_eq!(values, expected);
    let worth: Vec<&str> =
        tables.iter().find(|own| own.name == MORE_EN.report.scale).unwrap().rows.iter().map(|row| &*row[1]).collect();
    assert_eq!(worth, ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
    let caps: Vec<&str> = tables
        .iter()
        .find(|own| own.name == MORE_EN.report.evidence)
        .unwrap()
        .rows
        .iter()
        .map(|row| &*row[1])
        .collect();
    assert_eq!(caps, ["0.4", "0.6", "0.8", "1"]);
    // The curve of a metric, where the metric is derived.
    let page = markdown(&document);
    assert!(
        page.contains("Curve: 0 → 0, 50 → 40, 65 → 80, 70 → 100, 85 → 100, 95 → 40, 100 → 20, 110 → 0"),
        "utilisation"
    );
}

#[test]
fn the_matrix_in_use_stands_in_the_method_and_one_of_ones_own_in_full() {
    let maker = Maker::new();
    let of = |cells: &[(&[&str], &str)]| {
        let said = cells.iter().map(|(of, level)| Statement::read("risk-level", of, &text(level)).unwrap());
        let round = Statement::read("round", &[ROUND, "label"], &text("Now")).unwrap();
        maker.document(&facts(std::iter::once(round).chain(said)))
    };
    let table = |document: &Document| {
        document.blocks.iter().find_map(|own| match own {
            Block::Table(own) if own.name == MORE_EN.risk.matrix => Some(own.rows.clone()),
            _ => None,
        })
    };
    let standard = of(&[]);
    assert_eq!(table(&standard), None, "what is published is not printed again");
    for page in [html(&standard), markdown(&standard)] {
        assert!(page.contains("the standard matrix, table I-2") && !page.contains("own matrix"));
    }
    let own = of(&[(&["low", "high"], "very-high"), (&["very-high", "very-low"], "low")]);
    let rows = [
        "very high|low (standard: very low)|low|moderate|high|very high",
        "high|very low|low|moderate|high|very high",
        "moderate|very low|low|moderate|moderate|high",
        "low|very low|low|low|very high (standard: low)|moderate",
        "very low|very low|very low|very low|low|low",
    ];
    assert_eq!(table(&own).unwrap().iter().map(|row| row.join("|")).collect::<Vec<_>>(), rows);
    for (page, read) in [(html(&own), paper::html as fn(&str) -> paper::Read), (markdown(&own), paper::markdown)] {
        let read = read(&page);
        assert_eq!(read.says("own matrix: 2 cells of 25 differ from the standard"), 1);
        assert_eq!(read.says("very high (standard: low)"), 1);
        assert_eq!(read.says("but for the cells the organisation has set itself"), 1);
        let falls = "Likelihood low with impact high makes very high, yet likelihood low with impact very high makes only moderate.";
        assert_eq!(read.says(falls), 1);
    }
}

#[test]
fn every_row_of_every_table_has_a_cell_for_each_column() {
    let maker = Maker::new();
    for sample in SAMPLES {
        let document = maker.document(&file::read(&saved(sample)).unwrap().facts);
        for block in &document.blocks {
            let table = match block {
                Block::Table(own) => own,
                Block::Figure(own) => &own.table,
                _ => continue,
            };
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{sample}: {table:?}");
        }
        let mut ids: Vec<&str> = document
            .blocks
            .iter()
            .filter_map(|own| match own {
                Block::Heading { id, .. } => Some(&**id),
                Block::Figure(own) => Some(own.id),
                _ => None,
            })
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{sample}: two parts have one name");
    }
}

/// A text everywhere somebody can type one: another in each field.
fn typed(words: &[String]) -> Facts {
    let all = subjects();
    // Not where only some texts would do, such as the id of a process.
    let free = |(kind, of): &(&str, Vec<&str>)| {
        *kind == "answer" || Statement::read(kind, of, &text("any text at all")).is_some()
    };
    let said = all.iter().zip(words).filter(|(own, _)| free(own)).filter_map(|((kind, of), word)| {
        let reason = ["not-applicable:", word].concat();
        let read = |value: &str| Statement::read(kind, of, &text(value));
        read(&reason).filter(|_| *kind == "answer").or_else(|| read(word))
    });
    facts(said)
}

/// What could make markup of a text, and any text besides.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "<script>alert(1)</script>",
        "</style>",
        "</title>",
        "</svg>",
        "<img src=x onerror=y>",
        "<!--",
        "-->",
        "]]>",
        "&lt;",
        "&#60;",
        "&amp",
        "\"",
        "'",
        "javascript:x",
        "# ",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        "    ",
        "\t",
        "\n",
        "\r\n",
        "\n\n",
        "\n# ",
        "\n- ",
        "\n```\n",
        "```",
        "~~~",
        "`",
        "**",
        "__",
        "~~",
        "|",
        "\\|",
        "\\",
        "---",
        "===",
        "[a](b)",
        "![a](b)",
        "[^1]",
        "<http://x.y>",
        "http://x.y",
        "www.x.y",
        "$x$",
        "$$",
        "^",
        "{",
        "}",
        "<br>",
        ":::",
        "\u{0}",
        "\u{7}",
        "\u{202e}",
        "\u{2028}",
        "é",
        "字",
        "x",
    ]);
    let any = prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(any, 0..8).prop_map(|own| own.concat() + "x")
}

#[test]
fn what_somebody_typed_is_text_and_changes_nothing_of_the_document() {
    let maker = Maker::new();
    let count = subjects().len();
    let calm = maker.document(&typed(&vec!["x".to_owned(); count]));
    let (page, text) = (paper::html(&html(&calm)), paper::markdown(&markdown(&calm)));
    let changes_nothing = |words: &[String]| {
        let document = maker.document(&typed(words));
        let read = [paper::html(&html(&document)), paper::markdown(&markdown(&document))];
        prop_assert!(read[0].shape == page.shape, "the page has another shape");
        prop_assert!(read[1].shape == text.shape, "the text has another shape");
        // As it was typed, and to be read.
        for (place, _) in
            subjects().iter().enumerate().filter(|(_, own)| own.0 == "note" || own.1.last() == Some(&"outcome"))
        {
            prop_assert!(read.iter().all(|own| own.says(&words[place]) > 0), "{:?} is missing", words[place]);
        }
        Ok(())
    };
    // Blanks that come to the front once what has no sign is gone.
    changes_nothing(&vec!["\0     x".to_owned(); count]).unwrap();
    let rules = ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(rules, |(words in proptest::collection::vec(hostile(), count))| changes_nothing(&words)?);
    assert!(page.shape.len() > 500 && text.shape.len() > 500, "there is something to change");
    let allowed = [
        "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "nav", "section", "figure",
        "div", "span", "p", "a", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "hr", "table", "colgroup",
        "col", "thead", "tbody", "tr", "th", "td", "svg", "g", "rect", "path", "circle", "text",
    ];
    for tag in &page.shape {
        let name = tag.split(' ').nth(1).unwrap();
        assert!(allowed.contains(&name), "<{name}> has no place in a report");
    }
}

#[test]
fn the_page_needs_nothing_beside_it() {
    let maker = Maker::new();
    let page = html(&maker.document(&file::read(&saved("northlight-council")).unwrap().facts));
    assert!(
        page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""),
        "a policy allows its style only"
    );
    for outside in ["src=", "url(", "@import", "<script", "<link", "<iframe", " style=", "onclick"] {
        assert!(!page.contains(outside), "{outside} stands in the page");
    }
    // Pictures stand in it, and lead nowhere.
    assert!(page.matches("<svg ").count() >= 6);
    let away: Vec<&str> = page.split("href=\"").skip(1).filter(|own| !own.starts_with('#')).collect();
    assert!(away.is_empty(), "{away:?}");
}

#[test]
fn a_report_on_anonymous_replies_gives_nobody_away() {
    let maker = Maker::new();
    let person = |number: u64| format!("2-{number:016x}");
    let say = |kind: &str, of: &[&str], value: &str| {
        let value = if value == "true" { Scalar::Bool(true) } else { text(value) };
        Statement::read(kind, of, &value).unwrap()
    };
    let of_people = |people: u64| {
        let mut said = vec![say("profile", &["anonymous"], "true"), say("round", &[ROUND, "label"], "Now")];
        for number in 1..=people {
            let who = person(number);
            said.push(say("respondent", &[&who, "name"], &format!("Somebody {number}")));
            said.push(say("respondent", &[&who, "role"], "staff"));
            said.push(say("answer", &[ROUND, "inc-w", &who], "level:4"));
            said.push(say("note", &[ROUND, "inc-w", &who], "as I said"));
            said.push(say("answer", &[ROUND, "prb-w", &who], "not-applicable:I never saw one"));
        }
        let document = maker.document(&facts(said));
        [html(&document), markdown(&document)]
    };
    for people in [1, 4, 5] {
        for written in of_people(people) {
            for secret in ["Somebody", "as I said", "I never saw one", &person(1)] {
                assert!(!written.contains(secret), "of {people}, {secret} stands in it");
            }
        }
    }
    let [_, five] = of_people(5);
    assert!(five.contains("IT staff: 4 4 4 4 4") && five.contains("| IT staff | 5 |"), "five are a group");
    let [_, four] = of_people(4);
    assert!(!four.contains("4 4 4 4") && four.contains("middle 4, from 4 to 4"), "four are not");
    let [_, one] = of_people(1);
    assert!(!one.contains("middle 4") && one.contains(MORE_EN.why.withheld), "the middle of one is that one");
    assert_eq!(person(1), PERSON);
}

#[test]
fn nothing_that_was_said_in_an_earlier_round_is_left_out() {
    let maker = Maker::new();
    let facts = file::read(&saved("northlight-council")).unwrap().facts;
    let written = markdown(&maker.document(&facts));
    let read = paper::markdown(&written);
    let assessment = facts.assessment();
    let notes = assessment.said.values().flat_map(|round| round.values()).flat_map(|said| said.notes.values());
    let mut count = 0;
    for note in notes {
        assert!(read.says(note) > 0, "{note} is missing");
        count += 1;
    }
    assert!(count > 10 && assessment.said.len() == 2, "there are notes in two rounds");
}

#[test]
fn an_assessment_nobody_has_answered_makes_a_report_that_says_so() {
    let maker = Maker::new();
    let document = maker.document(&facts([Statement::read("round", &[ROUND, "label"], &text("First")).unwrap()]));
    let written = markdown(&document);
    for said in [
        MORE_EN.results.headline_none,
        MORE_EN.moves.none_rated,
        MORE_EN.problems.none_rated,
        MORE_EN.report.no_figures,
        MORE_EN.report.no_rows,
        MORE_EN.report.nothing_outside,
    ] {
        assert!(written.contains(said), "\"{said}\" is missing");
    }
    assert!(QUICK.contains("\"quick\""));
    let words = Texts::read(QUICK, &maker.pack).unwrap();
    let sources = Sources { facts: &Facts::default(), pack: &maker.pack, texts: &words, guide: None, words: &MORE_EN };
    assert!(report(&sources).is_none(), "before the first round there is nothing to report");
}
