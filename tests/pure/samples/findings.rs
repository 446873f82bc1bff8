//! Every finding of a facilitator sheet is really there: what does not fit shows in the engine's
//! problem areas, flags and metrics, or plainly in the figures.

use chrono::NaiveDate;
use fourfold::model::pack::{Indicator, MetricKey};
use fourfold::model::{ActionStatus, Answer, FigureKey, Grade, LineId, LineKind, Period, PeriodKind, Role, Table};
use fourfold::score::shown::{Decomposition, Flag, Pattern, Shown};
use fourfold::score::simulation::{RiskRanges, Simulation};
use fourfold::score::{Problem, Reading, Settings, Word, problem_areas, shown};

use super::Sample;
use super::sheets::{ALL, list, sheet, words};

impl Sample {
    fn settings(&self, label: &str) -> Settings {
        Settings::of(&self.assessment, &self.pack, self.round(label))
    }

    fn process(&self, id: &str) -> usize {
        self.pack.structure.processes.iter().position(|own| own.id.as_str() == id).unwrap()
    }

    /// What is wrong with a process.
    pub fn problems(&self, label: &str, process: &str) -> Vec<Problem> {
        let areas = problem_areas(&self.pack, &self.assessment, &self.settings(label), &self.results(label));
        let process = self.process(process);
        areas.into_iter().filter(|area| area.process == process).flat_map(|area| area.problems).collect()
    }

    pub fn shown(&self, label: &str) -> Shown {
        shown(&self.pack, &self.assessment, &self.settings(label), &self.results(label))
    }

    pub fn value(&self, label: &str, key: MetricKey) -> f64 {
        match self.reading(label, key) {
            Reading::Value(value) => value,
            other => panic!("{label}, {key}: {other:?}"),
        }
    }

    /// Claimed and evidenced level.
    fn levels(&self, label: &str, process: &str) -> [usize; 2] {
        let process = self.process(process);
        let results = self.results(label);
        let own = results.processes.iter().find(|own| own.process == process).unwrap();
        [own.claimed.level, own.evidenced.level].map(|level| level.reached().unwrap())
    }

    fn red(&self, label: &str, key: MetricKey) -> bool {
        self.results(label).metrics.iter().flatten().any(|metric| metric.key == key && metric.red_flag)
    }

    pub fn figure(&self, key: FigureKey, period: &str) -> f64 {
        self.assessment.figures[&key][&period.parse().unwrap()]
    }

    /// The levels that people of a role gave to a question, and the highest grade of any of them.
    fn given(&self, label: &str, question: &str, role: Role) -> (Vec<usize>, Grade) {
        let said = self.assessment.said(self.round(label), &question.parse().unwrap()).unwrap();
        let own = |respondent| self.assessment.respondents[respondent].role == Some(role);
        let levels = said.answers.iter().filter(|(respondent, _)| own(*respondent));
        let levels = levels.filter_map(|(_, answer)| match answer {
            Answer::Level(option) => Some(option.as_str().parse().unwrap()),
            _ => None,
        });
        let grades = said.evidence.iter().filter(|(respondent, _)| own(*respondent)).map(|(_, grade)| *grade);
        (levels.collect(), grades.max().unwrap_or(Grade::E0))
    }

    /// Whether somebody wrote this beside a question.
    fn noted(&self, label: &str, question: &str, words: &str) -> bool {
        let said = self.assessment.said(self.round(label), &question.parse().unwrap()).unwrap();
        said.notes.values().any(|note| note.contains(words))
    }

    /// The status of the action whose title begins so.
    fn action(&self, title: &str) -> ActionStatus {
        let actions = self.assessment.actions();
        let own = actions.values().find(|own| own.title.as_deref().is_some_and(|own| own.starts_with(title)));
        own.unwrap().status.unwrap()
    }

