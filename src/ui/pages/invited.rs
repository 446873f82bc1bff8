//! An invitation that somebody has opened: what they are asked, what becomes of what they say, and the way to begin. The
//! link is taken out of the address at once, so that it is in no history and on no screen that is looked at together.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{focus, place};
use crate::exchange::invitation::{Invitation, InvitationError};
use crate::exchange::letter::LetterError;
use crate::locale::fill;
use crate::model::{Assessment, Role};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, text};
use crate::ui::el::{El, el};
use crate::ui::route::Place;
use crate::ui::session::{BUILT_IN, Questionnaire, Session, use_session};
use crate::ui::{more_words, words};

pub fn invited() -> AnyView {
    let w = &more_words().invited;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    let letter = Memo::new(move |before: Option<&String>| match session.place() {
        Place::Invited(letter) if !letter.is_empty() => letter,
        _ => before.cloned().unwrap_or_default(),
    });
    Effect::new(move |_| {
        if let Place::Invited(_) = session.place() {
            place::replace(Place::Invited(String::new()).href().trim_start_matches('#'));
        }
    });
    block(move || {
        let letter = letter.get();
        let page = el("div").attr("class", "page narrow invited");
        if letter.is_empty() {
            return page.child(heading(w.headline)).child(el("p").attr("class", "empty").child(w.read_already));
        }
        match Invitation::read(&letter) {
            Ok(own) => match hindrance(session, &own) {
                Some(why) => page.child(heading(title(&own))).child(el("p").attr("class", "error").child(why)),
                None => page.child(asked(session, own)),
            },
            Err(InvitationError::Letter(LetterError::Newer(_))) => {
                page.child(heading(w.headline)).child(el("p").attr("class", "error").child(w.newer))
            }
            Err(why) => {
                let says = fill(w.damaged, &[&why.to_string()]);
                page.child(heading(w.headline)).child(el("p").attr("class", "error").child(says))
            }
        }
    })
}

fn heading(says: impl Into<String>) -> El {
    el("h1").attr("tabindex", "-1").child(says.into())
}

fn title(own: &Invitation) -> String {
    if own.label.is_empty() { more_words().invited.unlabelled.to_owned() } else { own.label.to_string() }
}

/// Why it cannot be answered here: the questionnaire is not at hand.
fn hindrance(session: Session, own: &Invitation) -> Option<String> {
    let w = &more_words().invited;
    let version = own.pack.split('#').next().unwrap_or_default();
    let is_built_in = version.split('@').next() == Some(BUILT_IN);
    if is_built_in {
        return (version != built_in()).then(|| fill(w.other_version, &[version]));
    }
    let is_kept = session.kept_packs().iter().any(|kept| *kept.name == *own.pack);
    (!is_kept).then(|| fill(w.own_pack, &[version]))
}

/// The built-in questionnaire of this app, `id@version`.
fn built_in() -> String {
    let version = crate::ui::session::PACK.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    [BUILT_IN, "@", version].concat()
}

/// What is asked, and the way to begin.
fn asked(session: Session, own: Invitation) -> El {
    let w = &more_words().invited;
    let here = own.assessment().filter(|id| untrack(|| session.entries()).iter().any(|entry| entry.id == *id));
    let is_here = here.is_some();
    let next = RwSignal::new(!is_here);
    let go_on = here.map(|id| {
        el("div").attr("class", "panel").child(el("p").child(w.go_on_means)).child(
            el("div")
                .attr("class", "actions")
                .child(el("a").attr("class", "button primary").attr("href", Place::Assess(None).of(&id)).child(w.go_on))
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("aria-expanded", text(move || next.get().to_string()))
                        .on(ev::click, on(move |_| next.set(true)))
                        .child(w.next_person),
                ),
        )
    });
    let own = Arc::new(own);
    let privacy = if own.anonymous { w.anonymous } else { w.named };
    el("div")
        .attr("class", "invitation")
        .child(el("p").attr("class", "kicker").child(w.headline))
        .child(heading(title(&own)))
        .child({
            let own = own.clone();
            el("p").attr("class", "lead").child(block(move || how_much(session, &own)))
        })
        .child(el("ul").attr("class", "promises").child(el("li").child(w.stays)).child(el("li").child(privacy)))
        .child(go_on)
        .child(block(move || next.get().then(|| form(session, own.clone()))))
}

