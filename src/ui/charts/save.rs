//! The two buttons that save a picture. Both files are made of the picture's data and not of what is on the screen, so
//! they are the same from any theme.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{file, picture as pixels};
use crate::chart::Picture;
use crate::chart::svg::{MARGIN, svg};
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::keep::slug;
use crate::ui::session::use_session;

/// Saves a picture under a name; what it is called stands in the file.
pub fn save(picture: Picture, id: &'static str, name: &str) -> El {
    let w = &more_words().pictures;
    let (width, height) = (picture.width + 2.0 * MARGIN, picture.height + 2.0 * MARGIN);
    let text: Arc<str> = svg(&picture, name).into();
    let session = use_session();
    // Pictures of several organisations may lie in one folder.
    let file_name = move |end: &str| {
        let organisation = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
        format!("{}-{id}.{end}", slug(&organisation))
    };
    let failed = RwSignal::new(false);
    let as_svg = {
        let text = text.clone();
        move |_: ev::MouseEvent| failed.set(file::download(&file_name("svg"), &text).is_none())
    };
    let as_png = move |_: ev::MouseEvent| {
        let text = text.clone();
        spawn_local(async move {
            let made = pixels::png(&text, width, height).await;
            failed.set(made.and_then(|made| file::offer(&file_name("png"), &made)).is_none());
        });
    };
    // Several pictures stand on a page, so each button says which one it saves.
    let button = |words: &'static str, press: Box<dyn FnMut(ev::MouseEvent)>| {
        el("button")
            .attr("type", "button")
            .attr("class", "quiet")
            .child(words)
            .child(el("span").attr("class", "for-reader").child(": ").child(name))
            .on(ev::click, press)
    };
    el("div").attr("class", "save").child(button(w.save_svg, on(as_svg))).child(button(w.save_png, on(as_png))).child(
        block(move || failed.get().then(|| el("p").attr("class", "error").attr("role", "alert").child(w.not_saved))),
    )
}
