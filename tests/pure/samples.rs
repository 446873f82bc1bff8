//! The sample organisations are what they claim to be: the file the app opens says what its readable
//! source says, and comes to the results that trainers are told to expect.

mod findings;
mod people;
#[path = "../fixtures/sample.rs"]
mod sample;
mod sheets;
mod solutions;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fourfold::exchange::file;
use fourfold::model::pack::{Indicator, MetricKey, Pack};
use fourfold::model::{
    Answer, Assessment, Facts, FigureKey, Grade, LineKind, Period, PeriodKind, Role, RoundId, Said, Table,
};
use fourfold::score::{Reading, Results, Settings, Word, score};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn pack(id: &str, version: &str) -> Result<Pack, String> {
    let path = root().join("public/packs").join(id).join(version).join("structure.json");
    Pack::read(&fs::read_to_string(path).map_err(|why| why.to_string())?).map_err(|why| why.to_string())
}

fn source(name: &str) -> String {
    fs::read_to_string(root().join(format!("tests/fixtures/samples/{name}.txt"))).unwrap()
}

fn committed(name: &str) -> String {
    fs::read_to_string(root().join(format!("public/samples/{name}.json"))).unwrap()
}

/// A sample as the app opens it, with the pack it names.
struct Sample {
    facts: Facts,
    assessment: Assessment,
    pack: Pack,
}

impl Sample {
    fn open(name: &str) -> Self {
        let facts = file::read(&committed(name)).unwrap().facts;
        let assessment = facts.assessment();
        let named = assessment.profile.pack.clone().unwrap();
        let (id, rest) = named.split_once('@').unwrap();
        let (version, _) = rest.split_once('#').unwrap();
        let pack = pack(id, version).unwrap();
        assert_eq!(pack.name(), *named, "the sample names another pack than the one that is shipped");
        Self { facts, assessment, pack }
    }

    fn harbour() -> Self {
        Self::open("harbour-it")
    }

    fn round(&self, label: &str) -> RoundId {
        let labelled = |id: &&RoundId| self.assessment.rounds[*id].label.as_deref() == Some(label);
        *self.assessment.rounds.keys().find(labelled).unwrap()
    }

    fn results(&self, label: &str) -> Results {
        score(&self.pack, &self.assessment, &Settings::of(&self.assessment, &self.pack, self.round(label)))
    }

    fn outcome(&self, label: &str, indicator: Indicator) -> f64 {
        self.results(label).indicators[indicator.index()].outcome.value().unwrap()
    }

    fn reading(&self, label: &str, key: MetricKey) -> Reading {
        self.results(label).metrics.iter().flatten().find(|metric| metric.key == key).unwrap().reading
    }

    fn said(&self, label: &str) -> Vec<&Said> {
        self.assessment.said[&self.round(label)].values().collect()
    }

    /// The mean level of everyone with this role, over all questions of a round.
    fn mean_level(&self, label: &str, role: Role) -> f64 {
        let mut levels = Vec::new();
        for (respondent, answer) in self.said(label).iter().flat_map(|said| &said.answers) {
            if self.assessment.respondents[respondent].role == Some(role)
                && let Answer::Level(option) = answer
            {
                levels.push(option.as_str().parse::<f64>().unwrap());
            }
        }
        levels.iter().sum::<f64>() / levels.len() as f64
    }
}

// ---------------------------------------------------------------- source and file

#[test]
fn every_file_is_what_the_generator_makes_of_its_source() {
    let names = |folder: &str, ending: &str| -> BTreeSet<String> {
        let files = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
        files.filter_map(|name| Some(name.to_str()?.strip_suffix(ending)?.to_owned())).collect()
    };
    let sources = names("tests/fixtures/samples", ".txt");
    assert_eq!(sources, sheets::ALL.map(str::to_owned).into());
    let sheets: BTreeSet<String> = sources.iter().map(|name| format!("{name}.sheet")).collect();
    let all = sources.iter().cloned().chain(sheets).chain(["index".to_owned()]).collect();
    assert_eq!(names("public/samples", ".json"), all);
    for name in sources {
        let made = sample::convert(&name, &source(&name), pack).unwrap();
        assert!(made == committed(&name), "{name} is stale: cargo run --no-default-features --example samples");
    }
}

