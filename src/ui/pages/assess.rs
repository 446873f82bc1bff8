//! Answering: one question at a time, or a whole process as a list.

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;

use crate::browser::{focus, place};
use crate::chart::{Dial, tenths};
use crate::locale::fill;
use crate::model::pack::{Indicator, Question};
use crate::model::{Answer, Grade, MAX_TEXT, OptionId, QuestionId, RespondentId, RoundId, Said, Statement, Text};
use crate::score::View;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, text, when};
use crate::ui::el::{El, el, parts, svg};
use crate::ui::parts::entry::paused_text;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::parts::mark::{dials, mark};
use crate::ui::parts::results_words::range_text;
use crate::ui::route::{Place, Route};
use crate::ui::session::{Questionnaire, Session, use_session};
use crate::ui::words;

/// What the respondent at the keyboard has said to a question.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Open,
    Answered,
    DontKnow,
    NotApplicable,
}

fn standing(session: Session, question: &QuestionId) -> Standing {
    let me = session.me();
    let round = session.round();
    session.with(|own| {
        let said = round.and_then(|round| own.said(round, question));
        match said.zip(me).and_then(|(said, me)| said.answers.get(&me)) {
            None => Standing::Open,
            Some(Answer::Level(_)) => Standing::Answered,
            Some(Answer::DontKnow) => Standing::DontKnow,
            Some(Answer::NotApplicable(_)) => Standing::NotApplicable,
        }
    })
}

/// A process or group with its questions.
#[derive(Clone, PartialEq)]
struct Section {
    id: String,
    name: Text,
    questions: Vec<usize>,
}

