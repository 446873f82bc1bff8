//! Why a number is what it is: every number the screen shows opens into what it was made of, down to
//! the facts. By hand on a small assessment, and by law on random ones: parts make up their whole, one
//! option more brings what scoring again gives, and of anonymous people nobody is named.

use crate::support;
use crate::support::overlap::{raised, roles, said, small};
use crate::support::{Sheet, VIEWS, built_in, four_groups, near, one_process, pack_of, pack_with, respondent, sheet};
use fourfold::model::pack::{Band, Indicator, MetricKey, Pack};
use fourfold::model::{FigureKey, Grade, Period, Scalar, ScoringMode};
use fourfold::score::{
    Amount, Derivation, Explainer, Level, Problem, Quantity, Rating, Rule, Settings, Term, View, next_moves,
    problem_areas, score,
};
use proptest::prelude::*;
use serde_json::json;

const DAY: Option<&str> = Some("2026-12-31");

/// The parts of a derivation with this term, wherever they stand.
fn find(own: &Derivation, term: Term) -> Vec<&Derivation> {
    let below = own.parts.iter().flat_map(|part| find(part, term));
    std::iter::once(own).filter(|own| own.term == term).chain(below).collect()
}

#[track_caller]
fn one(own: &Derivation, term: Term) -> &Derivation {
    match find(own, term)[..] {
        [first, ..] => first,
        [] => panic!("{term:?} is not in {own:?}"),
    }
}

fn number(own: &Derivation) -> f64 {
    match own.amount {
        Amount::Score(x) | Amount::Number(x) | Amount::Share(x) | Amount::Metric(_, x) => x,
        other => panic!("{other:?} is no number"),
    }
}

fn terms(parts: &[Derivation]) -> Vec<Term> {
    parts.iter().map(|part| part.term).collect()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

// ---- Inputs with their facts ----------------------------------------------------------------------

#[test]
fn an_answer_opens_into_who_said_what_on_which_evidence() {
    let pack = four_groups([0, 0, 2, 0]);
    let why = sheet().answers("r1 4/E1 2 ?; r2 5").why(&pack, None, Indicator::Risk, View::Evidenced);
    let r1 = one(&why, Term::Question(0));
    assert_eq!(r1.rule, Rule::MeanWorth { grade: Grade::E1, capped: true });
    // 4 counts as 3 on E1: (60 + 40) ÷ 2, half of the practice.
    near("worth", number(r1), 50.0);
    near("points", r1.contribution.unwrap(), 25.0);
    let [first, second, evidence] = &r1.parts[..] else { panic!("{:?}", r1.parts) };
    assert_eq!((first.term, first.amount), (Term::Respondent(respondent(1)), Amount::Level(4)));
    assert_eq!((second.term, second.amount), (Term::Respondent(respondent(2)), Amount::Level(2)));
    assert_eq!((evidence.term, evidence.amount), (Term::Evidence, Amount::Grade(Grade::E1)));
    assert_eq!(evidence.parts[0].term, Term::Respondent(respondent(1)));
    // A claim is never capped, nor what its evidence carries.
    let capped = |answers: &str, view| match one(
        &sheet().answers(answers).why(&pack, None, Indicator::Risk, view),
        Term::Question(0),
    )
    .rule
    {
        Rule::MeanWorth { capped, .. } => capped,
        other => panic!("{other:?}"),
    };
    assert!(!capped("r1 4/E1 2", View::Claimed) && !capped("r1 4/E2 2", View::Evidenced));
    // An agreed level stands beside what each of them said.
    let why = sheet().answers("r1 4 2 =3").why(&pack, None, Indicator::Risk, View::Claimed);
    assert_eq!(one(&why, Term::Agreed).amount, Amount::Level(3));
}

#[test]
fn a_score_is_brought_by_its_questions_by_the_weight_of_their_items() {
    let pack = overlapping();
    let why = sheet().answers("one 5; two 3; m 2").why(&pack, None, Indicator::Risk, View::Claimed);
    // An item of weight 2 is shared by two questions at 80, two items of weight 1 by one at 40.
    near("S", why.contribution.unwrap(), (2.0 * 80.0 + 40.0 + 40.0) / 4.0);
    for (place, weight, brought) in [(0, 1.0, 25.0), (1, 1.0, 15.0), (2, 2.0, 20.0)] {
        let own = one(&why, Term::Question(place));
        near("weight", own.weight.unwrap(), weight);
        near("points", own.contribution.unwrap(), brought);
    }
}

/// A process whose first attribute is asked by two questions, and whose next two are asked by one; besides, a question
/// nobody answers and one that feeds another indicator.
fn overlapping() -> Pack {
    let a0 = |id: &str| json!({"id": id, "process": "p", "attributes": ["a0"], "indicators": {"risk": 2}});
    let merged = json!({"id": "m", "process": "p", "attributes": ["a1", "a2"], "indicators": {"risk": 1}});
    let alone = |id: &str, feeds: &str| json!({"id": id, "group": "g", "indicators": {feeds: 3}});
    pack_of(json!([{"id": "p"}]), json!([a0("one"), a0("two"), merged, alone("o", "risk"), alone("g", "growth")]))
}

/// An input of a metric, its value, and its facts as they were stated.
type Facts<'a> = (Quantity, f64, &'a [(Term, f64)]);

#[track_caller]
fn check_facts(inputs: Sheet, day: Option<&str>, key: MetricKey, expected: &[Facts]) {
    let pack = four_groups([1, 1, 1, 1]);
    let id = pack.structure.indicators.iter().find(|own| own.metrics.iter().any(|own| own.metric == key)).unwrap().id;
    let why = inputs.why(&pack, day, id, View::Claimed);
    let found = one(&why, Term::Metric(key));
    assert_eq!(found.parts.len(), expected.len(), "{key}: {:?}", found.parts);
    for (input, (quantity, value, facts)) in found.parts.iter().zip(expected) {
        assert!(matches!(input.term, Term::Input(own, _) if own == *quantity), "{key}: {:?}", input.term);
        near(key.word(), number(input), *value);
        let parts: Vec<(Term, f64)> = input.parts.iter().map(|part| (part.term, number(part))).collect();
        assert_eq!(parts, *facts, "{key} {quantity:?}");
    }
}

