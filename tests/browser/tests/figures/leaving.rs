//! R4: whatever way a page is left, what was said on it is there afterwards, also a text that was being typed.

use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::{Browser, Engine, Setup},
    page::Page,
    site::Site,
};
use fourfold::model::{Answer, Statement};
use serde_json::{Value, json};

use crate::{
    can, figure, often,
    subject::{Profile, Subject, facts, facts_of},
};

/// Chooses another level than the one that is chosen, types a note, and leaves in the same breath where it is told to.
const SAY: &str = r#"
const [note, leave] = arguments;
const levels = [...document.querySelectorAll("fieldset.levels input[type=radio][name^='answer-']")]
  .filter((own) => own.name === document.querySelector("fieldset.levels input").name && /^\d$/.test(own.value));
const level = levels[(levels.findIndex((own) => own.checked) + 1) % levels.length];
level.click();
const field = document.querySelector("textarea[id^='note-']");
field.focus();
field.value = note;
field.dispatchEvent(new Event("input", { bubbles: true }));
if (leave === "reload") { window.leaves = true; setTimeout(() => location.reload()); }
if (leave === "address") { window.leaves = true; setTimeout(() => { location.href = "rescue.html"; }); }
return [level.name.slice("answer-".length), level.value];
"#;
/// A page that goes on before it has loaded takes its own place in the history, and there is no way back to it.
const STANDS: &str = "return document.documentElement.dataset.ready === 'true' && \
     performance.getEntriesByType('navigation')[0]?.loadEventEnd > 0 && \
     document.querySelector(\"textarea[id^='note-']\") !== null && \
     document.querySelector('fieldset.levels input[type=radio]') !== null";
