//! What a computed number is, or why there is none, and what went into it. Every metric and every
//! value that is only shown reads the same way.

use crate::model::{FigureKey, Period};

/// A number, or whatever else can be computed, as far as it can be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reading<T = f64> {
    /// In its own unit.
    Value(T),
    /// Something that is needed is not there. It widens the range.
    Missing(Reason),
    /// The figures are there, but the ratio does not exist. It is left out.
    NotMeaningful(Reason),
    /// It does not apply in this economic mode.
    NotApplicable,
    /// It counts only where it is supplied, and it is not.
    NotSupplied,
}

impl<T> Reading<T> {
    /// The value, where there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The same of what is lent.
    pub fn as_ref(&self) -> Reading<&T> {
        match self {
            Self::Value(value) => Reading::Value(value),
            Self::Missing(reason) => Reading::Missing(*reason),
            Self::NotMeaningful(reason) => Reading::NotMeaningful(*reason),
            Self::NotApplicable => Reading::NotApplicable,
            Self::NotSupplied => Reading::NotSupplied,
        }
    }

    /// What follows from the value, where there is one.
    pub(super) fn then<U>(self, follow: impl FnOnce(T) -> Reading<U>) -> Reading<U> {
        match self {
            Self::Value(value) => follow(value),
            Self::Missing(reason) => Reading::Missing(reason),
            Self::NotMeaningful(reason) => Reading::NotMeaningful(reason),
            Self::NotApplicable => Reading::NotApplicable,
            Self::NotSupplied => Reading::NotSupplied,
        }
    }

    /// A value, or the reason why it is missing.
    pub(super) fn from_result(result: Result<T, Reason>) -> Self {
        result.map_or_else(Self::Missing, Self::Value)
    }
}

impl Reading {
    /// A number that left the numbers is none.
    pub(super) fn number(value: f64) -> Self {
        if value.is_finite() { Self::Value(value) } else { Self::Missing(Reason::NotANumber) }
    }

    /// A ratio, or why it does not exist: its base is zero. A base that left the numbers would make a
    /// ratio of 0 look like a fact.
    pub(super) fn ratio(part: f64, base: f64, zero: Reason) -> Self {
        match base {
            0.0 => Self::NotMeaningful(zero),
            base if base.is_finite() => Self::number(part / base),
            _ => Self::Missing(Reason::NotANumber),
        }
    }

    /// The same of a base that means nothing below zero either.
    pub(super) fn share(part: f64, base: f64, none: Reason) -> Self {
        if base <= 0.0 { Self::NotMeaningful(none) } else { Self::ratio(part, base, none) }
    }
}

/// Why there is no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// This figure.
    Figure(FigureKey),
    /// This figure, for so many periods in a row.
    Periods(FigureKey, usize),
    /// How money follows service has not been stated.
    EconomicMode,
    /// Budget and actual figures.
    Budget,
    /// A budget or actual of this period in one of the lines.
    BudgetPeriod(Period),
    /// At least four periods of the financial year.
    FourPeriods,
    /// The last period of the financial year.
    YearEnd,
    /// A note on how avoidable spend was looked for, since none was found.
    AvoidableNote,
    /// Rows in the risk register.
    Risks,
    /// The residual exposure of every risk, in money or as a level.
    ResidualExposure,
    /// The appetite for risk.
    Appetite,
    /// Rows in the decision log.
    Decisions,
    /// Decisions with a stated probability and an outcome.
    Forecasts,
    /// Nobody has answered.
    NoResponses,
    /// A base that cannot be zero is zero.
    ZeroBase(FigureKey),
    /// Revenue starts from nothing; growth has no base.
    NewRevenue,
    /// Invested capital did not grow.
    NoInvestment,
    /// The budget is zero.
    ZeroBudget,
    /// The other periods of the year add up to nothing.
    NoSpending,
    /// There were none of these.
    None(FigureKey),
    /// No decision is due.
    NothingDue,
    /// No money was spent on the projects.
    ZeroCost,
    /// This quantity, in a row that a person fills in.
    Lacks(Quantity),
    /// This quantity is zero, and something would be divided by it.
    Zero(Quantity),
    /// Revenue fell below zero; no rate of growth leads there.
    NegativeRevenue,
    /// Capacity, utilisation or yield is not above zero in both periods.
    Factor,
    /// The whole budget is spent, so that nothing is left to finish with.
    NothingLeft,
    /// How answers on effort become a score has not been stated.
    EffortConvention,
    /// The figures do not make a number.
    NotANumber,
}

/// What an input of a metric is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quantity {
    /// A figure.
    Figure(FigureKey),
    /// External revenue and, where customers are charged, internal charges.
    Revenue,
    /// Internal charges and external revenue.
    ChargesAndRevenue,
    /// The budget of all cost lines.
    Budget,
    /// The actual cost of all lines.
    Actual,
    /// The mean of the other periods of the year.
    MeanOfOthers,
    /// Growth of the operating result.
    ResultGrowth,
    /// Growth of invested capital a period before.
    CapitalGrowth,
    /// The residual exposure of all risks.
    ResidualExposure,
    /// The appetite, as money.
    Appetite,
    /// Rows of the risk register.
    Risks,
    /// Rows with owner, treatment, date and residual.
    CompleteRisks,
    /// Rows above the accepted level.
    RisksAboveAppetite,
    /// Decisions whose review is due.
    DecisionsDue,
    /// Of those, with an outcome.
    DecisionsReviewed,
    /// Decisions with a probability and an outcome.
    Forecasts,
    /// Satisfied answers, 4 or 5 of 5.
    Satisfied,
    /// All answers.
    Answers,
    /// Earned value of all projects.
    EarnedValue,
    /// Actual cost of all projects.
    ProjectCost,
    /// Planned value of projects.
    PlannedValue,
    /// Budget of projects at completion.
    BudgetAtCompletion,
    /// Yearly loss before treatment.
    LossBefore,
    /// Yearly cost of treatment.
    TreatmentCost,
    /// The part of a budget that does not follow volume.
    FixedPart,
    /// What a unit of volume was planned to cost.
    UnitRate,
    /// The figure a budget follows.
    VolumeDriver,
}

impl Quantity {
    /// Whether it is money, as far as its name tells: a figure may be anything.
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Revenue
                | Self::ChargesAndRevenue
                | Self::Budget
                | Self::Actual
                | Self::MeanOfOthers
                | Self::ResultGrowth
                | Self::CapitalGrowth
                | Self::ResidualExposure
                | Self::Appetite
                | Self::EarnedValue
                | Self::ProjectCost
        )
    }
}

/// A number that went into a metric.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Input {
    /// What it is.
    pub quantity: Quantity,
    /// The period it speaks of; for a sum its last one.
    pub period: Option<Period>,
    /// The number.
    pub value: f64,
}
