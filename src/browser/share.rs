//! Handing a link on: by the clipboard, or by what the device offers for it.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::by_name::{call, part};

fn navigator() -> Option<JsValue> {
    part(&web_sys::window()?.into(), "navigator")
}

/// The address of the app without what stands behind `#`.
pub fn here() -> String {
    let location = web_sys::window().and_then(|window| part(&window.into(), "location"));
    let address = location.and_then(|own| part(&own, "href")?.as_string()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Puts a text into the clipboard; whether the browser did. It has none where the connection is not secure.
pub async fn copy(text: &str) -> bool {
    let clipboard = navigator().and_then(|own| part(&own, "clipboard"));
    match clipboard.and_then(|own| call(&own, "writeText", &text.into())) {
        Some(done) => JsFuture::from(done.unchecked_into::<Promise>()).await.is_ok(),
        None => false,
    }
}

/// Whether the device has a way of its own to hand something on.
pub fn can_share() -> bool {
    navigator().is_some_and(|own| part(&own, "share").is_some())
}

/// Opens it. What becomes of it is between the device and the person; one who changes their mind is no fault.
pub async fn share(title: &str, address: &str) {
    let what = Object::new();
    for (key, value) in [("title", title), ("url", address)] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&what, &key.into(), &value.into());
    }
    if let Some(done) = navigator().and_then(|own| call(&own, "share", &what)) {
        let _ = JsFuture::from(done.unchecked_into::<Promise>()).await;
    }
}
