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
    let words = ["_bg.wasm is not the file that was published", "it was not run", "try another network"];
    explains_itself("_bg.wasm", Fault::Altered, &words).await
}

#[tokio::test]
async fn a_missing_program_is_explained() -> Result<()> {
    let words = ["The server does not have", "_bg.wasm (404)", "wait ten minutes"];
    explains_itself("_bg.wasm", Fault::Missing, &words).await
}

#[tokio::test]
async fn a_missing_script_is_explained() -> Result<()> {
    let words = ["The server does not have", "-loader.js (404)", "wait ten minutes"];
    explains_itself("-loader.js", Fault::Missing, &words).await
}

#[tokio::test]
async fn a_browser_without_webassembly_is_told_so() -> Result<()> {
    let site = Site::after_script("delete window.WebAssembly;")?;
    let message = fails_to_start(&Page::request(site, Theme::Light, "").await?).await?;
    for words in ["runs no WebAssembly", "Use a current browser", "allow it for this page"] {
        ensure!(message.contains(words), "\"{words}\" is missing in: {message}");
    }
    Ok(())
}

#[tokio::test]
async fn a_program_that_is_whole_and_cannot_be_run_is_explained() -> Result<()> {
    const TOO_OLD: &str = "
        for (const name of ['instantiate', 'instantiateStreaming'])
            WebAssembly[name] = () => Promise.reject(new WebAssembly.CompileError('an unknown section'));";
    let page = Page::request(Site::after_script(TOO_OLD)?, Theme::Light, "").await?;
    let message = fails_to_start(&page).await?;
    for words in ["All of the program arrived", "could not run it", "Close other tabs", "an unknown section"] {
        ensure!(message.contains(words), "\"{words}\" is missing in: {message}");
    }
    Ok(())
}

#[tokio::test]
async fn a_server_that_stops_answering_is_explained() -> Result<()> {
    // The page has come; of the program nothing does.
    const ALONE: &str = "
        const original = window.fetch;
        window.fetch = (file, ...more) =>
            String(file).includes('_bg.wasm') ? Promise.reject(new TypeError('no answer')) : original(file, ...more);";
    let page = Page::request(Site::after_script(ALONE)?, Theme::Light, "").await?;
    let message = fails_to_start(&page).await?;
    for words in ["The server does not answer", "_bg.wasm did not arrive", "Check the connection"] {
        ensure!(message.contains(words), "\"{words}\" is missing in: {message}");
    }
    Ok(())
}

#[tokio::test]
async fn without_storage_a_failed_start_does_not_promise_that_anything_is_kept() -> Result<()> {
    const BLOCKED: &str = "
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";
    let site = Site::after_script(BLOCKED)?;
    site.break_files("_bg.wasm", Fault::Missing);
    let page = Page::request(site.clone(), Theme::Light, "").await?;
    let message = page.boot_message().await?;
    ensure!(message.contains("This browser lets the page keep nothing"), "{message}");
    ensure!(!message.contains("still kept"), "{message}");
    // With the program it starts, and says the same in its own words.
    site.mend_files();
    page.press("Load the page again").await?;
    page.shows("This browser does not let the app keep anything.").await
}

/// What is said instead of a start, with what each of these says.
async fn fails_to_start(page: &Page) -> Result<String> {
    let message = page.boot_message().await?;
    for words in ["Fourfold could not start", "still kept in this browser", "Load the page again", "Detail:"] {
        ensure!(message.contains(words), "\"{words}\" is missing in: {message}");
    }
    ensure!(!page.is("return !!document.documentElement.dataset.ready").await?, "the app started all the same");
    Ok(message)
}

