//! Pictures of every screen, wide and narrow, light and dark, to look at before anyone else does.
//!
//! `cargo xtask shots` takes all of them; `--route '#/x' --name foo` takes one screen, with what was pressed on it before by
//! `--press Words`, chosen by `--choose Words`, typed by `--fill Label=Text`, or picked from a list by `--pick Label=Option`,
//! as often as needed, and with another sample than the first by `--sample Name`. They land in target/shots as
//! `<name>-<width>-<theme>.png`.
#![allow(clippy::print_stdout, reason = "a command line speaks on standard output")]

use anyhow::{Context, Result, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use browser_tests::{
    browser::Theme,
    page::{Page, ROUTES},
    site::Site,
};
use serde_json::json;
use std::path::PathBuf;

/// A telephone and a laptop.
const SIZES: [(u32, u32); 2] = [(360, 740), (1280, 800)];

/// What is done on a screen before it is taken: a button, a link or a summary is pressed, a radio button or box chosen,
/// a field filled, an option picked from a list.
enum Deed<'a> {
    Press(&'a str),
    Choose(&'a str),
    Fill(&'a str, &'a str),
    Pick(&'a str, &'a str),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (mut route, mut name, mut presses, mut sample) = (None, None, Vec::new(), None);
    for pair in words.chunks(2) {
        match pair {
            ["--route", own] => route = Some(*own),
            ["--name", own] => name = Some(*own),
            ["--press", own] => presses.push(Deed::Press(own)),
            ["--choose", own] => presses.push(Deed::Choose(own)),
            ["--fill", own] => {
                let (label, text) = own.split_once('=').context("`--fill` needs `label=text`.")?;
                presses.push(Deed::Fill(label, text));
            }
            ["--pick", own] => {
                let (label, option) = own.split_once('=').context("`--pick` needs `label=option`.")?;
                presses.push(Deed::Pick(label, option));
            }
            ["--sample", own] => sample = Some(*own),
            other => bail!("`{}` is not understood; give `--route '#/x' --name foo`, or nothing.", other.join(" ")),
        }
    }
    let only = match (name, route) {
        (Some(name), Some(route)) => Some((name, route)),
        (None, None) if presses.is_empty() => None,
        _ => bail!("one screen needs both a `--route` and a `--name`."),
    };
    for theme in Theme::BOTH {
        let page = Page::open_on(Site::under_test()?, theme, "#/").await?;
        match only {
            // With the sample where there is one: an empty screen rarely is what one wants to see.
            Some((name, route)) => {
                open_sample(&page).await;
                if let Some(sample) = sample {
                    page.go("#/").await?;
                    page.press(&format!("Open {sample}")).await?;
                    page.cards().await?;
                }
                take(&page, theme, name, route, &presses).await?;
            }
            None => {
                for (name, route) in ROUTES {
                    take(&page, theme, &format!("{name}-empty"), route, &[]).await?;
                }
                open_sample(&page).await;
                for (name, route) in ROUTES {
                    take(&page, theme, name, route, &[]).await?;
                }
            }
        }
        for complaint in page.complaints().await? {
            println!("the browser complains: {complaint}");
        }
    }
    Ok(())
}

/// A screen that is still being built should be seen as well, so this is only said.
async fn open_sample(page: &Page) {
    if let Err(problem) = page.open_sample().await {
        println!("without the sample assessment: {problem:#}");
    }
}

async fn take(page: &Page, theme: Theme, name: &str, route: &str, presses: &[Deed<'_>]) -> Result<()> {
    for (width, height) in SIZES {
        page.browser.pretend_size(width, height).await?;
        page.go(route).await?;
        if !presses.is_empty() {
            // What was pressed at another size is open no more.
            page.reload().await?;
        }
        for deed in presses {
            match deed {
                Deed::Press(words) => page.press(words).await?,
                Deed::Choose(words) => page.choose(words).await?,
                Deed::Fill(label, text) => page.fill(label, text).await?,
                Deed::Pick(label, option) => page.pick(label, option).await?,
            }
        }
        // Two frames: layout has settled and is painted.
        page.run_async("requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))", vec![]).await?;
        let options = json!({"format": "png", "captureBeyondViewport": true});
        let picture = page.browser.devtools("Page.captureScreenshot", options).await?;
        let picture = picture["data"].as_str().context("Chromium sent no picture")?;
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/shots"));
        let file = folder.join(format!("{name}-{width}-{}.png", theme.name()));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(&file, STANDARD.decode(picture)?).with_context(|| format!("{} not written", file.display()))?;
        let wide = page.run("return document.documentElement.scrollWidth", vec![]).await?;
        let spills = wide.as_u64().is_some_and(|wide| wide > u64::from(width));
        println!(
            "target/shots/{name}-{width}-{}.png{}",
            theme.name(),
            if spills { "   WIDER THAN THE SCREEN" } else { "" }
        );
    }
    Ok(())
}
