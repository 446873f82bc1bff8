//! The whole screen for the page, where the browser gives it.
//!
//! What is called by its name here is called so because every function that is declared is one more import of the first
//! part of the program, which everybody waits for.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

/// Whether the browser gives it.
pub fn is_there() -> bool {
    root().and_then(|root| get(&root, "requestFullscreen")).is_some_and(|own| own.has_type::<Function>())
}

/// Whether the page has it.
pub fn is_on() -> bool {
    document().and_then(|own| get(&own, "fullscreenElement")).is_some_and(|own| own.has_type::<Element>())
}

/// Takes the whole screen, or gives it back. A browser may refuse, and everything stays as it is.
pub fn switch() {
    let Some(document) = document() else { return };
    let _ = if is_on() {
        call(&document, "exitFullscreen")
    } else {
        root().and_then(|root| call(&root, "requestFullscreen"))
    };
}

fn document() -> Option<JsValue> {
    web_sys::window()?.document().map(Into::into)
}

fn root() -> Option<JsValue> {
    get(&document()?, "documentElement")
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok()
}

fn call(on: &JsValue, name: &str) -> Option<JsValue> {
    let function: Function = get(on, name)?.dyn_into().ok()?;
    let promised = function.call1(on, &JsValue::UNDEFINED).ok()?;
    // What was refused is not an error of the page.
    if !promised.is_undefined() {
        let promise: Promise = promised.clone().unchecked_into();
        spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
    Some(promised)
}
