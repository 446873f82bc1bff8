//! A fault in the program: its last words go to the page, where `public/boot.js` stops all writing and says what to do.

/// From here on a panic is told to the page.
pub fn watch() {
    std::panic::set_hook(Box::new(|why| {
        let _ = tell(&why.to_string());
    }));
}

/// At once and not in a task of its own: none may come to run any more.
fn tell(why: &str) -> Option<()> {
    web_sys::console::error_1(&why.into());
    let window = web_sys::window()?;
    window.document()?.document_element()?.set_attribute("data-panic", why).ok()?;
    window.dispatch_event(&web_sys::Event::new("fourfold-panic").ok()?).ok()?;
    Some(())
}
