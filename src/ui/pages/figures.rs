//! What was measured: a screen for each indicator, with what its figures narrow and what is missing.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::format::plain;
use crate::locale::fill;
use crate::model::pack::{Indicator, MetricKey};
use crate::model::{EconomicMode, EffortConvention, FigureKey, Month, ProfileField, Register, Statement, Text};
use crate::score::{Blank, Metric, Reading, Reason, Settings, blanks};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, remembered, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::risks::risks;
use crate::ui::parts::entry::paused_text;
use crate::ui::parts::figures_table::{budget_table, figures_table};
use crate::ui::parts::register::{more_of_lines, register};
use crate::ui::parts::results_words::range_text;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

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

const RECOMMEND: &[F] = &[F::Promoters, F::Passives, F::Detractors];
const EASE: &[F] = &[F::Effort1, F::Effort2, F::Effort3, F::Effort4, F::Effort5, F::Effort6, F::Effort7];

pub fn say(session: Session, field: ProfileField) {
    session.say(Statement::Profile { field });
}

pub fn figures() -> El {
    let w = more_words();
    let session = use_session();
    let here = Memo::new(move |_| match session.place() {
        Place::Figures(indicator) => indicator,
        _ => Indicator::Growth,
    });
    let name = move |indicator: Indicator| match session.questionnaire.get() {
        Some(Ok(asked)) => asked.texts.indicators.get(indicator.word()).map(|own| own.name.clone()).unwrap_or_default(),
        _ => Text::from(""),
    };
    arrive(Signal::derive(move || format!("{} – {}", w.figures.title, name(here.get()))));
    let tab = move |indicator: Indicator| {
        let href = move || session.id().map(|open| Place::Figures(indicator).of(&open));
        let range = move || session.computed()?.indicators[indicator.index()].claimed.range.map(range_text);
        el("li").child(
            el("a")
                .attr("href", maybe(href))
                .attr("aria-current", maybe(move || (here.get() == indicator).then_some("page")))
                .child(el("span").child(block(move || name(indicator))))
                .child(el("span").attr("class", "hint").child(block(range))),
        )
    };
    el("div")
        .attr("class", "page figures")
        .child(el("h1").attr("tabindex", "-1").child(w.figures.title))
        .child(el("p").attr("class", "lead").child(w.figures.lead))
        .child(
            el("nav")
                .attr("class", "tabs")
                .attr("aria-label", w.figures.title)
                .child(el("ul").child(Indicator::ALL_FOUR.map(tab).into_iter().collect::<Vec<_>>())),
        )
        .child(missing(here.into()))
        .child(block(move || match here.get() {
            Indicator::Growth => growth().into_any(),
            Indicator::Budget => budget().into_any(),
            Indicator::Risk => risks(),
            Indicator::Communication => communication(),
        }))
}

/// The metrics of the indicator that lack something, and what.
fn missing(here: Signal<Indicator>) -> El {
    let w = more_words();
    let session = use_session();
    // What narrows the range most comes first.
    let gaps = move || -> Vec<(MetricKey, Reason, f64)> {
        let (Some(results), Some(asked)) = (session.computed(), session.asked()) else { return Vec::new() };
        let settings = session.with(|own| Some(Settings::of(own, &asked.pack, own.latest_round()?)));
        let blanks = settings.map(|settings| blanks(&asked.pack, &settings, &results, here.get())).unwrap_or_default();
        let gap = |metric: &Metric| match metric.reading {
            Reading::Missing(reason) => {
                let narrows = blanks.iter().find(|own| own.0 == Blank::Metric(metric.key)).map_or(0.0, |own| own.1);
                Some((metric.key, reason, narrows))
            }
            _ => None,
        };
        let mut gaps: Vec<_> = results.metrics[here.get().index()].iter().filter_map(gap).collect();
        gaps.sort_by(|a, b| b.2.total_cmp(&a.2));
        gaps
    };
    let list = move || -> Vec<El> {
        let line = |(metric, reason, narrows): (MetricKey, Reason, f64)| {
            // Where nothing weighs anything there is nothing to narrow.
            let narrows = (narrows > 0.0).then(|| fill(w.figures.narrows, &[&plain(narrows, 1)]));
            el("li")
                .child(el("strong").child(w.metric(metric).name))
                .child(": ")
                .child(w.reason(reason))
                .child(" ")
                .child(narrows.map(|own| el("span").attr("class", "hint").child(own)))
        };
        gaps().into_iter().map(line).collect()
    };
    let complete = remembered(move || gaps().is_empty());
    let nothing = when(move || complete.get(), move || el("p").attr("class", "hint").child(w.figures.nothing_missing));
    // One list that stays open while its lines come and go.
    let details = el("details")
        .attr("class", "missing")
        .class_if("none", flag(move || complete.get()))
        .child(
            el("summary")
                .child(w.figures.what_missing)
                .child(el("span").attr("class", "badge").child(text(move || gaps().len().to_string()))),
        )
        .child(el("ul").child(block(list)));
    el("div").child(nothing).child(details)
}

