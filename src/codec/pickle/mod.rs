//! Python's pickle, for plain values (feature `pickle`).
//!
//! Reads protocols 0 to 5, writes protocol 3, which every Python 3 reads. A [`PyValue`] holds whatever came and prints as
//! Python would; any type that is `Deserialize` can be read too, structs from dicts with the names of their fields.
//!
//! **Nothing in a pickle is ever run.** Plain values are `None`, `bool`, `int` of any size, `float`, `str`, `bytes`,
//! `bytearray`, `list`, `tuple`, `dict` (`OrderedDict` too), `set` and `frozenset`. A pickle that names any other class
//! or function is refused whole. A value that the pickle refers to many times is repeated in what is read, up to a limit,
//! and one that contains itself is refused.

mod bigint;
mod de;
mod machine;
mod ser;
mod value;

pub use bigint::BigInt;
pub use value::PyValue;

#[cfg(feature = "json")]
pub(super) use value::big_int;

use std::fmt;

use crate::kind::{Receives, Sends};
use crate::{Result, Socket};

/// Under this name a [`PyValue`] goes through serde without losing what serde does not know.
pub(super) const EXACT: &str = "$zeroxide::PyValue";

/// Why bytes could not be read as a pickle, or a value not be written as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickleError(Box<str>);

impl PickleError {
    fn new(reason: impl Into<Box<str>>) -> PickleError {
        PickleError(reason.into())
    }
}

impl fmt::Display for PickleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PickleError {}

impl serde::de::Error for PickleError {
    fn custom<T: fmt::Display>(reason: T) -> PickleError {
        PickleError::new(reason.to_string())
    }
}

impl serde::ser::Error for PickleError {
    fn custom<T: fmt::Display>(reason: T) -> PickleError {
        PickleError::new(reason.to_string())
    }
}

/// A value as a pickle of protocol 3.
///
/// Structs are dicts by field name, unit variants of enums are texts, other variants dicts of one entry.
///
/// # Errors
/// When the value's own `Serialize` fails, or it is nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
///
/// # Examples
/// ```
/// assert_eq!(zeroxide::codec::pickle::to_vec("ping")?, b"\x80\x03X\x04\0\0\0ping.");
/// # Ok::<(), zeroxide::codec::pickle::PickleError>(())
/// ```
pub fn to_vec<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, PickleError> {
    let mut pickler = ser::Pickler::new();
    value.serialize(&mut pickler)?;
    Ok(pickler.finish())
}

/// The value in a pickle.
///
/// # Errors
/// When the bytes are not a pickle of plain values, do not fit the type, are nested deeper than
/// [`MAX_DEPTH`](super::MAX_DEPTH), or go on behind the value.
///
/// # Examples
/// ```
/// use zeroxide::codec::pickle::{PyValue, from_slice};
///
/// let bytes = b"\x80\x04\x95\x0e\0\0\0\0\0\0\0}\x94\x8c\x03num\x94K\x03s.";
/// assert_eq!(from_slice::<PyValue>(bytes)?.to_string(), "{'num': 3}");
///
/// let system = b"\x80\x03cos\nsystem\nX\x02\0\0\0ls\x85R.";
/// assert_eq!(from_slice::<PyValue>(system).unwrap_err().to_string(), "the pickle wants os.system, and nothing is run");
/// # Ok::<(), zeroxide::codec::pickle::PickleError>(())
/// ```
pub fn from_slice<'de, T: serde::Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, PickleError> {
    let pickle = machine::Machine::run(bytes)?;
    T::deserialize(de::Unpickler::new(&pickle))
}

impl<K: Sends> Socket<K> {
    /// Sends a value as a pickle. See [`codec::pickle`](crate::codec::pickle).
    ///
    /// # Errors
    /// [`InvalidInput`](crate::Error::InvalidInput) when the value cannot be pickled; as [`send`](Socket::send).
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send_pyobj("ping")?;
    /// assert_eq!(there.recv_pyobj::<String>()?, "ping");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn send_pyobj<T: serde::Serialize + ?Sized>(&self, value: &T) -> Result<()> {
        super::encode(self, "send_pyobj", to_vec(value))
    }
}

impl<K: Receives> Socket<K> {
    /// Receives one frame as the value that is pickled in it: a [`PyValue`](crate::codec::pickle::PyValue), or any type
    /// that it fits. Nothing in it is run.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv); [`NotDecoded`](crate::Error::NotDecoded), with the frame, when it is not such a pickle.
    pub fn recv_pyobj<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        super::decode(self, "recv_pyobj", |bytes| from_slice(bytes))
    }
}
