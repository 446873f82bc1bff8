//! The cheapest way to targets of the four indicators: what is asked of the worker, and what it came to. The raises it
//! finds go on trial.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::trial::{Tried, indicator_name, is_kept, rated, shown_score};
use crate::browser::format::fixed;
use crate::exchange::task::{ask_path, read_path};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::score::{Cheapest, Goal, MOST_CANDIDATES, Path, Results, View};
use crate::ui::dynamic::{block, flag, maybe, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::packs::structure_text;
use crate::ui::pages::process::process_name;
use crate::ui::pages::results::leading;
use crate::ui::parts::entry::number_field;
use crate::ui::parts::working::{Work, standing};
use crate::ui::session::{Questionnaire, Session};

/// What a search came to, and what it was asked from.
#[derive(Clone, PartialEq)]
struct Found {
    goal: Goal,
    results: Arc<Results>,
    view: View,
    outcome: Cheapest,
}

pub fn cheapest(session: Session, asked: Arc<Questionnaire>, tried: Tried) -> El {
    let w = &more_words().cheapest;
    let asked = StoredValue::new(asked);
    let work = Work::new();
    let targets = RwSignal::new([None::<f64>; 4]);
    let chosen = RwSignal::new(Vec::<usize>::new());
    let is_open = RwSignal::new(false);
    let found = RwSignal::new(None::<Arc<Found>>);
    let goal = move || asked.with_value(|asked| goal(session, asked, targets.get(), &chosen.get()));
    let is_wrong = move || targets.with(|all| all.iter().flatten().any(|own| !(0.0..=100.0).contains(own)));
    let is_ready = move || !is_wrong() && goal().scores.iter().any(Option::is_some);
    let run = Callback::new(move |()| {
        let (goal, view) = untrack(|| (goal(), leading(session)));
        let Some((results, id)) = untrack(|| session.computed().zip(session.id()).filter(|_| is_ready())) else {
            return;
        };
        found.set(None);
        let of = goal.clone();
        let ask = async move {
            let pack = structure_text(session).await?;
            Ok(ask_path(&pack, &session.file(&id).unwrap_or_default(), &of))
        };
        let answered = move |answer: String| {
            let Some(outcome) = read_path(&answer) else { return };
            match &outcome {
                Cheapest::Path(path) if !path.raises.is_empty() => {
                    tried.set(path.raises.iter().map(|raise| (raise.question, raise.to)).collect());
                }
                Cheapest::TooMany { .. } => is_open.set(true),
                _ => {}
            }
            found.set(Some(Arc::new(Found { goal: goal.clone(), results: results.clone(), view, outcome })));
        };
        work.ask_after(Box::pin(ask), Box::new(answered));
    });
    let fields = move || asked.with_value(|asked| Indicator::ALL_FOUR.map(|id| target(session, asked, targets, id)));
    let lacks = move || match (is_wrong(), is_ready()) {
        (true, _) => Some(el("p").attr("class", "error").attr("role", "alert").child(w.target_wrong)),
        (false, false) => Some(el("p").attr("class", "hint").child(w.target_first)),
        (false, true) => None,
    };
    let says = move || found.get().map(|own| outcome(session, &own.results, &own.outcome));
    let stale = move || {
        let own = found.get()?;
        let is_same = own.goal == goal()
            && own.view == leading(session)
            && session.computed().is_some_and(|now| now == own.results);
        (!is_same).then(|| el("p").attr("class", "stale").attr("role", "status").child(w.stale))
    };
    el("div")
        .attr("class", "trial-way")
        .child(el("h3").child(w.title))
        .child(el("p").attr("class", "hint").child(w.means))
        .child(el("fieldset").child(el("legend").child(w.targets)).child(
            el("div").attr("class", "path-targets").child(block(move || fields().into_iter().collect::<Vec<_>>())),
        ))
        .child(narrowing(session, asked, chosen, is_open))
        .child(
            el("div")
                .attr("class", "inline-fields")
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "primary")
                        .attr("aria-disabled", maybe(move || (!is_ready()).then_some("true")))
                        .on(ev::click, on(move |_| run.run(())))
                        .child(w.find),
                )
                .child(block(lacks)),
        )
        .child(standing(work, w.searching, run))
        .child(el("p").attr("class", "found").attr("role", "status").child(text(move || says().unwrap_or_default())))
        .child(block(stale))
}

