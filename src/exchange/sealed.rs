//! The sealed file: the text of an assessment file or of a backup, encrypted with a passphrase, in an envelope that says
//! by what and how, so that it can be opened without this app (`docs/backup.md`).
//!
//! ```json
//! {"fourfold-sealed":1,
//! "kdf":"PBKDF2-HMAC-SHA-256",
//! "iterations":1000000,
//! "salt":"…",
//! "nonce":"…",
//! "check":"…",
//! "content":"…",
//! "checksum":"89abcdef"}
//! ```
//!
//! Nothing is encrypted here; this is the envelope alone, and the ciphers are the browser's. A damaged file is told by
//! its checksum, without the passphrase; a wrong passphrase by the check value, which is derived beside the key and says
//! nothing of it. What fits both and cannot be opened was changed on purpose.

use std::fmt;

use data_encoding::BASE64;

use super::backup;
use super::envelope::{self, EnvelopeError, Kind};
use crate::model::checksum;

/// The format this build writes and reads.
pub const FORMAT: u32 = 1;

/// The most bytes a sealed file may have: those of the largest backup in base 64, and the envelope.
pub const MAX_BYTES: usize = (backup::MAX_BYTES + TAG).div_ceil(3) * 4 + 1_024;

/// How the key is made from the passphrase, as the envelope names it.
pub const KDF: &str = "PBKDF2-HMAC-SHA-256";

/// How often the passphrase is stirred. OURS: published advice for this function is at least 600 000; this much takes
/// about a second on a telephone.
pub const ITERATIONS: u32 = 1_000_000;

/// Fewer would be guessed too fast. STD: OWASP Password Storage Cheat Sheet, 2023.
pub const LEAST_ITERATIONS: u32 = 600_000;

/// More would keep a hostile file's victim waiting. OURS.
pub const MOST_ITERATIONS: u32 = 10_000_000;

/// What the key of the content is expanded with.
pub const CONTENT: &str = "fourfold-sealed 1 content";

/// What the check value is expanded with.
pub const CHECK: &str = "fourfold-sealed 1 check";

/// Passphrases of fewer characters are warned of. OURS.
pub const SHORT: usize = 12;

/// The bytes that authenticate what was encrypted.
const TAG: usize = 16;

const KIND: Kind = Kind { key: "fourfold-sealed", format: FORMAT, most: MAX_BYTES };

/// What an envelope says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// How often the passphrase is stirred.
    pub iterations: u32,
    /// Random, so that one passphrase makes another key for each file.
    pub salt: [u8; 16],
    /// Random, used once.
    pub nonce: [u8; 12],
    /// Derived from the passphrase beside the key.
    pub check: [u8; 32],
}

/// A sealed file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sealed {
    /// What it says of itself.
    pub header: Header,
    /// The ciphertext, with its tag at the end.
    pub content: Vec<u8>,
}

/// Why a sealed file is refused before anyone is asked for a passphrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SealedError {
    /// Something is wrong with the envelope.
    Envelope(EnvelopeError),
    /// The key is made in a way this build does not know.
    UnknownKdf(String),
    /// The passphrase would be stirred too rarely or too often.
    Iterations(String),
}

impl From<EnvelopeError> for SealedError {
    fn from(error: EnvelopeError) -> Self {
        Self::Envelope(error)
    }
}

impl fmt::Display for SealedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope(error) => error.fmt(f),
            Self::UnknownKdf(name) => write!(f, "\"{name}\" is no key derivation this build knows"),
            Self::Iterations(count) => {
                write!(f, "{count} iterations are not within {LEAST_ITERATIONS} and {MOST_ITERATIONS}")
            }
        }
    }
}

impl Header {
    /// The values of the envelope before the content, as they are written.
    fn values(&self) -> [String; 6] {
        [
            FORMAT.to_string(),
            KDF.to_owned(),
            self.iterations.to_string(),
            BASE64.encode(&self.salt),
            BASE64.encode(&self.nonce),
            BASE64.encode(&self.check),
        ]
    }

    /// What is authenticated with the content, though not encrypted: the values of the header, a line each.
    pub fn bound(&self) -> String {
        self.values().join("\n")
    }
}

/// Whether a text claims to be a sealed file.
pub fn claims(text: &str) -> bool {
    KIND.claims(text)
}

fn sum(header: &[String; 6], content: &str) -> String {
    checksum(header.iter().map(String::as_str).chain([content]))
}

/// The sealed file as text.
pub fn write(sealed: &Sealed) -> String {
    let header = sealed.header.values();
    let content = BASE64.encode(&sealed.content);
    let sum = sum(&header, &content);
    let [format, kdf, iterations, salt, nonce, check] = header;
    format!(
        "{{\"fourfold-sealed\":{format},\n\"kdf\":\"{kdf}\",\n\"iterations\":{iterations},\n\"salt\":\"{salt}\",\n\
         \"nonce\":\"{nonce}\",\n\"check\":\"{check}\",\n\"content\":\"{content}\",\n\"checksum\":\"{sum}\"}}\n"
    )
}

/// Reads a sealed file. A damaged one is told before anything in it is believed.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(text: &str) -> Result<Sealed, SealedError> {
    let (header, content, expected) = KIND.open(text, 2, |root| {
        let text = |name: &str| envelope::text(root, name).map(std::borrow::Cow::into_owned);
        let number = |name: &str| envelope::part(root, name).map(|own| own.raw().to_owned());
        let header =
            [number(KIND.key)?, text("kdf")?, number("iterations")?, text("salt")?, text("nonce")?, text("check")?];
        Ok((header, text("content")?, text("checksum")?))
    })?;
    if sum(&header, &content) != expected {
        return Err(EnvelopeError::Damaged.into());
    }
    let [_, kdf, iterations, salt, nonce, check] = header;
    if kdf != KDF {
        return Err(SealedError::UnknownKdf(kdf));
    }
    let stirred = iterations.parse().ok().filter(|own| (LEAST_ITERATIONS..=MOST_ITERATIONS).contains(own));
    let header = Header {
        iterations: stirred.ok_or(SealedError::Iterations(iterations))?,
        salt: bytes("salt", &salt)?,
        nonce: bytes("nonce", &nonce)?,
        check: bytes("check", &check)?,
    };
    let content = decoded("content", &content)?;
    if content.len() < TAG {
        return Err(envelope::malformed("content").into());
    }
    Ok(Sealed { header, content })
}

fn decoded(name: &str, text: &str) -> Result<Vec<u8>, EnvelopeError> {
    BASE64.decode(text.as_bytes()).map_err(|_| envelope::malformed(name))
}

fn bytes<const N: usize>(name: &str, text: &str) -> Result<[u8; N], EnvelopeError> {
    decoded(name, text)?.try_into().map_err(|_| envelope::malformed(name))
}

/// What is to be said of a passphrase before something is sealed with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strength {
    /// There is none.
    Empty,
    /// So few characters that it could be guessed.
    Short(usize),
    /// Nothing.
    Fine,
}

/// Looks at the length of a passphrase, which is what counts most. Blanks alone are none.
pub fn strength(passphrase: &str) -> Strength {
    match passphrase.chars().count() {
        _ if passphrase.trim().is_empty() => Strength::Empty,
        count if count < SHORT => Strength::Short(count),
        _ => Strength::Fine,
    }
}
