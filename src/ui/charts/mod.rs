//! The pictures of results on the screen. What they show and where, is said by `exchange::pictures` and `chart`; here it
//! becomes elements.

mod draw;
mod figure;
mod heat_map;
mod ladder;
mod room;
mod save;

pub use draw::draw;
pub use figure::{figure, waiting};
pub use heat_map::heat_map;
pub use ladder::ladder;
pub use room::room;

use crate::exchange::pictures::To;
use crate::ui::pages::process::address;
use crate::ui::route::Place;
use crate::ui::session::Session;

/// The address of a place a picture leads to.
fn href(session: Session, to: &To) -> String {
    let place = match to {
        To::Why(indicator) => Place::Why(*indicator),
        To::Figures(indicator) => Place::Figures(*indicator),
        To::Question(question) => Place::Assess(Some(question.clone())),
        To::Process(process) => Place::Process(process.to_string()),
    };
    address(session, place)
}
