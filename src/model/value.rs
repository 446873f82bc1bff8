//! What a fact can say: one scalar per fact, and the types it is read into.

use std::sync::Arc;

use chrono::NaiveDate;

use super::id::{InvitationId, OptionId, ProcessId, QuestionId, RoundId};

/// Text that is shared rather than copied.
pub type Text = Arc<str>;

/// The value of a fact as it travels: null, yes or no, a finite number, or text.
#[derive(Clone, PartialEq, Debug)]
pub enum Scalar {
    /// Nothing is said (any more): a blank, or a statement withdrawn.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// Text.
    Text(Text),
}

/// A type a scalar is read into. `read(write(x)) == Some(x)` for every value.
pub trait Value: Sized {
    /// The value, or nothing when the scalar does not hold one of this type.
    fn read(scalar: &Scalar) -> Option<Self>;
    /// The scalar that says this value.
    fn write(&self) -> Scalar;
}

impl Value for Text {
    fn read(scalar: &Scalar) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
    fn write(&self) -> Scalar {
        Scalar::Text(self.clone())
    }
}

impl Value for f64 {
    fn read(scalar: &Scalar) -> Option<Self> {
        match scalar {
            Scalar::Number(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }
    fn write(&self) -> Scalar {
        if self.is_finite() { Scalar::Number(*self) } else { Scalar::Null }
    }
}

impl Value for bool {
    fn read(scalar: &Scalar) -> Option<Self> {
        match scalar {
            Scalar::Bool(yes) => Some(*yes),
            _ => None,
        }
    }
    fn write(&self) -> Scalar {
        Scalar::Bool(*self)
    }
}

impl Value for NaiveDate {
    fn read(scalar: &Scalar) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => super::period::read_iso_date(text),
            _ => None,
        }
    }
    fn write(&self) -> Scalar {
        Scalar::Text(super::period::iso_date(*self).into())
    }
}

/// What a respondent says to a question. Blank is none of these: it is the absence of the fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// An option of the pack's scale.
    Level(OptionId),
    /// The question does not apply, and why.
    NotApplicable(Text),
    /// The respondent does not know.
    DontKnow,
}

const LEVEL: &str = "level:";
const NOT_APPLICABLE: &str = "not-applicable:";
const DONT_KNOW: &str = "dont-know";

impl Value for Answer {
    fn read(scalar: &Scalar) -> Option<Self> {
        let Scalar::Text(text) = scalar else { return None };
        if let Some(option) = text.strip_prefix(LEVEL) {
            return option.parse().ok().map(Self::Level);
        }
        if let Some(reason) = text.strip_prefix(NOT_APPLICABLE) {
            return Some(Self::NotApplicable(reason.into()));
        }
        (&**text == DONT_KNOW).then_some(Self::DontKnow)
    }
    fn write(&self) -> Scalar {
        let text = match self {
            Self::Level(option) => [LEVEL, option.as_str()].concat(),
            Self::NotApplicable(reason) => [NOT_APPLICABLE, reason].concat(),
            Self::DontKnow => DONT_KNOW.to_owned(),
        };
        Scalar::Text(text.into())
    }
}

/// Ids of a pack that a fact speaks of.
macro_rules! ids {
    ($($ty:ty),*) => {$(impl Value for $ty {
        fn read(scalar: &Scalar) -> Option<Self> {
            match scalar {
                Scalar::Text(text) => text.parse().ok(),
                _ => None,
            }
        }
        fn write(&self) -> Scalar {
            Scalar::Text(self.as_str().into())
        }
    })*};
}
ids!(OptionId, ProcessId, QuestionId);

/// Ids of rows that a fact speaks of.
macro_rules! row_ids {
    ($($ty:ty),*) => {$(impl Value for $ty {
        fn read(scalar: &Scalar) -> Option<Self> {
            match scalar {
                Scalar::Text(text) => text.parse().ok(),
                _ => None,
            }
        }
        fn write(&self) -> Scalar {
            Scalar::Text(self.to_string().into())
        }
    })*};
}
row_ids!(InvitationId, RoundId);

/// The last month of the financial year, 1 to 12.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Month(u8);

impl Month {
    /// The twelfth.
    pub const DECEMBER: Self = Self(12);
    /// The month, when the number is one.
    pub fn new(number: u32) -> Option<Self> {
        (1..=12).contains(&number).then_some(Self(number as u8))
    }
    /// 1 to 12.
    pub fn number(self) -> u32 {
        self.0.into()
    }
}

