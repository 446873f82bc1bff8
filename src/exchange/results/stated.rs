//! What was stated and is not an answer: the figures, lines, projects, risks and decisions that the
//! metrics are computed from. With them a metric can be recomputed from the very beginning.

use std::collections::BTreeSet;

use super::Document;
use super::json::{Value, list, number_or, object};
use crate::model::{
    Decision, EconomicMode, EffortConvention, FigureKey, Line, LineId, LineKind, Magnitude, Period, Project, Purpose,
    Risk, Table, Treatment, iso_date,
};
use crate::score::{cells, risk_level};

/// A number nobody stated.
fn stated(number: Option<f64>) -> Value {
    number_or(number, "not-stated")
}

impl Document<'_> {
    /// Everything that was stated beside the answers.
    pub(super) fn stated(&self) -> Value {
        let (own, profile) = (self.assessment, &self.assessment.profile);
        let lines = own.lines();
        let ids: BTreeSet<LineId> = lines.keys().chain(own.budgets.keys()).chain(own.actuals.keys()).copied().collect();
        object! {
            "economic_mode": profile.economic_mode.map(EconomicMode::word),
            "year_end": own.year_end().number() as usize,
            "appetite": stated(profile.appetite),
            "appetite_level": profile.appetite_level.map(Magnitude::word),
            "risk_matrix": list(cells().map(|(likelihood, impact)| object! {
                "likelihood": likelihood.word(),
                "impact": impact.word(),
                "level": risk_level(own, likelihood, impact).word(),
                "own": own.own_level(likelihood, impact).is_some(),
            })),
            "avoidable_explained": profile.avoidable_note.as_ref().is_some_and(|note| !note.trim().is_empty()),
            "effort_convention": profile.effort_convention.map(EffortConvention::word),
            "figures": list(own.figures.iter().map(|(key, series)| {
                object! { "figure": key.word(), "values": list(series.iter().map(|value| self.value(value))) }
            })),
            "lines": list(ids.into_iter().map(|id| self.line(id, lines.get(&id).cloned().unwrap_or_default()))),
            "projects": list(own.projects().iter().map(|(id, project)| project_of(&id.to_string(), project))),
            "risks": list(own.risks().iter().map(|(id, risk)| risk_of(&id.to_string(), risk))),
            "decisions": list(own.decisions().iter().map(|(id, decision)| decision_of(&id.to_string(), decision))),
        }
    }

    /// Whether figures of a period count on the day the results speak of.
    fn counts(&self, period: Period) -> bool {
        self.settings.as_of.is_none_or(|date| period.ended_by(date, self.assessment.year_end()))
    }

    fn value(&self, (period, value): (&Period, &f64)) -> Value {
        object! { "period": period.to_string(), "value": *value, "counts": self.counts(*period) }
    }

    fn line(&self, id: LineId, row: Line) -> Value {
        let of = |series: &Table<LineId, Table<Period, f64>>| series.get(&id).cloned().unwrap_or_default();
        let (budget, actual) = (of(&self.assessment.budgets), of(&self.assessment.actuals));
        let periods: BTreeSet<Period> = budget.keys().chain(actual.keys()).copied().collect();
        object! {
            "id": id.to_string(),
            "name": row.name.as_deref(),
            "kind": row.kind.unwrap_or(LineKind::Cost).word(),
            "purpose": row.purpose.map(Purpose::word),
            "fixed": stated(row.fixed),
            "unit_rate": stated(row.unit_rate),
            "driver": row.driver.map(FigureKey::word),
            "values": list(periods.into_iter().map(|period| object! {
                "period": period.to_string(),
                "budget": stated(budget.get(&period).copied()),
                "actual": stated(actual.get(&period).copied()),
                "counts": self.counts(period),
            })),
        }
    }
}

fn project_of(id: &str, own: &Project) -> Value {
    object! {
        "id": id,
        "name": own.name.as_deref(),
        "at_completion": stated(own.at_completion),
        "planned": stated(own.planned),
        "earned": stated(own.earned),
        "spent": stated(own.spent),
    }
}

/// Who owns a risk is nobody's number: it is said that somebody does.
fn risk_of(id: &str, own: &Risk) -> Value {
    object! {
        "id": id,
        "title": own.title.as_deref(),
        "owned": own.owner.as_ref().is_some_and(|owner| !owner.trim().is_empty()),
        "treatment": own.treatment.map(Treatment::word),
        "due": own.due.map(iso_date),
        "loss_before": stated(own.loss_before),
        "loss_residual": stated(own.loss_residual),
        "likelihood": own.likelihood.map(Magnitude::word),
        "impact": own.impact.map(Magnitude::word),
        "treatment_cost": stated(own.treatment_cost),
    }
}

fn decision_of(id: &str, own: &Decision) -> Value {
    object! {
        "id": id,
        "title": own.title.as_deref(),
        "probability": stated(own.probability),
        "review": own.review.map(iso_date),
        "told": own.outcome.as_ref().is_some_and(|outcome| !outcome.trim().is_empty()),
        "happened": own.happened,
    }
}
