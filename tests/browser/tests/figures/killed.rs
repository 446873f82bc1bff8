//! R3: whatever moment the browser is killed, everything of which the screen had said that it was saved is there.

use anyhow::{Result, ensure};
use browser_tests::browser::{Engine, Setup};
use std::time::Duration;

use crate::{
    Chance, can, figure, often,
    robot::{self, Acknowledged},
    subject::{Kept, Profile, Subject, shows_what_is_kept},
};

/// So often on one profile: it has a past then, is compacted now and then, and stays small enough for its storage.
const ON_ONE_PROFILE: u64 = 20;
/// The latest moment, in milliseconds after the robot has begun.
const LATEST: u64 = 3000;

/// What came of it.
#[derive(Default)]
struct Outcome {
    acknowledged: usize,
    lost: Vec<(u64, Acknowledged)>,
}

/// What was acknowledged and is not there as the answer with the number it has to have.
fn lost(acknowledged: Vec<Acknowledged>, kept: &[Kept], before: u64) -> Vec<Acknowledged> {
    let is_there = |own: &Acknowledged| {
        kept.iter()
            .any(|kept| kept.counter == before + own.number && kept.question == own.question && kept.level == own.level)
    };
    acknowledged.into_iter().filter(|own| !is_there(own)).collect()
}

async fn kills(subject: Subject, name: &str, count: u64, chance: &mut Chance) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut done = 0;
    while done < count {
        let profile = Profile::new(&format!("{name}-{done}"))?;
        let setup = Setup { profile: Some(profile.path()), ..Setup::default() };
        let site = subject.site()?;
        let mut page = subject.begin(site.clone(), &setup).await?;
        for time in 0..ON_ONE_PROFILE.min(count - done) {
            done += 1;
            let (before, since) = (subject.last(&page).await?, site.requests().len());
            robot::alone(&page, chance.below(u64::from(u32::MAX))).await?;
            robot::begin(&page).await?;
            if time == 0 {
                // However slow the machine is, there is something to lose.
                robot::has_reported(&page, since).await?;
            }
            tokio::time::sleep(Duration::from_millis(chance.below(LATEST))).await;
            page.browser.kill().await?;
            page = subject.again(site.clone(), &setup).await?;
            let acknowledged = robot::reports(&page, since)?;
            let kept = subject.kept(&page).await?;
            outcome.acknowledged += acknowledged.len();
            let lost = lost(acknowledged, &kept, before);
            outcome.lost.extend(lost.into_iter().map(|lost| (done, lost)));
            shows_what_is_kept(&page, &kept).await?;
        }
        // Its folder is taken away next, so nothing may write into it any more.
        page.browser.kill().await?;
        println!("R3: {done} kills, {} answers called saved, {} lost", outcome.acknowledged, outcome.lost.len());
    }
    Ok(outcome)
}

#[tokio::test]
async fn r3_whatever_moment_the_browser_is_killed_what_it_called_saved_is_there() -> Result<()> {
    if !can("R3", "its driver keeps no profile to come back to", |own| own != Engine::WebKit)? {
        return Ok(());
    }
    let count = often(1, 200);
    let outcome = kills(Subject::App, "kept", count, &mut Chance::new(3)).await?;
    ensure!(outcome.lost.is_empty(), "of {} lost: {:?}", outcome.acknowledged, outcome.lost);
    ensure!(outcome.acknowledged > 0, "no answer was called saved");
    let what = format!("kills of the browser while answers are given ({} called saved)", outcome.acknowledged);
    figure("R3", &what, count)
}

#[tokio::test]
async fn r3_a_naive_page_loses_what_it_called_saved() -> Result<()> {
    if !can("R3, the naive page", "its driver keeps no profile to come back to", |own| own != Engine::WebKit)? {
        return Ok(());
    }
    let count = often(1, 20);
    let outcome = kills(Subject::Naive, "naive", count, &mut Chance::new(3)).await?;
    ensure!(!outcome.lost.is_empty(), "none of {} answers was lost", outcome.acknowledged);
    let (all, lost) = (outcome.acknowledged, outcome.lost.len());
    figure("R3", &format!("kills of a naive page ({all} called saved, {lost} of them lost)"), count)
}
