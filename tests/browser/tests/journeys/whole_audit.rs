//! A whole audit: two rounds of seven people typed by hand, figures from a spreadsheet, findings and a plan, and what comes
//! out of it, on paper and in tables.

use crate::following::{built_in, every_number_follows_from, table};
use crate::paper;
use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::Theme,
    page::{ENTER, Page},
    site::Site,
};
use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use fourfold::{
    exchange::{file, report::fingerprint, samples::read_sheet},
    model::pack::{Indicator, Pack},
    score::{Settings, score},
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Write},
};

/// The day of the second round. What is due depends on the day.
const DAY: &str = "2026-04-28";
const SOURCE: &str = include_str!("../../../fixtures/samples/northlight-council.txt");
const FIGURES: &str = include_str!("../../../fixtures/samples/northlight-council-figures.tsv");
const NAME: &str = "Northlight Council";

const CAUSE: &str = "A budget that is not spent by March is gone; \"use it or lose it\", as they say.";
const CONSEQUENCE: &str = "=A quarter of the year's money goes where nobody has looked.";
const CORRECTION: &str = "Let a tenth of what is left be carried over.";
const ACTION: &str = "Go through the decision log every quarter";

/// A4 and Letter in centimetres and in points.
const SHEETS: [(&str, [f64; 2], [f64; 2]); 2] =
    [("A4", [21.0, 29.7], [595.3, 841.9]), ("Letter", [21.59, 27.94], [612.0, 792.0])];

#[tokio::test]
async fn an_audit_typed_by_hand_comes_to_its_numbers_and_goes_onto_paper_and_into_tables() -> Result<()> {
    let page = Page::open_on(Site::on_day(DAY)?, Theme::Light, "#/").await?;
    let pack = built_in()?;
    begin(&page).await?;
    answer_round(&page, &pack, "before").await?;
    next_round(&page).await?;
    answer_round(&page, &pack, "now").await?;
    write_notes(&page, &pack).await?;
    enter_figures(&page).await?;
    numbers_are_those_worked_out(&page).await?;
    work_out_a_finding(&page).await?;
    plan(&page).await?;
    page.reload().await?;

    page.go("#/library").await?;
    page.press_of(NAME, "Export").await?;
    let exported = page.saved_file("northlight-council.fourfold.json").await?;
    every_number_follows_from(&exported, &page).await?;
    tables_hold_what_was_typed(&page, &exported).await?;
    report_goes_onto_paper(&page, &exported).await?;
    page.stays_silent().await
}

// ---- What the source says ----

/// The rows of a table in the source, without its heading and its remarks.
fn rows(name: &str) -> Result<Vec<Vec<&'static str>>> {
    let text = table(SOURCE, name)?;
    let lines = text.lines().take_while(|line| !line.starts_with('#'));
    Ok(lines.map(|line| line.split('|').map(str::trim).collect()).collect())
}

/// The address of the list a question stands in: that of its process, or of its group.
fn list_of(pack: &Pack, question: &str) -> Result<String> {
    let own = pack.structure.questions.iter().find(|own| own.id.as_str() == question);
    let own = own.with_context(|| format!("the questionnaire asks no {question}"))?;
    let process = own.process.as_ref().map(ToString::to_string);
    process.or_else(|| own.group.as_ref().map(ToString::to_string)).context("it stands nowhere")
}

// ---- Answering ----

async fn begin(page: &Page) -> Result<()> {
    page.press("Start an assessment").await?;
    page.arrives("What are you assessing?").await?;
    page.fill("Name of the organisation", NAME).await?;
    page.choose("Standard").await?;
    page.choose("Cost centre").await?;
    page.press("Begin").await?;
    page.arrives("When a service fails, do the people").await?;
    // Of the processes of this size the catalogue is not asked about unless one wants it.
    page.go("#/scope").await?;
    page.choose("Service catalogue management").await?;
    page.go("#/compare").await?;
    page.fill("Name of the round", "Spring 2025").await?;
    page.fill_date("The day it speaks of", "2025-04-29").await
}