impl Role {
    /// Whether the services are seen from outside, by those they are for.
    pub fn is_outside(self) -> bool {
        matches!(self, Self::Customer | Self::User)
    }
}

impl ActionStatus {
    /// Whether nothing more is to be done.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

/// How much hangs on a process, 1 to 3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Importance(u8);

impl Importance {
    /// The importance, when the number is one.
    pub fn new(number: u8) -> Option<Self> {
        (1..=3).contains(&number).then_some(Self(number))
    }
    /// 1 to 3; 3 is high.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Value for Importance {
    fn read(scalar: &Scalar) -> Option<Self> {
        match scalar {
            Scalar::Number(number) => (1..=3u8).find(|step| f64::from(*step) == *number).map(Self),
            _ => None,
        }
    }
    fn write(&self) -> Scalar {
        Scalar::Number(self.0.into())
    }
}

impl Value for Month {
    fn read(scalar: &Scalar) -> Option<Self> {
        match scalar {
            Scalar::Number(number) => (1..=12u8).find(|m| f64::from(*m) == *number).map(Self),
            _ => None,
        }
    }
    fn write(&self) -> Scalar {
        Scalar::Number(self.0.into())
    }
}

/// A closed list of words, each with its spelling in a record.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$var_doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$var_doc])* $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its spelling in records and packs.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one that is spelled so.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl Value for $name {
            fn read(scalar: &Scalar) -> Option<Self> {
                match scalar { Scalar::Text(text) => Self::from_word(text), _ => None }
            }
            fn write(&self) -> Scalar {
                Scalar::Text(self.word().into())
            }
        }
    )*};
}
pub(crate) use words;

