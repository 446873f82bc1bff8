//! The sealed envelope keeps its word: it reads back to the last byte, every change in it is found without the
//! passphrase, and what could stall or mislead whoever opens it is refused by name before the passphrase is asked for.
//! The ciphers are the browser's; `tests/browser` opens here what was sealed elsewhere.

use fourfold::exchange::content::{Content, ContentError, understand};
use fourfold::exchange::envelope::EnvelopeError;
use fourfold::exchange::sealed::{self, Header, MAX_BYTES, Sealed, SealedError, Strength, strength};
use fourfold::model::checksum;
use proptest::prelude::*;

/// Sealed with Python and its `cryptography`, from the description in `docs/backup.md` alone.
const ELSEWHERE: &str = include_str!("../fixtures/sealed/made-elsewhere.fourfold.sealed.json");

fn small() -> Sealed {
    let header = Header { iterations: 600_000, salt: [7; 16], nonce: [200; 12], check: [0; 32] };
    Sealed { header, content: (0..40).collect() }
}

fn error(text: &str) -> SealedError {
    sealed::read(text).map(|own| panic!("accepted: {own:?}")).unwrap_err()
}

/// An envelope with these values, under a checksum that fits them.
fn envelope(values: [&str; 7]) -> String {
    let sum = checksum(values);
    let [format, kdf, iterations, salt, nonce, check, content] = values;
    format!(
        "{{\"fourfold-sealed\":{format},\"kdf\":\"{kdf}\",\"iterations\":{iterations},\"salt\":\"{salt}\",\
         \"nonce\":\"{nonce}\",\"check\":\"{check}\",\"content\":\"{content}\",\"checksum\":\"{sum}\"}}"
    )
}

const SALT: &str = "AAAAAAAAAAAAAAAAAAAAAA==";
const NONCE: &str = "AAAAAAAAAAAAAAAA";
const CHECK: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const GOOD: [&str; 7] = ["1", "PBKDF2-HMAC-SHA-256", "600000", SALT, NONCE, CHECK, SALT];

/// A good envelope but for one value, which the checksum fits.
fn with(place: usize, value: &str) -> SealedError {
    let mut values = GOOD;
    values[place] = value;
    error(&envelope(values))
}

// ---- Round trip -----------------------------------------------------------------------------------

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_to_the_last_byte(
        iterations in 600_000..=10_000_000_u32,
        salt: [u8; 16],
        nonce: [u8; 12],
        check: [u8; 32],
        content in proptest::collection::vec(any::<u8>(), 16..200),
    ) {
        let own = Sealed { header: Header { iterations, salt, nonce, check }, content };
        prop_assert_eq!(sealed::read(&sealed::write(&own)), Ok(own));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in ".{0,200}") {
        let _ = sealed::read(&text);
        let _ = understand(&text);
    }
}

#[test]
fn what_another_program_sealed_is_read_and_written_the_same() {
    let Ok(Content::Sealed(own)) = understand(ELSEWHERE) else { panic!("it is not taken for sealed") };
    assert_eq!(own.header.salt, std::array::from_fn(|n| n as u8));
    assert_eq!(own.header.nonce, std::array::from_fn(|n| 100 + n as u8));
    assert_eq!(own.header.iterations, 600_000);
    assert_eq!(sealed::write(&own), ELSEWHERE);
}

#[test]
fn the_whole_header_is_bound_to_the_content() {
    let bound = "1\nPBKDF2-HMAC-SHA-256\n600000\nBwcHBwcHBwcHBwcHBwcHBw==\nyMjIyMjIyMjIyMjI\n\
                 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assert_eq!(small().header.bound(), bound);
}

// ---- Damage ---------------------------------------------------------------------------------------

#[test]
fn a_sealed_file_cut_off_anywhere_is_refused() {
    let text = sealed::write(&small());
    for n in 0..text.trim_end().len() {
        let why = error(&text[..n]);
        assert!(matches!(why, SealedError::Envelope(EnvelopeError::NotJson(..))), "after {n}: {why}");
        assert!(understand(&text[..n]).is_err(), "after {n}");
    }
    for n in 1..text.len() {
        assert!(sealed::read(&text[n..]).is_err(), "without the first {n}");
    }
}

#[test]
fn a_sealed_file_with_any_byte_changed_is_refused_or_says_the_same() {
    let text = sealed::write(&small());
    let (mut refused, mut same) = (0, 0);
    for n in 0..text.len() {
        for byte in 0..=255 {
            let mut bytes = text.clone().into_bytes();
            bytes[n] = byte;
            match sealed::read(&String::from_utf8_lossy(&bytes)) {
                Ok(own) => {
                    assert_eq!(own, small(), "byte {n} as {byte}");
                    same += 1;
                }
                Err(_) => refused += 1,
            }
        }
    }
    // What says the same is the byte itself, or another blank between two parts.
    assert!(refused > 50 * same, "{refused} refused, {same} the same");
}

