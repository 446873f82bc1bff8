//! A drawing as pixels: the browser reads it as it reads any SVG file and paints it on a canvas.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::file;

/// Dots for each unit of the drawing, so that it is sharp on paper.
const DENSITY: f64 = 3.0;

/// An SVG file of this size as a PNG file; nothing where the browser refuses.
pub async fn png(svg: &str, width: f64, height: f64) -> Option<Blob> {
    let address = Url::create_object_url_with_blob(&file::blob(svg, "image/svg+xml")?).ok()?;
    let painted = painted(&address, width * DENSITY, height * DENSITY).await;
    // Whatever became of it.
    let _ = Url::revoke_object_url(&address);
    let canvas = painted?;
    let made = js_sys::Promise::new(&mut |done, _| drop(canvas.to_blob(&done)));
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}

async fn painted(address: &str, width: f64, height: f64) -> Option<HtmlCanvasElement> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    Some(canvas)
}

/// How wide the page is.
pub fn page_width() -> f64 {
    web_sys::window().and_then(|window| window.inner_width().ok()).as_ref().and_then(JsValue::as_f64).unwrap_or(0.0)
}
