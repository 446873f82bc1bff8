//! Numbers and dates as the visitor writes them, by the browser's `Intl`. Only the screen uses it;
//! what has to be the same bytes everywhere prints its numbers itself.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::model::Period;

thread_local! {
    // To make one takes far longer than to use it, and with every answer several numbers are written anew.
    static MADE: RefCell<Vec<(Style, Function)>> = const { RefCell::new(Vec::new()) };
}

/// What something is written like.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// A number with at least and at most so many decimals.
    Number(u32, u32),
    Editable,
    Time,
    Day,
    Month,
}

impl Style {
    /// The browser's function for it.
    #[inline(never)]
    fn function(self) -> Function {
        let made = MADE.with_borrow(|all| all.iter().find(|(style, _)| *style == self).map(|(_, own)| own.clone()));
        made.unwrap_or_else(|| {
            let own = self.make();
            MADE.with_borrow_mut(|all| all.push((self, own.clone())));
            own
        })
    }

    fn make(self) -> Function {
        let number = |options| Intl::NumberFormat::new(&Array::new(), &options).format();
        let moment = |options| Intl::DateTimeFormat::new(&Array::new(), &options).format();
        match self {
            Self::Number(least, most) => {
                number(options(&[("minimumFractionDigits", least.into()), ("maximumFractionDigits", most.into())]))
            }
            Self::Editable => number(options(&[("useGrouping", false.into()), ("maximumFractionDigits", 10.into())])),
            Self::Time => moment(options(&[("hour", "2-digit".into()), ("minute", "2-digit".into())])),
            Self::Day => moment(options(&[("dateStyle", "medium".into())])),
            Self::Month => moment(options(&[("month", "short".into()), ("year", "numeric".into())])),
        }
    }

    fn write(self, value: &JsValue) -> String {
        self.function().call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(key), value);
    }
    options
}

/// A number with exactly so many decimals.
pub fn fixed(value: f64, decimals: u32) -> String {
    Style::Number(decimals, decimals).write(&value.into())
}

/// A number with as many decimals as it needs, up to `most`.
pub fn plain(value: f64, most: u32) -> String {
    Style::Number(0, most).write(&value.into())
}

/// How a typed number looks in its field: no grouping, so that it can be edited, with the decimal
/// mark of the visitor.
pub fn editable(value: f64) -> String {
    Style::Editable.write(&value.into())
}

/// Hours and minutes of a moment in milliseconds since 1970.
pub fn time(at: i64) -> String {
    moment(at, Style::Time)
}

/// Day, month and year of a moment in milliseconds since 1970.
pub fn day(at: i64) -> String {
    moment(at, Style::Day)
}

fn moment(at: i64, style: Style) -> String {
    style.write(&js_sys::Date::new(&JsValue::from_f64(at as f64)))
}

/// `2026`, `Q1 2026` or `Mar 2026`.
pub fn period(period: Period) -> String {
    match period.kind {
        crate::model::PeriodKind::Month => {
            let first = js_sys::Date::new_with_year_month_day(period.year as u32, i32::from(period.part) - 1, 1);
            Style::Month.write(&first)
        }
        crate::model::PeriodKind::Quarter => format!("Q{} {}", period.part, period.year),
        crate::model::PeriodKind::Year => period.year.to_string(),
    }
}
