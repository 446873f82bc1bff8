//! Problem areas: the processes an audit looks at first, each with the criteria it misses and the
//! condition it is in (OURS). Cause, consequence and corrective action are for people to fill in.

use std::collections::BTreeSet;

use super::agreement::{comparable, withholds};
use super::capability::{Level, ProcessResult};
use super::indicator::View;
use super::item::{QuestionState, State, band};
use super::moves::target;
use super::statistics::{interquartile_range, lower_median, r_wg};
use super::{Metric, Reading, Reason};
use super::{Results, Settings, for_comparison};
use crate::model::pack::{Band, MetricKey, Pack};
use crate::model::{Assessment, RespondentId, Role, ScoringMode};

/// From this importance on a process below its target is a problem.
pub const HIGH_IMPORTANCE: u8 = 3;
/// Claimed and evidenced level of the ladder, and the medians of leaders and staff in options, are
/// less than this apart.
pub const LEVELS_APART: usize = 1;
/// Mean r_wg is at least this.
pub const AGREEMENT: f64 = 0.6;
/// Mean interquartile range, in options, is at most this.
pub const SPREAD: f64 = 1.0;
/// A claim that is worth this much needs the metric it speaks of.
pub const MEASURED: f64 = 0.8;
/// Don't-knows are less than this share of those asked, in percent.
pub const DONT_KNOW: f64 = 40.0;

/// What is wrong, with the condition found; the criterion is beside it or one of the constants.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Problem {
    /// A process of [`HIGH_IMPORTANCE`] is below its target.
    BelowTarget {
        /// The level it has.
        level: usize,
        /// The level it is to reach.
        target: f64,
        /// 1 to 3.
        importance: u8,
    },
    /// The claimed level is [`LEVELS_APART`] or more above the evidenced one. Only in an audit.
    NotEvidenced {
        /// The level by the answers alone.
        claimed: usize,
        /// The level as far as the evidence allows.
        evidenced: usize,
    },
    /// Respondents agree less than [`AGREEMENT`] asks, or are further apart than [`SPREAD`] allows.
    Disagreement {
        /// Mean r_wg, 0 to 1.
        r_wg: f64,
        /// Mean interquartile range, in options.
        spread: f64,
        /// The questions with two levels or more that these are means of.
        questions: usize,
    },
    /// Leaders see the process [`LEVELS_APART`] or more options above what IT staff see. Of anonymous
    /// people only where both sides may be compared.
    LeadersAbove {
        /// Lower median of the options of all leaders.
        leaders: usize,
        /// Lower median of the options of all IT staff.
        staff: usize,
    },
    /// The metric that a question should agree with is below the red-flag line of the pack.
    RedFlag {
        /// The question, by its place in the pack.
        question: usize,
        /// The metric.
        metric: MetricKey,
        /// Its score, 0 to 100.
        score: f64,
    },
    /// An attribute of a level that the pack calls measured is claimed from a worth of [`MEASURED`] on,
    /// and the metric is missing.
    NotMeasured {
        /// The question, by its place in the pack.
        question: usize,
        /// The lower median of what is claimed, as a place on the scale.
        claimed: usize,
        /// The metric.
        metric: MetricKey,
        /// What it lacks.
        lacks: Reason,
    },
    /// Its level is above that of a process it needs first.
    AheadOfNeed {
        /// The level it has.
        level: usize,
        /// The process it needs, by its place in the pack.
        need: usize,
        /// The level of that process.
        need_level: usize,
    },
    /// A mandatory question is rated below largely achieved.
    MandatoryUnmet {
        /// The question, by its place in the pack.
        question: usize,
        /// Its lowest rating.
        rated: Band,
    },
    /// [`DONT_KNOW`] percent or more do not know.
    DontKnow {
        /// Answers "don't know".
        dont_know: usize,
        /// Answers with a level.
        levels: usize,
    },
}

/// A process with what is wrong.
#[derive(Clone, PartialEq, Debug)]
pub struct ProblemArea {
    /// Its place in the pack.
    pub process: usize,
    /// At least one, in the order of [`Problem`].
    pub problems: Vec<Problem>,
}

/// The problem areas in pack order, in the view that leads.
///
/// What is not known is no problem: a process without a level, and one of "n or more" where more
/// would do, is not below anything. The questions of a process are those the size asks and those
/// that somebody answered.
pub fn problem_areas(pack: &Pack, assessment: &Assessment, settings: &Settings, results: &Results) -> Vec<ProblemArea> {
    let area = |own| {
        let process = Look::new(pack, assessment, settings, results, own);
        ProblemArea { process: own.process, problems: process.problems() }
    };
    results.processes.iter().map(area).filter(|area| !area.problems.is_empty()).collect()
}

