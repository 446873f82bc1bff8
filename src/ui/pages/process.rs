//! A process: what it is for, how it fails and how to begin with it, where it stands, and what to do next.

use std::sync::Arc;

use leptos::prelude::*;

use super::results::{leading, level_text};
use crate::locale::fill;
use crate::model::pack::{Guide, Indicator, MetricKey, Process, ProcessGuide, Question};
use crate::model::{ProcessId, Text};
use crate::score::{AttributeState, ProcessResult, Rating, Results, View, attribute_states};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, text};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::parts::glossed::Glossed;
use crate::ui::parts::guide::{guide, instead_of_guide};
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::parts::steps_bar::steps_bar;
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

pub fn process() -> AnyView {
    let w = more_words();
    let session = use_session();
    let Some(asked) = untrack(|| session.asked()) else { return ().into_any() };
    let here = Memo::new({
        let asked = asked.clone();
        move |_| match session.place() {
            Place::Process(id) => id.parse().ok().and_then(|id| named(&asked, &id)),
            _ => None,
        }
    });
    let title = {
        let asked = asked.clone();
        move || here.get().map_or(w.guide.unknown.to_owned(), |process| process_name(&asked, process).to_string())
    };
    let of_document = {
        let title = title.clone();
        move || if here.get().is_some() { fill(w.guide.title, &[&title()]) } else { title() }
    };
    arrive(Signal::derive(of_document));
    let body = move || match here.get() {
        Some(process) => known(session, &asked, process),
        None => el("p").child(w.guide.unknown_help).into_any(),
    };
    el("div")
        .attr("class", "page process")
        .child(block(move || {
            session.id().map(|open| {
                el("p")
                    .attr("class", "kicker")
                    .child(el("a").attr("href", Place::Results.of(&open)).child(icon(Sign::Back)).child(w.results.back))
            })
        }))
        .child(el("h1").attr("tabindex", "-1").child(text(title)))
        .child(block(body))
        .into_any()
}

/// The place of a process in the pack, where the words of this size have a name for it.
fn named(asked: &Questionnaire, id: &ProcessId) -> Option<usize> {
    asked.texts.processes.get(id)?;
    asked.pack.structure.processes.iter().position(|own| own.id == *id)
}

/// The name of a process, by its place in the pack.
pub fn process_name(asked: &Questionnaire, process: usize) -> Text {
    let id = asked.pack.structure.processes.get(process).map(|own| &own.id);
    id.and_then(|id| asked.texts.processes.get(id)).map(|own| own.name.clone()).unwrap_or_default()
}

/// A link to the page of a process.
pub fn process_link(session: Session, asked: &Questionnaire, process: usize) -> El {
    let id = asked.pack.structure.processes.get(process).map(|own| own.id.to_string()).unwrap_or_default();
    el("a").attr("href", address(session, Place::Process(id))).child(process_name(asked, process))
}

/// The address of a screen for the assessment at hand, or for none.
pub fn address(session: Session, place: Place) -> String {
    match untrack(|| session.id()) {
        Some(open) => place.of(&open),
        None => place.href(),
    }
}

fn known(session: Session, asked: &Arc<Questionnaire>, process: usize) -> AnyView {
    let Some(own) = asked.pack.structure.processes.get(process) else { return ().into_any() };
    let means = asked.texts.processes.get(&own.id).map(|own| own.means.clone());
    let (for_guide, for_state) = (asked.clone(), asked.clone());
    let id = own.id.clone();
    parts(vec![
        parts(el("p").attr("class", "lead").child(means)),
        parts(el("div").attr("class", "process-body").child(facts(session, asked, process, own)).child(
            el("div").attr("class", "process-guide").child(instead_of_guide(asked.clone())).child(block(move || {
                let guide = guide(&for_guide)?;
                let own = guide.processes.get(&id)?;
                Some(about(&mut Glossed::new(Some(guide.clone())), own))
            })),
        )),
        block(move || state(session, &for_state, process)),
        parts(questions(session, asked, own)),
    ])
}

/// Half a page about it.
fn about(glossed: &mut Glossed, own: &ProcessGuide) -> AnyView {
    let w = &more_words().guide;
    let lines =
        |glossed: &mut Glossed, all: &[Text]| all.iter().map(|text| glossed.of_pack("li", text)).collect::<Vec<_>>();
    let section = |title: &'static str| el("section").child(el("h2").child(title));
    parts(vec![
        section(w.purpose).child(glossed.of_pack("p", &own.purpose)),
        section(w.fails).child(el("ul").attr("class", "fails").child(lines(glossed, &own.fails))),
        section(w.steps).child(el("ol").attr("class", "first-steps").child(lines(glossed, &own.steps))),
        section(w.first).child(glossed.of_pack("p", &own.first)),
    ])
}