fn sections(asked: &Questionnaire, size: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for index in asked.pack.asked(size) {
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
    let size = session.peek(|own| own.profile.size.clone().unwrap_or_default());
    let all = Arc::new(sections(&asked, &size));
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
        .child(outline(all.clone(), asked.clone(), shown.into()))
        .child(el("div").attr("class", "assess-main").child({
            let (asked, all, order) = (asked.clone(), all.clone(), order.clone());
            block(move || match shown.get() {
                Place::Assess(Some(id)) => match asked.pack.question_index(&id) {
                    Some(index) if order.contains(&index) => one(asked.clone(), order.clone(), index).into_any(),
                    _ => el("p").child(words().assess.unknown_question).into_any(),
                },
                Place::List(id) => match all.iter().find(|section| section.id == id) {
                    Some(section) => {
                        let sections = all.clone();
                        listed(asked.clone(), section.clone(), sections).into_any()
                    }
                    None => el("p").child(words().assess.unknown_question).into_any(),
                },
                _ => ().into_any(),
            })
        }))
        .child(ranges(asked.clone()))
        .into_any()
}

/// All questions by process, each with what was said to it.
fn outline(all: Arc<Vec<Section>>, asked: Arc<Questionnaire>, shown: Signal<Place>) -> El {
    let w = words();
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
            Standing::Open => w.assess.state_open,
            Standing::Answered => w.assess.state_answered,
            Standing::DontKnow => w.assess.state_dont_know,
            Standing::NotApplicable => w.assess.state_not_applicable,
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
                    let id = asked.pack.structure.questions[*index].id.clone();
                    let goal = asked.texts.questions.get(&id).map(|own| own.text.clone()).unwrap_or_default();
                    line(id, if single { section.name.clone() } else { goal })
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
    let progress = move || fill(w.assess.progress, &[&answered().to_string(), &total.to_string()]);
    let label = progress.clone();
    el("details")
        .attr("class", "outline")
        .attr("open", wide())
        .child(
            el("summary")
                .child(el("span").child(w.assess.outline))
                .child(el("span").attr("class", "hint").child(text(progress)))
                .child(
                    el("progress")
                        .attr("max", total.to_string())
                        .attr("value", text(move || value().to_string()))
                        .attr("aria-label", text(label)),
                ),
        )
        .child(el("nav").attr("aria-label", w.assess.outline).child(el("ul").child(lines)))
}

/// Whether the outline has a column of its own.
fn wide() -> bool {
    window().match_media("(min-width: 64rem)").ok().flatten().is_some_and(|query| query.matches())
}

/// The four ranges as they narrow.
fn ranges(asked: Arc<Questionnaire>) -> El {
    let w = words();
    let switch = digits_switch(&asked);
    let session = use_session();
    let shown = move || session.computed().map(|own| dials(&own));
    let line = move |indicator: Indicator| {
        let name = asked.texts.indicators.get(indicator.word()).map(|own| own.name.clone()).unwrap_or_default();
        let range = move || session.computed()?.indicators[indicator.index()].view(View::Claimed).range;
        let says = move || range().map_or(w.results.not_applicable.to_owned(), range_text);
        el("li")
            .attr("class", "range-line")
            .child(el("span").attr("class", "range-name").child(name))
            .child(el("span").attr("class", "range-text").child(text(says)))
            .child(
                svg("svg")
                    .attr("class", "range-bar")
                    .attr("aria-hidden", "true")
                    .attr("focusable", "false")
                    .child(
                        svg("rect")
                            .attr("class", "gauge-track")
                            .attr("x", "0")
                            .attr("y", "0")
                            .attr("width", "100%")
                            .attr("height", "6"),
                    )
                    .child(
                        svg("rect")
                            .attr("class", "range-span")
                            .attr("x", text(move || format!("{}%", tenths(range().map_or(0.0, |r| r.0)))))
                            .attr(
                                "width",
                                text(move || format!("{}%", tenths(range().map_or(0.0, |r| (r.1 - r.0).max(1.0))))),
                            )
                            .attr("y", "0")
                            .attr("height", "6"),
                    ),
            )
    };
    el("aside")
        .attr("class", "ranges")
        .attr("aria-label", w.assess.ranges)
        .child(
            el("div")
                .attr("class", "ranges-head")
                .child(mark(Signal::derive(move || shown().unwrap_or([Dial::default(); 4]))))
                .child(
                    el("div")
                        .child(el("h2").child(w.assess.ranges))
                        .child(el("p").attr("class", "hint").child(w.assess.ranges_means)),
                ),
        )
        .child(el("ul").child(Indicator::ALL_FOUR.map(line).into_iter().collect::<Vec<_>>()))
        .child(answering_as())
        .child(switch)
}

/// Who is at the keyboard, where the assessment knows several people.
fn answering_as() -> AnyView {
    let w = words();
    let session = use_session();
    let people = move || {
        session.with(|own| {
            let name = |own: &crate::model::Respondent| own.name.clone().unwrap_or_default();
            own.respondents.iter().map(|(id, own)| (*id, name(own))).collect::<Vec<_>>()
        })
    };
    let choose = move |event: leptos::ev::Event| session.chosen.set(event_target_value(&event).parse().ok());
    when(
        move || people().len() > 1,
        move || {
            el("div")
                .attr("class", "field compact")
                .child(el("label").attr("for", "answering-as").child(w.assess.answering_as))
                .child(el("select").attr("id", "answering-as").on(ev::change, on(choose)).child(block(move || {
                    people()
                        .into_iter()
                        .map(|(id, name)| {
                            el("option")
                                .attr("value", id.to_string())
                                .attr("selected", flag(move || session.me() == Some(id)))
                                .child(name)
                        })
                        .collect::<Vec<_>>()
                })))
        },
    )
}

/// Turns the digits on and off: a stray key must not change an answer where that worries someone.
fn digits_switch(asked: &Questionnaire) -> El {
    let w = words();
    let session = use_session();
    let scale = &asked.pack.structure.scale;
    let name = |option: Option<&crate::model::pack::Choice>| option.map_or("", |own| own.id.as_str()).to_owned();
    let label = fill(w.assess.digits, &[&name(scale.first()), &name(scale.last())]);
    el("label")
        .attr("class", "choice digits-switch")
        .child(
            el("input")
                .attr("type", "checkbox")
                .prop("checked", flag(move || session.digits.get()))
                .on(ev::change, on(move |_| session.digits.update(|on| *on = !*on))),
        )
        .child(el("span").child(label))
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
fn listed(asked: Arc<Questionnaire>, section: Section, sections: Arc<Vec<Section>>) -> El {
    let w = words();
    let session = use_session();
    let purpose = section.id.parse().ok().and_then(|id| asked.texts.processes.get::<crate::model::ProcessId>(&id));
    let purpose = purpose.or_else(|| asked.texts.groups.get(&*section.id)).map(|own| own.means.clone());
    let first = section.questions.first().map(|index| asked.pack.structure.questions[*index].id.clone());
    let single = move || {
        let open = session.id()?;
        first.clone().map(|id| Place::Assess(Some(id)).of(&open))
    };
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
}

/// A question with everything that can be said to it.
fn question(asked: Arc<Questionnaire>, index: usize, alone: bool) -> AnyView {
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
        digits(scale.clone(), answer);
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
                        .prop("checked", flag(checked))
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
                session.say_all(vec![statement], Some(w.assess.cleared.to_owned()));
            }
        }
    };
    let heading = if alone {
        el("h1").attr("tabindex", "-1").child(texts.text.clone()).into_any()
    } else {
        el("h2").child(texts.text.clone()).into_any()
    };
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
                                        .prop("checked", flag(dont_know))
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
                                        .prop("checked", flag(not_applicable))
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
            paused_text(
                reason_id.clone(),
                w.assess.reason,
                w.assess.reason_missing,
                Signal::derive(move || reason().unwrap_or_default()),
                say_reason,
                2,
                1000,
            )
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
        .child(grounds(
            asked.clone(),
            id.clone(),
            said,
            Callback::new(move |()| scope()),
            if alone { "h2" } else { "h3" },
        ))
        .child(feeds.map(|text| el("p").attr("class", "hint feeds").child(text)))
        .into_any()
}

