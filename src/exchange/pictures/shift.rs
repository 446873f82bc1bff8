//! The way from a technology department to a supplier of services. It feeds no indicator.

use super::{Drawn, Gallery, Illustration, Table};
use crate::chart::{Ink, Row, rows as bars};
use crate::locale::fill;
use crate::score::{State, View};

/// The group of questions that ask for it.
const GROUP: &str = "shift";

pub(super) fn shift(own: &Gallery) -> Drawn {
    let w = &own.words.pictures;
    let scale = &own.pack.structure.scale;
    let top = scale.len().saturating_sub(1);
    let asked = own.pack.structure.questions.iter().enumerate().filter(|(place, question)| {
        question.group.as_deref() == Some(GROUP)
            && own.texts.questions.contains_key(&question.id)
            && own.results.items.iter().any(|item| item.asked == *place)
    });
    // The place on the scale, also between two options where several people answered.
    let level = |worth: f64| {
        let below = scale.iter().rposition(|option| option.worth <= worth + 1e-9).unwrap_or(0);
        let next = scale.get(below + 1).map_or(0.0, |next| {
            let from = scale.get(below).map_or(0.0, |own| own.worth);
            if next.worth > from { (worth - from) / (next.worth - from) } else { 0.0 }
        });
        below as f64 + next.clamp(0.0, 1.0)
    };
    let lines: Vec<(usize, Row)> = asked
        .map(|(place, _)| {
            let worth = match own.results.questions.get(place).map(|question| question.state) {
                Some(State::Answered(worth)) => Some(worth),
                _ => None,
            };
            let [claimed, evidenced] =
                [View::Claimed, View::Evidenced].map(|view| worth.map(|worth| level(worth.view(view))));
            let leads = if own.view == View::Claimed { claimed } else { evidenced };
            let says = leads.map_or_else(|| w.none.to_owned(), |level| (own.plain)(level, 1));
            (place, Row { name: own.question(place).1, says, claimed, evidenced, ..Row::default() })
        })
        .collect();
    let leads = |row: &Row| if own.view == View::Claimed { row.claimed } else { row.evidenced };
    let known: Vec<(&Row, f64)> = lines.iter().filter_map(|(_, row)| Some((row, leads(row)?))).collect();
    if known.is_empty() {
        let to = lines.first().and_then(|(place, _)| own.question(*place).0);
        return Drawn::Lacking { name: w.shift, why: w.shift_lacks.to_owned(), to };
    }
    let mean = known.iter().map(|(_, level)| level).sum::<f64>() / known.len() as f64;
    let finding = fill(w.shift_finding, &[&(own.fixed)(mean, 1), &top.to_string()]);
    let rows: Vec<Row> = lines.iter().map(|(_, row)| row.clone()).collect();
    let marks: Vec<(f64, String)> = (0..=top).map(|step| (step as f64, step.to_string())).collect();
    let mut picture = bars(&rows, top.max(1) as f64, &marks, own.width);
    let mut legend = vec![(Ink::Filled, own.words.results.evidenced), (Ink::Outlined, own.words.results.claimed)];
    legend.extend((known.len() < rows.len()).then_some((Ink::Hatched, w.no_answer)));
    picture.legend(&legend);
    let table = lines.iter().map(|(place, row)| {
        let (to, name) = own.question(*place);
        let anchor = leads(row).and_then(|level| {
            let option = scale.get(level as usize)?;
            let question = own.pack.structure.questions.get(*place)?;
            own.texts.questions.get(&question.id)?.levels.get(&option.id).map(ToString::to_string)
        });
        let level = |level: Option<f64>| level.map_or_else(|| w.none.to_owned(), |level| (own.plain)(level, 1));
        (to, vec![name, level(row.claimed), level(row.evidenced), anchor.unwrap_or_default()])
    });
    let head = vec![w.question, own.words.results.claimed, own.words.results.evidenced, w.stands_at];
    let table = Table { head, rows: table.collect() };
    Drawn::Whole(Box::new(Illustration {
        id: "supplier-shift",
        name: w.shift.to_owned(),
        finding,
        picture,
        table,
        leads_to: Vec::new(),
    }))
}
