//! R7: tabs of one browser that write at once lose nothing to each other and double nothing, in what is kept, in the
//! safety copy, and in what each tab has in mind.

use anyhow::{Context, Result, ensure};
use browser_tests::{browser::Setup, page::Page};
use fourfold::exchange::file;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use crate::{
    Chance, figure, often,
    robot::{self, Robot},
    subject::{Kept, Subject, facts, newest, shows_what_is_kept},
};

const TABS: [usize; 3] = [2, 4, 8];
/// Tabs in the back work as fast as the one in front.
const AWAKE: [&str; 3] = [
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
];
/// A robot that gets no further for so long is stuck.
const STUCK: Duration = Duration::from_secs(120);
const FILE: &str = "figures.fourfold.json";

/// Waits until the robot of the window in front has done all it was to do.
async fn done(page: &Page) -> Result<Robot> {
    let (mut moved, mut so_far) = (Instant::now(), 0);
    loop {
        let robot = robot::seen(page).await?;
        if robot.is_done {
            return Ok(robot);
        }
        if robot.said.len() > so_far {
            (moved, so_far) = (Instant::now(), robot.said.len());
        }
        ensure!(moved.elapsed() < STUCK, "a robot is stuck after {so_far} answers");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The tabs one behind another, each with what its robot said.
struct Tabs {
    page: Page,
    windows: Vec<thirtyfour::WindowHandle>,
    said: Vec<Vec<(String, String)>>,
    /// What was kept before.
    before: usize,
}

async fn work(subject: Subject, tabs: usize, edits: u64, chance: &mut Chance) -> Result<Tabs> {
    let page = subject.begin(subject.site()?, &Setup { switches: &AWAKE, ..Setup::default() }).await?;
    let mut windows = vec![page.browser.driver.window().await?];
    let route = if subject == Subject::App { page.route().await? } else { String::new() };
    for _ in 1..tabs {
        page.second_window(&route).await?;
        subject.stands(&page).await?;
        windows.push(page.browser.driver.window().await?);
    }
    let before = if subject == Subject::App { page.records().await?.len() } else { 0 };
    for window in &windows {
        page.in_front(window.clone()).await?;
        robot::one_of(&page, tabs, edits, chance.below(u64::from(u32::MAX))).await?;
    }
    robot::begin(&page).await?;
    let mut said = Vec::new();
    for window in &windows {
        page.in_front(window.clone()).await?;
        said.push(done(&page).await?.said);
    }
    Ok(Tabs { page, windows, said, before })
}

/// How many of the edits are not kept, or not as they were said. Each tab writes under a name of its own.
fn missing(kept: &[Kept], said: &[Vec<(String, String)>]) -> usize {
    let writers: BTreeSet<&str> = kept.iter().map(|kept| &*kept.writer).collect();
    let mut sequences: Vec<Vec<(String, String)>> = Vec::new();
    for writer in writers {
        let own = kept.iter().filter(|kept| kept.writer == writer);
        sequences.push(own.map(|kept| (kept.question.clone(), kept.level.clone())).collect());
    }
    let mut missing = 0;
    for said in said {
        match sequences.iter().position(|sequence| sequence == said) {
            Some(found) => drop(sequences.swap_remove(found)),
            None => missing += said.len(),
        }
    }
    missing
}

async fn nothing_is_lost(tabs: Tabs, edits: u64) -> Result<()> {
    let Tabs { page, windows, said, before } = tabs;
    let all = said.len() * edits as usize;
    ensure!(said.iter().all(|said| said.len() as u64 == edits), "a robot said less than it was to");
    let same = async || Ok(page.records().await? == page.copies().await?);
    page.until("both stores hold the same", same).await?;
    let records = page.records().await?;
    ensure!(records.len() == before + all, "{} records are kept of {} that were written", records.len() - before, all);
    let kept = Subject::App.kept(&page).await?;
    ensure!(kept.len() == all, "{} answers are kept of {all}", kept.len());
    ensure!(missing(&kept, &said) == 0, "{} answers are not kept as they were said", missing(&kept, &said));
    let there: BTreeSet<String> = facts(&page).await?.iter().map(|fact| fact.write()).collect();
    for window in windows {
        page.in_front(window).await?;
        let follows = async || Ok(shows_what_is_kept(&page, &kept).await.is_ok());
        page.until("each tab shows what counts", follows).await?;
        page.go("#/library").await?;
        page.press_of("Figures", "Export").await?;
        let text = page.saved_file(FILE).await?;
        std::fs::remove_file(page.browser.downloads.join(FILE))?;
        let file = file::read(&text).map_err(|why| anyhow::anyhow!("{why}"))?;
        let mind: BTreeSet<String> = file.facts.iter().map(|fact| fact.write()).collect();
        ensure!(mind == there, "a tab has {} facts in mind, and {} are kept", mind.len(), there.len());
    }
    // The next start puts them closer together.
    page.load_again().await?;
    Subject::App.stands(&page).await?;
    let after = Subject::App.kept(&page).await?;
    ensure!(after == kept, "after the next start {} answers are kept of {}", after.len(), kept.len());
    page.go("#/list/practice").await?;
    shows_what_is_kept(&page, &kept).await
}

#[tokio::test]
async fn r7_tabs_that_write_at_once_lose_nothing_and_double_nothing() -> Result<()> {
    let (edits, seeds) = (often(10, 1000), often(1, 10).min(10));
    let (mut all, mut chance) = (0, Chance::new(7));
    for seed in 0..seeds {
        for tabs in TABS {
            let begin = Instant::now();
            let context = || format!("{tabs} tabs, round {seed}");
            let worked = work(Subject::App, tabs, edits, &mut chance).await.with_context(context)?;
            let worked_for = begin.elapsed();
            nothing_is_lost(worked, edits).await.with_context(context)?;
            all += tabs as u64 * edits;
            println!("R7: {tabs} tabs, {worked_for:?} of {:?}; {all} edits so far", begin.elapsed());
        }
    }
    figure("R7", "edits of 2, 4 and 8 tabs at once, none lost, none doubled", all)
}

#[tokio::test]
async fn r7_a_naive_page_loses_what_two_tabs_write_at_once() -> Result<()> {
    let edits = often(20, 1000);
    let Tabs { page, said, .. } = work(Subject::Naive, 2, edits, &mut Chance::new(7)).await?;
    let kept = Subject::Naive.kept(&page).await?;
    let missing = (2 * edits as usize).saturating_sub(kept.len());
    ensure!(missing > 0 && newest(&kept).len() > 1, "of {} edits all are kept", 2 * said[0].len());
    figure("R7", &format!("edits of 2 tabs on a naive page ({missing} of them lost)"), 2 * edits)
}
