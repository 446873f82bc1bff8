//! What a browser may lack, reached by its name. Every function that is declared is one more import of the first part of the
//! program, which everybody waits for; what is called by its name is none.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A part of something, where it has one.
pub fn part(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|own| !own.is_undefined() && !own.is_null())
}

/// What comes of calling a function of something; nothing where there is none, or it throws.
pub fn call(of: &JsValue, name: &str, with: &JsValue) -> Option<JsValue> {
    part(of, name)?.dyn_into::<Function>().ok()?.call1(of, with).ok()
}
