//! All questions at a glance, each with what was said to it.

use leptos::prelude::*;

use super::standing::Standing;
use super::{Asked, section_of, wording};
use crate::locale::fill;
use crate::model::Text;
use crate::ui::dynamic::{block, maybe, text, when};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

/// A question in the outline.
#[derive(Clone, Copy)]
struct Line {
    /// Its place in the pack.
    index: usize,
    standing: RwSignal<Standing>,
    /// Whether it is the one that is shown.
    is_here: RwSignal<bool>,
}

/// All questions by process, each with what was said to it.
pub fn outline(whole: Asked) -> AnyView {
    let w = more_words();
    let session = use_session();
    let order = whole.order;
    let total = move || order.with(Vec::len).to_string();
    let standings = Memo::new({
        let whole = whole.clone();
        move |_| order.with(|order| whole.standings(session, order))
    });
    let is_answered = |own: &&Standing| **own != Standing::Open;
    let answered = move || standings.with(|all| all.iter().filter(is_answered).count()).to_string();
    let lines = block(move || {
        let lines = lines(&whole, &order.get(), standings);
        let mut rest = &*lines;
        let mut sections = Vec::new();
        while let Some(first) = rest.first() {
            let of = |own: &Line| section_of(&whole.asked, &whole.asked.pack.structure.questions[own.index]);
            let (id, name) = of(first);
            let (own, others) = rest.split_at(rest.iter().position(|own| of(own).0 != id).unwrap_or(rest.len()));
            sections.push(section(session, &whole, name, own));
            rest = others;
        }
        sections
    });
    let progress = move || fill(w.beside.progress, &[&answered(), &total()]);
    el("details")
        .attr("class", "outline")
        .attr("open", wide())
        .child(
            el("summary")
                .child(el("span").child(w.beside.outline))
                .child(el("span").attr("class", "hint").child(text(progress)))
                .child(
                    el("progress")
                        .attr("max", text(total))
                        .attr("value", text(answered))
                        .attr("aria-label", text(progress)),
                ),
        )
        .child(
            el("nav").attr("aria-label", w.beside.outline).child(el("ul").child(lines)).child(
                el("p")
                    .attr("class", "outline-scope")
                    // Whoever was invited is asked what they were invited to.
                    .child(when(
                        move || !session.is_invited(),
                        move || {
                            vec![
                                el("a").attr("href", address(session, Place::Scope)).child(w.scope.link),
                                el("a").attr("href", address(session, Place::Workshop)).child(w.workshop.link_here),
                            ]
                        },
                    ))
                    .child(el("a").attr("href", address(session, Place::Glossary)).child(w.glossary.link)),
            ),
        )
        .into_any()
}

/// A line for each question. One for all looks after each answer and each step, and tells those that change: thousands
/// that look each for itself would take longer than all the rest.
fn lines(whole: &Asked, order: &[usize], standings: Memo<Vec<Standing>>) -> Vec<Line> {
    let (shown, asked) = (whole.shown, whole.asked.clone());
    let here = move || match shown.get() {
        Place::Assess(Some(id)) => asked.pack.question_index(&id),
        _ => None,
    };
    let line = |(index, standing): (&usize, Standing)| Line {
        index: *index,
        standing: RwSignal::new(standing),
        is_here: RwSignal::new(false),
    };
    let lines: Vec<Line> = order.iter().zip(standings.get_untracked()).map(line).collect();
    let all = lines.clone();
    Effect::new(move |_| standings.with(|now| all.iter().zip(now).for_each(|(line, now)| tell(line.standing, *now))));
    let all = lines.clone();
    Effect::new(move |_| {
        let here = here();
        all.iter().for_each(|line| tell(line.is_here, here == Some(line.index)));
    });
    lines
}

/// Tells what has changed, and only that.
fn tell<T: PartialEq + Copy + Send + Sync + 'static>(signal: RwSignal<T>, now: T) {
    if signal.get_untracked() != now {
        signal.set(now);
    }
}

/// A process or group with those of its questions that are shown; one that asks a single one is its question.
fn section(session: Session, whole: &Asked, name: Text, lines: &[Line]) -> El {
    if let [only] = lines {
        return line(session, whole, *only, name);
    }
    let own = lines.iter().map(|own| line(session, whole, *own, short(session, whole, own.index)));
    el("li").attr("class", "outline-group").child(el("span").child(name)).child(el("ul").child(own.collect::<Vec<_>>()))
}

fn line(session: Session, whole: &Asked, Line { index, standing, is_here }: Line, name: Text) -> El {
    let w = more_words();
    let current = move || is_here.get().then_some("true");
    let sign = move || match standing.get() {
        Standing::Open => el("span").attr("class", "dot").into_any(),
        Standing::Answered => icon(Sign::Check).into_any(),
        Standing::DontKnow => icon(Sign::Question).into_any(),
        Standing::NotApplicable => icon(Sign::Dash).into_any(),
    };
    let says = move || match standing.get() {
        Standing::Open => w.beside.state_open,
        Standing::Answered => w.beside.state_answered,
        Standing::DontKnow => w.beside.state_dont_know,
        Standing::NotApplicable => w.beside.state_not_applicable,
    };
    el("li").child(
        el("a")
            .attr("href", address(session, Place::Assess(Some(whole.id(index)))))
            .attr("aria-current", maybe(current))
            .child(block(sign))
            .child(el("span").child(name))
            .child(el("span").attr("class", "for-reader").child(", ").child(text(says))),
    )
}

/// What a question is called where its process is named already: its attributes, or in full outside of processes.
fn short(session: Session, whole: &Asked, index: usize) -> Text {
    let asked = &whole.asked;
    let question = &asked.pack.structure.questions[index];
    let name = |id| asked.texts.attributes.get(id).map_or("", |own| &*own.name);
    let names: Vec<&str> = question.attributes.iter().map(name).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return wording(session, asked, &question.id).unwrap_or_default();
    }
    names.join(" · ").into()
}

/// Whether the outline has a column of its own.
fn wide() -> bool {
    window().match_media("(min-width: 64rem)").ok().flatten().is_some_and(|query| query.matches())
}
