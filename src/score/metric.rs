//! The metrics behind the outcome part of each indicator. Every one is a value, or says why it is not.

use chrono::NaiveDate;

use super::figures::{BudgetPeriod, Figures};
use super::for_comparison;
use super::statistics::{brier, wilson};
use crate::model::pack::{Indicator, MetricKey, Pack, WeightedCurve};
use crate::model::{Assessment, EconomicMode, FigureKey, Magnitude, Period, Risk};

/// A metric as far as it can be computed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reading {
    /// In the metric's own unit.
    Value(f64),
    /// Something that is needed is not there. It widens the range.
    Missing(Reason),
    /// The figures are there, but the ratio does not exist. It is left out.
    NotMeaningful(Reason),
    /// It does not apply in this economic mode.
    NotApplicable,
    /// It counts only where it is supplied, and it is not.
    NotSupplied,
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

/// A metric with its inputs and, where it has a value, its score.
#[derive(Clone, PartialEq, Debug)]
pub struct Metric {
    /// Which one it is.
    pub key: MetricKey,
    /// Its value, or why there is none.
    pub reading: Reading,
    /// What it was computed from.
    pub inputs: Vec<Input>,
    /// Its weight in the indicator.
    pub weight: f64,
    /// 0 to 100, by its curve.
    pub score: Option<f64>,
    /// How far the value can be trusted as a measurement, 0 to 1.
    pub precision: f64,
    /// Whether the score is below the red-flag line.
    pub red_flag: bool,
}

impl Metric {
    /// Whether it has or should have a value.
    pub fn needed(&self) -> bool {
        matches!(self.reading, Reading::Value(_) | Reading::Missing(_))
    }
}

/// All metrics the pack scores, by indicator.
pub(super) fn all(pack: &Pack, assessment: &Assessment, as_of: Option<NaiveDate>) -> [Vec<Metric>; 4] {
    let sheet = Sheet { assessment, figures: Figures::new(assessment, as_of), as_of };
    Indicator::ALL_FOUR.map(|id| {
        let own = &pack.structure.indicators[id.index()];
        own.metrics.iter().map(|metric| sheet.metric(metric, pack.structure.thresholds.red_flag)).collect()
    })
}

/// A reading with the inputs it came from.
type Computed = (Reading, Vec<Input>);

struct Sheet<'a> {
    assessment: &'a Assessment,
    figures: Figures<'a>,
    as_of: Option<NaiveDate>,
}

fn missing(reason: Reason) -> Computed {
    (Reading::Missing(reason), Vec::new())
}

fn input(quantity: Quantity, period: Option<Period>, value: f64) -> Input {
    Input { quantity, period, value }
}

