//! The rulebook, case by case: the golden composite, the published cases, and every rule of answers,
//! capability, indicators, range and confidence that has a number one can work out by hand. Expected
//! values come from SCORING.md or from the arithmetic written beside them, never from the engine.

use crate::support;
use crate::support::{
    Sheet, built_in, evidenced, four_groups, in_table, indicator, metric, near, one_process, pack_of, pack_with,
    per_attribute, process, question_index, sheet,
};
use fourfold::model::pack::{Band, Indicator, MetricKey, Pack};
use fourfold::model::{EconomicMode, FigureKey, Magnitude, Period, Scalar};
use fourfold::score::statistics::{brier, lower_median, r_wg, wilson};
use fourfold::score::{
    Amount, Blocker, Derivation, Half, Level, Part, Rating, Reading, Reason, Rule, Settings, Stamp, State, Term, View,
    Word, capability, confidence, half_of_percent, overall, trend,
};
use serde_json::json;

const EVERY_MODE: [&str; 4] = ["external", "charging", "showback", "cost-centre"];

// ---- Section 7: the golden composite --------------------------------------------------------------

/// Harbour IT: the inputs of the table as facts. A blank question stands nowhere.
fn harbour() -> (Pack, Sheet) {
    let inputs = sheet()
        .answers("g1 4/E2; g2 3/E1; g3 3/E0; g4 ?; b1 4/E2; b2 4/E1; b3 2/E2")
        .answers("r1 3/E2; r2 3/E1; r3 2/E1; r4 1/E0; c1 4/E3; c2 3/E1; c3 2/E0")
        .profile("economic-mode=external appetite=100 avoidable-note=searched")
        // 12 000 -> 14 784 is 23.2 %; 14 784 of 15 400 is 96 %; 12 more of 100 invested is 12 %, 2 over a hurdle of 10.
        .figures("external-revenue 2025=12000 2026=14784; total-cost 2026=15400")
        .figures("productive-hours 2026=80; available-hours 2026=100")
        .figures("operating-result 2025=100 2026=112; invested-capital 2024=500 2025=600; hurdle-rate 2026=10")
        .figures("avoidable-found 2026=1255; avoidable-realised 2026=100")
        .line(1, "2026-01=100/92 2026-02=100/95 2026-03=100/97 2026-04=100/99 2026-05=100/101 2026-06=100/96")
        .line(1, "2026-07=100/98 2026-08=100/97 2026-09=100/99 2026-10=100/101 2026-11=100/98 2026-12=100/187")
        // Five rows, four of them complete, 125 of residual loss together.
        .row("risk", 1, "owner=A treatment=share due=2026-01-01 loss-residual=50")
        .row("risk", 2, "owner=B treatment=retain due=2026-01-01 loss-residual=25")
        .row("risk", 3, "owner=C treatment=avoid due=2026-01-01 loss-residual=20")
        .row("risk", 4, "owner=D treatment=take due=2026-01-01 loss-residual=20")
        .row("risk", 5, "owner=E treatment=share loss-residual=10")
        .figures("changes-total 2026=50; changes-failed 2026=9")
        // Five due, two of them reviewed; and five forecasts that are not due, (.9,1)(.2,0)(.7,0)(.1,0)(.5,1).
        .row("decision", 11, "review=2026-02-01 outcome=fine")
        .row("decision", 12, "review=2026-02-01 outcome=bad")
        .row("decision", 13, "review=2026-02-01")
        .row("decision", 14, "review=2026-02-01")
        .row("decision", 15, "review=2026-12-31")
        .row("decision", 21, "probability=0.9 happened=true")
        .row("decision", 22, "probability=0.2 happened=false")
        .row("decision", 23, "probability=0.7 happened=false")
        .row("decision", 24, "probability=0.1 happened=false")
        .row("decision", 25, "probability=0.5 happened=true")
        .figures("satisfaction-1 2026=2; satisfaction-2 2026=1; satisfaction-3 2026=3")
        .figures("satisfaction-4 2026=20; satisfaction-5 2026=14")
        .figures("feedback-received 2026=20; feedback-answered 2026=11; notice-first 2026=7; notice-late 2026=3");
    (four_groups([4, 3, 4, 3]), inputs)
}

/// What a row of the table says, in full precision.
struct Golden {
    claimed: f64,
    evidenced: f64,
    outcome: f64,
    range: (f64, f64),
    r_wg: f64,
    confidence: f64,
}

#[track_caller]
fn check_golden(id: Indicator, exact: &Golden, table: [f64; 7]) {
    let (pack, inputs) = harbour();
    let results = inputs.results_on(&pack, "2026-12-31");
    let own = indicator(&results, id);
    let factors = own.confidence.expect("both parts are there");
    let limits = &pack.structure.thresholds;
    let confidence = confidence(limits, factors.coverage, factors.evidence, Some(exact.r_wg), factors.data).value;
    let score = 0.4 * exact.evidenced + 0.6 * exact.outcome;
    let range = own.evidenced.range.unwrap();
    let found = [
        own.claimed.practice.value().unwrap(),
        own.evidenced.practice.value().unwrap(),
        own.outcome.value().unwrap(),
        own.evidenced.score.unwrap(),
        range.0,
        range.1,
        confidence,
    ];
    let expected =
        [exact.claimed, exact.evidenced, exact.outcome, score, exact.range.0, exact.range.1, exact.confidence];
    let names = ["claimed P", "evidenced P", "O", "S", "S low", "S high", "C"];
    for (((name, found), expected), printed) in names.iter().zip(found).zip(expected).zip(table) {
        near(&format!("{id} {name}"), found, expected);
        in_table(&format!("{id} {name}"), found, printed);
    }
    assert_eq!(own.stamp, None);
    assert_eq!(factors.agreement, None, "one respondent cannot agree with anybody");
    assert!(factors.value <= 70.0, "without agreement at most 70");
}

#[test]
fn harbour_growth_comes_out_as_in_the_rulebook() {
    // Claimed .8 .6 .6; evidenced .8 (cap .8), .6 (cap .6), .4 (cap .4); one of four is open.
    // Growth 23.2 -> 100; utilisation 80 -> 100; 2 pp -> 60 + 2 × 2.5 = 65; 96 -> 30 + 46 × .8 = 66.8.
    let outcome = (2.0 * 100.0 + 100.0 + 2.0 * 65.0 + 66.8) / 6.0;
    let range = (0.4 * 45.0 + 0.6 * outcome, 0.4 * 70.0 + 0.6 * outcome);
    // cov 3/4, evd (1 + (2+1+0)/3)/4 = 1/2, dat 1.
    let confidence = 100.0 * (0.75f64 * 0.5 * 0.85 * 1.0).powf(0.25);
    let exact = Golden { claimed: 200.0 / 3.0, evidenced: 60.0, outcome, range, r_wg: 0.85, confidence };
    check_golden(Indicator::Growth, &exact, [66.67, 60.00, 82.80, 73.68, 67.68, 77.68, 75.14]);
}

#[test]
fn harbour_budget_comes_out_as_in_the_rulebook() {
    // Claimed .8 .8 .4; evidenced .8 .6 .4. Actuals add up to 1260 against 1200: +5 % -> 80.
    // Deviations add up to 118 of 1200: 9.8333 % -> 85 - 4 × 4.8333. Spike 187 ÷ (1073/11) -> 100 - 50 × (x - 1.2).
    // (1255 - 100) of 15 400 is 7.5 % -> 80 - 4 × 2.5 = 70.
    let error = 85.0 - 4.0 * (11_800.0 / 1200.0 - 5.0);
    let spike = 100.0 - 50.0 * (187.0 * 11.0 / 1073.0 - 1.2);
    let outcome = (2.0 * 80.0 + 2.0 * error + spike + 2.0 * 70.0) / 7.0;
    let score = 0.4 * 60.0 + 0.6 * outcome;
    let confidence = 100.0 * (1.0f64 * (1.0 + 5.0 / 3.0) / 4.0 * 0.7 * 1.0).powf(0.25);
    let exact = Golden { claimed: 200.0 / 3.0, evidenced: 60.0, outcome, range: (score, score), r_wg: 0.7, confidence };
    check_golden(Indicator::Budget, &exact, [66.67, 60.00, 70.78, 66.47, 66.47, 66.47, 82.65]);
}

#[test]
fn harbour_risk_comes_out_as_in_the_rulebook() {
    // .6 .6 .4 .2, none above its cap. 1.25 -> 70 - .25 × 60 = 55; 80; CFR 18 -> 65 - 3 × 35/15 = 58; 40;
    // Brier .16 -> 80 - .06 × 40/.15 = 64.
    let outcome = (2.0 * 55.0 + 80.0 + 2.0 * 58.0 + 40.0 + 64.0) / 7.0;
    let score = 0.4 * 45.0 + 0.6 * outcome;
    let confidence = 100.0 * (1.0f64 * 0.5 * 0.9 * 1.0).powf(0.25);
    let exact = Golden { claimed: 45.0, evidenced: 45.0, outcome, range: (score, score), r_wg: 0.9, confidence };
    check_golden(Indicator::Risk, &exact, [45.00, 45.00, 58.57, 53.14, 53.14, 53.14, 81.90]);
}

/// A Wilson bound by its definition: the share p with |p̂ - p| = z·sqrt(p(1-p)/n), by bisection
/// between `from` and `to`.
fn wilson_by_definition(successes: f64, n: f64, mut from: f64, mut to: f64) -> f64 {
    let z = 1.959963984540054_f64;
    let share = successes / n;
    let outside = |p: f64| (share - p).powi(2) > z * z * p * (1.0 - p) / n;
    for _ in 0..200 {
        let middle = 0.5 * (from + to);
        if outside(middle) { from = middle } else { to = middle }
    }
    0.5 * (from + to)
}

#[test]
fn harbour_communication_comes_out_as_in_the_rulebook() {
    // .8 .6 .4; lower bound of 34/40, 70.93 % -> 40 + 2 × (x - 70); 55; awareness missing; 70.
    let (low, high) = (wilson_by_definition(34.0, 40.0, 0.0, 0.85), wilson_by_definition(34.0, 40.0, 1.0, 0.85));
    let satisfied = 40.0 + 2.0 * (100.0 * low - 70.0);
    let supplied = 2.0 * satisfied + 55.0 + 70.0;
    let range = (0.4 * 60.0 + 0.6 * supplied / 5.0, 0.4 * 60.0 + 0.6 * (supplied + 100.0) / 5.0);
    // evd (1 + (3+1+0)/3)/4; dat (2 × (1 - half-width/.25) + 1 + 0 + 1)/5, invitations unknown.
    let data = (2.0 * (1.0 - (high - low) / 2.0 / 0.25) + 1.0 + 1.0) / 5.0;
    let confidence = 100.0 * (1.0f64 * (7.0 / 12.0) * 0.8 * data).powf(0.25);
    let exact = Golden { claimed: 60.0, evidenced: 60.0, outcome: supplied / 4.0, range, r_wg: 0.8, confidence };
    check_golden(Indicator::Communication, &exact, [60.00, 60.00, 52.18, 55.31, 49.05, 61.05, 73.46]);
}

/// Everything that has a contribution and no part that has one.
fn leaves(derivation: &Derivation) -> Vec<f64> {
    let below: Vec<f64> = derivation.parts.iter().flat_map(leaves).collect();
    if below.is_empty() { derivation.contribution.into_iter().collect() } else { below }
}

#[test]
fn every_score_of_harbour_opens_into_contributions_that_add_up_to_it() {
    let (pack, inputs) = harbour();
    let results = inputs.results_on(&pack, "2026-12-31");
    for id in Indicator::ALL_FOUR {
        for view in support::VIEWS {
            let why = inputs.why(&pack, Some("2026-12-31"), id, view);
            let score = indicator(&results, id).view(view).score.unwrap();
            near(&format!("leaves of {id}"), leaves(&why).iter().sum(), score);
            near(&format!("parts of {id}"), why.parts.iter().filter_map(|part| part.contribution).sum(), score);
        }
    }
    // CFR 18 % weighs 2 of 7 in O, O weighs .6: 58 × 2/7 × .6; it lies between 15 and 30 %.
    let why = inputs.why(&pack, Some("2026-12-31"), Indicator::Risk, View::Evidenced);
    let metric = |part: &&Derivation| part.term == Term::Metric(MetricKey::ChangeFailureRate);
    let failures = why.parts[1].parts.iter().find(metric).unwrap();
    near("contribution of failed changes", failures.contribution.unwrap(), 58.0 * 2.0 / 7.0 * 0.6);
    assert_eq!(failures.rule, Rule::Curve { between: [(15.0, 65.0), (30.0, 30.0)], red_flag: false });
    // The first risk question, 3 on E2, brings .4 × 60/4.
    near("contribution of r1", why.parts[0].parts[0].contribution.unwrap(), 0.4 * 60.0 / 4.0);
}

// ---- Section 8: published cases -------------------------------------------------------------------

