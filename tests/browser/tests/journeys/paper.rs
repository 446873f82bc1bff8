//! What can be told of a printed page without a program that shows it: how many sheets there are, how large, and whether
//! something is written on each.

use anyhow::{Result, ensure};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// A page of a document.
#[derive(Debug, PartialEq)]
pub struct Sheet {
    /// Points, 72 to the inch.
    pub width: f64,
    pub height: f64,
}

/// The pages of a PDF, and how many streams of it write text: a page has one of its own.
pub fn read(pdf: &[u8]) -> Result<(Vec<Sheet>, usize)> {
    ensure!(pdf.starts_with(b"%PDF-"), "it does not begin as a PDF does");
    let streams = streams(pdf);
    let plain = latin(pdf);
    let objects = std::iter::once(&plain).chain(&streams);
    let sheets: Vec<Sheet> = objects.flat_map(|text| sheets(text)).collect();
    let writes = |text: &&String| text.contains("BT") && (text.contains("Tj") || text.contains("TJ"));
    Ok((sheets, streams.iter().filter(writes).count()))
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// Every stream that is deflated, as text.
fn streams(pdf: &[u8]) -> Vec<String> {
    let text = latin(pdf);
    let begins = text.match_indices("stream").filter(|(at, _)| !text[..*at].ends_with("end"));
    begins
        .filter_map(|(at, word)| {
            let rest = &text[at + word.len()..];
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
            let bytes: Vec<u8> = rest[..rest.find("endstream")?].chars().map(|char| char as u8).collect();
            let mut inflated = Vec::new();
            // What is no deflated stream, such as a font of another kind, ends in the middle.
            let _ = ZlibDecoder::new(&*bytes).read_to_end(&mut inflated);
            (!inflated.is_empty()).then(|| latin(&inflated))
        })
        .collect()
}

/// The pages among some objects, by their kind and the box beside it.
fn sheets(objects: &str) -> Vec<Sheet> {
    let boxes = objects.split("/MediaBox").skip(1);
    boxes
        .filter_map(|rest| {
            let numbers = rest.trim_start().strip_prefix('[')?.split(']').next()?;
            let numbers: Vec<f64> = numbers.split_whitespace().filter_map(|own| own.parse().ok()).collect();
            let [left, bottom, right, top] = numbers[..] else { return None };
            Some(Sheet { width: right - left, height: top - bottom })
        })
        .collect()
}
