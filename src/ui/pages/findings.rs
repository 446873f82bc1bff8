//! Findings: each process with a problem, what was expected and what was found, and in an audit what people know of it:
//! how much it weighs, why it is so, what it leads to, what is to be done, by whom and when.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::results::{leading, leads};
use crate::locale::fill;
use crate::model::{
    ActionField, Finding, FindingField, FindingId, Gravity, MAX_TEXT, ProcessId, Scalar, Statement, Table, Text, Value,
    iso_date,
};
use crate::score::{ProblemArea, View};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, each, maybe, on, text, when};
use crate::ui::el::{El, el, parts};
use crate::ui::more_words;
use crate::ui::pages::process::{address, process_link};
use crate::ui::parts::entry::paused_text;
use crate::ui::parts::icon::{Sign, icon};
use crate::ui::parts::planned::{is_planned, put_into_plan};
use crate::ui::parts::problem_areas::{areas_of, problems};
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// What is shown of one process, by its id: its problems, none where they are solved, and what was written about it.
type Areas = Table<ProcessId, (Option<ProblemArea>, Vec<FindingId>)>;

pub fn findings() -> AnyView {
    let w = more_words();
    let session = use_session();
    arrive(Signal::stored(w.findings.title.to_owned()));
    el("div")
        .attr("class", "page findings")
        .child(
            el("p").attr("class", "kicker").child(
                el("a")
                    .attr("href", maybe(move || session.id().map(|open| Place::Results.of(&open))))
                    .child(icon(Sign::Back))
                    .child(w.results.back),
            ),
        )
        .child(el("h1").attr("tabindex", "-1").child(w.findings.headline))
        .child(el("p").attr("class", "lead").child(w.findings.lead))
        .child(leads())
        .child(block(move || Some(body(session, session.asked()?))))
        .into_any()
}

fn body(session: Session, asked: Arc<Questionnaire>) -> AnyView {
    let w = more_words();
    let areas = Memo::new({
        let asked = asked.clone();
        move |_| areas(session, &asked)
    });
    let audits = Memo::new(move |_| leading(session) == View::Evidenced);
    let progress = move || {
        let done = session.with(|own| {
            let written = own.findings();
            let is_done = |id: &FindingId| written.get(id).is_some_and(is_worked_out);
            areas.with(|all| all.values().filter(|(_, rows)| rows.iter().any(is_done)).count())
        });
        fill(w.findings.progress, &[&done.to_string(), &areas.with(Table::len).to_string()])
    };
    // In the order of the problem areas, which is that of the pack; what is solved comes last.
    let keys = {
        let asked = asked.clone();
        move || {
            areas.with(|areas| {
                let of = |is_solved: bool| {
                    let ids = asked.pack.structure.processes.iter().map(|own| &own.id);
                    ids.filter(move |id| areas.get(*id).is_some_and(|(area, _)| area.is_none() == is_solved))
                };
                of(false).chain(of(true)).map(ToString::to_string).collect()
            })
        }
    };
    let rated = move || {
        session
            .computed()
            .is_some_and(|own| own.processes.iter().any(|own| own.view(View::Claimed).level.reached().is_some()))
    };
    parts(vec![
        when(move || !audits.get(), move || el("p").attr("class", "note").child(w.findings.assessment)),
        when(
            move || audits.get() && areas.with(|own| !own.is_empty()),
            move || el("p").attr("class", "hint").attr("role", "status").child(text(progress)),
        ),
        when(
            move || areas.with(Table::is_empty),
            move || {
                let says = text(move || if rated() { w.problems.none } else { w.problems.none_rated });
                el("p").attr("class", "empty").child(says)
            },
        ),
        el("h2").attr("class", "for-reader").child(w.problems.title).into_any(),
        el("ul")
            .attr("class", "areas")
            .child(each(keys, move |id| Some(entry(session, asked.clone(), areas, audits, id.parse().ok()?))))
            .into_any(),
    ])
}

fn areas(session: Session, asked: &Questionnaire) -> Areas {
    let mut areas = Areas::default();
    let Some((results, round)) = session.computed().zip(session.round()) else { return areas };
    for area in areas_of(session, &results, asked) {
        let Some(process) = asked.pack.structure.processes.get(area.process) else { continue };
        areas.entry_or_default(process.id.clone()).0 = Some(area);
    }
    let written = session.with(|own| own.findings());
    for (id, own) in written.iter().filter(|(_, own)| own.round == Some(round) && says_something(own)) {
        if let Some(process) = &own.process {
            areas.entry_or_default(process.clone()).1.push(*id);
        }
    }
    areas
}

/// Whether something was written, beside of what it is about.
fn says_something(own: &Finding) -> bool {
    *own != Finding { process: own.process.clone(), round: own.round, ..Finding::default() }
}

fn is_worked_out(own: &Finding) -> bool {
    let said = |part: &Option<Text>| part.as_ref().is_some_and(|own| !own.trim().is_empty());
    said(&own.cause) && said(&own.consequence) && said(&own.correction)
}

