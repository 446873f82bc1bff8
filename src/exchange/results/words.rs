//! The words of a machine for what the score says: they are part of the format and never change.
//! What a figure, metric or indicator is called is its word in records and packs.

use super::json::{Value, absent, list, object};
use crate::model::Role;
use crate::model::pack::Indicator;
use crate::score::{Input, Level, Part, Quantity, Rating, Reading, Reason, Stamp, View, Word};

/// Whatever can be read: its value, or why there is none.
pub(super) fn reading<T>(own: Reading<T>, value: impl FnOnce(T) -> Value) -> Value {
    match own {
        Reading::Value(own) => value(own),
        Reading::Missing(why) => reason("missing", why),
        Reading::NotMeaningful(why) => reason("not-meaningful", why),
        Reading::NotApplicable => absent("not-applicable"),
        Reading::NotSupplied => absent("not-supplied"),
    }
}

impl From<Reading> for Value {
    fn from(own: Reading) -> Self {
        reading(own, Value::from)
    }
}

/// Why there is no number, with what the reason speaks of.
pub(super) fn reason(kind: &'static str, why: Reason) -> Value {
    let because = |word: &'static str| object! { "absent": kind, "reason": word };
    match why {
        Reason::Figure(key) => because("figure").with("figure", key.word()),
        Reason::Periods(key, periods) => because("periods").with("figure", key.word()).with("periods", periods),
        Reason::EconomicMode => because("economic-mode"),
        Reason::Budget => because("budget"),
        Reason::BudgetPeriod(period) => because("budget-period").with("period", period.to_string()),
        Reason::FourPeriods => because("four-periods"),
        Reason::YearEnd => because("year-end"),
        Reason::AvoidableNote => because("avoidable-note"),
        Reason::Risks => because("risks"),
        Reason::ResidualExposure => because("residual-exposure"),
        Reason::Appetite => because("appetite"),
        Reason::Decisions => because("decisions"),
        Reason::Forecasts => because("forecasts"),
        Reason::NoResponses => because("no-responses"),
        Reason::ZeroBase(key) => because("zero-base").with("figure", key.word()),
        Reason::NewRevenue => because("new-revenue"),
        Reason::NoInvestment => because("no-investment"),
        Reason::ZeroBudget => because("zero-budget"),
        Reason::NoSpending => because("no-spending"),
        Reason::None(key) => because("none-of").with("figure", key.word()),
        Reason::NothingDue => because("nothing-due"),
        Reason::ZeroCost => because("zero-cost"),
        Reason::Lacks(own) => because("lacks").with("quantity", quantity(own)),
        Reason::Zero(own) => because("zero").with("quantity", quantity(own)),
        Reason::NegativeRevenue => because("negative-revenue"),
        Reason::Factor => because("factor"),
        Reason::NothingLeft => because("nothing-left"),
        Reason::EffortConvention => because("effort-convention"),
        Reason::NotANumber => because("not-a-number"),
    }
}

/// What went into a metric; a figure by its own word.
pub(super) fn quantity(own: Quantity) -> &'static str {
    match own {
        Quantity::Figure(key) => key.word(),
        Quantity::Revenue => "revenue",
        Quantity::ChargesAndRevenue => "charges-and-revenue",
        Quantity::Budget => "budget",
        Quantity::Actual => "actual",
        Quantity::MeanOfOthers => "mean-of-others",
        Quantity::ResultGrowth => "result-growth",
        Quantity::CapitalGrowth => "capital-growth",
        Quantity::ResidualExposure => "residual-exposure",
        Quantity::Appetite => "appetite",
        Quantity::Risks => "risks",
        Quantity::CompleteRisks => "complete-risks",
        Quantity::RisksAboveAppetite => "risks-above-appetite",
        Quantity::DecisionsDue => "decisions-due",
        Quantity::DecisionsReviewed => "decisions-reviewed",
        Quantity::Forecasts => "forecasts",
        Quantity::Satisfied => "satisfied",
        Quantity::Answers => "answers",
        Quantity::EarnedValue => "earned-value",
        Quantity::ProjectCost => "project-cost",
        Quantity::PlannedValue => "planned-value",
        Quantity::BudgetAtCompletion => "budget-at-completion",
        Quantity::LossBefore => "loss-before",
        Quantity::TreatmentCost => "treatment-cost",
        Quantity::FixedPart => "fixed-part",
        Quantity::UnitRate => "unit-rate",
        Quantity::VolumeDriver => "volume-driver",
    }
}

/// The numbers a metric was computed from.
pub(super) fn inputs(own: &[Input]) -> Value {
    list(own.iter().map(|input| {
        object! {
            "quantity": quantity(input.quantity),
            "period": input.period.map(|period| period.to_string()),
            "value": input.value,
        }
    }))
}

/// Claimed or evidenced.
pub(super) fn view(own: View) -> &'static str {
    match own {
        View::Claimed => "claimed",
        View::Evidenced => "evidenced",
    }
}

/// What a score is not.
pub(super) fn stamp(own: Stamp) -> &'static str {
    match own {
        Stamp::PracticeOnly => "practice-only",
        Stamp::FiguresOnly => "figures-only",
    }
}

/// A score in a word.
pub(super) fn word(own: Word) -> &'static str {
    match own {
        Word::Poor => "poor",
        Word::Fair => "fair",
        Word::Good => "good",
    }
}

/// A part of an indicator.
pub(super) fn part(own: Part) -> Value {
    match own {
        Part::NotApplicable => absent("not-applicable"),
        Part::Open => absent("open"),
        Part::Value(value) => value.into(),
    }
}

/// A level of the ladder.
pub(super) fn level(own: Level) -> Value {
    match own {
        Level::Unrated => absent("open"),
        Level::NotApplicable => absent("not-applicable"),
        Level::Reached { level, .. } => level.into(),
    }
}

/// How an attribute is rated.
pub(super) fn rating(own: Rating) -> &'static str {
    match own {
        Rating::Rated(band) => band.word(),
        Rating::Unanswered => "unanswered",
        Rating::NotApplicable => "not-applicable",
        Rating::NotAsked => "not-asked",
    }
}

/// People who are shown together; null stands for people without a role.
pub(super) fn roles(own: &[Option<Role>]) -> Value {
    list(own.iter().map(|role| role.map(Role::word)))
}

/// A number for each of the four indicators.
pub(super) fn each(of: [f64; 4]) -> Value {
    let named = Indicator::ALL_FOUR.into_iter().zip(of);
    Value::Object(named.map(|(id, number)| (id.word(), number.into())).collect())
}
