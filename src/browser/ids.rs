//! Random ids.

/// 64 random bits from the browser's generator.
fn random() -> u64 {
    let mut bytes = [0u8; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if filled {
        return u64::from_le_bytes(bytes);
    }
    // Every browser that runs Wasm has `crypto`; this keeps two tabs apart all the same.
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    (half() << 32) | half()
}

/// The id of this page load.
pub fn writer() -> crate::model::WriterId {
    crate::model::WriterId(random())
}

/// The id of a new assessment.
pub fn assessment() -> Option<crate::model::AssessmentId> {
    format!("{:016x}", random()).parse().ok()
}