#[test]
fn a_metric_opens_into_the_figures_that_were_stated() {
    use FigureKey as Figure;
    let stated = |key, text: &str| Term::Figure(key, period(text));
    let of = |quantity, text: &str| Term::Input(quantity, Some(period(text)));
    let line = |number: u64, text: &str| Term::Line(support::row_id(number).parse().unwrap(), period(text));
    // A figure of its own period is the fact itself.
    check_facts(
        sheet().figures("changes-total 2026=10; changes-failed 2026=1"),
        DAY,
        MetricKey::ChangeFailureRate,
        &[(Quantity::Figure(Figure::ChangesFailed), 1.0, &[]), (Quantity::Figure(Figure::ChangesTotal), 10.0, &[])],
    );
    // Months count where both are there: February is left out of both.
    check_facts(
        sheet().figures("changes-total 2026-01=10 2026-02=7 2026-03=20; changes-failed 2026-01=1 2026-03=2"),
        DAY,
        MetricKey::ChangeFailureRate,
        &[
            (
                Quantity::Figure(Figure::ChangesFailed),
                3.0,
                &[(stated(Figure::ChangesFailed, "2026-01"), 1.0), (stated(Figure::ChangesFailed, "2026-03"), 2.0)],
            ),
            (
                Quantity::Figure(Figure::ChangesTotal),
                30.0,
                &[(stated(Figure::ChangesTotal, "2026-01"), 10.0), (stated(Figure::ChangesTotal, "2026-03"), 20.0)],
            ),
        ],
    );
    // Revenue of a mode with charging is made of two figures, and a year of what its quarters say.
    check_facts(
        sheet()
            .profile("economic-mode=charging")
            .figures("external-revenue 2025=5 2026=6; internal-charges 2025=50")
            .figures("internal-charges 2026-Q1=10 2026-Q2=11 2026-Q3=12 2026-Q4=13"),
        DAY,
        MetricKey::RevenueGrowth,
        &[
            (
                Quantity::Revenue,
                52.0,
                &[
                    (stated(Figure::InternalCharges, "2026-Q1"), 10.0),
                    (stated(Figure::InternalCharges, "2026-Q2"), 11.0),
                    (stated(Figure::InternalCharges, "2026-Q3"), 12.0),
                    (stated(Figure::InternalCharges, "2026-Q4"), 13.0),
                    (stated(Figure::ExternalRevenue, "2026"), 6.0),
                ],
            ),
            (
                Quantity::Revenue,
                55.0,
                &[(stated(Figure::InternalCharges, "2025"), 50.0), (stated(Figure::ExternalRevenue, "2025"), 5.0)],
            ),
        ],
    );
    // Growth opens into both ends.
    check_facts(
        sheet()
            .profile("economic-mode=external")
            .figures("operating-result 2025=9 2026=10; invested-capital 2024=20 2025=30; hurdle-rate 2026=8"),
        DAY,
        MetricKey::ReturnOverHurdle,
        &[
            (
                Quantity::ResultGrowth,
                1.0,
                &[
                    (of(Quantity::Figure(Figure::OperatingResult), "2026"), 10.0),
                    (of(Quantity::Figure(Figure::OperatingResult), "2025"), 9.0),
                ],
            ),
            (
                Quantity::CapitalGrowth,
                10.0,
                &[
                    (of(Quantity::Figure(Figure::InvestedCapital), "2025"), 30.0),
                    (of(Quantity::Figure(Figure::InvestedCapital), "2024"), 20.0),
                ],
            ),
            (Quantity::Figure(Figure::HurdleRate), 8.0, &[]),
        ],
    );
    // A rate that holds to the end of a year is that of its last quarter.
    let quarters = sheet()
        .profile("economic-mode=external")
        .figures("operating-result 2025=9 2026-Q1=1 2026-Q2=2 2026-Q3=3 2026-Q4=4")
        .figures("invested-capital 2024=20 2025=30; hurdle-rate 2026-Q1=5 2026-Q2=6 2026-Q3=7 2026-Q4=8");
    let result = of(Quantity::Figure(Figure::OperatingResult), "2026");
    let result_before = of(Quantity::Figure(Figure::OperatingResult), "2025");
    check_facts(
        quarters.clone(),
        DAY,
        MetricKey::ReturnOverHurdle,
        &[
            (Quantity::ResultGrowth, 1.0, &[(result, 10.0), (result_before, 9.0)]),
            (
                Quantity::CapitalGrowth,
                10.0,
                &[
                    (of(Quantity::Figure(Figure::InvestedCapital), "2025"), 30.0),
                    (of(Quantity::Figure(Figure::InvestedCapital), "2024"), 20.0),
                ],
            ),
            (Quantity::Figure(Figure::HurdleRate), 8.0, &[(stated(Figure::HurdleRate, "2026-Q4"), 8.0)]),
        ],
    );
    // Each end of a growth opens into its quarters, and what was stated as one is the fact itself.
    let why = quarters.why(&four_groups([1, 0, 0, 0]), DAY, Indicator::Growth, View::Claimed);
    let (last, before) = (one(&why, result), one(&why, result_before));
    assert_eq!((last.rule, last.parts.iter().map(number).collect()), (Rule::Sum, vec![1.0, 2.0, 3.0, 4.0]));
    assert_eq!((before.rule, &before.parts[..]), (Rule::Stated, &[][..]));
    // What comes in from inside and outside is counted together, in whichever mode.
    check_facts(
        sheet()
            .profile("economic-mode=external")
            .figures("external-revenue 2026=6; internal-charges 2026=50; total-cost 2026=40"),
        DAY,
        MetricKey::Recovery,
        &[
            (
                Quantity::ChargesAndRevenue,
                56.0,
                &[(stated(Figure::InternalCharges, "2026"), 50.0), (stated(Figure::ExternalRevenue, "2026"), 6.0)],
            ),
            (Quantity::Figure(Figure::TotalCost), 40.0, &[]),
        ],
    );
    // The budget opens into periods, and each of them into lines.
    let quarters = sheet()
        .line(1, "2026-Q1=90/90 2026-Q2=100/100 2026-Q3=110/110 2026-Q4=100/150")
        .line(2, "2026-Q1=1/1 2026-Q2=1/1 2026-Q3=1/1 2026-Q4=1/2");
    check_facts(
        quarters.clone(),
        DAY,
        MetricKey::YearEndSpike,
        &[
            (Quantity::Actual, 152.0, &[(of(Quantity::Actual, "2026-Q4"), 152.0)]),
            (
                Quantity::MeanOfOthers,
                101.0,
                &[
                    (of(Quantity::Actual, "2026-Q1"), 91.0),
                    (of(Quantity::Actual, "2026-Q2"), 101.0),
                    (of(Quantity::Actual, "2026-Q3"), 111.0),
                ],
            ),
        ],
    );
    let why = quarters.why(&four_groups([0, 1, 0, 0]), DAY, Indicator::Budget, View::Claimed);
    let planned = one(&why, of(Quantity::Budget, "2026-Q3"));
    assert_eq!(terms(&planned.parts), [line(1, "2026-Q3"), line(2, "2026-Q3")]);
    assert_eq!(planned.parts.iter().map(number).collect::<Vec<_>>(), [110.0, 1.0]);
}