async fn next_round(page: &Page) -> Result<()> {
    page.go("#/compare").await?;
    page.press("Freeze it and begin the next round").await?;
    page.fill("Name of the next round", "Spring 2026").await?;
    page.press("Begin it").await?;
    page.shows("Spring 2026 has begun.").await?;
    page.shows("61 questions answered · frozen").await?;
    page.shows("0 questions answered · being answered").await
}

/// What each of them says to each question of a round.
async fn answer_round(page: &Page, pack: &Pack, round: &str) -> Result<()> {
    let said = rows(&format!("answers {round}"))?;
    let (head, said) = said.split_first().context("there are no answers")?;
    for (at, person) in rows("respondents")?[1..].iter().enumerate() {
        let column = head.iter().position(|own| *own == person[0]).context("somebody answers nothing")?;
        let own = said.iter().map(|row| (row[0], row.get(column).copied().unwrap_or_default()));
        let own: Vec<(&str, &str)> = own.filter(|(_, cell)| !cell.is_empty()).collect();
        page.go("#/assess").await?;
        let comes = match round {
            "before" if at == 0 => Comes::First,
            "before" => Comes::New,
            _ => Comes::Again,
        };
        somebody_answers(page, person[1], person[2], comes).await?;
        let mut lists: Vec<(String, Vec<(&str, &str)>)> = Vec::new();
        for (question, cell) in own {
            let list = list_of(pack, question)?;
            match lists.last_mut().filter(|last| last.0 == list) {
                Some(last) => last.1.push((question, cell)),
                None => lists.push((list, vec![(question, cell)])),
            }
        }
        for (place, (list, own)) in lists.into_iter().enumerate() {
            if comes == Comes::First && place == 0 {
                answer_by_the_keyboard(page, &own).await?;
                continue;
            }
            page.go(&format!("#/list/{list}")).await?;
            for (question, cell) in own {
                answer(page, question, cell).await.with_context(|| format!("{} in {round}", person[1]))?;
            }
        }
    }
    Ok(())
}

/// One question after the other, from the first.
async fn answer_by_the_keyboard(page: &Page, answers: &[(&str, &str)]) -> Result<()> {
    for (question, cell) in answers {
        let (level, grade) = cell.split_once(' ').map_or((*cell, None), |(level, grade)| (level, Some(grade)));
        page.keys(level).await?;
        let answered = || async { Ok(page.answered().await?.map(|own| own.to_string()).as_deref() == Some(level)) };
        page.until(&format!("the key answers {question}"), answered).await?;
        if let Some(grade) = grade {
            page.grade(question, grade).await?;
        }
        page.tab_to("Next").await?;
        let before = page.heading().await?;
        page.keys(ENTER).await?;
        page.until("the next question stands", || async { Ok(page.heading().await? != before) }).await?;
    }
    Ok(())
}

/// How somebody comes to the keyboard.
#[derive(Clone, Copy, PartialEq)]
enum Comes {
    /// Where nobody has said who they are.
    First,
    New,
    Again,
}

/// The person at the keyboard from now on.
async fn somebody_answers(page: &Page, name: &str, role: &str, comes: Comes) -> Result<()> {
    let role = match role {
        "staff" => "IT staff",
        "leader" => "Leader",
        "customer" => "Customer",
        _ => "User",
    };
    let is_open = "return document.querySelector('.who details').open";
    page.until("who answers is on the screen", || page.is("return !!document.querySelector('.who details')")).await?;
    if !page.is(is_open).await? {
        page.press("Answering as").await?;
    }
    match comes {
        Comes::First => {
            page.fill("Name or code", name).await?;
            page.leave_field().await?;
            page.pick("Role", role).await?;
        }
        Comes::New => {
            page.press("Somebody else answers").await?;
            page.fill("Their name or code", name).await?;
            page.pick("Their role", role).await?;
            page.press("Let them answer").await?;
        }
        Comes::Again => page.pick("Answering as", &format!("{name} · {role}")).await?,
    }
    let now = json!(name);
    let is_here = "return document.querySelector('.who-name')?.textContent === arguments[0]";
    page.until("they answer", async || Ok(page.run(is_here, vec![now.clone()]).await? == json!(true))).await
}

