//! A period of time that figures are stated for: a month, a quarter or a year.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::id::InvalidId;
use super::value::Month;

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PeriodKind {
    /// One month.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl PeriodKind {
    /// Its length in months.
    pub fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// A month, quarter or year by the calendar month it ends in. A financial year is the year it
/// ends in, so with a year that ends in March `2026` is April 2025 to March 2026; quarters are
/// those of the financial year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Period {
    /// How long it is.
    pub kind: PeriodKind,
    /// The year, financial for quarters and years, of the calendar for months.
    pub year: i16,
    /// 1 to 12 for months, 1 to 4 for quarters, 1 for years.
    pub part: u8,
}

impl Period {
    /// The period, when the parts make one. Years are 1900 to 2200.
    pub fn new(kind: PeriodKind, year: i32, part: u32) -> Option<Self> {
        let parts = 12 / kind.months() as u32;
        ((1900..=2200).contains(&year) && (1..=parts).contains(&part)).then_some(Self {
            kind,
            year: year as i16,
            part: part as u8,
        })
    }

    /// The last month it covers, counted in months since year 0, given the month in which the
    /// financial year ends.
    pub fn last_month(self, year_end: Month) -> i32 {
        let end_of_year = i32::from(self.year) * 12 + year_end.number() as i32 - 1;
        match self.kind {
            PeriodKind::Month => i32::from(self.year) * 12 + i32::from(self.part) - 1,
            PeriodKind::Quarter => end_of_year - 3 * (4 - i32::from(self.part)),
            PeriodKind::Year => end_of_year,
        }
    }

    /// The financial year it lies in.
    pub fn financial_year(self, year_end: Month) -> Self {
        let last = self.last_month(year_end);
        let year = (last - year_end.number() as i32).div_euclid(12) + 1;
        Self { kind: PeriodKind::Year, year: year as i16, part: 1 }
    }

    /// Whether it is the last of its kind in its financial year.
    pub fn closes_year(self, year_end: Month) -> bool {
        self.last_month(year_end) == self.financial_year(year_end).last_month(year_end)
    }

    /// The period of the same kind `steps` later (earlier when negative).
    pub fn offset(self, steps: i32) -> Option<Self> {
        let parts = 12 / self.kind.months();
        let index = i32::from(self.year) * parts + i32::from(self.part) - 1 + steps;
        Self::new(self.kind, index.div_euclid(parts), (index.rem_euclid(parts) + 1) as u32)
    }

    /// Whether its last day is on or before the date.
    pub fn ended_by(self, date: NaiveDate, year_end: Month) -> bool {
        let next_month = self.last_month(year_end) + 1;
        let first_after = NaiveDate::from_ymd_opt(next_month.div_euclid(12), next_month.rem_euclid(12) as u32 + 1, 1);
        first_after.is_none_or(|first| date.succ_opt().is_none_or(|tomorrow| tomorrow >= first))
    }
}

impl fmt::Display for Period {
    /// `2026`, `2026-Q1` or `2026-03`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PeriodKind::Month => write!(f, "{}-{:02}", self.year, self.part),
            PeriodKind::Quarter => write!(f, "{}-Q{}", self.year, self.part),
            PeriodKind::Year => write!(f, "{}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) {
            return Err(InvalidId);
        }
        let (kind, part) = match part.strip_prefix('Q') {
            _ if text.len() == 4 => (PeriodKind::Year, "1"),
            Some(quarter) if digits(quarter, 1) => (PeriodKind::Quarter, quarter),
            None if digits(part, 2) => (PeriodKind::Month, part),
            _ => return Err(InvalidId),
        };
        let number = |t: &str| t.parse().map_err(|_| InvalidId);
        Self::new(kind, number(year)? as i32, number(part)?).ok_or(InvalidId)
    }
}

/// `2026-03-31`. Written out because a general date formatter costs the first load 14 kB.
pub fn iso_date(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Reads `2026-03-31`: four, two and two digits, so that what is written reads again.
pub(super) fn read_iso_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()));
        part?.parse::<u32>().ok()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() { None } else { NaiveDate::from_ymd_opt(year as i32, month, day) }
}
