//! One frame of a message.

mod convert;
#[cfg(feature = "draft")]
mod draft;
mod owner;

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::ffi::{CStr, CString};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::Utf8Error;

use crate::raw::RawMessage;
use crate::{Error, Result};

pub use convert::IntoMessage;
pub(crate) use convert::{Constant, Failure, Outgoing, Way};
#[cfg(feature = "draft")]
pub use draft::RoutingId;
#[cfg(feature = "draft")]
pub(crate) use draft::group_text;
pub use owner::{ReleaseNotice, Released};

/// One frame: bytes that libzmq carries, with what it knows about where they came from.
///
/// The C struct lies inline, so a message of up to 33 bytes needs no memory besides, and for larger ones the bundled library
/// keeps some at hand. It reads as a byte slice; it compares, orders and hashes by content. Received messages know their
/// sender's address ([`peer_address`](Message::peer_address)).
///
/// | to make one | cost |
/// |---|---|
/// | `Message::from(&[u8])`, `from(&str)` | copies |
/// | `Message::from(Vec<u8>)`, `from(String)`, `from(Box<[u8]>)` | hands the buffer over from 2 KiB on, copies below |
/// | [`Message::from_static`] | nothing |
/// | [`Message::from_owner`] | a box for the owner; any `AsRef<[u8]>` owner |
/// | [`Message::share`] | counts one reference more |
///
/// # Examples
/// ```
/// use zeroxide::Message;
///
/// let message = Message::from("hello");
/// assert_eq!(&message[..2], b"he");
/// assert_eq!(message, "hello");
/// assert_eq!(format!("{message:?}"), r#"b"hello""#);
/// ```
#[doc(alias = "zmq_msg_t")]
#[doc(alias = "Frame")]
#[repr(transparent)]
pub struct Message {
    raw: RawMessage,
}

impl Message {
    /// An empty message.
    #[doc(alias = "zmq_msg_init")]
    #[inline]
    pub fn new() -> Message {
        Message { raw: RawMessage::new() }
    }

    /// A message of `size` zero bytes, to be filled through [`as_mut`](Message::as_mut).
    ///
    /// # Errors
    /// When there is not so much memory.
    ///
    /// # Examples
    /// ```
    /// let mut message = zeroxide::Message::with_size(4)?;
    /// message.as_mut()?.copy_from_slice(b"ping");
    /// assert_eq!(message, "ping");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_msg_init_size")]
    pub fn with_size(size: usize) -> Result<Message> {
        RawMessage::zeroed(size).map(Message::from_raw).map_err(|errno| Error::new("Message::with_size", errno))
    }

    /// A copy of `bytes`, where running out of memory is to be an error. `Message::from` ends the program then, as
    /// Rust's own collections do.
    ///
    /// # Errors
    /// When there is not so much memory.
    #[doc(alias = "zmq_msg_init_buffer")]
    pub fn try_copy(bytes: &[u8]) -> Result<Message> {
        RawMessage::copy_of(bytes).map(Message::from_raw).map_err(|errno| Error::new("Message::try_copy", errno))
    }

    /// A message over bytes that live for ever. Nothing is copied or allocated, however long they are.
    ///
    /// # Examples
    /// ```
    /// let banner = zeroxide::Message::from_static(include_bytes!("../../Cargo.toml"));
    /// assert!(banner.starts_with(b"["));
    /// ```
    #[doc(alias = "zmq_send_const")]
    #[inline]
    pub fn from_static(bytes: &'static [u8]) -> Message {
        Message { raw: RawMessage::from_static(bytes) }
    }

    #[inline]
    pub(crate) fn from_raw(raw: RawMessage) -> Message {
        Message { raw }
    }

    #[inline]
    pub(crate) fn raw_mut(&mut self) -> &mut RawMessage {
        &mut self.raw
    }

    #[inline]
    pub(crate) fn into_raw(self) -> RawMessage {
        self.raw
    }