async fn explains_itself(file: &str, fault: Fault, words: &[&str]) -> Result<()> {
    let site = Site::under_test()?;
    site.break_files(file, fault);
    let page = Page::request(site, Theme::Light, "").await?;
    let message = fails_to_start(&page).await?;
    for words in words {
        ensure!(message.contains(words), "\"{words}\" is missing in: {message}");
    }
    // From there it is a step to what is kept.
    page.press("See what is kept here").await?;
    page.shows("Nothing of Fourfold is kept in this browser").await?;
    page.visit("").await?;
    fails_to_start(&page).await?;
    // What was refused is not in the way once the right one can be had.
    page.site.mend_files();
    page.press("Load the page again").await?;
    page.shows("See whether your IT is run as a supplier of services").await
}

#[tokio::test]
async fn a_fault_of_the_program_leaves_a_readable_page_and_nothing_is_written_after_it() -> Result<()> {
    // The program's own last words (src/browser/panic.rs). On a build with faults `cargo xtask soak R14` has it say them.
    const BREAK: &str = "
        document.documentElement.dataset.panic = 'unreachable executed';
        window.dispatchEvent(new Event('fourfold-panic'))";
    let page = Page::open("#/").await?;
    page.begin("Before").await?;
    page.answer(3).await?;
    let before = page.kept().await?;
    page.run(BREAK, vec![]).await?;
    let panel = page.boot_message().await?;
    for words in ["stopped because of a fault", "What was saved is safe", "Start again", "Detail: unreachable executed"]
    {
        ensure!(panel.contains(words), "\"{words}\" is missing in: {panel}");
    }
    // As the page sees its storage: one engine shows a driver's script the untouched one.
    const WRITE: &str = "
        const page = window.wrappedJSObject ?? window;
        try { page.localStorage.setItem('fourfold/x', 'y'); return 'written' } catch (why) { return why.message }";
    ensure!(page.run(WRITE, vec![]).await? == "the program has stopped", "something can still be written");
    ensure!(page.is("return document.querySelector('#app').inert").await?, "the stopped program can still be used");
    page.press("Download my data").await?;
    let saved = page.saved_file("fourfold-records.json").await?;
    ensure!(saved.contains("level:3"), "the answer is not in {saved}");
    ensure!(page.kept().await? == before, "something was written");
    page.press("Start again").await?;
    page.ready().await?;
    page.shows("1 of 24 answered").await
}

#[tokio::test]
async fn what_is_published_cannot_be_broken_on_command() -> Result<()> {
    for entry in std::fs::read_dir(browser_tests::site::dist()?)? {
        let file = entry?.path();
        if file.is_file() {
            let bytes = std::fs::read(&file)?;
            let holds = bytes.windows(14).any(|part| part == b"fourfold-fault");
            ensure!(!holds, "{} knows the command", file.display());
        }
    }
    Ok(())
}

#[tokio::test]
async fn without_its_second_part_a_question_is_answered_and_kept_and_the_part_can_come_later() -> Result<()> {
    let names: Vec<String> = std::fs::read_dir(browser_tests::site::dist()?)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    let look = names.iter().find(|name| name.starts_with("later-")).context("the later screens have no look")?;
    let parts = ["-rest.wasm", look].map(|file| [Fault::Missing, Fault::Altered].map(|fault| (file, fault)));
    for (file, fault) in parts.into_iter().flatten() {
        let site = Site::under_test()?;
        site.break_files(file, fault);
        let page = Page::open_on(site.clone(), Theme::Light, "#/").await?;
        page.begin("Alone").await?;
        page.shows("A part of this app did not arrive").await?;
        page.answer(3).await?;
        let kept = page.kept().await?;
        ensure!(kept.iter().any(|(_, record)| record.contains("level:3")), "{fault:?}: the answer was not kept");
        site.mend_files();
        page.press("Try again").await?;
        page.shows("What is known so far").await.with_context(|| format!("{file}: {fault:?}, after it was mended"))?;
        // Its look came with it.
        const STANDS_BESIDE: &str =
            "return getComputedStyle(document.querySelector('.ranges')).borderTopWidth === '1px'";
        ensure!(page.is(STANDS_BESIDE).await?, "{file}: {fault:?}: the ranges have no look");
        ensure!(!page.text().await?.contains("did not arrive"), "{fault:?}: the trouble stays though it is over");
    }
    Ok(())
}
