//! Answering: one question at a time, or a whole process as a list.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
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
use crate::ui::parts::entry::PausedText;
use crate::ui::parts::icon::{Icon, Sign};
use crate::ui::parts::mark::{Mark, dials};
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
    session.assessment.with(|own| {
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
        (Some(id), _) => (id.to_string(), asked.texts.processes.get(id).map(|own| own.name.clone()).unwrap_or_default()),
        (None, Some(id)) => (id.to_string(), asked.texts.groups.get(id).map(|own| own.name.clone()).unwrap_or_default()),
        (None, None) => Default::default(),
    }
}

#[component]
pub fn Assess() -> impl IntoView {
    let session = use_session();
    let Some(Ok(asked)) = session.questionnaire.get_untracked() else { return ().into_any() };
    let size = session.assessment.with_untracked(|own| own.profile.size.clone().unwrap_or_default());
    let all = Arc::new(sections(&asked, &size));
    let order: Arc<Vec<usize>> = Arc::new(all.iter().flat_map(|section| section.questions.clone()).collect());
    let shown = Memo::new({
        let (asked, order) = (asked.clone(), order.clone());
        move |_| {
            let place = session.route.with(|route| route.place.clone());
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
            && let Some(id) = session.open.get()
        {
            place::replace(&Route { assessment: Some(id), place: shown.get() }.path());
        }
    });
    let title = {
        let asked = asked.clone();
        Signal::derive(move || match shown.get() {
            Place::Assess(Some(id)) => {
                asked.texts.questions.get(&id).map_or(words().assess.title.to_owned(), |own| own.text.to_string())
            }
            _ => words().assess.title.to_owned(),
        })
    };
    arrive(title);
    view! {
        <div class="page assess">
            <Outline all=all.clone() asked=asked.clone() shown=shown.into() />
            <div class="assess-main">
                {
                    let (asked, all, order) = (asked.clone(), all.clone(), order.clone());
                    move || match shown.get() {
                        Place::Assess(Some(id)) => match asked.pack.question_index(&id) {
                            Some(index) if order.contains(&index) => {
                                view! { <One asked=asked.clone() order=order.clone() index /> }.into_any()
                            }
                            _ => view! { <p>{words().assess.unknown_question}</p> }.into_any(),
                        },
                        Place::List(id) => match all.iter().find(|section| section.id == id) {
                            Some(section) => {
                                let sections = all.clone();
                                view! { <Listed asked=asked.clone() section=section.clone() sections /> }.into_any()
                            }
                            None => view! { <p>{words().assess.unknown_question}</p> }.into_any(),
                        },
                        _ => ().into_any(),
                    }
                }
            </div>
            <Ranges asked=asked.clone() />
        </div>
    }
    .into_any()
}

/// All questions by process, each with what was said to it.
#[component]
fn Outline(all: Arc<Vec<Section>>, asked: Arc<Questionnaire>, shown: Signal<Place>) -> impl IntoView {
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
        let href = move || session.open.get().map(|open| Place::Assess(Some(link.clone())).of(&open));
        let current = move || (shown.get() == Place::Assess(Some(here.clone()))).then_some("true");
        let sign = move || match state() {
            Standing::Open => view! { <span class="dot" /> }.into_any(),
            Standing::Answered => view! { <Icon sign=Sign::Check /> }.into_any(),
            Standing::DontKnow => view! { <Icon sign=Sign::Question /> }.into_any(),
            Standing::NotApplicable => view! { <Icon sign=Sign::Dash /> }.into_any(),
        };
        let says = move || match says_state() {
            Standing::Open => w.assess.state_open,
            Standing::Answered => w.assess.state_answered,
            Standing::DontKnow => w.assess.state_dont_know,
            Standing::NotApplicable => w.assess.state_not_applicable,
        };
        view! {
            <li>
                <a href=maybe(href) aria-current=maybe(current)>
                    {block(sign)}<span>{name}</span><span class="for-reader">", "{text(says)}</span>
                </a>
            </li>
        }
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
                .collect_view();
            if single {
                own.into_any()
            } else {
                view! { <li class="outline-group"><span>{section.name.clone()}</span><ul>{own}</ul></li> }.into_any()
            }
        })
        .collect_view();
    let progress = move || fill(w.assess.progress, &[&answered().to_string(), &total.to_string()]);
    let label = progress.clone();
    view! {
        <details class="outline" open=wide()>
            <summary>
                <span>{w.assess.outline}</span>
                <span class="hint">{text(progress)}</span>
                <progress max=total.to_string() value=text(move || value().to_string()) aria-label=text(label)></progress>
            </summary>
            <nav aria-label=w.assess.outline><ul>{lines}</ul></nav>
        </details>
    }
}

