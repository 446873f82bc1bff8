//! What is shown beside the scores and changes none, with the flags.

use super::Document;
use super::json::{Value, absent, list, object};
use super::words::{inputs, reading};
use crate::model::{EffortConvention, LineKind, Magnitude};
use crate::score::shown::{
    Avoidable, Budget, Communication, Decomposition, Drivers, EarnedValue, Flag, FlexibleBudget, Growth, Pattern,
    PerceptionGap, Purposes, Recommendation, RiskImpact, Traced, Variance,
};
use crate::score::{comparable, shown};

impl Document<'_> {
    /// Everything that is shown and not scored.
    pub(super) fn beside(&self) -> Value {
        let own = shown(self.pack, self.assessment, self.settings, self.results);
        object! {
            "growth": growth(&own.growth),
            "budget": budget(&own.budget),
            "risk": risk(&own.risk),
            "communication": self.communication(&own.communication),
            "flags": list(own.flags.into_iter().map(|flag| self.flag(flag))),
        }
    }

    fn communication(&self, own: &Communication) -> Value {
        let may = |gap: &&PerceptionGap| comparable(self.anonymous(), gap.inside_count, gap.outside_count);
        object! {
            "satisfaction": own.satisfaction,
            "response_rate": own.response_rate,
            "recommendation": reading(own.recommendation, recommendation),
            "effort": own.effort,
            "effort_convention": own.effort_convention.map(EffortConvention::word),
            "perception": list(own.perception.iter().filter(may).map(|gap| object! {
                "question": self.question_id(gap.question),
                "inside": gap.inside,
                "inside_people": gap.inside_count,
                "outside": gap.outside,
                "outside_people": gap.outside_count,
                "gap": gap.gap(),
            })),
        }
    }

    fn flag(&self, own: Flag) -> Value {
        match own {
            Flag::OverUtilised { period, percent } => object! {
                "flag": "over-utilised", "period": period.map(|period| period.to_string()), "percent": percent,
            },
            Flag::NegativeBudget { line, period } => object! {
                "flag": "negative-budget", "line": line.to_string(), "period": period.to_string(),
            },
            Flag::EmptyRegister => object! { "flag": "empty-register" },
            Flag::FewResponses { percent } => object! { "flag": "few-responses", "percent": percent },
            Flag::DontKnow { process, percent } => {
                let said: usize = self.questions_of(process).map(|(_, own)| own.levels.len() + own.dont_know).sum();
                object! {
                    "flag": "dont-know",
                    "process": self.process_id(process),
                    "percent": if self.enough(said) { percent.into() } else { absent("withheld") },
                }
            }
            Flag::NotApplicable { process, percent } => object! {
                "flag": "not-applicable", "process": self.process_id(process), "percent": percent,
            },
        }
    }
}

fn traced(own: &Traced) -> Value {
    object! { "value": own.reading, "inputs": inputs(&own.inputs) }
}

fn growth(own: &Growth) -> Value {
    object! {
        "revenue_growth": traced(&own.revenue_growth),
        "return_over_hurdle": traced(&own.return_over_hurdle),
        "recovery": traced(&own.recovery),
        "compound_growth": own.compound_growth,
        "compound_from": own.compound_span.map(|(first, _)| first.to_string()),
        "compound_to": own.compound_span.map(|(_, last)| last.to_string()),
        "external_share": own.external_share,
        "hourly_yield": own.hourly_yield,
        "return_on_investment": own.return_on_investment,
        "drivers": reading(own.drivers, |drivers| list(drivers.map(of_drivers))),
        "decomposition": reading(own.decomposition, decomposition),
        "pattern": reading(own.pattern, |pattern| pattern.map(pattern_word).into()),
    }
}

fn of_drivers(own: Drivers) -> Value {
    object! { "capacity": own.capacity, "productive": own.productive, "revenue": own.revenue }
}

fn decomposition(own: Decomposition) -> Value {
    object! { "capacity": own.capacity, "utilisation": own.utilisation, "hourly_yield": own.hourly_yield }
}

fn pattern_word(own: Pattern) -> &'static str {
    match own {
        Pattern::GrowthOnOverload => "growth-on-overload",
        Pattern::IdleInvestment => "idle-investment",
        Pattern::HealthyScaling => "healthy-scaling",
        Pattern::Harvest => "harvest",
        Pattern::ShrinkingDemand => "shrinking-demand",
    }
}

fn budget(own: &Budget) -> Value {
    object! {
        "lines": list(own.lines.iter().map(|(id, own)| {
            object! { "line": id.to_string(), "variance": reading(*own, variance) }
        })),
        "revenue": reading(own.revenue, variance),
        "flexible": list(own.flexible.iter().map(|(id, own)| {
            object! { "line": id.to_string(), "budget": reading(*own, flexible) }
        })),
        "flexible_sum": reading(own.flexible_sum, flexible),
        "projects": list(own.projects.iter().map(|(id, own)| object! { "project": id.to_string(), "value": earned(own) })),
        "portfolio": earned(&own.portfolio),
        "avoidable": avoidable(&own.avoidable),
        "purposes": reading(own.purposes, purposes),
    }
}

fn variance(own: Variance) -> Value {
    object! {
        "kind": LineKind::word(own.kind),
        "budget": own.budget,
        "actual": own.actual,
        "amount": own.amount(),
        "percent": own.percent(),
        "favourable": own.is_favourable(),
    }
}

fn flexible(own: FlexibleBudget) -> Value {
    object! {
        "planned": own.planned,
        "flexed": own.flexed,
        "actual": own.actual,
        "activity_variance": own.activity_variance(),
        "spending_variance": own.spending_variance(),
        "static_percent": own.static_percent(),
        "spending_percent": own.spending_percent(),
    }
}

fn earned(own: &EarnedValue) -> Value {
    object! {
        "cost_variance": own.cost_variance,
        "schedule_variance": own.schedule_variance,
        "cost_index": own.cost_index,
        "schedule_index": own.schedule_index,
        "estimate": own.estimate,
        "variance_at_completion": own.variance_at_completion,
        "to_complete_index": own.to_complete_index,
    }
}

fn avoidable(own: &Avoidable) -> Value {
    object! {
        "found": own.found,
        "decided": own.decided,
        "realised": own.realised,
        "undecided": own.undecided,
        "pending": own.pending,
    }
}

fn purposes(own: Purposes) -> Value {
    object! { "run": own.run, "grow": own.grow, "transform": own.transform, "unstated": own.unstated }
}

fn risk(own: &RiskImpact) -> Value {
    object! {
        "levels": list(own.levels.iter().map(|(id, level)| {
            object! { "risk": id.to_string(), "level": level.map(Magnitude::word) }
        })),
        "returns": list(own.returns.iter().map(|(id, own)| object! { "risk": id.to_string(), "percent": *own })),
        "return_of_all": own.return_of_all,
    }
}

fn recommendation(own: Recommendation) -> Value {
    object! {
        "score": own.score,
        "margin": own.margin,
        "adjusted": own.adjusted,
        "adjusted_margin": own.adjusted_margin,
    }
}
