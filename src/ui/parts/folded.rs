//! A row of the risk register, of the decision log or of the plan: a line that says how it stands, and opens to its
//! fields in groups.

use leptos::ev;
use leptos::prelude::*;

use super::register::Rows;
use crate::browser::format::{fixed, plain};
use crate::browser::{clock, focus};
use crate::locale::fill;
use crate::model::{ActionId, ActionStatus, Decision, DecisionId, Register, Risk, RiskId, Stamp, iso_date};
use crate::score::shown::return_on_treatment;
use crate::score::simulation::{Measure, Unfit, stated};
use crate::score::{Reading, level_of};
use crate::ui::dynamic::{block, on, text};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;

/// Opens a row and puts the focus into its first field.
pub fn reveal(row: Stamp) -> Option<()> {
    let selector = format!("[data-row='{row}']");
    let found = document().query_selector(&selector).ok()??;
    found.set_attribute("open", "").ok()?;
    focus::on(&format!("{selector} input"))
}

/// A button that leads to a row.
pub fn to_row(row: Stamp, name: String) -> El {
    el("button")
        .attr("type", "button")
        .attr("class", "to-row")
        .on(ev::click, on(move |_: ev::MouseEvent| _ = reveal(row)))
        .child(name)
}

/// Fields that belong together.
struct Group {
    title: &'static str,
    hint: Option<&'static str>,
    /// Each column with what stands above it, where that is not its name.
    fields: Vec<(&'static str, Option<&'static str>)>,
    /// What follows from them, or is wrong with them.
    says: Option<AnyView>,
}

/// The row of a register.
pub fn folded(rows: Rows, row: Stamp) -> El {
    let w = more_words();
    type Line = fn(Rows, Stamp) -> AnyView;
    let (groups, nameless, line): (_, _, Line) = match rows.kind {
        Register::Risks => (risk_groups(rows, row), w.risk.nameless_risk, risk_line),
        Register::Actions => (action_groups(), w.progress.nameless, action_line),
        _ => (decision_groups(rows, row), w.risk.nameless_decision, decision_line),
    };
    let name = move || Some(rows.name(row)).filter(|own| !own.is_empty()).unwrap_or_else(|| nameless.to_owned());
    let line = block(move || line(rows, row));
    let group = |own: Group| {
        let field = |(column, short): (&'static str, Option<&'static str>)| {
            let label = short.unwrap_or_else(|| w.column(column));
            let class = match column {
                "title" | "question" | "predicted" | "outcome" | "note" => "row-field wide",
                _ => "row-field",
            };
            el("label").attr("class", class).child(el("span").child(label)).child(rows.cell(row, column))
        };
        let is_three = own.fields.iter().any(|(_, short)| short.is_some());
        el("fieldset")
            .attr("class", "row-group")
            .child(el("legend").child(own.title))
            .child(own.hint.map(|hint| el("p").attr("class", "hint").child(hint)))
            .child(
                el("div")
                    .attr("class", if is_three { "row-fields three" } else { "row-fields" })
                    .child(own.fields.into_iter().map(field).collect::<Vec<_>>()),
            )
            .child(own.says)
    };
    el("details")
        .attr("class", "row")
        .attr("data-row", row.to_string())
        .child(el("summary").child(el("span").attr("class", "row-name").child(text(name))).child(line))
        .child(
            el("div")
                .attr("class", "row-body")
                .attr("role", "group")
                .attr("aria-label", text(name))
                .child(groups.into_iter().map(group).collect::<Vec<_>>())
                .child(el("p").child(rows.remover(row, w.figures.remove))),
        )
}

