//! Reads codes with the camera of the device, one after the other, or from a picture. The browser's own reader is asked
//! where it has one, and the worker otherwise.

use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen::JsCast;

use crate::browser::camera::{self, Camera, Grey, Unavailable};
use crate::browser::worker::{Told, Working, start};
use crate::exchange::pieces::{Pieces, Taken};
use crate::exchange::task::{MOST_SIDE, ask_scan, read_scan};
use crate::locale::fill;
use crate::ui::dynamic::{flag, on, text, when};
use crate::ui::el::{El, el};
use crate::ui::more_words;

/// Where the picture of the camera stands.
const PICTURE: &str = "scanner-picture";
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(120);
/// A look that takes longer is given up, and the worker with it: browsers have been seen to leave one lying.
const PATIENCE: Duration = Duration::from_secs(8);
/// So many looks in a row fail only where none will succeed.
const TRIES: u8 = 3;

/// What the camera does.
#[derive(Clone, Copy, PartialEq)]
enum Running {
    Off,
    Starts,
    On,
}

/// What is said of it.
#[derive(Clone, PartialEq)]
enum Said {
    Nothing,
    Status(String),
    Trouble(String),
}

#[derive(Clone, Copy)]
struct Scanner {
    /// Which texts are meant for this app.
    accepts: fn(&str) -> bool,
    found: Callback<String>,
    running: RwSignal<Running>,
    said: RwSignal<Said>,
    camera: StoredValue<Option<Rc<Camera>>, LocalStorage>,
    working: StoredValue<Option<Working>, LocalStorage>,
    pieces: StoredValue<Pieces>,
    /// The text that was handed on last.
    last: StoredValue<Option<String>>,
    /// Counts looks and everything that ends one, so that what comes too late is not heard.
    look: StoredValue<u32>,
    failed: StoredValue<u8>,
}

/// The panel: the picture of the camera, what it sees, and a picture to choose in its place. Each text that is meant for
/// this app goes to `found`, the same one not twice in a row.
pub fn scanner(accepts: fn(&str) -> bool, found: Callback<String>) -> El {
    let w = &more_words().codes;
    let own = Scanner {
        accepts,
        found,
        running: RwSignal::new(Running::Off),
        said: RwSignal::new(Said::Nothing),
        camera: StoredValue::new_local(None),
        working: StoredValue::new_local(None),
        pieces: StoredValue::new(Pieces::default()),
        last: StoredValue::new(None),
        look: StoredValue::new(0),
        failed: StoredValue::new(0),
    };
    on_cleanup(move || own.end());
    let is_on = move || own.running.get() != Running::Off;
    let status = move || match own.said.get() {
        Said::Status(says) => says,
        _ => String::new(),
    };
    let trouble = move || match own.said.get() {
        Said::Trouble(says) => says,
        _ => String::new(),
    };
    let press = move |_| if own.running.get_untracked() == Running::Off { own.begin() } else { own.stop() };
    let choose = move |event: ev::Event| {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        let chosen = input.files().and_then(|files| files.get(0));
        // The same picture can be chosen once more.
        input.set_value("");
        if let Some(file) = chosen {
            own.read_file(file);
        }
    };
    el("div")
        .attr("class", "scanner")
        .attr("role", "group")
        .attr("aria-label", w.scan)
        .child(
            el("video")
                .attr("id", PICTURE)
                .attr("class", "scanner-picture")
                .class_if("on", flag(move || own.running.get() == Running::On))
                .attr("aria-label", w.camera)
                .attr("playsinline", true)
                .attr("autoplay", true),
        )
        .child(el("p").attr("class", "scanner-says").attr("role", "status").child(text(status)))
        .child(when(
            move || matches!(own.said.get(), Said::Trouble(_)),
            move || el("p").attr("class", "error").attr("role", "alert").child(text(trouble)),
        ))
        .child(
            el("div")
                .attr("class", "actions")
                .child(
                    el("button")
                        .attr("type", "button")
                        .on(ev::click, on(press))
                        .child(text(move || if is_on() { w.stop } else { w.start })),
                )
                .child(
                    el("label").attr("class", "button file").child(w.choose).child(
                        el("input")
                            .attr("type", "file")
                            .attr("class", "for-reader")
                            .attr("accept", "image/*")
                            .on(ev::change, on(choose)),
                    ),
                ),
        )
        .child(el("p").attr("class", "hint").child(w.choose_means))
}

impl Scanner {
    fn say(self, says: impl Into<String>) {
        self.said.try_set(Said::Status(says.into()));
    }

    /// Says why it does not go on, and ends everything.
    fn give_up(self, why: impl Into<String>) {
        self.end();
        self.running.try_set(Running::Off);
        self.said.try_set(Said::Trouble(why.into()));
    }

    /// Starts the camera.
    fn begin(self) {
        let w = &more_words().codes;
        self.forget();
        self.running.set(Running::Starts);
        self.say(w.starting);
        let number = self.next();
        spawn_local(async move {
            let opened = camera::open(PICTURE).await;
            // A camera that nobody waits for any more stops as it is dropped here.
            if !self.is_current(number) {
                return;
            }
            match opened {
                Ok(camera) => {
                    self.camera.set_value(Some(Rc::new(camera)));
                    self.running.set(Running::On);
                    self.say(w.looking);
                    self.look();
                }
                Err(why) => self.give_up(match why {
                    Unavailable::Insecure => w.insecure,
                    Unavailable::None => w.no_camera,
                    Unavailable::Refused => w.refused,
                    Unavailable::InUse => w.in_use,
                    Unavailable::Failed => w.camera_failed,
                }),
            }
        });
    }