    /// The actual of the line with this name in a period.
    pub fn actual(&self, name: &str, period: &str) -> f64 {
        let lines = self.assessment.lines();
        let line = lines.iter().find(|(_, line)| line.name.as_deref() == Some(name)).unwrap().0;
        self.assessment.actuals[line][&period.parse().unwrap()]
    }

    /// Budget, or actual, of all cost lines together in these months.
    pub fn cost(&self, of: &Table<LineId, Table<Period, f64>>, months: &[(i32, u32)]) -> f64 {
        let lines = self.assessment.lines();
        let costs = lines.iter().filter(|(_, line)| line.kind == Some(LineKind::Cost));
        let months: Vec<Period> =
            months.iter().map(|(year, month)| Period::new(PeriodKind::Month, *year, *month).unwrap()).collect();
        costs.flat_map(|(line, _)| months.iter().map(|month| of[line][month])).sum()
    }

    /// How many decisions were due on a day, and how many of those tell what came of them.
    fn due_and_told(&self, day: &str) -> (usize, usize) {
        let day: NaiveDate = day.parse().unwrap();
        let decisions = self.assessment.decisions();
        let due: Vec<_> = decisions.values().filter(|own| own.review.is_some_and(|review| review <= day)).collect();
        (due.len(), due.iter().filter(|own| own.outcome.is_some() || own.happened.is_some()).count())
    }

    /// By how many levels leaders are above staff in each process, where that is a problem.
    fn leaders_above(&self, label: &str) -> Vec<usize> {
        let results = self.results(label);
        let areas = problem_areas(&self.pack, &self.assessment, &self.settings(label), &results);
        let gap = areas.iter().flat_map(|area| &area.problems).filter_map(|problem| match problem {
            Problem::LeadersAbove { leaders, staff } => Some(leaders - staff),
            _ => None,
        });
        gap.collect()
    }
}

