//! What would change if some answers were raised: tried out in memory and gone with the page, until somebody keeps it.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::cheapest::cheapest;
use crate::browser::focus;
use crate::browser::format::fixed;
use crate::locale::{fill, signed};
use crate::model::ActionField;
use crate::model::pack::Indicator;
use crate::score::{Raise, Results, Settings, View, next_moves, one_each, what_if, withholds};
use crate::ui::dynamic::{block, maybe, on, text, when};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::process::{address, process_name};
use crate::ui::pages::results::leading;
use crate::ui::parts::planned::{is_planned, put_into_plan};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// Answers raised on trial: questions and the options they are raised to, by their places in the pack.
pub type Tried = RwSignal<Vec<(usize, usize)>>;

pub fn trial() -> AnyView {
    let session = use_session();
    block(move || {
        // What is tried belongs to one assessment and its questionnaire.
        session.id()?;
        Some(section(session, session.asked()?))
    })
}

fn section(session: Session, asked: Arc<Questionnaire>) -> El {
    let w = &more_words().trial;
    let tried: Tried = RwSignal::new(Vec::new());
    let raises = Memo::new({
        let asked = asked.clone();
        move |_| {
            let Some(results) = session.computed() else { return Vec::new() };
            let view = leading(session);
            let to = |&(question, to): &(usize, usize)| Raise::of(&asked.pack, &results, question, to, view);
            one_each(&tried.with(|own| own.iter().filter_map(to).collect::<Vec<_>>()))
        }
    });
    el("section")
        .attr("class", "register trial")
        .attr("aria-label", w.title)
        .child(
            el("div")
                .attr("class", "table-head")
                .child(el("div").child(el("h2").child(w.title)).child(el("p").attr("class", "hint").child(w.means))),
        )
        .child(el("div").attr("class", "trial-ways").child(chooser(session, asked.clone(), tried)).child(cheapest(
            session,
            asked.clone(),
            tried,
        )))
        .child(
            el("div")
                .attr("class", "trial-outcome")
                .child(listed(session, asked.clone(), tried, raises))
                .child(indicators(session, asked, raises)),
        )
}

/// The processes that are worked on and have a level in the view that leads, in the order of work.
pub fn rated(session: Session, asked: &Questionnaire) -> Vec<usize> {
    let Some(results) = session.computed() else { return Vec::new() };
    let view = leading(session);
    let is_rated = |place: &usize| {
        let own = results.processes.iter().find(|own| own.process == *place);
        own.is_some_and(|own| own.view(view).level.reached().is_some())
    };
    let worked_on = session.with(|own| asked.pack.worked_on(&asked.texts.size, own));
    worked_on.into_iter().filter(is_rated).collect()
}

/// Whether it may not be told where a question stands: few anonymous people answered it.
pub fn is_kept(session: Session, results: &Results, question: usize) -> bool {
    let anonymous = session.with(|own| own.is_anonymous());
    results.questions.get(question).is_some_and(|said| withholds(anonymous, said))
}

fn option_name(asked: &Questionnaire, option: usize) -> String {
    asked.pack.structure.scale.get(option).map(|own| own.id.to_string()).unwrap_or_default()
}

fn question_text(asked: &Questionnaire, question: usize) -> String {
    let id = asked.pack.structure.questions.get(question).map(|own| &own.id);
    id.and_then(|id| asked.texts.questions.get(id)).map(|own| own.text.to_string()).unwrap_or_default()
}

/// The place of the process a question is about.
fn process_of(asked: &Questionnaire, question: usize) -> Option<usize> {
    let id = asked.pack.structure.questions.get(question)?.process.as_ref()?;
    asked.pack.structure.processes.iter().position(|own| own.id == *id)
}

// ---- Choosing what is raised ----

/// The questions of a process that can be raised, each with the options above where it stands. Where that may not be
/// told, the options would tell it.
fn offered(session: Session, asked: &Questionnaire, process: usize) -> Vec<(usize, Vec<usize>)> {
    let Some(results) = session.computed() else { return Vec::new() };
    let view = leading(session);
    let of = |question: usize| {
        let to = |to: &usize| Raise::of(&asked.pack, &results, question, *to, view).is_some();
        let options: Vec<usize> = (0..asked.pack.structure.scale.len()).filter(to).collect();
        let is_open = process_of(asked, question) == Some(process) && !is_kept(session, &results, question);
        (is_open && !options.is_empty()).then_some((question, options))
    };
    (0..asked.pack.structure.questions.len()).filter_map(of).collect()
}

