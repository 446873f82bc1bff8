//! One question for everybody in the room, as large as it goes: what was said, what was agreed on, and the time to talk.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{self, Event, KeyboardEvent};
use wasm_bindgen::JsCast;

use super::Room;
use super::list::{counts, group_name, middle};
use super::timer::timer;
use crate::browser::listen::to_window;
use crate::browser::{full_screen, place};
use crate::locale::fill;
use crate::model::pack::QuestionText;
use crate::model::{MAX_TEXT, QuestionId, Statement};
use crate::score::{FEWEST, QuestionState, Shown, turnout_of};
use crate::ui::dynamic::{block, flag, on, text, when};
use crate::ui::el::{El, el, parts, svg};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::parts::entry::paused_text;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::{Place, Route};

pub(super) fn projector(own: &Room, id: &QuestionId) -> AnyView {
    let w = &more_words().room;
    let asked = own.asked.pack.question_index(id).filter(|at| own.questions.with(|all| all.contains(at)));
    let Some((at, words)) = asked.zip(own.asked.texts.questions.get(id)) else { return not_asked(own) };
    let steps = {
        let own = own.clone();
        Memo::new(move |_| {
            let all = own.sequence();
            let place = all.iter().position(|own| *own == at);
            let near = |place: usize| own.question(*all.get(place)?).map(|own| own.id.clone());
            Steps {
                place: place.map_or(0, |place| place + 1),
                of: all.len(),
                previous: place.and_then(|place| near(place.checked_sub(1)?)),
                // What the filter has left out leads back among those that are shown.
                next: near(place.map_or(0, |place| place + 1)),
            }
        })
    };
    keys(own, steps);
    let turnout = {
        let own = own.clone();
        move || {
            let (answered, asked) = own.session.with(|all| turnout_of(&own.asked.pack, all, at));
            fill(w.have_answered, &[&answered.to_string(), &asked.to_string()])
        }
    };
    let section = own.question(at).and_then(|question| own.section(question)).map(|(_, name)| name);
    let (said, agreeing) = (own.clone(), own.clone());
    let is_revealed = own.is_revealed;
    let question = id.clone();
    el("div")
        .attr("class", "page projector")
        .child(
            el("p")
                .attr("class", "kicker")
                .child(
                    el("a").attr("href", address(own.session, Place::Room(None))).child(icon(Sign::Back)).child(w.all),
                )
                .child(section.map(|name| el("span").child(name)))
                .child(el("span").attr("class", "turnout-of").child(text(turnout))),
        )
        .child(el("h1").attr("tabindex", "-1").child(words.text.clone()))
        .child(levels(own, at, words))
        .child(block(move || match said.said.get() {
            Some(_) => beside(&said, at),
            None => Some(parts(el("p").attr("class", "hint").child(w.is_hidden))),
        }))
        .child(when(move || is_revealed.get(), move || agree(&agreeing, at, &question)))
        .child(el("div").attr("class", "room-bar").child(timer(own.minutes)).child(turn(own, steps)))
        .child(el("p").attr("class", "hint room-keys").child(w.keys))
        .into_any()
}

fn not_asked(own: &Room) -> AnyView {
    let w = &more_words().room;
    el("div")
        .attr("class", "page narrow")
        .child(el("h1").attr("tabindex", "-1").child(w.not_asked))
        .child(el("p").child(w.not_asked_help))
        .child(
            el("p").child(
                el("a").attr("class", "button").attr("href", address(own.session, Place::Room(None))).child(w.all),
            ),
        )
        .into_any()
}

/// Where one is among the questions, and what comes before and after.
#[derive(Clone, PartialEq)]
struct Steps {
    /// From 1; nothing where it is not among them.
    place: usize,
    of: usize,
    previous: Option<QuestionId>,
    next: Option<QuestionId>,
}

