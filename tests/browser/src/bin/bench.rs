//! Time, transfer and memory beside their budgets, in one run: `cargo xtask bench`.
//!
//! Absolute times hold only beside each other on one machine, so each line ends in its share of the budget. Nothing
//! here fails: a timed test that fails on a loaded machine teaches people to ignore tests. Sizes, which do not depend
//! on the machine, fail in `cargo xtask build`.
#![allow(clippy::print_stdout, reason = "a command line speaks on standard output")]

use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::{Browser, Engine, Setup},
    page::{FIRST_QUESTION, Page, QUESTION_STANDS, level},
    site::{SUB_PATH, Site},
    wide,
};
use fourfold::exchange::task::ask_simulation;
use fourfold::score::simulation::YEARS;
use serde_json::{Value, json};

const STARTS: usize = 5;
const TIMED_ANSWERS: usize = 60;
const ANSWERS: usize = 100;

/// Notes in `window.noted` when the first question stands, and keeps the Wasm's memory in reach. Put into the page by
/// the debugger, so that what is measured is the published page.
const NOTES: &str = r#"
window.noted = { question: null, memory: null };
{
  const keep = (made) => { window.noted.memory = (made.instance ?? made).exports.memory ?? window.noted.memory; return made; };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = (...all) => original(...all).then(keep);
  }
  const look = () => { if (window.noted.question === null && QUESTION_STANDS) window.noted.question = performance.now(); };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}
"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    println!("{:<58} {:>9} {:>9}", "", "measured", "budget");
    first_start().await?;
    answering().await?;
    in_the_worker().await
}

/// Twenty risks that happen half a time a year on average, over the usual number of years, each time by a worker that
/// begins anew with a program that was fetched before.
async fn in_the_worker() -> Result<()> {
    let risk = [[0.1, 0.4, 1.3], [10_000.0, 20_000.0, 60_000.0]];
    let asked = ask_simulation(&[risk; 20], YEARS, 7);
    let page = visitor(&[]).await?;
    let mut times = Vec::new();
    for _ in 0..=STARTS {
        let (heard, time) = page.ask_worker(&asked).await?;
        ensure!(heard.last().is_some_and(|own| own.starts_with("answer {")), "the worker says {heard:?}");
        times.push(time);
    }
    report("simulation in the worker, 20 risks x 100 000 years", median(&mut times[1..]), 500.0, "ms");
    Ok(())
}

/// A first visit on a slow machine and line, then the same page again unthrottled.
async fn first_start() -> Result<()> {
    let (mut paint, mut question, mut again, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), 0.0);
    for _ in 0..STARTS {
        // An assessment to come back to, so that the start leads to a question. The browser then forgets all files;
        // the host keeps them compressed, so that nobody waits for that.
        let page = visitor(&[]).await?;
        page.browser.devtools("Network.clearBrowserCache", json!({})).await?;
        let own = json!({"origin": page.site.origin(), "storageTypes": "service_workers,cache_storage"});
        page.browser.devtools("Storage.clearDataForOrigin", own).await?;
        slow_processor(&page, 4).await?;
        line(&page, 150, 200_000).await?;
        let slow = first_question(&page).await?;
        paint.push(slow.paint);
        question.push(slow.question);
        bytes = slow.bytes;

        slow_processor(&page, 1).await?;
        line(&page, 0, -1).await?;
        again.push(first_question(&page).await?.question);
    }
    report("sent until the first question, heads included", bytes / 1000.0, 200.0, "kB");
    report("first paint, CPU 4 x, 1.6 Mbit/s, 150 ms", median(&mut paint), 700.0, "ms");
    report("first question, CPU 4 x, 1.6 Mbit/s, 150 ms", median(&mut question), 1600.0, "ms");
    report("first question, warm reload, unthrottled", median(&mut again), 80.0, "ms");
    Ok(())
}

