//! Where one begins: go on, begin, open a sample, or restore from a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{fetch, focus, format, place};
use crate::exchange::file::read;
use crate::locale::fill;
use crate::model::EconomicMode;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, text, when};
use crate::ui::parts::import::{Import, refusal};
use crate::ui::parts::mark::Logo;
use crate::ui::route::Place;
use crate::ui::session::{Entry, SAMPLE, use_session};
use crate::ui::words;

#[component]
pub fn Start() -> impl IntoView {
    let w = &words().start;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    let entries = move || -> Vec<Entry> { session.entries().into_iter().filter(|entry| !entry.trashed).collect() };
    let empty = Memo::new(move |_| entries().is_empty());
    let failed = RwSignal::new(None::<String>);
    let sample = move |_| {
        spawn_local(async move {
            let opened = match fetch::text(SAMPLE).await {
                Ok(text) => read(&text).map_err(|error| refusal(&error)),
                Err(why) => Err(fill(w.sample_failed, &[&why])),
            };
            match opened.map(|file| session.take_over(&file, false)) {
                Ok(Some(id)) => place::go(Place::Results.of(&id).trim_start_matches('#')),
                Ok(None) => {}
                Err(why) => failed.set(Some(why)),
            }
        });
    };
    view! {
        <div class="page start">
            <section class="hero">
                <div class="hero-words">
                    <h1 tabindex="-1">{w.headline}</h1>
                    <p class="lead">{w.lead}</p>
                    {when(move || !empty.get(), move || view! {
                        <ul class="resume">
                            {block(move || entries().into_iter().take(3).map(|entry| view! { <Resume entry /> }).collect_view())}
                        </ul> })}
                    <div class="begin">
                        <a class="button large" class:primary=flag(move || empty.get()) href=Place::New.href()>{w.begin}</a>
                        <p class="hint">{w.begin_means}</p>
                    </div>
                </div>
                <Logo />
            </section>
            <section class="ways">
                <div class="way">
                    <Import label=w.restore />
                    <p class="hint">{w.restore_means}</p>
                </div>
                <div class="way">
                    <button type="button" on:click=on(sample)>{w.sample}</button>
                    <p class="hint">{w.sample_means}</p>
                    {block(move || failed.get().map(|why| view! { <p class="error" role="alert">{why}</p> }))}
                </div>
            </section>
            <section class="how">
                <h2>{w.how}</h2>
                <ol>
                    {[
                        (w.how_practice, w.how_practice_means),
                        (w.how_figures, w.how_figures_means),
                        (w.how_results, w.how_results_means),
                    ]
                        .map(|(name, means)| view! { <li><h3>{name}</h3><p>{means}</p></li> })
                        .into_iter()
                        .collect_view()}
                </ol>
            </section>
        </div>
    }
}

#[component]
fn Resume(entry: Entry) -> impl IntoView {
    let w = words();
    let name = if entry.name.is_empty() { w.frame.unnamed.into() } else { entry.name.clone() };
    let means = fill(w.start.resume_means, &[&entry.answers.to_string(), &format::day(entry.changed)]);
    view! {
        <li>
            <a class="resume-link" href=Place::Assess(None).of(&entry.id)>
                <span class="resume-name">{format!("{} {name}", w.start.resume)}</span>
                <span class="hint">{means}</span>
            </a>
        </li>
    }
}

/// What an assessment is of: a name, and how money follows service.
#[component]
pub fn New() -> impl IntoView {
    let w = words();
    let session = use_session();
    arrive(Signal::stored(w.start.new_title.to_owned()));
    let name = RwSignal::new(String::new());
    let mode = RwSignal::new(None::<EconomicMode>);
    let missing = RwSignal::new(false);
    let begin = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = name.get();
        if name.trim().is_empty() {
            missing.set(true);
            focus::on("#name");
            return;
        }
        if let Some(id) = session.begin(name.trim(), mode.get(), w) {
            place::go(Place::Assess(None).of(&id).trim_start_matches('#'));
        }
    };
    let option = move |own: Option<EconomicMode>, name: &'static str, means: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="mode"
                    prop:checked=flag(move || mode.get() == own)
                    on:change=on(move |_| mode.set(own))
                />
                <span class="choice-words"><span class="choice-name">{name}</span><span class="hint">{means}</span></span>
            </label>
        }
    };
    view! {
        <form class="page narrow" on:submit=on(begin) novalidate=true>
            <h1 tabindex="-1">{w.start.new_headline}</h1>
            <div class="field">
                <label for="name">{w.start.name}</label>
                <input
                    id="name"
                    type="text"
                    maxlength="200"
                    autocomplete="organization"
                    aria-invalid=maybe(move || missing.get().then_some("true"))
                    aria-describedby="name-error"
                    prop:value=text(move || name.get())
                    on:input=on(move |event| {
                        name.set(event_target_value(&event));
                        missing.set(false);
                    })
                />
                <p class="error" id="name-error">{block(move || missing.get().then_some(w.start.name_missing))}</p>
            </div>
            <fieldset>
                <legend>{w.start.mode}</legend>
                <p class="hint">{w.start.mode_means}</p>
                {EconomicMode::ALL
                    .iter()
                    .map(|own| {
                        let (name, means) = w.economic_mode(*own);
                        option(Some(*own), name, means)
                    })
                    .collect_view()}
                {option(None, w.start.mode_later, w.start.mode_later_means)}
            </fieldset>
            <div class="actions"><button type="submit" class="primary large">{w.start.create}</button></div>
        </form>
    }
}
