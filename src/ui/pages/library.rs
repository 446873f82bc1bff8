//! Everything in this browser: open, rename, duplicate, export, delete and put back, import.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{focus, format};
use crate::locale::fill;
use crate::model::{AssessmentId, ProfileField, Statement};
use crate::store::QUOTA;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, each, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::packs;
use crate::ui::parts::backup::{Keeping, backups};
use crate::ui::parts::erasing::erasing;
use crate::ui::parts::import::import;
use crate::ui::parts::keep::What;
use crate::ui::route::Place;
use crate::ui::session::{Entry, Session, use_session};

pub fn library() -> El {
    let w = more_words();
    let session = use_session();
    arrive(Signal::stored(w.library.title.to_owned()));
    let keeping = Keeping::new("keep");
    let all = Memo::new(move |_| session.entries());
    let entries = move |trashed: bool| -> Vec<Entry> {
        all.with(|all| all.iter().filter(|own| own.trashed == trashed).cloned().collect())
    };
    let ids = move || -> Vec<String> { entries(false).into_iter().map(|own| own.id.to_string()).collect() };
    let kilobytes = |units: usize| format::plain((units as f64 * 2.0 / 1000.0).ceil(), 0);
    let usage = move || {
        session.usage().map(|usage| {
            let all = kilobytes(usage.own + usage.others);
            (
                usage.own + usage.others,
                fill(w.library.storage_means, &[&all, &kilobytes(QUOTA), &kilobytes(usage.others)]),
            )
        })
    };
    let put_back = move |id: AssessmentId| {
        session.say_of(&id, vec![Statement::Profile { field: ProfileField::Trashed(None) }]);
    };
    el("div")
        .attr("class", "page library")
        .child(
            el("header")
                .attr("class", "library-head")
                .child(
                    el("div")
                        .child(el("h1").attr("tabindex", "-1").child(w.library.title))
                        .child(el("p").attr("class", "lead").child(w.library.lead)),
                )
                .child(
                    el("div")
                        .attr("class", "actions")
                        .child(
                            el("a")
                                .attr("class", "button primary")
                                .attr("href", Place::New.href())
                                .child(w.start.begin),
                        )
                        .child(import(w.library.import)),
                ),
        )
        .child(when(move || !entries(false).is_empty() || !entries(true).is_empty(), move || backups(keeping)))
        .child(when(move || entries(false).is_empty(), move || el("p").attr("class", "empty").child(w.library.empty)))
        .child(
            el("ul")
                .attr("class", "entries")
                .child(each(ids, move |id| id.parse().ok().map(|id| line(all, id, keeping)))),
        )
        .child(when(
            move || !entries(true).is_empty(),
            move || {
                el("section")
                    .attr("class", "trash")
                    .child(el("h2").child(w.library.trash))
                    .child(el("p").attr("class", "hint").child(w.library.trash_means))
                    .child(erasing(
                        w.library.empty_trash,
                        w.library.empty_trash_means,
                        w.library.empty_trash_now,
                        move |session| {
                            let ids = session.entries().into_iter().filter(|own| own.trashed).map(|own| own.id);
                            let ids: Vec<_> = ids.collect();
                            session.erase(&ids)
                        },
                    ))
                    .child(el("ul").attr("class", "entries").child(block(move || {
                        entries(true)
                            .into_iter()
                            .map(|own| {
                                el("li")
                                    .attr("class", "entry")
                                    .child(el("p").attr("class", "entry-name").child(name_of(&own)))
                                    .child(
                                        el("div").attr("class", "actions").child(
                                            el("button")
                                                .attr("type", "button")
                                                .on(
                                                    ev::click,
                                                    on({
                                                        let id = own.id.clone();
                                                        move |_| put_back(id.clone())
                                                    }),
                                                )
                                                .child(w.library.put_back),
                                        ),
                                    )
                            })
                            .collect::<Vec<_>>()
                    })))
            },
        ))
        .child(packs::shelf())
        .child(
            el("section")
                .attr("class", "storage")
                .child(el("h2").child(w.library.storage))
                .child(block(move || {
                    usage().map(|(units, text)| {
                        parts(vec![
                            parts(
                                el("meter")
                                    .attr("min", "0")
                                    .attr("max", QUOTA)
                                    .attr("high", QUOTA * 8 / 10)
                                    .attr("value", units)
                                    .attr("aria-label", w.library.storage),
                            ),
                            parts(el("p").attr("class", "hint").child(text)),
                        ])
                    })
                }))
                .child(erasing(w.library.erase, w.library.erase_means, w.library.erase_now, Session::erase_everything)),
        )
}

