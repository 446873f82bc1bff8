//! What holds for every sample organisation: who answers what, and that dates, accounts, ranges and
//! actions agree with themselves wherever they are not meant to disagree.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use fourfold::model::{ActionStatus, Answer, FigureKey, Grade, LineKind, Role};

use super::Sample;
use super::sheets::{ALL, asked};

/// Each sample with each of its rounds.
fn rounds(check: impl Fn(&str, &Sample, &str)) {
    for name in ALL {
        let sample = Sample::open(name);
        let labels: Vec<_> = sample.assessment.rounds.values().filter_map(|round| round.label.clone()).collect();
        assert_eq!(labels.len(), 2);
        labels.iter().for_each(|label| check(name, &sample, label));
    }
}

#[test]
fn two_rounds_are_a_year_apart_and_five_or_more_answer_from_both_sides() {
    for name in ALL {
        let sample = Sample::open(name);
        let dates: Vec<NaiveDate> = sample.assessment.rounds.values().filter_map(|round| round.date).collect();
        let [before, now] = dates[..] else { panic!("{name}: {dates:?}") };
        assert!((360..=370).contains(&(now - before).num_days()));
        assert!(now <= NaiveDate::from_ymd_opt(2026, 10, 31).unwrap());
        let roles: Vec<Role> = sample.assessment.respondents.values().filter_map(|own| own.role).collect();
        assert!(roles.len() >= 5);
        assert_eq!(roles.iter().collect::<BTreeSet<_>>().len(), Role::ALL.len());
    }
}

#[test]
fn everything_that_is_asked_has_an_answer_from_somebody_who_can_know_and_nothing_else_has() {
    rounds(|name, sample, label| {
        let size = sample.assessment.profile.size.as_deref().unwrap();
        for question in sample.pack.asked(size).map(|index| &sample.pack.structure.questions[index]) {
            let said = sample.assessment.said(sample.round(label), &question.id);
            assert_eq!(said.is_some(), asked(sample, &question.id), "{name}, {label}: {}", question.id);
            for (respondent, answer) in said.iter().flat_map(|said| &said.answers) {
                let role = sample.assessment.respondents[respondent].role.unwrap();
                assert!(question.respondents.contains(&role), "{name}, {label}: a {role} cannot know {}", question.id);
                let reason = !matches!(answer, Answer::NotApplicable(why) if why.len() < 20);
                assert!(reason, "{name}, {label}: {} says too little about why", question.id);
            }
        }
        let questions = &sample.assessment.said[&sample.round(label)];
        assert!(questions.keys().all(|question| asked(sample, question)), "{name}, {label}");
    });
}

#[test]
fn the_sizes_ask_24_61_and_134_questions() {
    let count = |name| {
        let sample = Sample::open(name);
        sample.pack.structure.questions.iter().filter(|own| asked(&sample, &own.id)).count()
    };
    // The standard size has one process more than it begins with: 9 · 5 + 4 + 12.
    assert_eq!(ALL.map(count), [24, 61, 134]);
}

#[test]
fn some_do_not_know_and_some_write_a_note() {
    rounds(|name, sample, label| {
        let said = sample.said(label);
        let unknown = said.iter().flat_map(|said| said.answers.values()).filter(|own| **own == Answer::DontKnow);
        assert!(unknown.count() >= 3, "{name}, {label}");
        assert!(said.iter().map(|said| said.notes.len()).sum::<usize>() >= 4, "{name}, {label}");
        let grades: BTreeSet<Grade> = said.iter().flat_map(|said| said.evidence.values().copied()).collect();
        assert!(grades.contains(&Grade::E1) && grades.contains(&Grade::E2), "{name}, {label}");
    });
}

#[test]
fn targets_are_levels_and_some_process_is_important() {
    for name in ALL {
        let sample = Sample::open(name);
        for (process, target) in &sample.assessment.targets {
            assert!((1.0..=5.0).contains(target) && sample.assessment.in_scope(process), "{name}: {process}");
        }
        assert!(sample.assessment.targets.len() >= 5);
        let processes = sample.pack.structure.processes.iter();
        let own: Vec<u8> = processes.map(|process| sample.assessment.importance(process)).collect();
        assert!(own.contains(&3) && own.contains(&2), "{name}");
    }
}