/// Whether the outline has a column of its own.
fn wide() -> bool {
    window().match_media("(min-width: 64rem)").ok().flatten().is_some_and(|query| query.matches())
}

/// The four ranges as they narrow.
#[component]
fn Ranges(asked: Arc<Questionnaire>) -> impl IntoView {
    let w = words();
    let session = use_session();
    let shown = move || session.results.with(|results| results.as_ref().map(|own| dials(own)));
    let line = move |indicator: Indicator| {
        let name = asked.texts.indicators.get(indicator.word()).map(|own| own.name.clone()).unwrap_or_default();
        let range = move || {
            session.results.with(|results| {
                let results = results.as_ref()?;
                results.indicators[indicator.index()].view(View::Claimed).range
            })
        };
        let says = move || range().map_or(w.results.not_applicable.to_owned(), range_text);
        view! {
            <li class="range-line">
                <span class="range-name">{name}</span>
                <span class="range-text">{text(says)}</span>
                <svg class="range-bar" aria-hidden="true" focusable="false">
                    <rect class="gauge-track" x="0" y="0" width="100%" height="6" />
                    <rect
                        class="range-span"
                        x=text(move || format!("{}%", tenths(range().map_or(0.0, |r| r.0))))
                        width=text(move || format!("{}%", tenths(range().map_or(0.0, |r| (r.1 - r.0).max(1.0)))))
                        y="0"
                        height="6"
                    />
                </svg>
            </li>
        }
    };
    view! {
        <aside class="ranges" aria-label=w.assess.ranges>
            <div class="ranges-head">
                <Mark dials=Signal::derive(move || shown().unwrap_or([Dial::default(); 4])) />
                <div>
                    <h2>{w.assess.ranges}</h2>
                    <p class="hint">{w.assess.ranges_means}</p>
                </div>
            </div>
            <ul>{Indicator::ALL_FOUR.map(line).into_iter().collect_view()}</ul>
            <AnsweringAs />
        </aside>
    }
}

/// Who is at the keyboard, where the assessment knows several people.
#[component]
fn AnsweringAs() -> impl IntoView {
    let w = words();
    let session = use_session();
    let people = move || {
        session.assessment.with(|own| {
            let name = |own: &crate::model::Respondent| own.name.clone().unwrap_or_default();
            own.respondents.iter().map(|(id, own)| (*id, name(own))).collect::<Vec<_>>()
        })
    };
    let choose = move |event: leptos::ev::Event| session.chosen.set(event_target_value(&event).parse().ok());
    view! {
        {when(move || people().len() > 1, move || view! {
            <div class="field compact">
                <label for="answering-as">{w.assess.answering_as}</label>
                <select id="answering-as" on:change=on(choose)>
                    {block(move || people().into_iter().map(|(id, name)| view! {
                        <option value=id.to_string() selected=flag(move || session.me() == Some(id))>{name}</option>
                    }).collect_view())}
                </select>
            </div> })}
    }
}