#[test]
fn a_changed_character_of_any_value_is_told_as_damage() {
    let text = sealed::write(&small());
    let damaged = SealedError::Envelope(EnvelopeError::Damaged);
    for (part, other) in
        [("BwcH", "BwcI"), ("yMjI", "yMjJ"), ("600000", "600001"), ("AAAA", "AAAB"), ("AAEC", "AAED"), ("HMAC", "HMAX")]
    {
        assert_eq!(error(&text.replacen(part, other, 1)), damaged, "{part}");
    }
}

// ---- What was made to mislead ---------------------------------------------------------------------

#[test]
fn a_good_envelope_is_accepted() {
    assert!(sealed::read(&envelope(GOOD)).is_ok());
}

#[test]
fn a_number_of_iterations_that_is_unsafe_or_would_stall_is_refused() {
    for good in ["600000", "1000000", "10000000"] {
        let mut values = GOOD;
        values[2] = good;
        assert!(sealed::read(&envelope(values)).is_ok(), "{good}");
    }
    for count in ["0", "1", "599999", "10000001", "4294967296", "99999999999999999999", "-600000", "6e5", "600000.5"] {
        assert_eq!(with(2, count), SealedError::Iterations(count.to_owned()));
    }
}

#[test]
fn another_way_to_make_the_key_is_named() {
    for kdf in ["scrypt", "pbkdf2-hmac-sha-256", ""] {
        assert_eq!(with(1, kdf), SealedError::UnknownKdf(kdf.to_owned()));
    }
}

#[test]
fn a_value_that_is_not_base_64_or_not_of_its_length_is_named() {
    let names = ["salt", "nonce", "check", "content"];
    for (at, name) in names.into_iter().enumerate() {
        let malformed = SealedError::Envelope(EnvelopeError::Part(format!("\"{name}\" is malformed")));
        // None, too short, not padded, another alphabet, and bits that mean nothing.
        for value in ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAA-_", "AAAAAAAAAAAAAAAAAAAAAB==", "é"] {
            assert_eq!(with(3 + at, value), malformed, "{name} as {value}");
        }
    }
}

#[test]
fn what_is_wrong_with_the_envelope_is_named() {
    let text = sealed::write(&small());
    let why = |part: &str, other: &str| error(&text.replacen(part, other, 1));
    assert_eq!(why("sealed\":1", "sealed\":2"), SealedError::Envelope(EnvelopeError::Newer(2)));
    assert_eq!(why("sealed\":1", "sealed\":0"), SealedError::Envelope(EnvelopeError::Foreign));
    assert_eq!(error("[]"), SealedError::Envelope(EnvelopeError::Foreign));
    let part = |what: &str| SealedError::Envelope(EnvelopeError::Part(what.to_owned()));
    assert_eq!(why("\"salt\"", "\"malt\""), part("\"salt\" is missing"));
    assert_eq!(why("\"salt\":", "\"nonce\":\"\",\"salt\":"), part("\"nonce\" stands twice"));
    assert_eq!(why("\"kdf\":\"PBKDF2-HMAC-SHA-256\"", "\"kdf\":7"), part("\"kdf\" is malformed"));
    let place = error("{\"fourfold-sealed\":1,\n\"kdf\":oops}");
    assert!(matches!(place, SealedError::Envelope(EnvelopeError::NotJson(2, 7, _))), "{place}");
    let large = format!("{{\"fourfold-sealed\":1,{}", " ".repeat(MAX_BYTES));
    let too_large = SealedError::Envelope(EnvelopeError::TooLarge(large.len(), MAX_BYTES));
    assert_eq!(error(&large), too_large);
    assert_eq!(understand(&large).err(), Some(ContentError::Sealed(too_large)));
}

#[test]
fn the_largest_backup_still_fits_into_a_sealed_file() {
    let content = fourfold::exchange::backup::MAX_BYTES + 16;
    let header = sealed::write(&Sealed { content: Vec::new(), ..small() }).len();
    assert!(header + content.div_ceil(3) * 4 <= MAX_BYTES);
}

// ---- Passphrases ----------------------------------------------------------------------------------

#[test]
fn an_empty_passphrase_is_none_and_a_short_one_is_told() {
    let check = |passphrase: &str, expected: Strength| assert_eq!(strength(passphrase), expected, "{passphrase:?}");
    check("", Strength::Empty);
    check("              ", Strength::Empty);
    check("a", Strength::Short(1));
    check("elevenchars", Strength::Short(11));
    check("twelve chars", Strength::Fine);
    // Characters are counted, not bytes.
    check("äöüäöüäöüäö", Strength::Short(11));
}
