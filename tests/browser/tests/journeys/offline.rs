//! After the first visit no network is needed, and what is kept for that is what was published.

use anyhow::{Result, ensure};
use browser_tests::{
    browser::Theme,
    build,
    page::Page,
    site::{Fault, SUB_PATH, Site},
};
use serde_json::json;
use std::io::Write;

/// Calls a callback with the names of all caches, the oldest first.
const CACHES: &str = "const done = arguments[0]; caches.keys().then(done)";
/// Calls a callback with whether a file, named by the end of its address, is kept.
const IS_KEPT: &str = "
    const [ending, done] = arguments;
    (async () => {
        for (const name of await caches.keys()) {
            const requests = await (await caches.open(name)).keys();
            if (requests.some((request) => request.url.endsWith(ending))) return true;
        }
        return false;
    })().then(done)";
/// Calls a callback with the digest of the kept program, and before that changes a byte of it where it is told to, or
/// takes it away.
const PROGRAM: &str = "
    const [change, done] = arguments;
    (async () => {
        const cache = await caches.open((await caches.keys()).at(-1));
        const request = (await cache.keys()).find((request) => request.url.endsWith('_bg.wasm'));
        const response = await cache.match(request);
        const bytes = new Uint8Array(await response.arrayBuffer());
        if (change === 'spoil') {
            bytes[bytes.length - 1] ^= 1;
            await cache.put(request, new Response(bytes, { headers: response.headers }));
        }
        if (change === 'remove') await cache.delete(request);
        return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' ');
    })().then(done)";
/// Asks for a file in some way and calls a callback with the status of the answer, or 0 if there is none.
const ASK: &str = "
    const [file, options, done] = arguments;
    fetch(file, options).then((response) => done(response.status), () => done(0))";

/// A first visit to the app as it is published, until it is kept for later. Nothing where this engine has no service
/// workers under WebDriver, which is said.
async fn first_visit(test: &str) -> Result<Option<Page>> {
    let site = Site::as_published(SUB_PATH, 0)?;
    site.keep_out_of_store();
    let page = Page::open_on(site, Theme::Light, "#/").await?;
    Ok(stays(&page, test).await?.then_some(page))
}

async fn stays(page: &Page, test: &str) -> Result<bool> {
    if page.is("return 'serviceWorker' in navigator && 'caches' in window").await? {
        page.until("a worker keeps the app", || page.is("return navigator.serviceWorker.controller !== null")).await?;
        return Ok(true);
    }
    // Past the test runner, which shows nothing of a test that passes.
    writeln!(std::io::stdout(), "\nskipped: {test}: {:?} has no service workers here", page.browser.engine)?;
    Ok(false)
}

async fn is_kept(page: &Page, ending: &str) -> Result<bool> {
    Ok(page.run_async(IS_KEPT, vec![json!(ending)]).await? == json!(true))
}

async fn own_caches(page: &Page) -> Result<Vec<String>> {
    let all: Vec<String> = serde_json::from_value(page.run_async(CACHES, vec![]).await?)?;
    Ok(all.into_iter().filter(|name| name.starts_with(&format!("fourfold {SUB_PATH} "))).collect())
}

async fn status(page: &Page, file: &str, options: serde_json::Value) -> Result<u64> {
    Ok(page.run_async(ASK, vec![json!(file), options]).await?.as_u64().unwrap_or_default())
}