/// The finding with this id is there.
fn check_finding(sample: &Sample, name: &str, id: &str) {
    match (name, id) {
        ("harbour-it", "december") => {
            assert!(sample.value("Now", MetricKey::YearEndSpike) > 1.9);
            assert!(sample.value("Before", MetricKey::YearEndSpike) > 2.5);
            assert_eq!(sample.actual("Hardware", "2025-12"), 38_600.0);
            assert!(sample.noted("Now", "budget-explain", "so everyone orders"));
        }
        ("harbour-it", "licences-found-and-paid") => {
            let keys = [FigureKey::AvoidableFound, FigureKey::AvoidableDecided, FigureKey::AvoidableRealised];
            assert_eq!(keys.map(|key| sample.figure(key, "2025")), [70_000.0, 24_500.0, 12_250.0]);
            assert_eq!(sample.action("End an idle licence"), ActionStatus::Open);
        }
        ("harbour-it", "leader-above-staff") => {
            let gaps = sample.leaders_above("Now");
            assert_eq!(gaps.len(), sample.results("Now").processes.len());
            assert_eq!((gaps.len(), gaps.iter().filter(|gap| **gap == 2).count()), (12, 8));
        }
        ("harbour-it", "changes-fail") => {
            assert_eq!(sample.given("Now", "chg-w", Role::Leader), (vec![4], Grade::E1));
            assert_eq!(sample.given("Now", "chg-w", Role::Staff), (vec![2, 2], Grade::E2));
            assert_eq!(sample.value("Now", MetricKey::ChangeFailureRate), 18.0);
        }
        ("harbour-it", "awareness-never-asked") => {
            assert!(matches!(sample.reading("Now", MetricKey::Awareness), Reading::Missing(_)));
            assert_eq!(sample.given("Now", "communication-awareness", Role::Leader).0, [3]);
            assert_eq!(sample.given("Now", "communication-awareness", Role::User).0, [1]);
            assert_eq!(sample.action("Ask the terminals"), ActionStatus::Dropped);
            check_range(sample, "Now", Indicator::Communication, 12.0);
        }
        ("harbour-it", "decisions-not-reviewed") => {
            assert_eq!(sample.due_and_told("2026-01-20"), (10, 4));
            assert_eq!(sample.given("Now", "risk-decisions", Role::Leader).0, [3]);
        }
        ("northlight-council", "march") => {
            assert!(sample.value("Spring 2026", MetricKey::AnnualVariance).abs() < 0.3);
            assert!(sample.red("Spring 2026", MetricKey::PeriodError));
            assert!(sample.red("Spring 2026", MetricKey::YearEndSpike));
            let spikes = ["Spring 2025", "Spring 2026"].map(|label| sample.value(label, MetricKey::YearEndSpike));
            assert!(spikes[0] > 2.5 && spikes[1] > 3.7);
            assert!(
                sample
                    .problems("Spring 2026", "fin")
                    .iter()
                    .any(|own| matches!(own, Problem::RedFlag { metric: MetricKey::YearEndSpike, .. }))
            );
            assert_eq!(sample.action("Spread orders"), ActionStatus::Done);
        }
        ("northlight-council", "zero-nobody-looked-for") => {
            assert!(matches!(sample.reading("Spring 2025", MetricKey::AvoidableSpend), Reading::Missing(_)));
            assert_eq!(sample.value("Spring 2026", MetricKey::AvoidableSpend), 0.0);
            assert!(sample.assessment.profile.avoidable_note.as_deref().unwrap().contains("Nobody replied"));
            assert_eq!(sample.given("Spring 2026", "budget-avoidable", Role::Staff).0, [1]);
            let [before, now] = ["Spring 2025", "Spring 2026"]
                .map(|label| sample.results(label).indicators[Indicator::Budget.index()].claimed.score.unwrap());
            assert!(now > before, "the zero lifts the score while months get worse");
        }
        ("northlight-council", "benefits-never-asked") => {
            let unmeasured = |own: &Problem| {
                matches!(own, Problem::NotMeasured { metric: MetricKey::BenefitsRealised, claimed: 4, .. })
            };
            assert!(sample.problems("Spring 2026", "imp").iter().any(unmeasured));
            check_range(sample, "Spring 2026", Indicator::Growth, 24.0);
        }
        ("northlight-council", "levels-without-list") => {
            let ahead = |own: &Problem| matches!(own, Problem::AheadOfNeed { level: 3, need_level: 1, .. });
            assert!(sample.problems("Spring 2026", "slm").iter().any(ahead));
            assert!(sample.noted("Spring 2026", "cat-a4-6", "seven services"));
        }
        ("northlight-council", "glad-and-uninformed") => {
            let [four, five] =
                [FigureKey::Satisfaction4, FigureKey::Satisfaction5].map(|key| sample.figure(key, "2026"));
            let others = [FigureKey::Satisfaction1, FigureKey::Satisfaction2, FigureKey::Satisfaction3];
            let others: f64 = others.iter().map(|key| sample.figure(*key, "2026")).sum();
            assert!((four + five) / (four + five + others) > 0.9);
            assert_eq!(sample.figure(FigureKey::NoticeLate, "2026"), 37.0);
            assert!(sample.value("Spring 2026", MetricKey::FirstNotice) < 37.0);
            assert_eq!(sample.value("Spring 2025", MetricKey::FirstNotice), 50.0);
        }
        ("northlight-council", "complete-and-unread") => {
            assert_eq!(sample.value("Spring 2026", MetricKey::RegisterCompleteness), 100.0);
            assert_eq!(sample.due_and_told("2026-04-28"), (8, 0));
            assert!(sample.red("Spring 2026", MetricKey::DecisionsReviewed));
            assert!(matches!(sample.reading("Spring 2026", MetricKey::BrierScore), Reading::Missing(_)));
            assert_eq!(sample.given("Spring 2026", "risk-decisions", Role::Leader).0, [4]);
        }
        ("northlight-council", "two-leaders-two-books") => {
            let problems = sample.problems("Spring 2026", "fin");
            assert!(problems.iter().any(|own| matches!(own, Problem::Disagreement { .. })));
            assert!(problems.contains(&Problem::DontKnow { dont_know: 13, levels: 14 }));
            for question in ["fin-a0", "fin-a1-3", "fin-a4-6", "fin-a7", "fin-a8"] {
                let levels = sample.given("Spring 2026", question, Role::Leader).0;
                assert!(matches!(levels[..], [head, partner] if head >= partner + 2), "{question}");
            }
        }
        ("kestrel-managed-services", "growth-on-overload") => {
            let [before, now] = ["Summer 2025", "Summer 2026"].map(|label| sample.shown(label).growth.pattern);
            assert_eq!(before, Reading::Value(Some(Pattern::HealthyScaling)));
            assert_eq!(now, Reading::Value(Some(Pattern::GrowthOnOverload)));
            let shares = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"].map(|quarter| {
                let hours = [FigureKey::ProductiveHours, FigureKey::AvailableHours];
                let [worked, there] = hours.map(|key| sample.figure(key, quarter));
                f64::round(100.0 * worked / there)
            });
            assert_eq!(shares, [90.0, 92.0, 94.0, 96.0]);
            let own = |label| sample.results(label).metrics[Indicator::Growth.index()].clone();
            let fell = own("Summer 2025").into_iter().zip(own("Summer 2026")).filter(|(a, b)| b.score < a.score);
            assert_eq!(fell.map(|(own, _)| own.key).collect::<Vec<_>>(), [MetricKey::Utilisation]);
            let good = sample.results("Summer 2026").indicators.map(|own| own.evidenced.word == Some(Word::Good));
            assert_eq!(good, [true, false, false, false], "the story says which is called good");
        }
        ("kestrel-managed-services", "directors-above-practitioners") => {
            let gaps = sample.leaders_above("Summer 2026");
            assert!(gaps.len() == 12 && gaps.iter().all(|gap| *gap >= 2), "{gaps:?}");
            let mean = |label, role| (sample.mean_level(label, role) * 10.0).round() / 10.0;
            let both = |label| [mean(label, Role::Leader), mean(label, Role::Staff)];
            assert_eq!([both("Summer 2025"), both("Summer 2026")], [[3.5, 2.4], [4.1, 1.9]]);
        }
        ("kestrel-managed-services", "first-notice-falls") => {
            let [before, now] = ["Summer 2025", "Summer 2026"].map(|own| sample.value(own, MetricKey::FirstNotice));
            assert!(before.round() == 82.0 && now.round() == 55.0);
            let notices = [FigureKey::NoticeFirst, FigureKey::NoticeLate];
            assert_eq!(notices.map(|key| sample.figure(key, "2025-Q1")), [20.0, 3.0]);
            assert_eq!(notices.map(|key| sample.figure(key, "2026-Q4")), [12.0, 17.0]);
            assert!(sample.noted("Summer 2026", "inc-a8", "before they notice"));
            assert!(sample.given("Summer 2026", "inc-a8", Role::Leader).0.iter().all(|level| *level >= 3));
        }
        ("kestrel-managed-services", "awareness-claimed-not-measured") => {
            let unmeasured =
                |own: &Problem| matches!(own, Problem::NotMeasured { metric: MetricKey::Awareness, claimed: 4, .. });
            assert!(sample.problems("Summer 2026", "cat").iter().any(unmeasured));
            assert!(sample.noted("Summer 2026", "cat-a7", "visits"));
        }
        ("kestrel-managed-services", "problem-above-incident") => {
            let ahead = |own: &Problem| matches!(own, Problem::AheadOfNeed { level: 2, need_level: 1, .. });
            assert!(sample.problems("Summer 2026", "prb").iter().any(ahead));
        }
        ("kestrel-managed-services", "change-on-paper") => {
            assert_eq!(sample.levels("Summer 2026", "chg"), [4, 1]);
            assert!(
                sample.problems("Summer 2026", "chg").contains(&Problem::NotEvidenced { claimed: 4, evidenced: 1 })
            );
            let [before, now] =
                ["Summer 2025", "Summer 2026"].map(|own| sample.value(own, MetricKey::ChangeFailureRate));
            assert!(now > 2.0 * before);
            let urgent =
                sample.figure(FigureKey::ChangesEmergency, "2026") / sample.figure(FigureKey::ChangesTotal, "2026");
            assert!((0.24..0.26).contains(&urgent));
            for attribute in 0..9 {
                let question = format!("chg-a{attribute}");
                assert_eq!(sample.given("Summer 2026", &question, Role::Staff).1, Grade::E1, "{question}");
                for role in [Role::Customer, Role::User] {
                    assert!(sample.given("Summer 2026", &question, role).0.is_empty(), "{question}");
                }
            }
        }
        ("kestrel-managed-services", "register-against-its-ranges") => {
            let risks = sample.assessment.risks();
            assert_eq!(risks.values().next().unwrap().loss_residual, Some(9_000.0));
            let ranges = RiskRanges::of(&sample.assessment);
            let simulated = ranges.risks.len();
            let stated: f64 = risks.values().take(simulated).filter_map(|own| own.loss_residual).sum();
            assert_eq!((simulated, stated), (8, 135_000.0));
            let mut simulation = Simulation::new(ranges.risks, 20_000, 1);
            simulation.advance(20_000);
            let outcome = simulation.outcome().unwrap();
            // The exact mean is 259 420.83; five standard errors are far more than chance.
            assert!((outcome.mean - 259_420.833).abs() < 5.0 * outcome.standard_error.unwrap(), "{}", outcome.mean);
            assert!(sample.value("Summer 2026", MetricKey::ResidualExposure) < 1.0, "within appetite on paper");
        }
        other => panic!("nothing shows {other:?}"),
    }
}