/// One process with its problems.
fn entry(
    session: Session,
    asked: Arc<Questionnaire>,
    areas: Memo<Areas>,
    audits: Memo<bool>,
    process: ProcessId,
) -> Option<El> {
    let w = more_words();
    let place = asked.pack.structure.processes.iter().position(|own| own.id == process)?;
    let (of_area, of_rows) = (process.clone(), process.clone());
    let area = Memo::new(move |_| areas.with(|all| all.get(&of_area).and_then(|own| own.0.clone())));
    let rows = Memo::new(move |_| areas.with(|all| all.get(&of_rows).map(|own| own.1.clone()).unwrap_or_default()));
    let count = move || match area.with(|own| own.as_ref().map(|own| own.problems.len())) {
        None => w.findings.solved.to_owned(),
        Some(1) => w.problems.one.to_owned(),
        Some(n) => fill(w.problems.many, &[&n.to_string()]),
    };
    let name = asked.texts.processes.get(&process).map(|own| own.name.clone()).unwrap_or_default();
    let link = process_link(session, &asked, place);
    let found = block(move || match area.get() {
        Some(own) => problems(session, &asked, &own),
        None => el("p").attr("class", "hint").child(w.findings.solved_means),
    });
    let first = {
        let (process, name) = (process.clone(), name.clone());
        move || form(session, Written { process: process.clone(), name: name.clone(), rows, at: 0 })
    };
    // Two tabs may each have begun a finding about one process. Nothing of either is hidden.
    let others = move || {
        let numbers = 1..rows.with(Vec::len).max(1);
        numbers.map(|number| number.to_string()).collect()
    };
    let other = move |number: &str| {
        let own = Written { process: process.clone(), name: name.clone(), rows, at: number.parse().ok()? };
        let says = fill(w.findings.also, &[&own.name]);
        Some(el("div").attr("class", "also").child(el("p").attr("class", "hint").child(says)).child(form(session, own)))
    };
    Some(
        el("li")
            .attr("class", "area")
            .child(el("header").child(el("h3").child(link)).child(el("p").attr("class", "hint").child(text(count))))
            .child(found)
            .child(when(move || audits.get(), first))
            .child(when(move || audits.get(), move || each(others, other.clone()))),
    )
}

/// What is written about a process: one of the rows about it, or one to be.
#[derive(Clone)]
struct Written {
    process: ProcessId,
    name: Text,
    rows: Memo<Vec<FindingId>>,
    at: usize,
}

impl Written {
    fn row(&self) -> Option<FindingId> {
        self.rows.with(|rows| rows.get(self.at).copied())
    }

    fn read<T: 'static>(&self, session: Session, part: impl Fn(&Finding) -> Option<T>) -> Option<T> {
        let row = self.row()?;
        session.with(|own| own.findings().get(&row).and_then(part))
    }

    /// States something, in a new row where there is none yet.
    fn say(&self, session: Session, field: &FindingField) {
        let cell = |row: FindingId, field: &FindingField| Statement::from(field.of(row));
        if let Some(row) = untrack(|| self.row()) {
            session.say(cell(row, field));
        } else if let (Some(row), Some(round)) = (session.new_row().map(FindingId), untrack(|| session.round())) {
            let about = [FindingField::Process(Some(self.process.clone())), FindingField::Round(Some(round))];
            session.say_all(about.iter().chain([field]).map(|field| cell(row, field)).collect());
        }
    }
}

/// The fields people fill in.
fn form(session: Session, own: Written) -> El {
    let w = more_words();
    let id = {
        let own = own.clone();
        move |part: &str| format!("{part}-{}-{}", own.process, own.at)
    };
    let long =
        |part: &'static str, hint, read: fn(&Finding) -> Option<Text>, field: fn(Option<Text>) -> FindingField| {
            let (shown, said) = (own.clone(), own.clone());
            let value = Signal::derive(move || shown.read(session, read).unwrap_or_default());
            let say = Callback::new(move |typed: String| said.say(session, &field(filled(&typed))));
            paused_text(id(part), w.column(part), hint, value, say, 3, MAX_TEXT)
        };
    let short = |part: &'static str,
                 kind: &'static str,
                 read: fn(&Finding) -> Option<Text>,
                 field: fn(&str) -> FindingField| {
        let (shown, said) = (own.clone(), own.clone());
        let value = move || shown.read(session, read).unwrap_or_default().to_string();
        let say = move |event: ev::Event| said.say(session, &field(&event_target_value(&event)));
        el("div").attr("class", "field").child(el("label").attr("for", id(part)).child(w.column(part))).child(
            el("input")
                .attr("type", kind)
                .attr("id", id(part))
                .attr("data-says", true)
                .value(text(value))
                .on(ev::change, on(say)),
        )
    };
    let state = {
        let own = own.clone();
        move || state(session, &own)
    };
    // What is written is there to be read; what is not, waits until somebody wants to.
    let is_open = untrack(|| own.row()).is_some();
    el("details")
        .attr("class", "finding")
        .attr("open", is_open)
        .child(el("summary").child(w.findings.work_out).child(el("span").attr("class", "hint").child(text(state))))
        .child(
            el("div")
                .attr("class", "finding-parts")
                .child(long("cause", w.findings.cause_means, |own| own.cause.clone(), FindingField::Cause))
                .child(long(
                    "consequence",
                    w.findings.consequence_means,
                    |own| own.consequence.clone(),
                    FindingField::Consequence,
                ))
                .child(long(
                    "correction",
                    w.findings.correction_means,
                    |own| own.correction.clone(),
                    FindingField::Correction,
                ))
                .child(gravity(session, own.clone(), id("gravity")))
                .child(short("owner", "text", |own| own.owner.clone(), |typed| FindingField::Owner(filled(typed))))
                .child(short(
                    "due",
                    "date",
                    |own| own.due.map(|due| iso_date(due).into()),
                    |typed| FindingField::Due(Value::read(&Scalar::Text(typed.into()))),
                ))
                .child(planned(session, own)),
        )
}

