//! Laws of what stands on the scores: agreement, plans, and what widens a range. Each is done to random
//! assessments, and scored again.

use crate::support::overlap::{raised, said, small};
use crate::support::{Sheet, VIEWS, respondent, round, settings};
use fourfold::exchange::file;
use fourfold::model::pack::{Indicator, MetricKey, Pack};
use fourfold::model::{Assessment, Facts, RespondentId, Scalar, ScoringMode};
use fourfold::score::{
    Cheapest, Difference, Goal, Results, Settings, Spread, State, Term, agreement, cheapest_path, krippendorff,
    next_moves, score, sensitivity,
};
use proptest::prelude::*;

fn rules(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The pack with no process that another one needs.
fn free() -> Pack {
    let mut pack = small();
    pack.structure.processes.iter_mut().for_each(|own| own.needs.clear());
    pack
}

fn audit() -> Settings {
    Settings { mode: ScoringMode::Audit, ..settings("s", Some("2026-12-31")) }
}

fn scored(pack: &Pack, said: &Sheet) -> Results {
    score(pack, &said.assessment(), &audit())
}

// ---- Agreement ------------------------------------------------------------------------------------

#[test]
fn agreement_does_not_ask_who_said_it() {
    let units = prop::collection::vec(prop::collection::vec(0..6usize, 0..6), 0..8);
    proptest!(rules(300), |(units in units, turn in 0..6usize)| {
        let turned: Vec<Vec<usize>> = units.iter().rev().map(|unit| {
            let mut unit = unit.clone();
            let by = turn % unit.len().max(1);
            unit.rotate_left(by);
            unit
        }).collect();
        for difference in [Difference::Nominal, Difference::Ordinal, Difference::Interval] {
            let [one, other] = [&units, &turned].map(|units| krippendorff(units, difference).value());
            prop_assert_eq!(one.is_some(), other.is_some());
            prop_assert!((one.unwrap_or(0.0) - other.unwrap_or(0.0)).abs() < 1e-12);
        }
        for (unit, turned) in units.iter().zip(turned.into_iter().rev()) {
            prop_assert_eq!(Spread::of(unit.clone(), 6), Spread::of(turned, 6));
        }
    });
}

#[test]
fn people_who_change_places_leave_agreement_as_it_is() {
    let pack = small();
    proptest!(rules(80), |(said in said(&pack), by in 1..7u64)| {
        let mut assessment = said.assessment();
        let before = agreement(&pack, &assessment, &score(&pack, &assessment, &audit()));
        // Everybody takes the place of another one, with role and answers.
        let place = |own: &RespondentId| (1..8).find(|number| respondent(*number) == *own).map(|number| respondent((number - 1 + by) % 7 + 1));
        assessment.respondents = assessment.respondents.iter().map(|(id, own)| (place(id).unwrap(), own.clone())).collect();
        let questions = assessment.said.get_mut(&round());
        let all = questions.map(std::mem::take).unwrap_or_default();
        let moved = all.iter().map(|(question, own)| {
            let mut own = own.clone();
            own.answers = own.answers.iter().map(|(id, answer)| (place(id).unwrap_or(*id), answer.clone())).collect();
            (question.clone(), own)
        });
        assessment.said.insert(round(), moved.collect());
        prop_assert_eq!(before, agreement(&pack, &assessment, &score(&pack, &assessment, &audit())));
    });
}

// ---- Plans ----------------------------------------------------------------------------------------

#[test]
fn the_cheapest_path_costs_no_more_than_going_greedily() {
    let pack = free();
    let reached = std::cell::Cell::new(0);
    proptest!(rules(60), |(said in said(&pack), share in 0.1..1.0_f64, id in prop::sample::select(Indicator::ALL))| {
        let results = scored(&pack, &said);
        let of = |results: &Results| results.indicators[id.index()].evidenced.score;
        prop_assume!(of(&results).is_some());
        let target = of(&results).unwrap() + share * 0.4 * (100.0 - of(&results).unwrap());
        let mut goal = Goal::default();
        goal.scores[id.index()] = Some(target);
        let found = cheapest_path(&pack, &audit(), &results, &goal);
        // Always what brings most for its effort, one option at a time.
        let (mut now, mut own, mut effort) = (said.clone(), results.clone(), 0);
        while of(&own).unwrap() < target {
            let each = sensitivity(&pack, &own);
            let worth = |own: &fourfold::score::Sensitivity| own.evidenced[id.index()] / f64::from(own.raise.effort);
            let Some(best) = each.iter().filter(|own| worth(own) > 1e-12).max_by(|a, b| worth(a).total_cmp(&worth(b))) else { break };
            effort += best.raise.effort;
            now = raised(&now, &pack, &own.questions[best.raise.question], best.raise);
            own = scored(&pack, &now);
        }
        if of(&own).unwrap() >= target {
            let Cheapest::Path(path) = &found else { panic!("{found:?}, and greed reached it for {effort}") };
            prop_assert!(path.effort <= effort, "{} against {effort}", path.effort);
            reached.set(reached.get() + 1);
        }
    });
    assert!(reached.get() > 20, "{} of 60 say little", reached.get());
}

#[test]
fn a_move_never_raises_above_the_top_and_never_lowers_anything() {
    let pack = small();
    proptest!(rules(80), |(said in said(&pack))| {
        let (assessment, settings) = (said.assessment(), audit());
        let results = score(&pack, &assessment, &settings);
        for own in next_moves(&pack, &assessment, &settings, &results) {
            prop_assert!(own.raises.iter().all(|raise| raise.from < raise.to && raise.to < pack.structure.scale.len()));
            prop_assert!(own.raises.iter().all(|raise| raise.grade >= results.questions[raise.question].grade));
            prop_assert!(own.raises.is_sorted_by(|a, b| a.question < b.question), "each question once, in pack order");
            prop_assert!(own.gap > 0.0 && own.effort > 0 && own.priority >= 0.0 && own.gains.iter().all(|gain| *gain >= 0.0));
            let mut after = said.clone();
            for raise in &own.raises {
                after = raised(&after, &pack, &results.questions[raise.question], *raise);
            }
            let after = scored(&pack, &after);
            for (place, gain) in own.gains.iter().enumerate() {
                let [before, after] = [&results, &after].map(|results| results.indicators[place].evidenced.score.unwrap_or(0.0));
                prop_assert!((after - before - gain).abs() < 1e-9, "{before} and {gain} is not {after}");
            }
        }
    });
}

// ---- Ranges and order -----------------------------------------------------------------------------

fn widths(results: &Results) -> Vec<f64> {
    let sides = results.indicators.iter().flat_map(|own| VIEWS.map(|view| own.view(view).range));
    sides.map(|range| range.map_or(0.0, |(low, high)| high - low)).collect()
}

#[test]
fn what_is_no_answer_withdrawn_and_no_incomplete_row_never_widens_a_range() {
    let pack = small();
    let change = (0..9usize, 0..4usize, prop::sample::select(vec!["E0", "E1", "E2", "E3"]), 0..6usize);
    proptest!(rules(150), |(said in said(&pack), (question, level, grade, kind) in change)| {
        let before = scored(&pack, &said);
        let id = pack.structure.questions[question].id.as_str();
        let answered = matches!(before.questions[question].state, State::Answered(_));
        let round = round().to_string();
        let text = |text: &str| Scalar::Text(text.into());
        let after = match kind {
            // Somebody answers otherwise, or it is agreed on.
            0 if answered => said.answers(&format!("{id} {level}")),
            1 if answered => said.answers(&format!("{id} ={level}")),
            2 => said.answers(&format!("{id} ./{grade}")),
            3 => said.say("note", &[&round, id, &respondent(1).to_string()], text("seen")),
            4 => said.say("target", &["p"], Scalar::Number(level as f64)).say("importance", &["q"], Scalar::Number(3.0)),
            5 => said.say("respondent", &[&respondent(1).to_string(), "role"], text("user")),
            _ => said,
        };
        for (before, after) in widths(&before).into_iter().zip(widths(&scored(&pack, &after))) {
            prop_assert!(after <= before + 1e-9, "{before} became {after}");
        }
    });
}

#[test]
fn a_metric_that_leaves_keeps_the_order_of_the_others() {
    let pack = small();
    proptest!(rules(80), |(said in said(&pack))| {
        let periods = ["2024", "2025", "2026", "2026-Q1", "2026-11", "2026-12"];
        let none = periods.iter().fold(said.clone(), |all, period| {
            all.figures(&format!("changes-total {period}=0; changes-failed {period}=0"))
        });
        for view in VIEWS {
            let of = |said: &Sheet| -> Vec<(Term, f64)> {
                let why = said.why(&pack, Some("2026-12-31"), Indicator::Risk, view);
                why.parts[1].parts.iter().filter_map(|part| Some((part.term, part.contribution?))).collect()
            };
            let (all, left) = (of(&said), of(&none));
            prop_assert!(!left.iter().any(|(term, _)| *term == Term::Metric(MetricKey::ChangeFailureRate)));
            let was = |term: &Term| all.iter().find(|(own, _)| own == term).map(|(_, own)| *own);
            for (a, mine) in &left {
                for (b, other) in &left {
                    if let (Some(before), Some(beside)) = (was(a), was(b)) {
                        prop_assert!(before >= beside - 1e-9 || mine < other, "{a:?} and {b:?} changed places");
                    }
                }
            }
        }
    });
}

#[test]
fn the_first_not_meaningful_of_a_missing_metric_only_narrows() {
    let pack = small();
    proptest!(rules(80), |(said in said(&pack))| {
        let mut blank = said.clone();
        blank.statements.retain(|own| {
            use fourfold::model::{FigureKey, Statement};
            !matches!(own, Statement::Figure { figure: FigureKey::ChangesTotal | FigureKey::ChangesFailed, .. })
        });
        let (before, after) = (scored(&pack, &blank), scored(&pack, &blank.figures("changes-total 2026=0; changes-failed 2026=0")));
        for (before, after) in before.indicators.iter().zip(&after.indicators) {
            for view in VIEWS {
                if let Some((low, high)) = after.view(view).range {
                    let (least, most) = before.view(view).range.unwrap();
                    prop_assert!(low >= least - 1e-9 && high <= most + 1e-9, "{least}–{most} became {low}–{high}");
                }
            }
        }
    });
}

#[test]
fn exported_and_imported_it_scores_the_same_bits() {
    let pack = small();
    proptest!(rules(40), |(said in said(&pack))| {
        let facts: Facts = said.facts().into_iter().collect();
        let text = file::write(&"0123456789abcdef".parse().unwrap(), &facts);
        let read = file::read(&text).unwrap().facts;
        let all = |own: Assessment| format!("{:?}", score(&pack, &own, &audit()));
        prop_assert_eq!(all(facts.assessment()), all(read.assessment()));
    });
}
