//! Somebody who answers much faster than people do: a script in the page that presses the real buttons.

use anyhow::{Context, Result, ensure};
use browser_tests::page::Page;
use serde_json::{Value, json};

/// It answers the questions on the screen in turn, each time with another level than the one that is chosen, and notes
/// what it chose. Alone, it waits after each answer until the screen says that it was saved, and then tells the host,
/// which outlives the browser. Of several, in as many tabs, each goes its own way for twenty answers and then waits until
/// all are as far, so that no tab drowns in what the others say. It begins when it is called to, in all tabs at once.
const ROBOT: &str = r#"
const [times, seed, tabs] = arguments;
const ANSWERS = "fieldset.levels input[type=radio][name^='answer-']";
const saved = () => /^Saved in this browser [^,]+$/.test(document.querySelector(".status")?.textContent ?? "");
const until = (holds) => new Promise((done) => {
  if (holds()) return done();
  const watch = new MutationObserver(() => {
    if (!holds()) return;
    watch.disconnect();
    done();
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
});
// A turn of the browser that is not slowed down where a window is behind another.
const turn = () => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); done(); };
  port2.postMessage(0);
});
const laps = new Map();
let look = () => {};
const meeting = new BroadcastChannel("laps");
meeting.onmessage = ({ data }) => {
  laps.set(data, (laps.get(data) ?? 0) + 1);
  look();
};
// Waits until the robots of all other tabs are as far.
const meet = (lap) => new Promise((done) => {
  meeting.postMessage(lap);
  look = () => { if ((laps.get(lap) ?? 0) >= tabs - 1) done(); };
  look();
});
let chance = seed >>> 0 || 1;
const below = (end) => {
  chance ^= chance << 13; chance >>>= 0;
  chance ^= chance >>> 17;
  chance ^= chance << 5; chance >>>= 0;
  return chance % end;
};
const robot = { said: [], isDone: false, failed: null };
const work = async () => {
  for (let time = 1; time <= times; time += 1) {
    const names = [...new Set([...document.querySelectorAll(ANSWERS)].map((own) => own.name))];
    const name = names[time % names.length];
    const levels = [...document.querySelectorAll(ANSWERS)].filter((own) => own.name === name && /^\d$/.test(own.value));
    const chosen = levels.findIndex((own) => own.checked);
    const level = levels[(chosen + 1 + below(levels.length - 1)) % levels.length];
    level.click();
    const said = [name.slice("answer-".length), level.value];
    robot.said.push(said);
    await turn();
    if (tabs > 0) {
      // A disk is slower than a robot, and so is following seven others.
      if (time % 20 === 0) {
        await until(saved);
        await meet(time);
      }
      continue;
    }
    await until(saved);
    await fetch("robot", { method: "POST", body: `${time} ${said.join(" ")}` });
  }
  await until(saved);
};
const begin = new BroadcastChannel("robots");
begin.onmessage = () => {
  begin.close();
  work().catch((why) => { robot.failed = `${why}`; }).finally(() => { robot.isDone = true; });
};
window.robot = robot;
"#;

/// What a robot did.
pub struct Robot {
    /// Question and level, in the order they were chosen in.
    pub said: Vec<(String, String)>,
    pub is_done: bool,
}

/// An answer of which the screen said that it was saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acknowledged {
    /// The how-manieth answer of this page it is, from 1.
    pub number: u64,
    pub question: String,
    pub level: String,
}

/// Puts a robot into the window in front that reports each answer as long as the browser lives.
pub async fn alone(page: &Page, seed: u64) -> Result<()> {
    page.run(ROBOT, vec![json!(u32::MAX), json!(seed as u32), json!(0)]).await.map(drop)
}

/// Puts one of so many into the window in front, which answers so many times.
pub async fn one_of(page: &Page, tabs: usize, times: u64, seed: u64) -> Result<()> {
    page.run(ROBOT, vec![json!(times), json!(seed as u32), json!(tabs)]).await.map(drop)
}

/// Lets all of them begin.
pub async fn begin(page: &Page) -> Result<()> {
    page.run("window.callRobots = new BroadcastChannel('robots'); window.callRobots.postMessage(0)", vec![]).await?;
    Ok(())
}

/// What the one in the window in front has done so far.
pub async fn seen(page: &Page) -> Result<Robot> {
    let told = page.run("return window.robot", vec![]).await?;
    ensure!(told["failed"] == Value::Null, "the robot failed: {}", told["failed"]);
    let said = serde_json::from_value(told["said"].clone())?;
    Ok(Robot { said, is_done: told["isDone"] == json!(true) })
}

/// Waits until it has reported an answer.
pub async fn has_reported(page: &Page, since: usize) -> Result<()> {
    page.until("an answer is called saved", async || Ok(!reports(page, since)?.is_empty())).await
}

/// What was reported to the host since so many requests.
pub fn reports(page: &Page, since: usize) -> Result<Vec<Acknowledged>> {
    let requests = page.site.requests();
    let told = requests.iter().skip(since).filter(|request| request.method == "POST");
    told.map(|request| {
        let body = String::from_utf8_lossy(&request.body);
        let mut words = body.split(' ').map(str::to_owned);
        let mut word = || words.next().with_context(|| format!("no report: {body}"));
        Ok(Acknowledged { number: word()?.parse()?, question: word()?, level: word()? })
    })
    .collect()
}
