//! What was taken on is closed, and one sees how far one is.

use anyhow::{Result, ensure};
use browser_tests::{browser::Theme, page::Page, site::Site};

const ACTIONS: &str = "Actions";

#[tokio::test]
async fn what_is_done_is_dated_today_and_counts_as_closed_until_it_is_undone() -> Result<()> {
    // Dates are those of the visitor, and the year is far enough from that of the machine.
    let page = Page::open_on(Site::on_day("2031-05-17")?, Theme::Light, "#/").await?;
    page.begin("Closing").await?;
    page.go("#/plan").await?;
    ensure!(!page.text().await?.contains("Actions closed"), "there is a picture of nothing");
    page.paste_cells(ACTIONS, "Title\tDue\nName an owner\t2031-03-31\nAgree on a target\t2031-06-30").await?;
    page.take_over(4).await?;
    page.shows("0 of 2 closed. Overdue: 1.").await?;
    page.pick("Status", "done").await?;
    page.shows("Closed today, 2031-05-17.").await?;
    page.shows("1 of 2 closed.").await?;
    let closed = || page.field("Closed");
    ensure!(closed().await?.prop("value").await?.as_deref() == Some("2031-05-17"), "it is not dated");
    page.press("The data as a table: Actions closed").await?;
    page.shows("March 2031").await?;
    page.press("Undo").await?;
    page.shows("0 of 2 closed. Overdue: 1.").await?;
    ensure!(closed().await?.prop("value").await?.as_deref() == Some(""), "a date is left of what was undone");
    // A day that was stated stays.
    page.fill_date("Closed", "2031-04-02").await?;
    page.pick("Status", "given up").await?;
    page.shows("1 of 2 closed. Given up among them: 1.").await?;
    ensure!(closed().await?.prop("value").await?.as_deref() == Some("2031-04-02"), "the day was replaced");
    page.stays_silent().await
}

#[tokio::test]
async fn an_action_names_its_question_in_words_one_of_its_process() -> Result<()> {
    const CHOSEN: &str = "
        const field = [...document.querySelectorAll('select[aria-label=Question]')][0];
        return [field.selectedOptions[0].textContent, field.options.length]";
    let page = Page::open("#/").await?;
    page.begin("Asking").await?;
    page.go("#/plan").await?;
    page.press_in(ACTIONS, "Add a row").await?;
    let chosen = || async {
        let (text, count): (String, usize) = serde_json::from_value(page.run(CHOSEN, vec![]).await?)?;
        Ok::<_, anyhow::Error>((text, count))
    };
    // The quick scan asks 24 questions, and nothing is chosen.
    ensure!(chosen().await?.1 == 25, "there are {} questions to choose from", chosen().await?.1);
    page.pick("Process", "Incident management").await?;
    page.until("only the one of that process is left", || async { Ok(chosen().await?.1 == 2) }).await?;
    let question =
        page.run("return document.querySelectorAll('select[aria-label=Question] option')[1].textContent", vec![]);
    let question = question.await?.as_str().unwrap_or_default().to_owned();
    ensure!(question.contains(' '), "a question is called \"{question}\"");
    page.pick("Question", &question).await?;
    // Where the process becomes another, what was said stays to be seen.
    page.pick("Process", "Change enablement").await?;
    page.until("it stands beside those of the process", || async { Ok(chosen().await? == (question.clone(), 3)) })
        .await?;
    page.reload().await?;
    ensure!(chosen().await? == (question, 3), "after a reload {:?} is chosen", chosen().await?);
    page.stays_silent().await
}