/// A level with or without evidence, that somebody does not know, or why a question does not apply.
async fn answer(page: &Page, question: &str, cell: &str) -> Result<()> {
    if let Some(reason) = cell.strip_prefix("n/a: ") {
        page.answer_to(question, "not-applicable").await?;
        return page.write(&format!("reason-{question}"), reason).await;
    }
    if cell == "?" {
        return page.answer_to(question, "dont-know").await;
    }
    let (level, grade) = cell.split_once(' ').map_or((cell, None), |(level, grade)| (level, Some(grade)));
    page.answer_to(question, level).await?;
    match grade {
        Some(grade) => page.grade(question, grade).await,
        None => Ok(()),
    }
}

/// What they wrote beside their answers.
async fn write_notes(page: &Page, pack: &Pack) -> Result<()> {
    let people: BTreeMap<&str, (&str, &str)> =
        rows("respondents")?[1..].iter().map(|row| (row[0], (row[1], row[2]))).collect();
    for row in &rows("notes now")?[1..] {
        let (name, role) = people.get(row[1]).context("nobody wrote it")?;
        page.go(&format!("#/list/{}", list_of(pack, row[0])?)).await?;
        somebody_answers(page, name, role, Comes::Again).await?;
        page.write(&format!("note-{}", row[0]), row[2]).await?;
    }
    Ok(())
}

// ---- Figures ----

/// The tables as they are copied from a spreadsheet in British English.
async fn enter_figures(page: &Page) -> Result<()> {
    let figures = table(FIGURES, "figures")?;
    page.press("Figures").await?;
    page.arrives("Figures").await?;
    page.pick("Financial year ends in", "March").await?;
    page.fill("Amounts in", "£").await?;
    page.leave_field().await?;
    page.paste_cells("Figures", figures).await?;
    page.take_over(16).await?;

    page.press("Budget adherence").await?;
    page.paste_cells("Budget lines", table(FIGURES, "lines")?).await?;
    // With three digits behind each comma nothing else in it says what a comma is.
    page.choose("The point is the decimal mark").await?;
    page.take_over(240).await?;
    page.paste_cells("Avoidable spend", figures).await?;
    page.take_over(6).await?;
    // Nothing found is a zero only for somebody who says how it was looked for.
    let how = rows("profile")?.into_iter().find(|row| row[0] == "avoidable-note").context("it is not said")?;
    page.fill("How was it looked for?", how[1]).await?;
    page.leave_field().await?;

    page.press("Risk impact").await?;
    page.pick("Highest risk level you accept", "moderate").await?;
    page.paste_cells("Risk register", table(FIGURES, "risks")?).await?;
    page.take_over(90).await?;
    page.paste_cells("Decision log", table(FIGURES, "decisions")?).await?;
    page.take_over(45).await?;
    page.paste_cells("Changes and incidents", figures).await?;
    page.take_over(8).await?;

    page.press("Communication effectiveness").await?;
    page.paste_cells("Satisfaction, feedback and awareness", figures).await?;
    page.take_over(24).await
}

