//! Starts a browser of one engine, with an empty profile unless it is given one, and ends it with all its processes.

mod lent;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use thirtyfour::{Capabilities, WebDriver, extensions::query::ElementPollerWithTimeout};

/// Long enough for a loaded build machine, short enough to wait for once.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// The engine this run is for: `FOURFOLD_BROWSER`, or Chromium.
    pub fn of_this_run() -> Result<Self> {
        match std::env::var("FOURFOLD_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => bail!("FOURFOLD_BROWSER is {other}; it can be chromium, firefox or webkit."),
        }
    }
}

/// What the visitor's system asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

impl Theme {
    pub const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How a browser is set up.
#[derive(Default)]
pub struct Setup<'a> {
    pub theme: Theme,
    /// Where it keeps its profile, to be started on again; otherwise the profile is gone with it.
    pub profile: Option<&'a Path>,
    /// Further command line switches of Chromium.
    pub switches: &'a [&'a str],
    /// Further settings by their names.
    pub settings: Vec<(&'a str, Value)>,
}

/// A running browser. Dropped, it is closed, and its driver and virtual screen are ended, unless somebody else may have
/// it next ([`Browser::lend`]).
pub struct Browser {
    pub driver: WebDriver,
    pub engine: Engine,
    /// What the visitor saves lands here; it is gone with the browser.
    pub downloads: PathBuf,
    running: Option<Running>,
    is_lent: bool,
}

impl Drop for Browser {
    fn drop(&mut self) {
        if self.is_lent {
            self.running.take().into_iter().for_each(lent::give_back);
        }
    }
}

/// What a browser consists of.
struct Running {
    driver: WebDriver,
    engine: Engine,
    theme: Theme,
    downloads: PathBuf,
    port: u16,
    processes: Vec<Process>,
    /// The hosts it has seen.
    visited: Vec<String>,
}

impl Drop for Running {
    /// A driver that is killed leaves its browser running, so the session is ended first. By a plain socket: the
    /// driver's own client needs the runtime, which a failing test no longer turns.
    fn drop(&mut self) {
        let end = || -> std::io::Result<()> {
            let mut driver = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
            driver.set_read_timeout(Some(PATIENCE))?;
            let session = self.driver.session_id();
            write!(driver, "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port)?;
            driver.read_exact(&mut [0])
        };
        // A browser that is gone already needs no ending.
        let _ = end();
        let _ = self.driver.clone().leak();
        let _ = std::fs::remove_dir_all(&self.downloads);
    }
}

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; either way it must not stay as a zombie.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    pub async fn start(engine: Engine, theme: Theme) -> Result<Self> {
        Self::start_with(engine, &Setup { theme, ..Setup::default() }).await
    }

    /// Set up in another way.
    pub async fn start_with(engine: Engine, setup: &Setup<'_>) -> Result<Self> {
        Ok(Self::of(Running::start(engine, setup).await?, false))
    }

    /// One that has never seen a host, and may have seen others: starting one costs as much as a short journey. Browsers
    /// keep what they keep by host and port, so nothing of what others did is there.
    pub async fn lend(engine: Engine, theme: Theme, host: String) -> Result<Self> {
        if engine == Engine::WebKit {
            return Self::start(engine, theme).await;
        }
        let mut running = match lent::fresh(engine, theme, &host).await {
            Some(running) => running,
            None => {
                let running = Running::start(engine, &Setup { theme, ..Setup::default() }).await?;
                lent::end_with_this_process(&running)?;
                running
            }
        };
        running.visited.push(host);
        Ok(Self::of(running, true))
    }

    fn of(running: Running, is_lent: bool) -> Self {
        let (driver, downloads) = (running.driver.clone(), running.downloads.clone());
        Self { driver, engine: running.engine, downloads, running: Some(running), is_lent }
    }

