//! Files out by a download, files in by the file picker or a drop.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Offers a text as a file. Nothing where the browser refuses.
pub fn download(name: &str, text: &str) -> Option<()> {
    let kind = match name.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "html")) => "text/html",
        Some((_, "md")) => "text/markdown",
        _ => "text/plain",
    };
    offer(name, &blob(text, kind)?)
}

/// A text as the content of a file.
pub fn blob(text: &str, kind: &str) -> Option<web_sys::Blob> {
    blob_of(&JsValue::from_str(text), kind)
}

/// Bytes as the content of a file.
pub fn bytes(content: &[u8], kind: &str) -> Option<web_sys::Blob> {
    blob_of(&js_sys::Uint8Array::from(content), kind)
}

fn blob_of(part: &JsValue, kind: &str) -> Option<web_sys::Blob> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    // It takes bytes as well, and under this name it is here already.
    web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(part), &options).ok()
}

/// Offers a file. Nothing where the browser refuses.
pub fn offer(name: &str, content: &web_sys::Blob) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let url = web_sys::Url::create_object_url_with_blob(content).ok()?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    web_sys::Url::revoke_object_url(&url).ok()
}

/// The files that were chosen in a field, or dropped: what `files` of it holds, each with its name.
pub fn all(of: &JsValue) -> Vec<(String, web_sys::File)> {
    let part = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let files = part(of, "files").filter(|own| own.is_object()).map(|own| js_sys::Array::from(&own));
    let named = |file: JsValue| {
        (part(&file, "name").and_then(|own| own.as_string()).unwrap_or_default(), file.unchecked_into())
    };
    files.unwrap_or_default().iter().map(named).collect()
}

/// The files that were dropped.
pub fn dropped(event: &JsValue) -> Vec<(String, web_sys::File)> {
    js_sys::Reflect::get(event, &"dataTransfer".into()).map(|own| all(&own)).unwrap_or_default()
}

/// The text of a file of at most so many bytes. `Err` holds its size where it is larger, and
/// nothing where it cannot be read.
pub async fn text(file: web_sys::File, most: usize) -> Result<String, Option<usize>> {
    let size = file.size() as usize;
    if size > most {
        return Err(Some(size));
    }
    let text = JsFuture::from(file.text()).await.map_err(|_| None)?;
    text.as_string().ok_or(None)
}
