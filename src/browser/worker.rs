//! The worker: work that takes its time, done beside the page. What is asked and answered is text (`exchange::task`).
//!
//! Its files are asked for when somebody first needs them. A browser compares no worker's script with a digest, so the
//! page fetches it first, compared, and starts what the browser has just kept; the script in turn compares its program.

//!
//! What is called by its name here is called so because every function that is declared is one more import of the first
//! part of the program, which everybody waits for.

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::fetch;

/// What the worker tells.
pub enum Told {
    /// How many per cent are behind. It is told as soon as the work begins and once a second at least.
    At(u8),
    /// What came of it.
    Answer(String),
    /// That nothing comes of it, and why.
    Failed(String),
}

/// A worker at its work. It ends with this, in the middle of whatever it does.
pub struct Working {
    script: String,
    asked: String,
    worker: Option<web_sys::Worker>,
    heard: Closure<dyn FnMut(Event)>,
}

impl Working {
    /// Begins the work from its start, in place of what is on its way.
    ///
    /// # Errors
    /// What went wrong, for the person at the screen.
    pub fn begin(&mut self) -> Result<(), String> {
        self.end();
        let fault = || could_not_be_started(&self.script);
        let worker = web_sys::Worker::new(&self.script).map_err(|_| fault())?;
        for event in EVENTS {
            let _ = worker.add_event_listener_with_callback(event, self.heard.as_ref().unchecked_ref());
        }
        let worker = self.worker.insert(worker);
        call(worker, "postMessage", &self.asked.as_str().into()).ok_or_else(fault)
    }

    /// Asks the same worker for something else, once it has answered.
    ///
    /// # Errors
    /// What went wrong, for the person at the screen.
    pub fn go_on(&mut self, asked: String) -> Result<(), String> {
        self.asked = asked;
        let Some(worker) = &self.worker else { return self.begin() };
        call(worker, "postMessage", &self.asked.as_str().into()).ok_or_else(|| could_not_be_started(&self.script))
    }

    fn end(&mut self) {
        let Some(worker) = self.worker.take() else { return };
        for event in EVENTS {
            let _ = worker.remove_event_listener_with_callback(event, self.heard.as_ref().unchecked_ref());
        }
        call(&worker, "terminate", &JsValue::UNDEFINED);
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.end();
    }
}

/// A message, or that its script failed.
const EVENTS: [&str; 2] = ["message", "error"];

/// Starts a worker on what is asked.
///
/// # Errors
/// What went wrong, for the person at the screen.
pub async fn start(asked: String, mut tell: Box<dyn FnMut(Told)>) -> Result<Working, String> {
    let (script, digest) = script().ok_or("this page names no worker")?;
    fetch::published(&script, &digest).await?;
    let failed = could_not_be_started(&script);
    let heard: Box<dyn FnMut(Event)> = Box::new(move |event| {
        let data = Reflect::get(&event, &"data".into()).ok().and_then(|own| own.as_string());
        tell(data.and_then(|own| understood(&own)).unwrap_or_else(|| Told::Failed(failed.clone())));
    });
    let mut working = Working { script, asked, worker: None, heard: Closure::wrap(heard) };
    working.begin()?;
    Ok(working)
}

fn could_not_be_started(script: &str) -> String {
    [script, " could not be started"].concat()
}

fn call(worker: &web_sys::Worker, function: &str, with: &JsValue) -> Option<()> {
    let function: Function = Reflect::get(worker, &function.into()).ok()?.dyn_into().ok()?;
    function.call1(worker, with).ok().map(drop)
}

/// A message of `src/worker.js`.
fn understood(message: &str) -> Option<Told> {
    let (word, rest) = message.split_once(' ')?;
    match word {
        "at" => rest.parse().ok().map(Told::At),
        "answer" => Some(Told::Answer(rest.to_owned())),
        "failed" => Some(Told::Failed(rest.to_owned())),
        _ => None,
    }
}

/// Where its script lies, and the digest that the build noted; a build that is not published has none.
fn script() -> Option<(String, String)> {
    let tag = web_sys::window()?.document()?.query_selector("script[data-app-js]").ok()??;
    let glue = tag.get_attribute("data-app-js")?;
    Some((
        [glue.trim_end_matches(".js"), "-worker.js"].concat(),
        tag.get_attribute("data-worker-digest").unwrap_or_default(),
    ))
}
