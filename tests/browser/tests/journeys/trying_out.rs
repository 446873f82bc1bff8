//! What would change is tried out before it is said, and the cheapest way to a target is found beside the page.

use anyhow::{Context, Result, ensure};
use browser_tests::page::{ENTER, Page};
use fourfold::exchange::file;
use fourfold::model::pack::Pack;
use fourfold::score::{Cheapest, Goal, Settings, cheapest_path, score, what_if};
use serde_json::json;

const NORTHLIGHT: &str = "Northlight Council";
const STATE: &str = "On trial";
const FIND: &str = "Find the cheapest path";

async fn plan_of(sample: &str) -> Result<Page> {
    let page = Page::open("#/").await?;
    page.press(&format!("Open {sample}")).await?;
    page.cards().await?;
    page.go("#/plan").await?;
    page.shows("What would change").await?;
    Ok(page)
}

/// Now, then and change of the four indicators.
async fn changed(page: &Page) -> Result<Vec<[String; 3]>> {
    const ROWS: &str = "
        return [...document.querySelectorAll('table.changed tbody tr')].map((row) =>
            [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()))";
    Ok(serde_json::from_value(page.run(ROWS, vec![]).await?)?)
}

/// The titles in the register of actions.
async fn actions(page: &Page) -> Result<Vec<String>> {
    const TITLES: &str = "
        return [...document.querySelectorAll('[aria-label=Actions] .row-name')].map((own) => own.textContent)";
    Ok(serde_json::from_value(page.run(TITLES, vec![]).await?)?)
}

async fn tried(page: &Page) -> Result<usize> {
    Ok(page.run("return document.querySelectorAll('.tried > li').length", vec![]).await?.as_u64().unwrap_or(0) as usize)
}

