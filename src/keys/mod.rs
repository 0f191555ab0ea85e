//! The keys of CURVE: 32 bytes each, and text for people.

mod secret;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use zeroize::Zeroizing;

use crate::raw;
use crate::z85::{self, Z85Error};

pub use secret::{SecretKey, SecretText};

/// Why a text or some bytes are not a key.
///
/// No message repeats a character that could be part of a key.
///
/// # Examples
///
/// ```
/// use zeroxide::auth::{KeyError, PublicKey};
///
/// let error = "too short".parse::<PublicKey>().unwrap_err();
/// assert_eq!(error, KeyError::TextLength { length: 9 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text has a length that no text form of a key has.
    #[error("a text of {length} characters is not a key: one has 40 in Z85 or 64 in hexadecimal")]
    TextLength {
        /// Number of characters that were given.
        length: usize,
    },

    /// The number of bytes is neither that of a key nor that of its Z85 text.
    #[error("{length} bytes are not a key: one has 32, or 40 as Z85 text")]
    ByteLength {
        /// Number of bytes that were given.
        length: usize,
    },

    /// A text of the length of Z85 is not Z85.
    #[error(transparent)]
    Z85(Z85Error),

    /// A text of the length of hexadecimal is not hexadecimal.
    #[error("the key is not hexadecimal: {character:?} at position {position} is no digit of it")]
    Hex {
        /// The character.
        character: char,
        /// How many characters come before it.
        position: usize,
    },
}

impl From<Z85Error> for KeyError {
    fn from(error: Z85Error) -> Self {
        match error {
            Z85Error::KeyLength { length } => Self::TextLength { length },
            other => Self::Z85(other),
        }
    }
}

/// The public half of a CURVE key pair.
///
/// It may be shown to anybody: `Display` and `Debug` print its Z85 text. Parsing takes that text, 40
/// characters, or 64 hexadecimal ones.
///
/// # Examples
///
/// ```
/// use zeroxide::auth::PublicKey;
///
/// let key: PublicKey = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7".parse()?;
/// assert_eq!(key.to_string(), "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7");
/// assert_eq!(key.to_hex().parse::<PublicKey>()?, key);
/// # Ok::<(), zeroxide::auth::KeyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Makes a key of its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the key.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads a key from the 40 characters of its Z85 text.
    ///
    /// # Errors
    ///
    /// A [`KeyError`] when the text is of another length or not Z85.
    pub fn from_z85(text: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; 32];
        z85::decode_key_into(text.as_bytes(), &mut bytes)?;
        Ok(Self(bytes))
    }

    /// The Z85 text of the key, 40 characters.
    #[must_use]
    pub fn to_z85(&self) -> String {
        self.to_string()
    }

    /// Reads a key from 64 hexadecimal characters, upper or lower case.
    ///
    /// # Errors
    ///
    /// A [`KeyError`] when the text is of another length or not hexadecimal.
    pub fn from_hex(text: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; 32];
        read_hex(text, &mut bytes)?;
        Ok(Self(bytes))
    }

    /// The key as 64 hexadecimal characters in lower case.
    #[must_use]
    pub fn to_hex(&self) -> String {
        let mut text = String::with_capacity(64);
        write_hex(&self.0, &mut text);
        text
    }
}

impl From<[u8; 32]> for PublicKey {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl TryFrom<&[u8]> for PublicKey {
    type Error = KeyError;

