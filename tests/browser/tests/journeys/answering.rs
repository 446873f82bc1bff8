//! What is unknown is a range that only narrows, and nothing said is not the same as nothing there.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use serde_json::json;

#[tokio::test]
async fn with_nothing_answered_everything_reads_0_to_100_and_each_answer_narrows_it() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Harbour IT").await?;
    page.go("#/results").await?;
    page.shows("Nothing is known yet, so every indicator reads 0 to 100").await?;
    for card in page.cards().await? {
        ensure!(card["score"] == "0 to 100" && card["verdict"] == "No score yet", "{card:?}");
        let number = ["Claimed", "Evidenced", "Practice", "Figures", "Confidence"]
            .into_iter()
            .find(|name| card.contains_key(*name));
        ensure!(number.is_none(), "a number is shown though nothing is known: {card:?}");
    }

    page.go("#/assess").await?;
    let mut before = page.ranges().await?;
    ensure!(before == [(0.0, 100.0); 4], "the ranges begin as {before:?}");
    for level in [3, 0, 5, 2, 4, 1] {
        page.answer(level).await?;
        let after = page.ranges().await?;
        let narrower = before.iter().zip(&after).all(|(before, after)| after.0 >= before.0 && after.1 <= before.1);
        ensure!(narrower, "an answer makes of {before:?} {after:?}");
        ensure!(after != before, "a first answer changes nothing: {after:?}");
        before = after;
        page.next_question().await?;
    }
    page.stays_silent().await
}

#[tokio::test]
async fn blank_dont_know_not_applicable_and_0_are_four_different_things() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Four").await?;
    page.next_question().await?;
    page.choose("I don't know").await?;
    page.next_question().await?;
    page.choose("Does not apply to us").await?;
    let says = |standing: &'static str| {
        let page = &page;
        move || async move { Ok(page.standings().await?.get(2).is_some_and(|own| own == standing)) }
    };
    ensure!(says("open")().await?, "without a reason it already counts");
    page.fill("Why does it not apply?", "We run nothing of the kind.").await?;
    page.leave_field().await?;
    page.until("a reason makes it count", says("does not apply")).await?;
    page.next_question().await?;
    page.answer(0).await?;
    let expected = ["open", "don't know", "does not apply", "answered"];
    ensure!(page.standings().await?[..4] == expected, "the outline says {:?}", page.standings().await?);
    page.shows("3 of 24 answered").await?;

    page.reload().await?;
    ensure!(page.standings().await?[..4] == expected, "after a reload it says {:?}", page.standings().await?);
    page.go("#/library").await?;
    page.press_of("Four", "Export").await?;
    let file = page.saved_file("four.fourfold.json").await?;
    let said: Vec<&str> = file.lines().filter(|line| line.contains("\"kind\":\"answer\"")).collect();
    ensure!(said.len() == 3, "of a blank nothing is kept: {said:#?}");
    for (line, value) in said.iter().zip(["dont-know", "not-applicable:We run nothing of the kind.", "level:0"]) {
        ensure!(line.contains(&format!("\"is\":\"{value}\"")), "not {value}: {line}");
    }
    page.stays_silent().await
}

#[tokio::test]
async fn an_answer_can_be_cleared_and_brought_back() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Clear").await?;
    page.answer(3).await?;
    page.press("Clear answer").await?;
    page.until("nothing is chosen", || async { Ok(page.answered().await?.is_none()) }).await?;
    ensure!(page.standings().await?.first().context("no outline")? == "open", "the outline still says answered");
    page.press("Undo").await?;
    page.until("the answer is back", || async { Ok(page.answered().await? == Some(3)) }).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn what_is_typed_and_not_yet_kept_is_never_called_saved() -> Result<()> {
    const TYPE: &str = "
        const note = document.querySelector('textarea[id^=note]');
        note.focus();
        note.value = arguments[0].repeat(arguments[1]);
        note.dispatchEvent(new Event('input', { bubbles: true }))";
    let page = Page::open("#/").await?;
    page.begin("Typing").await?;
    page.answer(3).await?;
    page.shows("Saved in this browser").await?;
    page.field("Note").await?;
    page.run(TYPE, vec![json!("n"), json!(8_001)]).await?;
    page.shows("Typing…").await?;
    page.shows("8001 characters of 8000: shorten it to keep it").await?;
    ensure!(!page.text().await?.contains("Saved in this browser"), "it says that it was saved");
    page.run(TYPE, vec![json!("n"), json!(8_000)]).await?;
    page.shows("Saved in this browser").await?;
    let is_kept =
        async |letter: &str| Ok(page.kept().await?.iter().any(|(_, text)| text.contains(&letter.repeat(8_000))));
    page.until("the note is kept", async || is_kept("n").await).await?;
    // Whoever leaves too long a text behind finds as much of it as there is room for.
    page.run(TYPE, vec![json!("m"), json!(9_000)]).await?;
    page.go("#/results").await?;
    page.until("what there is room for is kept", async || is_kept("m").await).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn coming_back_to_a_question_its_answer_is_chosen_whatever_was_answered_before_it() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Back and forth").await?;
    page.answer(4).await?;
    page.next_question().await?;
    page.answer(1).await?;
    page.press("Previous").await?;
    page.until("the first answer stands", || async { Ok(page.answered().await? == Some(4)) }).await?;
    page.next_question().await?;
    page.until("the second answer stands", || async { Ok(page.answered().await? == Some(1)) }).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn what_stands_in_a_field_is_said_when_the_page_goes_away() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Going away").await?;
    page.go("#/figures").await?;
    page.fill("Amounts in", "Kr.").await?;
    ensure!(!page.kept().await?.iter().any(|(_, text)| text.contains("Kr.")), "it was said before the field was left");
    page.shows("Typing…").await?;
    page.run("window.dispatchEvent(new Event('pagehide'))", vec![]).await?;
    page.until("it is kept", async || Ok(page.kept().await?.iter().any(|(_, text)| text.contains("Kr.")))).await?;
    page.stays_silent().await
}
