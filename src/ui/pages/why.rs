//! Why a score is what it is: the derivation from the score down to answers and figures.

use std::sync::Arc;

use leptos::prelude::*;

use super::results::leading;
use crate::browser::format::{fixed, period, plain};
use crate::locale::{Unit, fill};
use crate::model::pack::{Indicator, MetricKey};
use crate::score::{Amount, Derivation, Quantity, Rule, Stamp, Term, explain};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, maybe, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

pub fn why() -> AnyView {
    let w = more_words();
    let session = use_session();
    let Some(asked) = untrack(|| session.asked()) else { return ().into_any() };
    let here = Memo::new(move |_| match session.place() {
        Place::Why(indicator) => indicator,
        _ => Indicator::Growth,
    });
    let name = {
        let asked = asked.clone();
        move || asked.texts.indicators.get(here.get().word()).map(|own| own.name.to_string()).unwrap_or_default()
    };
    let derivation = {
        let asked = asked.clone();
        Memo::new(move |_| {
            let results = session.computed()?;
            Some(explain(&asked.pack, &results, here.get(), leading(session)))
        })
    };
    let title = Signal::derive(move || match derivation.with(|own| own.as_ref().map(|own| own.amount)) {
        Some(Amount::Score(score)) => fill(w.why.title, &[&name(), &fixed(score, 2)]),
        _ => fill(w.why.title_open, &[&name()]),
    });
    arrive(title);
    let back = move || session.id().map(|open| Place::Results.of(&open));
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
        parts.into_iter().map(|own| part(own, asked.clone())).collect::<Vec<_>>()
    };
    el("div")
        .attr("class", "page why")
        .child(
            el("p")
                .attr("class", "kicker")
                .child(el("a").attr("href", maybe(back)).child(icon(Sign::Back)).child(w.results.back)),
        )
        .child(el("h1").attr("tabindex", "-1").child(text(move || title.get())))
        .child(el("p").attr("class", "lead").child(block(rule)))
        .child(block(parts))
        .child(
            el("p")
                .attr("class", "hint")
                .child(w.why.adds_up)
                .child(" ")
                .child(w.why.range)
                .child(" ")
                .child(w.why.ours),
        )
        .into_any()
}

/// The practice or the outcome part, with a line for each thing it is made of.
fn part(own: Derivation, asked: Arc<Questionnaire>) -> El {
    let w = more_words();
    let session = use_session();
    let name = if own.term == Term::Practice { w.why.practice } else { w.why.outcome };
    let points = own.contribution.map(|points| fill(w.why.points, &[&fixed(points, 2)]));
    let lines = own.parts.iter().map(|own| line(own.clone(), asked.clone(), session)).collect::<Vec<_>>();
    el("section")
        .attr("class", "why-part")
        .child(
            el("header")
                .child(el("h2").child(name))
                .child(el("p").attr("class", "why-value").child(amount(&own)))
                .child(
                    el("p")
                        .attr("class", "hint")
                        .child(fill(w.why.share, &[&plain(own.weight.unwrap_or(0.0) * 100.0, 1)]))
                        .child(points.map(|text| format!(" · {text}")))
                        .child(" · ")
                        .child(w.why.weighted),
                ),
        )
        .child(el("ul").attr("class", "why-lines").child(lines))
}

/// A question or a metric: what it brings, and what it was made from.
fn line(own: Derivation, asked: Arc<Questionnaire>, session: Session) -> El {
    let w = more_words();
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
        let href = move || session.id().map(|open| Place::Assess(Some(id.clone())).of(&open));
        el("p").child(el("a").attr("href", maybe(href)).child(w.why.to_question))
    });
    let inputs = own.parts.iter().map(|part| input(part, session)).collect::<Vec<_>>();
    el("li").child(
        el("details")
            .attr("class", "why-line")
            .class_if("flagged", flagged)
            .child(
                el("summary")
                    .child(el("span").attr("class", "why-name").child(name))
                    .child(el("span").attr("class", "why-amount").child(amount(&own)))
                    .child(el("span").attr("class", "why-points").child(points)),
            )
            .child(
                el("div")
                    .attr("class", "why-detail")
                    .child(formula.map(|text| el("p").attr("class", "formula").child(text)))
                    .child(
                        el("p")
                            .attr("class", "hint")
                            .child([weight, how].into_iter().flatten().collect::<Vec<_>>().join(" · ")),
                    )
                    .child(el("dl").attr("class", "pairs").child(inputs))
                    .child(link),
            ),
    )
}

fn input(own: &Derivation, session: Session) -> AnyView {
    let w = more_words();
    let (name, value) = match (own.term, own.amount) {
        (Term::Input(quantity, when), Amount::Number(value)) => {
            let when = when.map(|when| format!(", {}", period(when))).unwrap_or_default();
            (format!("{}{when}", w.quantity(quantity)), quantity_text(quantity, value, session))
        }
        (Term::Respondent(id), Amount::Level(level)) => {
            let name = session.peek(|own| {
                let own = own.respondents.get(&id)?;
                let role = own.role.map(|role| format!(" ({})", w.role(role))).unwrap_or_default();
                Some(format!("{}{role}", own.name.clone()?))
            });
            (name.unwrap_or_else(|| w.why.respondent.to_owned()), fill(w.why.level, &[&level.to_string()]))
        }
        (Term::Agreed, Amount::Level(level)) => (w.why.agreed.to_owned(), fill(w.why.level, &[&level.to_string()])),
        _ => return ().into_any(),
    };
    el("div").child(el("dt").child(name)).child(el("dd").child(value)).into_any()
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
    let currency = session.peek(|own| own.profile.currency.clone().unwrap_or_default());
    let text = plain(value, 2);
    if money && !currency.is_empty() { format!("{currency} {text}") } else { text }
}

fn amount(own: &Derivation) -> String {
    let w = more_words();
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
        Amount::NotApplicable => w.results.not_applicable.to_owned(),
        Amount::NotSupplied => w.results.not_supplied.to_owned(),
        Amount::Missing(reason) | Amount::NotMeaningful(reason) => w.reason(reason),
    }
}

fn metric_text(key: MetricKey, value: f64) -> String {
    match more_words().metric(key).unit {
        Unit::Percent => format!("{} %", plain(value, 2)),
        Unit::Points => format!("{} pp", plain(value, 2)),
        Unit::Times => format!("{} ×", plain(value, 3)),
        Unit::Plain => plain(value, 3),
    }
}
