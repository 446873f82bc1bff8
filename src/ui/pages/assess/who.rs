//! Who is answering: a name and a role, on which it depends what is asked, and in whose words. Both can be changed, and
//! somebody else can take over, without leaving the question.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::Asked;
use crate::browser::focus;
use crate::locale::fill;
use crate::model::{QuestionId, Respondent, RespondentField, RespondentId, Role, Statement, Text};
use crate::ui::dynamic::{block, maybe, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::parts::erasing::erasing;
use crate::ui::parts::guide::guide;
use crate::ui::session::{Questionnaire, Session, use_session};
use crate::ui::{more_words, words};

/// Who is at the keyboard, how that is changed, and how much is asked of others.
pub fn who(whole: Asked) -> AnyView {
    let w = &more_words().who;
    let session = use_session();
    let adding = RwSignal::new(false);
    let name = Memo::new(move |_| name(session));
    let line = move || {
        let (name, role) = (name.get(), session.my_role());
        let role = role.map_or(w.no_role, |role| words().role(role));
        el("summary")
            .child(el("span").attr("class", "hint").child(w.answering_as))
            .child(el("span").attr("class", "who-name").child(name))
            .child(el("span").attr("class", "hint").child(["· ", role].concat()))
    };
    let add = move |_: ev::MouseEvent| {
        adding.set(true);
        focus_soon("#new-name");
    };
    el("section")
        .attr("class", "who")
        .attr("aria-label", w.title)
        .child(
            el("details").child(block(line)).child(
                el("div")
                    .attr("class", "who-fields")
                    .child(people(session))
                    .child(own_fields(session))
                    .child(leaving(session))
                    .child(when(move || adding.get(), move || newcomer(session, adding)))
                    // Whoever was invited hands over first, and then the next person begins with the invitation.
                    .child(when(
                        move || !adding.get() && !session.is_invited(),
                        move || el("button").attr("type", "button").on(ev::click, on(add)).child(w.add),
                    )),
            ),
        )
        .child(others(session, whole))
        .into_any()
}

/// Puts the focus where it belongs once the screen has followed.
fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        focus::on(selector);
    });
}

/// What the respondent at the keyboard is called.
fn name(session: Session) -> Text {
    let me = session.me();
    session.with(|own| me.and_then(|me| own.respondents.get(&me)).map_or_else(unnamed, name_of))
}

fn name_of(own: &Respondent) -> Text {
    own.name.clone().unwrap_or_else(unnamed)
}

fn unnamed() -> Text {
    more_words().who.unnamed.into()
}

/// A choice among those the assessment knows, where there are several.
fn people(session: Session) -> AnyView {
    let w = &more_words().who;
    let people = Memo::new(move |_| {
        session.with(|own| own.respondents.iter().map(|(id, own)| (*id, own.clone())).collect::<Vec<_>>())
    });
    let option = move |(id, own): (RespondentId, Respondent)| {
        let role = own.role.map_or(w.no_role, |role| words().role(role));
        el("option").attr("value", id.to_string()).child(fill(w.person, &[&name_of(&own), role]))
    };
    let choose = move |event: ev::Event| session.choose(event_target_value(&event).parse().ok());
    // The list is told again which of its options holds whenever they change.
    block(move || {
        let people = people.get();
        let several = people.len() > 1;
        several.then(|| {
            field("answering-as", w.answering_as).child(
                el("select")
                    .attr("id", "answering-as")
                    .child(people.into_iter().map(option).collect::<Vec<_>>())
                    .value(text(move || session.me().map_or_else(String::new, |me| me.to_string())))
                    .on(ev::change, on(choose)),
            )
        })
    })
}

/// What is known of whoever is answering.
fn own_fields(session: Session) -> AnyView {
    let w = &more_words().who;
    let say = move |field: RespondentField, done: &str| {
        if let Some(id) = untrack(|| session.me()) {
            session.do_all(vec![Statement::Respondent { id, field }], done.to_owned());
        }
    };
    let shown = move || session.me().and_then(|me| session.with(|own| own.respondents.get(&me)?.name.clone()));
    let rename = move |event: ev::Event| {
        let name = event_target_value(&event);
        match name.trim() {
            // Somebody without a name could not be told from others; what stood there stays.
            "" => session.chosen.update(|_| ()),
            name if shown().as_deref() == Some(name) => {}
            name => say(RespondentField::Name(Some(name.into())), w.renamed),
        }
    };
    let role = Signal::derive(move || session.my_role());
    parts(vec![
        field("own-name", w.name).child(
            el("input")
                .attr("id", "own-name")
                .attr("type", "text")
                .attr("data-says", true)
                .attr("maxlength", "200")
                .value(text(move || {
                    session.chosen.track();
                    shown().map_or_else(String::new, |name| name.to_string())
                }))
                .on(ev::change, on(rename)),
        ),
        role_field(
            "own-role",
            w.role,
            role,
            Callback::new(move |role| say(RespondentField::Role(role), w.role_changed)),
        ),
        el("p").attr("class", "hint").child(w.role_means),
    ])
}

/// The way out for whoever is answering, where somebody else is left to answer.
fn leaving(session: Session) -> AnyView {
    let w = &more_words().who;
    let is_one_of_several = Memo::new(move |_| session.with(|own| own.respondents.len() > 1));
    when(
        move || is_one_of_several.get(),
        move || {
            let title = text(move || fill(w.erase, &[&name(session)]));
            let erase = |session: Session| session.me().map_or(Ok(()), |me| session.erase_person(me));
            erasing(title, w.erase_means, w.erase_now, erase)
        },
    )
}

