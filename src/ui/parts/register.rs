//! A register: a row for each thing, a column for each of its fields; or, where a row has too many of them for a line,
//! a line that opens (`folded`).

use leptos::ev;
use leptos::prelude::*;

use super::entry::number_field;
use super::figures_table::number_scalar;
use super::folded::{folded, reveal};
use super::icon::{Sign, icon};
use super::paste::{Pasted, paste_panel};
use crate::browser::clock;
use crate::exchange::paste::{Stated, Target};
use crate::locale::fill;
use crate::model::pack::Question;
use crate::model::{
    ActionStatus, FigureKey, Magnitude, Purpose, QuestionId, Register, Scalar, Stamp, Statement, Text, Treatment,
    Value, iso_date,
};
use crate::ui::dynamic::{block, each, flag, on, text, when};
use crate::ui::el::{Child, El, el};
use crate::ui::more_words;
use crate::ui::session::{Questionnaire, Session, use_session};

/// How a column is filled in.
enum Entry {
    Text,
    Number,
    Date,
    Choice(Vec<(Scalar, Text)>),
}

fn entry(column: &str) -> Entry {
    let w = more_words();
    let choice = |scalar: Scalar, name: &'static str| (scalar, Text::from(name));
    match column {
        "due" | "review" | CLOSED => Entry::Date,
        "effort" | "loss-before" | "loss-residual" | "treatment-cost" | "probability" | "bac" | "pv" | "ev" | "ac" => {
            Entry::Number
        }
        "fixed" | "unit-rate" => Entry::Number,
        "purpose" => Entry::Choice(Purpose::ALL.iter().map(|own| choice(own.write(), w.purpose(*own))).collect()),
        "driver" => Entry::Choice(FigureKey::ALL.iter().map(|own| choice(own.write(), w.figure(*own))).collect()),
        "frequency-min" | "frequency-likely" | "frequency-max" => Entry::Number,
        "event-loss-min" | "event-loss-likely" | "event-loss-max" => Entry::Number,
        "treatment" => Entry::Choice(Treatment::ALL.iter().map(|own| choice(own.write(), w.treatment(*own))).collect()),
        "status" => {
            Entry::Choice(ActionStatus::ALL.iter().map(|own| choice(own.write(), w.action_status(*own))).collect())
        }
        "process" => {
            let asked = untrack(|| use_session().asked());
            let processes =
                asked.iter().flat_map(|asked| asked.pack.structure.processes.iter().map(move |own| (asked, own)));
            let named = |(asked, own): (&std::sync::Arc<Questionnaire>, &crate::model::pack::Process)| {
                (own.id.write(), asked.texts.processes.get(&own.id).map(|named| named.name.clone()).unwrap_or_default())
            };
            Entry::Choice(processes.map(named).collect())
        }
        "likelihood" | "impact" => {
            Entry::Choice(Magnitude::ALL.iter().map(|own| choice(own.write(), w.magnitude(*own))).collect())
        }
        "happened" => {
            Entry::Choice(vec![choice(Scalar::Bool(true), w.figures.yes), choice(Scalar::Bool(false), w.figures.no)])
        }
        _ => Entry::Text,
    }
}

/// The column that says since when an action is done or given up.
const CLOSED: &str = "closed";

/// The column that says which question an action is about.
const QUESTION: &str = "question";

/// What is typed into the cells of a register, and where a pasted table goes.
#[derive(Clone, Copy)]
pub struct Rows {
    pub session: Session,
    pub kind: Register,
    pasted: Pasted,
}

impl Rows {
    fn statement(self, row: Stamp, column: &str, scalar: &Scalar) -> Option<Statement> {
        Statement::read(self.kind.word(), &[&row.to_string(), column], scalar)
    }

    fn say(self, row: Stamp, column: &'static str, scalar: Scalar) {
        if let Some(statement) = self.statement(row, column, &scalar) {
            self.session.say(statement);
        }
    }

    /// What is chosen; and where an action is done or given up, and nobody said since when, that it is since today.
    fn choose(self, row: Stamp, column: &'static str, scalar: Scalar) {
        let closes =
            column == "status" && ActionStatus::ALL.iter().any(|status| status.is_closed() && status.write() == scalar);
        let is_dated = self.session.with(|own| own.cell(self.kind, row, CLOSED)) != Scalar::Null;
        let Some(today) = clock::today().filter(|_| closes && !is_dated) else { return self.say(row, column, scalar) };
        let said = [(column, scalar), (CLOSED, today.write())];
        let said = said.iter().filter_map(|(column, scalar)| self.statement(row, column, scalar)).collect();
        self.session.do_all(said, fill(more_words().progress.closed_today, &[&iso_date(today)]));
    }

    fn ids(self) -> Vec<String> {
        self.session.with(|own| own.rows(self.kind).iter().map(ToString::to_string).collect())
    }

