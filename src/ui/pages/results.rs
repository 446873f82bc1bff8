//! Where one stands: the four indicators, the processes on their ladder, and the supplier shift.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::format::fixed;
use crate::chart::Dial;
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::model::{ProfileField, ScoringMode, Statement};
use crate::score::{
    Blocker, Capability, IndicatorResult, Level, ProcessResult, Results as Computed, Stamp, State, View, Word,
};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, flag, maybe, on, text};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::gauge::gauge;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::parts::mark::{dials, mark};
use crate::ui::parts::next_moves::next_moves;
use crate::ui::parts::problem_areas::problem_areas;
use crate::ui::parts::results_words::{range_text, word};
use crate::ui::parts::steps_bar::steps_bar;
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// The view that leads in the open assessment.
pub fn leading(session: Session) -> View {
    match session.with(|own| own.profile.scoring_mode) {
        Some(ScoringMode::Audit) => View::Evidenced,
        _ => View::Claimed,
    }
}

pub fn results() -> AnyView {
    let w = more_words();
    let session = use_session();
    let name = move || session.with(|own| own.profile.name.clone().unwrap_or_default());
    arrive(Signal::derive(move || format!("{} – {}", w.results.title, name())));
    let Some(asked) = untrack(|| session.asked()) else { return ().into_any() };
    let content = move || {
        let results = session.computed()?;
        let view = leading(session);
        let cards = Indicator::ALL_FOUR.map(|id| {
            let own = results.indicators[id.index()].clone();
            card(own, results.clone(), asked.clone(), view)
        });
        Some(parts(vec![
            parts(
                el("header").attr("class", "results-head").child(mark(Signal::stored(dials(&results)))).child(
                    el("div")
                        .child(el("p").attr("class", "kicker").child(text(move || name().to_string())))
                        .child(el("h1").attr("tabindex", "-1").child(headline(&asked, &results, view)))
                        .child(gap_line(&results)),
                ),
            ),
            parts(leads()),
            parts(el("div").attr("class", "cards").child(cards.into_iter().collect::<Vec<_>>())),
            parts(next_moves(&results, &asked, view)),
            parts(problem_areas(&results, &asked)),
            parts(processes(results.clone(), asked.clone(), view)),
            parts(shift(results.clone(), asked.clone())),
        ]))
    };
    el("div").attr("class", "page results").child(block(content)).into_any()
}

fn name_of(asked: &Questionnaire, id: Indicator) -> String {
    asked.texts.indicators.get(id.word()).map(|own| own.name.to_string()).unwrap_or_default()
}

/// The finding in one sentence.
fn headline(asked: &Questionnaire, results: &Computed, view: View) -> String {
    let w = &more_words().results;
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
            fill(w.headline_strong, &[&name_of(asked, best.0), &name_of(asked, worst.0).to_ascii_lowercase()])
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
    (mean >= 0.5).then(|| fill(more_words().results.headline_gap, &[&fixed(mean, 0)]))
}

/// Which side of the same data leads.
fn leads() -> El {
    let w = more_words();
    let session = use_session();
    let option = move |mode: ScoringMode, view: View, label: &'static str| {
        el("label")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "leads")
                    .checked(flag(move || leading(session) == view))
                    .on(
                        ev::change,
                        on(move |_| {
                            session.say(Statement::Profile { field: ProfileField::ScoringMode(Some(mode)) });
                        }),
                    ),
            )
            .child(el("span").child(label))
    };
    el("fieldset")
        .attr("class", "segments")
        .child(el("legend").child(w.results.leads))
        .child(option(ScoringMode::Assessment, View::Claimed, w.results.leads_claimed))
        .child(option(ScoringMode::Audit, View::Evidenced, w.results.leads_evidenced))
}

