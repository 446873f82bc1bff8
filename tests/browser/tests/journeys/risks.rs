//! What risks may cost is computed beside the page, and what was decided comes back to be looked at.

use anyhow::{Context, Result, ensure};
use browser_tests::{
    browser::Theme,
    page::Page,
    site::{Fault, Site},
};
use fourfold::exchange::task::{Task, ask_simulation};
use fourfold::score::simulation::{Outcome, RiskRange, Simulation, Stated, YEARS};
use serde_json::json;

/// Least, most likely and greatest: how often a year, and what it costs each time.
const RISKS: [Stated; 2] =
    [[[0.1, 0.4, 1.3], [10_000.0, 20_000.0, 60_000.0]], [[0.02, 0.05, 0.15], [80_000.0, 250_000.0, 700_000.0]]];
const RANGES: [&str; 6] = [
    "Times a year, at least",
    "Times a year, most likely",
    "Times a year, at most",
    "Loss each time, at least",
    "Loss each time, most likely",
    "Loss each time, at most",
];
const REGISTER: &str = "Risk register";
const LOG: &str = "Decision log";
const RUN: &str = "Run the simulation";

/// What the engine makes of it here.
fn natively(seed: u64) -> Result<Outcome> {
    let ranges: Vec<RiskRange> = RISKS.iter().filter_map(|[often, dear]| RiskRange::new(*often, *dear).ok()).collect();
    ensure!(ranges.len() == RISKS.len(), "a range makes no sense");
    let mut simulation = Simulation::new(ranges, YEARS, seed);
    simulation.advance(YEARS);
    simulation.outcome().context("nothing came of it")
}

async fn open(name: &str) -> Result<Page> {
    let page = Page::open("#/").await?;
    page.begin(name).await?;
    page.go("#/figures/risk").await?;
    Ok(page)
}

/// A row for a risk, as cells of a spreadsheet.
fn pasted(title: &str, [often, dear]: &Stated) -> String {
    let numbers: Vec<String> = often.iter().chain(dear).map(f64::to_string).collect();
    format!("Title\t{}\n{title}\t{}", RANGES.join("\t"), numbers.join("\t"))
}

/// The numbers beside the curve by their names, digits only, however the engine groups them.
async fn numbers(page: &Page) -> Result<Vec<String>> {
    const NUMBERS: &str = "
        const digits = (text) => text.replace(/[^\\d.±]/g, '');
        return [...document.querySelectorAll('.simulation .pairs dd')].map((own) => digits(own.textContent))";
    Ok(serde_json::from_value(page.run(NUMBERS, vec![]).await?)?)
}

fn expected(own: &Outcome, seed: u64) -> Vec<String> {
    let error = own.standard_error.unwrap_or_default();
    vec![
        format!("{:.0}", own.p10),
        format!("{:.0}", own.p50),
        format!("{:.0}", own.p90),
        format!("{:.0}±{error:.0}", own.mean),
        format!("{:.1}", 100.0 * own.without_loss),
        seed.to_string(),
    ]
}

async fn simulated(page: &Page, seed: u64) -> Result<()> {
    let (expected, shown) = (expected(&natively(seed)?, seed), numbers(page));
    let shown = shown.await.unwrap_or_default();
    let stands = page.until("the numbers stand", || async { Ok(numbers(page).await? == expected) }).await;
    stands.with_context(|| format!("expected {expected:?}, first seen {shown:?}"))
}

fn asked_for_worker(page: &Page) -> usize {
    page.site.requests().iter().filter(|own| own.path.contains("-worker.")).count()
}