    /// The processes that were started for it; the browser itself is among what they have started.
    fn own_processes(&self) -> Vec<u32> {
        self.running.iter().flat_map(|own| &own.processes).map(|process| process.0.id()).collect()
    }

    /// Ends the browser with everything it has started, at once and without a word, as a power cut does. What it did
    /// not put on the disk is lost.
    pub async fn kill(&self) -> Result<()> {
        let own = self.own_processes();
        let all = with_descendants(&own);
        ensure!(all.len() > own.len(), "the browser has no process");
        let names = all.iter().map(u32::to_string);
        let killed = Command::new("kill").arg("-9").args(names).stderr(Stdio::null()).status();
        killed.context("`kill` could not be started")?;
        let begin = Instant::now();
        while all.iter().any(|process| parent(*process).is_some() && !own.contains(process)) {
            ensure!(begin.elapsed() < PATIENCE, "the browser survives being killed");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Ends the browser as a person does who closes its last window.
    pub async fn close(&self) -> Result<()> {
        let own = self.own_processes();
        let all = with_descendants(&own);
        self.driver.close_window().await?;
        let begin = Instant::now();
        while all.iter().any(|process| parent(*process).is_some() && !own.contains(process)) {
            ensure!(begin.elapsed() < PATIENCE * 2, "the browser does not end");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// A command of the Chrome DevTools Protocol; only Chromium knows it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.driver.cdp().send_raw(command, parameters).await.with_context(|| format!("{command} failed"))
    }

    /// A window as wide as a telephone is narrower than a real one can be: only Chromium can pretend.
    pub async fn pretend_size(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        // A telephone's scroll bar takes no room.
        self.devtools("Emulation.setScrollbarsHidden", json!({"hidden": true})).await.map(drop)
    }
}

impl Running {
    async fn start(engine: Engine, setup: &Setup<'_>) -> Result<Self> {
        let theme = setup.theme;
        let port = free_port()?;
        let downloads = std::env::temp_dir().join(format!("fourfold-journey-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&downloads)?;
        let (processes, capabilities) = match engine {
            Engine::Chromium => {
                let driver = Command::new("chromedriver").arg(format!("--port={port}")).spawn_quietly()?;
                (vec![driver], chromium(setup, &downloads))
            }
            Engine::Firefox => {
                // Each needs a second port for itself, or two at once collide on the default one.
                let second = free_port()?.to_string();
                let mut command = Command::new("geckodriver");
                command.args(["--port", &port.to_string(), "--websocket-port", &second]);
                (vec![command.spawn_quietly()?], firefox(setup, &downloads))
            }
            Engine::WebKit => {
                ensure!(setup.profile.is_none(), "WebKit's driver keeps no profile");
                let (screen, display) = virtual_screen()?;
                let mut command = Command::new("WebKitWebDriver");
                command.arg(format!("--port={port}")).env("DISPLAY", display);
                command.env("GTK_THEME", if theme == Theme::Dark { "Adwaita:dark" } else { "Adwaita" });
                // It asks the desktop where downloads go.
                let desktop = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
                std::fs::write(downloads.join("user-dirs.dirs"), desktop)?;
                command.env("XDG_CONFIG_HOME", &downloads);
                (vec![command.spawn_quietly()?, screen], webkit())
            }
        };
        wait_for_port(port).await?;
        let capabilities: Capabilities = serde_json::from_value(capabilities)?;
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .poller(std::sync::Arc::new(ElementPollerWithTimeout::new(PATIENCE, Duration::from_millis(20))))
            // Every journey has a runtime of its own, and a connection ends with the runtime it was opened in.
            .client(reqwest::Client::builder().pool_max_idle_per_host(0).timeout(PATIENCE * 4).build()?)
            .connect()
            .await
            .with_context(|| format!("{engine:?} did not start. Does it run on this machine by hand?"))?;
        let running = Self { driver, engine, theme, downloads, port, processes, visited: Vec::new() };
        running.put_on(theme).await?;
        Ok(running)
    }

    /// The other engines are started in a theme and stay in it.
    async fn put_on(&self, theme: Theme) -> Result<()> {
        if self.engine == Engine::Chromium {
            let feature = json!({"features": [{"name": "prefers-color-scheme", "value": theme.name()}]});
            self.driver.cdp().send_raw("Emulation.setEmulatedMedia", feature).await?;
        }
        Ok(())
    }
}

/// The process that started this one, as Linux tells it; nothing where it runs no more.
fn parent(process: u32) -> Option<u32> {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before may hold anything.
    let mut words = told.rsplit_once(") ")?.1.split(' ');
    words.next().filter(|state| !matches!(*state, "Z" | "X"))?;
    words.next()?.parse().ok()
}

/// These processes, what they have started, and what that has.
fn with_descendants(first: &[u32]) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let parents: Vec<(u32, u32)> = processes.filter_map(|process| Some((process, parent(process)?))).collect();
    let mut all = first.to_vec();
    let mut at = 0;
    while let Some(&parent) = all.get(at) {
        all.extend(parents.iter().filter(|own| own.1 == parent).map(|own| own.0));
        at += 1;
    }
    all
}

fn chromium(setup: &Setup<'_>, downloads: &Path) -> Value {
    // No sandbox: build machines run as root. No background traffic: it would be measured, and find no network.
    let mut all = vec![
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,900",
    ];
    all.extend(setup.switches);
    let profile = setup.profile.map(|profile| format!("--user-data-dir={}", profile.display()));
    all.extend(profile.as_deref());
    let mut settings = json!({ "download.default_directory": downloads });
    for (name, value) in &setup.settings {
        settings[*name] = value.clone();
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": all, "prefs": settings },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox(setup: &Setup<'_>, downloads: &Path) -> Value {
    let dark = setup.theme == Theme::Dark;
    let profile = setup.profile.map(|profile| profile.display().to_string());
    let mut all = vec!["-headless", "--width=1280", "--height=900"];
    all.extend(profile.iter().flat_map(|profile| ["-profile", profile]));
    let mut settings = json!({
        "browser.download.dir": downloads,
        "browser.download.folderList": 2,
        "ui.systemUsesDarkTheme": i32::from(dark),
        "layout.css.prefers-color-scheme.content-override": i32::from(!dark),
    });
    for (name, value) in &setup.settings {
        settings[*name] = value.clone();
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "args": all, "prefs": settings },
    })
}

fn webkit() -> Value {
    json!({ "browserName": "MiniBrowser" })
}

/// WebKitGTK has no windowless mode. The server chooses a free number and tells it.
fn virtual_screen() -> Result<(Process, String)> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
    let mut screen = command.stdout(Stdio::piped()).spawn_quietly()?;
    let mut number = String::new();
    if let Some(output) = screen.0.stdout.take() {
        BufReader::new(output).read_line(&mut number).context("Xvfb told no display number")?;
    }
    Ok((screen, format!(":{}", number.trim())))
}

trait SpawnQuietly {
    fn spawn_quietly(&mut self) -> Result<Process>;
}

impl SpawnQuietly for Command {
    /// Drivers and browsers talk a lot about the machine, and nothing about the app.
    fn spawn_quietly(&mut self) -> Result<Process> {
        let name = self.get_program().to_string_lossy().into_owned();
        if name != "Xvfb" {
            self.stdout(Stdio::null());
        }
        // Without a language a browser cannot write the name of a file that has letters of other scripts.
        let child = self.env("LC_ALL", "C.UTF-8").stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        child.map(Process).with_context(|| format!("{name} could not be started. `cargo xtask test` installs it."))
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

async fn wait_for_port(port: u16) -> Result<()> {
    let begin = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if begin.elapsed() > PATIENCE {
            bail!("the browser's driver does not answer on port {port}.");
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}
