//! What is to be reached, and what is done about it: a target and an importance for each process, and the actions.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::locale::fill;
use crate::model::pack::Process;
use crate::model::{Importance, ProcessId, Register, Statement, Text};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::register::register;
use crate::ui::session::{Questionnaire, Session, use_session};

pub fn plan() -> AnyView {
    let w = &more_words().plan;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    el("div")
        .attr("class", "page")
        .child(el("h1").attr("tabindex", "-1").child(w.headline))
        .child(el("p").attr("class", "lead").child(w.lead))
        .child(
            el("section")
                .attr("class", "register")
                .attr("aria-label", w.targets)
                .child(
                    el("div").attr("class", "table-head").child(
                        el("div")
                            .child(el("h2").child(w.targets))
                            .child(el("p").attr("class", "hint").child(w.targets_means)),
                    ),
                )
                .child(block(move || {
                    let asked = session.asked()?;
                    Some(targets(session, &asked))
                })),
        )
        .child(register(Register::Actions, w.actions, w.actions_means, w.no_actions))
        .into_any()
}

/// A row for every process in scope.
fn targets(session: Session, asked: &Arc<Questionnaire>) -> El {
    let w = &more_words().plan;
    let in_scope = session.with(|own| {
        let processes = asked.pack.structure.processes.iter();
        let wanted = |id: &ProcessId| own.in_scope(id) && asked.pack.asks_about(&asked.texts.size, id);
        processes.filter(|process| wanted(&process.id)).cloned().collect::<Vec<Process>>()
    });
    if in_scope.is_empty() {
        return el("p").attr("class", "empty").child(w.no_processes);
    }
    let heads = [w.process, w.now, w.target, w.importance];
    el("div").attr("class", "scroll").attr("tabindex", "0").attr("role", "group").attr("aria-label", w.targets).child(
        el("table")
            .attr("class", "sheet targets")
            .child(
                el("thead").child(el("tr").child(
                    heads.map(|name| el("th").attr("scope", "col").child(name)).into_iter().collect::<Vec<_>>(),
                )),
            )
            .child(el("tbody").child(in_scope.iter().map(|own| row(session, asked, own)).collect::<Vec<_>>())),
    )
}

fn row(session: Session, asked: &Arc<Questionnaire>, process: &Process) -> El {
    let w = &more_words().plan;
    let name = asked.texts.processes.get(&process.id).map_or_else(Text::default, |own| own.name.clone());
    let place = asked.pack.structure.processes.iter().position(|own| own.id == process.id);
    let levels = asked.pack.structure.ladder.len();
    let now = move || {
        let Some(results) = session.computed() else { return String::new() };
        let own = results.processes.iter().find(|own| Some(own.process) == place);
        let level = own.and_then(|own| own.claimed.level.reached());
        level.map_or_else(|| w.not_rated.to_owned(), |level| level.to_string())
    };
    let target = {
        let id = process.id.clone();
        Signal::derive(move || session.with(|own| own.targets.get(&id).copied()))
    };
    let say_target = {
        let id = process.id.clone();
        move |chosen: Option<u8>| {
            session.say(Statement::Target { process: id.clone(), value: chosen.map(f64::from) });
        }
    };
    let importance = {
        let id = process.id.clone();
        Signal::derive(move || session.with(|own| own.importance.get(&id).map(|own| own.number())))
    };
    let say_importance = {
        let id = process.id.clone();
        move |chosen: Option<u8>| {
            let value = chosen.and_then(Importance::new);
            session.say(Statement::Importance { process: id.clone(), value });
        }
    };
    let by_level: Vec<(u8, String)> =
        (1..=levels).filter_map(|own| Some((own.try_into().ok()?, own.to_string()))).collect();
    let by_importance =
        vec![(1, w.importance_low.to_owned()), (2, w.importance_medium.to_owned()), (3, w.importance_high.to_owned())];
    let own = match process.importance {
        1 => w.importance_low,
        3 => w.importance_high,
        _ => w.importance_medium,
    };
    let chosen_target = Signal::derive(move || target.get().map(|own| own as u8));
    let target_choice =
        choice(fill(w.target_of, &[&name]), w.next_level.to_owned(), by_level, chosen_target, say_target);
    let importance_choice =
        choice(fill(w.importance_of, &[&name]), fill(w.as_pack, &[own]), by_importance, importance, say_importance);
    let warning = broken_order(session, asked, process.needs.clone(), target);
    el("tr")
        .child(
            el("th")
                .attr("scope", "row")
                .child(name)
                .child(el("span").attr("class", "hint target-warning").child(text(warning))),
        )
        .child(el("td").attr("class", "number").child(text(now)))
        .child(el("td").child(target_choice))
        .child(el("td").child(importance_choice))
}

/// A word where a process is to be higher than one it needs first.
fn broken_order(
    session: Session,
    asked: &Arc<Questionnaire>,
    needs: Vec<ProcessId>,
    target: Signal<Option<f64>>,
) -> impl Fn() -> String + Send + 'static {
    let asked = asked.clone();
    move || {
        let Some(wanted) = target.get() else { return String::new() };
        let lower = session.with(|own| {
            let planned = needs.iter().filter(|need| own.in_scope(need));
            planned.filter_map(|need| Some((need.clone(), own.targets.get(need).copied()?))).find(|own| own.1 < wanted)
        });
        lower.map_or_else(String::new, |(need, level)| {
            let name = asked.texts.processes.get(&need).map_or_else(Text::default, |own| own.name.clone());
            fill(more_words().plan.needs_first, &[&name, &level.to_string()])
        })
    }
}

/// One of a few numbers, or none.
fn choice(
    label: String,
    none: String,
    options: Vec<(u8, String)>,
    chosen: Signal<Option<u8>>,
    say: impl Fn(Option<u8>) + 'static,
) -> El {
    let options = options.into_iter().map(|(own, name)| {
        el("option")
            .attr("value", own.to_string())
            .attr("selected", flag(move || chosen.get() == Some(own)))
            .child(name)
    });
    el("select")
        .attr("aria-label", label)
        .on(ev::change, on(move |event: ev::Event| say(event_target_value(&event).parse().ok())))
        .child(el("option").attr("value", "").attr("selected", flag(move || chosen.get().is_none())).child(none))
        .child(options.collect::<Vec<_>>())
}