#[test]
fn wilson_intervals_are_those_of_the_published_cases() {
    let check = |successes, n, low: f64, high: f64| {
        let found = wilson(successes, n).unwrap();
        assert!((found.0 - low).abs() <= 5e-5 && (found.1 - high).abs() <= 5e-5, "{successes}/{n}: {found:?}");
        let share = successes / n;
        near(
            "lower bound",
            found.0,
            if successes == 0.0 { 0.0 } else { wilson_by_definition(successes, n, 0.0, share) },
        );
        near("upper bound", found.1, if successes == n { 1.0 } else { wilson_by_definition(successes, n, 1.0, share) });
    };
    check(81.0, 263.0, 0.2553, 0.3662);
    check(15.0, 148.0, 0.0624, 0.1605);
    check(0.0, 20.0, 0.0, 0.1611);
    check(1.0, 29.0, 0.0061, 0.1718);
    check(10.0, 10.0, 0.7225, 1.0);
    assert_eq!(wilson(0.0, 0.0), None, "nobody asked is no share");
    assert_eq!(wilson(3.0, 2.0), None);
    assert_eq!(wilson(-1.0, 2.0), None);
    assert_eq!(wilson(f64::NAN, 2.0), None);
    assert_eq!(wilson(1.0, f64::INFINITY), None);
    assert_eq!(wilson(f64::INFINITY, f64::INFINITY), None);
}

#[test]
fn agreement_is_that_of_the_published_cases() {
    // s² of 4,4,5,4,3 is .5, of a uniform five-point scale 2: 1 - .25.
    near("five points", r_wg(&[4.0, 4.0, 5.0, 4.0, 3.0], 5).unwrap(), 0.75);
    // s² of 2,2,3,3,2 is .3; six points expect 35/12.
    near("six points", r_wg(&[2.0, 2.0, 3.0, 3.0, 2.0], 6).unwrap(), 1.0 - 0.3 * 12.0 / 35.0);
    assert!((r_wg(&[2.0, 2.0, 3.0, 3.0, 2.0], 6).unwrap() - 0.897).abs() < 5e-4);
    assert_eq!(r_wg(&[0.0, 1.0, 4.0, 5.0, 5.0], 6), Some(0.0), "more than chance is cut to 0");
    assert_eq!(r_wg(&[3.0, 3.0], 6), Some(1.0));
    assert_eq!(r_wg(&[3.0], 6), None);
    assert_eq!(r_wg(&[], 6), None);
}

#[test]
fn the_brier_score_is_that_of_the_published_case() {
    near("brier", brier(&[(0.9, true), (0.2, false), (0.7, false), (0.1, false), (0.5, true)]).unwrap(), 0.16);
    assert_eq!(brier(&[]), None);
    assert_eq!(brier(&[(0.5, true), (1.5, true)]), None);
}

/// The level of a risk is the smallest appetite it is not above.
fn level_of_risk(likelihood: &str, impact: &str) -> Magnitude {
    let pack = four_groups([0, 0, 1, 0]);
    let not_above = |appetite: &&Magnitude| {
        let risk = sheet()
            .row("risk", 1, &format!("likelihood={likelihood} impact={impact}"))
            .profile(&format!("appetite-level={appetite}"));
        match metric(&risk.results(&pack), MetricKey::ResidualExposure).reading {
            Reading::Value(x) => x == 0.0,
            other => panic!("{other:?}"),
        }
    };
    *Magnitude::ALL.iter().find(not_above).expect("nothing is above very high")
}

#[test]
fn the_risk_matrix_is_table_i_2_of_nist_sp_800_30() {
    let word = |short: &str| match short {
        "VL" => "very-low",
        "L" => "low",
        "M" => "moderate",
        "H" => "high",
        _ => "very-high",
    };
    let check = |likelihood: &str, row: &str| {
        for (impact, level) in ["VL", "L", "M", "H", "VH"].iter().zip(row.split(' ')) {
            assert_eq!(level_of_risk(word(likelihood), word(impact)).word(), word(level), "({likelihood},{impact})");
        }
    };
    check("VH", "VL L M H VH");
    check("H", "VL L M H VH");
    check("M", "VL L M M H");
    check("L", "VL L L L M");
    check("VL", "VL VL VL L L");
}

#[test]
fn a_percentage_has_its_iso_band_and_the_upper_bound_belongs_to_it() {
    let check = |percent: f64, band: Band| {
        let pack = pack_with(|pack| {
            let worth = percent / 100.0;
            pack["scale"] = json!([{"id": "0", "worth": 0}, {"id": "1", "worth": worth}]);
            pack["ladder"] = json!([{"attributes": ["a0"]}]);
            per_attribute(pack);
        });
        let results = sheet().answers("a0 1").results(&pack);
        assert_eq!(process(&pack, &results, "p").claimed.ratings, [Rating::Rated(band)], "{percent} %");
    };
    check(15.0, Band::N);
    check(15.01, Band::P);
    check(50.0, Band::P);
    check(50.01, Band::L);
    check(85.0, Band::L);
    check(85.01, Band::F);
    check(100.0, Band::F);
    check(0.1, Band::N);
    // 1 - 17/20 is .15, not a little more.
    check(100.0 * (1.0 - 17.0 / 20.0), Band::N);
}

#[test]
fn a_percentage_of_p_or_l_lies_in_one_half_of_its_band() {
    let check = |percent: f64, half: Option<Half>| assert_eq!(half_of_percent(percent), half, "{percent} %");
    check(15.0, None);
    check(15.01, Some(Half::Lower));
    check(32.5, Some(Half::Lower));
    check(32.51, Some(Half::Upper));
    check(50.0, Some(Half::Upper));
    check(50.01, Some(Half::Lower));
    check(67.5 + 1e-12, Some(Half::Lower));
    check(67.51, Some(Half::Upper));
    check(85.0, Some(Half::Upper));
    check(85.01, None);
}

// ---- Section 2: the ladder ------------------------------------------------------------------------

const PAIRS: [usize; 9] = [1, 2, 2, 3, 3, 4, 4, 5, 5];
const OURS: [usize; 9] = [1, 2, 2, 2, 3, 3, 3, 4, 5];

/// F L P N, `.` unanswered, `-` not applicable, `?` not asked.
fn ratings(text: &str) -> Vec<Rating> {
    let rating = |letter| match letter {
        '.' => Rating::Unanswered,
        '-' => Rating::NotApplicable,
        '?' => Rating::NotAsked,
        letter => Rating::Rated(Band::from_word(&String::from(letter)).unwrap()),
    };
    text.chars().map(rating).collect()
}

fn level_text(level: Level) -> String {
    match level {
        Level::Unrated => "unrated".to_owned(),
        Level::NotApplicable => "not applicable".to_owned(),
        Level::Reached { level, or_more } => format!("{level}{}", if or_more { " or more" } else { "" }),
    }
}