/// Chooses the option at a place of the list with this label, and says what it is.
async fn pick_at(page: &Page, label: &str, place: usize) -> Result<String> {
    const PICK: &str = "
        const [list, place] = arguments;
        list.selectedIndex = place;
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return list.options[place]?.textContent.trim() ?? ''";
    let list = page.field(label).await?;
    let words = page.run(PICK, vec![list.to_json()?, json!(place)]).await?;
    Ok(words.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn an_answer_is_raised_on_trial_kept_as_an_action_and_taken_back() -> Result<()> {
    let page = plan_of("Harbour IT").await?;
    page.shows("Nothing is raised yet.").await?;
    let before = changed(&page).await?;
    ensure!(before.iter().all(|row| row[0] == row[1]), "nothing is raised, and yet {before:?}");
    let kept = actions(&page).await?;
    page.pick("Process to raise", "Incident management").await?;
    let question = pick_at(&page, "What to raise", 1).await?;
    ensure!(!question.is_empty(), "no question of the process can be raised");
    page.press("Try it out").await?;
    page.shows("Answers raised: 1.").await?;
    let after = changed(&page).await?;
    ensure!(after.iter().any(|row| row[2].starts_with('+')), "no indicator moves: {after:?}");
    for (before, after) in before.iter().zip(&after) {
        ensure!(before[0] == after[0], "what is was changed by a trial");
    }
    // Once more is no more.
    page.press("Try it out").await?;
    ensure!(changed(&page).await? == after && tried(&page).await? == 1, "a question counts twice");

    page.press("Keep: put them into the plan").await?;
    page.shows("All of them are in the plan.").await?;
    let now = actions(&page).await?;
    ensure!(now.len() == kept.len() + 1 && now.iter().any(|own| own.contains(&question)), "the plan has {now:?}");
    ensure!(changed(&page).await? == after, "an action changed a score");
    page.press("Undo").await?;
    page.until("the action is gone", async || Ok(actions(&page).await? == kept)).await?;

    page.press("Drop them").await?;
    page.shows("Nothing is raised yet.").await?;
    ensure!(changed(&page).await? == before, "what was dropped still counts");
    // Nothing of it was said.
    page.go("#/results").await?;
    page.go("#/plan").await?;
    page.shows("Nothing is raised yet.").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn the_next_level_is_tried_and_a_line_removed_by_the_keyboard_alone() -> Result<()> {
    let page = plan_of("Harbour IT").await?;
    page.field("Process to raise").await?.focus().await?;
    page.pick("Process to raise", "Incident management").await?;
    page.tab_to("Try it out").await?;
    page.keys(ENTER).await?;
    page.shows("Answers raised: ").await?;
    let all = tried(&page).await?;
    ensure!(all > 0, "the next level asks nothing");
    page.tab_to("Remove").await?;
    page.keys(ENTER).await?;
    page.until("one line is gone", async || Ok(tried(&page).await? + 1 == all)).await?;
    let to = if all > 1 { "Remove" } else { "Process to raise" };
    page.until("the focus stays near", async || Ok(page.focused().await?.starts_with(to))).await?;
    page.stays_silent().await
}

#[tokio::test]
async fn the_cheapest_path_in_some_processes_is_that_of_the_engine_and_goes_on_trial() -> Result<()> {
    let page = plan_of(NORTHLIGHT).await?;
    let dist = format!("{}/../../dist", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(format!("{dist}/samples/northlight-council.json"))?;
    let own = file::read(&text).map_err(|why| anyhow::anyhow!("{why}"))?.facts.assessment();
    let named = own.profile.pack.clone().context("it names no pack")?;
    let version = named.split('@').nth(1).and_then(|own| own.split('#').next()).context("no version")?;
    let pack = std::fs::read_to_string(format!("{dist}/packs/fourfold/{version}/structure.json"))?;
    let pack = Pack::read(&pack).map_err(|why| anyhow::anyhow!("{why}"))?;
    let settings = Settings::of(&own, &pack, own.latest_round().context("no round")?);
    let results = score(&pack, &own, &settings);
    let (risk, view) = (2, settings.view());
    let now = results.indicators[risk].view(view).score.context("risk has no score")?;
    // Two processes somebody would look at, and a target a little higher than now.
    let some = ["inc", "chg"];
    let is_chosen = |own: &str| some.contains(&own);
    let all = 0..pack.structure.questions.len();
    let of =
        |place: &usize| pack.structure.questions[*place].process.as_ref().is_some_and(|own| is_chosen(own.as_str()));
    let target = now.floor() + 1.0;
    let mut goal = Goal { questions: Some(all.filter(of).collect()), ..Goal::default() };
    goal.scores[risk] = Some(target);
    let Cheapest::Path(path) = cheapest_path(&pack, &settings, &results, &goal) else {
        anyhow::bail!("the engine finds no path to {target}")
    };

    page.fill("Target: Risk", &target.to_string()).await?;
    page.leave_field().await?;
    page.press("Only some processes").await?;
    for name in ["Incident management", "Change enablement"] {
        page.choose(name).await?;
    }
    page.shows("2 chosen").await?;
    page.press_in("What would change", FIND).await?;
    page.shows(&format!("Answers raised: {}. Options up: {}. Effort: {}.", path.raises.len(), path.moves, path.effort))
        .await?;
    ensure!(tried(&page).await? == path.raises.len(), "not all of it is under \"{STATE}\"");
    let then = what_if(&pack, &results, &path.raises, view);
    let expected = then.map(|own| own.map_or("–".to_owned(), |own| format!("{own:.1}")));
    let shown = changed(&page).await?;
    for (row, expected) in shown.iter().zip(&expected) {
        ensure!(row[1] == *expected, "{shown:?}, expected {expected:?}");
    }
    // Another target makes what was found an old answer.
    page.fill("Target: Risk", &(target - 1.0).to_string()).await?;
    page.leave_field().await?;
    page.shows("have changed since. Search again.").await?;
    page.press_in("What would change", FIND).await?;
    page.shows("Every target is reached already").await?;
    page.stays_silent().await
}

#[tokio::test]
async fn too_many_ways_and_none_are_told_and_a_wrong_target_is_not_searched() -> Result<()> {
    let page = plan_of(NORTHLIGHT).await?;
    page.shows("State at least one target.").await?;
    page.fill("Target: Risk", "140").await?;
    page.leave_field().await?;
    page.shows("A target is a number from 0 to 100.").await?;
    page.fill("Target: Risk", "99").await?;
    page.leave_field().await?;
    page.press_in("What would change", FIND).await?;
    page.shows("Out of reach: no raised answers lead there.").await?;

    page.go("#/").await?;
    page.press("Open Kestrel Managed Services").await?;
    page.cards().await?;
    page.go("#/plan").await?;
    for label in ["Target: Growth", "Target: Budget", "Target: Risk", "Target: Communication"] {
        page.fill(label, "90").await?;
        page.leave_field().await?;
    }
    page.press_in("What would change", FIND).await?;
    page.shows("Too many ways: ").await?;
    ensure!(page.is("return document.querySelector('details.narrowing').open").await?, "the choice is not opened");
    ensure!(tried(&page).await? == 0, "something is raised for nothing");
    page.stays_silent().await
}
