//! `localStorage` behind the storage port. The getter itself throws where site data is blocked, and
//! gloo's turns that into a panic, so it is probed once before anything else touches it.

use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::{JsCast, JsValue};

use crate::store::{Fault, Storage};

/// The browser's storage, known to be reachable.
pub struct Browser(());

impl Browser {
    /// Nothing where site data is blocked.
    pub fn open() -> Option<Self> {
        web_sys::window()?.local_storage().ok()??.length().ok()?;
        Some(Self(()))
    }
}

fn fault(error: JsValue) -> Fault {
    let Some(error) = error.dyn_ref::<web_sys::DomException>() else {
        return Fault::Failed(error.as_string().unwrap_or_else(|| "unknown error".to_owned()));
    };
    // Engines agree neither on the name nor on the code.
    let full = matches!(&*error.name(), "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED")
        || matches!(error.code(), 22 | 1014);
    match &*error.name() {
        _ if full => Fault::Full,
        "SecurityError" => Fault::Blocked,
        _ => Fault::Failed(error.message()),
    }
}

impl Storage for Browser {
    fn keys(&self) -> Result<Vec<String>, Fault> {
        let raw = LocalStorage::raw();
        let length = raw.length().map_err(fault)?;
        let keys: Result<Vec<Option<String>>, JsValue> = (0..length).map(|index| raw.key(index)).collect();
        Ok(keys.map_err(fault)?.into_iter().flatten().collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        LocalStorage::raw().get_item(key).map_err(fault)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        LocalStorage::raw().set_item(key, text).map_err(fault)
    }

    fn remove(&mut self, key: &str) -> Result<(), Fault> {
        LocalStorage::raw().remove_item(key).map_err(fault)
    }
}
