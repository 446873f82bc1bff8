//! How wide a picture may be: as wide as its place, so that its letters stay as large as those around it.

use leptos::prelude::*;

use crate::browser::listen::to_window;
use crate::browser::picture::page_width;

/// A picture beside another is as wide as this, and one that has the line for itself as that.
const BESIDE: f64 = 528.0;
const ALONE: f64 = 1120.0;
const NARROWEST: f64 = 240.0;
const STEP: f64 = 16.0;
/// What stands at both sides of a picture on a telephone, and on a wider screen.
const SIDES: f64 = 66.0;
const WIDE_SIDES: f64 = 82.0;
const TELEPHONE: f64 = 640.0;

/// The room for a picture.
#[derive(Clone, Copy, PartialEq)]
pub struct Room {
    /// Beside another one.
    pub beside: f64,
    /// Where it has the line for itself.
    pub alone: f64,
}

/// A picture is not drawn anew for a few pixels.
fn now() -> Room {
    let page = page_width();
    let room = page - if page < TELEPHONE { SIDES } else { WIDE_SIDES };
    let room = (room / STEP).floor() * STEP;
    Room { beside: room.clamp(NARROWEST, BESIDE), alone: room.clamp(NARROWEST, ALONE) }
}

/// The room there is, for as long as the screen stands.
pub fn room() -> Memo<Room> {
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
