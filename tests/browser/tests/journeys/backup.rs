//! A backup is proven before it is called one, comes back in another browser with the same results, plain or sealed, and
//! one that is damaged or meets another passphrase says which.

use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::Theme,
    page::{ENTER, Page},
    site::Site,
};
use fourfold::exchange::{
    backup,
    sealed::{self, Sealed},
};
use std::collections::BTreeMap;

/// The browser thinks it is this day, which is in the names of files.
const DAY: &str = "2026-11-21";
const PLAIN: &str = "fourfold-2026-11-21.fourfold.backup.json";
const SEALED: &str = "fourfold-2026-11-21.fourfold.sealed.json";
const IMPORT: &str = "Import a file";
const RESTORE: &str = "Restore from a file";
const PASSPHRASE: &str = "otter lantern granite seven";
/// Sealed by another program, from the description alone.
const ELSEWHERE: &str = include_str!("../../../fixtures/sealed/made-elsewhere.fourfold.sealed.json");

type Cards = Vec<BTreeMap<String, String>>;

/// An assessment of one's own, the sample, and one in the trash; what the first two come to.
async fn filled(page: &Page) -> Result<[Cards; 2]> {
    page.begin("Thrown away").await?;
    page.go("#/library").await?;
    page.press_of("Thrown away", "Delete").await?;
    page.shows("is in the trash").await?;
    page.begin("Alpha").await?;
    for level in [3, 1, 4] {
        page.answer(level).await?;
        page.next_question().await?;
    }
    page.go("#/results").await?;
    let own = page.cards().await?;
    page.open_sample().await?;
    let sample = page.cards().await?;
    page.go("#/library").await?;
    Ok([own, sample])
}

/// What the first two come to where the backup was restored.
async fn restored(page: &Page) -> Result<[Cards; 2]> {
    page.shows("Restored: 3 assessments").await?;
    page.press("Go to the library").await?;
    page.shows("Nothing is lost until you put it back.").await?;
    page.press_of("Alpha", "Open").await?;
    let own = page.cards().await?;
    page.go("#/library").await?;
    page.press_of("Harbour IT", "Open").await?;
    Ok([own, page.cards().await?])
}

async fn on_the_day(route: &str) -> Result<Page> {
    Page::open_on(Site::on_day(DAY)?, Theme::Light, route).await
}

/// Seals everything there is, with a passphrase typed twice.
async fn seal_everything(page: &Page) -> Result<String> {
    page.press("Back up everything").await?;
    page.choose("Whoever knows a passphrase").await?;
    page.fill("Passphrase", PASSPHRASE).await?;
    page.fill("The same passphrase again", PASSPHRASE).await?;
    page.press("Make the file").await?;
    page.shows("Backup checked:").await?;
    page.saved_file(SEALED).await
}

#[tokio::test]
async fn a_plain_backup_of_everything_comes_back_in_an_empty_browser_with_the_same_results() -> Result<()> {
    let page = on_the_day("#/").await?;
    let before = filled(&page).await?;
    page.press("Back up everything").await?;
    page.press("Make the file").await?;
    page.shows("Backup checked: 3 assessments").await?;
    let file = page.saved_file(PLAIN).await?;
    let read = backup::read(&file).map_err(|why| anyhow::anyhow!("{why}"))?;
    let says = format!("Backup checked: 3 assessments, {} facts.", read.facts());
    page.shows(&says).await?;
    page.stays_silent().await?;

    let other = on_the_day("#/").await?;
    other.choose_file(RESTORE, PLAIN, file.as_bytes()).await?;
    other.shows(&format!("Backup with 3 assessments, {} facts", read.facts())).await?;
    other.shows("Alpha · not here yet").await?;
    other.shows("Thrown away · not here yet; in the trash").await?;
    ensure!(other.kept().await?.is_empty(), "something was taken over before it was asked for");
    other.press("Restore everything").await?;
    ensure!(restored(&other).await? == before, "other results follow from the backup");
    other.reload().await?;
    other.go("#/library").await?;
    // Once more: nothing new in it, and nothing changes.
    let kept = other.kept().await?.len();
    other.choose_file(IMPORT, PLAIN, file.as_bytes()).await?;
    other.shows("Alpha · here, with everything in the backup").await?;
    other.press("Restore everything").await?;
    other.shows("Restored: 3 assessments").await?;
    ensure!(other.kept().await?.len() == kept, "the same backup twice is not the same");
    other.stays_silent().await
}

