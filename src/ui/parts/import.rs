//! A file comes in: it is checked, shown, and taken over only then.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen::JsCast;

use crate::browser::{file, focus, place};
use crate::exchange::backup::{self, Backup, BackupError, MAX_FILES};
use crate::exchange::content::{self, Content, ContentError, understand};
use crate::exchange::envelope::EnvelopeError;
use crate::exchange::file::{FileError, Incoming, MAX_BYTES, MAX_FACTS};
use crate::exchange::sealed::{LEAST_ITERATIONS, MOST_ITERATIONS, Sealed, SealedError};
use crate::locale::fill;
use crate::model::pack::PackError;
use crate::store::Fault;
use crate::ui::dynamic::{block, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::packs;
use crate::ui::parts::keep::{counted, note};
use crate::ui::parts::passphrase::{account, passphrase, show};
use crate::ui::parts::replies::Intake;
use crate::ui::parts::sealing::{Unopened, unseal};
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

/// Why a file is refused, for the person who chose it.
pub fn refusal(error: &FileError) -> String {
    let w = &more_words().library;
    match error {
        FileError::TooLarge(bytes) => fill(w.file_too_large, &[&bytes.to_string(), &MAX_BYTES.to_string()]),
        FileError::TooMany(facts) => fill(w.file_too_many, &[&facts.to_string(), &MAX_FACTS.to_string()]),
        FileError::NotJson(line, column, what) => {
            fill(w.file_not_json, &[&line.to_string(), &column.to_string(), what])
        }
        FileError::Foreign => w.file_foreign.to_owned(),
        FileError::Newer(format) => fill(w.file_newer, &[&format.to_string()]),
        FileError::Envelope(what) => fill(w.file_envelope, &[what]),
        FileError::Pack(PackError { line, column, what }) => {
            fill(w.file_pack, &[&line.to_string(), &column.to_string(), what])
        }
        FileError::Fact(number, what) => fill(w.file_fact, &[&number.to_string(), what]),
        FileError::Damaged => w.file_damaged.to_owned(),
    }
}

/// Why a backup is refused.
fn refused_backup(error: &BackupError) -> String {
    let w = &more_words().backup;
    match error {
        BackupError::Envelope(error) => refused_envelope(error),
        BackupError::TooManyFiles(count) => fill(w.too_many_files, &[&count.to_string(), &MAX_FILES.to_string()]),
        BackupError::TooManyFacts(_) => fill(w.too_many_facts, &[&backup::MAX_FACTS.to_string()]),
        BackupError::File(number, error) => fill(w.in_file, &[&number.to_string(), &refusal(error)]),
        BackupError::Pack(number, PackError { line, column, what }) => {
            fill(w.in_pack, &[&number.to_string(), &line.to_string(), &column.to_string(), what])
        }
    }
}

/// The same of a sealed file.
fn refused_sealed(error: &SealedError) -> String {
    let w = &more_words().backup;
    match error {
        SealedError::Envelope(EnvelopeError::Damaged) => w.sealed_damaged.to_owned(),
        SealedError::Envelope(error) => refused_envelope(error),
        SealedError::UnknownKdf(name) => fill(w.unknown_kdf, &[name]),
        SealedError::Iterations(count) => {
            fill(w.iterations, &[count, &LEAST_ITERATIONS.to_string(), &MOST_ITERATIONS.to_string()])
        }
    }
}

fn refused_envelope(error: &EnvelopeError) -> String {
    let w = &more_words().library;
    match error {
        EnvelopeError::TooLarge(bytes, most) => fill(w.file_too_large, &[&bytes.to_string(), &most.to_string()]),
        EnvelopeError::NotJson(line, column, what) => {
            fill(w.file_not_json, &[&line.to_string(), &column.to_string(), what])
        }
        EnvelopeError::Foreign => w.file_foreign.to_owned(),
        EnvelopeError::Newer(format) => fill(w.file_newer, &[&format.to_string()]),
        EnvelopeError::Part(what) => fill(w.file_envelope, &[what]),
        EnvelopeError::Damaged => w.file_damaged.to_owned(),
    }
}

/// What a text holds, or why it is refused.
fn understood(text: &str) -> Result<Content, String> {
    understand(text).map_err(|error| match error {
        ContentError::File(error) => refusal(&error),
        ContentError::Backup(error) => refused_backup(&error),
        ContentError::Sealed(error) => refused_sealed(&error),
    })
}

/// Puts the focus on what came in the file.
fn look() {
    request_animation_frame(|| {
        focus::on("#import-preview");
    });
}

/// The field for a file, with the preview of what is in it.
pub fn import(label: &'static str) -> El {
    let w = more_words();
    let session = use_session();
    let restored = RwSignal::new(None::<String>);
    let incoming: Incomings = RwSignal::new(None);
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        let Some(chosen) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after it was mended.
        spawn_local(async move {
            let read = match file::text(chosen, content::MAX_BYTES).await {
                Ok(text) => understood(&text),
                Err(Some(size)) => Err(refused_envelope(&EnvelopeError::TooLarge(size, content::MAX_BYTES))),
                Err(None) => Err(more_words().library.file_unreadable.to_owned()),
            };
            input.set_value("");
            restored.set(None);
            incoming.set(Some(read));
            look();
        });
    };
    let take_over = move |as_copy: bool| {
        move |_| {
            let Some(Ok(Content::Assessment(file))) = incoming.get_untracked() else { return };
            incoming.set(None);
            let done = fill(w.library.imported, &[&file.facts.len().to_string()]);
            if let Some(id) = session.take_over(&file, as_copy, done) {
                note(session, file.facts.len());
                place::go(Place::Results.of(&id).trim_start_matches('#'));
            }
        }
    };
    let preview = move |file: Incoming| {
        let name = |own: &crate::model::Assessment| {
            own.profile.name.clone().unwrap_or_else(|| w.frame.unnamed.into()).to_string()
        };
        let total = file.facts.len().to_string();
        let here = session.assessment_of(&file.assessment).map(|own| name(&own));
        let new = session.new_in(&file);
        let says = match new {
            None => fill(w.library.import_new, &[&total]),
            Some(0) => w.library.import_nothing_new.to_owned(),
            Some(new) => fill(w.library.import_facts, &[&total, &new.to_string()]),
        };
        let foreign = file.facts.foreign();
        el("div")
            .attr("class", "panel")
            .attr("id", "import-preview")
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-label", w.library.import)
            .child(el("h2").child(fill(w.library.import_title, &[&name(&file.facts.assessment())])))
            .child(el("p").child(says))
            .child(here.as_ref().map(|here| el("p").child(fill(w.library.import_same, &[here]))))
            .child((foreign > 0).then(|| el("p").child(fill(w.library.import_foreign, &[&foreign.to_string()]))))
            .child(
                el("div")
                    .attr("class", "actions")
                    .child(
                        el("button")
                            .attr("type", "button")
                            .attr("class", "primary")
                            .on(ev::click, on(take_over(false)))
                            .child(if here.is_some() { w.library.import_merge } else { w.library.import_add }),
                    )
                    .child(here.is_some().then(|| {
                        el("button")
                            .attr("type", "button")
                            .on(ev::click, on(take_over(true)))
                            .child(w.library.import_copy)
                    }))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .attr("class", "quiet")
                            .on(ev::click, on(move |_| incoming.set(None)))
                            .child(w.steps.cancel),
                    ),
            )
    };
    el("div")
        .attr("class", "import")
        .child(
            el("label").attr("class", "button file").child(label).child(
                el("input")
                    .attr("type", "file")
                    .attr("class", "for-reader")
                    .attr("accept", ".json,.txt,application/json,text/plain")
                    .on(ev::change, on(choose)),
            ),
        )
        .child(block(move || {
            incoming.get().map(|read| match read {
                Ok(Content::Assessment(file)) => preview(file).into_any(),
                Ok(Content::Backup(backup)) => restoring(session, backup, incoming, restored).into_any(),
                Ok(Content::Sealed(sealed)) => opening(sealed, incoming).into_any(),
                Ok(Content::Pack(own)) => {
                    let (pack, texts, text) = *own;
                    packs::preview(pack, texts, text, Callback::new(move |()| incoming.set(None))).into_any()
                }
                Ok(Content::Replies(letters)) => {
                    let intake = Intake::new();
                    intake.take(&[(more_words().replies.file_source.to_owned(), letters.join("\n"))], Vec::new());
                    intake.preview()
                }
                Err(why) => refused(why).into_any(),
            })
        }))
        .child(block(move || {
            restored.get().map(|says| {
                let elsewhere = session.place() != Place::Library;
                el("p")
                    .attr("id", "import-restored")
                    .attr("tabindex", "-1")
                    .attr("role", "status")
                    .child(says)
                    .child(elsewhere.then_some(" "))
                    .child(elsewhere.then(|| el("a").attr("href", Place::Library.href()).child(w.backup.to_library)))
            })
        }))
}

