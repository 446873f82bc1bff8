//! What changes on a screen, behind a handful of types. The framework compiles its machinery anew for
//! every closure type it meets; behind these boxes it does so once per kind of value. With the elements of
//! `el` this took a fifth off the program that every visitor has to fetch.

use std::sync::Arc;

use leptos::prelude::*;

use super::el::{Child, parts};

/// A value that is computed again whenever what it reads has changed.
pub type Dynamic<T> = Box<dyn Fn() -> T + Send>;

/// A text.
pub fn text<T: Into<String>>(compute: impl Fn() -> T + Send + 'static) -> Dynamic<String> {
    Box::new(move || compute().into())
}

/// The value of an attribute that may be absent.
pub fn maybe<T: Into<String>>(compute: impl Fn() -> Option<T> + Send + 'static) -> Dynamic<Option<String>> {
    Box::new(move || compute().map(Into::into))
}

/// Yes or no.
pub fn flag(compute: impl Fn() -> bool + Send + 'static) -> Dynamic<bool> {
    Box::new(compute)
}

/// A part of the screen.
pub fn block<V: Child>(compute: impl Fn() -> V + Send + 'static) -> AnyView {
    let compute: Dynamic<AnyView> = Box::new(move || parts(compute()));
    compute.into_any()
}

/// A part of the screen that is there while a condition holds; it is made anew only when that changes.
pub fn when<V: Child>(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> V + Send + 'static,
) -> AnyView {
    let condition = remembered(condition);
    block(move || condition.get().then(&view))
}

/// Yes or no, telling its readers only when it changes.
pub fn remembered(condition: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    let condition: Box<dyn Fn() -> bool + Send + Sync> = Box::new(condition);
    Memo::new(move |_| condition())
}

/// A list of parts by their keys. A part whose key stays is kept as it is.
pub fn each<V: Child>(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    view: impl Fn(&str) -> V + Send + Sync + 'static,
) -> AnyView {
    list(Box::new(keys), Arc::new(move |key: String| parts(view(&key))))
}

fn list(
    keys: Box<dyn Fn() -> Vec<String> + Send + Sync>,
    view: Arc<dyn Fn(String) -> AnyView + Send + Sync>,
) -> AnyView {
    view! { <For each=keys key=String::clone children=move |key| view(key) /> }.into_any()
}

/// What happens on an event.
pub fn on<E: 'static>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}