/// How far a finding is worked out, in a few words.
fn state(session: Session, own: &Written) -> String {
    let w = more_words();
    let said = own.read(session, |own| {
        let parts = [own.cause.is_some(), own.consequence.is_some(), own.correction.is_some()];
        Some((own.gravity, parts.into_iter().filter(|own| *own).count()))
    });
    let (gravity, parts) = said.unwrap_or_default();
    let gravity = gravity.map_or(w.findings.not_graded, |own| w.gravity(own));
    fill(w.findings.state, &[gravity, &parts.to_string()])
}

fn filled(typed: &str) -> Option<Text> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.into())
}

/// How much the finding weighs, and what that means.
fn gravity(session: Session, own: Written, id: String) -> El {
    let w = more_words();
    let chosen = {
        let own = own.clone();
        move || own.read(session, |own| own.gravity)
    };
    let means = {
        let chosen = chosen.clone();
        move || match chosen() {
            Some(Gravity::Major) => w.findings.major_means,
            Some(Gravity::Minor) => w.findings.minor_means,
            Some(Gravity::Observation) => w.findings.observation_means,
            None => w.findings.not_graded_means,
        }
    };
    let label = fill(w.findings.gravity_of, &[&own.name]);
    let choose = move |event: ev::Event| {
        own.say(session, &FindingField::Gravity(Gravity::from_word(&event_target_value(&event))));
    };
    let option = |own: &Gravity| el("option").attr("value", own.word()).child(w.gravity(*own));
    let hint = format!("{id}-hint");
    el("div")
        .attr("class", "field")
        .child(el("label").attr("for", id.clone()).child(w.column("gravity")))
        .child(
            el("select")
                .attr("id", id)
                .attr("aria-label", label)
                .attr("aria-describedby", hint.clone())
                .child(el("option").attr("value", "").child(w.findings.not_graded))
                .child(Gravity::ALL.iter().map(option).collect::<Vec<_>>())
                .value(text(move || chosen().map_or("", Gravity::word)))
                .on(ev::change, on(choose)),
        )
        .child(el("p").attr("class", "hint").attr("id", hint).child(text(means)))
}

/// The way of a corrective action into the plan, and how many of the process are there.
fn planned(session: Session, own: Written) -> El {
    let w = &more_words().findings;
    let count = {
        let process = own.process.clone();
        move || session.with(|all| all.actions().values().filter(|own| own.process.as_ref() == Some(&process)).count())
    };
    let correction = {
        let own = own.clone();
        move || own.read(session, |own| own.correction.clone())
    };
    // What stands in the plan already, word for word, is not put there again.
    let is_new = {
        let (process, correction) = (own.process.clone(), correction.clone());
        move || correction().is_some_and(|title| !is_planned(session, &one_line(&title), Some(&process)))
    };
    let plan_it = move |_: ev::MouseEvent| {
        let Some(title) = untrack(&correction) else { return };
        let (owner, due) = untrack(|| own.read(session, |own| Some((own.owner.clone(), own.due)))).unwrap_or_default();
        let fields = [
            Some(ActionField::Title(Some(one_line(&title)))),
            Some(ActionField::Process(Some(own.process.clone()))),
            owner.map(|owner| ActionField::Owner(Some(owner))),
            due.map(|due| ActionField::Due(Some(due))),
        ];
        put_into_plan(session, vec![fields.into_iter().flatten().collect()], fill(w.planned, &[&own.name]));
    };
    let link = move || {
        let says = match count() {
            0 => return None,
            1 => w.in_plan_one.to_owned(),
            n => fill(w.in_plan, &[&n.to_string()]),
        };
        Some(el("a").attr("href", address(session, Place::Plan)).child(says))
    };
    el("p")
        .attr("class", "finding-plan")
        .child(when(is_new, move || {
            el("button").attr("type", "button").on(ev::click, on(plan_it.clone())).child(w.plan_it)
        }))
        .child(block(link))
}

/// A title stands on one line.
fn one_line(text: &str) -> Text {
    text.split_whitespace().collect::<Vec<_>>().join(" ").into()
}
