//! A static host for dist/, of the kind the app is published on, that remembers what it was asked.
//!
//! It compresses and caches like GitHub Pages, so that what is measured here holds there. Under test it also puts a
//! script into the page that notes every complaint of the browser: in this way all engines are listened to alike.

use anyhow::{Context, Result, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha384};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The app must not depend on where it lies.
pub const SUB_PATH: &str = "/some/sub/path/";

/// Collects in `window.complaints` what a visitor would never see: violations of the policy, errors and warnings.
const LISTENER: &str = r#"
window.complaints = [];
{
  const complain = (text) => window.complaints.push(text);
  addEventListener("securitypolicyviolation", (e) => {
    const what = `policy: ${e.effectiveDirective} blocked ${e.blockedURI || "inline"} (${e.sourceFile}:${e.lineNumber})`;
    complain(what);
    // The page may be gone before anybody asks it.
    navigator.sendBeacon(new URL("violation-under-test", document.baseURI), what);
  });
  addEventListener("error", (e) => complain(`error: ${e.message ?? e.target?.src ?? e.target?.href}`), true);
  addEventListener("unhandledrejection", (e) => complain(`unhandled: ${e.reason?.message ?? e.reason}`));
  for (const level of ["error", "warn"]) {
    const original = console[level];
    console[level] = (...words) => { complain(`console.${level}: ${words.join(" ")}`); original.apply(console, words); };
  }
}
"#;

/// It is noon of a day, and time goes on from there.
const CLOCK: &str = r#"
{
  const System = Date;
  const ahead = System.parse("DAYT12:00:00") - System.now();
  window.Date = class extends System {
    constructor(...parts) { parts.length ? super(...parts) : super(System.now() + ahead); }
    static now() { return System.now() + ahead; }
  };
}
"#;
const LISTENER_PATH: &str = "listener-of-the-journeys.js";
/// Where it tells the host of a violation of the policy.
const VIOLATION_PATH: &str = "violation-under-test";

/// The pages it is put into.
const PAGES: [&str; 2] = ["index.html", "rescue.html"];

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// With the query, as sent.
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// Everything that left the browser, as text to search in.
    pub fn text(&self) -> String {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let body = String::from_utf8_lossy(&self.body);
        format!("{} {}\n{}\n\n{body}", self.method, self.path, headers.join("\n"))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value.as_str()))
    }
}

/// What can happen to a file on its way.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// One bit is another.
    Altered,
    /// The host does not know it any more.
    Missing,
}

/// The running host; it stays until the process ends.
#[derive(Clone)]
pub struct Site {
    host: Arc<Host>,
}

struct Host {
    path: String,
    address: SocketAddr,
    listener: Option<String>,
    state: Mutex<State>,
}

struct State {
    root: PathBuf,
    /// It answers nobody.
    is_away: bool,
    /// Browsers may keep nothing of it in their own store of files.
    is_fleeting: bool,
    requests: Vec<Request>,
    faults: Vec<(String, Fault)>,
    compressed: HashMap<PathBuf, Arc<Vec<u8>>>,
    violations: Vec<String>,
}

impl Site {
    /// dist/ below [`SUB_PATH`], with the listener for complaints in its page.
    pub fn under_test() -> Result<Self> {
        Self::start(dist()?, SUB_PATH, 0, Some(String::new()))
    }

    /// Another folder than dist/, with nothing put into its page.
    pub fn of_folder(folder: PathBuf) -> Result<Self> {
        Self::start(folder, "/", 0, None)
    }

    /// dist/ under test, and a script runs before the app does, which is how a browser with another clock or without storage
    /// is had in every engine.
    pub fn after_script(script: &str) -> Result<Self> {
        Self::start(dist()?, SUB_PATH, 0, Some(script.to_owned()))
    }

    /// The same, at noon of the day of another year: what is due depends on the day.
    pub fn on_day(day: &str) -> Result<Self> {
        Self::after_script(&CLOCK.replace("DAY", day))
    }