#[test]
fn a_period_that_lacks_a_figure_of_a_metric_is_told_of_none_of_them() {
    use FigureKey as Figure;
    // January and March state all figures, the first 1 and 10, the second 2 and 20 …; February lacks the last.
    let check = |key: MetricKey, figures: &[Figure], expected: &[(Quantity, &[Figure])]| {
        let place = |figure: &Figure| figures.iter().position(|own| own == figure).unwrap() as f64 + 1.0;
        let mut said = sheet().profile("economic-mode=showback");
        for figure in figures {
            let (word, n) = (figure.word(), place(figure));
            said = said.figures(&format!("{word} 2026-01={n} 2026-03={}", 10.0 * n));
            if figure != figures.last().unwrap() {
                said = said.figures(&format!("{word} 2026-02=1000"));
            }
        }
        let facts = |of: &[Figure]| -> Vec<(Term, f64)> {
            let each = of.iter().flat_map(|own| [("2026-01", 1.0), ("2026-03", 10.0)].map(|(at, by)| (*own, at, by)));
            each.map(|(own, at, by)| (Term::Figure(own, period(at)), by * place(&own))).collect()
        };
        let facts: Vec<Vec<(Term, f64)>> = expected.iter().map(|(_, of)| facts(of)).collect();
        let sum = |of: &[Figure]| 11.0 * of.iter().map(place).sum::<f64>();
        let expected: Vec<Facts> =
            expected.iter().zip(&facts).map(|((quantity, of), facts)| (*quantity, sum(of), &facts[..])).collect();
        check_facts(said, DAY, key, &expected);
    };
    for (key, [part, whole]) in [
        (MetricKey::BenefitsRealised, [Figure::BenefitsRealised, Figure::BenefitsPlanned]),
        (MetricKey::ClosedLoop, [Figure::FeedbackAnswered, Figure::FeedbackReceived]),
        (MetricKey::Awareness, [Figure::AwarenessKnew, Figure::AwarenessAsked]),
        (MetricKey::FirstNotice, [Figure::NoticeFirst, Figure::NoticeLate]),
    ] {
        check(key, &[part, whole], &[(Quantity::Figure(part), &[part]), (Quantity::Figure(whole), &[whole])]);
    }
    let spend = [Figure::AvoidableFound, Figure::AvoidableRealised, Figure::TotalCost];
    let [found, realised, cost] = spend.each_ref().map(std::slice::from_ref);
    let each = [found, realised, cost].map(|own| (Quantity::Figure(own[0]), own));
    check(MetricKey::AvoidableSpend, &spend, &each);
    let survey = [
        Figure::Satisfaction1,
        Figure::Satisfaction2,
        Figure::Satisfaction3,
        Figure::Satisfaction4,
        Figure::Satisfaction5,
    ];
    check(MetricKey::Satisfaction, &survey, &[(Quantity::Satisfied, &survey[3..]), (Quantity::Answers, &survey)]);
}

#[test]
fn a_metric_of_a_register_opens_into_its_rows() {
    let risk = |number: u64| Term::Risk(support::row_id(number).parse().unwrap());
    let decision = |number: u64| Term::Decision(support::row_id(number).parse().unwrap());
    let project = |number: u64| Term::Project(support::row_id(number).parse().unwrap());
    let register = sheet()
        .row("risk", 1, "owner=A treatment=share due=2026-01-01 loss-residual=50 likelihood=high impact=high")
        .row("risk", 2, "loss-residual=75 likelihood=low impact=low");
    check_facts(
        register.clone().profile("appetite=100"),
        DAY,
        MetricKey::ResidualExposure,
        &[(Quantity::ResidualExposure, 125.0, &[(risk(1), 50.0), (risk(2), 75.0)]), (Quantity::Appetite, 100.0, &[])],
    );
    check_facts(
        register.clone().profile("appetite-level=moderate"),
        DAY,
        MetricKey::ResidualExposure,
        &[
            (Quantity::RisksAboveAppetite, 1.0, &[(risk(1), 1.0)]),
            (Quantity::Risks, 2.0, &[(risk(1), 1.0), (risk(2), 1.0)]),
        ],
    );
    check_facts(
        register.clone(),
        DAY,
        MetricKey::RegisterCompleteness,
        &[(Quantity::CompleteRisks, 1.0, &[(risk(1), 1.0)]), (Quantity::Risks, 2.0, &[(risk(1), 1.0), (risk(2), 1.0)])],
    );
    // By the organisation's own matrix, where it has one.
    check_facts(
        register
            .profile("appetite-level=moderate")
            .say("risk-level", &["low", "low"], Scalar::Text("very-high".into()))
            .say("risk-level", &["high", "high"], Scalar::Text("low".into())),
        DAY,
        MetricKey::ResidualExposure,
        &[
            (Quantity::RisksAboveAppetite, 1.0, &[(risk(2), 1.0)]),
            (Quantity::Risks, 2.0, &[(risk(1), 1.0), (risk(2), 1.0)]),
        ],
    );
    // What is accepted is not above.
    check_facts(
        sheet()
            .row("risk", 1, "likelihood=high impact=high")
            .row("risk", 2, "likelihood=moderate impact=moderate")
            .profile("appetite-level=moderate"),
        DAY,
        MetricKey::ResidualExposure,
        &[
            (Quantity::RisksAboveAppetite, 1.0, &[(risk(1), 1.0)]),
            (Quantity::Risks, 2.0, &[(risk(1), 1.0), (risk(2), 1.0)]),
        ],
    );
    let log = sheet()
        .row("decision", 1, "review=2026-01-10 outcome=fine probability=0.5")
        .row("decision", 2, "review=2026-01-11")
        .row("decision", 3, "review=2027-01-11 probability=0.5 happened=true")
        .row("decision", 4, "probability=0.5 happened=true");
    check_facts(
        log.clone(),
        DAY,
        MetricKey::DecisionsReviewed,
        &[
            (Quantity::DecisionsReviewed, 1.0, &[(decision(1), 1.0)]),
            (Quantity::DecisionsDue, 2.0, &[(decision(1), 1.0), (decision(2), 1.0)]),
        ],
    );
    check_facts(log, DAY, MetricKey::BrierScore, &[(Quantity::Forecasts, 1.0, &[(decision(4), 1.0)])]);
    check_facts(
        sheet().row("project", 1, "ev=100 ac=50").row("project", 2, "ev=50 ac=100").row("project", 3, "ev=9"),
        DAY,
        MetricKey::CostPerformance,
        &[
            (Quantity::EarnedValue, 150.0, &[(project(1), 100.0), (project(2), 50.0)]),
            (Quantity::ProjectCost, 150.0, &[(project(1), 50.0), (project(2), 100.0)]),
        ],
    );
}

// ---- Range, coverage, confidence ------------------------------------------------------------------

