//! R14: after a fault in the program there is the rescue panel, nothing more is written, and the next start is complete.
//! It needs a build that can be broken on command, which `cargo xtask soak` makes and names in `FOURFOLD_DIST`.

use anyhow::{Context, Result, ensure};
use browser_tests::{page::Page, site};
use fourfold::{
    model::{Assessment, Facts},
    store::{Read, read_record},
};

use crate::{Chance, figure, often};

/// What is kept, read without the app.
async fn kept(page: &Page) -> Result<Assessment> {
    let mut all = Facts::default();
    for (key, text) in page.kept().await? {
        match read_record(&key, &text) {
            Read::Valid(_, facts) => all.extend(facts.own),
            Read::Foreign => {}
            other => anyhow::bail!("{key} cannot be read: {other:?}"),
        }
    }
    Ok(all.assessment())
}

#[tokio::test]
#[ignore = "needs a build with faults: cargo xtask soak R14"]
async fn r14_after_a_panic_there_is_the_panel_and_the_next_start_is_complete() -> Result<()> {
    let folder = site::dist()?;
    let knows_the_command = std::fs::read_dir(&folder)?.any(|entry| {
        let bytes = entry.and_then(|entry| std::fs::read(entry.path())).unwrap_or_default();
        bytes.windows(14).any(|part| part == b"fourfold-fault")
    });
    ensure!(knows_the_command, "{} cannot be broken on command", folder.display());
    let (count, mut chance) = (often(50, 50), Chance::new(14));
    let page = Page::open("#/").await?;
    page.begin("Panics").await?;
    for step in 1..=count {
        let action = act(&page, step, &mut chance).await.with_context(|| format!("action {step}"))?;
        panics(&page, &action).await.with_context(|| format!("after action {step}: {action}"))?;
    }
    figure("R14", "faults in the program, one after each action", count)
}

/// Something a person does, with its name.
async fn act(page: &Page, step: u64, chance: &mut Chance) -> Result<String> {
    match chance.below(7) {
        0 | 1 => {
            let level = chance.below(6);
            page.go("#/assess").await?;
            page.answer(level).await?;
            Ok(format!("level {level}"))
        }
        2 => {
            page.go("#/assess").await?;
            page.fill("Note", &format!("Note {step}")).await?;
            page.leave_field().await?;
            Ok("a note".to_owned())
        }
        3 => {
            page.go("#/figures/risk").await?;
            page.press_in("Risk register", "Add a row").await?;
            Ok("a row of a register".to_owned())
        }
        4 => {
            page.go("#/figures/risk").await?;
            page.fill("Yearly loss you accept", &chance.below(100_000).to_string()).await?;
            page.leave_field().await?;
            Ok("a figure".to_owned())
        }
        5 => {
            page.go("#/library").await?;
            page.press("Rename").await?;
            page.fill("New name", &format!("Panics {step}")).await?;
            page.press("Save name").await?;
            Ok("another name".to_owned())
        }
        _ => {
            page.go("#/results").await?;
            page.cards().await?;
            Ok("a look at the results".to_owned())
        }
    }
}

async fn panics(page: &Page, action: &str) -> Result<()> {
    let before = page.kept().await?;
    page.run("window.dispatchEvent(new Event('fourfold-fault'))", vec![]).await?;
    let panel = page.boot_message().await?;
    for words in ["stopped because of a fault", "What was saved is safe", "Download my data", "a fault on command"] {
        ensure!(panel.contains(words), "\"{words}\" is missing in: {panel}");
    }
    // Whatever still reaches the program, it keeps nothing of it.
    page.run("location.hash = '#/assess'; dispatchEvent(new Event('pagehide'))", vec![]).await?;
    ensure!(page.kept().await? == before, "something was written after the panic");
    page.press("Start again").await?;
    page.ready().await?;
    ensure!(page.kept().await? == before, "the next start changed what is kept, after {action}");
    let own = kept(page).await?;
    let round = own.latest_round().context("no round is kept")?;
    let said = own.said.get(&round);
    let answers = said.map_or(0, |said| said.values().filter(|said| !said.answers.is_empty()).count());
    page.go("#/library").await?;
    page.shows(&format!("{answers} answered")).await?;
    page.shows(own.profile.name.as_deref().unwrap_or_default()).await?;
    ensure!(!page.text().await?.contains("cannot be read"), "a record cannot be read");
    Ok(())
}
