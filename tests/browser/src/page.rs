//! What a visitor does and sees: the one place that knows how the screens are built.
//!
//! Things are found as people and screen readers find them, by role and words, so that a journey also proves that they
//! can be found. What has no words of its own is found by a selector, and all of those stand in this file.

use crate::{
    browser::{Browser, Engine, Setup, Theme},
    site::Site,
};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use thirtyfour::{
    WindowHandle,
    common::print::{PrintPage, PrintParameters},
    prelude::*,
};

/// Every screen that has an address of its own, with the name its pictures get.
/// An invitation to the built-in quick scan.
const INVITED: &str = "#/invited/4fi1.bdMxDsIwDIXhq1TMIDlxXDvn4AROnMeAxEAlNu5OF6pK7fy29-vbtHC6VbCrBqWeWxkiO0ByNp6T6s6WTZuCTcng3rUCpbjTbOYwdBZEmDhI5-ZVtVW1HCBL-Ujyr-U-3p_1-inG8rxOy9rh9bh8fw.4bbedf6e";

pub const ROUTES: &[(&str, &str)] = &[
    ("start", "#/"),
    ("new", "#/new"),
    ("assess", "#/assess"),
    ("list", "#/list/practice"),
    ("scope", "#/scope"),
    ("figures", "#/figures"),
    ("figures-budget", "#/figures/budget"),
    ("figures-risk", "#/figures/risk"),
    ("figures-communication", "#/figures/communication"),
    ("results", "#/results"),
    ("why-growth", "#/results/growth"),
    ("why-budget", "#/results/budget"),
    ("why-risk", "#/results/risk"),
    ("why-communication", "#/results/communication"),
    ("plan", "#/plan"),
    ("findings", "#/findings"),
    ("compare", "#/compare"),
    ("room", "#/room"),
    ("projector", "#/room/inc-w"),
    ("report", "#/report"),
    ("process", "#/process/inc"),
    ("process-in-need", "#/process/imp"),
    ("glossary", "#/glossary"),
    ("library", "#/library"),
    ("changes", "#/changes"),
    ("sheet", "#/sheet/northlight-council"),
    ("workshop", "#/workshop"),
    ("send", "#/send"),
    ("invited", INVITED),
    ("reply", "#/reply"),
];

/// The app sets it on the root element when the screen stands and its pack has been read.
const READY: &str = "return document.documentElement.dataset.ready === 'true'";
/// The radio buttons of the question on the screen; the values of the levels are 0 to 5.
const LEVELS: &str = "fieldset.levels input[type=radio]";
/// Words that lead on.
const NEXT: &str = "Next";
const SAMPLE: &str = "Open Harbour IT";
const NAME: &str = "Name of the organisation";
const BEGIN: &str = "Begin";
const PASTE: &str = "Paste from a spreadsheet";
const CELLS: &str = "Pasted cells";
const TAKE_OVER: &str = "Take over";

/// Keys, as WebDriver names them.
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const SPACE: &str = " ";
pub const DOWN: &str = "\u{e015}";
pub const RIGHT: &str = "\u{e014}";
pub const END: &str = "\u{e010}";
pub const ESCAPE: &str = "\u{e00c}";

/// The four indicators, by the words of their addresses.
pub const INDICATORS: [&str; 4] = ["growth", "budget", "risk", "communication"];

/// Where the first open question of the assessment at hand stands.
pub const FIRST_QUESTION: &str = "#/assess";
/// True, in the page, when a question can be answered.
pub const QUESTION_STANDS: &str = "document.documentElement.dataset.ready && \
     document.querySelector('fieldset.levels input[type=radio]:enabled') !== null";

/// The button of one level of the question on the screen, as a CSS selector.
pub fn level(level: impl std::fmt::Display) -> String {
    format!("{LEVELS}[value='{level}']")
}

/// The app in a browser of its own.
pub struct Page {
    pub browser: Browser,
    pub site: Site,
}

