//! Where one stands: the four indicators, the processes on their ladder, and the supplier shift.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::format::fixed;
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::model::{ProfileField, ScoringMode, Statement};
use crate::score::{
    Blocker, Capability, IndicatorResult, Level, ProcessResult, Results as Computed, Stamp, State, View, Word,
};
use crate::ui::app::arrive;
use crate::ui::dynamic::{flag, maybe, on};
use crate::ui::parts::gauge::Gauge;
use crate::ui::parts::icon::{Icon, Sign};
use crate::ui::parts::mark::{Mark, dials};
use crate::ui::parts::results_words::{range_text, word};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};
use crate::ui::words;

/// The view that leads in the open assessment.
pub fn leading(session: Session) -> View {
    match session.assessment.with(|own| own.profile.scoring_mode) {
        Some(ScoringMode::Audit) => View::Evidenced,
        _ => View::Claimed,
    }
}

#[component]
pub fn Results() -> impl IntoView {
    let w = words();
    let session = use_session();
    let name = move || session.assessment.with(|own| own.profile.name.clone().unwrap_or_default());
    arrive(Signal::derive(move || format!("{} – {}", w.results.title, name())));
    let Some(Ok(asked)) = session.questionnaire.get_untracked() else { return ().into_any() };
    let content = move || {
        let results = session.results.get()?;
        let view = leading(session);
        let cards = Indicator::ALL_FOUR.map(|id| {
            let own = results.indicators[id.index()].clone();
            view! { <Card own results=results.clone() asked=asked.clone() lead=view /> }
        });
        Some(view! {
            <header class="results-head">
                <Mark dials=Signal::stored(dials(&results)) />
                <div>
                    <p class="kicker">{name}</p>
                    <h1 tabindex="-1">{headline(&asked, &results, view)}</h1>
                    {gap_line(&results)}
                </div>
            </header>
            <Leads />
            <div class="cards">{cards.into_iter().collect_view()}</div>
            <Processes results=results.clone() asked=asked.clone() lead=view />
            <Shift results=results.clone() asked=asked.clone() />
        })
    };
    view! { <div class="page results">{content}</div> }.into_any()
}

fn name_of(asked: &Questionnaire, id: Indicator) -> String {
    asked.texts.indicators.get(id.word()).map(|own| own.name.to_string()).unwrap_or_default()
}

/// The finding in one sentence.
fn headline(asked: &Questionnaire, results: &Computed, view: View) -> String {
    let w = &words().results;
    if results.indicators.iter().all(|own| own.view(view).score.is_none()) {
        return w.headline_none.to_owned();
    }
    let known: Vec<(Indicator, f64, Option<Word>)> = results
        .indicators
        .iter()
        .filter(|own| !own.range_only)
        .filter_map(|own| Some((own.id, own.view(view).score?, own.view(view).word)))
        .collect();
    let by_score = |a: &&(Indicator, f64, Option<Word>), b: &&(Indicator, f64, Option<Word>)| a.1.total_cmp(&b.1);
    match (known.iter().max_by(by_score), known.iter().min_by(by_score)) {
        _ if known.len() == 4 && known.iter().all(|own| own.2 == Some(Word::Good)) => w.headline_all_good.to_owned(),
        (Some(best), Some(worst)) if best.0 != worst.0 => {
            fill(w.headline_strong, &[&name_of(asked, best.0), &name_of(asked, worst.0).to_lowercase()])
        }
        _ => w.headline_ranges.to_owned(),
    }
}

/// How far claims are ahead of their evidence, on average over the indicators that have both.
fn gap_line(results: &Computed) -> Option<String> {
    let gaps: Vec<f64> = results
        .indicators
        .iter()
        .filter_map(|own| Some(own.claimed.practice.value()? - own.evidenced.practice.value()?))
        .collect();
    let mean = gaps.iter().sum::<f64>() / gaps.len().max(1) as f64;
    (mean >= 0.5).then(|| fill(words().results.headline_gap, &[&fixed(mean, 0)]))
}

/// Which side of the same data leads.
#[component]
fn Leads() -> impl IntoView {
    let w = words();
    let session = use_session();
    let option = move |mode: ScoringMode, view: View, label: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="leads"
                    prop:checked=flag(move || leading(session) == view)
                    on:change=on(move |_| {
                        session.say(Statement::Profile { field: ProfileField::ScoringMode(Some(mode)) });
                    })
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend>{w.results.leads}</legend>
            {option(ScoringMode::Assessment, View::Claimed, w.results.leads_claimed)}
            {option(ScoringMode::Audit, View::Evidenced, w.results.leads_evidenced)}
        </fieldset>
    }
}

