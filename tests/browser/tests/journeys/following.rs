//! What several journeys hold against the pure part: whether every number on the screens follows from the exported file,
//! in the view that leads.

use anyhow::{Context, Result, ensure};
use browser_tests::page::{INDICATORS, Page, range};
use fourfold::{
    exchange::file,
    model::{Assessment, pack::Pack},
    score::{Amount, Explainer, IndicatorResult, Results, Settings, View, score},
};
use std::collections::BTreeMap;

/// One of the tables in a file of figures.
pub fn table(file: &'static str, name: &str) -> Result<&'static str> {
    let (_, rest) = file.split_once(&format!("[{name}]\n")).with_context(|| format!("no table [{name}]"))?;
    Ok(rest.split("\n\n").next().unwrap_or(rest))
}

/// A file of the built-in pack, as it is published.
pub fn published(path: &str) -> Result<String> {
    Ok(std::fs::read_to_string(format!("{}/../../dist/packs/fourfold/0.2.0/{path}", env!("CARGO_MANIFEST_DIR")))?)
}

/// The built-in pack.
pub fn built_in() -> Result<Pack> {
    Pack::read(&published("structure.json")?).map_err(|why| anyhow::anyhow!("{why}"))
}

/// Holds every number on the screens against what the pure part makes of the file.
pub async fn every_number_follows_from(exported: &str, page: &Page) -> Result<()> {
    let pack = built_in()?;
    let incoming = file::read(exported).map_err(|why| anyhow::anyhow!("{why}"))?;
    let own: Assessment = incoming.facts.assessment();
    let round = own.latest_round().context("the file has no round")?;
    let settings = Settings::of(&own, &pack, round);
    let results = score(&pack, &own, &settings);
    let view = settings.view();

    page.go("#/results").await?;
    for (card, own) in page.cards().await?.iter().zip(&results.indicators) {
        check_card(card, own, view).with_context(|| format!("{}: {card:#?}", own.id))?;
    }
    let shown = page.process_indexes().await?;
    ensure!(shown.len() == results.processes.len(), "{} processes are shown", shown.len());
    for (shown, own) in shown.iter().zip(&results.processes) {
        check(shown, own.view(view).index, 0)?;
    }
    explanations(page, &Explainer::new(&pack, &own, &settings, &results), &results, view).await
}

fn check_card(card: &BTreeMap<String, String>, own: &IndicatorResult, view: View) -> Result<()> {
    let said = |name: &str| card.get(name).map_or("", String::as_str);
    let side = own.view(view);
    let bounds = side.range.context("no range")?;
    match side.score.filter(|_| !own.range_only) {
        Some(score) => check(said("score"), Some(score), 1)?,
        None => {
            let (low, high) = range(said("score")).context("neither a score nor a range")?;
            check(&low.to_string(), Some(bounds.0), 0)?;
            check(&high.to_string(), Some(bounds.1), 0)?;
        }
    }
    check(said("Claimed"), own.claimed.score, 2)?;
    check(said("Evidenced"), own.evidenced.score, 2)?;
    check(said("Practice"), side.practice.value(), 2)?;
    check(said("Figures"), own.outcome.value(), 2)?;
    let confidence = said("Confidence").split_once(" · ").map_or("", |(number, _)| number);
    check(confidence, own.confidence.map(|own| own.value), 0)?;
    let covered: Vec<&str> = said("Covered").split(" % of ").collect();
    check(covered[0], own.practice_coverage, 0)?;
    check(covered.get(1).and_then(|text| text.rsplit(", ").next()).unwrap_or(""), own.figures_coverage, 0)?;
    if said("range").contains("between") {
        let (_, between) = said("range").split_once("between ").context("no range in words")?;
        let (low, high) = between.trim_end_matches('.').split_once(" and ").context("half a range")?;
        check(low, Some(bounds.0), 1)?;
        check(high, Some(bounds.1), 1)?;
    } else {
        ensure!(bounds.1 - bounds.0 < 0.05, "a range of {bounds:?} is called a point");
    }
    Ok(())
}

async fn explanations(page: &Page, explainer: &Explainer<'_>, results: &Results, view: View) -> Result<()> {
    for (name, own) in INDICATORS.iter().zip(&results.indicators) {
        page.go(&format!("#/results/{name}")).await?;
        page.arrives("Why ").await?;
        let heading = page.heading().await?;
        check(heading.rsplit(' ').next().unwrap_or(""), own.view(view).score, 2).context(heading)?;
        let whole = explainer.score(own.id, view);
        let shown = page.explained().await?;
        ensure!(shown.len() == whole.parts.len(), "{name} is explained by {shown:?}");
        for (shown, part) in shown.iter().zip(&whole.parts) {
            let Amount::Score(score) = part.amount else { continue };
            check(shown, Some(score), 2)?;
        }
    }
    Ok(())
}

/// A number on the screen is the computed one, rounded to so many decimals and written with them.
fn check(shown: &str, value: Option<f64>, decimals: usize) -> Result<()> {
    let Some(value) = value else {
        ensure!(shown.is_empty(), "\"{shown}\" is shown where nothing is known");
        return Ok(());
    };
    let number: f64 = shown.parse().with_context(|| format!("\"{shown}\" is shown for {value}"))?;
    let written = shown.split_once('.').map_or(0, |(_, after)| after.len());
    let near = (number - value).abs() <= 0.5 / 10_f64.powi(i32::try_from(decimals)?) + 1e-9;
    ensure!(near && written == decimals, "\"{shown}\" is shown for {value}");
    Ok(())
}
