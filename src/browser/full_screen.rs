//! The whole screen for the page, where the browser gives it.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

use super::by_name::{call, part};

/// Whether the browser gives it.
pub fn is_there() -> bool {
    root().and_then(|root| part(&root, "requestFullscreen")).is_some_and(|own| own.has_type::<Function>())
}

/// Whether the page has it.
pub fn is_on() -> bool {
    document().and_then(|own| part(&own, "fullscreenElement")).is_some_and(|own| own.has_type::<Element>())
}

/// Takes the whole screen, or gives it back. A browser may refuse, and everything stays as it is.
pub fn switch() {
    let Some(document) = document() else { return };
    let _ = if is_on() {
        ask(&document, "exitFullscreen")
    } else {
        root().and_then(|root| ask(&root, "requestFullscreen"))
    };
}

fn document() -> Option<JsValue> {
    web_sys::window()?.document().map(Into::into)
}

fn root() -> Option<JsValue> {
    part(&document()?, "documentElement")
}

fn ask(of: &JsValue, name: &str) -> Option<()> {
    let promised = call(of, name, &JsValue::UNDEFINED)?;
    // What was refused is not an error of the page. Older browsers promise nothing.
    if !promised.is_undefined() {
        let promise: Promise = promised.unchecked_into();
        spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
    Some(())
}
