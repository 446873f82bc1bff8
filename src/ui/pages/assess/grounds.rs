//! What an answer rests on: evidence, a counter-check, a note.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::history::history;
use crate::locale::fill;
use crate::model::{Grade, MAX_TEXT, QuestionId, RespondentId, RoundId, Said, Statement};
use crate::ui::dynamic::{block, flag, on};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::entry::paused_text;
use crate::ui::parts::glossed::Glossed;
use crate::ui::parts::guide::guide_at_hand;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::parts::said::says;
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// The question whose answer it is.
#[derive(Clone)]
pub struct Grounds {
    pub asked: Arc<Questionnaire>,
    pub id: QuestionId,
    /// What was said to it.
    pub said: Memo<Option<Said>>,
    /// Who is saying something now, and in which round.
    pub scope: Callback<(), Option<(RoundId, QuestionId, RespondentId)>>,
    /// The element of its headings.
    pub heading: &'static str,
}

/// A question that does not apply.
#[derive(Clone)]
pub struct Reason {
    /// The id of the field.
    pub id: String,
    /// The reason given so far.
    pub said: Signal<Arc<str>>,
    pub say: Callback<String>,
}

/// Why a question does not apply.
pub fn reason(own: Reason) -> AnyView {
    let w = &more_words().beside;
    paused_text(own.id, w.reason, w.reason_missing, own.said, own.say, 2, 1000).into_any()
}

/// What an answer rests on: evidence, a counter-check, a note.
pub fn grounds(own: Grounds) -> AnyView {
    let Grounds { asked, id, said, scope, heading } = own;
    let w = more_words();
    let session = use_session();
    if asked.texts.questions.get(&id).is_none() {
        return ().into_any();
    }
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
                        .checked(flag(move || mine() == Some(grade)))
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
    let (about, asked_id) = (asked.clone(), id.clone());
    el("div")
        .attr("class", "grounds")
        .child(last_time(session, id.clone(), scope))
        .child(el("fieldset").attr("class", "grades").child(el("legend").child(w.beside.evidence)).child(grades))
        .child(block(move || Some(look(session, &about, &asked_id, heading))))
        .child(paused_text(
            format!("note-{id}"),
            w.beside.note,
            w.beside.note_means,
            Signal::derive(move || note().unwrap_or_default()),
            say_note,
            3,
            MAX_TEXT,
        ))
        .child(history(scope))
        .into_any()
}

/// What whoever is answering said in the round before, and the way to say the same again.
fn last_time(
    session: Session,
    id: QuestionId,
    scope: Callback<(), Option<(RoundId, QuestionId, RespondentId)>>,
) -> AnyView {
    let w = &more_words().compare;
    // It changes with who is answering, not with each answer.
    let before = Memo::new(move |_| {
        let me = session.me()?;
        session.with(|own| {
            let round = own.rounds.keys().rev().nth(1)?;
            let answer = own.said(*round, &id)?.answers.get(&me)?.clone();
            Some((*round, own.rounds.get(round)?.label.clone().unwrap_or_default(), me, answer))
        })
    });
    block(move || {
        let (round, label, respondent, answer) = before.get()?;
        let (now, question, _) = untrack(|| scope.run(()))?;
        let said = Statement::Answer { round, question: question.clone(), respondent, value: Some(answer.clone()) };
        let again = move |_: ev::MouseEvent| {
            let value = Some(answer.clone());
            session.say(Statement::Answer { round: now, question: question.clone(), respondent, value });
        };
        Some(
            el("p")
                .attr("class", "last-time")
                .child(el("span").child(fill(w.last_time, &[&label, &says(session, &said)])))
                .child(el("button").attr("type", "button").on(ev::click, on(again)).child(w.same_again)),
        )
    })
}

/// What is worth looking at, and the way to what else is known of the process.
fn look(session: Session, asked: &Arc<Questionnaire>, id: &QuestionId, heading: &'static str) -> El {
    let w = more_words();
    let texts = asked.texts.questions.get(id).cloned().unwrap_or_default();
    // Words are explained where the guide is here anyway; a question waits for nothing, and fetches nothing for it.
    let mut glossed = Glossed::new(guide_at_hand(asked));
    let evidence = texts.evidence.iter().map(|text| glossed.of_pack("li", text)).collect::<Vec<_>>();
    let counter_check = glossed.of_pack("p", &texts.counter_check);
    // Beside a single question only: a list of all of a process has its way there at the top.
    let process = asked.pack.question(id).and_then(|own| own.process.as_ref()).filter(|_| heading == "h2");
    let about = process.map(|process| {
        let href = address(session, Place::Process(process.to_string()));
        el("p").attr("class", "about").child(el("a").attr("href", href).child(w.guide.about).child(icon(Sign::Arrow)))
    });
    el("div")
        .attr("class", "look")
        .child(el(heading).child(w.beside.evidence_look))
        .child(el("ul").child(evidence))
        .child(el(heading).child(w.beside.counter_check))
        .child(counter_check)
        .child(about)
}
