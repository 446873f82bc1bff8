//! What was said, and the numbers that follow, can be taken along into other programs.

use std::io::Cursor;

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use fourfold::exchange::file;
use fourfold::exchange::report::Sources;
use fourfold::exchange::workbook::workbook;
use fourfold::locale::MORE_EN;
use fourfold::model::pack::{Indicator, Pack, Texts};
use fourfold::score::{Settings, score};

/// Where the record begins that a zip ends with, when it has no comment.
const END: usize = 22;

fn published(path: &str) -> Result<String> {
    Ok(std::fs::read_to_string(format!("{}/../../dist/packs/fourfold/0.2.0/{path}", env!("CARGO_MANIFEST_DIR")))?)
}

fn asked_for_worker(page: &Page) -> usize {
    page.site.requests().iter().filter(|own| own.path.contains("-worker.")).count()
}

#[tokio::test]
async fn all_that_was_said_is_taken_along_as_a_table() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.press("Save all that was said as CSV").await?;
    let table = String::from_utf8(page.saved_bytes("harbour-it.csv", b"\r\n").await?)?;
    for line in ["kind,of_1,of_2,of_3,", "figure,total-cost,2025,,,,,770000", "shift-requirements"] {
        ensure!(table.contains(line), "\"{line}\" is missing in {}", &table[..table.len().min(2000)]);
    }
    page.stays_silent().await
}

#[tokio::test]
async fn a_workbook_is_written_beside_the_page_and_holds_the_numbers_of_the_engine() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    ensure!(asked_for_worker(&page) == 0, "the worker is fetched before anybody needs it");
    page.press("Save as XLSX").await?;
    let saved = page.saved_bytes("harbour-it.xlsx", b"\0\0").await?;
    ensure!(asked_for_worker(&page) > 0, "the worker was not asked");
    let end = saved.len().checked_sub(END).context("it is shorter than the end of a zip")?;
    ensure!(saved[end..].starts_with(b"PK\x05\x06"), "it does not end as a zip does");

    page.go("#/library").await?;
    page.press_of("Harbour IT", "Export").await?;
    let exported = page.saved_file("harbour-it.fourfold.json").await?;
    let facts = file::read(&exported).map_err(|why| anyhow::anyhow!("{why}"))?.facts;
    let pack = Pack::read(&published("structure.json")?).map_err(|why| anyhow::anyhow!("{why}"))?;
    let texts = Texts::read(&published("en/quick.json")?, &pack).map_err(|why| anyhow::anyhow!("{why}"))?;

    // A reader that is not ours finds what the engine says here.
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&saved))?;
    let rows = book.worksheet_range("Indicators")?;
    let assessment = facts.assessment();
    let settings = Settings::of(&assessment, &pack, assessment.latest_round().context("there is a round")?);
    let results = score(&pack, &assessment, &settings);
    for (row, id) in rows.rows().skip(1).zip(Indicator::ALL_FOUR) {
        let own = &results.indicators[id.index()];
        let expected = [own.claimed.score, own.evidenced.score].map(|own| own.map_or(Data::Empty, Data::Float));
        ensure!(own.range_only || row[1..3] == expected, "{id}: {row:?} and not {expected:?}");
    }
    ensure!(book.worksheet_range("Processes")?.rows().count() > 3, "there is no process");

    let sources = Sources { facts: &facts, pack: &pack, texts: &texts, guide: None, words: &MORE_EN };
    let here = workbook(&sources).map_err(|why| anyhow::anyhow!("{}", why.says(&MORE_EN)))?;
    ensure!(saved == here, "the file that was saved differs from the one made here");
    page.stays_silent().await
}
