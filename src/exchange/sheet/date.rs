//! Dates in cells and the names of periods over columns.

use chrono::NaiveDate;

use super::{Cell, Fork, fold};

/// The period a column or row heading names. Which months a year or quarter covers is the
/// organisation's matter; `FY2025` is the year 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodLabel {
    /// A year, calendar or financial.
    Year(i32),
    /// Year and quarter, 1 to 4.
    Quarter(i32, u8),
    /// Year and month, 1 to 12.
    Month(i32, u8),
    /// A quarter, 1 to 4, whose year stands elsewhere.
    QuarterOnly(u8),
    /// A month, 1 to 12, whose year stands elsewhere.
    MonthOnly(u8),
}

/// Month names in English, German, French, Spanish, Italian and Dutch, folded; the first three
/// letters or more of a name stand for it, and short forms that are not its beginning are listed.
const MONTHS: [&str; 12] = [
    "january januari janvier janner enero gennaio",
    "february februari fevrier febrero febbraio feber",
    "march marz mrz mars marzo maart mrt",
    "april avril abril aprile",
    "may mai mayo maggio mei",
    "june juni juin junio giugno",
    "july juli juillet julio luglio",
    "august augustus aout agosto",
    "september septembre septiembre setiembre settembre",
    "october oktober octobre octubre ottobre",
    "november novembre noviembre",
    "december dezember decembre diciembre dicembre",
];

/// Words for a quarter: English, German, French and Spanish, Dutch.
const QUARTER: [&str; 7] = ["q", "qtr", "t", "quarter", "quartal", "trimestre", "kwartaal"];

/// Reads a heading such as `2025`, `FY25`, `2025-Q3`, `03/2025`, `Mar-25`, `août 2025` or `Jan`.
///
/// Years run from 1900 to 2199; two digits are a year of this century and need a name before
/// them. `3.2025` and `2025.03` are more likely amounts and therefore no period; `03.2025` is.
pub fn parse_period_label(text: &str) -> Option<PeriodLabel> {
    if text.len() > 40 {
        return None;
    }
    let text = fold(text);
    let dotted = text.contains('.');
    let mut tokens = tokens(&text)?;
    let full = |token: &str| digits(token, 4..=4).filter(|year| (1900..2200).contains(year));
    let year = |token: &str| full(token).or_else(|| Some(2000 + digits(token, 2..=2)?));
    let upto = |token: &str, last: u8| (1..=last).find(|it| digits(token, 1..=2) == Some((*it).into()));
    let count = tokens.len();
    tokens.retain(|it| !QUARTER.contains(it));
    let named = tokens.len() < count;
    match *tokens.as_slice() {
        [n] if named => Some(PeriodLabel::QuarterOnly(upto(n, 4)?)),
        [y, n] if named && full(y).is_some() => Some(PeriodLabel::Quarter(full(y)?, upto(n, 4)?)),
        [n, y] if named => Some(PeriodLabel::Quarter(year(y)?, upto(n, 4)?)),
        [y] if full(y).is_some() => Some(PeriodLabel::Year(full(y)?)),
        [m] => Some(PeriodLabel::MonthOnly(month(m)?)),
        ["fy" | "gj", y] => Some(PeriodLabel::Year(year(y)?)),
        [m, y] if month(m).is_some() => Some(PeriodLabel::Month(year(y)?, month(m)?)),
        [y, m] if month(m).is_some() => Some(PeriodLabel::Month(full(y)?, month(m)?)),
        [m, y] if full(y).is_some() && (m.len() == 2 || !dotted) => Some(PeriodLabel::Month(full(y)?, upto(m, 12)?)),
        [y, m] if m.len() == 2 && !dotted => Some(PeriodLabel::Month(full(y)?, upto(m, 12)?)),
        _ => None,
    }
}

/// A cell as a date: left day first, right month first; the same if its form leaves no doubt.
///
/// Two-digit years are years of this century and are taken from `3/4/26` and `03.04.26` only:
/// `8.2.10` is a clause of a standard.
pub(super) fn date(text: &str) -> Option<Fork> {
    let mark = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = text.split(mark).map(str::trim);
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let date = |year: i32, month: &str, day: &str| {
        let (month, day) = (digits(month, 1..=2)?, digits(day, 1..=2)?);
        NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?).map(Cell::Date)
    };
    if let Some(year) = digits(one, 4..=4) {
        return date(year, two, three).map(Fork::Same);
    }
    let short = mark == '/' || (mark == '.' && one.len() == 2 && two.len() == 2);
    let year = match digits(three, 2..=2) {
        Some(year) if short => 2000 + year,
        _ => digits(three, 4..=4)?,
    };
    Fork::of(date(year, two, one), if mark == '.' { date(year, two, one) } else { date(year, one, two) })
}

/// Runs of letters and runs of digits, without what stands between; `None` if anything else
/// occurs than is used between them, or stands before the first.
fn tokens(text: &str) -> Option<Vec<&str>> {
    let kind = |c: char| (c.is_ascii_lowercase(), c.is_ascii_digit());
    let known = |c: char| kind(c) != (false, false) || " \u{a0}\u{202f}-–/.'’".contains(c);
    if !text.chars().all(known) || !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| kind(c) == kind(first);
        let (token, after) = rest.split_at(rest.find(|c| !same(c)).unwrap_or(rest.len()));
        if first.is_ascii_alphanumeric() {
            tokens.push(token);
        }
        rest = after;
    }
    Some(tokens)
}

/// The only month that a name or its beginning stands for; `jui` could be two.
fn month(token: &str) -> Option<u8> {
    let is_meant = |names: &str| names.split(' ').any(|name| name.starts_with(token));
    let mut meant = MONTHS.iter().zip(1..).filter(|(names, _)| token.len() > 2 && is_meant(names));
    let (_, month) = meant.next()?;
    meant.next().is_none().then_some(month)
}

/// The value of ASCII digits, if there are as many as expected.
fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<i32> {
    let valid = count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if valid { text.parse().ok() } else { None }
}
