//! Where one stands, from above: the finding, the four indicators, the status of every process, what holds it back and
//! what to do about that; then what figures and people show.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::format::{fixed, plain};
use crate::exchange::findings::{gap_line, headline};
use crate::exchange::pictures::{Drawn, Gallery, past};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::model::{ProfileField, ScoringMode, Statement};
use crate::score::{Capability, IndicatorResult, Level, Results as Computed, Stamp, View};
use crate::ui::app::arrive;
use crate::ui::charts::{figure, heat_map, ladder, room, waiting};
use crate::ui::dynamic::{block, flag, maybe, on, text};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::export::take_along;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::parts::mark::{dials, mark};
use crate::ui::parts::next_moves::next_moves;
use crate::ui::parts::problem_areas::problem_areas;
use crate::ui::parts::results_words::{range_text, word};
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
    let room = room();
    let content = move || {
        // Followed: another assessment may ask in the words of another size.
        let (asked, results) = (session.asked()?, session.computed()?);
        let room = room.get();
        let own = session.own();
        let view = leading(session);
        let past = past(&asked.pack, &own);
        let gallery = Gallery {
            pack: &asked.pack,
            texts: &asked.texts,
            assessment: &own,
            results: &results,
            past: &past,
            view,
            words: w,
            fixed,
            plain,
            width: room.beside,
        };
        let rounds = gallery.rounds();
        let indicators = Gallery { width: if rounds.is_some() { room.beside } else { room.alone }, ..gallery };
        let cards = Indicator::ALL_FOUR.map(|id| {
            let own = results.indicators[id.index()].clone();
            card(own, results.clone(), asked.clone(), view)
        });
        let others = gallery.others();
        let drawn = |own: &Drawn| match own {
            Drawn::Whole(own) => Some(figure(own)),
            Drawn::Lacking { .. } => None,
        };
        let drawn: Vec<El> = others.iter().filter_map(drawn).collect();
        let before = past.last().map(|past| &past.results);
        Some(parts(vec![
            parts(
                el("header").attr("class", "results-head").child(mark(Signal::stored(dials(&results)))).child(
                    el("div")
                        .child(el("p").attr("class", "kicker").child(text(move || name().to_string())))
                        .child(el("h1").attr("tabindex", "-1").child(headline(&asked.texts, &results, view, w)))
                        .child(gap_line(&results, w, fixed).map(|text| el("p").attr("class", "lead").child(text))),
                ),
            ),
            parts(leads()),
            parts(
                el("section")
                    .child(el("h2").attr("class", "for-reader").child(w.pictures.overview))
                    .child(
                        el("div")
                            .attr("class", "charts")
                            .child(figure(&indicators.indicators()))
                            .child(rounds.map(|own| figure(&own))),
                    )
                    .child(
                        el("p")
                            .attr("class", "onward")
                            .child(el("a").attr("href", address(session, Place::Compare)).child(w.compare.onward))
                            .child(el("a").attr("href", address(session, Place::Workshop)).child(w.workshop.link_here))
                            .child(icon(Sign::Arrow)),
                    ),
            ),
            parts(el("div").attr("class", "cards").child(cards.into_iter().collect::<Vec<_>>())),
            parts(heat_map(&gallery.status(), &asked)),
            parts(ladder(&gallery.ladder(), &results, before, &asked, view)),
            parts(problem_areas(&results, &asked)),
            parts(next_moves(&results, &asked, view)),
            parts(
                el("section")
                    .attr("class", "shown")
                    .child(el("h2").child(w.pictures.figures_title))
                    .child((!drawn.is_empty()).then(|| el("div").attr("class", "charts").child(drawn)))
                    .child(waiting(&others)),
            ),
            parts(take_along()),
        ]))
    };
    el("div").attr("class", "page results").child(block(content)).into_any()
}

/// Which side of the same data leads.
pub fn leads() -> El {
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
    let says =
        el("div").child(el("h2").child(texts.name.clone())).child(el("p").attr("class", "asks").child(texts.means));
    let number = el("p")
        .attr("class", "score")
        .class_if("range-only", known.is_none())
        .child(
            el("a")
                .attr("href", maybe(href))
                .child(el("span").attr("class", "number-big").child(big))
                .child(el("span").attr("class", "for-reader").child(" – ").child(w.results.why)),
        )
        .child(verdict.map(|text| el("span").attr("class", "verdict").child(text)));
    let number = el("div")
        .attr("class", "card-score")
        .child(number)
        .child(stamp.map(|text| el("p").attr("class", "stamp").child(text)))
        .child(el("p").attr("class", "hint").child(range));
    let pairs = el("dl")
        .attr("class", "pairs")
        .child(pair(w.results.claimed, own.claimed.score))
        .child(pair(w.results.evidenced, own.evidenced.score))
        .child(pair(w.results.practice, side.practice.value()))
        .child(pair(w.results.outcome, own.outcome.value()))
        .child(confidence)
        .child(el("div").child(el("dt").child(w.results.coverage)).child(el("dd").child(coverage.join(", "))));
    let why = el("a").attr("class", "why-link").attr("href", maybe(href)).child(w.results.why).child(icon(Sign::Arrow));
    el("section")
        .attr("class", "card")
        .attr("id", format!("indicator-{id}"))
        .child(says)
        .child(number)
        .child(pairs)
        .child(el("div").attr("class", "card-foot").child(el("ul").attr("class", "flags").child(flags)).child(why))
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
