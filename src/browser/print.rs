//! The page on paper.

/// Opens the browser's dialog for printing; nothing where it has none.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