#[test]
fn a_range_opens_into_what_is_open_once_at_0_and_once_at_its_best() {
    let pack = four_groups([0, 0, 2, 0]);
    // r1 is 60, r2 open; exposure of weight 2 is 70, completeness 0, weight 4 of 7 is missing.
    let said = sheet().answers("r1 3").row("risk", 1, "loss-residual=100").profile("appetite=100");
    said.explained(&pack, "s", DAY, |explainer| {
        let [low, high] =
            [explainer.low(Indicator::Risk, View::Claimed), explainer.high(Indicator::Risk, View::Claimed)];
        let (low, high) = (low.unwrap(), high.unwrap());
        near("low", number(&low), 0.4 * 30.0 + 0.6 * 20.0);
        near("high", number(&high), 0.4 * 80.0 + 0.6 * (140.0 + 400.0) / 7.0);
        let of = |tree: &Derivation, term| one(tree, term).contribution.unwrap();
        near("r1 at the low end", of(&low, Term::Question(0)), 12.0);
        near("r2 at the low end", of(&low, Term::Question(1)), 0.0);
        near("r2 at the high end", of(&high, Term::Question(1)), 20.0);
        near(
            "failed changes at the high end",
            of(&high, Term::Metric(MetricKey::ChangeFailureRate)),
            0.6 * 200.0 / 7.0,
        );
        assert_eq!(one(&high, Term::Question(1)).amount, Amount::Open);
        near("practice at the low end", number(one(&low, Term::Practice)), 30.0);
        near("practice at the high end", number(one(&high, Term::Practice)), 80.0);
        assert_eq!(high.rule, Rule::Composite { practice: 0.4, outcome: 0.6, stamp: None });
    });
    // Where practice has no share it brings nothing, whatever is open in it.
    let figures_only = pack_with(|pack| {
        support::ask(pack, json!([]), json!([{"id": "r1", "group": "g", "indicators": {"risk": 1}}]));
        pack["thresholds"]["practice_share"] = json!(0);
    });
    sheet().explained(&figures_only, "s", DAY, |explainer| {
        let high = explainer.high(Indicator::Risk, View::Claimed).unwrap();
        assert_eq!((one(&high, Term::Practice).amount, one(&high, Term::Practice).contribution), (Amount::Open, None));
        near("figures", one(&high, Term::Outcome).contribution.unwrap(), 100.0);
    });
}

#[test]
fn coverage_opens_into_what_is_there_and_what_is_not() {
    let pack = four_groups([0, 0, 4, 0]);
    let said = sheet().answers("r1 3; r2 ?; r3 x").row("risk", 1, "loss-residual=100").profile("appetite=100");
    said.explained(&pack, "s", DAY, |explainer| {
        // Of three that apply one is answered.
        let practice = explainer.practice_coverage(Indicator::Risk).unwrap();
        near("practice", number(&practice), 100.0 / 3.0);
        let brought: Vec<f64> = practice.parts.iter().map(|part| part.contribution.unwrap()).collect();
        assert_eq!(terms(&practice.parts), [Term::Question(0), Term::Question(1), Term::Question(3)]);
        near("r1", brought[0], 100.0 / 3.0);
        assert_eq!(brought[1..], [0.0, 0.0]);
        // Who said what is told elsewhere.
        assert!(practice.parts.iter().all(|part| part.parts.is_empty()));
        // Exposure and completeness, 3 of 7.
        let figures = explainer.figures_coverage(Indicator::Risk).unwrap();
        near("figures", number(&figures), 300.0 / 7.0);
        near("exposure", one(&figures, Term::Metric(MetricKey::ResidualExposure)).contribution.unwrap(), 200.0 / 7.0);
        near("brier", one(&figures, Term::Metric(MetricKey::BrierScore)).contribution.unwrap(), 0.0);
        assert!(explainer.practice_coverage(Indicator::Growth).is_none(), "no question feeds growth");
    });
}

#[test]
fn confidence_opens_into_its_factors() {
    let pack = four_groups([0, 0, 2, 0]);
    let said = sheet().answers("r1 3/E2 3; r2 2 4").row("risk", 1, "loss-residual=100").profile("appetite=100");
    said.explained(&pack, "s", DAY, |explainer| {
        let why = explainer.confidence(Indicator::Risk).unwrap();
        let [coverage, strength, agreement, precision] = &why.parts[..] else { panic!("{:?}", why.parts) };
        near("coverage", number(coverage), 1.0);
        // E2 is 3/4, E0 1/4.
        near("strength", number(strength), 0.5);
        near("r1", strength.parts[0].contribution.unwrap(), 0.375);
        assert_eq!(strength.parts[1].amount, Amount::Grade(Grade::E0));
        // r_wg 1, and 1 − 2 ÷ (35/12).
        near("agreement", number(agreement), (1.0 + 1.0 - 24.0 / 35.0) / 2.0);
        near("r2", number(&agreement.parts[1]), 1.0 - 24.0 / 35.0);
        assert_eq!(
            terms(&agreement.parts[1].parts),
            [Term::Respondent(respondent(1)), Term::Respondent(respondent(2))]
        );
        near("precision", number(precision), 3.0 / 7.0);
        let product = 0.5 * (1.0 - 12.0 / 35.0) * 3.0 / 7.0;
        near("confidence", number(&why), 100.0 * f64::powf(product, 0.25));
        assert_eq!(why.rule, Rule::GeometricMean { limit: None });
    });
    sheet().answers("r1 3").explained(&pack, "s", DAY, |explainer| {
        assert!(explainer.confidence(Indicator::Risk).is_none(), "a stamped score has none");
    });
}

#[test]
fn evidence_and_agreement_count_what_is_answered_and_feeds_the_indicator() {
    let pack = overlapping();
    let figures = sheet().row("risk", 1, "loss-residual=100").profile("appetite=100");
    let said = figures.clone().answers("one 3/E1 3; two 3/E2 4; m 2 4; g 1 5");
    said.explained(&pack, "s", DAY, |explainer| {
        let why = explainer.confidence(Indicator::Risk).unwrap();
        let [_, strength, agreement, precision] = &why.parts[..] else { panic!("{:?}", why.parts) };
        // E2 is the best there is for an item of weight 2, E0 for two of weight 1.
        assert_eq!(terms(&strength.parts), [Term::Question(1), Term::Question(2)]);
        for (part, brought) in strength.parts.iter().zip([2.0 * 0.75 / 4.0, 2.0 * 0.25 / 4.0]) {
            near("weight", part.weight.unwrap(), 2.0);
            near("strength", part.contribution.unwrap(), brought);
        }
        // r_wg 1 of 3 3, 1 − .5 ÷ (35/12) of 3 4, 1 − 2 ÷ (35/12) of 2 4; a question counts once.
        assert_eq!(terms(&agreement.parts), [Term::Question(0), Term::Question(1), Term::Question(2)]);
        for (part, brought) in agreement.parts.iter().zip([1.0, 29.0 / 35.0, 11.0 / 35.0]) {
            near("agreement", part.contribution.unwrap(), brought / 3.0);
        }
        // Exposure and completeness are there, 2 and 1 of 7, and nothing else.
        let of = |key| one(precision, Term::Metric(key));
        for (key, brought) in [(MetricKey::ResidualExposure, 2.0 / 7.0), (MetricKey::RegisterCompleteness, 1.0 / 7.0)] {
            assert_eq!((of(key).amount, of(key).rule), (Amount::Share(1.0), Rule::Stated), "{key}");
            near(key.word(), of(key).contribution.unwrap(), brought);
        }
        let changes = of(MetricKey::ChangeFailureRate);
        assert!(matches!((changes.amount, changes.contribution), (Amount::Missing(_), Some(0.0))), "{changes:?}");
        assert_eq!(precision.parts.len(), 5);
    });
    // Of two as strong the first is named.
    figures.answers("one 3/E1; two 3/E1").explained(&pack, "s", DAY, |explainer| {
        let why = explainer.confidence(Indicator::Risk).unwrap();
        assert_eq!(terms(&one(&why, Term::Strength).parts), [Term::Question(0)]);
    });
}

