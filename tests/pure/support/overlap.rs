//! A small pack whose questions overlap, and random assessments of it: what laws of explanations and
//! plans are tried on.

use fourfold::model::pack::Pack;
use fourfold::model::{FigureKey, Scalar};
use fourfold::score::{QuestionState, Raise};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::{Sheet, respondent, round, row_id, sheet};

/// Respondents 1, 2, … have these roles.
pub fn roles(mut said: Sheet, roles: &str) -> Sheet {
    for (number, role) in (1..).zip(roles.split(' ')) {
        said = said.say("respondent", &[&respondent(number).to_string(), "role"], Scalar::Text(role.into()));
    }
    said
}

/// A pack whose coarse, merged, doubled and mandatory questions overlap, on four options.
pub fn small() -> Pack {
    super::pack_with(|pack| {
        pack["scale"] = json!([
            {"id": "0", "worth": 0}, {"id": "1", "worth": 0.3}, {"id": "2", "worth": 0.6}, {"id": "3", "worth": 1}
        ]);
        pack["ladder"] =
            json!([{"attributes": ["a"]}, {"attributes": ["b", "c"], "measured": true}, {"attributes": ["d"]}]);
        super::ask(
            pack,
            json!([{"id": "p", "indicators": {"risk": 2, "growth": 1}}, {"id": "q", "indicators": {"risk": 1}, "needs": ["p"]}]),
            json!([
                {"id": "pw", "process": "p", "whole": true},
                {"id": "pbc", "process": "p", "attributes": ["b", "c"], "indicators": {"risk": 3}, "feeds": "closed-loop"},
                {"id": "pa", "process": "p", "attributes": ["a"], "mandatory": true},
                {"id": "pb", "process": "p", "attributes": ["b"]},
                {"id": "pb2", "process": "p", "attributes": ["b"]},
                {"id": "pd", "process": "p", "attributes": ["d"], "effort": 3},
                {"id": "qw", "process": "q", "whole": true, "feeds": "change-failure-rate"},
                {"id": "qbc", "process": "q", "attributes": ["b", "c"], "mandatory": true},
                {"id": "x", "group": "g", "indicators": {"growth": 1.5, "communication": 0.5}}
            ]),
        );
    })
}

const ROLES: [&str; 7] = ["staff", "leader", "customer", "staff", "leader", "user", "staff"];

/// Answers of up to seven people, figures of months and years, rows of the registers.
pub fn said(pack: &Pack) -> impl Strategy<Value = Sheet> + use<> {
    let ids: Vec<String> = pack.structure.questions.iter().map(|own| own.id.to_string()).collect();
    let word = select(vec!["0", "1", "2", "3", "3/E3", "2/E1", "1/E2", "?", "x", "."]);
    let row = prop_oneof![
        1 => Just(Vec::new()),
        3 => prop::collection::vec(word, 1..8),
    ];
    let rows = prop::collection::vec((row, prop::option::weighted(0.1, select(vec!["=1", "=3"]))), ids.len());
    let figures = prop::collection::vec(prop::option::weighted(0.8, (0..300u32).prop_map(|n| f64::from(n) / 4.0)), 60);
    let mode = select(vec!["external", "charging", "showback", "cost-centre"]);
    let choices = (mode, any::<bool>(), any::<bool>(), prop::option::of(0..4u32));
    (rows, figures, choices).prop_map(move |(rows, numbers, (mode, anonymous, audit, target))| {
        let mut said = roles(sheet(), &ROLES.join(" ")).profile(&format!("economic-mode={mode} anonymous={anonymous}"));
        said = said.profile(if audit { "scoring-mode=audit" } else { "scoring-mode=assessment" });
        if let Some(level) = target {
            said = said.say("target", &["p"], Scalar::Number(level.into()));
        }
        for (id, (words, agreed)) in ids.iter().zip(rows) {
            said = said.answers(&format!("{id} {} {}", words.join(" "), agreed.unwrap_or_default()));
        }
        let periods = ["2024", "2025", "2026", "2026-Q1", "2026-11", "2026-12"];
        let each = FigureKey::ALL.iter().flat_map(|key| periods.iter().map(move |period| (key, period)));
        for ((key, period), number) in each.zip(numbers.iter().cycle().skip(target.unwrap_or(0) as usize)) {
            if let Some(number) = number {
                said = said.say("figure", &[key.word(), period], Scalar::Number(*number));
            }
        }
        for (line, quarter) in [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 3), (2, 4)] {
            for (kind, number) in [("budget", numbers[quarter]), ("actual", numbers[quarter + 5])] {
                let number = Scalar::Number(number.unwrap_or(1.0));
                said = said.say(kind, &[&row_id(line), &format!("2026-Q{quarter}")], number);
            }
        }
        for row in 1..4 {
            let number = numbers[row as usize].unwrap_or(0.0);
            said = said
                .row("risk", row, &format!("loss-residual={number} owner=A likelihood=high impact=moderate"))
                .row("decision", row, &format!("review=2026-0{row}-01 probability=0.{row}"))
                .row("project", row, &format!("ev={number} ac={row}"));
        }
        said.row("risk", 2, "treatment=share due=2026-02-02").row("decision", 2, "happened=true").profile("appetite=50")
    })
}

/// What is said once everyone below an option is lifted to it, with the evidence it needs.
pub fn raised(said: &Sheet, pack: &Pack, state: &QuestionState, raise: Raise) -> Sheet {
    let (round, mut said) = (round().to_string(), said.clone());
    let id = pack.structure.questions[raise.question].id.as_str();
    let option = |level: usize| pack.structure.scale[level.max(raise.to)].id.to_string();
    if state.agreed {
        said = said.say("agreed", &[&round, id], Scalar::Text(option(state.counted[0].0).into()));
    } else {
        for (who, level) in &state.levels {
            let level = format!("level:{}", option(*level));
            said = said.say("answer", &[&round, id, &who.to_string()], Scalar::Text(level.into()));
        }
    }
    let grade = Scalar::Text(raise.grade.word().into());
    said.say("evidence", &[&round, id, &respondent(9).to_string()], grade)
}