/// `1:P>L` is attribute 1 from P to L; `.` stands for unanswered.
fn blockers_text(blockers: &[Blocker]) -> String {
    let text = |own: &Blocker| {
        format!("{}:{}>{}", own.attribute, own.from.map_or(".".to_owned(), |band| band.to_string()), own.to)
    };
    blockers.iter().map(text).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check_ladder(levels: &[usize], text: &str, level: &str, blockers: &str) {
    let (found, blocked) = capability(&ratings(text), levels);
    assert_eq!((level_text(found).as_str(), blockers_text(&blocked).as_str()), (level, blockers), "{text}");
}

#[test]
fn every_check_vector_has_its_level_and_its_blockers() {
    check_ladder(&PAIRS, "FLLNNNNNN", "2", "1:L>F 2:L>F 3:N>L 4:N>L");
    check_ladder(&PAIRS, "FLPNNNNNN", "1", "2:P>L");
    check_ladder(&PAIRS, "LFFFFFFFF", "1", "0:L>F");
    check_ladder(&PAIRS, "FFLLLNNNN", "2", "2:L>F");
    check_ladder(&PAIRS, "FFFLLNNNN", "3", "3:L>F 4:L>F 5:N>L 6:N>L");
    check_ladder(&PAIRS, "FFFFFFLLL", "4", "6:L>F");
    check_ladder(&PAIRS, "FFFFFFFLL", "5", "");
    check_ladder(&PAIRS, "FNNFFFFFF", "1", "1:N>L 2:N>L");
    check_ladder(&PAIRS, "PNNNNNNNN", "0", "0:P>L");
}

#[test]
fn the_ladder_of_the_pack_runs_through_the_same_rule() {
    check_ladder(&OURS, "LNNNNNNNN", "1", "0:L>F 1:N>L 2:N>L 3:N>L");
    check_ladder(&OURS, "FLLLNNNNN", "2", "1:L>F 2:L>F 3:L>F 4:N>L 5:N>L 6:N>L");
    check_ladder(&OURS, "FFFFFLFLN", "3", "5:L>F");
    check_ladder(&OURS, "FFFFFFFLN", "4", "7:L>F 8:N>L");
    check_ladder(&OURS, "FFFFFFFFL", "5", "");
    check_ladder(&OURS, "FFFFFFFFF", "5", "");
    check_ladder(&OURS, "PFFFFFFFF", "0", "0:P>L");
    check_ladder(&[1, 1, 2, 2, 3, 3], "FFLLNN", "2", "2:L>F 3:L>F 4:N>L 5:N>L");
}

#[test]
fn what_does_not_apply_is_skipped_and_never_itself_reported() {
    check_ladder(&PAIRS, "FL-NNNNNN", "2", "1:L>F 3:N>L 4:N>L");
    check_ladder(&PAIRS, "F--LLNNNN", "3", "3:L>F 4:L>F 5:N>L 6:N>L");
    check_ladder(&PAIRS, "F--NNNNNN", "1", "3:N>L 4:N>L");
    check_ladder(&PAIRS, "FFFFFFF--", "4", "");
    check_ladder(&PAIRS, "-LLNNNNNN", "2", "1:L>F 2:L>F 3:N>L 4:N>L");
    check_ladder(&PAIRS, "-NNNNNNNN", "0", "1:N>L 2:N>L");
    check_ladder(&PAIRS, "---------", "not applicable", "");
}

#[test]
fn what_is_unanswered_blocks_its_level_and_is_a_blocker() {
    check_ladder(&PAIRS, "FL.NNNNNN", "1", "2:.>L");
    check_ladder(&PAIRS, ".FFFFFFFF", "0", "0:.>L");
    check_ladder(&PAIRS, "F........", "1", "1:.>L 2:.>L");
    check_ladder(&PAIRS, "F--.-NNNN", "1", "3:.>L");
    check_ladder(&PAIRS, ".........", "unrated", "0:.>L");
}

#[test]
fn a_level_that_only_lacks_what_no_question_asks_reads_or_more() {
    check_ladder(&PAIRS, "F????????", "1 or more", "");
    check_ladder(&PAIRS, "FL???????", "1 or more", "");
    check_ladder(&PAIRS, "FFF??????", "2 or more", "");
    check_ladder(&PAIRS, "FFFFFFFFF", "5", "");
    check_ladder(&PAIRS, "?FFFFFFFF", "0 or more", "");
    // Here a rated attribute stands before the next level as well: it is not more. No level above has
    // a rated or unanswered attribute, so there is nothing to reach.
    check_ladder(&PAIRS, "L????????", "1", "");
    check_ladder(&PAIRS, "FN???????", "1", "1:N>L");
    check_ladder(&PAIRS, "?????????", "unrated", "");
}

#[test]
fn an_answer_n_for_the_whole_process_is_level_n() {
    let pack = built_in();
    for n in 0..=5usize {
        let results = sheet().answers(&format!("inc-w {n}/E3")).results(&pack);
        let own = process(&pack, &results, "inc");
        for (view, side) in [("claimed", &own.claimed), ("evidenced", &own.evidenced)] {
            assert_eq!(side.level, Level::Reached { level: n, or_more: false }, "{view} {n}");
            near("index", side.index.unwrap(), 20.0 * n as f64);
        }
        assert_eq!((own.answered, own.applicable), (9, 9), "it stands for all nine attributes");
    }
    // Bands of 3: below F, level 3 L, above N.
    let results = sheet().answers("inc-w 3/E3").results(&pack);
    assert_eq!(process(&pack, &results, "inc").claimed.ratings, ratings("FFFFLLLNN"));
}

#[test]
fn an_attribute_has_the_lower_median_of_its_respondents() {
    assert_eq!(lower_median(vec![3, 1, 2]), Some(2));
    assert_eq!(lower_median(vec![4, 1, 3, 2]), Some(2));
    assert_eq!(lower_median::<u8>(vec![]), None);
    let pack = one_process();
    let check = |answers: &str, band: Band, index: f64| {
        let results = sheet().answers(&format!("a0 {answers}")).results(&pack);
        let own = &process(&pack, &results, "p").claimed;
        assert_eq!(own.ratings[0], Rating::Rated(band), "{answers}");
        near(answers, own.index.unwrap(), index);
    };
    check("0 5", Band::N, 50.0);
    check("0 3 5", Band::L, 100.0 * 1.6 / 3.0);
    check("3 5", Band::L, 80.0);
    check("2 3 4 5", Band::L, 70.0);
    check("2 2 4 5", Band::P, 65.0);
    check("5 ? x 5", Band::F, 100.0);
    // For a whole process: 2 and 4 give level 2, the lower of the two.
    let pack = built_in();
    let results = sheet().answers("inc-w 4 2").results(&pack);
    let own = process(&pack, &results, "inc");
    assert_eq!(own.claimed.level.reached(), Some(2));
    near("index", own.claimed.index.unwrap(), 60.0);
    // A level needs more than half: of 1 3 5 it is 3; of 1 1 5 5 it is 1.
    let reached = |answers: &str| {
        let results = sheet().answers(&format!("inc-w {answers}")).results(&pack);
        process(&pack, &results, "inc").claimed.level.reached()
    };
    assert_eq!(reached("1 3 5"), Some(3));
    assert_eq!(reached("1 1 5 5"), Some(1));
}

#[test]
fn several_questions_of_one_attribute_give_their_median_band_and_their_mean() {
    let pack = pack_of(
        json!([{"id": "p"}]),
        json!([
            {"id": "q1", "process": "p", "attributes": ["a0"]},
            {"id": "q2", "process": "p", "attributes": ["a0"]},
            {"id": "q3", "process": "p", "attributes": ["a0"]}
        ]),
    );
    let check = |answers: &str, band: Band, index: f64, answered: usize| {
        let results = sheet().answers(answers).results(&pack);
        let own = process(&pack, &results, "p");
        assert_eq!(own.claimed.ratings[0], Rating::Rated(band), "{answers}");
        near(answers, own.claimed.index.unwrap(), index);
        assert_eq!((own.answered, own.applicable), (answered, 1), "one attribute is one item");
    };
    check("q1 0; q2 3; q3 5", Band::L, 100.0 * 1.6 / 3.0, 1);
    check("q1 2; q2 5", Band::P, 70.0, 1);
    check("q1 5", Band::F, 100.0, 1);
    // Each person counts once for a question, and each question once for the attribute.
    check("q1 0 0 0 0; q2 5", Band::N, 50.0, 1);
}

#[test]
fn a_mandatory_question_below_l_caps_its_attribute_and_open_leaves_it_unrated() {
    let pack = pack_of(
        json!([{"id": "p"}]),
        json!([
            {"id": "m", "process": "p", "attributes": ["a0"], "mandatory": true},
            {"id": "q", "process": "p", "attributes": ["a0"]},
            {"id": "r", "process": "p", "attributes": ["a0"]}
        ]),
    );
    let check = |answers: &str, rating: Rating| {
        let results = sheet().answers(answers).results(&pack);
        assert_eq!(process(&pack, &results, "p").claimed.ratings[0], rating, "{answers}");
    };
    // Without the rule the lower medians would be F, F, F, L, N.
    check("m 2; q 5; r 5", Rating::Rated(Band::P));
    check("m 0; q 5; r 5", Rating::Rated(Band::P));
    check("m 3; q 5; r 5", Rating::Rated(Band::F));
    check("m 5; q 3; r 3", Rating::Rated(Band::L));
    check("m 2; q 0; r 0", Rating::Rated(Band::N));
    check("q 5; r 5", Rating::Unanswered);
    check("m ?; q 5; r 5", Rating::Unanswered);
    check("m x; q 5; r 5", Rating::Rated(Band::F));
    // Respondents of the mandatory question: lower median of F and P is P.
    check("m 5 2; q 5; r 5", Rating::Rated(Band::P));
    // A mandatory question of another size lowers a rating all the same, and its absence says nothing.
    let other = pack_with(|pack| {
        let questions = json!([
            {"id": "m", "process": "p", "attributes": ["a0"], "mandatory": true, "sizes": ["l"]},
            {"id": "q", "process": "p", "attributes": ["a0"]},
            {"id": "r", "process": "p", "attributes": ["a0"]}
        ]);
        support::ask(pack, json!([{"id": "p"}]), questions);
        pack["sizes"] = json!([{"id": "s", "minutes": 1}, {"id": "l", "minutes": 2}]);
    });
    for (answers, rating) in [("q 5; r 5", "F"), ("m ?; q 5; r 5", "F"), ("m 2; q 5; r 5", "P"), ("m x; q 5; r 5", "F")]
    {
        let results = sheet().answers(answers).results(&other);
        assert_eq!(process(&other, &results, "p").claimed.ratings[0], ratings(rating)[0], "{answers}");
    }
    // Evidenced: 3 on E0 counts as 2, which is P; on E1 it stays L.
    let results = sheet().answers("m 3; q 5/E3; r 5/E3").results(&pack);
    let own = process(&pack, &results, "p");
    assert_eq!((own.claimed.ratings[0], own.evidenced.ratings[0]), (ratings("F")[0], ratings("P")[0]));
}

#[test]
fn level_index_and_blockers_are_given_claimed_and_evidenced() {
    let pack = one_process();
    // Evidenced: 4 on E1 is 3 (L); 5 on E0 is 2 (P).
    let results = sheet().answers("a0 4/E1; a1 5; a2 5/E3; a3 5/E2").results(&pack);
    let own = process(&pack, &results, "p");
    assert_eq!(own.claimed.level.reached(), Some(2));
    assert_eq!(own.evidenced.level.reached(), Some(1));
    assert_eq!(blockers_text(&own.claimed.blockers), "4:.>L 5:.>L 6:.>L");
    assert_eq!(blockers_text(&own.evidenced.blockers), "0:L>F 1:P>L");
    near("claimed", own.claimed.index.unwrap(), 95.0);
    near("evidenced", own.evidenced.index.unwrap(), 100.0 * (0.6 + 0.4 + 1.0 + 0.8) / 4.0);
    assert_eq!((own.answered, own.applicable, own.not_applicable), (4, 9, 0));
}

#[test]
fn a_pack_with_another_scale_and_ladder_runs_through_the_same_code() {
    // 3 levels × 2 attributes, options worth 0 .25 .5 1 and no bands: N, P, P, F by the percent scale.
    let pack = pack_with(|pack| {
        pack["scale"] = json!([
            {"id": "none", "worth": 0}, {"id": "some", "worth": 0.25}, {"id": "half", "worth": 0.5}, {"id": "all", "worth": 1}
        ]);
        pack["ladder"] =
            json!([{"attributes": ["x1", "x2"]}, {"attributes": ["y1", "y2"]}, {"attributes": ["z1", "z2"]}]);
        per_attribute(pack);
    });
    let results = sheet().answers("x1 all; x2 all; y1 all; y2 half; z1 some; z2 none").results(&pack);
    let own = process(&pack, &results, "p");
    assert_eq!(own.claimed.ratings, ratings("FFFPPN"));
    assert_eq!(own.claimed.level.reached(), Some(1));
    assert_eq!(blockers_text(&own.claimed.blockers), "3:P>L");
    // The index is the mean of the options' worth × 100.
    near("index", own.claimed.index.unwrap(), 100.0 * (1.0 + 1.0 + 1.0 + 0.5 + 0.25 + 0.0) / 6.0);
    // On E0 the cap is .4: `all` and `half` count as `some`, worth .25.
    near("evidenced", own.evidenced.index.unwrap(), 100.0 * (5.0 * 0.25) / 6.0);
    let results = sheet().answers("x1 all; x2 all; y1 all; y2 all; z1 all; z2 all").results(&pack);
    assert_eq!(process(&pack, &results, "p").claimed.level, Level::Reached { level: 3, or_more: false });
    near("P", indicator(&results, Indicator::Risk).claimed.practice.value().unwrap(), 100.0);
}

#[test]
fn a_trend_is_the_difference_of_level_and_index_from_another_round() {
    let pack = pack_of(
        json!([{"id": "p"}, {"id": "q"}]),
        json!([{"id": "p", "process": "p", "whole": true}, {"id": "q", "process": "q", "attributes": ["a0"]}]),
    );
    let check = |before: &str, now: &str, view: View, expected: [(Option<i64>, Option<f64>); 2]| {
        let [before, now] = [before, now].map(|answers| sheet().answers(answers).results(&pack));
        let found: Vec<_> = trend(&before, &now, view).iter().map(|own| (own.level, own.index)).collect();
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!((found.0, found.1.is_some()), (expected.0, expected.1.is_some()));
            near("index", found.1.unwrap_or(0.0), expected.1.unwrap_or(0.0));
        }
        assert_eq!(found.len(), 2);
    };
    // From q only A0 is asked: F is "1 or more", of which no difference is known; below it there is one.
    check("p 1; q 5", "p 4; q 2", View::Claimed, [(Some(3), Some(60.0)), (None, Some(-60.0))]);
    check("p 4; q 2", "p 1; q 0", View::Claimed, [(Some(-3), Some(-60.0)), (Some(0), Some(-40.0))]);
    // Evidenced a 4 on E0 is a 2.
    check("p 1; q 2", "p 4; q 2", View::Evidenced, [(Some(1), Some(20.0)), (Some(0), Some(0.0))]);
    check("p 1", "q 1", View::Claimed, [(None, None), (None, None)]);
    // A process that was not in scope has no trend.
    let out = sheet().answers("p 1; q 1").say("scope", &["p"], Scalar::Bool(false)).results(&pack);
    let found = trend(&out, &sheet().answers("p 1; q 1").results(&pack), View::Claimed);
    assert_eq!(found.iter().map(|own| own.process).collect::<Vec<_>>(), [1]);
}

// ---- Section 1: answers ---------------------------------------------------------------------------

#[test]
fn blank_dont_know_not_applicable_and_zero_are_four_different_things() {
    let pack = four_groups([0, 0, 4, 0]);
    let check = |answer: &str, practice: f64, coverage: f64, range: (f64, f64)| {
        let results = sheet().answers(&format!("r1 5/E3; r2 5/E3; r3 {answer}")).results(&pack);
        let own = indicator(&results, Indicator::Risk);
        near(answer, own.claimed.practice.value().unwrap(), practice);
        near(answer, own.practice_coverage.unwrap(), coverage);
        // The figures of risk are all missing: 0 to 100 of .6.
        let (low, high) = own.claimed.range.unwrap();
        near(answer, low, 0.4 * range.0);
        near(answer, high, 0.4 * range.1 + 60.0);
    };
    check(".", 100.0, 50.0, (50.0, 100.0));
    check("?", 100.0, 50.0, (50.0, 100.0));
    check("x", 100.0, 100.0 * 2.0 / 3.0, (200.0 / 3.0, 100.0));
    check("0", 200.0 / 3.0, 75.0, (50.0, 75.0));
    let results = sheet().answers("r1 .; r2 ?; r3 x; r4 0").results(&pack);
    let states: Vec<State> = results.questions.iter().map(|question| question.state).collect();
    assert_eq!(states[..3], [State::Open, State::Open, State::NotApplicable]);
    assert!(matches!(states[3], State::Answered(worth) if worth.claimed == 0.0));
    assert_eq!(results.questions.iter().map(|own| own.dont_know).collect::<Vec<_>>(), [0, 1, 0, 0]);
}

/// Claimed and evidenced worth × 100 of question `r1`.
fn worth_of(answers: &str) -> Option<(f64, f64)> {
    let pack = four_groups([0, 0, 1, 0]);
    let results = sheet().answers(&format!("r1 {answers}")).results(&pack);
    match results.questions[0].state {
        State::Answered(worth) => Some((100.0 * worth.claimed, 100.0 * worth.evidenced)),
        _ => None,
    }
}

#[track_caller]
fn check_worth(answers: &str, claimed: f64, evidenced: f64) {
    let (is_claimed, is_evidenced) = worth_of(answers).expect("a level was given");
    near(&format!("{answers} claimed"), is_claimed, claimed);
    near(&format!("{answers} evidenced"), is_evidenced, evidenced);
}

#[test]
fn evidence_caps_every_answer() {
    for (grade, cap) in [("E0", 40.0), ("E1", 60.0), ("E2", 80.0), ("E3", 100.0)] {
        for level in 0..=5 {
            let claimed = 20.0 * f64::from(level);
            check_worth(&format!("{level}/{grade}"), claimed, claimed.min(cap));
        }
    }
    // Without a grade it is a claim; the highest grade anyone recorded counts for everyone.
    check_worth("5", 100.0, 40.0);
    check_worth("5/E1 5/E2", 100.0, 80.0);
    check_worth("5 1/E3", 60.0, 60.0);
    check_worth("5 ./E2", 100.0, 80.0);
    check_worth("5 ?/E2", 100.0, 80.0);
}

#[test]
fn a_worth_is_held_against_its_cap_after_rounding_to_nine_decimals() {
    // .1 + .2 is a little more than .3 in binary, and is .3.
    let pack = pack_with(|pack| {
        pack["scale"] = json!([{"id": "0", "worth": 0}, {"id": "1", "worth": 0.1 + 0.2}, {"id": "2", "worth": 1}]);
        pack["caps"] = json!([0.3, 0.6, 0.8, 1]);
        support::ask(pack, json!([]), json!([{"id": "r1", "group": "g", "indicators": {"risk": 1}}]));
    });
    let results = sheet().answers("r1 2").results(&pack);
    near("evidenced", evidenced(&results, Indicator::Risk).practice.value().unwrap(), 30.0);
}

#[test]
fn several_respondents_count_by_their_mean_and_each_is_capped() {
    check_worth("4 2", 60.0, 40.0);
    check_worth("5/E1 1", 60.0, 40.0);
    check_worth("5 4 0", 60.0, 80.0 / 3.0);
    check_worth("3 ? x .", 60.0, 40.0);
    assert_eq!(worth_of("? ?"), None);
    assert_eq!(worth_of("x ?"), None);
}