fn growth() -> AnyView {
    let w = more_words();
    let session = use_session();
    let mode = move || session.with(|own| own.profile.economic_mode);
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
    let currency = move || session.with(|own| own.profile.currency.clone().unwrap_or_default().to_string());
    let choose_currency = move |event: ev::Event| {
        let text = event_target_value(&event);
        let currency = (!text.trim().is_empty()).then(|| text.trim().into());
        if session.with(|own| own.profile.currency != currency) {
            say(session, ProfileField::Currency(currency));
        }
    };
    parts(vec![
        parts(
            el("div")
                .attr("class", "inline-fields settings")
                .child(
                    el("div")
                        .attr("class", "field compact")
                        .child(el("label").attr("for", "mode").child(w.figures.mode))
                        .child(
                            el("select")
                                .attr("id", "mode")
                                .on(ev::change, on(choose_mode))
                                .child(
                                    el("option")
                                        .attr("value", "")
                                        .attr("selected", flag(move || mode().is_none()))
                                        .child(w.start.mode_later),
                                )
                                .child(
                                    EconomicMode::ALL
                                        .iter()
                                        .map(|own| {
                                            let own = *own;
                                            el("option")
                                                .attr("value", own.word())
                                                .attr("selected", flag(move || mode() == Some(own)))
                                                .child(w.economic_mode(own).0)
                                        })
                                        .collect::<Vec<_>>(),
                                ),
                        ),
                )
                .child(
                    el("div")
                        .attr("class", "field compact")
                        .child(el("label").attr("for", "year-end").child(w.figures.year_end))
                        .child(
                            el("select").attr("id", "year-end").on(ev::change, on(choose_month)).child(
                                (1..=12)
                                    .map(|number| {
                                        let selected = move || session.with(|own| own.year_end().number()) == number;
                                        el("option")
                                            .attr("value", number as usize)
                                            .attr("selected", flag(selected))
                                            .child(w.month(number))
                                    })
                                    .collect::<Vec<_>>(),
                            ),
                        ),
                )
                .child(
                    el("div")
                        .attr("class", "field compact")
                        .child(el("label").attr("for", "currency").child(w.figures.money_in))
                        .child(
                            el("input")
                                .attr("id", "currency")
                                .attr("type", "text")
                                .attr("data-says", true)
                                .attr("size", "5")
                                .attr("maxlength", "12")
                                .attr("aria-describedby", "currency-hint")
                                .value(text(currency))
                                .on(ev::change, on(choose_currency)),
                        ),
                )
                .child(el("p").attr("class", "hint").attr("id", "currency-hint").child(w.figures.currency_means)),
        ),
        parts(figures_table("growth", w.figures.title, keys)),
    ])
}

fn communication() -> AnyView {
    let w = more_words();
    let session = use_session();
    let hint = |means: &'static str| el("p").attr("class", "hint").child(means);
    let convention = move || session.with(|own| own.profile.effort_convention);
    let choose = move |event: ev::Event| {
        say(session, ProfileField::EffortConvention(EffortConvention::from_word(&event_target_value(&event))));
    };
    let option = |own: &EffortConvention| {
        let own = *own;
        el("option")
            .attr("value", own.word())
            .attr("selected", flag(move || convention() == Some(own)))
            .child(w.effort_convention(own))
    };
    let blank = el("option").attr("value", "").attr("selected", flag(move || convention().is_none()));
    parts(vec![
        parts(figures_table("survey", w.figures.survey, Signal::stored(SURVEY))),
        parts(figures_table("recommend", w.figures.recommend, Signal::stored(RECOMMEND))),
        parts(hint(w.figures.recommend_means)),
        parts(figures_table("ease", w.figures.ease, Signal::stored(EASE))),
        parts(hint(w.figures.ease_means)),
        parts(
            el("div")
                .attr("class", "field compact")
                .child(el("label").attr("for", "ease-score").child(w.figures.ease_score))
                .child(
                    el("select")
                        .attr("id", "ease-score")
                        .on(ev::change, on(choose))
                        .child(blank.child(w.figures.blank))
                        .child(EffortConvention::ALL.iter().map(option).collect::<Vec<_>>()),
                ),
        ),
    ])
}

fn budget() -> AnyView {
    let w = more_words();
    let session = use_session();
    let note = Signal::derive(move || session.with(|own| own.profile.avoidable_note.clone().unwrap_or_default()));
    let say_note = Callback::new(move |text: String| {
        say(session, ProfileField::AvoidableNote((!text.trim().is_empty()).then(|| text.into())));
    });
    parts(vec![
        parts(budget_table()),
        when(move || session.with(|own| !own.lines().is_empty()), more_of_lines),
        parts(figures_table("avoidable", w.figures.avoidable, Signal::stored(AVOIDABLE))),
        parts(paused_text(
            "avoidable-note".to_owned(),
            w.figures.avoidable_note,
            w.figures.avoidable_note_means,
            note,
            say_note,
            2,
            1000,
        )),
        parts(register(Register::Projects, w.figures.projects, w.figures.projects_means, w.figures.no_projects)),
    ])
}
