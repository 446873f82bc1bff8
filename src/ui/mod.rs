//! Screens.
use leptos::prelude::*;
/// Mounts the app into the page.
pub fn mount() {
    mount_to_body(|| view! {<p>"hello"</p>});
}
