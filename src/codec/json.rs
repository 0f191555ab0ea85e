//! JSON, in the bytes that PyZMQ's `send_json` writes (feature `json`).
//!
//! A space behind each comma and colon, everything but ASCII escaped, floats as Python writes them, keys in the order in
//! which the value gives them: so a subscription to the beginning of a JSON text matches what either language publishes.
//! NaN and the infinities, which JSON lacks, become `null`; Python's `NaN` and `Infinity` are not understood. Integers are
//! exact as far as the type of the value goes, 128 bits at most.

use std::io;

use serde_json::ser::{CharEscape, Formatter};

use super::text;
use crate::kind::{Receives, Sends};
use crate::{Result, Socket};

/// A value as JSON.
///
/// # Errors
/// When a map has keys that are neither texts nor numbers, or the value's own `Serialize` fails.
///
/// # Examples
/// ```
/// assert_eq!(zeroxide::codec::json::to_vec(&("é😀", 1e16))?, br#"["\u00e9\ud83d\ude00", 1e+16]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn to_vec<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Python))?;
    Ok(bytes)
}

/// The value in JSON.
///
/// # Errors
/// When the bytes are not JSON, do not fit the type, or are nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
pub fn from_slice<'de, T: serde::Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(bytes)
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

/// What Python's `json.dumps(value)` writes.
struct Python;

/// What stands before an item of an array or object.
fn comma<W: ?Sized + io::Write>(writer: &mut W, first: bool) -> io::Result<()> {
    if first { Ok(()) } else { writer.write_all(b", ") }
}

impl Formatter for Python {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        comma(writer, first)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        comma(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_f32<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        self.write_f64(writer, value.into())
    }

    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(text::float(value).as_bytes())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        let byte = match escape {
            CharEscape::Quote => b'"',
            CharEscape::ReverseSolidus => b'\\',
            CharEscape::Solidus => b'/',
            CharEscape::Backspace => b'b',
            CharEscape::FormFeed => b'f',
            CharEscape::LineFeed => b'n',
            CharEscape::CarriageReturn => b'r',
            CharEscape::Tab => b't',
            CharEscape::AsciiControl(code) => return write!(writer, "\\u{code:04x}"),
        };
        writer.write_all(&[b'\\', byte])
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, special)) = rest.char_indices().find(|(_, c)| !matches!(c, ' '..='~')) {
            let (plain, behind) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            for unit in special.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = behind.get(special.len_utf8()..).unwrap_or("");
        }
        writer.write_all(rest.as_bytes())
    }
}
