//! The processes on their ladder: how far each has come, and which questions stand before the next level.

use std::sync::Arc;

use leptos::prelude::*;

use super::figure::foot;
use crate::browser::format::{fixed, plain};
use crate::exchange::pictures::Illustration;
use crate::locale::fill;
use crate::score::{AttributeState, Blocker, Capability, Level, ProcessResult, Results, View, attribute_states};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::{address, process_link};
use crate::ui::pages::results::level_text;
use crate::ui::parts::steps_bar::steps_bar;
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// The ladder, with the level each process had in the round before.
pub fn ladder(
    own: &Illustration,
    results: &Arc<Results>,
    before: Option<&Results>,
    asked: &Arc<Questionnaire>,
    lead: View,
) -> El {
    let w = more_words();
    let session = use_session();
    let rung = Rung { session, asked, results, before, lead };
    let is_rated = |own: &ProcessResult| own.claimed.level.reached().is_some();
    if !results.processes.iter().any(is_rated) {
        return el("section")
            .attr("class", "processes")
            .child(el("h2").child(w.pictures.levels))
            .child(el("p").attr("class", "empty").child(w.pictures.levels_empty));
    }
    let rows = results.processes.iter().map(|own| rung.row(own)).collect::<Vec<_>>();
    let column = |text: &'static str| el("th").attr("scope", "col").child(text);
    el("section")
        .attr("class", "processes")
        .child(
            el("h2")
                .attr("class", "finding-head")
                .child(
                    el("span")
                        .attr("class", "kicker")
                        .child(w.pictures.levels)
                        .child(el("span").attr("class", "for-reader").child(": ")),
                )
                .child(own.finding.clone()),
        )
        .child(el("p").attr("class", "hint").child(w.pictures.levels_means))
        .child(
            el("div")
                .attr("class", "scroll ladder-place")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", w.pictures.levels)
                .child(
                    el("table")
                        .attr("class", "ladder")
                        .child(
                            el("thead").child(
                                el("tr")
                                    .child(column(w.results.process))
                                    .child(column(w.results.level))
                                    .child(column(w.results.index).attr("class", "numeric"))
                                    .child(column(w.results.next_level)),
                            ),
                        )
                        .child(el("tbody").child(rows)),
                ),
        )
        .child(foot(session, own))
}

/// What a row is made of.
struct Rung<'a> {
    session: Session,
    asked: &'a Arc<Questionnaire>,
    results: &'a Results,
    before: Option<&'a Results>,
    lead: View,
}

impl Rung<'_> {
    fn row(&self, own: &ProcessResult) -> El {
        let w = more_words();
        let height = self.asked.pack.structure.ladder.len();
        let leading = own.view(self.lead);
        let claimed = own.claimed.level.reached();
        let evidenced = claimed.map(|_| own.evidenced.level.reached().unwrap_or(0));
        let level = |text: &'static str, level: usize| Some(fill(text, &[&level.to_string()]));
        let gap = match (self.lead, claimed, evidenced) {
            (View::Evidenced, Some(claimed), Some(evidenced)) if claimed > evidenced => {
                level(w.results.gap_claimed, claimed)
            }
            (View::Claimed, Some(claimed), Some(evidenced)) if claimed > evidenced => {
                level(w.pictures.gap_evidenced, evidenced)
            }
            _ => None,
        };
        let was = self.before.and_then(|results| results.processes.iter().find(|was| was.process == own.process));
        let was = was.and_then(|was| was.view(self.lead).level.reached());
        let was = was.filter(|was| Some(*was) != leading.level.reached()).and_then(|was| level(w.pictures.was, was));
        let id = self.asked.pack.structure.processes.get(own.process).map(|own| own.id.clone());
        let target = self.session.peek(|own| own.targets.get(id.as_ref()?).copied());
        let target = target.map(|target| fill(w.pictures.target_of, &[&plain(target, 1)]));
        let note = |holds: bool, text: &str| holds.then(|| text.to_owned());
        let notes: Vec<String> = [
            gap,
            target,
            was,
            note(own.from_coarser, w.results.from_coarser),
            note(own.many_not_applicable, w.results.many_not_applicable),
        ]
        .into_iter()
        .flatten()
        .collect();
        el("tr")
            .child(el("th").attr("scope", "row").child(process_link(self.session, self.asked, own.process)))
            .child(
                el("td")
                    .child(steps_bar(height, claimed, evidenced))
                    .child(el("span").attr("class", "level-name").child(level_text(self.asked, leading)))
                    .child((!notes.is_empty()).then(|| el("span").attr("class", "hint").child(notes.join(" · ")))),
            )
            .child(
                el("td")
                    .attr("class", "numeric")
                    .attr("data-label", w.results.index)
                    .child(leading.index.map(|index| fixed(index, 0))),
            )
            .child(el("td").attr("data-label", w.results.next_level).child(self.blockers(own, leading, height)))
    }

    /// The questions that hold a process back, the first one at once and the others behind a click.
    fn blockers(&self, own: &ProcessResult, leading: &Capability, height: usize) -> AnyView {
        let w = more_words();
        let states = attribute_states(&self.asked.pack, self.results, own, self.lead);
        let link = |blocker: &Blocker| self.blocker(&states, own.process, blocker);
        match (leading.level, leading.blockers.split_first()) {
            (Level::Unrated | Level::NotApplicable, _) => el("span").attr("class", "hint").child("–").into_any(),
            (Level::Reached { level, .. }, None) if level == height => {
                el("span").attr("class", "hint").child(w.results.top).into_any()
            }
            (_, None) => el("span").attr("class", "hint").child("–").into_any(),
            (_, Some((first, rest))) => {
                let more = (!rest.is_empty()).then(|| {
                    el("details")
                        .attr("class", "blockers")
                        .child(el("summary").child(fill(w.results.blockers_more, &[&rest.len().to_string()])))
                        .child(el("ul").child(rest.iter().map(|own| el("li").child(link(own))).collect::<Vec<_>>()))
                });
                parts(vec![parts(link(first)), parts(more)])
            }
        }
    }

    /// A blocker, as a link to the question that would lift it.
    fn blocker(&self, states: &[AttributeState], process: usize, own: &Blocker) -> El {
        let w = more_words();
        let name = self.asked.pack.attributes.get(own.attribute);
        let name = name.and_then(|(id, _)| self.asked.texts.attributes.get(id));
        let name = name.map(|own| own.name.to_string()).unwrap_or_default();
        let text = match own.from {
            Some(from) => fill(w.results.blocker, &[&name, w.band(from), w.band(own.to)]),
            None => fill(w.results.blocker_open, &[&name, w.band(own.to)]),
        };
        let question = states.iter().find(|state| state.attribute == own.attribute).and_then(|state| state.question);
        let question = question.and_then(|place| self.asked.pack.structure.questions.get(place));
        let process = self.asked.pack.structure.processes.get(process).map(|own| own.id.to_string());
        let place = match question {
            Some(question) => Place::Assess(Some(question.id.clone())),
            None => Place::Process(process.unwrap_or_default()),
        };
        el("a").attr("class", "blocker").attr("href", address(self.session, place)).child(text)
    }
}