    /// Takes 32 bytes as the key itself and 40 as its Z85 text, as libzmq's options do.
    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        let mut key = [0; 32];
        read_bytes(bytes, &mut key)?;
        Ok(Self(key))
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        read_text(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl AsRef<[u8]> for PublicKey {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&ascii(&z85::encode_key(&self.0)))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// A public key and the secret one that belongs to it.
///
/// # Examples
///
/// ```
/// use zeroxide::auth::KeyPair;
///
/// let pair = KeyPair::new(
///     "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7".parse()?,
///     "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6".parse()?,
/// );
/// assert_eq!(pair.public().to_string(), "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7");
/// # Ok::<(), zeroxide::auth::KeyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPair {
    public: PublicKey,
    secret: SecretKey,
}

impl KeyPair {
    /// A new pair, from the library's source of randomness.
    ///
    /// # Errors
    /// [`Unsupported`](crate::Error::Unsupported) when libzmq was built without CURVE.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::auth::KeyPair;
    ///
    /// # if !zeroxide::has("curve") { return Ok(()) }
    /// let pair = KeyPair::generate()?;
    /// assert_eq!(pair.secret().public_key()?, pair.public());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "zmq_curve_keypair")]
    pub fn generate() -> crate::Result<Self> {
        const OPERATION: &str = "KeyPair::generate";
        let (public, secret) = raw::curve_keypair().map_err(|errno| without_curve(OPERATION, errno))?;
        let secret = Zeroizing::new(secret);
        let unreadable = || crate::Error::input(OPERATION, "libzmq gave out a key that is not Z85");
        let public = PublicKey::try_from(first_40(&public)).map_err(|_| unreadable())?;
        let secret = SecretKey::try_from(first_40(&secret)).map_err(|_| unreadable())?;
        Ok(Self::new(public, secret))
    }

    /// Puts two keys together. Whether they belong together is not checked.
    #[must_use]
    pub const fn new(public: PublicKey, secret: SecretKey) -> Self {
        Self { public, secret }
    }

    /// The public key.
    #[must_use]
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    /// The secret key.
    #[must_use]
    pub const fn secret(&self) -> &SecretKey {
        &self.secret
    }

    /// Takes the pair apart.
    #[must_use]
    pub fn into_parts(self) -> (PublicKey, SecretKey) {
        (self.public, self.secret)
    }
}

/// The text of a key without its NUL.
fn first_40(text: &raw::KeyText) -> &[u8] {
    text.split_last().map_or(&[], |(_, text)| text)
}

fn without_curve(operation: &'static str, errno: raw::Errno) -> crate::Error {
    match errno {
        raw::Errno::NOTSUP => {
            crate::Error::Unsupported { operation, what: "CURVE, which this libzmq was built without" }
        }
        errno => crate::Error::new(operation, errno),
    }
}

/// ASCII bytes as text.
fn ascii(bytes: &[u8]) -> String {
    // Room for all from the start: growing would leave a copy behind.
    let mut text = String::with_capacity(bytes.len());
    text.extend(bytes.iter().copied().map(char::from));
    text
}

fn read_text(text: &str, key: &mut [u8; 32]) -> Result<(), KeyError> {
    match text.len() {
        40 => Ok(z85::decode_key_into(text.as_bytes(), key)?),
        64 => read_hex(text, key),
        _ => Err(KeyError::TextLength { length: text.chars().count() }),
    }
}

fn read_bytes(bytes: &[u8], key: &mut [u8; 32]) -> Result<(), KeyError> {
    match bytes.len() {
        32 => key.copy_from_slice(bytes),
        40 => z85::decode_key_into(bytes, key)?,
        length => return Err(KeyError::ByteLength { length }),
    }
    Ok(())
}

fn read_hex(text: &str, key: &mut [u8; 32]) -> Result<(), KeyError> {
    let wrong = text.chars().enumerate().find(|(_, character)| !character.is_ascii_hexdigit());
    if let Some((position, character)) = wrong {
        return Err(KeyError::Hex { character, position });
    }
    if text.len() != 64 {
        return Err(KeyError::TextLength { length: text.len() });
    }
    let mut digits = text.chars().filter_map(|character| character.to_digit(16));
    for byte in key {
        // Each digit is below 16, so two of them fit a byte.
        let pair = digits.next().zip(digits.next());
        *byte = pair.map_or(0, |(high, low)| (high << 4 | low) as u8);
    }
    Ok(())
}

fn write_hex(key: &[u8; 32], text: &mut String) {
    let digits = key.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    text.extend(digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)));
}

#[cfg(test)]
mod tests;
