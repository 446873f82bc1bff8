//! What is kept can be seen and saved without the app.

use anyhow::{Context, Result, ensure};
use browser_tests::{browser::Theme, page::Page, site::Site};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const RAW: &str = "fourfold-records.json";
/// Puts records into the second store, made as the app makes it, and takes them from the first where it is told to.
const INTO_INDEXED_DB: &str = "
    const [move, done] = arguments;
    const request = indexedDB.open('fourfold', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('records');
    request.onsuccess = () => {
        const transaction = request.result.transaction('records', 'readwrite');
        for (const [key, text] of Object.entries(localStorage)) {
            if (!key.startsWith('fourfold/')) continue;
            transaction.objectStore('records').put(text, key);
            if (move) localStorage.removeItem(key);
        }
        transaction.oncomplete = () => { request.result.close(); done(); };
    }";
const DATABASES: &str = "const done = arguments[0]; indexedDB.databases().then((all) => done(all.length))";
const NO_INDEXED_DB: &str = "Object.defineProperty(window, 'indexedDB', { value: undefined });";
const BLOCKED: &str = "
Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('The operation is insecure.', 'SecurityError'); },
});";

/// An assessment with some answers, one of them corrected, and a text that needs care in JSON.
async fn worked_on(site: Site) -> Result<(Page, Vec<BTreeMap<String, String>>)> {
    let page = Page::open_on(site, Theme::Light, "#/").await?;
    page.begin("Kept \"Ünder\" \\ Test").await?;
    for level in [3, 1, 4] {
        page.answer(level).await?;
        page.next_question().await?;
    }
    page.answer(2).await?;
    page.answer(5).await?;
    page.fill("Note", "a\tb \u{1f600} {\"x\": [1]}").await?;
    page.leave_field().await?;
    page.go("#/results").await?;
    let cards = page.cards().await?;
    Ok((page, cards))
}

/// The name of the only file that is offered for an assessment, as the rescue page saves it.
async fn assessment_file(page: &Page) -> Result<String> {
    let own = page.kept().await?.into_iter().find(|(key, _)| key.starts_with("fourfold/1/"));
    let id = own.and_then(|(key, _)| key.split('/').nth(2).map(str::to_owned));
    Ok(format!("kept-nder-test-{}.fourfold.json", id.context("nothing is kept")?))
}

async fn opens_elsewhere_with(file: &str, cards: &[BTreeMap<String, String>]) -> Result<()> {
    let other = Page::open("#/").await?;
    other.choose_file("Restore from a file", "rescued.fourfold.json", file.as_bytes()).await?;
    other.shows("this assessment is not here yet").await?;
    other.press("Add it").await?;
    let arrived = other.cards().await?;
    ensure!(arrived == cards, "in another browser {cards:#?} is {arrived:#?}");
    other.stays_silent().await
}

#[tokio::test]
async fn an_assessment_that_was_rescued_opens_in_the_app_with_the_same_results() -> Result<()> {
    let (page, cards) = worked_on(Site::under_test()?).await?;
    let before = page.kept().await?;
    page.visit("rescue.html").await?;
    page.shows("1 assessment").await?;
    page.shows("Kept \"Ünder\" \\ Test").await?;
    let file = assessment_file(&page).await?;
    page.press("Save as a file").await?;
    let file = page.saved_file(&file).await?;
    page.press("Save all records").await?;
    let raw: Value = serde_json::from_str(&page.saved_file(RAW).await?)?;
    ensure!(page.kept().await? == before, "the rescue page changed what is kept");
    let databases = page.run_async(DATABASES, vec![]).await?;
    page.stays_silent().await?;
    for (key, text) in before.iter().filter(|(key, _)| key.starts_with("fourfold/")) {
        let held = json!({"where": "localStorage", "key": key, "text": text});
        ensure!(raw["records"].as_array().is_some_and(|all| all.contains(&held)), "{key} is not in {raw:#}");
    }
    opens_elsewhere_with(&file, &cards).await?;

    // Looking where nothing is makes nothing.
    let empty = Page::open("#/").await?;
    // The app makes its own when its second part is there.
    empty.until("the app has its database", async || Ok(empty.run_async(DATABASES, vec![]).await? == json!(1))).await?;
    let none = json!(1);
    empty.visit("rescue.html").await?;
    empty.shows("Nothing of Fourfold is kept in this browser").await?;
    ensure!(empty.run_async(DATABASES, vec![]).await? == none, "looking made a database");
    ensure!(empty.kept().await?.is_empty() && databases.is_number(), "looking left something");
    empty.stays_silent().await
}

