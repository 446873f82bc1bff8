//! R13: where the browser gives less than it should, the app can be used all the same, or says in words why not, and
//! what it says of saving is so.

use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::{Engine, Setup},
    page::Page,
    site::Site,
};
use serde_json::json;

use crate::{
    figure, often,
    subject::{is_saved, saved},
};

const NO_STORAGE: &str = r#"
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"#;
const NO_INDEXED_DB: &str = "Object.defineProperty(window, 'indexedDB', { value: undefined });";
const NO_WASM: &str = "delete window.WebAssembly;";
/// Sets the clock of the page that stands to another day.
const TURN_CLOCK: &str = r#"
const System = Date, ahead = System.parse(arguments[0]) - System.now();
window.Date = class extends System {
  constructor(...parts) { parts.length ? super(...parts) : super(System.now() + ahead); }
  static now() { return System.now() + ahead; }
};"#;

/// Answers some questions, sees results, and takes a file home that holds the answers.
async fn works(page: &Page, name: &str) -> Result<()> {
    page.begin(name).await?;
    page.answer(3).await?;
    page.next_question().await?;
    page.answer(4).await?;
    page.shows("2 of 24 answered").await?;
    page.go("#/results").await?;
    page.cards().await?;
    page.go("#/library").await?;
    page.press_of(name, "Export").await?;
    let file = page.saved_file(&format!("{}.fourfold.json", name.to_lowercase())).await?;
    ensure!(file.contains("level:3") && file.contains("level:4"), "the file does not hold the answers: {file}");
    page.go("#/assess").await
}

/// What was answered is there after a reload, and a further answer can be given.
async fn stays(page: &Page) -> Result<()> {
    page.load_again().await?;
    page.go("#/assess").await?;
    page.shows("2 of 24 answered").await
}

/// Site data is not allowed, by the browser's own setting where it can be set.
async fn blocked(engine: Engine) -> Result<()> {
    let settings = match engine {
        Engine::Chromium => vec![("profile.default_content_setting_values.cookies", json!(2))],
        Engine::Firefox => vec![("network.cookie.cookieBehavior", json!(2))],
        Engine::WebKit => vec![],
    };
    let site = if engine == Engine::WebKit { Site::after_script(NO_STORAGE)? } else { Site::under_test()? };
    let page = Page::open_with(site, &Setup { settings, ..Setup::default() }, "#/").await?;
    let blocked = page.is("try { localStorage.length; return false; } catch { return true; }").await?;
    ensure!(blocked, "storage is not blocked");
    page.shows("This browser does not let the app keep anything.").await?;
    works(&page, "Nowhere").await?;
    page.shows("This browser does not let the app keep anything.").await?;
    ensure!(!page.text().await?.contains("Saved in this browser"), "it says that it was saved");
    Ok(())
}

/// A private window: everything works, and stays as long as the window does.
async fn private(engine: Engine) -> Result<()> {
    // WebKit's driver opens no other kind of window.
    let setup = match engine {
        Engine::Chromium => Setup { switches: &["--incognito"], ..Setup::default() },
        Engine::Firefox => {
            Setup { settings: vec![("browser.privatebrowsing.autostart", json!(true))], ..Setup::default() }
        }
        Engine::WebKit => Setup::default(),
    };
    let page = Page::open_with(Site::under_test()?, &setup, "#/").await?;
    if engine == Engine::Chromium {
        // The setting for it does not hold in a private window.
        let to = json!({"behavior": "allow", "downloadPath": page.browser.downloads});
        page.browser.devtools("Page.setDownloadBehavior", to).await?;
    }
    works(&page, "Private").await?;
    saved(&page).await?;
    stays(&page).await
}

/// There is no second store, and nobody is told that there was a safety copy.
async fn one_store(_: Engine) -> Result<()> {
    let page = Page::open_with(Site::after_script(NO_INDEXED_DB)?, &Setup::default(), "#/").await?;
    works(&page, "Once").await?;
    page.shows("without a safety copy").await?;
    ensure!(!is_saved(&page).await?, "it is called saved twice");
    stays(&page).await
}

/// The clock goes ten years wrong, and another ten the other way in the middle of the work.
async fn clock(_: Engine) -> Result<()> {
    for (day, other) in [("2016-11-21", "2036-11-21T12:00:00"), ("2036-11-21", "2016-11-21T12:00:00")] {
        let page = Page::open_with(Site::on_day(day)?, &Setup::default(), "#/").await?;
        works(&page, "Clock").await?;
        saved(&page).await?;
        page.go("#/assess/inc-w").await?;
        page.run(TURN_CLOCK, vec![json!(other)]).await?;
        page.answer(1).await?;
        saved(&page).await?;
        stays(&page).await?;
        page.go("#/assess/inc-w").await?;
        let last = || async { Ok(page.answered().await? == Some(1)) };
        page.until("what was said last counts, whatever the clock said", last).await?;
    }
    Ok(())
}

/// Without the engine the app is written for, the page says so in words and leads to what is kept.
async fn no_wasm(engine: Engine) -> Result<()> {
    let mut setup = Setup::default();
    let site = match engine {
        Engine::Firefox => {
            setup.settings = vec![("javascript.options.wasm", json!(false))];
            Site::under_test()?
        }
        // They have no such setting.
        Engine::Chromium | Engine::WebKit => Site::after_script(NO_WASM)?,
    };
    let page = Page::request_with(site, &setup, "#/").await?;
    let message = page.boot_message().await?;
    ensure!(message.contains("runs no WebAssembly"), "{message}");
    page.visit("rescue.html").await?;
    page.shows("Nothing of Fourfold is kept in this browser").await
}

#[tokio::test]
async fn r13_with_less_than_a_browser_should_give_the_app_is_usable_and_honest() -> Result<()> {
    let (count, engine) = (often(1, 20), Engine::of_this_run()?);
    for time in 1..=count {
        let context = |what: &'static str| move || format!("{what}, time {time}");
        blocked(engine).await.with_context(context("site data blocked"))?;
        private(engine).await.with_context(context("a private window"))?;
        one_store(engine).await.with_context(context("no IndexedDB"))?;
        clock(engine).await.with_context(context("a wrong clock"))?;
        no_wasm(engine).await.with_context(context("no WebAssembly"))?;
        println!("R13: {} starts", 5 * time);
    }
    figure("R13", "starts with blocked, private, one store, wrong clocks, no WebAssembly", 5 * count)
}