#[tokio::test]
async fn two_risks_are_played_beside_the_page_and_come_to_the_numbers_of_the_engine() -> Result<()> {
    let page = open("Two risks").await?;
    page.press_in(REGISTER, "Add a row").await?;
    page.fill("Title", "Orders are lost").await?;
    for (label, number) in RANGES.iter().zip(RISKS[0].iter().flatten()) {
        page.fill(label, &number.to_string()).await?;
    }
    page.leave_field().await?;
    page.paste_cells(REGISTER, &pasted("Files are held to ransom", &RISKS[1])).await?;
    page.take_over(7).await?;
    page.shows("2 of 2 risks state how often they happen").await?;
    ensure!(asked_for_worker(&page) == 0, "the worker is fetched before anybody needs it");

    page.press(RUN).await?;
    page.shows("Half of the years cost less than").await?;
    simulated(&page, 1).await?;
    page.fill("Seed", "7").await?;
    page.leave_field().await?;
    page.shows("The register or the seed has changed since").await?;
    page.press("Run it again").await?;
    simulated(&page, 7).await?;
    page.press("The data as a table: Loss-exceedance curve").await?;
    page.shows("P99.9").await?;
    page.press("Save as SVG: Loss-exceedance curve").await?;
    let drawing = String::from_utf8(page.saved_bytes("two-risks-losses.svg", b"</svg>\n").await?)?;
    ensure!(drawing.contains("<title>Loss-exceedance curve</title>") && drawing.contains("P90 "), "{drawing}");
    page.stays_silent().await
}

#[tokio::test]
async fn the_worker_answers_in_the_bits_of_the_engine_here() -> Result<()> {
    let page = open("Bits").await?;
    for seed in [1, u64::MAX] {
        let asked = ask_simulation(&RISKS, YEARS, seed);
        let mut task = Task::read(&asked).map_err(anyhow::Error::msg)?;
        let own = std::iter::from_fn(|| task.step().ok()).find_map(|answer| answer).context("no answer")?;
        let (heard, _) = page.ask_worker(&asked).await?;
        let answer = heard.last().context("the worker is silent")?;
        ensure!(*answer == format!("answer {own}"), "in the worker {answer}\nhere {own}");
        ensure!(heard.len() > 50, "it does not say how far it is: {heard:?}");
    }
    let (heard, _) = page.ask_worker("{}").await?;
    ensure!(heard.len() == 1 && heard[0].starts_with("failed "), "nonsense is answered by {heard:?}");
    page.stays_silent().await
}

