//! Answering: one question at a time, or a whole process as a list.

mod grounds;
mod history;
mod outline;
mod question;
mod ranges;
mod standing;
mod who;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::grounds::{Grounds, Reason, grounds, reason};
pub use self::outline::outline;
use self::question::question;
pub use self::ranges::ranges;
use self::standing::{Standing, standings};
pub use self::who::{beside_words, nothing, outside, who};
use crate::browser::place;
use crate::locale::fill;
use crate::model::pack::Question;
use crate::model::{ProcessId, QuestionId, Text};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, each, maybe, remembered, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::pages::process::address;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::rest::later;
use crate::ui::route::{Place, Route};
use crate::ui::session::{Questionnaire, Session, use_session};
use crate::ui::words;

/// What is asked, in which order, and which part of it is on the screen.
#[derive(Clone)]
pub struct Asked {
    asked: Arc<Questionnaire>,
    /// Everything that is asked, of whomever.
    all: Arc<Vec<usize>>,
    /// What of it is shown to the respondent at the keyboard.
    order: Memo<Vec<usize>>,
    shown: Signal<Place>,
}

impl Asked {
    fn id(&self, index: usize) -> QuestionId {
        self.asked.pack.structure.questions[index].id.clone()
    }

    /// What the respondent at the keyboard has said to each of some questions.
    fn standings(&self, session: Session, questions: &[usize]) -> Vec<Standing> {
        let all = &self.asked.pack.structure.questions;
        standings(session, questions.iter().map(|index| &all[*index].id))
    }

    /// What is shown before and after the questions from one place to another.
    fn around(&self, first: usize, last: usize) -> (Option<usize>, Option<usize>) {
        let at = |question: usize| self.all.iter().position(|own| *own == question).unwrap_or(0);
        self.order.with(|order| {
            let shown = |own: &&usize| order.contains(own);
            let before = self.all[..at(first)].iter().rev().find(shown);
            (before.copied(), self.all[at(last)..].iter().skip(1).find(shown).copied())
        })
    }
}

/// A question in the words of whoever is answering.
fn wording(session: Session, asked: &Arc<Questionnaire>, id: &QuestionId) -> Option<Text> {
    let own = match session.rest.get() {
        Some(Ok(rest)) => (rest.outside)(session, asked, id),
        _ => None,
    };
    own.or_else(|| Some(asked.texts.questions.get(id)?.text.clone()))
}

fn section_of(asked: &Questionnaire, question: &Question) -> (String, Text) {
    match (&question.process, &question.group) {
        (Some(id), _) => {
            (id.to_string(), asked.texts.processes.get(id).map(|own| own.name.clone()).unwrap_or_default())
        }
        (None, Some(id)) => {
            (id.to_string(), asked.texts.groups.get(id).map(|own| own.name.clone()).unwrap_or_default())
        }
        (None, None) => Default::default(),
    }
}

pub fn assess() -> AnyView {
    let session = use_session();
    let Some(asked) = untrack(|| session.asked()) else { return ().into_any() };
    let all = Arc::new(session.peek(|own| asked.pack.sequence(&asked.texts.size, own)));
    let order = Memo::new({
        let (asked, all) = (asked.clone(), all.clone());
        move |_| {
            let me = session.me().filter(|_| !session.all_roles.get());
            session.with(|own| {
                let shown = |index: &usize| me.is_none_or(|me| asked.pack.is_asked_of(*index, own, me));
                all.iter().copied().filter(shown).collect::<Vec<_>>()
            })
        }
    });
    let some = remembered(move || order.with(|order| !order.is_empty()));
    let shown = Memo::new({
        let asked = asked.clone();
        move |_| {
            let place = session.place();
            match place {
                // Where no question is named, work goes on at the first that is open.
                Place::Assess(None) if some.get() => untrack(|| {
                    let id = |index: &usize| &asked.pack.structure.questions[*index].id;
                    let order = order.get();
                    let all = standings(session, order.iter().map(id));
                    let open = all.iter().position(|own| *own == Standing::Open).unwrap_or(0);
                    Place::Assess(order.get(open).map(|index| id(index).clone()))
                }),
                other => other,
            }
        }
    });
    Effect::new(move |_| {
        let route = session.route.get();
        if route.place == Place::Assess(None)
            && let Some(id) = session.id()
        {
            place::replace(&Route { assessment: Some(id), place: shown.get() }.path());
        }
    });
    let whole = Asked { asked: asked.clone(), all: all.clone(), order, shown: shown.into() };
    let title = {
        let asked = asked.clone();
        Signal::derive(move || {
            let name = match shown.get() {
                Place::Assess(Some(id)) => wording(session, &asked, &id),
                Place::List(id) => section_name(&asked, &id),
                _ => None,
            };
            name.map_or(words().assess.title.to_owned(), |name| name.to_string())
        })
    };
    arrive(title);
    el("div")
        .attr("class", "page assess")
        .child(el("div").attr("class", "outline-place").child({
            let whole = whole.clone();
            later(move |rest| parts(vec![(rest.who)(whole.clone()), (rest.outline)(whole.clone())]))
        }))
        .child(el("div").attr("class", "assess-main").child({
            block(move || match shown.get() {
                Place::Assess(Some(id)) => match whole.asked.pack.question_index(&id) {
                    Some(index) if whole.all.contains(&index) => one(whole.clone(), index).into_any(),
                    _ => el("p").child(words().assess.unknown_question).into_any(),
                },
                Place::List(id) => {
                    let whole = whole.clone();
                    later(move |rest| (rest.listed)(whole.clone(), id.clone()))
                }
                Place::Assess(None) => later(|rest| (rest.nothing)()),
                _ => ().into_any(),
            })
        }))
        .child(el("div").attr("class", "ranges-place").child(later(move |rest| (rest.ranges)(asked.clone()))))
        .into_any()
}

