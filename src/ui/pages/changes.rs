//! What was done to an assessment in this browser, step by step, the latest first, with the way back and forth.

use leptos::ev;
use leptos::prelude::*;

use crate::locale::fill;
use crate::model::steps::{Deed, Step};
use crate::model::{Facts, Stamp};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, on};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::said;
use crate::ui::session::{Session, use_session};

/// How many steps are shown at first, and more each time.
const AT_ONCE: usize = 50;

/// A step as it is shown.
#[derive(Clone)]
struct Line {
    first: Stamp,
    who: String,
    /// What each of its statements is about, says, and said before.
    says: Vec<(String, String, String)>,
    more: usize,
    deed: Deed,
    is_undone: bool,
}

/// How many statements of a step are told one by one.
const OF_A_STEP: usize = 6;

fn line(session: Session, facts: &Facts, step: &Step) -> Option<Line> {
    let first = step.first()?;
    let mut says = Vec::new();
    let mut more = 0;
    for statement in step.statements() {
        let Some(about) = said::about(session, statement) else { continue };
        if says.len() == OF_A_STEP {
            more += 1;
            continue;
        }
        let before = facts.history(&statement.subject()).find(|fact| fact.stamp < first);
        let before = before.and_then(|fact| fact.statement.as_ref()).map(|own| said::says(session, own));
        says.push((about, said::says(session, statement), before.unwrap_or_default()));
    }
    let who = said::who(session, step.author(), step.at());
    Some(Line { first, who, says, more, deed: step.deed, is_undone: step.is_undone })
}

pub fn changes() -> AnyView {
    let w = &more_words().changes;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    let shown = RwSignal::new(AT_ONCE);
    let lines = move || {
        session.own();
        let id = session.id()?;
        let most = shown.get();
        session.of_steps(&id, |facts, steps| {
            let lines: Vec<Line> =
                steps.iter().rev().take(most).filter_map(|step| line(session, facts, step)).collect();
            (lines, steps.len())
        })
    };
    let ways = move || {
        session.own();
        session.ways()
    };
    let button = move |words: &'static str, primary: bool, there: fn((bool, bool)) -> bool, act: fn(Session)| {
        el("button")
            .attr("type", "button")
            .class_if("primary", primary)
            .attr("disabled", flag(move || !there(ways())))
            .on(ev::click, on(move |_| act(session)))
            .child(words)
    };
    el("div")
        .attr("class", "page narrow changes")
        .child(el("h1").attr("tabindex", "-1").child(w.title))
        .child(el("p").attr("class", "lead").child(w.lead))
        .child(
            el("div")
                .attr("class", "actions")
                .child(button(w.undo, true, |ways| ways.0, Session::undo_last))
                .child(button(w.redo, false, |ways| ways.1, Session::redo_last)),
        )
        .child(el("p").attr("class", "hint").child(w.keys))
        .child(block(move || {
            let Some((lines, all)) = lines() else { return ().into_any() };
            if lines.is_empty() {
                return el("p").attr("class", "empty").child(w.none).into_any();
            }
            let rest = all.saturating_sub(lines.len());
            el("div")
                .child(el("ol").attr("class", "deeds").child(lines.into_iter().map(entry).collect::<Vec<_>>()))
                .child((rest > 0).then(|| {
                    el("button")
                        .attr("type", "button")
                        .on(ev::click, on(move |_| shown.update(|most| *most += AT_ONCE)))
                        .child(fill(w.more, &[&rest.to_string()]))
                }))
                .into_any()
        }))
        .into_any()
}

fn entry(own: Line) -> El {
    let w = &more_words().changes;
    let kind = match own.deed {
        Deed::Said if own.is_undone => Some(w.undone),
        Deed::Said => None,
        Deed::TookBack(_) => Some(w.took_back),
        Deed::DidAgain(_) => Some(w.did_again),
    };
    let line = |(about, says, before): (String, String, String)| {
        let change = if before.is_empty() { says } else { fill(w.from_to, &[&before, &says]) };
        el("li")
            .child(el("span").attr("class", "deed-about").child(about))
            .child(el("span").attr("class", "deed-says").child(change))
    };
    el("li")
        .attr("class", "deed")
        .class_if("undone", own.is_undone)
        .attr("id", said::place(own.first))
        .child(
            el("p")
                .attr("class", "hint")
                .child(own.who)
                .child(kind.map(|kind| el("span").attr("class", "tag").child(kind))),
        )
        .child(el("ul").child(own.says.into_iter().map(line).collect::<Vec<_>>()))
        .child((own.more > 0).then(|| el("p").attr("class", "hint").child(fill(w.and_more, &[&own.more.to_string()]))))
}
