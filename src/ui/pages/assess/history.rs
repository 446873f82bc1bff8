//! What whoever is answering said to a question before: when, at whose keyboard, and what stood there until then. What
//! others said is not shown beside a question: everybody answers for themselves.

use leptos::prelude::*;
use leptos::{ev, web_sys};
use wasm_bindgen::JsCast;

use crate::locale::fill;
use crate::model::{Fact, Facts, QuestionId, RespondentId, RoundId, Statement};
use crate::ui::dynamic::{block, on};
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

/// Who is asked what, and in which round.
type Scope = (RoundId, QuestionId, RespondentId);

/// What was said to a question, the latest first. It is put together when somebody opens it.
pub fn history(scope: Callback<(), Option<Scope>>) -> El {
    let w = &more_words().beside;
    let session = use_session();
    let open = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        let details = event.target().and_then(|own| own.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        open.set(details.is_some_and(|own| own.open()));
    };
    let lines = move || {
        // Whatever is said from now on belongs to it, too.
        session.own();
        let (Some(id), Some(scope)) = (session.id(), scope.run(())) else { return Vec::new() };
        session.facts_of(&id).map(|facts| lines(session, &facts, &scope)).unwrap_or_default()
    };
    // It stands there from the beginning: nothing below it moves away from under the pointer at the first answer.
    el("details").attr("class", "history").on(ev::toggle, on(toggled)).child(el("summary").child(w.history)).child(
        block(move || {
            if !open.get() {
                return ().into_any();
            }
            let lines = lines();
            if lines.is_empty() {
                return el("p").attr("class", "hint").child(w.no_history).into_any();
            }
            el("ol").attr("class", "deeds").child(lines.into_iter().map(entry).collect::<Vec<_>>()).into_any()
        }),
    )
}

fn lines(session: Session, facts: &Facts, (round, question, me): &Scope) -> Vec<Line> {
    let w = &more_words().changes;
    let is_asked = |own: &RoundId, id: &QuestionId, who: &RespondentId| own == round && id == question && who == me;
    let about = |statement: &Statement| match statement {
        Statement::Answer { round, question, respondent, .. } => {
            is_asked(round, question, respondent).then_some(w.answer)
        }
        Statement::Evidence { round, question, respondent, .. } => {
            is_asked(round, question, respondent).then_some(w.evidence)
        }
        Statement::Note { round, question, respondent, .. } => is_asked(round, question, respondent).then_some(w.note),
        _ => None,
    };
    let mut all: Vec<_> = facts.iter().filter_map(|fact| Some((fact, about(fact.statement.as_ref()?)?))).collect();
    all.reverse();
    let line = |(fact, about): (&Fact, &'static str)| {
        let older = facts.history(&fact.subject()).find(|own| own.stamp < fact.stamp);
        let says = |own: &Fact| own.statement.as_ref().map(|own| said::says(session, own));
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
