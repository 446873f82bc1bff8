//! Work that the worker does beside the page: how far it is, a way to stop it, and what to do where it cannot be done.

use std::pin::Pin;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::worker::{Told, Working, start};
use crate::locale::fill;
use crate::ui::dynamic::{block, maybe, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;

/// How the work stands.
#[derive(Clone, PartialEq)]
enum Standing {
    /// Nothing is asked, or it was answered.
    Idle,
    /// So many per cent are behind; nothing while the worker is still being fetched.
    At(Option<u8>),
    Cancelled,
    Failed(String),
}

/// What is asked of the worker, once it is put together, or why it could not be.
pub type Asked = Pin<Box<dyn Future<Output = Result<String, String>>>>;

/// How often it is looked whether the worker has said something.
const LOOK: Duration = Duration::from_secs(3);

/// So many looks in a row find a worker that works silent only where the browser has left it lying. Looks are counted,
/// not seconds: a computer that slept looks once when it wakes.
const SILENT: u8 = 4;

/// How often what is silent is begun anew.
const ANEW: u8 = 2;

/// One kind of work on a screen; it ends with the screen.
#[derive(Clone, Copy)]
pub struct Work {
    standing: RwSignal<Standing>,
    working: StoredValue<Option<Working>, LocalStorage>,
    /// Counts what was asked, so that what was cancelled is not heard any more.
    asked: StoredValue<u32>,
    /// How many looks have found the worker silent; nothing before it works.
    silent: StoredValue<Option<u8>>,
}

impl Work {
    pub fn new() -> Self {
        let own = Self {
            standing: RwSignal::new(Standing::Idle),
            working: StoredValue::new_local(None),
            asked: StoredValue::new(0),
            silent: StoredValue::new(None),
        };
        on_cleanup(move || own.end());
        own
    }

    /// Whether something is on its way.
    pub fn is_busy(self) -> bool {
        matches!(self.standing.get(), Standing::At(_))
    }

    /// Asks for something in place of whatever is on its way.
    pub fn ask(self, asked: String, answered: Box<dyn FnMut(String)>) {
        self.ask_after(Box::pin(async { Ok(asked) }), answered);
    }

    /// The same where what is asked has to be put together first.
    pub fn ask_after(self, asked: Asked, mut answered: Box<dyn FnMut(String)>) {
        self.end();
        let number = self.asked.get_value();
        self.standing.set(Standing::At(None));
        let is_current = move || self.asked.try_get_value() == Some(number);
        let tell = move |told: Told| {
            if !is_current() {
                return;
            }
            match told {
                Told::At(percent) => {
                    self.silent.set_value(Some(0));
                    self.standing.set(Standing::At(Some(percent)));
                }
                Told::Answer(answer) => {
                    self.end();
                    self.standing.set(Standing::Idle);
                    answered(answer);
                }
                Told::Failed(why) => self.fail(why),
            }
        };
        spawn_local(async move {
            let started = match asked.await {
                Ok(asked) if is_current() => start(asked, Box::new(tell)).await,
                Ok(_) => return,
                Err(why) => Err(why),
            };
            if !is_current() {
                return;
            }
            match started {
                Ok(working) => {
                    self.working.set_value(Some(working));
                    self.watch(number, 0);
                }
                Err(why) => self.fail(why),
            }
        });
    }

    /// Has the worker begin anew where it falls silent in the middle of its work, which WebKit has been seen to do. It
    /// comes to the same: the same question has the same answer.
    fn watch(self, number: u32, anew: u8) {
        let look = move || {
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            let mut silent = self.silent.get_value();
            if let Some(looks) = &mut silent {
                *looks += 1;
            }
            let is_silent = silent.is_some_and(|looks| looks >= SILENT);
            self.silent.set_value(silent.filter(|_| !is_silent));
            if !is_silent {
                return self.watch(number, anew);
            }
            if anew == ANEW {
                return self.fail(more_words().working.silent.to_owned());
            }
            self.standing.set(Standing::At(None));
            match self.working.try_update_value(|own| own.as_mut().map_or(Ok(()), Working::begin)) {
                Some(Err(why)) => self.fail(why),
                _ => self.watch(number, anew + 1),
            }
        };
        set_timeout(look, LOOK);
    }

    fn fail(self, why: String) {
        self.end();
        self.standing.set(Standing::Failed(why));
    }

    /// Stops, and says so.
    fn cancel(self) {
        self.end();
        self.standing.set(Standing::Cancelled);
    }

    /// Stops the worker and listens to it no more.
    fn end(self) {
        self.asked.try_update_value(|number| *number += 1);
        self.silent.try_set_value(None);
        self.working.try_update_value(Option::take);
    }
}

/// How far it is, with a way to stop it; where it failed, why and what to do. `name` is what is being done.
pub fn standing(work: Work, name: &'static str, again: Callback<()>) -> El {
    let w = &more_words().working;
    let percent = move || match work.standing.get() {
        Standing::At(percent) => percent,
        _ => None,
    };
    let busy = Memo::new(move |_| work.is_busy());
    let failed = Memo::new(move |_| match work.standing.get() {
        Standing::Failed(why) => Some(why),
        _ => None,
    });
    let bar = move || {
        let said = move || percent().map_or_else(|| w.begins.to_owned(), |own| fill(w.percent, &[&own.to_string()]));
        el("div")
            .attr("class", "working-bar")
            .child(
                el("progress")
                    .attr("aria-label", name)
                    .attr("max", "100")
                    .attr("value", maybe(move || percent().map(|own| own.to_string()))),
            )
            .child(el("span").attr("class", "working-percent").child(text(said)))
            .child(
                el("button")
                    .attr("type", "button")
                    .on(ev::click, on(move |_| work.cancel()))
                    .child(more_words().steps.cancel),
            )
    };
    let why = move |why: String| {
        el("div")
            .attr("class", "trouble")
            .attr("role", "alert")
            .child(el("p").child(fill(w.failed, &[&why])))
            .child(el("p").child(w.failed_means))
            .child(el("button").attr("type", "button").on(ev::click, on(move |_| again.run(()))).child(w.again))
    };
    let cancelled = move || (work.standing.get() == Standing::Cancelled).then_some(w.cancelled);
    let shown = move || match (busy.get(), failed.get()) {
        (true, _) => Some(bar()),
        (false, reason) => reason.map(why),
    };
    el("div")
        .attr("class", "standing")
        .child(block(shown))
        .child(el("p").attr("class", "hint").attr("role", "status").child(block(cancelled)))
}
