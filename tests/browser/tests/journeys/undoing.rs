//! Everything can be taken back and done again, also after the page was closed, and one sees what was done.

use anyhow::{Result, ensure};
use browser_tests::page::Page;

const HARBOUR: &str = include_str!("../../../../public/samples/harbour-it.json");

#[tokio::test]
async fn steps_are_taken_back_and_done_again_after_the_page_was_closed() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Steps").await?;
    let first = page.run("return location.hash", vec![]).await?.as_str().unwrap_or_default().to_owned();
    page.answer(2).await?;
    page.answer(4).await?;
    page.reload().await?;
    page.go("#/changes").await?;
    page.shows("Answer: ").await?;
    page.press("Take back the last step").await?;
    page.shows("Taken back: Answer").await?;
    page.go(&first).await?;
    page.until("the first answer is back", async || {
        page.is("return document.querySelector('input[value=\"2\"]')?.checked").await
    })
    .await?;
    page.reload().await?;
    page.go("#/changes").await?;
    page.press("Take back the last step").await?;
    page.go("#/assess").await?;
    page.shows("0 of 24 answered").await?;
    page.go("#/changes").await?;
    page.press("Do it again").await?;
    page.press("Do it again").await?;
    page.go("#/assess").await?;
    page.shows("1 of 24 answered").await?;
    page.go(&first).await?;
    page.until("the last answer is back", async || {
        page.is("return document.querySelector('input[value=\"4\"]')?.checked").await
    })
    .await?;
    page.stays_silent().await
}

#[tokio::test]
async fn keys_take_back_and_do_again_and_leave_fields_alone() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Keys").await?;
    page.answer(3).await?;
    page.shows("1 of 24 answered").await?;
    page.with_control('z').await?;
    page.shows("0 of 24 answered").await?;
    page.with_control('y').await?;
    page.shows("1 of 24 answered").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn an_import_is_taken_back_in_one_step_and_done_again() -> Result<()> {
    let page = Page::open("#/library").await?;
    page.choose_file("Import a file", "harbour-it.fourfold.json", HARBOUR.as_bytes()).await?;
    page.press("Add it").await?;
    page.shows("Harbour IT").await?;
    page.shows("statements taken over").await?;
    page.press("Undo").await?;
    page.go("#/library").await?;
    ensure!(!page.text().await?.contains("Harbour IT"), "it is still there");
    page.press("Do again").await?;
    page.shows("Harbour IT").await?;
    page.reload().await?;
    page.shows("Harbour IT").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn beside_a_question_stands_what_was_said_to_it_before() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Before").await?;
    page.press("What was said before").await?;
    page.shows("Nothing yet.").await?;
    page.answer(2).await?;
    page.shows("Answer").await?;
    page.answer(4).await?;
    page.shows("→ 4 ").await?;
    page.fill("Note", "after the audit").await?;
    page.leave_field().await?;
    let lines = || async {
        let lines = "return [...document.querySelectorAll('.history .deed-about')].map((own) => own.textContent)";
        Ok::<_, anyhow::Error>(page.run(lines, vec![]).await?.to_string())
    };
    page.until("the latest stands first", || async { Ok(lines().await? == r#"["Note","Answer","Answer"]"#) }).await?;
    page.next_question().await?;
    page.press("What was said before").await?;
    page.shows("Nothing yet.").await?;
    page.stays_silent().await
}
