//! The field's terms in English: what figures, metrics, reasons and choices are called.

use super::{Words, fill};
use crate::model::pack::{Band, MetricKey};
use crate::model::{
    ActionStatus, EconomicMode, EffortConvention, FigureKey, Gravity, LineKind, Magnitude, Purpose, Register, Role,
    Treatment,
};
use crate::score::{Quantity, Reason};

/// The unit a metric is shown in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// A multiple.
    Times,
    /// A bare number.
    Plain,
}

/// A metric in words.
#[derive(Clone, Copy, Debug)]
pub struct MetricWords {
    /// What it is called.
    pub name: &'static str,
    /// How it is computed.
    pub formula: &'static str,
    /// Its unit.
    pub unit: Unit,
}

impl Words {
    /// A metric.
    pub fn metric(&self, key: MetricKey) -> MetricWords {
        let (name, formula, unit) = match key {
            MetricKey::RevenueGrowth => {
                ("Revenue growth", "(revenue − revenue before) ÷ revenue before", Unit::Percent)
            }
            MetricKey::Utilisation => ("Utilisation", "productive hours ÷ available hours", Unit::Percent),
            MetricKey::ReturnOverHurdle => (
                "Return on new investment, over the hurdle",
                "growth of the operating result ÷ growth of invested capital a period earlier − hurdle rate",
                Unit::Points,
            ),
            MetricKey::Recovery => {
                ("Cost recovery", "(internal charges + external revenue) ÷ total cost", Unit::Percent)
            }
            MetricKey::BenefitsRealised => ("Benefits realised", "benefits realised ÷ benefits planned", Unit::Percent),
            MetricKey::UnitCostChange => {
                ("Change of unit cost", "cost per unit of service ÷ the period before − 1", Unit::Percent)
            }
            MetricKey::AnnualVariance => {
                ("Budget variance of the year", "(actual − budget) ÷ budget, cost lines together", Unit::Percent)
            }
            MetricKey::PeriodError => {
                ("Deviation by period", "sum of |actual − budget| ÷ sum of |budget|", Unit::Percent)
            }
            MetricKey::YearEndSpike => ("Year-end spike", "last period ÷ mean of the other periods", Unit::Times),
            MetricKey::AvoidableSpend => ("Avoidable spend", "(found − realised) ÷ total cost", Unit::Percent),
            MetricKey::CostPerformance => ("Cost performance of projects", "earned value ÷ actual cost", Unit::Plain),
            MetricKey::ResidualExposure => {
                ("Residual exposure", "residual yearly loss ÷ accepted yearly loss", Unit::Times)
            }
            MetricKey::RegisterCompleteness => {
                ("Register completeness", "risks with owner, treatment, date and residual ÷ all risks", Unit::Percent)
            }
            MetricKey::ChangeFailureRate => ("Change failure rate", "failed changes ÷ changes", Unit::Percent),
            MetricKey::DecisionsReviewed => {
                ("Decisions reviewed", "due decisions with an outcome ÷ decisions due", Unit::Percent)
            }
            MetricKey::BrierScore => {
                ("Brier score of predictions", "mean of (stated probability − what happened)²", Unit::Plain)
            }
            MetricKey::Satisfaction => (
                "Satisfaction, lower bound",
                "lower end of the Wilson 95 % interval of answers 4 and 5 of 5",
                Unit::Percent,
            ),
            MetricKey::ClosedLoop => ("Feedback answered", "items answered back ÷ items received", Unit::Percent),
            MetricKey::Awareness => ("Awareness", "customers who knew ÷ customers asked", Unit::Percent),
            MetricKey::FirstNotice => ("First notice", "told by us first ÷ all notices", Unit::Percent),
        };
        MetricWords { name, formula, unit }
    }

