//! Values on the wire: JSON, pickle, MessagePack and formats of your own.
//!
//! Each format has a feature, a module with `to_vec` and `from_slice`, and a pair of methods on [`Socket`]:
//!
//! | feature | module | methods | PyZMQ |
//! |---|---|---|---|
//! | `json` | `json` | `send_json`, `recv_json` | the same names, the same bytes |
//! | `pickle` | `pickle` | `send_pyobj`, `recv_pyobj` | the same names |
//! | `msgpack` | `msgpack` | `send_msgpack`, `recv_msgpack` | `msgpack.packb`, `msgpack.unpackb` |
//! | none | here | [`send_with`](Socket::send_with), [`recv_with`](Socket::recv_with) | `send_serialized`, `recv_serialized` |
//!
//! What cannot be decoded is an [`Error::NotDecoded`] that holds the frames as they came.
//!
//! # Peers that mean harm
//!
//! Nothing that is received is run. Values nested deeper than [`MAX_DEPTH`] are refused, whatever the format, so that no peer
//! can exhaust the stack: the deepest that are read take some 150 KB of it, without optimisation 750 KB. A value takes more
//! room than its bytes did, in the worst of pickles a hundred times as much; bound the size of messages with
//! [`maxmsgsize`](Socket::set_maxmsgsize) where they come from strangers.
//!
//! # With other frames
//!
//! For a value behind other frames, such as a topic, send those with [`send_more`](Socket::send_more) and
//! receive them with [`recv`](Socket::recv) first.

#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "msgpack")]
pub mod msgpack;
#[cfg(feature = "pickle")]
pub mod pickle;
#[cfg(any(feature = "json", feature = "pickle"))]
mod text;

use std::fmt::Display;

use crate::kind::{Receives, Sends, SendsMultipart};
use crate::multipart::{IntoMultipart, Multipart};
use crate::{Error, Result, Socket};

/// How deep values may be nested that come from a peer.
pub const MAX_DEPTH: usize = 128;

impl<K: Sends + SendsMultipart> Socket<K> {
    /// Sends a value as the frames that a function makes of it.
    ///
    /// # Errors
    /// [`InvalidInput`](Error::InvalidInput) when the function fails; as [`send_multipart`](Socket::send_multipart).
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    ///
    /// here.send_with(&(1u16, "text"), |(number, text)| {
    ///     Ok::<_, std::convert::Infallible>((number.to_be_bytes(), *text))
    /// })?;
    /// let number = there.recv_with(|frames| <[u8; 2]>::try_from(&frames[0][..]).map(u16::from_be_bytes))?;
    /// assert_eq!(number, 1);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "send_serialized")]
    pub fn send_with<T: ?Sized, M: IntoMultipart, E: Display>(
        &self,
        value: &T,
        serialize: impl FnOnce(&T) -> Result<M, E>,
    ) -> Result<()> {
        let frames = serialize(value).map_err(|error| Error::input("send_with", error.to_string()))?;
        Ok(self.send_multipart(frames)?)
    }
}

impl<K: Receives> Socket<K> {
    /// Receives a whole message as the value that a function makes of its frames.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv); [`NotDecoded`](Error::NotDecoded), with the frames, when the function fails.
    #[doc(alias = "recv_serialized")]
    pub fn recv_with<T, E: Display>(&self, deserialize: impl FnOnce(&Multipart) -> Result<T, E>) -> Result<T> {
        let frames = self.recv_multipart()?;
        deserialize(&frames).map_err(|error| Error::NotDecoded {
            operation: "recv_with",
            reason: error.to_string().into(),
            frames: frames.to_vecs(),
        })
    }
}

/// The value in one frame, or the error that holds it.
#[cfg(any(feature = "json", feature = "msgpack", feature = "pickle"))]
fn decode<K: Receives, T, E: Display>(
    socket: &Socket<K>,
    operation: &'static str,
    from_slice: impl FnOnce(&[u8]) -> Result<T, E>,
) -> Result<T> {
    let message = socket.recv()?;
    from_slice(&message).map_err(|error| Error::NotDecoded {
        operation,
        reason: error.to_string().into(),
        frames: vec![message.into()],
    })
}

#[cfg(any(feature = "json", feature = "msgpack", feature = "pickle"))]
fn encode<K: Sends, E: Display>(
    socket: &Socket<K>,
    operation: &'static str,
    encoded: Result<Vec<u8>, E>,
) -> Result<()> {
    let encoded = encoded.map_err(|error| Error::input(operation, error.to_string()))?;
    Ok(socket.send(encoded)?)
}
