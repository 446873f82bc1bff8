//! A letter: a text short enough for a link, a QR code or a line of mail, for what goes between browsers without a server.
//! Invitations and replies are letters.
//!
//! ```text
//! 4fr1.dZBLTsQwEETv4nWMP….89abcdef
//! ```
//!
//! `4fr` or `4fi` says what it is and the number behind it the format; then comes the content, deflated, in base 64 as
//! links have it, without padding; then a CRC-32 of all before it. Whatever a mail program puts in between (line breaks,
//! blanks, marks of a quotation) is passed over, so a letter is found in a whole mail as well as alone. It ends in a
//! digit or a letter, because much that makes links of text takes other signs at the end for punctuation.
//!
//! Small texts have little in them to be repeated, so deflating begins with [`WORDS`] behind it, as RFC 1950 has preset
//! dictionaries: it halves a short reply.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::model::checksum;

/// The format this build writes and reads, of every kind.
pub const FORMAT: u32 = 1;

/// The most characters a letter may have.
pub const MAX_CHARACTERS: usize = 1 << 20;

/// The most bytes it may hold.
pub const MAX_BYTES: usize = 4 << 20;

/// What stands before every content, and is not written: what replies and invitations to the built-in questionnaire say, the
/// likeliest last. Letters of format 1 are read with it, so it stays as it is, whatever becomes of that questionnaire.
pub const WORDS: &str = concat!(
    r#""not-applicable:","evidence","E1","E2","E3","name","user","customer","leader","dont-know","note","level:0","level:5""#,
    r#"{"code":"","round":"","pack":"fourfold@0.2.0#","size":"quick","size":"standard","size":"full","#,
    r#""without":["inc","req","prb","chg","ast","cat","slm"],"role":"staff","label":"","anonymous":true}"#,
    r#""inc-a0","inc-a1-3","inc-a4-6","inc-a7","inc-a8","req-a0","req-a1","req-a2","req-a3","req-a4","req-a5","req-a6""#,
    r#"1,+,,+,+,+,+;,,,,,+,,+,;,,,,,4,,+,;,,,,,8,,+,"],"rows":","foreign":[]}"#,
    r#"{"batch":null,"words":["respondent","invitation","role","staff","answer","inc-w","level:3","prb-w","level:2","#,
    r#""level:1","level:4","chg-w","ast-w","cat-w","slm-w","dsk-w","rel-w","fin-w","cap-w","rsk-w","imp-w","#,
    r#""shift-requirements","shift-priced","shift-roles","shift-money","growth-relation","growth-benefits","#,
    r#""budget-explain","budget-avoidable","risk-decisions","risk-consequences","communication-feedback","#,
    r#""communication-awareness"],"rows":""#,
);

/// What a letter is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What asks somebody to answer.
    Invitation,
    /// What somebody answered.
    Reply,
}

impl Kind {
    /// What it begins with, before the number of its format.
    fn begin(self) -> &'static str {
        match self {
            Self::Invitation => "4fi",
            Self::Reply => "4fr",
        }
    }

    /// What stands in a link before the letter.
    pub fn address(self) -> &'static str {
        match self {
            Self::Invitation => "#/invited/",
            Self::Reply => "#/reply/",
        }
    }
}

/// Why a letter cannot be read. Nothing of it is taken over then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LetterError {
    /// None of this kind.
    Foreign,
    /// Written by a newer version, with its format.
    Newer(u32),
    /// Its end is missing.
    CutOff,
    /// Changed after it was written.
    Damaged,
    /// More than [`MAX_CHARACTERS`], or than [`MAX_BYTES`] once it is unpacked.
    TooLarge,
}

impl fmt::Display for LetterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("a text of something else"),
            Self::Newer(format) => write!(f, "format {format} is newer than {FORMAT}"),
            Self::CutOff => f.write_str("its end is missing"),
            Self::Damaged => f.write_str("the checksum does not fit the content"),
            Self::TooLarge => {
                write!(f, "more than {MAX_CHARACTERS} characters, or {MAX_BYTES} bytes unpacked")
            }
        }
    }
}

/// A letter with this content: the same characters for the same content.
pub fn write(kind: Kind, content: &str) -> String {
    let own = [kind.begin(), &FORMAT.to_string(), ".", &BASE64URL_NOPAD.encode(&pack(content.as_bytes()))].concat();
    let sum = checksum([&*own]);
    [&*own, ".", &*sum].concat()
}

