//! Answering: one question at a time, or a whole process as a list.

mod grounds;
mod outline;
mod question;
mod ranges;
mod standing;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::grounds::{Grounds, Reason, grounds, reason};
pub use self::outline::outline;
use self::question::question;
pub use self::ranges::ranges;
use self::standing::{Standing, standing};
use crate::browser::place;
use crate::locale::fill;
use crate::model::pack::Question;
use crate::model::{Assessment, QuestionId, Text};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, maybe};
use crate::ui::el::{El, el};
use crate::ui::pages::process::address;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::rest::later;
use crate::ui::route::{Place, Route};
use crate::ui::session::{Questionnaire, use_session};
use crate::ui::words;

/// A process or group with its questions.
#[derive(Clone, PartialEq)]
pub struct Section {
    id: String,
    name: Text,
    questions: Vec<usize>,
}

/// What is asked, in which order, and which part of it is on the screen.
#[derive(Clone)]
pub struct Asked {
    asked: Arc<Questionnaire>,
    sections: Arc<Vec<Section>>,
    shown: Signal<Place>,
}

fn sections(asked: &Questionnaire, own: &Assessment) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for index in asked.pack.within(&asked.texts.size, own) {
        let (id, name) = section_of(asked, &asked.pack.structure.questions[index]);
        match sections.iter_mut().find(|section| section.id == id) {
            Some(section) => section.questions.push(index),
            None => sections.push(Section { id, name, questions: vec![index] }),
        }
    }
    sections
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
    let all = Arc::new(session.peek(|own| sections(&asked, own)));
    let order: Arc<Vec<usize>> = Arc::new(all.iter().flat_map(|section| section.questions.clone()).collect());
    let shown = Memo::new({
        let (asked, order) = (asked.clone(), order.clone());
        move |_| {
            let place = session.place();
            match place {
                // Where no question is named, work goes on at the first that is open.
                Place::Assess(None) => untrack(|| {
                    let id = |index: &usize| asked.pack.structure.questions[*index].id.clone();
                    let open = order.iter().find(|index| standing(session, &id(index)) == Standing::Open);
                    open.or(order.first()).map(|index| Place::Assess(Some(id(index))))
                })
                .unwrap_or(Place::Assess(None)),
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
    let whole = Asked { asked: asked.clone(), sections: all.clone(), shown: shown.into() };
    let title = {
        let (asked, all) = (asked.clone(), all.clone());
        Signal::derive(move || match shown.get() {
            Place::Assess(Some(id)) => {
                asked.texts.questions.get(&id).map_or(words().assess.title.to_owned(), |own| own.text.to_string())
            }
            Place::List(id) => {
                let section = all.iter().find(|section| section.id == id);
                section.map_or(words().assess.title.to_owned(), |own| own.name.to_string())
            }
            _ => words().assess.title.to_owned(),
        })
    };
    arrive(title);
    el("div")
        .attr("class", "page assess")
        .child(el("div").attr("class", "outline-place").child({
            let whole = whole.clone();
            later(move |rest| (rest.outline)(whole.clone()))
        }))
        .child(el("div").attr("class", "assess-main").child({
            let (asked, order) = (asked.clone(), order.clone());
            block(move || match shown.get() {
                Place::Assess(Some(id)) => match asked.pack.question_index(&id) {
                    Some(index) if order.contains(&index) => one(asked.clone(), order.clone(), index).into_any(),
                    _ => el("p").child(words().assess.unknown_question).into_any(),
                },
                Place::List(id) => {
                    let whole = whole.clone();
                    later(move |rest| (rest.listed)(whole.clone(), id.clone()))
                }
                _ => ().into_any(),
            })
        }))
        .child(el("div").attr("class", "ranges-place").child(later(move |rest| (rest.ranges)(asked.clone()))))
        .into_any()
}

/// One question, the largest thing on its page.
fn one(asked: Arc<Questionnaire>, order: Arc<Vec<usize>>, index: usize) -> El {
    let w = words();
    let session = use_session();
    let position = order.iter().position(|own| *own == index).unwrap_or(0);
    let at = |position: Option<usize>| {
        let index = order.get(position?)?;
        Some(asked.pack.structure.questions[*index].id.clone())
    };
    let (before, after) = (at(position.checked_sub(1)), at(Some(position + 1)));
    let to = move |id: QuestionId| move || session.id().map(|open| Place::Assess(Some(id.clone())).of(&open));
    let results = move || session.id().map(|open| Place::Results.of(&open));
    let (section, name) = section_of(&asked, &asked.pack.structure.questions[index]);
    let list = move || session.id().map(|open| Place::List(section.clone()).of(&open));
    let count = fill("{0} / {1}", &[&(position + 1).to_string(), &order.len().to_string()]);
    el("article")
        .attr("class", "one")
        .child(
            el("p")
                .attr("class", "kicker")
                .child(el("span").child(name))
                .child(el("span").attr("class", "count").child(count))
                .child(el("a").attr("class", "switch").attr("href", maybe(list)).child(w.assess.as_list)),
        )
        .child(question(asked.clone(), index, true))
        .child(
            el("nav")
                .attr("class", "steps")
                .attr("aria-label", w.assess.title)
                .child(before.map(|id| {
                    el("a")
                        .attr("class", "button")
                        .attr("href", maybe(to(id)))
                        .child(icon(Sign::Back))
                        .child(w.assess.previous)
                }))
                .child(match after {
                    Some(id) => el("a")
                        .attr("class", "button primary next")
                        .attr("href", maybe(to(id)))
                        .child(w.assess.next)
                        .child(icon(Sign::Arrow))
                        .into_any(),
                    None => el("a")
                        .attr("class", "button primary next")
                        .attr("href", maybe(results))
                        .child(w.assess.to_results)
                        .into_any(),
                }),
        )
}

/// All questions of a process or group.
pub fn listed(whole: Asked, id: String) -> AnyView {
    let w = crate::ui::more_words();
    let session = use_session();
    let Asked { asked, sections, .. } = whole;
    let Some(section) = sections.iter().find(|section| section.id == id) else {
        return el("p").child(w.assess.unknown_question).into_any();
    };
    let purpose = section.id.parse().ok().and_then(|id| asked.texts.processes.get::<crate::model::ProcessId>(&id));
    let purpose = purpose.or_else(|| asked.texts.groups.get(&*section.id)).map(|own| own.means.clone());
    let first = section.questions.first().map(|index| asked.pack.structure.questions[*index].id.clone());
    let single = move || {
        let open = session.id()?;
        first.clone().map(|id| Place::Assess(Some(id)).of(&open))
    };
    let is_process = asked.pack.structure.processes.iter().any(|own| own.id.as_str() == section.id);
    let about = is_process
        .then(|| el("a").attr("href", address(session, Place::Process(section.id.clone()))).child(w.guide.about));
    let position = sections.iter().position(|own| own.id == section.id).unwrap_or(0);
    let neighbour = |position: Option<usize>| sections.get(position?).map(|own| (own.id.clone(), own.name.clone()));
    let step = move |to: Option<(String, Text)>, forward: bool| {
        to.map(|(id, name)| {
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
        .child(el("h1").attr("tabindex", "-1").child(section.name.clone()))
        .child(el("p").attr("class", "lead").child(purpose))
        .child(section.questions.iter().map(|index| question(asked.clone(), *index, false)).collect::<Vec<_>>())
        .child(
            el("nav")
                .attr("class", "steps")
                .attr("aria-label", w.assess.title)
                .child(step(neighbour(position.checked_sub(1)), false))
                .child(step(neighbour(Some(position + 1)), true)),
        )
        .into_any()
}
