//! The app's own static files. Nothing else is ever requested, and nothing is ever sent.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Reads a file of the app, by its path relative to the page.
///
/// # Errors
/// What went wrong, for the person at the screen.
pub async fn text(path: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("no window")?;
    // Each browser has words of its own for this, and none says which file.
    let why = |_| [path, " did not arrive"].concat();
    // In the same way as below, so that there is one.
    let asked = window.fetch_with_str_and_init(path, Object::new().unchecked_ref());
    let response = JsFuture::from(asked).await.map_err(why)?;
    let response: Response = response.dyn_into().map_err(why)?;
    if !response.ok() {
        return Err(format!("the server answered {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(why)?).await.map_err(why)?;
    text.as_string().ok_or_else(|| "it is not text".to_owned())
}

/// Has the browser fetch a file of the app and compare it with a digest, so that it lies ready as it was published. A
/// spoilt copy that was kept is fetched anew.
///
/// # Errors
/// What went wrong, for the person at the screen.
pub async fn published(path: &str, digest: &str) -> Result<(), String> {
    for cache in ["default", "reload"] {
        if asked(path, digest, cache).await.is_some_and(|own| own.ok()) {
            return Ok(());
        }
    }
    // Browsers tell a file that is missing from one that was changed by nothing, so it is looked at once more.
    Err(match asked(path, "", "no-store").await {
        None => [path, " did not arrive"].concat(),
        Some(own) if own.ok() => [path, " is not the file that was published"].concat(),
        Some(own) => format!("the server answered {} to {path}", own.status()),
    })
}

/// The answer, read to its end: only then is it compared and kept.
async fn asked(path: &str, digest: &str, cache: &str) -> Option<Response> {
    let how = Object::new();
    for (name, value) in [("integrity", digest), ("cache", cache)] {
        Reflect::set(&how, &name.into(), &value.into()).ok()?;
    }
    let answer = web_sys::window()?.fetch_with_str_and_init(path, how.unchecked_ref());
    let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    JsFuture::from(response.text().ok()?).await.ok()?;
    Some(response)
}
