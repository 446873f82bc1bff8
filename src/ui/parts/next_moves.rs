//! What to do next: the three moves that are worth most, why, and how to make them; all others behind a click.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::format::plain;
use crate::locale::fill;
use crate::model::pack::Guide;
use crate::score::{self, Level, Move, Raise, Results, Settings, Step, View, steps, withholds};
use crate::ui::dynamic::block;
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::{address, pair, process_link};
use crate::ui::parts::glossed::Glossed;
use crate::ui::parts::guide::{guide, guide_comes, instead_of_guide};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// How many moves are shown at once.
const SHOWN: usize = 3;

pub fn next_moves(results: &Arc<Results>, asked: &Arc<Questionnaire>, view: View) -> El {
    let w = &more_words().moves;
    let session = use_session();
    let moves = session.peek(|own| {
        let round = own.latest_round()?;
        Some(score::next_moves(&asked.pack, own, &Settings::of(own, &asked.pack, round), results))
    });
    let moves = moves.unwrap_or_default();
    let section = el("section").attr("class", "next-moves").child(el("h2").child(w.title));
    if moves.is_empty() {
        let rated = results.processes.iter().any(|own| own.view(view).level.reached().is_some());
        let why = if rated { w.none_left } else { w.none_rated };
        return section.child(el("p").attr("class", "empty").child(why));
    }
    let (asked, results, moves) = (asked.clone(), results.clone(), Arc::new(moves));
    let waiting = asked.clone();
    let content = move || {
        let guide = guide(&asked);
        let mut drawing = Drawing { session, asked: &asked, results: &results, view, guide: guide.as_deref() };
        let mut glossed = Glossed::new(guide.clone());
        let lead = glossed.of_app("p", w.means).attr("class", "lead");
        let cards = |drawing: &mut Drawing, glossed: &mut Glossed, some: &[Move]| {
            some.iter().map(|own| drawing.card(own, glossed)).collect::<Vec<_>>()
        };
        let (first, rest) = moves.split_at(SHOWN.min(moves.len()));
        let first = el("ol").attr("class", "moves").child(cards(&mut drawing, &mut glossed, first));
        let rest = (!rest.is_empty()).then(|| {
            el("details")
                .attr("class", "more-moves")
                .child(el("summary").child(match rest.len() {
                    1 => w.rest_one.to_owned(),
                    n => fill(w.rest, &[&n.to_string()]),
                }))
                .child(el("ol").attr("class", "moves").attr("start", SHOWN + 1).child(cards(
                    &mut drawing,
                    &mut glossed,
                    rest,
                )))
        });
        parts(vec![parts(lead), parts(first), parts(rest)])
    };
    section.child(block(content)).child(instead_of_guide(waiting))
}

/// What a move is drawn with.
struct Drawing<'a> {
    session: Session,
    asked: &'a Questionnaire,
    results: &'a Results,
    view: View,
    guide: Option<&'a Guide>,
}

