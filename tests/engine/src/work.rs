//! What `cargo xtask bench` times: three assessments, and what the engine does with each. The same inputs are written
//! out for the same work in JavaScript, and the numbers it has to come to.

use fourfold::model::pack::{Indicator, Pack, PackError};
use fourfold::model::{
    Answer, Assessment, FigureKey, Grade, OptionId, QuestionId, RespondentId, RoundId, Scalar, Stamp, Statement,
    WriterId,
};
use fourfold::score::simulation::{RiskRanges, Simulation, YEARS};
use fourfold::score::{
    Cheapest, Goal, Level, Part, ProcessResult, Results, Settings, State, View, cheapest_path, rank_stability, score,
};

use crate::chance::Chance;
use crate::pack::{BUILT_IN, large};

/// The moves a path is found among.
pub const CANDIDATES: usize = 60;

/// The seed of simulation and rank stability.
pub const SEED: u64 = 7;

/// An assessment that is worked on.
pub struct Trial {
    /// Its questionnaire.
    pub pack: Pack,
    /// What is said.
    pub assessment: Assessment,
    /// How it is scored.
    pub settings: Settings,
    /// What the path is to reach.
    pub goal: Goal,
    results: Results,
    level: usize,
}

/// The assessments by name, each with the work that is done with it.
pub const TRIALS: [(&str, &[&str]); 3] = [
    ("usual", &["answer", "score", "simulation", "path", "stability"]),
    ("large", &["answer", "score"]),
    ("crowd", &["score"]),
];

impl Trial {
    /// The assessment of this name: `usual` is 242 questions answered by one person, `large` is 3 253, `crowd` is 242
    /// by ten thousand people.
    ///
    /// # Errors
    /// What is wrong with the pack.
    pub fn new(name: &str) -> Result<Self, PackError> {
        let pack = Pack::read(&if name == "large" { large() } else { BUILT_IN.to_owned() })?;
        let round = RoundId(stamp(1));
        let assessment = said(&pack, round, if name == "crowd" { 10_000 } else { 1 });
        let settings = Settings::of(&assessment, &pack, round);
        let results = score(&pack, &assessment, &settings);
        let goal = goal(&pack, &settings, &results);
        Ok(Self { pack, assessment, settings, goal, results, level: 0 })
    }

    /// Does the work of this name once. What it answers with only keeps the work from being left out.
    pub fn run(&mut self, work: &str) -> f64 {
        match work {
            "answer" => self.answer(),
            "simulation" => self.simulation().map_or(0.0, |outcome| outcome.mean),
            "path" => match self.path() {
                Cheapest::Path(path) => path.effort.into(),
                Cheapest::OutOfReach | Cheapest::TooMany { .. } => f64::NAN,
            },
            "stability" => self.stability().same as f64,
            _ => self.score().indicators[0].claimed.score.unwrap_or(f64::NAN),
        }
    }

    fn score(&self) -> Results {
        score(&self.pack, &self.assessment, &self.settings)
    }

    /// The first question gets another level each time.
    fn answer(&mut self) -> f64 {
        let options = &self.pack.structure.scale;
        self.level = (self.level + 1) % options.len();
        let respondent = RespondentId(stamp(10));
        let round = self.settings.round;
        let asked = self.pack.asked(&self.settings.size).next();
        let question = asked.map(|index| self.pack.structure.questions[index].id.clone());
        let value = Some(Answer::Level(options[self.level].id.clone()));
        if let Some(question) = question {
            self.assessment.apply(&Statement::Answer { round, question, respondent, value });
        }
        self.score().indicators[0].claimed.score.unwrap_or(f64::NAN)
    }

    fn simulation(&self) -> Option<fourfold::score::simulation::Outcome> {
        let mut simulation = Simulation::new(RiskRanges::of(&self.assessment).risks, YEARS, SEED);
        simulation.advance(YEARS);
        simulation.outcome()
    }

    fn path(&self) -> Cheapest {
        cheapest_path(&self.pack, &self.settings, &self.results, &self.goal)
    }

    fn stability(&self) -> fourfold::score::Stability {
        rank_stability(&self.pack, &self.assessment, &self.settings, &self.results, SEED)
    }