#[test]
fn an_agreed_level_stands_alone_and_is_capped_like_any() {
    check_worth("5/E3 1 =2", 40.0, 40.0);
    check_worth("5 1 =4", 80.0, 40.0);
    check_worth("? =3", 60.0, 40.0);
    check_worth("x/E1 =3", 60.0, 60.0);
    check_worth("=3", 60.0, 40.0);
    // Individual answers stay what they were, for agreement.
    let pack = one_process();
    let results = sheet().answers("a0 5/E3 1 =2").results(&pack);
    let own = &results.questions[question_index(&pack, "a0")];
    assert_eq!(own.levels.iter().map(|(_, level)| *level).collect::<Vec<_>>(), [5, 1]);
    assert!(own.agreed);
    assert_eq!(process(&pack, &results, "p").claimed.ratings[0], Rating::Rated(Band::P));
    // r_wg of 5 and 1: s² is 8 of 35/12, below 0.
    assert_eq!(
        indicator(
            &sheet().answers("r1 5 1 =3").and(figures_of_risk()).results(&four_groups([0, 0, 1, 0])),
            Indicator::Risk
        )
        .confidence
        .unwrap()
        .agreement,
        Some(0.0)
    );
}

/// Two sizes: `s` asks the whole process and a merged question, `l` each attribute.
fn two_sizes() -> Pack {
    pack_with(|pack| {
        pack["ladder"] = json!([{"attributes": ["a"]}, {"attributes": ["b", "c"]}]);
        pack["scale"] = json!([
            {"id": "0", "worth": 0, "band": "N"}, {"id": "1", "worth": 0.5, "band": "L"}, {"id": "2", "worth": 1, "band": "F"}
        ]);
        support::ask(
            pack,
            json!([{"id": "p", "indicators": {"risk": 2}}]),
            json!([
                {"id": "w", "process": "p", "whole": true, "sizes": ["s"]},
                {"id": "bc", "process": "p", "attributes": ["b", "c"], "sizes": ["m"], "indicators": {"risk": 3}},
                {"id": "qa", "process": "p", "attributes": ["a"], "sizes": ["m", "l"]},
                {"id": "qb", "process": "p", "attributes": ["b"], "sizes": ["l"]},
                {"id": "qc", "process": "p", "attributes": ["c"], "sizes": ["l"]}
            ]),
        );
        pack["sizes"] = json!([{"id": "s", "minutes": 1}, {"id": "m", "minutes": 2}, {"id": "l", "minutes": 3}]);
    })
}

#[test]
fn a_finer_answer_replaces_a_coarser_one_in_every_size() {
    let pack = two_sizes();
    // Claimed worth × 100 of the items a, b, c; `.` is open, `-` not applicable.
    let check = |size: &str, answers: &str, expected: &str, from_coarser: bool| {
        let results = sheet().answers(answers).results_in(&pack, size, None);
        let text = |state: &State| match state {
            State::Open => ".".to_owned(),
            State::NotApplicable => "-".to_owned(),
            State::Answered(worth) => format!("{}", 100.0 * worth.claimed),
        };
        let items: Vec<String> = results.items.iter().map(|item| text(&item.state)).collect();
        assert_eq!(items.join(" "), expected, "{size}: {answers}");
        assert_eq!(process(&pack, &results, "p").from_coarser, from_coarser, "{size}: {answers}");
    };
    check("s", "w 1", "50 50 50", false);
    check("s", "w 1; qb 2", "50 100 50", false);
    check("s", "w 1; bc 2; qc 0", "50 100 0", false);
    check("m", "w 1", "50 50 50", true);
    check("m", "w 1; qa 2; bc 0", "100 0 0", false);
    check("l", "w 2; bc 1", "100 50 50", true);
    check("l", "bc 1; qb 2", ". 100 50", true);
    check("l", "qa 0; qb 2; qc 1", "0 100 50", false);
    // Don't know and blank replace nothing, in either direction.
    check("l", "w 1; qa ?; qb .", "50 50 50", true);
    check("l", "qa ?", ". . .", false);
    check("s", "w ?; qa 2", "100 . .", false);
    // What does not apply is said of the finer one.
    check("l", "w 1; qb x", "50 - 50", true);
}

#[test]
fn an_item_weighs_what_the_question_asked_for_it_weighs() {
    let pack = two_sizes();
    let weights = |size: &str, answers: &str| -> Vec<f64> {
        let results = sheet().answers(answers).results_in(&pack, size, None);
        results.items.iter().map(|item| item.weights[Indicator::Risk.index()]).collect()
    };
    assert_eq!(weights("s", "w 1"), [2.0, 2.0, 2.0]);
    assert_eq!(weights("m", "w 1"), [2.0, 3.0, 3.0], "a merged question is an item for each attribute");
    assert_eq!(weights("l", "bc 1"), [2.0, 2.0, 2.0], "a coarser answer does not bring its weight");
    // P = (2·100 + 3·50 + 3·50)/8 = 62.5 in `m`.
    let results = sheet().answers("qa 2; bc 1").results_in(&pack, "m", None);
    near("P", indicator(&results, Indicator::Risk).claimed.practice.value().unwrap(), 62.5);
}

#[test]
fn more_than_fifteen_percent_not_applicable_is_flagged() {
    let pack = one_process();
    let check = |answers: &str, flagged: bool, not_applicable: usize| {
        let results = sheet().answers(answers).results(&pack);
        let own = process(&pack, &results, "p");
        assert_eq!((own.many_not_applicable, own.not_applicable), (flagged, not_applicable), "{answers}");
        assert_eq!(own.applicable, 9 - not_applicable, "{answers}");
    };
    check("a0 3", false, 0);
    check("a0 x", false, 1); // 11.1 %
    check("a0 x; a1 x", true, 2); // 22.2 %
    check("a0 x 3; a1 x 3", false, 0); // someone answered
    // Exactly 15 %: 3 of 20.
    let twenty: Vec<String> = (0..20).map(|n| format!("t{n}")).collect();
    let pack = pack_with(|pack| {
        pack["ladder"] = json!([{"attributes": twenty}]);
        per_attribute(pack);
    });
    let flagged = |answers: &str| process(&pack, &sheet().answers(answers).results(&pack), "p").many_not_applicable;
    assert!(!flagged("t0 x; t1 x; t2 x"));
    assert!(flagged("t0 x; t1 x; t2 x; t3 x"));
}

#[test]
fn a_process_out_of_scope_has_no_items() {
    let pack = built_in();
    let out = sheet().answers("inc-w 3; chg-w 2").say("scope", &["inc"], fourfold::model::Scalar::Bool(false));
    let results = out.results(&pack);
    assert_eq!(results.processes.len(), 11);
    assert_eq!(results.items.len(), 11 * 9 + 12);
    let risk = indicator(&results, Indicator::Risk).claimed.practice.value().unwrap();
    near("only chg is left of what was answered", risk, 40.0);
}

// ---- Section 3: score, stamps, words, range -------------------------------------------------------

/// Figures that give every metric of communication a score of 100, the closed loop left out.
fn good_communication() -> Sheet {
    sheet()
        .figures("satisfaction-1 2026=0; satisfaction-2 2026=0; satisfaction-3 2026=0; satisfaction-4 2026=0")
        .figures("satisfaction-5 2026=1000; awareness-asked 2026=10; awareness-knew 2026=10")
        .figures("notice-first 2026=10; notice-late 2026=0")
}

/// Figures for two of the five metrics of risk: exposure 1 -> 70 and completeness 0, weights 2 and 1.
fn figures_of_risk() -> Sheet {
    sheet().row("risk", 1, "loss-residual=100").profile("appetite=100")
}

#[test]
fn a_score_of_one_part_alone_is_stamped_and_its_range_stays_a_composite() {
    let pack = four_groups([0, 0, 2, 2]);
    let results = sheet().answers("r1 5/E3; r2 4/E3").results(&pack);
    let own = indicator(&results, Indicator::Risk);
    assert_eq!((own.stamp, own.outcome), (Some(Stamp::PracticeOnly), Part::Open));
    near("S", own.claimed.score.unwrap(), 90.0);
    assert_eq!(own.claimed.range.map(|(low, high)| (low.round(), high.round())), Some((36.0, 96.0)));
    assert!(own.confidence.is_none(), "the stamp says it");
    let results = figures_of_risk().results(&pack);
    let own = indicator(&results, Indicator::Risk);
    assert_eq!((own.stamp, own.claimed.practice), (Some(Stamp::FiguresOnly), Part::Open));
    // O = (2·70 + 0)/3; range .6·140/7 to 40 + .6·(140 + 400)/7.
    near("S", own.claimed.score.unwrap(), 140.0 / 3.0);
    let (low, high) = own.claimed.range.unwrap();
    near("low", low, 0.6 * 20.0);
    near("high", high, 40.0 + 0.6 * 540.0 / 7.0);
    assert!(own.confidence.is_none());
    let own = indicator(&results, Indicator::Communication);
    assert_eq!((own.stamp, own.claimed.score, own.claimed.word), (None, None, None), "nothing is said yet");
    assert_eq!(own.claimed.range, Some((0.0, 100.0)), "before anything is answered it is 0 to 100");
}

#[test]
fn a_part_in_which_nothing_applies_leaves_all_the_weight_to_the_other() {
    // No question feeds budget: practice drops out.
    let pack = four_groups([0, 0, 2, 0]);
    let inputs = sheet().line(1, "2026=100/105");
    let results = inputs.results(&pack);
    let own = indicator(&results, Indicator::Budget);
    assert_eq!((own.stamp, own.claimed.practice), (None, Part::NotApplicable));
    // Variance 5 % -> 80, error 5 % -> 85, spike and avoidable missing: O = 82.5, range over 7.
    near("S", own.claimed.score.unwrap(), 82.5);
    assert_eq!(own.confidence.map(|own| (own.coverage, own.evidence, own.agreement)), Some((None, None, None)));
    let (low, high) = own.claimed.range.unwrap();
    near("low", low, (2.0 * 80.0 + 2.0 * 85.0) / 7.0);
    near("high", high, (2.0 * 80.0 + 2.0 * 85.0 + 300.0) / 7.0);
    // Every question not applicable: the same for risk.
    let results = figures_of_risk().answers("r1 x; r2 x").results(&pack);
    let own = indicator(&results, Indicator::Risk);
    assert_eq!((own.stamp, own.claimed.practice), (None, Part::NotApplicable));
    near("S", own.claimed.score.unwrap(), 140.0 / 3.0);
    near("low", own.claimed.range.unwrap().0, 20.0);
    // No metric at all: outcome drops out, S is P and not stamped.
    let bare = pack_with(|pack| {
        support::ask(pack, json!([]), json!([{"id": "q", "group": "g", "indicators": {"risk": 1}}]));
        pack["indicators"][2]["metrics"] = json!([]);
    });
    let results = sheet().answers("q 3/E3").results(&bare);
    let own = indicator(&results, Indicator::Risk);
    assert_eq!((own.stamp, own.outcome), (None, Part::NotApplicable));
    near("S", own.claimed.score.unwrap(), 60.0);
    near("high", own.claimed.range.unwrap().1, 60.0);
    let confidence = own.confidence.unwrap();
    assert_eq!((confidence.coverage, confidence.evidence, confidence.data), (Some(1.0), Some(1.0), None));
    // Neither: no score and no range.
    let results = sheet().answers("q x").results(&bare);
    let own = indicator(&results, Indicator::Risk);
    assert_eq!((own.claimed.score, own.claimed.range), (None, None));
    // Open and alone: 0 to 100.
    let results = sheet().results(&bare);
    let own = indicator(&results, Indicator::Risk);
    assert_eq!((own.claimed.score, own.claimed.range), (None, Some((0.0, 100.0))));
}

/// The word for a practice of this worth with nothing else.
fn word_at(worth: f64) -> Option<Word> {
    let pack = pack_with(|pack| {
        pack["scale"] = json!([{"id": "0", "worth": 0}, {"id": "q", "worth": worth}]);
        support::ask(pack, json!([]), json!([{"id": "r1", "group": "g", "indicators": {"risk": 1}}]));
    });
    indicator(&sheet().answers("r1 q").results(&pack), Indicator::Risk).claimed.word
}

#[test]
fn good_starts_at_seventy_and_fair_at_forty() {
    assert_eq!(word_at(0.7), Some(Word::Good));
    assert_eq!(word_at(0.6999), Some(Word::Fair));
    assert_eq!(word_at(0.4), Some(Word::Fair));
    assert_eq!(word_at(0.3999), Some(Word::Poor));
    // Compared after rounding to nine decimals.
    assert_eq!(word_at(0.7 - 1e-13), Some(Word::Good));
}

#[test]
fn minimum_and_mean_of_the_scores_there_are_stand_side_by_side() {
    let pack = four_groups([1, 1, 1, 1]);
    let check = |answers: &str, expected: Option<(f64, f64, usize)>| {
        let found = overall(&sheet().answers(answers).results(&pack), View::Claimed);
        let found = found.map(|own| (own.minimum, own.mean, own.count));
        match (found, expected) {
            (Some(found), Some(expected)) => {
                near("minimum", found.0, expected.0);
                near("mean", found.1, expected.1);
                assert_eq!(found.2, expected.2);
            }
            (found, expected) => assert_eq!(found, expected),
        }
    };
    check("", None);
    check("r1 3", Some((60.0, 60.0, 1)));
    check("g1 5; b1 1; r1 3; c1 3", Some((20.0, 60.0, 4)));
    check("g1 5; b1 x; r1 ?; c1 2", Some((40.0, 70.0, 2)));
}

