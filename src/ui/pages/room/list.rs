//! Who has answered how much, and once it is revealed what people are furthest apart on.

use leptos::ev;
use leptos::prelude::*;

use super::{Revealed, Room};
use crate::browser::focus;
use crate::browser::format::fixed;
use crate::chart::{Levels, levels};
use crate::locale::fill;
use crate::model::{Role, RoundField, Statement, Text};
use crate::score::{Consensus, Dispute, Disputed, QuestionAgreement, Shown, turnout};
use crate::ui::charts::draw;
use crate::ui::dynamic::{block, on, text};
use crate::ui::el::{El, el, parts};
use crate::ui::pages::process::address;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::Place;
use crate::ui::{more_words, words};

/// The width of a small picture of levels.
const WIDE: f64 = 144.0;

pub(super) fn list(own: &Room) -> AnyView {
    let w = more_words();
    let is_revealed = own.is_revealed;
    let (closed, open) = (own.clone(), own.clone());
    el("div")
        .attr("class", "page room")
        .child(
            el("p").attr("class", "kicker").child(
                el("a")
                    .attr("href", address(own.session, Place::Workshop))
                    .child(icon(Sign::Back))
                    .child(w.replies.to_workshop),
            ),
        )
        .child(el("h1").attr("tabindex", "-1").child(w.room.headline))
        .child(el("p").attr("class", "lead").child(w.room.lead))
        .child(answered(own))
        .child(block(move || if is_revealed.get() { disputes(&open) } else { reveal(&closed) }))
        .into_any()
}

/// Who is done, never what they said. Of anonymous replies only how many.
fn answered(own: &Room) -> El {
    let w = &more_words().room;
    let own = own.clone();
    let content = move || {
        let questions = own.questions.get();
        own.session.with(|all| {
            let people = turnout(&own.asked.pack, all, &questions);
            let done = people.iter().filter(|own| own.answered == own.asked).count().to_string();
            let says = match people.len() {
                0 => return vec![parts(el("p").attr("class", "empty").child(w.nobody))],
                1 => fill(w.turnout_one, &[&done]),
                n => fill(w.turnout_all, &[&done, &n.to_string()]),
            };
            let line = |person: &crate::score::Turnout| {
                let known = all.respondents.get(&person.respondent);
                let name = known.and_then(|own| own.name.clone()).unwrap_or_else(|| more_words().who.unnamed.into());
                let role = known
                    .and_then(|own| own.role)
                    .map(|role| el("span").attr("class", "hint").child(words().role(role)));
                let share = fill(w.of, &[&person.answered.to_string(), &person.asked.to_string()]);
                el("li")
                    .child(el("span").child(name).child(" ").child(role))
                    .child(
                        el("progress")
                            .attr("max", person.asked)
                            .attr("value", person.answered)
                            .attr("aria-hidden", "true"),
                    )
                    .child(el("span").attr("class", "numeric").child(share))
                    .child(
                        el("span")
                            .attr("class", "done")
                            .child((person.answered == person.asked).then(|| icon(Sign::Check))),
                    )
            };
            let rest = if all.is_anonymous() {
                el("p").attr("class", "hint").child(w.turnout_anonymous)
            } else {
                el("ul").attr("class", "turnout").child(people.iter().map(line).collect::<Vec<_>>())
            };
            vec![parts(el("p").child(says)), parts(rest)]
        })
    };
    el("section").child(el("h2").child(w.turnout)).child(block(content))
}

/// Shows what was said, or hides it again, as a step that can be taken back.
fn show(own: &Room, yes: bool) {
    let w = &more_words().room;
    let Some(id) = untrack(|| own.session.round()) else { return };
    let field = RoundField::Revealed(yes.then_some(true));
    own.session.do_all(vec![Statement::Round { id, field }], if yes { w.revealed } else { w.hidden }.to_owned());
    request_animation_frame(move || {
        focus::on(if yes { "#disputes" } else { "#reveal" });
    });
}