#[tokio::test]
async fn a_sealed_backup_comes_back_with_its_passphrase_and_no_other() -> Result<()> {
    let page = on_the_day("#/").await?;
    let before = filled(&page).await?;
    let file = seal_everything(&page).await?;
    page.shows("It was opened with your passphrase.").await?;
    for secret in ["Alpha", "Harbour", PASSPHRASE, "level:"] {
        ensure!(!file.contains(secret), "\"{secret}\" can be read in the sealed file");
    }
    let kept = page.kept().await?;
    ensure!(!kept.iter().any(|(_, text)| text.contains(PASSPHRASE)), "the passphrase is kept in the browser");
    page.stays_silent().await?;

    let other = on_the_day("#/").await?;
    other.choose_file(RESTORE, SEALED, file.as_bytes()).await?;
    other.shows("This file opens with a passphrase").await?;
    other.press("Open").await?;
    other.shows("Type a passphrase.").await?;
    other.fill("Passphrase", "otter lantern granite eight").await?;
    other.keys(ENTER).await?;
    other.shows("This is not the passphrase the file was sealed with.").await?;
    other.until("the passphrase has the focus", async || Ok(other.focused().await? == "Passphrase")).await?;
    ensure!(other.kept().await?.is_empty(), "a wrong passphrase changed what is kept");
    other.fill("Passphrase", PASSPHRASE).await?;
    other.keys(ENTER).await?;
    other.shows("Backup with 3 assessments").await?;
    other.press("Restore everything").await?;
    ensure!(restored(&other).await? == before, "other results follow from the sealed backup");
    other.stays_silent().await
}

#[tokio::test]
async fn a_damaged_sealed_file_is_told_from_a_wrong_passphrase_without_asking_for_it() -> Result<()> {
    let page = on_the_day("#/").await?;
    page.begin("Alpha").await?;
    page.answer(3).await?;
    page.go("#/library").await?;
    let file = seal_everything(&page).await?;
    let before = page.kept().await?;

    // One character of the content, another one in its place.
    let at = file.find("\"content\":\"").context("no content")? + 30;
    let other = if &file[at..=at] == "A" { "B" } else { "A" };
    let flipped = format!("{}{other}{}", &file[..at], &file[at + 1..]);
    page.choose_file(IMPORT, "flipped.json", flipped.as_bytes()).await?;
    page.shows("The file was changed or damaged after it was sealed.").await?;
    page.choose_file(IMPORT, "cut.json", &file.as_bytes()[..file.len() / 2]).await?;
    page.shows("is cut off at line 7").await?;
    let stalling = file.replacen("\"iterations\":1000000", "\"iterations\":4000000000", 1);
    page.choose_file(IMPORT, "stalling.json", stalling.as_bytes()).await?;
    page.shows("The file was changed or damaged after it was sealed.").await?;

    // Changed by somebody who knows the format, so that the checksum fits.
    let Sealed { header, mut content } = sealed::read(&file).map_err(|why| anyhow::anyhow!("{why}"))?;
    content[20] ^= 1;
    let altered = sealed::write(&Sealed { header: header.clone(), content: content.clone() });
    page.choose_file(IMPORT, "altered.json", altered.as_bytes()).await?;
    page.shows("This file opens with a passphrase").await?;
    page.fill("Passphrase", PASSPHRASE).await?;
    page.keys(ENTER).await?;
    page.shows("The passphrase is right, but the content was changed").await?;
    // The header is bound to the content: another nonce alone is found as well.
    content[20] ^= 1;
    let mut header = header;
    header.nonce[0] ^= 1;
    page.choose_file(IMPORT, "nonce.json", sealed::write(&Sealed { header, content }).as_bytes()).await?;
    page.shows("This file opens with a passphrase").await?;
    page.fill("Passphrase", PASSPHRASE).await?;
    page.keys(ENTER).await?;
    page.shows("The passphrase is right, but the content was changed").await?;

    ensure!(page.kept().await? == before, "a file that was refused changed what is kept");
    page.stays_silent().await
}

#[tokio::test]
async fn a_damaged_plain_backup_is_refused_whole() -> Result<()> {
    let page = on_the_day("#/").await?;
    page.begin("Alpha").await?;
    page.answer(3).await?;
    page.go("#/library").await?;
    page.press("Back up everything").await?;
    page.press("Make the file").await?;
    let file = page.saved_file(PLAIN).await?;
    let before = page.kept().await?;
    for (name, content, message) in [
        ("flipped.json", file.replacen("level:3", "level:4", 1), "Assessment 1 in the backup: The file was changed"),
        ("cut.json", file[..file.len() / 2].to_owned(), "is cut off at line"),
        ("newer.json", file.replacen("backup\":1", "backup\":2", 1), "a newer version of this app (format 2)"),
    ] {
        page.choose_file(IMPORT, name, content.as_bytes()).await?;
        page.shows(message).await?;
        ensure!(page.kept().await? == before, "{name} changed what is kept");
    }
    page.stays_silent().await
}

