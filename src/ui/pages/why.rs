//! Why a score is what it is: the derivation from the score down to answers and figures.

use std::sync::Arc;

use leptos::prelude::*;

use super::results::leading;
use crate::browser::format::{fixed, period, plain};
use crate::locale::{Unit, fill};
use crate::model::pack::{Indicator, MetricKey};
use crate::score::{Amount, Derivation, Quantity, Rule, Stamp, Term, explain};
use crate::ui::app::arrive;
use crate::ui::dynamic::maybe;
use crate::ui::parts::icon::{Icon, Sign};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};
use crate::ui::words;

#[component]
pub fn Why() -> impl IntoView {
    let w = words();
    let session = use_session();
    let Some(Ok(asked)) = session.questionnaire.get_untracked() else { return ().into_any() };
    let here = Memo::new(move |_| {
        session.route.with(|route| match route.place {
            Place::Why(indicator) => indicator,
            _ => Indicator::Growth,
        })
    });
    let name = {
        let asked = asked.clone();
        move || asked.texts.indicators.get(here.get().word()).map(|own| own.name.to_string()).unwrap_or_default()
    };
    let derivation = {
        let asked = asked.clone();
        Memo::new(move |_| {
            let results = session.results.get()?;
            Some(explain(&asked.pack, &results, here.get(), leading(session)))
        })
    };
    let title = Signal::derive(move || match derivation.with(|own| own.as_ref().map(|own| own.amount)) {
        Some(Amount::Score(score)) => fill(w.why.title, &[&name(), &fixed(score, 2)]),
        _ => fill(w.why.title_open, &[&name()]),
    });
    arrive(title);
    let back = move || session.open.get().map(|open| Place::Results.of(&open));
    let rule = move || {
        derivation.with(|own| match own.as_ref()?.rule {
            Rule::Composite { stamp: Some(Stamp::PracticeOnly), .. } => Some(w.results.practice_only.to_owned()),
            Rule::Composite { stamp: Some(Stamp::FiguresOnly), .. } => Some(w.results.figures_only.to_owned()),
            Rule::Composite { practice, outcome, .. } if practice + outcome > 0.0 => {
                Some(fill(w.why.composite, &[&plain(practice * 100.0, 1), &plain(outcome * 100.0, 1)]))
            }
            _ => None,
        })
    };
    let parts = move || {
        let parts = derivation.get().map(|own| own.parts).unwrap_or_default();
        parts.into_iter().map(|own| view! { <Part own asked=asked.clone() /> }).collect_view()
    };
    view! {
        <div class="page why">
            <p class="kicker"><a href=maybe(back)><Icon sign=Sign::Back />{w.results.back}</a></p>
            <h1 tabindex="-1">{title}</h1>
            <p class="lead">{rule}</p>
            {parts}
            <p class="hint">{w.why.adds_up}" "{w.why.range}" "{w.why.ours}</p>
        </div>
    }
    .into_any()
}

/// The practice or the outcome part, with a line for each thing it is made of.
#[component]
fn Part(own: Derivation, asked: Arc<Questionnaire>) -> impl IntoView {
    let w = words();
    let session = use_session();
    let name = if own.term == Term::Practice { w.why.practice } else { w.why.outcome };
    let points = own.contribution.map(|points| fill(w.why.points, &[&fixed(points, 2)]));
    let lines = own.parts.iter().map(|line| view! { <Line own=line.clone() asked=asked.clone() session /> }).collect_view();
    view! {
        <section class="why-part">
            <header>
                <h2>{name}</h2>
                <p class="why-value">{amount(&own)}</p>
                <p class="hint">
                    {fill(w.why.share, &[&plain(own.weight.unwrap_or(0.0) * 100.0, 1)])}
                    {points.map(|text| format!(" · {text}"))}" · "{w.why.weighted}
                </p>
            </header>
            <ul class="why-lines">{lines}</ul>
        </section>
    }
}

