//! A register: a row for each thing, a column for each of its fields.

use leptos::ev;
use leptos::prelude::*;

use super::entry::number_field;
use super::figures_table::number_scalar;
use super::icon::{Sign, icon};
use super::paste::{Pasted, paste_panel};
use crate::exchange::paste::{Stated, Target};
use crate::locale::fill;
use crate::model::{ActionStatus, Magnitude, Register, Scalar, Stamp, Statement, Text, Treatment, Value};
use crate::ui::dynamic::{each, flag, on, text, when};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::session::{Questionnaire, use_session};

/// How a column is filled in.
enum Entry {
    Text,
    Number,
    Date,
    Choice(Vec<(Scalar, Text)>),
}

fn entry(column: &str) -> Entry {
    let w = more_words();
    let choice = |scalar: Scalar, name: &'static str| (scalar, Text::from(name));
    match column {
        "due" | "review" | "closed" => Entry::Date,
        "effort" | "loss-before" | "loss-residual" | "treatment-cost" | "probability" | "bac" | "pv" | "ev" | "ac" => {
            Entry::Number
        }
        "frequency-min" | "frequency-likely" | "frequency-max" => Entry::Number,
        "event-loss-min" | "event-loss-likely" | "event-loss-max" => Entry::Number,
        "treatment" => Entry::Choice(Treatment::ALL.iter().map(|own| choice(own.write(), w.treatment(*own))).collect()),
        "status" => {
            Entry::Choice(ActionStatus::ALL.iter().map(|own| choice(own.write(), w.action_status(*own))).collect())
        }
        "process" => {
            let asked = untrack(|| use_session().asked());
            let processes =
                asked.iter().flat_map(|asked| asked.pack.structure.processes.iter().map(move |own| (asked, own)));
            let named = |(asked, own): (&std::sync::Arc<Questionnaire>, &crate::model::pack::Process)| {
                (own.id.write(), asked.texts.processes.get(&own.id).map(|named| named.name.clone()).unwrap_or_default())
            };
            Entry::Choice(processes.map(named).collect())
        }
        "likelihood" | "impact" => {
            Entry::Choice(Magnitude::ALL.iter().map(|own| choice(own.write(), w.magnitude(*own))).collect())
        }
        "happened" => {
            Entry::Choice(vec![choice(Scalar::Bool(true), w.figures.yes), choice(Scalar::Bool(false), w.figures.no)])
        }
        _ => Entry::Text,
    }
}