/// Columns that stand under their names.
fn plainly(columns: &[&'static str]) -> Vec<(&'static str, Option<&'static str>)> {
    columns.iter().map(|column| (*column, None)).collect()
}

fn risk_groups(rows: Rows, row: Stamp) -> Vec<Group> {
    let w = &more_words().risk;
    let own = move || risk(rows, row);
    let three = |columns: [&'static str; 3]| {
        columns.into_iter().zip([w.at_least, w.most_likely, w.at_most].map(Some)).collect::<Vec<_>>()
    };
    let hint = |compute: Box<dyn Fn() -> Option<String> + Send>| {
        Some(block(move || compute().map(|text| el("p").attr("class", "hint").child(text))))
    };
    let wrong = |measure: Measure| {
        Some(block(move || {
            let unfit = stated(&own()).err()?;
            let about = match unfit {
                Unfit::NotStated => return None,
                Unfit::Incomplete(about) | Unfit::NotANumber(about) | Unfit::Negative(about) => about,
                Unfit::OutOfOrder(about) | Unfit::TooLarge(about) => about,
            };
            (about == measure).then(|| el("p").attr("class", "error").child(unfit_text(unfit)))
        }))
    };
    vec![
        Group {
            title: w.what,
            hint: None,
            fields: plainly(&["title", "owner", "treatment", "due", "review"]),
            says: None,
        },
        Group {
            title: w.remains,
            hint: None,
            fields: plainly(&["likelihood", "impact", "loss-residual"]),
            says: hint(Box::new(move || {
                let level = rows.session.with(|all| level_of(all, &own()))?;
                Some(fill(w.level_of, &[more_words().magnitude(level)]))
            })),
        },
        Group {
            title: w.before,
            hint: None,
            fields: plainly(&["loss-before", "treatment-cost"]),
            says: hint(Box::new(move || {
                let own = own();
                match return_on_treatment(own.loss_before?, own.loss_residual?, own.treatment_cost?) {
                    Reading::Value(share) => Some(fill(w.pays, &[&plain(100.0 * share, 0)])),
                    _ => None,
                }
            })),
        },
        Group {
            title: w.per_year,
            hint: None,
            fields: three(["frequency-min", "frequency-likely", "frequency-max"]),
            says: wrong(Measure::Frequency),
        },
        Group {
            title: w.per_event,
            hint: None,
            fields: three(["event-loss-min", "event-loss-likely", "event-loss-max"]),
            says: wrong(Measure::Loss),
        },
    ]
}

fn decision_groups(rows: Rows, row: Stamp) -> Vec<Group> {
    let w = &more_words().risk;
    let wrong = move || {
        let stated = decision(rows, row).probability?;
        let is_wrong = !(0.0..=1.0).contains(&stated);
        is_wrong.then(|| el("p").attr("class", "error").child(w.probability_wrong))
    };
    vec![
        Group { title: w.called, hint: None, fields: plainly(&["title", "chosen"]), says: None },
        Group {
            title: w.predicted,
            hint: Some(w.probability_means),
            fields: plainly(&["predicted", "probability", "review"]),
            says: Some(block(wrong)),
        },
        Group { title: w.came, hint: None, fields: plainly(&["outcome", "happened"]), says: None },
    ]
}

fn action_groups() -> Vec<Group> {
    let w = &more_words().progress;
    vec![
        Group {
            title: w.what,
            hint: None,
            fields: plainly(&["title", "process", "question", "effort", "note"]),
            says: None,
        },
        Group { title: w.who, hint: None, fields: plainly(&["owner", "due", "status", "closed"]), says: None },
    ]
}

fn risk(rows: Rows, row: Stamp) -> Risk {
    rows.session.with(|own| own.risks().get(&RiskId(row)).cloned().unwrap_or_default())
}

fn decision(rows: Rows, row: Stamp) -> Decision {
    rows.session.with(|own| own.decisions().get(&DecisionId(row)).cloned().unwrap_or_default())
}

/// A word with its meaning told by more than its colour.
fn chip(class: &'static str, words: String) -> AnyView {
    parts(el("span").attr("class", class).child(words))
}

fn risk_line(rows: Rows, row: Stamp) -> AnyView {
    const STEPS: [&str; 5] = ["chip step-1", "chip step-2", "chip step-3", "chip step-4", "chip step-5"];
    let (w, own) = (more_words(), risk(rows, row));
    let level = rows.session.with(|all| level_of(all, &own));
    let level =
        level.map(|level| chip(STEPS.get(level as usize).copied().unwrap_or("chip"), w.magnitude(level).to_owned()));
    let said = own.owner.as_ref().map(ToString::to_string).into_iter();
    let said = said.chain(own.treatment.map(|own| w.treatment(own).to_owned()));
    let said: Vec<String> =
        said.chain(own.loss_residual.map(|own| fill(w.risk.residual_of, &[&plain(own, 0)]))).collect();
    let due = own.review.zip(clock::today()).is_some_and(|(review, today)| review <= today);
    parts(vec![
        parts(level),
        parts(el("span").attr("class", "hint").child(said.join(" · "))),
        parts(due.then(|| chip("chip due", w.risk.is_due.to_owned()))),
    ])
}

fn decision_line(rows: Rows, row: Stamp) -> AnyView {
    let (w, own) = (more_words(), decision(rows, row));
    let told = own.outcome.as_ref().is_some_and(|own| !own.trim().is_empty());
    let due = own.review.zip(clock::today()).is_some_and(|(review, today)| review <= today);
    let stands = match own.happened {
        Some(true) => Some(chip("chip", w.risk.happened.to_owned())),
        Some(false) => Some(chip("chip", w.risk.not_happened.to_owned())),
        None if told => Some(chip("chip", w.risk.is_reviewed.to_owned())),
        None if due => Some(chip("chip due", w.risk.is_due.to_owned())),
        None => None,
    };
    let said = own.chosen.as_ref().map(ToString::to_string).into_iter();
    let said = said.chain(own.probability.map(|own| [w.column("probability"), " ", &fixed(own, 2)].concat()));
    let said: Vec<String> =
        said.chain(own.review.map(|own| [w.column("review"), " ", &iso_date(own)].concat())).collect();
    parts(vec![parts(stands), parts(el("span").attr("class", "hint").child(said.join(" · ")))])
}

fn action_line(rows: Rows, row: Stamp) -> AnyView {
    let (w, session) = (more_words(), rows.session);
    let own = session.with(|own| own.actions().get(&ActionId(row)).cloned().unwrap_or_default());
    let status = own.status.unwrap_or(ActionStatus::Open);
    let is_closed = own.is_closed();
    let is_late = clock::today().is_some_and(|today| own.is_overdue(today));
    let process = own.process.as_ref().and_then(|id| Some(session.asked()?.texts.processes.get(id)?.name.to_string()));
    let day = match own.closed.filter(|_| is_closed) {
        Some(day) => Some((w.progress.closed_on, day)),
        None => own.due.map(|day| (w.progress.due_on, day)),
    };
    let day = day.map(|(words, day)| fill(words, &[&iso_date(day)]));
    let said: Vec<String> = process.into_iter().chain(own.owner.map(|own| own.to_string())).chain(day).collect();
    let chip = match is_late {
        true => chip("chip due", w.progress.is_late.to_owned()),
        false => chip(if is_closed { "chip closed" } else { "chip" }, w.action_status(status).to_owned()),
    };
    parts(vec![chip, parts(el("span").attr("class", "hint").child(said.join(" · ")))])
}

/// Why a risk cannot be simulated.
pub fn unfit_text(unfit: Unfit) -> String {
    let w = &more_words().risk;
    let about = |words: &str, measure: Measure| {
        let name = if measure == Measure::Frequency { w.per_year } else { w.per_event };
        fill(words, &[name])
    };
    match unfit {
        Unfit::NotStated => w.unfit_not_stated.to_owned(),
        Unfit::Incomplete(own) => about(w.unfit_incomplete, own),
        Unfit::NotANumber(own) => about(w.unfit_not_a_number, own),
        Unfit::Negative(own) => about(w.unfit_negative, own),
        Unfit::OutOfOrder(own) => about(w.unfit_order, own),
        Unfit::TooLarge(own) => about(w.unfit_large, own),
    }
}