/// What people said of a question, from what may be shown.
fn read<T>(
    own: &Room,
    at: usize,
    read: impl FnOnce(&QuestionState, &crate::score::QuestionAgreement) -> T,
) -> Option<T> {
    let said = own.said.get()?;
    Some(read(said.results.questions.get(at)?, said.agreement.questions.get(at)?))
}

/// Every level with what can be seen there and, once it is revealed, how many said so.
fn levels(own: &Room, at: usize, words: &QuestionText) -> El {
    let w = &more_words().room;
    let is_revealed = own.is_revealed;
    let level = |(place, option): (usize, &crate::model::pack::Choice)| {
        let anchor = words.levels.get(&option.id).cloned().unwrap_or_default();
        let (mine, for_count) = (own.clone(), own.clone());
        let Some(id) = own.question(at).map(|own| own.id.clone()) else { return el("li") };
        el("li")
            .class_if("agreed", flag(move || mine.is_revealed.get() && mine.agreed(&id) == Some(place)))
            .child(el("span").attr("class", "digit").child(own.level(place)))
            .child(el("span").attr("class", "anchor").child(anchor))
            .child(block(move || count(&for_count, at, place)))
    };
    el("ol")
        .attr("class", "room-levels")
        .attr("aria-label", w.levels)
        .class_if("revealed", flag(move || is_revealed.get()))
        .child(own.asked.pack.structure.scale.iter().enumerate().map(level).collect::<Vec<_>>())
}

/// How many said a level: a bar with its number, and who they are as far as that may be shown.
fn count(own: &Room, at: usize, level: usize) -> Option<El> {
    let w = &more_words().room;
    read(own, at, |_, agreement| match &agreement.shown {
        Shown::Nothing => None,
        Shown::MedianAndRange { median, low, high } => {
            let ends = match (level == *low, level == *high) {
                (true, true) => Some(w.only),
                (true, false) => Some(w.lowest),
                (false, true) => Some(w.highest),
                _ => None,
            };
            let marks = [ends, (level == *median).then_some(w.middle)];
            let says = marks.into_iter().flatten().collect::<Vec<_>>().join(", ");
            Some(el("span").attr("class", "count-words").child(says))
        }
        Shown::Groups(groups) => {
            let counts = counts(own, &agreement.shown)?;
            let (here, most) = (counts.get(level).copied()?, counts.iter().copied().max()?);
            let of = |group: &crate::score::Group| {
                let count = group.spread.levels.iter().filter(|own| **own == level).count();
                (count > 0).then(|| [group_name(&group.roles), count.to_string()].join(" "))
            };
            let by_role: Vec<String> = groups.iter().filter_map(of).collect();
            let by_role = (groups.len() > 1 && here > 0).then(|| by_role.join(" · "));
            Some(
                el("span")
                    .attr("class", "count")
                    .child(bar(here as f64 / most.max(1) as f64))
                    .child(el("span").attr("class", "count-number").child(here))
                    .child(by_role.map(|says| el("span").attr("class", "count-words").child(says))),
            )
        }
    })?
}

/// A bar as long as its share of the room it has.
fn bar(share: f64) -> El {
    let block = |class, width: f64| {
        svg("rect").attr("class", class).attr("width", crate::chart::tenths(width)).attr("height", "10")
    };
    svg("svg")
        .attr("class", "count-bar")
        .attr("viewBox", "0 0 100 10")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(block("ink track", 100.0))
        .child(block("ink filled", share * 100.0))
}

/// Who gave no level, as far as that may be shown, and why there is not more.
fn beside(own: &Room, at: usize) -> Option<AnyView> {
    let w = &more_words().room;
    let is_anonymous = own.session.with(|all| all.is_anonymous());
    let lines = read(own, at, |state, agreement| {
        let said = state.levels.len() + state.dont_know + state.not_applicable;
        let may = |count: usize, enough: bool| (count > 0 && (enough || !is_anonymous)).then(|| count.to_string());
        let unknown = may(state.dont_know, agreement.dont_know.is_some()).map(|n| fill(w.dont_know, &[&n]));
        let not_applicable = may(state.not_applicable, said >= FEWEST).map(|n| fill(w.not_applicable, &[&n]));
        let ends = matches!(agreement.shown, Shown::MedianAndRange { .. }).then(|| w.ends_means.to_owned());
        [unknown, not_applicable, ends].into_iter().flatten().collect::<Vec<String>>()
    })?;
    (!lines.is_empty()).then(|| parts(el("p").attr("class", "room-beside").child(lines.join(" · "))))
}

