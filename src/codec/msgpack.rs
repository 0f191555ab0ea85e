//! MessagePack, as Python's `msgpack` packs and unpacks it (feature `msgpack`): structs are maps by field name.

use crate::kind::{Receives, Sends};
use crate::{Result, Socket};

/// A value as MessagePack.
///
/// # Errors
/// When the value's own `Serialize` fails, or an integer has more than 64 bits.
pub fn to_vec<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, rmp_serde::encode::Error> {
    rmp_serde::to_vec_named(value)
}

/// The value in MessagePack.
///
/// # Errors
/// When the bytes are not MessagePack, do not fit the type, are nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH), or go
/// on behind the value.
pub fn from_slice<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, rmp_serde::decode::Error> {
    use serde::de::Error as _;
    let mut deserializer = rmp_serde::Deserializer::new(bytes);
    deserializer.set_max_depth(super::MAX_DEPTH);
    let value = T::deserialize(&mut deserializer)?;
    match deserializer.get_ref().is_empty() {
        true => Ok(value),
        false => Err(rmp_serde::decode::Error::custom("there are bytes behind the value")),
    }
}

impl<K: Sends> Socket<K> {
    /// Sends a value as MessagePack. See [`codec::msgpack`](crate::codec::msgpack).
    ///
    /// # Errors
    /// [`InvalidInput`](crate::Error::InvalidInput) when the value cannot be packed; as [`send`](Socket::send).
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send_msgpack(&(1, "a"))?;
    /// assert_eq!(there.recv_msgpack::<(u8, String)>()?, (1, "a".into()));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn send_msgpack<T: serde::Serialize + ?Sized>(&self, value: &T) -> Result<()> {
        super::encode(self, "send_msgpack", to_vec(value))
    }
}

impl<K: Receives> Socket<K> {
    /// Receives one frame as the value that its MessagePack means.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv); [`NotDecoded`](crate::Error::NotDecoded), with the frame, when it is not such
    /// MessagePack.
    pub fn recv_msgpack<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        super::decode(self, "recv_msgpack", |bytes| from_slice(bytes))
    }
}