impl Drawing<'_> {
    fn card(&mut self, own: &Move, glossed: &mut Glossed) -> El {
        let w = &more_words().moves;
        let level = self.results.processes.iter().find(|process| process.process == own.process);
        let level = level.and_then(|process| match process.view(self.view).level {
            Level::Reached { level, .. } => Some(level),
            _ => None,
        });
        let from_to = level.map(|level| fill(w.from_to, &[&level.to_string(), &(level + 1).to_string()]));
        let id = self.asked.pack.structure.processes.get(own.process).map(|own| &own.id);
        let target = self.session.peek(|own| own.targets.get(id?).copied());
        let target = target.map(|level| fill(w.target, &[&plain(level, 1)]));
        let from_to: Vec<String> = from_to.into_iter().chain(target).collect();
        let waits = own.waits_for.iter().map(|need| el("li").child(process_link(self.session, self.asked, *need)));
        let waits: Vec<El> = waits.collect();
        el("li")
            .attr("class", "move")
            .child(
                el("header")
                    .child(el("h3").child(process_link(self.session, self.asked, own.process)))
                    .child(el("p").attr("class", "hint").child(from_to.join(" · "))),
            )
            .child(reason(own))
            .child(
                (!waits.is_empty()).then(|| {
                    el("div").attr("class", "waits").child(el("p").child(w.waits)).child(el("ul").child(waits))
                }),
            )
            .child(self.what_to_do(own, glossed))
    }

    /// The improvements of a move, or where nothing is known of them, the answers it raises.
    fn what_to_do(&self, own: &Move, glossed: &mut Glossed) -> AnyView {
        let w = &more_words().moves;
        let steps = self.guide.map(|guide| steps(&self.asked.pack, guide, self.results, own, self.view));
        let Some((first, more)) = steps.as_ref().and_then(|steps| steps.split_first()) else {
            if guide_comes(self.asked) {
                return ().into_any();
            }
            return el("ul").child(own.raises.iter().map(|raise| self.raise(raise)).collect::<Vec<_>>()).into_any();
        };
        let more = (!more.is_empty()).then(|| {
            let says = match more.len() {
                1 => w.one_more_step.to_owned(),
                n => fill(w.more_steps, &[&n.to_string()]),
            };
            el("details")
                .attr("class", "more-steps")
                .child(el("summary").child(says))
                .child(el("ul").child(more.iter().map(|own| el("li").child(step(own, glossed))).collect::<Vec<_>>()))
        });
        parts(vec![step(first, glossed), parts(more)])
    }

    fn raise(&self, raise: &Raise) -> El {
        let w = &more_words().moves;
        let scale = &self.asked.pack.structure.scale;
        let option = |place: usize| scale.get(place).map(|own| own.id.to_string()).unwrap_or_default();
        let Some(question) = self.asked.pack.structure.questions.get(raise.question) else { return el("li") };
        let text = self.asked.texts.questions.get(&question.id).map(|own| own.text.to_string()).unwrap_or_default();
        let href = address(self.session, Place::Assess(Some(question.id.clone())));
        // Of few anonymous people it is not told where they stand.
        let anonymous = self.session.peek(|own| own.is_anonymous());
        let kept = self.results.questions.get(raise.question).is_some_and(|said| withholds(anonymous, said));
        let from = if kept { "…".to_owned() } else { option(raise.from) };
        el("li")
            .child(el("a").attr("href", href).child(fill(w.raise, &[&from, &option(raise.to), &text])))
            .child(" ")
            .child(el("span").attr("class", "hint").child(fill(w.raise_evidence, &[raise.grade.word()])))
    }
}

/// Why a move stands where it stands: the four things its priority is made of.
fn reason(own: &Move) -> El {
    let w = &more_words().moves;
    let gap = match plain(own.gap, 1) {
        one if one == "1" => w.gap_level.to_owned(),
        many => fill(w.gap_levels, &[&many]),
    };
    let importance = match own.importance {
        1 => w.importance_low,
        2 => w.importance_usual,
        _ => w.importance_high,
    };
    let value = |name: &'static str, value: String| el("div").child(el("dt").child(name)).child(el("dd").child(value));
    el("dl")
        .attr("class", "reason")
        .child(value(w.gap, gap))
        .child(value(w.importance, importance.to_owned()))
        .child(value(w.gain, fill(w.gain_points, &[&plain(own.lift, 1)])))
        .child(value(w.effort, own.effort.to_string()))
}

fn step(own: &Step, glossed: &mut Glossed) -> AnyView {
    let w = &more_words().guide;
    parts(vec![
        glossed.of_pack("p", &own.improvement.task).attr("class", "task"),
        el("dl")
            .attr("class", "improvement")
            .child(pair(w.gives, glossed.of_pack("dd", &own.improvement.gives)))
            .child(pair(w.before, glossed.of_pack("dd", &own.improvement.first))),
    ])
}
