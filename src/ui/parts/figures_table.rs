//! Figures by period: a row for each figure, a column for each period.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;

use super::entry::NumberField;
use super::icon::{Icon, Sign};
use super::paste::{PastePanel, Pasted};
use crate::browser::{clock, format};
use crate::exchange::paste::{Stated, Target};
use crate::locale::fill;
use crate::model::{FigureKey, LineField, LineId, LineKind, Month, Period, PeriodKind, Scalar, Stamp, Statement, Value};
use crate::ui::dynamic::{block, each, on, text, when};
use crate::ui::session::use_session;
use crate::ui::words;
use chrono::Datelike;

/// A table of figures with its ways to fill it.
#[component]
pub fn FiguresTable(
    name: &'static str,
    title: &'static str,
    #[prop(into)] keys: Signal<&'static [FigureKey]>,
) -> impl IntoView {
    let w = words();
    let session = use_session();
    let added = RwSignal::new(Vec::<Period>::new());
    let periods = move || {
        let keys = keys.get();
        let year_end = session.assessment.with(|own| own.year_end());
        let mut periods: Vec<Period> = session.assessment.with(|own| {
            keys.iter().filter_map(|key| own.figures.get(key)).flat_map(|series| series.keys().copied()).collect()
        });
        periods.extend(added.get());
        in_order(periods, year_end)
    };
    let pasted: Pasted = RwSignal::new(None);
    let apply = Callback::new(move |stated: Vec<Stated>| {
        let count = stated.len();
        let statements = stated.into_iter().filter_map(|own| match own {
            Stated::Figure(figure, period, value) => Some(Statement::Figure { figure, period, value: Some(value) }),
            _ => None,
        });
        session.say_all(statements.collect(), Some(fill(w.paste.done, &[&count.to_string()])));
    });
    let row = move |key: FigureKey| {
        let unit = w.figure_unit(key);
        view! {
            <tr>
                <th scope="row">
                    {w.figure(key)}{(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
                </th>
                {each(periods, move |period| {
                    let Ok(period) = period.parse::<Period>() else { return ().into_any() };
                    view! {
                    <td>
                        <NumberField
                            label=fill("{0}, {1}", &[w.figure(key), &format::period(period)])
                            value=Signal::derive(move || {
                                session.assessment.with(|own| own.figures.get(&key)?.get(&period).copied())
                            })
                            on_number=Callback::new(move |value| {
                                session.say(Statement::Figure { figure: key, period, value });
                            })
                            on_table=Callback::new(move |text| pasted.set(Some(text)))
                        />
                    </td>
                    }
                    .into_any()
                })}
            </tr>
        }
    };
    view! {
        <section class="figures-table" aria-label=title>
            <div class="table-head">
                <h3>{title}</h3>
                <button type="button" on:click=on(move |_| pasted.set(Some(String::new())))>{w.figures.paste}</button>
            </div>
            <PastePanel name target=Signal::derive(move || Target::Figures(keys.get())) pasted on_apply=apply />
            {when(move || periods().is_empty(), move || view! { <p class="empty">{w.figures.no_periods}</p> })}
            {when(move || !periods().is_empty(), move || view! {
                <div class="scroll" tabindex="0" role="region" aria-label=title>
                    <table class="sheet">
                        <thead>
                            <tr>
                                <th scope="col">{w.figures.figure}</th>
                                {each(periods, heading)}
                            </tr>
                        </thead>
                        <tbody>{each(
                            move || keys.get().iter().map(|key| key.word().to_owned()).collect(),
                            move |key| FigureKey::from_word(key).map(row),
                        )}</tbody>
                    </table>
                </div>
            })}
            <AddPeriods name on_add=Callback::new(move |more: Vec<Period>| added.update(|own| own.extend(more))) />
        </section>
    }
}

/// Periods by their end, as the text that names them, each once.
fn in_order(periods: Vec<Period>, year_end: Month) -> Vec<String> {
    let ordered: BTreeSet<(i32, Period)> =
        periods.into_iter().map(|period| (period.last_month(year_end), period)).collect();
    ordered.into_iter().map(|(_, period)| period.to_string()).collect()
}

fn heading(period: &str) -> impl IntoAny + use<> {
    period.parse().ok().map(|period| view! { <th scope="col">{format::period(period)}</th> })
}

/// Adds empty periods in a row.
#[component]
fn AddPeriods(name: &'static str, on_add: Callback<Vec<Period>>) -> impl IntoView {
    let w = words();
    let year = RwSignal::new(clock::today().map_or(2025, |today| today.year()) - 1);
    let kind = RwSignal::new(PeriodKind::Year);
    let part = RwSignal::new(1u32);
    let count = RwSignal::new(2i32);
    let choose_kind = move |event: ev::Event| {
        kind.set(match &*event_target_value(&event) {
            "month" => PeriodKind::Month,
            "quarter" => PeriodKind::Quarter,
            _ => PeriodKind::Year,
        });
        part.set(1);
        count.set(if kind.get_untracked() == PeriodKind::Year { 2 } else { 12 / kind.get_untracked().months() });
    };
    let parts = move || match kind.get() {
        PeriodKind::Year => Vec::new(),
        PeriodKind::Quarter => (1..=4).map(|own| (own, format!("Q{own}"))).collect(),
        PeriodKind::Month => (1..=12).map(|own| (own, w.month(own).to_owned())).collect::<Vec<_>>(),
    };
    let number = |event: &ev::Event| event_target_value(event).trim().parse::<i32>().ok();
    let add = move |_| {
        let first = Period::new(kind.get_untracked(), year.get_untracked(), part.get_untracked());
        let count = count.get_untracked().clamp(1, 60);
        on_add.run(first.into_iter().flat_map(|first| (0..count).filter_map(move |step| first.offset(step))).collect());
    };
    let id = move |part: &str| format!("{name}-{part}");
    view! {
        <details class="add-periods">
            <summary><Icon sign=Sign::Plus />{w.figures.add_period}</summary>
            <div class="inline-fields">
                <div class="field compact">
                    <label for=id("kind")>{w.figures.period_kind}</label>
                    <select id=id("kind") on:change=on(choose_kind)>
                        <option value="year">{w.figures.year}</option>
                        <option value="quarter">{w.figures.quarter}</option>
                        <option value="month">{w.figures.month}</option>
                    </select>
                </div>
                <div class="field compact">
                    <label for=id("year")>{w.figures.period_first}</label>
                    <input
                        id=id("year")
                        type="text"
                        inputmode="numeric"
                        size="5"
                        prop:value=text(move || year.get().to_string())
                        on:change=on(move |event| year.update(|own| *own = number(&event).unwrap_or(*own)))
                    />
                </div>
                {when(move || kind.get() != PeriodKind::Year, move || view! {
                    <div class="field compact">
                        <label for=id("part")>
                            {block(move || {
                                if kind.get() == PeriodKind::Month { w.figures.month } else { w.figures.quarter }
                            })}
                        </label>
                        <select
                            id=id("part")
                            on:change=on(move |event| part.set(event_target_value(&event).parse().unwrap_or(1)))
                        >
                            {block(move || {
                                parts()
                                    .into_iter()
                                    .map(|(value, text)| view! { <option value=value>{text}</option> })
                                    .collect_view()
                            })}
                        </select>
                    </div> })}
                <div class="field compact">
                    <label for=id("count")>{w.figures.period_count}</label>
                    <input
                        id=id("count")
                        type="text"
                        inputmode="numeric"
                        size="3"
                        prop:value=text(move || count.get().to_string())
                        on:change=on(move |event| count.update(|own| *own = number(&event).unwrap_or(*own)))
                    />
                </div>
                <button type="button" on:click=on(add)>{w.figures.add}</button>
            </div>
        </details>
    }
}

/// Budget and actual of every line by period.
#[component]
pub fn BudgetTable() -> impl IntoView {
    let w = words();
    let session = use_session();
    let added = RwSignal::new(Vec::<Period>::new());
    let lines = move || -> Vec<String> {
        session.assessment.with(|own| {
            // A line whose own fields are blank is still there while it has numbers.
            let mut ids: Vec<LineId> = own.lines.keys().copied().collect();
            for id in own.budgets.keys().chain(own.actuals.keys()) {
                if !ids.contains(id) {
                    ids.push(*id);
                }
            }
            ids.iter().map(ToString::to_string).collect()
        })
    };
    let periods = move || {
        session.assessment.with(|own| {
            let stated = own.budgets.values().chain(own.actuals.values()).flat_map(|series| series.keys().copied());
            in_order(stated.chain(added.get()).collect(), own.year_end())
        })
    };
    let pasted: Pasted = RwSignal::new(None);
    let apply = Callback::new(move |stated: Vec<Stated>| {
        let count = stated.len();
        let Some(first) = session.new_row() else { return };
        let mut known: Vec<(String, LineId)> = session.assessment.with_untracked(|own| {
            own.lines.iter().filter_map(|(id, line)| Some((line.name.as_ref()?.to_string(), *id))).collect()
        });
        let mut statements = Vec::new();
        for own in stated {
            let Stated::Line(name, kind, is_actual, period, value) = own else { continue };
            let line = known.iter().find(|(own, _)| *own == name).map(|(_, id)| *id).unwrap_or_else(|| {
                // A new line is called by the stamp its name will get.
                let id = LineId(Stamp { counter: first.counter + statements.len() as u64, ..first });
                statements.push(Statement::Line { id, field: LineField::Name(Some(name.as_str().into())) });
                statements.push(Statement::Line { id, field: LineField::Kind(Some(kind)) });
                known.push((name.clone(), id));
                id
            });
            let value = Some(value);
            statements.push(match is_actual {
                true => Statement::Actual { line, period, value },
                false => Statement::Budget { line, period, value },
            });
        }
        session.say_all(statements, Some(fill(w.paste.done, &[&count.to_string()])));
    });
    let add_line = move |_| {
        if let Some(stamp) = session.new_row() {
            session.say(Statement::Line { id: LineId(stamp), field: LineField::Name(Some("".into())) });
        }
    };
    let cell = move |line: LineId, period: Period, is_actual: bool| {
        let what = if is_actual { w.figures.actual } else { w.figures.budget };
        let name = session.assessment.with_untracked(|own| own.lines.get(&line).and_then(|line| line.name.clone()));
        let label = fill("{0}, {1}, {2}", &[&name.unwrap_or_default(), what, &format::period(period)]);
        view! {
            <td>
                <NumberField
                    label
                    value=Signal::derive(move || {
                        session.assessment.with(|own| {
                            let series = if is_actual { &own.actuals } else { &own.budgets };
                            series.get(&line)?.get(&period).copied()
                        })
                    })
                    on_number=Callback::new(move |value| {
                        session.say(match is_actual {
                            true => Statement::Actual { line, period, value },
                            false => Statement::Budget { line, period, value },
                        });
                    })
                    on_table=Callback::new(move |text| pasted.set(Some(text)))
                />
            </td>
        }
    };
    let row = move |line: LineId| {
        let own = move || session.assessment.with(|own| own.lines.get(&line).cloned().unwrap_or_default());
        let rename = move |event: ev::Event| {
            let name = event_target_value(&event);
            session.say(Statement::Line { id: line, field: LineField::Name(Some(name.trim().into())) });
        };
        let choose = move |event: ev::Event| {
            let kind = LineKind::from_word(&event_target_value(&event));
            session.say(Statement::Line { id: line, field: LineField::Kind(kind) });
        };
        let name = move || own().name.unwrap_or_default().to_string();
        let remove = move |_| remove_line(line);
        view! {
            <tr class="line-first">
                <th scope="rowgroup" rowspan="2">
                    <input type="text" aria-label=w.figures.line prop:value=text(name) on:change=on(rename) />
                    <span class="line-tools">
                        <select aria-label=w.column("kind") on:change=on(choose)>
                            {LineKind::ALL.iter().map(|kind| {
                                let kind = *kind;
                                let selected = move || own().kind.unwrap_or(LineKind::Cost) == kind;
                                view! { <option value=kind.word() selected=selected>{w.line_kind(kind)}</option> }
                            }).collect_view()}
                        </select>
                        <button
                            type="button"
                            class="quiet"
                            aria-label=text(move || fill(w.figures.remove_row, &[&name()]))
                            on:click=on(remove)
                        >
                            <Icon sign=Sign::Cross />
                        </button>
                    </span>
                </th>
                <th scope="row" class="part">{w.figures.budget}</th>
                {each(periods, move |period| period.parse().ok().map(|period| cell(line, period, false)))}
            </tr>
            <tr>
                <th scope="row" class="part">{w.figures.actual}</th>
                {each(periods, move |period| period.parse().ok().map(|period| cell(line, period, true)))}
            </tr>
        }
    };
    view! {
        <section class="figures-table" aria-label=w.figures.lines>
            <div class="table-head">
                <div><h3>{w.figures.lines}</h3><p class="hint">{w.figures.lines_means}</p></div>
                <button type="button" on:click=on(move |_| pasted.set(Some(String::new())))>{w.figures.paste}</button>
            </div>
            <PastePanel name="lines" target=Signal::stored(Target::Lines) pasted on_apply=apply />
            {when(move || lines().is_empty(), move || view! { <p class="empty">{w.figures.no_lines}</p> })}
            {when(move || !lines().is_empty(), move || view! {
                <div class="scroll" tabindex="0" role="region" aria-label=w.figures.lines>
                    <table class="sheet lines">
                        <thead>
                            <tr>
                                <th scope="col">{w.figures.line}</th>
                                <td></td>
                                {each(periods, heading)}
                            </tr>
                        </thead>
                        {each(lines, move |line| line.parse().ok().map(|line| view! { <tbody>{row(line)}</tbody> }))}
                    </table>
                </div>
            })}
            <div class="table-foot">
                <button type="button" on:click=on(add_line)><Icon sign=Sign::Plus />{w.figures.add_line}</button>
                <AddPeriods
                    name="lines"
                    on_add=Callback::new(move |more: Vec<Period>| added.update(|own| own.extend(more)))
                />
            </div>
        </section>
    }
}

/// Withdraws everything that was said of a line.
fn remove_line(line: LineId) {
    let session = use_session();
    let own = session.assessment.get_untracked();
    let mut statements: Vec<Statement> = LineField::NAMES
        .iter()
        .filter_map(|name| Statement::read("line", &[&line.to_string(), name], &Scalar::Null))
        .collect();
    let periods = |series: &std::collections::BTreeMap<LineId, std::collections::BTreeMap<Period, f64>>| {
        series.get(&line).map(|series| series.keys().copied().collect::<Vec<_>>()).unwrap_or_default()
    };
    let value = None;
    statements.extend(periods(&own.budgets).into_iter().map(|period| Statement::Budget { line, period, value }));
    statements.extend(periods(&own.actuals).into_iter().map(|period| Statement::Actual { line, period, value }));
    session.say_all(statements, Some(words().figures.row_removed.to_owned()));
}

/// The scalar of a typed number, or of a blank.
pub fn number_scalar(number: Option<f64>) -> Scalar {
    number.as_ref().map_or(Scalar::Null, Value::write)
}
