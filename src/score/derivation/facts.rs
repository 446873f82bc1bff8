//! What the inputs of a metric were added from: figures as they were stated for each period, lines of
//! the budget, rows of the registers.

use super::{Amount, Derivation, Explainer, Rule, Term};
use crate::model::pack::MetricKey;
use crate::model::{FigureKey, LineId, LineKind, Period};
use crate::score::level_of;
use crate::score::metric::{complete, is_due, is_reviewed, prediction};
use crate::score::reading::{Input, Quantity};
use crate::score::sheet::Sheet;

/// The figures that a metric counts in the same periods of a year, so that a period without one of
/// them is left out of all.
fn together(metric: MetricKey) -> &'static [FigureKey] {
    use FigureKey as Figure;
    match metric {
        MetricKey::BenefitsRealised => &[Figure::BenefitsRealised, Figure::BenefitsPlanned],
        MetricKey::AvoidableSpend => &[Figure::AvoidableFound, Figure::AvoidableRealised, Figure::TotalCost],
        MetricKey::ChangeFailureRate => &[Figure::ChangesFailed, Figure::ChangesTotal],
        MetricKey::Satisfaction => &[
            Figure::Satisfaction1,
            Figure::Satisfaction2,
            Figure::Satisfaction3,
            Figure::Satisfaction4,
            Figure::Satisfaction5,
        ],
        MetricKey::ClosedLoop => &[Figure::FeedbackAnswered, Figure::FeedbackReceived],
        MetricKey::Awareness => &[Figure::AwarenessKnew, Figure::AwarenessAsked],
        MetricKey::FirstNotice => &[Figure::NoticeFirst, Figure::NoticeLate],
        _ => &[],
    }
}

fn number(term: Term, value: f64) -> Derivation {
    Derivation::stated(term, Amount::Number(value))
}

impl Explainer<'_> {
    /// An input of a metric with the facts it was made of.
    pub(super) fn input(&self, metric: MetricKey, own: &Input) -> Derivation {
        let sheet = Sheet::new(self.assessment, self.settings.as_of);
        let (rule, mut parts) = Facts { sheet: &sheet, metric, own }.of();
        // One fact for the same period says the same once more.
        let same = |part: &Derivation| match (part.term, own.quantity) {
            (Term::Figure(key, period), Quantity::Figure(own_key)) => key == own_key && own.period == Some(period),
            _ => false,
        };
        let alone = parts.len() == 1 && parts.iter().all(same);
        if alone {
            parts.clear();
        }
        let rule = if parts.is_empty() { Rule::Stated } else { rule };
        Derivation::new(Term::Input(own.quantity, own.period), Amount::Number(own.value), rule).of(parts)
    }
}

/// The facts of one input.
struct Facts<'a> {
    sheet: &'a Sheet<'a>,
    metric: MetricKey,
    own: &'a Input,
}

