//! A question with everything that can be said to it.

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::web_sys::{self, Event};
use wasm_bindgen::JsCast;

use super::{Grounds, Reason, wording};
use crate::browser::focus;
use crate::browser::listen::to_window;
use crate::locale::fill;
use crate::model::{Answer, OptionId, Statement};
use crate::ui::dynamic::{block, flag, on, text, when};
use crate::ui::el::el;
use crate::ui::rest::later;
use crate::ui::session::{Questionnaire, use_session};
use crate::ui::words;

/// A question with everything that can be said to it.
pub(super) fn question(asked: Arc<Questionnaire>, index: usize, alone: bool) -> AnyView {
    let w = words();
    let session = use_session();
    let question = &asked.pack.structure.questions[index];
    let id = question.id.clone();
    let Some(texts) = asked.texts.questions.get(&id) else { return ().into_any() };
    let said = {
        let id = id.clone();
        Memo::new(move |_| {
            let round = session.round()?;
            session.with(|own| own.said(round, &id).cloned())
        })
    };
    let mine = move || {
        let me = session.me()?;
        said.with(|said| said.as_ref()?.answers.get(&me).cloned())
    };
    let others = move || {
        let me = session.me();
        said.with(|said| said.as_ref().map_or(0, |said| said.answers.keys().filter(|id| Some(**id) != me).count()))
    };
    let scope = {
        let id = id.clone();
        move || Some((session.round()?, id.clone(), session.me()?))
    };
    // "Does not apply" counts only with its reason; until then it is chosen here and nowhere else.
    let reason_wanted = RwSignal::new(false);
    let answer = {
        let scope = scope.clone();
        Callback::new(move |value: Option<Answer>| {
            reason_wanted.set(false);
            if let Some((round, question, respondent)) = untrack(&scope) {
                session.say(Statement::Answer { round, question, respondent, value });
            }
        })
    };
    let scale: Vec<OptionId> = asked.pack.structure.scale.iter().map(|option| option.id.clone()).collect();
    if alone {
        digits(scale.clone());
    }
    let group = format!("answer-{id}");
    let levels = scale
        .iter()
        .map(|option| {
            let text = texts.levels.get(option).cloned().unwrap_or_default();
            let (value, own) = (Answer::Level(option.clone()), Answer::Level(option.clone()));
            let checked = move || !reason_wanted.get() && mine().as_ref() == Some(&own);
            el("label")
                .attr("class", "level")
                .child(
                    el("input")
                        .attr("type", "radio")
                        .attr("name", group.clone())
                        .attr("value", option.to_string())
                        .checked(flag(checked))
                        .on(ev::change, on(move |_| answer.run(Some(value.clone())))),
                )
                .child(el("span").attr("class", "digit").attr("aria-hidden", "true").child(option.to_string()))
                .child(el("span").attr("class", "anchor").child(text))
        })
        .collect::<Vec<_>>();
    let reason = move || match mine() {
        Some(Answer::NotApplicable(reason)) => Some(reason),
        _ => None,
    };
    let not_applicable = move || reason_wanted.get() || reason().is_some();
    let say_reason = Callback::new(move |text: String| {
        if !text.trim().is_empty() {
            answer.run(Some(Answer::NotApplicable(text.trim().into())));
        }
    });
    let dont_know = move || !reason_wanted.get() && mine() == Some(Answer::DontKnow);
    let clear = {
        let scope = scope.clone();
        move |_| {
            reason_wanted.set(false);
            if let Some((round, question, respondent)) = untrack(&scope) {
                let value = None;
                let statement = Statement::Answer { round, question, respondent, value };
                match session.rest.get_untracked() {
                    Some(Ok(rest)) => (rest.undoable)(session, vec![statement], w.assess.cleared.to_owned()),
                    _ => session.say(statement),
                }
            }
        }
    };
    let heading = if alone { el("h1").attr("tabindex", "-1") } else { el("h2") };
    let heading = heading.child({
        let (asked, id) = (asked.clone(), id.clone());
        text(move || wording(session, &asked, &id).map_or_else(String::new, |own| own.to_string()))
    });
    let feeds = question.feeds.map(|metric| fill(w.assess.feeds, &[w.metric(metric).name]));
    let reason_id = format!("reason-{id}");
    let has_answer = move || mine().is_some();
    el("section")
        .attr("class", "asked")
        .class_if("alone", alone)
        .child(
            el("fieldset")
                .attr("class", "levels")
                .child(el("legend").child(heading))
                .child(
                    el("p")
                        .attr("class", "goal")
                        .child(el("span").attr("class", "for-reader").child(w.assess.goal).child(": "))
                        .child(texts.goal.clone()),
                )
                .child({
                    let (asked, id) = (asked.clone(), id.clone());
                    later(move |rest| (rest.beside_words)(asked.clone(), id.clone()))
                })
                .child(levels)
                .child(
                    el("div")
                        .attr("class", "aside-answers")
                        .child(
                            el("label")
                                .attr("class", "choice")
                                .child(
                                    el("input")
                                        .attr("type", "radio")
                                        .attr("name", group.clone())
                                        .attr("value", "dont-know")
                                        .checked(flag(dont_know))
                                        .on(ev::change, on(move |_| answer.run(Some(Answer::DontKnow)))),
                                )
                                .child(
                                    el("span")
                                        .attr("class", "choice-words")
                                        .child(el("span").attr("class", "choice-name").child(w.assess.dont_know))
                                        .child(el("span").attr("class", "hint").child(w.assess.dont_know_means)),
                                ),
                        )
                        .child(
                            el("label")
                                .attr("class", "choice")
                                .child(
                                    el("input")
                                        .attr("type", "radio")
                                        .attr("name", group)
                                        .attr("value", "not-applicable")
                                        .checked(flag(not_applicable))
                                        .on(ev::change, on(move |_| reason_wanted.set(true))),
                                )
                                .child(
                                    el("span")
                                        .attr("class", "choice-words")
                                        .child(el("span").attr("class", "choice-name").child(w.assess.not_applicable))
                                        .child(el("span").attr("class", "hint").child(w.assess.not_applicable_means)),
                                ),
                        ),
                ),
        )
        .child(when(not_applicable, move || {
            let said = Signal::derive(move || reason().unwrap_or_default());
            let own = Reason { id: reason_id.clone(), said, say: say_reason };
            later(move |rest| (rest.reason)(own.clone()))
        }))
        .child(
            el("p")
                .attr("class", "after-answer")
                .child(when(has_answer, move || {
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(clear.clone()))
                        .child(w.assess.clear)
                }))
                .child(block(move || {
                    match others() {
                        0 => None,
                        1 => Some(w.assess.other.to_owned()),
                        n => Some(fill(w.assess.others, &[&n.to_string()])),
                    }
                    .map(|text| el("span").attr("class", "hint").child(text))
                })),
        )
        .child({
            let heading = if alone { "h2" } else { "h3" };
            let own = Grounds { asked: asked.clone(), id, said, scope: Callback::new(move |()| scope()), heading };
            later(move |rest| (rest.grounds)(own.clone()))
        })
        .child(feeds.map(|text| el("p").attr("class", "hint feeds").child(text)))
        .into_any()
}

/// Digits answer while no field has the focus. They can be switched off.
fn digits(scale: Vec<OptionId>) {
    let session = use_session();
    let press = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        let typing =
            event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|target| {
                let radio = target.get_attribute("type").is_some_and(|kind| kind == "radio");
                matches!(&*target.tag_name(), "INPUT" | "TEXTAREA" | "SELECT") && !radio
            });
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key();
        if typing || modified || !session.digits.get_untracked() {
            return;
        }
        let pressed = event.key();
        if let Some(option) = scale.iter().find(|option| option.as_str() == pressed) {
            focus::press(&format!("input[type=radio][value='{option}']"));
        }
    };
    let listener = StoredValue::new_local(Some(to_window("keydown", Box::new(press))));
    on_cleanup(move || {
        if let Some(listener) = listener.try_update_value(Option::take).flatten() {
            listener.stop();
        }
    });
}
