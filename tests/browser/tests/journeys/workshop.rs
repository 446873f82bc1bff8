//! Many people answer one assessment from their own devices, and it comes together without a server.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use fourfold::exchange::letter::{self, Kind};
use serde_json::json;
use thirtyfour::prelude::*;

const ROLES: [&str; 4] = ["I work in IT", "I lead in IT", "I order or pay", "I use the services"];

/// Goes to the workshop of the open assessment and invites; the letter of the invitation.
async fn invite(page: &Page, label: &str) -> Result<String> {
    page.press("Invite others").await?;
    page.arrives("Many people, one assessment").await?;
    page.fill("What everybody reads first", label).await?;
    page.press("Make an invitation").await?;
    link_of(page, Kind::Invitation, ".invitation-list input").await
}

/// The letter that stands in a link on the screen.
async fn link_of(page: &Page, kind: Kind, field: &str) -> Result<String> {
    let link = page.browser.driver.query(By::Css(field)).first().await?.value().await?.context("the field is blank")?;
    ensure!(link.contains(kind.address()), "{link} is no link of this kind");
    letter::find(kind, &link).pop().with_context(|| format!("there is no letter in {link}"))
}

/// Answers an invitation as somebody, on the device of whoever was there before; the letter of the reply.
async fn reply(page: &Page, invitation: &str, name: &str, role: &str, levels: [usize; 2]) -> Result<String> {
    page.go(&format!("{}{invitation}", Kind::Invitation.address())).await?;
    page.arrives("Service desk, spring").await?;
    ensure!(!page.route().await?.contains(invitation), "the letter still stands in the address");
    if page.text().await?.contains("Somebody else answers on this device") {
        page.press("Somebody else answers on this device").await?;
    }
    page.fill("Your name or code", name).await?;
    page.choose(role).await?;
    page.press("Begin").await?;
    page.until("a question stands", || async { Ok(page.route().await?.contains("/assess/")) }).await?;
    for level in levels {
        ensure!(page.answered().await?.is_none(), "{name} begins with an answer of somebody else");
        page.answer(level).await?;
        page.next_question().await?;
    }
    page.press("Send your answers").await?;
    page.arrives("Send your answers back").await?;
    page.shows("2 of").await?;
    page.shows(name).await?;
    link_of(page, Kind::Reply, "#reply-link").await
}

/// Looks at what is pasted.
async fn paste(page: &Page, text: &str) -> Result<()> {
    page.press("Paste replies").await?;
    page.put("Links or texts of replies", text).await?;
    page.press("Look at them").await?;
    page.shows("What came in").await
}

/// The rows of those who have answered.
async fn people(page: &Page) -> Result<Vec<String>> {
    const ROWS: &str = "return [...document.querySelectorAll('.answered tbody tr')].map((row) =>
        [...row.cells].map((cell) => cell.textContent).join(' | '))";
    Ok(serde_json::from_value(page.run(ROWS, vec![]).await?)?)
}

/// Waits until so many people are listed.
async fn has_people(page: &Page, count: usize) -> Result<()> {
    page.until(&format!("{count} people are here"), || async { Ok(people(page).await?.len() == count) }).await
}

#[tokio::test]
async fn twenty_four_people_answer_on_their_telephones_and_come_together_in_any_order() -> Result<()> {
    let host = Page::open("#/").await?;
    host.begin("Harbour IT").await?;
    let invitation = invite(&host, "Service desk, spring").await?;
    host.go("#/library").await?;
    host.press_of("Harbour IT", "Export").await?;
    let before = host.saved_file("harbour-it.fourfold.json").await?;

    let phone = Page::open("#/").await?;
    phone.browser.driver.set_window_rect(0, 0, 360, 740).await?;
    let mut replies = Vec::new();
    for place in 0..24 {
        let (name, role) = (format!("P{place:02}"), ROLES[place % 4]);
        replies.push(reply(&phone, &invitation, &name, role, [[0, 5][place % 2], 3]).await?);
    }
    phone.stays_silent().await?;

    // All in one mail; then once more, backwards.
    host.go("#/").await?;
    host.press("Continue Harbour IT").await?;
    host.press("Invite others").await?;
    let links = |all: &[String]| {
        let link = |own: &String| format!("> https://example.org/{}{own}\n\nKind regards\n", Kind::Reply.address());
        all.iter().map(link).collect::<String>()
    };
    paste(&host, &links(&replies)).await?;
    host.shows("People who are new here: 24").await?;
    ensure!(people(&host).await?.is_empty(), "replies count before they were taken over");
    host.press("Take over").await?;
    has_people(&host, 25).await?;
    let rows = people(&host).await?;
    // Whoever began the assessment has said nothing.
    let (mine, mut theirs): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.ends_with("| here"));
    ensure!(mine.len() == 1 && mine[0].contains("| 0 of "), "{mine:?}");
    theirs.sort();
    for (place, row) in theirs.iter().enumerate() {
        let name = format!("P{place:02} |");
        ensure!(row.starts_with(&name) && row.contains("| 2 of ") && row.ends_with("| Service desk, spring"), "{row}");
    }
    let mut backwards = replies.clone();
    backwards.reverse();
    paste(&host, &links(&backwards)).await?;
    host.shows("Everything in these replies is here already.").await?;
    host.press("Cancel").await?;
    host.go("#/results").await?;
    let cards = host.cards().await?;

    // Another browser, as files, in another order, in two goes that share some.
    let other = Page::open("#/library").await?;
    other.choose_file("Import a file", "harbour-it.json", before.as_bytes()).await?;
    other.press("Add it").await?;
    other.cards().await?;
    other.press("Invite others").await?;
    let file = |place: &usize| (format!("{place}.fourfold.reply.txt"), replies[*place].clone().into_bytes());
    let order: Vec<usize> = (0..24).map(|place| place * 7 % 24).collect();
    for (part, count) in [(&order[..15], 16), (&order[10..], 25)] {
        other.choose_files("Choose files", &part.iter().map(file).collect::<Vec<_>>()).await?;
        other.press("Take over").await?;
        has_people(&other, count).await?;
    }
    other.go("#/results").await?;
    let same = other.cards().await?;
    ensure!(same == cards, "another order comes to other results: {same:?} and {cards:?}");
    other.stays_silent().await?;

    // One step takes all of it back.
    host.go("#/workshop").await?;
    host.press("Undo").await?;
    host.shows("Nobody has answered yet.").await?;
    host.stays_silent().await
}

