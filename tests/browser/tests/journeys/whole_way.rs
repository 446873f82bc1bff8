//! The whole way: a quick scan typed by hand, figures from a spreadsheet, results, a reload, a file, another browser.

use crate::following::{every_number_follows_from, table};
use anyhow::{Result, ensure};
use browser_tests::{browser::Theme, page::Page, site::Site};

/// Decisions fall due with time; on this day those of the sample give the results that were worked out by hand.
const DAY: &str = "2026-01-20";
const FIGURES: &str = include_str!("../../../fixtures/samples/harbour-it-figures.tsv");
const FILE: &str = "harbour-it.fourfold.json";

/// How a question is answered.
enum How {
    Key(u8),
    Click(u8),
    DontKnow,
    NotApplicable,
}

/// Every question in its order, with what the answer rests on where that was looked at.
const ANSWERS: [(How, Option<&str>); 24] = [
    (How::Key(3), Some("E1")),
    (How::Click(2), Some("E2")),
    (How::Click(4), Some("E3")),
    (How::Key(2), None),
    (How::Click(3), Some("E1")),
    (How::DontKnow, None),
    (How::Key(5), Some("E3")),
    (How::NotApplicable, None),
    (How::Key(0), None),
    (How::Click(1), Some("E0")),
    (How::Click(4), Some("E1")),
    (How::Key(2), Some("E2")),
    (How::Click(3), None),
    (How::Key(1), None),
    (How::Click(2), None),
    (How::Key(3), None),
    (How::Click(4), Some("E2")),
    (How::Click(0), None),
    (How::Key(3), Some("E3")),
    (How::Key(4), Some("E1")),
    (How::Click(2), None),
    (How::Key(3), Some("E2")),
    (How::Click(5), None),
    (How::Click(1), Some("E1")),
];

#[tokio::test]
async fn a_quick_scan_comes_to_the_same_numbers_after_a_reload_and_in_another_browser() -> Result<()> {
    let page = Page::open_on(Site::on_day(DAY)?, Theme::Light, "#/").await?;
    page.press("Start an assessment").await?;
    page.arrives("What are you assessing?").await?;
    page.fill("Name of the organisation", "Harbour IT").await?;
    page.choose("Internal, with charging").await?;
    page.press("Begin").await?;
    page.arrives("How do people get back to work").await?;
    answer_everything(&page).await?;
    enter_figures(&page).await?;

    page.press("Results").await?;
    let cards = page.cards().await?;
    let figures: Vec<&str> = cards.iter().map(|card| card["Figures"].as_str()).collect();
    ensure!(figures == ["82.80", "70.78", "58.57", "52.18"], "the figures come to {figures:?}");
    page.reload().await?;
    ensure!(page.cards().await? == cards, "a reload makes of {cards:#?} {:#?}", page.cards().await?);

    page.press("Library").await?;
    page.press_of("Harbour IT", "Export").await?;
    let exported = page.saved_file(FILE).await?;
    every_number_follows_from(&exported, &page).await?;
    page.stays_silent().await?;

    // A browser that has never seen it, on the day it really is.
    let other = Page::open("#/").await?;
    other.choose_file("Restore from a file", FILE, exported.as_bytes()).await?;
    other.shows("Import \"Harbour IT\"").await?;
    other.shows("this assessment is not here yet").await?;
    ensure!(other.kept().await?.is_empty(), "something was taken over before it was asked for");
    other.press("Add it").await?;
    let arrived = other.cards().await?;
    ensure!(arrived == cards, "in another browser {cards:#?} is {arrived:#?}");
    other.reload().await?;
    ensure!(other.cards().await? == cards, "what was imported is not there after a reload");
    other.stays_silent().await
}

async fn answer_everything(page: &Page) -> Result<()> {
    for (at, (how, grade)) in ANSWERS.iter().enumerate() {
        match how {
            How::Key(level) => {
                page.keys(level.to_string()).await?;
                page.until("the key answers", || async { Ok(page.answered().await? == Some(*level)) }).await?;
            }
            How::Click(level) => page.answer(*level).await?,
            How::DontKnow => page.choose("I don't know").await?,
            How::NotApplicable => {
                page.choose("Does not apply to us").await?;
                page.fill("Why does it not apply?", "Nobody outside is served.").await?;
            }
        }
        if let Some(grade) = grade {
            page.choose(grade).await?;
        }
        if at == 2 {
            // Left at once: the pause in typing that keeps it does not come.
            page.fill("Note", "Minutes of the change board, 2025").await?;
        }
        if at + 1 < ANSWERS.len() {
            page.next_question().await?;
        }
    }
    page.shows("24 of 24 answered").await
}

/// The tables as they are copied from a spreadsheet in German, and by hand what is no table.
async fn enter_figures(page: &Page) -> Result<()> {
    let figures = table(FIGURES, "figures")?;
    page.press("Figures").await?;
    page.arrives("Figures").await?;
    page.paste_cells("Figures", figures).await?;
    // Rows of other tables are asked about, and left out.
    page.field("What is \"Avoidable spend found\"?").await?;
    page.take_over(28).await?;

    page.press("Budget adherence").await?;
    page.paste_cells("Budget lines", table(FIGURES, "lines")?).await?;
    page.take_over(240).await?;
    page.paste_cells("Avoidable spend", figures).await?;
    page.take_over(9).await?;

    page.press("Risk impact").await?;
    page.fill("Yearly loss you accept", "80000").await?;
    page.leave_field().await?;
    page.paste_cells("Risk register", table(FIGURES, "risks")?).await?;
    page.take_over(58).await?;
    page.paste_cells("Decision log", table(FIGURES, "decisions")?).await?;
    page.take_over(69).await?;
    page.paste_cells("Changes and incidents", figures).await?;
    page.take_over(6).await?;

    page.press("Communication effectiveness").await?;
    page.paste_cells("Satisfaction, feedback and awareness", figures).await?;
    page.take_over(20).await
}