    fn add(self) {
        if let (Some(row), Some(first)) = (self.session.new_row(), self.kind.columns().next()) {
            self.say(row, first, Scalar::Text("".into()));
            request_animation_frame(move || _ = reveal(row));
        }
    }

    fn take_over(self, stated: Vec<Stated>) {
        let Some(first) = self.session.new_row() else { return };
        let mut statements = Vec::new();
        for own in stated {
            let Stated::Row(fields) = own else { continue };
            // A row is called by the stamp its first field will get.
            let row = Stamp { counter: first.counter + statements.len() as u64, ..first };
            statements.extend(fields.into_iter().filter_map(|(column, value)| self.statement(row, column, &value)));
        }
        let count = statements.len().to_string();
        self.session.do_all(statements, fill(more_words().paste.done, &[&count]));
    }

    fn remove(self, row: Stamp) {
        let columns = self.kind.columns();
        let statements = columns.filter_map(|column| self.statement(row, column, &Scalar::Null)).collect();
        self.session.do_all(statements, more_words().figures.row_removed.to_owned());
    }

    /// What a row is called; blank where it has no name.
    pub fn name(self, row: Stamp) -> String {
        match self.session.with(|own| own.cell(self.kind, row, self.kind.columns().next().unwrap_or(""))) {
            Scalar::Text(text) => text.trim().to_owned(),
            _ => String::new(),
        }
    }

    /// The button that takes a row away.
    pub fn remover(self, row: Stamp, inside: impl Child) -> El {
        let w = &more_words().figures;
        let name = move || Some(self.name(row)).filter(|own| !own.is_empty()).unwrap_or_else(|| w.this_row.to_owned());
        el("button")
            .attr("type", "button")
            .attr("class", "quiet")
            .attr("aria-label", text(move || fill(w.remove_row, &[&name()])))
            .on(ev::click, on(move |_| self.remove(row)))
            .child(inside)
    }

    /// The field of a cell.
    pub fn cell(self, row: Stamp, column: &'static str) -> AnyView {
        let value = move || self.session.with(|own| own.cell(self.kind, row, column));
        let label = more_words().column(column);
        if column == QUESTION {
            return self.question(row, label);
        }
        let typed = move || match value() {
            Scalar::Text(text) => text.to_string(),
            _ => String::new(),
        };
        let say_text = move |event: ev::Event| {
            let typed = event_target_value(&event);
            let scalar = if typed.trim().is_empty() { Scalar::Null } else { Scalar::Text(typed.trim().into()) };
            if scalar != value() {
                self.say(row, column, scalar);
            }
        };
        let text_field = |kind: &'static str| {
            el("input")
                .attr("type", kind)
                .attr("data-says", true)
                .attr("aria-label", label)
                .value(text(typed))
                .on(ev::change, on(say_text))
        };
        match entry(column) {
            Entry::Text => text_field("text").into_any(),
            Entry::Date => text_field("date").into_any(),
            Entry::Number => number_field(
                label.to_owned(),
                String::new(),
                Signal::derive(move || f64::read(&value())),
                Callback::new(move |number| self.say(row, column, number_scalar(number))),
                Some(Callback::new(move |text| self.pasted.set(Some(text)))),
            )
            .into_any(),
            Entry::Choice(options) => self.choice(row, column, label, options).into_any(),
        }
    }

    /// One of several, or none.
    fn choice(self, row: Stamp, column: &'static str, label: &'static str, options: Vec<(Scalar, Text)>) -> El {
        let value = Memo::new(move |_| self.session.with(|own| own.cell(self.kind, row, column)));
        let choices: Vec<Scalar> = options.iter().map(|(scalar, _)| scalar.clone()).collect();
        let choose = move |event: ev::Event| {
            let index = event_target_value(&event).parse::<usize>().ok();
            let scalar = index.and_then(|index| choices.get(index).cloned()).unwrap_or(Scalar::Null);
            self.choose(row, column, scalar);
        };
        let option = |(index, (scalar, name)): (usize, (Scalar, Text))| {
            el("option").attr("value", index).attr("selected", flag(move || value.get() == scalar)).child(name)
        };
        el("select")
            .attr("aria-label", label)
            .on(ev::change, on(choose))
            .child(
                el("option")
                    .attr("value", "")
                    .attr("selected", flag(move || value.get() == Scalar::Null))
                    .child(more_words().figures.blank),
            )
            .child(options.into_iter().enumerate().map(option).collect::<Vec<_>>())
    }

    /// Which question a row is about, in its words: those of its process where one is named.
    fn question(self, row: Stamp, label: &'static str) -> AnyView {
        let value = move || self.session.with(|own| own.cell(self.kind, row, QUESTION));
        let process = Memo::new(move |_| self.session.with(|own| own.cell(self.kind, row, "process")));
        block(move || {
            let asked = self.session.asked()?;
            let process = process.get();
            let is_of = |own: &&Question| {
                process == Scalar::Null || own.process.as_ref().is_some_and(|own| own.write() == process)
            };
            let worded = |id: &QuestionId| asked.texts.questions.get(id).map(|own| own.text.clone());
            let all = asked.pack.structure.questions.iter().filter(is_of);
            let mut options: Vec<(Scalar, Text)> =
                all.filter_map(|own| Some((own.id.write(), worded(&own.id)?))).collect();
            // What was said of a question that is not asked here stays to be seen.
            let now = untrack(value);
            if let Some(id) = QuestionId::read(&now).filter(|_| options.iter().all(|own| own.0 != now)) {
                options.push((now, worded(&id).unwrap_or_else(|| id.to_string().into())));
            }
            Some(self.choice(row, QUESTION, label, options))
        })
    }

    /// All rows under the names of their columns.
    fn table(self, title: &'static str) -> El {
        let w = more_words();
        let heading = |name| el("th").attr("scope", "col").child(w.column(name));
        let line = move |row: Stamp| {
            let cells = self.kind.columns().map(|column| el("td").child(self.cell(row, column)));
            el("tr").child(cells.collect::<Vec<_>>()).child(el("td").child(self.remover(row, icon(Sign::Cross))))
        };
        let head = el("tr").child(self.kind.columns().map(heading).collect::<Vec<_>>()).child(el("td"));
        self.sheet(title, head, line)
    }

    fn sheet(self, title: &'static str, head: El, line: impl Fn(Stamp) -> El + Copy + Send + Sync + 'static) -> El {
        el("div").attr("class", "scroll").attr("tabindex", "0").attr("role", "group").attr("aria-label", title).child(
            el("table")
                .attr("class", "sheet")
                .child(el("thead").child(head))
                .child(el("tbody").child(each(move || self.ids(), move |row| row.parse().ok().map(line)))),
        )
    }
}

