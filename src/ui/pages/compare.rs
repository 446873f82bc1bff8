//! Rounds of the assessment, the way to the next one, and two rounds or assessments side by side.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::results::leading;
use crate::browser::format::fixed;
use crate::browser::{clock, focus};
use crate::locale::{fill, signed};
use crate::model::pack::Indicator;
use crate::model::{Assessment, AssessmentId, RoundField, RoundId, Scalar, Statement, Text, Value, iso_date};
use crate::score::{
    self, Comparison, Incomparable, NoChange, Pair, Results, Sample, Settings, Trend, View, comparison,
};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, each, flag, maybe, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::process_link;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

pub fn compare() -> AnyView {
    let w = more_words();
    let session = use_session();
    arrive(Signal::stored(w.compare.title.to_owned()));
    el("div")
        .attr("class", "page compare")
        .child(
            el("p").attr("class", "kicker").child(
                el("a")
                    .attr("href", maybe(move || session.id().map(|open| Place::Results.of(&open))))
                    .child(icon(Sign::Back))
                    .child(w.results.back),
            ),
        )
        .child(el("h1").attr("tabindex", "-1").child(w.compare.headline))
        .child(el("p").attr("class", "lead").child(w.compare.lead))
        .child(rounds(session))
        .child(block(move || Some(side_by_side(session, session.asked()?))))
        .into_any()
}

/// Every round, the latest first, and the way to the next one.
fn rounds(session: Session) -> El {
    let w = &more_words().compare;
    let keys = move || session.with(|own| own.rounds.keys().rev().map(ToString::to_string).collect());
    let beginning = RwSignal::new(false);
    let open = move |_: ev::MouseEvent| {
        beginning.set(true);
        request_animation_frame(|| {
            focus::on("#next-label");
        });
    };
    el("section")
        .attr("class", "rounds")
        .child(el("h2").child(w.rounds))
        .child(el("ul").attr("class", "round-list").child(each(keys, move |id| Some(round(session, id.parse().ok()?)))))
        .child(when(move || beginning.get(), move || next_round(session, beginning)))
        .child(when(
            move || !beginning.get(),
            move || el("button").attr("type", "button").attr("id", "next-round").on(ev::click, on(open)).child(w.next),
        ))
}

fn round(session: Session, id: RoundId) -> El {
    let w = &more_words().compare;
    let say = move |field: RoundField| session.say(Statement::Round { id, field });
    let label = move || session.with(|own| own.rounds.get(&id).and_then(|own| own.label.clone())).unwrap_or_default();
    let date = move || session.with(|own| own.date(id)).map(iso_date).unwrap_or_default();
    let rename = move |event: ev::Event| {
        let typed = event_target_value(&event);
        match typed.trim() {
            // A round without a name could not be told from others; what stood there is shown again.
            "" => session.assessment.update(|_| ()),
            name => say(RoundField::Label(Some(name.into()))),
        }
    };
    let redate = move |event: ev::Event| {
        say(RoundField::Date(Value::read(&Scalar::Text(event_target_value(&event).into()))));
    };
    let is_latest = move || session.round() == Some(id);
    let count = move || {
        let answered = session.with(|own| {
            let said = own.said.get(&id);
            said.map_or(0, |said| said.values().filter(|said| !said.answers.is_empty()).count())
        });
        let state = if is_latest() { w.answering } else { w.frozen };
        let answered =
            if answered == 1 { w.answered_one.to_owned() } else { fill(w.answered, &[&answered.to_string()]) };
        [answered, state.to_owned()].join(" · ")
    };
    let field = |part: &str, name: &'static str, kind: &'static str| {
        let id = format!("round-{part}-{id}");
        let label = el("label").attr("for", id.clone()).child(name);
        let input = el("input").attr("id", id).attr("type", kind).attr("data-says", true).attr("maxlength", "200");
        (label, input)
    };
    let (label_name, label_field) = field("label", w.label, "text");
    let (date_name, date_field) = field("date", w.date, "date");
    el("li")
        .attr("class", "round")
        .class_if("latest", flag(is_latest))
        .child(
            el("div")
                .attr("class", "field")
                .child(label_name)
                .child(label_field.value(text(move || label().to_string())).on(ev::change, on(rename))),
        )
        .child(
            el("div")
                .attr("class", "field")
                .child(date_name)
                .child(date_field.value(text(date)).on(ev::change, on(redate))),
        )
        .child(el("p").attr("class", "hint").child(text(count)))
}

