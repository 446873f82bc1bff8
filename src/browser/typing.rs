//! Fields that say what was typed once they are left, marked `data-says`. A page that goes away leaves no field, so it is
//! told here that they are left.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::listen::to_window;

/// Tells of every start and end of typing in such a field, for as long as the page stands.
pub fn follow(tell: impl Fn(bool) + Clone + 'static) {
    for (event, begins) in [("input", true), ("change", false), ("focusout", false)] {
        let tell = tell.clone();
        let heard = move |event: Event| {
            let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if field.is_some_and(|own| own.has_attribute("data-says")) {
                tell(begins);
            }
        };
        to_window(event, Box::new(heard)).stay();
    }
    // A tab that is hidden may never come back.
    for event in ["pagehide", "visibilitychange"] {
        let tell = tell.clone();
        let heard = move |_| {
            leave();
            tell(false);
        };
        to_window(event, Box::new(heard)).stay();
    }
}

/// Has the field somebody is in say what was typed, and stay as it is.
fn leave() -> Option<()> {
    let field = web_sys::window()?.document()?.active_element()?;
    if field.has_attribute("data-says") {
        field.dispatch_event(&Event::new("change").ok()?).ok()?;
    }
    Some(())
}