/// What is known of it in short: its level, what it needs and what it feeds.
fn facts(session: Session, asked: &Arc<Questionnaire>, process: usize, own: &Process) -> El {
    let w = more_words();
    let pair = |name: &'static str, value: AnyView| el("div").child(el("dt").child(name)).child(el("dd").child(value));
    let lines = |all: Vec<El>| {
        let all = all.into_iter().map(|own| el("li").child(own)).collect::<Vec<_>>();
        el("ul").child(all).into_any()
    };
    let level = {
        let asked = asked.clone();
        move || {
            let results = session.computed()?;
            let own = results.processes.iter().find(|own| own.process == process)?;
            Some(pair(w.guide.level, parts(level_text(&asked, own.view(leading(session))))))
        }
    };
    let needs = own.needs.iter().filter_map(|need| named(asked, need));
    let needs: Vec<El> = needs.map(|need| process_link(session, asked, need)).collect();
    let feeds = Indicator::ALL_FOUR.into_iter().zip(own.indicators.all()).filter(|(_, weight)| *weight > 0.0);
    let feeds: Vec<El> = feeds
        .map(|(indicator, _)| {
            let name = asked.texts.indicators.get(indicator.word()).map(|own| own.name.clone()).unwrap_or_default();
            match untrack(|| session.id()) {
                Some(open) => el("a").attr("href", Place::Why(indicator).of(&open)).child(name),
                None => el("span").child(name),
            }
        })
        .collect();
    let mut metrics: Vec<MetricKey> = Vec::new();
    for metric in questions_of(asked, own).filter_map(|question| question.feeds) {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    let metrics: Vec<El> = metrics.into_iter().map(|metric| el("span").child(w.metric(metric).name)).collect();
    let list = address(session, Place::List(own.id.to_string()));
    let asks = questions_of(asked, own).next().is_some() && untrack(|| session.id()).is_some();
    el("aside")
        .attr("class", "process-facts")
        .attr("aria-label", w.guide.about)
        .child(
            el("dl")
                .child(block(level))
                .child((!needs.is_empty()).then(|| pair(w.guide.needs, lines(needs))))
                .child((!feeds.is_empty()).then(|| pair(w.guide.feeds, lines(feeds))))
                .child((!metrics.is_empty()).then(|| pair(w.guide.agrees, lines(metrics))))
                .child(
                    own.clause
                        .as_ref()
                        .map(|clause| pair(w.guide.clause, parts(fill(w.guide.clause_of, &[clause.as_ref()])))),
                ),
        )
        .child(asks.then(|| el("a").attr("class", "button primary").attr("href", list).child(w.guide.to_questions)))
        .child(el("p").child(el("a").attr("href", address(session, Place::Glossary)).child(w.glossary.link)))
}

/// The questions of the size about a process.
fn questions_of<'a>(asked: &'a Questionnaire, own: &'a Process) -> impl Iterator<Item = &'a Question> {
    let all = asked.pack.asked(&asked.texts.size).filter_map(|index| asked.pack.structure.questions.get(index));
    all.filter(|question| question.process.as_ref() == Some(&own.id))
}

/// Its attributes with where they stand, and what leads on from there.
fn state(session: Session, asked: &Arc<Questionnaire>, process: usize) -> Option<AnyView> {
    let w = more_words();
    let results = session.computed()?;
    let section = el("section").attr("class", "stands").child(el("h2").child(w.guide.stands));
    let Some(own) = results.processes.iter().find(|own| own.process == process) else {
        let scope = el("a").attr("href", address(session, Place::Scope)).child(w.scope.link);
        let text = el("p").attr("class", "empty").child(w.guide.out_of_scope).child(" ").child(scope);
        return Some(section.child(text).into_any());
    };
    let guide = guide(asked);
    let mut glossed = Glossed::new(guide.clone());
    let rated = own.view(leading(session)).level.reached().is_some();
    let lead = if rated { w.guide.stands_means } else { w.guide.stands_open };
    let lead = glossed.of_app("p", lead).attr("class", "lead");
    let states = States::new(session, asked, &results, own);
    let rungs = (1..=asked.pack.structure.ladder.len()).map(|level| {
        let name = asked.texts.levels.get(&*level.to_string()).map(|own| own.name.to_string()).unwrap_or_default();
        let attributes = states.all().filter(|(lead, ..)| lead.level == level);
        let attributes = attributes.map(|own| attribute(session, asked, process, guide.as_deref(), &mut glossed, own));
        el("section")
            .attr("class", "rung")
            .child(el("h3").child(fill(w.guide.rung, &[&level.to_string(), &name])))
            .child(attributes.collect::<Vec<_>>())
    });
    let rungs: Vec<El> = rungs.collect();
    Some(section.child(lead).child(rungs).into_any())
}

/// The attributes of a process as they lead, as claimed and as evidenced.
struct States {
    leading: Vec<AttributeState>,
    claimed: Vec<AttributeState>,
    evidenced: Vec<AttributeState>,
}

impl States {
    fn new(session: Session, asked: &Questionnaire, results: &Results, own: &ProcessResult) -> Self {
        let of = |view| attribute_states(&asked.pack, results, own, view);
        Self { leading: of(leading(session)), claimed: of(View::Claimed), evidenced: of(View::Evidenced) }
    }

    fn all(&self) -> impl Iterator<Item = (&AttributeState, Option<usize>, Option<usize>)> {
        let both = self.claimed.iter().zip(&self.evidenced);
        self.leading.iter().zip(both).map(|(own, (claimed, evidenced))| (own, claimed.option, evidenced.option))
    }
}

fn attribute(
    session: Session,
    asked: &Questionnaire,
    process: usize,
    guide: Option<&Guide>,
    glossed: &mut Glossed,
    (own, claimed, evidenced): (&AttributeState, Option<usize>, Option<usize>),
) -> El {
    let w = more_words();
    let id = asked.pack.attributes.get(own.attribute).map(|(id, _)| id);
    let named = id.and_then(|id| asked.texts.attributes.get(id)).cloned().unwrap_or_default();
    let top = asked.pack.structure.scale.len().saturating_sub(1);
    let rating = match own.rating {
        Rating::Rated(band) => w.band(band),
        Rating::Unanswered => w.guide.unanswered,
        Rating::NotApplicable => w.results.not_applicable,
        Rating::NotAsked => w.guide.not_asked,
    };
    let needs = own
        .needs
        .map(|band| el("span").attr("class", "before-level").child(fill(w.guide.before_level, &[w.band(band)])));
    let next = match (guide, own.option) {
        (_, Some(option)) if option == top => Some(parts(el("p").child(w.guide.at_top))),
        (Some(guide), Some(option)) => next_text(asked, guide, own.attribute, option)
            .map(|next| parts(vec![el("h4").child(w.guide.next), glossed.of_pack("p", &next)])),
        _ => None,
    };
    let improvement = guide
        .filter(|_| own.option.is_some_and(|option| option < top))
        .and_then(|guide| guide.improvement(&asked.pack, process, own.attribute))
        .map(|(question, own)| {
            let effort = asked.pack.structure.questions.get(question).map_or(1, |own| own.effort.max(1));
            parts(vec![
                el("h4").child(w.guide.improvement),
                glossed.of_pack("p", &own.task),
                el("dl")
                    .attr("class", "improvement")
                    .child(pair(w.guide.gives, glossed.of_pack("dd", &own.gives)))
                    .child(pair(w.guide.before, glossed.of_pack("dd", &own.first)))
                    .child(
                        el("div")
                            .child(glossed.of_app("dt", w.guide.effort))
                            .child(el("dd").child(fill(w.guide.effort_of, &[&effort.to_string()]))),
                    ),
            ])
        });
    let question = own.question.and_then(|index| asked.pack.structure.questions.get(index)).map(|question| {
        let href = address(session, Place::Assess(Some(question.id.clone())));
        el("p").child(el("a").attr("href", href).child(w.why.to_question))
    });
    el("details")
        .attr("class", "attribute")
        .class_if("blocks", own.needs.is_some())
        .attr("open", own.needs.is_some() && own.option.is_some())
        .child(
            el("summary")
                .child(el("span").attr("class", "attribute-name").child(named.name))
                .child(steps_bar(top, claimed, evidenced))
                .child(el("span").attr("class", "attribute-rating").child(rating).child(needs)),
        )
        .child(
            el("div")
                .attr("class", "attribute-detail")
                .child(glossed.of_pack("p", &named.means).attr("class", "hint"))
                .child(next)
                .child(improvement)
                .child(question),
        )
}

/// What leads from an option of an attribute to the next.
fn next_text(asked: &Questionnaire, guide: &Guide, attribute: usize, option: usize) -> Option<Text> {
    let (attribute, _) = asked.pack.attributes.get(attribute)?;
    let option = asked.pack.structure.scale.get(option)?;
    guide.next.get(attribute)?.get(&option.id).cloned()
}

/// A line of a list of names and values.
pub fn pair(name: &'static str, value: El) -> El {
    el("div").child(el("dt").child(name)).child(value)
}

/// What the size asks about it.
fn questions(session: Session, asked: &Questionnaire, own: &Process) -> El {
    let w = more_words();
    let lines: Vec<El> = questions_of(asked, own)
        .map(|question| {
            let text = asked.texts.questions.get(&question.id).map(|own| own.text.clone()).unwrap_or_default();
            match untrack(|| session.id()) {
                Some(open) => {
                    el("li").child(el("a").attr("href", Place::Assess(Some(question.id.clone())).of(&open)).child(text))
                }
                None => el("li").child(text),
            }
        })
        .collect();
    let none = lines.is_empty().then(|| el("p").attr("class", "hint").child(w.guide.no_questions));
    el("section")
        .attr("class", "its-questions")
        .child(el("h2").child(w.guide.questions))
        .child(none)
        .child(el("ul").child(lines))
}