/// The name and the day of the round that is to begin.
fn next_round(session: Session, beginning: RwSignal<bool>) -> El {
    let w = &more_words().compare;
    let number = session.peek(|own| own.rounds.len()) + 1;
    let name = RwSignal::new(fill(w.next_named, &[&number.to_string()]));
    let date = RwSignal::new(clock::today().map(iso_date).unwrap_or_default());
    let leave = move || {
        beginning.set(false);
        request_animation_frame(|| {
            focus::on("#next-round");
        });
    };
    let begin = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let label = name.get_untracked();
        let Some(id) = session.new_row().map(RoundId).filter(|_| !label.trim().is_empty()) else {
            focus::on("#next-label");
            return;
        };
        let field = |field| Statement::Round { id, field };
        let day = Value::read(&Scalar::Text(date.get_untracked().into()));
        let said = vec![field(RoundField::Label(Some(label.trim().into()))), field(RoundField::Date(day))];
        session.do_all(said, fill(w.begun, &[label.trim()]));
        leave();
    };
    let missing = move || name.with(|name| name.trim().is_empty());
    el("form")
        .attr("class", "panel next-round")
        .attr("novalidate", true)
        .attr("aria-label", w.next)
        .on(ev::submit, on(begin))
        .child(el("p").child(w.next_means))
        .child(
            el("div")
                .attr("class", "field")
                .child(el("label").attr("for", "next-label").child(w.next_label))
                .child(
                    el("input")
                        .attr("id", "next-label")
                        .attr("type", "text")
                        .attr("maxlength", "200")
                        .attr("aria-invalid", maybe(move || missing().then_some("true")))
                        .value(text(move || name.get()))
                        .on(ev::input, on(move |event| name.set(event_target_value(&event)))),
                )
                .child(when(missing, || el("p").attr("class", "error").attr("role", "alert").child(w.no_name))),
        )
        .child(
            el("div").attr("class", "field").child(el("label").attr("for", "next-date").child(w.date)).child(
                el("input")
                    .attr("id", "next-date")
                    .attr("type", "date")
                    .value(text(move || date.get()))
                    .on(ev::input, on(move |event| date.set(event_target_value(&event)))),
            ),
        )
        .child(
            el("div")
                .attr("class", "actions")
                .child(el("button").attr("type", "submit").attr("class", "primary").child(w.begin))
                .child(el("button").attr("type", "button").on(ev::click, on(move |_| leave())).child(w.cancel)),
        )
}

/// A round of an assessment that can be set beside another.
#[derive(Clone, PartialEq)]
struct Choice {
    assessment: AssessmentId,
    round: RoundId,
    name: String,
}

impl Choice {
    fn id(&self) -> String {
        format!("{}/{}", self.assessment, self.round)
    }
}

/// Everything that can be set beside something: the rounds of this assessment, then the last round of every other.
fn choices(session: Session) -> Vec<Choice> {
    let w = &more_words().compare;
    let Some(open) = session.id() else { return Vec::new() };
    let label = |own: &Assessment, round: RoundId| {
        own.rounds.get(&round).and_then(|own| own.label.clone()).unwrap_or_else(|| w.none.into())
    };
    let mut all: Vec<Choice> = session.with(|own| {
        let rounds = own.rounds.keys().map(|round| (*round, label(own, *round).to_string()));
        rounds.map(|(round, name)| Choice { assessment: open.clone(), round, name }).collect()
    });
    for entry in session.entries().into_iter().filter(|entry| !entry.trashed && entry.id != open) {
        let Some(own) = session.assessment_of(&entry.id) else { continue };
        let Some(round) = own.latest_round() else { continue };
        let name = fill(w.of_other, &[&entry.name, &label(&own, round)]);
        all.push(Choice { assessment: entry.id, round, name });
    }
    all
}