/// How much is asked, where the questionnaire is here already.
fn how_much(session: Session, own: &Invitation) -> String {
    let w = &more_words().invited;
    let asked = session.asked().filter(|asked| asked.pack.name() == *own.pack);
    let counted = asked.as_ref().and_then(|asked| {
        let size = asked.pack.structure.sizes.iter().find(|size| *size.id == *own.size)?;
        let (all, mine) = (count(asked, own, None), count(asked, own, own.role));
        let minutes = (f64::from(size.minutes) * mine as f64 / all.max(1) as f64).ceil();
        Some(fill(w.asks, &[&mine.to_string(), &minutes.to_string()]))
    });
    let version = own.pack.split('#').next().unwrap_or_default();
    counted.unwrap_or_else(|| fill(w.asks_many, &[version]))
}

/// How many questions somebody in a role is asked.
fn count(asked: &Questionnaire, own: &Invitation, role: Option<Role>) -> usize {
    let mut assessment = Assessment::default();
    let respondent = crate::model::RespondentId(own.code.0);
    own.beginning(respondent).iter().for_each(|statement| assessment.apply(statement));
    let questions = &asked.pack.structure.questions;
    asked.pack.within(&own.size, &assessment).filter(|index| questions[*index].is_for(role)).count()
}

/// Who answers.
fn form(session: Session, own: Arc<Invitation>) -> El {
    let w = &more_words().invited;
    let (name, role) = (RwSignal::new(String::new()), RwSignal::new(own.role));
    let missing = RwSignal::new(None::<&'static str>);
    let begin = {
        let own = own.clone();
        move |event: ev::SubmitEvent| {
            event.prevent_default();
            let typed = name.get_untracked();
            let typed = typed.trim();
            let lacks = match role.get_untracked() {
                _ if !own.anonymous && typed.is_empty() => Some("invited-name"),
                None => Some("invited-role"),
                Some(_) => None,
            };
            missing.set(lacks);
            if let Some(field) = lacks {
                let selector = if field == "invited-role" { "[name=invited-role]" } else { "#invited-name" };
                focus::on(selector);
                return;
            }
            let name = (!own.anonymous).then(|| typed.into());
            if let Some(id) = session.answer(&own, name, role.get_untracked()) {
                place::go(Place::Assess(None).of(&id).trim_start_matches('#'));
            }
        }
    };
    let is_missing = move |field: &'static str| missing.get() == Some(field);
    let named = (!own.anonymous).then(|| {
        el("div")
            .attr("class", "field")
            .child(el("label").attr("for", "invited-name").child(w.name))
            .child(
                el("input")
                    .attr("id", "invited-name")
                    .attr("type", "text")
                    .attr("maxlength", "200")
                    .attr("autocomplete", "name")
                    .attr("aria-invalid", maybe(move || is_missing("invited-name").then_some("true")))
                    .attr("aria-describedby", "invited-name-error")
                    .on(ev::input, on(move |event| name.set(event_target_value(&event)))),
            )
            .child(
                el("p")
                    .attr("class", "error")
                    .attr("id", "invited-name-error")
                    .child(block(move || is_missing("invited-name").then_some(w.name_missing))),
            )
    });
    let choices = own.role.is_none().then(|| {
        el("fieldset")
            .attr("aria-describedby", "invited-role-error")
            .child(el("legend").child(w.role))
            .child(
                el("p")
                    .attr("class", "error")
                    .attr("id", "invited-role-error")
                    .child(block(move || is_missing("invited-role").then_some(w.role_missing))),
            )
            .child(Role::ALL.iter().map(|own| choice(*own, role)).collect::<Vec<_>>())
    });
    let fixed = own.role.map(|role| el("p").child(fill(w.for_role, &[words().role(role)])));
    el("form")
        .attr("novalidate", true)
        .attr("class", "invited-form")
        .on(ev::submit, on(begin))
        .child(named)
        .child(choices)
        .child(fixed)
        .child(
            el("div")
                .attr("class", "actions")
                .child(el("button").attr("type", "submit").attr("class", "primary large").child(w.begin)),
        )
}

fn choice(own: Role, chosen: RwSignal<Option<Role>>) -> El {
    let w = &more_words().invited;
    let says = match own {
        Role::Staff => w.role_staff,
        Role::Leader => w.role_leader,
        Role::Customer => w.role_customer,
        Role::User => w.role_user,
    };
    el("label")
        .attr("class", "choice")
        .child(
            el("input")
                .attr("type", "radio")
                .attr("name", "invited-role")
                .attr("value", own.word())
                .checked(flag(move || chosen.get() == Some(own)))
                .on(ev::change, on(move |_| chosen.set(Some(own)))),
        )
        .child(el("span").child(says))
}