/// Both rounds come to the numbers that were computed apart from the app, for the facilitator.
async fn numbers_are_those_worked_out(page: &Page) -> Result<()> {
    const ROWS: &str = "
        return [...document.querySelectorAll('table.compared')].slice(0, 1).flatMap((table) =>
            [...table.querySelectorAll('tbody tr')].map((row) =>
                [...row.querySelectorAll('td')].slice(0, 2).map((own) => own.textContent.trim())))";
    let sheet = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist/samples/northlight-council.sheet.json");
    let sheet = read_sheet(&std::fs::read_to_string(sheet)?).map_err(|why| anyhow::anyhow!("{why}"))?;
    let [before, now] = &sheet.expected[..] else { anyhow::bail!("the sheet has {} rounds", sheet.expected.len()) };
    page.press("Results").await?;
    for (card, own) in page.cards().await?.iter().zip(&now.indicators) {
        let two = |value: Option<f64>| value.map(|value| format!("{value:.2}")).unwrap_or_default();
        for (name, value) in [("Claimed", own.claimed[0]), ("Evidenced", own.evidenced[0]), ("Figures", own.outcome)] {
            let shown = card.get(name).cloned().unwrap_or_default();
            ensure!(shown == two(value), "{name} is \"{shown}\" and not {value:?}: {card:?}");
        }
    }
    page.go("#/compare").await?;
    page.shows("The four indicators").await?;
    let shown: Vec<[String; 2]> = serde_json::from_value(page.run(ROWS, vec![]).await?)?;
    let one = |own: Option<f64>| own.map(|own| format!("{own:.1}")).unwrap_or_default();
    let pairs = before.indicators.iter().zip(&now.indicators);
    let expected: Vec<[String; 2]> = pairs.map(|(was, is)| [one(was.claimed[0]), one(is.claimed[0])]).collect();
    ensure!(shown == expected, "side by side stand {shown:?}, expected {expected:?}");
    Ok(())
}

// ---- Findings and plan ----

async fn work_out_a_finding(page: &Page) -> Result<()> {
    page.go("#/findings").await?;
    page.shows("What was found, and why").await?;
    page.choose("What is evidenced").await?;
    page.shows("0 of ").await?;
    page.run("document.getElementById('cause-fin-0').closest('details').open = true", vec![]).await?;
    page.write("cause-fin-0", CAUSE).await?;
    page.write("consequence-fin-0", CONSEQUENCE).await?;
    page.write("correction-fin-0", CORRECTION).await?;
    page.write("owner-fin-0", "Finance business partner").await?;
    page.pick("Gravity of the finding about Service financial management", "major").await?;
    page.fill_date("Due", "2026-12-31").await?;
    page.shows("1 of ").await?;
    page.press("Put it into the plan").await?;
    page.shows("1 action in the plan").await
}

async fn plan(page: &Page) -> Result<()> {
    const TITLES: &str = "
        return [...document.querySelectorAll('[aria-label=Actions] .row-name')].map((own) => own.textContent)";
    page.go("#/plan").await?;
    page.shows("What would change").await?;
    for (process, level) in [("Incident management", "4"), ("Service financial management", "3")] {
        page.pick(&format!("Target of {process}"), level).await?;
    }
    page.pick("Importance of Service financial management", "high").await?;

    // The next level of a process is tried out, by the keyboard, and kept.
    page.field("Process to raise").await?.focus().await?;
    page.pick("Process to raise", "Incident management").await?;
    page.tab_to("Try it out").await?;
    page.keys(ENTER).await?;
    page.shows("Answers raised: ").await?;
    let raised = page.run("return document.querySelectorAll('.tried > li').length", vec![]).await?;
    let raised = usize::try_from(raised.as_u64().unwrap_or_default())?;
    page.press("Keep: put them into the plan").await?;
    page.shows("All of them are in the plan.").await?;

    page.press_in("Actions", "Add a row").await?;
    page.fill("Title", ACTION).await?;
    page.fill("Owner", "Head of Digital Services").await?;
    page.leave_field().await?;
    page.fill_date("Due", "2026-04-30").await?;
    page.pick("Status", "done").await?;
    page.shows("closed 2026-04-28").await?;
    let titles: Vec<String> = serde_json::from_value(page.run(TITLES, vec![]).await?)?;
    ensure!(raised > 0 && titles.len() == raised + 2, "{raised} answers are raised, and the plan has {titles:?}");
    ensure!([ACTION, CORRECTION].iter().all(|own| titles.iter().any(|title| title == own)), "the plan has {titles:?}");
    Ok(())
}

// ---- What comes out of it ----

/// What was typed, as it is to stand in everything that is taken along.
fn typed() -> Result<Vec<&'static str>> {
    let notes = rows("notes now")?;
    let notes = notes[1..].iter().map(|row| row[2]);
    Ok([CAUSE, CONSEQUENCE, CORRECTION, ACTION].into_iter().chain(notes).collect())
}