#[test]
fn actions_are_closed_when_they_are_done_or_dropped_and_one_is_done_between_the_rounds() {
    for name in ALL {
        let sample = Sample::open(name);
        let dates: Vec<NaiveDate> = sample.assessment.rounds.values().filter_map(|round| round.date).collect();
        let names: BTreeSet<_> = sample.assessment.respondents.values().filter_map(|own| own.name.clone()).collect();
        let (mut done, mut late) = (0, 0);
        for action in sample.assessment.actions().values() {
            let title = action.title.as_deref().unwrap();
            let over = matches!(action.status, Some(ActionStatus::Done | ActionStatus::Dropped));
            assert_eq!(over, action.closed.is_some(), "{name}: {title}");
            assert!(names.contains(action.owner.as_ref().unwrap()), "{name}: {title}");
            assert!(asked(&sample, action.question.as_ref().unwrap()), "{name}: {title}");
            let question = sample.pack.question(action.question.as_ref().unwrap()).unwrap();
            let process = &question.process;
            assert!(process.is_none() || *process == action.process, "{name}: {title}");
            done += usize::from(action.closed.is_some_and(|day| dates[0] < day && day < dates[1]));
            late += usize::from(!over && action.due.unwrap() < dates[1]);
        }
        assert!(done >= 1 && late >= 1, "{name}: {done} closed, {late} late");
    }
}

#[test]
fn ranges_agree_with_what_the_register_says_remains_but_for_the_one_that_is_meant_not_to() {
    let mean = |own: [Option<f64>; 3]| Some((own[0]? + 4.0 * own[1]? + own[2]?) / 6.0);
    for name in ALL {
        let mut off = Vec::new();
        let mut ranges = 0;
        for risk in Sample::open(name).assessment.risks().values() {
            let often = mean([risk.frequency_min, risk.frequency_likely, risk.frequency_max]);
            let much = mean([risk.event_loss_min, risk.event_loss_likely, risk.event_loss_max]);
            let Some(yearly) = often.zip(much).map(|(often, much)| often * much) else { continue };
            ranges += 1;
            if risk.loss_residual.is_some_and(|stated| (yearly / stated - 1.0).abs() > 0.05) {
                off.push(risk.title.clone().unwrap());
            }
        }
        assert!(ranges >= 5, "{name}");
        let planted = if name == "kestrel-managed-services" { 1 } else { 0 };
        assert_eq!(off.len(), planted, "{name}: {off:?}");
    }
}

#[test]
fn northlights_cost_is_its_lines_and_its_share_of_building_and_payroll() {
    let sample = Sample::open("northlight-council");
    for (year, share) in [(2025, 206_000.0), (2026, 214_000.0)] {
        let months: Vec<(i32, u32)> =
            (4..=12).map(|month| (year - 1, month)).chain((1..=3).map(|month| (year, month))).collect();
        let actual = sample.cost(&sample.assessment.actuals, &months);
        assert_eq!(actual + share, sample.figure(FigureKey::TotalCost, &year.to_string()));
    }
}

#[test]
fn kestrels_accounts_agree_with_themselves() {
    let sample = Sample::open("kestrel-managed-services");
    let quarters = |year: i32| (1..=4).map(move |quarter| format!("{year}-Q{quarter}"));
    let revenue = |year| quarters(year).map(|own| sample.figure(FigureKey::ExternalRevenue, &own)).sum::<f64>();
    let stated = |key, year: i32| sample.figure(key, &year.to_string());
    for year in 2024..=2026 {
        let before_tax = revenue(year) - stated(FigureKey::TotalCost, year);
        assert_eq!(before_tax * 0.75, stated(FigureKey::OperatingResult, year), "a quarter goes in tax");
    }
    for (year, wear) in [(2024, 90_000.0), (2025, 120_000.0), (2026, 130_000.0)] {
        let capital = stated(FigureKey::InvestedCapital, year - 1) + stated(FigureKey::Invested, year) - wear;
        assert_eq!(capital, stated(FigureKey::InvestedCapital, year), "{year}");
    }
    let lines = sample.assessment.lines();
    for year in [2025, 2026] {
        for (kind, expected) in
            [(LineKind::Cost, stated(FigureKey::TotalCost, year)), (LineKind::Revenue, revenue(year))]
        {
            let own = lines.iter().filter(|(_, line)| line.kind == Some(kind)).map(|(id, _)| id);
            let periods: Vec<_> = quarters(year).map(|own| own.parse().unwrap()).collect();
            let actual: f64 =
                own.flat_map(|id| periods.iter().map(|period| sample.assessment.actuals[id][period])).sum();
            assert_eq!(actual, expected, "{year}, {kind}");
        }
    }
}