    /// The same with no path of its own.
    pub fn at_the_root() -> Result<Self> {
        Self::start(dist()?, "/", 0, Some(String::new()))
    }

    /// dist/ exactly as it is published, on a port of choice; 0 is any free one.
    pub fn as_published(path: &str, port: u16) -> Result<Self> {
        Self::start(dist()?, path, port, None)
    }

    /// With a listener for complaints and a script behind it, or without.
    fn start(root: PathBuf, path: &str, port: u16, script: Option<String>) -> Result<Self> {
        let door = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port} could not be opened; end what uses it, or take another"))?;
        let address = door.local_addr()?;
        let listener = script.map(|script| format!("{LISTENER}\n{script}"));
        let state = State {
            root,
            is_away: false,
            is_fleeting: false,
            requests: Vec::new(),
            faults: Vec::new(),
            compressed: HashMap::new(),
            violations: Vec::new(),
        };
        let host = Arc::new(Host { path: path.to_owned(), address, listener, state: Mutex::new(state) });
        let served = host.clone();
        std::thread::spawn(move || {
            for stream in door.incoming().flatten() {
                let host = served.clone();
                // A visitor who goes away in the middle is no error of the host.
                std::thread::spawn(move || host.converse(stream));
            }
        });
        Ok(Self { host })
    }

    /// The address of the page, with the part behind `#`.
    pub fn url(&self, route: &str) -> String {
        format!("http://{}{}{route}", self.host.address, self.host.path)
    }

    /// The part of it that browsers keep things apart by.
    pub fn origin(&self) -> String {
        format!("http://{}", self.host.address)
    }

    /// The path everything lies below.
    pub fn path(&self) -> &str {
        &self.host.path
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.host.state().requests.clone()
    }

    /// What went against the policy on any page of this host.
    pub fn violations(&self) -> Vec<String> {
        self.host.state().violations.clone()
    }

    /// Of what went against the policy nobody is to be told: it was meant to.
    pub fn forgive_violations(&self) {
        self.host.state().violations.clear();
    }

    /// From now on, files that end like this arrive so.
    pub fn break_files(&self, ending: &str, fault: Fault) {
        self.host.state().faults.push((ending.to_owned(), fault));
    }

    /// From now on it serves another folder, as after a new build was published.
    pub fn publish(&self, folder: PathBuf) {
        self.host.state().root = folder;
    }

    /// From now on browsers may keep nothing in their own store of files, which would stand in for a host that is gone.
    pub fn keep_out_of_store(&self) {
        self.host.state().is_fleeting = true;
    }

    /// From now on nobody gets an answer, as without a network.
    pub fn go_away(&self) {
        self.host.state().is_away = true;
    }

    /// From now on it answers again.
    pub fn come_back(&self) {
        self.host.state().is_away = false;
    }

    /// From now on every file arrives as it is again.
    pub fn mend_files(&self) {
        self.host.state().faults.clear();
    }
}

/// The app as it was built last, or the build this run is for: `FOURFOLD_DIST`, from the project's root.
pub fn dist() -> Result<PathBuf> {
    let name = std::env::var("FOURFOLD_DIST").unwrap_or_else(|_| "dist".to_owned());
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(&name);
    if !root.join("index.html").is_file() {
        bail!("there is no {name}/index.html to serve. Run `cargo xtask build` first.");
    }
    Ok(root)
}