/// What followed from a choice, with what decides whether it can be compared.
struct Scored {
    pack: Text,
    settings: Settings,
    own: Assessment,
    results: Option<Results>,
}

impl Scored {
    fn sample<'a>(&'a self, results: &'a Results) -> Sample<'a> {
        Sample { pack: &self.pack, size: &self.settings.size, mode: self.own.profile.economic_mode, results }
    }
}

fn scored(session: Session, asked: &Questionnaire, choice: &Choice) -> Option<Scored> {
    let own = session.assessment_of(&choice.assessment)?;
    let pack = own.profile.pack.clone()?;
    let settings = Settings::of(&own, &asked.pack, choice.round);
    // Nothing is scored with a questionnaire it does not answer.
    let results = (*pack == *asked.pack.name()).then(|| score::score(&asked.pack, &own, &settings));
    Some(Scored { pack, settings, own, results })
}

fn side_by_side(session: Session, asked: Arc<Questionnaire>) -> AnyView {
    let w = &more_words().compare;
    let all = Memo::new(move |_| choices(session));
    // Followed: any answer changes what is compared.
    let picked = [RwSignal::new(None::<String>), RwSignal::new(None::<String>)];
    let chosen = move |side: usize| {
        all.with(|all| {
            let own = picked[side].get().and_then(|id| all.iter().find(|own| own.id() == id).cloned());
            // Where nothing else was chosen the two last rounds, or another assessment before the only one.
            let rounds = session.with(|own| own.rounds.len());
            let usual = if rounds > 1 { rounds - 2 + side } else { 1 - side };
            own.or_else(|| all.get(usual).cloned())
        })
    };
    let select = move |side: usize, id: &'static str, name: &'static str| {
        let options = move || {
            let own = |own: &Choice| el("option").attr("value", own.id()).child(own.name.clone());
            all.with(|all| all.iter().map(own).collect::<Vec<_>>())
        };
        el("div").attr("class", "field").child(el("label").attr("for", id).child(name)).child(
            el("select")
                .attr("id", id)
                .child(block(options))
                .value(text(move || {
                    all.track();
                    chosen(side).map(|own| own.id()).unwrap_or_default()
                }))
                .on(ev::change, on(move |event| picked[side].set(Some(event_target_value(&event))))),
        )
    };
    let several = move || all.with(|all| all.len() > 1);
    let content = move || {
        session.own();
        let (before, now) = (chosen(0)?, chosen(1)?);
        if before == now {
            return Some(el("p").attr("class", "empty").child(w.same).into_any());
        }
        Some(compared(session, &asked, &before, &now))
    };
    el("section")
        .attr("class", "side-by-side")
        .child(el("h2").child(w.beside))
        .child(el("p").attr("class", "hint").child(w.beside_means))
        .child(when(move || !several(), || el("p").attr("class", "empty").child(w.nothing)))
        .child(when(several, move || {
            parts(vec![
                el("div")
                    .attr("class", "inline-fields")
                    .child(select(0, "compare-before", w.before))
                    .child(select(1, "compare-now", w.now))
                    .into_any(),
                block(content.clone()),
            ])
        }))
        .into_any()
}

fn compared(session: Session, asked: &Questionnaire, before: &Choice, now: &Choice) -> AnyView {
    let w = &more_words().compare;
    let view = leading(session);
    let Some((was, is)) = scored(session, asked, before).zip(scored(session, asked, now)) else { return ().into_any() };
    let refusal = |why: &'static str| el("p").attr("class", "note").attr("role", "status").child(why).into_any();
    let Some((was_results, is_results)) = was.results.as_ref().zip(is.results.as_ref()) else {
        return refusal(w.other_pack);
    };
    match comparison(was.sample(was_results), is.sample(is_results), view) {
        Err(Incomparable::Pack) => refusal(w.other_pack),
        Err(Incomparable::Size) => refusal(w.other_size),
        Ok(own) => parts(vec![
            indicators(asked, &own, (was_results, &before.name), (is_results, &now.name), view),
            processes(session, asked, &own, (was_results, &before.name), (is_results, &now.name), view),
        ]),
    }
}