#[tokio::test]
async fn what_another_program_sealed_opens_here() -> Result<()> {
    let page = on_the_day("#/").await?;
    page.choose_file(RESTORE, "elsewhere.fourfold.sealed.json", ELSEWHERE.as_bytes()).await?;
    // The last letter as two characters: keyboards differ in how they compose it.
    page.put("Passphrase", "correct horse battery staple e\u{301}").await?;
    page.press("Open").await?;
    page.shows("Import \"Harbour IT\"").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn one_assessment_is_sealed_and_an_empty_weak_or_mistyped_passphrase_is_told() -> Result<()> {
    let page = on_the_day("#/").await?;
    page.begin("Alpha").await?;
    page.answer(3).await?;
    page.go("#/library").await?;
    page.press_of("Alpha", "Export sealed").await?;
    page.shows("Nobody can recover it").await?;
    page.press("Make the file").await?;
    page.shows("Type a passphrase.").await?;
    page.until("the passphrase has the focus", async || Ok(page.focused().await? == "Passphrase")).await?;
    page.keys("short").await?;
    page.shows("5 characters can be guessed.").await?;
    page.fill("The same passphrase again", "shirt").await?;
    page.press("Make the file").await?;
    page.shows("The two are not the same.").await?;
    page.fill("The same passphrase again", "short").await?;
    page.press("Show passphrase").await?;
    let shown =
        page.is("return document.querySelectorAll('.passphrases input[type=text]:not([hidden])').length === 2").await?;
    ensure!(shown, "the passphrase is not shown");
    page.press("Make the file").await?;
    // A weak one is warned of and not forbidden.
    page.shows("Backup checked: 1 assessment, ").await?;
    let file = page.saved_file("alpha.fourfold.sealed.json").await?;
    ensure!(sealed::read(&file).is_ok(), "it is no sealed file: {file}");
    page.stays_silent().await
}

#[tokio::test]
async fn the_reminder_appears_with_something_to_lose_and_goes_with_a_backup() -> Result<()> {
    const REMINDER: &str = "Time for a backup";
    let page = on_the_day("#/").await?;
    page.begin("Alpha").await?;
    page.answer(3).await?;
    page.go("#/library").await?;
    page.shows("No backup file yet").await?;
    ensure!(!page.text().await?.contains(REMINDER), "it reminds of a backup of one answer");
    page.go("#/assess").await?;
    for _ in 1..20 {
        page.answer(2).await?;
        page.next_question().await?;
    }
    page.go("#/library").await?;
    page.shows(REMINDER).await?;
    page.press("Back up everything").await?;
    page.press("Make the file").await?;
    page.shows("Backup checked: 1 assessment").await?;
    page.saved_file(PLAIN).await?;
    page.shows("Backup file less than a day old, no changes since").await?;
    ensure!(!page.text().await?.contains(REMINDER), "it still reminds after a backup");
    page.press("Done").await?;
    page.press_of("Alpha", "Duplicate").await?;
    let changed = || async { Ok(!page.text().await?.contains("no changes since")) };
    page.until("the copy is a change", changed).await?;
    page.reload().await?;
    page.shows("Backup file less than a day old").await?;
    // A fortnight later, with something changed. The clock begins at noon again with every load of the page.
    let (key, last) = page.kept().await?.into_iter().find(|(key, _)| key == "fourfold.backup").context("not kept")?;
    let (at, facts) = last.split_once(' ').context("not a moment and a number")?;
    page.keep(&key, &format!("{} {facts}", at.parse::<i64>()? - (14 * 24 + 1) * 3_600_000)).await?;
    page.reload().await?;
    page.shows("Backup file 14 days old").await?;
    page.shows(REMINDER).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_plain_export_is_checked_before_it_is_saved() -> Result<()> {
    let page = on_the_day("#/").await?;
    page.begin("Alpha").await?;
    page.answer(3).await?;
    page.go("#/library").await?;
    page.press_of("Alpha", "Export").await?;
    page.shows("Backup checked: 1 assessment, ").await?;
    page.saved_file("alpha.fourfold.json").await?;
    // It is all there is: this file is a backup of everything.
    page.shows("Backup file less than a day old, no changes since").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_restored_backup_is_taken_back_in_one_step_and_done_again() -> Result<()> {
    let page = on_the_day("#/").await?;
    for name in ["First of two", "Second of two"] {
        page.begin(name).await?;
    }
    page.go("#/library").await?;
    page.press("Back up everything").await?;
    page.press("Make the file").await?;
    let backup = page.saved_file(PLAIN).await?;
    let other = on_the_day("#/library").await?;
    other.choose_file(IMPORT, PLAIN, backup.as_bytes()).await?;
    other.press("Restore everything").await?;
    other.shows("Restored: 2 assessments").await?;
    other.shows("First of two").await?;
    other.press("Undo").await?;
    other.shows("Nothing here yet").await?;
    other.press("Do again").await?;
    other.shows("First of two").await?;
    other.shows("Second of two").await?;
    other.stays_silent().await
}
