//! Every screen passes the rules of axe-core, in light and in dark, empty and with the sample open.

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

async fn every_screen(theme: Theme) -> Result<()> {
    let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).context("axe-core is not there; `cargo xtask test` installs it")?;
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
    page.stays_silent().await?;
    if defects.is_empty() { Ok(()) } else { bail!("{} defects:\n{}", defects.len(), defects.join("\n")) }
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
