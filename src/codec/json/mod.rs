//! JSON, in the bytes that PyZMQ's `send_json` writes (feature `json`).
//!
//! A space behind each comma and colon, everything but ASCII escaped, floats as Python writes them, keys in the order in
//! which the value gives them: so a subscription to the beginning of a JSON text matches what either language publishes.
//!
//! What Python reads is read: `NaN`, `Infinity` and `-Infinity` are floats, and written so; integers are exact in the type of
//! the value, up to 128 bits, and of any size in a `PyValue` (feature `pickle`). A type that asks for no integer and has none of more than
//! 64 bits, such as `serde_json::Value`, gets such an integer as a float.

mod de;
mod ser;

use std::fmt;

use crate::kind::{Receives, Sends};
use crate::{Result, Socket};

/// Why bytes could not be read as JSON, or a value not be written as it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<str>);

impl JsonError {
    fn new(reason: impl Into<Box<str>>) -> JsonError {
        JsonError(reason.into())
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

impl serde::de::Error for JsonError {
    fn custom<T: fmt::Display>(reason: T) -> JsonError {
        JsonError::new(reason.to_string())
    }
}

impl serde::ser::Error for JsonError {
    fn custom<T: fmt::Display>(reason: T) -> JsonError {
        JsonError::new(reason.to_string())
    }
}

/// A value as JSON. Keys of maps that are numbers, `true`, `false` or `null` become texts, as in Python.
///
/// # Errors
/// When a map has any other keys than those and texts, when the value is a set or a `bytearray` of Python, or the value's own
/// `Serialize` fails.
///
/// # Examples
/// ```
/// assert_eq!(zeroxide::codec::json::to_vec(&("é😀", 1e16))?, br#"["\u00e9\ud83d\ude00", 1e+16]"#);
/// # Ok::<(), zeroxide::codec::json::JsonError>(())
/// ```
pub fn to_vec<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, JsonError> {
    let mut writer = ser::Writer::default();
    value.serialize(&mut writer)?;
    Ok(writer.finish())
}

/// The value in JSON.
///
/// # Errors
/// When the bytes are not JSON, do not fit the type, or are nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH). An escape of
/// half a surrogate pair, which Python reads, is no text here.
///
/// # Examples
/// ```
/// use zeroxide::codec::json::from_slice;
///
/// assert_eq!(from_slice::<(u128, f64)>(b"[36893488147419103232, -Infinity]")?, (1 << 65, f64::NEG_INFINITY));
/// # Ok::<(), zeroxide::codec::json::JsonError>(())
/// ```
pub fn from_slice<'de, T: serde::Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, JsonError> {
    let mut reader = de::Reader::new(bytes);
    let value = T::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

impl<K: Sends> Socket<K> {
    /// Sends a value as JSON, in the bytes that PyZMQ writes. See [`codec::json`](crate::codec::json).
    ///
    /// # Errors
    /// [`InvalidInput`](crate::Error::InvalidInput) when the value is not JSON; as [`send`](Socket::send).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send_json(&BTreeMap::from([("num", 3)]))?;
    /// assert_eq!(there.recv()?, r#"{"num": 3}"#);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn send_json<T: serde::Serialize + ?Sized>(&self, value: &T) -> Result<()> {
        super::encode(self, "send_json", to_vec(value))
    }
}

impl<K: Receives> Socket<K> {
    /// Receives one frame as the value that its JSON means.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv); [`NotDecoded`](crate::Error::NotDecoded), with the frame, when it is not such JSON.
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send("[1, 2]")?;
    /// assert_eq!(there.recv_json::<[u8; 2]>()?, [1, 2]);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn recv_json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        super::decode(self, "recv_json", |bytes| from_slice(bytes))
    }
}
