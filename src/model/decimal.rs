//! A decimal number as the nearest `f64`, half to even: what `str::parse` says, without its table of
//! powers of five, which does not compress and was a fifteenth of the first load.
//!
//! Nearly every number a person types takes the short way, on which nothing is rounded but the last
//! step. The long way is a division of whole numbers of any size, bit by bit.

/// More digits than this cannot decide which number is nearest, only that something is left over.
const DIGITS: usize = 800;

/// Reads `-12.5e3`: digits with at most one point among them, and whole powers of ten behind an `e`.
/// Nothing where it is written otherwise, or beyond the numbers.
pub(crate) fn read_decimal(text: &str) -> Option<f64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = are_digits(whole) && are_digits(fraction) && are_digits(exponent_digits);
    if !is_number || exponent_digits.is_empty() || whole.len() + fraction.len() == 0 {
        return None;
    }
    // An exponent that fits no integer is beyond the numbers or nothing, whatever stands before it.
    let far = if exponent.starts_with('-') { -100_000_000 } else { 100_000_000 };
    let exponent = exponent.parse::<i64>().unwrap_or(far).clamp(-100_000_000, 100_000_000);
    let digits = || whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0');
    let count = digits().count();
    let mut kept: Vec<u8> = digits().take(DIGITS).map(|digit| digit - b'0').collect();
    if digits().skip(DIGITS).any(|digit| digit != b'0') {
        kept.push(1);
    }
    let power = exponent - fraction.len() as i64 + (count as i64 - kept.len() as i64);
    let size = nearest(&kept, power);
    size.is_finite().then_some(if negative { -size } else { size })
}

/// The number nearest to these digits times a power of ten.
fn nearest(digits: &[u8], power: i64) -> f64 {
    let magnitude = digits.len() as i64 + power;
    if digits.is_empty() || magnitude < -400 {
        return 0.0;
    }
    if magnitude > 400 {
        return f64::INFINITY;
    }
    if digits.len() <= 15 && (-22..=22).contains(&power) {
        // Both whole numbers are exact, so that one rounding makes the nearest number (Clinger 1990).
        let whole = digits.iter().fold(0.0, |sum, digit| sum * 10.0 + f64::from(*digit));
        let ten = (0..power.abs()).fold(1.0, |ten, _| ten * 10.0);
        return if power < 0 { whole / ten } else { whole * ten };
    }
    let mut above = Whole(Vec::new());
    digits.iter().for_each(|digit| above.scale(10, (*digit).into()));
    let mut below = Whole(vec![1]);
    let scaled = if power < 0 { &mut below } else { &mut above };
    (0..power.abs()).for_each(|_| scaled.scale(10, 0));
    // Shifted until the quotient lies from 1 to 2; then each comparison gives a bit of it.
    let mut exponent = above.bits() - below.bits();
    above.shift(-exponent);
    below.shift(exponent);
    if above.is_less(&below) {
        exponent -= 1;
        above.shift(1);
    }
    if exponent < -1075 {
        return 0.0;
    }
    // Below the smallest normal number there are fewer bits, and just below the least there are none.
    let bits = (exponent + 1075).clamp(0, 53);
    let mut quotient = 0_u64;
    for _ in 0..bits {
        quotient *= 2;
        if !above.is_less(&below) {
            above.subtract(&below);
            quotient += 1;
        }
        above.shift(1);
    }
    // What is left is held against a half of the last bit: doubled already, against a whole one.
    let half_or_more = !above.is_less(&below);
    let half_or_less = !below.is_less(&above);
    if half_or_more && !(half_or_less && quotient.is_multiple_of(2)) {
        quotient += 1;
    }
    // The bits stand for themselves: a carry out of the last place raises the exponent as it should.
    let base = (exponent + 1022).max(0) as u64;
    if base >= 2046 { f64::INFINITY } else { f64::from_bits((base << 52) + quotient) }
}

/// A whole number of any size, its lowest digit to the base 2^32 first.
struct Whole(Vec<u32>);