/// One question, the largest thing on its page.
#[component]
fn One(asked: Arc<Questionnaire>, order: Arc<Vec<usize>>, index: usize) -> impl IntoView {
    let w = words();
    let session = use_session();
    let position = order.iter().position(|own| *own == index).unwrap_or(0);
    let at = |position: Option<usize>| {
        let index = order.get(position?)?;
        Some(asked.pack.structure.questions[*index].id.clone())
    };
    let (before, after) = (at(position.checked_sub(1)), at(Some(position + 1)));
    let to = move |id: QuestionId| move || session.open.get().map(|open| Place::Assess(Some(id.clone())).of(&open));
    let results = move || session.open.get().map(|open| Place::Results.of(&open));
    let (section, name) = section_of(&asked, &asked.pack.structure.questions[index]);
    let list = move || session.open.get().map(|open| Place::List(section.clone()).of(&open));
    let count = fill("{0} / {1}", &[&(position + 1).to_string(), &order.len().to_string()]);
    view! {
        <article class="one">
            <p class="kicker">
                <span>{name}</span><span class="count">{count}</span>
                <a class="switch" href=maybe(list)>{w.assess.as_list}</a>
            </p>
            <Asked asked=asked.clone() index alone=true />
            <nav class="steps" aria-label=w.assess.title>
                {before.map(|id| view! {
                    <a class="button" href=maybe(to(id))><Icon sign=Sign::Back />{w.assess.previous}</a>
                })}
                {match after {
                    Some(id) => view! {
                        <a class="button primary next" href=maybe(to(id))>{w.assess.next}<Icon sign=Sign::Arrow /></a>
                    }.into_any(),
                    None => view! { <a class="button primary next" href=maybe(results)>{w.assess.to_results}</a> }.into_any(),
                }}
            </nav>
        </article>
    }
}

/// All questions of a process or group.
#[component]
fn Listed(asked: Arc<Questionnaire>, section: Section, sections: Arc<Vec<Section>>) -> impl IntoView {
    let w = words();
    let session = use_session();
    let purpose = section.id.parse().ok().and_then(|id| asked.texts.processes.get::<crate::model::ProcessId>(&id));
    let purpose = purpose.or_else(|| asked.texts.groups.get(&*section.id)).map(|own| own.means.clone());
    let first = section.questions.first().map(|index| asked.pack.structure.questions[*index].id.clone());
    let single = move || {
        let open = session.open.get()?;
        first.clone().map(|id| Place::Assess(Some(id)).of(&open))
    };
    let position = sections.iter().position(|own| own.id == section.id).unwrap_or(0);
    let neighbour = |position: Option<usize>| sections.get(position?).map(|own| (own.id.clone(), own.name.clone()));
    let step = move |to: Option<(String, Text)>, forward: bool| {
        to.map(|(id, name)| {
            let href = move || session.open.get().map(|open| Place::List(id.clone()).of(&open));
            let sign = if forward { Sign::Arrow } else { Sign::Back };
            view! {
                <a class="button" class:next=forward href=maybe(href)>
                    {(!forward).then(|| view! { <Icon sign /> })}{name}{forward.then(|| view! { <Icon sign /> })}
                </a>
            }
        })
    };
    view! {
        <article class="listed">
            <p class="kicker"><a class="switch" href=maybe(single)>{w.assess.one_by_one}</a></p>
            <h1 tabindex="-1">{section.name.clone()}</h1>
            <p class="lead">{purpose}</p>
            {section
                .questions
                .iter()
                .map(|index| view! { <Asked asked=asked.clone() index=*index alone=false /> })
                .collect_view()}
            <nav class="steps" aria-label=w.assess.title>
                {step(neighbour(position.checked_sub(1)), false)}
                {step(neighbour(Some(position + 1)), true)}
            </nav>
        </article>
    }
}

