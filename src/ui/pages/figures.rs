//! What was measured: a screen for each indicator, with what its figures narrow and what is missing.

use leptos::ev;
use leptos::prelude::*;

use crate::model::pack::Indicator;
use crate::model::{EconomicMode, FigureKey, Magnitude, Month, ProfileField, Statement, Text};
use crate::score::Reading;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, text};
use crate::ui::parts::entry::{NumberField, PausedText};
use crate::ui::parts::figures_table::{BudgetTable, FiguresTable};
use crate::ui::parts::register::{Kind, Register};
use crate::ui::parts::results_words::range_text;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};
use crate::ui::words;

use FigureKey as F;

const MARKET: &[F] = &[
    F::ExternalRevenue,
    F::InternalCharges,
    F::TotalCost,
    F::AvailableHours,
    F::ProductiveHours,
    F::OperatingResult,
    F::InvestedCapital,
    F::HurdleRate,
    F::Invested,
];
const HOUSE: &[F] = &[
    F::TotalCost,
    F::ServiceUnits,
    F::AvailableHours,
    F::ProductiveHours,
    F::BenefitsPlanned,
    F::BenefitsRealised,
    F::Invested,
];
const AVOIDABLE: &[F] = &[F::AvoidableFound, F::AvoidableDecided, F::AvoidableRealised, F::TotalCost];
const CHANGES: &[F] = &[F::ChangesTotal, F::ChangesFailed, F::ChangesEmergency, F::IncidentUserHours];
const SURVEY: &[F] = &[
    F::SurveyInvitations,
    F::Satisfaction1,
    F::Satisfaction2,
    F::Satisfaction3,
    F::Satisfaction4,
    F::Satisfaction5,
    F::FeedbackReceived,
    F::FeedbackAnswered,
    F::AwarenessAsked,
    F::AwarenessKnew,
    F::NoticeFirst,
    F::NoticeLate,
];

fn say(session: Session, field: ProfileField) {
    session.say(Statement::Profile { field });
}

#[component]
pub fn Figures() -> impl IntoView {
    let w = words();
    let session = use_session();
    let here = Memo::new(move |_| {
        session.route.with(|route| match route.place {
            Place::Figures(indicator) => indicator,
            _ => Indicator::Growth,
        })
    });
    let name = move |indicator: Indicator| match session.questionnaire.get() {
        Some(Ok(asked)) => asked.texts.indicators.get(indicator.word()).map(|own| own.name.clone()).unwrap_or_default(),
        _ => Text::from(""),
    };
    arrive(Signal::derive(move || format!("{} – {}", w.figures.title, name(here.get()))));
    let tab = move |indicator: Indicator| {
        let href = move || session.open.get().map(|open| Place::Figures(indicator).of(&open));
        let range = move || {
            session.results.with(|results| results.as_ref()?.indicators[indicator.index()].claimed.range.map(range_text))
        };
        view! {
            <li>
                <a href=maybe(href) aria-current=maybe(move || (here.get() == indicator).then_some("page"))>
                    <span>{block(move || name(indicator))}</span>
                    <span class="hint">{block(range)}</span>
                </a>
            </li>
        }
    };
    view! {
        <div class="page figures">
            <h1 tabindex="-1">{w.figures.title}</h1>
            <p class="lead">{w.figures.lead}</p>
            <nav class="tabs" aria-label=w.figures.title>
                <ul>{Indicator::ALL_FOUR.map(tab).into_iter().collect_view()}</ul>
            </nav>
            <Missing here=here.into() />
            {block(move || match here.get() {
                Indicator::Growth => view! { <Growth /> }.into_any(),
                Indicator::Budget => view! { <Budget /> }.into_any(),
                Indicator::Risk => view! { <Risk /> }.into_any(),
                Indicator::Communication => view! {
                    <FiguresTable name="survey" title=w.figures.survey keys=Signal::stored(SURVEY) />
                }.into_any(),
            })}
        </div>
    }
}

/// The metrics of the indicator that lack something, and what.
#[component]
fn Missing(here: Signal<Indicator>) -> impl IntoView {
    let w = words();
    let session = use_session();
    let gaps = move || {
        session.results.with(|results| {
            let metrics = results.as_ref().map(|results| results.metrics[here.get().index()].clone())?;
            let gap = |metric: &crate::score::Metric| match metric.reading {
                Reading::Missing(reason) => Some((metric.key, reason)),
                _ => None,
            };
            Some(metrics.iter().filter_map(gap).collect::<Vec<_>>())
        })
    };
    view! {
        <section class="missing" aria-label=w.figures.what_missing>
            {block(move || gaps().map(|gaps| match gaps.is_empty() {
                true => view! { <p class="hint">{w.figures.nothing_missing}</p> }.into_any(),
                false => view! {
                    <details>
                        <summary>{w.figures.what_missing}<span class="badge">{gaps.len()}</span></summary>
                        <ul>
                            {gaps.into_iter().map(|(metric, reason)| view! {
                                <li><strong>{w.metric(metric).name}</strong>": "{w.reason(reason)}</li>
                            }).collect_view()}
                        </ul>
                    </details>
                }.into_any(),
            }))}
        </section>
    }
}

