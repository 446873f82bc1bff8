//! A table is pasted, shown as it was understood, and taken over only then.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::format;
use crate::exchange::paste::{CellMeaning, Plan, RowMeaning, Stated, Target, plan};
use crate::exchange::sheet::{Cell, Convention, DateOrder, Decimal, SheetError, Verdict};
use crate::locale::fill;
use crate::model::{FigureKey, Scalar, Table};
use crate::ui::dynamic::{block, flag, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;

/// What was pasted, and whether the panel is open at all.
pub type Pasted = RwSignal<Option<String>>;

fn too_large(error: &SheetError) -> String {
    let w = &more_words().paste;
    let (sentence, excess) = match error {
        SheetError::TooLong(excess) => (w.too_long, excess),
        SheetError::TooManyRows(excess) => (w.too_many_rows, excess),
        SheetError::TooManyColumns(excess) => (w.too_many_columns, excess),
    };
    fill(sentence, &[&excess.found.to_string(), &excess.limit.to_string()])
}

/// The panel; nothing while it is closed.
pub fn paste_panel(
    name: &'static str,
    target: Signal<Target>,
    pasted: Pasted,
    on_apply: Callback<Vec<Stated>>,
) -> AnyView {
    let w = more_words();
    let decimal = RwSignal::new(None::<Decimal>);
    let dates = RwSignal::new(None::<DateOrder>);
    let chosen = RwSignal::new(Table::<usize, FigureKey>::default());
    let close = move || {
        pasted.set(None);
        decimal.set(None);
        dates.set(None);
        chosen.set(Table::default());
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
        decimal.get().is_some()
            || undecided(|own| matches!(own.reading.decimal, Verdict::Undecided | Verdict::Contradictory(_)))
    };
    let asks_dates = move || {
        dates.get().is_some()
            || undecided(|own| matches!(own.reading.dates, Verdict::Undecided | Verdict::Contradictory(_)))
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
        Target::Rows(_) => w.paste.expected_rows,
    };
    let field = format!("paste-{name}");
    when(
        move || pasted.with(Option::is_some),
        move || {
            el("section")
                .attr("class", "panel paste")
                .attr("aria-label", w.paste.title)
                .child(el("h3").child(w.paste.title))
                .child(el("p").attr("class", "hint").child(w.paste.means).child(" ").child(text(expected)))
                .child(
                    el("div")
                        .attr("class", "field")
                        .child(el("label").attr("for", field.clone()).child(w.paste.field))
                        .child(
                            el("textarea")
                                .attr("id", field.clone())
                                .attr("rows", "4")
                                .attr("wrap", "off")
                                .attr("spellcheck", "false")
                                .value(text(move || pasted.get().unwrap_or_default()))
                                .on(ev::input, on(move |event| pasted.set(Some(event_target_value(&event))))),
                        ),
                )
                .child(when(asks_decimal, move || {
                    question(
                        format!("decimal-{name}"),
                        if conflict() { w.paste.decimal_conflict } else { w.paste.decimal_question },
                        vec![
                            (w.paste.decimal_point, Callback::new(move |()| decimal.set(Some(Decimal::Point)))),
                            (w.paste.decimal_comma, Callback::new(move |()| decimal.set(Some(Decimal::Comma)))),
                        ],
                    )
                }))
                .child(when(asks_dates, move || {
                    question(
                        format!("dates-{name}"),
                        w.paste.date_question,
                        vec![
                            (w.paste.date_day, Callback::new(move |()| dates.set(Some(DateOrder::DayFirst)))),
                            (w.paste.date_month, Callback::new(move |()| dates.set(Some(DateOrder::MonthFirst)))),
                        ],
                    )
                }))
                .child(block(move || {
                    understood.get().map(|own| match own {
                        Ok(own) => preview(own, target.get(), chosen).into_any(),
                        Err(error) => {
                            el("p").attr("class", "error").attr("role", "alert").child(too_large(&error)).into_any()
                        }
                    })
                }))
                .child(
                    el("div")
                        .attr("class", "actions")
                        .child(
                            el("button")
                                .attr("type", "button")
                                .attr("class", "primary")
                                .attr("disabled", flag(move || count() == 0))
                                .on(ev::click, on(apply))
                                .child(block(move || fill(w.paste.apply, &[&count().to_string()]))),
                        )
                        .child(
                            el("button")
                                .attr("type", "button")
                                .attr("class", "quiet")
                                .on(ev::click, on(move |_| close()))
                                .child(w.steps.cancel),
                        ),
                )
        },
    )
}

fn question(name: String, asks: &'static str, options: Vec<(&'static str, Callback<()>)>) -> El {
    el("fieldset").attr("class", "paste-question").child(el("legend").child(asks)).child(
        options
            .into_iter()
            .map(|(label, choose)| {
                el("label")
                    .attr("class", "choice")
                    .child(
                        el("input")
                            .attr("type", "radio")
                            .attr("name", name.clone())
                            .on(ev::change, on(move |_| choose.run(()))),
                    )
                    .child(el("span").child(label))
            })
            .collect::<Vec<_>>(),
    )
}

fn shown(scalar: &Scalar) -> String {
    let w = more_words();
    match scalar {
        Scalar::Null => String::new(),
        Scalar::Bool(yes) => (if *yes { w.figures.yes } else { w.figures.no }).to_owned(),
        Scalar::Number(number) => format::plain(*number, 6),
        Scalar::Text(text) => text.to_string(),
    }
}

/// The table as it was understood: values as they will count, and what is left out.
fn preview(own: Plan, target: Target, chosen: RwSignal<Table<usize, FigureKey>>) -> AnyView {
    let w = more_words();
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
                    CellMeaning::Label => el("th").attr("scope", "col").child(text).into_any(),
                    CellMeaning::Value(value) => el("td").attr("class", "counts").child(shown(value)).into_any(),
                    CellMeaning::Nothing => el("td").attr("class", "left-out").child(text).into_any(),
                    CellMeaning::Ignored => {
                        let open = matches!(cell, Cell::Ambiguous { .. });
                        let why = (!open).then(|| fill(w.paste.cell_ignored, &[&text]));
                        el("td").attr("class", "ignored").attr("title", why).child(text).into_any()
                    }
                })
                .collect::<Vec<_>>();
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
                        .map(|key| el("option").attr("value", key.word()).child(w.figure(*key)))
                        .collect::<Vec<_>>();
                    let asks = fill(w.paste.choose_row, &[&label]);
                    el("td")
                        .child(
                            el("select")
                                .attr("aria-label", asks)
                                .on(ev::change, on(choose))
                                .child(el("option").attr("value", "").child(w.paste.leave_out))
                                .child(options),
                        )
                        .into_any()
                }
                _ if unknown => el("td").attr("class", "left-out").child(w.paste.ignored_row).into_any(),
                _ => ().into_any(),
            };
            el("tr").child(cells).child(note)
        })
        .collect::<Vec<_>>();
    let missing = (!own.has_headings).then_some(match target {
        Target::Rows(_) => w.paste.no_headings,
        _ => w.paste.no_periods,
    });
    let nothing = own.has_headings && own.count() == 0;
    parts(vec![
        parts(missing.map(|text| el("p").attr("class", "error").attr("role", "alert").child(text))),
        parts(nothing.then(|| el("p").attr("class", "hint").child(w.paste.nothing))),
        parts(el("h4").child(w.paste.shown)),
        parts(
            el("div")
                .attr("class", "scroll")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", w.paste.shown)
                .child(el("table").attr("class", "sheet preview").child(el("tbody").child(rows))),
        ),
    ])
}
