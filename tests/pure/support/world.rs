//! Random assessments, on the built-in quick scan and on a small pack whose coarse, merged, doubled
//! and mandatory questions overlap: what laws and schemas have to hold for.

use std::sync::LazyLock;

use fourfold::model::pack::Pack;
use fourfold::model::{EconomicMode, FigureKey, Grade, Magnitude, Scalar, Treatment};
use fourfold::score::Results;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use crate::support::{self, Sheet, respondent, round, sheet};

pub const DAY: Option<&str> = Some("2026-12-31");

// ---- Packs ----------------------------------------------------------------------------------------

/// A pack with its JSON, which is all the second implementation sees.
pub struct Case {
    pub pack: Pack,
    pub json: Json,
}

pub static QUICK: LazyLock<Case> =
    LazyLock::new(|| Case { pack: support::built_in(), json: serde_json::from_str(support::STRUCTURE).unwrap() });

/// Levels {a}, {b, c}, {d}; four options without bands; three sizes that ask more and more finely.
pub static SMALL: LazyLock<Case> = LazyLock::new(|| {
    let mut json: Json = serde_json::from_str(support::STRUCTURE).unwrap();
    json["scale"] = json!([
        {"id": "0", "worth": 0}, {"id": "1", "worth": 0.3}, {"id": "2", "worth": 0.6}, {"id": "3", "worth": 1}
    ]);
    json["ladder"] = json!([{"attributes": ["a"]}, {"attributes": ["b", "c"]}, {"attributes": ["d"]}]);
    support::ask(
        &mut json,
        json!([{"id": "p", "indicators": {"risk": 2, "growth": 1}}, {"id": "q", "indicators": {"risk": 1}, "needs": ["p"]}]),
        json!([
            {"id": "pw", "process": "p", "whole": true, "sizes": ["s"]},
            {"id": "pbc", "process": "p", "attributes": ["b", "c"], "sizes": ["m"], "indicators": {"risk": 3}},
            {"id": "pa", "process": "p", "attributes": ["a"], "sizes": ["m", "l"], "mandatory": true},
            {"id": "pb", "process": "p", "attributes": ["b"], "sizes": ["l"]},
            {"id": "pb2", "process": "p", "attributes": ["b"], "sizes": ["l"]},
            {"id": "pb3", "process": "p", "attributes": ["b"], "sizes": ["l"], "mandatory": true},
            {"id": "pc", "process": "p", "attributes": ["c"], "sizes": ["l"], "indicators": {"budget": 0.5}},
            {"id": "pd", "process": "p", "attributes": ["d"], "sizes": ["m", "l"]},
            {"id": "qw", "process": "q", "whole": true, "sizes": ["s", "m"]},
            {"id": "qbc", "process": "q", "attributes": ["b", "c"], "sizes": ["l"], "mandatory": true},
            {"id": "qd", "process": "q", "attributes": ["d"], "sizes": ["l"]},
            {"id": "x1", "group": "g", "indicators": {"growth": 1.5, "risk": 0.5}, "sizes": ["s", "m", "l"]},
            {"id": "x2", "group": "g", "indicators": {"communication": 2, "budget": 1}, "sizes": ["m", "l"]}
        ]),
    );
    json["sizes"] = json!([{"id": "s", "minutes": 1}, {"id": "m", "minutes": 2}, {"id": "l", "minutes": 3}]);
    let pack = Pack::read(&json.to_string()).unwrap_or_else(|error| panic!("{error}"));
    Case { pack, json }
});

impl Case {
    pub fn top(&self) -> usize {
        self.pack.structure.scale.len() - 1
    }
}

// ---- Random assessments ---------------------------------------------------------------------------

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Say {
    Blank,
    DontKnow,
    NotApplicable,
    Level(usize),
}

/// What was said to one question.
#[derive(Clone, Default, Debug)]
pub struct Asked {
    pub answers: Vec<Say>,
    pub grades: Vec<Option<Grade>>,
    pub agreed: Option<usize>,
}

/// A whole assessment.
#[derive(Clone, Debug)]
pub struct World {
    pub size: String,
    pub asked: Vec<Asked>,
    pub figures: Sheet,
}

pub fn say(top: usize) -> impl Strategy<Value = Say> {
    prop_oneof![
        1 => Just(Say::Blank),
        1 => Just(Say::DontKnow),
        1 => Just(Say::NotApplicable),
        5 => (0..=top).prop_map(Say::Level),
    ]
}

pub fn asked(top: usize) -> impl Strategy<Value = Asked> {
    let one = (
        prop::collection::vec(say(top), 1..4),
        prop::collection::vec(prop::option::of(select(Grade::ALL)), 0..3),
        prop::option::weighted(0.1, 0..=top),
    );
    prop_oneof![
        1 => Just(Asked::default()),
        3 => one.prop_map(|(answers, grades, agreed)| Asked { answers, grades, agreed }),
    ]
}

/// There more often than not.
pub fn often<S: Strategy>(strategy: S) -> impl Strategy<Value = Option<S::Value>> {
    prop::option::weighted(0.7, strategy)
}