impl Sheet<'_> {
    fn metric(&self, own: &WeightedCurve, red_flag: f64) -> Metric {
        let (mut reading, mut inputs) = self.compute(own.metric);
        // A sum that left the numbers would make a share of 0 look like a fact.
        let before = inputs.len();
        inputs.retain(|input| input.value.is_finite());
        if inputs.len() < before || matches!(reading, Reading::Value(value) if !value.is_finite()) {
            reading = Reading::Missing(Reason::NotANumber);
        }
        if own.optional && matches!(reading, Reading::Missing(_)) {
            reading = Reading::NotSupplied;
        }
        let score = match reading {
            Reading::Value(value) => Some(own.curve.at(value).0),
            _ => None,
        };
        let precision = match (score, own.metric) {
            (None, _) => 0.0,
            (Some(_), MetricKey::Satisfaction) => self.satisfaction_precision(&inputs),
            _ => 1.0,
        };
        let red_flag = score.is_some_and(|score| for_comparison(score) < red_flag);
        Metric { key: own.metric, reading, inputs, weight: own.weight, score, precision, red_flag }
    }

    fn compute(&self, key: MetricKey) -> Computed {
        use FigureKey as Figure;
        match key {
            MetricKey::RevenueGrowth => self.in_market(|| self.revenue_growth()),
            MetricKey::ReturnOverHurdle => self.in_market(|| self.return_over_hurdle()),
            MetricKey::Recovery => self.in_market(|| self.recovery()),
            MetricKey::BenefitsRealised => {
                self.in_house(|| self.share(Figure::BenefitsRealised, Figure::BenefitsPlanned, true))
            }
            MetricKey::UnitCostChange => self.in_house(|| self.unit_cost_change()),
            MetricKey::Utilisation => self.utilisation(),
            MetricKey::AnnualVariance => self.annual_variance(),
            MetricKey::PeriodError => self.period_error(),
            MetricKey::YearEndSpike => self.year_end_spike(),
            MetricKey::AvoidableSpend => self.avoidable_spend(),
            MetricKey::CostPerformance => self.cost_performance(),
            MetricKey::ResidualExposure => self.residual_exposure(),
            MetricKey::RegisterCompleteness => self.register_completeness(),
            MetricKey::ChangeFailureRate => self.share(Figure::ChangesFailed, Figure::ChangesTotal, true),
            MetricKey::DecisionsReviewed => self.decisions_reviewed(),
            MetricKey::BrierScore => self.brier_score(),
            MetricKey::Satisfaction => self.satisfaction(),
            MetricKey::ClosedLoop => self.share(Figure::FeedbackAnswered, Figure::FeedbackReceived, true),
            MetricKey::Awareness => self.share(Figure::AwarenessKnew, Figure::AwarenessAsked, false),
            MetricKey::FirstNotice => self.first_notice(),
        }
    }

    /// A metric that speaks of money from customers.
    fn in_market(&self, compute: impl FnOnce() -> Computed) -> Computed {
        match self.assessment.profile.economic_mode {
            Some(EconomicMode::External | EconomicMode::Charging) => compute(),
            Some(EconomicMode::Showback | EconomicMode::CostCentre) => (Reading::NotApplicable, Vec::new()),
            None => missing(Reason::EconomicMode),
        }
    }

    /// A metric that stands in for those of the market where nobody pays.
    fn in_house(&self, compute: impl FnOnce() -> Computed) -> Computed {
        match self.assessment.profile.economic_mode {
            Some(EconomicMode::Showback | EconomicMode::CostCentre) => compute(),
            Some(EconomicMode::External | EconomicMode::Charging) | None => (Reading::NotApplicable, Vec::new()),
        }
    }

    /// What revenue is made of: external revenue, and internal charges where customers are charged.
    /// Where charges are all there is, a blank external revenue says that nothing is sold outside.
    fn revenue_keys(&self) -> Result<Vec<FigureKey>, Reason> {
        let charging = self.assessment.profile.economic_mode == Some(EconomicMode::Charging);
        let candidates: &[FigureKey] = if charging {
            &[FigureKey::InternalCharges, FigureKey::ExternalRevenue]
        } else {
            &[FigureKey::ExternalRevenue]
        };
        self.stated(candidates)
    }

    fn stated(&self, candidates: &[FigureKey]) -> Result<Vec<FigureKey>, Reason> {
        let stated: Vec<FigureKey> = candidates.iter().copied().filter(|key| self.figures.any(*key)).collect();
        match candidates.first() {
            Some(first) if stated.is_empty() => Err(Reason::Figure(*first)),
            _ => Ok(stated),
        }
    }

    fn total(&self, keys: &[FigureKey], period: Period) -> f64 {
        keys.iter().filter_map(|key| self.figures.value(*key, period)).sum()
    }

    /// Why no run of periods has all of these: the first that was not stated at all, else the first
    /// that lacks periods.
    fn gap(&self, keys: &[FigureKey], n: usize) -> Reason {
        let absent = keys.iter().find(|key| !self.figures.any(**key));
        let first = keys.first().copied().unwrap_or(FigureKey::TotalCost);
        absent.map_or(Reason::Periods(first, n), |key| Reason::Figure(*key))
    }

    fn revenue_growth(&self) -> Computed {
        let keys = match self.revenue_keys() {
            Ok(keys) => keys,
            Err(reason) => return missing(reason),
        };
        let Some(&[before, last]) = self.figures.span(&keys, 2).as_deref() else {
            return missing(Reason::Periods(keys[0], 2));
        };
        let (r0, r1) = (self.total(&keys, before), self.total(&keys, last));
        let inputs = vec![input(Quantity::Revenue, Some(last), r1), input(Quantity::Revenue, Some(before), r0)];
        if for_comparison(r0) <= 0.0 {
            return (Reading::NotMeaningful(Reason::NewRevenue), inputs);
        }
        (Reading::Value(100.0 * (r1 - r0) / r0), inputs)
    }

    fn utilisation(&self) -> Computed {
        let keys = [FigureKey::ProductiveHours, FigureKey::AvailableHours];
        let Some(&[period]) = self.figures.span(&keys, 1).as_deref() else { return missing(self.gap(&keys, 1)) };
        let [worked, available] = keys.map(|key| self.total(&[key], period));
        let inputs = vec![
            input(Quantity::Figure(keys[0]), Some(period), worked),
            input(Quantity::Figure(keys[1]), Some(period), available),
        ];
        if available == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(keys[1])), inputs);
        }
        (Reading::Value(100.0 * worked / available), inputs)
    }

    /// Return on incremental invested capital: growth of the result over growth of the capital one
    /// period before, since capital works only once it is there.
    fn return_over_hurdle(&self) -> Computed {
        let result = FigureKey::OperatingResult;
        let capital = FigureKey::InvestedCapital;
        let Some(&[before, last]) = self.figures.span(&[result], 2).as_deref() else {
            return missing(self.gap(&[result], 2));
        };
        let capital_at = |period: Option<Period>| self.figures.value(capital, period?);
        let (Some(c1), Some(c0)) = (capital_at(Some(before)), capital_at(before.offset(-1))) else {
            return missing(if self.figures.any(capital) {
                Reason::Periods(capital, 3)
            } else {
                Reason::Figure(capital)
            });
        };
        let Some(hurdle) = self.figures.value(FigureKey::HurdleRate, last) else {
            return missing(Reason::Figure(FigureKey::HurdleRate));
        };
        let more_result = self.total(&[result], last) - self.total(&[result], before);
        let more_capital = c1 - c0;
        let inputs = vec![
            input(Quantity::ResultGrowth, Some(last), more_result),
            input(Quantity::CapitalGrowth, Some(before), more_capital),
            input(Quantity::Figure(FigureKey::HurdleRate), Some(last), hurdle),
        ];
        if for_comparison(more_capital) <= 0.0 {
            return (Reading::NotMeaningful(Reason::NoInvestment), inputs);
        }
        (Reading::Value(100.0 * more_result / more_capital - hurdle), inputs)
    }

    fn recovery(&self) -> Computed {
        let earned = match self.stated(&[FigureKey::InternalCharges, FigureKey::ExternalRevenue]) {
            Ok(keys) => keys,
            Err(reason) => return missing(reason),
        };
        let mut keys = earned.clone();
        keys.push(FigureKey::TotalCost);
        let Some(&[period]) = self.figures.span(&keys, 1).as_deref() else { return missing(self.gap(&keys, 1)) };
        let (money, cost) = (self.total(&earned, period), self.total(&[FigureKey::TotalCost], period));
        let inputs = vec![
            input(Quantity::ChargesAndRevenue, Some(period), money),
            input(Quantity::Figure(FigureKey::TotalCost), Some(period), cost),
        ];
        if cost == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(FigureKey::TotalCost)), inputs);
        }
        (Reading::Value(100.0 * money / cost), inputs)
    }

    fn unit_cost_change(&self) -> Computed {
        let keys = [FigureKey::TotalCost, FigureKey::ServiceUnits];
        let Some(&[before, last]) = self.figures.span(&keys, 2).as_deref() else { return missing(self.gap(&keys, 2)) };
        let [c0, u0] = keys.map(|key| self.total(&[key], before));
        let [c1, u1] = keys.map(|key| self.total(&[key], last));
        let inputs = [(0, last, c1), (1, last, u1), (0, before, c0), (1, before, u0)]
            .map(|(key, period, value)| input(Quantity::Figure(keys[key]), Some(period), value));
        if c0 == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(keys[0])), inputs.to_vec());
        }
        if u0 <= 0.0 || u1 <= 0.0 {
            return (Reading::NotMeaningful(Reason::None(keys[1])), inputs.to_vec());
        }
        (Reading::Value(100.0 * ((c1 / u1) / (c0 / u0) - 1.0)), inputs.to_vec())
    }

    /// A part of a whole in percent, over the latest financial year. A whole of nothing is a fact
    /// about the year, or nobody's answer.
    fn share(&self, part: FigureKey, whole: FigureKey, countable: bool) -> Computed {
        let Some((periods, [some, all])) = self.figures.recent([part, whole]) else {
            return missing(self.gap(&[whole, part], 1));
        };
        let last = periods.last().copied();
        let inputs = vec![input(Quantity::Figure(part), last, some), input(Quantity::Figure(whole), last, all)];
        let reading = match (all > 0.0, countable) {
            (true, _) => Reading::Value(100.0 * some / all),
            (false, true) => Reading::NotMeaningful(Reason::None(whole)),
            (false, false) => Reading::Missing(Reason::NoResponses),
        };
        (reading, inputs)
    }

    /// Budget and actual of every period of the year, when all are complete.
    fn budget(&self) -> Result<Vec<(Period, f64, f64)>, Reason> {
        let periods = self.figures.budget();
        if periods.is_empty() {
            return Err(Reason::Budget);
        }
        let complete = |own: &BudgetPeriod| Some((own.period, own.budget?, own.actual?));
        periods.iter().map(|own| complete(own).ok_or(Reason::BudgetPeriod(own.period))).collect()
    }

    fn annual_variance(&self) -> Computed {
        self.of_budget(|_, budget, actual| (actual - budget, budget.abs()))
    }

    fn period_error(&self) -> Computed {
        self.of_budget(|periods, _, _| {
            let error: f64 = periods.iter().map(|(_, budget, actual)| (actual - budget).abs()).sum();
            let budgets: f64 = periods.iter().map(|(_, budget, _)| budget.abs()).sum();
            (error, budgets)
        })
    }

    /// A deviation in percent of its base, both computed from the periods, all budget and all cost.
    fn of_budget(&self, deviation: impl FnOnce(&[(Period, f64, f64)], f64, f64) -> (f64, f64)) -> Computed {
        let periods = match self.budget() {
            Ok(periods) => periods,
            Err(reason) => return missing(reason),
        };
        let last = periods.last().map(|(period, ..)| *period);
        let budget: f64 = periods.iter().map(|(_, budget, _)| budget).sum();
        let actual: f64 = periods.iter().map(|(.., actual)| actual).sum();
        let inputs = vec![input(Quantity::Actual, last, actual), input(Quantity::Budget, last, budget)];
        let (deviation, base) = deviation(&periods, budget, actual);
        if base == 0.0 {
            return (Reading::NotMeaningful(Reason::ZeroBudget), inputs);
        }
        (Reading::Value(100.0 * deviation / base), inputs)
    }

    fn year_end_spike(&self) -> Computed {
        let periods = match self.budget() {
            Ok(periods) => periods,
            Err(reason) => return missing(reason),
        };
        let Some(((period, _, last), others)) = periods.split_last().filter(|(_, others)| others.len() >= 3) else {
            return missing(Reason::FourPeriods);
        };
        if !period.closes_year(self.figures.year_end) {
            return missing(Reason::YearEnd);
        }
        let mean = others.iter().map(|(.., actual)| actual).sum::<f64>() / others.len() as f64;
        let inputs = vec![
            input(Quantity::Actual, Some(*period), *last),
            input(Quantity::MeanOfOthers, others.last().map(|(period, ..)| *period), mean),
        ];
        if for_comparison(mean) <= 0.0 {
            return (Reading::NotMeaningful(Reason::NoSpending), inputs);
        }
        (Reading::Value(last / mean), inputs)
    }

    fn avoidable_spend(&self) -> Computed {
        let keys = [FigureKey::AvoidableFound, FigureKey::AvoidableRealised, FigureKey::TotalCost];
        let Some((periods, [found, realised, cost])) = self.figures.recent(keys) else {
            return missing(self.gap(&keys, 1));
        };
        let last = periods.last().copied();
        let inputs = [found, realised, cost].into_iter().zip(keys);
        let inputs = inputs.map(|(value, key)| input(Quantity::Figure(key), last, value)).collect();
        if cost == 0.0 {
            return (Reading::Missing(Reason::ZeroBase(FigureKey::TotalCost)), inputs);
        }
        let explained = self.assessment.profile.avoidable_note.as_ref().is_some_and(|note| !note.trim().is_empty());
        if found == 0.0 && !explained {
            return (Reading::Missing(Reason::AvoidableNote), inputs);
        }
        (Reading::Value(100.0 * (found - realised) / cost), inputs)
    }

    fn cost_performance(&self) -> Computed {
        let projects: Vec<(f64, f64)> =
            self.assessment.projects.values().filter_map(|project| Some((project.earned?, project.spent?))).collect();
        if projects.is_empty() {
            return (Reading::NotSupplied, Vec::new());
        }
        let earned: f64 = projects.iter().map(|(earned, _)| earned).sum();
        let spent: f64 = projects.iter().map(|(_, spent)| spent).sum();
        let inputs = vec![input(Quantity::EarnedValue, None, earned), input(Quantity::ProjectCost, None, spent)];
        if spent == 0.0 {
            return (Reading::NotMeaningful(Reason::ZeroCost), inputs);
        }
        (Reading::Value(earned / spent), inputs)
    }

    fn residual_exposure(&self) -> Computed {
        let risks: Vec<&Risk> = self.assessment.risks.values().collect();
        if risks.is_empty() {
            return missing(Reason::Risks);
        }
        let n = risks.len() as f64;
        let money: Option<f64> = risks.iter().map(|risk| risk.loss_residual).sum();
        let levels: Option<Vec<Magnitude>> =
            risks.iter().map(|risk| Some(risk_level(risk.likelihood?, risk.impact?))).collect();
        let profile = &self.assessment.profile;
        match (money, profile.appetite, levels, profile.appetite_level) {
            (Some(exposure), Some(appetite), ..) => {
                let inputs =
                    vec![input(Quantity::ResidualExposure, None, exposure), input(Quantity::Appetite, None, appetite)];
                if for_comparison(appetite) <= 0.0 {
                    return (Reading::Missing(Reason::Appetite), inputs);
                }
                (Reading::Value(exposure / appetite), inputs)
            }
            (_, _, Some(levels), Some(appetite)) => {
                let above = levels.iter().filter(|level| **level > appetite).count() as f64;
                let inputs = vec![input(Quantity::RisksAboveAppetite, None, above), input(Quantity::Risks, None, n)];
                (Reading::Value(3.0 * above / n), inputs)
            }
            (None, _, None, _) => missing(Reason::ResidualExposure),
            _ => missing(Reason::Appetite),
        }
    }

    fn register_completeness(&self) -> Computed {
        let risks = &self.assessment.risks;
        if risks.is_empty() {
            return missing(Reason::Risks);
        }
        let complete = |risk: &&Risk| {
            let residual = risk.loss_residual.is_some() || risk.likelihood.and(risk.impact).is_some();
            let owner = risk.owner.as_ref().is_some_and(|owner| !owner.trim().is_empty());
            owner && risk.treatment.is_some() && risk.due.is_some() && residual
        };
        let (done, all) = (risks.values().filter(complete).count() as f64, risks.len() as f64);
        let inputs = vec![input(Quantity::CompleteRisks, None, done), input(Quantity::Risks, None, all)];
        (Reading::Value(100.0 * done / all), inputs)
    }

    fn decisions_reviewed(&self) -> Computed {
        let decisions = &self.assessment.decisions;
        if decisions.is_empty() {
            return missing(Reason::Decisions);
        }
        let due: Vec<_> = decisions
            .values()
            .filter(|decision| decision.review.is_some_and(|review| self.as_of.is_some_and(|today| review <= today)))
            .collect();
        if due.is_empty() {
            return (Reading::NotMeaningful(Reason::NothingDue), Vec::new());
        }
        let reviewed = due.iter().filter(|decision| decision.outcome.is_some() || decision.happened.is_some());
        let (reviewed, all) = (reviewed.count() as f64, due.len() as f64);
        let inputs = vec![input(Quantity::DecisionsReviewed, None, reviewed), input(Quantity::DecisionsDue, None, all)];
        (Reading::Value(100.0 * reviewed / all), inputs)
    }

    fn brier_score(&self) -> Computed {
        let forecasts: Vec<(f64, bool)> = self
            .assessment
            .decisions
            .values()
            .filter_map(|decision| Some((decision.probability?, decision.happened?)))
            .filter(|(probability, _)| (0.0..=1.0).contains(probability))
            .collect();
        match brier(&forecasts) {
            None if self.assessment.decisions.is_empty() => missing(Reason::Decisions),
            None => missing(Reason::Forecasts),
            Some(score) => (Reading::Value(score), vec![input(Quantity::Forecasts, None, forecasts.len() as f64)]),
        }
    }

    fn satisfaction(&self) -> Computed {
        let keys = [
            FigureKey::Satisfaction1,
            FigureKey::Satisfaction2,
            FigureKey::Satisfaction3,
            FigureKey::Satisfaction4,
            FigureKey::Satisfaction5,
        ];
        let Some((periods, counts)) = self.figures.recent(keys) else { return missing(self.gap(&keys, 1)) };
        let last = periods.last().copied();
        let (satisfied, n): (f64, f64) = (counts[3] + counts[4], counts.iter().sum());
        let mut inputs = vec![input(Quantity::Satisfied, last, satisfied), input(Quantity::Answers, last, n)];
        let invited: Option<f64> =
            periods.iter().map(|period| self.figures.value(FigureKey::SurveyInvitations, *period)).sum();
        inputs.extend(invited.map(|n| input(Quantity::Figure(FigureKey::SurveyInvitations), last, n)));
        match wilson(satisfied, n) {
            Some((low, _)) => (Reading::Value(100.0 * low), inputs),
            None => (Reading::Missing(Reason::NoResponses), inputs),
        }
    }

    /// How far a survey can be trusted (OURS): narrower intervals and better response rates, up to
    /// 20 %, are worth more.
    fn satisfaction_precision(&self, inputs: &[Input]) -> f64 {
        let of = |quantity| inputs.iter().find(|input| input.quantity == quantity).map(|input| input.value);
        let (Some(satisfied), Some(n)) = (of(Quantity::Satisfied), of(Quantity::Answers)) else { return 0.0 };
        let Some((low, high)) = wilson(satisfied, n) else { return 0.0 };
        let rate = match of(Quantity::Figure(FigureKey::SurveyInvitations)) {
            Some(invited) if invited > 0.0 => (n / invited / 0.2).min(1.0),
            _ => 1.0,
        };
        (1.0 - (high - low) / 2.0 / 0.25).max(0.0) * rate
    }

    fn first_notice(&self) -> Computed {
        let keys = [FigureKey::NoticeFirst, FigureKey::NoticeLate];
        let Some((periods, [first, late])) = self.figures.recent(keys) else { return missing(self.gap(&keys, 1)) };
        let last = periods.last().copied();
        let inputs = vec![input(Quantity::Figure(keys[0]), last, first), input(Quantity::Figure(keys[1]), last, late)];
        if first + late <= 0.0 {
            return (Reading::NotMeaningful(Reason::None(keys[0])), inputs);
        }
        (Reading::Value(100.0 * first / (first + late)), inputs)
    }
}

/// The level of a risk (STD, NIST SP 800-30r1 table I-2). Ordinal steps are looked up, never multiplied.
pub fn risk_level(likelihood: Magnitude, impact: Magnitude) -> Magnitude {
    use Magnitude::{High as H, Low as L, Moderate as M, VeryHigh as VH, VeryLow as VL};
    // Rows: likelihood from very low; columns: impact from very low.
    const TABLE: [[Magnitude; 5]; 5] =
        [[VL, VL, VL, L, L], [VL, L, L, L, M], [VL, L, M, M, H], [VL, L, M, H, VH], [VL, L, M, H, VH]];
    TABLE[likelihood as usize][impact as usize]
}