/// The level the room agrees on, and why.
fn agree(own: &Room, at: usize, id: &QuestionId) -> El {
    let w = &more_words().room;
    let session = own.session;
    let choice = |(place, option): (usize, &crate::model::pack::Choice)| {
        let name = own.asked.texts.options.get(&option.id).map(|own| own.name.to_string()).unwrap_or_default();
        let level = own.level(place);
        let label = if own.first_number().is_some() { fill(w.level, &[&level, &name]) } else { name };
        let (mine, said_of, option) = (own.clone(), id.clone(), option.id.clone());
        let is_agreed = Memo::new({
            let (own, id) = (own.clone(), id.clone());
            move |_| own.agreed(&id) == Some(place)
        });
        let press = move |_: ev::MouseEvent| {
            let Some(round) = untrack(|| session.round()) else { return };
            let value = (!is_agreed.get_untracked()).then(|| option.clone());
            let done = match value {
                Some(_) => fill(w.did_agree, &[&mine.level(place)]),
                None => w.did_withdraw.to_owned(),
            };
            session.do_all(vec![Statement::Agreed { round, question: said_of.clone(), value }], done);
        };
        el("button")
            .attr("type", "button")
            .attr("class", "agree-level")
            .attr("aria-pressed", text(move || is_agreed.get().to_string()))
            .attr("aria-label", label)
            .on(ev::click, on(press))
            .child(level)
    };
    let choices = own.asked.pack.structure.scale.iter().enumerate().map(choice).collect::<Vec<_>>();
    let reasoning = {
        let id = id.clone();
        Signal::derive(move || {
            let said = session.with(|own| own.said(own.latest_round()?, &id)?.reasoning.clone());
            said.unwrap_or_default()
        })
    };
    let say = {
        let id = id.clone();
        Callback::new(move |typed: String| {
            let Some(round) = untrack(|| session.round()) else { return };
            let value = (!typed.trim().is_empty()).then(|| typed.into());
            session.say(Statement::Reasoning { round, question: id.clone(), value });
        })
    };
    let (compared, of) = (own.clone(), id.clone());
    el("div")
        .attr("class", "agree")
        .child(
            el("section")
                .attr("aria-labelledby", "agree-on")
                .child(el("h2").attr("id", "agree-on").child(w.agree_on))
                .child(
                    el("div")
                        .attr("class", "agree-levels")
                        .attr("role", "group")
                        .attr("aria-labelledby", "agree-on")
                        .child(choices),
                )
                .child(el("p").attr("class", "compared").child(text(move || before_and_after(&compared, at, &of))))
                .child(el("p").attr("class", "hint").child(w.agree_on_means)),
        )
        .child(paused_text(format!("reasoning-{id}"), w.reasoning, w.reasoning_means, reasoning, say, 2, MAX_TEXT))
}

/// How what was agreed differs from what was said.
fn before_and_after(own: &Room, at: usize, id: &QuestionId) -> String {
    let w = &more_words().room;
    let said = read(own, at, |_, agreement| {
        let median = match &agreement.shown {
            Shown::Nothing => None,
            Shown::MedianAndRange { median, .. } => Some(*median),
            Shown::Groups(_) => agreement.all.median,
        };
        (middle(own, agreement, true), median)
    });
    let (before, median) = said.unwrap_or_default();
    let before = before.map_or(w.before_nothing.to_owned(), |says| fill(w.before, &[&says]));
    let Some(agreed) = own.agreed(id) else { return before };
    let level = own.level(agreed);
    let after = match median.filter(|_| own.first_number().is_some()) {
        None => fill(w.agreed, &[&level]),
        Some(median) if agreed == median => fill(w.agreed_same, &[&level]),
        Some(median) if agreed > median => fill(w.agreed_above, &[&level, &(agreed - median).to_string()]),
        Some(median) => fill(w.agreed_below, &[&level, &(median - agreed).to_string()]),
    };
    [before, after].join(" ")
}