/// A source that cannot be understood, and the words its complaint has to contain.
fn check_refused(from: &str, to: &str, expected: &str) {
    let text = source("harbour-it");
    assert!(text.contains(from));
    let why = sample::convert("harbour-it", &text.replacen(from, to, 1), pack).unwrap_err();
    assert!(why.contains(expected) && why.contains("line"), "{why}");
}

#[test]
fn a_mistake_in_a_source_is_told_with_its_line() {
    check_refused("[lines]", "[line]", "no table is called \"line\"");
    check_refused("\nprb-w  ", "\nprb-x  ", "\"prb-x\"");
    check_refused("| 2 E1 |", "| 2 E9 |", "\"E9\"");
    check_refused("| desk | ops ", "| desk | opa ", "\"opa\"");
    check_refused("total-cost  ", "total-coat  ", "total-coat");
    check_refused("648 000", "648 ooo", "648 ooo");
    check_refused("| 2024-01", "| 2024-13", "2024-13");
    check_refused("| staff\n", "| stuff\n", "stuff");
    check_refused("0.9 ", "0,9 ", "0,9");
    check_refused("| 2026-01-20", "| 2026-02-30", "without a date");
    check_refused("\nslm     |", "\nsla     |", "no process \"sla\"");
    check_refused("process | target | importance", "process | aim | importance", "\"3\" cannot be said of aim");
    check_refused("| 3      | 3\n", "| 3      | 4\n", "\"4\" cannot be said of importance");
    check_refused("| ast     | ast-w ", "| ast     | ast-x ", "\"ast-x\"");
    check_refused("| started |", "| halfway |", "halfway");
}

#[test]
fn a_year_that_ends_in_march_dates_its_figures_by_the_round_that_first_knew_them() {
    let sample = Sample::open("northlight-council");
    let day = |period: &str| {
        let of = format!("figure\ntotal-cost\n{period}");
        let fact = sample.facts.iter().find(|fact| fact.subject() == of).unwrap();
        fact.at.unwrap() / 86_400_000
    };
    assert_eq!(day("2024"), day("2025"), "both years had ended in April 2025");
    assert_eq!(day("2026") - day("2025"), 364, "2025-04-29 to 2026-04-28");
}

#[test]
fn the_same_source_makes_stamps_without_gaps_and_rows_named_by_the_stamp_that_made_them() {
    let sample = Sample::harbour();
    let counters: Vec<u64> = sample.facts.iter().map(|fact| fact.stamp.counter).collect();
    assert_eq!(counters, (1..=sample.facts.len() as u64).collect::<Vec<_>>());
    assert_eq!(sample.facts.clashes(), 0);
    assert_eq!(sample.facts.foreign(), 0);
    for (risk, row) in &sample.assessment.risks() {
        let first = sample.facts.iter().find(|fact| fact.stamp == risk.0).unwrap();
        assert_eq!(first.subject(), format!("risk\n{risk}\ntitle"), "{row:?}");
    }
}

// ---------------------------------------------------------------- Harbour IT: the results to expect

/// The outcome part of an indicator, to nine places.
fn check_outcome(label: &str, indicator: Indicator, expected: f64) {
    let found = Sample::harbour().outcome(label, indicator);
    assert!((found - expected).abs() < 1e-9, "{label}, {indicator}: {found}, expected {expected}");
}

