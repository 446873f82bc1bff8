//! How wide a picture may be: as wide as its column, so that its letters stay as large as those around it.

use leptos::prelude::*;

use crate::browser::listen::to_window;
use crate::browser::picture::page_width;

/// A picture is never wider than this, nor narrower than that, and no bound is drawn anew for a few pixels.
const WIDEST: f64 = 528.0;
const NARROWEST: f64 = 240.0;
const STEP: f64 = 16.0;
/// What stands at both sides of a picture on a telephone.
const SIDES: f64 = 66.0;

fn now() -> f64 {
    let steps = ((page_width() - SIDES) / STEP).floor();
    (steps * STEP).clamp(NARROWEST, WIDEST)
}

/// The room there is, for as long as the screen stands.
pub fn room() -> Memo<f64> {
    let width = RwSignal::new(now());
    let follow = to_window("resize", Box::new(move |_| width.set(now())));
    let listener = StoredValue::new_local(Some(follow));
    on_cleanup(move || {
        if let Some(listener) = listener.try_update_value(Option::take).flatten() {
            listener.stop();
        }
    });
    Memo::new(move |_| width.get())
}
