//! A table is pasted, shown as it was understood, and taken over only then.

use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::format;
use crate::exchange::paste::{CellMeaning, Plan, RowMeaning, Stated, Target, plan};
use crate::exchange::sheet::{Cell, Convention, DateOrder, Decimal, SheetError, Verdict};
use crate::locale::fill;
use crate::model::{FigureKey, Scalar};
use crate::ui::dynamic::{block, flag, on, text, when};
use crate::ui::words;

/// What was pasted, and whether the panel is open at all.
pub type Pasted = RwSignal<Option<String>>;

fn too_large(error: &SheetError) -> String {
    let w = &words().paste;
    let (sentence, excess) = match error {
        SheetError::TooLong(excess) => (w.too_long, excess),
        SheetError::TooManyRows(excess) => (w.too_many_rows, excess),
        SheetError::TooManyColumns(excess) => (w.too_many_columns, excess),
    };
    fill(sentence, &[&excess.found.to_string(), &excess.limit.to_string()])
}

/// The panel; nothing while it is closed.
#[component]
pub fn PastePanel(
    /// Makes the field's id unique on the page.
    name: &'static str,
    target: Signal<Target>,
    pasted: Pasted,
    on_apply: Callback<Vec<Stated>>,
) -> impl IntoView {
    let w = words();
    let decimal = RwSignal::new(None::<Decimal>);
    let dates = RwSignal::new(None::<DateOrder>);
    let chosen = RwSignal::new(BTreeMap::<usize, FigureKey>::new());
    let close = move || {
        pasted.set(None);
        decimal.set(None);
        dates.set(None);
        chosen.set(BTreeMap::new());
    };
    let understood = Memo::new(move |_| {
        let text = pasted.get().filter(|text| !text.trim().is_empty())?;
        // An answer to either question settles only what the table leaves open.
        let hint = (decimal.get().is_some() || dates.get().is_some()).then(|| Convention {
            decimal: decimal.get().unwrap_or(Decimal::Point),
            dates: dates.get().unwrap_or(DateOrder::DayFirst),
        });
        Some(plan(&text, target.get(), w, hint, &chosen.get()))
    });
    let count = move || understood.with(|own| own.as_ref().and_then(|own| own.as_ref().ok()).map_or(0, Plan::count));
    let undecided = move |of: fn(&Plan) -> bool| {
        understood.with(|own| own.as_ref().and_then(|own| own.as_ref().ok()).is_some_and(of))
    };
    let asks_decimal = move || {
        decimal.get().is_some() || undecided(|own| matches!(own.reading.decimal, Verdict::Undecided | Verdict::Contradictory(_)))
    };
    let asks_dates = move || {
        dates.get().is_some() || undecided(|own| matches!(own.reading.dates, Verdict::Undecided | Verdict::Contradictory(_)))
    };
    let conflict = move || undecided(|own| matches!(own.reading.decimal, Verdict::Contradictory(_)));
    let apply = move |_| {
        if let Some(Some(Ok(own))) = understood.try_get_untracked() {
            on_apply.run(own.stated);
            close();
        }
    };
    let expected = move || match target.get() {
        Target::Figures(_) => w.paste.expected_periods,
        Target::Lines => w.paste.expected_lines,
        Target::Rows(..) => w.paste.expected_rows,
    };
    let field = format!("paste-{name}");
    view! {
        {when(move || pasted.with(Option::is_some), move || view! {
            <section class="panel paste" aria-label=w.paste.title>
                <h3>{w.paste.title}</h3>
                <p class="hint">{w.paste.means}" "{expected}</p>
                <div class="field">
                    <label for=field.clone()>{w.paste.field}</label>
                    <textarea
                        id=field.clone()
                        rows="4"
                        wrap="off"
                        spellcheck="false"
                        prop:value=text(move || pasted.get().unwrap_or_default())
                        on:input=on(move |event| pasted.set(Some(event_target_value(&event))))
                    ></textarea>
                </div>
                {when(asks_decimal, move || view! {
                    <Question
                        name=format!("decimal-{name}")
                        asks=if conflict() { w.paste.decimal_conflict } else { w.paste.decimal_question }
                        options=vec![
                            (w.paste.decimal_point, Callback::new(move |()| decimal.set(Some(Decimal::Point)))),
                            (w.paste.decimal_comma, Callback::new(move |()| decimal.set(Some(Decimal::Comma)))),
                        ]
                    /> })}
                {when(asks_dates, move || view! {
                    <Question
                        name=format!("dates-{name}")
                        asks=w.paste.date_question
                        options=vec![
                            (w.paste.date_day, Callback::new(move |()| dates.set(Some(DateOrder::DayFirst)))),
                            (w.paste.date_month, Callback::new(move |()| dates.set(Some(DateOrder::MonthFirst)))),
                        ]
                    /> })}
                {block(move || understood.get().map(|own| match own {
                    Ok(own) => view! { <Preview own target=target.get() chosen /> }.into_any(),
                    Err(error) => view! { <p class="error" role="alert">{too_large(&error)}</p> }.into_any(),
                }))}
                <div class="actions">
                    <button type="button" class="primary" disabled=flag(move || count() == 0) on:click=on(apply)>
                        {block(move || fill(w.paste.apply, &[&count().to_string()]))}
                    </button>
                    <button type="button" class="quiet" on:click=on(move |_| close())>{w.frame.cancel}</button>
                </div>
            </section> })}
    }
}