/// The content of a letter that stands alone, as [`find`] hands it out.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(kind: Kind, letter: &str) -> Result<String, LetterError> {
    let rest = letter.strip_prefix(kind.begin()).ok_or(LetterError::Foreign)?;
    if letter.len() > MAX_CHARACTERS {
        return Err(LetterError::TooLarge);
    }
    let (format, _) = rest.split_once('.').ok_or(LetterError::CutOff)?;
    match format.parse().ok().filter(|own: &u32| own.to_string() == format) {
        None | Some(0) => return Err(LetterError::Foreign),
        Some(format) if format > FORMAT => return Err(LetterError::Newer(format)),
        Some(_) => {}
    }
    let (own, sum) = letter.rsplit_once('.').filter(|(own, _)| own.contains('.')).ok_or(LetterError::CutOff)?;
    if sum.len() < SUM {
        return Err(LetterError::CutOff);
    }
    if sum != checksum([own]) {
        return Err(LetterError::Damaged);
    }
    let (_, packed) = own.split_once('.').ok_or(LetterError::CutOff)?;
    let packed = BASE64URL_NOPAD.decode(packed.as_bytes()).map_err(|_| LetterError::Damaged)?;
    String::from_utf8(unpack(&packed)?).map_err(|_| LetterError::Damaged)
}

/// The characters of a checksum.
const SUM: usize = 8;

/// The letters of a kind in a text somebody pasted or opened: a link, several of them, a whole mail, or a letter alone.
/// Each comes as one word, whole or not.
pub fn find(kind: Kind, text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(place) = rest.find(kind.begin()) {
        rest = rest.get(place..).unwrap_or_default();
        let (letter, read) = letter(kind.begin(), rest);
        all.extend(letter);
        rest = rest.get(read..).unwrap_or_default();
    }
    all
}

/// The letter a text begins with, and how many bytes were read.
fn letter(begin: &str, text: &str) -> (Option<String>, usize) {
    let mut own = begin.to_owned();
    // The format, the content, the checksum: a point ends the first two.
    let (mut part, mut in_part) = (0, 0);
    let mut read = begin.len();
    // Where it was last interrupted: in the letter and in the text.
    let mut gap = (0, 0);
    for sign in text.get(begin.len()..).unwrap_or_default().chars() {
        let belongs = match (part, sign) {
            (0, '0'..='9') => in_part < 9,
            (0 | 1, '.') => in_part > 0,
            (1, sign) => sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_'),
            (2, sign) => sign.is_ascii_alphanumeric(),
            _ => false,
        };
        let is_over = part > 0 && is_passed_over(sign);
        if !belongs && !is_over {
            break;
        }
        if part == 1 && sign == '.' && begins_another(begin, own.get(gap.0..).unwrap_or_default()) {
            own.truncate(gap.0);
            return (Some(own), gap.1);
        }
        read += sign.len_utf8();
        if !belongs {
            gap = (own.len(), read);
            continue;
        }
        own.push(sign);
        (part, in_part) = if sign == '.' { (part + 1, 0) } else { (part, in_part + 1) };
        if part == 2 && in_part == SUM {
            break;
        }
    }
    ((part > 0).then_some(own), read)
}

/// Whether what stands behind a line break is the beginning of the next letter: then this one is cut off.
fn begins_another(begin: &str, behind: &str) -> bool {
    behind.strip_prefix(begin).is_some_and(|own| !own.is_empty() && own.bytes().all(|digit| digit.is_ascii_digit()))
}

/// What mail programs put between the signs of a long word.
fn is_passed_over(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '>' | '=' | '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Deflated, with [`WORDS`] before it.
fn pack(content: &[u8]) -> Vec<u8> {
    // As hard as it goes, and without a header.
    let flags = create_comp_flags_from_zip_params(10, -15, 0);
    let mut own = CompressorOxide::new(flags);
    compress_to_output(&mut own, WORDS.as_bytes(), TDEFLFlush::Sync, |_| true);
    let mut packed = Vec::new();
    compress_to_output(&mut own, content, TDEFLFlush::Finish, |some| {
        packed.extend_from_slice(some);
        true
    });
    packed
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, LetterError> {
    let most = WORDS.len() + MAX_BYTES;
    let mut all = WORDS.as_bytes().to_vec();
    all.resize(most.min(all.len() + 8 * packed.len() + 256), 0);
    let mut own = Box::<DecompressorOxide>::default();
    let (mut read, mut written) = (0, WORDS.len());
    loop {
        let rest = packed.get(read..).unwrap_or_default();
        let (status, more_read, more) =
            decompress(&mut own, rest, &mut all, written, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
        (read, written) = (read + more_read, written + more);
        match status {
            TINFLStatus::Done if read == packed.len() => {
                all.truncate(written);
                return Ok(all.split_off(WORDS.len()));
            }
            TINFLStatus::HasMoreOutput if all.len() < most => all.resize(most.min(2 * all.len()), 0),
            TINFLStatus::HasMoreOutput => return Err(LetterError::TooLarge),
            _ => return Err(LetterError::Damaged),
        }
    }
}
