//! A file that is refused changes nothing and says why.

use anyhow::{Result, ensure};
use browser_tests::page::Page;

const IMPORT: &str = "Import a file";

#[tokio::test]
async fn every_wrong_file_gets_its_own_message_and_changes_nothing() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Here before").await?;
    page.answer(2).await?;
    page.go("#/library").await?;
    page.press_of("Here before", "Export").await?;
    let good = page.saved_file("here-before.fourfold.json").await?;
    let before = page.kept().await?;
    let large = " ".repeat((16 << 20) + 1);
    let wrong: [(&str, String, &str); 8] = [
        ("cut-off.json", good[..good.len() / 2].to_owned(), "is cut off at line"),
        ("not-json.json", "Dear all".to_owned(), "The file is not an assessment"),
        ("large.json", large, "The file has 16777217 bytes; 16777216 are the most"),
        ("newer.json", good.replacen("\"fourfold\":1", "\"fourfold\":2", 1), "a newer version of this app (format 2)"),
        ("foreign.json", "{\"bookmarks\": [1, 2]}".to_owned(), "This is a file of some other program"),
        ("damaged.json", good.replacen("level:2", "level:5", 1), "The file was changed or damaged"),
        ("no-facts.json", good.replacen("\"facts\":", "\"fax\":", 1), "The file is incomplete"),
        ("no-fact.json", good.replacen("\"stamp\":\"", "\"stamp\":\"x", 1), "Entry 1 of the file cannot be read"),
    ];
    for (name, content, message) in wrong {
        page.choose_file(IMPORT, name, content.as_bytes()).await?;
        page.shows(message).await?;
        page.shows("Nothing was changed").await?;
        ensure!(page.kept().await? == before, "{name} changed what is kept");
    }
    page.choose_file(IMPORT, "not-text.json", &[0xff, 0xfe, 0x00, 0x81]).await?;
    page.shows("The file is not an assessment").await?;
    ensure!(page.kept().await? == before, "bytes that are no text changed what is kept");
    page.stays_silent().await
}

#[tokio::test]
async fn a_file_can_be_merged_or_opened_as_a_copy_or_left_alone() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Merge").await?;
    page.answer(2).await?;
    page.go("#/library").await?;
    page.press_of("Merge", "Export").await?;
    let file = page.saved_file("merge.fourfold.json").await?;
    let before = page.kept().await?;

    page.choose_file(IMPORT, "merge.fourfold.json", file.as_bytes()).await?;
    page.shows("Everything in it is here already.").await?;
    page.press("Cancel").await?;
    ensure!(page.kept().await? == before, "looking at a file changed something");

    page.go("#/assess").await?;
    page.answer(4).await?;
    page.go("#/library").await?;
    page.choose_file(IMPORT, "merge.fourfold.json", file.as_bytes()).await?;
    page.press("Open as a copy").await?;
    page.cards().await?;
    page.go("#/library").await?;
    let text = page.text().await?;
    ensure!(text.matches("Duplicate").count() == 2, "the copy is not there: {text}");
    ensure!(text.contains("1 answered") && text.contains("2 answered"), "the copy is not the older state: {text}");
    page.stays_silent().await
}
