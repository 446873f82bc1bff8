//! Numbers in a document: the same characters everywhere, whatever the browser and its language. They are rounded from
//! the shortest decimal that stands for the number, half away from zero, as the screen does; a point divides, and from
//! five digits on narrow blanks stand between thousands.

use crate::model::json::push_number;

/// What stands between thousands.
pub const BLANK: char = '\u{202f}';
/// What stands before what is below zero.
pub const MINUS: char = '\u{2212}';

/// A number with exactly so many decimals.
pub fn fixed(value: f64, decimals: u32) -> String {
    rounded(value, decimals as usize, true)
}

/// A number with as many decimals as it needs, up to so many.
pub fn plain(value: f64, most: u32) -> String {
    rounded(value, most as usize, false)
}

/// A number with all its digits, as somebody typed it.
pub fn exact(value: f64) -> String {
    let mut text = String::new();
    push_number(&mut text, value);
    match text.contains('e') {
        true => text.replace('-', &MINUS.to_string()),
        false => rounded(value, 400, false),
    }
}

/// The digits of a number, and behind how many of them its point stands.
fn digits(value: f64) -> (Vec<u8>, i32) {
    let mut text = String::new();
    push_number(&mut text, value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let point = whole.len() as i32 + exponent.trim_start_matches('+').parse::<i32>().unwrap_or(0);
    let digits = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit).map(|digit| digit - b'0');
    (digits.collect(), point)
}

fn rounded(value: f64, decimals: usize, all: bool) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let (digits, point) = digits(value);
    let at = |place: i32| usize::try_from(place).ok().and_then(|place| digits.get(place)).copied().unwrap_or(0);
    // From the first digit, or from the ones, to the last decimal that is kept.
    let (first, last) = (0.min(point - 1), point + decimals as i32);
    let mut kept: Vec<u8> = (first..last).map(at).collect();
    if at(last) >= 5 {
        let mut carry = true;
        for digit in kept.iter_mut().rev() {
            if carry {
                carry = *digit == 9;
                *digit = if carry { 0 } else { *digit + 1 };
            }
        }
        if carry {
            kept.insert(0, 1);
        }
    }
    let below = kept.len().saturating_sub(decimals);
    let (whole, fraction) = kept.split_at(below);
    let is_zero = kept.iter().all(|digit| *digit == 0);
    let leading = whole.iter().take(whole.len().saturating_sub(1)).take_while(|digit| **digit == 0).count();
    let whole = whole.get(leading..).unwrap_or_default();
    let needed = if all { decimals } else { fraction.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1) };
    let mut text = String::new();
    if value < 0.0 && !is_zero {
        text.push(MINUS);
    }
    for (place, digit) in whole.iter().enumerate() {
        if place > 0 && whole.len() > 4 && (whole.len() - place) % 3 == 0 {
            text.push(BLANK);
        }
        text.push(char::from(b'0' + digit));
    }
    if needed > 0 {
        text.push('.');
        text.extend(fraction.iter().take(needed).map(|digit| char::from(b'0' + digit)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_rounded_as_a_person_would_round_what_stands_there() {
        for (value, decimals, text) in [
            (0.0, 2, "0.00"),
            (1.005, 2, "1.01"),
            (2.5, 0, "3"),
            (-2.5, 0, "−3"),
            (-0.004, 2, "0.00"),
            (0.06, 1, "0.1"),
            (9.995, 2, "10.00"),
            (99.96, 1, "100.0"),
            (59.303, 2, "59.30"),
            (1234.0, 0, "1234"),
            (12345.0, 0, "12\u{202f}345"),
            (1234567.891, 1, "1\u{202f}234\u{202f}567.9"),
            (1e21, 0, "1\u{202f}000\u{202f}000\u{202f}000\u{202f}000\u{202f}000\u{202f}000\u{202f}000"),
            (1e-9, 3, "0.000"),
        ] {
            assert_eq!(fixed(value, decimals), text, "{value}");
        }
    }

    #[test]
    fn decimals_that_say_nothing_are_left_out() {
        for (value, most, text) in
            [(2.0, 2, "2"), (2.5, 2, "2.5"), (0.333, 2, "0.33"), (-1.10, 2, "−1.1"), (0.001, 2, "0")]
        {
            assert_eq!(plain(value, most), text, "{value}");
        }
    }

    #[test]
    fn what_was_typed_keeps_all_its_digits() {
        for value in [0.0, 0.1, 1e-7, 123_456.789_012, -5.0, 1e300, f64::MAX, 5e-324, 770_000.0] {
            let text: String = exact(value).chars().filter(|c| *c != BLANK).collect();
            assert_eq!(text.replace(MINUS, "-").parse(), Ok(value), "{text}");
        }
    }
}
