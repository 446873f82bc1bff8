//! Risks and decisions: what is to be looked at again, the register and where its risks stand, what a year may cost, and
//! the decisions with how well their predictions came true.

mod own_matrix;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::figures::say;
use crate::browser::clock;
use crate::browser::format::{fixed, plain};
use crate::exchange::pictures::{Drawn, Place as Cell, Placed, matrix, title};
use crate::exchange::task::{ask_simulation, read_simulation};
use crate::locale::fill;
use crate::model::{Assessment, DecisionId, FigureKey, Magnitude, ProfileField, Register, RiskId, Stamp, iso_date};
use crate::score::simulation::{Outcome, Stated, Unfit, YEARS, stated};
use crate::score::{Review, reviews};
use crate::ui::charts::{drawn, figure, room, waiting};
use crate::ui::dynamic::{block, flag, on, remembered, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::parts::entry::number_field;
use crate::ui::parts::figures_table::figures_table;
use crate::ui::parts::folded::{to_row, unfit_text};
use crate::ui::parts::register::register;
use crate::ui::parts::working::{Work, standing};
use crate::ui::session::use_session;

use FigureKey as F;

const CHANGES: &[F] = &[F::ChangesTotal, F::ChangesFailed, F::ChangesEmergency, F::IncidentUserHours];

/// From this width on the numbers of a simulation stand beside its picture, and take so much (`.played` in
/// style/later.css).
const BESIDE_NUMBERS: f64 = 900.0;
const NUMBERS: f64 = 304.0;
/// The seed one begins with (OURS).
const SEED: f64 = 1.0;
/// The greatest seed that is typed as a number: every whole number up to it is one.
const MAX_SEED: f64 = 9_007_199_254_740_991.0;

pub fn risks() -> AnyView {
    let w = more_words();
    parts(vec![
        parts(accepted()),
        parts(reviews_due()),
        parts(register(Register::Risks, w.figures.risks, w.figures.risks_means, w.figures.no_risks)),
        parts(risk_matrix()),
        parts(simulation()),
        parts(register(Register::Decisions, w.figures.decisions, w.figures.decisions_means, w.figures.no_decisions)),
        parts(predictions()),
        parts(figures_table("changes", w.figures.changes, Signal::stored(CHANGES))),
    ])
}

/// What the organisation accepts.
fn accepted() -> El {
    let w = more_words();
    let session = use_session();
    let level = move || session.with(|own| own.profile.appetite_level);
    let choose = move |event: ev::Event| {
        say(session, ProfileField::AppetiteLevel(Magnitude::from_word(&event_target_value(&event))));
    };
    let option = |own: &Magnitude| {
        let own = *own;
        el("option")
            .attr("value", own.word())
            .attr("selected", flag(move || level() == Some(own)))
            .child(w.magnitude(own))
    };
    el("div")
        .attr("class", "inline-fields settings")
        .child(
            el("div")
                .attr("class", "field compact")
                .child(el("label").attr("for", "appetite").child(w.figures.appetite))
                .child(number_field(
                    String::new(),
                    "appetite".to_owned(),
                    Signal::derive(move || session.with(|own| own.profile.appetite)),
                    Callback::new(move |value| say(session, ProfileField::Appetite(value))),
                    None,
                )),
        )
        .child(
            el("div")
                .attr("class", "field compact")
                .child(el("label").attr("for", "appetite-level").child(w.figures.appetite_level))
                .child(
                    el("select")
                        .attr("id", "appetite-level")
                        .on(ev::change, on(choose))
                        .child(
                            el("option")
                                .attr("value", "")
                                .attr("selected", flag(move || level().is_none()))
                                .child(w.figures.blank),
                        )
                        .child(Magnitude::ALL.iter().map(option).collect::<Vec<_>>()),
                ),
        )
        .child(el("p").attr("class", "hint").child(w.figures.appetite_means))
}

/// What is to be looked at again, as of today.
fn reviews_due() -> El {
    let w = &more_words().risk;
    let session = use_session();
    let content = move || {
        let today = clock::today()?;
        let own = session.own();
        let found = reviews(&own, today);
        if found.due.is_empty() && found.next.is_none() {
            return None;
        }
        let since = |on| if on == today { w.due_today.to_owned() } else { fill(w.due_since, &[&iso_date(on)]) };
        let line = |one: &Review| {
            el("li").child(to_row(one.row, name(&own, one))).child(
                el("span")
                    .attr("class", "hint")
                    .child([more_words().register(one.register), " · ", &*since(one.on)].concat()),
            )
        };
        let next = found.next.map(|next| fill(w.reviews_next, &[&name(&own, &next), &iso_date(next.on)]));
        let nothing = found.due.is_empty().then(|| w.reviews_none.to_owned());
        let hint: Vec<String> = nothing.into_iter().chain(next).collect();
        Some(
            el("section")
                .attr("class", "reviews")
                .class_if("calm", found.due.is_empty())
                .attr("aria-label", w.reviews)
                .child(el("h2").child(w.reviews).child(el("span").attr("class", "badge").child(found.due.len())))
                .child((!found.due.is_empty()).then(|| el("ul").child(found.due.iter().map(line).collect::<Vec<_>>())))
                .child((!hint.is_empty()).then(|| el("p").attr("class", "hint").child(hint.join(" ")))),
        )
    };
    el("div").attr("class", "reviews-place").child(block(content))
}

fn name(own: &Assessment, one: &Review) -> String {
    let w = more_words();
    match one.register {
        Register::Risks => own.risks().get(&RiskId(one.row)).map(|risk| title(w, risk)).unwrap_or_default(),
        _ => {
            let decision = own.decisions().get(&DecisionId(one.row)).and_then(|own| own.title.clone());
            let named = decision.filter(|own| !own.trim().is_empty());
            named.map_or_else(|| w.risk.nameless_decision.to_owned(), |own| own.to_string())
        }
    }
}

/// Where the risks stand, as a table.
fn risk_matrix() -> El {
    let w = more_words();
    let session = use_session();
    let links = |risks: &[Placed]| {
        let link = |(row, name): &Placed| el("li").child(to_row(*row, name.clone()));
        (!risks.is_empty()).then(|| el("ul").child(risks.iter().map(link).collect::<Vec<_>>()))
    };
    let cell = move |own: &Cell| {
        const STEPS: [&str; 5] = ["step-1", "step-2", "step-3", "step-4", "step-5"];
        let above =
            own.is_above.then(|| el("span").attr("class", "for-reader").child([", ", w.risk.not_accepted].concat()));
        el("td")
            .attr("class", STEPS.get(own.level as usize).copied())
            .class_if("above", own.is_above)
            .child(el("span").attr("class", "place-level").child(w.magnitude(own.level)).child(above))
            .child(links(&own.risks))
    };
    let content = move || {
        let own = session.own();
        if own.rows(Register::Risks).is_empty() {
            return None;
        }
        let found = matrix(w, &own);
        let column = |own: &Magnitude| el("th").attr("scope", "col").child(w.magnitude(*own));
        let row = |(likelihood, cells): &(Magnitude, Vec<Cell>)| {
            el("tr")
                .child(el("th").attr("scope", "row").child(w.magnitude(*likelihood)))
                .child(cells.iter().map(cell).collect::<Vec<_>>())
        };
        let corner = el("td")
            .attr("class", "corner")
            .child(el("span").child([w.risk.matrix_likelihood, " ↓ ", w.risk.matrix_impact, " →"].concat()));
        // Where nothing has a place, the sentence says it all.
        let is_empty = found.rows.iter().flat_map(|row| &row.1).all(|cell| cell.risks.is_empty());
        let open = (!is_empty && !found.open.is_empty()).then(|| {
            el("div").attr("class", "unplaced").child(el("p").child(w.risk.matrix_open)).child(links(&found.open))
        });
        let head = match is_empty {
            true => {
                parts(vec![el("h2").child(w.risk.matrix), el("p").attr("class", "empty").child(found.finding.clone())])
            }
            false => parts(
                el("h2")
                    .attr("class", "finding-head")
                    .child(
                        el("span")
                            .attr("class", "kicker")
                            .child(w.risk.matrix)
                            .child(el("span").attr("class", "for-reader").child(": ")),
                    )
                    .child(found.finding.clone()),
            ),
        };
        Some(
            el("section")
                .attr("class", "risk-matrix")
                .child(head)
                .child(
                    (!is_empty)
                        .then(|| el("p").attr("class", "hint").child(fill(w.risk.matrix_means, &[&found.source]))),
                )
                .child((!is_empty).then(|| {
                    el("div")
                        .attr("class", "scroll")
                        .attr("tabindex", "0")
                        .attr("role", "region")
                        .attr("aria-label", w.risk.matrix)
                        .child(
                            el("table")
                                .attr("class", "matrix")
                                .child(el("caption").attr("class", "for-reader").child(w.risk.matrix))
                                .child(el("thead").child(
                                    el("tr").child(corner).child(Magnitude::ALL.iter().map(column).collect::<Vec<_>>()),
                                ))
                                .child(el("tbody").child(found.rows.iter().map(row).collect::<Vec<_>>())),
                        )
                }))
                .child(open),
        )
    };
    // What is being set stays open while the matrix above it is drawn anew.
    el("div").attr("class", "matrix-place").child(block(content)).child(own_matrix::own_matrix())
}

/// What the register gives to play: the ranges, and the risks that state none that fit.
fn played(own: &Assessment) -> (Vec<Stated>, Vec<(Stamp, String, Unfit)>) {
    let (mut fit, mut unfit) = (Vec::new(), Vec::new());
    for (id, risk) in &own.risks() {
        match stated(risk) {
            Ok(ranges) => fit.push(ranges),
            Err(why) => unfit.push((id.0, title(more_words(), risk), why)),
        }
    }
    (fit, unfit)
}

/// What came of a simulation, and what was asked.
#[derive(Clone)]
struct Played {
    asked: String,
    seed: u64,
    outcome: Outcome,
}

fn simulation() -> El {
    let w = &more_words().risk;
    let session = use_session();
    let work = Work::new();
    let seed = RwSignal::new(SEED);
    let wrong_seed = RwSignal::new(false);
    let result = RwSignal::new(None::<Arc<Played>>);
    let ask = move || session.with(|own| ask_simulation(&played(own).0, YEARS, seed.get() as u64));
    let run = Callback::new(move |()| {
        let (asked, seed) = untrack(|| (ask(), seed.get() as u64));
        let of = asked.clone();
        let answered = move |answer: String| {
            let outcome = read_simulation(&answer);
            result.set(outcome.map(|outcome| Arc::new(Played { asked: of.clone(), seed, outcome })));
        };
        work.ask(asked, Box::new(answered));
    });
    let type_seed = Callback::new(move |number: Option<f64>| {
        let number = number.unwrap_or(SEED);
        let is_seed = (0.0..=MAX_SEED).contains(&number) && number.fract() == 0.0;
        wrong_seed.set(!is_seed);
        if is_seed {
            seed.set(number);
        }
    });
    let fits = remembered(move || session.with(|own| own.risks().values().any(|risk| stated(risk).is_ok())));
    let what = move || {
        let (fit, unfit) = session.with(played);
        if fit.is_empty() {
            return el("p").attr("class", "empty").child(w.simulation_lacks);
        }
        let all = fit.len() + unfit.len();
        let line = |(row, name, why): (Stamp, String, Unfit)| {
            el("li").child(to_row(row, name)).child([" – ", &*unfit_text(why)].concat())
        };
        let missing = (!unfit.is_empty()).then(|| {
            el("div")
                .attr("class", "unplaced")
                .child(el("p").child(w.simulation_unfit))
                .child(el("ul").child(unfit.into_iter().map(line).collect::<Vec<_>>()))
        });
        el("div")
            .child(el("p").child(fill(w.simulation_ready, &[&fit.len().to_string(), &all.to_string()])))
            .child(missing)
    };
    let controls = move || {
        el("div")
            .attr("class", "inline-fields")
            .child(
                el("button")
                    .attr("type", "button")
                    .attr("class", "primary")
                    .on(ev::click, on(move |_| run.run(())))
                    .child(block(move || if result.with(Option::is_some) { w.run_again } else { w.run })),
            )
            .child(
                el("div")
                    .attr("class", "field compact")
                    .child(el("label").attr("for", "seed").child(more_words().pictures.seed))
                    .child(number_field(
                        String::new(),
                        "seed".to_owned(),
                        Signal::derive(move || Some(seed.get())),
                        type_seed,
                        None,
                    )),
            )
            .child(block(move || match wrong_seed.get() {
                true => el("p").attr("class", "error").attr("role", "alert").child(w.seed_wrong),
                false => el("p").attr("class", "hint").child(w.seed_means),
            }))
    };
    let stale = move || {
        let is_stale = result.with(|own| own.as_ref().is_some_and(|own| own.asked != ask()));
        is_stale.then(|| el("p").attr("class", "stale").attr("role", "status").child(w.stale))
    };
    let room = room();
    let picture = move || {
        let played = result.get()?;
        // The numbers stand beside it where there is room.
        let alone = room.get().alone;
        let width = if alone > BESIDE_NUMBERS { alone - NUMBERS } else { alone };
        let drawn = drawn(session, width, |gallery| gallery.losses(&played.outcome, played.seed))?;
        Some(el("div").attr("class", "played").child(figure(&drawn)).child(numbers(&played)))
    };
    el("section")
        .attr("class", "simulation")
        .attr("aria-label", w.simulation)
        .child(el("h2").child(w.simulation))
        .child(el("p").attr("class", "hint").child(w.simulation_means))
        .child(block(what))
        .child(when(move || fits.get(), controls))
        .child(standing(work, w.years_behind, run))
        .child(block(stale))
        .child(block(picture))
}

/// The numbers of a simulation that one tells others.
fn numbers(own: &Played) -> El {
    let w = &more_words().pictures;
    let money = |amount: f64| plain(amount, 0);
    let error = own.outcome.standard_error.map(|error| fill(w.plus_minus, &[&money(own.outcome.mean), &money(error)]));
    let pair =
        |(name, value): (&'static str, String)| el("div").child(el("dt").child(name)).child(el("dd").child(value));
    let all = [
        ("P10", money(own.outcome.p10)),
        ("P50", money(own.outcome.p50)),
        ("P90", money(own.outcome.p90)),
        (w.mean_loss, error.unwrap_or_else(|| money(own.outcome.mean))),
        (w.years_without, [&*fixed(100.0 * own.outcome.without_loss, 1), " %"].concat()),
        (w.seed, own.seed.to_string()),
    ];
    el("dl").attr("class", "pairs").child(all.into_iter().map(pair).collect::<Vec<_>>())
}

/// How well predictions came true.
fn predictions() -> El {
    let session = use_session();
    let room = room();
    let content = move || {
        let width = room.get().beside;
        let made = drawn(session, width, |gallery| gallery.forecasts())?;
        Some(match made {
            Drawn::Whole(own) => parts(figure(&own)),
            lacking => parts(waiting(&[lacking])),
        })
    };
    el("div").attr("class", "lone-chart").child(block(content))
}
