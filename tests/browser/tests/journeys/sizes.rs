//! How much is asked is one's own choice, at any time, and costs no answer.

use anyhow::{Result, ensure};
use browser_tests::{browser::Theme, page::Page, site::Site};

#[tokio::test]
async fn a_quick_scan_grows_into_a_full_audit_and_keeps_every_answer() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Growing").await?;
    for level in [4, 3, 2] {
        page.answer(level).await?;
        page.next_question().await?;
    }
    page.go("#/results").await?;
    let quick = page.process_indexes().await?;

    page.go("#/scope").await?;
    page.shows("24 questions in all").await?;
    page.choose("Full audit").await?;
    page.shows("134 questions in all").await?;
    page.go("#/results").await?;
    let full = page.process_indexes().await?;
    ensure!(full.len() == 12 && full[..3] == quick[..3], "of {quick:?} the full audit makes {full:?}");

    page.go("#/assess").await?;
    page.shows("0 of 134 answered").await?;
    let before = page.ranges().await?;
    page.answer(5).await?;
    let width = |range: &(f64, f64)| range.1 - range.0;
    let after = page.ranges().await?;
    // The screen shows whole numbers: an end that moves by less may show as one.
    let widens = before.iter().zip(&after).any(|(before, after)| width(after) > width(before) + 1.0);
    ensure!(!widens, "a finer answer in place of a coarse one makes of {before:?} {after:?}");
    page.shows("1 of 134 answered").await?;

    page.go("#/scope").await?;
    page.choose("Incident management").await?;
    page.shows("125 questions in all").await?;
    page.reload().await?;
    page.shows("125 questions in all").await?;

    page.choose("Quick scan").await?;
    page.shows("24 questions in all").await?;
    page.go("#/results").await?;
    let again = page.process_indexes().await?;
    ensure!(again.len() == 12 && again[1..3] == quick[1..3], "of {quick:?} there is left {again:?}");
    page.stays_silent().await
}

#[tokio::test]
async fn no_question_of_another_size_is_shown_while_those_of_the_chosen_one_come() -> Result<()> {
    // Its words come when they are let go, as on a slow line.
    const HELD: &str = "
        const ask = window.fetch;
        const held = new Promise((go) => { window.letGo = go; });
        window.fetch = async (...asked) => {
            if (String(asked[0].url ?? asked[0]).includes('/standard.json')) await held;
            return ask(...asked);
        };";
    let page = Page::open_on(Site::after_script(HELD)?, Theme::Light, "#/new").await?;
    page.fill("Name of the organisation", "On a slow line").await?;
    page.choose("Standard").await?;
    page.press("Begin").await?;
    page.until("it has begun", async || Ok(page.route().await?.ends_with("/assess"))).await?;
    page.shows("One moment").await?;
    ensure!(!page.text().await?.contains("How do people get back to work"), "the quick scan asks");
    page.run("window.letGo()", vec![]).await?;
    page.arrives("When a service fails, do the people").await?;
    page.answer(3).await?;
    page.shows("1 of 56 answered").await?;
    page.stays_silent().await
}
