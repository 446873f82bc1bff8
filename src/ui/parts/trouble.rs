//! What storage could not give back, and what to do about it.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::file;
use crate::locale::fill;
use crate::store::Quarantined;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{el, parts};
use crate::ui::more_words;
use crate::ui::pages::packs;
use crate::ui::session::use_session;

/// Records nobody can read, and those of a newer version.
pub fn more_troubles() -> AnyView {
    let w = more_words();
    let session = use_session();
    let unreadable = move || session.trouble.with(|trouble| trouble.quarantine.len());
    let healed = move || session.trouble.with(|trouble| trouble.healed);
    let newer = move || session.trouble.with(|trouble| trouble.newer);
    let foreign = move || session.foreign();
    let save_unreadable = move |_| {
        let lines = |own: &Quarantined| [own.key.as_str(), "\n", &own.text, "\n\n"].concat();
        let records: String = session.trouble.with_untracked(|trouble| trouble.quarantine.iter().map(lines).collect());
        file::download("unreadable-records.txt", &records);
    };
    parts(vec![
        packs::trouble(),
        block(move || {
            (unreadable() > 0).then(|| {
                el("div")
                    .attr("class", "trouble")
                    .attr("role", "alert")
                    .child(el("p").child(fill(w.lost.unreadable, &[&unreadable().to_string()])))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .on(ev::click, on(save_unreadable))
                            .child(w.lost.save_unreadable),
                    )
            })
        }),
        block(move || {
            (healed() > 0)
                .then(|| el("p").attr("class", "trouble").child(fill(w.lost.healed, &[&healed().to_string()])))
        }),
        block(move || {
            (newer() > 0).then(|| el("p").attr("class", "trouble").child(fill(w.lost.newer, &[&newer().to_string()])))
        }),
        block(move || {
            (foreign() > 0)
                .then(|| el("p").attr("class", "trouble").child(fill(w.lost.foreign, &[&foreign().to_string()])))
        }),
    ])
}
