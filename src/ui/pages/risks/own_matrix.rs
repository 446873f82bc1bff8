//! The organisation's own risk matrix: a level for each cell, what the standard has there where that is something else, and
//! the way back to it.

use leptos::ev;
use leptos::prelude::*;

use crate::exchange::pictures::{falling, source};
use crate::locale::fill;
use crate::model::{Magnitude, Statement};
use crate::score::{cells, risk_level, standard_level};
use crate::ui::dynamic::{block, flag, maybe, on, text};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::session::{Session, use_session};

pub fn own_matrix() -> El {
    let w = more_words();
    let session = use_session();
    let column = |own: &Magnitude| el("th").attr("scope", "col").child(w.magnitude(*own));
    let row = |likelihood: &Magnitude| {
        let cell = |impact: &Magnitude| cell(session, *likelihood, *impact);
        el("tr")
            .child(el("th").attr("scope", "row").child(w.magnitude(*likelihood)))
            .child(Magnitude::ALL.iter().map(cell).collect::<Vec<_>>())
    };
    let corner =
        el("td").attr("class", "corner").child([w.risk.matrix_likelihood, " ↓ ", w.risk.matrix_impact, " →"].concat());
    let table = el("table")
        .attr("class", "sheet own-cells")
        .child(el("thead").child(el("tr").child(corner).child(Magnitude::ALL.iter().map(column).collect::<Vec<_>>())))
        .child(el("tbody").child(Magnitude::ALL.iter().rev().map(row).collect::<Vec<_>>()));
    let found = move || {
        let (source, falling) = session.with(|own| (source(w, own), falling(w, own)));
        let falling = falling
            .map(|what| el("p").attr("class", "falling").child([&*what, " ", w.risk.matrix_falls_means].concat()));
        el("div").child(el("p").child(source)).child(falling)
    };
    let set =
        move || session.with(|own| cells().filter(|cell| own.own_level(cell.0, cell.1).is_some()).collect::<Vec<_>>());
    let back = move |_: ev::MouseEvent| {
        let withdrawn = |(likelihood, impact)| Statement::RiskLevel { likelihood, impact, value: None };
        let statements: Vec<Statement> = untrack(set).into_iter().map(withdrawn).collect();
        if !statements.is_empty() {
            session.do_all(statements, w.risk.own_matrix_gone.to_owned());
        }
    };
    // It stays where it is when it has nothing to do, so that whoever pressed it does not lose the place.
    let button = el("button")
        .attr("type", "button")
        .attr("aria-disabled", maybe(move || set().is_empty().then_some("true")))
        .on(ev::click, on(back))
        .child(w.risk.own_matrix_back);
    el("details")
        .attr("class", "own-matrix")
        .child(el("summary").child(w.risk.own_matrix))
        .child(el("p").attr("class", "hint").child(w.risk.own_matrix_means))
        .child(
            el("div")
                .attr("class", "scroll")
                .attr("tabindex", "0")
                .attr("role", "group")
                .attr("aria-label", w.risk.own_matrix)
                .child(table),
        )
        .child(el("div").attr("role", "status").child(block(found)))
        .child(el("div").attr("class", "table-foot").child(button))
}

/// The level of a cell. What the standard has there stands under it where that is something else.
fn cell(session: Session, likelihood: Magnitude, impact: Magnitude) -> El {
    let w = more_words();
    let standard = standard_level(likelihood, impact);
    let level = move || session.with(|own| risk_level(own, likelihood, impact));
    let say = move |event: ev::Event| {
        let chosen = Magnitude::from_word(&event_target_value(&event));
        let value = chosen.filter(|own| *own != standard);
        session.say(Statement::RiskLevel { likelihood, impact, value });
    };
    let option = |own: &Magnitude| el("option").attr("value", own.word()).child(w.magnitude(*own));
    let note = ["standard-", likelihood.word(), "-", impact.word()].concat();
    let differs = move || level() != standard;
    let mark = move || match differs() {
        true => fill(w.risk.own_cell_standard, &[w.magnitude(standard)]),
        false => String::new(),
    };
    el("td")
        .class_if("own", flag(differs))
        .child(
            el("select")
                .attr("aria-label", fill(w.risk.own_cell, &[w.magnitude(likelihood), w.magnitude(impact)]))
                .attr("aria-describedby", note.clone())
                .value(text(move || level().word()))
                .on(ev::change, on(say))
                .child(Magnitude::ALL.iter().map(option).collect::<Vec<_>>()),
        )
        .child(el("span").attr("class", "hint").attr("id", note).child(text(mark)))
}