/// What the next level of a process asks.
fn next_level(session: Session, asked: &Questionnaire, process: usize) -> Vec<Raise> {
    let Some(results) = session.computed() else { return Vec::new() };
    let own = session.own();
    let Some(round) = own.latest_round() else { return Vec::new() };
    let moves = next_moves(&asked.pack, &own, &Settings::of(&own, &asked.pack, round), &results);
    moves.into_iter().find(|own| own.process == process).map(|own| own.raises).unwrap_or_default()
}

/// The fields by which answers come into the trial.
fn chooser(session: Session, asked: Arc<Questionnaire>, tried: Tried) -> El {
    let w = &more_words().trial;
    let asked = StoredValue::new(asked);
    let process = RwSignal::new(None::<usize>);
    let question = RwSignal::new(None::<usize>);
    let option = RwSignal::new(None::<usize>);
    let processes = Memo::new(move |_| asked.with_value(|asked| rated(session, asked)));
    let chosen = Memo::new(move |_| process.get().filter(|own| processes.with(|all| all.contains(own))));
    let level = Memo::new(move |_| {
        chosen.get().map(|own| asked.with_value(|asked| next_level(session, asked, own))).unwrap_or_default()
    });
    let questions = Memo::new(move |_| {
        chosen.get().map(|own| asked.with_value(|asked| offered(session, asked, own))).unwrap_or_default()
    });
    let options = Memo::new(move |_| {
        let own = question.get();
        questions.with(|all| all.iter().find(|all| Some(all.0) == own).map(|own| own.1.clone())).unwrap_or_default()
    });
    let to = move || {
        option
            .get()
            .filter(|own| options.with(|all| all.contains(own)))
            .or_else(|| options.with(|all| all.first().copied()))
    };
    let by_process = move || {
        let name = |place: &usize| (*place, asked.with_value(|asked| process_name(asked, *place)).to_string());
        let options = processes.with(|all| all.iter().map(name).collect());
        let choose = move |place| {
            process.set(place);
            question.set(None);
        };
        pick("trial-process", w.process, Some(w.choose.to_owned()), options, move || chosen.get(), choose)
    };
    let by_question = move || {
        let text = |own: &(usize, Vec<usize>)| (own.0, asked.with_value(|asked| question_text(asked, own.0)));
        let options = questions.with(|all| all.iter().map(text).collect());
        let first = match level.with(Vec::len) {
            0 => w.choose.to_owned(),
            1 => w.next_level_one.to_owned(),
            n => fill(w.next_level, &[&n.to_string()]),
        };
        let choose = move |place| {
            question.set(place);
            option.set(None);
        };
        pick("trial-question", w.what, Some(first), options, move || question.get(), choose)
    };
    let by_option = move || {
        let name = |place: &usize| {
            let name = asked.with_value(|asked| {
                let id = &asked.pack.structure.scale.get(*place)?.id;
                Some([id.as_str(), " – ", &asked.texts.options.get(id)?.name].concat())
            });
            (*place, name.unwrap_or_else(|| asked.with_value(|asked| option_name(asked, *place))))
        };
        let all = options.with(|all| all.iter().map(name).collect());
        pick("trial-option", w.to, None, all, to, move |place| option.set(place))
    };
    let is_ready = move || chosen.get().is_some() && (question.get().is_some() || level.with(|own| !own.is_empty()));
    let add = move |_: ev::MouseEvent| {
        let new = untrack(|| match (is_ready(), question.get()) {
            (false, _) => Vec::new(),
            (true, Some(question)) => to().map(|to| (question, to)).into_iter().collect(),
            (true, None) => level.with(|own| own.iter().map(|raise| (raise.question, raise.to)).collect()),
        });
        tried.update(|own| own.extend(new));
    };
    let nothing_left = move || chosen.get().is_some() && questions.with(Vec::is_empty) && level.with(Vec::is_empty);
    let fields = move || {
        el("div")
            .attr("class", "trial-fields")
            .child(block(by_process))
            .child(when(move || chosen.get().is_some() && !nothing_left(), move || block(by_question)))
            .child(when(move || options.with(|all| !all.is_empty()), move || block(by_option)))
            .child(when(nothing_left, move || {
                el("p").attr("class", "hint").attr("role", "status").child(w.nothing_left)
            }))
            .child(
                el("button")
                    .attr("type", "button")
                    .attr("aria-disabled", maybe(move || (!is_ready()).then_some("true")))
                    .on(ev::click, on(add))
                    .child(w.add),
            )
    };
    el("div")
        .attr("class", "trial-way")
        .child(el("h3").child(w.raise))
        .child(el("p").attr("class", "hint").child(w.raise_means))
        .child(when(move || processes.with(Vec::is_empty), move || el("p").attr("class", "empty").child(w.none_rated)))
        .child(when(move || processes.with(|all| !all.is_empty()), fields))
}