#[test]
fn now_growth_and_value_is_82_80() {
    // Growth (739 200 − 600 000) ÷ 600 000 = 23.2 %                      → 100, weight 2
    // utilisation 8 800 ÷ 11 000 = 80 %                                  → 100, weight 1
    // return 30 000 ÷ 250 000 − 10 % = 2 points, 60 + 2 ÷ 10 · 25        →  65, weight 2
    // recovery 739 200 ÷ 770 000 = 96 %, 30 + 46 ÷ 50 · 40               →  66.8, weight 1
    check_outcome("Now", Indicator::Growth, (200.0 + 100.0 + 130.0 + 66.8) / 6.0);
    check_outcome("Now", Indicator::Growth, 82.8);
}

#[test]
fn now_budget_adherence_is_70_78() {
    // In units of 600: budget 12 · 100, actual 92 95 97 99 101 96 98 97 99 101 98 187, together 1260.
    // Variance 60 ÷ 1200 = 5 %                                           →  80, weight 2
    // deviation 118 ÷ 1200 = 59/6 %, 85 − 4 · (59/6 − 5)                 → 197/3, weight 2
    // spike 187 ÷ (1073 ÷ 11) = 2057/1073, 100 − 50 · (2057/1073 − 1.2)  → 68830/1073, weight 1
    // avoidable 57 750 ÷ 770 000 = 7.5 %                                 →  70, weight 2
    // (160 + 394/3 + 68830/1073 + 140) ÷ 7 = 1594952/22533
    check_outcome("Now", Indicator::Budget, 1_594_952.0 / 22_533.0);
}

#[test]
fn now_risk_impact_is_58_57() {
    // Residual 100 000 ÷ 80 000 = 1.25, 70 − .25 ÷ .5 · 30               →  55, weight 2
    // register: 8 of 10 rows are complete                                →  80, weight 1
    // failed changes 45 ÷ 250 = 18 %, 65 − 3 ÷ 15 · 35                   →  58, weight 2
    // decisions reviewed: 4 of the 10 that are due                       →  40, weight 1
    // Brier (.01 + .04 + .49 + .01 + .25) ÷ 5 = .16, 80 − .06 ÷ .15 · 40 →  64, weight 1
    check_outcome("Now", Indicator::Risk, 410.0 / 7.0);
}

#[test]
fn now_communication_effectiveness_is_52_18() {
    // Wilson, 34 of 40: 70.927 675 633 510 295 %, 40 + 2 · .927 675 …    →  41.855 351 267 020 59, weight 2
    // closed loop 33 ÷ 60 = 55 %                                         →  55, weight 1
    // awareness: never asked, missing                                    →   –
    // first notice 28 ÷ 40 = 70 %                                        →  70, weight 1
    check_outcome("Now", Indicator::Communication, (2.0 * 41.855_351_267_020_59 + 55.0 + 70.0) / 4.0);
}

#[test]
fn before_growth_and_value_is_52_16() {
    // 12 000 ÷ 588 000 → 40 + 4 · 100/49; utilisation 75 % → 100; return −800 ÷ 80 000 − 10 % = −11 → 27;
    // recovery 600 000 ÷ 660 800 → 30 + .8 · (60 000 000/660 800 − 50).
    let growth = 40.0 + 400.0 / 49.0;
    let recovery = 30.0 + 0.8 * (60_000_000.0 / 660_800.0 - 50.0);
    check_outcome("Before", Indicator::Growth, (2.0 * growth + 100.0 + 54.0 + recovery) / 6.0);
}

/// A metric in its own unit.
fn check_metric(label: &str, key: MetricKey, expected: f64) {
    match Sample::harbour().reading(label, key) {
        Reading::Value(value) => assert!((value - expected).abs() < 1e-9, "{key}: {value}"),
        other => panic!("{key}: {other:?}"),
    }
}

