//! Z85: binary as printable text, five characters for every four bytes.
//!
//! This is the text form of CURVE keys (ZeroMQ RFC 32). Whatever is not Z85 is an error that says
//! where; nothing is ever decoded in part or replaced by zeros.
//!
//! # Examples
//!
//! ```
//! use zeroxide::z85;
//!
//! let bytes = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B];
//! assert_eq!(z85::encode(&bytes)?, "HelloWorld");
//! assert_eq!(z85::decode("HelloWorld")?, bytes);
//! # Ok::<(), z85::Z85Error>(())
//! ```

use thiserror::Error;

/// The digits, in the order of their values.
const ALPHABET: &[u8; 85] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

/// What stands in [`VALUES`] for a byte that is no digit.
const NONE: u8 = u8::MAX;

/// The value of every byte as a digit.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const VALUES: [u8; 256] = {
    let mut table = [NONE; 256];
    let mut value = 0;
    while value < ALPHABET.len() {
        table[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    table
};

/// Why bytes cannot become Z85, or a text is not Z85.
///
/// Positions count from 0.
///
/// # Examples
///
/// ```
/// use zeroxide::z85::{self, Z85Error};
///
/// let error = z85::decode("Hello World").unwrap_err();
/// assert_eq!(error, Z85Error::Character { character: ' ', position: 5 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Z85Error {
    /// The number of bytes to encode is not a multiple of four.
    #[error("{length} bytes cannot be written in Z85: their number must be a multiple of 4")]
    DataLength {
        /// Number of bytes that were given.
        length: usize,
    },

    /// The number of characters to decode is not a multiple of five.
    #[error("a text of {length} characters is not Z85: their number must be a multiple of 5")]
    TextLength {
        /// Number of characters that were given.
        length: usize,
    },

    /// The text of a key has not 40 characters.
    #[error("a text of {length} characters is not a key: one has 40 in Z85")]
    KeyLength {
        /// Number of characters that were given.
        length: usize,
    },

    /// A character that is not one of the 85.
    #[error(
        "character {character:?} at position {position} is not Z85: digits, letters and `.-:+=^!/*?&<>()[]{{}}@%$#` are"
    )]
    Character {
        /// The character; the replacement character where the bytes are not UTF-8.
        character: char,
        /// How many characters come before it.
        position: usize,
    },

    /// Five characters that stand for more than four bytes can hold.
    #[error("the five characters from position {position} are not Z85: they overflow four bytes")]
    Overflow {
        /// How many characters come before the five.
        position: usize,
    },
}

/// Writes bytes as Z85. No bytes give an empty text.
///
/// # Errors
///
/// [`Z85Error::DataLength`] when the number of bytes is not a multiple of four.
///
/// # Examples
///
/// ```
/// assert_eq!(zeroxide::z85::encode(&[0; 4])?, "00000");
/// assert!(zeroxide::z85::encode(b"abc").is_err());
/// # Ok::<(), zeroxide::z85::Z85Error>(())
/// ```
#[doc(alias = "zmq_z85_encode")]
pub fn encode(data: &[u8]) -> Result<String, Z85Error> {
    let groups = data.chunks_exact(4);
    if !groups.remainder().is_empty() {
        return Err(Z85Error::DataLength { length: data.len() });
    }
    let mut text = String::with_capacity(groups.len() * 5);
    for group in groups {
        text.extend(digits(group).map(char::from));
    }
    Ok(text)
}

/// Reads bytes from Z85. An empty text gives no bytes.
///
/// # Errors
///
/// A [`Z85Error`] when a character is not one of the 85, when the number of characters is not a
/// multiple of five, or when five of them stand for more than four bytes can hold.
///
/// # Examples
///
/// ```
/// use zeroxide::z85;
///
/// assert_eq!(z85::decode("00001")?, [0, 0, 0, 1]);
/// assert_eq!(z85::decode("#####"), Err(z85::Z85Error::Overflow { position: 0 }));
/// # Ok::<(), z85::Z85Error>(())
/// ```
#[doc(alias = "zmq_z85_decode")]
pub fn decode(text: &str) -> Result<Vec<u8>, Z85Error> {
    let text = text.as_bytes();
    check_characters(text)?;
    let groups = text.chunks_exact(5);
    if !groups.remainder().is_empty() {
        return Err(Z85Error::TextLength { length: text.len() });
    }
    let mut data = Vec::with_capacity(groups.len() * 4);
    for (index, group) in groups.enumerate() {
        data.extend(value(group, index)?.to_be_bytes());
    }
    Ok(data)
}

