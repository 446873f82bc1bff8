//! It fits a telephone and a finger, on every screen.

use anyhow::{Result, bail};
use browser_tests::{
    browser::Engine,
    page::{Page, ROUTES},
};

/// What is pressed, and is smaller than 24 pixels in either direction. Links inside a sentence are exempt, and a box
/// or button is as large as the label it stands in.
const SMALL: &str = "
    const inText = (element) => element.matches('a') && getComputedStyle(element).display === 'inline' &&
        [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    return [...document.querySelectorAll('a[href], button, summary, select, textarea, input')]
        .map((element) => [element, element.closest('label') ?? element])
        .filter(([element]) => element.checkVisibility({ visibilityProperty: true }) && !inText(element))
        .filter(([element]) => !element.matches('.skip'))
        .map(([element, target]) => [element, target.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
        .map(([element, { width, height }]) =>
            `${element.outerHTML.slice(0, 90)} is ${width.toFixed(1)} × ${height.toFixed(1)}`)";

#[tokio::test]
async fn no_screen_is_wider_than_a_telephone_and_nothing_is_too_small_to_press() -> Result<()> {
    if Engine::of_this_run()? != Engine::Chromium {
        println!("skipped by name: only Chromium can be 320 pixels wide");
        return Ok(());
    }
    let page = Page::open("#/").await?;
    let mut defects = Vec::new();
    // The sample comes before what is begun here, which would be the one that was worked on last.
    for (content, width) in [("empty", 320), ("the sample", 320), ("the sample", 1280), ("just begun", 320)] {
        page.browser.pretend_size(width, 640).await?;
        match content {
            "the sample" => page.open_sample().await?,
            "just begun" => page.begin("A name that is rather long for a screen this narrow").await?,
            _ => {}
        }
        for (name, route) in ROUTES {
            page.go(route).await?;
            page.run_async("requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))", vec![]).await?;
            let wide = page.run("return document.documentElement.scrollWidth", vec![]).await?;
            if wide.as_u64().is_none_or(|wide| wide > width.into()) {
                defects.push(format!("{name}, {content}: {wide} pixels wide on {width}"));
            }
            let small: Vec<String> = serde_json::from_value(page.run(SMALL, vec![]).await?)?;
            defects.extend(small.into_iter().map(|what| format!("{name}, {content}, on {width}: {what}")));
        }
    }
    if defects.is_empty() { Ok(()) } else { bail!("{} defects:\n{}", defects.len(), defects.join("\n")) }
}