words! {
    /// How well an answer is evidenced.
    Grade {
        /// A claim.
        E0 = "E0",
        /// A document exists.
        E1 = "E1",
        /// Records of operation were seen.
        E2 = "E2",
        /// Measured over at least one period, or independently checked.
        E3 = "E3",
    }

    /// How much a finding weighs.
    Gravity {
        /// The process does not do what it is for.
        Major = "major",
        /// It does, and something it needs for that is missing.
        Minor = "minor",
        /// Something worth a look.
        Observation = "observation",
    }

    /// How money follows service in the organisation.
    EconomicMode {
        /// Services are sold to others.
        External = "external",
        /// Internal supplier who charges its customers.
        Charging = "charging",
        /// Customers see what they use, and do not pay.
        Showback = "showback",
        /// IT is paid from one budget.
        CostCentre = "cost-centre",
    }

    /// Which of the two sides of the same data leads.
    ScoringMode {
        /// Claimed leads; encouraging, no findings.
        Assessment = "assessment",
        /// Evidenced leads; findings.
        Audit = "audit",
    }

    /// From which side a respondent sees the services.
    Role {
        /// People who do the work.
        Staff = "staff",
        /// People who answer for it.
        Leader = "leader",
        /// People who decide on and pay for services.
        Customer = "customer",
        /// People who use services.
        User = "user",
    }

    /// Whether a budget line is money out or money in.
    LineKind {
        /// Money out; more than planned is unfavourable.
        Cost = "cost",
        /// Money in; more than planned is favourable. Never netted with cost.
        Revenue = "revenue",
    }

    /// What the money of a budget line is for.
    Purpose {
        /// Keeping things going as they are.
        Run = "run",
        /// Doing more of the same.
        Grow = "grow",
        /// Doing something new.
        Transform = "transform",
    }

    /// Which of the three customary ways turns answers on effort, 1 to 7 and 7 is easiest, into a score.
    EffortConvention {
        /// Their mean, 1 to 7.
        Mean = "mean",
        /// The share of 6 and 7 less that of 1 to 3, −100 to 100 %.
        Net = "net",
        /// The share of 5 to 7, 0 to 100 %.
        Easy = "easy",
    }

    /// A step of likelihood, of impact or of risk, after NIST SP 800-30r1.
    Magnitude {
        /// Very low.
        VeryLow = "very-low",
        /// Low.
        Low = "low",
        /// Moderate.
        Moderate = "moderate",
        /// High.
        High = "high",
        /// Very high.
        VeryHigh = "very-high",
    }

    /// What is done about a risk: the list of ISO 31000.
    Treatment {
        /// Not starting, or not going on with, what gives rise to it.
        Avoid = "avoid",
        /// Taking or increasing it for an opportunity.
        Take = "take",
        /// Removing its source.
        RemoveSource = "remove-source",
        /// Changing how likely it is.
        ChangeLikelihood = "change-likelihood",
        /// Changing what it would do.
        ChangeConsequences = "change-consequences",
        /// Sharing it with another party.
        Share = "share",
        /// Retaining it by an informed decision.
        Retain = "retain",
    }

    /// How far an action has come.
    ActionStatus {
        /// Agreed on, and not begun.
        Open = "open",
        /// Begun.
        Started = "started",
        /// Done.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
    }

    /// A measured number of one period. Money is in the currency of the assessment.
    FigureKey {
        /// Money from customers outside the organisation.
        ExternalRevenue = "external-revenue",
        /// Money charged to customers inside the organisation.
        InternalCharges = "internal-charges",
        /// Total cost of IT.
        TotalCost = "total-cost",
        /// Working hours that were available.
        AvailableHours = "available-hours",
        /// Hours worked for services.
        ProductiveHours = "productive-hours",
        /// Money invested.
        Invested = "invested",
        /// Operating result after tax.
        OperatingResult = "operating-result",
        /// Invested capital at the end of the period.
        InvestedCapital = "invested-capital",
        /// Return an investment has to reach, in percent.
        HurdleRate = "hurdle-rate",
        /// Benefits that were planned for the period, as money.
        BenefitsPlanned = "benefits-planned",
        /// Benefits that were realised in the period, as money.
        BenefitsRealised = "benefits-realised",
        /// Units of service delivered; total cost divided by them is the unit cost.
        ServiceUnits = "service-units",
        /// Avoidable spend that was found.
        AvoidableFound = "avoidable-found",
        /// Avoidable spend whose end was decided.
        AvoidableDecided = "avoidable-decided",
        /// Avoidable spend that has ended.
        AvoidableRealised = "avoidable-realised",
        /// Changes made.
        ChangesTotal = "changes-total",
        /// Changes that failed.
        ChangesFailed = "changes-failed",
        /// Changes made as an emergency.
        ChangesEmergency = "changes-emergency",
        /// Users times hours lost to incidents.
        IncidentUserHours = "incident-user-hours",
        /// Invitations to a satisfaction survey.
        SurveyInvitations = "survey-invitations",
        /// Answers with score 1 of 5.
        Satisfaction1 = "satisfaction-1",
        /// Answers with score 2 of 5.
        Satisfaction2 = "satisfaction-2",
        /// Answers with score 3 of 5.
        Satisfaction3 = "satisfaction-3",
        /// Answers with score 4 of 5.
        Satisfaction4 = "satisfaction-4",
        /// Answers with score 5 of 5.
        Satisfaction5 = "satisfaction-5",
        /// Answers 9 and 10 of 10 to whether one would recommend the services.
        Promoters = "promoters",
        /// Answers 7 and 8.
        Passives = "passives",
        /// Answers 0 to 6.
        Detractors = "detractors",
        /// Answers with score 1 of 7 to how easy it was.
        Effort1 = "effort-1",
        /// Answers with score 2 of 7 to how easy it was.
        Effort2 = "effort-2",
        /// Answers with score 3 of 7 to how easy it was.
        Effort3 = "effort-3",
        /// Answers with score 4 of 7 to how easy it was.
        Effort4 = "effort-4",
        /// Answers with score 5 of 7 to how easy it was.
        Effort5 = "effort-5",
        /// Answers with score 6 of 7 to how easy it was.
        Effort6 = "effort-6",
        /// Answers with score 7 of 7 to how easy it was.
        Effort7 = "effort-7",
        /// Feedback items received.
        FeedbackReceived = "feedback-received",
        /// Feedback items answered back with a decision.
        FeedbackAnswered = "feedback-answered",
        /// Customers asked what they know of the services.
        AwarenessAsked = "awareness-asked",
        /// Of those, who could name offer, agreed level and how to ask or complain.
        AwarenessKnew = "awareness-knew",
        /// Outages, changes and breaches the customer heard of from us first.
        NoticeFirst = "notice-first",
        /// Those the customer reported, or met, before we told them.
        NoticeLate = "notice-late",
    }
}

impl FigureKey {
    /// Whether the figures of short periods add up to that of a long one. What is a state rather
    /// than a flow has the value it had at the end.
    pub fn adds_up(self) -> bool {
        !matches!(self, Self::InvestedCapital | Self::HurdleRate)
    }
}