impl Problem {
    /// Whether its condition tells nothing of a single anonymous person (OURS, as SCORING.md section 5 has it for
    /// answers). The criterion can always be told.
    pub fn may_be_told(&self, process: usize, pack: &Pack, assessment: &Assessment, results: &Results) -> bool {
        let anonymous = assessment.is_anonymous();
        let told = |question: usize| !results.questions.get(question).is_some_and(|said| withholds(anonymous, said));
        match *self {
            Self::NotMeasured { question, .. } | Self::MandatoryUnmet { question, .. } => told(question),
            Self::Disagreement { .. } => {
                let id = pack.structure.processes.get(process).map(|own| &own.id);
                let mut questions = pack.structure.questions.iter().enumerate();
                questions.all(|(place, own)| own.process.as_ref() != id || told(place))
            }
            Self::DontKnow { dont_know, levels } => comparable(anonymous, dont_know + levels, dont_know + levels),
            // Leaders and staff are held against each other only where both may be shown.
            Self::LeadersAbove { .. }
            | Self::BelowTarget { .. }
            | Self::NotEvidenced { .. }
            | Self::RedFlag { .. }
            | Self::AheadOfNeed { .. } => true,
        }
    }
}

/// One process, looked at from all sides.
pub(super) struct Look<'a> {
    pack: &'a Pack,
    assessment: &'a Assessment,
    settings: &'a Settings,
    results: &'a Results,
    own: &'a ProcessResult,
    /// Its questions, by their places.
    pub(super) questions: Vec<(usize, &'a QuestionState)>,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        assessment: &'a Assessment,
        settings: &'a Settings,
        results: &'a Results,
        own: &'a ProcessResult,
    ) -> Self {
        let id = pack.structure.processes.get(own.process).map(|process| &process.id);
        let asked: Vec<usize> = pack.asked(&settings.size).collect();
        let said =
            |state: &QuestionState| state.state != State::Open || !state.levels.is_empty() || state.dont_know > 0;
        let questions = pack.structure.questions.iter().zip(&results.questions).enumerate();
        let questions = questions
            .filter(|(index, (question, state))| {
                question.process.is_some() && question.process.as_ref() == id && (said(state) || asked.contains(index))
            })
            .map(|(index, (_, state))| (index, state))
            .collect();
        Self { pack, assessment, settings, results, own, questions }
    }

    fn problems(&self) -> Vec<Problem> {
        let mut all: Vec<Problem> = Vec::new();
        all.extend(self.below_target());
        all.extend(self.not_evidenced());
        all.extend(self.disagreement());
        all.extend(self.leaders_above());
        all.extend(self.red_flags());
        all.extend(self.not_measured());
        all.extend(self.ahead_of_needs());
        all.extend(self.mandatory_unmet());
        all.extend(self.dont_know());
        all
    }

    fn view(&self) -> View {
        self.settings.view()
    }

    fn below_target(&self) -> Option<Problem> {
        let own = self.pack.structure.processes.get(self.own.process)?;
        let target = target(self.pack, self.assessment, self.own.process)?;
        let level = at_most(self.own.view(self.view()).level)?;
        let importance = self.assessment.importance(own);
        (for_comparison(target) > level as f64 && importance >= HIGH_IMPORTANCE).then_some(Problem::BelowTarget {
            level,
            target,
            importance,
        })
    }

    fn not_evidenced(&self) -> Option<Problem> {
        let claimed = self.own.claimed.level.reached()?;
        let evidenced = at_most(self.own.evidenced.level)?;
        let apart = claimed.saturating_sub(evidenced) >= LEVELS_APART;
        (self.settings.mode == ScoringMode::Audit && apart).then_some(Problem::NotEvidenced { claimed, evidenced })
    }

    fn disagreement(&self) -> Option<Problem> {
        let (mut agreement, mut spread, mut n) = (0.0, 0.0, 0);
        for (_, state) in &self.questions {
            let mut positions: Vec<f64> = state.levels.iter().map(|(_, level)| *level as f64).collect();
            positions.sort_by(f64::total_cmp);
            let Some(own) = r_wg(&positions, self.pack.structure.scale.len()) else { continue };
            agreement += own;
            spread += interquartile_range(&positions).unwrap_or(0.0);
            n += 1;
        }
        if n == 0 {
            return None;
        }
        let (r_wg, spread) = (agreement / f64::from(n), spread / f64::from(n));
        let apart = for_comparison(r_wg) < AGREEMENT || for_comparison(spread) > SPREAD;
        apart.then_some(Problem::Disagreement { r_wg, spread, questions: n as usize })
    }

    fn leaders_above(&self) -> Option<Problem> {
        let said_by = |role: Role| {
            let levels = self.questions.iter().flat_map(|(_, state)| &state.levels);
            let has = |id| self.assessment.respondents.get(id).and_then(|own| own.role) == Some(role);
            levels.filter(|(id, _)| has(id)).copied().collect::<Vec<_>>()
        };
        let sides = [Role::Leader, Role::Staff].map(said_by);
        let [leaders, staff] =
            sides.each_ref().map(|side| side.iter().map(|(id, _)| *id).collect::<BTreeSet<RespondentId>>().len());
        if !comparable(self.assessment.is_anonymous(), leaders, staff) {
            return None;
        }
        let [leaders, staff] = sides.map(|side| lower_median(side.into_iter().map(|(_, level)| level).collect()));
        let (leaders, staff) = (leaders?, staff?);
        (leaders.saturating_sub(staff) >= LEVELS_APART).then_some(Problem::LeadersAbove { leaders, staff })
    }

    fn metric(&self, key: MetricKey) -> Option<&Metric> {
        self.results.metrics.iter().flatten().find(|metric| metric.key == key)
    }

    /// Once for each metric, with the first question that feeds it.
    fn red_flags(&self) -> Vec<Problem> {
        let mut all: Vec<Problem> = Vec::new();
        for &(question, _) in &self.questions {
            let fed = self.pack.structure.questions.get(question).and_then(|own| self.metric(own.feeds?));
            let Some(Metric { key, score: Some(score), red_flag: true, .. }) = fed else { continue };
            let known = all.iter().any(|own| matches!(own, Problem::RedFlag { metric, .. } if metric == key));
            if !known {
                all.push(Problem::RedFlag { question, metric: *key, score: *score });
            }
        }
        all
    }

    fn not_measured(&self) -> Vec<Problem> {
        let measured = |item: &&super::Item| {
            let (_, level) = self.pack.attributes.get(item.attribute?)?;
            Some(item.process == Some(self.own.process) && self.pack.structure.ladder.get(level - 1)?.measured)
        };
        let items = self.results.items.iter().filter(|item| measured(item) == Some(true));
        let mut all: Vec<Problem> = Vec::new();
        for problem in items.flat_map(|item| self.unmeasured(item)) {
            // A merged question stands for several attributes, and is told once.
            if !all.contains(&problem) {
                all.push(problem);
            }
        }
        all
    }

    /// What an attribute that is claimed to be measured lacks.
    fn unmeasured(&self, item: &super::Item) -> Vec<Problem> {
        let states = item.sources.iter().filter_map(|&question| self.results.questions.get(question));
        let claims = states.flat_map(|state| &state.counted).map(|(claimed, _)| *claimed).collect();
        let worth = |option: usize| self.pack.structure.scale.get(option).map_or(0.0, |option| option.worth);
        let enough = |claimed: &usize| for_comparison(worth(*claimed)) >= MEASURED;
        let Some(claimed) = lower_median(claims).filter(enough) else { return Vec::new() };
        let lacking = item.sources.iter().filter_map(|&question| {
            let metric = self.metric(self.pack.structure.questions.get(question)?.feeds?)?;
            match metric.reading {
                Reading::Missing(lacks) => Some(Problem::NotMeasured { question, claimed, metric: metric.key, lacks }),
                _ => None,
            }
        });
        lacking.collect()
    }

    fn ahead_of_needs(&self) -> Vec<Problem> {
        let own = self.pack.structure.processes.get(self.own.process);
        let needs = own.map_or(&[][..], |process| &process.needs);
        let ahead = needs.iter().filter_map(|need| {
            let processes = &self.pack.structure.processes;
            let need = processes.iter().position(|process| process.id == *need)?;
            let other = self.results.processes.iter().find(|other| other.process == need)?;
            let level = self.own.view(self.view()).level.reached()?;
            let need_level = at_most(other.view(self.view()).level)?;
            (level > need_level).then_some(Problem::AheadOfNeed { level, need, need_level })
        });
        ahead.collect()
    }

    fn mandatory_unmet(&self) -> Vec<Problem> {
        let evidenced = self.view() == View::Evidenced;
        let unmet = self.questions.iter().filter_map(|&(index, state)| {
            let question = self.pack.structure.questions.get(index).filter(|question| question.mandatory)?;
            let covered = self.pack.attributes.iter().filter(|(attribute, _)| question.covers(attribute));
            let bands = covered.filter_map(|(_, level)| band(self.pack, state, question, *level, evidenced));
            let rated = bands.min().filter(|band| *band < Band::L)?;
            Some(Problem::MandatoryUnmet { question: index, rated })
        });
        unmet.collect()
    }

    fn dont_know(&self) -> Option<Problem> {
        let dont_know: usize = self.questions.iter().map(|(_, state)| state.dont_know).sum();
        let levels: usize = self.questions.iter().map(|(_, state)| state.levels.len()).sum();
        let share = 100.0 * dont_know as f64 / (dont_know + levels).max(1) as f64;
        (for_comparison(share) >= DONT_KNOW).then_some(Problem::DontKnow { dont_know, levels })
    }
}

/// The level where it is known not to be higher.
fn at_most(level: Level) -> Option<usize> {
    match level {
        Level::Reached { level, or_more: false } => Some(level),
        _ => None,
    }
}