/// One question, the largest thing on its page.
fn one(whole: Asked, index: usize) -> El {
    let w = words();
    let session = use_session();
    let asked = whole.asked.clone();
    let end =
        move || session.id().map(|open| if session.is_invited() { Place::Send } else { Place::Results }.of(&open));
    let (section, name) = section_of(&asked, &asked.pack.structure.questions[index]);
    let list = move || session.id().map(|open| Place::List(section.clone()).of(&open));
    let order = whole.order;
    // What is there for others is outside of the count.
    let count = move || {
        let (position, total) = order.with(|own| (own.iter().position(|own| *own == index), own.len()));
        position.map_or_else(String::new, |own| fill("{0} / {1}", &[&(own + 1).to_string(), &total.to_string()]))
    };
    el("article")
        .attr("class", "one")
        .child(
            el("p")
                .attr("class", "kicker")
                .child(el("span").child(name))
                .child(el("span").attr("class", "count").child(text(count)))
                .child(el("a").attr("class", "switch").attr("href", maybe(list)).child(w.assess.as_list)),
        )
        .child(question(asked, index, true))
        .child(el("nav").attr("class", "steps").attr("aria-label", w.assess.title).child(block(move || {
            let (before, after) = whole.around(index, index);
            let to = |index: usize| {
                let id = whole.id(index);
                maybe(move || session.id().map(|open| Place::Assess(Some(id.clone())).of(&open)))
            };
            let before = before.map(|index| {
                el("a").attr("class", "button").attr("href", to(index)).child(icon(Sign::Back)).child(w.assess.previous)
            });
            let next = el("a").attr("class", "button primary next");
            let next = match after {
                Some(index) => next.attr("href", to(index)).child(w.assess.next).child(icon(Sign::Arrow)),
                None => next
                    .attr("href", maybe(end))
                    .child(text(move || if session.is_invited() { w.frame.send } else { w.assess.to_results })),
            };
            vec![before, Some(next)]
        })))
}

/// The name of a process or group.
fn section_name(asked: &Questionnaire, id: &str) -> Option<Text> {
    let own = id.parse().ok().and_then(|id| asked.texts.processes.get::<ProcessId>(&id));
    own.or_else(|| asked.texts.groups.get(id)).map(|own| own.name.clone())
}

/// All questions of a process or group.
pub fn listed(whole: Asked, id: String) -> AnyView {
    let w = crate::ui::more_words();
    let session = use_session();
    let asked = whole.asked.clone();
    let of_section = |index: &usize| section_of(&whole.asked, &whole.asked.pack.structure.questions[*index]).0 == id;
    let section: Vec<usize> = whole.all.iter().copied().filter(of_section).collect();
    let (Some(&first), Some(&last)) = (section.first(), section.last()) else {
        return el("p").child(w.assess.unknown_question).into_any();
    };
    let process = asked.pack.structure.questions[first].process.clone();
    let named = process.as_ref().and_then(|id| asked.texts.processes.get(id)).or_else(|| asked.texts.groups.get(&*id));
    let named = named.cloned().unwrap_or_default();
    let section = Memo::new({
        let order = whole.order;
        move |_| order.with(|order| section.iter().copied().filter(|own| order.contains(own)).collect::<Vec<_>>())
    });
    let single = {
        let whole = whole.clone();
        move || {
            let open = session.id()?;
            Some(Place::Assess(Some(whole.id(section.with(|own| own.first().copied()).unwrap_or(first)))).of(&open))
        }
    };
    let about =
        process.map(|id| el("a").attr("href", address(session, Place::Process(id.to_string()))).child(w.guide.about));
    let heading = named.name.clone();
    let nothing = move || section.with(Vec::is_empty);
    let keys = {
        let whole = whole.clone();
        move || section.with(|own| own.iter().map(|index| whole.id(*index).to_string()).collect())
    };
    let shown = {
        let asked = asked.clone();
        move |id: &str| {
            let index = id.parse().ok().and_then(|id| asked.pack.question_index(&id));
            index.map(|index| question(asked.clone(), index, false))
        }
    };
    let step = move |whole: &Asked, to: Option<usize>, forward: bool| {
        to.map(|index| {
            let (id, name) = section_of(&whole.asked, &whole.asked.pack.structure.questions[index]);
            let href = move || session.id().map(|open| Place::List(id.clone()).of(&open));
            let sign = if forward { Sign::Arrow } else { Sign::Back };
            el("a")
                .attr("class", "button")
                .class_if("next", forward)
                .attr("href", maybe(href))
                .child((!forward).then(|| icon(sign)))
                .child(name)
                .child(forward.then(|| icon(sign)))
        })
    };
    el("article")
        .attr("class", "listed")
        .child(
            el("p")
                .attr("class", "kicker")
                .child(about)
                .child(el("a").attr("class", "switch").attr("href", maybe(single)).child(w.assess.one_by_one)),
        )
        .child(el("h1").attr("tabindex", "-1").child(heading))
        .child(el("p").attr("class", "lead").child(named.means))
        .child(each(keys, shown))
        .child(when(nothing, who::others_can_know))
        .child(el("nav").attr("class", "steps").attr("aria-label", w.assess.title).child(block(move || {
            let (before, after) = whole.around(first, last);
            vec![step(&whole, before, false), step(&whole, after, true)]
        })))
        .into_any()
}
