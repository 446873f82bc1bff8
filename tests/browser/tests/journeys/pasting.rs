//! Nothing that is pasted or typed counts before it was understood, and nothing typed is thrown away.

use anyhow::{Result, ensure};
use browser_tests::page::Page;

async fn figures() -> Result<Page> {
    let page = Page::open("#/").await?;
    page.begin("Pasting").await?;
    page.go("#/figures").await?;
    page.arrives("Figures").await?;
    Ok(page)
}

#[tokio::test]
async fn a_decimal_mark_that_could_be_either_is_asked_for() -> Result<()> {
    let page = figures().await?;
    page.paste_cells("Figures", "Figure\t2024\t2025\nTotal cost\t1.234\t2.345").await?;
    page.shows("Does 1.234 mean one thousand or one and a bit?").await?;
    page.shows("Take over 0 values").await?;
    page.choose("The comma is the decimal mark").await?;
    page.take_over(2).await?;
    page.until("a thousand and more", || async { Ok(value(&page, "Total cost, 2024").await? == "1234") }).await?;
    page.press("Undo").await?;
    page.shows("No figures yet").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_table_whose_numbers_decide_is_not_asked_about() -> Result<()> {
    let page = figures().await?;
    page.paste_cells("Figures", "Figure\t2025\nTotal cost\t1.234,50\nInternal charges\t1.234").await?;
    page.shows("Take over 2 values").await?;
    ensure!(!page.text().await?.contains("Does 1.234 mean"), "it asks what the table says");
    page.take_over(2).await?;
    page.until("both in German", || async {
        Ok(value(&page, "Total cost, 2025").await? == "1234.5"
            && value(&page, "Internal charges, 2025").await? == "1234")
    })
    .await
}

#[tokio::test]
async fn a_wrong_table_says_what_was_not_recognised_and_changes_nothing() -> Result<()> {
    let page = figures().await?;
    let before = page.kept().await?;
    page.paste_cells("Figures", "Dear all,\nplease find attached the minutes.").await?;
    page.shows("No period was recognised in the first row").await?;
    page.put("Pasted cells", "Figure\t2025\nTurnover\t12\nTotal cost\tlots").await?;
    ensure!(page.field("What is \"Turnover\"?").await.is_ok(), "the row it does not know is not asked about");
    page.shows("Take over 0 values").await?;
    page.pick("What is \"Turnover\"?", "External revenue").await?;
    page.shows("Take over 1 values").await?;
    page.press("Cancel").await?;
    page.press("Risk impact").await?;
    page.paste_cells("Risk register", "a\tb\n1\t2").await?;
    page.shows("None of the headings was recognised.").await?;
    ensure!(page.kept().await? == before, "a table that was not taken over changed something");
    page.stays_silent().await
}

#[tokio::test]
async fn what_is_no_number_gets_its_message_and_stays_in_the_field() -> Result<()> {
    const CELL: &str = "Total cost, 2025";
    let page = figures().await?;
    page.paste_cells("Figures", "Figure\t2025\nTotal cost\t100").await?;
    page.take_over(1).await?;
    page.fill(CELL, "a lot").await?;
    page.leave_field().await?;
    page.shows("\"a lot\" is not a number.").await?;
    ensure!(value(&page, CELL).await? == "a lot", "what was typed is gone");
    page.reload().await?;
    ensure!(value(&page, CELL).await? == "100", "it took the place of the number that counts");
    page.fill(CELL, "250").await?;
    page.leave_field().await?;
    page.reload().await?;
    ensure!(value(&page, CELL).await? == "250", "a number that was typed is not kept");
    page.stays_silent().await
}

#[tokio::test]
async fn a_month_that_stands_out_is_told_until_it_is_put_right() -> Result<()> {
    let page = figures().await?;
    page.paste_cells("Figures", "Figure\t2025-09\t2025-10\t2025-11\t2025-12\nTotal cost\t10\t9\t11\t19").await?;
    page.take_over(4).await?;
    page.shows("Worth a second look").await?;
    page.shows("is 1.9 × the average of the other months.").await?;
    ensure!(
        page.is("return document.querySelectorAll('.spark svg').length === 1").await?,
        "four months have no course"
    );
    let december = page.run("return document.querySelector('.sheet thead th:last-child').textContent", vec![]).await?;
    page.fill(&format!("Total cost, {}", december.as_str().unwrap_or_default()), "10").await?;
    page.leave_field().await?;
    page.until("nothing stands out any more", || async { Ok(!page.text().await?.contains("Worth a second look")) })
        .await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_table_pasted_into_a_cell_opens_the_preview_instead() -> Result<()> {
    let page = figures().await?;
    page.paste_cells("Figures", "Figure\t2025\nTotal cost\t100").await?;
    page.take_over(1).await?;
    page.field("Total cost, 2025").await?.focus().await?;
    page.paste("Figure\t2025\nInternal charges\t90").await?;
    page.shows("This is how it was understood").await?;
    page.take_over(1).await?;
    ensure!(value(&page, "Total cost, 2025").await? == "100", "the cell was written over");
    page.stays_silent().await
}

/// What stands in the field with this label.
async fn value(page: &Page, label: &str) -> Result<String> {
    Ok(page.field(label).await?.prop("value").await?.unwrap_or_default())
}

#[tokio::test]
async fn what_lines_are_for_and_what_people_say_of_them_can_be_stated_and_stays() -> Result<()> {
    let page = figures().await?;
    page.press("Budget adherence").await?;
    page.paste_cells("Budget lines", "Line\t\t2025\nCloud\tBudget\t1000\nCloud\tActual\t1300").await?;
    page.take_over(2).await?;
    page.press("What lines are for, and what they follow").await?;
    page.pick("Purpose", "doing something new").await?;
    page.fill("Fixed part of a year", "400").await?;
    page.leave_field().await?;
    page.pick("Volume it follows", "Units of service").await?;
    page.press("Communication effectiveness").await?;
    page.paste_cells("Would people recommend the services?", "Figure\t2025\nWould recommend, 9 or 10\t291").await?;
    page.take_over(1).await?;
    page.paste_cells("How easy was it?", "Figure\t2025\nEffort answers with score 7\t120").await?;
    page.take_over(1).await?;
    page.pick("How answers become a score", "5 to 7, in %").await?;
    page.reload().await?;
    ensure!(value(&page, "Would recommend, 9 or 10, 2025").await? == "291", "what people would recommend is not kept");
    ensure!(value(&page, "Effort answers with score 7, 2025").await? == "120", "how easy it was is not kept");
    ensure!(value(&page, "How answers become a score").await? == "easy", "the way to a score is not kept");
    page.press("Budget adherence").await?;
    page.press("What lines are for, and what they follow").await?;
    ensure!(value(&page, "Fixed part of a year").await? == "400", "the fixed part is not kept");
    let chosen = "return ['Purpose', 'Volume it follows'].map((own) =>
        document.querySelector(`select[aria-label='${own}']`).selectedOptions[0].textContent)";
    let chosen: Vec<String> = serde_json::from_value(page.run(chosen, vec![]).await?)?;
    ensure!(chosen == ["doing something new", "Units of service"], "{chosen:?} is chosen");
    page.stays_silent().await
}