#[test]
fn how_sure_a_survey_is_follows_from_its_interval() {
    let pack = four_groups([0, 0, 0, 1]);
    let rule = |figures: &str, key| {
        let said = sheet().answers("c1 3").figures("feedback-received 2026=2; feedback-answered 2026=1");
        said.figures(figures).explained(&pack, "s", DAY, |explainer| {
            let why = explainer.confidence(Indicator::Communication).unwrap();
            one(one(&why, Term::Precision), Term::Metric(key)).rule
        })
    };
    let survey = "satisfaction-1 2026=2; satisfaction-2 2026=1; satisfaction-3 2026=3; satisfaction-4 2026=20; satisfaction-5 2026=14";
    assert_eq!(rule(survey, MetricKey::Satisfaction), Rule::Interval);
    assert_eq!(rule(survey, MetricKey::ClosedLoop), Rule::Stated);
    assert_eq!(rule("", MetricKey::Satisfaction), Rule::Stated);
}

// ---- Level, index, coverage of a process ----------------------------------------------------------

#[test]
fn a_level_opens_into_the_rating_of_every_attribute() {
    let pack = one_process();
    sheet().answers("a0 3/E3; a1 5/E3; a2 2/E3; a3 x").explained(&pack, "s", None, |explainer| {
        let why = explainer.level(0, View::Claimed).unwrap();
        assert_eq!(why.amount, Amount::Reached(Level::Reached { level: 1, or_more: false }));
        let rated = |place: usize| (why.parts[place].amount, why.parts[place].rule);
        let band = |band| Amount::Rated(Rating::Rated(band));
        let needs = |needs| Rule::MedianBand { needs };
        // The next level asks F of A0 and L of the others on it.
        assert_eq!(rated(0), (band(Band::L), needs(Some(Band::F))));
        assert_eq!(rated(1), (band(Band::F), needs(None)));
        assert_eq!(rated(2), (band(Band::P), needs(Some(Band::L))));
        assert_eq!(rated(3), (Amount::Rated(Rating::NotApplicable), needs(None)));
        assert_eq!(rated(4), (Amount::Rated(Rating::Unanswered), needs(None)));
        let source = one(&why.parts[2], Term::Question(2));
        assert_eq!(source.amount, band(Band::P));
        assert_eq!(one(source, Term::Respondent(respondent(1))).amount, Amount::Level(2));
        // Answered 3 of 8 that apply.
        let coverage = explainer.coverage(0).unwrap();
        near("coverage", number(&coverage), 37.5);
        near("of a0", coverage.parts[0].contribution.unwrap(), 12.5);
        assert_eq!(coverage.parts[3].amount, Amount::NotApplicable);
        assert!(explainer.level(1, View::Claimed).is_none() && explainer.index(7, View::Claimed).is_none());
    });
    // Without evidence 5 counts as 2.
    sheet().answers("a0 5").explained(&pack, "s", None, |explainer| {
        for (view, band) in [(View::Claimed, Band::F), (View::Evidenced, Band::P)] {
            let why = explainer.level(0, view).unwrap();
            assert_eq!(one(&why, Term::Question(0)).amount, Amount::Rated(Rating::Rated(band)), "{view:?}");
        }
    });
}

#[test]
fn a_mandatory_question_is_told_as_what_holds_its_attribute_down() {
    let ask =
        |id: &str, mandatory: bool| json!({"id": id, "process": "p", "attributes": ["a0"], "mandatory": mandatory});
    let merged = json!({"id": "m", "process": "p", "attributes": ["a1", "a2"], "mandatory": true});
    let finer = json!({"id": "f", "process": "p", "attributes": ["a1"]});
    let pack = pack_of(json!([{"id": "p"}]), json!([ask("one", false), ask("must", true), merged, finer]));
    sheet().answers("one 5; must 2; m 1; f 5").explained(&pack, "s", None, |explainer| {
        let why = explainer.level(0, View::Claimed).unwrap();
        assert_eq!(why.parts[0].amount, Amount::Rated(Rating::Rated(Band::P)));
        assert_eq!(one(&why.parts[0], Term::Question(1)).rule, Rule::Mandatory);
        assert_eq!(terms(&why.parts[0].parts), [Term::Question(0), Term::Question(1)], "each is told once");
        assert!(matches!(one(&why.parts[0], Term::Question(0)).rule, Rule::MedianBand { .. }));
        // The finer answer is the value; the merged one holds it down all the same.
        assert_eq!(terms(&why.parts[1].parts), [Term::Question(3), Term::Question(2)]);
        assert_eq!(why.parts[1].parts[1].rule, Rule::Mandatory);
    });
    // What is largely there holds nothing down, nor does what need not be.
    sheet().answers("one 2; must 3; m 3; f 5").explained(&pack, "s", None, |explainer| {
        let why = explainer.level(0, View::Claimed).unwrap();
        for own in &why.parts[0].parts {
            assert!(matches!(own.rule, Rule::MedianBand { .. }), "{own:?}");
        }
        assert_eq!(terms(&why.parts[1].parts), [Term::Question(3)]);
    });
}

#[test]
fn an_index_opens_into_its_attributes() {
    let pack = one_process();
    sheet().answers("a0 3/E1; a1 5; a2 .; a3 x").explained(&pack, "s", None, |explainer| {
        let why = explainer.index(0, View::Evidenced).unwrap();
        // 60 on E1, and 40 on E0.
        near("index", number(&why), 50.0);
        near("a0", why.parts[0].contribution.unwrap(), 30.0);
        near("a1", why.parts[1].contribution.unwrap(), 20.0);
        assert_eq!([why.parts[2].amount, why.parts[3].amount], [Amount::Open, Amount::NotApplicable]);
        assert_eq!((why.parts[2].contribution, why.parts[3].contribution), (None, None));
        // One option more on one of two answered attributes.
        near("one more", why.parts[0].parts[0].sensitivity.unwrap().points, 10.0);
        assert_eq!(why.parts.len(), 9, "nothing has to be told together");
    });
    sheet().answers("one 5/E3; two 3/E3; m 2/E3").explained(&overlapping(), "s", None, |explainer| {
        let why = explainer.index(0, View::Claimed).unwrap();
        // 80 by two questions, and twice 40 by one.
        near("index", number(&why), 160.0 / 3.0);
        near("a0", number(&why.parts[0]), 80.0);
        let question = |place: usize| one(&why, Term::Question(place));
        near("one", question(0).contribution.unwrap(), 50.0 / 3.0);
        near("two", question(1).contribution.unwrap(), 30.0 / 3.0);
        // An option more is .2 on half of an item, and on the whole of two.
        near("one more of two", question(1).sensitivity.unwrap().points, 10.0 / 3.0);
        near("one more of m", question(2).sensitivity.unwrap().points, 40.0 / 3.0);
    });
}

// ---- Problem areas and moves ----------------------------------------------------------------------