#[test]
fn a_red_flag_holds_back_good() {
    let pack = four_groups([0, 0, 0, 1]);
    let word = |answered: &str| {
        let loop_closed = format!("feedback-received 2026=1000; feedback-answered 2026={answered}");
        let results = good_communication().figures(&loop_closed).answers("c1 5/E3").results(&pack);
        let own = indicator(&results, Indicator::Communication);
        assert!(own.claimed.score.unwrap() > 70.0);
        (own.red_flag, own.claimed.word.unwrap())
    };
    // (200 + 19.9 + 200)/5 × .6 + 40 = 90.388 all the same.
    assert_eq!(word("199"), (true, Word::Fair));
    assert_eq!(word("200"), (false, Word::Good));
    // A poor one stays poor.
    let results = sheet().figures("feedback-received 2026=9; feedback-answered 2026=0").answers("c1 0").results(&pack);
    assert_eq!(indicator(&results, Indicator::Communication).claimed.word, Some(Word::Poor));
}

#[test]
fn below_sixty_percent_coverage_of_a_part_in_use_there_is_only_a_range() {
    let pack = four_groups([0, 0, 0, 5]);
    let check = |answers: &str, figures: Sheet, range_only: bool, word: Word| {
        let results = figures.answers(answers).results(&pack);
        let own = indicator(&results, Indicator::Communication);
        assert_eq!((own.range_only, own.claimed.word), (range_only, Some(word)), "{answers}");
    };
    let all = "c1 5/E3; c2 5/E3; c3 5/E3; c4 5/E3; c5 5/E3";
    check("c1 5/E3; c2 5/E3; c3 5/E3", sheet(), false, Word::Good); // 60 % practice, figures not in use
    check("c1 5/E3; c2 5/E3", sheet(), true, Word::Fair); // 40 %
    check("c1 5/E3; c2 5/E3; c3 x; c4 x; c5 x", sheet(), false, Word::Good); // 2 of 2 that apply
    check(all, good_communication(), false, Word::Good); // 4 of 5 metric weight
    // Only satisfaction, 2 of 5 = 40 %.
    let satisfied = sheet()
        .figures("satisfaction-1 2026=0; satisfaction-2 2026=0; satisfaction-3 2026=0; satisfaction-4 2026=0")
        .figures("satisfaction-5 2026=1000");
    check(all, satisfied.clone(), true, Word::Fair);
    check(all, satisfied.figures("notice-first 2026=9; notice-late 2026=0"), false, Word::Good); // 3 of 5
}

#[test]
fn coverage_counts_weight_of_items_and_of_needed_metrics() {
    let (pack, inputs) = harbour();
    let results = inputs.results_on(&pack, "2026-12-31");
    let coverage = |id| {
        let own = indicator(&results, id);
        (own.practice_coverage.unwrap(), own.figures_coverage.unwrap())
    };
    assert_eq!(coverage(Indicator::Growth), (75.0, 100.0), "metrics of another economic mode are not needed");
    assert_eq!(coverage(Indicator::Budget), (100.0, 100.0), "CPI is not needed");
    assert_eq!(coverage(Indicator::Communication), (100.0, 80.0), "awareness is 1 of 5");
}

// ---- Section 3: the curves, as the rulebook prints them -------------------------------------------

#[test]
fn every_curve_and_weight_of_the_built_in_pack_is_the_one_of_the_rulebook() {
    let pack = built_in();
    let mut checked = 0;
    let mut check = |indicator: Indicator, key: MetricKey, weight: f64, printed: &str| {
        let metrics = &pack.structure.indicators[indicator.index()].metrics;
        let own = metrics.iter().find(|own| own.metric == key).expect("it is scored");
        assert_eq!(own.weight, weight, "{key}");
        let number = |text: &str| text.replace('−', "-").parse::<f64>().unwrap();
        let points: Vec<(f64, f64)> = printed
            .split(' ')
            .map(|point| point.split_once('→').unwrap())
            .map(|(x, y)| (number(x), number(y)))
            .collect();
        assert_eq!(own.curve.0, points, "{key}");
        for (x, y) in points {
            near(key.word(), own.curve.at(x).0, y);
        }
        checked += 1;
    };
    use Indicator::{Budget, Communication, Growth, Risk};
    check(Growth, MetricKey::RevenueGrowth, 2.0, "−20→0 0→40 5→60 10→80 20→100");
    check(Growth, MetricKey::Utilisation, 1.0, "0→0 50→40 65→80 70→100 85→100 95→40 100→20 110→0");
    check(Growth, MetricKey::ReturnOverHurdle, 2.0, "−20→0 0→60 10→85 20→100");
    check(Growth, MetricKey::Recovery, 1.0, "0→0 50→30 100→70 110→90 120→100");
    check(Growth, MetricKey::BenefitsRealised, 2.0, "0→0 50→40 80→80 100→100");
    check(Growth, MetricKey::UnitCostChange, 2.0, "−10→100 0→70 5→50 10→30 20→0");
    check(Budget, MetricKey::AnnualVariance, 2.0, "−40→0 −20→45 −10→75 −5→90 0→100 5→80 10→60 20→20 30→0");
    check(Budget, MetricKey::PeriodError, 2.0, "0→100 5→85 10→65 20→25 30→0");
    check(Budget, MetricKey::YearEndSpike, 1.0, "1.2→100 2→60 3→30 4.9→0");
    check(Budget, MetricKey::AvoidableSpend, 2.0, "0→100 5→80 10→60 20→25 30→0");
    check(Budget, MetricKey::CostPerformance, 1.0, ".70→0 .85→40 .95→80 1.0→100 1.15→100 1.3→70");
    check(Risk, MetricKey::ResidualExposure, 2.0, "0→100 1→70 1.5→40 2→20 3→0");
    check(Risk, MetricKey::RegisterCompleteness, 1.0, "0→0 100→100");
    check(Risk, MetricKey::ChangeFailureRate, 2.0, "0→100 5→90 15→65 30→30 45→0");
    check(Risk, MetricKey::DecisionsReviewed, 1.0, "0→0 100→100");
    check(Risk, MetricKey::BrierScore, 1.0, "0→100 .1→80 .25→40 .5→0");
    check(Communication, MetricKey::Satisfaction, 2.0, "50→0 70→40 80→60 90→85 95→100");
    check(Communication, MetricKey::ClosedLoop, 1.0, "0→0 100→100");
    check(Communication, MetricKey::Awareness, 1.0, "0→0 50→40 80→80 95→100");
    check(Communication, MetricKey::FirstNotice, 1.0, "0→0 50→50 80→80 95→100");
    assert_eq!(checked, pack.structure.indicators.iter().map(|own| own.metrics.len()).sum::<usize>());
    assert_eq!(checked, MetricKey::ALL.len());
    let optional: Vec<MetricKey> = pack
        .structure
        .indicators
        .iter()
        .flat_map(|own| &own.metrics)
        .filter(|m| m.optional)
        .map(|m| m.metric)
        .collect();
    assert_eq!(optional, [MetricKey::CostPerformance]);
}

#[test]
fn a_curve_is_linear_between_its_points_and_flat_beyond() {
    let pack = built_in();
    let curve = |key: MetricKey| {
        pack.structure
            .indicators
            .iter()
            .flat_map(|own| &own.metrics)
            .find(|own| own.metric == key)
            .unwrap()
            .curve
            .clone()
    };
    let growth = curve(MetricKey::RevenueGrowth);
    near("far left", growth.at(-1e300).0, 0.0);
    near("far right", growth.at(1e300).0, 100.0);
    near("middle", growth.at(7.5).0, 70.0);
    near("one third", growth.at(-20.0 + 20.0 / 3.0).0, 40.0 / 3.0);
    near("beyond the optimum", curve(MetricKey::CostPerformance).at(2.0).0, 70.0);
    near("an even spread", curve(MetricKey::YearEndSpike).at(0.2).0, 100.0);
}

#[test]
fn a_metric_keeps_its_full_precision_on_the_curve() {
    // One forecast of 1/3 that did not come true: x = 1/9, score 80 - (1/9 - .1) × 40/.15.
    let pack = four_groups([0, 0, 1, 0]);
    let results = sheet().row("decision", 1, &format!("probability={} happened=false", 1.0 / 3.0)).results(&pack);
    let score = metric(&results, MetricKey::BrierScore).score.unwrap();
    near("Brier", score, 80.0 - (1.0 / 9.0 - 0.1) * 40.0 / 0.15);
}

// ---- Section 3.1: growth and value ----------------------------------------------------------------

/// The reading of a metric on a day; values to nine decimals, everything else exactly.
#[track_caller]
fn check_on(day: Option<&str>, inputs: &Sheet, key: MetricKey, expected: Reading) {
    let pack = four_groups([1, 1, 1, 1]);
    let results = inputs.results_in(&pack, "s", day);
    match (metric(&results, key).reading, expected) {
        (Reading::Value(is), Reading::Value(expected)) => near(key.word(), is, expected),
        (is, expected) => assert_eq!(is, expected, "{key}"),
    }
}

#[track_caller]
fn check(inputs: &Sheet, key: MetricKey, expected: Reading) {
    check_on(None, inputs, key, expected);
}

fn external(figures: &str) -> Sheet {
    sheet().profile("economic-mode=external").figures(figures)
}

fn missing(reason: Reason) -> Reading {
    Reading::Missing(reason)
}

fn lacks(figure: FigureKey) -> Reading {
    missing(Reason::Figure(figure))
}

fn lacks_periods(figure: FigureKey, n: usize) -> Reading {
    missing(Reason::Periods(figure, n))
}

fn zero(figure: FigureKey) -> Reading {
    missing(Reason::ZeroBase(figure))
}

fn none_of(figure: FigureKey) -> Reading {
    no_meaning(Reason::None(figure))
}

fn no_meaning(reason: Reason) -> Reading {
    Reading::NotMeaningful(reason)
}

#[test]
fn revenue_growth_is_the_last_period_over_the_one_before() {
    let key = MetricKey::RevenueGrowth;
    let figure = FigureKey::ExternalRevenue;
    check(&external("external-revenue 2025=100 2026=110"), key, Reading::Value(10.0));
    check(&external("external-revenue 2024=1 2025=100 2026=90"), key, Reading::Value(-10.0));
    check(&external("external-revenue 2025=0 2026=110"), key, no_meaning(Reason::NewRevenue));
    check(&external("external-revenue 2025=-5 2026=110"), key, no_meaning(Reason::NewRevenue));
    check(&external("external-revenue 2025=100 2026=0"), key, Reading::Value(-100.0));
    check(&external("external-revenue 2026=110"), key, missing(Reason::Periods(figure, 2)));
    check(&external("external-revenue 2024=100 2026=110"), key, missing(Reason::Periods(figure, 2)));
    let charges = FigureKey::InternalCharges;
    let charging = |figures: &str| sheet().profile("economic-mode=charging").figures(figures);
    check(&charging("external-revenue 2026=1; internal-charges 2025=1 2026=1"), key, lacks_periods(figure, 2));
    check(&charging("external-revenue 2025=1 2026=1; internal-charges 2025=1"), key, lacks_periods(charges, 2));
    check(
        &charging("external-revenue 2025-Q4=1 2026-Q1=1; internal-charges 2026-Q1=1"),
        key,
        lacks_periods(charges, 2),
    );
    check(&external("total-cost 2026=1"), key, missing(Reason::Figure(figure)));
    check(&sheet().figures("external-revenue 2025=100 2026=110"), key, missing(Reason::EconomicMode));
}

#[test]
fn internal_charges_are_revenue_only_where_customers_are_charged() {
    let figures = "external-revenue 2025=100 2026=100; internal-charges 2025=100 2026=150";
    let key = MetricKey::RevenueGrowth;
    check(&sheet().profile("economic-mode=charging").figures(figures), key, Reading::Value(25.0));
    check(&sheet().profile("economic-mode=external").figures(figures), key, Reading::Value(0.0));
    let charges = sheet().profile("economic-mode=charging").figures("internal-charges 2025=100 2026=150");
    check(&charges, key, Reading::Value(50.0));
}

#[test]
fn the_economic_mode_decides_which_metrics_of_growth_apply() {
    use MetricKey::{BenefitsRealised, Recovery, ReturnOverHurdle, RevenueGrowth, UnitCostChange, Utilisation};
    let pack = four_groups([1, 0, 0, 0]);
    for (mode, word) in EconomicMode::ALL.iter().zip(EVERY_MODE) {
        assert_eq!(mode.word(), word);
        let results = sheet().profile(&format!("economic-mode={word}")).results(&pack);
        let applies = |key| metric(&results, key).reading != Reading::NotApplicable;
        let paid = matches!(mode, EconomicMode::External | EconomicMode::Charging);
        for key in [RevenueGrowth, ReturnOverHurdle, Recovery] {
            assert_eq!(applies(key), paid, "{key} in {word}");
        }
        for key in [BenefitsRealised, UnitCostChange] {
            assert_eq!(applies(key), !paid, "{key} in {word}");
        }
        assert!(applies(Utilisation), "in {word}");
    }
    // A cost centre with recovery 0 is not punished: its metrics are 2 + 2 + 1.
    let house = sheet()
        .profile("economic-mode=cost-centre")
        .figures("internal-charges 2026=0; total-cost 2025=1000 2026=1000; service-units 2025=100 2026=100")
        .figures(
            "benefits-planned 2026=100; benefits-realised 2026=80; productive-hours 2026=75; available-hours 2026=100",
        );
    let results = house.results(&pack);
    // Benefits 80 -> 80, unit cost 0 % -> 70, utilisation 75 -> 100.
    let outcome = indicator(&results, Indicator::Growth).outcome.value().unwrap();
    near("O", outcome, (2.0 * 80.0 + 2.0 * 70.0 + 100.0) / 5.0);
}

