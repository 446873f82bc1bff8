//! The app's own static files. Nothing else is ever requested, and nothing is ever sent.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Reads a file of the app, by its path relative to the page.
///
/// # Errors
/// What went wrong, for the person at the screen.
pub async fn text(path: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("no window")?;
    // Each browser has words of its own for this, and none says which file.
    let why = |_| [path, " did not arrive"].concat();
    let response = JsFuture::from(window.fetch_with_str(path)).await.map_err(why)?;
    let response: web_sys::Response = response.dyn_into().map_err(why)?;
    if !response.ok() {
        return Err(format!("the server answered {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(why)?).await.map_err(why)?;
    text.as_string().ok_or_else(|| "it is not text".to_owned())
}