/// One indicator.
fn card(own: IndicatorResult, results: Arc<Computed>, asked: Arc<Questionnaire>, lead: View) -> El {
    let w = more_words();
    let session = use_session();
    let id = own.id;
    let side = *own.view(lead);
    let texts = asked.texts.indicators.get(id.word()).cloned().unwrap_or_default();
    let href = move || session.id().map(|open| Place::Why(id).of(&open));
    let dial = Dial { range: side.range, ..dials(&results)[id.index()] };
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
        value.map(|value| el("div").child(el("dt").child(name)).child(el("dd").child(fixed(value, 2))))
    };
    let range = side.range.map(|(low, high)| match high - low < 0.05 {
        true => w.results.exact.to_owned(),
        false => fill(w.results.whatever, &[&fixed(low, 1), &fixed(high, 1)]),
    });
    let coverage: Vec<String> =
        [(own.practice_coverage, w.results.of_practice), (own.figures_coverage, w.results.of_figures)]
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
        el("div")
            .child(el("dt").child(w.results.confidence))
            .child(el("dd").child(format!("{} · {word}", fixed(confidence.value, 0))))
    });
    let flags = results.metrics[id.index()]
        .iter()
        .filter(|metric| metric.red_flag)
        .map(|metric| {
            let text = fill(w.results.red_flag, &[w.metric(metric.key).name]);
            el("li").attr("class", "flag").child(icon(Sign::Flag)).child(text)
        })
        .collect::<Vec<_>>();
    el("section")
        .attr("class", "card")
        .attr("id", format!("indicator-{id}"))
        .child(el("h2").child(texts.name.clone()))
        .child(el("p").attr("class", "asks").child(texts.means.clone()))
        .child(
            el("p")
                .attr("class", "score")
                .class_if("range-only", known.is_none())
                .child(
                    el("a")
                        .attr("href", maybe(href))
                        .child(el("span").attr("class", "number-big").child(big))
                        .child(el("span").attr("class", "for-reader").child(" – ").child(w.results.why)),
                )
                .child(verdict.map(|text| el("span").attr("class", "verdict").child(text))),
        )
        .child(gauge(Signal::stored(dial)))
        .child(stamp.map(|text| el("p").attr("class", "stamp").child(text)))
        .child(el("p").attr("class", "hint").child(range))
        .child(
            el("dl")
                .attr("class", "pairs")
                .child(pair(w.results.claimed, own.claimed.score))
                .child(pair(w.results.evidenced, own.evidenced.score))
                .child(pair(w.results.practice, side.practice.value()))
                .child(pair(w.results.outcome, own.outcome.value()))
                .child(confidence)
                .child(el("div").child(el("dt").child(w.results.coverage)).child(el("dd").child(coverage.join(", ")))),
        )
        .child(el("ul").attr("class", "flags").child(flags))
        .child(el("p").child(
            el("a").attr("class", "why-link").attr("href", maybe(href)).child(w.results.why).child(icon(Sign::Arrow)),
        ))
}

/// The processes on their ladder.
fn processes(results: Arc<Computed>, asked: Arc<Questionnaire>, lead: View) -> El {
    let w = more_words();
    let height = asked.pack.structure.ladder.len();
    let rows = results.processes.iter().map(|own| row(own.clone(), asked.clone(), lead, height)).collect::<Vec<_>>();
    el("section")
        .attr("class", "processes")
        .child(el("h2").child(w.results.processes))
        .child(el("p").attr("class", "lead").child(w.results.processes_means))
        .child(
            el("div")
                .attr("class", "scroll")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", w.results.processes)
                .child(
                    el("table")
                        .attr("class", "ladder")
                        .child(
                            el("thead").child(
                                el("tr")
                                    .child(el("th").attr("scope", "col").child(w.results.process))
                                    .child(el("th").attr("scope", "col").child(w.results.level))
                                    .child(
                                        el("th").attr("scope", "col").attr("class", "numeric").child(w.results.index),
                                    )
                                    .child(el("th").attr("scope", "col").child(w.results.next_level)),
                            ),
                        )
                        .child(el("tbody").child(rows)),
                ),
        )
}

fn row(own: ProcessResult, asked: Arc<Questionnaire>, lead: View, height: usize) -> El {
    let w = more_words();
    let session = use_session();
    let process = &asked.pack.structure.processes[own.process];
    let name = asked.texts.processes.get(&process.id).map(|own| own.name.clone()).unwrap_or_default();
    let about = process.id.to_string();
    let href = move || session.id().map(|open| Place::Process(about.clone()).of(&open));
    let leading = own.view(lead).clone();
    let (claimed, evidenced) = (own.claimed.level.reached().unwrap_or(0), own.evidenced.level.reached().unwrap_or(0));
    let rated = own.claimed.level.reached().is_some();
    let known = |reached: usize| rated.then_some(reached);
    let other = match lead {
        View::Claimed => None,
        View::Evidenced if claimed > evidenced => Some(fill(w.results.gap_claimed, &[&claimed.to_string()])),
        View::Evidenced => None,
    };
    let notes: Vec<&str> =
        [(own.from_coarser, w.results.from_coarser), (own.many_not_applicable, w.results.many_not_applicable)]
            .into_iter()
            .filter_map(|(holds, text)| holds.then_some(text))
            .collect();
    el("tr")
        .child(el("th").attr("scope", "row").child(el("a").attr("href", maybe(href)).child(name)))
        .child(
            el("td")
                .child(steps_bar(height, known(claimed), known(evidenced)))
                .child(el("span").attr("class", "level-name").child(level_text(&asked, &leading)))
                .child(other.map(|text| el("span").attr("class", "hint").child(text)))
                .child((!notes.is_empty()).then(|| el("span").attr("class", "hint").child(notes.join(", ")))),
        )
        .child(
            el("td")
                .attr("class", "numeric")
                .attr("data-label", w.results.index)
                .child(leading.index.map(|index| fixed(index, 0))),
        )
        .child(el("td").attr("data-label", w.results.next_level).child(blockers(&asked, own.process, &leading, height)))
}