fn in_audit(pack: &Pack, said: &Sheet, tell: impl FnOnce(&Explainer, Vec<Problem>)) {
    let settings = Settings { mode: ScoringMode::Audit, ..support::settings("s", None) };
    let assessment = said.assessment();
    let results = score(pack, &assessment, &settings);
    let areas = problem_areas(pack, &assessment, &settings, &results);
    let problems = areas.into_iter().find(|area| area.process == 0).map_or(Vec::new(), |area| area.problems);
    tell(&Explainer::new(pack, &assessment, &settings, &results), problems);
}

#[test]
fn the_numbers_of_a_problem_open_like_any_other() {
    let questions = json!([
        {"id": "a0", "process": "p", "attributes": ["a0"], "mandatory": true},
        {"id": "a7", "process": "p", "attributes": ["a7"], "feeds": "change-failure-rate"},
        {"id": "q", "process": "q", "whole": true}
    ]);
    let processes = json!([{"id": "p", "indicators": {"risk": 1}, "importance": 3, "needs": ["q"]}, {"id": "q", "indicators": {"risk": 1}}]);
    let pack = pack_of(processes, questions);
    let told = |said: Sheet, wanted: fn(&Problem) -> bool, check: &dyn Fn(Vec<Derivation>)| {
        in_audit(&pack, &said, |explainer, problems| {
            let problem = problems.iter().find(|own| wanted(own)).unwrap_or_else(|| panic!("{problems:?}"));
            check(explainer.problem(0, problem));
        });
    };
    let target = |level: f64| sheet().say("target", &["p"], Scalar::Number(level));
    told(sheet().answers("a0 2/E3").and(target(2.0)), |own| matches!(own, Problem::BelowTarget { .. }), &|numbers| {
        assert_eq!(terms(&numbers), [Term::Level(0, View::Evidenced), Term::Target, Term::Importance]);
        assert_eq!((number(&numbers[1]), number(&numbers[2])), (2.0, 3.0));
    });
    told(sheet().answers("a0 3"), |own| matches!(own, Problem::NotEvidenced { .. }), &|numbers| {
        assert_eq!(terms(&numbers), [Term::Level(0, View::Claimed), Term::Level(0, View::Evidenced)]);
    });
    told(sheet().answers("a0 1 5; a7 3 3"), |own| matches!(own, Problem::Disagreement { .. }), &|numbers| {
        // r_wg 0 and 1; quartiles 2 and 4, and none apart.
        assert_eq!((numbers[0].term, number(&numbers[0])), (Term::Agreement, 0.5));
        assert_eq!((numbers[1].term, number(&numbers[1])), (Term::Spread, 1.0));
        let each = |own: &Derivation| own.parts.iter().map(|part| part.contribution.unwrap()).collect::<Vec<_>>();
        assert_eq!((each(&numbers[0]), each(&numbers[1])), (vec![0.0, 0.5], vec![1.0, 0.0]));
    });
    let seen = roles(sheet().answers("a0 5 5 2; a7 4 . 1"), "leader leader staff");
    told(seen, |own| matches!(own, Problem::LeadersAbove { .. }), &|numbers| {
        // Leaders said 5, 5 and 4, staff 2 and 1.
        assert_eq!((numbers[0].term, numbers[0].amount), (Term::Leaders, Amount::Level(5)));
        assert_eq!((numbers[1].term, numbers[1].amount), (Term::Staff, Amount::Level(1)));
        assert_eq!(terms(&numbers[0].parts), [Term::People(4), Term::People(5)]);
        assert_eq!(numbers[0].parts.iter().map(number).collect::<Vec<_>>(), [1.0, 2.0]);
    });
    let failing = sheet().answers("a0 3/E3").figures("changes-total 2026=10; changes-failed 2026=4");
    told(failing, |own| matches!(own, Problem::RedFlag { .. }), &|numbers| {
        assert_eq!((numbers[0].term, number(&numbers[0])), (Term::Metric(MetricKey::ChangeFailureRate), 10.0));
        assert_eq!(numbers[0].rule, Rule::Curve { between: [(30.0, 30.0), (45.0, 0.0)], red_flag: true });
    });
    told(sheet().answers("a7 4"), |own| matches!(own, Problem::NotMeasured { .. }), &|numbers| {
        assert_eq!((numbers[0].term, numbers[0].amount), (Term::Question(1), Amount::Level(4)));
        assert!(matches!(numbers[1].amount, Amount::Missing(_)));
    });
    told(sheet().answers("a0 3/E3; q 0/E3"), |own| matches!(own, Problem::AheadOfNeed { .. }), &|numbers| {
        assert_eq!(terms(&numbers), [Term::Level(0, View::Evidenced), Term::Level(1, View::Evidenced)]);
    });
    told(sheet().answers("a0 2"), |own| matches!(own, Problem::MandatoryUnmet { .. }), &|numbers| {
        assert_eq!((numbers[0].term, numbers[0].amount), (Term::Question(0), Amount::Rated(Rating::Rated(Band::P))));
    });
    told(sheet().answers("a0 3 ?"), |own| matches!(own, Problem::DontKnow { .. }), &|numbers| {
        assert_eq!((numbers[0].term, number(&numbers[0])), (Term::DontKnow, 0.5));
        assert_eq!(terms(&numbers[0].parts), [Term::Unknown, Term::Known]);
    });
}

#[test]
fn the_priority_of_a_move_opens_into_its_four_factors() {
    let pack = one_process();
    // As in the plan: gap 2, importance 2, three options of .2 are 20 points of risk, effort 3.
    let said = sheet().answers("a0 3/E3; a1 1/E3; a2 3/E3").say("target", &["p"], Scalar::Number(3.0));
    let (assessment, settings) = (said.assessment(), support::settings("s", None));
    let results = score(&pack, &assessment, &settings);
    let explainer = Explainer::new(&pack, &assessment, &settings, &results);
    let moves = next_moves(&pack, &assessment, &settings, &results);
    let why = explainer.priority(&moves[0]);
    near("priority", number(&why), 2.0 * 2.0 * 5.0 / 3.0);
    let [gap, importance, lift, effort] = &why.parts[..] else { panic!("{:?}", why.parts) };
    assert_eq!((number(gap), number(importance), number(effort)), (2.0, 2.0, 3.0));
    assert_eq!(terms(&gap.parts), [Term::Target, Term::Level(0, View::Claimed)]);
    near("lift", number(lift), 5.0);
    let risk = one(lift, Term::Gain(Indicator::Risk));
    near("risk", number(risk), 20.0);
    // One option of one of three questions, and two of another.
    near("a0", number(&risk.parts[0]), 20.0 / 3.0);
    near("a1", number(&risk.parts[1]), 40.0 / 3.0);
    // Of the mean of four scores each brings a fourth.
    near("risk", risk.contribution.unwrap(), 5.0);
    near("a1", risk.parts[1].contribution.unwrap(), 10.0 / 3.0);
    assert!(matches!(effort.parts[1].rule, Rule::Steps(raise) if (raise.from, raise.to, raise.effort) == (1, 3, 2)));
    let untargeted = sheet().answers("a0 3/E3; a1 1/E3").assessment();
    let results = score(&pack, &untargeted, &settings);
    let moves = next_moves(&pack, &untargeted, &settings, &results);
    let why = Explainer::new(&pack, &untargeted, &settings, &results).priority(&moves[0]);
    assert_eq!((number(&why.parts[0]), why.parts[0].rule), (1.0, Rule::NextLevel));
}