#[component]
fn Growth() -> impl IntoView {
    let w = words();
    let session = use_session();
    let mode = move || session.assessment.with(|own| own.profile.economic_mode);
    let keys = Signal::derive(move || match mode() {
        Some(EconomicMode::Showback | EconomicMode::CostCentre) => HOUSE,
        _ => MARKET,
    });
    let choose_mode = move |event: ev::Event| {
        say(session, ProfileField::EconomicMode(EconomicMode::from_word(&event_target_value(&event))));
    };
    let choose_month = move |event: ev::Event| {
        let month = event_target_value(&event).parse().ok().and_then(Month::new);
        say(session, ProfileField::YearEnd(month));
    };
    let currency = move || session.assessment.with(|own| own.profile.currency.clone().unwrap_or_default().to_string());
    let choose_currency = move |event: ev::Event| {
        let text = event_target_value(&event);
        say(session, ProfileField::Currency((!text.trim().is_empty()).then(|| text.trim().into())));
    };
    view! {
        <div class="inline-fields settings">
            <div class="field compact">
                <label for="mode">{w.figures.mode}</label>
                <select id="mode" on:change=on(choose_mode)>
                    <option value="" selected=flag(move || mode().is_none())>{w.start.mode_later}</option>
                    {EconomicMode::ALL.iter().map(|own| {
                        let own = *own;
                        view! {
                            <option value=own.word() selected=flag(move || mode() == Some(own))>
                                {w.economic_mode(own).0}
                            </option>
                        }
                    }).collect_view()}
                </select>
            </div>
            <div class="field compact">
                <label for="year-end">{w.figures.year_end}</label>
                <select id="year-end" on:change=on(choose_month)>
                    {(1..=12).map(|number| {
                        let selected = move || session.assessment.with(|own| own.year_end().number()) == number;
                        view! { <option value=number selected=selected>{w.month(number)}</option> }
                    }).collect_view()}
                </select>
            </div>
            <div class="field compact">
                <label for="currency">{w.figures.money_in}</label>
                <input
                    id="currency"
                    type="text"
                    size="5"
                    maxlength="12"
                    aria-describedby="currency-hint"
                    prop:value=text(currency)
                    on:change=on(choose_currency)
                />
            </div>
            <p class="hint" id="currency-hint">{w.figures.currency_means}</p>
        </div>
        <FiguresTable name="growth" title=w.figures.title keys />
    }
}

#[component]
fn Budget() -> impl IntoView {
    let w = words();
    let session = use_session();
    let note = Signal::derive(move || session.assessment.with(|own| own.profile.avoidable_note.clone().unwrap_or_default()));
    let say_note = Callback::new(move |text: String| {
        say(session, ProfileField::AvoidableNote((!text.trim().is_empty()).then(|| text.into())));
    });
    view! {
        <BudgetTable />
        <FiguresTable name="avoidable" title=w.figures.avoidable keys=Signal::stored(AVOIDABLE) />
        <PausedText
            id="avoidable-note".to_owned()
            label=w.figures.avoidable_note
            hint=w.figures.avoidable_note_means
            value=note
            on_text=say_note
        />
        <Register
            kind=Kind::Projects
            title=w.figures.projects
            means=w.figures.projects_means
            empty=w.figures.projects_means
        />
    }
}

#[component]
fn Risk() -> impl IntoView {
    let w = words();
    let session = use_session();
    let level = move || session.assessment.with(|own| own.profile.appetite_level);
    let choose = move |event: ev::Event| {
        say(session, ProfileField::AppetiteLevel(Magnitude::from_word(&event_target_value(&event))));
    };
    view! {
        <div class="inline-fields settings">
            <div class="field compact">
                <label for="appetite">{w.figures.appetite}</label>
                <NumberField
                    id="appetite"
                    value=Signal::derive(move || session.assessment.with(|own| own.profile.appetite))
                    on_number=Callback::new(move |value| say(session, ProfileField::Appetite(value)))
                />
            </div>
            <div class="field compact">
                <label for="appetite-level">{w.figures.appetite_level}</label>
                <select id="appetite-level" on:change=on(choose)>
                    <option value="" selected=flag(move || level().is_none())>{w.figures.blank}</option>
                    {Magnitude::ALL.iter().map(|own| {
                        let own = *own;
                        view! {
                            <option value=own.word() selected=flag(move || level() == Some(own))>
                                {w.magnitude(own)}
                            </option>
                        }
                    }).collect_view()}
                </select>
            </div>
            <p class="hint">{w.figures.appetite_means}</p>
        </div>
        <Register kind=Kind::Risks title=w.figures.risks means=w.figures.risks_means empty=w.figures.no_risks />
        <Register
            kind=Kind::Decisions
            title=w.figures.decisions
            means=w.figures.decisions_means
            empty=w.figures.no_decisions
        />
        <FiguresTable name="changes" title=w.figures.changes keys=Signal::stored(CHANGES) />
    }
}