/// The level of a process in words.
pub fn level_text(asked: &Questionnaire, own: &Capability) -> String {
    let w = &more_words().results;
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

fn blockers(asked: &Questionnaire, process: usize, own: &Capability, height: usize) -> AnyView {
    let w = more_words();
    let session = use_session();
    let process = asked.pack.structure.processes.get(process).map(|own| own.id.to_string()).unwrap_or_default();
    let link = |text: String| el("a").attr("href", address(session, Place::Process(process.clone()))).child(text);
    let text = |blocker: &Blocker| {
        let name = asked.pack.attributes.get(blocker.attribute).and_then(|(id, _)| asked.texts.attributes.get(id));
        let name = name.map(|own| own.name.to_string()).unwrap_or_default();
        match blocker.from {
            Some(from) => fill(w.results.blocker, &[&name, w.band(from), w.band(blocker.to)]),
            None => fill(w.results.blocker_open, &[&name, w.band(blocker.to)]),
        }
    };
    match (own.level, own.blockers.split_first()) {
        (Level::Unrated | Level::NotApplicable, _) => el("span").attr("class", "hint").child("–").into_any(),
        (Level::Reached { level, .. }, None) if level == height => {
            el("span").attr("class", "hint").child(w.results.top).into_any()
        }
        (_, None) => el("span").attr("class", "hint").child("–").into_any(),
        (_, Some((first, []))) => link(text(first)).into_any(),
        (_, Some((first, rest))) => el("details")
            .attr("class", "blockers")
            .child(el("summary").child(text(first)).child(" ").child(
                el("span").attr("class", "hint").child(fill(w.results.blockers_more, &[&rest.len().to_string()])),
            ))
            .child(el("ul").child(rest.iter().map(|own| el("li").child(link(text(own)))).collect::<Vec<_>>()))
            .child(el("p").child(link(w.guide.next.to_owned())))
            .into_any(),
    }
}

/// The way from a technology department to a supplier of services. It feeds no indicator.
fn shift(results: Arc<Computed>, asked: Arc<Questionnaire>) -> El {
    let w = more_words();
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
                return Some(
                    el("tr")
                        .child(el("th").attr("scope", "row").child(texts.text.clone()))
                        .child(el("td").attr("class", "hint").child(w.results.unrated))
                        .into_any(),
                );
            };
            let id = own.id.clone();
            let href = move || session.id().map(|open| Place::Assess(Some(id.clone())).of(&open));
            let near = asked.pack.structure.scale.iter().rposition(|option| option.worth <= worth.claimed + 1e-9);
            let level = near.unwrap_or(0);
            let anchor = texts.levels.get(&asked.pack.structure.scale[level].id).cloned();
            let steps = (1..=top)
                .map(|step| {
                    let evidenced = asked.pack.structure.scale[step].worth <= worth.evidenced + 1e-9;
                    el("span").attr("class", "step").class_if("claimed", step <= level).class_if("evidenced", evidenced)
                })
                .collect::<Vec<_>>();
            Some(
                el("tr")
                    .child(
                        el("th")
                            .attr("scope", "row")
                            .child(el("a").attr("href", maybe(href)).child(texts.text.clone())),
                    )
                    .child(
                        el("td")
                            .child(el("span").attr("class", "steps-bar").attr("aria-hidden", "true").child(steps))
                            .child(el("span").attr("class", "level-name").child(anchor)),
                    )
                    .into_any(),
            )
        })
        .collect::<Vec<_>>();
    let texts = asked.texts.groups.get("shift").cloned().unwrap_or_default();
    el("section")
        .attr("class", "shift")
        .child(el("h2").child(w.results.shift))
        .child(el("p").attr("class", "lead").child(texts.means))
        .child(el("table").attr("class", "ladder").child(el("tbody").child(rows)))
}