/// What else can be said of budget lines: what they are for, and the volume they follow.
pub fn more_of_lines() -> El {
    const COLUMNS: [&str; 4] = ["purpose", "fixed", "unit-rate", "driver"];
    let w = more_words();
    let rows = Rows { session: use_session(), kind: Register::Lines, pasted: RwSignal::new(None) };
    let heading = |name: &&'static str| el("th").attr("scope", "col").child(w.column(name));
    let line = move |row: Stamp| {
        let cells = COLUMNS.map(|column| el("td").child(rows.cell(row, column)));
        let name = el("th").attr("scope", "row").child(block(move || rows.name(row)));
        el("tr").child(name).child(cells.into_iter().collect::<Vec<_>>())
    };
    let head = el("tr")
        .child(el("th").attr("scope", "col").child(w.figures.line))
        .child(COLUMNS.iter().map(heading).collect::<Vec<_>>());
    el("details")
        .attr("class", "more-of-lines")
        .child(el("summary").child(w.figures.more_of_lines))
        .child(el("p").attr("class", "hint").child(w.figures.more_of_lines_means))
        .child(rows.sheet(w.figures.more_of_lines, head, line))
}

pub fn register(kind: Register, title: &'static str, means: &'static str, empty: &'static str) -> El {
    let w = more_words();
    let rows = Rows { session: use_session(), kind, pasted: RwSignal::new(None) };
    let apply = Callback::new(move |stated| rows.take_over(stated));
    let all = move || match kind {
        Register::Risks | Register::Decisions | Register::Actions => {
            let line = move |row: &str| row.parse().ok().map(|row| folded(rows, row));
            el("div").attr("class", "rows").child(each(move || rows.ids(), line))
        }
        _ => rows.table(title),
    };
    el("section")
        .attr("class", "register")
        .attr("aria-label", title)
        .child(
            el("div")
                .attr("class", "table-head")
                .child(el("div").child(el("h2").child(title)).child(el("p").attr("class", "hint").child(means)))
                .child(
                    el("button")
                        .attr("type", "button")
                        .on(ev::click, on(move |_| rows.pasted.set(Some(String::new()))))
                        .child(w.figures.paste),
                ),
        )
        .child(paste_panel(kind.word(), Signal::stored(Target::Rows(kind)), rows.pasted, apply))
        .child(when(move || rows.ids().is_empty(), move || el("p").attr("class", "empty").child(empty)))
        .child(when(move || !rows.ids().is_empty(), all))
        .child(
            el("div").attr("class", "table-foot").child(
                el("button")
                    .attr("type", "button")
                    .on(ev::click, on(move |_| rows.add()))
                    .child(icon(Sign::Plus))
                    .child(w.figures.add_row),
            ),
        )
}
