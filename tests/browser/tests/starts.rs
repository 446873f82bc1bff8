//! The app starts anywhere, asks nobody but its own host, and refuses to run what was not published.

use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::Theme,
    page::Page,
    site::{Fault, Site},
};

#[tokio::test]
async fn the_app_starts_under_the_strict_policy_without_a_complaint() -> Result<()> {
    let page = Page::open("").await?;
    ensure!(!page.heading().await?.is_empty(), "the first screen has no heading");
    ensure!(page.title().await?.contains("Fourfold"), "the title is {}", page.title().await?);
    page.stays_silent().await?;
    page.reload().await?;
    page.stays_silent().await
}

#[tokio::test]
async fn the_policy_is_in_force() -> Result<()> {
    let page = Page::open("").await?;
    page.run(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))",
        vec![],
    )
    .await?;
    page.until("the violation is noted", || async {
        Ok(page.complaints().await?.iter().any(|text| text.contains("script-src")))
    })
    .await?;
    ensure!(!page.is("return 'ran' in window").await?, "an inline script ran");
    Ok(())
}

#[tokio::test]
async fn only_own_files_are_asked_for_and_each_once() -> Result<()> {
    let page = Page::open("").await?;
    // What a browser fetches on its own, such as the icon, comes a little later.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let mut seen = Vec::new();
    for request in page.site.requests() {
        let own = request.path.starts_with(page.site.path()) && !request.path.contains('?');
        ensure!(own && request.method == "GET" && request.body.is_empty(), "a foreign request: {}", request.text());
        // WebKitGTK does not take a module from its preload; the second time comes from its cache in practice.
        let twice = seen.contains(&request.path) && page.browser.engine != browser_tests::browser::Engine::WebKit;
        ensure!(!twice, "{} is asked for twice", request.path);
        seen.push(request.path);
    }
    ensure!(seen.len() > 4, "the host noted only {seen:?}");
    page.stays_silent().await
}

#[tokio::test]
async fn the_same_artifact_runs_at_the_root_of_a_host() -> Result<()> {
    // Every other test runs it below a path.
    let page = Page::open_on(Site::at_the_root()?, Theme::Light, "#/").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn an_altered_program_is_refused_in_words() -> Result<()> {
    explains_itself(Fault::Altered).await
}

#[tokio::test]
async fn a_missing_program_is_explained() -> Result<()> {
    explains_itself(Fault::Missing).await
}

async fn explains_itself(fault: Fault) -> Result<()> {
    let site = Site::under_test()?;
    site.break_files(".wasm", fault);
    let page = Page::request(site, Theme::Light, "").await?;
    let message = page.boot_message().await?;
    for words in ["could not start", "still kept in this browser", "Load the page again", "_bg.wasm"] {
        ensure!(message.contains(words), "\"{words}\" is missing in: {message}");
    }
    ensure!(!page.is("return !!document.documentElement.dataset.ready").await?, "the app started all the same");
    // What was refused is not in the way once the right one can be had.
    page.site.mend_files();
    page.press("Load the page again").await?;
    page.shows("See whether your IT is run as a supplier of services").await
}

#[tokio::test]
async fn without_its_second_part_a_question_is_answered_and_kept_and_the_part_can_come_later() -> Result<()> {
    for fault in [Fault::Missing, Fault::Altered] {
        let site = Site::under_test()?;
        site.break_files("-rest.wasm", fault);
        let page = Page::open_on(site.clone(), Theme::Light, "#/").await?;
        page.begin("Alone").await?;
        page.shows("A part of this app did not arrive").await?;
        page.answer(3).await?;
        let kept = page.kept().await?;
        ensure!(kept.iter().any(|(_, record)| record.contains("level:3")), "{fault:?}: the answer was not kept");
        site.mend_files();
        page.press("Try again").await?;
        page.shows("What is known so far").await.with_context(|| format!("{fault:?}, after it was mended"))?;
        ensure!(!page.text().await?.contains("did not arrive"), "{fault:?}: the trouble stays though it is over");
    }
    Ok(())
}