#[test]
fn months_and_quarters_are_summed_to_years_where_two_full_years_exist() {
    let revenue = |from, values: &[f64]| external("").months("external-revenue", from, values);
    let mut months = vec![100.0; 12];
    months.extend(vec![110.0; 11]);
    months.push(220.0);
    let key = MetricKey::RevenueGrowth;
    // (11·110 + 220) over 1200, not 220 over 110.
    check(&revenue((2025, 1), &months), key, Reading::Value(100.0 * 230.0 / 1200.0));
    // One month short of two years: the last month over the one before.
    check(&revenue((2025, 2), &months[1..]), key, Reading::Value(100.0));
    check(&revenue((2025, 1), &months[..23]), key, Reading::Value(0.0));
    // Two years, and three months of the next one: the full years count.
    let mut longer = months.clone();
    longer.extend([900.0, 900.0, 900.0]);
    check(&revenue((2025, 1), &longer), key, Reading::Value(100.0 * 230.0 / 1200.0));
    let quarters = "external-revenue 2025-Q1=1 2025-Q2=2 2025-Q3=3 2025-Q4=4 2026-Q1=4 2026-Q2=3 2026-Q3=2 2026-Q4=2";
    check(&external(quarters), key, Reading::Value(10.0));
    check(&external("external-revenue 2025-Q4=4 2026-Q1=5"), key, Reading::Value(25.0));
    // A year of quarters beside a year stated as such, and a quarter of months beside quarters.
    let mixed = "external-revenue 2025=20 2026-Q1=5 2026-Q2=5 2026-Q3=6 2026-10=2 2026-11=2 2026-12=2";
    check(&external(mixed), key, Reading::Value(10.0));
}

#[test]
fn a_financial_year_may_end_in_any_month() {
    // Years to March: 2025 is April 2024 to March 2025.
    let mut months = vec![100.0; 12];
    months.extend(vec![120.0; 12]);
    let key = MetricKey::RevenueGrowth;
    let revenue = || external("").months("external-revenue", (2024, 4), &months);
    check(&revenue().profile("year-end=3"), key, Reading::Value(20.0));
    // With calendar years only 2025 is full: 120 over 120.
    check(&revenue(), key, Reading::Value(0.0));
    // On the day before the year ends it does not count: two years are not there, February over January.
    check_on(Some("2026-03-30"), &revenue().profile("year-end=3"), key, Reading::Value(0.0));
    check_on(Some("2026-03-31"), &revenue().profile("year-end=3"), key, Reading::Value(20.0));
    // Quarters are those of the financial year: Q4 of 2026 ends in March 2026.
    let quarters = external("external-revenue 2026-Q3=100 2026-Q4=150").profile("year-end=3");
    check_on(Some("2026-03-31"), &quarters, key, Reading::Value(50.0));
    check_on(Some("2026-03-30"), &quarters, key, lacks_periods(FigureKey::ExternalRevenue, 2));
}

#[test]
fn periods_know_their_financial_year() {
    let month = |number| fourfold::model::Month::new(number).unwrap();
    let check = |period: &str, year_end: u32, last: (i32, i32), year: &str, closes: bool| {
        let own: Period = period.parse().unwrap();
        assert_eq!(own.to_string(), period);
        assert_eq!(own.last_month(month(year_end)), last.0 * 12 + last.1 - 1, "{period} {year_end}");
        assert_eq!(own.financial_year(month(year_end)).to_string(), year, "{period} {year_end}");
        assert_eq!(own.closes_year(month(year_end)), closes, "{period} {year_end}");
    };
    check("2026", 12, (2026, 12), "2026", true);
    check("2026", 3, (2026, 3), "2026", true);
    check("2026-Q1", 12, (2026, 3), "2026", false);
    check("2026-Q1", 3, (2025, 6), "2026", false);
    check("2026-Q4", 3, (2026, 3), "2026", true);
    check("2026-Q4", 1, (2026, 1), "2026", true);
    check("2026-Q1", 1, (2025, 4), "2026", false);
    check("2026-03", 3, (2026, 3), "2026", true);
    check("2026-04", 3, (2026, 4), "2027", false);
    check("2026-12", 12, (2026, 12), "2026", true);
    check("2026-12", 11, (2026, 12), "2027", false);
    check("2026-11", 11, (2026, 11), "2026", true);
}

#[test]
fn figures_count_from_the_day_their_period_has_ended() {
    let key = MetricKey::RevenueGrowth;
    let years = external("external-revenue 2024=100 2025=110 2026=220");
    check_on(Some("2026-12-30"), &years, key, Reading::Value(10.0));
    check_on(Some("2026-12-31"), &years, key, Reading::Value(100.0));
    let months = external("external-revenue 2024-01=50 2024-02=100 2024-03=300");
    check_on(Some("2024-02-28"), &months, key, lacks_periods(FigureKey::ExternalRevenue, 2));
    check_on(Some("2024-02-29"), &months, key, Reading::Value(100.0));
    check_on(Some("2024-03-31"), &months, key, Reading::Value(200.0));
    check_on(Some("1990-01-01"), &months, key, lacks(FigureKey::ExternalRevenue));
}

#[test]
fn utilisation_is_productive_of_available_hours() {
    let key = MetricKey::Utilisation;
    let hours = |figures: &str| sheet().figures(figures);
    // STD check: 1600 of 1800 is .8889.
    check(
        &hours("productive-hours 2026=1600; available-hours 2026=1800"),
        key,
        Reading::Value(100.0 * 1600.0 / 1800.0),
    );
    check(&hours("productive-hours 2026=120; available-hours 2026=100"), key, Reading::Value(120.0));
    check(&hours("productive-hours 2025=1 2026=80; available-hours 2025=100 2026=100"), key, Reading::Value(80.0));
    check(&hours("productive-hours 2026=80; available-hours 2026=0"), key, zero(FigureKey::AvailableHours));
    check(&hours("available-hours 2026=0"), key, lacks(FigureKey::ProductiveHours));
    check(&hours("productive-hours 2026=80"), key, lacks(FigureKey::AvailableHours));
    check(
        &hours("productive-hours 2026=80; available-hours 2025=100"),
        key,
        lacks_periods(FigureKey::AvailableHours, 1),
    );
    check(
        &hours("productive-hours 2025=80; available-hours 2026=100"),
        key,
        lacks_periods(FigureKey::ProductiveHours, 1),
    );
    // A year of hours has what its quarters add up to; a single quarter is not a year.
    check(
        &hours("productive-hours 2026-Q4=80; available-hours 2026=100"),
        key,
        lacks_periods(FigureKey::ProductiveHours, 1),
    );
}

#[test]
fn a_metric_of_one_period_takes_the_year_only_where_two_full_years_exist() {
    let key = MetricKey::Utilisation;
    // 50 in every month, 80 in the last one.
    let hours = |months: usize| {
        let mut worked = vec![50.0; months - 1];
        worked.push(80.0);
        let available = vec![100.0; months];
        sheet().months("productive-hours", (2025, 1), &worked).months("available-hours", (2025, 1), &available)
    };
    check(&hours(14), key, Reading::Value(80.0));
    check(&hours(23), key, Reading::Value(80.0));
    check(&hours(24), key, Reading::Value((11.0 * 50.0 + 80.0) / 12.0));
    // Two full years and one month more: the second year.
    check(&hours(25), key, Reading::Value(50.0));
}

#[test]
fn return_on_new_capital_looks_one_period_back() {
    let key = MetricKey::ReturnOverHurdle;
    // STD check: capital 20k -> 30k, result 9k -> 10k is .10.
    let money = "operating-result 2025=9000 2026=10000; invested-capital 2024=20000 2025=30000";
    check(&external(&format!("{money}; hurdle-rate 2026=0")), key, Reading::Value(10.0));
    check(&external(&format!("{money}; hurdle-rate 2026=8")), key, Reading::Value(2.0));
    check(&external(money), key, lacks(FigureKey::HurdleRate));
    let of = |result: &str, capital: &str| {
        external(&format!("operating-result {result}; invested-capital {capital}; hurdle-rate 2026=8"))
    };
    check(&of("2025=9 2026=10", "2024=30 2025=30"), key, no_meaning(Reason::NoInvestment));
    check(&of("2025=9 2026=10", "2024=30 2025=20"), key, no_meaning(Reason::NoInvestment));
    check(&of("2025=9 2026=10", "2025=30 2026=40"), key, lacks_periods(FigureKey::InvestedCapital, 3));
    check(&of("2025=9 2026=10", "2025=30"), key, lacks_periods(FigureKey::InvestedCapital, 3));
    check(&of("2026=10", "2024=20 2025=30"), key, lacks_periods(FigureKey::OperatingResult, 2));
    let no_capital = external("operating-result 2025=9 2026=10; hurdle-rate 2026=8");
    check(&no_capital, key, lacks(FigureKey::InvestedCapital));
    check(&external("invested-capital 2024=20 2025=30; hurdle-rate 2026=8"), key, lacks(FigureKey::OperatingResult));
}

#[test]
fn capital_and_hurdle_of_a_year_are_those_at_its_end() {
    // Results 12 and 24 a year; capital 100 a month through 2024, rising to 148 by December 2025.
    let mut capital = vec![100.0; 12];
    capital.extend((1..=12).map(|month| 100.0 + 4.0 * f64::from(month)));
    capital.extend(vec![500.0; 12]);
    let months = external("")
        .months("operating-result", (2025, 1), &[1.0; 12])
        .months("operating-result", (2026, 1), &[2.0; 12])
        .months("invested-capital", (2024, 1), &capital)
        .months("hurdle-rate", (2026, 1), &[9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 5.0]);
    // (24 - 12)/(148 - 100) = 25 %, less the 5 % of December.
    check(&months, MetricKey::ReturnOverHurdle, Reading::Value(20.0));
}

#[test]
fn recovery_is_charges_and_external_revenue_of_total_cost() {
    let key = MetricKey::Recovery;
    check(
        &external("external-revenue 2026=30; internal-charges 2026=60; total-cost 2026=100"),
        key,
        Reading::Value(90.0),
    );
    check(&external("external-revenue 2026=30; total-cost 2026=100"), key, Reading::Value(30.0));
    check(&external("internal-charges 2026=0; total-cost 2026=100"), key, Reading::Value(0.0));
    check(&external("external-revenue 2026=30; total-cost 2026=0"), key, zero(FigureKey::TotalCost));
    check(&external("external-revenue 2026=30"), key, lacks(FigureKey::TotalCost));
    check(&external("total-cost 2026=30"), key, lacks(FigureKey::InternalCharges));
    check(&sheet().figures("external-revenue 2026=30; total-cost 2026=100"), key, missing(Reason::EconomicMode));
}

#[test]
fn benefits_and_unit_cost_stand_in_where_nobody_pays() {
    let house = |figures: &str| sheet().profile("economic-mode=showback").figures(figures);
    let key = MetricKey::BenefitsRealised;
    check(&house("benefits-planned 2026=200; benefits-realised 2026=150"), key, Reading::Value(75.0));
    check(&house("benefits-planned 2026=200"), key, lacks(FigureKey::BenefitsRealised));
    check(&house(""), key, lacks(FigureKey::BenefitsPlanned));
    check(&house("benefits-planned 2026=0; benefits-realised 2026=5"), key, none_of(FigureKey::BenefitsPlanned));
    check(&external("benefits-planned 2026=200; benefits-realised 2026=150"), key, Reading::NotApplicable);
    let key = MetricKey::UnitCostChange;
    // 1000/100 = 10, then 1320/120 = 11.
    let cost = "total-cost 2025=1000 2026=1320; service-units 2025=100 2026=120";
    check(&house(cost), key, Reading::Value(10.0));
    check(
        &house("total-cost 2025=1000 2026=1320; service-units 2025=100"),
        key,
        lacks_periods(FigureKey::ServiceUnits, 2),
    );
    check(&house("total-cost 2026=1320; service-units 2025=100 2026=100"), key, lacks_periods(FigureKey::TotalCost, 2));
    check(&house("total-cost 2025=1000 2026=1320"), key, lacks(FigureKey::ServiceUnits));
    check(&house("total-cost 2025=0 2026=1320; service-units 2025=100 2026=120"), key, zero(FigureKey::TotalCost));
    check(
        &house("total-cost 2025=1000 2026=1320; service-units 2025=0 2026=120"),
        key,
        none_of(FigureKey::ServiceUnits),
    );
    check(&external(cost), key, Reading::NotApplicable);
}

