//! Handing a link on: by the clipboard, or by what the device offers for it.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The address of the app without what stands behind `#`.
pub fn here() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Puts a text into the clipboard; whether the browser did.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Where the connection is not secure there is no clipboard, which its type does not say.
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    match clipboard.dyn_into::<web_sys::Clipboard>() {
        Ok(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        Err(_) => false,
    }
}

/// The device's own way to hand something on.
fn sharing() -> Option<(JsValue, Function)> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let share = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
    Some((navigator, share))
}

/// Whether the device has a way of its own to hand something on.
pub fn can_share() -> bool {
    sharing().is_some()
}

/// Opens it. What becomes of it is between the device and the person; one who changes their mind is no fault.
pub async fn share(title: &str, address: &str) {
    let Some((navigator, share)) = sharing() else { return };
    let what = Object::new();
    for (key, value) in [("title", title), ("url", address)] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&what, &key.into(), &value.into());
    }
    if let Ok(promise) = share.call1(&navigator, &what) {
        let _ = JsFuture::from(promise.unchecked_into::<Promise>()).await;
    }
}
