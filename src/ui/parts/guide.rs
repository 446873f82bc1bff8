//! The guidance of the questionnaire: fetched when a screen first shows something of it, and kept for all that follow.

use std::sync::{Arc, LazyLock};

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::fetch;
use crate::locale::fill;
use crate::model::pack::{Guide, GuideFile};
use crate::ui::dynamic::{block, on};
use crate::ui::el::el;
use crate::ui::more_words;
use crate::ui::session::{BUILT_IN, PACK, Questionnaire};

/// What there is of the guidance.
#[derive(Clone)]
enum Guidance {
    Coming,
    Here(Arc<Guide>),
    Failed(String),
}

/// What was fetched last, by the name of its file in its pack. It outlives the screens, and so has no owner.
static SHELF: LazyLock<ArcRwSignal<Option<(String, Guidance)>>> = LazyLock::new(|| ArcRwSignal::new(None));

/// The guidance, once it is here. Whoever asks first has it fetched.
pub fn guide(asked: &Arc<Questionnaire>) -> Option<Arc<Guide>> {
    let name = name(asked, file(asked)?);
    match SHELF.get() {
        Some((known, Guidance::Here(guide))) if known == name => Some(guide),
        Some((known, _)) if known == name => None,
        _ => {
            spawn_local(fetch(asked.clone()));
            None
        }
    }
}

/// The guidance where it happens to be here. Nothing is fetched for it.
pub fn guide_at_hand(asked: &Arc<Questionnaire>) -> Option<Arc<Guide>> {
    let name = name(asked, file(asked)?);
    match SHELF.get() {
        Some((known, Guidance::Here(guide))) if known == name => Some(guide),
        _ => None,
    }
}

/// Whether guidance is on its way: what would stand in its place need not be drawn for so short a time.
pub fn guide_comes(asked: &Questionnaire) -> bool {
    let Some(file) = file(asked) else { return false };
    let name = name(asked, file);
    SHELF.with(|shelf| match shelf {
        Some((known, state)) if *known == name => matches!(state, Guidance::Coming),
        _ => true,
    })
}

/// What stands where guidance would, as long as it is not here: that it comes, that there is none, or why it did not
/// come, with a way to try again.
pub fn instead_of_guide(asked: Arc<Questionnaire>) -> AnyView {
    block(move || {
        let w = more_words();
        let Some(file) = file(&asked) else {
            return Some(el("p").attr("class", "hint").child(w.guide.none));
        };
        let name = name(&asked, file);
        match SHELF.get().filter(|(known, _)| *known == name) {
            Some((_, Guidance::Here(_))) => None,
            Some((_, Guidance::Failed(why))) => {
                let asked = asked.clone();
                let again = move |_| spawn_local(fetch(asked.clone()));
                Some(
                    el("div")
                        .attr("class", "trouble")
                        .attr("role", "alert")
                        .child(el("p").child(fill(w.guide.failed, &[&why])))
                        .child(el("button").attr("type", "button").on(ev::click, on(again)).child(w.trouble.again)),
                )
            }
            _ => Some(el("p").attr("class", "working").attr("role", "status").child(w.frame.working)),
        }
    })
}

/// The file in the language of the questionnaire's words, or else the first. Only the built-in pack has files beside it;
/// somebody's own came in one.
fn file(asked: &Questionnaire) -> Option<&GuideFile> {
    let files = Some(&asked.pack.structure.guides).filter(|_| asked.pack.structure.id.as_str() == BUILT_IN)?;
    files.iter().find(|file| file.language == asked.texts.language).or(files.first())
}

fn name(asked: &Questionnaire, file: &GuideFile) -> String {
    [asked.pack.name().as_str(), " ", &file.path].concat()
}

/// Fetches the guidance, unless somebody has asked for it in the meantime.
async fn fetch(asked: Arc<Questionnaire>) {
    let Some(file) = file(&asked) else { return };
    let name = name(&asked, file);
    let state = || SHELF.get_untracked().filter(|(known, _)| *known == name).map(|(_, state)| state);
    if matches!(state(), Some(Guidance::Coming | Guidance::Here(_))) {
        return;
    }
    SHELF.set(Some((name.clone(), Guidance::Coming)));
    let read = async {
        let text = fetch::text(&[PACK, &file.path].concat()).await?;
        Guide::read(&text, &asked.pack).map_err(|error| error.to_string())
    };
    let fetched = match read.await {
        Ok(guide) => Guidance::Here(Arc::new(guide)),
        Err(why) => Guidance::Failed(why),
    };
    // By now another questionnaire may be open.
    if state().is_some() {
        SHELF.set(Some((name, fetched)));
    }
}