/// The ways to the question before and after, and to the whole screen.
fn turn(own: &Room, steps: Memo<Steps>) -> El {
    let w = &more_words().room;
    let (session, is_revealed) = (own.session, own.is_revealed);
    let way = move |to: fn(&Steps) -> &Option<QuestionId>| {
        steps.with(|all| to(all).clone()).map(|id| address(session, Place::Room(Some(id))))
    };
    let position = move || {
        steps.with(|own| (own.place > 0).then(|| fill(w.place, &[&own.place.to_string(), &own.of.to_string()])))
    };
    let previous = move || {
        Some(
            el("a")
                .attr("class", "button")
                .attr("href", way(|own| &own.previous)?)
                .child(icon(Sign::Back))
                .child(w.previous),
        )
    };
    let next = move || {
        let says = if is_revealed.get() { w.next_disputed } else { w.next };
        Some(
            el("a")
                .attr("class", "button primary")
                .attr("href", way(|own| &own.next)?)
                .child(says)
                .child(icon(Sign::Arrow)),
        )
    };
    el("nav")
        .attr("class", "room-steps")
        .attr("aria-label", w.steps)
        .child(full_screen_button())
        .child(el("span").attr("class", "hint").child(block(position)))
        .child(block(previous))
        .child(block(next))
}

fn full_screen_button() -> Option<El> {
    let w = &more_words().room;
    let is_on = RwSignal::new(full_screen::is_on());
    listen("fullscreenchange", Box::new(move |_| is_on.set(full_screen::is_on())));
    full_screen::is_there().then(|| {
        el("button")
            .attr("type", "button")
            .attr("aria-pressed", text(move || is_on.get().to_string()))
            .on(ev::click, on(|_: ev::MouseEvent| full_screen::switch()))
            .child(w.full_screen)
    })
}

/// What the keys of a keyboard and of a presenter's clicker do while no field has the focus.
fn keys(own: &Room, steps: Memo<Steps>) {
    let session = own.session;
    let go = move |to: Option<QuestionId>| {
        let route = Route { assessment: untrack(|| session.id()), place: Place::Room(to) };
        place::go(&route.path());
    };
    let press = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let in_field = target.is_some_and(|own| matches!(&*own.tag_name(), "INPUT" | "TEXTAREA" | "SELECT"));
        if in_field || event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(steps) = steps.try_get_untracked() else { return };
        match &*event.key() {
            "ArrowRight" | "PageDown" if steps.next.is_some() => go(steps.next),
            "ArrowLeft" | "PageUp" if steps.previous.is_some() => go(steps.previous),
            // At either end nothing is turned, and nothing scrolls away under whoever presses once too often.
            "ArrowRight" | "PageDown" | "ArrowLeft" | "PageUp" => {}
            "Escape" if !full_screen::is_on() => go(None),
            // A single letter, which whoever is bothered by such keys has switched off with the digits.
            "f" if session.digits.get_untracked() => full_screen::switch(),
            _ => return,
        }
        event.prevent_default();
    };
    listen("keydown", Box::new(press));
}

/// Listens to the window for as long as the question stands.
fn listen(event: &'static str, handle: Box<dyn FnMut(Event)>) {
    let listener = StoredValue::new_local(Some(to_window(event, handle)));
    on_cleanup(move || {
        if let Some(listener) = listener.try_update_value(Option::take).flatten() {
            listener.stop();
        }
    });
}
