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
