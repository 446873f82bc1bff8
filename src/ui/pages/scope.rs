//! How much is asked, and about which processes. Both can be changed at any time: an answer stays, whatever is asked.

use leptos::ev;
use leptos::prelude::*;

use crate::locale::fill;
use crate::model::pack::Process;
use crate::model::{ProfileField, Statement, Text};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::packs;
use crate::ui::pages::process::address;
use crate::ui::parts::sizes::sizes;
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

pub fn scope() -> AnyView {
    let w = &more_words().scope;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    let Some(asked) = untrack(|| session.asked()) else { return ().into_any() };
    let size = Signal::derive(move || session.with(|own| own.profile.size.as_deref().unwrap_or_default().to_owned()));
    let choose = {
        let asked = asked.clone();
        move |size: String| {
            let mut statements = vec![Statement::Profile { field: ProfileField::Size(Some(size.as_str().into())) }];
            let processes = &asked.pack.structure.processes;
            statements.extend(processes.iter().map(|process| Statement::Scope {
                process: process.id.clone(),
                value: (!asked.pack.begins_with(&size, &process.id)).then_some(false),
            }));
            session.do_all(statements, w.changed.to_owned());
        }
    };
    let count = move || {
        session.asked().map_or(0, |asked| session.with(|own| asked.pack.within(&asked.texts.size, own).count()))
    };
    el("div")
        .attr("class", "page narrow")
        .child(el("h1").attr("tabindex", "-1").child(w.headline))
        .child(el("p").attr("class", "lead").child(w.lead))
        .child(sizes(&asked, size, Callback::new(choose)))
        .child(
            el("fieldset")
                .child(el("legend").child(w.processes))
                .child(el("p").attr("class", "hint").child(w.processes_means))
                .child(block(move || {
                    let asked = session.asked()?;
                    let about = |process: &&Process| asked.pack.asks_about(&asked.texts.size, &process.id);
                    let lines = asked.pack.structure.processes.iter().filter(about);
                    Some(lines.map(|process| line(session, &asked, process)).collect::<Vec<El>>())
                })),
        )
        .child(packs::asked())
        .child(el("p").attr("role", "status").child(text(move || fill(w.count, &[&count().to_string()]))))
        .child(
            el("div").attr("class", "actions").child(
                el("a")
                    .attr("class", "button primary")
                    .attr("href", maybe(move || session.id().map(|open| Place::Assess(None).of(&open))))
                    .child(w.go_on),
            ),
        )
        .into_any()
}

/// A process that can be taken in or left out, with a word where it needs one that is left out.
fn line(session: Session, asked: &Questionnaire, process: &Process) -> El {
    let w = &more_words().scope;
    let name = |id| asked.texts.processes.get(id).map_or_else(Text::default, |own| own.name.clone());
    let needs: Vec<_> = process.needs.iter().map(|need| (need.clone(), name(need))).collect();
    let (id, own_name) = (process.id.clone(), name(&process.id));
    let taken = {
        let id = id.clone();
        move || session.with(|own| own.in_scope(&id))
    };
    let missing = {
        let id = id.clone();
        move || {
            let lacking = |own: &crate::model::Assessment| {
                let need = needs.iter().find(|(need, name)| !own.in_scope(need) && !name.is_empty())?;
                own.in_scope(&id).then(|| fill(w.needs, &[&need.1]))
            };
            session.with(lacking).unwrap_or_default()
        }
    };
    let say = move |event: ev::Event| {
        let value = (!event_target_checked(&event)).then_some(false);
        session.say(Statement::Scope { process: id.clone(), value });
    };
    let shown = own_name.clone();
    let label = el("label")
        .attr("class", "choice")
        .child(el("input").attr("type", "checkbox").checked(flag(taken)).on(ev::change, on(say)))
        .child(
            el("span")
                .attr("class", "choice-words")
                .child(el("span").attr("class", "choice-name").child(shown))
                .child(el("span").attr("class", "hint").child(text(missing))),
        );
    let about = el("a")
        .attr("class", "about")
        .attr("href", address(session, Place::Process(process.id.to_string())))
        .child(w.about)
        .child(el("span").attr("class", "for-reader").child(" ").child(own_name.clone()));
    el("div").attr("class", "choice-line").child(label).child(about)
}
