//! Moving the focus, so that keyboard and screen reader arrive where the eye does.

use wasm_bindgen::JsCast;

/// Focuses the first element the selector finds.
pub fn on(selector: &str) -> Option<()> {
    found(selector)?.focus().ok()
}

/// Focuses it and presses it, as a person would.
pub fn press(selector: &str) -> Option<()> {
    let element = found(selector)?;
    element.focus().ok()?;
    element.click();
    Some(())
}

fn found(selector: &str) -> Option<web_sys::HtmlElement> {
    web_sys::window()?.document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Scrolls to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Whether something is being typed.
pub fn is_in_text() -> bool {
    let active = web_sys::window().and_then(|window| window.document()?.active_element());
    active.is_some_and(|own| match &*own.tag_name() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(own.get_attribute("type").as_deref(), Some("radio" | "checkbox" | "file")),
        _ => false,
    })
}