// ---- Sensitivity ----------------------------------------------------------------------------------

#[test]
fn a_question_says_what_one_option_more_would_bring() {
    let pack = four_groups([0, 0, 2, 0]);
    let why = |answers: &str, view| sheet().answers(answers).why(&pack, None, Indicator::Risk, view);
    let points = |answers: &str, view| {
        let why = why(answers, view);
        one(&why, Term::Question(0)).sensitivity.map(|own| (own.raise.to, own.raise.grade, own.points))
    };
    let (to, grade, gained) = points("r1 3/E1; r2 2", View::Claimed).unwrap();
    assert_eq!((to, grade), (4, Grade::E2));
    near("points", gained, 10.0);
    // Its evidence allows no more than 2, which is raised first: that is nothing new to the claim.
    near("claimed", points("r1 5; r2 2", View::Claimed).unwrap().2, 0.0);
    near("evidenced", points("r1 5; r2 2", View::Evidenced).unwrap().2, 10.0);
    assert_eq!(points("r1 5/E3; r2 2", View::Claimed), None, "there is nothing above the top");
    assert_eq!(points("r1 ?; r2 2", View::Claimed), None);
    assert_eq!(points("r1 x; r2 2", View::Claimed), None);
}

// ---- Anonymity ------------------------------------------------------------------------------------

#[test]
fn of_anonymous_people_nobody_is_named_and_few_are_not_told_apart() {
    let pack = four_groups([0, 0, 3, 0]);
    // Five people, two, and one.
    let said = sheet().answers("r1 4/E1 4 3 1 0; r2 2 5; r3 3").profile("anonymous=true");
    let why = said.why(&pack, None, Indicator::Risk, View::Claimed);
    let [r1, r2, r3] = [0, 1, 2].map(|question| one(&why, Term::Question(question)));
    let counts: Vec<(Term, f64)> = r1.parts[..4].iter().map(|part| (part.term, number(part))).collect();
    let people = Term::People;
    assert_eq!(counts, [(people(0), 1.0), (people(1), 1.0), (people(3), 1.0), (people(4), 2.0)]);
    assert_eq!((r1.parts[4].term, r1.parts[4].parts.len()), (Term::Evidence, 0));
    assert_eq!((r2.amount, r2.contribution, r2.sensitivity), (Amount::Withheld, None, None));
    let levels: Vec<(Term, Amount)> = r2.parts.iter().map(|part| (part.term, part.amount)).collect();
    let level = |term, place| (term, Amount::Level(place));
    assert_eq!(levels, [level(Term::Median, 2), level(Term::Lowest, 2), level(Term::Highest, 5)]);
    assert_eq!((r3.amount, r3.parts.len()), (Amount::Withheld, 0), "of a single one all three would be the answer");
    // What they bring is told together: a third of 70 and of 60.
    let few = one(&why, Term::FewAnswers);
    near("few", few.contribution.unwrap(), 130.0 / 3.0);
    near("weight", few.weight.unwrap(), 2.0);
    // A level that was agreed on is nobody's own.
    let why = said.answers("r3 =2").why(&pack, None, Indicator::Risk, View::Claimed);
    assert_eq!(one(&why, Term::Question(2)).amount, Amount::Score(40.0));
}

#[test]
fn the_level_index_and_coverage_of_few_anonymous_people_tell_no_answer() {
    let said = sheet().answers("one 5/E3; two 3/E3; m 2/E3").profile("anonymous=true");
    said.explained(&overlapping(), "s", None, |explainer| {
        let level = explainer.level(0, View::Claimed).unwrap();
        let index = explainer.index(0, View::Claimed).unwrap();
        let covered = explainer.practice_coverage(Indicator::Risk).unwrap();
        for tree in [&level, &index, &covered] {
            let answers: Vec<_> = [0, 1, 2].into_iter().flat_map(|place| find(tree, Term::Question(place))).collect();
            assert!(answers.len() >= 3);
            assert!(answers.iter().all(|own| own.amount == Amount::Withheld && own.sensitivity.is_none()), "{tree:?}");
        }
        // What the attributes bring to the index is told together.
        let few = index.parts.last().unwrap();
        assert_eq!((few.term, index.parts.len()), (Term::FewAnswers, 4));
        near("together", few.contribution.unwrap(), 160.0 / 3.0);
        assert!(index.parts[..3].iter().all(|own| (own.amount, own.contribution) == (Amount::Withheld, None)));
    });
}

#[test]
fn from_where_a_move_raises_few_anonymous_people_is_not_told() {
    let pack = one_process();
    let said = sheet().answers("a0 3/E3; a1 1/E3; a2 3/E3").profile("anonymous=true");
    let (assessment, settings) = (said.assessment(), support::settings("s", None));
    let results = score(&pack, &assessment, &settings);
    let moves = next_moves(&pack, &assessment, &settings, &results);
    let why = Explainer::new(&pack, &assessment, &settings, &results).priority(&moves[0]);
    let raised: Vec<_> = nodes(&why).into_iter().filter(|own| matches!(own.term, Term::Raised(_))).collect();
    assert!(!raised.is_empty());
    for own in raised {
        assert_eq!((own.amount, own.rule, own.contribution), (Amount::Withheld, Rule::Stated, None), "{:?}", own.term);
    }
}

#[test]
fn leaders_and_staff_of_an_anonymous_assessment_are_compared_from_five_on_each_side() {
    let pack = one_process();
    let seen = |leaders: usize, staff: usize, anonymous: bool| {
        let answers = [vec!["5"; leaders], vec!["2"; staff]].concat().join(" ");
        let sides = [vec!["leader"; leaders], vec!["staff"; staff]].concat().join(" ");
        let said = roles(sheet().answers(&format!("a2 {answers}")), &sides).profile(&format!("anonymous={anonymous}"));
        let mut found = false;
        in_audit(&pack, &said, |_, problems| {
            found = problems.iter().any(|own| matches!(own, Problem::LeadersAbove { leaders: 5, staff: 2 }));
        });
        found
    };
    assert!(seen(1, 1, false) && seen(5, 5, true));
    assert!(!seen(4, 9, true) && !seen(9, 4, true));
}

// ---- Laws -----------------------------------------------------------------------------------------

fn rules() -> ProptestConfig {
    ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() }
}

/// Every tree there is for an assessment.
fn all(explainer: &Explainer, pack: &Pack) -> Vec<Derivation> {
    let mut all = Vec::new();
    for id in Indicator::ALL_FOUR {
        for view in VIEWS {
            all.push(explainer.score(id, view));
            all.extend(explainer.low(id, view).into_iter().chain(explainer.high(id, view)));
        }
        all.extend(explainer.practice_coverage(id).into_iter().chain(explainer.figures_coverage(id)));
        all.extend(explainer.confidence(id));
    }
    for process in 0..pack.structure.processes.len() {
        for view in VIEWS {
            all.extend(explainer.level(process, view).into_iter().chain(explainer.index(process, view)));
        }
        all.extend(explainer.coverage(process));
    }
    all
}

