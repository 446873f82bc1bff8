//! An assessment as a file to keep.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::file;
use crate::model::AssessmentId;
use crate::ui::dynamic::on;
use crate::ui::el::el;
use crate::ui::more_words;
use crate::ui::session::use_session;

/// The way to keep the open assessment where storage fails.
pub fn export_button() -> AnyView {
    let session = use_session();
    let export = move |_| {
        if let Some(id) = session.open.get_untracked() {
            export_file(&id);
        }
    };
    el("button").attr("type", "button").on(ev::click, on(export)).child(more_words().trouble.export).into_any()
}

/// Offers an assessment as a file named after it.
pub fn export_file(id: &AssessmentId) {
    let session = use_session();
    let name = session.assessment_of(id).and_then(|own| own.profile.name).unwrap_or_default();
    // Letters of other scripts stay as they are: tables of them would be fetched by everyone.
    let letters = |c: char| if c.is_ascii_alphanumeric() || !c.is_ascii() { c } else { '-' };
    let slug: String = name.to_ascii_lowercase().chars().map(letters).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let slug = if slug.is_empty() { "assessment".to_owned() } else { slug };
    if let Some(text) = session.file(id) {
        file::download(&format!("{slug}.fourfold.json"), &text);
    }
}