/// Writes a key of 32 bytes as the 40 characters that stand for it.
///
/// # Examples
///
/// ```
/// use zeroxide::z85;
///
/// assert_eq!(z85::encode_key(&[0; 32]), [b'0'; 40]);
/// ```
#[must_use]
pub fn encode_key(key: &[u8; 32]) -> [u8; 40] {
    let mut text = [0; 40];
    for (target, group) in text.chunks_exact_mut(5).zip(key.chunks_exact(4)) {
        for (target, digit) in target.iter_mut().zip(digits(group)) {
            *target = digit;
        }
    }
    text
}

/// Reads a key of 32 bytes from the 40 characters that stand for it.
///
/// # Errors
///
/// A [`Z85Error`] when a character is not one of the 85, when there are not exactly 40 of them, or
/// when five of them stand for more than four bytes can hold.
///
/// # Examples
///
/// ```
/// use zeroxide::z85;
///
/// let text = b"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";
/// let key = z85::decode_key(text)?;
/// assert_eq!(&z85::encode_key(&key), text);
/// assert!(z85::decode_key(b"too short").is_err());
/// # Ok::<(), z85::Z85Error>(())
/// ```
pub fn decode_key(text: &[u8]) -> Result<[u8; 32], Z85Error> {
    let mut key = [0; 32];
    decode_key_into(text, &mut key).map(|()| key)
}

/// Like [`decode_key`], into a place of the caller's choice, so that no copy is left behind.
pub(crate) fn decode_key_into(text: &[u8], key: &mut [u8; 32]) -> Result<(), Z85Error> {
    check_characters(text)?;
    if text.len() != 40 {
        return Err(Z85Error::KeyLength { length: text.len() });
    }
    for (index, (target, group)) in key.chunks_exact_mut(4).zip(text.chunks_exact(5)).enumerate() {
        target.copy_from_slice(&value(group, index)?.to_be_bytes());
    }
    Ok(())
}

/// The five digits of four bytes.
fn digits(group: &[u8]) -> impl Iterator<Item = u8> {
    let value = group.iter().fold(0, |value, &byte| value << 8 | u32::from(byte));
    [85 * 85 * 85 * 85, 85 * 85 * 85, 85 * 85, 85, 1].into_iter().map(move |weight| {
        // The remainder is below 85, so the digit is always there.
        ALPHABET.get((value / weight % 85) as usize).copied().unwrap_or(b'0')
    })
}

/// The number that five digits stand for; `index` is the group's.
fn value(group: &[u8], index: usize) -> Result<u32, Z85Error> {
    group
        .iter()
        .try_fold(0_u32, |value, &byte| value.checked_mul(85)?.checked_add(u32::from(digit(byte)?)))
        .ok_or(Z85Error::Overflow { position: index * 5 })
}

fn digit(byte: u8) -> Option<u8> {
    VALUES.get(usize::from(byte)).copied().filter(|&value| value != NONE)
}

