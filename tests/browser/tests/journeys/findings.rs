//! What an audit finds is worked on where it is shown, and what is written about it stays, whatever becomes of the
//! problem.

use anyhow::{Result, ensure};
use browser_tests::page::Page;

/// In the sample leaders see incident management two levels above what staff see, and nothing else is wrong with it.
const ABOUT: &str = "Gravity of the finding about Incident management";
const CAUSE: &str = "cause-inc-0";
const CORRECTION: &str = "correction-inc-0";

async fn write(page: &Page, id: &str, text: &str) -> Result<()> {
    begin(page, id).await?;
    page.keys(text).await?;
    page.leave_field().await
}

async fn begin(page: &Page, id: &str) -> Result<()> {
    const BEGIN: &str = "
        const field = document.getElementById(arguments[0]);
        field.closest('details').open = true;
        field.focus()";
    page.run(BEGIN, vec![id.into()]).await.map(drop)
}

async fn holds(page: &Page, id: &str) -> Result<String> {
    let value = page.run("return document.getElementById(arguments[0])?.value", vec![id.into()]).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_finding_is_worked_out_and_its_remedy_goes_into_the_plan() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.press("Work on the findings").await?;
    page.shows("What was found, and why").await?;
    page.shows("let the evidenced view lead").await?;
    page.choose("What is evidenced").await?;
    page.shows("0 of ").await?;
    begin(&page, "gravity-inc-0").await?;
    page.pick(ABOUT, "major").await?;
    page.shows("The process does not do what it is for.").await?;
    write(&page, CAUSE, "Nobody tells leaders how long people wait.").await?;
    write(&page, "consequence-inc-0", "Complaints reach the board before they reach IT.").await?;
    write(&page, CORRECTION, "Report waiting times every week.").await?;
    write(&page, "owner-inc-0", "Head of service").await?;
    page.shows("1 of ").await?;
    page.press("Put it into the plan").await?;
    page.shows("1 action in the plan").await?;
    page.reload().await?;
    ensure!(holds(&page, CAUSE).await? == "Nobody tells leaders how long people wait.", "the cause is gone");
    ensure!(holds(&page, CORRECTION).await? == "Report waiting times every week.", "the remedy is gone");
    page.press("1 action in the plan").await?;
    let title = "return [...document.querySelectorAll('.register .row-field input')].map((own) => own.value)";
    let values = page.run(title, vec![]).await?.to_string();
    ensure!(values.contains("Report waiting times every week."), "the plan has {values}");
    ensure!(values.contains("Head of service"), "nobody is to do it: {values}");
    page.stays_silent().await
}

#[tokio::test]
async fn two_tabs_that_write_about_the_same_finding_keep_both() -> Result<()> {
    let page = Page::open("#/").await?;
    page.open_sample().await?;
    page.go("#/findings").await?;
    page.choose("What is evidenced").await?;
    page.shows("0 of ").await?;
    // The first hears of no other: what the second has half typed may be kept as soon as the focus goes with the window.
    page.run("addEventListener('storage', (event) => event.stopImmediatePropagation(), true)", vec![]).await?;
    let first = page.second_window("#/findings").await?;
    let second = page.browser.driver.window().await?;
    begin(&page, CAUSE).await?;
    page.keys("From the second tab.").await?;
    page.in_front(first).await?;
    write(&page, CAUSE, "From the first tab.").await?;
    page.in_front(second).await?;
    page.leave_field().await?;
    page.load_again().await?;
    let all = "return [...document.querySelectorAll('.finding textarea')].map((own) => own.value).filter(Boolean)";
    let all = page.run(all, vec![]).await?.to_string();
    ensure!(all.contains("From the second tab."), "only {all} is left");
    page.go("#/changes").await?;
    page.shows("From the first tab.").await?;
    page.shows("From the second tab.").await?;
    page.stays_silent().await
}
