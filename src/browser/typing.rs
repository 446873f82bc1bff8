//! Fields that say what was typed once they are left, marked `data-says`. A page that goes away leaves no field, so it is
//! told here that they are left.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::listen::{Listener, to_window, to_window_first};

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
    let heard = move || {
        leave();
        tell(false);
    };
    on_the_way_out(heard.clone(), heard).into_iter().for_each(Listener::stay);
}

/// Calls when the page is about to be left or hidden, and when it goes for good. A tab that is hidden may never come
/// back; and where a tab is closed Firefox may take the page away in the middle of what it does while it goes, so it is
/// called before that too, and before anybody asks whether something would be lost.
pub fn on_the_way_out(hide: impl Fn() + Clone + 'static, go: impl Fn() + 'static) -> [Listener; 3] {
    let asked = hide.clone();
    [
        to_window_first("beforeunload", Box::new(move |_| asked())),
        to_window("visibilitychange", Box::new(move |_| hide())),
        to_window("pagehide", Box::new(move |_| go())),
    ]
}

/// Has the field somebody is in say what was typed, and stay as it is.
fn leave() -> Option<()> {
    let field = web_sys::window()?.document()?.active_element()?;
    if field.has_attribute("data-says") {
        field.dispatch_event(&Event::new("change").ok()?).ok()?;
    }
    Some(())
}
