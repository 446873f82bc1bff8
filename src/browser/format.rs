//! Numbers and dates as the visitor writes them, by the browser's `Intl`. Only the screen uses it;
//! what has to be the same bytes everywhere prints its numbers itself.

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::model::Period;

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(key), value);
    }
    options
}

fn call(function: &Function, value: &JsValue) -> String {
    function.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// A number with exactly so many decimals.
pub fn fixed(value: f64, decimals: u32) -> String {
    number(value, decimals, decimals)
}

/// A number with as many decimals as it needs, up to `most`.
pub fn plain(value: f64, most: u32) -> String {
    number(value, 0, most)
}

fn number(value: f64, least: u32, most: u32) -> String {
    let options = options(&[("minimumFractionDigits", least.into()), ("maximumFractionDigits", most.into())]);
    call(&Intl::NumberFormat::new(&Array::new(), &options).format(), &value.into())
}

/// How a typed number looks in its field: no grouping, so that it can be edited, with the decimal
/// mark of the visitor.
pub fn editable(value: f64) -> String {
    let options = options(&[("useGrouping", false.into()), ("maximumFractionDigits", 10.into())]);
    call(&Intl::NumberFormat::new(&Array::new(), &options).format(), &value.into())
}

/// Hours and minutes of a moment in milliseconds since 1970.
pub fn time(at: i64) -> String {
    moment(at, &[("hour", "2-digit".into()), ("minute", "2-digit".into())])
}

/// Day, month and year of a moment in milliseconds since 1970.
pub fn day(at: i64) -> String {
    moment(at, &[("dateStyle", "medium".into())])
}

fn moment(at: i64, pairs: &[(&str, JsValue)]) -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &options(pairs));
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    call(&format.format(), date.unchecked_ref())
}

/// `2026`, `Q1 2026` or `Mar 2026`.
pub fn period(period: Period) -> String {
    match period.kind {
        crate::model::PeriodKind::Month => {
            let first = js_sys::Date::new_with_year_month_day(period.year as u32, i32::from(period.part) - 1, 1);
            let options = options(&[("month", "short".into()), ("year", "numeric".into())]);
            call(&Intl::DateTimeFormat::new(&Array::new(), &options).format(), first.unchecked_ref())
        }
        crate::model::PeriodKind::Quarter => format!("Q{} {}", period.part, period.year),
        crate::model::PeriodKind::Year => period.year.to_string(),
    }
}
