//! Native and Wasm give bit-identical results: the same thousand random assessments here and in a browser.
//!
//! `cargo xtask test engine` builds both, has this machine write its digests, and runs this in each browser engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::path::Path;

use browser_tests::{
    browser::{Browser, Engine, Theme},
    site::Site,
};
use engine_tests::digest::{ASSESSMENTS, difference};

/// So many at once: the browser's driver waits half a minute for a script and no longer.
const AT_ONCE: u64 = 100;

#[tokio::test]
async fn a_browser_computes_the_same_bits() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/engine"));
    let native = std::fs::read_to_string(folder.join("digests.txt"));
    let native = native.unwrap_or_else(|error| panic!("{error}: `cargo xtask test engine` writes the digests"));
    let native: Vec<String> = native.lines().map(str::to_owned).collect();
    assert_eq!(native.len() as u64, ASSESSMENTS);

    let site = Site::of_folder(folder.to_owned()).unwrap();
    let browser = Browser::start(Engine::of_this_run().unwrap(), Theme::Light).await.unwrap();
    browser.driver.goto(site.url("")).await.unwrap();
    let mut wasm: Vec<String> = Vec::new();
    for from in (0..ASSESSMENTS).step_by(AT_ONCE as usize) {
        let lines = lines(&browser, from).await;
        wasm.extend(lines.lines().map(str::to_owned));
    }
    if let Some(difference) = difference(&native, &wasm) {
        panic!("the first difference between this machine and {:?}: {difference}", browser.engine);
    }
}

/// The digests of the next assessments, once the page has loaded the engine.
async fn lines(browser: &Browser, from: u64) -> String {
    const DIGESTS: &str = "
        const [from, count, done] = arguments;
        const look = () => window.engine ? done(window.engine.digests(from, count)) : setTimeout(look, 20);
        look()";
    let arguments = vec![from.into(), AT_ONCE.into()];
    browser.driver.execute_async(DIGESTS, arguments).await.unwrap().convert().unwrap()
}
