//! What was said stays as it was when the next round begins, and the two are held against each other where that is
//! honest.

use anyhow::{Result, ensure};
use browser_tests::page::Page;

async fn begin_next(page: &Page, name: &str) -> Result<()> {
    page.go("#/compare").await?;
    page.press("Freeze it and begin the next round").await?;
    page.fill("Name of the next round", name).await?;
    page.press("Begin it").await?;
    page.shows(&format!("{name} has begun.")).await
}

/// The cells of the row with this name in the tables of what is compared.
async fn row(page: &Page, name: &str) -> Result<Vec<String>> {
    const ROW: &str = "
        const rows = [...document.querySelectorAll('table.compared tbody tr')];
        const row = rows.find((own) => own.querySelector('th').textContent.startsWith(arguments[0]));
        return row ? [...row.querySelectorAll('td')].map((own) => own.textContent) : []";
    Ok(serde_json::from_value(page.run(ROW, vec![name.into()]).await?)?)
}

#[tokio::test]
async fn the_next_round_begins_blank_and_shows_what_was_said_before() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Yearly").await?;
    page.answer(2).await?;
    page.shows("1 of 24 answered").await?;
    page.go("#/compare").await?;
    page.shows("One round of one assessment is there.").await?;
    begin_next(&page, "A year later").await?;
    page.go("#/assess").await?;
    page.shows("0 of 24 answered").await?;
    page.shows("Last time, in First round: 2").await?;
    page.press("The same again").await?;
    page.shows("1 of 24 answered").await?;
    page.reload().await?;
    page.shows("1 of 24 answered").await?;
    page.go("#/compare").await?;
    page.shows("1 question answered · frozen").await?;
    page.shows("1 question answered · being answered").await?;
    // The latest stands first, and a round without a name could not be told from others.
    page.fill("Name of the round", " ").await?;
    page.leave_field().await?;
    let name = "return document.querySelector('.round input').value === 'A year later'";
    page.until("the name stands there again", || page.is(name)).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_round_that_was_begun_by_mistake_is_taken_back() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Slip").await?;
    page.answer(4).await?;
    page.shows("1 of 24 answered").await?;
    begin_next(&page, "Too early").await?;
    page.press("Undo").await?;
    page.go("#/assess").await?;
    page.shows("1 of 24 answered").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn rounds_stand_side_by_side_and_what_cannot_be_compared_is_refused() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.go("#/compare").await?;
    page.shows("The four indicators").await?;
    let risk = row(&page, "Risk").await?;
    ensure!(risk.len() == 3 && risk[0] != risk[1], "the rounds of the sample differ, and the table says {risk:?}");
    let incidents = row(&page, "Incident management").await?;
    ensure!(incidents.len() == 3, "the processes say {incidents:?}");
    // Another assessment of another size.
    page.begin("Other depth").await?;
    page.go("#/scope").await?;
    page.choose("Full audit").await?;
    page.shows("134 questions in all").await?;
    page.go("#/compare").await?;
    page.shows("These two cannot be compared: they answer sizes of different depth.").await?;
    page.stays_silent().await
}
