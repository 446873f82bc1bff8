//! All results of an assessment as JSON, for whoever wants to recompute what the screen shows: with
//! the answers, figures, weights and curves that each number comes from, and the rules of the pack
//! they were scored by. `docs/results.md` says what every field means, `docs/results.schema.json` is
//! the shape. The same facts make the same bytes.
//!
//! A number that is not there is an object that says why in a word: `{"absent": "open"}`. There is no
//! number that is none.

mod beside;
mod json;
mod people;
mod plan;
mod stated;
mod tree;
mod words;

use std::collections::BTreeSet;

use json::{Value, absent, list, number_or, object};
use words::{each, inputs, level, part, rating, stamp, view, word};

use super::rescore::Scored;
use crate::model::pack::{Band, Indicator, MetricKey, Pack};
use crate::model::{Assessment, AssessmentId, Grade, Role, Text, iso_date};
use crate::score::{
    Agreement, Blocker, Capability, Confidence, Explainer, IndicatorResult, Item, Level, Metric, ProcessResult,
    QuestionState, Results, Settings, Side, State, View, Worth, agreement,
};

/// The number of the format: it grows when a field changes its meaning.
pub const FORMAT: usize = 1;

/// Everything that follows from an assessment, as one JSON object with a line break at its end.
pub fn write(scored: &Scored) -> String {
    Document::of(scored).whole().write() + "\n"
}

/// The same of many, as one list in their order.
pub fn write_all<'a>(scored: impl IntoIterator<Item = &'a Scored>) -> String {
    list(scored.into_iter().map(|own| Document::of(own).whole())).write() + "\n"
}

/// What is written, with all that is needed to write it.
struct Document<'a> {
    id: &'a AssessmentId,
    pack: &'a Pack,
    assessment: &'a Assessment,
    settings: &'a Settings,
    results: &'a Results,
    agreement: Agreement,
    explainer: Explainer<'a>,
}

impl<'a> Document<'a> {
    fn of(scored: &'a Scored) -> Self {
        Self {
            id: &scored.id,
            pack: &scored.pack,
            assessment: &scored.assessment,
            settings: &scored.settings,
            results: &scored.results,
            agreement: agreement(&scored.pack, &scored.assessment, &scored.results),
            explainer: Explainer::new(&scored.pack, &scored.assessment, &scored.settings, &scored.results),
        }
    }
}