impl Whole {
    /// Multiplies and adds.
    fn scale(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// How many bits it has.
    fn bits(&self) -> i64 {
        let zeros = self.0.last().map_or(0, |last| last.leading_zeros());
        self.0.len() as i64 * 32 - i64::from(zeros)
    }

    /// Doubles it so many times; not at all where that is negative.
    fn shift(&mut self, times: i64) {
        let times = times.max(0);
        if times >= 32 {
            self.0.splice(0..0, std::iter::repeat_n(0, times as usize / 32));
        }
        self.scale(1 << (times % 32), 0);
    }

    fn is_less(&self, other: &Self) -> bool {
        match self.0.len().cmp(&other.0.len()) {
            std::cmp::Ordering::Equal => self.0.iter().rev().lt(other.0.iter().rev()),
            unequal => unequal.is_lt(),
        }
    }

    /// Takes a number away that is not greater.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (index, digit) in self.0.iter_mut().enumerate() {
            let (less, first) = digit.overflowing_sub(other.0.get(index).copied().unwrap_or(0));
            let (less, second) = less.overflowing_sub(borrow.into());
            *digit = less;
            borrow = first || second;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let expected = text.parse().ok().filter(|number: &f64| number.is_finite());
        let own = read_decimal(text);
        assert_eq!(own.map(f64::to_bits), expected.map(f64::to_bits), "{text}: {own:?}, expected {expected:?}");
    }

    #[test]
    fn it_is_the_number_the_standard_library_reads() {
        for text in [
            "",
            "-",
            ".",
            "e5",
            "1e",
            "1e+",
            "--1",
            "1-",
            "0",
            "-0",
            "-0.0",
            "0e999",
            "1",
            "1.",
            ".5",
            "-.5",
            "00012.500",
            "0.1",
            "1e22",
            "1e23",
            "1e-22",
            "1e-23",
            "9007199254740992",
            "9007199254740993",
            "9007199254740993.0000001",
            "9007199254740995",
            "123456789012345678901234567890",
            "1e308",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "2.2250738585072014e-308",
            "2.2250738585072011e-308",
            "2.225073858507201136057409796709131975934819546351645648023426109724822222021076945516529523908135087914149158913039621106870086438694594645527657207407820621743379988141063267329253552286881372149012981122451451889849057222307285255133155755015914397476397983411801999323962548289017107081850690630666655994938275772572015763062690663332647565300009245888316433037779791869612049497390377829704905051080609940730262937128958950003583799967207254304360284078895771796150945516748243471030702609144621572289880258182545180325707018860872113128079512233426288368622321503775666622503982534335974568884423900265498198385487948292206894721689831099698365846814022854243330660339850886445804001034933970427567186443383770486037861622771738545623065874679014086723327636718751e-308",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "5e-324",
            "3e-324",
            "2e-324",
            "7.4e-324",
            "1e-400",
        ] {
            check(text);
        }
        check(&format!("1{}", "0".repeat(5_000)));
        check(&format!("0.{}1", "0".repeat(5_000)));
        check(&format!("0.{}1e5000", "0".repeat(5_000)));
        check(&format!("1{}e-5000", "0".repeat(5_000)));
        for end in ["", "0", "1"] {
            // Half way between two numbers, and a little more far behind the last digit that is kept.
            check(&format!("9007199254740993.{}{end}", "0".repeat(2_000)));
        }
        proptest!(ProptestConfig { cases: 3_000, failure_persistence: None, ..Default::default() },
        |(number in any::<f64>(), whole in any::<u64>(), power in -345..330_i32, digits in "[0-9]{1,40}", cut in 0..40_usize)| {
            check(&format!("{number:e}"));
            check(&format!("{whole}e{power}"));
            check(&format!("-{digits}e{power}"));
            let cut = cut.min(digits.len());
            check(&[&digits[..cut], ".", &digits[cut..]].concat());
            check(&format!("{:e}", f64::from_bits(whole >> 12)));
        });
        // Written in full.
        proptest!(ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() },
            |(number in any::<f64>())| check(&format!("{number:.1074}")));
        // Exactly between two neighbours, and just beside.
        proptest!(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() },
        |(whole in 1_u64 << 53..1 << 62, power in 0..200_u32)| {
            let halfway = u128::from(whole | 1) << 1 | 1;
            let mut own = Whole(vec![halfway as u32, (halfway >> 32) as u32, (halfway >> 64) as u32]);
            while own.0.last() == Some(&0) { own.0.pop(); }
            own.shift(power.into());
            for more in [0, 1] {
                // To decimal digits by repeated division.
                let (mut rest, mut text) = (own.0.clone(), Vec::new());
                rest[0] += more * u32::from(rest[0] < u32::MAX);
                while !rest.is_empty() {
                    let mut carry = 0_u64;
                    for digit in rest.iter_mut().rev() {
                        carry = carry << 32 | u64::from(*digit);
                        *digit = (carry / 10) as u32;
                        carry %= 10;
                    }
                    text.push(b'0' + carry as u8);
                    while rest.last() == Some(&0) { rest.pop(); }
                }
                text.reverse();
                check(std::str::from_utf8(&text).unwrap());
            }
        });
    }
}
