//! All questions at a glance, each with what was said to it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Asked;
use super::standing::{Standing, standing};
use crate::locale::fill;
use crate::model::pack::Question;
use crate::model::{QuestionId, Text};
use crate::ui::dynamic::{block, maybe, text};
use crate::ui::el::{el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, use_session};

/// All questions by process, each with what was said to it.
pub fn outline(whole: Asked) -> AnyView {
    let Asked { asked, sections: all, shown } = whole;
    let w = more_words();
    let session = use_session();
    let total: usize = all.iter().map(|section| section.questions.len()).sum();
    let ids: Vec<QuestionId> = all
        .iter()
        .flat_map(|section| &section.questions)
        .map(|index| asked.pack.structure.questions[*index].id.clone())
        .collect();
    let answered = {
        let ids = Arc::new(ids);
        move || ids.iter().filter(|id| standing(session, id) != Standing::Open).count()
    };
    let value = answered.clone();
    let line = move |id: QuestionId, name: Text| {
        let state = {
            let id = id.clone();
            Arc::new(move || standing(session, &id))
        };
        let says_state = state.clone();
        let (link, here) = (id.clone(), id);
        let href = move || session.id().map(|open| Place::Assess(Some(link.clone())).of(&open));
        let current = move || (shown.get() == Place::Assess(Some(here.clone()))).then_some("true");
        let sign = move || match state() {
            Standing::Open => el("span").attr("class", "dot").into_any(),
            Standing::Answered => icon(Sign::Check).into_any(),
            Standing::DontKnow => icon(Sign::Question).into_any(),
            Standing::NotApplicable => icon(Sign::Dash).into_any(),
        };
        let says = move || match says_state() {
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
    };
    let lines = all
        .iter()
        .map(|section| {
            let single = section.questions.len() == 1;
            let own = section
                .questions
                .iter()
                .map(|index| {
                    let question = &asked.pack.structure.questions[*index];
                    line(question.id.clone(), if single { section.name.clone() } else { short(&asked, question) })
                })
                .collect::<Vec<_>>();
            if single {
                parts(own)
            } else {
                el("li")
                    .attr("class", "outline-group")
                    .child(el("span").child(section.name.clone()))
                    .child(el("ul").child(own))
                    .into_any()
            }
        })
        .collect::<Vec<_>>();
    let progress = move || fill(w.beside.progress, &[&answered().to_string(), &total.to_string()]);
    let label = progress.clone();
    el("details")
        .attr("class", "outline")
        .attr("open", wide())
        .child(
            el("summary")
                .child(el("span").child(w.beside.outline))
                .child(el("span").attr("class", "hint").child(text(progress)))
                .child(
                    el("progress")
                        .attr("max", total.to_string())
                        .attr("value", text(move || value().to_string()))
                        .attr("aria-label", text(label)),
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

/// What a question is called where its process is named already: its attributes, or in full outside of processes.
fn short(asked: &Questionnaire, question: &Question) -> Text {
    let name = |id| asked.texts.attributes.get(id).map_or("", |own| &*own.name);
    let names: Vec<&str> = question.attributes.iter().map(name).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return asked.texts.questions.get(&question.id).map(|own| own.text.clone()).unwrap_or_default();
    }
    names.join(" · ").into()
}

/// Whether the outline has a column of its own.
fn wide() -> bool {
    window().match_media("(min-width: 64rem)").ok().flatten().is_some_and(|query| query.matches())
}
