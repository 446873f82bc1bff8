//! What was said to a question before: who said it, when, and what stood there until then.

use leptos::prelude::*;
use leptos::{ev, web_sys};
use wasm_bindgen::JsCast;

use crate::locale::fill;
use crate::model::{Facts, QuestionId, RoundId, Statement};
use crate::ui::dynamic::{block, on, when};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::said;
use crate::ui::session::{Session, use_session};

/// One thing that was said.
struct Line {
    who: String,
    about: &'static str,
    says: String,
    before: Option<String>,
}

/// What was said to a question in a round, the latest first. It is put together when somebody opens it.
pub fn history(question: QuestionId, round: Signal<Option<RoundId>>) -> AnyView {
    let w = &more_words().beside;
    let session = use_session();
    let open = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        let details = event.target().and_then(|own| own.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        open.set(details.is_some_and(|own| own.open()));
    };
    let asked = question.clone();
    let said_something = Memo::new(move |_| {
        let said = |own: &crate::model::Assessment| Some(own.said.get(&round.get()?)?.contains_key(&asked));
        session.with(said).unwrap_or_default()
    });
    let lines = move || {
        // Whatever is said from now on belongs to it, too.
        session.own();
        let (Some(id), Some(round)) = (session.id(), round.get()) else { return Vec::new() };
        session.facts_of(&id).map(|facts| lines(session, &facts, &question, round)).unwrap_or_default()
    };
    when(
        move || said_something.get(),
        move || {
            let lines = lines.clone();
            el("details")
                .attr("class", "history")
                .on(ev::toggle, on(toggled))
                .child(el("summary").child(w.history))
                .child(block(move || {
                    let shown = open.get().then(|| lines().into_iter().map(entry).collect::<Vec<_>>());
                    el("ol").attr("class", "deeds").child(shown)
                }))
        },
    )
}

fn lines(session: Session, facts: &Facts, question: &QuestionId, round: RoundId) -> Vec<Line> {
    let w = &more_words().changes;
    let about = |statement: &Statement| match statement {
        Statement::Answer { round: own, question: id, .. } => (*own == round && id == question).then_some(w.answer),
        Statement::Evidence { round: own, question: id, .. } => (*own == round && id == question).then_some(w.evidence),
        Statement::Note { round: own, question: id, .. } => (*own == round && id == question).then_some(w.note),
        Statement::Agreed { round: own, question: id, .. } => (*own == round && id == question).then_some(w.agreed),
        _ => None,
    };
    let mut all: Vec<_> = facts.iter().filter_map(|fact| Some((fact, about(fact.statement.as_ref()?)?))).collect();
    all.reverse();
    let line = |(fact, about): (&crate::model::Fact, &'static str)| {
        let older = facts.history(&fact.subject()).find(|own| own.stamp < fact.stamp);
        let says = |own: &crate::model::Fact| own.statement.as_ref().map(|own| said::says(session, own));
        Line {
            who: said::who(session, fact.author, fact.at),
            about,
            says: says(fact).unwrap_or_default(),
            before: older.and_then(says),
        }
    };
    all.into_iter().map(line).collect()
}

fn entry(own: Line) -> El {
    let change = match own.before {
        Some(before) => fill(more_words().changes.from_to, &[&before, &own.says]),
        None => own.says,
    };
    let line = el("li")
        .child(el("span").attr("class", "deed-about").child(own.about))
        .child(el("span").attr("class", "deed-says").child(change));
    el("li").attr("class", "deed").child(el("p").attr("class", "hint").child(own.who)).child(el("ul").child(line))
}
