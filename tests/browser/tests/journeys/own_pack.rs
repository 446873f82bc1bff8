//! A questionnaire of one's own is asked, scored and carried along like the built-in one.

use anyhow::{Context, Result, ensure};
use browser_tests::{browser::Theme, page::Page, site::Site};
use fourfold::exchange::file;
use fourfold::model::pack::{Pack, read_one_file};
use fourfold::score::{Settings, score};
use std::fmt::Write;

const SMALL: &str = include_str!("../../../fixtures/packs/small.json");
const OPEN: &str = "Import a file";
const KEEP_AND_BEGIN: &str = "Keep it and begin an assessment";

/// Opens a file of a pack in the library.
async fn open(page: &Page, name: &str, content: &str) -> Result<()> {
    page.go("#/library").await?;
    page.choose_file(OPEN, name, content.as_bytes()).await
}

/// Answers the questions that stand one after another.
async fn answer_all(page: &Page, options: &[&str]) -> Result<()> {
    for (index, option) in options.iter().enumerate() {
        if index > 0 {
            page.next_question().await?;
        }
        page.answer(option).await?;
    }
    Ok(())
}

/// The indexes of the processes on the screen are those the pure part makes of the file.
async fn indexes_follow_from(exported: &str, page: &Page) -> Result<()> {
    let incoming = file::read(exported).map_err(|why| anyhow::anyhow!("{why}"))?;
    let brought = incoming.pack.context("the file brings no pack along")?;
    let (pack, _) = read_one_file(&brought.text).map_err(|why| anyhow::anyhow!("{why}"))?;
    let own = incoming.facts.assessment();
    let round = own.latest_round().context("the file has no round")?;
    let results = score(&pack, &own, &Settings::of(&own, &pack, round));
    page.go("#/results").await?;
    let shown = page.process_indexes().await?;
    let expected: Vec<String> = results
        .processes
        .iter()
        .map(|own| own.claimed.index.map_or(String::new(), |index| format!("{index:.0}")))
        .collect();
    ensure!(shown == expected, "the screen shows {shown:?} where {expected:?} follows");
    Ok(())
}

