//! Figures by period: a row for each figure, a column for each period.

use leptos::ev;
use leptos::prelude::*;

use super::entry::number_field;
use super::icon::{Sign, icon};
use super::paste::{Pasted, paste_panel};
use super::series::{course, second_look};
use crate::browser::{clock, format};
use crate::exchange::paste::{Stated, Target};
use crate::locale::fill;
use crate::model::{
    Assessment, FigureKey, LineField, LineId, LineKind, Month, Period, PeriodKind, Register, Scalar, Stamp, Statement,
    Table, Text, Value,
};
use crate::ui::dynamic::{block, each, flag, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::session::use_session;
use chrono::Datelike;

/// A table of figures with its ways to fill it.
pub fn figures_table(name: &'static str, title: &'static str, keys: Signal<&'static [FigureKey]>) -> El {
    let w = more_words();
    let session = use_session();
    let added = RwSignal::new(Vec::<Period>::new());
    let periods = move || {
        let keys = keys.get();
        let year_end = session.with(|own| own.year_end());
        let mut periods: Vec<Period> = session.with(|own| {
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
        session.do_all(statements.collect(), fill(w.paste.done, &[&count.to_string()]));
    });
    let row = move |key: FigureKey| {
        let unit = w.figure_unit(key);
        el("tr")
            .child(
                el("th")
                    .attr("scope", "row")
                    .child(w.figure(key))
                    .child((!unit.is_empty()).then(|| el("span").attr("class", "unit").child(unit)))
                    .child(course(move || session.with(|own| own.figures.get(&key).cloned()))),
            )
            .child(each(periods, move |period| {
                let Ok(period) = period.parse::<Period>() else { return ().into_any() };
                el("td")
                    .child(number_field(
                        fill("{0}, {1}", &[w.figure(key), &format::period(period)]),
                        String::new(),
                        Signal::derive(move || session.with(|own| own.figures.get(&key)?.get(&period).copied())),
                        Callback::new(move |value| {
                            session.say(Statement::Figure { figure: key, period, value });
                        }),
                        Some(Callback::new(move |text| pasted.set(Some(text)))),
                    ))
                    .into_any()
            }))
    };
    el("section")
        .attr("class", "figures-table")
        .attr("aria-label", title)
        .child(
            el("div").attr("class", "table-head").child(el("h2").child(title)).child(
                el("button")
                    .attr("type", "button")
                    .on(ev::click, on(move |_| pasted.set(Some(String::new()))))
                    .child(w.figures.paste),
            ),
        )
        .child(paste_panel(name, Signal::derive(move || Target::Figures(keys.get())), pasted, apply))
        .child(when(move || periods().is_empty(), move || el("p").attr("class", "empty").child(w.figures.no_periods)))
        .child(when(
            move || !periods().is_empty(),
            move || {
                el("div")
                    .attr("class", "scroll")
                    .attr("tabindex", "0")
                    .attr("role", "group")
                    .attr("aria-label", title)
                    .child(
                        el("table")
                            .attr("class", "sheet")
                            .child(
                                el("thead").child(
                                    el("tr")
                                        .child(el("th").attr("scope", "col").child(w.figures.figure))
                                        .child(each(periods, heading)),
                                ),
                            )
                            .child(el("tbody").child(each(
                                move || keys.get().iter().map(|key| key.word().to_owned()).collect(),
                                move |key| FigureKey::from_word(key).map(row),
                            ))),
                    )
            },
        ))
        .child(second_look(move || {
            session.with(|own| {
                let series =
                    |key: &FigureKey| Some((w.figure(*key).to_owned(), key.adds_up(), own.figures.get(key)?.clone()));
                keys.get().iter().filter_map(series).collect()
            })
        }))
        .child(add_periods(name, Callback::new(move |more: Vec<Period>| added.update(|own| own.extend(more)))))
}

/// Periods by their end, as the text that names them, each once.
fn in_order(periods: Vec<Period>, year_end: Month) -> Vec<String> {
    let ordered: Table<(i32, Period), ()> =
        periods.into_iter().map(|period| ((period.last_month(year_end), period), ())).collect();
    ordered.keys().map(|(_, period)| period.to_string()).collect()
}

fn heading(period: &str) -> Option<El> {
    period.parse().ok().map(|period| el("th").attr("scope", "col").child(format::period(period)))
}

/// Adds empty periods in a row.
fn add_periods(name: &'static str, on_add: Callback<Vec<Period>>) -> El {
    let w = more_words();
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
    el("details")
        .attr("class", "add-periods")
        .child(el("summary").child(icon(Sign::Plus)).child(w.figures.add_period))
        .child(
            el("div")
                .attr("class", "inline-fields")
                .child(
                    el("div")
                        .attr("class", "field compact")
                        .child(el("label").attr("for", id("kind")).child(w.figures.period_kind))
                        .child(
                            el("select")
                                .attr("id", id("kind"))
                                .on(ev::change, on(choose_kind))
                                .child(el("option").attr("value", "year").child(w.figures.year))
                                .child(el("option").attr("value", "quarter").child(w.figures.quarter))
                                .child(el("option").attr("value", "month").child(w.figures.month)),
                        ),
                )
                .child(
                    el("div")
                        .attr("class", "field compact")
                        .child(el("label").attr("for", id("year")).child(w.figures.period_first))
                        .child(
                            el("input")
                                .attr("id", id("year"))
                                .attr("type", "text")
                                .attr("inputmode", "numeric")
                                .attr("size", "5")
                                .value(text(move || year.get().to_string()))
                                .on(
                                    ev::change,
                                    on(move |event| year.update(|own| *own = number(&event).unwrap_or(*own))),
                                ),
                        ),
                )
                .child(when(
                    move || kind.get() != PeriodKind::Year,
                    move || {
                        el("div")
                            .attr("class", "field compact")
                            .child(el("label").attr("for", id("part")).child(block(move || {
                                if kind.get() == PeriodKind::Month { w.figures.month } else { w.figures.quarter }
                            })))
                            .child(
                                el("select")
                                    .attr("id", id("part"))
                                    .on(
                                        ev::change,
                                        on(move |event| part.set(event_target_value(&event).parse().unwrap_or(1))),
                                    )
                                    .child(block(move || {
                                        parts()
                                            .into_iter()
                                            .map(|(value, text)| el("option").attr("value", value as usize).child(text))
                                            .collect::<Vec<_>>()
                                    })),
                            )
                    },
                ))
                .child(
                    el("div")
                        .attr("class", "field compact")
                        .child(el("label").attr("for", id("count")).child(w.figures.period_count))
                        .child(
                            el("input")
                                .attr("id", id("count"))
                                .attr("type", "text")
                                .attr("inputmode", "numeric")
                                .attr("size", "3")
                                .value(text(move || count.get().to_string()))
                                .on(
                                    ev::change,
                                    on(move |event| count.update(|own| *own = number(&event).unwrap_or(*own))),
                                ),
                        ),
                )
                .child(el("button").attr("type", "button").on(ev::click, on(add)).child(w.figures.add)),
        )
}

/// Budget and actual of every line by period.
pub fn budget_table() -> El {
    let w = more_words();
    let session = use_session();
    let added = RwSignal::new(Vec::<Period>::new());
    let lines = move || -> Vec<String> {
        session.with(|own| {
            // A line whose own fields are blank is still there while it has numbers.
            let mut ids: Vec<LineId> = own.lines().keys().copied().collect();
            for id in own.budgets.keys().chain(own.actuals.keys()) {
                if !ids.contains(id) {
                    ids.push(*id);
                }
            }
            ids.iter().map(ToString::to_string).collect()
        })
    };
    let periods = move || {
        session.with(|own| {
            let stated = own.budgets.values().chain(own.actuals.values()).flat_map(|series| series.keys().copied());
            in_order(stated.chain(added.get()).collect(), own.year_end())
        })
    };
    let pasted: Pasted = RwSignal::new(None);
    let apply = Callback::new(move |stated: Vec<Stated>| {
        let count = stated.len();
        let Some(first) = session.new_row() else { return };
        let mut known: Vec<(String, LineId)> = session.peek(|own| {
            own.lines().iter().filter_map(|(id, line)| Some((line.name.as_ref()?.to_string(), *id))).collect()
        });
        let mut statements = Vec::new();
        for own in stated {
            let Stated::Line(name, kind, is_actual, period, value) = own else { continue };
            let line = known.iter().find(|(own, _)| *own == name).map(|(_, id)| *id).unwrap_or_else(|| {
                // A new line is called by the stamp its name will get.
                let id = LineId(Stamp { counter: first.counter + statements.len() as u64, ..first });
                statements.push(LineField::Name(Some(name.as_str().into())).of(id).into());
                statements.push(LineField::Kind(Some(kind)).of(id).into());
                known.push((name.clone(), id));
                id
            });
            let value = Some(value);
            statements.push(match is_actual {
                true => Statement::Actual { line, period, value },
                false => Statement::Budget { line, period, value },
            });
        }
        session.do_all(statements, fill(w.paste.done, &[&count.to_string()]));
    });
    let add_line = move |_| {
        if let Some(stamp) = session.new_row() {
            session.say(LineField::Name(Some("".into())).of(LineId(stamp)).into());
        }
    };
    let cell = move |line: LineId, period: Period, is_actual: bool| {
        let what = if is_actual { w.figures.actual } else { w.figures.budget };
        let name = session.peek(|own| own.lines().get(&line).and_then(|line| line.name.clone()));
        let label = fill("{0}, {1}, {2}", &[&name.unwrap_or_default(), what, &format::period(period)]);
        el("td").child(number_field(
            label,
            String::new(),
            Signal::derive(move || {
                session.with(|own| {
                    let series = if is_actual { &own.actuals } else { &own.budgets };
                    series.get(&line)?.get(&period).copied()
                })
            }),
            Callback::new(move |value| {
                session.say(match is_actual {
                    true => Statement::Actual { line, period, value },
                    false => Statement::Budget { line, period, value },
                });
            }),
            Some(Callback::new(move |text| pasted.set(Some(text)))),
        ))
    };
    let row = move |line: LineId| {
        let own = move || session.with(|own| own.lines().get(&line).cloned().unwrap_or_default());
        let rename = move |event: ev::Event| {
            let name: Text = event_target_value(&event).trim().into();
            if own().name.as_ref() != Some(&name) {
                session.say(LineField::Name(Some(name)).of(line).into());
            }
        };
        let choose = move |event: ev::Event| {
            let kind = LineKind::from_word(&event_target_value(&event));
            session.say(LineField::Kind(kind).of(line).into());
        };
        let name = move || own().name.unwrap_or_default().to_string();
        let remove = move |_| remove_line(line);
        parts(vec![
            parts(
                el("tr")
                    .attr("class", "line-first")
                    .child(
                        el("th")
                            .attr("scope", "rowgroup")
                            .attr("rowspan", "2")
                            .child(
                                el("input")
                                    .attr("type", "text")
                                    .attr("data-says", true)
                                    .attr("aria-label", w.figures.line)
                                    .value(text(name))
                                    .on(ev::change, on(rename)),
                            )
                            .child(
                                el("span")
                                    .attr("class", "line-tools")
                                    .child(
                                        el("select")
                                            .attr("aria-label", w.column("kind"))
                                            .on(ev::change, on(choose))
                                            .child(
                                                LineKind::ALL
                                                    .iter()
                                                    .map(|kind| {
                                                        let kind = *kind;
                                                        let selected =
                                                            move || own().kind.unwrap_or(LineKind::Cost) == kind;
                                                        el("option")
                                                            .attr("value", kind.word())
                                                            .attr("selected", flag(selected))
                                                            .child(w.line_kind(kind))
                                                    })
                                                    .collect::<Vec<_>>(),
                                            ),
                                    )
                                    .child(
                                        el("button")
                                            .attr("type", "button")
                                            .attr("class", "quiet")
                                            .attr("aria-label", text(move || fill(w.figures.remove_row, &[&name()])))
                                            .on(ev::click, on(remove))
                                            .child(icon(Sign::Cross)),
                                    ),
                            ),
                    )
                    .child(
                        el("th")
                            .attr("scope", "row")
                            .attr("class", "part")
                            .child(w.figures.budget)
                            .child(course(move || session.with(|own| own.budgets.get(&line).cloned()))),
                    )
                    .child(each(periods, move |period| period.parse().ok().map(|period| cell(line, period, false)))),
            ),
            parts(
                el("tr")
                    .child(
                        el("th")
                            .attr("scope", "row")
                            .attr("class", "part")
                            .child(w.figures.actual)
                            .child(course(move || session.with(|own| own.actuals.get(&line).cloned()))),
                    )
                    .child(each(periods, move |period| period.parse().ok().map(|period| cell(line, period, true)))),
            ),
        ])
    };
    el("section")
        .attr("class", "figures-table")
        .attr("aria-label", w.figures.lines)
        .child(
            el("div")
                .attr("class", "table-head")
                .child(
                    el("div")
                        .child(el("h2").child(w.figures.lines))
                        .child(el("p").attr("class", "hint").child(w.figures.lines_means)),
                )
                .child(
                    el("button")
                        .attr("type", "button")
                        .on(ev::click, on(move |_| pasted.set(Some(String::new()))))
                        .child(w.figures.paste),
                ),
        )
        .child(paste_panel("lines", Signal::stored(Target::Lines), pasted, apply))
        .child(when(move || lines().is_empty(), move || el("p").attr("class", "empty").child(w.figures.no_lines)))
        .child(when(
            move || !lines().is_empty(),
            move || {
                el("div")
                    .attr("class", "scroll")
                    .attr("tabindex", "0")
                    .attr("role", "group")
                    .attr("aria-label", w.figures.lines)
                    .child(
                        el("table")
                            .attr("class", "sheet lines")
                            .child(
                                el("thead").child(
                                    el("tr")
                                        .child(el("th").attr("scope", "col").child(w.figures.line))
                                        .child(el("td"))
                                        .child(each(periods, heading)),
                                ),
                            )
                            .child(each(lines, move |line| line.parse().ok().map(|line| el("tbody").child(row(line))))),
                    )
            },
        ))
        .child(second_look(move || session.with(stated)))
        .child(
            el("div")
                .attr("class", "table-foot")
                .child(
                    el("button")
                        .attr("type", "button")
                        .on(ev::click, on(add_line))
                        .child(icon(Sign::Plus))
                        .child(w.figures.add_line),
                )
                .child(add_periods(
                    "lines",
                    Callback::new(move |more: Vec<Period>| added.update(|own| own.extend(more))),
                )),
        )
}

/// Each line twice, by its name: what was planned, and what came.
fn stated(own: &Assessment) -> Vec<(String, bool, Table<Period, f64>)> {
    let w = &more_words().figures;
    let lines = own.lines();
    let side = |id: &LineId, what: &str, all: &Table<LineId, Table<Period, f64>>| {
        let name = lines.get(id).and_then(|own| own.name.as_deref()).unwrap_or(w.line);
        Some(([name, ", ", what].concat(), true, all.get(id)?.clone()))
    };
    let both = |id: &LineId| [side(id, w.budget, &own.budgets), side(id, w.actual, &own.actuals)];
    own.budgeted().iter().flat_map(both).flatten().collect()
}

/// Withdraws everything that was said of a line.
fn remove_line(line: LineId) {
    let session = use_session();
    let own = session.assessment.get_untracked();
    let mut statements: Vec<Statement> = Register::Lines
        .columns()
        .filter_map(|name| Statement::read("line", &[&line.to_string(), name], &Scalar::Null))
        .collect();
    let periods = |series: &Table<LineId, Table<Period, f64>>| {
        series.get(&line).map(|series| series.keys().copied().collect::<Vec<_>>()).unwrap_or_default()
    };
    let value = None;
    statements.extend(periods(&own.budgets).into_iter().map(|period| Statement::Budget { line, period, value }));
    statements.extend(periods(&own.actuals).into_iter().map(|period| Statement::Actual { line, period, value }));
    session.do_all(statements, more_words().figures.row_removed.to_owned());
}

/// The scalar of a typed number, or of a blank.
pub fn number_scalar(number: Option<f64>) -> Scalar {
    number.as_ref().map_or(Scalar::Null, Value::write)
}
