//! The camera of the device, and pictures that hold a code: both end as pixels without colours, which the worker looks
//! through. Where the browser itself reads codes, it is asked first. Nothing is kept, and nothing leaves the browser.
//!
//! What is called by its name here is called so because every function that is declared is one more import of the first
//! part of the program, which everybody waits for.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement, Window};

/// Why there is no picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unavailable {
    /// The page did not come over a secure connection, and then no browser gives a camera.
    Insecure,
    /// The device has none, or the browser none to give.
    None,
    /// The person, or whoever looks after the device, does not allow it.
    Refused,
    /// Another program has it.
    InUse,
    /// Something else.
    Failed,
}

/// A picture without colours: a byte for each pixel, from black to white, row by row from above.
pub struct Grey {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// A camera that runs, and shows what it sees. It stops with this, or before.
pub struct Camera {
    stream: JsValue,
    video: JsValue,
    canvas: HtmlCanvasElement,
    /// What reads codes in the browser itself, where it does.
    detector: Option<JsValue>,
}

/// What the browser calls these codes.
const FORMAT: &str = "qr_code";

/// The longer side of what is looked through of a camera, in pixels: a code that fills half of it can be read, and it is
/// looked through several times a second.
const LONG_SIDE: f64 = 960.0;

/// Starts the camera that looks away from the person, or else the one there is, and shows it in the `video` of this id.
///
/// # Errors
/// Why there is no picture.
pub async fn open(video: &str) -> Result<Camera, Unavailable> {
    let window = web_sys::window().ok_or(Unavailable::Failed)?;
    let video: JsValue =
        window.document().and_then(|own| own.get_element_by_id(video)).ok_or(Unavailable::Failed)?.into();
    let canvas = canvas(&window).ok_or(Unavailable::Failed)?;
    let devices = get(&window, "navigator").and_then(|own| get(&own, "mediaDevices"));
    // Ciphers are what else a page lacks that did not come over a secure connection.
    let is_secure = || get(&window, "crypto").and_then(|own| get(&own, "subtle")).is_some();
    let devices = devices.ok_or_else(|| if is_secure() { Unavailable::None } else { Unavailable::Insecure })?;
    // What it would rather have; a device without it gives what it has.
    let side = |most: f64| object(&[("ideal", most.into())]);
    let picture = object(&[("facingMode", "environment".into()), ("width", side(1280.0)), ("height", side(720.0))]);
    let asked = object(&[("video", picture), ("audio", false.into())]);
    let stream = settled(call(&devices, "getUserMedia", &[asked])).await.map_err(|error| {
        match get(&error, "name").and_then(|own| own.as_string()).as_deref() {
            Some("NotAllowedError" | "SecurityError") => Unavailable::Refused,
            Some("NotFoundError" | "OverconstrainedError") => Unavailable::None,
            Some("NotReadableError" | "AbortError") => Unavailable::InUse,
            _ => Unavailable::Failed,
        }
    })?;
    let detector = detector(&window).await;
    let camera = Camera { stream, video, canvas, detector };
    // Without a sound to make, it starts by itself.
    let _ = Reflect::set(&camera.video, &"muted".into(), &true.into());
    let _ = Reflect::set(&camera.video, &"srcObject".into(), &camera.stream);
    // Where it does not yet, the person has left or the first frame comes later.
    let _ = settled(call(&camera.video, "play", &[])).await;
    Ok(camera)
}

impl Camera {
    /// The texts the browser itself finds in what is seen now; nothing where it does not look.
    pub async fn codes(&self) -> Option<Vec<String>> {
        let detector = self.detector.as_ref()?;
        let found = settled(call(detector, "detect", std::slice::from_ref(&self.video))).await.ok()?;
        Some(list(found).iter().filter_map(|own| get(&own, "rawValue")?.as_string()).collect())
    }