async fn tables_hold_what_was_typed(page: &Page, exported: &str) -> Result<()> {
    page.go("#/results").await?;
    page.press("Save all that was said as CSV").await?;
    let csv = String::from_utf8(page.saved_bytes("northlight-council.csv", b"\r\n").await?)?;
    for text in typed()? {
        // A quote is doubled, and what a spreadsheet would compute is made a text.
        let text = text.replace('"', "\"\"");
        ensure!(csv.contains(&text), "\"{text}\" is missing in the table");
    }
    ensure!(!csv.contains(",=") && !csv.contains(",\"="), "a spreadsheet would compute something");

    page.press("Save as XLSX").await?;
    let saved = page.saved_bytes("northlight-council.xlsx", b"\0\0").await?;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&saved))?;
    let mut texts = BTreeSet::new();
    for name in book.sheet_names() {
        ensure!(book.worksheet_formula(&name)?.used_cells().next().is_none(), "a formula stands in {name}");
        let cells = book.worksheet_range(&name)?;
        texts.extend(cells.used_cells().filter_map(|cell| cell.2.get_string().map(str::to_owned)));
    }
    let lacks: Vec<&str> = typed()?.into_iter().filter(|text| !texts.contains(*text)).collect();
    ensure!(lacks.is_empty(), "in no cell of the workbook stands {lacks:?}");
    numbers_are_numbers(&mut book, exported)
}

fn numbers_are_numbers(book: &mut Xlsx<Cursor<&Vec<u8>>>, exported: &str) -> Result<()> {
    let said = book.worksheet_range("All that was said")?;
    let cost = said.rows().find(|row| row[0] == "figure" && row[1] == "total-cost" && row[2] == "2026");
    let cost = cost.context("the workbook does not know what all of it cost")?;
    ensure!(cost.contains(&Data::Float(6_202_000.0)), "what all of it cost is no number: {cost:?}");

    let pack = built_in()?;
    let own = file::read(exported).map_err(|why| anyhow::anyhow!("{why}"))?.facts.assessment();
    let settings = Settings::of(&own, &pack, own.latest_round().context("there is no round")?);
    let results = score(&pack, &own, &settings);
    let sheet = book.worksheet_range("Indicators")?;
    for (row, id) in sheet.rows().skip(1).zip(Indicator::ALL_FOUR) {
        let own = &results.indicators[id.index()];
        let expected = [own.claimed.score, own.evidenced.score].map(|own| own.map_or(Data::Empty, Data::Float));
        ensure!(row[1..3] == expected, "{id}: {row:?} and not {expected:?}");
    }
    Ok(())
}

async fn report_goes_onto_paper(page: &Page, exported: &str) -> Result<()> {
    let facts = file::read(exported).map_err(|why| anyhow::anyhow!("{why}"))?.facts;
    page.go("#/report").await?;
    page.arrives("Report: Northlight Council").await?;
    page.shows(&fingerprint(&facts)).await?;
    let report = page.text().await?;
    let lacks: Vec<&str> = typed()?.into_iter().filter(|text| !report.contains(text)).collect();
    ensure!(lacks.is_empty(), "the report says nothing of {lacks:?}");
    for (name, [width, height], points) in SHEETS {
        let Some(pdf) = page.printed(width, height).await? else {
            // Past the test runner, which shows nothing of a test that passes.
            let engine = page.browser.engine;
            writeln!(std::io::stdout(), "\nskipped: the report on paper: the driver of {engine:?} cannot print")?;
            break;
        };
        let (sheets, written) = paper::read(&pdf).with_context(|| format!("the report on {name}"))?;
        let is_as_large =
            |own: &paper::Sheet| (own.width - points[0]).abs() < 1.0 && (own.height - points[1]).abs() < 1.0;
        ensure!(sheets.len() > 10 && sheets.iter().all(is_as_large), "{name} is {sheets:?}");
        ensure!(written == sheets.len(), "of {} sheets {written} have words on them", sheets.len());
    }
    Ok(())
}