/// From the click on an answer to the next frame, among 24, 242 and 3 253 questions, and what memory a hundred answers
/// cost.
async fn answering() -> Result<()> {
    timed_answers(&answerer_of(&wide::large()?).await?, "3 253 questions").await?;
    let page = answerer_of(&wide::all_processes()?).await?;
    timed_answers(&page, "242 questions").await?;
    timed_results(&page).await?;
    let page = answerer().await?;
    timed_answers(&page, "24 questions").await?;
    slow_processor(&page, 1).await?;
    answers(&page, ANSWERS - TIMED_ANSWERS).await?;

    page.browser.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    let heap = page.browser.devtools("Runtime.getHeapUsage", json!({})).await?;
    let wasm = page.run("return window.noted.memory?.buffer.byteLength ?? 0", vec![]).await?;
    let megabytes = |value: &Value| value.as_f64().unwrap_or(f64::NAN) / 1e6;
    report("JavaScript heap after 100 answers", megabytes(&heap["usedSize"]), 4.0, "MB");
    report("Wasm memory after 100 answers", megabytes(&wasm), 8.0, "MB");
    Ok(())
}

/// A visitor without a limit on frames: a screen's 16 ms rhythm would hide what the app itself takes.
async fn answerer() -> Result<Page> {
    let page = visitor(&["--disable-frame-rate-limit", "--disable-gpu-vsync"]).await?;
    first_question(&page).await?;
    Ok(page)
}

/// Opens an assessment of many questions at the first that is open.
async fn answerer_of(file: &str) -> Result<Page> {
    let page = answerer().await?;
    page.go("#/library").await?;
    page.choose_file("Import a file", "wide.json", file.as_bytes()).await?;
    page.press("Add it").await?;
    page.press("Assess").await?;
    page.until("a question stands", || async { page.is(&format!("return {QUESTION_STANDS}")).await }).await?;
    Ok(page)
}

/// Answers on a processor that is four times slower, beside clicks on nothing, which the browser itself takes as long for.
async fn timed_answers(page: &Page, among: &str) -> Result<()> {
    slow_processor(page, 4).await?;
    let mut floor = Vec::new();
    for _ in 0..TIMED_ANSWERS {
        floor.push(frames(page, "body").await?);
    }
    let times = answers(page, TIMED_ANSWERS).await?;
    let of = |all: &[[Option<f64>; 3]], place: usize| all.iter().filter_map(|own| own[place]).collect::<Vec<f64>>();
    let told = |what: &str, times: &mut Vec<f64>, budget: f64| {
        let title = |share: &str| format!("{what}, {among}, {share}, CPU 4 x");
        report(&title("p50"), quantile(times, 0.5), f64::NAN, "ms");
        report(&title("p95"), quantile(times, 0.95), budget, "ms");
    };
    told("nothing in its frame", &mut of(&floor, 0), f64::NAN);
    told("an answer in its frame", &mut of(&times, 0), 25.0);
    told("nothing to the second frame", &mut of(&floor, 1), f64::NAN);
    told("an answer to the second frame", &mut of(&times, 1), f64::NAN);
    let mut ranges = of(&times, 2);
    ensure!(ranges.len() * 2 > times.len(), "the ranges moved after {} of {} answers", ranges.len(), times.len());
    told("the ranges after an answer", &mut ranges, f64::NAN);
    Ok(())
}

/// From the click on "Results" until all of the page is drawn.
async fn timed_results(page: &Page) -> Result<()> {
    const CLICK: &str = "
        const [words, done] = arguments;
        const link = [...document.querySelectorAll('nav a')].find((own) => own.textContent.trim() === words);
        const begin = performance.now();
        link.click();
        const look = () => requestAnimationFrame(() => {
          if (document.querySelectorAll('[id^=indicator-]').length !== 4) return look();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - begin);
          port2.postMessage(0);
        });
        look();";
    slow_processor(page, 1).await?;
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(serde_json::from_value(page.run_async(CLICK, vec![json!("Results")]).await?)?);
        page.press("Assess").await?;
        page.until("a question stands", || async { page.is(&format!("return {QUESTION_STANDS}")).await }).await?;
    }
    report("results after the click, 242 questions, unthrottled", median(&mut times), 200.0, "ms");
    Ok(())
}

async fn answers(page: &Page, count: usize) -> Result<Vec<[Option<f64>; 3]>> {
    const LEVELS: [u8; 5] = [3, 1, 4, 0, 2];
    let mut all = Vec::new();
    while all.len() < count {
        for answer in LEVELS {
            all.push(frames(page, &level(answer)).await?);
        }
        page.next_question().await?;
    }
    Ok(all)
}

