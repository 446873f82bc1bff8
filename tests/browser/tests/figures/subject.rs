//! What is put to the test: the app, or the naive page that has to fail the same test.

use anyhow::{Context, Result, ensure};
use browser_tests::{browser::Setup, page::Page, site::Site};
use fourfold::{
    model::{Answer, Fact, Statement},
    store::{Read, read_record},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// What the screen says of what is in both stores.
const IS_SAVED: &str =
    "return /^Saved in this browser [^,]+$/.test(document.querySelector('.status')?.textContent ?? '')";
/// Where several questions stand at once.
const QUESTIONS: &str = "#/list/practice";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    App,
    /// One text for everything, which each tab read when it began; "saved" is said at once.
    Naive,
}

/// An answer as it is kept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Kept {
    /// Its place in the order of everything.
    pub counter: u64,
    pub writer: String,
    pub question: String,
    pub level: String,
}

impl Subject {
    pub fn site(self) -> Result<Site> {
        match self {
            Self::App => Site::under_test(),
            Self::Naive => Site::of_folder(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/double"))),
        }
    }

    /// A first visit that begins an assessment and stands before several questions.
    pub async fn begin(self, site: Site, setup: &Setup<'_>) -> Result<Page> {
        let page = Page::open_with(site, setup, "#/").await?;
        if self == Self::App {
            page.begin("Figures").await?;
            page.go(QUESTIONS).await?;
            saved(&page).await?;
        }
        Ok(page)
    }

    /// A later visit to the same questions.
    pub async fn again(self, site: Site, setup: &Setup<'_>) -> Result<Page> {
        let page = Page::open_with(site, setup, QUESTIONS).await?;
        self.stands(&page).await?;
        Ok(page)
    }

    /// Waits until everything that is kept is on the screen.
    pub async fn stands(self, page: &Page) -> Result<()> {
        page.ready().await?;
        if self == Self::App {
            let met = async || Ok(page.records().await? == page.copies().await?);
            page.until("both stores hold the same", met).await?;
        }
        Ok(())
    }

    /// Every answer that is kept, also those that others took the place of.
    pub async fn kept(self, page: &Page) -> Result<Vec<Kept>> {
        let mut kept = match self {
            Self::App => facts(page).await?.iter().filter_map(answer).collect(),
            Self::Naive => {
                let text = page.kept().await?.into_iter().find(|(key, _)| key == "double").map(|(_, text)| text);
                let all: Value = serde_json::from_str(text.as_deref().unwrap_or("[]"))?;
                all.as_array().into_iter().flatten().map(blob).collect::<Result<Vec<_>>>()?
            }
        };
        kept.sort();
        Ok(kept)
    }

    /// The greatest number anything bears that is kept.
    pub async fn last(self, page: &Page) -> Result<u64> {
        Ok(match self {
            Self::App => facts(page).await?.iter().map(|fact| fact.stamp.counter).max().unwrap_or(0),
            Self::Naive => self.kept(page).await?.last().map_or(0, |kept| kept.counter),
        })
    }
}

/// Waits until the screen says that everything is saved, in both stores.
pub async fn saved(page: &Page) -> Result<()> {
    page.until("everything is called saved", || page.is(IS_SAVED)).await
}

/// Whether the screen says so now.
pub async fn is_saved(page: &Page) -> Result<bool> {
    page.is(IS_SAVED).await
}

/// Everything that is stated in one of the stores, each once.
pub async fn facts(page: &Page) -> Result<Vec<Fact>> {
    let mut records = page.records().await?;
    records.extend(page.copies().await?);
    facts_of(&records)
}

/// Everything these records state, each once.
pub fn facts_of(records: &[(String, String)]) -> Result<Vec<Fact>> {
    let mut all = fourfold::model::Facts::default();
    for (key, text) in records {
        match read_record(key, text) {
            Read::Valid(_, content) => all.extend(content.own),
            Read::Foreign => {}
            other => anyhow::bail!("{key} cannot be read: {other:?}"),
        }
    }
    Ok(all.iter().cloned().collect())
}

fn answer(fact: &Fact) -> Option<Kept> {
    let Some(Statement::Answer { question, value: Some(Answer::Level(level)), .. }) = &fact.statement else {
        return None;
    };
    let (counter, writer) = (fact.stamp.counter, fact.stamp.writer.to_string());
    Some(Kept { counter, writer, question: question.to_string(), level: level.to_string() })
}

fn blob(kept: &Value) -> Result<Kept> {
    let word = |name: &str| kept[name].as_str().map(str::to_owned).with_context(|| format!("no {name} in {kept}"));
    let counter = kept["counter"].as_u64().context("no counter")?;
    Ok(Kept { counter, writer: word("writer")?, question: word("question")?, level: word("level")? })
}

/// What counts of each question.
pub fn newest(kept: &[Kept]) -> BTreeMap<String, String> {
    let mut sorted = kept.to_vec();
    sorted.sort();
    sorted.into_iter().map(|kept| (kept.question, kept.level)).collect()
}

/// Fails unless the questions on the screen show just what is kept.
pub async fn shows_what_is_kept(page: &Page, kept: &[Kept]) -> Result<()> {
    const SHOWN: &str = "
        const all = [...document.querySelectorAll(\"fieldset.levels input[type=radio][name^='answer-']\")];
        return all.map((own) => own.name.slice('answer-'.length)).filter((name, at, names) => names.indexOf(name) === at)
            .map((name) => [name, all.find((own) => own.name === `answer-${name}` && own.checked)?.value ?? ''])";
    let newest = newest(kept);
    let shown: Vec<(String, String)> = serde_json::from_value(page.run(SHOWN, vec![]).await?)?;
    ensure!(!shown.is_empty(), "no question stands on the screen");
    for (question, level) in shown {
        let kept = newest.get(&question).map_or("", String::as_str);
        ensure!(kept == level, "{question} shows \"{level}\", and \"{kept}\" is kept");
    }
    Ok(())
}

/// A folder for a browser's profile that is gone when it is dropped.
pub struct Profile(PathBuf);

impl Profile {
    pub fn new(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("fourfold-profile-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // Left behind, it is in nobody's way.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
