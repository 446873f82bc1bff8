//! What a visitor does and sees: the one place that knows how the screens are built.
//!
//! Things are found as people and screen readers find them, by role and words, so that a journey also proves that they
//! can be found. What has no words of its own is found by a selector, and all of those stand in this file.

use crate::{
    browser::{Browser, Engine, Theme},
    site::Site,
};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// Every screen that has an address of its own, with the name its pictures get.
pub const ROUTES: &[(&str, &str)] = &[
    ("start", "#/"),
    ("new", "#/new"),
    ("assess", "#/assess"),
    ("figures", "#/figures"),
    ("results", "#/results"),
    ("library", "#/library"),
];

/// The app sets it on the root element when the screen stands and its pack has been read.
const READY: &str = "return document.documentElement.dataset.ready === 'true'";
/// The radio buttons of the question on the screen; the values of the levels are 0 to 5.
const LEVELS: &str = "fieldset.levels input[type=radio]";
/// Words that lead on.
const NEXT: &str = "Next";
const SAMPLE: &str = "Open a sample";
const NAME: &str = "Name of the organisation";
const BEGIN: &str = "Begin";

/// Where the first open question of the assessment at hand stands.
pub const FIRST_QUESTION: &str = "#/assess";
/// True, in the page, when a question can be answered.
pub const QUESTION_STANDS: &str = "document.documentElement.dataset.ready === 'true' && \
     document.querySelector('fieldset.levels input[type=radio]:enabled') !== null";

/// The button of one level of the question on the screen, as a CSS selector.
pub fn level(level: u8) -> String {
    format!("{LEVELS}[value='{level}']")
}

/// The app in a browser of its own.
pub struct Page {
    pub browser: Browser,
    pub site: Site,
}

impl Page {
    /// A first visit at `route`, in the engine of this run.
    pub async fn open(route: &str) -> Result<Self> {
        Self::open_on(Site::under_test()?, Theme::Light, route).await
    }

    /// A first visit, waiting until the screen stands.
    pub async fn open_on(site: Site, theme: Theme, route: &str) -> Result<Self> {
        let page = Self::request(site, theme, route).await?;
        page.ready().await?;
        Ok(page)
    }

    /// A first visit, without the hope that anything stands.
    pub async fn request(site: Site, theme: Theme, route: &str) -> Result<Self> {
        let browser = Browser::start(Engine::of_this_run()?, theme).await?;
        browser.driver.goto(site.url(route)).await?;
        Ok(Self { browser, site })
    }

    fn driver(&self) -> &WebDriver {
        &self.browser.driver
    }

    // ---- Going somewhere ----

    /// Follows an address inside the app, as a bookmark would.
    pub async fn go(&self, route: &str) -> Result<()> {
        self.run("location.hash = arguments[0]", vec![json!(route)]).await?;
        self.ready().await
    }

    /// Loads the page anew and waits for the screen.
    pub async fn reload(&self) -> Result<()> {
        self.driver().refresh().await?;
        self.ready().await
    }

    /// Waits until the app says that the screen stands.
    pub async fn ready(&self) -> Result<()> {
        let stands = self.until("the screen stands", || self.is(READY)).await;
        if stands.is_ok() {
            return Ok(());
        }
        bail!(
            "the app does not become ready. Complaints: {:?}. On the page: {}",
            self.complaints().await?,
            self.text().await?
        )
    }

    /// Opens the sample assessment from the start page.
    pub async fn open_sample(&self) -> Result<()> {
        self.go("#/").await?;
        self.press(SAMPLE).await?;
        self.until("the sample is open", || self.is("return !['', '#/'].includes(location.hash)")).await?;
        self.ready().await
    }

    /// Begins an assessment and stands before its first question.
    pub async fn begin(&self, name: &str) -> Result<()> {
        self.go("#/new").await?;
        self.fill(NAME, name).await?;
        self.press(BEGIN).await?;
        let stands = format!("return {QUESTION_STANDS}");
        self.until("the first question stands", || self.is(&stands)).await
    }

    // ---- Doing something ----

