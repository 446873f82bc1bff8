//! The report is on the screen and in both its files, and anybody who has the assessment file can make it again.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use fourfold::exchange::file;
use fourfold::exchange::report::{Sources, fingerprint, html::html, markdown::markdown, report};
use fourfold::locale::MORE_EN;
use fourfold::model::pack::{Guide, Pack, Texts};
use serde_json::json;

fn published(path: &str) -> Result<String> {
    Ok(std::fs::read_to_string(format!("{}/../../dist/packs/fourfold/0.2.0/{path}", env!("CARGO_MANIFEST_DIR")))?)
}

#[tokio::test]
async fn both_files_are_what_the_same_program_makes_of_the_exported_file_elsewhere() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.press("Open the report").await?;
    page.arrives("Report: Harbour IT").await?;
    page.shows("What this report was made from").await?;
    page.press("Save as HTML").await?;
    let saved = page.saved_bytes("harbour-it-report.html", b"</html>\n").await?;
    page.press("Save as Markdown").await?;
    let written = page.saved_bytes("harbour-it-report.md", b"*\n").await?;
    let (saved, written) = (String::from_utf8(saved)?, String::from_utf8(written)?);

    page.go("#/library").await?;
    page.press_of("Harbour IT", "Export").await?;
    let exported = page.saved_file("harbour-it.fourfold.json").await?;
    let facts = file::read(&exported).map_err(|why| anyhow::anyhow!("{why}"))?.facts;
    let print = fingerprint(&facts);
    page.go("#/report").await?;
    page.shows(&print).await?;
    ensure!(saved.contains(&print) && written.contains(&print), "the fingerprint of a file is not that of the page");

    let pack = Pack::read(&published("structure.json")?).map_err(|why| anyhow::anyhow!("{why}"))?;
    let texts = Texts::read(&published("en/quick.json")?, &pack).map_err(|why| anyhow::anyhow!("{why}"))?;
    let own = &pack.structure.guides.first().context("the pack has guidance")?.path;
    let guide = Guide::read(&published(own)?, &pack).map_err(|why| anyhow::anyhow!("{why}"))?;
    let sources = Sources { facts: &facts, pack: &pack, texts: &texts, guide: Some(&guide), words: &MORE_EN };
    let document = report(&sources).context("there is a round")?;
    ensure!(html(&document) == saved, "the page that was saved differs from the one made here");
    ensure!(markdown(&document) == written, "the Markdown that was saved differs from what is made here");
    page.stays_silent().await
}

#[tokio::test]
async fn the_screen_says_what_the_file_says() -> Result<()> {
    // Without its style, which the policy of the page it is read in does not allow.
    const TEXTS: &str = "
        const texts = (root) => [...root.querySelectorAll('h2, h3, h4, li, dt, dd, th, td')]
            .map((own) => own.textContent.replace(/[\\s:]+/g, ' ').trim());
        const file = new DOMParser().parseFromString(arguments[0].replace(/<style>[^]*?<\\/style>/, ''), 'text/html');
        return [texts(document.querySelector('article.report')), texts(file.querySelector('main'))]";
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.go("#/report").await?;
    page.shows("What this report was made from").await?;
    page.press("Save as HTML").await?;
    let saved = String::from_utf8(page.saved_bytes("harbour-it-report.html", b"</html>\n").await?)?;
    let [screen, file]: [Vec<String>; 2] = serde_json::from_value(page.run(TEXTS, vec![json!(saved)]).await?)?;
    ensure!(screen.len() > 500, "only {} texts stand on the screen", screen.len());
    let other = screen.iter().zip(&file).find(|(one, other)| one != other);
    ensure!(screen.len() == file.len() && other.is_none(), "{} and {} texts; {other:?}", screen.len(), file.len());
    // A place in the contents is gone to by the keyboard's own way.
    page.press("Registers").await?;
    page.until("the focus is on the heading", || async { Ok(page.focused().await? == "Registers") }).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_name_that_is_markup_is_a_name_on_the_screen_and_in_the_file() -> Result<()> {
    const NAME: &str =
        "<img src=x onerror=\"document.title='broken'\"></style><script>document.title='broken'</script>";
    const FOUND: &str = "
        const file = new DOMParser().parseFromString(arguments[0].replace(/<style>[^]*?<\\/style>/, ''), 'text/html');
        return [file.querySelectorAll('img, script, iframe, link').length, file.querySelector('h1').textContent, file.title]";
    let page = Page::open("#/").await?;
    page.begin(NAME).await?;
    page.go("#/report").await?;
    page.shows(NAME).await?;
    page.press("Save as HTML").await?;
    let name = "img-src-x-onerror-document-title-broken-style-script-document-title-broken-script-report.html";
    let saved = String::from_utf8(page.saved_bytes(name, b"</html>\n").await?)?;
    let found = page.run(FOUND, vec![json!(saved)]).await?;
    ensure!(found == json!([0, NAME, NAME]), "a browser reads {found}");
    page.stays_silent().await
}
