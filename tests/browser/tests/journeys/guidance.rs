//! What to do next is at hand where a question, a result or a word makes one ask, and is what follows from the answers.

use anyhow::{Context, Result, ensure};
use browser_tests::{
    page::{ENTER, ESCAPE, Page, SPACE},
    site::Fault,
};
use fourfold::{
    exchange::file,
    locale::EN,
    model::pack::{Pack, Texts},
    score::{Settings, next_moves, problem_areas, score},
};

const GUIDE: &str = "guide.json";
const FILE: &str = "harbour-it.fourfold.json";

#[tokio::test]
async fn the_guide_opens_from_a_question_and_leads_back_to_it() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Asking").await?;
    let question = page.heading().await?;
    page.answer(2).await?;
    ensure!(asked_for_guide(&page) == 0, "the guidance is fetched before anybody asks for it");
    page.press("About this process").await?;
    page.arrives("Incident management").await?;
    for words in ["What it is for", "How it typically fails", "First steps that pay", "ISO/IEC 20000-1, clause 8.6.1"] {
        page.shows(words).await?;
    }
    // Level 2 was answered, so what leads on from there stands open.
    page.shows("What to do next").await?;
    page.run("history.back()", vec![]).await?;
    page.arrives(&question).await?;
    ensure!(page.answered().await? == Some(2), "the answer is gone");

    page.press("About this process").await?;
    page.arrives("Incident management").await?;
    page.press("Answer its questions").await?;
    page.press("About this process").await?;
    page.arrives("Incident management").await?;
    ensure!(asked_for_guide(&page) == 1, "the guidance is fetched {} times", asked_for_guide(&page));
    page.stays_silent().await
}

#[tokio::test]
async fn a_word_is_explained_by_the_keyboard_alone() -> Result<()> {
    const MEANING: &str = "An unplanned interruption or worsening of a service.";
    let page = Page::open("#/process/inc").await?;
    page.shows("First steps that pay").await?;
    page.tab_to("incident").await?;
    let closed = || async { Ok(!page.text().await?.contains(MEANING)) };
    ensure!(closed().await?, "it is explained unasked");
    for key in [ENTER, SPACE] {
        page.keys(key).await?;
        page.shows(MEANING).await?;
        page.keys(ESCAPE).await?;
        page.until("the meaning is closed", closed).await?;
        ensure!(page.focused().await? == "incident", "the focus went to {}", page.focused().await?);
    }
    page.go("#/glossary").await?;
    page.shows("60 words").await?;
    page.tab_to("Find a word").await?;
    page.keys("residual").await?;
    page.shows("The danger that is left after protection").await?;
    page.shows("1 word").await?;
    page.keys("x").await?;
    page.shows("No word here holds \"residualx\"").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_guide_that_does_not_come_is_said_and_keeps_nobody_from_answering() -> Result<()> {
    let page = Page::open("#/").await?;
    page.site.break_files(GUIDE, Fault::Missing);
    page.begin("Patient").await?;
    page.press("About this process").await?;
    page.arrives("Incident management").await?;
    page.shows("The guidance could not be loaded: the server answered 404.").await?;
    // What is known without it is there.
    page.shows("Its questions").await?;
    page.run("history.back()", vec![]).await?;
    page.arrives("How do people get back to work").await?;
    page.answer(3).await?;
    page.shows("1 of 24 answered").await?;
    page.go("#/results").await?;
    page.cards().await?;
    page.shows("The guidance could not be loaded").await?;
    page.site.mend_files();
    page.press("Try again").await?;
    page.until("the trouble is over", || async { Ok(!page.text().await?.contains("could not be loaded")) }).await?;
    page.go("#/process/inc").await?;
    page.shows("How it typically fails").await
}

#[tokio::test]
async fn moves_and_problem_areas_are_those_that_follow_from_the_file() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    for leads in ["What people say", "What is evidenced"] {
        page.go("#/results").await?;
        page.choose(leads).await?;
        page.go("#/library").await?;
        page.press("Export").await?;
        let exported = page.saved_file(FILE).await?;
        std::fs::remove_file(page.browser.downloads.join(FILE))?;
        page.go("#/results").await?;
        page.cards().await?;
        follows_from(&exported, &page).await.with_context(|| format!("where {leads} leads"))?;
    }
    page.stays_silent().await
}

/// Holds moves and problem areas on the screen against what the pure part makes of the file.
async fn follows_from(exported: &str, page: &Page) -> Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist/packs/fourfold/0.2.0/");
    let read = |path: &str| std::fs::read_to_string(format!("{folder}{path}"));
    let pack = Pack::read(&read("structure.json")?).map_err(|why| anyhow::anyhow!("{why}"))?;
    let own = file::read(exported).map_err(|why| anyhow::anyhow!("{why}"))?.facts.assessment();
    let settings = Settings::of(&own, &pack, own.latest_round().context("the file has no round")?);
    let words = pack.structure.texts.iter().find(|file| *file.size == *settings.size).context("no words")?;
    let texts = Texts::read(&read(&words.path)?, &pack).map_err(|why| anyhow::anyhow!("{why}"))?;
    let name = |process: usize| texts.processes[&pack.structure.processes[process].id].name.to_string();
    let results = score(&pack, &own, &settings);

    let moves = next_moves(&pack, &own, &settings, &results);
    ensure!(moves.len() > 3, "the sample leads to {} moves only", moves.len());
    let importance = ["low", "usual", "high"];
    let expected: Vec<Vec<String>> = moves
        .iter()
        .map(|own| {
            let gap = if own.gap == 1.0 { "1 level".to_owned() } else { format!("{} levels", written(own.gap, 1)) };
            let gain = format!("{} points", written(own.lift, 1));
            let importance = importance[usize::from(own.importance) - 1].to_owned();
            vec![name(own.process), gap, importance, gain, own.effort.to_string()]
        })
        .collect();
    let shown = page.moves().await?;
    ensure!(shown == expected, "the screen has {shown:#?}, and what follows is {expected:#?}");

    let areas = problem_areas(&pack, &own, &settings, &results);
    ensure!(!areas.is_empty(), "the sample has no problem area");
    let expected: Vec<Vec<String>> = areas
        .iter()
        .map(|area| {
            let problems = area.problems.iter().flat_map(|problem| {
                let says = EN.problem(problem, &pack, &texts, written);
                [says.name.to_owned(), says.criterion, says.condition]
            });
            std::iter::once(name(area.process)).chain(problems).collect()
        })
        .collect();
    let shown = page.problem_areas().await?;
    ensure!(shown == expected, "the screen has {shown:#?}, and what follows is {expected:#?}");
    Ok(())
}

/// A number as the screen writes it, with at most so many decimals.
fn written(value: f64, most: u32) -> String {
    let power = 10_f64.powi(most as i32);
    ((value * power).round() / power).to_string()
}

/// How often the guidance was asked for.
fn asked_for_guide(page: &Page) -> usize {
    page.site.requests().iter().filter(|request| request.path.ends_with(GUIDE)).count()
}
