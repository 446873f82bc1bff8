//! Fields that save themselves: a text after a pause and on leaving, a number on leaving. What was
//! typed is never thrown away because it could not be read.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::browser::format;
use crate::browser::listen::Listener;
use crate::browser::typing::on_the_way_out;
use crate::exchange::sheet::{Cell, Convention, DateOrder, Decimal, read};
use crate::locale::fill;
use crate::ui::dynamic::{block, maybe, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::session::use_session;

/// How long a pause in typing is.
const PAUSE: Duration = Duration::from_secs(1);

/// A text of several lines.
pub fn paused_text(
    id: String,
    label: &'static str,
    hint: &'static str,
    value: Signal<std::sync::Arc<str>>,
    on_text: Callback<String>,
    rows: u32,
    most: usize,
) -> El {
    let w = more_words();
    let session = use_session();
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
        {
            session.typing.set(false);
            if value.try_get_untracked().is_none_or(|value| *text != *value) {
                on_text.try_run(text);
            }
        }
    };
    // Of what is too long, and was left so, as much is kept as there is room for.
    let leave = move || {
        let begins = |text: &mut Option<String>| {
            let end = text.as_ref().and_then(|text| text.char_indices().nth(most)).map(|(end, _)| end);
            if let (Some(text), Some(end)) = (text, end) {
                text.truncate(end);
            }
        };
        typed.try_update(begins);
        flush();
    };
    let type_in = move |event: ev::Event| {
        typed.set(Some(event_target_value(&event)));
        session.typing.set(true);
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(move || untrack(flush), PAUSE).ok());
    };
    let listeners = StoredValue::new_local(Some(on_the_way_out(move || untrack(flush), move || untrack(leave))));
    on_cleanup(move || {
        untrack(leave);
        listeners.try_update_value(Option::take).flatten().into_iter().flatten().for_each(Listener::stop);
    });
    let shown = move || typed.get().unwrap_or_else(|| value.get().to_string());
    let too_long =
        move || (length() > most).then(|| fill(w.beside.note_long, &[&length().to_string(), &most.to_string()]));
    let hint_id = format!("{id}-hint");
    el("div")
        .attr("class", "field")
        .child(el("label").attr("for", id.clone()).child(label))
        .child(
            el("textarea")
                .attr("id", id)
                .attr("rows", rows as usize)
                .attr("aria-describedby", hint_id.clone())
                .attr("aria-invalid", maybe(move || { length() > most }.then_some("true")))
                .value(text(shown))
                .on(ev::input, on(type_in))
                .on(ev::blur, on(move |_| untrack(flush))),
        )
        .child(el("p").attr("class", "hint").attr("id", hint_id).child(hint))
        .child(block(move || too_long().map(|text| el("p").attr("class", "error").attr("role", "alert").child(text))))
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
pub fn number_field(
    label: String,
    id: String,
    value: Signal<Option<f64>>,
    on_number: Callback<Option<f64>>,
    on_table: Option<Callback<String>>,
) -> El {
    let w = more_words();
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
    el("span")
        .attr("class", "number")
        .child(
            el("input")
                .attr("type", "text")
                .attr("inputmode", "decimal")
                .attr("data-says", true)
                .attr("autocomplete", "off")
                .attr("id", id)
                .attr("aria-label", label)
                .attr("aria-invalid", maybe(move || wrong.with(Option::is_some).then_some("true")))
                .value(text(shown))
                .on(ev::change, on(change))
                .on(ev::paste, on(paste)),
        )
        .child(block(move || {
            wrong.get().map(|text| {
                el("span").attr("class", "error").attr("role", "alert").child(fill(w.figures.not_a_number, &[&text]))
            })
        }))
}