const SHOWN: &str = "
    const name = document.querySelector('fieldset.levels input').name;
    return [[...document.querySelectorAll('fieldset.levels input')].find((own) => own.name === name && own.checked)?.value ?? '',
        document.querySelector(\"textarea[id^='note-']\").value]";

/// The ways to leave a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    Reload,
    Address,
    Back,
    CloseTab,
    Quit,
}

const WAYS: [Way; 5] = [Way::Reload, Way::Address, Way::Back, Way::CloseTab, Way::Quit];

/// Somebody who goes away and comes back.
struct Visitor {
    subject: Subject,
    site: Site,
    page: Page,
    // Taken away after the browser that writes into it.
    profile: Option<Profile>,
    route: String,
}

impl Visitor {
    fn setup(profile: &Option<Profile>) -> Setup<'_> {
        Setup { profile: profile.as_ref().map(Profile::path), ..Setup::default() }
    }

    async fn new(subject: Subject, name: &str) -> Result<Self> {
        let keeps_profile = Engine::of_this_run()? != Engine::WebKit;
        let profile = keeps_profile.then(|| Profile::new(name)).transpose()?;
        let site = subject.site()?;
        let page = Page::open_with(site.clone(), &Self::setup(&profile), "#/").await?;
        if subject == Subject::App {
            page.begin("Leaving").await?;
        }
        let route = page.route().await?;
        let visitor = Self { subject, site, profile, page, route };
        visitor.stands().await?;
        Ok(visitor)
    }

    /// Waits until the question stands with its note.
    async fn stands(&self) -> Result<()> {
        // While the page changes there may be none to ask.
        let stands = async || Ok(self.page.is(STANDS).await.unwrap_or(false));
        self.page.until("the question stands with its note", stands).await
    }

    async fn is_left(&self) -> Result<()> {
        let gone = async || Ok(self.page.is("return !window.leaves").await.unwrap_or(false));
        self.page.until("the page is another", gone).await
    }

    /// Says something, leaves and comes back, and answers with the question, its level and the note.
    async fn say_and_leave(&mut self, way: Way, note: &str) -> Result<(String, String)> {
        let driver = &self.page.browser.driver;
        let first = driver.window().await?;
        if way == Way::CloseTab {
            driver.switch_to_window(driver.new_window().await?).await?;
            driver.goto(self.site.url(&self.route)).await?;
            self.stands().await?;
        }
        let leave = match way {
            Way::Reload => "reload",
            Way::Address | Way::Back => "address",
            Way::CloseTab | Way::Quit => "",
        };
        let said: Value = self.page.run(SAY, vec![json!(note), json!(leave)]).await?;
        let said: (String, String) = serde_json::from_value(said)?;
        match way {
            Way::Reload => self.is_left().await?,
            Way::Address => {
                self.is_left().await?;
                driver.goto(self.site.url(&self.route)).await?;
            }
            Way::Back => {
                self.is_left().await?;
                driver.back().await?;
            }
            Way::CloseTab => {
                driver.close_window().await?;
                self.page.in_front(first).await?;
                // The tab that stayed would follow the other one; a new start has nothing but what is kept.
                self.page.load().await?;
            }
            Way::Quit => {
                let again = Page { browser: self.restarted().await?, site: self.site.clone() };
                again.browser.driver.goto(self.site.url(&self.route)).await?;
                self.page = again;
            }
        }
        self.stands().await?;
        Ok(said)
    }

    /// The browser on the same profile, after its last window was closed.
    async fn restarted(&mut self) -> Result<Browser> {
        self.page.browser.close().await?;
        Browser::start_with(Engine::of_this_run()?, &Self::setup(&self.profile)).await
    }

    /// Level and note as they are kept.
    async fn kept(&self, question: &str) -> Result<(String, String)> {
        if self.subject == Subject::Naive {
            let kept = self.subject.kept(&self.page).await?;
            let newest = crate::subject::newest(&kept);
            let of = |name: &str| newest.get(name).cloned().unwrap_or_default();
            return Ok((of(question), of("note")));
        }
        let (mut level, mut text) = (String::new(), String::new());
        // In WebKit the second store answers nobody while a page that was left in the middle of a write is kept for coming
        // back to. What was said has to stand in the first then.
        let facts = match self.page.browser.engine {
            Engine::WebKit => facts_of(&self.page.records().await?)?,
            _ => facts(&self.page).await?,
        };
        for fact in facts {
            match &fact.statement {
                Some(Statement::Answer { question: own, value, .. }) if own.as_str() == question => {
                    level = match value {
                        Some(Answer::Level(level)) => level.to_string(),
                        _ => String::new(),
                    };
                }
                Some(Statement::Note { question: own, value, .. }) if own.as_str() == question => {
                    text = value.as_deref().unwrap_or_default().to_owned();
                }
                _ => {}
            }
        }
        Ok((level, text))
    }

    /// What is not there after leaving in this way.
    async fn lost(&mut self, way: Way, note: &str) -> Result<Option<String>> {
        let (question, level) = self.say_and_leave(way, note).await.with_context(|| format!("{way:?}, {note}"))?;
        let said = (level, note.to_owned());
        let shown: (String, String) = serde_json::from_value(self.page.run(SHOWN, vec![]).await?)?;
        let kept = self.kept(&question).await.with_context(|| format!("reading after {way:?}, {note}"))?;
        Ok((shown != said || kept != said)
            .then(|| format!("{way:?}: {said:?} was said, {shown:?} is shown, {kept:?} is kept")))
    }
}

#[tokio::test]
async fn r4_whatever_way_a_page_is_left_what_was_said_is_there() -> Result<()> {
    let count = often(1, 200);
    let mut visitor = Visitor::new(Subject::App, "leaving").await?;
    let has_profile = can("R4, the browser closed", "its driver keeps no profile", |own| own != Engine::WebKit)?;
    let ways = if has_profile { &WAYS[..] } else { &WAYS[..4] };
    let (mut done, mut lost) = (0, Vec::new());
    for time in 1..=count {
        for way in ways {
            lost.extend(visitor.lost(*way, &format!("Note {time} {way:?}")).await?);
            done += 1;
        }
        println!("R4: {done} edits, {} lost", lost.len());
    }
    ensure!(lost.is_empty(), "{} of {done} lost: {lost:#?}", lost.len());
    figure("R4", &format!("edits before leaving in {} ways", ways.len()), done)
}

#[tokio::test]
async fn r4_a_naive_page_loses_what_was_being_typed() -> Result<()> {
    let count = often(2, 20);
    let mut visitor = Visitor::new(Subject::Naive, "leaving-naive").await?;
    let mut lost = 0;
    for time in 1..=count {
        lost += u64::from(visitor.lost(Way::Reload, &format!("Note {time}")).await?.is_some());
    }
    ensure!(lost > 0, "nothing was lost");
    figure("R4", &format!("edits before reloading a naive page ({lost} of them lost)"), count)
}