/// Which of the second builds the page is of; blank for the first.
async fn build_of(page: &Page) -> Result<String> {
    let mark = page.run("return document.querySelector('meta[name=build]')?.content ?? ''", vec![]).await?;
    Ok(mark.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn after_the_first_visit_the_app_starts_and_works_without_a_network() -> Result<()> {
    let Some(page) = first_visit("the app starts and works without a network").await? else { return Ok(()) };
    page.begin("On the train").await?;
    page.answer(3).await?;
    page.site.go_away();
    page.load_again().await?;
    page.shows("1 of 24 answered").await?;
    page.next_question().await?;
    page.answer(4).await?;
    page.press("Results").await?;
    page.cards().await?;
    page.load_again().await?;
    page.cards().await?;
    page.go("#/assess").await?;
    page.shows("2 of 24 answered").await?;
    // Another tab is another start.
    page.second_window("#/library").await?;
    page.shows("On the train").await
}

#[tokio::test]
async fn what_was_opened_before_is_there_without_a_network_and_of_the_rest_it_is_said_what_is_missing() -> Result<()> {
    const FULL: &str = "packs/fourfold/0.2.0/en/full.json";
    let site = Site::as_published(SUB_PATH, 0)?;
    site.keep_out_of_store();
    // At first the worker cannot be had: what is opened then comes before it.
    site.break_files("sw.js", Fault::Missing);
    let page = Page::open_on(site.clone(), Theme::Light, "#/").await?;
    page.begin("Sizes").await?;
    page.go("#/scope").await?;
    page.choose("Standard").await?;
    page.go("#/assess").await?;
    page.shows("0 of 56 answered").await?;
    site.mend_files();
    page.load_again().await?;
    if !stays(&page, "what was opened before is there without a network").await? {
        return Ok(());
    }
    page.until("the questions are kept", || is_kept(&page, "en/standard.json")).await?;
    ensure!(!is_kept(&page, FULL).await?, "questions nobody opened are kept");
    site.go_away();
    page.load_again().await?;
    page.shows("0 of 56 answered").await?;
    page.answer(2).await?;

    page.go("#/scope").await?;
    page.choose("Full audit").await?;
    page.shows(&format!("{FULL} did not arrive")).await?;
    page.shows("Each size comes over the network when it is first opened").await?;
    page.shows("Check the connection and reload the page; your answers are safe.").await?;
    site.come_back();
    page.load_again().await?;
    page.go("#/assess").await?;
    page.shows("of 134 answered").await?;
    page.until("they are kept as well", || is_kept(&page, FULL)).await?;
    site.go_away();
    page.load_again().await?;
    page.shows("of 134 answered").await
}

#[tokio::test]
async fn the_worker_is_kept_once_it_was_used_and_before_that_it_is_said_what_is_missing() -> Result<()> {
    let Some(page) = first_visit("the worker is kept once it was used").await? else { return Ok(()) };
    page.begin("Risks on the train").await?;
    page.go("#/figures/risk").await?;
    let numbers = "Times a year, at least\tTimes a year, most likely\tTimes a year, at most\tLoss each time, at least\t\
                   Loss each time, most likely\tLoss each time, at most\nStorm\t0\t1\t2\t10\t20\t30";
    page.paste_cells("Risk register", &format!("Title\t{numbers}")).await?;
    page.take_over(7).await?;
    ensure!(!is_kept(&page, "-worker.js").await?, "a worker nobody asked for is kept");
    page.site.go_away();
    page.press("Run the simulation").await?;
    page.shows("-worker.js did not arrive").await?;
    page.shows("Nothing of yours is lost, and everything else works.").await?;
    page.site.come_back();
    page.press("Try again").await?;
    page.shows("Half of the years").await?;
    page.until("its script is kept", || is_kept(&page, "-worker.js")).await?;
    page.until("its program is kept", || is_kept(&page, "-worker.wasm")).await?;
    page.site.go_away();
    page.load_again().await?;
    page.press("Run the simulation").await?;
    page.shows("Half of the years").await
}

#[tokio::test]
async fn a_new_build_takes_over_whole_and_leaves_the_tab_of_the_old_one_its_files() -> Result<()> {
    let Some(page) = first_visit("a new build takes over whole").await? else { return Ok(()) };
    page.begin("Between builds").await?;
    page.answer(3).await?;
    let first = own_caches(&page).await?;
    ensure!(first.len() == 1, "one build is kept as {first:?}");
    let foreign = ["other.app", "fourfold /some/ 0123", "fourfolds"];
    for name in foreign {
        page.run_async("const [name, done] = arguments; caches.open(name).then(() => done())", vec![json!(name)])
            .await?;
    }
    let rest = page.site.requests().into_iter().find(|request| request.path.ends_with("-rest.wasm"));
    let rest = rest.map(|request| request.path).unwrap_or_default();

    let second = build::another("b0b1")?;
    page.site.publish(second.folder.clone());
    page.load_again().await?;
    ensure!(build_of(&page).await?.is_empty(), "half a new build was shown before it was here");
    let has = |id: String| {
        let page = &page;
        async move { Ok(own_caches(page).await?.iter().any(|name| name.ends_with(&id))) }
    };
    page.until("the second build is kept", || has(second.id.clone())).await?;
    page.until("the second build's worker is in charge", || is_settled(&page)).await?;
    ensure!(handed_out(&page).await? == "b0b1", "the second build's worker hands out another page");
    // This tab still runs the first build, whose second part the host does not have any more.
    ensure!(status(&page, &rest, json!({"cache": "no-store"})).await? == 200, "the old second part is gone");
    ensure!(own_caches(&page).await?.len() == 2, "kept: {:?}", own_caches(&page).await?);

    page.site.go_away();
    page.load_again().await?;
    ensure!(build_of(&page).await? == "b0b1", "the new build does not come up");
    page.shows("1 of 24 answered").await?;

    let third = build::another("c0c1")?;
    page.site.come_back();
    page.site.publish(third.folder.clone());
    page.load_again().await?;
    page.until("the third build is kept", || has(third.id.clone())).await?;
    page.until("the first build is gone", || async { Ok(own_caches(&page).await?.len() == 2) }).await?;
    let kept = own_caches(&page).await?;
    ensure!(!kept.contains(&first[0]), "the oldest is among {kept:?}");
    let all: Vec<String> = serde_json::from_value(page.run_async(CACHES, vec![]).await?)?;
    ensure!(foreign.iter().all(|name| all.iter().any(|own| own == name)), "a foreign cache is gone: {all:?}");
    Ok(())
}

/// Whether no other worker is on its way. The one in charge is not asked anything, which would keep it from leaving.
async fn is_settled(page: &Page) -> Result<bool> {
    const SETTLED: &str = "
        const done = arguments[0];
        navigator.serviceWorker.getRegistration().then((own) => done(!own.installing && !own.waiting))";
    Ok(page.run_async(SETTLED, vec![]).await? == json!(true))
}

/// The same of the page that the worker in charge would hand out next.
async fn handed_out(page: &Page) -> Result<String> {
    const NEXT: &str = "
        const done = arguments[0];
        fetch('./').then((response) => response.text())
            .then((text) => done(/name=\"build\" content=\"(....)\"/.exec(text)?.[1] ?? ''))";
    Ok(page.run_async(NEXT, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_kept_program_that_was_changed_is_never_run_and_is_mended() -> Result<()> {
    let Some(page) = first_visit("a kept program that was changed is never run").await? else { return Ok(()) };
    let program = |change: &'static str| page.run_async(PROGRAM, vec![json!(change)]);
    let good = program("look").await?;
    program("spoil").await?;
    ensure!(program("look").await? != good, "nothing was spoilt");
    page.load_again().await?;
    page.until("the kept program is mended", || async { Ok(program("look").await? == good) }).await?;

    // With nobody to mend it from, it is refused.
    program("spoil").await?;
    page.site.go_away();
    page.load().await?;
    let message = page.boot_message().await?;
    ensure!(message.contains("The server does not answer") && message.contains("_bg.wasm"), "{message}");
    ensure!(!page.is("return !!document.documentElement.dataset.ready").await?, "a spoilt program ran");
    page.site.come_back();
    page.press("Load the page again").await?;
    page.ready().await?;
    page.until("the kept program is mended", || async { Ok(program("look").await? == good) }).await?;

    // Nor does one come through the worker that was changed on its way.
    program("remove").await?;
    page.site.break_files("_bg.wasm", Fault::Altered);
    page.load().await?;
    let message = page.boot_message().await?;
    ensure!(message.contains("is not the file that was published") && message.contains("_bg.wasm"), "{message}");
    ensure!(!page.is("return !!document.documentElement.dataset.ready").await?, "an altered program ran");
    ensure!(!is_kept(&page, "_bg.wasm").await?, "an altered program is kept");
    page.site.mend_files();
    page.press("Load the page again").await?;
    page.ready().await
}

#[tokio::test]
async fn what_is_asked_for_again_comes_from_the_host_and_what_is_no_file_of_the_app_is_left_alone() -> Result<()> {
    let Some(page) = first_visit("what is asked for again comes from the host").await? else { return Ok(()) };
    let asked = |method: &str, ending: &str| {
        page.site.requests().iter().filter(|own| own.method == method && own.path.ends_with(ending)).count()
    };
    let before = asked("GET", "boot.js");
    ensure!(status(&page, "boot.js", json!({})).await? == 200 && asked("GET", "boot.js") == before, "it is not kept");
    ensure!(status(&page, "boot.js", json!({"cache": "reload"})).await? == 200, "it cannot be had again");
    ensure!(asked("GET", "boot.js") == before + 1, "it was not asked for again");

    ensure!(
        status(&page, "boot.js", json!({"method": "POST", "body": "x"})).await? == 200,
        "a POST was not let through"
    );
    ensure!(asked("POST", "boot.js") == 1, "a POST did not reach the host");
    ensure!(status(&page, "nothing.json", json!({})).await? == 404, "what is not there was answered");
    ensure!(!is_kept(&page, "nothing.json").await?, "a failure is kept");
    page.site.break_files("guide.json", Fault::Missing);
    let guide = "packs/fourfold/0.2.0/en/guide.json";
    ensure!(status(&page, guide, json!({})).await? == 404 && !is_kept(&page, guide).await?, "a failure is kept");
    page.site.mend_files();
    ensure!(status(&page, guide, json!({})).await? == 200, "it cannot be had");
    page.until("it is kept", || is_kept(&page, guide)).await?;
    ensure!(status(&page, "/elsewhere.json", json!({})).await? == 404, "what is not below the app was answered");
    Ok(())
}

#[tokio::test]
async fn what_comes_through_the_worker_gives_the_browser_nothing_to_complain_about() -> Result<()> {
    let page = Page::open("#/").await?;
    if !stays(&page, "what comes through the worker gives nothing to complain about").await? {
        return Ok(());
    }
    page.begin("Silent").await?;
    page.answer(3).await?;
    page.reload().await?;
    page.go("#/results").await?;
    page.cards().await?;
    page.go("#/process/inc").await?;
    page.stays_silent().await
}
