//! Sealing a text with a passphrase and opening it again: the envelope of `exchange`, filled by the ciphers of the browser.

use crate::browser::crypto::{Keys, random};
use crate::exchange::sealed::{self, CHECK, CONTENT, Header, ITERATIONS, Sealed};

/// Why what was sealed is not opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unopened {
    /// This browser has no ciphers here.
    NoCiphers,
    /// It was sealed with another passphrase.
    OtherPassphrase,
    /// The passphrase is right, and what is in it is not what was sealed.
    Altered,
}

/// The sealed file of a text; nothing where the browser has no ciphers here.
pub async fn seal(text: &str, passphrase: &str) -> Option<String> {
    let (salt, nonce) = (random()?, random()?);
    let keys = Keys::derive(passphrase, &salt, ITERATIONS, CONTENT, CHECK).await?;
    let check = keys.check.clone().try_into().ok()?;
    let header = Header { iterations: ITERATIONS, salt, nonce, check };
    let content = keys.encrypt(&nonce, &header.bound(), text.as_bytes()).await?;
    Some(sealed::write(&Sealed { header, content }))
}

/// The text that was sealed.
pub async fn unseal(sealed: &Sealed, passphrase: &str) -> Result<String, Unopened> {
    let Sealed { header, content } = sealed;
    let keys = Keys::derive(passphrase, &header.salt, header.iterations, CONTENT, CHECK).await;
    let keys = keys.ok_or(Unopened::NoCiphers)?;
    if keys.check != header.check {
        return Err(Unopened::OtherPassphrase);
    }
    let text = keys.decrypt(&header.nonce, &header.bound(), content).await.ok_or(Unopened::Altered)?;
    String::from_utf8(text).map_err(|_| Unopened::Altered)
}
