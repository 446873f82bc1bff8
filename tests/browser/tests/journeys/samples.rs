//! The samples open with one click, and the sheet of each leads to what it tells.

use anyhow::{Result, ensure};
use browser_tests::page::Page;
use fourfold::exchange::samples::{read_list, read_sheet};

fn file(name: &str) -> Result<String> {
    Ok(std::fs::read_to_string(format!("{}/../../dist/samples/{name}", env!("CARGO_MANIFEST_DIR")))?)
}

#[tokio::test]
async fn every_sample_opens_from_the_start_and_its_sheet_shows_where_to_look() -> Result<()> {
    let page = Page::open("#/").await?;
    let all = read_list(&file("index.json")?).map_err(|why| anyhow::anyhow!("{why}"))?;
    ensure!(all.len() == 3);
    for sample in all {
        let sheet = read_sheet(&file(&format!("{}.sheet.json", sample.id))?).map_err(|why| anyhow::anyhow!("{why}"))?;
        page.go("#/").await?;
        page.press(&format!("Open {}", sample.name)).await?;
        // What the sheet says comes out is what the screen shows, rounded as the screen rounds.
        let last = sheet.expected.last().expect("a sheet has rounds");
        for (card, expected) in page.cards().await?.iter().zip(&last.indicators) {
            let shown = |name: &str| card.get(name).cloned().unwrap_or_default();
            let two = |value: Option<f64>| value.map(|value| format!("{value:.2}")).unwrap_or_default();
            for (name, value) in
                [("Claimed", expected.claimed[0]), ("Evidenced", expected.evidenced[0]), ("Figures", expected.outcome)]
            {
                ensure!(shown(name) == two(value), "{}: {name} is \"{}\", not {value:?}", sample.name, shown(name));
            }
        }
        page.go(&format!("#/sheet/{}", sample.id)).await?;
        page.arrives(&format!("Facilitator sheet: {}", sample.name)).await?;
        for finding in &sheet.findings {
            page.shows(&finding.what).await?;
        }
        ensure!(!page.text().await?.contains(&sheet.exercises[0].solution), "a solution stands open");
        page.press("Show hints and solutions").await?;
        page.shows(&sheet.exercises[0].solution).await?;
        for finding in &sheet.findings {
            page.go(&format!("#/{}/{}", sample.id, finding.place.trim_start_matches("#/"))).await?;
            let text = page.text().await?;
            ensure!(!text.contains("There is nothing at this address"), "{} leads nowhere", finding.place);
        }
    }
    page.stays_silent().await
}
