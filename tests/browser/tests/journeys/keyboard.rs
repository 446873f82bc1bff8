//! Everything goes without a mouse, and the focus is where the eye is.

use anyhow::{Result, ensure};
use browser_tests::page::{DOWN, ENTER, Page, ROUTES, SPACE, TAB};
use std::collections::BTreeMap;

#[tokio::test]
async fn a_scan_is_begun_answered_and_read_by_the_keyboard_alone() -> Result<()> {
    let page = Page::open("#/").await?;
    page.tab_to("Start an assessment").await?;
    page.keys(ENTER).await?;
    arrived(&page, "What are you assessing?").await?;
    page.tab_to("Name of the organisation").await?;
    page.keys("Keys only").await?;
    page.tab_to("Decide later").await?;
    page.keys(DOWN).await?;
    page.tab_to("Begin").await?;
    page.keys(ENTER).await?;

    arrived(&page, "How do people get back to work").await?;
    page.keys("3").await?;
    page.until("a digit answers", || async { Ok(page.answered().await? == Some(3)) }).await?;
    page.keys(DOWN).await?;
    page.until("an arrow moves on", || async { Ok(page.answered().await? == Some(4)) }).await?;
    page.tab_to("Next").await?;
    page.keys(ENTER).await?;
    arrived(&page, "Once service is back").await?;
    page.tab_to("0").await?;
    page.keys(SPACE).await?;
    page.until("the space bar chooses", || async { Ok(page.answered().await? == Some(0)) }).await?;
    page.shows("2 of 24 answered").await?;

    page.reload().await?;
    page.tab_to("Results").await?;
    page.keys(ENTER).await?;
    page.cards().await?;
    page.until("the focus is on the heading", || heading_has_focus(&page)).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn the_first_key_offers_the_way_past_the_navigation() -> Result<()> {
    let page = Page::open("#/").await?;
    page.keys(TAB).await?;
    ensure!(page.focused().await? == "Skip to content", "the first key leads to {}", page.focused().await?);
    page.keys(ENTER).await?;
    page.until("the content has the focus", || page.is("return document.activeElement.id === 'main'")).await?;
    page.keys(TAB).await?;
    ensure!(page.is("return document.activeElement.closest('main') !== null").await?, "it leads back out");
    Ok(())
}

#[tokio::test]
async fn every_screen_has_its_own_title_and_gives_the_focus_to_its_heading() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    let mut titles = BTreeMap::new();
    // The results are open already, and nobody arrives where they are.
    let lists = [("list-inc", "#/list/inc"), ("question", "#/assess/prb-w")];
    for (name, route) in ROUTES.iter().chain(&lists) {
        page.go(route).await?;
        page.until(&format!("{name} gives the focus to its heading"), || heading_has_focus(&page)).await?;
        let title = page.title().await?;
        ensure!(title.ends_with(" · Fourfold"), "{name} is called {title}");
        if let Some(other) = titles.insert(title.clone(), name) {
            anyhow::bail!("{other} and {name} are both called \"{title}\"");
        }
    }
    page.stays_silent().await
}

/// The screen with this heading stands, and its heading has the focus.
async fn arrived(page: &Page, heading: &str) -> Result<()> {
    page.arrives(heading).await?;
    page.until(&format!("\"{heading}\" has the focus"), || heading_has_focus(page)).await
}

async fn heading_has_focus(page: &Page) -> Result<bool> {
    page.is("return document.activeElement === document.querySelector('main h1')").await
}