// ---- Section 3.2: budget adherence ----------------------------------------------------------------

#[test]
fn variance_is_over_cost_lines_and_plus_is_unfavourable() {
    let key = MetricKey::AnnualVariance;
    check(&sheet().line(1, "2026=1000/1200"), key, Reading::Value(20.0));
    check(&sheet().line(1, "2026=1000/800"), key, Reading::Value(-20.0));
    check(&sheet().line(1, "2026=1000/1200").line(2, "2026=1000/900"), key, Reading::Value(5.0));
    // A revenue line is never netted with cost; a line without a kind is cost.
    let revenue = sheet().line(1, "2026=1000/1200").line(2, "2026=500/100").row("line", 2, "kind=revenue");
    check(&revenue, key, Reading::Value(20.0));
    check(&sheet().line(2, "2026=500/100").row("line", 2, "kind=revenue"), key, missing(Reason::Budget));
    check(&sheet(), key, missing(Reason::Budget));
    check(&sheet().line(1, "2026=0/10"), key, no_meaning(Reason::ZeroBudget));
    check(&sheet().line(1, "2026-01=50/60 2026-02=-50/0"), key, no_meaning(Reason::ZeroBudget));
    // Σ|budget| takes a credit by its size: 10 over |-100|.
    check(&sheet().line(1, "2026=-100/-90"), key, Reading::Value(10.0));
}

#[test]
fn a_period_without_budget_or_actual_in_any_line_is_missing() {
    let key = MetricKey::AnnualVariance;
    let period = |text: &str| missing(Reason::BudgetPeriod(text.parse().unwrap()));
    check(&sheet().line(1, "2026-01=10/10 2026-02=10/"), key, period("2026-02"));
    check(&sheet().line(1, "2026-01=10/10 2026-02=/10"), key, period("2026-02"));
    check(&sheet().line(1, "2026-01=10/10 2026-02=10/10").line(2, "2026-02=10/10"), key, period("2026-01"));
    check(&sheet().line(1, "2026-01=10/10 2026-02=10/"), MetricKey::PeriodError, period("2026-02"));
    check(&sheet().line(1, "2026-01=10/10 2026-02=10/"), MetricKey::YearEndSpike, period("2026-02"));
    // The kind of period is that of the year it is about, whatever was stated for other years.
    check(&sheet().line(1, "2025-01=10/99 2025-02=10/99 2026=100/110"), key, Reading::Value(10.0));
    check(&sheet().line(1, "2025=100/110 2026-01=10/12"), key, Reading::Value(20.0));
    check(&sheet().line(1, "2026=100/110 2026-12=10/12"), key, Reading::Value(20.0));
    // A period that has not ended on the day of the round is no gap.
    check_on(Some("2026-02-27"), &sheet().line(1, "2026-01=10/11 2026-02=10/"), key, Reading::Value(10.0));
    check_on(Some("2026-02-28"), &sheet().line(1, "2026-01=10/11 2026-02=10/"), key, period("2026-02"));
}

#[test]
fn period_error_does_not_let_months_make_up_for_each_other() {
    let key = MetricKey::PeriodError;
    // |−10| + |10| over 200; the variance of the year is 0.
    let inputs = sheet().line(1, "2026-01=100/90 2026-02=100/110");
    check(&inputs, key, Reading::Value(10.0));
    check(&inputs, MetricKey::AnnualVariance, Reading::Value(0.0));
    // Lines are added per period first: 90 + 110 is 200.
    check(&sheet().line(1, "2026=100/90").line(2, "2026=100/110"), key, Reading::Value(0.0));
    check(&sheet().line(1, "2026-01=0/5 2026-02=0/-5"), key, no_meaning(Reason::ZeroBudget));
    // Bases are taken by size: |-100 - -90| + |100 - 90| over 200.
    check(&sheet().line(1, "2026-01=-100/-90 2026-02=100/90"), key, Reading::Value(10.0));
    // Only the latest financial year.
    check(&sheet().line(1, "2025-12=100/0 2026-01=100/90"), key, Reading::Value(10.0));
}

#[test]
fn the_year_end_spike_needs_four_periods_and_the_closing_one() {
    let key = MetricKey::YearEndSpike;
    let quarters = |year_end: u32| {
        sheet()
            .line(1, "2026-Q1=1/90 2026-Q2=1/100 2026-Q3=1/110 2026-Q4=1/150")
            .profile(&format!("year-end={year_end}"))
    };
    check(&quarters(12), key, Reading::Value(1.5));
    check(&quarters(3), key, Reading::Value(1.5));
    check(&sheet().line(1, "2026-10=1/90 2026-11=1/110 2026-12=1/150"), key, missing(Reason::FourPeriods));
    check(&sheet().line(1, "2026=1/90"), key, missing(Reason::FourPeriods));
    check(&sheet(), key, missing(Reason::Budget));
    let months = sheet().line(1, "2025-12=1/90 2026-01=1/100 2026-02=1/110 2026-03=1/150");
    check(&months.clone().profile("year-end=3"), key, Reading::Value(1.5));
    // With calendar years these are one month of 2025 and three of 2026.
    check(&months, key, missing(Reason::FourPeriods));
    check(&sheet().line(1, "2026-01=1/90 2026-02=1/100 2026-03=1/110 2026-04=1/150"), key, missing(Reason::YearEnd));
    check(&sheet().line(1, "2026-Q1=1/0 2026-Q2=1/0 2026-Q3=1/0 2026-Q4=1/9"), key, no_meaning(Reason::NoSpending));
    check(&sheet().line(1, "2026-Q1=1/-5 2026-Q2=1/1 2026-Q3=1/1 2026-Q4=1/9"), key, no_meaning(Reason::NoSpending));
}

#[test]
fn avoidable_spend_is_what_was_found_and_goes_on() {
    let key = MetricKey::AvoidableSpend;
    let of = |figures: &str| sheet().figures(figures);
    check(&of("avoidable-found 2026=10; avoidable-realised 2026=4; total-cost 2026=100"), key, Reading::Value(6.0));
    check(&of("avoidable-found 2026=10; avoidable-realised 2026=4"), key, lacks(FigureKey::TotalCost));
    check(&of("avoidable-found 2026=10; total-cost 2026=100"), key, lacks(FigureKey::AvoidableRealised));
    check(&of("avoidable-realised 2026=0; total-cost 2026=100"), key, lacks(FigureKey::AvoidableFound));
    let nothing = of("avoidable-found 2026=0; avoidable-realised 2026=0; total-cost 2026=100");
    check(&nothing, key, missing(Reason::AvoidableNote));
    check(&nothing.profile("avoidable-note=licences"), key, Reading::Value(0.0));
    check(&of("avoidable-found 2026=1; avoidable-realised 2026=0; total-cost 2026=0"), key, zero(FigureKey::TotalCost));
}

#[test]
fn cost_performance_counts_only_where_it_is_supplied() {
    let key = MetricKey::CostPerformance;
    check(&sheet(), key, Reading::NotSupplied);
    check(&sheet().row("project", 1, "bac=4000 pv=3000 ev=2500 ac=2800"), key, Reading::Value(2500.0 / 2800.0));
    check(&sheet().row("project", 1, "bac=200000 pv=120000 ev=100000 ac=90000"), key, Reading::Value(100.0 / 90.0));
    // ΣEV/ΣAC, not the mean of ratios.
    check(&sheet().row("project", 1, "ev=100 ac=50").row("project", 2, "ev=50 ac=100"), key, Reading::Value(1.0));
    check(&sheet().row("project", 1, "ev=100 ac=0"), key, no_meaning(Reason::ZeroCost));
    check(&sheet().row("project", 1, "ev=100"), key, Reading::NotSupplied);
    let pack = four_groups([0, 1, 0, 0]);
    let outcome = |inputs: Sheet| indicator(&inputs.results(&pack), Indicator::Budget).outcome.value().unwrap();
    near("without", outcome(sheet().line(1, "2026=100/100")), 100.0);
    // 2·100 + 2·100 + 1·40 over 5.
    near("with", outcome(sheet().line(1, "2026=100/100").row("project", 1, "ev=85 ac=100")), 88.0);
}

// ---- Section 3.3: risk impact ---------------------------------------------------------------------

#[test]
fn residual_exposure_is_money_where_every_row_has_it_else_the_share_above_the_accepted_level() {
    let key = MetricKey::ResidualExposure;
    let two = || sheet().row("risk", 1, "loss-residual=100").row("risk", 2, "loss-residual=50");
    check(&two().profile("appetite=100"), key, Reading::Value(1.5));
    check(&two().profile("appetite=0"), key, missing(Reason::Appetite));
    check(&two(), key, missing(Reason::Appetite));
    check(&sheet().profile("appetite=100"), key, missing(Reason::Risks));
    // One of four above moderate: 3 × 1/4.
    let graded = || {
        sheet()
            .row("risk", 1, "likelihood=high impact=high")
            .row("risk", 2, "likelihood=moderate impact=high")
            .row("risk", 3, "likelihood=low impact=low")
            .row("risk", 4, "likelihood=very-low impact=very-high")
    };
    check(&graded().profile("appetite-level=moderate"), key, Reading::Value(0.75));
    check(&graded().profile("appetite-level=very-high"), key, Reading::Value(0.0));
    check(&graded().profile("appetite-level=very-low"), key, Reading::Value(3.0));
    check(&graded(), key, missing(Reason::Appetite));
    // A row with neither.
    check(&graded().row("risk", 5, "title=X").profile("appetite-level=low"), key, missing(Reason::ResidualExposure));
    check(&two().row("risk", 5, "title=X").profile("appetite=9"), key, missing(Reason::ResidualExposure));
    check(
        &sheet().row("risk", 1, "likelihood=high").profile("appetite-level=low"),
        key,
        missing(Reason::ResidualExposure),
    );
}

#[test]
fn a_cell_of_ones_own_matrix_moves_the_score_and_taking_it_back_restores_it() {
    // The second of these two risks has likelihood and impact low, which the table calls low.
    let risks = sheet()
        .row("risk", 1, "likelihood=high impact=very-high")
        .row("risk", 2, "likelihood=low impact=low")
        .row("risk", 3, "likelihood=very-low impact=low")
        .row("risk", 4, "likelihood=low impact=very-low")
        .profile("appetite-level=moderate");
    let set = |own: Sheet, likelihood: &str, level: Scalar| own.say("risk-level", &[likelihood, "low"], level);
    let text = |word: &str| Scalar::Text(word.into());
    let check = |own: &Sheet, x: f64, score: f64| {
        let found = metric(&own.results(&built_in()), MetricKey::ResidualExposure).clone();
        assert_eq!(found.reading, Reading::Value(x));
        near("score", found.score.unwrap(), score);
    };
    // One of four stands above moderate: 3 × 1/4, which lies between 0 → 100 and 1 → 70: 100 − .75 × 30.
    check(&risks, 0.75, 77.5);
    // Two of four: 3 × 2/4, and 1.5 → 40.
    let own = set(risks.clone(), "low", text("high"));
    check(&own, 1.5, 40.0);
    // What is accepted is not above it; a cell no risk stands in changes nothing; neither does one set as it was.
    check(&set(risks.clone(), "low", text("moderate")), 0.75, 77.5);
    check(&set(risks.clone(), "moderate", text("very-high")), 0.75, 77.5);
    check(&set(risks.clone(), "low", text("low")), 0.75, 77.5);
    check(&set(own, "low", Scalar::Null), 0.75, 77.5);
    // The other way round nothing is above any more: 0 → 100.
    check(&risks.say("risk-level", &["high", "very-high"], text("low")), 0.0, 100.0);
}

#[test]
fn a_row_of_the_register_is_complete_with_owner_treatment_date_and_residual() {
    let key = MetricKey::RegisterCompleteness;
    let percent = |fields: &str| sheet().row("risk", 1, fields);
    check(&sheet(), key, missing(Reason::Risks));
    check(&percent("owner=A treatment=share due=2026-01-01 loss-residual=0"), key, Reading::Value(100.0));
    check(&percent("owner=A treatment=share due=2026-01-01 likelihood=low impact=low"), key, Reading::Value(100.0));
    check(&percent("treatment=share due=2026-01-01 loss-residual=0"), key, Reading::Value(0.0));
    check(&percent("owner=A due=2026-01-01 loss-residual=0"), key, Reading::Value(0.0));
    check(&percent("owner=A treatment=share loss-residual=0"), key, Reading::Value(0.0));
    check(&percent("owner=A treatment=share due=2026-01-01 likelihood=low"), key, Reading::Value(0.0));
    check(
        &percent("owner=A treatment=share due=2026-01-01 loss-residual=0").row("risk", 2, "title=X"),
        key,
        Reading::Value(50.0),
    );
}