/// A list to pick one from, or the first words.
fn pick(
    id: &'static str,
    label: &'static str,
    first: Option<String>,
    options: Vec<(usize, String)>,
    chosen: impl Fn() -> Option<usize> + Send + 'static,
    choose: impl Fn(Option<usize>) + 'static,
) -> El {
    let options = options.into_iter().map(|(own, name)| el("option").attr("value", own.to_string()).child(name));
    el("div").attr("class", "field").child(el("label").attr("for", id).child(label)).child(
        el("select")
            .attr("id", id)
            .value(text(move || chosen().map_or_else(String::new, |own| own.to_string())))
            .on(ev::change, on(move |event: ev::Event| choose(event_target_value(&event).parse().ok())))
            .child(first.map(|name| el("option").attr("value", "").child(name)))
            .child(options.collect::<Vec<_>>()),
    )
}

// ---- What is on trial ----

/// What is raised, with the ways to keep it and to drop it.
fn listed(session: Session, asked: Arc<Questionnaire>, tried: Tried, raises: Memo<Vec<Raise>>) -> El {
    let w = &more_words().trial;
    let kept = move |raise: &Raise| session.computed().is_some_and(|all| is_kept(session, &all, raise.question));
    let state = move || {
        let (count, effort) = raises.with(|all| (all.len(), all.iter().map(|own| own.effort).sum::<u32>()));
        match count {
            0 => w.nothing.to_owned(),
            _ if raises.with(|all| all.iter().any(kept)) => fill(w.count, &[&count.to_string()]),
            _ => fill(w.count_effort, &[&count.to_string(), &effort.to_string()]),
        }
    };
    let lines = {
        let asked = asked.clone();
        move || {
            let all = raises.get();
            let last = all.len().saturating_sub(1);
            let line = |(place, own): (usize, &Raise)| {
                // The button that was pressed may go: the next one takes its place, or the one before.
                let next = if place < last { Some(place) } else { place.checked_sub(1) };
                line(session, &asked, tried, own, kept(own), place, next)
            };
            let lines: Vec<El> = all.iter().enumerate().map(line).collect();
            (!lines.is_empty()).then(|| el("ul").attr("class", "tried").child(lines))
        }
    };
    let unplanned = move || {
        let all = raises.get();
        all.iter().filter_map(|own| action(session, &asked, own, kept(own))).collect::<Vec<_>>()
    };
    let is_new = {
        let unplanned = unplanned.clone();
        Memo::new(move |_| !unplanned().is_empty())
    };
    let keep = move |_: ev::MouseEvent| put_into_plan(session, untrack(&unplanned), w.kept.to_owned());
    let drop = move |_: ev::MouseEvent| {
        tried.set(Vec::new());
        focus_after_change("#trial-process");
    };
    let deeds = move || {
        el("div")
            .attr("class", "table-foot")
            .child(
                el("button")
                    .attr("type", "button")
                    .attr("class", "primary")
                    .attr("aria-disabled", maybe(move || (!is_new.get()).then_some("true")))
                    .on(ev::click, on(keep.clone()))
                    .child(w.keep),
            )
            .child(el("button").attr("type", "button").on(ev::click, on(drop)).child(w.drop))
            .child(
                el("p")
                    .attr("class", "hint")
                    .attr("role", "status")
                    .child(text(move || if is_new.get() { "" } else { w.all_kept })),
            )
    };
    el("div")
        .attr("class", "trial-list")
        .child(el("h3").child(w.on_trial))
        .child(el("p").attr("class", "hint").attr("role", "status").child(text(state)))
        .child(block(lines))
        .child(when(move || raises.with(|all| !all.is_empty()), deeds))
}

