//! What a visitor relies on, walked through as a visitor does.

use anyhow::{Result, ensure};
use browser_tests::page::Page;

#[tokio::test]
async fn an_answer_is_still_there_after_a_reload() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Harbour IT").await?;
    page.answer(3).await?;
    page.next_question().await?;
    page.until("a question without an answer comes up", || async { Ok(page.answered().await?.is_none()) }).await?;
    page.press("Previous").await?;
    page.until("the answer stands", || async { Ok(page.answered().await? == Some(3)) }).await?;
    page.reload().await?;
    page.until("the answer stands again", || async { Ok(page.answered().await? == Some(3)) }).await?;
    ensure!(!page.kept().await?.is_empty(), "nothing is kept in this browser");
    page.stays_silent().await
}

#[tokio::test]
async fn the_sample_explains_its_four_indicators() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.go("#/results").await?;
    for name in ["growth", "budget", "risk", "communication"] {
        let says = page.indicator(name).await?;
        ensure!(says.chars().any(|character| character.is_ascii_digit()), "{name} says only: {says}");
    }
    page.stays_silent().await
}

#[tokio::test]
async fn nothing_that_is_entered_leaves_the_browser() -> Result<()> {
    const CANARY: &str = "Zq7Canary";
    let page = Page::open("#/").await?;
    page.begin(CANARY).await?;
    page.answer(2).await?;
    page.fill("Note", &format!("{CANARY} in a note")).await?;
    page.next_question().await?;
    for route in ["#/results", "#/figures", "#/library"] {
        page.go(route).await?;
    }
    page.shows(CANARY).await?;
    for request in page.site.requests() {
        ensure!(!request.text().contains(CANARY), "sent to the host: {}", request.text());
    }
    page.stays_silent().await
}

#[tokio::test]
async fn a_table_pasted_from_a_spreadsheet_is_shown_as_it_was_understood() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.go("#/figures").await?;
    page.press("Paste from a spreadsheet").await?;
    page.field("Pasted cells").await?.focus().await?;
    page.paste("\t2025\nGross revenue\t1234000").await?;
    page.shows("This is how it was understood").await?;
    page.stays_silent().await
}
