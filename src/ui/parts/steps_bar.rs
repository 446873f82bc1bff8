//! Steps that are reached: evidenced filled, claimed outlined. Words beside them say the same.

use crate::ui::el::{El, el};

/// So many steps of `top`, once claimed and once evidenced; nothing where neither is known.
pub fn steps_bar(top: usize, claimed: Option<usize>, evidenced: Option<usize>) -> El {
    let steps = (1..=top).map(|step| {
        let reached = |own: Option<usize>| own.is_some_and(|own| step <= own);
        el("span").attr("class", "step").class_if("claimed", reached(claimed)).class_if("evidenced", reached(evidenced))
    });
    el("span")
        .attr("class", "steps-bar")
        .class_if("empty", claimed.is_none())
        .attr("aria-hidden", "true")
        .child(steps.collect::<Vec<_>>())
}
