//! Keeping a file: who may read it, a passphrase where that is nobody else, and what was found when it was read back.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keep::{Kept, What, age_in_short, age_text, backup_is_due, counted, make, note};
use super::passphrase::{account, passphrase, show};
use crate::browser::focus;
use crate::exchange::sealed::{Strength, strength};
use crate::locale::fill;
use crate::ui::dynamic::{block, flag, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

/// How far it has come.
#[derive(Clone, PartialEq)]
enum Step {
    Asking,
    Working,
    Kept(Kept),
    Failed(&'static str),
}

/// A file that somebody is about to keep. It outlives the part of the screen it is shown in, which is drawn anew
/// whenever something changes.
#[derive(Clone, Copy)]
pub struct Keeping {
    session: Session,
    /// Where on the screen it is shown, as the beginning of the ids there.
    place: &'static str,
    what: RwSignal<Option<What>>,
    step: RwSignal<Step>,
    sealed: RwSignal<bool>,
    typed: RwSignal<String>,
    again: RwSignal<String>,
    shown: RwSignal<bool>,
    wrong: RwSignal<Option<&'static str>>,
    wrong_again: RwSignal<Option<&'static str>>,
    /// Counts what was begun: what was left in the meantime says nothing any more.
    turn: StoredValue<u32>,
}

impl Keeping {
    pub fn new(place: &'static str) -> Self {
        Self {
            session: use_session(),
            place,
            what: RwSignal::new(None),
            step: RwSignal::new(Step::Asking),
            sealed: RwSignal::new(false),
            typed: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            shown: RwSignal::new(false),
            wrong: RwSignal::new(None),
            wrong_again: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Asks who may read the file.
    pub fn ask(self, what: What, sealed: bool) {
        self.clear();
        self.sealed.set(sealed);
        self.step.set(Step::Asking);
        self.what.set(Some(what));
        self.focus("");
    }

    /// Makes a file that whoever has it can read.
    pub fn at_once(self, what: What) {
        self.clear();
        self.what.set(Some(what));
        self.run(None);
    }

    fn clear(self) {
        self.turn.update_value(|turn| *turn += 1);
        for field in [self.typed, self.again] {
            field.set(String::new());
        }
        for wrong in [self.wrong, self.wrong_again] {
            wrong.set(None);
        }
        self.shown.set(false);
    }

    fn close(self) {
        self.clear();
        if let Some(what) = self.what.get_untracked() {
            self.what.set(None);
            let button = self.button(&what);
            request_animation_frame(move || {
                focus::on(&["#", &button].concat());
            });
        }
    }

    /// The id of the button that begins it, which gets the focus back.
    pub fn button(self, what: &What) -> String {
        match what {
            What::Everything => [self.place, "-everything"].concat(),
            What::One(id) => [self.place, "-of-", id.as_str()].concat(),
        }
    }

    /// Once the screen is drawn.
    fn focus(self, part: &'static str) {
        let id = ["#", self.place, part].concat();
        request_animation_frame(move || {
            focus::on(&id);
        });
    }

    fn submit(self) {
        let w = &more_words().backup;
        if !self.sealed.get_untracked() {
            return self.run(None);
        }
        let typed = self.typed.get_untracked();
        if strength(&typed) == Strength::Empty {
            self.wrong.set(Some(w.empty));
            self.focus("-passphrase");
        } else if typed != self.again.get_untracked() {
            self.wrong_again.set(Some(w.differ));
            self.focus("-again");
        } else {
            self.run(Some(typed));
        }
    }

    fn run(self, passphrase: Option<String>) {
        let Some(what) = self.what.get_untracked() else { return };
        let turn = self.turn.get_value();
        self.step.set(Step::Working);
        self.focus("");
        spawn_local(async move {
            let made = make(self.session, what, passphrase).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.clear();
            match made {
                Ok(kept) => {
                    note(self.session, kept.proof.facts);
                    kept.save();
                    self.step.set(Step::Kept(kept));
                }
                Err(why) => self.step.set(Step::Failed(why)),
            }
            self.focus("");
        });
    }

    /// What is asked and said of the file, where it is this one that is to be kept.
    pub fn panel(self, what: What, name: &str) -> AnyView {
        let w = &more_words().backup;
        let title = match &what {
            What::Everything => w.all.to_owned(),
            What::One(_) => fill(w.of_one, &[name]),
        };
        let here = Memo::new(move |_| self.what.with(|own| own.as_ref() == Some(&what)));
        block(move || {
            here.get().then(|| {
                el("div")
                    .attr("class", "panel keep")
                    .attr("id", self.place)
                    .attr("tabindex", "-1")
                    .attr("role", "group")
                    .attr("aria-label", title.clone())
                    .child(el("h2").child(title.clone()))
                    .child(when(move || self.step.get() == Step::Asking, move || self.form()))
                    .child(
                        el("div").attr("class", "keep-says").attr("role", "status").child(block(move || self.says())),
                    )
                    .child(when(
                        move || matches!(self.step.get(), Step::Kept(_) | Step::Failed(_)),
                        move || self.afterwards(),
                    ))
            })
        })
    }

    fn form(self) -> El {
        let w = &more_words().backup;
        let choice = move |sealed: bool, name: &'static str, means: &'static str| {
            el("label")
                .attr("class", "choice")
                .child(
                    el("input")
                        .attr("type", "radio")
                        .attr("name", [self.place, "-how"].concat())
                        .checked(flag(move || self.sealed.get() == sealed))
                        .on(ev::change, on(move |_| self.sealed.set(sealed))),
                )
                .child(
                    el("span")
                        .attr("class", "choice-words")
                        .child(el("span").attr("class", "choice-name").child(name))
                        .child(el("span").attr("class", "hint").child(means)),
                )
        };
        el("form")
            .attr("novalidate", true)
            .on(
                ev::submit,
                on(move |event: ev::SubmitEvent| {
                    event.prevent_default();
                    self.submit();
                }),
            )
            .child(
                el("fieldset")
                    .child(el("legend").child(w.how))
                    .child(choice(false, w.plain, w.plain_means))
                    .child(choice(true, w.sealed, w.sealed_means)),
            )
            .child(when(move || self.sealed.get(), move || self.passphrases()))
            .child(
                el("div")
                    .attr("class", "actions")
                    .child(el("button").attr("type", "submit").attr("class", "primary").child(w.make))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .attr("class", "quiet")
                            .on(ev::click, on(move |_| self.close()))
                            .child(more_words().steps.cancel),
                    ),
            )
    }

    fn passphrases(self) -> El {
        let w = &more_words().backup;
        let id = |end: &str| [self.place, end].concat();
        let weak = move || match strength(&self.typed.get()) {
            Strength::Short(count) => Some(fill(w.weak, &[&count.to_string()])),
            _ => None,
        };
        el("div")
            .attr("class", "passphrases")
            .child(el("p").child(w.lost))
            .child(account())
            .child(passphrase(&id("-passphrase"), w.passphrase, "new-password", self.typed, self.shown, self.wrong))
            .child(el("p").attr("class", "hint").attr("role", "status").child(block(weak)))
            .child(passphrase(&id("-again"), w.again, "new-password", self.again, self.shown, self.wrong_again))
            .child(show(self.shown))
    }

    fn says(self) -> Vec<El> {
        let w = &more_words().backup;
        let p = || el("p");
        match self.step.get() {
            Step::Asking => Vec::new(),
            Step::Working => vec![p().child(w.working)],
            Step::Failed(why) => vec![p().attr("class", "error").child(why)],
            Step::Kept(kept) => {
                let [assessments, facts] = counted(kept.proof.assessments, kept.proof.facts);
                let unreadable = self.session.trouble.with(|trouble| trouble.quarantine.len());
                let mut lines = vec![p().attr("class", "keep-checked").child(fill(w.checked, &[&assessments, &facts]))];
                let means = fill(w.checked_means, &[&kept.name]);
                lines.push(p().child(if kept.sealed { [w.checked_sealed, " ", &means].concat() } else { means }));
                let [unscored, _] = counted(kept.proof.unscored, 0);
                let also = [
                    (kept.proof.unscored, fill(w.unscored, &[&unscored])),
                    (kept.packs_left_out, fill(w.packs_left_out, &[&kept.packs_left_out.to_string()])),
                    (unreadable, fill(w.records_left_out, &[&unreadable.to_string()])),
                ];
                lines.extend(also.into_iter().filter(|(count, _)| *count > 0).map(|(_, says)| p().child(says)));
                lines
            }
        }
    }

    fn afterwards(self) -> El {
        let w = &more_words().backup;
        let kept = match self.step.get_untracked() {
            Step::Kept(kept) => Some(kept),
            _ => None,
        };
        let done = |word: &'static str| {
            el("button").attr("type", "button").on(ev::click, on(move |_| self.close())).child(word)
        };
        el("div").attr("class", "actions").child(done(w.done)).child(kept.map(|kept| {
            el("button")
                .attr("type", "button")
                .attr("class", "quiet")
                .on(ev::click, on(move |_| kept.save()))
                .child(w.again_now)
        }))
    }
}

/// How old the last backup is, and the way to make one, where there is anything to lose.
pub fn backup_age() -> AnyView {
    let session = use_session();
    when(
        move || session.fact_count() > 0,
        move || {
            let link = el("a").attr("href", Place::Library.href()).child(text(move || age_in_short(session)));
            parts(vec![parts(" · "), parts(link)])
        },
    )
}

/// How old the last backup is, whether it is time for another, and the way to it.
pub fn backups(keeping: Keeping) -> El {
    let w = &more_words().backup;
    let session = use_session();
    let due = Memo::new(move |_| backup_is_due(session));
    el("section")
        .attr("class", "backups")
        .attr("aria-label", w.title)
        .class_if("due", flag(move || due.get()))
        .child(
            el("div")
                .child(el("p").attr("class", "backup-age").child(text(move || age_text(session))))
                .child(el("p").attr("class", "hint").child(text(move || if due.get() { w.due } else { w.means }))),
        )
        .child(
            el("div").attr("class", "actions").child(
                el("button")
                    .attr("type", "button")
                    .attr("id", keeping.button(&What::Everything))
                    .class_if("primary", flag(move || due.get()))
                    .on(ev::click, on(move |_| keeping.ask(What::Everything, false)))
                    .child(w.all),
            ),
        )
        .child(keeping.panel(What::Everything, ""))
}
