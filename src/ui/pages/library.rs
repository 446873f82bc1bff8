//! Everything in this browser: open, rename, duplicate, export, delete and put back, import.

use leptos::prelude::*;

use crate::browser::{focus, format};
use crate::locale::fill;
use crate::model::{ProfileField, Statement};
use crate::store::QUOTA;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, on, text, when};
use crate::ui::parts::frame::export_file;
use crate::ui::parts::import::Import;
use crate::ui::route::Place;
use crate::ui::session::{Entry, use_session};
use crate::ui::words;

#[component]
pub fn Library() -> impl IntoView {
    let w = words();
    let session = use_session();
    arrive(Signal::stored(w.library.title.to_owned()));
    let entries = move |trashed: bool| -> Vec<Entry> {
        session.entries().into_iter().filter(|own| own.trashed == trashed).collect()
    };
    let kilobytes = |units: usize| format::plain((units as f64 * 2.0 / 1000.0).ceil(), 0);
    let usage = move || {
        session.usage().map(|usage| {
            let all = kilobytes(usage.own + usage.others);
            (usage.own + usage.others, fill(w.library.storage_means, &[&all, &kilobytes(QUOTA), &kilobytes(usage.others)]))
        })
    };
    let put_back = move |id: crate::model::AssessmentId| {
        session.say_of(&id, vec![Statement::Profile { field: ProfileField::Trashed(None) }], None);
    };
    view! {
        <div class="page library">
            <header class="library-head">
                <div><h1 tabindex="-1">{w.library.title}</h1><p class="lead">{w.library.lead}</p></div>
                <div class="actions">
                    <a class="button primary" href=Place::New.href()>{w.start.begin}</a>
                    <Import label=w.library.import />
                </div>
            </header>
            {when(move || entries(false).is_empty(), move || view! {
                <p class="empty">{w.library.empty}</p> })}
            <ul class="entries">
                {block(move || entries(false).into_iter().map(|own| view! { <Line own /> }).collect_view())}
            </ul>
            {when(move || !entries(true).is_empty(), move || view! {
                <section class="trash">
                    <h2>{w.library.trash}</h2>
                    <p class="hint">{w.library.trash_means}</p>
                    <ul class="entries">
                        {block(move || entries(true).into_iter().map(|own| view! {
                            <li class="entry">
                                <p class="entry-name">{name_of(&own)}</p>
                                <div class="actions">
                                    <button type="button" on:click=on({
                                        let id = own.id.clone();
                                        move |_| put_back(id.clone())
                                    })>{w.library.put_back}</button>
                                </div>
                            </li>
                        }).collect_view())}
                    </ul>
                </section> })}
            <section class="storage">
                <h2>{w.library.storage}</h2>
                {block(move || usage().map(|(units, text)| view! {
                    <meter min="0" max=QUOTA high=QUOTA * 8 / 10 value=units aria-label=w.library.storage></meter>
                    <p class="hint">{text}</p>
                }))}
            </section>
        </div>
    }
}

fn name_of(own: &Entry) -> String {
    if own.name.is_empty() { words().frame.unnamed.to_owned() } else { own.name.to_string() }
}

#[component]
fn Line(own: Entry) -> impl IntoView {
    let w = words();
    let session = use_session();
    let name = name_of(&own);
    let id = own.id.clone();
    let renaming = RwSignal::new(false);
    let typed = RwSignal::new(name.clone());
    let field = format!("rename-{id}");
    let rename = {
        let id = id.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let name = typed.get_untracked();
            renaming.set(false);
            if !name.trim().is_empty() {
                let name = ProfileField::Name(Some(name.trim().into()));
                session.say_of(&id, vec![Statement::Profile { field: name }], None);
            }
        }
    };
    let begin_rename = {
        let field = field.clone();
        move |_| {
            renaming.set(true);
            let field = format!("#{field}");
            request_animation_frame(move || {
                focus::on(&field);
            });
        }
    };
    let duplicate = {
        let (id, name) = (id.clone(), name.clone());
        move |_| {
            session.duplicate(&id, &fill(w.library.copy_of, &[&name]));
        }
    };
    let export = {
        let id = id.clone();
        move |_| export_file(&id)
    };
    let delete = {
        let (id, name) = (id.clone(), name.clone());
        move |_| {
            let trashed = ProfileField::Trashed(Some(true));
            let done = fill(w.library.deleted, &[&name]);
            session.say_of(&id, vec![Statement::Profile { field: trashed }], Some(done));
        }
    };
    let hint = format!(
        "{} · {}",
        fill(w.library.answers, &[&own.answers.to_string()]),
        fill(w.library.changed, &[&format::day(own.changed)])
    );
    let open = Place::Results.of(&id);
    view! {
        <li class="entry">
            <div>
                <p class="entry-name"><a href=open.clone()>{name}</a></p>
                <p class="hint">{hint}</p>
            </div>
            {when(move || renaming.get(), move || view! {
                <form class="inline-fields" on:submit=on(rename.clone())>
                    <div class="field compact">
                        <label for=field.clone()>{w.library.rename_label}</label>
                        <input
                            id=field.clone()
                            type="text"
                            maxlength="200"
                            prop:value=text(move || typed.get())
                            on:input=on(move |event| typed.set(event_target_value(&event)))
                        />
                    </div>
                    <button type="submit">{w.library.rename_save}</button>
                    <button type="button" class="quiet" on:click=on(move |_| renaming.set(false))>{w.frame.cancel}</button>
                </form> })}
            <div class="actions">
                <a class="button" href=open>{w.library.open}</a>
                <button type="button" class="quiet" on:click=on(begin_rename)>{w.library.rename}</button>
                <button type="button" class="quiet" on:click=on(duplicate)>{w.library.duplicate}</button>
                <button type="button" class="quiet" on:click=on(export)>{w.library.export}</button>
                <button type="button" class="quiet" on:click=on(delete)>{w.library.delete}</button>
            </div>
        </li>
    }
}