/// Milliseconds from a click on the element until the page has drawn the frame that shows it; to the second frame after
/// it; and until the frame is drawn in which the ranges beside the question move, where they do.
async fn frames(page: &Page, element: &str) -> Result<[Option<f64>; 3]> {
    const CLICK: &str = "
        const [selector, done] = arguments;
        const element = document.querySelector(selector);
        const ranges = document.querySelector('.ranges');
        setTimeout(() => {
          const begin = performance.now();
          const times = [null, null, null];
          // What is posted in a frame arrives when it has been laid out and drawn.
          const drawn = (place) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => times[place] = performance.now() - begin;
            port2.postMessage(0);
          };
          const moves = new MutationObserver(() => { moves.disconnect(); requestAnimationFrame(() => drawn(2)); });
          if (ranges) moves.observe(ranges, { subtree: true, childList: true, attributes: true, characterData: true });
          element.click();
          requestAnimationFrame(() => {
            drawn(0);
            requestAnimationFrame(() => times[1] = performance.now() - begin);
          });
          const look = () => {
            const late = performance.now() - begin > 400;
            if (late || times.every((own) => own !== null)) { moves.disconnect(); done(times); } else setTimeout(look, 20);
          };
          setTimeout(look, 60);
        }, 30)";
    Ok(serde_json::from_value(page.run_async(CLICK, vec![json!(element)]).await?)?)
}

struct Start {
    paint: f64,
    question: f64,
    /// What had arrived by then, as it was transferred.
    bytes: f64,
}

/// Somebody with one assessment, before its first question.
async fn visitor(switches: &[&str]) -> Result<Page> {
    let browser = Browser::start_with(Engine::Chromium, &Setup { switches, ..Setup::default() }).await?;
    let source = NOTES.replace("QUESTION_STANDS", QUESTION_STANDS);
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await?;
    let page = Page { browser, site: Site::as_published(SUB_PATH, 0)? };
    page.browser.driver.goto(page.site.url("")).await?;
    page.ready().await?;
    page.begin("Bench").await?;
    Ok(page)
}

/// Loads the page anew and waits for the first question.
async fn first_question(page: &Page) -> Result<Start> {
    const READ: &str = "
        const [done] = arguments;
        const look = () => {
          const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
          if (window.noted.question === null || paint === undefined) return setTimeout(look, 20);
          // The second part is asked for in the same moment, and nobody has waited for it.
          const files = ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind));
          const arrived = files.filter((own) => own.responseEnd <= window.noted.question);
          done([paint, window.noted.question, arrived.reduce((sum, own) => sum + own.transferSize, 0)]);
        };
        look()";
    let driver = &page.browser.driver;
    // By way of an empty page, or the address would only change behind its `#`.
    driver.goto("about:blank").await?;
    driver.goto(page.site.url(FIRST_QUESTION)).await?;
    let [paint, question, bytes] =
        driver.execute_async(READ, vec![]).await.context("no question came up")?.convert()?;
    Ok(Start { paint, question, bytes })
}

async fn slow_processor(page: &Page, factor: u32) -> Result<()> {
    page.browser.devtools("Emulation.setCPUThrottlingRate", json!({"rate": factor})).await.map(drop)
}

/// Milliseconds of a round trip, and bytes a second; -1 is as fast as it goes.
async fn line(page: &Page, latency: u32, speed: i32) -> Result<()> {
    // Chromium forgets the rule at once unless it watches the network.
    page.browser.devtools("Network.enable", json!({})).await?;
    let rule = json!({"offline": false, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed});
    page.browser.devtools("Network.emulateNetworkConditions", rule).await.map(drop)
}

fn report(what: &str, measured: f64, budget: f64, unit: &str) {
    let beside = if budget.is_nan() {
        String::new()
    } else {
        let share = measured / budget;
        format!("{budget:>6} {unit}   {:.0} %{}", share * 100.0, if share > 1.0 { "   OVER" } else { "" })
    };
    println!("{what:<58} {measured:>6.1} {unit} {beside}");
}

fn median(values: &mut [f64]) -> f64 {
    quantile(values, 0.5)
}

fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    values.get((last * part).round() as usize).copied().unwrap_or(f64::NAN)
}