#[test]
fn every_metric_now_is_the_one_of_the_story() {
    check_metric("Now", MetricKey::RevenueGrowth, 23.2);
    check_metric("Now", MetricKey::Utilisation, 80.0);
    check_metric("Now", MetricKey::ReturnOverHurdle, 2.0);
    check_metric("Now", MetricKey::Recovery, 96.0);
    check_metric("Now", MetricKey::AnnualVariance, 5.0);
    check_metric("Now", MetricKey::PeriodError, 59.0 / 6.0);
    check_metric("Now", MetricKey::YearEndSpike, 2_057.0 / 1_073.0);
    check_metric("Now", MetricKey::AvoidableSpend, 7.5);
    check_metric("Now", MetricKey::ResidualExposure, 1.25);
    check_metric("Now", MetricKey::RegisterCompleteness, 80.0);
    check_metric("Now", MetricKey::ChangeFailureRate, 18.0);
    check_metric("Now", MetricKey::DecisionsReviewed, 40.0);
    check_metric("Now", MetricKey::BrierScore, 0.16);
    check_metric("Now", MetricKey::Satisfaction, 70.927_675_633_510_3);
    check_metric("Now", MetricKey::ClosedLoop, 55.0);
    check_metric("Now", MetricKey::FirstNotice, 70.0);
}

#[test]
fn every_metric_before_is_the_one_of_the_story() {
    check_metric("Before", MetricKey::RevenueGrowth, 100.0 / 49.0);
    check_metric("Before", MetricKey::Utilisation, 75.0);
    check_metric("Before", MetricKey::ReturnOverHurdle, -11.0);
    check_metric("Before", MetricKey::AnnualVariance, 100.0 * 34.8 / 612.0);
    check_metric("Before", MetricKey::YearEndSpike, 120.0 * 11.0 / 526.8);
    check_metric("Before", MetricKey::AvoidableSpend, 100.0 * 70_000.0 / 660_800.0);
    check_metric("Before", MetricKey::ChangeFailureRate, 26.0);
    check_metric("Before", MetricKey::DecisionsReviewed, 25.0);
    check_metric("Before", MetricKey::ClosedLoop, 30.0);
    check_metric("Before", MetricKey::FirstNotice, 55.0);
}

#[test]
fn nobody_has_measured_awareness() {
    for label in ["Before", "Now"] {
        assert!(matches!(Sample::harbour().reading(label, MetricKey::Awareness), Reading::Missing(_)));
    }
}

#[test]
fn every_indicator_was_worse_before_in_practice_and_in_figures() {
    let sample = Sample::harbour();
    let (before, now) = (sample.results("Before"), sample.results("Now"));
    for (before, now) in before.indicators.iter().zip(&now.indicators) {
        assert!(before.outcome.value().unwrap() < now.outcome.value().unwrap(), "{}", before.id);
        assert!(before.claimed.practice.value().unwrap() < now.claimed.practice.value().unwrap(), "{}", before.id);
        assert!(before.evidenced.score.unwrap() < now.evidenced.score.unwrap(), "{}", before.id);
    }
}

#[test]
fn no_indicator_is_stamped_or_without_a_score_in_either_round() {
    let sample = Sample::harbour();
    for label in ["Before", "Now"] {
        for indicator in sample.results(label).indicators {
            assert_eq!(indicator.stamp, None);
            assert!(!indicator.range_only && indicator.confidence.is_some());
            assert!(indicator.claimed.score.unwrap() > indicator.evidenced.score.unwrap());
        }
    }
    let words = sample.results("Now").indicators.map(|indicator| indicator.claimed.word);
    assert!(words.contains(&Some(Word::Good)) && words.contains(&Some(Word::Fair)), "{words:?}");
}