    /// Presses the button, link or summary whose words begin like this.
    pub async fn press(&self, words: &str) -> Result<()> {
        let one_of = "self::button or self::a or self::summary or @role='button'";
        let path = format!("//*[({one_of}) and starts-with(normalize-space(.), {})]", quoted(words));
        let element = self.driver().query(By::XPath(path)).and_displayed().first().await;
        let element = element.with_context(|| format!("no button or link begins with \"{words}\""))?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("\"{words}\" cannot be pressed"))
    }

    /// The field with this label.
    pub async fn field(&self, label: &str) -> Result<WebElement> {
        const FIND: &str = "
            const begins = (text) => (text ?? '').replace(/\\s+/g, ' ').trim().startsWith(arguments[0]);
            const named = [...document.querySelectorAll('input, select, textarea')].filter((field) =>
                begins(field.getAttribute('aria-label')) || [...field.labels ?? []].some((label) => begins(label.textContent)));
            return named.find((field) => field.offsetParent !== null) ?? named[0] ?? null";
        let begin = Instant::now();
        loop {
            if let Ok(element) = self.driver().execute(FIND, vec![json!(label)]).await?.element() {
                return Ok(element);
            }
            ensure!(begin.elapsed() < PATIENCE, "no field is labelled \"{label}\"");
            tokio::time::sleep(TICK).await;
        }
    }

    /// Writes into the field with this label, in place of what stood there.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Switches the radio button or box with this label, as a click on its words does.
    pub async fn choose(&self, label: &str) -> Result<()> {
        let field = self.field(label).await?;
        self.run("(arguments[0].labels[0] ?? arguments[0]).click()", vec![field.to_json()?]).await.map(drop)
    }

    /// Answers the question on the screen with a level from 0 to 5.
    pub async fn answer(&self, level: u8) -> Result<()> {
        let radio = self.driver().query(By::Css(self::level(level))).first().await;
        let radio = radio.with_context(|| format!("no question with a level {level} stands on the screen"))?;
        self.run(
            "arguments[0].scrollIntoView({block: 'center'}); (arguments[0].labels[0] ?? arguments[0]).click()",
            vec![radio.to_json()?],
        )
        .await?;
        self.until("the answer is chosen", || async { Ok(radio.is_selected().await?) }).await
    }

    /// Goes on to the next question.
    pub async fn next_question(&self) -> Result<()> {
        self.press(NEXT).await
    }

    /// Presses keys where the focus is.
    pub async fn keys(&self, keys: impl AsRef<str>) -> Result<()> {
        Ok(self.driver().action_chain().send_keys(keys.as_ref()).perform().await?)
    }

    /// Pastes text, as copied from a spreadsheet, where the focus is.
    pub async fn paste(&self, text: &str) -> Result<()> {
        const PASTE: &str = "
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', arguments[0]);
            const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
            const target = document.activeElement;
            if (target.dispatchEvent(event)) document.execCommand('insertText', false, arguments[0])";
        self.run(PASTE, vec![json!(text)]).await.map(drop)
    }

    /// Gives a file to the file field with this label.
    pub async fn give_file(&self, label: &str, name: &str, content: &str) -> Result<()> {
        const GIVE: &str = "
            const transfer = new DataTransfer();
            transfer.items.add(new File([arguments[2]], arguments[1]));
            arguments[0].files = transfer.files;
            arguments[0].dispatchEvent(new Event('change', { bubbles: true }))";
        let field = self.field(label).await?;
        self.run(GIVE, vec![field.to_json()?, json!(name), json!(content)]).await.map(drop)
    }

    // ---- Seeing something ----

    /// All words on the screen.
    pub async fn text(&self) -> Result<String> {
        self.read("return document.body.innerText").await
    }

    /// Waits until these words are on the screen.
    pub async fn shows(&self, words: &str) -> Result<()> {
        let shown = self.until(words, || async { Ok(self.text().await?.contains(words)) }).await;
        if shown.is_ok() {
            return Ok(());
        }
        bail!("\"{words}\" does not come up. On the screen: {}", self.text().await?)
    }

    /// The heading of the screen.
    pub async fn heading(&self) -> Result<String> {
        self.read("return document.querySelector('h1')?.textContent.trim() ?? ''").await
    }

    pub async fn title(&self) -> Result<String> {
        Ok(self.driver().title().await?)
    }

    /// The part of the address behind `#`, with it.
    pub async fn route(&self) -> Result<String> {
        self.read("return location.hash").await
    }

    /// What the results say of an indicator: `growth`, `budget`, `risk` or `communication`.
    pub async fn indicator(&self, name: &str) -> Result<String> {
        let element = self.driver().query(By::Css(format!("#indicator-{name}"))).first().await;
        Ok(element.with_context(|| format!("the indicator {name} is not on the screen"))?.text().await?)
    }

    /// The level that is chosen for the question on the screen.
    pub async fn answered(&self) -> Result<Option<u8>> {
        let value = self.read(&format!("return document.querySelector('{LEVELS}:checked')?.value ?? ''")).await?;
        Ok(value.parse().ok())
    }

    /// The words of the element that has the focus, or its label.
    pub async fn focused(&self) -> Result<String> {
        self.read(
            "const at = document.activeElement;
             return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim()",
        )
        .await
    }

    /// Why the app did not start, in the words of the boot script.
    pub async fn boot_message(&self) -> Result<String> {
        const WORDS: &str = "return document.querySelector('#boot-message')?.innerText ?? ''";
        self.until("a message of the boot script", || async { Ok(!self.read(WORDS).await?.is_empty()) }).await?;
        self.read(WORDS).await
    }

    /// Everything the app keeps in this browser's localStorage.
    pub async fn kept(&self) -> Result<Vec<(String, String)>> {
        let kept = self.run("return Object.entries(localStorage)", vec![]).await?;
        Ok(serde_json::from_value(kept)?)
    }

    /// What the browser complained about since the page was loaded.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let heard = self.run("return window.complaints ?? ['the listener did not run']", vec![]).await?;
        let mut all: Vec<String> = serde_json::from_value(heard)?;
        if self.browser.engine == Engine::Chromium {
            let log = self.driver().browser_log().await?;
            all.extend(log.into_iter().filter(|entry| entry.level != "INFO").map(|entry| entry.message));
        }
        Ok(all)
    }

    /// Fails if the browser complained: no violation of the policy, no error, no warning.
    pub async fn stays_silent(&self) -> Result<()> {
        let complaints = self.complaints().await?;
        ensure!(complaints.is_empty(), "the browser complains:\n  {}", complaints.join("\n  "));
        Ok(())
    }

    // ---- Underneath ----

    /// Runs JavaScript in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let result = self.driver().execute(script, arguments).await;
        Ok(result.with_context(|| format!("in the page: {script}"))?.json().clone())
    }

    /// Runs JavaScript that hands its result to the callback that is its last argument.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let result = self.driver().execute_async(script, arguments).await;
        Ok(result.with_context(|| format!("in the page: {script}"))?.json().clone())
    }

    async fn read(&self, script: &str) -> Result<String> {
        Ok(self.run(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Whether a script answers true.
    pub async fn is(&self, script: &str) -> Result<bool> {
        Ok(self.run(script, vec![]).await?.as_bool().unwrap_or_default())
    }

    /// Waits until a condition holds.
    pub async fn until<Holds: Future<Output = Result<bool>>>(
        &self,
        what: &str,
        condition: impl Fn() -> Holds,
    ) -> Result<()> {
        let begin = Instant::now();
        while !condition().await? {
            ensure!(begin.elapsed() < PATIENCE, "waited in vain until {what}");
            tokio::time::sleep(TICK).await;
        }
        Ok(())
    }
}

const PATIENCE: Duration = Duration::from_secs(10);
const TICK: Duration = Duration::from_millis(20);

/// A string literal of XPath, which knows no escapes.
fn quoted(text: &str) -> String {
    if text.contains('"') { format!("'{text}'") } else { format!("\"{text}\"") }
}