    /// What the work comes to, in numbers; NaN where there is none.
    pub fn numbers(&mut self, work: &str) -> Vec<f64> {
        // However often an answer was changed before, the first one is the lowest option now.
        self.level = self.pack.structure.scale.len() - 1;
        self.answer();
        match work {
            "simulation" => self.simulation().map_or(Vec::new(), |own| {
                let error = own.standard_error.unwrap_or(f64::NAN);
                let curve = own.curve.iter().flat_map(|point| [point.loss, point.share]);
                [own.mean, error, own.p10, own.p50, own.p90, own.without_loss].into_iter().chain(curve).collect()
            }),
            "path" => match self.path() {
                Cheapest::Path(path) => {
                    let scores = path.scores.map(|score| score.unwrap_or(f64::NAN));
                    [f64::from(path.effort), path.moves as f64].into_iter().chain(scores).collect()
                }
                Cheapest::OutOfReach | Cheapest::TooMany { .. } => Vec::new(),
            },
            "stability" => {
                let own = self.stability();
                own.first.iter().map(|process| *process as f64).chain([own.same as f64]).collect()
            }
            "answer" => (0..self.pack.structure.scale.len()).map(|_| self.answer()).collect(),
            _ => numbers(&self.score()),
        }
    }
}

/// Everything a score says, in numbers.
fn numbers(results: &Results) -> Vec<f64> {
    let or_nan = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let mut all = Vec::new();
    for own in &results.indicators {
        for view in [View::Claimed, View::Evidenced] {
            let side = own.view(view);
            let (low, high) = side.range.unwrap_or((f64::NAN, f64::NAN));
            all.extend([or_nan(side.practice.value()), or_nan(side.score), low, high]);
        }
        let confidence = own.confidence.map(|own| own.value);
        all.extend([own.outcome.value(), own.practice_coverage, own.figures_coverage, confidence].map(or_nan));
    }
    for metric in results.metrics.iter().flatten() {
        all.extend([metric.reading.value(), metric.score].map(or_nan));
    }
    let level = |level: Level| level.reached().map_or(f64::NAN, |level| level as f64);
    let of = |own: &ProcessResult| {
        [View::Claimed, View::Evidenced]
            .map(|view| own.view(view))
            .into_iter()
            .flat_map(move |own| [level(own.level), own.index.unwrap_or(f64::NAN), own.blockers.len() as f64])
            .collect::<Vec<_>>()
    };
    for own in &results.processes {
        all.extend(of(own));
        all.extend([own.answered as f64, own.applicable as f64]);
    }
    all
}

fn stamp(counter: u64) -> Stamp {
    Stamp { counter, writer: WriterId(1) }
}

/// An assessment as it stands at its end: nearly all is answered, all figures are in.
fn said(pack: &Pack, round: RoundId, people: u64) -> Assessment {
    let mut chance = Chance::new(people);
    let mut own = Assessment::default();
    let mut say = |kind: &str, of: &[&str], value: Scalar| {
        if let Some(statement) = Statement::read(kind, of, &value) {
            own.apply(&statement);
        }
    };
    let text = |text: &str| Scalar::Text(text.into());
    say("round", &[&round.to_string(), "date"], text("2026-01-31"));
    say("profile", &["size"], text("full"));
    say("profile", &["economic-mode"], text("charging"));
    say("profile", &["appetite"], Scalar::Number(400_000.0));
    for process in &pack.structure.processes {
        say("target", &[process.id.as_str()], Scalar::Number(3.0 + chance.below(3) as f64));
    }
    for key in FigureKey::ALL {
        let base = 1_000.0 * (0.5 + chance.share());
        for year in ["2023", "2024", "2025"] {
            say("figure", &[key.word(), year], Scalar::Number(base * (1.0 + 0.1 * chance.share())));
        }
    }
    for line in 0..3 {
        for month in 1..=12 {
            let of = [&*stamp(100 + line).to_string(), &format!("2025-{month:02}")];
            say("budget", &of, Scalar::Number(100.0));
            say("actual", &of, Scalar::Number(85.0 + 30.0 * chance.share()));
        }
    }
    for risk in 0..20 {
        let id = stamp(200 + risk).to_string();
        let loss = 10_000.0 * (1.0 + chance.share());
        let numbers = [
            ("frequency-min", 0.1),
            ("frequency-likely", 0.4),
            ("frequency-max", 1.3),
            ("event-loss-min", loss),
            ("event-loss-likely", 2.0 * loss),
            ("event-loss-max", 6.0 * loss),
            ("loss-residual", loss),
        ];
        for (name, number) in numbers {
            say("risk", &[&id, name], Scalar::Number(number));
        }
        for (name, words) in [("owner", "leader"), ("treatment", "retain"), ("due", "2026-06-30")] {
            if chance.happens(0.9) {
                say("risk", &[&id, name], text(words));
            }
        }
    }
    for decision in 0..12 {
        let id = stamp(300 + decision).to_string();
        let month = 1 + chance.below(12);
        say("decision", &[&id, "review"], text(&format!("2025-{month:02}-15")));
        say("decision", &[&id, "probability"], Scalar::Number(chance.share()));
        if chance.happens(0.7) {
            say("decision", &[&id, "happened"], Scalar::Bool(chance.happens(0.5)));
        }
    }
    answers(pack, round, people, &mut chance, &mut own);
    own
}