#[test]
fn december_explodes_in_both_years_and_revenue_is_not_set_off_against_it() {
    let sample = Sample::harbour();
    let lines = sample.assessment.lines();
    let revenue = |line: &&fourfold::model::LineId| lines[*line].kind == Some(LineKind::Revenue);
    let charges = lines.keys().find(revenue).unwrap();
    let year: f64 =
        sample.assessment.actuals[charges].iter().filter(|(month, _)| month.year == 2025).map(|(_, value)| value).sum();
    let stated =
        sample.assessment.figures[&FigureKey::InternalCharges][&Period::new(PeriodKind::Year, 2025, 1).unwrap()];
    assert_eq!(year, stated);
    check_metric("Now", MetricKey::AnnualVariance, 100.0 * 36_000.0 / 720_000.0);
    for label in ["Before", "Now"] {
        let Reading::Value(spike) = sample.reading(label, MetricKey::YearEndSpike) else { panic!() };
        assert!(spike > 1.9, "{spike}");
    }
}

#[test]
fn the_accounts_agree_with_themselves() {
    let sample = Sample::harbour();
    let figure = |key, year| sample.assessment.figures[&key][&Period::new(PeriodKind::Year, year, 1).unwrap()];
    for year in 2023..=2025 {
        let revenue = figure(FigureKey::ExternalRevenue, year) + figure(FigureKey::InternalCharges, year);
        assert_eq!(revenue - figure(FigureKey::TotalCost, year), figure(FigureKey::OperatingResult, year), "{year}");
    }
    for year in 2024..=2025_i32 {
        let lines = sample.assessment.lines();
        let costs = lines.iter().filter(|(_, line)| line.kind == Some(LineKind::Cost));
        let actual: f64 = costs
            .flat_map(|(id, _)| &sample.assessment.actuals[id])
            .filter(|(month, _)| i32::from(month.year) == year)
            .map(|(_, value)| value)
            .sum();
        assert_eq!(actual + 14_000.0, figure(FigureKey::TotalCost, year), "{year}");
        let found = figure(FigureKey::AvoidableFound, year);
        let decided = figure(FigureKey::AvoidableDecided, year);
        assert!(found > decided && decided > figure(FigureKey::AvoidableRealised, year));
    }
}

// ---------------------------------------------------------------- Harbour IT: the people

#[test]
fn every_question_is_answered_in_both_rounds_and_only_by_those_who_can_know() {
    let sample = Sample::harbour();
    for label in ["Before", "Now"] {
        for question in sample.pack.asked("quick").map(|index| &sample.pack.structure.questions[index]) {
            let said = sample.assessment.said(sample.round(label), &question.id);
            let answers = &said.unwrap_or_else(|| panic!("{label}: nobody answered {}", question.id)).answers;
            assert!(answers.values().any(|answer| matches!(answer, Answer::Level(_))), "{label}: {}", question.id);
            for respondent in answers.keys() {
                let role = sample.assessment.respondents[respondent].role.unwrap();
                assert!(question.respondents.contains(&role), "{label}: a {role} cannot know {}", question.id);
            }
            for (id, respondent) in &sample.assessment.respondents {
                let asked = question.respondents.contains(&respondent.role.unwrap());
                assert_eq!(asked, answers.contains_key(id), "{label}: {} of {:?}", question.id, respondent.name);
            }
        }
    }
}

#[test]
fn the_leader_rates_one_to_two_levels_above_staff() {
    let sample = Sample::harbour();
    for label in ["Before", "Now"] {
        let gap = sample.mean_level(label, Role::Leader) - sample.mean_level(label, Role::Staff);
        assert!((1.0..=2.0).contains(&gap), "{label}: {gap}");
    }
}

#[test]
fn five_people_in_four_roles_answer() {
    let roles: Vec<Role> = Sample::harbour().assessment.respondents.values().filter_map(|own| own.role).collect();
    assert_eq!(roles, [Role::Staff, Role::Staff, Role::Leader, Role::Customer, Role::User]);
}