impl Document<'_> {
    fn whole(&self) -> Value {
        object! {
            "fourfold_results": FORMAT,
            "assessment": self.heading(),
            "pack": self.rules(),
            "respondents": self.respondents(),
            "indicators": list(self.results.indicators.iter().map(|own| self.indicator(own))),
            "processes": list(self.results.processes.iter().map(|own| self.process(own))),
            "items": list(self.results.items.iter().map(|own| self.item(own))),
            "questions": list(self.questions().into_iter().map(|question| self.question(question))),
            "agreement": self.session(),
            "problem_areas": self.problem_areas(),
            "next_moves": self.next_moves(),
            "next_question": self.next_question(),
            "shown": self.beside(),
            "stated": self.stated(),
        }
    }

    /// What was scored, and how.
    fn heading(&self) -> Value {
        let (profile, settings) = (&self.assessment.profile, self.settings);
        let round = self.assessment.rounds.get(&settings.round);
        object! {
            "id": self.id.as_str(),
            "name": profile.name.as_deref(),
            "anonymous": self.anonymous(),
            "currency": profile.currency.as_deref(),
            "round": settings.round.to_string(),
            "label": round.and_then(|round| round.label.as_deref()),
            "as_of": settings.as_of.map(iso_date),
            "size": settings.size.as_str(),
            "mode": settings.mode.word(),
            "leads": view(settings.view()),
        }
    }

    /// The numbers of the pack that every assessment is scored by.
    fn rules(&self) -> Value {
        let own = &self.pack.structure;
        let limits = &own.thresholds;
        object! {
            "id": own.id.as_str(),
            "version": &*own.version,
            "fingerprint": self.pack.fingerprint.as_str(),
            "scale": list(own.scale.iter().map(|option| object! {
                "option": option.id.as_str(), "worth": option.worth, "band": option.band.map(Band::word),
            })),
            "caps": Value::Object(Grade::ALL.iter().zip(own.caps).map(|(own, cap)| (own.word(), cap.into())).collect()),
            "ladder": list(self.pack.attributes.iter().map(|(attribute, level)| object! {
                "attribute": attribute.as_str(), "level": *level,
            })),
            "thresholds": object! {
                "practice_share": limits.practice_share,
                "good": limits.good,
                "fair": limits.fair,
                "red_flag": limits.red_flag,
                "coverage": limits.coverage,
                "confidence_high": limits.confidence_high,
                "confidence_medium": limits.confidence_medium,
                "confidence_alone": limits.confidence_alone,
                "not_applicable": limits.not_applicable,
            },
        }
    }

    fn question_id(&self, question: usize) -> &str {
        self.pack.structure.questions.get(question).map_or("", |own| own.id.as_str())
    }

    fn process_id(&self, process: usize) -> &str {
        self.pack.structure.processes.get(process).map_or("", |own| own.id.as_str())
    }

    fn option_id(&self, place: usize) -> &str {
        self.pack.structure.scale.get(place).map_or("", |own| own.id.as_str())
    }

    fn attribute_id(&self, attribute: usize) -> &str {
        self.pack.attributes.get(attribute).map_or("", |(id, _)| id.as_str())
    }

    fn indicator(&self, own: &IndicatorResult) -> Value {
        let (first, second) = (View::Claimed, View::Evidenced);
        let of = &self.results.metrics[own.id.index()];
        object! {
            "id": own.id.word(),
            "claimed": side(&own.claimed),
            "evidenced": side(&own.evidenced),
            "O": part(own.outcome),
            "C": match (&own.confidence, own.stamp) {
                (Some(confidence), _) => confidence.value.into(),
                (None, Some(_)) => absent("stamped"),
                (None, None) => absent(why_none(&own.claimed)),
            },
            "confidence": own.confidence.as_ref().map(factors),
            "practice_coverage": number_or(own.practice_coverage, "not-applicable"),
            "figures_coverage": number_or(own.figures_coverage, "not-applicable"),
            "stamp": own.stamp.map(stamp),
            "range_only": own.range_only,
            "red_flag": own.red_flag,
            "metrics": list(of.iter().map(|metric| self.metric(own.id, metric))),
            "derivation": object! {
                "claimed": self.derivation(own.id, first),
                "evidenced": self.derivation(own.id, second),
            },
        }
    }

    fn metric(&self, id: Indicator, own: &Metric) -> Value {
        let metrics = &self.pack.structure.indicators[id.index()].metrics;
        let rule = metrics.iter().find(|rule| rule.metric == own.key);
        object! {
            "metric": own.key.word(),
            "value": own.reading,
            "score": own.score.map_or_else(|| Value::from(own.reading), Value::from),
            "weight": own.weight,
            "curve": list(rule.map(|rule| rule.curve.0.clone()).unwrap_or_default()),
            "optional": rule.is_some_and(|rule| rule.optional),
            "precision": own.precision,
            "red_flag": own.red_flag,
            "inputs": inputs(&own.inputs),
        }
    }

    fn process(&self, own: &ProcessResult) -> Value {
        let rule = self.pack.structure.processes.get(own.process);
        let target = rule.and_then(|rule| self.assessment.targets.get(&rule.id).copied());
        let coverage = (own.applicable > 0).then(|| 100.0 * own.answered as f64 / own.applicable as f64);
        object! {
            "id": self.process_id(own.process),
            "importance": rule.map_or(0, |rule| usize::from(self.assessment.importance(rule))),
            "needs": list(rule.into_iter().flat_map(|rule| &rule.needs).map(|id| id.as_str())),
            "target": number_or(target, "not-stated"),
            "claimed": self.capability(&own.claimed),
            "evidenced": self.capability(&own.evidenced),
            "answered": own.answered,
            "applicable": own.applicable,
            "not_applicable": own.not_applicable,
            "coverage": number_or(coverage, "not-applicable"),
            "many_not_applicable": own.many_not_applicable,
            "from_coarser": own.from_coarser,
        }
    }

    fn capability(&self, own: &Capability) -> Value {
        let ratings = own.ratings.iter().enumerate().map(|(attribute, own)| {
            object! { "attribute": self.attribute_id(attribute), "rating": rating(*own) }
        });
        object! {
            "level": level(own.level),
            "or_more": matches!(own.level, Level::Reached { or_more: true, .. }),
            "index": number_or(own.index, if own.level == Level::NotApplicable { "not-applicable" } else { "open" }),
            "ratings": list(ratings),
            "blockers": list(own.blockers.iter().map(|own| self.blocker(own))),
        }
    }

    fn blocker(&self, own: &Blocker) -> Value {
        object! {
            "attribute": self.attribute_id(own.attribute),
            "from": own.from.map_or("unanswered", Band::word),
            "to": own.to.word(),
        }
    }

    fn item(&self, own: &Item) -> Value {
        let withheld = own.sources.iter().any(|&question| self.withholds(question));
        object! {
            "process": own.process.map(|process| self.process_id(process)),
            "attribute": own.attribute.map(|attribute| self.attribute_id(attribute)),
            "asked": self.question_id(own.asked),
            "sources": list(own.sources.iter().map(|&question| self.question_id(question))),
            "claimed": worth(own.state, withheld, |worth| worth.claimed),
            "evidenced": worth(own.state, withheld, |worth| worth.evidenced),
            "weights": each(own.weights),
        }
    }

    /// The questions that are asked in this size and scope, and those of processes in scope that
    /// somebody said something to, by their places.
    fn questions(&self) -> BTreeSet<usize> {
        let asked = self.pack.within(&self.settings.size, self.assessment);
        let said = self.results.questions.iter().enumerate().filter(|(question, own)| {
            let rule = self.pack.structure.questions.get(*question);
            let process = rule.and_then(|rule| rule.process.as_ref());
            process.is_some_and(|id| self.assessment.in_scope(id)) && is_said(own)
        });
        asked.chain(said.map(|(question, _)| question)).collect()
    }

    /// The questions of a process with what was said to them.
    fn questions_of(&self, process: usize) -> impl Iterator<Item = (usize, &QuestionState)> {
        let id = self.pack.structure.processes.get(process).map(|own| &own.id);
        let all = self.pack.structure.questions.iter().zip(&self.results.questions).enumerate();
        let own = all.filter(move |(_, (rule, _))| rule.process.is_some() && rule.process.as_ref() == id);
        own.map(|(question, (_, said))| (question, said))
    }

    fn question(&self, question: usize) -> Value {
        let (rule, said) = (self.pack.structure.questions.get(question), self.results.questions.get(question));
        let Some((rule, said)) = rule.zip(said) else { return Value::Null };
        let withheld = self.withholds(question);
        let agreed = said.counted.first().filter(|_| said.agreed).map(|(agreed, _)| *agreed);
        object! {
            "id": rule.id.as_str(),
            "process": rule.process.as_ref().map(|id| id.as_str()),
            "group": rule.group.as_deref(),
            "whole": rule.whole,
            "attributes": list(rule.attributes.iter().map(|id| id.as_str())),
            "asked": rule.sizes.iter().any(|size: &Text| **size == *self.settings.size),
            "mandatory": rule.mandatory,
            "effort": usize::from(rule.effort),
            "feeds": rule.feeds.map(MetricKey::word),
            "who": list(rule.respondents.iter().map(|role| Role::word(*role))),
            "claimed": worth(said.state, withheld, |worth| worth.claimed),
            "evidenced": worth(said.state, withheld, |worth| worth.evidenced),
            "grade": said.grade.word(),
            "agreed": agreed,
            "dont_know": self.beside_levels(question, said.dont_know),
            "not_applicable": self.beside_levels(question, said.not_applicable),
            "agreement": self.agreement_on(question),
        }
    }
}