/// Levels near a common one, with some gaps, and evidence for most.
fn answers(pack: &Pack, round: RoundId, people: u64, chance: &mut Chance, own: &mut Assessment) {
    for question in pack.asked("full").map(|index| &pack.structure.questions[index]) {
        let common = 1 + chance.below(3);
        for person in 0..people {
            let value = match chance.below(50) {
                0 => Some(Answer::DontKnow),
                1 => Some(Answer::NotApplicable("another does it".into())),
                2 => None,
                // Read as from a file, so that every answer holds an id of its own.
                _ => {
                    let option: &OptionId = &pack.structure.scale[common + chance.below(3)].id;
                    option.as_str().parse().ok().map(Answer::Level)
                }
            };
            let respondent = RespondentId(stamp(10 + person));
            let question: QuestionId = question.id.clone();
            if value.is_some() {
                own.apply(&Statement::Answer { round, question, respondent, value });
            }
        }
        let respondent = RespondentId(stamp(10));
        let value = chance.one_of(Grade::ALL);
        own.apply(&Statement::Evidence { round, question: question.id.clone(), respondent, value });
    }
}

/// Risk impact and communication half way up to what [`CANDIDATES`] moves of questions could bring, none of which
/// waits for another process.
fn goal(pack: &Pack, settings: &Settings, results: &Results) -> Goal {
    let view = settings.view();
    let aims = [Indicator::Risk.index(), Indicator::Communication.index()];
    let mut left = CANDIDATES;
    let mut questions = Vec::new();
    let mut reach = [0.0; 4];
    for item in &results.items {
        let waits = item.process.is_some_and(|process| !pack.structure.processes[process].needs.is_empty());
        let matters = aims.iter().any(|&aim| item.weights[aim] > 0.0);
        let State::Answered(worth) = item.state else { continue };
        let lowest = results.questions[item.asked].counted.iter().map(|(claimed, _)| *claimed).min();
        let moves = pack.structure.scale.len() - 1 - lowest.unwrap_or(0);
        if waits || !matters || moves == 0 || moves > left {
            continue;
        }
        left -= moves;
        questions.push(item.asked);
        for aim in aims {
            reach[aim] += item.weights[aim] * (1.0 - worth.view(view));
        }
    }
    let mut scores = [None; 4];
    for aim in aims {
        let answered = results.items.iter().filter(|item| matches!(item.state, State::Answered(_)));
        let weight: f64 = answered.map(|item| item.weights[aim]).sum();
        let own = &results.indicators[aim];
        let share = if matches!(own.outcome, Part::Value(_)) { pack.structure.thresholds.practice_share } else { 1.0 };
        scores[aim] = own.view(view).score.map(|score| score + 0.5 * share * 100.0 * reach[aim] / weight);
    }
    Goal { scores, questions: Some(questions) }
}
