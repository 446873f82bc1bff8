//! The shelf: packs a person has brought along, each as it came, packed, under a key of its own,
//! `fourfold/pack/1/<fingerprint>`. Facts name a pack and never hold its words, so an assessment that asks someone's own
//! pack needs it kept beside them.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::{FORMAT, Fault, PREFIX, SHELF, Storage};
use crate::model::{checksum, sort};

/// The most bytes a pack in one file may have.
pub const MAX_PACK_BYTES: usize = 16 << 20;

/// How hard the packing tries, of 10.
const EFFORT: u8 = 9;

/// Why a pack cannot be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unavailable {
    /// None of this name is kept here.
    Unknown,
    /// It is kept and cannot be read; it stays where it is.
    Damaged(&'static str),
    /// The storage itself cannot be read.
    Fault(Fault),
}

/// A pack that is kept: its name, `id@version#fingerprint`, and its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// As facts name it.
    pub name: String,
    /// Where it lies.
    pub key: String,
}

fn key(name: &str) -> String {
    let fingerprint = name.rsplit('#').next().unwrap_or_default();
    format!("{PREFIX}{SHELF}/{FORMAT}/{fingerprint}")
}

/// The packs that are kept, in the order of their names.
///
/// # Errors
/// When the storage cannot be read.
pub fn kept<S: Storage + ?Sized>(storage: &S) -> Result<Vec<Kept>, Fault> {
    let begin = key("");
    let mut all = Vec::new();
    for key in storage.keys()?.into_iter().filter(|key| key.starts_with(&begin)) {
        let Some(text) = storage.get(&key)? else { continue };
        if let Some(name) = text.split(' ').nth(1) {
            all.push(Kept { name: name.to_owned(), key });
        }
    }
    sort(&mut all, |a, b| a.name < b.name);
    Ok(all)
}

/// Keeps the text of a pack under its name.
///
/// # Errors
/// When it is not there afterwards; what was there before is untouched.
pub fn keep<S: Storage + ?Sized>(storage: &mut S, name: &str, text: &str) -> Result<(), Fault> {
    let key = key(name);
    let packed = data_encoding::BASE64.encode(&compress_to_vec(text.as_bytes(), EFFORT));
    let record = [&*checksum([&*key, name, &*packed]), name, &*packed].join(" ");
    storage.set(&key, &record)?;
    match storage.get(&key)? {
        Some(own) if own == record => Ok(()),
        _ => Err(Fault::NotKept),
    }
}

/// The text of the pack of this name.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn find<S: Storage + ?Sized>(storage: &S, name: &str) -> Result<String, Unavailable> {
    let key = key(name);
    let record = storage.get(&key).map_err(Unavailable::Fault)?.ok_or(Unavailable::Unknown)?;
    let mut parts = record.splitn(3, ' ');
    let (Some(sum), Some(own), Some(packed)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Unavailable::Damaged("its record is cut off"));
    };
    if sum != checksum([&*key, own, packed]) {
        return Err(Unavailable::Damaged("its checksum does not fit its content"));
    }
    if own != name {
        return Err(Unavailable::Unknown);
    }
    let packed =
        data_encoding::BASE64.decode(packed.as_bytes()).map_err(|_| Unavailable::Damaged("it is not packed"))?;
    let text = decompress_to_vec_with_limit(&packed, MAX_PACK_BYTES);
    let text = text.map_err(|_| Unavailable::Damaged("it cannot be unpacked"))?;
    String::from_utf8(text).map_err(|_| Unavailable::Damaged("it is no text"))
}

/// Takes a pack away.
///
/// # Errors
/// When it could not be taken away.
pub fn remove<S: Storage + ?Sized>(storage: &mut S, name: &str) -> Result<(), Fault> {
    storage.remove(&key(name))
}