#[tokio::test]
async fn what_only_the_second_store_holds_is_rescued_as_well() -> Result<()> {
    let (page, cards) = worked_on(Site::under_test()?).await?;
    // Away from the app, which would follow what it sees.
    page.visit("rescue.html").await?;
    let file = assessment_file(&page).await?;
    page.run_async(INTO_INDEXED_DB, vec![json!(true)]).await?;
    page.visit("rescue.html").await?;
    page.shows("1 assessment").await?;
    page.press("Save as a file").await?;
    let file = page.saved_file(&file).await?;
    page.press("Save all records").await?;
    let raw = page.saved_file(RAW).await?;
    ensure!(raw.contains("\"IndexedDB\"") && raw.contains("level:5"), "{raw}");
    page.stays_silent().await?;
    opens_elsewhere_with(&file, &cards).await
}

#[tokio::test]
async fn a_damaged_record_is_counted_and_saved_as_found_and_its_other_copy_stands_in() -> Result<()> {
    let (page, cards) = worked_on(Site::under_test()?).await?;
    page.visit("rescue.html").await?;
    let (key, text) =
        page.kept().await?.into_iter().find(|(_, text)| text.contains("level:1")).context("no record of an answer")?;
    page.run_async(INTO_INDEXED_DB, vec![json!(false)]).await?;
    page.keep(&key, &text.replace("level:1", "level:2")).await?;
    page.keep("fourfold/2/0123456789abcdef/1", "whatever comes then").await?;
    page.keep("other.app", "mine").await?;
    page.visit("rescue.html").await?;
    page.shows("Also kept here: 1 record of a newer version of the app.").await?;
    ensure!(!page.text().await?.contains("damaged"), "a damaged copy counts although the other is whole");
    let file = assessment_file(&page).await?;
    page.press("Save as a file").await?;
    opens_elsewhere_with(&page.saved_file(&file).await?, &cards).await?;

    page.run_async("const done = arguments[0]; indexedDB.deleteDatabase('fourfold').onsuccess = () => done()", vec![])
        .await?;
    page.visit("rescue.html").await?;
    page.shows("1 record is damaged and not in the file").await?;
    page.press("Save all records").await?;
    let raw = page.saved_file(RAW).await?;
    ensure!(raw.contains("whatever comes then") && raw.contains(&key), "{raw}");
    ensure!(!raw.contains("other.app"), "what is not ours is in the file: {raw}");
    page.stays_silent().await
}

#[tokio::test]
async fn what_was_imported_is_saved_too() -> Result<()> {
    let page = Page::open("#/").await?;
    page.press("Open Harbour IT").await?;
    let cards = page.cards().await?;
    ensure!(page.kept().await?.iter().any(|(_, text)| text.contains("{\"batch\":")), "an import is no batch any more");
    page.visit("rescue.html").await?;
    page.press("Save as a file").await?;
    let id = page.kept().await?.iter().find_map(|(key, _)| key.split('/').nth(2).map(str::to_owned));
    let name = format!("harbour-it-{}.fourfold.json", id.context("nothing is kept")?);
    opens_elsewhere_with(&page.saved_file(&name).await?, &cards).await
}

#[tokio::test]
async fn a_packed_record_is_told_and_only_in_the_file_of_all_records() -> Result<()> {
    const KEY: &str = "fourfold/1/0123456789abcdef/0123456789abcdef/1";
    const PACKED: &str = "{\"batch\":\"7Z0\"}\n{\"kind\":\"profile\",\"of\":[\"name\"],\"is\":\"Half\",\"stamp\":\"1-0123456789abcdef\"}";
    let page = Page::open("#/").await?;
    page.visit("rescue.html").await?;
    let sum = fourfold::model::checksum([KEY, PACKED]);
    page.keep(KEY, &format!("{sum} {PACKED}")).await?;
    page.visit("rescue.html").await?;
    page.shows("Some of it is packed in a way this page cannot read").await?;
    page.shows("1 record with 1 entry").await?;
    page.press("Save all records").await?;
    let raw: Value = serde_json::from_str(&page.saved_file(RAW).await?)?;
    ensure!(raw["records"][0]["text"] == json!(format!("{sum} {PACKED}")), "{raw:#}");
    page.press("Save as a file").await?;
    let file = page.saved_file("half-0123456789abcdef.fourfold.json").await?;
    let read = fourfold::exchange::file::read(&file).map_err(|why| anyhow::anyhow!("{why}: {file}"))?;
    ensure!(read.facts.len() == 1, "{file}");
    Ok(())
}

#[tokio::test]
async fn a_storage_that_cannot_be_read_is_told() -> Result<()> {
    let page = Page::open_on(Site::after_script(BLOCKED)?, Theme::Light, "#/").await?;
    page.visit("rescue.html").await?;
    page.shows("This browser does not let this page look into its storage.").await?;
    ensure!(!page.text().await?.contains("Nothing of Fourfold is kept"), "what cannot be seen is taken for nothing");
    page.stays_silent().await?;

    let (page, _) = worked_on(Site::after_script(NO_INDEXED_DB)?).await?;
    page.visit("rescue.html").await?;
    page.shows("The second copy of the records (IndexedDB) cannot be read in this browser.").await?;
    page.shows("1 assessment").await?;
    page.stays_silent().await
}