#[test]
fn the_change_failure_rate_is_failed_of_all_changes() {
    let key = MetricKey::ChangeFailureRate;
    let of = |figures: &str| sheet().figures(figures);
    check(&of("changes-total 2026=50; changes-failed 2026=9"), key, Reading::Value(18.0));
    check(&of("changes-total 2026=50; changes-failed 2026=0"), key, Reading::Value(0.0));
    check(&of("changes-total 2026=0; changes-failed 2026=0"), key, none_of(FigureKey::ChangesTotal));
    check(&of("changes-total 2026=50"), key, lacks(FigureKey::ChangesFailed));
    check(&of("changes-failed 2026=5"), key, lacks(FigureKey::ChangesTotal));
    check(&of("changes-total 2025=50; changes-failed 2026=5"), key, lacks_periods(FigureKey::ChangesTotal, 1));
    // Months of the year add up.
    check(&of("changes-total 2026-01=10 2026-02=30; changes-failed 2026-01=1 2026-02=3"), key, Reading::Value(10.0));
    check_on(
        Some("2026-02-01"),
        &of("changes-total 2026-01=10 2026-02=30; changes-failed 2026-01=2 2026-02=3"),
        key,
        Reading::Value(20.0),
    );
}

#[test]
fn a_decision_is_due_once_its_review_date_has_come() {
    let key = MetricKey::DecisionsReviewed;
    let log = sheet()
        .row("decision", 1, "review=2026-01-10 outcome=fine")
        .row("decision", 2, "review=2026-01-11 happened=false")
        .row("decision", 3, "review=2026-01-12")
        .row("decision", 4, "title=someday")
        .say("decision", &[&support::row_id(3), "outcome"], Scalar::Text(" \n".into()));
    check_on(Some("2026-01-09"), &log, key, no_meaning(Reason::NothingDue));
    check_on(Some("2026-01-10"), &log, key, Reading::Value(100.0));
    check_on(Some("2026-01-11"), &log, key, Reading::Value(100.0));
    check_on(Some("2026-01-12"), &log, key, Reading::Value(200.0 / 3.0));
    check_on(Some("2026-01-12"), &sheet(), key, missing(Reason::Decisions));
    check_on(Some("2026-01-12"), &sheet().row("decision", 1, "title=X"), key, no_meaning(Reason::NothingDue));
}

#[test]
fn the_brier_score_takes_decisions_with_a_probability_and_what_happened() {
    let key = MetricKey::BrierScore;
    check(&sheet(), key, missing(Reason::Decisions));
    check(&sheet().row("decision", 1, "probability=0.7"), key, missing(Reason::Forecasts));
    check(&sheet().row("decision", 1, "happened=true"), key, missing(Reason::Forecasts));
    check(&sheet().row("decision", 1, "probability=1.5 happened=true"), key, missing(Reason::Forecasts));
    let two = sheet().row("decision", 1, "probability=0.8 happened=true").row(
        "decision",
        2,
        "probability=0.5 happened=false",
    );
    check(&two, key, Reading::Value((0.04 + 0.25) / 2.0));
    // What was found out after the day of the round does not count on it.
    let dated = two.row("decision", 2, "review=2026-03-01");
    check_on(Some("2026-02-28"), &dated, key, Reading::Value(0.04));
    check_on(Some("2026-03-01"), &dated, key, Reading::Value((0.04 + 0.25) / 2.0));
    check(&dated, key, Reading::Value((0.04 + 0.25) / 2.0));
    let later = sheet().row("decision", 1, "probability=0.8 happened=true review=2026-03-01");
    check_on(Some("2026-02-28"), &later, key, missing(Reason::Forecasts));
}

// ---- Section 3.4: communication -------------------------------------------------------------------

#[test]
fn satisfaction_is_the_lower_wilson_bound_and_no_answer_is_missing() {
    let key = MetricKey::Satisfaction;
    let of = |counts: [u32; 5]| {
        (1..=5).zip(counts).fold(sheet(), |all, (stars, n)| all.figures(&format!("satisfaction-{stars} 2026={n}")))
    };
    check(&of([2, 1, 3, 20, 14]), key, Reading::Value(100.0 * wilson_by_definition(34.0, 40.0, 0.0, 0.85)));
    check(&of([0, 0, 0, 0, 10]), key, Reading::Value(100.0 * 10.0 / (10.0 + 1.959963984540054f64.powi(2))));
    check(&of([20, 0, 0, 0, 0]), key, Reading::Value(0.0));
    check(&of([0, 0, 0, 0, 0]), key, missing(Reason::NoResponses));
    check(&sheet(), key, lacks(FigureKey::Satisfaction1));
    check(&sheet().figures("satisfaction-4 2026=1; satisfaction-5 2026=1"), key, lacks(FigureKey::Satisfaction1));
    // 1 of 1: the scored total takes any n, Wilson carries the doubt: 1/(1 + z²) = 20.7 %.
    check(&of([0, 0, 0, 0, 1]), key, Reading::Value(100.0 / (1.0 + 1.959963984540054f64.powi(2))));
}

#[test]
fn shares_of_feedback_awareness_and_notice_know_when_there_is_nothing_to_share() {
    let of = |figures: &str| sheet().figures(figures);
    let key = MetricKey::ClosedLoop;
    check(&of("feedback-received 2026=20; feedback-answered 2026=11"), key, Reading::Value(55.0));
    check(&of("feedback-received 2026=0; feedback-answered 2026=0"), key, none_of(FigureKey::FeedbackReceived));
    check(&of("feedback-answered 2026=11"), key, lacks(FigureKey::FeedbackReceived));
    let key = MetricKey::Awareness;
    check(&of("awareness-asked 2026=20; awareness-knew 2026=11"), key, Reading::Value(55.0));
    check(&of("awareness-asked 2026=0; awareness-knew 2026=0"), key, missing(Reason::NoResponses));
    check(&of("awareness-asked 2026=20"), key, lacks(FigureKey::AwarenessKnew));
    let key = MetricKey::FirstNotice;
    check(&of("notice-first 2026=7; notice-late 2026=3"), key, Reading::Value(70.0));
    check(&of("notice-first 2026=0; notice-late 2026=0"), key, none_of(FigureKey::NoticeFirst));
    check(&of("notice-first 2026=7"), key, lacks(FigureKey::NoticeLate));
}

#[test]
fn figures_that_do_not_make_a_number_are_missing() {
    let cost = external("external-revenue 2026=1e308; internal-charges 2026=1e308; total-cost 2026=1");
    check(&cost, MetricKey::Recovery, missing(Reason::NotANumber));
    // A share of a sum that left the numbers is no 0.
    let changes = sheet().figures("changes-total 2026-01=1e308 2026-02=1e308; changes-failed 2026-01=1 2026-02=1");
    check(&changes, MetricKey::ChangeFailureRate, missing(Reason::NotANumber));
    let happy = "satisfaction-1 2026=0; satisfaction-2 2026=0; satisfaction-3 2026=0; satisfaction-4 2026=1e308; satisfaction-5 2026=1e308";
    let results = sheet().figures(happy).results(&built_in());
    let reading = metric(&results, MetricKey::Satisfaction).reading;
    assert!(matches!(reading, Reading::Missing(_)), "{reading:?}");
}

// ---- Section 4: confidence ------------------------------------------------------------------------

#[test]
fn confidence_is_the_fourth_root_of_its_factors() {
    let pack = built_in();
    let limits = &pack.structure.thresholds;
    let check = |factors: [Option<f64>; 4], expected: f64| {
        let [coverage, evidence, agreement, data] = factors;
        near(&format!("{factors:?}"), confidence(limits, coverage, evidence, agreement, data).value, expected);
    };
    check([Some(1.0); 4], 100.0);
    check([Some(0.75), Some(0.5), Some(0.85), Some(1.0)], 100.0 * 0.31875f64.sqrt().sqrt());
    check([Some(0.0), Some(1.0), Some(1.0), Some(1.0)], 0.0);
    // Nobody to agree with: the cube root of the other three, at most 70.
    check([Some(0.5), Some(0.25), None, Some(0.5)], 100.0 * 0.0625f64.cbrt());
    check([Some(1.0), Some(1.0), None, Some(1.0)], 70.0);
    // What does not apply is left out: the square root of two, and of a single one all of it.
    check([Some(0.5), Some(0.5), None, None], 50.0);
    check([None, None, None, Some(0.25)], 25.0);
    // What is no share counts as the nearest one.
    check([Some(2.0), Some(0.25), Some(f64::INFINITY), Some(1.0)], 100.0 * 0.25f64.powf(0.25));
    check([Some(f64::NAN), Some(1.0), Some(1.0), Some(1.0)], 0.0);
    check([Some(-1.0), Some(-1.0), Some(1.0), Some(1.0)], 0.0);
    check([None; 4], 0.0);
}

#[test]
fn the_factors_of_confidence_are_coverage_evidence_agreement_and_data() {
    let pack = pack_of(
        json!([]),
        json!([
            {"id": "c1", "group": "g", "indicators": {"communication": 3}},
            {"id": "c2", "group": "g", "indicators": {"communication": 1}},
            {"id": "c3", "group": "g", "indicators": {"communication": 4}}
        ]),
    );
    let figures = "feedback-received 2026=20; feedback-answered 2026=11; notice-first 2026=7; notice-late 2026=3";
    let csat = "satisfaction-1 2026=2; satisfaction-2 2026=1; satisfaction-3 2026=3; satisfaction-4 2026=20; satisfaction-5 2026=14";
    let inputs = sheet().figures(figures).figures(csat).answers("c1 4/E2 3; c2 2/E1 2 5");
    let of = |inputs: &Sheet| indicator(&inputs.results(&pack), Indicator::Communication).confidence.unwrap();
    let found = of(&inputs);
    near("cov", found.coverage.unwrap(), 0.5);
    // E2 on weight 3 and E1 on weight 1: mean 7/4.
    near("evd", found.evidence.unwrap(), (1.0 + 7.0 / 4.0) / 4.0);
    // s² of 4,3 is .5; of 2,2,5 it is 3; against 35/12 the second is below 0. Unweighted.
    near("agr", found.agreement.unwrap(), (1.0 - 0.5 * 12.0 / 35.0 + 0.0) / 2.0);
    let low = wilson_by_definition(34.0, 40.0, 0.0, 0.85);
    let high = wilson_by_definition(34.0, 40.0, 1.0, 0.85);
    let precision = 1.0 - (high - low) / 2.0 / 0.25;
    near("dat", found.data.unwrap(), (2.0 * precision + 1.0 + 1.0) / 5.0);
    // 40 of 400 invited is 10 %, half of what is expected; 40 of 100 is enough.
    let invited = |n: i32| of(&inputs.clone().figures(&format!("survey-invitations 2026={n}"))).data.unwrap();
    near("dat at 10 %", invited(400), (2.0 * precision * 0.5 + 2.0) / 5.0);
    near("dat at 40 %", invited(100), (2.0 * precision + 2.0) / 5.0);
    near("dat where invitations are no count", invited(-5), (2.0 * precision + 2.0) / 5.0);
    // A wide interval is worth nothing, never less: 1 of 2, half-width above .25.
    let two = sheet().figures(figures).figures("satisfaction-1 2026=1; satisfaction-2 2026=0; satisfaction-3 2026=0; satisfaction-4 2026=0; satisfaction-5 2026=1");
    near("dat of two", of(&two.answers("c1 4")).data.unwrap(), 2.0 / 5.0);
}

#[test]
fn a_score_that_is_not_there_says_why() {
    let pack = four_groups([1, 0, 0, 1]);
    let inputs = sheet().profile("economic-mode=showback");
    let results = inputs.results(&pack);
    let why = inputs.why(&pack, None, Indicator::Growth, View::Claimed);
    assert_eq!(why.amount, Amount::Open);
    let amount = |key: MetricKey| {
        let is = |part: &&Derivation| part.term == Term::Metric(key);
        why.parts[1].parts.iter().find(is).unwrap().amount
    };
    assert_eq!(amount(MetricKey::RevenueGrowth), Amount::NotApplicable);
    assert_eq!(amount(MetricKey::BenefitsRealised), Amount::Missing(Reason::Figure(FigureKey::BenefitsPlanned)));
    assert_eq!(evidenced(&results, Indicator::Growth).score, None);
}

#[test]
fn the_mode_says_which_side_leads_and_the_round_which_day_it_is() {
    let pack = built_in();
    let of = |inputs: &Sheet| Settings::of(&inputs.assessment(), &pack, support::round());
    let plain = of(&sheet());
    assert_eq!((plain.view(), &*plain.size, plain.as_of), (View::Claimed, "quick", None));
    let round = support::round().to_string();
    let day = fourfold::model::Scalar::Text("2026-06-30".into());
    let audit = of(&sheet().profile("scoring-mode=audit size=unheard-of").say("round", &[&round, "date"], day));
    assert_eq!((audit.view(), &*audit.size), (View::Evidenced, "quick"));
    assert_eq!(audit.as_of.map(|day| day.to_string()).as_deref(), Some("2026-06-30"));
    // Both sides are computed whatever leads.
    let inputs = sheet().answers("rsk-w 5");
    let (assessing, auditing) = (inputs.clone(), inputs.profile("scoring-mode=audit"));
    let results = |inputs: &Sheet| fourfold::score::score(&pack, &inputs.assessment(), &of(inputs));
    assert_eq!(results(&assessing), results(&auditing));
}

#[test]
fn an_answer_of_another_round_does_not_count() {
    let pack = four_groups([0, 0, 1, 0]);
    let inputs = sheet().answers("r1 5");
    let mut settings = support::settings("s", None);
    settings.round.0.counter += 1;
    let results = fourfold::score::score(&pack, &inputs.assessment(), &settings);
    assert_eq!(results.questions[0].state, State::Open);
}