/// Figures of two years of the calendar, each there or not; a budget; a register; a log.
pub fn figures(number: impl Strategy<Value = f64> + Clone + 'static) -> impl Strategy<Value = Sheet> {
    let series = prop::collection::vec((often(number.clone()), often(number.clone())), FigureKey::ALL.len());
    let periods = prop::collection::vec((often(number.clone()), often(number.clone())), 4);
    let risk = (often(number.clone()), often((0..5usize, 0..5usize)), any::<bool>());
    let decision = (often(prop_oneof![number.clone(), 0.0..1.0f64]), prop::option::of(any::<bool>()), 1..13u32);
    let profile = (prop::option::weighted(0.9, select(EconomicMode::ALL)), often(number), prop::option::of(0..5usize));
    let levels = prop::collection::vec((0..5usize, 0..5usize, 0..5usize), 0..9);
    let rows = (prop::collection::vec(risk, 0..4), prop::collection::vec(decision, 0..4), levels);
    (series, periods, rows, profile).prop_map(
        |(series, periods, (risks, decisions, levels), (mode, appetite, level))| {
            let mut all = sheet();
            for (likelihood, impact, level) in levels {
                let [likelihood, impact, level] = [likelihood, impact, level].map(|index| Magnitude::ALL[index].word());
                all = all.say("risk-level", &[likelihood, impact], Scalar::Text(level.into()));
            }
            for (key, (before, last)) in FigureKey::ALL.iter().zip(series) {
                for (year, value) in [("2025", before), ("2026", last)] {
                    if let Some(value) = value {
                        all = all.say("figure", &[key.word(), year], Scalar::Number(value));
                    }
                }
            }
            for (quarter, (budget, actual)) in periods.into_iter().enumerate() {
                for (kind, value) in [("budget", budget), ("actual", actual)] {
                    if let Some(value) = value {
                        let period = format!("2026-Q{}", quarter + 1);
                        all = all.say(kind, &["5-0000000000000001", &period], Scalar::Number(value));
                    }
                }
            }
            for (number, (loss, matrix, complete)) in (1..).zip(risks) {
                all = all.row("risk", number, &format!("title=R{number}"));
                let id = format!("{}-0000000000000001", 100 + number);
                if let Some(loss) = loss {
                    all = all.say("risk", &[&id, "loss-residual"], Scalar::Number(loss));
                }
                if let Some((likelihood, impact)) = matrix {
                    let [likelihood, impact] = [likelihood, impact].map(|index| Magnitude::ALL[index]);
                    all = all.row("risk", number, &format!("likelihood={likelihood} impact={impact}"));
                }
                if complete {
                    let treatment = Treatment::ALL[number as usize % Treatment::ALL.len()];
                    all = all.row("risk", number, &format!("owner=A due=2026-05-01 treatment={treatment}"));
                }
            }
            for (number, (probability, happened, month)) in (1..).zip(decisions) {
                all = all.row("decision", number, &format!("review=2026-{month:02}-15"));
                let id = format!("{}-0000000000000001", 100 + number);
                if let Some(probability) = probability {
                    all = all.say("decision", &[&id, "probability"], Scalar::Number(probability));
                }
                if let Some(happened) = happened {
                    all = all.row("decision", number, &format!("happened={happened}"));
                }
            }
            if let Some(mode) = mode {
                all = all.profile(&format!("economic-mode={mode}"));
            }
            if let Some(appetite) = appetite {
                all = all.say("profile", &["appetite"], Scalar::Number(appetite));
            }
            if let Some(level) = level {
                all = all.profile(&format!("appetite-level={}", Magnitude::ALL[level]));
            }
            all
        },
    )
}

pub fn modest() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![1 => Just(0.0), 9 => (0..2000i32).prop_map(|n| f64::from(n) / 10.0)]
}

pub fn extreme() -> impl Strategy<Value = f64> + Clone {
    let odd = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        1e-300,
        -1e-300,
        5e-324,
        -5e-324,
        1e-9,
        1e9,
        1e15,
        -1e15,
        1e18,
        1e154,
        1e155,
        1e300,
        -1e300,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        f64::EPSILON,
    ];
    prop_oneof![4 => select(odd.to_vec()), 1 => -1e6..1e6f64]
}

pub fn world(
    case: &'static Case,
    number: impl Strategy<Value = f64> + Clone + 'static,
) -> impl Strategy<Value = World> {
    let sizes: Vec<String> = case.pack.structure.sizes.iter().map(|size| size.id.to_string()).collect();
    let asked = prop::collection::vec(asked(case.top()), case.pack.structure.questions.len());
    (select(sizes), asked, figures(number)).prop_map(|(size, asked, figures)| World { size, asked, figures })
}

impl World {
    pub fn sheet(&self, case: &Case) -> Sheet {
        let mut all = self.figures.clone();
        let round = round().to_string();
        for (question, asked) in case.pack.structure.questions.iter().zip(&self.asked) {
            let id = question.id.as_str();
            let option = |level: usize| case.pack.structure.scale[level].id.to_string();
            for (number, said) in (1..).zip(&asked.answers) {
                let who = respondent(number).to_string();
                let text = match said {
                    Say::Blank => continue,
                    Say::DontKnow => "dont-know".to_owned(),
                    Say::NotApplicable => "not-applicable:we do not do this".to_owned(),
                    Say::Level(level) => format!("level:{}", option(*level)),
                };
                all = all.say("answer", &[&round, id, &who], Scalar::Text(text.into()));
            }
            for (number, grade) in (1..).zip(&asked.grades) {
                if let Some(grade) = grade {
                    let who = respondent(number).to_string();
                    all = all.say("evidence", &[&round, id, &who], Scalar::Text(grade.word().into()));
                }
            }
            if let Some(agreed) = asked.agreed {
                all = all.say("agreed", &[&round, id], Scalar::Text(option(agreed).into()));
            }
        }
        all
    }

    pub fn results(&self, case: &Case) -> Results {
        self.sheet(case).results_in(&case.pack, &self.size, DAY)
    }

    pub fn also(&self, question: usize, said: Say) -> World {
        let mut more = self.clone();
        more.asked[question].answers.push(said);
        more
    }
}