/// A question with everything that can be said to it.
#[component]
fn Asked(
    asked: Arc<Questionnaire>,
    index: usize,
    /// Whether it has the page to itself: its text is the heading, and digits answer it.
    alone: bool,
) -> impl IntoView {
    let w = words();
    let session = use_session();
    let question = &asked.pack.structure.questions[index];
    let id = question.id.clone();
    let Some(texts) = asked.texts.questions.get(&id) else { return ().into_any() };
    let said = {
        let id = id.clone();
        Memo::new(move |_| {
            let round = session.round()?;
            session.assessment.with(|own| own.said(round, &id).cloned())
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
            view! {
                <label class="level">
                    <input
                        type="radio"
                        name=group.clone()
                        value=option.to_string()
                        prop:checked=flag(checked)
                        on:change=on(move |_| answer.run(Some(value.clone())))
                    />
                    <span class="digit" aria-hidden="true">{option.to_string()}</span>
                    <span class="anchor">{text}</span>
                </label>
            }
        })
        .collect_view();
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
        view! { <h1 tabindex="-1">{texts.text.clone()}</h1> }.into_any()
    } else {
        view! { <h2>{texts.text.clone()}</h2> }.into_any()
    };
    let feeds = question.feeds.map(|metric| fill(w.assess.feeds, &[w.metric(metric).name]));
    let reason_id = format!("reason-{id}");
    let has_answer = move || mine().is_some();
    view! {
        <section class="asked" class:alone=alone>
            <fieldset class="levels">
                <legend>{heading}</legend>
                <p class="goal"><span class="for-reader">{w.assess.goal}": "</span>{texts.goal.clone()}</p>
                {levels}
                <div class="aside-answers">
                    <label class="choice">
                        <input
                            type="radio"
                            name=group.clone()
                            value="dont-know"
                            prop:checked=flag(dont_know)
                            on:change=on(move |_| answer.run(Some(Answer::DontKnow)))
                        />
                        <span class="choice-words">
                            <span class="choice-name">{w.assess.dont_know}</span>
                            <span class="hint">{w.assess.dont_know_means}</span>
                        </span>
                    </label>
                    <label class="choice">
                        <input
                            type="radio"
                            name=group
                            value="not-applicable"
                            prop:checked=flag(not_applicable)
                            on:change=on(move |_| reason_wanted.set(true))
                        />
                        <span class="choice-words">
                            <span class="choice-name">{w.assess.not_applicable}</span>
                            <span class="hint">{w.assess.not_applicable_means}</span>
                        </span>
                    </label>
                </div>
            </fieldset>
            {when(not_applicable, move || view! {
                <PausedText
                    id=reason_id.clone()
                    label=w.assess.reason
                    hint=w.assess.reason_missing
                    value=Signal::derive(move || reason().unwrap_or_default())
                    on_text=say_reason
                    rows=2
                /> })}
            <p class="after-answer">
                {when(has_answer, move || view! {
                    <button type="button" class="quiet" on:click=on(clear.clone())>{w.assess.clear}</button> })}
                {block(move || match others() {
                    0 => None,
                    1 => Some(w.assess.other.to_owned()),
                    n => Some(fill(w.assess.others, &[&n.to_string()])),
                }.map(|text| view! { <span class="hint">{text}</span> }))}
            </p>
            <Grounds asked=asked.clone() id=id.clone() said scope=Callback::new(move |()| scope()) />
            {feeds.map(|text| view! { <p class="hint feeds">{text}</p> })}
        </section>
    }
    .into_any()
}

/// What an answer rests on: evidence, a counter-check, a note.
#[component]
fn Grounds(
    asked: Arc<Questionnaire>,
    id: QuestionId,
    said: Memo<Option<Said>>,
    scope: Callback<(), Option<(RoundId, QuestionId, RespondentId)>>,
) -> impl IntoView {
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
            view! {
                <label class="grade">
                    <input
                        type="radio"
                        name=format!("evidence-{id}")
                        value=grade.word()
                        prop:checked=flag(move || mine() == Some(grade))
                        on:change=on(say)
                    />
                    <span class="choice-words">
                        <span class="choice-name">{format!("{} {name}", grade.word())}</span>
                        <span class="hint">{means}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    let say_note = Callback::new(move |text: String| {
        if let Some((round, question, respondent)) = untrack(|| scope.run(())) {
            let value = (!text.trim().is_empty()).then(|| text.into());
            session.say(Statement::Note { round, question, respondent, value });
        }
    });
    view! {
        <div class="grounds">
            <fieldset class="grades"><legend>{w.assess.evidence}</legend>{grades}</fieldset>
            <div class="look">
                <h3>{w.assess.evidence_look}</h3>
                <ul>{texts.evidence.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view()}</ul>
                <h3>{w.assess.counter_check}</h3>
                <p>{texts.counter_check.clone()}</p>
            </div>
            <PausedText
                id=format!("note-{id}")
                label=w.assess.note
                hint=w.assess.note_means
                value=Signal::derive(move || note().unwrap_or_default())
                on_text=say_note
                rows=3
                most=MAX_TEXT
            />
        </div>
    }
    .into_any()
}

/// Digits answer while no field has the focus. They can be switched off.
fn digits(scale: Vec<OptionId>, answer: Callback<Option<Answer>>) {
    let session = use_session();
    let listener = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|target| {
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