impl Drop for Page {
    /// Nothing may go against the policy, in no journey and in no engine.
    fn drop(&mut self) {
        let violations = self.site.violations();
        assert!(violations.is_empty() || std::thread::panicking(), "against the policy: {}", violations.join("\n"));
    }
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
        let browser = Browser::lend(Engine::of_this_run()?, theme, site.origin()).await?;
        Self::visit_in(browser, site, route).await
    }

    /// The same in a browser of its own that is set up in another way, or was here before.
    pub async fn request_with(site: Site, setup: &Setup<'_>, route: &str) -> Result<Self> {
        let browser = Browser::start_with(Engine::of_this_run()?, setup).await?;
        Self::visit_in(browser, site, route).await
    }

    async fn visit_in(browser: Browser, site: Site, route: &str) -> Result<Self> {
        browser.driver.goto(site.url(route)).await?;
        Ok(Self { browser, site })
    }

    /// The same, waiting until the screen stands.
    pub async fn open_with(site: Site, setup: &Setup<'_>, route: &str) -> Result<Self> {
        let page = Self::request_with(site, setup, route).await?;
        page.ready().await?;
        Ok(page)
    }

    fn driver(&self) -> &WebDriver {
        &self.browser.driver
    }

    // ---- Going somewhere ----

    /// Follows an address inside the app, as a bookmark would.
    pub async fn go(&self, route: &str) -> Result<()> {
        self.run("location.hash = arguments[0]", vec![json!(route)]).await?;
        self.ready().await?;
        self.settled().await
    }

    /// Waits until what was set off is painted, focus and scroll position included: a click on what is about to move
    /// would go astray.
    async fn settled(&self) -> Result<()> {
        // A window in the back paints nothing, and need not be waited for.
        const TWO_FRAMES: &str = "
            const done = arguments[0];
            setTimeout(done, 200);
            requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.run_async(TWO_FRAMES, vec![]).await.map(drop)
    }

    /// Loads the page anew and waits for the screen. What the browser complained about until then would be lost, so
    /// it must be nothing.
    pub async fn reload(&self) -> Result<()> {
        self.stays_silent().await?;
        self.load_again().await
    }

    /// The same, whatever the browser complained about.
    pub async fn load_again(&self) -> Result<()> {
        self.load().await?;
        self.ready().await
    }

    /// Loads the page anew, without the hope that anything stands.
    pub async fn load(&self) -> Result<()> {
        if self.browser.engine == Engine::Firefox {
            // The driver's way of loading anew goes past the worker there, as with a held shift key.
            self.run("window.leaves = true; setTimeout(() => location.reload())", vec![]).await?;
            // While the page changes there may be none to ask.
            let stands = async || Ok(self.is("return !window.leaves").await.unwrap_or(false));
            return self.until("the page is another", stands).await;
        }
        Ok(self.driver().refresh().await?)
    }

    /// Goes to a page of its own beside the app.
    pub async fn visit(&self, file: &str) -> Result<()> {
        Ok(self.driver().goto(self.site.url(file)).await?)
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

    /// Opens the sample assessment from the start page, and sees its results.
    pub async fn open_sample(&self) -> Result<()> {
        self.go("#/").await?;
        self.press(SAMPLE).await?;
        self.cards().await.map(drop)
    }

    /// Begins an assessment and stands before its first question.
    pub async fn begin(&self, name: &str) -> Result<()> {
        self.go("#/new").await?;
        self.fill(NAME, name).await?;
        self.press(BEGIN).await?;
        let stands = format!("return {QUESTION_STANDS}");
        self.until("the first question stands", || self.is(&stands)).await
    }

    /// A second window of the same browser at a route; it is in front, and the first one is handed back.
    pub async fn second_window(&self, route: &str) -> Result<WindowHandle> {
        let first = self.driver().window().await?;
        let second = self.driver().new_window().await?;
        self.in_front(second).await?;
        self.driver().goto(self.site.url(route)).await?;
        self.ready().await?;
        Ok(first)
    }

    /// Brings a window to the front.
    pub async fn in_front(&self, window: WindowHandle) -> Result<()> {
        Ok(self.driver().switch_to_window(window).await?)
    }

    // ---- Doing something ----

    /// Presses the button, link or summary whose words begin like this.
    pub async fn press(&self, words: &str) -> Result<()> {
        self.press_below("", words).await
    }

    /// The same inside the part of the screen with this name.
    pub async fn press_in(&self, region: &str, words: &str) -> Result<()> {
        self.press_below(&format!("//*[@aria-label={}]", quoted(region)), words).await
    }

    /// The same in the line of the library with this name.
    pub async fn press_of(&self, assessment: &str, words: &str) -> Result<()> {
        let name = format!(".//p[contains(@class, 'entry-name') and normalize-space(.)={}]", quoted(assessment));
        self.press_below(&format!("//li[{name}]"), words).await
    }

    async fn press_below(&self, place: &str, words: &str) -> Result<()> {
        let one_of = "self::button or self::a or self::summary or @role='button'";
        self.settled().await?;
        let path = format!("{place}//*[({one_of}) and starts-with(normalize-space(.), {})]", quoted(words));
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
            const shown = (field) => field.offsetParent !== null && !field.closest('details:not([open])');
            return named.find(shown) ?? named[0] ?? null";
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
        // Where a panel has just come up, the focus is still on its way there.
        self.settled().await?;
        let field = self.field(label).await?;
        // Typed over, not cleared first: a cell that is blank for a moment may be on its way out.
        self.run("arguments[0].focus(); arguments[0].select()", vec![field.to_json()?]).await?;
        Ok(field.send_keys(text).await?)
    }

    /// Puts text into the field with this label at once, as a paste does.
    pub async fn put(&self, label: &str, text: &str) -> Result<()> {
        const PUT: &str = "
            arguments[0].value = arguments[1];
            arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
        let field = self.field(label).await?;
        self.run(PUT, vec![field.to_json()?, json!(text)]).await.map(drop)
    }

    /// Chooses a day in the field with this label. How a day is typed depends on where the browser thinks it is.
    pub async fn fill_date(&self, label: &str, day: &str) -> Result<()> {
        const CHOOSE: &str = "
            arguments[0].value = arguments[1];
            for (const name of ['input', 'change']) arguments[0].dispatchEvent(new Event(name, { bubbles: true }))";
        let field = self.field(label).await?;
        self.run(CHOOSE, vec![field.to_json()?, json!(day)]).await.map(drop)
    }

    /// Leaves the field that has the focus, which is when it is read.
    pub async fn leave_field(&self) -> Result<()> {
        self.run("document.activeElement.blur()", vec![]).await.map(drop)
    }

    /// Picks the option with these words from the list with this label.
    pub async fn pick(&self, label: &str, option: &str) -> Result<()> {
        const PICK: &str = "
            const [list, words] = arguments;
            const found = [...list.options].find((option) => option.textContent.trim() === words);
            if (!found) return false;
            list.value = found.value;
            return list.dispatchEvent(new Event('change', { bubbles: true }))";
        let list = self.field(label).await?;
        let picked = self.run(PICK, vec![list.to_json()?, json!(option)]).await?;
        ensure!(picked == json!(true), "\"{label}\" offers no \"{option}\"");
        Ok(())
    }

    /// Opens the panel for a table in the part of the screen with this name and puts cells into it, as they are copied
    /// from a spreadsheet. It then shows how they were understood.
    pub async fn paste_cells(&self, region: &str, cells: &str) -> Result<()> {
        self.press_in(region, PASTE).await?;
        self.put(CELLS, cells).await
    }

    /// Takes the pasted table over, which is to be so many values.
    pub async fn take_over(&self, values: usize) -> Result<()> {
        self.shows(&format!("{TAKE_OVER} {values} values")).await?;
        self.press(TAKE_OVER).await?;
        self.shows(&format!("{values} values taken over")).await
    }

    /// Switches the radio button or box with this label, as a click on its words does.
    pub async fn choose(&self, label: &str) -> Result<()> {
        let field = self.field(label).await?;
        self.run("(arguments[0].labels[0] ?? arguments[0]).click()", vec![field.to_json()?]).await.map(drop)
    }

    /// Answers the question on the screen with an option of its scale, in the built-in pack a level from 0 to 5.
    pub async fn answer(&self, level: impl std::fmt::Display) -> Result<()> {
        let radio = self.driver().query(By::Css(self::level(&level))).first().await;
        let radio = radio.with_context(|| format!("no question with a level {level} stands on the screen"))?;
        self.run(
            "arguments[0].scrollIntoView({block: 'center'}); (arguments[0].labels[0] ?? arguments[0]).click()",
            vec![radio.to_json()?],
        )
        .await?;
        self.until("the answer is chosen", || async { Ok(radio.is_selected().await?) }).await
    }

    /// Answers one of several questions on the screen, by its id: with a level, `dont-know` or `not-applicable`.
    pub async fn answer_to(&self, question: &str, answer: &str) -> Result<()> {
        self.switch_to(&format!("answer-{question}"), answer).await
    }

    /// Presses the button of the level the room agrees on.
    pub async fn press_level(&self, level: &str) -> Result<()> {
        self.press_below("//*[@role='group' and @aria-labelledby='agree-on']", level).await
    }

    /// States what the answer to one of several questions rests on.
    pub async fn grade(&self, question: &str, grade: &str) -> Result<()> {
        self.switch_to(&format!("evidence-{question}"), grade).await
    }

    /// Switches one of the radio buttons with this name, as a click on its words does.
    async fn switch_to(&self, name: &str, value: &str) -> Result<()> {
        const SWITCH: &str = "
            const [name, value] = arguments;
            const button = document.querySelector(`input[name='${name}'][value='${value}']`);
            button?.scrollIntoView({ block: 'center' });
            button?.labels[0].click();
            return button?.checked ?? false";
        let switched = || async { Ok(self.run(SWITCH, vec![json!(name), json!(value)]).await? == json!(true)) };
        self.until(&format!("{name} is {value}"), switched).await
    }

    /// Writes into the field with this id, where several have the same label, and leaves it.
    pub async fn write(&self, id: &str, text: &str) -> Result<()> {
        let field = self.driver().query(By::Id(id)).first().await.with_context(|| format!("no field is {id}"))?;
        field.scroll_into_view().await?;
        field.send_keys(text).await?;
        self.leave_field().await
    }

    /// Goes on to the next question, and sees it.
    pub async fn next_question(&self) -> Result<()> {
        let before = self.heading().await?;
        self.press(NEXT).await?;
        let another = || async { Ok(self.heading().await? != before) };
        self.until(&format!("another question than \"{before}\" stands"), another).await?;
        self.settled().await
    }

    /// Presses keys where the focus is.
    pub async fn keys(&self, keys: impl AsRef<str>) -> Result<()> {
        Ok(self.driver().action_chain().send_keys(keys.as_ref()).perform().await?)
    }

    /// Presses a key while Ctrl is held.
    pub async fn with_control(&self, key: char) -> Result<()> {
        let chain = self.driver().action_chain().key_down(Key::Control).key_down(key).key_up(key).key_up(Key::Control);
        Ok(chain.perform().await?)
    }

    /// Goes from field to field by the keyboard until the one with these words has the focus.
    pub async fn tab_to(&self, words: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..80 {
            self.keys(TAB).await?;
            let focused = self.focused().await?;
            if focused.starts_with(words) {
                return Ok(());
            }
            passed.push(focused.chars().take(24).collect::<String>());
        }
        bail!("the tab key does not lead to \"{words}\", only to {passed:?}")
    }

    /// Pastes text, as copied from a spreadsheet, where the focus is.
    pub async fn paste(&self, text: &str) -> Result<()> {
        const PASTE: &str = "
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', arguments[0]);
            // Firefox takes no data into a clipboard event of its own kind.
            const event = new Event('paste', { bubbles: true, cancelable: true });
            Object.defineProperty(event, 'clipboardData', { value: clipboardData });
            const target = document.activeElement;
            if (target.dispatchEvent(event)) document.execCommand('insertText', false, arguments[0])";
        self.run(PASTE, vec![json!(text)]).await.map(drop)
    }

    /// Chooses a file in the file field with this label, as the file dialog does.
    pub async fn choose_file(&self, label: &str, name: &str, content: &[u8]) -> Result<()> {
        self.choose_files(label, &[(name.to_owned(), content.to_vec())]).await
    }

    /// Chooses several files at once.
    pub async fn choose_files(&self, label: &str, files: &[(String, Vec<u8>)]) -> Result<()> {
        let folder = self.browser.downloads.join("chosen");
        std::fs::create_dir_all(&folder)?;
        let mut paths = Vec::new();
        for (name, content) in files {
            let file = folder.join(name);
            std::fs::write(&file, content)?;
            paths.push(file.display().to_string());
        }
        Ok(self.field(label).await?.send_keys(paths.join("\n")).await?)
    }

    /// The file that was saved under a name, once it has arrived.
    pub async fn saved_file(&self, name: &str) -> Result<String> {
        let file = self.browser.downloads.join(name);
        let arrived = || async { Ok(std::fs::read_to_string(&file).is_ok_and(|text| text.ends_with("}\n"))) };
        self.until(&format!("{name} is saved"), arrived).await?;
        Ok(std::fs::read_to_string(&file)?)
    }

    /// The bytes of the file that was saved under a name, once it has arrived as far as this end.
    pub async fn saved_bytes(&self, name: &str, end: &[u8]) -> Result<Vec<u8>> {
        let file = self.browser.downloads.join(name);
        let arrived = || async { Ok(std::fs::read(&file).is_ok_and(|bytes| bytes.ends_with(end))) };
        self.until(&format!("{name} is saved"), arrived).await?;
        Ok(std::fs::read(&file)?)
    }

    /// What the browser prints on sheets of this size in centimetres, with the margins the page asks for; nothing where
    /// the driver cannot print.
    pub async fn printed(&self, width: f64, height: f64) -> Result<Option<Vec<u8>>> {
        if self.browser.engine == Engine::WebKit {
            return Ok(None);
        }
        let page = PrintPage { width, height };
        let sheets = PrintParameters { page, ..PrintParameters::default() };
        Ok(Some(self.driver().print_page(sheets).await?))
    }

    // ---- Seeing something ----

    /// All words on the screen.
    pub async fn text(&self) -> Result<String> {
        self.read("return document.body?.innerText ?? ''").await
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

    /// Waits until the screen with a heading that begins like this stands.
    pub async fn arrives(&self, heading: &str) -> Result<()> {
        let stands = self.until(heading, || async { Ok(self.heading().await?.starts_with(heading)) }).await;
        if stands.is_ok() {
            return Ok(());
        }
        bail!("\"{heading}\" does not come up. The heading is \"{}\"", self.heading().await?)
    }

    /// What the four cards of the results say, each by the words beside its numbers; "score" is the large one.
    pub async fn cards(&self) -> Result<Vec<BTreeMap<String, String>>> {
        const CARDS: &str = "
            const text = (element) => element?.textContent.trim() ?? '';
            return arguments[0].map((name) => document.querySelector(`#indicator-${name}`)).filter(Boolean).map((card) => ({
                score: text(card.querySelector('.number-big')),
                verdict: text(card.querySelector('.verdict')),
                range: text(card.querySelector('.card-score > .hint')),
                ...Object.fromEntries([...card.querySelectorAll('.pairs > div')].map((pair) =>
                    [text(pair.querySelector('dt')), text(pair.querySelector('dd'))])),
            }))";
        let begin = Instant::now();
        loop {
            let cards: Vec<_> = serde_json::from_value(self.run(CARDS, vec![json!(INDICATORS)]).await?)?;
            if cards.len() == INDICATORS.len() {
                return Ok(cards);
            }
            ensure!(begin.elapsed() < PATIENCE, "no results come up. The heading is \"{}\"", self.heading().await?);
            tokio::time::sleep(TICK).await;
        }
    }

    /// The index of each process, as the results show it; blank where it is not rated.
    pub async fn process_indexes(&self) -> Result<Vec<String>> {
        self.texts(".processes tbody td.numeric").await
    }

    /// The moves of the results in their order, each with the name of its process and the values of its reason.
    pub async fn moves(&self) -> Result<Vec<Vec<String>>> {
        self.rows(".move", "h3, .reason dd").await
    }

    /// The problem areas of the results, each with the name of its process and, for each problem, its name, what is
    /// expected and what was found.
    pub async fn problem_areas(&self) -> Result<Vec<Vec<String>>> {
        self.rows(".area", "h3, h4, dd").await
    }

    /// The words of some elements inside each of others, in their order.
    async fn rows(&self, row: &str, cells: &str) -> Result<Vec<Vec<String>>> {
        const ROWS: &str = "
            return [...document.querySelectorAll(arguments[0])].map((row) =>
                [...row.querySelectorAll(arguments[1])].map((cell) => cell.textContent.trim()))";
        Ok(serde_json::from_value(self.run(ROWS, vec![json!(row), json!(cells)]).await?)?)
    }

    /// The values of the parts that explain a score.
    pub async fn explained(&self) -> Result<Vec<String>> {
        self.texts(".why-value").await
    }

    /// What the four ranges beside a question span.
    pub async fn ranges(&self) -> Result<Vec<(f64, f64)>> {
        let texts = self.texts(".range-text").await?;
        texts.iter().map(|text| range(text).with_context(|| format!("not a range: {text}"))).collect()
    }

    /// What the list of all questions says of each: open, answered, and so on.
    pub async fn standings(&self) -> Result<Vec<String>> {
        let lines = self.texts(".outline a").await?;
        Ok(lines.iter().filter_map(|line| Some(line.rsplit_once(", ")?.1.to_owned())).collect())
    }

    async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        const TEXTS: &str =
            "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent.trim())";
        Ok(serde_json::from_value(self.run(TEXTS, vec![json!(selector)]).await?)?)
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

    /// The same, of storage too large to hand over: a name, a length and a digest for each.
    pub async fn kept_digests(&self) -> Result<Vec<(String, usize, u32)>> {
        const DIGESTS: &str = "
            return Object.entries(localStorage).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, text]) => {
                let sum = 2166136261;
                for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 16777619) >>> 0;
                return [key, text.length, sum];
            })";
        Ok(serde_json::from_value(self.run(DIGESTS, vec![]).await?)?)
    }

    /// Keeps a text in this browser under a name of another program.
    pub async fn keep(&self, key: &str, text: &str) -> Result<()> {
        self.run("localStorage.setItem(arguments[0], arguments[1])", vec![json!(key), json!(text)]).await.map(drop)
    }

    /// The records that are kept in this browser, in the order of their keys.
    pub async fn records(&self) -> Result<Vec<(String, String)>> {
        let mut records = self.kept().await?;
        records.retain(|(key, _)| key.starts_with("fourfold/"));
        records.sort();
        Ok(records)
    }

    /// The records that are kept a second time, in the same order.
    pub async fn copies(&self) -> Result<Vec<(String, String)>> {
        const COPIES: &str = "
            const done = arguments[arguments.length - 1];
            const open = indexedDB.open('fourfold', 1);
            open.onsuccess = () => {
                const store = open.result.transaction('records').objectStore('records');
                const keys = store.getAllKeys(), texts = store.getAll();
                store.transaction.oncomplete = () => {
                    open.result.close();
                    done(keys.result.map((key, place) => [key, texts.result[place]]));
                };
            };";
        Ok(serde_json::from_value(self.run_async(COPIES, vec![]).await?)?)
    }

    /// Changes a text there, or takes it away.
    pub async fn change_copy(&self, key: &str, text: Option<&str>) -> Result<()> {
        const CHANGE: &str = "
            const [key, text, done] = arguments;
            const open = indexedDB.open('fourfold', 1);
            open.onsuccess = () => {
                const store = open.result.transaction('records', 'readwrite').objectStore('records');
                text === null ? store.delete(key) : store.put(text, key);
                store.transaction.oncomplete = () => { open.result.close(); done(); };
            };";
        self.run_async(CHANGE, vec![json!(key), json!(text)]).await.map(drop)
    }

    /// What the browser complained about since the page was loaded.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let heard = self.run("return window.complaints ?? ['the listener did not run']", vec![]).await?;
        let mut all: Vec<String> = serde_json::from_value(heard)?;
        if self.browser.engine == Engine::Chromium {
            let log = self.driver().browser_log().await?;
            // The shell asks ahead for the built-in questionnaire. Whoever asks one of their own does not use it, and is
            // told so where the page stands for some seconds.
            let is_ahead = |text: &str| text.contains("was preloaded using link preload but not used");
            let told = log.into_iter().filter(|entry| entry.level != "INFO").map(|entry| entry.message);
            all.extend(told.filter(|text| !is_ahead(text)));
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

    /// Asks a worker of its own for something: all it says, and after how many milliseconds it was done.
    pub async fn ask_worker(&self, asked: &str) -> Result<(Vec<String>, f64)> {
        const ASK: &str = "
            const [asked, done] = arguments;
            const glue = document.querySelector('script[data-app-js]').dataset.appJs;
            const begin = performance.now();
            const worker = new Worker(glue.replace(/\\.js$/, '-worker.js'));
            const heard = [];
            worker.onmessage = ({ data }) => {
                heard.push(data);
                if (!data.startsWith('at ')) done([heard, performance.now() - begin]);
            };
            worker.onerror = () => done([['error'], 0]);
            worker.postMessage(asked)";
        Ok(serde_json::from_value(self.run_async(ASK, vec![json!(asked)]).await?)?)
    }

    async fn read(&self, script: &str) -> Result<String> {
        Ok(self.run(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Whether a script answers true.
    pub async fn is(&self, script: &str) -> Result<bool> {
        Ok(self.run(script, vec![]).await?.as_bool().unwrap_or_default())
    }

    /// Waits until a condition holds. While a page gives way to another it cannot be asked, and that is no answer yet.
    pub async fn until<Holds: Future<Output = Result<bool>>>(
        &self,
        what: &str,
        condition: impl Fn() -> Holds,
    ) -> Result<()> {
        let begin = Instant::now();
        loop {
            let holds = condition().await;
            if let Ok(true) = holds {
                return Ok(());
            }
            if begin.elapsed() >= PATIENCE {
                holds.with_context(|| format!("waited until {what}"))?;
                bail!("waited in vain until {what}");
            }
            tokio::time::sleep(TICK).await;
        }
    }
}

/// `12 to 80`, or a range that is a point.
pub fn range(text: &str) -> Option<(f64, f64)> {
    match text.split_once(" to ") {
        Some((low, high)) => Some((low.parse().ok()?, high.parse().ok()?)),
        None => text.parse().ok().map(|point| (point, point)),
    }
}

/// A machine that does other things as well may take long; only a failure waits for it.
const PATIENCE: Duration = Duration::from_secs(30);
const TICK: Duration = Duration::from_millis(60);

/// A string literal of XPath, which knows no escapes.
fn quoted(text: &str) -> String {
    if text.contains('"') { format!("'{text}'") } else { format!("\"{text}\"") }
}