#[test]
fn some_do_not_know_one_question_does_not_apply_and_all_grades_of_evidence_occur() {
    let sample = Sample::harbour();
    for (label, applies_not) in [("Before", 0), ("Now", 1)] {
        let answers: Vec<&Answer> = sample.said(label).iter().flat_map(|said| said.answers.values()).collect();
        assert!(answers.iter().filter(|answer| ***answer == Answer::DontKnow).count() >= 3);
        let reasons = answers.iter().filter(|answer| matches!(answer, Answer::NotApplicable(why) if why.len() > 20));
        assert_eq!(reasons.count(), applies_not, "{label}");
        assert!(sample.said(label).iter().map(|said| said.notes.len()).sum::<usize>() >= 4);
    }
    let grades: Vec<Grade> = sample.said("Now").iter().flat_map(|said| said.evidence.values().copied()).collect();
    let count = |grade| grades.iter().filter(|own| **own == grade).count();
    assert!(count(Grade::E0) >= 1 && count(Grade::E1) >= 3 && count(Grade::E2) >= 3);
    assert_eq!(count(Grade::E3), 1);
}

// ---------------------------------------------------------------- the tables to paste

/// A number as a German spreadsheet writes it.
fn german(cell: &str) -> f64 {
    cell.trim_end_matches(" €").replace('.', "").replace(',', ".").parse().unwrap()
}

/// The rows of a block, without its heading.
fn block(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("tests/fixtures/samples/harbour-it-figures.tsv")).unwrap();
    let found = text.split("\n\n").find(|block| block.starts_with(&format!("[{name}]\n"))).unwrap();
    found.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn the_figures_to_paste_are_those_of_the_sample() {
    let label = |text: &str| {
        let word = match text {
            "Amount invested" => "invested".to_owned(),
            "Operating result after tax" => "operating-result".to_owned(),
            "Avoidable spend found" => "avoidable-found".to_owned(),
            "Avoidable spend decided" => "avoidable-decided".to_owned(),
            "Avoidable spend realised" => "avoidable-realised".to_owned(),
            "Changes" => "changes-total".to_owned(),
            "Failed changes" => "changes-failed".to_owned(),
            "Emergency changes" => "changes-emergency".to_owned(),
            "Customers asked" => "awareness-asked".to_owned(),
            "Customers who knew" => "awareness-knew".to_owned(),
            "Told by us first" => "notice-first".to_owned(),
            "Heard elsewhere first" => "notice-late".to_owned(),
            other => other.replace("Answers with score", "satisfaction").to_lowercase().replace(' ', "-"),
        };
        FigureKey::from_word(&word).unwrap_or_else(|| panic!("no figure is called {text}"))
    };
    let rows = block("figures");
    let mut pasted: Table<FigureKey, Table<Period, f64>> = Table::default();
    for row in &rows[1..] {
        for (period, cell) in rows[0].iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty()) {
            pasted.entry_or_default(label(&row[0])).insert(period.parse().unwrap(), german(cell));
        }
    }
    assert_eq!(pasted, Sample::harbour().assessment.figures);
    assert!(rows.iter().any(|row| row[0] == "Customers asked" && row[1..].iter().all(String::is_empty)));
}

#[test]
fn the_lines_to_paste_are_those_of_the_sample() {
    const MONTHS: &[&str] = &["Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"];
    let assessment = Sample::harbour().assessment;
    let rows = block("lines");
    for (id, line) in &assessment.lines() {
        for (word, series) in [("Budget", &assessment.budgets[id]), ("Actual", &assessment.actuals[id])] {
            let found = rows.iter().find(|row| Some(&*row[0]) == line.name.as_deref() && row[2] == word).unwrap();
            assert_eq!(found[1].to_lowercase(), line.kind.unwrap().word());
            let values: Table<Period, f64> = rows[0]
                .iter()
                .zip(found)
                .skip(3)
                .map(|(heading, cell)| {
                    let (month, year) = heading.split_once(' ').unwrap();
                    let month = MONTHS.iter().position(|own| *own == month).unwrap() as u32 + 1;
                    let period = Period::new(PeriodKind::Month, 2000 + year.parse::<i32>().unwrap(), month);
                    (period.unwrap(), german(cell))
                })
                .collect();
            assert_eq!(values, *series, "{word} of {:?}", line.name);
        }
    }
    assert_eq!(rows.len(), 1 + 2 * assessment.lines().len());
}