pub fn register(kind: Register, title: &'static str, means: &'static str, empty: &'static str) -> El {
    let w = more_words();
    let session = use_session();
    let rows = move || session.with(|own| own.rows(kind).iter().map(ToString::to_string).collect::<Vec<_>>());
    let pasted: Pasted = RwSignal::new(None);
    let statement = move |row: Stamp, column: &str, scalar: &Scalar| {
        Statement::read(kind.word(), &[&row.to_string(), column], scalar)
    };
    let say = move |row: Stamp, column: &'static str, scalar: Scalar| {
        if let Some(statement) = statement(row, column, &scalar) {
            session.say(statement);
        }
    };
    let apply = Callback::new(move |stated: Vec<Stated>| {
        let Some(first) = session.new_row() else { return };
        let mut statements = Vec::new();
        for own in stated {
            let Stated::Row(fields) = own else { continue };
            // A row is called by the stamp its first field will get.
            let row = Stamp { counter: first.counter + statements.len() as u64, ..first };
            statements.extend(fields.into_iter().filter_map(|(column, value)| statement(row, column, &value)));
        }
        let count = statements.len().to_string();
        session.do_all(statements, fill(w.paste.done, &[&count]));
    });
    let add = move |_| {
        if let (Some(row), Some(first)) = (session.new_row(), kind.columns().next()) {
            say(row, first, Scalar::Text("".into()));
        }
    };
    let remove = move |row: Stamp| {
        let statements = kind.columns().filter_map(|column| statement(row, column, &Scalar::Null)).collect();
        session.do_all(statements, w.figures.row_removed.to_owned());
    };
    let cell = move |row: Stamp, column: &'static str| {
        let value = move || session.with(|own| own.cell(kind, row, column));
        let label = w.column(column);
        let typed = move || match value() {
            Scalar::Text(text) => text.to_string(),
            _ => String::new(),
        };
        let say_text = move |event: ev::Event| {
            let typed = event_target_value(&event);
            let scalar = if typed.trim().is_empty() { Scalar::Null } else { Scalar::Text(typed.trim().into()) };
            if scalar != value() {
                say(row, column, scalar);
            }
        };
        match entry(column) {
            Entry::Text => el("input")
                .attr("type", "text")
                .attr("data-says", true)
                .attr("aria-label", label)
                .value(text(typed))
                .on(ev::change, on(say_text))
                .into_any(),
            Entry::Date => el("input")
                .attr("type", "date")
                .attr("data-says", true)
                .attr("aria-label", label)
                .value(text(typed))
                .on(ev::change, on(say_text))
                .into_any(),
            Entry::Number => number_field(
                label.to_owned(),
                String::new(),
                Signal::derive(move || f64::read(&value())),
                Callback::new(move |number| say(row, column, number_scalar(number))),
                Some(Callback::new(move |text| pasted.set(Some(text)))),
            )
            .into_any(),
            Entry::Choice(options) => {
                let choices: Vec<Scalar> = options.iter().map(|(scalar, _)| scalar.clone()).collect();
                let choose = move |event: ev::Event| {
                    let index = event_target_value(&event).parse::<usize>().ok();
                    let scalar = index.and_then(|index| choices.get(index).cloned()).unwrap_or(Scalar::Null);
                    say(row, column, scalar);
                };
                el("select")
                    .attr("aria-label", label)
                    .on(ev::change, on(choose))
                    .child(
                        el("option")
                            .attr("value", "")
                            .attr("selected", flag(move || value() == Scalar::Null))
                            .child(w.figures.blank),
                    )
                    .child(
                        options
                            .into_iter()
                            .enumerate()
                            .map(|(index, (scalar, name))| {
                                el("option")
                                    .attr("value", index)
                                    .attr("selected", flag(move || value() == scalar))
                                    .child(name)
                            })
                            .collect::<Vec<_>>(),
                    )
                    .into_any()
            }
        }
    };
    let line = move |row: Stamp| {
        let first = kind.columns().next().unwrap_or("");
        let name = move || match session.with(|own| own.cell(kind, row, first)) {
            Scalar::Text(text) if !text.trim().is_empty() => text.to_string(),
            _ => w.figures.this_row.to_owned(),
        };
        el("tr").child(kind.columns().map(|column| el("td").child(cell(row, column))).collect::<Vec<_>>()).child(
            el("td").child(
                el("button")
                    .attr("type", "button")
                    .attr("class", "quiet")
                    .attr("aria-label", text(move || fill(w.figures.remove_row, &[&name()])))
                    .on(ev::click, on(move |_| remove(row)))
                    .child(icon(Sign::Cross)),
            ),
        )
    };
    el("section")
        .attr("class", "register")
        .attr("aria-label", title)
        .child(
            el("div")
                .attr("class", "table-head")
                .child(el("div").child(el("h2").child(title)).child(el("p").attr("class", "hint").child(means)))
                .child(
                    el("button")
                        .attr("type", "button")
                        .on(ev::click, on(move |_| pasted.set(Some(String::new()))))
                        .child(w.figures.paste),
                ),
        )
        .child(paste_panel(kind.word(), Signal::stored(Target::Rows(kind)), pasted, apply))
        .child(when(move || rows().is_empty(), move || el("p").attr("class", "empty").child(empty)))
        .child(when(
            move || !rows().is_empty(),
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
                                        .child(
                                            kind.columns()
                                                .map(|name| el("th").attr("scope", "col").child(w.column(name)))
                                                .collect::<Vec<_>>(),
                                        )
                                        .child(el("td")),
                                ),
                            )
                            .child(el("tbody").child(each(rows, move |row| row.parse().ok().map(line)))),
                    )
            },
        ))
        .child(el("div").attr("class", "table-foot").child(
            el("button").attr("type", "button").on(ev::click, on(add)).child(icon(Sign::Plus)).child(w.figures.add_row),
        ))
}