/// What is asked for: targets of indicators that have a score, by the questions of the chosen processes.
fn goal(session: Session, asked: &Questionnaire, targets: [Option<f64>; 4], chosen: &[usize]) -> Goal {
    let view = leading(session);
    let results = session.computed();
    let scores = Indicator::ALL_FOUR.map(|id| {
        let has_score = results.as_ref().is_some_and(|results| shown_score(results, id, view).is_some());
        targets[id.index()].filter(|_| has_score)
    });
    let structure = &asked.pack.structure;
    let is_chosen = |question: &usize| {
        let process = structure.questions.get(*question).and_then(|own| own.process.as_ref());
        chosen.iter().any(|place| structure.processes.get(*place).map(|own| &own.id) == process)
    };
    let questions = (!chosen.is_empty()).then(|| (0..structure.questions.len()).filter(is_chosen).collect());
    Goal { scores, questions }
}

/// The target of an indicator, beside where it stands.
fn target(session: Session, asked: &Questionnaire, targets: RwSignal<[Option<f64>; 4]>, id: Indicator) -> El {
    let w = &more_words().cheapest;
    let name = indicator_name(asked, id);
    let now = session.computed().and_then(|results| shown_score(&results, id, leading(session)));
    let Some(now) = now else {
        return el("div")
            .attr("class", "field compact")
            .child(el("span").attr("class", "label").child(name))
            .child(el("p").attr("class", "hint").child(w.no_score));
    };
    let field = ["path-", id.word()].concat();
    el("div")
        .attr("class", "field compact")
        .child(el("label").attr("for", field.clone()).child(fill(w.target_of, &[&name])))
        .child(number_field(
            String::new(),
            field,
            Signal::derive(move || targets.with(|all| all[id.index()])),
            Callback::new(move |number| targets.update(|all| all[id.index()] = number)),
            None,
        ))
        .child(el("p").attr("class", "hint").child(fill(w.now, &[&fixed(now, 1)])))
}

/// The processes the search is kept to, where it is.
fn narrowing(
    session: Session,
    asked: StoredValue<Arc<Questionnaire>>,
    chosen: RwSignal<Vec<usize>>,
    is_open: RwSignal<bool>,
) -> El {
    let w = &more_words().cheapest;
    let toggled = move |event: ev::Event| {
        let details = event.target().and_then(|own| own.dyn_into::<leptos::web_sys::HtmlDetailsElement>().ok());
        is_open.set(details.is_some_and(|own| own.open()));
    };
    let count = move || match chosen.with(Vec::len) {
        0 => w.all_processes.to_owned(),
        n => fill(w.some_processes, &[&n.to_string()]),
    };
    let processes = Memo::new(move |_| asked.with_value(|asked| rated(session, asked)));
    let line = move |place: &usize| {
        let place = *place;
        let choose = move |event: ev::Event| {
            let is_taken = event_target_checked(&event);
            chosen.update(|all| {
                all.retain(|own| *own != place);
                all.extend(is_taken.then_some(place));
                all.sort_unstable();
            });
        };
        el("label")
            .attr("class", "choice")
            .child(
                el("input")
                    .attr("type", "checkbox")
                    .checked(flag(move || chosen.with(|all| all.contains(&place))))
                    .on(ev::change, on(choose)),
            )
            .child(el("span").attr("class", "choice-words").child(
                el("span").attr("class", "choice-name").child(asked.with_value(|asked| process_name(asked, place))),
            ))
    };
    el("details")
        .attr("class", "narrowing")
        .attr("open", flag(move || is_open.get()))
        .on(ev::toggle, on(toggled))
        .child(el("summary").child(w.narrow).child(" ").child(el("span").attr("class", "hint").child(text(count))))
        .child(
            el("fieldset")
                .child(el("legend").attr("class", "for-reader").child(w.narrow))
                .child(block(move || processes.with(|all| all.iter().map(line).collect::<Vec<_>>()))),
        )
}

/// What a search came to, in words.
fn outcome(session: Session, results: &Results, outcome: &Cheapest) -> String {
    let w = &more_words().cheapest;
    let found = |path: &Path| {
        let answers = path.raises.len().to_string();
        // Moves and effort count from where people stand.
        match path.raises.iter().any(|raise| is_kept(session, results, raise.question)) {
            true => fill(w.found_kept, &[&answers]),
            false => fill(w.found, &[&answers, &path.moves.to_string(), &path.effort.to_string()]),
        }
    };
    match outcome {
        Cheapest::Path(path) if path.raises.is_empty() => w.reached.to_owned(),
        Cheapest::Path(path) => found(path),
        Cheapest::OutOfReach => w.out_of_reach.to_owned(),
        Cheapest::TooMany { candidates } => fill(w.too_many, &[&candidates.to_string(), &MOST_CANDIDATES.to_string()]),
    }
}
