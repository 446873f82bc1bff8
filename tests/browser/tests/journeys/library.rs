//! Nothing is lost by a slip, and assessments do not mix.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use fourfold::exchange::file;

#[tokio::test]
async fn an_assessment_is_renamed_copied_deleted_brought_back_and_exported() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Alpha").await?;
    page.answer(3).await?;
    page.go("#/library").await?;

    page.press_of("Alpha", "Rename").await?;
    page.fill("New name", "Beta & Söhne").await?;
    page.press("Save name").await?;
    page.press_of("Beta & Söhne", "Duplicate").await?;
    page.press_of("Copy of Beta & Söhne", "Delete").await?;
    page.shows("\"Copy of Beta & Söhne\" is in the trash").await?;
    page.press("Undo").await?;
    page.until("there is no trash", || async { Ok(!page.text().await?.contains("Nothing is lost")) }).await?;

    page.press_of("Beta & Söhne", "Delete").await?;
    page.shows("Nothing is lost until you put it back.").await?;
    page.reload().await?;
    page.press_of("Beta & Söhne", "Put back").await?;
    page.until("there is no trash", || async { Ok(!page.text().await?.contains("Nothing is lost")) }).await?;

    page.press_of("Beta & Söhne", "Export").await?;
    let exported = page.saved_file("beta-söhne.fourfold.json").await?;
    let own = file::read(&exported).map_err(|why| anyhow::anyhow!("{why}"))?.facts.assessment();
    ensure!(own.profile.name.as_deref() == Some("Beta & Söhne"), "the file is of {:?}", own.profile.name);
    page.reload().await?;
    page.shows("Copy of Beta & Söhne").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn what_is_said_in_one_assessment_is_not_said_in_another() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("First").await?;
    page.answer(3).await?;
    let first = id(&page).await?;
    page.go("#/library").await?;
    page.press_of("First", "Duplicate").await?;
    page.press_of("Copy of First", "Open").await?;
    page.cards().await?;
    let copy = id(&page).await?;
    page.begin("Second").await?;
    let second = id(&page).await?;
    ensure!(page.answered().await?.is_none(), "a new assessment begins with an answer of another");
    page.answer(5).await?;

    page.go(&format!("#/{copy}/assess/inc-w")).await?;
    page.until("the copy has what it was copied with", || async { Ok(page.answered().await? == Some(3)) }).await?;
    page.answer(1).await?;
    for (id, level) in [(&first, 3), (&copy, 1), (&second, 5)] {
        page.go(&format!("#/{id}/assess/inc-w")).await?;
        page.until("each has its own answer", || async { Ok(page.answered().await? == Some(level)) }).await?;
    }
    page.reload().await?;
    for (id, level) in [(&first, 3), (&copy, 1), (&second, 5)] {
        page.go(&format!("#/{id}/assess/inc-w")).await?;
        page.until("each kept its own answer", || async { Ok(page.answered().await? == Some(level)) }).await?;
    }
    page.stays_silent().await
}

#[tokio::test]
async fn the_sample_opens_with_one_click_and_again_with_another() -> Result<()> {
    let page = Page::open("#/").await?;
    for _ in 0..2 {
        page.open_sample().await?;
        let figures: Vec<String> = page.cards().await?.iter().map(|card| card["Figures"].clone()).collect();
        ensure!(figures == ["82.80", "70.78", "58.57", "52.18"], "the figures come to {figures:?}");
    }
    page.go("#/library").await?;
    let text = page.text().await?;
    ensure!(text.matches("Duplicate").count() == 1, "opened twice it is there twice: {text}");
    page.stays_silent().await
}

/// The assessment that is open, as the address names it.
async fn id(page: &Page) -> Result<String> {
    Ok(page.route().await?.split('/').nth(1).context("the address names none")?.to_owned())
}