#[tokio::test]
async fn a_reply_by_link_finds_its_assessment_and_what_is_none_is_refused_by_name() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Harbour IT").await?;
    let invitation = invite(&page, "Service desk, spring").await?;
    let letter = reply(&page, &invitation, "P01", ROLES[0], [4, 2]).await?;

    // It is the other assessment in this browser that was open.
    page.go(&format!("{}{letter}", Kind::Reply.address())).await?;
    page.shows("1 reply can be taken over.").await?;
    ensure!(!page.route().await?.contains(&letter), "the letter still stands in the address");
    page.press("Take over").await?;
    page.arrives("Many people, one assessment").await?;
    has_people(&page, 2).await?;

    let damaged = letter.replacen(&letter[20..22], if &letter[20..22] == "AA" { "BB" } else { "AA" }, 1);
    let cut = &letter[..letter.len() - 20];
    let large = format!("4fr1.{}", "A".repeat(1 << 20));
    let files = [("damaged.txt", &*damaged), ("cut.txt", cut), ("large.txt", &*large), ("other.txt", "Hello!")];
    let files: Vec<_> = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
    let before = page.kept().await?;
    page.choose_files("Choose files", &files).await?;
    for says in [
        "4 replies are refused:",
        "damaged.txt: it was changed on its way.",
        "cut.txt: its end is missing.",
        "large.txt: it is larger than any reply can be.",
        "other.txt: there is no reply in it.",
    ] {
        page.shows(says).await?;
    }
    ensure!(!page.text().await?.contains("Take over"), "what is refused can be taken over");
    ensure!(page.kept().await? == before, "what is refused was kept");

    // A browser that has never issued it says so, and keeps nothing.
    let stranger = Page::open("#/").await?;
    stranger.go(&format!("{}{letter}", Kind::Reply.address())).await?;
    stranger.shows("None of the assessments in this browser has issued the invitation").await?;
    ensure!(stranger.kept().await?.is_empty(), "a reply that nobody waited for was kept");
    page.stays_silent().await
}

#[tokio::test]
async fn an_anonymous_reply_says_no_name_and_the_choice_stays() -> Result<()> {
    let page = Page::open("#/").await?;
    page.begin("Harbour IT").await?;
    page.press("Invite others").await?;
    page.choose("Replies are anonymous").await?;
    page.shows("Replies are anonymous from now on.").await?;
    page.fill("What everybody reads first", "Service desk, spring").await?;
    page.pick("For whom", "Customer").await?;
    page.press("Make an invitation").await?;
    let invitation = link_of(&page, Kind::Invitation, ".invitation-list input").await?;

    let phone = Page::open("#/").await?;
    phone.go(&format!("{}{invitation}", Kind::Invitation.address())).await?;
    phone.shows("Your reply bears your role and no name.").await?;
    let asks = phone.run("return document.querySelectorAll('main input[type=text]').length", vec![]).await?;
    ensure!(asks == json!(0), "an anonymous participant is asked for a name");
    phone.press("Begin").await?;
    phone.until("a question stands", || async { Ok(phone.route().await?.contains("/assess/")) }).await?;
    phone.answer(4).await?;
    phone.press("Send your answers").await?;
    let letter = link_of(&phone, Kind::Reply, "#reply-link").await?;

    paste(&page, &letter).await?;
    page.press("Take over").await?;
    page.shows("1 person has begun to answer.").await?;
    ensure!(people(&page).await?.is_empty(), "somebody is listed who answered without a name");
    page.shows("This was chosen before the first answer, and stays.").await?;
    let fixed = page.run("return document.querySelector('.anonymity input').disabled", vec![]).await?;
    ensure!(fixed == json!(true), "the choice can be loosened");
    page.stays_silent().await
}
