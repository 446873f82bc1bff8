//! A few line icons, drawn here so that nothing has to be fetched for them.

use crate::ui::el::{El, svg};
/// What an icon stands for.
#[derive(Clone, Copy)]
pub enum Sign {
    Check,
    Question,
    Dash,
    Flag,
    Arrow,
    Back,
    Up,
    Down,
    Plus,
    Cross,
    Colours,
}

/// An icon beside a text that says the same.
pub fn icon(sign: Sign) -> El {
    let path = match sign {
        Sign::Check => "M3 8.5l3.2 3L13 4.5",
        Sign::Question => "M5.6 5.8a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8M8 12.4v.1",
        Sign::Dash => "M4 8h8",
        Sign::Flag => "M4 14V2.5h8L10 5.5l2 3H4",
        Sign::Arrow => "M3 8h10M9 4l4 4-4 4",
        Sign::Back => "M13 8H3M7 4L3 8l4 4",
        Sign::Up => "M8 13V3M4 7l4-4 4 4",
        Sign::Down => "M8 3v10M4 9l4 4 4-4",
        Sign::Plus => "M8 3v10M3 8h10",
        Sign::Cross => "M4 4l8 8M12 4l-8 8",
        Sign::Colours => "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
    };
    svg("svg")
        .attr("class", "icon")
        .attr("viewBox", "0 0 16 16")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(svg("path").attr("d", path))
}
