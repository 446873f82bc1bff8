//! Codes for cameras are read beside the page, by the worker, in every browser.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use fourfold::chart::qr::{Qr, qr};
use fourfold::exchange::pieces::{Pieces, Taken, parts};
use fourfold::exchange::task::{ask_scan, read_scan};

/// The code as a picture with so many pixels for a square, grey as a camera sees it.
fn pixels(code: &Qr, scale: usize) -> (usize, Vec<u8>) {
    let side = code.side * scale;
    let mut pixels = vec![205; side * side];
    for [x, y, long] in &code.runs {
        for row in y * scale..(y + 1) * scale {
            pixels[row * side + x * scale..][..long * scale].fill(60);
        }
    }
    (side, pixels)
}

async fn read(page: &Page, width: usize, height: usize, pixels: &[u8]) -> Result<Vec<String>> {
    let (heard, _) = page.ask_worker(&ask_scan(width, height, pixels)).await?;
    let last = heard.last().context("the worker is silent")?;
    let answer = last.strip_prefix("answer ").with_context(|| last.clone())?;
    read_scan(answer).with_context(|| answer.to_owned())
}

#[tokio::test]
async fn the_worker_reads_the_codes_that_are_shown_here() -> Result<()> {
    let page = Page::open("#/").await?;
    let text: String = "https://example.org/#/".chars().chain(('a'..='z').cycle()).take(1_500).collect();
    let split = parts(&text, 65).context("it is too long")?;
    ensure!(split.len() > 3, "{} pieces are too few to tell", split.len());
    let (mut pieces, mut last) = (Pieces::default(), None);
    for (piece, scale) in split.iter().rev().zip([3, 4, 5].into_iter().cycle()) {
        let (side, pixels) = pixels(&qr(piece).context("no code")?, scale);
        let found = read(&page, side, side, &pixels).await?;
        ensure!(found == [piece.clone()], "{found:?} instead of {piece}");
        last = Some(pieces.take(&found[0]));
    }
    ensure!(last == Some(Taken::Text(text)), "{last:?}");
    page.stays_silent().await
}

#[tokio::test]
async fn a_picture_without_a_code_has_none_and_one_that_is_no_picture_is_refused() -> Result<()> {
    let page = Page::open("#/").await?;
    let noise: Vec<u8> = (0_u32..300 * 200).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    ensure!(read(&page, 300, 200, &noise).await?.is_empty());
    let (heard, _) = page.ask_worker(&ask_scan(300, 201, &noise)).await?;
    ensure!(heard.len() == 1 && heard[0].starts_with("failed "), "{heard:?}");
    page.stays_silent().await
}