fn name_of(own: &Entry) -> String {
    if own.name.is_empty() { more_words().frame.unnamed.to_owned() } else { own.name.to_string() }
}

fn line(all: Memo<Vec<Entry>>, id: AssessmentId, keeping: Keeping) -> El {
    let w = more_words();
    let session = use_session();
    let of = id.clone();
    let own = Memo::new(move |_| all.with(|all| all.iter().find(|own| own.id == of).cloned()));
    let name = move || own.get().as_ref().map(name_of).unwrap_or_default();
    let renaming = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let field = format!("rename-{id}");
    let rename = {
        let id = id.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let name = typed.get_untracked();
            renaming.set(false);
            if !name.trim().is_empty() {
                let name = ProfileField::Name(Some(name.trim().into()));
                session.say_of(&id, vec![Statement::Profile { field: name }]);
            }
        }
    };
    let begin_rename = {
        let field = field.clone();
        move |_| {
            typed.set(untrack(name));
            renaming.set(true);
            let field = format!("#{field}");
            request_animation_frame(move || {
                focus::on(&field);
            });
        }
    };
    let duplicate = {
        let id = id.clone();
        move |_| {
            session.duplicate(&id, &fill(w.library.copy_of, &[&untrack(name)]));
        }
    };
    let file = What::One(id.clone());
    let export = {
        let file = file.clone();
        move |_| keeping.at_once(file.clone())
    };
    let export_sealed = {
        let file = file.clone();
        move |_| keeping.ask(file.clone(), true)
    };
    let exports = keeping.button(&file);
    let panel = block(move || keeping.panel(file.clone(), &name()));
    let delete = {
        let id = id.clone();
        move |_| {
            let trashed = ProfileField::Trashed(Some(true));
            let done = fill(w.library.deleted, &[&untrack(name)]);
            session.do_of(&id, vec![Statement::Profile { field: trashed }], done);
        }
    };
    let hint = move || {
        let Some(own) = own.get() else { return String::new() };
        let answers = fill(w.library.answers, &[&own.answers.to_string()]);
        [answers, fill(w.library.changed, &[&format::day(own.changed)])].join(" · ")
    };
    let open = Place::Results.of(&id);
    el("li")
        .attr("class", "entry")
        .child(
            el("div")
                .child(el("p").attr("class", "entry-name").child(el("a").attr("href", open.clone()).child(text(name))))
                .child(el("p").attr("class", "hint").child(text(hint))),
        )
        .child(when(
            move || renaming.get(),
            move || {
                el("form")
                    .attr("class", "inline-fields")
                    .on(ev::submit, on(rename.clone()))
                    .child(
                        el("div")
                            .attr("class", "field compact")
                            .child(el("label").attr("for", field.clone()).child(w.library.rename_label))
                            .child(
                                el("input")
                                    .attr("id", field.clone())
                                    .attr("type", "text")
                                    .attr("maxlength", "200")
                                    .value(text(move || typed.get()))
                                    .on(ev::input, on(move |event| typed.set(event_target_value(&event)))),
                            ),
                    )
                    .child(el("button").attr("type", "submit").child(w.library.rename_save))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .attr("class", "quiet")
                            .on(ev::click, on(move |_| renaming.set(false)))
                            .child(w.steps.cancel),
                    )
            },
        ))
        .child(
            el("div")
                .attr("class", "actions")
                .child(el("a").attr("class", "button").attr("href", open).child(w.library.open))
                .child(
                    el("a").attr("class", "button quiet").attr("href", Place::Changes.of(&id)).child(w.library.changes),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(begin_rename))
                        .child(w.library.rename),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(duplicate))
                        .child(w.library.duplicate),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .attr("id", exports)
                        .on(ev::click, on(export))
                        .child(w.library.export),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(export_sealed))
                        .child(w.backup.export_sealed),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(delete))
                        .child(w.library.delete),
                ),
        )
        .child(panel)
}