/// Why what came is not taken over here.
fn refused(why: String) -> El {
    el("p").attr("class", "error").attr("id", "import-preview").attr("tabindex", "-1").attr("role", "alert").child(why)
}

/// What came in a file, or why it is refused.
type Incomings = RwSignal<Option<Result<Content, String>>>;

/// The most assessments of a backup that are named one by one.
const NAMED: usize = 20;

/// What is in a backup, and the way to take all of it over.
fn restoring(session: Session, backup: Backup, incoming: Incomings, restored: RwSignal<Option<String>>) -> El {
    let w = more_words();
    let [assessments, facts] = counted(backup.files.len(), backup.facts());
    let name = |file: &Incoming| {
        let own = file.facts.assessment();
        let name = own.profile.name.unwrap_or_else(|| w.frame.unnamed.into());
        let says = match session.new_in(file) {
            None => w.backup.restore_new.to_owned(),
            Some(0) => w.backup.restore_known.to_owned(),
            Some(1) => w.backup.restore_one.to_owned(),
            Some(new) => fill(w.backup.restore_some, &[&new.to_string()]),
        };
        let says = if own.profile.trashed == Some(true) { fill(w.backup.restore_trash, &[&says]) } else { says };
        el("li").child(el("strong").child(name)).child(" · ").child(says)
    };
    let mut lines: Vec<El> = backup.files.iter().take(NAMED).map(name).collect();
    let more = backup.files.len().saturating_sub(NAMED);
    lines.extend((more > 0).then(|| el("li").child(fill(w.backup.restore_more, &[&more.to_string()]))));
    let foreign: usize = backup.files.iter().map(|file| file.facts.foreign()).sum();
    let packs: Vec<&str> = backup.packs.iter().filter_map(|own| own.name.split('#').next()).collect();
    let packs = (!packs.is_empty()).then(|| fill(w.backup.restore_packs, &[&packs.join(", ")]));
    let title = fill(w.backup.restore_title, &[&assessments, &facts]);
    let failed = RwSignal::new(None::<String>);
    let says = fill(w.backup.restored, &[&assessments, &facts]);
    let take_over = move |_| match restore(session, &backup, &says) {
        Ok(()) => {
            restored.set(Some(says.clone()));
            incoming.set(None);
            request_animation_frame(|| {
                focus::on("#import-restored");
            });
        }
        Err(fault) => failed.set(Some(fill(w.backup.restore_failed, &[&fault.to_string()]))),
    };
    el("div")
        .attr("class", "panel")
        .attr("id", "import-preview")
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-label", title.clone())
        .child(el("h2").child(title))
        .child(el("ul").child(lines))
        .child(packs.map(|says| el("p").child(says)))
        .child((foreign > 0).then(|| el("p").child(fill(w.library.import_foreign, &[&foreign.to_string()]))))
        .child(el("p").attr("class", "hint").child(w.backup.restore_means))
        .child(block(move || failed.get().map(|why| el("p").attr("class", "error").attr("role", "alert").child(why))))
        .child(
            el("div")
                .attr("class", "actions")
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "primary")
                        .on(ev::click, on(take_over))
                        .child(w.backup.restore),
                )
                .child(leave(incoming)),
        )
}

