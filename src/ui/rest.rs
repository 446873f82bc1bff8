//! What the first question does without: the score, what stands beside and under a question, and every screen behind it.
//! It is the second part of the program and arrives once the question stands, so that a visitor on a slow line waits
//! for the question only. The first part reaches it through the one table below, and nothing else.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::pages::{
    assess, changes::changes, compare::compare, figures::figures, findings::findings, glossary::glossary,
    invited::invited, library::library, packs, plan::plan, process::process, replied::replied, report::report,
    results::results, room::room, samples::sheet, scope::scope, send::send, start, why::why, workshop::workshop,
};
use super::parts::backup::backup_age;
use super::parts::export::export_button;
use super::parts::frame::toast;
use super::parts::trouble::more_troubles;
use super::route::Place;
use super::session::{Questionnaire, Session, use_session};
use crate::model::pack::{Pack, Texts};
use crate::model::{Assessment, QuestionId, Statement, Text};
use crate::score::{Results, Settings, score};

/// What the second part brings.
pub struct Rest {
    pub score: fn(&Pack, &Assessment, &Settings) -> Results,
    /// The screen of a place.
    pub screen: fn(&Place) -> AnyView,
    /// Who is answering, and how that is changed.
    pub who: fn(assess::Asked) -> AnyView,
    /// A questionnaire that has nothing for whoever is answering.
    pub nothing: fn() -> AnyView,
    /// A question in the words of customers and users, where one of them is answering.
    pub outside: fn(Session, &Arc<Questionnaire>, &QuestionId) -> Option<Text>,
    /// Who else can know, and how the questionnaire puts what stands there in other words.
    pub beside_words: fn(Arc<Questionnaire>, QuestionId) -> AnyView,
    /// All questions at a glance, beside the one that is asked.
    pub outline: fn(assess::Asked) -> AnyView,
    /// A process with all its questions.
    pub listed: fn(assess::Asked, String) -> AnyView,
    /// The four ranges, beside the question.
    pub ranges: fn(Arc<Questionnaire>) -> AnyView,
    /// What an answer rests on, under the question.
    pub grounds: fn(assess::Grounds) -> AnyView,
    /// States several things in a way that can be taken back.
    pub undoable: fn(Session, Vec<Statement>, String),
    /// Why a question does not apply.
    pub reason: fn(assess::Reason) -> AnyView,
    /// What was done last, with the way back.
    pub toast: fn() -> AnyView,
    /// Restoring from a file.
    pub restore: fn() -> AnyView,
    /// The samples.
    pub ways: fn() -> AnyView,
    /// A button that saves the open assessment as a file.
    pub export: fn() -> AnyView,
    /// Someone's own pack, which is kept in this browser, with the words of a size.
    pub brought: fn(Session, &str, Option<&str>) -> Result<Questionnaire, String>,
    /// The packs a new assessment can ask.
    pub packs: fn() -> AnyView,
    /// The pack of these files, checked: nothing is computed from one that is not.
    pub checked: fn(&str, &str) -> Result<Questionnaire, String>,
    /// Meets the second store.
    pub meet: fn(Session),
    /// Copies into it what was written.
    pub copy: fn(Session),
    /// Has follow what an answer changes, once the answer itself is seen.
    pub settle_later: fn(Session),
    /// Takes over what another tab has written.
    pub follow: fn(Session, &str, &str),
    /// How old the last backup is, beside what became of the last write.
    pub backup_age: fn() -> AnyView,
    /// What storage could not give back.
    pub troubles: fn() -> AnyView,
}

static REST: Rest = Rest {
    score,
    screen,
    who: assess::who,
    nothing: assess::nothing,
    outside: assess::outside,
    beside_words: assess::beside_words,
    outline: assess::outline,
    listed: assess::listed,
    ranges: assess::ranges,
    grounds: assess::grounds,
    undoable: Session::do_all,
    reason: assess::reason,
    toast,
    restore: start::restore,
    ways: start::ways,
    export: export_button,
    brought: packs::brought,
    packs: packs::choice,
    checked,
    meet: Session::meet,
    copy: Session::begin_copying,
    settle_later: Session::settle_later,
    follow: Session::take_note,
    backup_age,
    troubles: more_troubles,
};

fn screen(place: &Place) -> AnyView {
    match place {
        Place::Library => library().into_any(),
        Place::Sheet(_) => sheet(),
        Place::Glossary => glossary(),
        Place::Process(_) => process(),
        Place::Scope => scope().into_any(),
        Place::Figures(_) => figures().into_any(),
        Place::Results => results().into_any(),
        Place::Why(_) => why().into_any(),
        Place::Plan => plan(),
        Place::Findings => findings(),
        Place::Compare => compare(),
        Place::Room(_) => room(),
        Place::Report => report(),
        Place::Changes => changes(),
        Place::Workshop => workshop(),
        Place::Invited(_) => invited(),
        Place::Reply(_) => replied(),
        Place::Send => send(),
        // The first part draws these.
        Place::Start | Place::New | Place::Assess(_) | Place::List(_) | Place::Unknown => ().into_any(),
    }
}

fn checked(structure: &str, words: &str) -> Result<Questionnaire, String> {
    let pack = Pack::read(structure).map_err(|error| error.to_string())?;
    let texts = Texts::read(words, &pack).map_err(|error| error.to_string())?;
    Ok(Questionnaire { pack, texts })
}

/// Fetches the second part; the same one from then on.
#[wasm_split(rest, fallible)]
pub fn rest() -> Result<&'static Rest, SplitLoaderError> {
    Ok(&REST)
}

/// A part of the screen that the second part of the program draws; nothing until that is there.
pub fn later(draw: impl Fn(&Rest) -> AnyView + Send + 'static) -> AnyView {
    let session = use_session();
    super::dynamic::block(move || match session.rest.get() {
        Some(Ok(rest)) => draw(rest),
        _ => ().into_any(),
    })
}
