//! The secret half of a key pair: never printed, wiped when dropped.

use std::fmt;
use std::hint::black_box;
use std::ops::Deref;
use std::str::FromStr;

use zeroize::{Zeroize, Zeroizing};

use super::{KeyError, PublicKey, ascii, first_40, read_bytes, read_hex, read_text, without_curve, write_hex};
use crate::raw;
use crate::z85;

/// The secret half of a CURVE key pair.
///
/// Its bytes live in one place on the heap, which is overwritten when the key is dropped. It has no
/// `Display`, its `Debug` says nothing, and comparing takes the same time wherever two keys differ.
/// Parsing takes the same texts as for a [`PublicKey`](super::PublicKey); the text itself stays the caller's to wipe.
///
/// # Examples
///
/// ```
/// use zeroxide::auth::SecretKey;
///
/// let key: SecretKey = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6".parse()?;
/// assert_eq!(format!("{key:?}"), "SecretKey(..)");
/// assert_eq!(&*key.to_z85(), "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6");
/// # Ok::<(), zeroxide::auth::KeyError>(())
/// ```
#[derive(Clone)]
pub struct SecretKey(Box<Zeroizing<[u8; 32]>>);

impl SecretKey {
    /// Makes a key of its bytes. The array that was passed is wiped; copies elsewhere are not.
    #[must_use]
    pub fn from_bytes(mut bytes: [u8; 32]) -> Self {
        let mut key = Self::zero();
        key.0.copy_from_slice(&bytes);
        bytes.zeroize();
        key
    }

    /// The bytes of the key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public key that belongs to it.
    ///
    /// # Errors
    /// [`Unsupported`](crate::Error::Unsupported) when libzmq was built without CURVE.
    #[doc(alias = "zmq_curve_public")]
    pub fn public_key(&self) -> crate::Result<PublicKey> {
        const OPERATION: &str = "SecretKey::public_key";
        let text = Zeroizing::new(z85::encode_key(&self.0));
        let public = raw::curve_public(&text).map_err(|errno| without_curve(OPERATION, errno))?;
        PublicKey::try_from(first_40(&public))
            .map_err(|_| crate::Error::input(OPERATION, "libzmq gave out a key that is not Z85"))
    }

    /// Reads a key from the 40 characters of its Z85 text.
    ///
    /// # Errors
    ///
    /// A [`KeyError`] when the text is of another length or not Z85.
    pub fn from_z85(text: &str) -> Result<Self, KeyError> {
        let mut key = Self::zero();
        z85::decode_key_into(text.as_bytes(), &mut key.0)?;
        Ok(key)
    }

    /// The Z85 text of the key, 40 characters, wiped when dropped.
    #[must_use]
    pub fn to_z85(&self) -> SecretText {
        let text = Zeroizing::new(z85::encode_key(&self.0));
        SecretText(Zeroizing::new(ascii(&*text)))
    }

    /// Reads a key from 64 hexadecimal characters, upper or lower case.
    ///
    /// # Errors
    ///
    /// A [`KeyError`] when the text is of another length or not hexadecimal.
    pub fn from_hex(text: &str) -> Result<Self, KeyError> {
        let mut key = Self::zero();
        read_hex(text, &mut key.0)?;
        Ok(key)
    }

    /// The key as 64 hexadecimal characters in lower case, wiped when dropped.
    #[must_use]
    pub fn to_hex(&self) -> SecretText {
        // Room for all from the start: growing would leave a copy behind.
        let mut text = Zeroizing::new(String::with_capacity(64));
        write_hex(&self.0, &mut text);
        SecretText(text)
    }

    fn zero() -> Self {
        Self(Box::new(Zeroizing::new([0; 32])))
    }
}

impl TryFrom<&[u8]> for SecretKey {
    type Error = KeyError;

    /// Takes 32 bytes as the key itself and 40 as its Z85 text, as libzmq's options do.
    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        let mut key = Self::zero();
        read_bytes(bytes, &mut key.0)?;
        Ok(key)
    }
}

impl FromStr for SecretKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut key = Self::zero();
        read_text(text, &mut key.0)?;
        Ok(key)
    }
}

impl PartialEq for SecretKey {
    fn eq(&self, other: &Self) -> bool {
        let difference =
            self.as_bytes().iter().zip(other.as_bytes()).fold(0, |difference, (a, b)| black_box(difference | (a ^ b)));
        black_box(difference) == 0
    }
}

impl Eq for SecretKey {}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// The text of a [`SecretKey`], wiped when dropped; its `Debug` says nothing.
///
/// # Examples
///
/// ```
/// use zeroxide::auth::SecretKey;
///
/// let text = SecretKey::from_bytes([0; 32]).to_z85();
/// assert_eq!(text.len(), 40);
/// assert_eq!(format!("{text:?}"), "SecretText(..)");
/// ```
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl Deref for SecretText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for SecretText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}
