//! Listening to the window. One type of listener for all events: the framework's are compiled anew for each.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, Window};

/// What listens to the window, until it is told to stop.
pub struct Listener {
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

/// Calls for every event of this name.
pub fn to_window(event: &'static str, handle: Box<dyn FnMut(Event)>) -> Listener {
    let closure = Closure::wrap(handle);
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback(event, function(&closure));
    }
    Listener { event, closure }
}

impl Listener {
    /// Stops listening.
    pub fn stop(self) {
        let remove = |window: Window| window.remove_event_listener_with_callback(self.event, function(&self.closure));
        let _ = web_sys::window().map(remove);
    }

    /// Listens for as long as the page stands.
    pub fn stay(self) {
        self.closure.forget();
    }
}

fn function(closure: &Closure<dyn FnMut(Event)>) -> &js_sys::Function {
    closure.as_ref().unchecked_ref()
}
