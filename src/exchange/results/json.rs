//! The values a result is written in, and how they look on the page: an object stands on one line
//! where it fits, so that people can read it too.

use crate::model::json::{push_number, push_text};

/// The widest line that holds a whole list or object, in bytes.
const WIDTH: usize = 120;

/// A JSON value. Objects keep the order they were written in.
pub(super) enum Value {
    Null,
    Truth(bool),
    Count(usize),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(&'static str, Value)>),
}

/// An object from keys and anything that makes a value.
macro_rules! object {
    ($($key:literal: $value:expr),* $(,)?) => {
        $crate::exchange::results::json::Value::Object(
            vec![$(($key, $crate::exchange::results::json::Value::from($value))),*],
        )
    };
}
pub(super) use object;

/// A number that is not there, with the word that says why.
pub(super) fn absent(why: &'static str) -> Value {
    object! { "absent": why }
}

/// A number, or the word that says why there is none.
pub(super) fn number_or(number: Option<impl Into<Value>>, why: &'static str) -> Value {
    number.map_or_else(|| absent(why), Into::into)
}

/// A list of whatever makes a value.
pub(super) fn list<T: Into<Value>>(values: impl IntoIterator<Item = T>) -> Value {
    Value::List(values.into_iter().map(Into::into).collect())
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Value {
    /// The one door for computed numbers: what left the numbers is written as such and not as one.
    fn from(number: f64) -> Self {
        if number.is_finite() {
            Self::Number(number)
        } else {
            object! { "absent": "missing", "reason": "not-a-number" }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<(f64, f64)> for Value {
    fn from((x, y): (f64, f64)) -> Self {
        list([x, y])
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    /// For texts, dates and choices; a number that is not there says why, by [`absent`].
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Value {
    /// Adds a field to an object.
    pub(super) fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        if let Self::Object(fields) = &mut self {
            fields.push((key, value.into()));
        }
        self
    }

    /// The same value: the same bytes.
    pub(super) fn write(&self) -> String {
        let mut text = String::new();
        self.push(&mut text, 0, 0);
        text
    }

    /// Appends the value to a line that already has so many bytes at this depth.
    fn push(&self, to: &mut String, depth: usize, used: usize) {
        let start = to.len();
        self.push_line(to);
        let broken = to.len() - start + used > WIDTH && matches!(self, Self::List(_) | Self::Object(_));
        if !broken {
            return;
        }
        to.truncate(start);
        match self {
            Self::List(values) => {
                to.push('[');
                for (place, value) in values.iter().enumerate() {
                    new_line(to, place, depth + 1);
                    value.push(to, depth + 1, depth + 1);
                }
                new_line(to, 0, depth);
                to.push(']');
            }
            Self::Object(fields) => {
                to.push('{');
                for (place, (key, value)) in fields.iter().enumerate() {
                    new_line(to, place, depth + 1);
                    push_text(to, key);
                    to.push_str(": ");
                    value.push(to, depth + 1, depth + key.len() + 5);
                }
                new_line(to, 0, depth);
                to.push('}');
            }
            _ => {}
        }
    }

    /// Appends the value on one line.
    fn push_line(&self, to: &mut String) {
        match self {
            Self::Null => to.push_str("null"),
            Self::Truth(truth) => to.push_str(if *truth { "true" } else { "false" }),
            Self::Count(count) => to.push_str(&count.to_string()),
            Self::Number(number) => push_number(to, *number),
            Self::Text(text) => push_text(to, text),
            Self::List(values) => {
                to.push('[');
                for (place, value) in values.iter().enumerate() {
                    to.push_str(if place > 0 { ", " } else { "" });
                    value.push_line(to);
                }
                to.push(']');
            }
            Self::Object(fields) => {
                to.push('{');
                for (place, (key, value)) in fields.iter().enumerate() {
                    to.push_str(if place > 0 { ", " } else { "" });
                    push_text(to, key);
                    to.push_str(": ");
                    value.push_line(to);
                }
                to.push('}');
            }
        }
    }
}

/// Begins a line, behind a comma for all but the first of its kind.
fn new_line(to: &mut String, place: usize, depth: usize) {
    to.push_str(if place > 0 { ",\n" } else { "\n" });
    to.extend(std::iter::repeat_n(' ', depth));
}