#[tokio::test]
async fn it_is_asked_and_scored_and_survives_a_reload_a_file_and_another_browser() -> Result<()> {
    let page = Page::open("#/").await?;
    open(&page, "small.json", SMALL).await?;
    page.shows("A questionnaire: A small example").await?;
    page.shows("8 questions about 2 processes, 3 levels, 4 answers to choose from").await?;
    page.press(KEEP_AND_BEGIN).await?;
    page.shows("Short, 5 minutes").await?;
    page.choose("Long").await?;
    page.fill("Name of the organisation", "Own questions").await?;
    page.press("Begin").await?;
    page.shows("0 of 7 answered").await?;
    let levels = ["yes", "mostly", "partly", "yes", "no", "mostly", "yes"];
    answer_all(&page, &levels).await?;
    page.shows("7 of 7 answered").await?;
    page.go("#/results").await?;
    let before = page.process_indexes().await?;
    // (1 + .5 + .25 + .25 + 1 + 0) ÷ 6 = .5; the question about the whole is its own level.
    ensure!(before.first().map(String::as_str) == Some("50"), "{before:?}");
    page.reload().await?;
    ensure!(page.process_indexes().await? == before, "a reload changes the results");

    page.go("#/library").await?;
    page.press_of("Own questions", "Export").await?;
    let exported = page.saved_file("own-questions.fourfold.json").await?;
    indexes_follow_from(&exported, &page).await?;

    let other = Page::open_on(Site::under_test()?, Theme::Light, "#/library").await?;
    other.choose_file(OPEN, "own.json", exported.as_bytes()).await?;
    other.press("Add it").await?;
    other.arrives("").await.ok();
    other.go("#/results").await?;
    ensure!(other.process_indexes().await? == before, "another browser shows other results");
    other.go("#/scope").await?;
    other.shows("small, version 1").await?;
    other.stays_silent().await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_broken_one_is_refused_with_the_place_and_the_reason() -> Result<()> {
    let page = Page::open("#/").await?;
    let before = page.kept().await?;
    let lines = |needle: &str| SMALL[..SMALL.find(needle).unwrap_or(0)].matches('\n').count() + 1;
    let worth = "\"worth\": 0.5,";
    let feeds = "\"feeds\": \"satisfaction\"";
    let broken = [
        (
            SMALL.replacen(feeds, "\"feeds\": \"coffee\"", 1),
            format!("line {}", lines(feeds)),
            "expected the name of a metric",
        ),
        (SMALL.replacen(worth, "\"worth\": 5,", 1), format!("line {}", lines(worth)), "expected a number from 0 to 1"),
        (SMALL.replace("\"small\"", "\"fourfold\""), "Its id is".to_owned(), "Give it an id of its own"),
    ];
    for (content, place, reason) in broken {
        ensure!(content != SMALL, "nothing was broken for {reason}");
        open(&page, "broken.json", &content).await?;
        page.shows(&place).await?;
        page.shows(reason).await?;
        ensure!(page.kept().await? == before, "a refused questionnaire was kept");
        ensure!(!page.text().await?.contains(KEEP_AND_BEGIN), "a refused questionnaire can be kept");
        page.go("#/").await?;
    }
    page.stays_silent().await
}

#[tokio::test]
async fn without_it_answers_are_safe_and_it_can_be_put_back() -> Result<()> {
    let page = Page::open("#/").await?;
    open(&page, "small.json", SMALL).await?;
    page.press(KEEP_AND_BEGIN).await?;
    page.shows("Short, 5 minutes").await?;
    page.fill("Name of the organisation", "Left alone").await?;
    page.press("Begin").await?;
    page.shows("0 of 3 answered").await?;
    page.answer("mostly").await?;
    page.go("#/library").await?;
    page.shows("Assessments that ask it: 1").await?;
    page.press("Remove").await?;
    page.shows("small, version 1 was removed").await?;
    page.reload().await?;
    page.go("#/assess").await?;
    page.shows("Your answers are safe").await?;
    page.choose_file("Open a file", "small.json", SMALL.as_bytes()).await?;
    page.press("Keep it in this browser").await?;
    page.shows("1 of 3 answered").await?;
    page.go("#/library").await?;
    page.press("Remove").await?;
    page.press("Put it back").await?;
    page.go("#/assess").await?;
    page.shows("1 of 3 answered").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn another_version_keeps_the_answers_and_says_what_it_changes() -> Result<()> {
    let page = Page::open("#/").await?;
    open(&page, "small.json", SMALL).await?;
    page.press(KEEP_AND_BEGIN).await?;
    page.shows("Short, 5 minutes").await?;
    page.fill("Name of the organisation", "Growing").await?;
    page.press("Begin").await?;
    page.shows("0 of 3 answered").await?;
    page.answer("yes").await?;
    let newer = SMALL
        .replace("\"version\": \"1\"", "\"version\": \"2\"")
        .replace("value-known", "value-shown")
        .replacen("\"effort\": 3", "\"effort\": 4", 1);
    open(&page, "newer.json", &newer).await?;
    page.press("Keep it in this browser").await?;
    page.go("#/scope").await?;
    page.shows("Version 2 is here too").await?;
    page.shows("New in it: 1 (value-shown)").await?;
    page.shows("No longer asked: 1 (value-known)").await?;
    page.shows("Counted otherwise: 1 (requests-learn)").await?;
    page.press("Go on with version 2").await?;
    page.shows("small, version 2").await?;
    page.go("#/assess").await?;
    page.shows("1 of 3 answered").await?;
    page.press("Undo").await?;
    page.go("#/scope").await?;
    page.shows("Version 2 is here too").await?;
    page.stays_silent().await
}

/// A pack of 361 processes with nine questions each, and four about none: 3 253 in all.
fn large() -> Result<String> {
    const PROCESSES: usize = 361;
    let whole: serde_json::Value =
        serde_json::from_str(include_str!("../../../../public/packs/fourfold/0.2.0/structure.json"))?;
    let attributes = ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"];
    let mut questions: Vec<serde_json::Value> = Vec::new();
    let mut words = serde_json::Map::new();
    let mut levels = serde_json::Map::new();
    for option in whole["scale"].as_array().context("a scale")? {
        let id = option["id"].as_str().context("an id")?;
        levels.insert(id.to_owned(), format!("Seen in {id} of five teams, with the records to show it").into());
    }
    let mut ask = |id: String, place: (&str, String), attribute: Option<&str>| {
        let mut text = String::new();
        let _ = write!(text, "How is {id} done?");
        words.insert(
            id.clone(),
            serde_json::json!({
                "goal": format!("{id} goes on when someone is away."), "text": text, "levels": levels,
                "evidence": ["a record", "a second record"], "counter_check": "Ask whoever came last."
            }),
        );
        let mut question = serde_json::json!({"id": id, place.0: place.1, "sizes": ["all"]});
        match attribute {
            Some(attribute) => question["attributes"] = serde_json::json!([attribute]),
            None => question["indicators"] = serde_json::json!({"risk": 1}),
        }
        questions.push(question);
    };
    for process in 0..PROCESSES {
        for attribute in attributes {
            ask(format!("p{process}-{attribute}"), ("process", format!("p{process}")), Some(attribute));
        }
    }
    for index in 0..4 {
        ask(format!("g{index}"), ("group", "rest".to_owned()), None);
    }
    let processes: Vec<serde_json::Value> = (0..PROCESSES)
        .map(|own| serde_json::json!({"id": format!("p{own}"), "indicators": {["growth", "budget", "risk", "communication"][own % 4]: 2}}))
        .collect();
    let named = |ids: &mut dyn Iterator<Item = String>| -> serde_json::Value {
        ids.map(|id| {
            (id.clone(), serde_json::json!({"name": format!("Subject {id}"), "purpose": "What is looked at."}))
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
    };
    let built_in: serde_json::Value =
        serde_json::from_str(include_str!("../../../../public/packs/fourfold/0.2.0/en/quick.json"))?;
    let mut texts = built_in.clone();
    texts["pack"] = "large".into();
    texts["version"] = "1".into();
    texts["size"] = "all".into();
    texts["title"] = "A large example".into();
    texts["sizes"] = serde_json::json!({"all": {"name": "All", "summary": "Everything."}});
    texts["processes"] = named(&mut (0..PROCESSES).map(|own| format!("p{own}")));
    texts["groups"] = named(&mut std::iter::once("rest".to_owned()));
    texts["questions"] = words.into();
    let mut structure = whole;
    structure["id"] = "large".into();
    structure["version"] = "1".into();
    structure["sizes"] = serde_json::json!([{"id": "all", "minutes": 600}]);
    structure["processes"] = processes.into();
    structure["groups"] = serde_json::json!([{"id": "rest"}]);
    structure["questions"] = questions.into();
    if let Some(own) = structure.as_object_mut() {
        own.remove("texts");
        own.remove("guides");
    }
    Ok(serde_json::json!({"structure": structure, "texts": [texts]}).to_string())
}

#[tokio::test]
async fn one_of_3253_questions_is_walked_through_scored_and_exported() -> Result<()> {
    let large = large()?;
    let (pack, _): (Pack, _) = read_one_file(&large).map_err(|why| anyhow::anyhow!("the example: {why}"))?;
    ensure!(pack.structure.questions.len() == 3253);
    let page = Page::open("#/").await?;
    open(&page, "large.json", &large).await?;
    page.shows("3253 questions about 361 processes").await?;
    page.press(KEEP_AND_BEGIN).await?;
    page.shows("All, 600 minutes").await?;
    page.fill("Name of the organisation", "Large").await?;
    page.press("Begin").await?;
    page.shows("0 of 3253 answered").await?;
    for level in [5, 4, 3, 3, 2] {
        page.answer(level).await?;
        page.next_question().await?;
    }
    page.shows("5 of 3253 answered").await?;
    page.go("#/library").await?;
    page.press_of("Large", "Export").await?;
    let exported = page.saved_file("large.fourfold.json").await?;
    indexes_follow_from(&exported, &page).await?;
    page.stays_silent().await
}