/// What an answer rests on: evidence, a counter-check, a note.
fn grounds(
    asked: Arc<Questionnaire>,
    id: QuestionId,
    said: Memo<Option<Said>>,
    scope: Callback<(), Option<(RoundId, QuestionId, RespondentId)>>,
    heading: &'static str,
) -> AnyView {
    let w = words();
    let session = use_session();
    let Some(texts) = asked.texts.questions.get(&id) else { return ().into_any() };
    let mine = move || {
        let me = session.me()?;
        said.with(|said| said.as_ref()?.evidence.get(&me).copied())
    };
    let note = move || {
        let me = session.me()?;
        said.with(|said| said.as_ref()?.notes.get(&me).cloned())
    };
    let grades = Grade::ALL
        .iter()
        .map(|grade| {
            let grade = *grade;
            let own = asked.texts.grades.get(grade.word());
            let (name, means) = own.map(|own| (own.name.clone(), own.means.clone())).unwrap_or_default();
            let say = move |_| {
                if let Some((round, question, respondent)) = untrack(|| scope.run(())) {
                    session.say(Statement::Evidence { round, question, respondent, value: Some(grade) });
                }
            };
            el("label")
                .attr("class", "grade")
                .child(
                    el("input")
                        .attr("type", "radio")
                        .attr("name", format!("evidence-{id}"))
                        .attr("value", grade.word())
                        .prop("checked", flag(move || mine() == Some(grade)))
                        .on(ev::change, on(say)),
                )
                .child(
                    el("span")
                        .attr("class", "choice-words")
                        .child(el("span").attr("class", "choice-name").child(format!("{} {name}", grade.word())))
                        .child(el("span").attr("class", "hint").child(means)),
                )
        })
        .collect::<Vec<_>>();
    let say_note = Callback::new(move |text: String| {
        if let Some((round, question, respondent)) = untrack(|| scope.run(())) {
            let value = (!text.trim().is_empty()).then(|| text.into());
            session.say(Statement::Note { round, question, respondent, value });
        }
    });
    el("div")
        .attr("class", "grounds")
        .child(el("fieldset").attr("class", "grades").child(el("legend").child(w.assess.evidence)).child(grades))
        .child(
            el("div")
                .attr("class", "look")
                .child(el(heading).child(w.assess.evidence_look))
                .child(
                    el("ul").child(texts.evidence.iter().map(|text| el("li").child(text.clone())).collect::<Vec<_>>()),
                )
                .child(el(heading).child(w.assess.counter_check))
                .child(el("p").child(texts.counter_check.clone())),
        )
        .child(paused_text(
            format!("note-{id}"),
            w.assess.note,
            w.assess.note_means,
            Signal::derive(move || note().unwrap_or_default()),
            say_note,
            3,
            MAX_TEXT,
        ))
        .into_any()
}

/// Digits answer while no field has the focus. They can be switched off.
fn digits(scale: Vec<OptionId>, answer: Callback<Option<Answer>>) {
    let session = use_session();
    let listener = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
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
            answer.run(Some(Answer::Level(option.clone())));
            focus::on(&format!("input[type=radio][value='{option}']"));
        }
    });
    on_cleanup(move || listener.remove());
}
