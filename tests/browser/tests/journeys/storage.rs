//! What could not be kept is said at once, and what is not ours, or cannot be read, stays as it is.

use anyhow::{Context, Result, ensure};
use browser_tests::{browser::Theme, page::Page, site::Site};

/// A browser that lets pages keep nothing throws as soon as storage is touched.
const BLOCKED: &str = r#"
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
"#;
/// Fills what is left, to the last unit, with keys of another page of the same host.
const FILL: &str = "
    let count = 0;
    for (let size = 1 << 20; size > 0; ) {
        try { localStorage.setItem(`other.app/${count}`, 'x'.repeat(size)); count += 1; } catch { size >>= 1; }
    }
    try { for (;;) localStorage.setItem('f'.repeat(1 + count++ % 40) + count, ''); } catch { return count; }";

#[tokio::test]
async fn without_storage_the_app_says_so_and_works() -> Result<()> {
    const MESSAGE: &str = "This browser does not let the app keep anything.";
    let page = Page::open_on(Site::after_script(BLOCKED)?, Theme::Light, "#/").await?;
    page.shows(MESSAGE).await?;
    page.begin("Nowhere").await?;
    page.answer(3).await?;
    page.shows(MESSAGE).await?;
    page.shows("1 of 24 answered").await?;
    page.press("Results").await?;
    page.cards().await?;
    page.press("Export a file").await?;
    let file = page.saved_file("nowhere.fourfold.json").await?;
    ensure!(file.contains("level:3"), "the file does not hold the answer: {file}");
    page.stays_silent().await
}

#[tokio::test]
async fn a_full_storage_is_told_and_everything_is_kept_once_there_is_room() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Full").await?;
    page.answer(1).await?;
    page.run(FILL, vec![]).await?;
    let full = page.kept_digests().await?;
    page.next_question().await?;
    page.answer(2).await?;
    page.shows("The browser's storage is full.").await?;
    page.next_question().await?;
    page.answer(3).await?;
    ensure!(page.kept_digests().await? == full, "something was written over where nothing could be written");
    page.press("Export a file").await?;
    let file = page.saved_file("full.fourfold.json").await?;
    ensure!(file.contains("level:2") && file.contains("level:3"), "what could not be kept is not in the file");

    page.run("localStorage.removeItem('other.app/0')", vec![]).await?;
    page.next_question().await?;
    page.answer(4).await?;
    page.until("the message goes", || async { Ok(!page.text().await?.contains("storage is full")) }).await?;
    let room: Vec<_> = full.into_iter().filter(|(key, ..)| key != "other.app/0").collect();
    let after = page.kept_digests().await?;
    ensure!(room.iter().all(|own| after.contains(own)), "a record that was there is not what it was");
    page.reload().await?;
    page.shows("4 of 24 answered").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn what_belongs_to_other_pages_is_never_touched() -> Result<()> {
    let page = Page::open("#/").await?;
    let foreign = [("other.app", "{\"a\":[1,2"), ("fourfolds/1/x", "\u{0}\u{1}"), ("zebra", ""), ("fourfold", "mine")];
    for (key, text) in foreign {
        page.keep(key, text).await?;
    }
    page.reload().await?;
    page.begin("Beside others").await?;
    page.answer(3).await?;
    page.go("#/library").await?;
    page.press_of("Beside others", "Delete").await?;
    page.shows("is in the trash").await?;
    page.reload().await?;
    let kept = page.kept().await?;
    for (key, text) in foreign {
        let found = kept.iter().find(|(own, _)| own == key).map(|(_, text)| text.as_str());
        ensure!(found == Some(text), "{key} is now {found:?}");
    }
    page.stays_silent().await
}

