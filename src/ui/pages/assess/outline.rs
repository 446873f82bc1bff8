//! All questions at a glance, each with what was said to it.

use leptos::prelude::*;

use super::standing::{Standing, standing};
use super::{Asked, section_of, wording};
use crate::locale::fill;
use crate::model::{Table, Text};
use crate::ui::dynamic::{block, maybe, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

/// All questions by process, each with what was said to it.
pub fn outline(whole: Asked) -> AnyView {
    let w = more_words();
    let session = use_session();
    let order = whole.order;
    let total = move || order.with(Vec::len).to_string();
    let answered = Memo::new({
        let whole = whole.clone();
        move |_| {
            let said = |index: &&usize| standing(session, &whole.id(**index)) != Standing::Open;
            order.with(|order| order.iter().filter(said).count())
        }
    });
    let answered = move || answered.get().to_string();
    let lines = block(move || {
        let order = order.get();
        let states = states(session, &whole, &order);
        let mut rest = &*order;
        let mut lines = Vec::new();
        while let Some(first) = rest.first() {
            let of = |index: &usize| section_of(&whole.asked, &whole.asked.pack.structure.questions[*index]);
            let (id, name) = of(first);
            let (own, others) = rest.split_at(rest.iter().position(|own| of(own).0 != id).unwrap_or(rest.len()));
            lines.push(section(session, &whole, &states, name, own));
            rest = others;
        }
        lines
    });
    let progress = move || fill(w.beside.progress, &[&answered(), &total()]);
    el("details")
        .attr("class", "outline")
        .attr("open", wide())
        .child(
            el("summary")
                .child(el("span").child(w.beside.outline))
                .child(el("span").attr("class", "hint").child(text(progress)))
                .child(
                    el("progress")
                        .attr("max", text(total))
                        .attr("value", text(answered))
                        .attr("aria-label", text(progress)),
                ),
        )
        .child(
            el("nav").attr("aria-label", w.beside.outline).child(el("ul").child(lines)).child(
                el("p")
                    .attr("class", "outline-scope")
                    .child(
                        el("a")
                            .attr("href", maybe(move || session.id().map(|open| Place::Scope.of(&open))))
                            .child(w.scope.link),
                    )
                    .child(el("a").attr("href", address(session, Place::Glossary)).child(w.glossary.link)),
            ),
        )
        .into_any()
}

/// What became of each question, by its place in the pack.
type States = Table<usize, RwSignal<Standing>>;

/// What became of each question. One for all looks after each answer, and tells those lines that change.
fn states(session: Session, whole: &Asked, order: &[usize]) -> States {
    let now = |index: &usize| (*index, RwSignal::new(standing(session, &whole.id(*index))));
    let states: States = untrack(|| order.iter().map(now).collect());
    let (whole, all) = (whole.clone(), states.clone());
    Effect::new(move |_| {
        for (index, state) in all.iter() {
            let now = standing(session, &whole.id(*index));
            if state.get_untracked() != now {
                state.set(now);
            }
        }
    });
    states
}

/// A process or group with those of its questions that are shown; one that asks a single one is its question.
fn section(session: Session, whole: &Asked, states: &States, name: Text, questions: &[usize]) -> El {
    if let [only] = questions {
        return line(session, whole, states, *only, name);
    }
    let own = questions.iter().map(|index| line(session, whole, states, *index, short(session, whole, *index)));
    el("li").attr("class", "outline-group").child(el("span").child(name)).child(el("ul").child(own.collect::<Vec<_>>()))
}

fn line(session: Session, whole: &Asked, states: &States, index: usize, name: Text) -> El {
    let w = more_words();
    let (id, shown) = (whole.id(index), whole.shown);
    let state = states.get(&index).copied().unwrap_or_default();
    let (link, here) = (id.clone(), id);
    let href = move || session.id().map(|open| Place::Assess(Some(link.clone())).of(&open));
    let current = move || (shown.get() == Place::Assess(Some(here.clone()))).then_some("true");
    let sign = move || match state.get() {
        Standing::Open => el("span").attr("class", "dot").into_any(),
        Standing::Answered => icon(Sign::Check).into_any(),
        Standing::DontKnow => icon(Sign::Question).into_any(),
        Standing::NotApplicable => icon(Sign::Dash).into_any(),
    };
    let says = move || match state.get() {
        Standing::Open => w.beside.state_open,
        Standing::Answered => w.beside.state_answered,
        Standing::DontKnow => w.beside.state_dont_know,
        Standing::NotApplicable => w.beside.state_not_applicable,
    };
    el("li").child(
        el("a")
            .attr("href", maybe(href))
            .attr("aria-current", maybe(current))
            .child(block(sign))
            .child(el("span").child(name))
            .child(el("span").attr("class", "for-reader").child(", ").child(text(says))),
    )
}

/// What a question is called where its process is named already: its attributes, or in full outside of processes.
fn short(session: Session, whole: &Asked, index: usize) -> Text {
    let asked = &whole.asked;
    let question = &asked.pack.structure.questions[index];
    let name = |id| asked.texts.attributes.get(id).map_or("", |own| &*own.name);
    let names: Vec<&str> = question.attributes.iter().map(name).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return wording(session, asked, &question.id).unwrap_or_default();
    }
    names.join(" · ").into()
}

/// Whether the outline has a column of its own.
fn wide() -> bool {
    window().match_media("(min-width: 64rem)").ok().flatten().is_some_and(|query| query.matches())
}
