//! R10: what every released version has kept is here in this build, byte for byte, and what a later one writes is told,
//! never touched, and can be saved.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::PathBuf};

use crate::figure;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/released");
const NEWER: (&str, &str) = ("fourfold/2/0123456789abcdef/1", "{\"whatever\": \"comes then\"}\t\u{1f600}");

fn formats() -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(FOLDER)?.collect::<Result<Vec<_>, _>>()?;
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

/// The library names each assessment with the number of its answers.
async fn stands(page: &Page, says: &Value) -> Result<()> {
    page.go("#/library").await?;
    for own in says.as_array().context("a list")? {
        let (name, answered) = (own["name"].as_str().context("a name")?, own["answered"].as_u64().context("a number")?);
        page.shows(name).await?;
        page.shows(&format!("{answered} answered")).await?;
    }
    Ok(())
}

/// Its level or other answer stands on the screen, and its note.
async fn shows_answers(page: &Page, own: &Value) -> Result<()> {
    let id = own["id"].as_str().context("an id")?;
    for (question, answer) in own["answers"].as_object().context("answers")? {
        page.go(&format!("#/{id}/assess/{question}")).await?;
        let value = answer.as_str().unwrap_or_default().replace("level:", "");
        let chosen =
            format!("return document.querySelector(\"input[name='answer-{question}']:checked\")?.value === '{value}'");
        let shows = page.until(&format!("{question} shows {value}"), || page.is(&chosen)).await;
        shows.with_context(|| format!("in {id}"))?;
        if let Some(note) = own["notes"][question].as_str() {
            let field = page.field("Note").await?;
            let shown = page.run("return arguments[0].value", vec![field.to_json()?]).await?;
            ensure!(shown == json!(note), "the note of {question} is {shown}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn r10_what_released_versions_kept_is_here_and_newer_data_is_told_and_untouched() -> Result<()> {
    let mut read = 0;
    for folder in formats()? {
        let text = |name: &str| std::fs::read_to_string(folder.join(name));
        let says: Value = serde_json::from_str(&text("says.json")?)?;
        let says = &says["assessments"];
        let records: Vec<BTreeMap<String, String>> = serde_json::from_str(&text("records.json")?)?;
        let page = Page::open("#/").await?;
        // Beside the app, which would follow what it sees.
        page.visit("rescue.html").await?;
        for record in &records {
            page.keep(&record["key"], &record["text"]).await?;
        }
        page.keep(NEWER.0, NEWER.1).await?;
        page.visit("#/").await?;
        page.ready().await?;
        stands(&page, says).await?;
        page.shows("1 stored records come from a newer version of this app. They are left untouched").await?;
        ensure!(!page.text().await?.contains("cannot be read"), "something cannot be read");
        for own in says.as_array().context("a list")? {
            shows_answers(&page, own).await?;
        }
        // Work goes on beside them, and the copy is the same bytes.
        page.answer(5).await?;
        crate::subject::saved(&page).await?;
        let (kept, copies) = (page.kept().await?, page.copies().await?);
        for record in &records {
            let own = (record["key"].clone(), record["text"].clone());
            ensure!(kept.contains(&own) && copies.contains(&own), "{} is not what it was", own.0);
        }
        let newer = (NEWER.0.to_owned(), NEWER.1.to_owned());
        ensure!(kept.contains(&newer), "the newer record is not what it was");
        page.stays_silent().await?;
        page.visit("rescue.html").await?;
        page.press("Save all records").await?;
        let saved: Value = serde_json::from_str(&page.saved_file("fourfold-records.json").await?)?;
        let held = json!({"where": "localStorage", "key": NEWER.0, "text": NEWER.1});
        ensure!(saved["records"].as_array().is_some_and(|all| all.contains(&held)), "it cannot be saved");
        read += records.len() as u64 + 1;

        // The files, in another browser.
        let page = Page::open("#/").await?;
        page.choose_file("Restore from a file", "old.fourfold.json", text("assessment.fourfold.json")?.as_bytes())
            .await?;
        page.press("Add it").await?;
        page.cards().await?;
        shows_answers(&page, &says[0]).await?;
        let page = Page::open("#/").await?;
        let backup = text("all.fourfold.backup.json")?;
        page.choose_file("Restore from a file", "all.fourfold.backup.json", backup.as_bytes()).await?;
        page.press("Restore").await?;
        page.shows("Restored: 2 assessments").await?;
        stands(&page, says).await?;
        let before = page.kept().await?;
        for (name, number) in
            [("assessment.fourfold.json", "\"fourfold\":"), ("all.fourfold.backup.json", "\"fourfold-backup\":")]
        {
            let later = text(name)?.replacen(&format!("{number}1"), &format!("{number}2"), 1);
            page.choose_file("Import a file", name, later.as_bytes()).await?;
            page.shows("a newer version of this app (format 2)").await?;
            page.shows("Nothing was changed").await?;
            page.go("#/").await?;
            page.go("#/library").await?;
            read += 2;
        }
        ensure!(page.kept().await? == before, "a newer file changed something");
    }
    figure("R10", "records and files of released and of newer versions", read)
}
