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

use crate::browser::format::{fixed, plain};
use crate::exchange::pictures::{Gallery, To};
use crate::ui::more_words;
use crate::ui::pages::process::address;
use crate::ui::pages::results::leading;
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

/// A picture of the open assessment as it is now, without the rounds before.
pub fn drawn<T>(session: Session, width: f64, draw: impl FnOnce(&Gallery) -> T) -> Option<T> {
    let (asked, results) = (session.asked()?, session.computed()?);
    let own = session.own();
    let view = leading(session);
    let gallery = Gallery {
        pack: &asked.pack,
        texts: &asked.texts,
        assessment: &own,
        results: &results,
        past: &[],
        view,
        words: more_words(),
        fixed,
        plain,
        width,
    };
    Some(draw(&gallery))
}
