//! The part of the address behind `#`: where in the app the visitor is.

/// The current one, without `#`.
pub fn hash() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Goes there, as a step one can go back from.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Refused only for an address longer than browsers take; ours are short.
        let _ = window.location().set_hash(hash);
    }
}

/// Corrects the address without adding a step.
pub fn replace(hash: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&format!("#{hash}")));
    }
}

/// The title of the document.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}