/// Three answers, of which the record of the second was damaged, with its key.
async fn damaged(name: &str) -> Result<(Page, String, String)> {
    let page = Page::open("#/").await?;
    page.begin(name).await?;
    for level in [1, 2, 3] {
        page.answer(level).await?;
        page.next_question().await?;
    }
    page.shows("Saved in this browser").await?;
    let (key, text) =
        page.kept().await?.into_iter().find(|(_, text)| text.contains("level:2")).context("no record of an answer")?;
    let damaged = text.replace("level:2", "level:3");
    page.keep(&key, &damaged).await?;
    Ok((page, key, damaged))
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_told_and_left_and_the_rest_is_there() -> Result<()> {
    let (page, key, damaged) = damaged("Damaged").await?;
    page.change_copy(&key, None).await?;
    page.reload().await?;
    page.shows("1 stored records cannot be read. They are left untouched").await?;
    page.shows("2 of 24 answered").await?;
    page.go("#/assess").await?;
    page.answer(4).await?;
    page.reload().await?;
    page.shows("3 of 24 answered").await?;
    ensure!(page.kept().await?.contains(&(key, damaged)), "the record is not what it was");
    page.stays_silent().await
}

#[tokio::test]
async fn a_damaged_record_is_read_from_its_safety_copy_and_left() -> Result<()> {
    let (page, key, damaged) = damaged("Healed").await?;
    page.reload().await?;
    page.shows("1 stored records were damaged. They were read from their safety copy").await?;
    page.shows("3 of 24 answered").await?;
    ensure!(page.kept().await?.contains(&(key, damaged)), "the record is not what it was");
    page.stays_silent().await
}

#[tokio::test]
async fn what_one_store_lost_comes_back_from_the_other() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Twice").await?;
    for level in [1, 2, 3] {
        page.answer(level).await?;
        page.next_question().await?;
    }
    page.shows("3 of 24 answered").await?;
    page.until("every record stands twice", async || Ok(page.records().await? == page.copies().await?)).await?;
    let before = page.records().await?;
    // The first store is gone.
    page.run("localStorage.clear()", vec![]).await?;
    page.reload().await?;
    page.shows("3 of 24 answered").await?;
    ensure!(page.records().await? == before, "the first store was not filled again");
    // The second one is.
    for (key, _) in &before {
        page.change_copy(key, None).await?;
    }
    page.reload().await?;
    page.shows("3 of 24 answered").await?;
    page.until("every record stands twice again", async || Ok(page.copies().await? == before)).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn saved_is_said_when_it_stands_in_both_stores_and_not_before() -> Result<()> {
    // Writing the second time takes until it is let go.
    const HELD: &str = "
        const put = IDBObjectStore.prototype.put;
        window.hold = false;
        const begin = IDBDatabase.prototype.transaction;
        IDBObjectStore.prototype.put = function (...parts) {
            if (window.hold) { this.transaction.abort(); throw new DOMException('no room', 'QuotaExceededError'); }
            return put.apply(this, parts);
        };";
    let page = Page::request(Site::after_script(HELD)?, Theme::Light, "").await?;
    page.begin("Twice").await?;
    page.answer(3).await?;
    page.shows("Saved in this browser").await?;
    page.run("window.hold = true", vec![]).await?;
    page.answer(4).await?;
    page.shows("Your last changes have no safety copy (storage is full)").await?;
    ensure!(!page.text().await?.contains("Saved in this browser"), "it says that it was saved");
    // Room was made; it goes on without a reload.
    page.run("window.hold = false", vec![]).await?;
    page.press("Try again").await?;
    page.shows("Saved in this browser").await?;
    page.until("every record stands twice", async || Ok(page.records().await? == page.copies().await?)).await
}

#[tokio::test]
async fn a_record_of_a_newer_version_is_told_and_left() -> Result<()> {
    let newer = ("fourfold/2/0123456789abcdef/1", "whatever comes then");
    let page = Page::open("#/").await?;
    page.keep(newer.0, newer.1).await?;
    page.reload().await?;
    page.shows("1 stored records come from a newer version of this app.").await?;
    page.begin("Older").await?;
    page.answer(3).await?;
    page.reload().await?;
    page.shows("come from a newer version").await?;
    page.shows("1 of 24 answered").await?;
    ensure!(page.kept().await?.contains(&(newer.0.to_owned(), newer.1.to_owned())), "it is not what it was");
    page.stays_silent().await
}