/// `31.03.2026` as `2026-03-31`.
fn iso(cell: &str) -> String {
    cell.split('.').rev().collect::<Vec<_>>().join("-")
}

#[test]
fn the_risks_to_paste_are_those_of_the_sample() {
    let assessment = Sample::harbour().assessment;
    let rows = block("risks");
    assert_eq!(rows.len(), 1 + assessment.risks().len());
    for (risk, row) in assessment.risks().values().zip(&rows[1..]) {
        assert_eq!(risk.title.as_deref(), Some(&*row[0]));
        assert_eq!(risk.owner.as_deref().unwrap_or(""), row[1]);
        assert_eq!(risk.treatment.unwrap().word(), row[2].replace("the ", "").replace(' ', "-"));
        assert_eq!(risk.due.map(|due| due.to_string()).unwrap_or_default(), iso(&row[3]));
        assert_eq!([risk.loss_before, risk.loss_residual], [&row[4], &row[5]].map(|cell| Some(german(cell))));
    }
}

#[test]
fn the_decisions_to_paste_are_those_of_the_sample() {
    let assessment = Sample::harbour().assessment;
    let rows = block("decisions");
    assert_eq!(rows.len(), 1 + assessment.decisions().len());
    for (decision, row) in assessment.decisions().values().zip(&rows[1..]) {
        let texts = [&decision.title, &decision.chosen, &decision.predicted, &decision.outcome];
        let texts = texts.map(|text| text.as_deref().unwrap_or(""));
        assert_eq!(texts, [&*row[0], &*row[1], &*row[2], &*row[5]]);
        assert_eq!(decision.probability, Some(german(&row[3])));
        let review = Some(&row[4]).filter(|cell| !cell.is_empty()).map(|cell| iso(cell));
        assert_eq!(decision.review.map(|date| date.to_string()), review);
        let happened = decision.happened.map_or("", |happened| if happened { "yes" } else { "no" });
        assert_eq!(happened, row[6]);
    }
}

#[test]
fn the_app_reads_the_list_and_every_sheet_as_they_are_written() {
    use fourfold::exchange::samples::{read_list, read_sheet};
    let text = |name: &str| fs::read_to_string(root().join("public/samples").join(name)).unwrap();
    let list = read_list(&text("index.json")).unwrap();
    let ids: Vec<&str> = list.iter().map(|own| own.id.as_str()).collect();
    assert_eq!(ids, ["harbour-it", "northlight-council", "kestrel-managed-services"]);
    for own in list {
        let file = text(&format!("{}.sheet.json", own.id));
        let sheet = read_sheet(&file).unwrap();
        let json: serde_json::Value = serde_json::from_str(&file).unwrap();
        assert_eq!(
            (sheet.title.as_str(), sheet.story.len()),
            (own.name.as_str(), json["story"].as_array().unwrap().len())
        );
        assert_eq!(sheet.findings.len(), json["findings"].as_array().unwrap().len());
        assert_eq!((sheet.exercises.len(), sheet.expected.len()), (3, 2));
        for (round, json) in sheet.expected.iter().zip(json["expected"].as_array().unwrap()) {
            for (own, json) in round.indicators.iter().zip(json["indicators"].as_array().unwrap()) {
                assert_eq!(own.outcome, json["outcome"].as_f64());
                assert_eq!(own.claimed[0], json["claimed"]["score"].as_f64());
                assert_eq!(own.evidenced[2], json["evidenced"]["high"].as_f64());
            }
        }
        assert_eq!(
            read_sheet(&file.replacen("\"hint\"", "\"tip\"", 1)).unwrap_err(),
            "\"hint\" is missing or malformed"
        );
    }
}