fn nodes(own: &Derivation) -> Vec<&Derivation> {
    std::iter::once(own).chain(own.parts.iter().flat_map(nodes)).collect()
}

/// Whole and parts agree, wherever a rule says how the one is made of the others.
fn holds_together(own: &Derivation) -> Result<(), TestCaseError> {
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * a.abs().max(1.0);
    let brought: Vec<f64> = own.parts.iter().filter_map(|part| part.contribution).collect();
    if let (Some(whole), false) = (own.contribution, brought.is_empty()) {
        prop_assert!(close(whole, brought.iter().sum()), "{:?} brings {whole}, its parts {brought:?}", own.term);
    }
    let numbers: Option<Vec<f64>> = own
        .parts
        .iter()
        .map(|part| match part.amount {
            Amount::Number(x) | Amount::Share(x) => Some(x),
            _ => None,
        })
        .collect();
    let (Some(numbers), false) = (numbers, own.parts.is_empty()) else { return Ok(()) };
    let sum: f64 = numbers.iter().sum();
    let n = numbers.len() as f64;
    let expected = match own.rule {
        Rule::Sum => Some(sum),
        Rule::Mean => Some(sum / n),
        Rule::Difference => Some(numbers[0] - numbers[1]),
        Rule::Priority => Some(numbers[0] * numbers[1] * numbers[2] / numbers[3]),
        Rule::GeometricMean { limit } => {
            let mean = 100.0 * numbers.iter().product::<f64>().powf(1.0 / n);
            Some(mean.min(limit.unwrap_or(100.0)))
        }
        _ => None,
    };
    if let Some(expected) = expected {
        prop_assert!(close(number(own), expected), "{:?} is {}, its parts make {expected}", own.term, number(own));
    }
    Ok(())
}

#[test]
fn parts_make_up_their_whole_in_every_tree() {
    for pack in [small(), built_in()] {
        proptest!(rules(), |(said in said(&pack))| {
            let size = &pack.structure.sizes[0].id;
            let (assessment, settings) = (said.assessment(), support::settings(size, DAY));
            let results = score(&pack, &assessment, &settings);
            let explainer = Explainer::new(&pack, &assessment, &settings, &results);
            let mut trees = all(&explainer, &pack);
            for area in problem_areas(&pack, &assessment, &settings, &results) {
                trees.extend(area.problems.iter().flat_map(|problem| explainer.problem(area.process, problem)));
            }
            trees.extend(next_moves(&pack, &assessment, &settings, &results).iter().map(|own| explainer.priority(own)));
            for node in trees.iter().flat_map(nodes) {
                holds_together(node)?;
                let text = format!("{:?} {:?} {:?} {:?} {:?}", node.amount, node.rule, node.weight, node.contribution, node.sensitivity);
                prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{node:?}");
            }
            // A tree tells the number that was computed.
            for own in &results.indicators {
                for view in VIEWS {
                    let side = own.view(view);
                    prop_assert_eq!(explainer.score(own.id, view).contribution, side.score);
                    let ends = [explainer.low(own.id, view), explainer.high(own.id, view)].map(|own| own.map(|own| number(&own)));
                    prop_assert_eq!(ends, [side.range.map(|range| range.0), side.range.map(|range| range.1)]);
                }
                prop_assert_eq!(explainer.confidence(own.id).map(|own| number(&own)), own.confidence.map(|own| own.value));
            }
            for own in &results.processes {
                let index = explainer.index(own.process, View::Evidenced).map(|own| number(&own));
                prop_assert_eq!(index, own.evidenced.index);
                prop_assert_eq!(explainer.level(own.process, View::Claimed).map(|own| own.amount), Some(Amount::Reached(own.claimed.level)));
            }
        });
    }
}

#[test]
fn the_tree_of_an_anonymous_assessment_names_no_respondent() {
    let pack = small();
    proptest!(rules(), |(said in said(&pack))| {
        let said = said.profile("anonymous=true");
        let (assessment, settings) = (said.assessment(), support::settings("s", DAY));
        let results = score(&pack, &assessment, &settings);
        let explainer = Explainer::new(&pack, &assessment, &settings, &results);
        let mut trees = all(&explainer, &pack);
        for area in problem_areas(&pack, &assessment, &settings, &results) {
            trees.extend(area.problems.iter().flat_map(|problem| explainer.problem(area.process, problem)));
        }
        trees.extend(next_moves(&pack, &assessment, &settings, &results).iter().map(|own| explainer.priority(own)));
        let few = |question: usize| {
            let own = &results.questions[question];
            !own.agreed && (1..5).contains(&own.levels.len())
        };
        for node in trees.iter().flat_map(nodes) {
            prop_assert!(!matches!(node.term, Term::Respondent(_)), "{node:?}");
            if let Term::Question(question) | Term::Raised(question) = node.term
                && few(question)
            {
                let told = matches!(node.amount, Amount::Score(_) | Amount::Level(_) | Amount::Rated(_) | Amount::Share(_));
                prop_assert!(!told && node.sensitivity.is_none(), "{node:?}");
                prop_assert!(node.parts.iter().all(|part| !matches!(part.term, Term::People(_))), "{node:?}");
            }
        }
    });
}

#[test]
fn one_option_more_in_a_tree_is_what_scoring_again_gives() {
    let pack = small();
    proptest!(rules(), |(said in said(&pack))| {
        let said = said.profile("anonymous=false");
        let (assessment, settings) = (said.assessment(), support::settings("s", DAY));
        let results = score(&pack, &assessment, &settings);
        let explainer = Explainer::new(&pack, &assessment, &settings, &results);
        let mut trees: Vec<(View, Derivation)> = Vec::new();
        for view in VIEWS {
            trees.extend(Indicator::ALL_FOUR.map(|id| (view, explainer.score(id, view))));
            trees.extend((0..2).filter_map(|process| Some((view, explainer.index(process, view)?))));
        }
        let each = trees.iter().flat_map(|(view, tree)| nodes(tree).into_iter().map(move |node| (*view, tree, node)));
        for (view, tree, node) in each {
            let Derivation { term: Term::Question(question), sensitivity: Some(more), .. } = node else { continue };
            let raised = raised(&said, &pack, &results.questions[*question], more.raise);
            let after = score(&pack, &raised.assessment(), &settings);
            let after = match tree.term {
                Term::Score(id) => after.indicators[id.index()].view(view).score.unwrap(),
                Term::Index(process, _) => after.processes[process].view(view).index.unwrap(),
                other => panic!("{other:?} has no sensitivity"),
            };
            let before = tree.contribution.unwrap();
            prop_assert!((after - before - more.points).abs() < 1e-9, "{question}: {more:?} on {before}, scored {after}");
        }
    });
}
