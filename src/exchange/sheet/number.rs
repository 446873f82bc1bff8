//! A number as people and spreadsheets of many countries write it, under either decimal mark.

use super::{Cell, Fork, is_invisible, trim};
use crate::model::decimal::read_decimal;

/// Known signs and codes; one that ends or starts another stands after it. Anything else beside
/// a number makes it a text: `12 k` and `5 TEUR` must not count as 12 and 5.
const CURRENCIES: [&str; 58] = [
    "R$", "US$", "CA$", "C$", "AU$", "A$", "NZ$", "HK$", "S$", "€", "$", "£", "¥", "₹", "₽", "₺", "₩", "₪", "₴", "฿",
    "kr.", "kr", "zł", "Kč", "Ft", "lei", "SFr.", "Fr.", "CHF", "Euro", "EUR", "USD", "GBP", "JPY", "CNY", "SEK",
    "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "INR", "BRL", "MXN", "CAD", "AUD", "NZD", "SGD",
    "HKD", "KRW", "AED", "ZAR", "Rs.", "Rs",
];

/// Reads a cell as a number, or gives `None` if it is one in neither notation.
///
/// Digits are ASCII. Thousands may be grouped by the other mark, by spaces or by apostrophes, in
/// threes, or by commas in the Indian way; a group is never guessed: `1,23,4` is a text.
///
/// Signs, percent and currency stand on either side in any order, each at most once.
pub(super) fn number(text: &str) -> Option<Fork> {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).map(plain).collect();
    let mut bare = text.as_str();
    let (mut signed, mut negative, mut percent, mut currency, mut cents) = (false, false, false, None, "");
    loop {
        bare = trim(bare);
        let whole = bare.trim_end_matches('-');
        let rounded = whole.strip_suffix(['.', ',']).is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit()));
        let bracketed = || bare.strip_prefix('(')?.strip_suffix(')');
        let minus = bare.strip_prefix('-').or_else(|| bare.strip_suffix('-')).or_else(bracketed);
        let uncosted = currency.is_none();
        // `12.–` and `12,--` are prices without cents, not negative numbers.
        if rounded && whole.len() < bare.len() {
            (bare, cents) = (whole, "00");
        } else if !signed && let Some(rest) = minus {
            (bare, signed, negative) = (rest, true, true);
        } else if !signed && let Some(rest) = bare.strip_prefix('+') {
            (bare, signed) = (rest, true);
        } else if !percent && let Some(rest) = bare.strip_suffix('%').or_else(|| bare.strip_prefix('%')) {
            (bare, percent) = (rest, true);
        } else if uncosted && let Some((rest, found)) = without_currency(bare) {
            (bare, currency) = (rest, Some(found));
        } else {
            break;
        }
    }
    let read = |decimal, other| {
        let value = value(&[bare, cents].concat(), decimal, other)?;
        let value = if negative { 0.0 - value } else { value };
        Some(Cell::Number { value, percent, currency })
    };
    Fork::of(read('.', ','), read(',', '.'))
}

/// One character for all that mean the same.
fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        '’' => '\'',
        '−' | '–' | '—' => '-',
        _ => c,
    }
}

/// What is left without a currency at the start or the end, and that currency.
pub(super) fn without_currency(text: &str) -> Option<(&str, &'static str)> {
    CURRENCIES.iter().find_map(|sign| {
        let head = text.split_at_checked(sign.len()).filter(|it| it.0.eq_ignore_ascii_case(sign));
        let tail = || text.split_at_checked(text.len().checked_sub(sign.len())?);
        let tail = || tail().filter(|it| it.1.eq_ignore_ascii_case(sign));
        let rest = head.map(|it| it.1).or_else(|| tail().map(|it| it.0))?;
        Some((rest, *sign))
    })
}

/// The value of unsigned digits if `decimal` is the decimal mark and `other` may group.
fn value(text: &str, decimal: char, other: char) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(it, after)| (it, Some(after)));
    let (whole, fraction) = mantissa.split_once(decimal).map_or((mantissa, None), |(it, after)| (it, Some(after)));
    let mut plain = match whole.chars().find(|c| !c.is_ascii_digit()) {
        None if whole.is_empty() && fraction.is_none() => return None,
        None => whole.to_owned(),
        // Nobody groups the digits of a mantissa.
        Some(mark) if exponent.is_none() && [other, ' ', '\''].contains(&mark) => ungroup(whole, mark)?,
        Some(_) => return None,
    };
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(digits(fraction)?);
    }
    if let Some(exponent) = exponent {
        digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))?;
        plain.push('e');
        plain.push_str(exponent);
    }
    read_decimal(&plain)
}

/// The digits of a grouped whole number, or `None` if the groups are not those of a number.
fn ungroup(whole: &str, mark: char) -> Option<String> {
    let groups: Vec<&str> = whole.split(mark).collect();
    let [first, middle @ .., last] = groups.as_slice() else {
        return None;
    };
    let in_groups_of = |size| first.len() <= size && middle.iter().all(|it| it.len() == size);
    let valid = last.len() == 3 && !first.starts_with('0') && (in_groups_of(3) || (mark == ',' && in_groups_of(2)));
    for group in &groups {
        digits(group)?;
    }
    valid.then(|| groups.concat())
}

/// The same text, if it is digits and not empty.
fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}
