//! A JSON Schema validator for the part of draft 2020-12 that `docs/pack.schema.json` is written in.
//!
//! The two general validators in reach take one and a half and three minutes of processor time to build, more than
//! everything else the tests of the pure part need; this is a page. It stops at any keyword or pattern it does not
//! know, so that a schema can never seem to hold because half of it was skipped.

use std::fmt::Display;

use serde_json::{Map, Value as Json};

/// Where and why a value does not fit a schema; nothing where it does.
pub fn misfit(schema: &Json, value: &Json) -> Option<String> {
    Validator { root: schema }.check(schema, value).err()
}

struct Validator<'a> {
    root: &'a Json,
}

impl Validator<'_> {
    fn check(&self, schema: &Json, value: &Json) -> Result<(), String> {
        for (keyword, rule) in schema.as_object().expect("a schema is an object here") {
            let holds = match (keyword.as_str(), value) {
                ("$schema" | "$defs" | "title" | "description" | "default", _) => true,
                ("$ref", _) => {
                    let pointer = rule.as_str().and_then(|text| text.strip_prefix('#')).expect("a place in this file");
                    self.check(self.root.pointer(pointer).expect(pointer), value)?;
                    true
                }
                ("type", _) => one_or_many(rule).any(|name| is_a(name, value)),
                ("const", _) => equal(rule, value),
                ("enum", _) => list(rule).iter().any(|own| equal(own, value)),
                ("anyOf", _) => list(rule).iter().any(|own| self.check(own, value).is_ok()),
                ("oneOf", _) => self.one_of(list(rule), value)?,
                ("not", _) => self.check(rule, value).is_err(),
                ("required", Json::Object(own)) => list(rule).iter().all(|key| own.contains_key(key.as_str().unwrap())),
                ("properties", Json::Object(own)) => {
                    for (key, rule) in rule.as_object().unwrap() {
                        own.get(key).map_or(Ok(()), |value| self.inside(key, rule, value))?;
                    }
                    true
                }
                ("additionalProperties", Json::Object(own)) => self.additional(rule, schema, own)?,
                ("propertyNames", Json::Object(own)) => {
                    own.keys().try_for_each(|key| self.check(rule, &Json::String(key.clone()))).map(|()| true)?
                }
                ("items", Json::Array(own)) => {
                    assert!(schema.get("prefixItems").is_none(), "items beside prefixItems is not understood here");
                    self.each(own.iter().map(|value| (rule, value)))?
                }
                ("prefixItems", Json::Array(own)) => self.each(list(rule).iter().zip(own))?,
                ("minItems", Json::Array(own)) => own.len() as f64 >= number(rule),
                ("maxItems", Json::Array(own)) => own.len() as f64 <= number(rule),
                ("minimum", Json::Number(own)) => own.as_f64().unwrap() >= number(rule),
                ("maximum", Json::Number(own)) => own.as_f64().unwrap() <= number(rule),
                ("pattern", Json::String(own)) => matches(rule.as_str().unwrap(), own),
                // Each of these speaks of one type and lets the others pass.
                ("required" | "properties" | "additionalProperties" | "propertyNames", _)
                | ("items" | "prefixItems" | "minItems" | "maxItems", _)
                | ("minimum" | "maximum" | "pattern", _) => true,
                (unknown, _) => panic!("the keyword {unknown} is not understood here"),
            };
            if !holds {
                return Err(format!(": {keyword} {rule}"));
            }
        }
        Ok(())
    }

    /// The same one step further in. The place is put together only where something is wrong.
    fn inside(&self, step: &dyn Display, rule: &Json, value: &Json) -> Result<(), String> {
        self.check(rule, value).map_err(|why| format!("/{step}{why}"))
    }

    fn one_of(&self, rules: &[Json], value: &Json) -> Result<bool, String> {
        let misfits: Vec<String> = rules.iter().filter_map(|own| self.check(own, value).err()).collect();
        match rules.len() - misfits.len() {
            1 => Ok(true),
            0 => Err(format!(": none of ({})", misfits.join(" | "))),
            _ => Ok(false),
        }
    }

    fn additional(&self, rule: &Json, schema: &Json, own: &Map<String, Json>) -> Result<bool, String> {
        let named = schema.get("properties").and_then(Json::as_object);
        let mut others = own.iter().filter(|(key, _)| !named.is_some_and(|named| named.contains_key(*key)));
        match rule {
            Json::Bool(allowed) => Ok(*allowed || others.next().is_none()),
            _ => others.try_for_each(|(key, value)| self.inside(key, rule, value)).map(|()| true),
        }
    }

    fn each<'v>(&self, pairs: impl Iterator<Item = (&'v Json, &'v Json)>) -> Result<bool, String> {
        for (index, (rule, value)) in pairs.enumerate() {
            self.inside(&index, rule, value)?;
        }
        Ok(true)
    }
}

fn list(rule: &Json) -> &[Json] {
    rule.as_array().expect("a list")
}

fn number(rule: &Json) -> f64 {
    rule.as_f64().expect("a number")
}

fn one_or_many(rule: &Json) -> impl Iterator<Item = &str> {
    rule.as_array().map_or(std::slice::from_ref(rule), Vec::as_slice).iter().map(|name| name.as_str().expect("a type"))
}

/// 1 and 1.0 are one number.
fn equal(one: &Json, other: &Json) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

fn is_a(name: &str, value: &Json) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        unknown => panic!("there is no type {unknown}"),
    }
}

/// The patterns of the schema, written out: no more is needed of regular expressions.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[A-Za-z0-9._-]{1,64}$" => {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
            (1..=64).contains(&text.len()) && text.bytes().all(known)
        }
        "\\S" => text.chars().any(|own| !own.is_whitespace()),
        "^([^/:][^:]*)?$" => !text.starts_with('/') && !text.contains(':'),
        "\\.\\." => text.contains(".."),
        unknown => panic!("the pattern {unknown} is not understood here"),
    }
}
