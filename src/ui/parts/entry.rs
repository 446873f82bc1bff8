//! Fields that save themselves: a text after a pause and on leaving, a number on leaving. What was
//! typed is never thrown away because it could not be read.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::{ev, web_sys};

use crate::browser::format;
use crate::exchange::sheet::{Cell, Convention, DateOrder, Decimal, read};
use crate::locale::fill;
use crate::ui::dynamic::{block, maybe, on, text};
use crate::ui::words;

/// How long a pause in typing is.
const PAUSE: Duration = Duration::from_secs(1);

/// A text of several lines.
#[component]
pub fn PausedText(
    id: String,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    value: Signal<std::sync::Arc<str>>,
    on_text: Callback<String>,
    #[prop(default = 2)] rows: u32,
    /// The most characters that are kept.
    #[prop(default = 1000)]
    most: usize,
) -> impl IntoView {
    let w = words();
    let typed = RwSignal::new(None::<String>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // The field may already be on its way out when this runs.
    let length =
        move || typed.try_with(|typed| typed.as_ref().map_or(0, |typed| typed.chars().count())).unwrap_or_default();
    let flush = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        if length() <= most
            && let Some(Some(text)) = typed.try_update(Option::take)
            && value.try_get_untracked().is_none_or(|value| *text != *value)
        {
            on_text.try_run(text);
        }
    };
    let type_in = move |event: ev::Event| {
        typed.set(Some(event_target_value(&event)));
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(move || untrack(flush), PAUSE).ok());
    };
    // A tab that is hidden may never come back.
    let hidden = window_event_listener(ev::visibilitychange, move |_| untrack(flush));
    let gone = window_event_listener_untyped("pagehide", move |_: web_sys::Event| untrack(flush));
    on_cleanup(move || {
        untrack(flush);
        hidden.remove();
        gone.remove();
    });
    let shown = move || typed.get().unwrap_or_else(|| value.get().to_string());
    let too_long = move || (length() > most).then(|| fill(w.assess.note_long, &[&length().to_string(), &most.to_string()]));
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                rows=rows
                aria-describedby=hint_id.clone()
                aria-invalid=maybe(move || { length() > most }.then_some("true"))
                prop:value=text(shown)
                on:input=on(type_in)
                on:blur=on(move |_| untrack(flush))
            ></textarea>
            <p class="hint" id=hint_id>{hint}</p>
            {block(move || too_long().map(|text| view! { <p class="error" role="alert">{text}</p> }))}
        </div>
    }
}

/// The convention numbers are typed in here: the decimal mark of the visitor's language.
fn convention() -> Convention {
    let decimal = if format::fixed(1.5, 1).contains(',') { Decimal::Comma } else { Decimal::Point };
    Convention { decimal, dates: DateOrder::DayFirst }
}

/// A typed number. `Ok(None)` is a blank; `Err` is text that is not a number.
pub fn typed_number(text: &str) -> Result<Option<f64>, ()> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let reading = read(text, Some(convention())).map_err(|_| ())?;
    match reading.cells.as_slice() {
        [row] => match row.as_slice() {
            [Cell::Number { value, .. }] => Ok(Some(*value)),
            [Cell::Ambiguous { as_point, as_comma }] => {
                Ok(Some(if convention().decimal == Decimal::Comma { *as_comma } else { *as_point }))
            }
            _ => Err(()),
        },
        _ => Err(()),
    }
}

/// A number in a field or a cell of a table.
#[component]
pub fn NumberField(
    /// Says what the number is where no label stands beside the field.
    #[prop(optional, into)]
    label: String,
    #[prop(optional, into)] id: String,
    value: Signal<Option<f64>>,
    on_number: Callback<Option<f64>>,
    /// Takes a paste of several cells instead of the field.
    #[prop(optional)]
    on_table: Option<Callback<String>>,
) -> impl IntoView {
    let w = words();
    // What was typed and is not a number stays in the field until it is mended.
    let wrong = RwSignal::new(None::<String>);
    let shown = move || wrong.get().or_else(|| value.get().map(format::editable)).unwrap_or_default();
    let change = move |event: ev::Event| {
        let text = event_target_value(&event);
        match typed_number(&text) {
            Ok(number) => {
                wrong.set(None);
                if number != value.get_untracked() {
                    on_number.run(number);
                }
            }
            Err(()) => wrong.set(Some(text)),
        }
    };
    let paste = move |event: ev::ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if let Some(on_table) = on_table
            && text.trim_end().contains(['\t', '\n'])
        {
            event.prevent_default();
            on_table.run(text);
        }
    };
    let label = (!label.is_empty()).then_some(label);
    let id = (!id.is_empty()).then_some(id);
    view! {
        <span class="number">
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                id=id
                aria-label=label
                aria-invalid=maybe(move || wrong.with(Option::is_some).then_some("true"))
                prop:value=text(shown)
                on:change=on(change)
                on:paste=on(paste)
            />
            {block(move || wrong.get().map(|text| view! {
                <span class="error" role="alert">{fill(w.figures.not_a_number, &[&text])}</span>
            }))}
        </span>
    }
}
