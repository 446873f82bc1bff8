//! Random assessments: a number decides everything, so that two machines make the same ones without a word between
//! them. They say what people say, and also what nobody would: sums that leave the numbers, periods that overlap,
//! ranges upside down.

use fourfold::model::pack::Pack;
use fourfold::model::{
    ActionStatus, Answer, Assessment, EconomicMode, EffortConvention, FigureKey, Grade, LineId, LineKind, Magnitude,
    OptionId, Period, PeriodKind, ProfileField, Purpose, Register, RespondentField, RespondentId, Role, RoundField,
    RoundId, Scalar, ScoringMode, Stamp, Statement, Treatment, WriterId,
};
use fourfold::score::{Goal, Settings};

use crate::chance::Chance;

/// A random assessment with what is asked of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is said.
    pub assessment: Assessment,
    /// How it is scored.
    pub settings: Settings,
    /// What a path is to lead to. Its scores are points above those that are there.
    pub goal: Goal,
    /// The seed of what the engine draws itself.
    pub seed: u64,
}

const KINDS: [PeriodKind; 3] = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month];

/// The assessment of this number, by this pack.
pub fn case(pack: &Pack, number: u64) -> Case {
    let mut draft = Draft { chance: Chance::new(number), pack, own: Assessment::default(), ids: 0 };
    draft.profile();
    let rounds: Vec<RoundId> = (0..1 + draft.chance.below(2)).map(|_| draft.round()).collect();
    let people = draft.people();
    for &round in &rounds {
        draft.answers(round, &people);
    }
    draft.figures();
    draft.lines();
    draft.rows(Register::Projects, 3, 0.9);
    draft.rows(Register::Decisions, 6, 0.8);
    draft.rows(Register::Actions, 3, 0.8);
    draft.risks();
    draft.levels();
    draft.scope();
    let round = draft.chance.one_of(&rounds).unwrap_or(RoundId(Stamp { counter: 1, writer: WriterId(1) }));
    let goal = draft.goal();
    Case { settings: Settings::of(&draft.own, pack, round), assessment: draft.own, goal, seed: number }
}

struct Draft<'a> {
    chance: Chance,
    pack: &'a Pack,
    own: Assessment,
    ids: u64,
}