#[tokio::test]
async fn a_simulation_can_be_cancelled_and_the_page_goes_on_meanwhile() -> Result<()> {
    let page = open("Cancelled").await?;
    // Ten thousand times a year: this takes minutes.
    let long: Stated = [[10_000.0; 3], [1.0, 2.0, 3.0]];
    page.paste_cells(REGISTER, &pasted("Scans of the network", &long)).await?;
    page.take_over(7).await?;
    page.press(RUN).await?;
    page.field("Yearly loss you accept").await?;
    page.fill("Yearly loss you accept", "5000").await?;
    page.leave_field().await?;
    page.press("Cancel").await?;
    page.shows("Cancelled. Nothing was changed.").await?;
    ensure!(!page.text().await?.contains("Half of the years"), "a cancelled simulation has a result");
    // It is not in the way of the next.
    page.press_in(REGISTER, "Scans of the network").await?;
    for (label, number) in RANGES.iter().zip(["1", "1", "1", "100", "100", "100"]) {
        page.fill(label, number).await?;
    }
    page.leave_field().await?;
    page.press(RUN).await?;
    page.shows("Fewer than one year in").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_worker_that_was_changed_or_is_missing_is_not_run_and_told_in_words() -> Result<()> {
    let page = Page::open_on(Site::under_test()?, Theme::Light, "#/").await?;
    page.begin("Tampered").await?;
    page.go("#/figures/risk").await?;
    page.paste_cells(REGISTER, &pasted("Orders are lost", &RISKS[0])).await?;
    page.take_over(7).await?;
    let mut press = RUN;
    for file in ["-worker.js", "-worker.wasm"] {
        for (fault, words) in [
            (Fault::Altered, format!("{file} is not the file that was published")),
            (Fault::Missing, "the server answered 404 to ".to_owned()),
        ] {
            page.site.break_files(file, fault);
            page.press(press).await?;
            page.shows(&words).await.with_context(|| format!("{file}: {words}"))?;
            page.shows("Nothing of yours is lost, and everything else works.").await?;
            press = "Try again";
            page.site.mend_files();
        }
    }
    page.press("Try again").await?;
    page.shows("Half of the years cost less than").await
}

#[tokio::test]
async fn a_worker_that_falls_silent_is_begun_anew_and_after_three_times_told() -> Result<()> {
    // So many workers end in the middle of their work, without a word. Time passes six times as fast for who waits.
    const SILENCE: &str = "
        const [many] = arguments;
        const later = window.setTimeout, Whole = window.Worker;
        window.setTimeout = (then, after) => later(then, after === 3000 ? 500 : after);
        window.begun = 0;
        window.Worker = class extends Whole {
            constructor(script) {
                super(script);
                if (++window.begun > many) return;
                this.addEventListener('message', ({ data }) => data === 'at 10' && super.terminate());
            }
        }";
    for (silent, heard) in [(2, "Half of the years cost less than"), (3, "stopped in the middle of it, three times")] {
        let page = open("Silent").await?;
        page.paste_cells(REGISTER, &pasted("Orders are lost", &RISKS[0])).await?;
        page.take_over(7).await?;
        page.run(SILENCE, vec![json!(silent)]).await?;
        page.press(RUN).await?;
        page.shows(heard).await?;
        ensure!(page.run("return window.begun", vec![]).await? == json!(3), "{silent} silent workers");
        page.stays_silent().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_risk_stands_in_the_matrix_and_leads_to_its_row() -> Result<()> {
    const CELL: &str = "
        const found = [...document.querySelectorAll('table.matrix tbody tr')].flatMap((row) =>
            [...row.cells].slice(1).map((cell, at) => [row.cells[0].textContent, at, cell.textContent]));
        return found.filter(([, , text]) => text.includes('Orders are lost'))";
    let page = open("Matrix").await?;
    page.press_in(REGISTER, "Add a row").await?;
    page.fill("Title", "Orders are lost").await?;
    page.leave_field().await?;
    page.pick("Likelihood that remains", "high").await?;
    page.pick("Impact that remains", "very high").await?;
    page.shows("1 of 1 risks remains high or very high").await?;
    let cell = page.run(CELL, vec![]).await?;
    ensure!(cell == json!([["high", 4, "very highOrders are lost"]]), "it stands in {cell}");
    page.pick("Highest risk level you accept", "high").await?;
    page.shows("1 of 1 risks stands above high, the highest level you accept").await?;
    page.go("#/figures/risk").await?;
    page.press_in("Risk matrix", "Orders are lost").await?;
    page.until("its title has the focus", || async { Ok(page.focused().await? == "Title") }).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn a_cell_of_ones_own_matrix_moves_the_risk_and_the_way_back_leads_to_the_standard() -> Result<()> {
    const OWN: &str = "Use your own matrix";
    const WITHIN: &str = "No risk stands above moderate, the highest level you accept";
    const ABOVE: &str = "1 of 1 risks stands above moderate, the highest level you accept";
    const DIFFERS: &str = "1 cell of 25 differs from the standard";
    const STANDARD: &str = "Levels are looked up in the standard matrix";
    const BACK: &str = "Back to the standard matrix";
    const ROW: &str = "return document.querySelector('details.row > summary').textContent";
    const CELL: &str = "
        const select = document.querySelector('[aria-label=\"likelihood low, impact high\"]');
        return [select.value, document.getElementById(select.getAttribute('aria-describedby')).textContent]";
    let page = open("Own matrix").await?;
    page.press_in(REGISTER, "Add a row").await?;
    page.fill("Title", "Orders are lost").await?;
    page.leave_field().await?;
    page.pick("Likelihood that remains", "low").await?;
    page.pick("Impact that remains", "high").await?;
    page.pick("Highest risk level you accept", "moderate").await?;
    page.shows(WITHIN).await?;
    page.shows(STANDARD).await?;
    page.press(OWN).await?;
    let cell = || page.run(CELL, vec![]);
    ensure!(cell().await? == json!(["low", ""]), "the table of the standard has low there");
    page.pick("likelihood low, impact high", "high").await?;
    page.shows(ABOVE).await?;
    page.shows(DIFFERS).await?;
    page.shows(
        "Likelihood low with impact high makes high, yet likelihood low with impact very high makes only moderate.",
    )
    .await?;
    ensure!(cell().await? == json!(["high", "standard: low"]), "what the standard has stands beside it");
    let row = page.run(ROW, vec![]).await?;
    ensure!(row.as_str().is_some_and(|own| own.contains("high")), "the row says {row}");
    // One risk of one is above: 3 on the curve is 0. The row is incomplete, which is 0 too; practice is open.
    page.go("#/results/risk").await?;
    let explained = page.explained().await?;
    ensure!(explained == ["open", "0.00"], "the results say {explained:?}");
    page.go("#/changes").await?;
    page.shows("Risk level: likelihood low, impact high").await?;
    page.go("#/figures/risk").await?;
    page.reload().await?;
    page.shows(ABOVE).await?;
    page.shows(DIFFERS).await?;
    page.press(OWN).await?;
    ensure!(cell().await? == json!(["high", "standard: low"]), "it is there after a reload");
    page.press(BACK).await?;
    page.shows("The standard matrix holds again.").await?;
    page.shows(WITHIN).await?;
    page.shows(STANDARD).await?;
    ensure!(cell().await? == json!(["low", ""]), "the cell is as in the standard");
    ensure!(page.focused().await?.starts_with(BACK), "the button keeps the focus");
    page.press("Undo").await?;
    page.shows(ABOVE).await?;
    ensure!(cell().await? == json!(["high", "standard: low"]), "what was set is back");
    // The choice itself was a step, too.
    page.run("document.activeElement.blur()", vec![]).await?;
    page.with_control('z').await?;
    page.shows(WITHIN).await?;
    page.shows(STANDARD).await?;
    // None above is 100, at weight 2 beside 0 at weight 1.
    page.go("#/results/risk").await?;
    let explained = page.explained().await?;
    ensure!(explained == ["open", "66.67"], "the results say {explained:?}");
    page.stays_silent().await
}

/// The published case but for the last outcome: (.9, 1) (.2, 0) (.7, 0) (.1, 0) (.5, ?).
const DECISIONS: &str = "Title\tProbability\tReview due\tDid it happen?
Change the provider\t0.9\t2025-01-31\tYes
Skip the load test\t0.2\t2025-02-28\tNo
Charge for storage\t0.7\t2025-03-31\tNo
Keep one engineer on call\t0.1\t2025-04-30\tNo
Put off the new switches\t0.5\t2025-05-31\t
Look at the licences again\t0.4\t2999-12-31\t";

#[tokio::test]
async fn an_outcome_moves_the_brier_score_and_ends_the_review() -> Result<()> {
    let page = open("Decisions").await?;
    page.paste_cells(LOG, DECISIONS).await?;
    page.take_over(22).await?;
    // (.01 + .04 + .49 + .01) / 4 = .1375; half and half is .25.
    page.shows("Not meaningful yet: 4 predictions of at least 5").await?;
    page.shows("due since 2025-05-31").await?;
    page.shows("Next: Look at the licences again, 2999-12-31.").await?;
    ensure!(!page.text().await?.contains("due since 2025-04-30"), "what was reviewed is due");
    page.press_in("Reviews due", "Put off the new switches").await?;
    page.until("its title has the focus", || async { Ok(page.focused().await? == "Title") }).await?;
    page.pick("Did it happen?", "Yes").await?;
    // (.55 + .25) / 5 = .16.
    page.shows("0.16 over 5 predictions: clearly better than calling everything half and half").await?;
    page.shows("Nothing is due for review today.").await?;
    page.go("#/results/risk").await?;
    page.shows("0.16").await?;
    page.go("#/figures/risk").await?;
    page.press("Put off the new switches").await?;
    page.pick("Did it happen?", "No").await?;
    // The same square from the other side.
    page.shows("0.16 over 5 predictions").await?;
    page.fill("Probability", "1").await?;
    page.leave_field().await?;
    // (.55 + 1) / 5 = .31.
    page.shows("0.31 over 5 predictions: calling everything half and half would have been nearer").await?;
    page.fill("Probability", "70").await?;
    page.leave_field().await?;
    page.shows("A probability lies between 0 and 1").await?;
    page.shows("Not meaningful yet: 4 predictions").await?;
    page.stays_silent().await
}