/// One indicator.
#[component]
fn Card(own: IndicatorResult, results: Arc<Computed>, asked: Arc<Questionnaire>, lead: View) -> impl IntoView {
    let w = words();
    let session = use_session();
    let id = own.id;
    let side = *own.view(lead);
    let texts = asked.texts.indicators.get(id.word()).cloned().unwrap_or_default();
    let href = move || session.open.get().map(|open| Place::Why(id).of(&open));
    let dial = dials(&results)[id.index()];
    let known = side.score.filter(|_| !own.range_only);
    let big = match (known, side.range) {
        (Some(score), _) => fixed(score, 1),
        (None, Some(range)) => range_text(range),
        (None, None) => w.results.not_applicable.to_owned(),
    };
    let verdict = match (known, side.word) {
        (Some(_), Some(own)) => Some(word(own)),
        (None, _) if side.range.is_some() => Some(w.results.no_score),
        _ => None,
    };
    let stamp = own.stamp.map(|stamp| match stamp {
        Stamp::PracticeOnly => w.results.practice_only,
        Stamp::FiguresOnly => w.results.figures_only,
    });
    let pair = |name: &'static str, value: Option<f64>| {
        value.map(|value| view! { <div><dt>{name}</dt><dd>{fixed(value, 2)}</dd></div> })
    };
    let range = side.range.map(|(low, high)| match high - low < 0.05 {
        true => w.results.exact.to_owned(),
        false => fill(w.results.whatever, &[&fixed(low, 1), &fixed(high, 1)]),
    });
    let coverage: Vec<String> = [(own.practice_coverage, w.results.of_practice), (own.figures_coverage, w.results.of_figures)]
        .into_iter()
        .filter_map(|(value, text)| Some(fill(text, &[&fixed(value?, 0)])))
        .collect();
    let confidence = own.confidence.map(|confidence| {
        let limits = &asked.pack.structure.thresholds;
        let word = match confidence.value {
            value if value >= limits.confidence_high => w.results.confidence_high,
            value if value >= limits.confidence_medium => w.results.confidence_medium,
            _ => w.results.confidence_low,
        };
        view! {
            <div><dt>{w.results.confidence}</dt><dd>{format!("{} · {word}", fixed(confidence.value, 0))}</dd></div>
        }
    });
    let flags = results.metrics[id.index()]
        .iter()
        .filter(|metric| metric.red_flag)
        .map(|metric| {
            let text = fill(w.results.red_flag, &[w.metric(metric.key).name]);
            view! { <li class="flag"><Icon sign=Sign::Flag />{text}</li> }
        })
        .collect_view();
    view! {
        <section class="card" id=format!("indicator-{id}")>
            <h2>{texts.name.clone()}</h2>
            <p class="asks">{texts.means.clone()}</p>
            <p class="score" class:range-only=known.is_none()>
                <a href=maybe(href)><span class="number-big">{big}</span><span class="for-reader">" – "{w.results.why}</span></a>
                {verdict.map(|text| view! { <span class="verdict">{text}</span> })}
            </p>
            <Gauge dial=Signal::stored(dial) />
            {stamp.map(|text| view! { <p class="stamp">{text}</p> })}
            <p class="hint">{range}</p>
            <dl class="pairs">
                {pair(w.results.claimed, own.claimed.score)}
                {pair(w.results.evidenced, own.evidenced.score)}
                {pair(w.results.practice, side.practice.value())}
                {pair(w.results.outcome, own.outcome.value())}
                {confidence}
                <div><dt>{w.results.coverage}</dt><dd>{coverage.join(", ")}</dd></div>
            </dl>
            <ul class="flags">{flags}</ul>
            <p><a class="why-link" href=maybe(href)>{w.results.why}<Icon sign=Sign::Arrow /></a></p>
        </section>
    }
}