impl Draft<'_> {
    fn id(&mut self) -> Stamp {
        self.ids += 1;
        Stamp { counter: self.ids, writer: WriterId(self.chance.below(3) as u64) }
    }

    /// Says it, if it is a statement; whoever types nonsense is told so and has said nothing.
    fn say(&mut self, kind: &str, of: &[&str], value: &Scalar) -> bool {
        let statement = Statement::read(kind, of, value);
        if let Some(statement) = &statement {
            self.own.apply(statement);
        }
        statement.is_some()
    }

    /// Says something of the fields of a row: of each a value of whatever shape it takes.
    fn fields(&mut self, kind: &str, id: Option<Stamp>, names: &[&str], stated: f64) {
        let id = id.map(|id| id.to_string());
        for name in names {
            if self.chance.happens(stated) {
                let of: Vec<&str> = id.as_deref().into_iter().chain([*name]).collect();
                let number = match *name {
                    "year-end" => 1.0 + self.chance.below(12) as f64,
                    "probability" if self.chance.happens(0.9) => self.chance.share(),
                    _ => self.number(),
                };
                let yes = self.chance.happens(0.5);
                let date = self.date();
                let _ = self.say(kind, &of, &Scalar::Number(number))
                    || self.say(kind, &of, &Scalar::Bool(yes))
                    || self.say(kind, &of, &Scalar::Text(date.into()))
                    || self.word(kind, &of);
            }
        }
    }

    /// A word of the list the field takes its words from.
    fn word(&mut self, kind: &str, of: &[&str]) -> bool {
        fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().map(|own| word(*own)).collect()
        }
        let lists = [
            words(EconomicMode::ALL, EconomicMode::word),
            words(ScoringMode::ALL, ScoringMode::word),
            words(Role::ALL, Role::word),
            words(LineKind::ALL, LineKind::word),
            words(Purpose::ALL, Purpose::word),
            words(EffortConvention::ALL, EffortConvention::word),
            words(Magnitude::ALL, Magnitude::word),
            words(Treatment::ALL, Treatment::word),
            words(FigureKey::ALL, FigureKey::word),
            words(ActionStatus::ALL, ActionStatus::word),
        ];
        lists.iter().any(|list| {
            let word = self.chance.one_of(list).unwrap_or_default();
            self.say(kind, of, &Scalar::Text(word.into()))
        })
    }

    fn date(&mut self) -> String {
        if self.chance.happens(0.1) {
            return " ".to_owned();
        }
        let [year, month, day] = [2024 + self.chance.below(4), 1 + self.chance.below(12), 1 + self.chance.below(28)];
        format!("{year}-{month:02}-{day:02}")
    }

    /// Mostly an ordinary amount, and now and then one at the ends of what a number can be.
    fn number(&mut self) -> f64 {
        const ODD: [f64; 8] = [0.0, -0.0, -1.0, 1e-300, 5e-324, 1e300, -1e300, 0.1];
        let scale = self.chance.one_of(&[1.0, 10.0, 100.0, 1e3, 1e6]).unwrap_or(1.0);
        let sign = if self.chance.happens(0.05) { -1.0 } else { 1.0 };
        let amount = sign * scale * self.chance.share();
        let odd = self.chance.one_of(&ODD).unwrap_or(0.0);
        if self.chance.happens(0.04) { odd } else { amount }
    }

    fn profile(&mut self) {
        let own = |name: &&str| !["pack", "size", "trashed"].contains(name);
        let names: Vec<&str> = ProfileField::NAMES.iter().copied().filter(own).collect();
        self.fields("profile", None, &names, 0.8);
        let size = self.chance.below(self.pack.structure.sizes.len() + 1);
        if let Some(size) = self.pack.structure.sizes.get(size) {
            self.say("profile", &["size"], &Scalar::Text(size.id.clone()));
        }
    }

    fn round(&mut self) -> RoundId {
        let id = self.id();
        self.fields("round", Some(id), RoundField::NAMES, 0.8);
        RoundId(id)
    }

    fn people(&mut self) -> Vec<RespondentId> {
        let most = self.chance.one_of(&[1, 1, 3, 7, 14]).unwrap_or(1);
        let count = 1 + self.chance.below(most);
        let mut people = Vec::new();
        for _ in 0..count {
            let id = self.id();
            self.fields("respondent", Some(id), RespondentField::NAMES, 0.9);
            people.push(RespondentId(id));
        }
        people
    }

    /// Answers about a common level, so that people agree more than chance would, to the questions of a size and to
    /// some of the others.
    fn answers(&mut self, round: RoundId, people: &[RespondentId]) {
        let pack = self.pack;
        let said = self.chance.one_of(&[0.0, 0.4, 0.9, 1.0]).unwrap_or(1.0);
        let elsewhere = self.chance.one_of(&[0.0, 0.0, 0.3]).unwrap_or(0.0);
        let apart = 1 + self.chance.below(4);
        // What is scored where no size is stated.
        let size = self.own.profile.size.clone().unwrap_or_else(|| pack.structure.sizes[0].id.clone());
        for question in &pack.structure.questions {
            let common = self.chance.below(pack.structure.scale.len());
            let asked = question.sizes.contains(&size);
            for &respondent in people {
                if !self.chance.happens(if asked { said } else { elsewhere }) {
                    continue;
                }
                let option = (common + self.chance.below(apart)).min(pack.structure.scale.len() - 1);
                let answer = match self.chance.below(20) {
                    0 | 1 => Answer::DontKnow,
                    2 => Answer::NotApplicable("another does it".into()),
                    _ => Answer::Level(pack.structure.scale[option].id.clone()),
                };
                let question = question.id.clone();
                self.own.apply(&Statement::Answer { round, question, respondent, value: Some(answer) });
            }
            let respondent = self.chance.one_of(people);
            let grade = self.chance.one_of(Grade::ALL);
            if let (Some(respondent), true) = (respondent, self.chance.happens(0.6)) {
                let question = question.id.clone();
                self.own.apply(&Statement::Evidence { round, question, respondent, value: grade });
            }
            if self.chance.happens(0.03) {
                let value: OptionId = pack.structure.scale[common].id.clone();
                self.own.apply(&Statement::Agreed { round, question: question.id.clone(), value: Some(value) });
            }
        }
    }

    /// A run of periods, most of them there.
    fn periods(&mut self, kind: PeriodKind) -> Vec<Period> {
        let most = 12 / kind.months() as usize * 3;
        let last = Period::new(kind, 2023 + self.chance.below(4) as i32, 1 + self.chance.below(most / 3) as u32);
        let run = (0..=self.chance.below(most) as i32).rev().filter_map(|back| last?.offset(-back));
        run.filter(|_| !self.chance.happens(0.04)).collect()
    }

    fn figures(&mut self) {
        let stated = self.chance.one_of(&[0.0, 0.5, 0.95, 1.0]).unwrap_or(1.0);
        let together = self.chance.happens(0.7);
        let common = self.chance.one_of(&KINDS).unwrap_or(PeriodKind::Year);
        let periods = self.periods(common);
        for &figure in FigureKey::ALL {
            if !self.chance.happens(stated) {
                continue;
            }
            let kind = self.chance.one_of(&KINDS).unwrap_or(PeriodKind::Year);
            let own = if together { periods.clone() } else { self.periods(kind) };
            let scale = self.chance.one_of(&[10.0, 100.0, 1e5]).unwrap_or(1.0);
            for period in own {
                // Figures of one series are alike, so that growth is a few per cent as often as not.
                let alike = scale * (1.0 + 0.2 * self.chance.share());
                let value = if self.chance.happens(0.9) { alike } else { self.number() };
                self.own.apply(&Statement::Figure { figure, period, value: Some(value) });
            }
        }
    }

    fn lines(&mut self) {
        let kind = self.chance.one_of(&KINDS).unwrap_or(PeriodKind::Year);
        let periods = self.periods(kind);
        for _ in 0..self.chance.below(5) {
            let id = self.id();
            self.row(Register::Lines, id, 0.7);
            let line = LineId(id);
            for &period in &periods {
                let [budget, actual] = [(); 2].map(|()| {
                    let alike = 100.0 * (1.0 + 0.3 * self.chance.share());
                    let value = if self.chance.happens(0.97) { alike } else { self.number() };
                    Some(value).filter(|_| !self.chance.happens(0.01))
                });
                self.own.apply(&Statement::Budget { line, period, value: budget });
                self.own.apply(&Statement::Actual { line, period, value: actual });
            }
        }
    }

    fn rows(&mut self, register: Register, most: usize, stated: f64) -> Vec<Stamp> {
        let count = self.chance.below(most + 1);
        let mut ids = Vec::new();
        for _ in 0..count {
            let id = self.id();
            self.row(register, id, stated);
            ids.push(id);
        }
        ids
    }

    fn row(&mut self, register: Register, id: Stamp, stated: f64) {
        let columns: Vec<&str> = register.columns().collect();
        self.fields(register.word(), Some(id), &columns, stated);
    }

    fn risks(&mut self) {
        const RANGES: [([&str; 3], f64); 2] = [
            (["frequency-min", "frequency-likely", "frequency-max"], 2.0),
            (["event-loss-min", "event-loss-likely", "event-loss-max"], 50_000.0),
        ];
        let stated = self.chance.one_of(&[0.7, 1.0]).unwrap_or(1.0);
        for id in self.rows(Register::Risks, 8, stated) {
            for (names, scale) in RANGES {
                let mut numbers = [(); 3].map(|()| scale * self.chance.share());
                if self.chance.happens(0.95) {
                    numbers.sort_unstable_by(f64::total_cmp);
                }
                if self.chance.happens(0.1) {
                    numbers = [numbers[0]; 3];
                }
                for (name, number) in names.iter().zip(numbers) {
                    let number = if self.chance.happens(0.98) { Scalar::Number(number) } else { Scalar::Null };
                    self.say("risk", &[&id.to_string(), name], &number);
                }
            }
        }
    }

    /// A matrix of the organisation's own, in a few cells.
    fn levels(&mut self) {
        for _ in 0..self.chance.below(6) {
            if let [Some(likelihood), Some(impact), value] = [(); 3].map(|()| self.chance.one_of(Magnitude::ALL)) {
                self.own.apply(&Statement::RiskLevel { likelihood, impact, value });
            }
        }
    }

    fn scope(&mut self) {
        for process in &self.pack.structure.processes {
            if self.chance.happens(0.2) {
                self.say("scope", &[process.id.as_str()], &Scalar::Bool(false));
            }
            if self.chance.happens(0.3) {
                let importance = 1.0 + self.chance.below(3) as f64;
                self.say("importance", &[process.id.as_str()], &Scalar::Number(importance));
            }
            if self.chance.happens(0.5) {
                let level = self.chance.below(self.pack.structure.ladder.len() + 1) as f64;
                self.say("target", &[process.id.as_str()], &Scalar::Number(level));
            }
        }
    }

    /// A few points more on one indicator or on two, by a dozen questions.
    fn goal(&mut self) -> Goal {
        let mut scores = [None; 4];
        for _ in 0..1 + self.chance.below(2) {
            scores[self.chance.below(4)] = Some(6.0 * self.chance.share());
        }
        let count = self.pack.structure.questions.len();
        let mut questions: Vec<usize> = (0..12).map(|_| self.chance.below(count)).collect();
        questions.sort_unstable();
        questions.dedup();
        Goal { scores, questions: Some(questions) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

    use std::collections::{BTreeMap, BTreeSet};

    use fourfold::model::pack::MetricKey;
    use fourfold::score::{Reading, State, score};

    use super::*;
    use crate::pack::packs;

    #[test]
    fn a_number_makes_one_assessment_and_another_number_another() {
        let [built_in, small] = packs().unwrap();
        for number in 0..20 {
            assert_eq!(case(&built_in, number).assessment, case(&built_in, number).assessment);
            assert_ne!(case(&small, number).assessment, case(&small, number + 1).assessment);
        }
    }

    /// A comparison of bits is worth what the assessments reach: every metric with and without a value, questions and
    /// processes in every state.
    #[test]
    fn the_assessments_lead_everywhere() {
        let packs = packs().unwrap();
        let mut metrics: BTreeMap<MetricKey, BTreeSet<&str>> = BTreeMap::new();
        let mut states = BTreeSet::new();
        for number in 0..300 {
            let pack = &packs[number as usize % packs.len()];
            let own = case(pack, number);
            let results = score(pack, &own.assessment, &own.settings);
            for metric in results.metrics.iter().flatten() {
                metrics.entry(metric.key).or_default().insert(match metric.reading {
                    Reading::Value(_) => "value",
                    Reading::Missing(_) => "missing",
                    Reading::NotMeaningful(_) => "not meaningful",
                    Reading::NotApplicable => "not applicable",
                    Reading::NotSupplied => "not supplied",
                });
            }
            for (question, item) in results.questions.iter().zip(&results.items) {
                states.extend([("question", question.state), ("item", item.state)].map(|(what, state)| match state {
                    State::Open => (what, "open"),
                    State::NotApplicable => (what, "not applicable"),
                    State::Answered(worth) if worth.claimed > worth.evidenced => (what, "held down by its evidence"),
                    State::Answered(_) => (what, "answered"),
                }));
            }
            let several = |many: bool| if many { "several people" } else { "one person" };
            states.insert(("respondents", several(own.assessment.respondents.len() > 1)));
            states.extend(results.indicators.iter().filter(|own| own.confidence.is_some()).map(|_| ("", "confidence")));
        }
        for key in MetricKey::ALL {
            let reached = metrics.get(key).unwrap();
            assert!(reached.contains("value") && reached.len() > 1, "{key}: {reached:?}");
        }
        assert_eq!(states.len(), 11, "{states:?}");
    }
}