/// One of the two with what it is called.
type Named<'a> = (&'a Results, &'a str);

/// A table that may be wider than the screen.
fn table(title: &'static str, heads: [String; 4], rows: Vec<El>) -> El {
    let heads: Vec<El> = heads.into_iter().map(|head| el("th").attr("scope", "col").child(head)).collect();
    el("div").child(el("h3").child(title)).child(
        el("div").attr("class", "scroll").attr("tabindex", "0").attr("role", "group").attr("aria-label", title).child(
            el("table")
                .attr("class", "sheet compared")
                .child(el("thead").child(el("tr").child(heads)))
                .child(el("tbody").child(rows)),
        ),
    )
}

fn number(cell: String) -> El {
    el("td").attr("class", "number").child(cell)
}

fn indicators(asked: &Questionnaire, own: &Comparison, before: Named, now: Named, view: View) -> AnyView {
    let w = &more_words().compare;
    let score = |results: &Results, id: Indicator| {
        let side = results.indicators[id.index()].view(view);
        match (side.score.filter(|_| !results.indicators[id.index()].range_only), side.range) {
            (Some(score), _) => fixed(score, 1),
            (None, Some((low, high))) => fill(more_words().results.range_of, &[&fixed(low, 1), &fixed(high, 1)]),
            (None, None) => w.none.to_owned(),
        }
    };
    let change = |pair: &Pair| match pair.change {
        Ok(by) if pair.may_be_none => fill(w.may_be_none, &[&signed(by, 1, fixed)]),
        Ok(by) => signed(by, 1, fixed),
        Err(NoChange::Missing) => w.missing.to_owned(),
        Err(NoChange::RangeOnly) => w.range_only.to_owned(),
        Err(NoChange::EconomicMode) => w.economic_mode.to_owned(),
    };
    let row = |pair: &Pair| {
        let name = asked.texts.indicators.get(pair.id.word()).map(|own| own.name.clone()).unwrap_or_default();
        el("tr")
            .child(el("th").attr("scope", "row").child(name))
            .child(number(score(before.0, pair.id)))
            .child(number(score(now.0, pair.id)))
            .child(el("td").child(change(pair)))
    };
    let heads =
        [more_words().pictures.indicator.to_owned(), before.1.to_owned(), now.1.to_owned(), w.change.to_owned()];
    table(w.indicators, heads, own.indicators.iter().map(row).collect()).into_any()
}

fn processes(
    session: Session,
    asked: &Questionnaire,
    own: &Comparison,
    before: Named,
    now: Named,
    view: View,
) -> AnyView {
    let w = &more_words().compare;
    let state = |results: &Results, process: usize| {
        let own = results.processes.iter().find(|own| own.process == process).map(|own| own.view(view));
        let level = own.and_then(|own| own.level.reached()).map_or(w.none.to_owned(), |level| level.to_string());
        let index = own.and_then(|own| own.index).map_or(w.none.to_owned(), |index| fixed(index, 0));
        [level, index].join(" · ")
    };
    let change = |trend: &Trend| {
        let level = trend.level.map_or(w.none.to_owned(), |by| signed(by as f64, 0, fixed));
        let index = trend.index.map_or(w.none.to_owned(), |by| signed(by, 0, fixed));
        [level, index].join(" · ")
    };
    let row = |trend: &Trend| {
        el("tr")
            .child(el("th").attr("scope", "row").child(process_link(session, asked, trend.process)))
            .child(number(state(before.0, trend.process)))
            .child(number(state(now.0, trend.process)))
            .child(number(change(trend)))
    };
    if own.processes.is_empty() {
        return ().into_any();
    }
    let both = [w.level, w.index].join(" · ");
    let named = |name: &str| format!("{name}: {both}");
    let heads = [more_words().plan.process.to_owned(), named(before.1), named(now.1), [w.change, ": ", &both].concat()];
    table(w.processes, heads, own.processes.iter().map(row).collect()).into_any()
}
