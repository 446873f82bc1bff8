//! R5: wherever within a write the browser's storage is full, it is told at once, nothing old is lost, a file can be had,
//! and once there is room work goes on without a reload.

use anyhow::{Result, ensure};
use browser_tests::{browser::Setup, page::Page};
use serde_json::{Value, json};

use crate::{
    figure, often,
    subject::{Subject, saved},
};

/// Leaves room for so many units, and not one more: everything else is taken by another page of the same host.
const LEAVE: &str = r#"
const [units] = arguments;
const store = localStorage;
const fits = (key, text) => { try { store.setItem(key, text); return true; } catch { return false; } };
if (store.getItem("other.app/room") === null) {
  store.setItem("other.app/room", "");
  let text = "";
  for (let size = 1 << 22; size > 0; size >>= 1) {
    if (fits("other.app/room", text + "x".repeat(size))) text += "x".repeat(size);
  }
}
const full = () => {
  let text = store.getItem("other.app/room");
  for (let size = 1 << 12; size > 0; size >>= 1) {
    while (fits("other.app/room", text + "x".repeat(size))) text += "x".repeat(size);
  }
  return text;
};
const text = full();
store.setItem("other.app/room", text.slice(0, text.length - units));
"#;
/// Chooses another level, and answers with how long it took until it was told what became of it, in milliseconds, whether
/// it was told that there is no room, and how many records were written.
const ANSWER: &str = r#"
const done = arguments[arguments.length - 1];
const all = [...document.querySelectorAll("fieldset.levels input[type=radio][name^='answer-']")];
const levels = all.filter((own) => own.name === all[0].name && /^\d$/.test(own.value));
const records = () => Object.keys(localStorage).filter((key) => key.startsWith("fourfold/")).length;
const before = records();
const told = () => document.body.innerText.includes("storage is full") ? "full"
  : /^Saved in this browser/.test(document.querySelector(".status")?.textContent ?? "") ? "saved" : "";
const begin = performance.now();
levels[(levels.findIndex((own) => own.checked) + 1) % levels.length].click();
const look = () => {
  if (told()) return done({ took: performance.now() - begin, told: told(), written: records() - before });
  setTimeout(look, 1);
};
const { port1, port2 } = new MessageChannel();
port1.onmessage = look;
port2.postMessage(0);
"#;
/// The size of the record written last: the greatest number among those of the newest writer.
const SIZE: &str = r#"
const own = Object.keys(localStorage).filter((key) => key.startsWith("fourfold/1/"));
own.sort((a, b) => Number(a.split("/").at(-1)) - Number(b.split("/").at(-1)));
return own.at(-1).length + localStorage.getItem(own.at(-1)).length;
"#;

struct Told {
    took: f64,
    full: bool,
    written: u64,
}

async fn answer(page: &Page) -> Result<Told> {
    let told: Value = page.run_async(ANSWER, vec![]).await?;
    Ok(Told {
        took: told["took"].as_f64().unwrap_or(f64::MAX),
        full: told["told"] == json!("full"),
        written: told["written"].as_u64().unwrap_or(0),
    })
}

/// What is kept but for what takes the room, each with length and digest.
async fn old(page: &Page) -> Result<Vec<(String, usize, u32)>> {
    let mut all = page.kept_digests().await?;
    all.retain(|(key, ..)| key != "other.app/room");
    Ok(all)
}

#[tokio::test]
async fn r5_wherever_storage_is_full_it_is_told_nothing_is_lost_and_work_goes_on() -> Result<()> {
    let around = often(4, 100);
    let page = Subject::App.begin(Subject::App.site()?, &Setup::default()).await?;
    page.go("#/assess").await?;
    answer(&page).await?;
    saved(&page).await?;
    let size = page.run(SIZE, vec![]).await?.as_u64().unwrap_or(0);
    ensure!(size > 100, "no record was written");
    let (mut full, mut tried, mut times) = (0, 0, Vec::new());
    for units in size.saturating_sub(around)..=size + around {
        page.run(LEAVE, vec![json!(units)]).await?;
        let before = old(&page).await?;
        let told = answer(&page).await?;
        times.push(told.took);
        ensure!(told.full == (told.written == 0), "with room for {units} it is told otherwise than it is");
        let after = old(&page).await?;
        ensure!(before.iter().all(|own| after.contains(own)), "with room for {units} something old is lost");
        if told.full {
            full += 1;
            if full == 1 {
                page.press("Export a file").await?;
                let file = page.saved_file("figures.fourfold.json").await?;
                ensure!(file.contains("\"answer\""), "the file does not hold the answers");
            }
            page.run(LEAVE, vec![json!(4000)]).await?;
            page.press("Try again").await?;
        }
        saved(&page).await?;
        tried += 1;
    }
    ensure!(full > 0 && full < tried, "of {tried} limits {full} were too narrow: the boundary was not met");
    // A machine that does other things as well may stall now and then.
    times.sort_by(f64::total_cmp);
    let (middle, slowest) = (times[times.len() / 2], times[times.len() - 1]);
    ensure!(middle < 1000.0, "half of the time it took more than {middle:.0} ms until it was told");
    let kept = Subject::App.kept(&page).await?.len() as u64;
    ensure!(kept == tried + 1, "{kept} answers are kept of {}", tried + 1);
    figure(
        "R5",
        &format!(
            "limits of storage around a write ({full} too narrow, told after {middle:.0} ms, at most {slowest:.0} ms)"
        ),
        tried,
    )
}

#[tokio::test]
async fn r5_a_naive_page_says_saved_where_there_is_no_room() -> Result<()> {
    let page = Subject::Naive.begin(Subject::Naive.site()?, &Setup::default()).await?;
    answer(&page).await?;
    page.run(LEAVE, vec![json!(0)]).await?;
    let before = Subject::Naive.kept(&page).await?.len();
    let told = answer(&page).await?;
    let after = Subject::Naive.kept(&page).await?.len();
    ensure!(!told.full && before == after, "{before} answers became {after}, and full is told: {}", told.full);
    figure("R5", "limit of storage at which a naive page says saved and is not", 1)
}