/// As the build writes it for the service worker.
pub fn digest(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

impl Host {
    /// A panic elsewhere does not make the notes wrong.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn converse(&self, stream: TcpStream) -> Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut writer = stream;
        while let Some(request) = read(&mut reader)? {
            if self.state().is_away {
                return Ok(());
            }
            let answer = self.answer(&request)?;
            let mut state = self.state();
            // The listener is ours, not the app's.
            if request.path.ends_with(VIOLATION_PATH) {
                state.violations.push(String::from_utf8_lossy(&request.body).into_owned());
            } else if !request.path.ends_with(LISTENER_PATH) {
                state.requests.push(request);
            }
            drop(state);
            writer.write_all(&answer)?;
        }
        Ok(())
    }

    fn answer(&self, request: &Request) -> Result<Vec<u8>> {
        let path = request.path.split('?').next().unwrap_or_default();
        let name = match path.strip_prefix(self.path.as_str()) {
            Some("") => "index.html",
            Some(name) => name,
            None => return Ok(head("404 Not Found", "text/plain", 0, "")),
        };
        if name == VIOLATION_PATH {
            return Ok(head("204 No Content", "text/plain", 0, ""));
        }
        if let (LISTENER_PATH, Some(listener)) = (name, &self.listener) {
            return Ok([head("200 OK", mime(name), listener.len(), "").as_slice(), listener.as_bytes()].concat());
        }
        let root = self.state().root.clone();
        let file = root.join(name);
        let fault = self.state().faults.iter().find(|(ending, _)| name.ends_with(ending.as_str())).map(|found| found.1);
        let is_ours = !name.split('/').any(|part| part == "..") && file.is_file();
        if !is_ours || matches!(fault, Some(Fault::Missing)) {
            let body = std::fs::read(root.join("404.html")).unwrap_or_default();
            return Ok([head("404 Not Found", "text/html; charset=utf-8", body.len(), ""), body].concat());
        }
        let mut body = std::fs::read(&file)?;
        if matches!(fault, Some(Fault::Altered)) {
            // In the last byte: the file stays well-formed for as long as possible.
            if let Some(last) = body.last_mut() {
                *last ^= 1;
            }
        }
        if self.listener.is_some() {
            body = match name {
                _ if PAGES.contains(&name) => with_listener(&body),
                // Its list names the pages as they are sent.
                "sw.js" => PAGES.iter().try_fold(body, |worker, page| {
                    let page = std::fs::read(root.join(page))?;
                    let worker = String::from_utf8_lossy(&worker);
                    anyhow::Ok(worker.replace(&digest(&page), &digest(&with_listener(&page))).into_bytes())
                })?,
                _ => body,
            };
        }
        let mark = etag(&body);
        let fleeting = if self.state().is_fleeting { "no-store" } else { "max-age=600" };
        let caching = format!("Cache-Control: {fleeting}\r\nETag: {mark}\r\nVary: Accept-Encoding\r\n");
        if request.header("if-none-match") == Some(&mark) {
            return Ok(head("304 Not Modified", mime(name), 0, &caching));
        }
        if fault.is_none() && request.header("accept-encoding").is_some_and(|accepted| accepted.contains("gzip")) {
            let body = self.compressed(&file, &body)?;
            let extra = format!("{caching}Content-Encoding: gzip\r\n");
            return Ok([head("200 OK", mime(name), body.len(), &extra).as_slice(), &body].concat());
        }
        Ok([head("200 OK", mime(name), body.len(), &caching), body].concat())
    }

    /// Compressed once, so that a measured answer does not wait for it.
    fn compressed(&self, file: &PathBuf, body: &[u8]) -> Result<Arc<Vec<u8>>> {
        if let Some(known) = self.state().compressed.get(file) {
            return Ok(known.clone());
        }
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(body)?;
        let compressed = Arc::new(encoder.finish()?);
        self.state().compressed.insert(file.clone(), compressed.clone());
        Ok(compressed)
    }
}

fn with_listener(page: &[u8]) -> Vec<u8> {
    let listener = format!("<script src=\"{LISTENER_PATH}\"></script>\n  <meta name=\"viewport\"");
    String::from_utf8_lossy(page).replacen("<meta name=\"viewport\"", &listener, 1).into_bytes()
}

/// The next request of a connection; nothing when it is closed.
fn read(reader: &mut impl BufRead) -> Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(path)) = (words.next(), words.next()) else { bail!("not a request: {line}") };
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = Request { method, path, headers, body: Vec::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_end(&mut request.body)?;
    Ok(Some(request))
}

fn head(status: &str, mime: &str, length: usize, extra: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\n{extra}\r\n").into_bytes()
}

fn etag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:x}\"", hasher.finish())
}

/// Wasm is compiled while it arrives only under its own type.
fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
