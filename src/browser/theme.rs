//! Light, dark, or as the system says. `boot.js` applies the stored choice before first paint.

/// Where the choice is kept: a preference of this device, not part of any assessment.
const KEY: &str = "fourfold.theme";

/// The choices, in the order the switch goes through them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The stored choice.
pub fn stored() -> Theme {
    match storage().and_then(|storage| storage.get_item(KEY).ok()?).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows a theme and keeps the choice where it can be kept.
pub fn choose(theme: Theme) {
    if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
        let _ = root.set_attribute("data-theme", theme.word());
    }
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, theme.word());
    }
}