    /// What is seen now; nothing while there is no picture yet.
    pub fn frame(&self) -> Option<Grey> {
        grey(
            &self.canvas,
            &self.video,
            number(&self.video, "videoWidth")?,
            number(&self.video, "videoHeight")?,
            LONG_SIDE,
        )
    }

    /// Stops it, also where somebody still waits for what it sees.
    pub fn stop(&self) {
        let _ = Reflect::set(&self.video, &"srcObject".into(), &JsValue::NULL);
        let Ok(tracks) = call(&self.stream, "getTracks", &[]) else { return };
        for track in list(tracks).iter() {
            let _ = call(&track, "stop", &[]);
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A picture from a file, with no side longer than this; nothing where the browser cannot show it.
pub async fn picture(file: File, most: usize) -> Option<Grey> {
    let window = web_sys::window()?;
    let picture = settled(call(&window, "createImageBitmap", &[file.into()])).await.ok()?;
    grey(&canvas(&window)?, &picture, number(&picture, "width")?, number(&picture, "height")?, most as f64)
}

/// What reads codes in the browser itself, where it knows these codes.
async fn detector(window: &Window) -> Option<JsValue> {
    let class = get(window, "BarcodeDetector")?;
    let known = settled(call(&class, "getSupportedFormats", &[])).await.ok()?;
    list(known).iter().find(|own| own.as_string().as_deref() == Some(FORMAT))?;
    let options = object(&[("formats", Array::of1(&FORMAT.into()).into())]);
    call(&get(window, "Reflect")?, "construct", &[class, Array::of1(&options).into()]).ok()
}

fn canvas(window: &Window) -> Option<HtmlCanvasElement> {
    window.document()?.create_element("canvas").ok()?.dyn_into().ok()
}

/// What can be drawn, without its colours and with no side longer than this.
fn grey(canvas: &HtmlCanvasElement, source: &JsValue, width: f64, height: f64, most: f64) -> Option<Grey> {
    let shrunk = (most / width.max(height)).min(1.0);
    let [width, height] = [width, height].map(|side| (side * shrunk).floor());
    if !(width >= 1.0 && height >= 1.0) {
        return None;
    }
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // What is see-through counts as paper.
    let _ = Reflect::set(&context, &"fillStyle".into(), &"white".into());
    let whole = [0.0.into(), 0.0.into(), width.into(), height.into()];
    call(&context, "fillRect", &whole).ok()?;
    // It draws videos and bitmaps as well, and under this name it is here already.
    let drawn: &HtmlImageElement = source.unchecked_ref();
    context.draw_image_with_html_image_element_and_dw_and_dh(drawn, 0.0, 0.0, width, height).ok()?;
    let colours = Uint8Array::new(&get(&call(&context, "getImageData", &whole).ok()?, "data")?).to_vec();
    // How bright red, green and blue seem (ITU-R BT.601), in parts of 256.
    let bright = |pixel: &[u8]| match pixel {
        [red, green, blue, ..] => ((u32::from(*red) * 77 + u32::from(*green) * 150 + u32::from(*blue) * 29) >> 8) as u8,
        _ => u8::MAX,
    };
    Some(Grey { width: width as usize, height: height as usize, pixels: colours.chunks_exact(4).map(bright).collect() })
}

fn object(parts: &[(&str, JsValue)]) -> JsValue {
    let own = Object::new();
    for (key, value) in parts {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&own, &JsValue::from_str(key), value);
    }
    own.into()
}

/// A property that is there.
fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|own| !own.is_undefined())
}

fn number(of: &JsValue, name: &str) -> Option<f64> {
    get(of, name)?.as_f64()
}

fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    let apply: Function = Reflect::get(&function, &"apply".into())?.dyn_into()?;
    let with: Array = with.iter().collect();
    apply.call3(&function, of, &with, &JsValue::UNDEFINED)
}

/// What the browser answers as a list; without a length it is an empty one.
fn list(own: JsValue) -> Array {
    own.unchecked_into()
}

/// What comes of something that takes its time.
async fn settled(begun: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&begun?)).await
}