    /// Stops the camera.
    fn stop(self) {
        self.end();
        self.running.set(Running::Off);
        self.said.set(Said::Nothing);
    }

    /// Looks through what the camera sees now, and then again.
    fn look(self) {
        let Some(camera) = self.camera.try_get_value().flatten() else { return };
        let number = self.next();
        spawn_local(async move {
            let codes = camera.codes().await;
            if !self.is_current(number) {
                return;
            }
            if let Some(texts) = codes {
                self.took(&texts);
            } else if let Some(frame) = camera.frame() {
                return self.read(frame);
            }
            self.look_again();
        });
    }

    fn look_again(self) {
        let number = self.next();
        let again = move || {
            if self.is_current(number) {
                self.look();
            }
        };
        set_timeout(again, PAUSE);
    }

    /// Reads the code in a picture that was chosen; the camera stops.
    fn read_file(self, file: web_sys::File) {
        let w = &more_words().codes;
        self.stop();
        self.forget();
        self.say(w.reading);
        let number = self.next();
        spawn_local(async move {
            let picture = camera::picture(file, MOST_SIDE).await;
            if !self.is_current(number) {
                return;
            }
            match picture {
                Some(picture) => self.read(picture),
                None => self.give_up(w.not_a_picture),
            }
        });
    }

    /// Has the worker read a picture. It stays for the next one.
    fn read(self, picture: Grey) {
        let number = self.next();
        let asked = ask_scan(picture.width, picture.height, &picture.pixels);
        let going = self.working.try_update_value(|own| own.as_mut().map(|own| own.go_on(asked.clone()))).flatten();
        match going {
            Some(Ok(())) => {}
            Some(Err(why)) => self.answered(Told::Failed(why)),
            None => spawn_local(async move {
                let started = start(asked, Box::new(move |told| self.answered(told))).await;
                if !self.is_current(number) {
                    return;
                }
                match started {
                    Ok(working) => self.working.set_value(Some(working)),
                    Err(why) => self.answered(Told::Failed(why)),
                }
            }),
        }
    }

    /// What the worker says. One that failed is in no state to go on, so the next picture starts another.
    fn answered(self, told: Told) {
        let w = &more_words().codes;
        let texts = match told {
            Told::At(_) => return self.watch(),
            Told::Answer(answer) => read_scan(&answer).unwrap_or_default(),
            Told::Failed(why) => {
                self.working.try_update_value(Option::take);
                let failed = self.failed.try_update_value(|own| {
                    *own += 1;
                    *own
                });
                if self.is_live() && failed.is_some_and(|own| own < TRIES) {
                    return self.look_again();
                }
                return self.give_up(fill(w.reader_failed, &[&why]));
            }
        };
        self.failed.try_set_value(0);
        self.took(&texts);
        if self.is_live() {
            self.look_again();
        } else if texts.is_empty() {
            self.give_up(w.nothing);
        }
    }

    /// Gives a picture up that takes too long, from when the worker has begun with it.
    fn watch(self) {
        let number = self.look.try_get_value().unwrap_or_default();
        let is_late = move || {
            if self.is_current(number) {
                self.answered(Told::Failed(more_words().codes.too_slow.to_owned()));
            }
        };
        set_timeout(is_late, PATIENCE);
    }

    /// Takes what codes say.
    fn took(self, texts: &[String]) {
        let w = &more_words().codes;
        for own in texts {
            let Some(taken) = self.pieces.try_update_value(|pieces| pieces.take(own)) else { return };
            match taken {
                Taken::Text(text) if !(self.accepts)(&text) => self.say(w.foreign),
                Taken::Text(text) => {
                    self.say(w.taken);
                    if self.last.with_value(|last| last.as_ref() != Some(&text)) {
                        self.last.set_value(Some(text.clone()));
                        self.found.run(text);
                    }
                }
                Taken::Waiting { held, of, missing } => {
                    let [held, of] = [held, of].map(|own| own.to_string());
                    // Several are still to come anyway; the last few are named, so that one can wait for them.
                    if self.is_live() && missing.len() > 3 {
                        self.say(fill(w.hold_still, &[&held, &of]));
                    } else {
                        let missing: Vec<String> = missing.iter().map(usize::to_string).collect();
                        self.say(fill(w.missing, &[&held, &of, &missing.join(", ")]));
                    }
                }
                Taken::Damaged => self.say(w.damaged),
                Taken::TooLong => self.say(w.foreign),
            }
        }
    }

    /// What was handed on may be handed on again: somebody began anew.
    fn forget(self) {
        self.last.set_value(None);
        self.failed.set_value(0);
    }

    /// Whether the camera runs.
    fn is_live(self) -> bool {
        self.running.try_get_untracked() == Some(Running::On)
    }

    fn next(self) -> u32 {
        let number = self.look.try_update_value(|own| {
            *own = own.wrapping_add(1);
            *own
        });
        number.unwrap_or_default()
    }

    fn is_current(self, number: u32) -> bool {
        self.look.try_get_value() == Some(number)
    }

    /// Stops camera and worker, and listens to neither any more.
    fn end(self) {
        self.next();
        if let Some(camera) = self.camera.try_update_value(Option::take).flatten() {
            camera.stop();
        }
        self.working.try_update_value(Option::take);
    }
}
