//! Problem areas, next moves and the next best question.

use super::Document;
use super::json::{Value, absent, list, object};
use super::words::{each, reason};
use crate::model::Role;
use crate::score::{Blank, Move, Problem, Raise, comparable, next_moves, next_question, problem_areas};

impl Document<'_> {
    /// What an audit looks at first. A comparison of roles that may not be shown is left out.
    pub(super) fn problem_areas(&self) -> Value {
        let areas = problem_areas(self.pack, self.assessment, self.settings, self.results).into_iter().map(|area| {
            let problems = area.problems.iter().filter_map(|own| self.problem(area.process, own));
            (area.process, problems.collect::<Vec<Value>>())
        });
        let areas = areas.filter(|(_, problems)| !problems.is_empty());
        list(areas.map(|(process, problems)| {
            object! { "process": self.process_id(process), "problems": list(problems) }
        }))
    }

    fn problem(&self, process: usize, own: &Problem) -> Option<Value> {
        // A number that stands for too few anonymous people.
        let kept = |kept: bool, number: Value| if kept { number } else { absent("withheld") };
        Some(match *own {
            Problem::BelowTarget { level, target, importance } => object! {
                "problem": "below-target", "level": level, "target": target, "importance": usize::from(importance),
            },
            Problem::NotEvidenced { claimed, evidenced } => object! {
                "problem": "not-evidenced", "claimed": claimed, "evidenced": evidenced,
            },
            Problem::Disagreement { r_wg, spread, questions } => {
                let all = !self.questions_of(process).any(|(question, _)| self.withholds(question));
                object! {
                    "problem": "disagreement",
                    "r_wg": kept(all, r_wg.into()),
                    "spread": kept(all, spread.into()),
                    "questions": questions,
                }
            }
            Problem::LeadersAbove { leaders, staff } => {
                let [above, below] = [Role::Leader, Role::Staff].map(|role| self.people_of(process, role));
                let may = comparable(self.anonymous(), above, below);
                return may.then(|| object! { "problem": "leaders-above", "leaders": leaders, "staff": staff });
            }
            Problem::RedFlag { question, metric, score } => object! {
                "problem": "red-flag",
                "question": self.question_id(question),
                "metric": metric.word(),
                "score": score,
            },
            Problem::NotMeasured { question, claimed, metric, lacks } => object! {
                "problem": "not-measured",
                "question": self.question_id(question),
                "claimed": kept(!self.withholds(question), claimed.into()),
                "metric": metric.word(),
                "lacks": reason("missing", lacks),
            },
            Problem::AheadOfNeed { level, need, need_level } => object! {
                "problem": "ahead-of-need",
                "level": level,
                "need": self.process_id(need),
                "need_level": need_level,
            },
            Problem::MandatoryUnmet { question, rated } => object! {
                "problem": "mandatory-unmet", "question": self.question_id(question), "rated": rated.word(),
            },
            Problem::DontKnow { dont_know, levels } => {
                let all = self.enough(dont_know + levels);
                object! {
                    "problem": "dont-know",
                    "dont_know": kept(all, dont_know.into()),
                    "levels": kept(all, levels.into()),
                }
            }
        })
    }

    /// What to do next, in its order.
    pub(super) fn next_moves(&self) -> Value {
        let moves = next_moves(self.pack, self.assessment, self.settings, self.results);
        list(moves.iter().map(|own| self.next_move(own)))
    }

    fn next_move(&self, own: &Move) -> Value {
        object! {
            "process": self.process_id(own.process),
            "raises": list(own.raises.iter().map(|raise| self.raise(raise))),
            "gap": own.gap,
            "importance": usize::from(own.importance),
            "gains": each(own.gains),
            "lift": own.lift,
            "effort": own.effort as usize,
            "priority": own.priority,
            "waits_for": list(own.waits_for.iter().map(|&process| self.process_id(process))),
        }
    }

    fn raise(&self, own: &Raise) -> Value {
        // The lowest option that counts is an answer of somebody.
        let from = if self.withholds(own.question) { absent("withheld") } else { own.from.into() };
        object! {
            "question": self.question_id(own.question),
            "from": from,
            "to": own.to,
            "grade": own.grade.word(),
        }
    }

    /// What would narrow the widest range most.
    pub(super) fn next_question(&self) -> Value {
        let Some(own) = next_question(self.pack, self.settings, self.results) else { return Value::Null };
        let (question, metric) = match own.blank {
            Blank::Question(question) => (Some(self.question_id(question)), None),
            Blank::Metric(metric) => (None, Some(metric.word())),
        };
        object! { "indicator": own.indicator.word(), "question": question, "metric": metric, "narrows": own.narrows }
    }
}
