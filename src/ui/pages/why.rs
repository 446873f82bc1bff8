//! Why a score is what it is: the derivation from the score down to answers and figures, and how sure it is.

use std::sync::Arc;

use leptos::prelude::*;

use super::results::leading;
use crate::browser::format::{fixed, period, plain};
use crate::locale::fill;
use crate::model::Period;
use crate::model::pack::Indicator;
use crate::score::{Amount, Derivation, Explainer, Quantity, Rule, Settings, Stamp, Term};
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
            let (results, round) = (session.computed()?, session.round()?);
            Some(session.with(|own| {
                let settings = Settings::of(own, &asked.pack, round);
                let explainer = Explainer::new(&asked.pack, own, &settings, &results);
                let (id, view) = (here.get(), leading(session));
                let sure = [
                    explainer.low(id, view),
                    explainer.high(id, view),
                    explainer.practice_coverage(id),
                    explainer.figures_coverage(id),
                    explainer.confidence(id),
                ];
                (explainer.score(id, view), sure.into_iter().flatten().collect::<Vec<_>>())
            }))
        })
    };
    let asked_again = asked.clone();
    let sure = move || {
        let all = derivation.get().map(|own| own.1).unwrap_or_default();
        all.into_iter().map(|own| line(own, asked_again.clone(), session)).collect::<Vec<_>>()
    };
    let title = Signal::derive(move || match derivation.with(|own| own.as_ref().map(|own| own.0.amount)) {
        Some(Amount::Score(score)) => fill(w.why.title, &[&name(), &fixed(score, 2)]),
        _ => fill(w.why.title_open, &[&name()]),
    });
    arrive(title);
    let back = move || session.id().map(|open| Place::Results.of(&open));
    let rule = move || {
        derivation.with(|own| match own.as_ref()?.0.rule {
            Rule::Composite { stamp: Some(Stamp::PracticeOnly), .. } => Some(w.results.practice_only.to_owned()),
            Rule::Composite { stamp: Some(Stamp::FiguresOnly), .. } => Some(w.results.figures_only.to_owned()),
            Rule::Composite { practice, outcome, .. } if practice + outcome > 0.0 => {
                Some(fill(w.why.composite, &[&plain(practice * 100.0, 1), &plain(outcome * 100.0, 1)]))
            }
            _ => None,
        })
    };
    let parts = move || {
        let parts = derivation.get().map(|own| own.0.parts).unwrap_or_default();
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
            el("section")
                .attr("class", "why-part")
                .child(el("h2").child(w.why.sure))
                .child(el("ul").attr("class", "why-lines").child(block(sure))),
        )
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

/// A number: what it brings, and what it was made from, line by line or as a list of what was said.
fn line(own: Derivation, asked: Arc<Questionnaire>, session: Session) -> El {
    let w = more_words();
    let (name, formula) = match own.term {
        Term::Metric(key) => (w.metric(key).name.to_owned(), Some(w.metric(key).formula)),
        Term::Question(index) => {
            let id = &asked.pack.structure.questions[index].id;
            (asked.texts.questions.get(id).map(|own| own.text.to_string()).unwrap_or_default(), None)
        }
        Term::Practice | Term::Outcome => (w.term(own.term).to_owned(), Some(w.formula(own.rule))),
        Term::Attribute(place) => {
            let id = asked.pack.attributes.get(place).map(|(id, _)| id);
            let name = id.and_then(|id| asked.texts.attributes.get(id)).map(|own| own.name.to_string());
            (name.unwrap_or_default(), None)
        }
        term => (w.term(term).to_owned(), Some(w.formula(own.rule))),
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
    let one_more = own.sensitivity.filter(|own| own.points > 0.0);
    let one_more = one_more.map(|own| fill(w.why.one_more, &[&fixed(own.points, 2), own.raise.grade.word()]));
    // What has lines of its own to be opened, and what is said in a line.
    let opens = |part: &&Derivation| {
        matches!(part.term, Term::Question(_) | Term::Metric(_) | Term::Practice | Term::Outcome | Term::FewAnswers)
            || matches!(part.amount, Amount::Share(_))
    };
    let lines = own.parts.iter().filter(opens).map(|part| line(part.clone(), asked.clone(), session));
    let lines = lines.collect::<Vec<_>>();
    let lines = (!lines.is_empty()).then(|| el("ul").attr("class", "why-lines").child(lines));
    let inputs = own.parts.iter().filter(|part| !opens(part)).map(|part| input(part, session)).collect::<Vec<_>>();
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
                    .child(one_more.map(|text| el("p").child(text)))
                    .child(el("dl").attr("class", "pairs").child(inputs))
                    .child(lines)
                    .child(link),
            ),
    )
}

fn input(own: &Derivation, session: Session) -> AnyView {
    let w = more_words();
    let (name, value) = match (own.term, own.amount) {
        (Term::Input(quantity, when), Amount::Number(value)) => {
            (of_period(w.quantity(quantity), when), quantity_text(quantity, value, session))
        }
        (Term::Figure(key, when), Amount::Number(value)) => {
            (of_period(w.figure(key), Some(when)), quantity_text(Quantity::Figure(key), value, session))
        }
        (Term::Line(id, when), Amount::Number(value)) => {
            let name = session.peek(|own| own.lines().get(&id).and_then(|own| own.name.clone()));
            let name = name.unwrap_or_else(|| w.term(own.term).into());
            (of_period(&name, Some(when)), quantity_text(Quantity::Budget, value, session))
        }
        (Term::Risk(_) | Term::Decision(_) | Term::Project(_), Amount::Number(value)) => {
            let name = session.peek(|all| match own.term {
                Term::Risk(id) => all.risks().get(&id)?.title.clone(),
                Term::Decision(id) => all.decisions().get(&id)?.title.clone(),
                Term::Project(id) => all.projects().get(&id)?.name.clone(),
                _ => None,
            });
            (name.map_or_else(|| w.term(own.term).to_owned(), |name| name.to_string()), plain(value, 2))
        }
        (Term::People(level), Amount::Number(count)) => {
            (fill(w.why.level, &[&level.to_string()]), fill(w.why.people, &[&plain(count, 0)]))
        }
        (Term::Respondent(id), _) => {
            let name = session.peek(|own| {
                let own = own.respondents.get(&id)?;
                let role = own.role.map(|role| format!(" ({})", w.role(role))).unwrap_or_default();
                Some(format!("{}{role}", own.name.clone()?))
            });
            (name.unwrap_or_else(|| w.why.respondent.to_owned()), amount(own))
        }
        (term, _) => (w.term(term).to_owned(), amount(own)),
    };
    let parts = own.parts.iter().map(|part| input(part, session)).collect::<Vec<_>>();
    let parts = (!parts.is_empty()).then(|| el("dl").attr("class", "pairs").child(parts));
    el("div").child(el("dt").child(name)).child(el("dd").child(value).child(parts)).into_any()
}

fn of_period(name: &str, when: Option<Period>) -> String {
    let when = when.map(|when| format!(", {}", period(when))).unwrap_or_default();
    format!("{name}{when}")
}

fn quantity_text(quantity: Quantity, value: f64, session: Session) -> String {
    let currency = session.peek(|own| own.profile.currency.clone().unwrap_or_default());
    let text = plain(value, 2);
    if quantity.is_money() && !currency.is_empty() { format!("{currency} {text}") } else { text }
}

fn amount(own: &Derivation) -> String {
    more_words().amount(own, fixed, plain)
}