fn reveal(own: &Room) -> AnyView {
    let w = &more_words().room;
    let own = own.clone();
    el("section")
        .attr("class", "panel reveal")
        .child(el("p").attr("id", "reveal-means").child(w.reveal_means))
        .child(
            el("div").child(
                el("button")
                    .attr("type", "button")
                    .attr("id", "reveal")
                    .attr("class", "primary large")
                    .attr("aria-describedby", "reveal-means")
                    .on(ev::click, on(move |_| show(&own, true)))
                    .child(w.reveal),
            ),
        )
        .into_any()
}

/// The questions in the order of disagreement.
fn disputes(own: &Room) -> AnyView {
    let w = &more_words().room;
    let (hiding, lines) = (own.clone(), own.clone());
    let content = move || {
        let said = lines.said.get()?;
        let filter = lines.filter.get();
        let shown = said.order.iter().filter(|own| lines.is_shown(own.question, filter.as_ref()));
        let all: Vec<El> = shown.filter_map(|own| line(&lines, &said, own)).collect();
        Some(if all.is_empty() {
            el("p").attr("class", "empty").child(w.none)
        } else {
            el("ol").attr("class", "disputes").child(all)
        })
    };
    el("section")
        .child(el("h2").attr("id", "disputes").attr("tabindex", "-1").child(w.disputes))
        .child(el("p").attr("class", "hint").child(w.disputes_means))
        .child(
            el("div").attr("class", "actions room-filter").child(filter(own)).child(
                el("button").attr("type", "button").on(ev::click, on(move |_| show(&hiding, false))).child(w.hide),
            ),
        )
        .child(block(content))
        .into_any()
}

/// All questions, or those of one process or group that somebody answered.
fn filter(own: &Room) -> El {
    let w = &more_words().room;
    let (own, chosen) = (own.clone(), own.filter);
    let sections = Memo::new({
        let own = own.clone();
        move |_| {
            let mut sections: Vec<(Text, Text)> = Vec::new();
            let mut places: Vec<usize> =
                own.said.get().map(|said| said.order.iter().map(|own| own.question).collect()).unwrap_or_default();
            places.sort_unstable();
            for section in places.into_iter().filter_map(|place| own.section(own.question(place)?)) {
                if !sections.contains(&section) {
                    sections.push(section);
                }
            }
            sections
        }
    });
    let option = |(id, name): (Text, Text)| el("option").attr("value", &*id).child(name);
    let choose = move |event: ev::Event| {
        let value = event_target_value(&event);
        chosen.set((!value.is_empty()).then(|| value.into()));
    };
    el("div").attr("class", "field compact").child(el("label").attr("for", "room-filter").child(w.filter)).child(block(
        move || {
            el("select")
                .attr("id", "room-filter")
                .child(el("option").attr("value", "").child(w.everything))
                .child(sections.get().into_iter().map(option).collect::<Vec<_>>())
                .value(text(move || chosen.get().unwrap_or_default().to_string()))
                .on(ev::change, on(choose))
        },
    ))
}

