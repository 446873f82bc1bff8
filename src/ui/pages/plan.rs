//! What is to be reached, and what is done about it: a target and an importance for each process, and the actions.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::locale::fill;
use crate::model::pack::{Indicator, Process, Targets};
use crate::model::{Assessment, Importance, ProcessId, Register, Statement, Text};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, on, text};
use crate::ui::el::{El, el};
use crate::ui::pages::process::address;
use crate::ui::parts::register::register;
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};
use crate::ui::{more_words, words};

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
                .child(block(move || Some(suggestions(session, session.asked()?))))
                .child(block(move || {
                    let asked = session.asked()?;
                    Some(targets(session, &asked))
                })),
        )
        .child(register(Register::Actions, w.actions, w.actions_means, w.no_actions))
        .into_any()
}

/// What the questionnaire suggests, and the way to take all of it.
fn suggestions(session: Session, asked: Arc<Questionnaire>) -> Option<AnyView> {
    let w = &more_words().plan;
    let none = asked.pack.structure.processes.iter().all(|own| own.targets == Targets::default());
    if none {
        return None;
    }
    Some(block(move || {
        let line = el("p").attr("class", "hint suggestions");
        let Some(mode) = session.with(|own| own.profile.economic_mode) else {
            let href = address(session, Place::Figures(Indicator::Growth));
            return line.child(w.mode_first).child(" ").child(el("a").attr("href", href).child(w.to_mode));
        };
        let open = session.with(|own| {
            let listed = listed(&asked, own);
            let wanted = listed.iter().filter_map(|process| Some((process, suggestion(&asked, own, process)?)));
            let differs = wanted.filter(|(process, level)| own.targets.get(&process.id) != Some(&f64::from(*level)));
            differs.map(|(process, level)| take(process, level)).collect::<Vec<_>>()
        });
        let line = line.child(fill(w.suggested_for, &[words().economic_mode(mode).0])).child(" ");
        if open.is_empty() {
            return line.child(w.as_suggested);
        }
        let take_all = move |_: ev::MouseEvent| session.do_all(open.clone(), w.all_taken.to_owned());
        line.child(el("button").attr("type", "button").on(ev::click, on(take_all)).child(w.take_all))
    }))
}

/// The processes in scope that this size asks about.
fn listed<'a>(asked: &'a Questionnaire, own: &Assessment) -> Vec<&'a Process> {
    let processes = asked.pack.structure.processes.iter();
    let listed = |id: &ProcessId| own.in_scope(id) && asked.pack.asks_about(&asked.texts.size, id);
    processes.filter(|process| listed(&process.id)).collect()
}

fn suggestion(asked: &Questionnaire, own: &Assessment, process: &Process) -> Option<u8> {
    asked.pack.suggested_target(&asked.texts.size, own, process)
}

fn take(process: &Process, level: u8) -> Statement {
    Statement::Target { process: process.id.clone(), value: Some(level.into()) }
}

/// The suggested target of a process, with the way to take it where another was chosen.
fn suggested(session: Session, asked: &Arc<Questionnaire>, process: &Process, name: Text) -> AnyView {
    let (asked, process) = (asked.clone(), process.clone());
    block(move || {
        let w = &more_words().plan;
        let level = session.with(|own| suggestion(&asked, own, &process))?;
        let taken = session.with(|own| own.targets.get(&process.id).copied()) == Some(level.into());
        let (own, done) = (process.clone(), fill(w.one_taken, &[&name]));
        let take_it = move |_: ev::MouseEvent| session.do_all(vec![take(&own, level)], done.clone());
        let button = (!taken).then(|| {
            el("button")
                .attr("type", "button")
                .attr("class", "quiet")
                .attr("aria-label", fill(w.take_of, &[&level.to_string(), &name]))
                .on(ev::click, on(take_it))
                .child(w.take)
        });
        Some(el("span").child(level.to_string()).child(button))
    })
}

/// A row for every process in scope.
fn targets(session: Session, asked: &Arc<Questionnaire>) -> El {
    let w = &more_words().plan;
    let in_scope = session.with(|own| listed(asked, own).into_iter().cloned().collect::<Vec<Process>>());
    if in_scope.is_empty() {
        return el("p").attr("class", "empty").child(w.no_processes);
    }
    let heads = [w.process, w.now, w.target, w.suggested, w.importance];
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
                .child(name.clone())
                .child(el("span").attr("class", "hint target-warning").child(text(warning))),
        )
        .child(el("td").attr("class", "number").child(text(now)))
        .child(el("td").child(target_choice))
        .child(el("td").attr("class", "suggested").child(suggested(session, asked, process, name.clone())))
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
    let options = options.into_iter().map(|(own, name)| el("option").attr("value", own.to_string()).child(name));
    el("select")
        .attr("aria-label", label)
        .value(text(move || chosen.get().map_or_else(String::new, |own| own.to_string())))
        .on(ev::change, on(move |event: ev::Event| say(event_target_value(&event).parse().ok())))
        .child(el("option").attr("value", "").child(none))
        .child(options.collect::<Vec<_>>())
}