/// The processes on their ladder.
#[component]
fn Processes(results: Arc<Computed>, asked: Arc<Questionnaire>, lead: View) -> impl IntoView {
    let w = words();
    let height = asked.pack.structure.ladder.len();
    let rows = results
        .processes
        .iter()
        .map(|own| view! { <Row own=own.clone() asked=asked.clone() lead height /> })
        .collect_view();
    view! {
        <section class="processes">
            <h2>{w.results.processes}</h2>
            <p class="lead">{w.results.processes_means}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=w.results.processes>
                <table class="ladder">
                    <thead>
                        <tr>
                            <th scope="col">{w.results.process}</th>
                            <th scope="col">{w.results.level}</th>
                            <th scope="col" class="numeric">{w.results.index}</th>
                            <th scope="col">{w.results.next_level}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(own: ProcessResult, asked: Arc<Questionnaire>, lead: View, height: usize) -> impl IntoView {
    let w = words();
    let session = use_session();
    let process = &asked.pack.structure.processes[own.process];
    let name = asked.texts.processes.get(&process.id).map(|own| own.name.clone()).unwrap_or_default();
    let section = process.id.to_string();
    let href = move || session.open.get().map(|open| Place::List(section.clone()).of(&open));
    let leading = own.view(lead).clone();
    let (claimed, evidenced) = (own.claimed.level.reached().unwrap_or(0), own.evidenced.level.reached().unwrap_or(0));
    let rated = own.claimed.level.reached().is_some();
    let steps = (1..=height)
        .map(|level| {
            view! { <span class="step" class:claimed=level <= claimed class:evidenced=level <= evidenced></span> }
        })
        .collect_view();
    let other = match lead {
        View::Claimed => None,
        View::Evidenced if claimed > evidenced => Some(fill(w.results.gap_claimed, &[&claimed.to_string()])),
        View::Evidenced => None,
    };
    let notes: Vec<&str> = [
        (own.from_coarser, w.results.from_coarser),
        (own.many_not_applicable, w.results.many_not_applicable),
    ]
    .into_iter()
    .filter_map(|(holds, text)| holds.then_some(text))
    .collect();
    view! {
        <tr>
            <th scope="row"><a href=maybe(href)>{name}</a></th>
            <td>
                <span class="steps-bar" class:empty=!rated aria-hidden="true">{steps}</span>
                <span class="level-name">{level_text(&asked, &leading)}</span>
                {other.map(|text| view! { <span class="hint">{text}</span> })}
                {(!notes.is_empty()).then(|| view! { <span class="hint">{notes.join(", ")}</span> })}
            </td>
            <td class="numeric">{leading.index.map(|index| fixed(index, 0))}</td>
            <td>{blockers(&asked, &leading, height)}</td>
        </tr>
    }
}

fn level_text(asked: &Questionnaire, own: &Capability) -> String {
    let w = &words().results;
    match own.level {
        Level::Unrated => w.unrated.to_owned(),
        Level::NotApplicable => w.not_applicable.to_owned(),
        Level::Reached { level, or_more } => {
            let number = if or_more { fill(w.or_more, &[&level.to_string()]) } else { level.to_string() };
            match asked.texts.levels.get(&*level.to_string()) {
                Some(text) => fill(w.level_of, &[&number, &text.name]),
                None => fill("{0} {1}", &[w.level, &number]),
            }
        }
    }
}

fn blockers(asked: &Questionnaire, own: &Capability, height: usize) -> AnyView {
    let w = words();
    let text = |blocker: &Blocker| {
        let name = asked.pack.attributes.get(blocker.attribute).and_then(|(id, _)| asked.texts.attributes.get(id));
        let name = name.map(|own| own.name.to_string()).unwrap_or_default();
        match blocker.from {
            Some(from) => fill(w.results.blocker, &[&name, w.band(from), w.band(blocker.to)]),
            None => fill(w.results.blocker_open, &[&name, w.band(blocker.to)]),
        }
    };
    match (own.level, own.blockers.split_first()) {
        (Level::Unrated | Level::NotApplicable, _) => view! { <span class="hint">"–"</span> }.into_any(),
        (Level::Reached { level, .. }, None) if level == height => {
            view! { <span class="hint">{w.results.top}</span> }.into_any()
        }
        (_, None) => view! { <span class="hint">"–"</span> }.into_any(),
        (_, Some((first, []))) => view! { <span>{text(first)}</span> }.into_any(),
        (_, Some((first, rest))) => view! {
            <details class="blockers">
                <summary>{text(first)}" "<span class="hint">{fill(w.results.blockers_more, &[&rest.len().to_string()])}</span></summary>
                <ul>{rest.iter().map(|own| view! { <li>{text(own)}</li> }).collect_view()}</ul>
            </details>
        }
        .into_any(),
    }
}

/// The way from a technology department to a supplier of services. It feeds no indicator.
#[component]
fn Shift(results: Arc<Computed>, asked: Arc<Questionnaire>) -> impl IntoView {
    let w = words();
    let session = use_session();
    let top = asked.pack.structure.scale.len().saturating_sub(1);
    let rows = asked
        .pack
        .structure
        .questions
        .iter()
        .enumerate()
        .filter(|(index, own)| {
            own.group.as_deref() == Some("shift") && results.items.iter().any(|item| item.asked == *index)
        })
        .filter_map(|(index, own)| {
            let texts = asked.texts.questions.get(&own.id)?;
            let State::Answered(worth) = results.questions[index].state else {
                return Some(view! {
                    <tr><th scope="row">{texts.text.clone()}</th><td class="hint">{w.results.unrated}</td></tr>
                }.into_any());
            };
            let id = own.id.clone();
            let href = move || session.open.get().map(|open| Place::Assess(Some(id.clone())).of(&open));
            let near = asked.pack.structure.scale.iter().rposition(|option| option.worth <= worth.claimed + 1e-9);
            let level = near.unwrap_or(0);
            let anchor = texts.levels.get(&asked.pack.structure.scale[level].id).cloned();
            let steps = (1..=top)
                .map(|step| {
                    let evidenced = asked.pack.structure.scale[step].worth <= worth.evidenced + 1e-9;
                    view! { <span class="step" class:claimed=step <= level class:evidenced=evidenced></span> }
                })
                .collect_view();
            Some(view! {
                <tr>
                    <th scope="row"><a href=maybe(href)>{texts.text.clone()}</a></th>
                    <td><span class="steps-bar" aria-hidden="true">{steps}</span><span class="level-name">{anchor}</span></td>
                </tr>
            }.into_any())
        })
        .collect_view();
    let texts = asked.texts.groups.get("shift").cloned().unwrap_or_default();
    view! {
        <section class="shift">
            <h2>{w.results.shift}</h2>
            <p class="lead">{texts.means}</p>
            <table class="ladder"><tbody>{rows}</tbody></table>
        </section>
    }
}