/// Somebody who joins in.
fn newcomer(session: Session, adding: RwSignal<bool>) -> El {
    let w = &more_words().who;
    let (name, role) = (RwSignal::new(String::new()), RwSignal::new(None::<Role>));
    let missing = RwSignal::new(false);
    let leave = move || {
        adding.set(false);
        focus_soon(".who summary");
    };
    let join = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        if name.trim().is_empty() {
            missing.set(true);
            focus::on("#new-name");
            return;
        }
        let Some(id) = session.new_row().map(RespondentId) else { return };
        let field = |field| Statement::Respondent { id, field };
        session.say_all(vec![
            field(RespondentField::Name(Some(name.trim().into()))),
            field(RespondentField::Role(role.get_untracked())),
        ]);
        session.choose(Some(id));
        leave();
    };
    let typed = move |event| {
        name.set(event_target_value(&event));
        missing.set(false);
    };
    el("form")
        .attr("novalidate", true)
        .attr("aria-label", w.add)
        .on(ev::submit, on(join))
        .child(
            field("new-name", w.new_name)
                .child(
                    el("input")
                        .attr("id", "new-name")
                        .attr("type", "text")
                        .attr("maxlength", "200")
                        .attr("autocomplete", "off")
                        .attr("aria-invalid", maybe(move || missing.get().then_some("true")))
                        .attr("aria-describedby", "new-name-error")
                        .on(ev::input, on(typed)),
                )
                .child(
                    el("p")
                        .attr("class", "error")
                        .attr("id", "new-name-error")
                        .child(block(move || missing.get().then_some(w.name_missing))),
                ),
        )
        .child(role_field("new-role", w.new_role, role.into(), Callback::new(move |own| role.set(own))))
        .child(
            el("div")
                .attr("class", "actions")
                .child(el("button").attr("type", "submit").attr("class", "primary").child(w.join))
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(move |_| leave()))
                        .child(more_words().steps.cancel),
                ),
        )
}

fn field(id: &'static str, label: &'static str) -> El {
    el("div").attr("class", "field compact").child(el("label").attr("for", id).child(label))
}

fn role_field(id: &'static str, label: &'static str, chosen: Signal<Option<Role>>, say: Callback<Option<Role>>) -> El {
    let option = |own: Option<Role>| {
        el("option")
            .attr("value", own.map_or("", Role::word))
            .child(own.map_or(more_words().who.no_role, |own| words().role(own)))
    };
    let change = move |event: ev::Event| say.run(Role::from_word(&event_target_value(&event)));
    field(id, label).child(
        el("select")
            .attr("id", id)
            .value(text(move || chosen.get().map_or("", Role::word)))
            .on(ev::change, on(change))
            .child(option(None))
            .child(Role::ALL.iter().map(|own| option(Some(*own))).collect::<Vec<_>>()),
    )
}

/// How many questions are for others, and the way to see them, or away from them.
fn others(session: Session, whole: Asked) -> AnyView {
    let w = &more_words().who;
    let others = Memo::new(move |_| {
        let Some(me) = session.me() else { return 0 };
        let not_mine = |own: &crate::model::Assessment| {
            whole.all.iter().filter(|index| !whole.asked.pack.is_asked_of(**index, own, me)).count()
        };
        session.with(not_mine)
    });
    block(move || {
        let all = session.all_roles.get();
        let says = match (others.get(), all) {
            (0, _) => return None,
            (1, false) => w.other.to_owned(),
            (n, false) => fill(w.others, &[&n.to_string()]),
            (1, true) => w.other_shown.to_owned(),
            (n, true) => fill(w.others_shown, &[&n.to_string()]),
        };
        Some(el("p").attr("class", "hint others").child(says).child(" ").child(switch(session, all)))
    })
}

fn switch(session: Session, all: bool) -> El {
    let w = &more_words().who;
    el("button")
        .attr("type", "button")
        .attr("class", "quiet")
        .on(ev::click, on(move |_| session.all_roles.set(!all)))
        .child(if all { w.only_mine } else { w.show_all })
}

/// What stands where a role has nothing to answer.
pub(super) fn others_can_know() -> El {
    let session = use_session();
    let says =
        move || session.my_role().map_or(String::new(), |role| fill(more_words().who.not_for, &[words().role(role)]));
    el("p").attr("class", "empty").child(text(says)).child(" ").child(switch(session, false))
}

/// A questionnaire that has nothing for the role of whoever is answering.
pub fn nothing() -> AnyView {
    parts(vec![el("h1").attr("tabindex", "-1").child(words().assess.title), others_can_know()])
}

/// A question in the words of customers and users, where one of them is answering.
pub fn outside(session: Session, asked: &Arc<Questionnaire>, id: &QuestionId) -> Option<Text> {
    let role = session.my_role();
    if !role.is_some_and(Role::is_outside) {
        return None;
    }
    guide(asked)?.wording(id, role).cloned()
}

/// Beside the words of a question: who else can know, where whoever is answering may not, and how the questionnaire
/// puts it, where it was shown in other words.
pub fn beside_words(asked: Arc<Questionnaire>, id: QuestionId) -> AnyView {
    let w = &more_words().who;
    let session = use_session();
    let Some(question) = asked.pack.question(&id) else { return ().into_any() };
    let roles: Vec<&str> = question.respondents.iter().map(|role| words().role(*role)).collect();
    let for_others = fill(w.asked_of, &[&roles.join(", ")]);
    let (own, text) = (question.clone(), asked.texts.questions.get(&id).map(|own| own.text.clone()));
    parts(vec![
        when(move || !own.is_for(session.my_role()), move || el("p").attr("class", "hint").child(for_others.clone())),
        when(
            move || outside(session, &asked, &id).is_some(),
            move || {
                el("details")
                    .attr("class", "original")
                    .child(el("summary").child(w.original))
                    .child(el("p").child(text.clone()))
            },
        ),
    ])
}
