//! Listening to the window. One type of listener for all events: the framework's are compiled anew for each.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, Window};

/// What listens to the window, until it is told to stop.
pub struct Listener {
    event: &'static str,
    is_first: bool,
    closure: Closure<dyn FnMut(Event)>,
}

/// Calls for every event of this name.
pub fn to_window(event: &'static str, handle: Box<dyn FnMut(Event)>) -> Listener {
    listening(event, handle, false)
}

/// The same, before those who ask for no such thing.
pub fn to_window_first(event: &'static str, handle: Box<dyn FnMut(Event)>) -> Listener {
    listening(event, handle, true)
}

fn listening(event: &'static str, handle: Box<dyn FnMut(Event)>, is_first: bool) -> Listener {
    let closure = Closure::wrap(handle);
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback_and_bool(event, function(&closure), is_first);
    }
    Listener { event, is_first, closure }
}

impl Listener {
    /// Stops listening.
    pub fn stop(self) {
        let remove = |window: Window| {
            window.remove_event_listener_with_callback_and_bool(self.event, function(&self.closure), self.is_first)
        };
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