fn line(
    session: Session,
    asked: &Questionnaire,
    tried: Tried,
    own: &Raise,
    is_kept: bool,
    place: usize,
    next: Option<usize>,
) -> El {
    let w = &more_words().trial;
    let question = own.question;
    let says = question_text(asked, question);
    let href = asked.pack.structure.questions.get(question);
    let href = href.map(|own| address(session, Place::Assess(Some(own.id.clone()))));
    // Of few anonymous people it is not told where they stand.
    let hidden = || "…".to_owned();
    let from = if is_kept { hidden() } else { option_name(asked, own.from) };
    let effort = if is_kept { hidden() } else { own.effort.to_string() };
    let process = process_of(asked, question).map(|place| process_name(asked, place).to_string());
    let facts = process.into_iter().chain([
        fill(w.from_to, &[&from, &option_name(asked, own.to)]),
        fill(more_words().moves.raise_evidence, &[own.grade.word()]),
        fill(w.effort, &[&effort]),
    ]);
    let remove = move |_: ev::MouseEvent| {
        tried.update(|own| own.retain(|own| own.0 != question));
        focus_after_change(&next.map_or_else(|| "#trial-process".to_owned(), |next| format!("#tried-{next}")));
    };
    el("li")
        .child(
            el("div")
                .child(el("a").attr("href", href).child(says.clone()))
                .child(el("span").attr("class", "hint").child(facts.collect::<Vec<_>>().join(" · "))),
        )
        .child(
            el("button")
                .attr("type", "button")
                .attr("class", "quiet")
                .attr("id", format!("tried-{place}"))
                .on(ev::click, on(remove))
                .child(w.remove)
                .child(el("span").attr("class", "for-reader").child([": ", &says].concat())),
        )
}

fn focus_after_change(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || _ = focus::on(&selector));
}

/// The action a raised answer becomes; nothing where it stands in the plan already.
fn action(session: Session, asked: &Questionnaire, own: &Raise, is_kept: bool) -> Option<Vec<ActionField>> {
    let question = asked.pack.structure.questions.get(own.question)?;
    let says = question_text(asked, own.question);
    let title = fill(more_words().trial.action, &[&option_name(asked, own.to), own.grade.word(), &says]);
    if is_planned(session, &title, question.process.as_ref()) {
        return None;
    }
    // Effort counts from where people stand.
    let effort = (!is_kept).then(|| ActionField::Effort(Some(own.effort.into())));
    let fields = [
        Some(ActionField::Title(Some(title.into()))),
        question.process.clone().map(|process| ActionField::Process(Some(process))),
        Some(ActionField::Question(Some(question.id.clone()))),
        effort,
    ];
    Some(fields.into_iter().flatten().collect())
}

// ---- What that does ----

/// The score that is shown of an indicator; nothing where there is none, or its range alone.
pub fn shown_score(results: &Results, id: Indicator, view: View) -> Option<f64> {
    let own = &results.indicators[id.index()];
    own.view(view).score.filter(|_| !own.range_only)
}

pub fn indicator_name(asked: &Questionnaire, id: Indicator) -> String {
    asked.texts.indicators.get(id.word()).map(|own| own.name.to_string()).unwrap_or_default()
}

/// The four indicators as they are, and as they would be.
fn indicators(session: Session, asked: Arc<Questionnaire>, raises: Memo<Vec<Raise>>) -> El {
    let w = &more_words().trial;
    let table =
        move || {
            let results = session.computed()?;
            let view = leading(session);
            let after = raises.with(|all| what_if(&asked.pack, &results, all, view));
            let cell = |cell: String| el("td").attr("class", "number").child(cell);
            let row = |id: Indicator| {
                let now = shown_score(&results, id, view);
                let then = after[id.index()].filter(|_| now.is_some());
                let number =
                    |own: Option<f64>| own.map_or_else(|| more_words().compare.none.to_owned(), |own| fixed(own, 1));
                let change = now.zip(then).map(|(now, then)| then - now);
                let gains = change.is_some_and(|own| own >= 0.05);
                el("tr")
                    .child(el("th").attr("scope", "row").child(indicator_name(&asked, id)))
                    .child(cell(number(now)))
                    .child(cell(number(then)))
                    .child(
                        cell(change.map_or_else(|| more_words().compare.none.to_owned(), |own| signed(own, 1, fixed)))
                            .class_if("gains", gains),
                    )
            };
            let heads = [more_words().pictures.indicator, w.now, w.then, more_words().compare.change];
            let caption = if view == View::Claimed { w.by_claims } else { w.by_evidence };
            Some(
                el("table")
                    .attr("class", "sheet changed")
                    .child(el("caption").child(caption))
                    .child(el("thead").child(el("tr").child(
                        heads.into_iter().map(|own| el("th").attr("scope", "col").child(own)).collect::<Vec<_>>(),
                    )))
                    .child(el("tbody").child(Indicator::ALL_FOUR.map(row).into_iter().collect::<Vec<_>>())),
            )
        };
    el("div")
        .attr("class", "scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", w.indicators)
        .child(block(table))
}
