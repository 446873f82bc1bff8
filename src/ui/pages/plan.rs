//! What is to be reached, in which order, and what is done about it: place, target and importance of each process, what
//! would change if answers were raised, and the actions.

mod cheapest;
mod trial;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{clock, focus};
use crate::locale::fill;
use crate::model::pack::{Indicator, Process, Targets};
use crate::model::{Assessment, Importance, Register, Statement, Text};
use crate::ui::app::arrive;
use crate::ui::charts::{drawn, figure, room};
use crate::ui::dynamic::{block, each, flag, maybe, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::pages::process::address;
use crate::ui::parts::icon::{Sign, icon};
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
        .child(trial::trial())
        .child(register(Register::Actions, w.actions, w.actions_means, w.no_actions))
        .child(closed())
        .into_any()
}

/// How far the actions have come.
fn closed() -> El {
    let session = use_session();
    let room = room();
    let content = move || {
        let made = drawn(session, room.get().beside, |gallery| gallery.progress(clock::today()?))??;
        Some(figure(&made))
    };
    el("div").attr("class", "lone-chart").child(block(content))
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
            let listed = asked.pack.worked_on(&asked.texts.size, own);
            let listed = listed.into_iter().map(|place| &asked.pack.structure.processes[place]);
            let wanted = listed.filter_map(|process| Some((process, suggestion(&asked, own, process)?)));
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
            el("button").attr("type", "button").attr("class", "quiet").on(ev::click, on(take_it)).child(
                el("span").child(w.take).child(
                    el("span")
                        .attr("class", "for-reader")
                        .child(" ")
                        .child(fill(w.take_of, &[&level.to_string(), &name])),
                ),
            )
        });
        Some(el("span").child(level.to_string()).child(button))
    })
}

/// A row for every process that is worked on, in the order of work.
fn targets(session: Session, asked: &Arc<Questionnaire>) -> AnyView {
    let w = &more_words().plan;
    let listed = {
        let asked = asked.clone();
        Memo::new(move |_| session.with(|own| asked.pack.worked_on(&asked.texts.size, own)))
    };
    let keys = {
        let asked = asked.clone();
        move || listed.with(|own| own.iter().map(|own| asked.pack.structure.processes[*own].id.to_string()).collect())
    };
    let line = {
        let asked = asked.clone();
        move |id: &str| {
            let place = asked.pack.structure.processes.iter().position(|own| own.id.as_str() == id);
            place.map(|place| row(session, &asked, listed, place))
        }
    };
    let heads = [w.order, w.process, w.now, w.target, w.suggested, w.importance];
    let heads: Vec<El> = heads.into_iter().map(|name| el("th").attr("scope", "col").child(name)).collect();
    let table = el("div")
        .attr("class", "scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", w.targets)
        .child(
            el("table")
                .attr("class", "sheet targets")
                .child(el("thead").child(el("tr").child(heads)))
                .child(el("tbody").child(each(keys, line))),
        );
    let given_back = move |_: ev::MouseEvent| {
        let given = session.peek(|own| own.order.keys().cloned().collect::<Vec<_>>());
        let back = given.into_iter().map(|process| Statement::Order { process, value: None });
        session.do_all(back.collect(), w.order_reset.to_owned());
    };
    let empty = move || listed.with(Vec::is_empty);
    parts(vec![
        when(empty, move || el("p").attr("class", "empty").child(w.no_processes)),
        table.class_if("none", flag(empty)).into_any(),
        when(
            move || session.with(|own| !own.order.is_empty()),
            move || {
                el("div")
                    .attr("class", "table-foot")
                    .child(el("button").attr("type", "button").on(ev::click, on(given_back)).child(w.reset_order))
            },
        ),
    ])
}

/// Where a process stands in the order of work, and the ways up and down.
fn moves(session: Session, asked: &Arc<Questionnaire>, listed: Memo<Vec<usize>>, process: usize, name: &Text) -> El {
    let w = &more_words().plan;
    let at = move || listed.with(|own| own.iter().position(|own| *own == process)).unwrap_or(0);
    let count = move || listed.with(Vec::len);
    let button = |earlier: bool| {
        let (way, label, sign) = match earlier {
            true => ("earlier", w.earlier, Sign::Up),
            false => ("later", w.later, Sign::Down),
        };
        let id = [way, "-", asked.pack.structure.processes[process].id.as_str()].concat();
        let at_end = move || if earlier { at() == 0 } else { at() + 1 >= count() };
        let go = {
            let (asked, name, id) = (asked.clone(), name.clone(), id.clone());
            move |_: ev::MouseEvent| {
                let order = listed.get_untracked();
                let said = session.peek(|own| asked.pack.moved(own, &order, process, earlier));
                if said.is_empty() {
                    return;
                }
                let before = untrack(at);
                let place = if earlier { before } else { before + 2 };
                let done = fill(w.moved, &[&name, &place.to_string(), &order.len().to_string()]);
                session.do_all(said, done);
                // What is moved on a page loses the focus there.
                let button = format!("[id='{id}']");
                request_animation_frame(move || {
                    focus::on(&button);
                });
            }
        };
        el("button")
            .attr("type", "button")
            .attr("class", "quiet reorder")
            .attr("id", id)
            .attr("aria-disabled", maybe(move || at_end().then_some("true")))
            .on(ev::click, on(go))
            .child(icon(sign))
            .child(el("span").attr("class", "for-reader").child(fill(label, &[name])))
    };
    el("td")
        .attr("class", "number place")
        .child(el("span").child(text(move || (at() + 1).to_string())))
        .child(button(true))
        .child(button(false))
}

fn row(session: Session, asked: &Arc<Questionnaire>, listed: Memo<Vec<usize>>, place: usize) -> El {
    let w = &more_words().plan;
    let process = &asked.pack.structure.processes[place];
    let name = asked.texts.processes.get(&process.id).map_or_else(Text::default, |own| own.name.clone());
    let levels = asked.pack.structure.ladder.len();
    let now = move || {
        let Some(results) = session.computed() else { return String::new() };
        let own = results.processes.iter().find(|own| own.process == place);
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
    let warning = broken_order(asked, listed, place);
    el("tr")
        .child(moves(session, asked, listed, place, &name))
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

/// A word where a process comes before one it needs first.
fn broken_order(
    asked: &Arc<Questionnaire>,
    listed: Memo<Vec<usize>>,
    process: usize,
) -> impl Fn() -> String + Send + 'static {
    let asked = asked.clone();
    move || {
        let need = listed.with(|own| asked.pack.needed_later(own, process));
        need.map_or_else(String::new, |need| {
            let id = &asked.pack.structure.processes[need].id;
            let name = asked.texts.processes.get(id).map_or_else(Text::default, |own| own.name.clone());
            fill(more_words().plan.needs_first, &[&name])
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
