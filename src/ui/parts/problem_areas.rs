//! The processes an audit looks at first: what is expected of each, what was found, and where that can be seen.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::format::plain;
use crate::locale::fill;
use crate::model::pack::{Indicator, MetricKey};
use crate::score::{self, Problem, ProblemArea, Results, Settings, View};
use crate::ui::dynamic::block;
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::{address, process_link, process_name};
use crate::ui::parts::glossed::Glossed;
use crate::ui::parts::guide::guide;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// How many processes are shown at once.
const SHOWN: usize = 3;

pub fn problem_areas(results: &Arc<Results>, asked: &Arc<Questionnaire>) -> El {
    let w = &more_words().problems;
    let session = use_session();
    let areas = untrack(|| areas_of(session, results, asked));
    let section = el("section").attr("class", "problem-areas").child(el("h2").child(w.title));
    if areas.is_empty() {
        let rated = results.processes.iter().any(|own| own.view(View::Claimed).level.reached().is_some());
        return section.child(el("p").attr("class", "empty").child(if rated { w.none } else { w.none_rated }));
    }
    let lead = {
        let asked = asked.clone();
        block(move || Glossed::new(guide(&asked)).of_app("p", w.means).attr("class", "lead"))
    };
    let lines = |some: &[ProblemArea]| {
        let lines = some.iter().map(|own| area(session, asked, own)).collect::<Vec<_>>();
        el("ul").attr("class", "areas").child(lines)
    };
    let (first, rest) = areas.split_at(SHOWN.min(areas.len()));
    let more = match rest.len() {
        0 => None,
        1 => Some(w.rest_one.to_owned()),
        n => Some(fill(w.rest, &[&n.to_string()])),
    };
    let rest =
        more.map(|text| el("details").attr("class", "more-areas").child(el("summary").child(text)).child(lines(rest)));
    let work = el("p")
        .child(el("a").attr("href", address(session, Place::Findings)).child(more_words().findings.work_on))
        .child(icon(Sign::Arrow));
    section.child(lead).child(lines(first)).child(rest).child(work.attr("class", "onward"))
}

fn area(session: Session, asked: &Questionnaire, own: &ProblemArea) -> El {
    let w = &more_words().problems;
    let count = match own.problems.len() {
        1 => w.one.to_owned(),
        n => fill(w.many, &[&n.to_string()]),
    };
    el("li")
        .attr("class", "area")
        .child(
            el("header")
                .child(el("h3").child(process_link(session, asked, own.process)))
                .child(el("p").attr("class", "hint").child(count)),
        )
        .child(problems(session, asked, own))
}

/// Every problem of a process: what is expected, and what was found.
pub fn problems(session: Session, asked: &Questionnaire, own: &ProblemArea) -> El {
    let lines = own.problems.iter().map(|problem| line(session, asked, own.process, problem)).collect::<Vec<_>>();
    el("ul").attr("class", "problems").child(lines)
}

/// The problem areas of the latest round.
pub fn areas_of(session: Session, results: &Results, asked: &Questionnaire) -> Vec<ProblemArea> {
    let areas = session.with(|own| {
        let round = own.latest_round()?;
        Some(score::problem_areas(&asked.pack, own, &Settings::of(own, &asked.pack, round), results))
    });
    areas.unwrap_or_default()
}

fn line(session: Session, asked: &Questionnaire, process: usize, problem: &Problem) -> El {
    let w = more_words();
    let says = w.problem(problem, &asked.pack, &asked.texts, plain);
    let told = session
        .computed()
        .is_none_or(|results| session.with(|own| problem.may_be_told(process, &asked.pack, own, &results)));
    let found = if told { says.condition } else { w.why.withheld.to_owned() };
    let pair = |name: &'static str, value: String| el("div").child(el("dt").child(name)).child(el("dd").child(value));
    el("li")
        .child(
            el("header")
                .child(el("h4").child(icon(Sign::Flag)).child(says.name))
                .child(el("p").child(where_seen(session, asked, process, problem))),
        )
        .child(el("dl").child(pair(w.problems.expected, says.criterion)).child(pair(w.problems.found, found)))
}

/// The way to what shows a problem.
fn where_seen(session: Session, asked: &Questionnaire, process: usize, problem: &Problem) -> AnyView {
    let w = more_words();
    let id =
        |process: usize| asked.pack.structure.processes.get(process).map(|own| own.id.to_string()).unwrap_or_default();
    let to = |place: Place, words: String| el("a").attr("href", address(session, place)).child(words);
    let question = |index: usize| {
        let question = asked.pack.structure.questions.get(index)?;
        Some(to(Place::Assess(Some(question.id.clone())), w.why.to_question.to_owned()))
    };
    let figures = |metric: MetricKey| {
        let indicator = indicator_of(asked, metric)?;
        Some(to(Place::Figures(indicator), w.problems.to_figures.to_owned()))
    };
    let links: Vec<Option<El>> = match *problem {
        Problem::RedFlag { question: about, metric, .. } | Problem::NotMeasured { question: about, metric, .. } => {
            vec![question(about), figures(metric)]
        }
        Problem::MandatoryUnmet { question: about, .. } => vec![question(about)],
        Problem::AheadOfNeed { need, .. } => {
            vec![Some(to(Place::Process(id(need)), fill(w.problems.to_needed, &[&process_name(asked, need)])))]
        }
        Problem::BelowTarget { .. } => {
            vec![Some(to(Place::Process(id(process)), w.problems.to_process.to_owned()))]
        }
        Problem::NotEvidenced { .. }
        | Problem::Disagreement { .. }
        | Problem::LeadersAbove { .. }
        | Problem::DontKnow { .. } => {
            vec![Some(to(Place::List(id(process)), w.problems.to_questions.to_owned()))]
        }
    };
    parts(links.into_iter().flatten().collect::<Vec<_>>())
}

/// The indicator that scores a metric, among whose figures it stands.
fn indicator_of(asked: &Questionnaire, metric: MetricKey) -> Option<Indicator> {
    let indicators = &asked.pack.structure.indicators;
    indicators.iter().find(|own| own.metrics.iter().any(|own| own.metric == metric)).map(|own| own.id)
}
