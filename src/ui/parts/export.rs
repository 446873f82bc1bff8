//! An assessment as a file to keep, where storage fails.

use leptos::ev;
use leptos::prelude::*;

use super::backup::Keeping;
use super::keep::What;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{el, parts};
use crate::ui::more_words;
use crate::ui::session::use_session;

/// The way to keep the open assessment.
pub fn export_button() -> AnyView {
    let session = use_session();
    let keeping = Keeping::new("export");
    block(move || {
        session.id().map(|id| {
            let what = What::One(id);
            let name = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
            let export = {
                let what = what.clone();
                move |_| keeping.at_once(what.clone())
            };
            let button = el("button").attr("type", "button").attr("id", keeping.button(&what));
            parts(vec![
                button.on(ev::click, on(export)).child(more_words().trouble.export).into_any(),
                keeping.panel(what, &name),
            ])
        })
    })
}
