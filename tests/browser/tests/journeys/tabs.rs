//! Two tabs show the same, without a reload, and lose nothing to each other.

use anyhow::{Result, ensure};
use browser_tests::page::Page;

#[tokio::test]
async fn an_answer_in_one_tab_appears_in_the_other() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Two tabs").await?;
    let route = page.route().await?;
    let first = page.second_window(&route).await?;
    ensure!(page.answered().await?.is_none(), "the second tab begins with an answer");
    page.answer(4).await?;
    let second = page.browser.driver.window().await?;

    page.in_front(first).await?;
    page.until("the answer of the other tab is here", || async { Ok(page.answered().await? == Some(4)) }).await?;
    page.shows("1 of 24 answered").await?;
    page.next_question().await?;
    page.answer(2).await?;

    page.in_front(second).await?;
    page.shows("2 of 24 answered").await?;
    page.reload().await?;
    page.shows("2 of 24 answered").await?;
    page.stays_silent().await
}