fn is_said(own: &QuestionState) -> bool {
    own.state != State::Open || own.dont_know > 0 || own.grade > Grade::E0
}

/// A worth, 0 to 1, or why there is none.
fn worth(state: State, withheld: bool, of: impl FnOnce(Worth) -> f64) -> Value {
    match state {
        State::Open => absent("open"),
        State::NotApplicable => absent("not-applicable"),
        State::Answered(_) if withheld => absent("withheld"),
        State::Answered(worth) => of(worth).into(),
    }
}

/// Why an indicator has no score, where it has none.
fn why_none(own: &Side) -> &'static str {
    if own.range.is_some() { "open" } else { "not-applicable" }
}

fn side(own: &Side) -> Value {
    let why = why_none(own);
    object! {
        "P": part(own.practice),
        "S": number_or(own.score, why),
        "low": number_or(own.range.map(|(low, _)| low), why),
        "high": number_or(own.range.map(|(_, high)| high), why),
        "word": own.word.map(word),
    }
}

/// What confidence was made from.
fn factors(own: &Confidence) -> Value {
    object! {
        "coverage": number_or(own.coverage, "not-applicable"),
        "evidence": number_or(own.evidence, "not-applicable"),
        "agreement": number_or(own.agreement, "too-few"),
        "data": number_or(own.data, "not-applicable"),
    }
}
