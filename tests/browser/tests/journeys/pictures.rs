//! Every picture of the results can be read without seeing it, opens what it rests on, and can be taken along.

use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::Engine,
    page::{DOWN, END, ENTER, Page, RIGHT, TAB},
};
use flate2::read::ZlibDecoder;
use std::io::Read;

async fn focus_is(page: &Page, words: &str) -> Result<()> {
    page.until(words, || async { Ok(page.focused().await?.starts_with(words)) })
        .await
        .with_context(|| format!("the focus should be on \"{words}\""))
}

#[tokio::test]
async fn the_status_of_processes_is_walked_by_the_keyboard_and_opens_the_question() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.tab_to("Incident management, Purpose achieved").await?;
    page.keys(RIGHT).await?;
    focus_is(&page, "Incident management, Sequence of work").await?;
    page.keys(DOWN).await?;
    focus_is(&page, "Problem management, Sequence of work").await?;
    page.keys(END).await?;
    focus_is(&page, "Problem management, Changed before failure").await?;
    // One cell is in the order of the keys, so that two hundred are not in the way.
    page.keys(TAB).await?;
    ensure!(!page.focused().await?.starts_with("Problem management, "), "the Tab key goes from cell to cell");
    page.run("document.querySelector('[data-cell][tabindex=\"0\"]').focus()", vec![]).await?;
    focus_is(&page, "Problem management, Changed before failure").await?;
    page.keys(ENTER).await?;
    page.until("a question stands", || page.is("return location.hash.includes('/assess/')")).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn the_status_of_processes_is_a_real_table() -> Result<()> {
    const SHAPE: &str = "
        const table = document.querySelector('table.heat');
        const rows = [...table.tBodies[0].rows];
        return rows.length > 0
            && rows.every((row) => row.cells.length === 11 && row.cells[0].matches('th[scope=row]'))
            && rows.every((row) => [...row.cells].every((cell) => cell.textContent.trim() !== ''))
            && [...table.tHead.querySelectorAll('th')].every((cell) => cell.scope.startsWith('col'))
            && table.tHead.rows[1].cells.length === 9";
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    ensure!(page.is(SHAPE).await?, "a cell has no text, or a heading no scope");
    Ok(())
}

#[tokio::test]
async fn on_a_telephone_the_status_scrolls_in_its_own_place_and_the_names_stay() -> Result<()> {
    if Engine::of_this_run()? != Engine::Chromium {
        println!("skipped by name: only Chromium can be 320 pixels wide");
        return Ok(());
    }
    const SCROLLED: &str = "
        const place = document.querySelector('.heat-place');
        place.scrollLeft = 200;
        const name = place.querySelector('tbody th').getBoundingClientRect();
        return place.scrollLeft > 100
            && Math.abs(name.left - place.getBoundingClientRect().left) < 2
            && document.documentElement.scrollWidth <= 320";
    let page = Page::open("#/").await?;
    page.browser.pretend_size(320, 640).await?;
    page.open_sample().await?;
    ensure!(page.is(SCROLLED).await?, "the page scrolls, or the names leave with the cells");
    Ok(())
}

#[tokio::test]
async fn a_picture_is_saved_as_a_drawing_and_as_pixels() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.press("Save as SVG: The four indicators").await?;
    let drawing = String::from_utf8(page.saved_bytes("harbour-it-indicators.svg", b"</svg>\n").await?)?;
    ensure!(drawing.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{drawing}");
    for words in ["<title>The four indicators</title>", "Risk impact", "fill=\"#12677a\""] {
        ensure!(drawing.contains(words), "\"{words}\" is missing in {drawing}");
    }
    // A browser reads it as a file of its own.
    const READS: &str = "
        const [text, done] = arguments;
        const read = new DOMParser().parseFromString(text, 'image/svg+xml');
        done(read.querySelector('parsererror') === null && read.documentElement.localName === 'svg')";
    let reads = page.run_async(READS, vec![serde_json::json!(drawing)]).await?;
    ensure!(reads == serde_json::json!(true), "the browser cannot read {drawing}");
    for (name, id) in [("The four indicators", "indicators"), ("Status of processes", "status")] {
        page.press(&format!("Save as PNG: {name}")).await?;
        let pixels = page.saved_bytes(&format!("harbour-it-{id}.png"), b"IEND\xae\x42\x60\x82").await?;
        check_pixels(&pixels).with_context(|| name.to_owned())?;
    }
    page.stays_silent().await
}

/// That it is a PNG file with as many pixels as it says, and not all of them the same.
fn check_pixels(file: &[u8]) -> Result<()> {
    ensure!(file.starts_with(b"\x89PNG\r\n\x1a\n"), "it does not begin like a PNG file");
    let number = |at: usize| -> Result<usize> {
        let bytes: [u8; 4] = file.get(at..at + 4).context("it ends early")?.try_into()?;
        Ok(u32::from_be_bytes(bytes) as usize)
    };
    let (width, height) = (number(16)?, number(20)?);
    ensure!(width > 900 && height > 300, "it is {width} × {height}");
    let (mut at, mut packed) = (8, Vec::new());
    while at < file.len() {
        let long = number(at)?;
        if &file[at + 4..at + 8] == b"IDAT" {
            packed.extend_from_slice(&file[at + 8..at + 8 + long]);
        }
        at += 12 + long;
    }
    let mut rows = Vec::new();
    ZlibDecoder::new(packed.as_slice()).read_to_end(&mut rows)?;
    let row = rows.len() / height;
    ensure!(rows.len() == row * height && row > 3 * width, "{} bytes are not {width} × {height}", rows.len());
    let drawn = rows.chunks(row).filter(|row| row[1..].iter().any(|byte| *byte != 0)).count();
    ensure!(drawn > height / 4, "only {drawn} of {height} rows have anything on them");
    Ok(())
}

#[tokio::test]
async fn every_picture_has_a_name_a_finding_and_its_data_as_a_table() -> Result<()> {
    const LACKING: &str = "
        const named = (own) => own.querySelector('svg.picture[role=img]')?.getAttribute('aria-label');
        return [...document.querySelectorAll('figure.chart')]
            .filter((own) => !named(own) || !own.querySelector('h3')?.textContent.includes(named(own))
                || own.querySelectorAll('table.data tbody th[scope=row]').length === 0)
            .map((own) => own.id)";
    const NAMES: &str = "return [...document.querySelectorAll('figure.chart')].map((own) => own.id)";
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    let lacking = page.run(LACKING, vec![]).await?;
    ensure!(lacking == serde_json::json!([]), "{lacking} lack a name, a finding or a table");
    let names: Vec<String> = serde_json::from_value(page.run(NAMES, vec![]).await?)?;
    for name in ["indicators", "rounds", "growth", "budget", "perception", "supplier-shift"] {
        ensure!(names.iter().any(|own| own == name), "there is no {name} among {names:?}");
    }
    // What one sees in the picture stands in the table: twelve months and their sum.
    page.press("The data as a table: Budget and actual by period").await?;
    page.shows("December 2025").await?;
    // However the engine groups the digits.
    const DECEMBER: &str = "
        const rows = [...document.querySelectorAll('#budget table.data tr')];
        const row = rows.find((row) => row.textContent.startsWith('December 2025'));
        return [...row.cells].slice(1, 3).map((cell) => cell.textContent.replace(/\\D/g, '')).join(' ') === '60000 112200'";
    ensure!(page.is(DECEMBER).await?, "the row of December is another");
    Ok(())
}
