//! The checksum that stands beside every record and in every file, which finds damage and not malice; and digests as text.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// CRC-32 of the parts, each ended by a line break, as eight hexadecimal digits.
pub fn checksum<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    // Without a table: records are short, and a kilobyte of table would travel with every visit.
    let crc = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
    let mut digest = crc.digest();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update(b"\n");
    }
    format!("{:08x}", digest.finalize())
}

/// Bytes as hexadecimal digits. The crate that packs files could do it too, with five kilobytes in the first load.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