/// Takes over everything, or nothing: what could fail comes first, and is taken back.
fn restore(session: Session, backup: &Backup, done: &str) -> Result<(), Fault> {
    let here: Vec<String> = session.kept_packs().into_iter().map(|own| own.name).collect();
    let new: Vec<_> = backup.packs.iter().filter(|own| !here.contains(&own.name)).collect();
    for (at, pack) in new.iter().enumerate() {
        if let Err(fault) = session.keep_pack(&pack.name, &pack.text) {
            for pack in new.iter().take(at + 1) {
                let _ = session.drop_pack(&pack.name);
            }
            return Err(fault);
        }
    }
    session.restore(&backup.files, done);
    note(session, backup.facts());
    Ok(())
}

/// Asks for the passphrase of a sealed file, until it is the right one or the file is left.
fn opening(sealed: Sealed, incoming: Incomings) -> El {
    let w = &more_words().backup;
    let (typed, shown) = (RwSignal::new(String::new()), RwSignal::new(false));
    let wrong = RwSignal::new(None::<&'static str>);
    let working = RwSignal::new(false);
    let again = move |why: &'static str| {
        wrong.set(Some(why));
        request_animation_frame(|| {
            focus::on("#import-passphrase");
        });
    };
    let open = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let passphrase = typed.get_untracked();
        if passphrase.is_empty() {
            return again(w.empty);
        }
        if working.get_untracked() {
            return;
        }
        working.set(true);
        let sealed = sealed.clone();
        spawn_local(async move {
            let opened = unseal(&sealed, &passphrase).await;
            // Who left the file, or chose another, is not bothered with this one.
            let still_here =
                incoming.try_with_untracked(|own| matches!(own, Some(Ok(Content::Sealed(own))) if *own == sealed));
            if still_here != Some(true) {
                return;
            }
            working.set(false);
            let read = match opened {
                Err(Unopened::OtherPassphrase) => return again(w.other_passphrase),
                Err(Unopened::Altered) => Err(w.altered.to_owned()),
                Err(Unopened::NoCiphers) => Err(w.cannot_unseal.to_owned()),
                Ok(text) => match understood(&text) {
                    Ok(Content::Sealed(_)) => Err(w.twice.to_owned()),
                    read => read,
                },
            };
            incoming.set(Some(read));
            look();
        });
    };
    el("form")
        .attr("class", "panel")
        .attr("id", "import-preview")
        .attr("tabindex", "-1")
        .attr("aria-label", w.unseal_title)
        .attr("novalidate", true)
        .on(ev::submit, on(open))
        .child(el("h2").child(w.unseal_title))
        .child(el("p").child(w.unseal_means))
        .child(account())
        .child(passphrase("import-passphrase", w.passphrase, "current-password", typed, shown, wrong))
        .child(show(shown))
        .child(el("p").attr("role", "status").child(text(move || if working.get() { w.unsealing } else { "" })))
        .child(
            el("div")
                .attr("class", "actions")
                .child(el("button").attr("type", "submit").attr("class", "primary").child(w.unseal))
                .child(leave(incoming)),
        )
}

fn leave(incoming: Incomings) -> El {
    el("button")
        .attr("type", "button")
        .attr("class", "quiet")
        .on(ev::click, on(move |_| incoming.set(None)))
        .child(more_words().steps.cancel)
}