#[component]
fn Question(name: String, asks: &'static str, options: Vec<(&'static str, Callback<()>)>) -> impl IntoView {
    view! {
        <fieldset class="paste-question">
            <legend>{asks}</legend>
            {options
                .into_iter()
                .map(|(label, choose)| view! {
                    <label class="choice">
                        <input type="radio" name=name.clone() on:change=on(move |_| choose.run(())) />
                        <span>{label}</span>
                    </label>
                })
                .collect_view()}
        </fieldset>
    }
}

fn shown(scalar: &Scalar) -> String {
    let w = words();
    match scalar {
        Scalar::Null => String::new(),
        Scalar::Bool(yes) => (if *yes { w.figures.yes } else { w.figures.no }).to_owned(),
        Scalar::Number(number) => format::plain(*number, 6),
        Scalar::Text(text) => text.to_string(),
    }
}

/// The table as it was understood: values as they will count, and what is left out.
#[component]
fn Preview(own: Plan, target: Target, chosen: RwSignal<BTreeMap<usize, FigureKey>>) -> impl IntoView {
    let w = words();
    let rows = own
        .rows
        .iter()
        .enumerate()
        .map(|(row, meaning)| {
            let texts = own.reading.texts[row].clone();
            let label = texts.first().cloned().unwrap_or_default();
            let cells = texts
                .into_iter()
                .zip(&own.cells[row])
                .zip(&own.reading.cells[row])
                .map(|((text, meaning), cell)| match meaning {
                    CellMeaning::Label => view! { <th scope="col">{text}</th> }.into_any(),
                    CellMeaning::Value(value) => view! { <td class="counts">{shown(value)}</td> }.into_any(),
                    CellMeaning::Nothing => view! { <td class="left-out">{text}</td> }.into_any(),
                    CellMeaning::Ignored => {
                        let open = matches!(cell, Cell::Ambiguous { .. });
                        let why = (!open).then(|| fill(w.paste.cell_ignored, &[&text]));
                        view! { <td class="ignored" title=why>{text}</td> }.into_any()
                    }
                })
                .collect_view();
            let unknown = *meaning == RowMeaning::Unknown && !label.trim().is_empty();
            let choose = move |event: ev::Event| {
                let key = FigureKey::from_word(&event_target_value(&event));
                chosen.update(|chosen| match key {
                    Some(key) => drop(chosen.insert(row, key)),
                    None => drop(chosen.remove(&row)),
                });
            };
            let note = match target {
                Target::Figures(keys) if unknown => {
                    let options = keys
                        .iter()
                        .map(|key| view! { <option value=key.word()>{w.figure(*key)}</option> })
                        .collect_view();
                    let asks = fill(w.paste.choose_row, &[&label]);
                    view! {
                        <td>
                            <select aria-label=asks on:change=on(choose)>
                                <option value="">{w.paste.leave_out}</option>
                                {options}
                            </select>
                        </td>
                    }
                    .into_any()
                }
                _ if unknown => view! { <td class="left-out">{w.paste.ignored_row}</td> }.into_any(),
                _ => ().into_any(),
            };
            view! { <tr>{cells}{note}</tr> }
        })
        .collect_view();
    let missing = (!own.has_headings).then_some(match target {
        Target::Rows(..) => w.paste.no_headings,
        _ => w.paste.no_periods,
    });
    let nothing = own.has_headings && own.count() == 0;
    view! {
        {missing.map(|text| view! { <p class="error" role="alert">{text}</p> })}
        {nothing.then(|| view! { <p class="hint">{w.paste.nothing}</p> })}
        <h4>{w.paste.shown}</h4>
        <div class="scroll" tabindex="0" role="region" aria-label=w.paste.shown>
            <table class="sheet preview"><tbody>{rows}</tbody></table>
        </div>
    }
}
