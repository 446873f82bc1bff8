//! Nothing that is entered leaves the browser.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use serde_json::json;
use std::path::Path;

const CANARY: &str = "Zq7Canary";
/// Types into every text field on the screen, and says into how many.
const TYPE_EVERYWHERE: &str = "
    const fields = [...document.querySelectorAll('input[type=text], input[type=search], input[type=password], textarea')].filter((field) => field.offsetParent);
    for (const field of fields) {
        field.focus();
        field.value = `${arguments[0]} ${field.id || field.getAttribute('aria-label')}`;
        for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
        field.blur();
    }
    return fields.length";

#[tokio::test]
async fn what_is_typed_into_any_field_is_in_no_request() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin(&format!("{CANARY} Ltd")).await?;
    let id = page.route().await?.split('/').nth(1).context("the address names no assessment")?.to_owned();
    page.choose("Does not apply to us").await?;
    page.fill("Why does it not apply?", CANARY).await?;
    page.fill("Note", &format!("{CANARY} in a note")).await?;
    page.next_question().await?;
    let mut typed = 0;
    let routes = [
        ("#/assess", 0),
        ("#/scope", 0),
        ("#/figures", 0),
        ("#/figures/budget", 1),
        ("#/figures/risk", 2),
        ("#/figures/communication", 0),
        ("#/plan", 0),
        ("#/glossary", 0),
        ("#/library", 0),
    ];
    for (route, rows) in routes {
        page.go(route).await?;
        if route == "#/assess" {
            page.press("Answering as").await?;
            page.press("Somebody else answers").await?;
            page.field("Their name or code").await?;
        }
        for region in ["Risk register", "Decision log", "Projects"] {
            if page.text().await?.contains(region) && rows > 0 {
                page.press_in(region, "Add a row").await?;
            }
        }
        if route.ends_with("budget") {
            page.press("Add a line").await?;
        }
        if route.ends_with("library") {
            page.press("Rename").await?;
            page.field("New name").await?;
            page.press("Back up everything").await?;
            page.choose("Whoever knows a passphrase").await?;
            page.field("The same passphrase again").await?;
        }
        typed += page.run(TYPE_EVERYWHERE, vec![json!(CANARY)]).await?.as_u64().unwrap_or(0);
    }
    for field in ["Passphrase", "The same passphrase again"] {
        page.fill(field, &format!("{CANARY} and four more words")).await?;
    }
    page.press("Make the file").await?;
    page.shows("It was opened with your passphrase").await?;
    page.press("Done").await?;
    page.press("Save name").await?;
    page.press("Export").await?;
    page.saved_file(&format!("zq7canary-rename-{id}.fourfold.json")).await?;
    page.reload().await?;
    page.go("#/results").await?;
    page.cards().await?;
    let kept = page.kept().await?.iter().filter(|(_, text)| text.contains(CANARY)).count();
    ensure!(typed > 15 && kept > 10, "only {typed} fields were typed into, and {kept} records hold it");

    let dist = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist"));
    for request in page.site.requests() {
        ensure!(!request.text().contains(CANARY), "sent to the host: {}", request.text());
        let own = request.path.strip_prefix(page.site.path()).is_some_and(|file| dist.join(file).exists());
        ensure!(own && request.method == "GET" && request.body.is_empty(), "not a file of the app: {}", request.text());
    }
    let asked = page.run("return performance.getEntriesByType('resource').map((entry) => entry.name)", vec![]).await?;
    let home = page.site.url("");
    let foreign = asked.as_array().into_iter().flatten().filter_map(|name| name.as_str());
    for name in foreign.filter(|name| !name.starts_with("blob:")) {
        ensure!(name.starts_with(&home), "asked of another host: {name}");
    }
    page.stays_silent().await
}
