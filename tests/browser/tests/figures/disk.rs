//! R6: on a disk that is full before, becomes so while, or is full after somebody answers, nothing is called saved that
//! is not there when the browser starts again.

use anyhow::{Context, Result, ensure};
use browser_tests::browser::{Engine, Setup};
use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    Chance, can, figure, often,
    robot::{self, Acknowledged},
    subject::{Kept, Subject},
};

/// Enough for a profile, and soon full.
const SIZE: &str = "size=400m";
/// How long it is answered in each case, in milliseconds.
const LONG: u64 = 2000;

/// When the disk is full.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum When {
    Before,
    During,
    After,
}

/// A small disk of its own for a profile.
struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// Nothing where it is not permitted.
    fn new(name: &str) -> Result<Option<Self>> {
        let folder = std::env::temp_dir().join(format!("fourfold-disk-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", SIZE, "none"]).arg(&folder).stderr(Stdio::null());
        if !mount.status().is_ok_and(|status| status.success()) {
            std::fs::remove_dir(&folder)?;
            return Ok(None);
        }
        Ok(Some(Self { folder }))
    }

    fn profile(&self) -> Result<PathBuf> {
        let profile = self.folder.join("profile");
        std::fs::create_dir_all(&profile)?;
        Ok(profile)
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("filler")
    }

    /// Fills it to the last byte.
    fn fill(&self) -> Result<()> {
        let mut filler = OpenOptions::new().create(true).append(true).open(self.filler())?;
        for size in [1 << 20, 1 << 12, 1] {
            while filler.write_all(&vec![b'x'; size]).is_ok() {}
        }
        ensure!(
            File::create(self.folder.join("more")).and_then(|mut more| more.write_all(b"x")).is_err(),
            "it is not full"
        );
        Ok(())
    }

    fn make_room(&self) -> Result<()> {
        Ok(std::fs::remove_file(self.filler())?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Left behind, it takes memory until the machine starts again, and nothing more.
        let _ = Command::new("umount").arg("--lazy").arg(&self.folder).stderr(Stdio::null()).status();
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// What was called saved, and what of it is not there after a restart.
async fn full(
    subject: Subject,
    when: When,
    disk: &Disk,
    profile: &Path,
    chance: &mut Chance,
) -> Result<(usize, Vec<Acknowledged>)> {
    let setup = Setup { profile: Some(profile), ..Setup::default() };
    let site = subject.site()?;
    let page = subject.begin(site.clone(), &setup).await?;
    let (before, since) = (subject.last(&page).await?, site.requests().len());
    if when == When::Before {
        disk.fill()?;
    }
    robot::alone(&page, chance.below(u64::from(u32::MAX))).await?;
    robot::begin(&page).await?;
    if when != When::Before {
        robot::has_reported(&page, since).await?;
    }
    let moment = chance.below(LONG);
    tokio::time::sleep(Duration::from_millis(moment)).await;
    if when == When::During {
        disk.fill()?;
    }
    tokio::time::sleep(Duration::from_millis(LONG - moment)).await;
    if when == When::After {
        disk.fill()?;
    }
    page.browser.kill().await?;
    disk.make_room()?;
    let page = subject.again(site.clone(), &setup).await?;
    let acknowledged = robot::reports(&page, since)?;
    let kept = subject.kept(&page).await?;
    page.browser.kill().await?;
    let is_there = |own: &Acknowledged| {
        let same = |kept: &Kept| kept.question == own.question && kept.level == own.level;
        kept.iter().any(|kept| kept.counter == before + own.number && same(kept))
    };
    let all = acknowledged.len();
    Ok((all, acknowledged.into_iter().filter(|own| !is_there(own)).collect()))
}

#[tokio::test]
async fn r6_on_a_full_disk_nothing_is_called_saved_that_is_not() -> Result<()> {
    if !can("R6", "its driver keeps no profile", |own| own != Engine::WebKit)? {
        return Ok(());
    }
    let (count, mut chance, mut all) = (often(1, 20), Chance::new(6), 0);
    for time in 1..=count {
        for when in [When::Before, When::During, When::After] {
            let Some(disk) = Disk::new(&format!("{time}-{when:?}"))? else {
                println!("\nskipped: R6: a small disk of its own cannot be mounted here");
                return Ok(());
            };
            let outcome = full(Subject::App, when, &disk, &disk.profile()?, &mut chance).await;
            let (saved, lost) = outcome.with_context(|| format!("{when:?}, time {time}"))?;
            ensure!(lost.is_empty(), "{when:?}, time {time}: of {saved} called saved are lost: {lost:?}");
            ensure!(when != When::After || saved > 0, "nothing was called saved while there was room");
            println!("R6: {when:?}: {saved} called saved");
            all += saved;
        }
    }
    figure("R6", &format!("times a disk was full before, during, after ({all} answers called saved)"), 3 * count)
}

#[tokio::test]
async fn r6_a_naive_page_calls_saved_what_is_not() -> Result<()> {
    let is_able = can("R6, the naive page", "its driver keeps no profile", |own| own != Engine::WebKit)?;
    let Some(disk) = Disk::new("naive")?.filter(|_| is_able) else { return Ok(()) };
    let (all, lost) = full(Subject::Naive, When::Before, &disk, &disk.profile()?, &mut Chance::new(6)).await?;
    ensure!(!lost.is_empty(), "none of {all} was lost");
    figure("R6", &format!("time a disk was full under a naive page ({all} called saved, {} lost)", lost.len()), 1)
}
