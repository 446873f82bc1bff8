//! Every screen passes the rules of axe-core, in light and in dark: empty, with the sample open, and with what comes up
//! only while one works on it.

use anyhow::{Context, Result, bail};
use browser_tests::{
    browser::Theme,
    page::{Page, ROUTES},
    site::Site,
};
use serde_json::{Value, json};

#[tokio::test]
async fn no_screen_has_an_accessibility_defect_in_light() -> Result<()> {
    every_screen(Theme::Light).await
}

#[tokio::test]
async fn no_screen_has_an_accessibility_defect_in_dark() -> Result<()> {
    every_screen(Theme::Dark).await
}

#[tokio::test]
async fn the_rescue_page_and_the_panel_after_a_fault_have_no_accessibility_defect() -> Result<()> {
    // The program's own last words (src/browser/panic.rs).
    const BREAK: &str = "
        document.documentElement.dataset.panic = 'broke off';
        window.dispatchEvent(new Event('fourfold-panic'))";
    for theme in Theme::BOTH {
        let page = Page::open_on(Site::under_test()?, theme, "#/").await?;
        page.begin("Rescued").await?;
        page.run(BREAK, vec![]).await?;
        page.boot_message().await?;
        let mut defects = violations(&page, &axe()?).await?;
        page.visit("rescue.html").await?;
        page.shows("1 assessment").await?;
        defects.extend(violations(&page, &axe()?).await?);
        anyhow::ensure!(defects.is_empty(), "in {}: {}", theme.name(), defects.join("\n"));
    }
    Ok(())
}

fn axe() -> Result<String> {
    let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(axe).context("axe-core is not there; `cargo xtask test` installs it")
}

async fn every_screen(theme: Theme) -> Result<()> {
    let axe = axe()?;
    let page = Page::open_on(Site::under_test()?, theme, "#/").await?;
    let dark = page.is("return matchMedia('(prefers-color-scheme: dark)').matches").await?;
    anyhow::ensure!(dark == (theme == Theme::Dark), "the engine does not show {} pages", theme.name());
    let mut defects = Vec::new();
    for with_sample in [false, true] {
        if with_sample {
            page.open_sample().await?;
        }
        for (name, route) in ROUTES {
            page.go(route).await?;
            let content = if with_sample { "with the sample" } else { "empty" };
            let found = violations(&page, &axe).await?;
            defects.extend(found.into_iter().map(|defect| format!("{name}, {content}: {defect}")));
        }
    }
    let passing = [
        "a refusal",
        "an open question",
        "an explained word",
        "every move",
        "a pasted table",
        "a simulation",
        "a matrix of one's own",
        "what was said",
        "a question in the room",
        "a wrong number",
        "an undo",
        "an import",
    ];
    for what in passing {
        put_on_screen(&page, what).await.with_context(|| format!("on the way to {what}"))?;
        let found = violations(&page, &axe).await?;
        defects.extend(found.into_iter().map(|defect| format!("{what}: {defect}")));
    }
    page.stays_silent().await?;
    if defects.is_empty() { Ok(()) } else { bail!("{} defects:\n{}", defects.len(), defects.join("\n")) }
}

/// What screens show only after something was done on them.
async fn put_on_screen(page: &Page, what: &str) -> Result<()> {
    match what {
        "a refusal" => {
            page.go("#/new").await?;
            page.press("Begin").await?;
            page.shows("Give it a name").await
        }
        "an open question" => {
            page.go("#/assess/inc-w").await?;
            page.choose("Does not apply to us").await?;
            page.field("Why does it not apply?").await.map(drop)
        }
        "an explained word" => {
            page.go("#/process/inc").await?;
            page.press("incident").await?;
            page.shows("An unplanned interruption").await
        }
        "every move" => {
            page.go("#/results").await?;
            page.press("6 more moves").await?;
            page.press("9 more processes").await?;
            page.press("5 more steps").await
        }
        "a pasted table" => {
            page.go("#/figures").await?;
            page.paste_cells("Figures", "Figure\t2025\t2026\nTotal cost\t1.234\t\nTurnover\t2.345\tlots").await?;
            page.shows("Does 1.234 mean").await
        }
        "a simulation" => {
            page.go("#/figures/risk").await?;
            page.press("Ransomware").await?;
            page.press("Put off new switches").await?;
            page.press("Run the simulation").await?;
            page.shows("Half of the years").await?;
            page.pick("Likelihood that remains", "high").await?;
            page.pick("Impact that remains", "high").await?;
            page.shows("1 of 1 risks remains").await
        }
        "a matrix of one's own" => {
            page.go("#/figures/risk").await?;
            page.press("Use your own matrix").await?;
            page.pick("likelihood low, impact high", "very high").await?;
            page.shows("makes only moderate").await
        }
        "what was said" => {
            page.go("#/room").await?;
            page.press("Reveal what was said").await?;
            page.shows("The most disputed questions first").await
        }
        "a question in the room" => {
            page.go("#/room/inc-w").await?;
            page.press_level("3").await?;
            page.shows("Agreed: 3").await
        }
        "a wrong number" => {
            page.go("#/figures/risk").await?;
            page.fill("Yearly loss you accept", "a lot").await?;
            page.leave_field().await?;
            page.shows("is not a number").await
        }
        "an undo" => {
            page.go("#/library").await?;
            page.press("Delete").await?;
            page.shows("is in the trash").await
        }
        _ => {
            page.press("Undo").await?;
            page.press("Export").await?;
            let file = page.saved_file("harbour-it.fourfold.json").await?;
            page.choose_file("Import a file", "harbour-it.fourfold.json", file.as_bytes()).await?;
            page.shows("Everything in it is here already.").await?;
            page.press("Rename").await?;
            page.field("New name").await.map(drop)
        }
    }
}

async fn violations(page: &Page, axe: &str) -> Result<Vec<String>> {
    const RUN: &str = "
        const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(
            (result) => done(result.violations.map((rule) =>
                `${rule.id}: ${rule.help}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`)),
            (error) => done([`axe failed: ${error}`]))";
    if !page.is("return 'axe' in window").await? {
        // As a script of the driver, which the page's policy does not bind.
        page.run(&format!("{axe}; window.axe = axe"), vec![]).await?;
    }
    let found: Value = page.run_async(RUN, vec![json!(null)]).await?;
    Ok(serde_json::from_value(found)?)
}