impl Facts<'_> {
    fn of(&self) -> (Rule, Vec<Derivation>) {
        match self.own.quantity {
            Quantity::Figure(key) => (Rule::Sum, self.figures(&[key])),
            Quantity::Revenue => (Rule::Sum, self.figures(&self.sheet.revenue_keys().unwrap_or_default())),
            Quantity::ChargesAndRevenue => {
                let keys = [FigureKey::InternalCharges, FigureKey::ExternalRevenue];
                (Rule::Sum, self.figures(&self.sheet.stated(&keys).unwrap_or_default()))
            }
            Quantity::Satisfied => (Rule::Sum, self.figures(&[FigureKey::Satisfaction4, FigureKey::Satisfaction5])),
            Quantity::Answers => (Rule::Sum, self.figures(together(MetricKey::Satisfaction))),
            Quantity::ResultGrowth => (Rule::Difference, self.growth(FigureKey::OperatingResult)),
            Quantity::CapitalGrowth => (Rule::Difference, self.growth(FigureKey::InvestedCapital)),
            Quantity::Budget | Quantity::Actual => (Rule::Sum, self.budget()),
            Quantity::MeanOfOthers => (Rule::Mean, self.budget()),
            Quantity::EarnedValue | Quantity::ProjectCost => (Rule::Sum, self.projects()),
            _ => (Rule::Sum, self.rows()),
        }
    }

    /// These figures in the periods that count, as they were stated.
    fn figures(&self, keys: &[FigureKey]) -> Vec<Derivation> {
        let together = together(self.metric);
        let periods = match self.own.period {
            Some(period) if together.is_empty() => vec![period],
            _ => self.sheet.figures.recent_periods(together).unwrap_or_default(),
        };
        let each = keys.iter().flat_map(|key| periods.iter().map(move |period| (*key, *period)));
        each.flat_map(|(key, period)| self.stated(key, period)).collect()
    }

    fn stated(&self, key: FigureKey, period: Period) -> Vec<Derivation> {
        let facts = self.sheet.figures.facts(key, period);
        facts.into_iter().map(|(period, value)| number(Term::Figure(key, period), value)).collect()
    }

    /// A figure of the period and of the one before.
    fn growth(&self, key: FigureKey) -> Vec<Derivation> {
        let Some(last) = self.own.period else { return Vec::new() };
        let of = |period: Period| {
            let value = self.sheet.figures.value(key, period)?;
            let facts = self.stated(key, period);
            let rule = if facts.len() > 1 { Rule::Sum } else { Rule::Stated };
            let facts = if facts.len() > 1 { facts } else { Vec::new() };
            let term = Term::Input(Quantity::Figure(key), Some(period));
            Some(Derivation::new(term, Amount::Number(value), rule).of(facts))
        };
        [Some(last), last.offset(-1)].into_iter().flatten().filter_map(of).collect()
    }

    /// Budget or actual of each period with its lines: of the whole year, or around its last period.
    fn budget(&self) -> Vec<Derivation> {
        let lines = self.sheet.figures.lines(LineKind::Cost);
        let Ok(periods) = self.sheet.budget_of(&lines) else { return Vec::new() };
        let spike = self.metric == MetricKey::YearEndSpike;
        let last = periods.last().map(|(period, ..)| *period);
        let counts = |period: Period| !spike || (Some(period) == last) == (self.own.quantity == Quantity::Actual);
        let planned = self.own.quantity == Quantity::Budget;
        let quantity = if planned { Quantity::Budget } else { Quantity::Actual };
        let of = |(period, budget, actual): &(Period, f64, f64)| {
            let own = lines.iter().filter_map(|line| self.line(*line, *period, planned)).collect();
            let value = if planned { *budget } else { *actual };
            Derivation::new(Term::Input(quantity, Some(*period)), Amount::Number(value), Rule::Sum).of(own)
        };
        periods.iter().filter(|(period, ..)| counts(*period)).map(of).collect()
    }

    fn line(&self, line: LineId, period: Period, planned: bool) -> Option<Derivation> {
        let all = if planned { &self.sheet.assessment.budgets } else { &self.sheet.assessment.actuals };
        Some(number(Term::Line(line, period), *all.get(&line)?.get(&period)?))
    }

    fn projects(&self) -> Vec<Derivation> {
        let projects = self.sheet.assessment.projects();
        let of = |(id, own): (&_, &crate::model::Project)| {
            let (earned, spent) = own.earned.zip(own.spent)?;
            let value = if self.own.quantity == Quantity::EarnedValue { earned } else { spent };
            Some(number(Term::Project(*id), value))
        };
        projects.iter().filter_map(of).collect()
    }

    /// Rows of the registers: the money they state, or 1 for each that counts.
    fn rows(&self) -> Vec<Derivation> {
        let profile = &self.sheet.assessment.profile;
        let risks = |counts: &dyn Fn(&crate::model::Risk) -> Option<f64>| -> Vec<Derivation> {
            let risks = self.sheet.assessment.risks();
            risks.iter().filter_map(|(id, own)| Some(number(Term::Risk(*id), counts(own)?))).collect()
        };
        let decisions = |counts: &dyn Fn(&crate::model::Decision) -> bool| -> Vec<Derivation> {
            let decisions = self.sheet.assessment.decisions();
            let own = decisions.iter().filter(|(_, own)| counts(own));
            own.map(|(id, _)| number(Term::Decision(*id), 1.0)).collect()
        };
        let today = self.sheet.as_of;
        match self.own.quantity {
            Quantity::ResidualExposure => risks(&|own| own.loss_residual),
            Quantity::Risks => risks(&|_| Some(1.0)),
            Quantity::CompleteRisks => risks(&|own| complete(own).then_some(1.0)),
            Quantity::RisksAboveAppetite => risks(&|own| {
                let level = level_of(self.sheet.assessment, own)?;
                (Some(level) > profile.appetite_level).then_some(1.0)
            }),
            Quantity::DecisionsDue => decisions(&|own| is_due(own, today)),
            Quantity::DecisionsReviewed => decisions(&|own| is_due(own, today) && is_reviewed(own)),
            Quantity::Forecasts => decisions(&|own| prediction(own, today).is_some()),
            _ => Vec::new(),
        }
    }
}