/// The claimed score of an indicator has a range of about this width.
fn check_range(sample: &Sample, label: &str, indicator: Indicator, width: f64) {
    let (low, high) = sample.results(label).indicators[indicator.index()].claimed.range.unwrap();
    assert!((high - low - width).abs() < 0.5, "{low} to {high}");
}

#[test]
fn every_finding_is_really_there() {
    for name in ALL {
        let (sample, sheet) = (Sample::open(name), sheet(name));
        for finding in list(&sheet, "findings") {
            check_finding(&sample, name, words(finding, "id"));
        }
    }
}

#[test]
fn the_growth_of_kestrel_comes_from_fuller_hours() {
    let Reading::Value(Decomposition { capacity, utilisation, hourly_yield }) =
        Sample::open("kestrel-managed-services").shown("Summer 2026").growth.decomposition
    else {
        panic!("no decomposition");
    };
    // L = 932 400 / ln 1.2; times ln(62 600/62 000), ln(.93/.82), and what is left.
    let mean = 932_400.0 / 1.2_f64.ln();
    assert!((capacity - mean * (62_600.0_f64 / 62_000.0).ln()).abs() < 1e-6);
    assert!((utilisation - mean * (0.93_f64 / 0.82).ln()).abs() < 1e-6);
    assert_eq!([capacity, utilisation, hourly_yield].map(f64::round), [49_253.0, 643_757.0, 239_390.0]);
}

#[test]
fn few_clients_of_kestrel_still_answer() {
    let flags = |label| Sample::open("kestrel-managed-services").shown(label).flags;
    let few = |flag: &Flag| matches!(flag, Flag::FewResponses { .. });
    assert!(!flags("Summer 2025").iter().any(few));
    assert!(flags("Summer 2026").contains(&Flag::FewResponses { percent: 15.0 }));
}
