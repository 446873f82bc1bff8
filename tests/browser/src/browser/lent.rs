//! Browsers that were started for one journey and serve the next.

use super::{Engine, Running, Theme};
use anyhow::{Context, Result};
use std::{
    io::Write,
    os::unix::process::CommandExt,
    process::{ChildStdin, Command, Stdio},
    sync::{Mutex, PoisonError},
};

/// Those that nobody uses.
static IDLE: Mutex<Vec<Running>> = Mutex::new(Vec::new());

/// Ends browsers when this process does, however it does: then nothing is left to read, and it goes through what it read.
static KEEPER: Mutex<Option<ChildStdin>> = Mutex::new(None);
const KEEPER_SCRIPT: &str = r#"
all=()
while IFS= read -r line; do all+=("$line"); done
for line in "${all[@]}"; do
    read -r port session downloads processes <<< "$line"
    if exec 3<> "/dev/tcp/127.0.0.1/$port"; then
        printf 'DELETE /session/%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n' "$session" "$port" >&3
        read -r -t 30 <&3
    fi
    kill -9 $processes
    rm -rf "$downloads"
done"#;

/// Keeps a browser for whoever comes next.
pub(super) fn give_back(browser: Running) {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
}

/// One of them that has never seen a host, as if it had just been started.
pub(super) async fn fresh(engine: Engine, theme: Theme, host: &str) -> Option<Running> {
    loop {
        let browser = take(engine, theme, host)?;
        // One that was closed or hangs is of no use to anybody.
        if clean(&browser, theme).await.is_ok() {
            return Some(browser);
        }
    }
}

fn take(engine: Engine, theme: Theme, host: &str) -> Option<Running> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let suits =
        |own: &Running| own.engine == engine && own.theme == theme && !own.visited.iter().any(|seen| seen == host);
    let place = idle.iter().position(suits)?;
    Some(idle.remove(place))
}

/// One new window in place of all there are, and no files.
async fn clean(browser: &Running, theme: Theme) -> Result<()> {
    let driver = &browser.driver;
    let before = driver.windows().await?;
    let new = driver.new_window().await?;
    for window in before {
        driver.switch_to_window(window).await?;
        driver.close_window().await?;
    }
    driver.switch_to_window(new).await?;
    if browser.engine == Engine::Chromium {
        driver.browser_log().await?;
    }
    for entry in std::fs::read_dir(&browser.downloads)? {
        let path = entry?.path();
        match path.is_dir() {
            true => std::fs::remove_dir_all(path)?,
            // Where the desktop says that downloads go.
            false if path.ends_with("user-dirs.dirs") => {}
            false => std::fs::remove_file(path)?,
        }
    }
    browser.put_on(theme).await
}

/// Has a browser ended with this process at the latest.
pub(super) fn end_with_this_process(browser: &Running) -> Result<()> {
    let mut keeper = KEEPER.lock().unwrap_or_else(PoisonError::into_inner);
    if keeper.is_none() {
        let mut command = Command::new("bash");
        // Whoever interrupts this process must not interrupt it as well.
        command.args(["-c", KEEPER_SCRIPT]).process_group(0).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.stderr(Stdio::null()).spawn().context("bash could not be started")?;
        *keeper = child.stdin.take();
    }
    let processes: Vec<String> = browser.processes.iter().map(|own| own.0.id().to_string()).collect();
    let (session, downloads) = (browser.driver.session_id(), browser.downloads.display());
    let keeper = keeper.as_mut().context("nobody listens")?;
    Ok(writeln!(keeper, "{} {session} {downloads} {}", browser.port, processes.join(" "))?)
}
