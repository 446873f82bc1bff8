//! A reply that came as a link. It is taken out of the address at once, shown, and taken over into the assessment that
//! has issued its invitation.

use leptos::prelude::*;

use crate::browser::place;
use crate::exchange::reply;
use crate::ui::app::arrive;
use crate::ui::dynamic::block;
use crate::ui::el::el;
use crate::ui::more_words;
use crate::ui::parts::replies::Intake;
use crate::ui::route::{Place, Route};
use crate::ui::session::use_session;

pub fn replied() -> AnyView {
    let w = &more_words().replies;
    let session = use_session();
    arrive(Signal::stored(w.page_title.to_owned()));
    let intake = Intake::new();
    let is_read = RwSignal::new(false);
    Effect::new(move |_| {
        let route = session.route.get();
        let Place::Reply(letter) = route.place.clone() else { return };
        if letter.is_empty() || is_read.get_untracked() {
            return;
        }
        let blank = Route { place: Place::Reply(String::new()), ..route.clone() };
        place::replace(&blank.path());
        let issuer = reply::read(&letter).ok().and_then(|own| session.issuer(own.invitation));
        if issuer.is_some() && route.assessment != issuer {
            return session.route.set(Route { assessment: issuer, ..route });
        }
        // What was answered is held against the questionnaire, which may still be on its way.
        if issuer.is_none() || session.has_its_pack() {
            is_read.set(true);
            intake.take_one(w.link_source, &letter);
        }
    });
    el("div")
        .attr("class", "page narrow replied")
        .child(el("h1").attr("tabindex", "-1").child(w.page_title))
        .child(el("p").attr("class", "lead").child(w.page_lead))
        .child(intake.preview())
        .child(block(move || (!is_read.get()).then(|| el("p").attr("class", "empty").child(w.read_already))))
        .into_any()
}