    /// A figure.
    pub fn figure(&self, key: FigureKey) -> &'static str {
        match key {
            FigureKey::ExternalRevenue => "External revenue",
            FigureKey::InternalCharges => "Internal charges",
            FigureKey::TotalCost => "Total cost",
            FigureKey::AvailableHours => "Available hours",
            FigureKey::ProductiveHours => "Productive hours",
            FigureKey::Invested => "Amount invested",
            FigureKey::OperatingResult => "Operating result after tax",
            FigureKey::InvestedCapital => "Invested capital",
            FigureKey::HurdleRate => "Hurdle rate",
            FigureKey::BenefitsPlanned => "Benefits planned",
            FigureKey::BenefitsRealised => "Benefits realised",
            FigureKey::ServiceUnits => "Units of service",
            FigureKey::AvoidableFound => "Avoidable spend found",
            FigureKey::AvoidableDecided => "Avoidable spend decided",
            FigureKey::AvoidableRealised => "Avoidable spend realised",
            FigureKey::ChangesTotal => "Changes",
            FigureKey::ChangesFailed => "Failed changes",
            FigureKey::ChangesEmergency => "Emergency changes",
            FigureKey::IncidentUserHours => "User hours lost to incidents",
            FigureKey::SurveyInvitations => "Survey invitations",
            FigureKey::Satisfaction1 => "Answers with score 1",
            FigureKey::Satisfaction2 => "Answers with score 2",
            FigureKey::Satisfaction3 => "Answers with score 3",
            FigureKey::Satisfaction4 => "Answers with score 4",
            FigureKey::Satisfaction5 => "Answers with score 5",
            FigureKey::Promoters => "Would recommend, 9 or 10",
            FigureKey::Passives => "Would recommend, 7 or 8",
            FigureKey::Detractors => "Would recommend, 0 to 6",
            FigureKey::Effort1 => "Effort answers with score 1",
            FigureKey::Effort2 => "Effort answers with score 2",
            FigureKey::Effort3 => "Effort answers with score 3",
            FigureKey::Effort4 => "Effort answers with score 4",
            FigureKey::Effort5 => "Effort answers with score 5",
            FigureKey::Effort6 => "Effort answers with score 6",
            FigureKey::Effort7 => "Effort answers with score 7",
            FigureKey::FeedbackReceived => "Feedback received",
            FigureKey::FeedbackAnswered => "Feedback answered",
            FigureKey::AwarenessAsked => "Customers asked",
            FigureKey::AwarenessKnew => "Customers who knew",
            FigureKey::NoticeFirst => "Told by us first",
            FigureKey::NoticeLate => "Heard elsewhere first",
        }
    }

    /// The unit of a figure, where it is neither money nor a count.
    pub fn figure_unit(&self, key: FigureKey) -> &'static str {
        match key {
            FigureKey::AvailableHours | FigureKey::ProductiveHours | FigureKey::IncidentUserHours => "hours",
            FigureKey::HurdleRate => "%",
            _ => "",
        }
    }

    /// Why a metric has no value, as what to do about it where something is missing.
    pub fn reason(&self, reason: Reason) -> String {
        let text = match reason {
            Reason::Figure(key) => return fill("{0} is missing", &[self.figure(key)]),
            Reason::Periods(key, n) => {
                return fill("{0} is needed for {1} periods in a row", &[self.figure(key), &n.to_string()]);
            }
            Reason::EconomicMode => "State first how money follows service",
            Reason::Budget => "Budget and actual figures are missing",
            Reason::BudgetPeriod(period) => {
                return fill("A line lacks its budget or actual for {0}", &[&period.to_string()]);
            }
            Reason::FourPeriods => "At least four periods of the financial year are needed",
            Reason::YearEnd => "The last period of the financial year is missing",
            Reason::AvoidableNote => "Nothing was found: say how it was looked for",
            Reason::Risks => "The risk register is empty, which does not mean that there is no risk",
            Reason::ResidualExposure => "A risk has neither a residual loss nor a residual level",
            Reason::Appetite => "The loss or level you accept is missing",
            Reason::Decisions => "The decision log is empty",
            Reason::Forecasts => "No decision has both a stated probability and an outcome",
            Reason::NoResponses => "Nobody has answered",
            Reason::ZeroBase(key) => return fill("{0} is 0, so nothing can be compared with it", &[self.figure(key)]),
            Reason::NewRevenue => "New revenue: there was none before to compare it with",
            Reason::NoInvestment => "Invested capital did not grow, so no return on it can be computed",
            Reason::ZeroBudget => "The budget is 0",
            Reason::NoSpending => "The other periods add up to nothing",
            Reason::None(key) => return fill("{0}: there were none", &[self.figure(key)]),
            Reason::NothingDue => "No decision is due for review",
            Reason::ZeroCost => "Nothing was spent on the projects",
            Reason::Lacks(quantity) => return fill("{0} is missing", &[self.quantity(quantity)]),
            Reason::Zero(quantity) => {
                return fill("{0} is 0, so nothing can be compared with it", &[self.quantity(quantity)]);
            }
            Reason::NegativeRevenue => "Revenue fell below 0, and no rate of growth leads there",
            Reason::Factor => "Capacity, utilisation and yield have to be above 0 in both periods",
            Reason::NothingLeft => "The whole budget is spent",
            Reason::EffortConvention => "State first how answers on effort become a score",
            Reason::NotANumber => "The figures do not make a number",
        };
        text.to_owned()
    }

    /// What went into a metric.
    pub fn quantity(&self, quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::Figure(key) => self.figure(key),
            Quantity::Revenue => "Revenue",
            Quantity::ChargesAndRevenue => "Charges and external revenue",
            Quantity::Budget => "Budget of all cost lines",
            Quantity::Actual => "Actual cost of all lines",
            Quantity::MeanOfOthers => "Mean of the other periods",
            Quantity::ResultGrowth => "Growth of the operating result",
            Quantity::CapitalGrowth => "Growth of invested capital a period earlier",
            Quantity::ResidualExposure => "Residual yearly loss of all risks",
            Quantity::Appetite => "Accepted yearly loss",
            Quantity::Risks => "Risks in the register",
            Quantity::CompleteRisks => "Complete risks",
            Quantity::RisksAboveAppetite => "Risks above the accepted level",
            Quantity::DecisionsDue => "Decisions due",
            Quantity::DecisionsReviewed => "Of those, reviewed",
            Quantity::Forecasts => "Predictions with an outcome",
            Quantity::Satisfied => "Satisfied answers",
            Quantity::Answers => "Answers",
            Quantity::EarnedValue => "Earned value",
            Quantity::ProjectCost => "Actual cost of projects",
            Quantity::PlannedValue => "Planned value",
            Quantity::BudgetAtCompletion => "Budget at completion",
            Quantity::LossBefore => "Yearly loss before treatment",
            Quantity::TreatmentCost => "Yearly cost of treatment",
            Quantity::FixedPart => "Fixed part of the budget",
            Quantity::UnitRate => "Planned cost of a unit",
            Quantity::VolumeDriver => "Volume driver",
        }
    }

    /// How money follows service, and what that means.
    pub fn economic_mode(&self, mode: EconomicMode) -> (&'static str, &'static str) {
        match mode {
            EconomicMode::External => ("External provider", "Services are sold to other organisations."),
            EconomicMode::Charging => ("Internal, with charging", "Departments pay for what they use."),
            EconomicMode::Showback => ("Internal, with showback", "Departments see what they use, and do not pay."),
            EconomicMode::CostCentre => ("Cost centre", "IT is paid from one budget."),
        }
    }

    /// A role.
    pub fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Staff => "IT staff",
            Role::Leader => "Leader",
            Role::Customer => "Customer",
            Role::User => "User",
        }
    }

    /// A band.
    pub fn band(&self, band: Band) -> &'static str {
        match band {
            Band::N => "not achieved",
            Band::P => "partly achieved",
            Band::L => "largely achieved",
            Band::F => "fully achieved",
        }
    }

    /// How far an action has come.
    pub fn action_status(&self, status: ActionStatus) -> &'static str {
        match status {
            ActionStatus::Open => "open",
            ActionStatus::Started => "started",
            ActionStatus::Done => "done",
            ActionStatus::Dropped => "given up",
        }
    }

    /// How much a finding weighs.
    pub fn gravity(&self, gravity: Gravity) -> &'static str {
        match gravity {
            Gravity::Major => "major",
            Gravity::Minor => "minor",
            Gravity::Observation => "observation",
        }
    }

    /// A step of likelihood, impact or risk.
    pub fn magnitude(&self, magnitude: Magnitude) -> &'static str {
        match magnitude {
            Magnitude::VeryLow => "very low",
            Magnitude::Low => "low",
            Magnitude::Moderate => "moderate",
            Magnitude::High => "high",
            Magnitude::VeryHigh => "very high",
        }
    }

    /// What is done about a risk.
    pub fn treatment(&self, treatment: Treatment) -> &'static str {
        match treatment {
            Treatment::Avoid => "avoid",
            Treatment::Take => "take for an opportunity",
            Treatment::RemoveSource => "remove the source",
            Treatment::ChangeLikelihood => "change the likelihood",
            Treatment::ChangeConsequences => "change the consequences",
            Treatment::Share => "share",
            Treatment::Retain => "retain",
        }
    }

    /// Cost or revenue.
    pub fn line_kind(&self, kind: LineKind) -> &'static str {
        match kind {
            LineKind::Cost => "cost",
            LineKind::Revenue => "revenue",
        }
    }

    /// What the money of a line is for.
    pub fn purpose(&self, purpose: Purpose) -> &'static str {
        match purpose {
            Purpose::Run => "keeping things going",
            Purpose::Grow => "doing more of the same",
            Purpose::Transform => "doing something new",
        }
    }

    /// How answers on effort become a score.
    pub fn effort_convention(&self, convention: EffortConvention) -> &'static str {
        match convention {
            EffortConvention::Mean => "mean, 1 to 7",
            EffortConvention::Net => "6 and 7 less 1 to 3, in %",
            EffortConvention::Easy => "5 to 7, in %",
        }
    }

    /// A field of the profile, of a round or of a respondent.
    pub fn profile_field(&self, field: &str) -> &'static str {
        match field {
            "name" => "name",
            "pack" => "questionnaire",
            "size" => "size",
            "economic-mode" => "how money follows service",
            "scoring-mode" => "whether claimed or evidenced leads",
            "currency" => "currency",
            "year-end" => "end of the financial year",
            "appetite" => "yearly loss accepted",
            "appetite-level" => "highest risk level accepted",
            "avoidable-note" => "how avoidable spend was looked for",
            "effort-convention" => "how effort becomes a score",
            "anonymous" => "anonymous replies",
            "trashed" => "in the trash",
            "label" => "name",
            "date" => "date",
            "role" => "role",
            "invitation" => "invitation",
            "revealed" => "shown to everybody",
            _ => "",
        }
    }

    /// A register.
    pub fn register(&self, register: Register) -> &'static str {
        match register {
            Register::Lines => "Budget line",
            Register::Projects => "Project",
            Register::Risks => "Risk",
            Register::Decisions => "Decision",
            Register::Actions => "Action",
            Register::Findings => "Finding",
            Register::Invitations => "Invitation",
        }
    }

    /// A column of a register, by the name of its field.
    pub fn column(&self, field: &str) -> &'static str {
        match field {
            "title" => "Title",
            "owner" => "Owner",
            "treatment" => "Treatment",
            "due" => "Due",
            "loss-before" => "Yearly loss before",
            "loss-residual" => "Yearly loss that remains",
            "likelihood" => "Likelihood that remains",
            "impact" => "Impact that remains",
            "treatment-cost" => "Yearly cost of treatment",
            "frequency-min" => "Times a year, at least",
            "frequency-likely" => "Times a year, most likely",
            "frequency-max" => "Times a year, at most",
            "event-loss-min" => "Loss each time, at least",
            "event-loss-likely" => "Loss each time, most likely",
            "event-loss-max" => "Loss each time, at most",
            "chosen" => "Chosen",
            "predicted" => "Predicted consequence",
            "probability" => "Probability",
            "review" => "Review due",
            "outcome" => "Outcome",
            "happened" => "Did it happen?",
            "process" => "Process",
            "question" => "Question",
            "status" => "Status",
            "effort" => "Effort",
            "closed" => "Closed",
            "note" => "Note",
            "round" => "Round",
            "gravity" => "Gravity",
            "cause" => "Cause",
            "consequence" => "Consequence",
            "correction" => "Corrective action",
            "label" => "What it says",
            "role" => "Role",
            "name" => "Name",
            "kind" => "Kind",
            "purpose" => "Purpose",
            "fixed" => "Fixed part of a year",
            "unit-rate" => "Planned cost of a unit",
            "driver" => "Volume it follows",
            "bac" => "Budget at completion",
            "pv" => "Planned value",
            "ev" => "Earned value",
            "ac" => "Actual cost",
            _ => "",
        }
    }

    /// A calendar month, from 1.
    pub fn month(&self, number: u32) -> &'static str {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        MONTHS.get((number as usize).wrapping_sub(1)).copied().unwrap_or("")
    }
}