/// Finds the first character that is no digit. All before it are of one byte each.
fn check_characters(text: &[u8]) -> Result<(), Z85Error> {
    let Some(position) = text.iter().position(|&byte| digit(byte).is_none()) else {
        return Ok(());
    };
    let character = text
        .get(position..)
        .and_then(|rest| rest.utf8_chunks().next())
        .and_then(|chunk| chunk.valid().chars().next())
        .unwrap_or(char::REPLACEMENT_CHARACTER);
    Err(Z85Error::Character { character, position })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The test case of RFC 32.
    const HELLO: [u8; 8] = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B];

    /// The CURVE test keys of RFC 26: public and secret, of client and server.
    const KEYS: [(&str, [u8; 32]); 4] = [
        (
            "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID",
            *b"\xBB\x88\x47\x1D\x65\xE2\x65\x9B\x30\xC5\x5A\x53\x21\xCE\xBB\x5A\
               \xAB\x2B\x70\xA3\x98\x64\x5C\x26\xDC\xA2\xB2\xFC\xB4\x3F\xC5\x18",
        ),
        (
            "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs",
            *b"\x7B\xB8\x64\xB4\x89\xAF\xA3\x67\x1F\xBE\x69\x10\x1F\x94\xB3\x89\
               \x72\xF2\x48\x16\xDF\xB0\x1B\x51\x65\x6B\x3F\xEC\x8D\xFD\x08\x88",
        ),
        (
            "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7",
            *b"\x54\xFC\xBA\x24\xE9\x32\x49\x96\x93\x16\xFB\x61\x7C\x87\x2B\xB0\
               \xC1\xD1\xFF\x14\x80\x04\x27\xC5\x94\xCB\xFA\xCF\x1B\xC2\xD6\x52",
        ),
        (
            "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6",
            *b"\x8E\x0B\xDD\x69\x76\x28\xB9\x1D\x8F\x24\x55\x87\xEE\x95\xC5\xB0\
               \x4D\x48\x96\x3F\x79\x25\x98\x77\xB4\x9C\xD9\x06\x3A\xEA\xD3\xB7",
        ),
    ];

    #[test]
    fn published_vectors() {
        assert_eq!(encode(&HELLO).unwrap(), "HelloWorld");
        assert_eq!(decode("HelloWorld").unwrap(), HELLO);
        for (text, bytes) in KEYS {
            assert_eq!(encode(&bytes).unwrap(), text);
            assert_eq!(decode(text).unwrap(), bytes);
            assert_eq!(encode_key(&bytes), text.as_bytes());
            assert_eq!(decode_key(text.as_bytes()).unwrap(), bytes);
        }
    }

    #[test]
    fn lengths() {
        assert_eq!(encode(&[]).unwrap(), "");
        assert!(decode("").unwrap().is_empty());
        for length in [1, 2, 3, 5, 33] {
            assert_eq!(encode(&vec![0; length]), Err(Z85Error::DataLength { length }));
        }
        for length in [1, 4, 6, 39, 41] {
            assert_eq!(decode(&"0".repeat(length)), Err(Z85Error::TextLength { length }));
        }
        for length in [0, 5, 35, 39, 41, 45] {
            assert_eq!(decode_key(&vec![b'0'; length]), Err(Z85Error::KeyLength { length }));
        }
    }

    #[test]
    fn characters_are_named_with_their_place() {
        let wrong = |character, position| Err(Z85Error::Character { character, position });
        assert_eq!(decode("0000\"00000"), wrong('"', 4));
        assert_eq!(decode("abc€"), wrong('€', 3));
        assert_eq!(decode("HelloWorld\n"), wrong('\n', 10));
        for byte in (0..=127_u8).filter(|byte| !ALPHABET.contains(byte)) {
            let text = format!("00{}00", char::from(byte));
            assert_eq!(decode(&text), Err(Z85Error::Character { character: char::from(byte), position: 2 }));
        }
        assert_eq!(
            decode_key(b"\xFF"),
            Err(Z85Error::Character { character: char::REPLACEMENT_CHARACTER, position: 0 })
        );
    }

    #[test]
    fn overflow_is_named_with_its_place() {
        assert_eq!(decode("%nSc0").unwrap(), [0xFF; 4]);
        assert_eq!(decode("00000%nSc1"), Err(Z85Error::Overflow { position: 5 }));
        assert_eq!(decode("#####"), Err(Z85Error::Overflow { position: 0 }));
        let mut key = [b'0'; 40];
        key[35..].copy_from_slice(b"%nSc1");
        assert_eq!(decode_key(&key), Err(Z85Error::Overflow { position: 35 }));
    }

    proptest! {
        #[test]
        fn bytes_come_back(data in prop::collection::vec(any::<[u8; 4]>(), 0..50)) {
            let data = data.concat();
            prop_assert_eq!(decode(&encode(&data).unwrap()).unwrap(), data);
        }

        #[test]
        fn keys_come_back(key: [u8; 32]) {
            prop_assert_eq!(decode_key(&encode_key(&key)).unwrap(), key);
            prop_assert_eq!(encode(&key).unwrap().into_bytes(), encode_key(&key));
        }

        #[test]
        fn what_decodes_is_the_only_spelling(text in prop_oneof![any::<String>(), "[!-~]{5}", "[#-%][!-~]{4}"]) {
            if let Ok(data) = decode(&text) {
                prop_assert_eq!(encode(&data).unwrap(), text);
            }
        }
    }
}
