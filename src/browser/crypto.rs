//! The browser's own ciphers, `crypto.subtle`, and its random generator. Nothing is encrypted by hand. They are missing
//! where the page did not come over a secure connection.

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

const HASH: &str = "SHA-256";
const CIPHER: &str = "AES-GCM";
const BITS: u32 = 256;

/// What is derived from a passphrase: the key of the content, and a value to know the passphrase again by.
pub struct Keys {
    content: CryptoKey,
    pub check: Vec<u8>,
}

/// Random bytes; nothing where there are none fit for this.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    // Where the connection is not secure there is none, which its type does not say.
    Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into().ok()
}

fn algorithm(name: &str, parts: &[(&str, JsValue)]) -> Object {
    let own = Object::new();
    for (key, value) in parts.iter().chain(&[("name", name.into())]) {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&own, &JsValue::from_str(key), value);
    }
    own
}

fn bytes(own: &[u8]) -> JsValue {
    Uint8Array::from(own).into()
}

async fn key(subtle: &SubtleCrypto, own: &[u8], algorithm: &str, usages: &[&str]) -> Option<CryptoKey> {
    let usages: Array = usages.iter().map(|own| JsValue::from_str(own)).collect();
    let key = subtle.import_key_with_str("raw", bytes(own).unchecked_ref(), algorithm, false, &usages).ok()?;
    JsFuture::from(key).await.ok()?.dyn_into().ok()
}

async fn derived(subtle: &SubtleCrypto, algorithm: &Object, key: &CryptoKey) -> Option<Vec<u8>> {
    let bits = subtle.derive_bits_with_object(algorithm, key, BITS).ok()?;
    let bits: ArrayBuffer = JsFuture::from(bits).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&bits).to_vec())
}

impl Keys {
    /// Stirs a passphrase with a salt, and expands the outcome in two ways, each by its name. Nothing where there are no
    /// ciphers.
    pub async fn derive(passphrase: &str, salt: &[u8], iterations: u32, content: &str, check: &str) -> Option<Self> {
        let subtle = subtle()?;
        // The same letters may be composed in different ways by different keyboards.
        let passphrase: String = js_sys::JsString::from(passphrase).normalize("NFC").into();
        let typed = key(&subtle, passphrase.as_bytes(), "PBKDF2", &["deriveBits"]).await?;
        let stirring = [("hash", HASH.into()), ("salt", bytes(salt)), ("iterations", iterations.into())];
        let master = derived(&subtle, &algorithm("PBKDF2", &stirring), &typed).await?;
        let master = key(&subtle, &master, "HKDF", &["deriveBits"]).await?;
        let expanding = |info: &str| {
            algorithm("HKDF", &[("hash", HASH.into()), ("salt", bytes(&[])), ("info", bytes(info.as_bytes()))])
        };
        let check = derived(&subtle, &expanding(check), &master).await?;
        let content = derived(&subtle, &expanding(content), &master).await?;
        let content = key(&subtle, &content, CIPHER, &["encrypt", "decrypt"]).await?;
        Some(Self { content, check })
    }

    /// Encrypts, and binds what is not secret to it.
    pub async fn encrypt(&self, nonce: &[u8], bound: &str, plain: &[u8]) -> Option<Vec<u8>> {
        let cipher = Self::cipher(nonce, bound);
        let done = subtle()?.encrypt_with_object_and_js_u8_array(&cipher, &self.content, &Uint8Array::from(plain));
        Some(Uint8Array::new(&JsFuture::from(done.ok()?).await.ok()?).to_vec())
    }

    /// Decrypts; nothing where it, or what was bound to it, was changed.
    pub async fn decrypt(&self, nonce: &[u8], bound: &str, content: &[u8]) -> Option<Vec<u8>> {
        let cipher = Self::cipher(nonce, bound);
        let done = subtle()?.decrypt_with_object_and_js_u8_array(&cipher, &self.content, &Uint8Array::from(content));
        Some(Uint8Array::new(&JsFuture::from(done.ok()?).await.ok()?).to_vec())
    }

    fn cipher(nonce: &[u8], bound: &str) -> Object {
        algorithm(CIPHER, &[("iv", bytes(nonce)), ("additionalData", bytes(bound.as_bytes()))])
    }
}