/// A question or a metric: what it brings, and what it was made from.
#[component]
fn Line(own: Derivation, asked: Arc<Questionnaire>, session: Session) -> impl IntoView {
    let w = words();
    let (name, formula) = match own.term {
        Term::Metric(key) => (w.metric(key).name.to_owned(), Some(w.metric(key).formula)),
        Term::Question(index) => {
            let id = &asked.pack.structure.questions[index].id;
            (asked.texts.questions.get(id).map(|own| own.text.to_string()).unwrap_or_default(), None)
        }
        _ => Default::default(),
    };
    let how = match own.rule {
        Rule::Curve { between: [from, to], .. } => {
            let number = |value: f64| plain(value, 2);
            Some(if from == to {
                fill(w.why.curve_end, &[&number(from.0), &number(from.1)])
            } else {
                fill(w.why.curve, &[&number(from.0), &number(from.1), &number(to.0), &number(to.1)])
            })
        }
        Rule::MeanWorth { grade, capped: true } => Some(fill(w.why.capped, &[grade.word()])),
        Rule::MeanWorth { grade, capped: false } if !own.parts.is_empty() => Some(fill(w.why.grade, &[grade.word()])),
        _ => None,
    };
    let flagged = matches!(own.rule, Rule::Curve { red_flag: true, .. });
    let points = own.contribution.map(|points| fill(w.why.points, &[&fixed(points, 2)]));
    let weight = own.weight.map(|weight| fill(w.why.weight, &[&plain(weight, 2)]));
    let link = match own.term {
        Term::Question(index) => Some(asked.pack.structure.questions[index].id.clone()),
        _ => None,
    };
    let link = link.map(|id| {
        let href = move || session.open.get().map(|open| Place::Assess(Some(id.clone())).of(&open));
        view! { <p><a href=maybe(href)>{w.why.to_question}</a></p> }
    });
    let inputs = own.parts.iter().map(|part| input(part, session)).collect_view();
    view! {
        <li>
            <details class="why-line" class:flagged=flagged>
                <summary>
                    <span class="why-name">{name}</span>
                    <span class="why-amount">{amount(&own)}</span>
                    <span class="why-points">{points}</span>
                </summary>
                <div class="why-detail">
                    {formula.map(|text| view! { <p class="formula">{text}</p> })}
                    <p class="hint">{[weight, how].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
                    <dl class="pairs">{inputs}</dl>
                    {link}
                </div>
            </details>
        </li>
    }
}

fn input(own: &Derivation, session: Session) -> AnyView {
    let w = words();
    let (name, value) = match (own.term, own.amount) {
        (Term::Input(quantity, when), Amount::Number(value)) => {
            let when = when.map(|when| format!(", {}", period(when))).unwrap_or_default();
            (format!("{}{when}", w.quantity(quantity)), quantity_text(quantity, value, session))
        }
        (Term::Respondent(id), Amount::Level(level)) => {
            let name = session.assessment.with_untracked(|own| {
                let own = own.respondents.get(&id)?;
                let role = own.role.map(|role| format!(" ({})", w.role(role))).unwrap_or_default();
                Some(format!("{}{role}", own.name.clone()?))
            });
            (name.unwrap_or_else(|| w.why.respondent.to_owned()), fill(w.why.level, &[&level.to_string()]))
        }
        (Term::Agreed, Amount::Level(level)) => (w.why.agreed.to_owned(), fill(w.why.level, &[&level.to_string()])),
        _ => return ().into_any(),
    };
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

fn quantity_text(quantity: Quantity, value: f64, session: Session) -> String {
    let money = matches!(
        quantity,
        Quantity::Revenue
            | Quantity::ChargesAndRevenue
            | Quantity::Budget
            | Quantity::Actual
            | Quantity::MeanOfOthers
            | Quantity::ResultGrowth
            | Quantity::CapitalGrowth
            | Quantity::ResidualExposure
            | Quantity::Appetite
            | Quantity::EarnedValue
            | Quantity::ProjectCost
    );
    let currency = session.assessment.with_untracked(|own| own.profile.currency.clone().unwrap_or_default());
    let text = plain(value, 2);
    if money && !currency.is_empty() { format!("{currency} {text}") } else { text }
}

fn amount(own: &Derivation) -> String {
    let w = words();
    match own.amount {
        Amount::Score(score) => fixed(score, 2),
        Amount::Metric(value, score) => {
            let value = match own.term {
                Term::Metric(key) => metric_text(key, value),
                _ => plain(value, 2),
            };
            format!("{value} · {}", fill(w.why.score, &[&fixed(score, 2)]))
        }
        Amount::Number(value) => plain(value, 2),
        Amount::Level(level) => fill(w.why.level, &[&level.to_string()]),
        Amount::Open => w.why.open.to_owned(),
        Amount::NotApplicable | Amount::NotSupplied => w.results.not_applicable.to_owned(),
        Amount::Missing(reason) | Amount::NotMeaningful(reason) => w.reason(reason),
    }
}

fn metric_text(key: MetricKey, value: f64) -> String {
    match words().metric(key).unit {
        Unit::Percent => format!("{} %", plain(value, 2)),
        Unit::Points => format!("{} pp", plain(value, 2)),
        Unit::Times => format!("{} ×", plain(value, 3)),
        Unit::Plain => plain(value, 3),
    }
}