    /// The bytes.
    #[doc(alias = "zmq_msg_data")]
    #[doc(alias = "buffer")]
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.raw.bytes()
    }

    /// How many bytes there are.
    #[doc(alias = "zmq_msg_size")]
    #[inline]
    pub fn len(&self) -> usize {
        self.raw.len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes as text.
    ///
    /// # Errors
    /// When they are not UTF-8.
    pub fn to_str(&self) -> Result<&str, Utf8Error> {
        std::str::from_utf8(self.as_bytes())
    }

    /// The bytes for writing. They are copied first where another message, a constant or a lent buffer shares them, so
    /// nobody else sees the change.
    ///
    /// # Errors
    /// When a copy is needed and there is no memory for it.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Message;
    ///
    /// let mut message = Message::from(vec![b'-'; 5000]);
    /// let twin = message.share();
    /// message.as_mut()?[0] = b'+';
    /// assert_eq!((message[0], twin[0]), (b'+', b'-'));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[allow(clippy::should_implement_trait)] // AsMut cannot fail, and a copy can.
    pub fn as_mut(&mut self) -> Result<&mut [u8]> {
        self.raw.data_mut().map_err(|errno| Error::new("Message::as_mut", errno))
    }

    /// A second message on the same bytes, without copying them (33 bytes and fewer are copied). It takes `&mut self`
    /// because libzmq notes in the original that its bytes are shared.
    #[doc(alias = "zmq_msg_copy")]
    #[inline]
    #[must_use]
    pub fn share(&mut self) -> Message {
        Message { raw: self.raw.share() }
    }

    /// Takes the bytes out and leaves an empty message behind.
    #[doc(alias = "zmq_msg_move")]
    #[must_use]
    pub fn take(&mut self) -> Message {
        std::mem::take(self)
    }

    /// Whether more frames of the same message follow. Known of received messages only.
    #[doc(alias = "ZMQ_MORE")]
    #[doc(alias = "zmq_msg_more")]
    #[inline]
    pub fn more(&self) -> bool {
        self.raw.more()
    }

    /// Whether other messages, or a constant, share the bytes.
    #[doc(alias = "ZMQ_SHARED")]
    pub fn is_shared(&self) -> bool {
        self.raw.property(zeroxide_sys::ZMQ_SHARED) == Ok(1)
    }

    /// A property that the peer, or the authenticator on its behalf, attached to the connection over which the message
    /// came: `"Socket-Type"`, `"Routing-Id"`, `"User-Id"`, `"Peer-Address"`, `"X-…"`. None over inproc, nor on messages
    /// that were not received.
    ///
    /// The bytes are the peer's choice and need not be text; they end at the first NUL.
    #[doc(alias = "zmq_msg_gets")]
    pub fn property_bytes(&self, name: &str) -> Option<&[u8]> {
        let wanted = CString::new(name).ok()?;
        let found = self.raw.text_property(&wanted);
        // On the wire it has its old name, and libzmq looks the new one up as it is.
        let found = if name == "Routing-Id" { found.or_else(|| self.raw.text_property(c"Identity")) } else { found };
        found.map(CStr::to_bytes)
    }

    /// [`property_bytes`](Message::property_bytes) where it is UTF-8.
    pub fn property(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.property_bytes(name)?).ok()
    }

    /// The numeric IP address of the peer, without its port; over ipc `:uid:gid:pid`.
    #[doc(alias = "ZMQ_MSG_PROPERTY_PEER_ADDRESS")]
    pub fn peer_address(&self) -> Option<&str> {
        self.property("Peer-Address")
    }

    /// The user id that the authenticator gave to the connection.
    #[doc(alias = "ZMQ_MSG_PROPERTY_USER_ID")]
    pub fn user_id(&self) -> Option<&str> {
        self.property("User-Id")
    }

    /// The kind of the peer's socket, as in `"DEALER"`: what the peer says of itself.
    #[doc(alias = "ZMQ_MSG_PROPERTY_SOCKET_TYPE")]
    pub fn socket_type(&self) -> Option<&str> {
        self.property("Socket-Type")
    }

    /// The descriptor of the connection over which the message came. It may be closed or reused by now, so it is good
    /// for telling connections apart and for little else.
    #[doc(alias = "ZMQ_SRCFD")]
    pub fn source_fd(&self) -> Option<i32> {
        self.raw.property(zeroxide_sys::ZMQ_SRCFD).ok()
    }
}

impl Default for Message {
    fn default() -> Message {
        Message::new()
    }
}

/// Copies the bytes; [`share`](Message::share) does not.
impl Clone for Message {
    fn clone(&self) -> Message {
        Message::from(self.as_bytes())
    }
}

impl Deref for Message {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl AsRef<[u8]> for Message {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Borrow<[u8]> for Message {
    fn borrow(&self) -> &[u8] {
        self.as_bytes()
    }
}

/// The bytes as in a byte string literal, the first 64 of them.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 64;
        let (shown, rest) = self.as_bytes().split_at(self.len().min(SHOWN));
        write!(f, "b\"{}\"", shown.escape_ascii())?;
        if rest.is_empty() { Ok(()) } else { write!(f, "… ({} bytes)", self.len()) }
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Message) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Message {}

impl PartialOrd for Message {
    fn partial_cmp(&self, other: &Message) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Message {
    fn cmp(&self, other: &Message) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Hash for Message {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

macro_rules! compares_with {
    ($($other:ty: |$value:ident| $bytes:expr;)*) => {$(
        impl PartialEq<$other> for Message {
            fn eq(&self, $value: &$other) -> bool {
                self.as_bytes() == $bytes
            }
        }

        impl PartialEq<Message> for $other {
            fn eq(&self, message: &Message) -> bool {
                message == self
            }
        }
    )*};
}

compares_with! {
    [u8]: |other| other;
    &[u8]: |other| *other;
    Vec<u8>: |other| other.as_slice();
    str: |other| other.as_bytes();
    &str: |other| other.as_bytes();
    String: |other| other.as_bytes();
}

impl<const N: usize> PartialEq<[u8; N]> for Message {
    fn eq(&self, other: &[u8; N]) -> bool {
        self.as_bytes() == other
    }
}

impl<const N: usize> PartialEq<&[u8; N]> for Message {
    fn eq(&self, other: &&[u8; N]) -> bool {
        self.as_bytes() == *other
    }
}
