//! The frame around every screen: the mark, the ways between screens, what became of the last write,
//! and what storage could not do.

use leptos::prelude::*;

use super::icon::{Icon, Sign};
use super::mark::Logo;
use crate::browser::theme::{self, Theme};
use crate::browser::{file, format};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::store::Fault;
use crate::ui::dynamic::{block, maybe, on, text, when};
use crate::ui::route::Place;
use crate::ui::session::{Saved, use_session};
use crate::ui::words;

#[component]
pub fn Header() -> impl IntoView {
    let w = words();
    let session = use_session();
    let theme = RwSignal::new(theme::stored());
    let theme_name = move || match theme.get() {
        Theme::System => w.frame.theme_system,
        Theme::Light => w.frame.theme_light,
        Theme::Dark => w.frame.theme_dark,
    };
    let link = move |label: &'static str, place: Place, here: fn(&Place) -> bool| {
        let href = move || {
            let place = place.clone();
            match session.open.get() {
                Some(id) => place.of(&id),
                None => place.href(),
            }
        };
        let current = move || session.route.with(|route| here(&route.place)).then_some("page");
        view! { <li><a href=href aria-current=maybe(current)>{label}</a></li> }
    };
    let in_assessment = move || session.open.with(Option::is_some);
    view! {
        <header class="frame-header">
            <a class="home" href="#/" aria-label=format!("{}, {}", w.frame.name, w.frame.start)>
                <Logo />
                <span class="wordmark">{w.frame.name}</span>
            </a>
            <nav aria-label=w.frame.navigation>
                <ul>
                    {when(in_assessment, move || view! {
                        {link(w.frame.assess, Place::Assess(None), |p| matches!(p, Place::Assess(_) | Place::List(_)))}
                        {link(
                            w.frame.figures,
                            Place::Figures(Indicator::Growth),
                            |p| matches!(p, Place::Figures(_)),
                        )}
                        {link(w.frame.results, Place::Results, |p| matches!(p, Place::Results | Place::Why(_)))} })}
                    <li>
                        <a
                            href=Place::Library.href()
                            aria-current=maybe(move || {
                                session.route.with(|route| route.place == Place::Library).then_some("page")
                            })
                        >
                            {w.frame.library}
                        </a>
                    </li>
                </ul>
            </nav>
            <Status />
            <button
                type="button"
                class="quiet theme"
                title=text(move || fill(w.frame.theme, &[theme_name()]))
                on:click=on(move |_| {
                    theme.update(|theme| *theme = theme.next());
                    theme::choose(theme.get());
                })
            >
                <Icon sign=Sign::Colours />
                <span class="for-reader">{block(move || fill(w.frame.theme, &[theme_name()]))}</span>
            </button>
        </header>
    }
}

/// One line that names the place and the time of what was saved.
#[component]
fn Status() -> impl IntoView {
    let w = words();
    let session = use_session();
    let text = move || match session.saved.get() {
        Saved::Unchanged => w.frame.unchanged.to_owned(),
        Saved::At(at) => fill(w.frame.saved, &[&format::time(at)]),
        Saved::Not(_) => String::new(),
    };
    view! { <p class="status" role="status">{text}</p> }
}

/// What went wrong with storage or the questionnaire, and what to do. It stays until it is solved.
#[component]
pub fn Troubles() -> impl IntoView {
    let w = words();
    let session = use_session();
    let export = move |_| {
        if let Some(id) = session.open.get_untracked() {
            export_file(&id);
        }
    };
    let not_saved = move || match session.saved.get() {
        Saved::Not(Fault::Blocked) => Some(w.trouble.blocked.to_owned()),
        Saved::Not(Fault::Full) => Some(w.trouble.full.to_owned()),
        Saved::Not(fault) => Some(fill(w.trouble.failed, &[&fault.to_string()])),
        _ => None,
    };
    let unreadable = move || session.trouble.with(|trouble| trouble.quarantine.len());
    let newer = move || session.trouble.with(|trouble| trouble.newer);
    let foreign = move || session.foreign();
    let save_unreadable = move |_| {
        let records: Vec<(String, String)> = session
            .trouble
            .with_untracked(|trouble| trouble.quarantine.iter().map(|own| (own.key.clone(), own.text.clone())).collect());
        file::download("unreadable-records.json", &serde_json::to_string_pretty(&records).unwrap_or_default());
    };
    let pack = move || match session.questionnaire.get() {
        Some(Err(why)) => Some((fill(w.trouble.pack_failed, &[&why]), true)),
        Some(Ok(asked)) => {
            let named = session.assessment.with(|own| own.profile.pack.clone())?;
            let here = asked.pack.name();
            let short = |name: &str| name.get(..name.len().min(48)).unwrap_or(name).to_owned();
            (*named != *here).then(|| (fill(w.trouble.pack_missing, &[&short(&named), &short(&here)]), false))
        }
        None => None,
    };
    view! {
        <div class="troubles">
            {block(move || not_saved().map(|text| view! {
                <div class="trouble" role="alert">
                    <p>{text}</p>
                    {when(move || session.open.with(Option::is_some), move || view! {
                        <button type="button" on:click=on(export)>{w.trouble.export}</button> })}
                </div>
            }))}
            {block(move || pack().map(|(text, reload)| view! {
                <div class="trouble" role="alert">
                    <p>{text}</p>
                    {reload.then(|| view! { <a class="button" href="">{w.trouble.reload}</a> })}
                </div>
            }))}
            {block(move || (unreadable() > 0).then(|| view! {
                <div class="trouble" role="alert">
                    <p>{fill(w.trouble.unreadable, &[&unreadable().to_string()])}</p>
                    <button type="button" on:click=on(save_unreadable)>{w.trouble.save_unreadable}</button>
                </div>
            }))}
            {block(move || (newer() > 0).then(|| view! {
                <p class="trouble">{fill(w.trouble.newer, &[&newer().to_string()])}</p>
            }))}
            {block(move || (foreign() > 0).then(|| view! {
                <p class="trouble">{fill(w.trouble.foreign, &[&foreign().to_string()])}</p>
            }))}
        </div>
    }
}

/// What was done last, with the way back.
#[component]
pub fn Toast() -> impl IntoView {
    let w = words();
    let session = use_session();
    view! {
        <div class="toasts" role="status">
            {block(move || session.undo.get().map(|undo| view! {
                <div class="toast">
                    <span>{undo.done}</span>
                    <button type="button" class="quiet" on:click=on(move |_| session.take_back())>{w.frame.undo}</button>
                    <button
                        type="button"
                        class="quiet"
                        aria-label=w.frame.dismiss
                        on:click=on(move |_| session.undo.set(None))
                    >
                        <Icon sign=Sign::Cross />
                    </button>
                </div>
            }))}
        </div>
    }
}

/// Offers an assessment as a file named after it.
pub fn export_file(id: &crate::model::AssessmentId) {
    let session = use_session();
    let name = session.assessment_of(id).and_then(|own| own.profile.name).unwrap_or_default();
    let letters = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let slug: String = name.to_lowercase().chars().map(letters).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let slug = if slug.is_empty() { "assessment".to_owned() } else { slug };
    if let Some(text) = session.file(id) {
        file::download(&format!("{slug}.fourfold.json"), &text);
    }
}
