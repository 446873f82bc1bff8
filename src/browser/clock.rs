//! The wall clock. It dates facts for display and gives a new round its day; it never orders anything.

use chrono::NaiveDate;

/// Milliseconds since 1970.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Today where the visitor is.
pub fn today() -> Option<NaiveDate> {
    let date = js_sys::Date::new_0();
    NaiveDate::from_ymd_opt(date.get_full_year() as i32, date.get_month() + 1, date.get_date())
}
