//! What is kept of the last backup: a preference of this device, set as a whole, not part of any assessment.

const KEY: &str = "fourfold.backup";

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What is kept, where anything is.
pub fn stored() -> Option<String> {
    storage()?.get_item(KEY).ok()?
}

/// Keeps it where it can be kept.
pub fn keep(text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, text);
    }
}
