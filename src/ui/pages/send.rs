//! What somebody answered to an invitation, on its way back to whoever invited them: as a link, shared or copied, or as
//! a file. It goes by the person's own hand and in no other way.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{file, place, share};
use crate::exchange::invitation::Invitation;
use crate::exchange::letter::Kind;
use crate::exchange::reply;
use crate::locale::fill;
use crate::model::RespondentId;
use crate::score::turnout;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el};
use crate::ui::parts::handing::link;
use crate::ui::parts::keep::slug;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};
use crate::ui::{more_words, words};

pub fn send() -> AnyView {
    let w = &more_words().send;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    let page = move || {
        let page = el("div").attr("class", "page narrow send");
        let page = page.child(el("h1").attr("tabindex", "-1").child(w.headline));
        let (Some(id), Some(me)) = (session.id(), session.me()) else { return page };
        if !session.is_invited() {
            return page.child(el("p").attr("class", "empty").child(w.not_invited));
        }
        let (answered, all) = progress(session, me);
        let back = el("a").attr("class", "button").attr("href", Place::Assess(None).of(&id)).child(w.go_on);
        if answered == 0 {
            return page
                .child(el("p").attr("class", "lead").child(w.nothing))
                .child(el("div").attr("class", "actions").child(back.class_if("primary", true)));
        }
        let letter = session.facts_of(&id).and_then(|facts| reply::write(&facts, me)).unwrap_or_default();
        page.child(el("p").attr("class", "lead").child(fill(w.lead, &[&answered.to_string(), &all.to_string()])))
            .child(el("p").child(from(session, me)))
            .child(ways(session, me, &letter))
            .child(el("p").attr("class", "hint").child(w.again))
            .child(el("div").attr("class", "actions").child(back))
            .child(next_person(session, me))
    };
    block(page)
}

/// How many of the questions this person is asked are answered, and how many there are.
fn progress(session: Session, me: RespondentId) -> (usize, usize) {
    let Some(asked) = session.asked() else { return (0, 0) };
    session.with(|own| {
        let size = own.profile.size.as_deref().unwrap_or_default();
        let questions: Vec<usize> = asked.pack.within(size, own).collect();
        let mine = turnout(&asked.pack, own, &questions).into_iter().find(|turnout| turnout.respondent == me);
        mine.map_or((0, 0), |turnout| (turnout.answered, turnout.asked))
    })
}

/// Who it is from, as the reply says it.
fn from(session: Session, me: RespondentId) -> String {
    let w = &more_words().send;
    let (person, anonymous) = session.with(|own| (own.respondents.get(&me).cloned(), own.is_anonymous()));
    let person = person.unwrap_or_default();
    let role = person.role.map(|role| words().role(role));
    match (person.name.filter(|_| !anonymous), role) {
        (Some(name), Some(role)) => fill(w.from, &[&fill(more_words().who.person, &[&name, role])]),
        (Some(name), None) => fill(w.from, &[&name]),
        (None, Some(role)) => fill(w.from_role, &[role]),
        (None, None) => w.from_nobody.to_owned(),
    }
}

/// The ways it can go.
fn ways(session: Session, me: RespondentId, letter: &str) -> El {
    let w = &more_words().send;
    let address = [&*share::here(), Kind::Reply.address(), letter].concat();
    let hand_on = {
        let address = address.clone();
        move |_: ev::MouseEvent| {
            let address = address.clone();
            spawn_local(async move { share::share(w.shared_title, &address).await });
        }
    };
    let save = {
        let letter = letter.to_owned();
        move |_: ev::MouseEvent| {
            let name = session.peek(|own| {
                let of = own.respondents.get(&me).and_then(|own| own.name.clone()).filter(|_| !own.is_anonymous());
                of.or_else(|| own.profile.name.clone()).unwrap_or_default()
            });
            let name = [&slug(&name), reply::ENDING].concat();
            // Where the browser refuses, it says so itself.
            let _ = file::download(&name, &reply::file(&letter));
        }
    };
    let title = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
    el("section")
        .attr("class", "panel")
        .attr("aria-label", w.title)
        .child(
            el("div")
                .attr("class", "actions")
                .child(share::can_share().then(|| {
                    el("button")
                        .attr("type", "button")
                        .attr("class", "primary")
                        .on(ev::click, on(hand_on))
                        .child(w.share)
                }))
                .child(
                    el("button").attr("type", "button").attr("id", "save-reply").on(ev::click, on(save)).child(w.save),
                ),
        )
        .child(link("reply-link", &title, &address))
}

/// The way for somebody else to answer on the same device.
fn next_person(session: Session, me: RespondentId) -> Option<El> {
    let w = &more_words().send;
    let code = session.with(|own| own.respondents.get(&me).and_then(|own| own.invitation))?;
    let invitation = session.with(|own| Invitation::of(own, code))?;
    let go = move |_: ev::MouseEvent| {
        let letter = invitation.write();
        place::go(Place::Invited(letter).href().trim_start_matches('#'));
    };
    Some(
        el("section")
            .attr("class", "next-person")
            .child(el("h2").child(w.next))
            .child(el("p").attr("class", "hint").child(w.next_means))
            .child(el("button").attr("type", "button").on(ev::click, on(go)).child(more_words().invited.next_person)),
    )
}