fn line(own: &Room, said: &Revealed, disputed: &Disputed) -> Option<El> {
    let w = &more_words().room;
    let question = own.question(disputed.question)?;
    let (id, section) = (question.id.clone(), own.section(question));
    let state = said.results.questions.get(disputed.question)?;
    let agreement = said.agreement.questions.get(disputed.question)?;
    let count = state.levels.len() + state.dont_know + state.not_applicable;
    let count = if count == 1 { w.answer.to_owned() } else { fill(w.answers, &[&count.to_string()]) };
    let about = [section.map(|(_, name)| name.to_string()), Some(count)].into_iter().flatten().collect::<Vec<_>>();
    let (verdict, figure) = match disputed.dispute {
        Dispute::Measured { r_wg, .. } => {
            let verdict = match Consensus::of(r_wg) {
                Consensus::Acceptable => w.agree,
                Consensus::Reasonable => w.differ,
                Consensus::Unacceptable => w.far_apart,
            };
            (verdict, Some(fill(w.r_wg, &[&fixed(r_wg, 2)])))
        }
        Dispute::Ends { .. } => (w.ends, None),
        Dispute::TooFew => (w.too_few, None),
    };
    let numbers = [figure, middle(own, agreement, false)].into_iter().flatten();
    let numbers: Vec<El> = numbers.map(|says| el("p").attr("class", "hint").child(says)).collect();
    let is_apart =
        matches!(disputed.dispute, Dispute::Measured { r_wg, .. } if Consensus::of(r_wg) == Consensus::Unacceptable);
    let agreed = own.agreed(&id).map(|level| fill(w.agreed_mark, &[&own.level(level)]));
    Some(
        el("li")
            .child(
                el("div")
                    .child(el("h3").child(
                        el("a").attr("href", address(own.session, Place::Room(Some(id.clone())))).child(own.words(&id)),
                    ))
                    .child(el("p").attr("class", "hint").child(about.join(" · "))),
            )
            .child(el("div").attr("class", "dispute-picture").child(picture(own, &agreement.shown)))
            .child(
                el("div")
                    .child(el("p").attr("class", "verdict").class_if("apart", is_apart).child(verdict))
                    .child(numbers)
                    .child(
                        agreed.map(|says| el("p").attr("class", "agreed-mark").child(icon(Sign::Check)).child(says)),
                    ),
            ),
    )
}

/// How many gave each level, as far as that may be shown.
pub(super) fn counts(own: &Room, shown: &Shown) -> Option<Vec<usize>> {
    let Shown::Groups(groups) = shown else { return None };
    let mut counts = vec![0; own.asked.pack.structure.scale.len()];
    for level in groups.iter().flat_map(|group| &group.spread.levels) {
        if let Some(count) = counts.get_mut(*level) {
            *count += 1;
        }
    }
    Some(counts)
}

/// Where the middle and the ends lie, in words; the mean where it is wanted, may be shown, and levels are numbers.
pub(super) fn middle(own: &Room, question: &QuestionAgreement, with_mean: bool) -> Option<String> {
    let w = &more_words().room;
    let (median, low, high, mean) = match &question.shown {
        Shown::Nothing => return None,
        Shown::MedianAndRange { median, low, high } => (*median, *low, *high, None),
        Shown::Groups(_) => {
            let all = &question.all;
            (all.median?, *all.levels.first()?, *all.levels.last()?, all.mean)
        }
    };
    let [median, low, high] = [median, low, high].map(|level| own.level(level));
    Some(match mean.filter(|_| with_mean).zip(own.first_number()) {
        Some((mean, first)) => fill(w.median_mean, &[&median, &fixed(mean + f64::from(first), 1), &low, &high]),
        None => fill(w.median, &[&median, &low, &high]),
    })
}

/// A small picture of the levels, which says the same to those who do not see it.
fn picture(own: &Room, shown: &Shown) -> Option<El> {
    let w = &more_words().room;
    let options = own.asked.pack.structure.scale.len();
    // Long names find no room; the words beside say them.
    let name = |level| if own.first_number().is_some() { own.level(level) } else { String::new() };
    let names: Vec<String> = (0..options).map(name).collect();
    match shown {
        Shown::Nothing => None,
        Shown::MedianAndRange { median, low, high } => {
            let [of, to, middle] = [low, high, median].map(|level| own.level(*level));
            let says = fill(w.said_ends, &[&of, &to, &middle]);
            Some(draw(&levels(&Levels::Ends(*low, *median, *high), &names, WIDE), &says))
        }
        Shown::Groups(_) => {
            let counts = counts(own, shown)?;
            let of = |(level, count): (usize, &usize)| fill(w.pair, &[&own.level(level), &count.to_string()]);
            let says = counts.iter().enumerate().map(of).collect::<Vec<_>>().join(", ");
            Some(draw(&levels(&Levels::Counts(&counts), &names, WIDE), &fill(w.said_levels, &[&says])))
        }
    }
}

/// What a group of people is called.
pub(super) fn group_name(roles: &[Option<Role>]) -> String {
    let name = |role: &Option<Role>| role.map_or(more_words().room.no_role, |role| words().role(role));
    roles.iter().map(name).collect::<Vec<_>>().join(", ")
}
