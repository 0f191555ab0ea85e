//! The message: one frame.

use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};

use crate::raw;

/// One frame: bytes that libzmq carries.
///
/// Writing to one whose bytes another message shares copies them first.
pub struct Message {
    inner: ManuallyDrop<zeroxide::Message>,
    /// What the message was before its bytes were copied for writing: it still knows where it came from.
    origin: Option<Box<zeroxide::Message>>,
}

impl Message {
    /// An empty message.
    #[inline]
    pub fn new() -> Message {
        Message::from_own(zeroxide::Message::new())
    }

    #[inline]
    pub(crate) fn from_own(inner: zeroxide::Message) -> Message {
        Message { inner: ManuallyDrop::new(inner), origin: None }
    }

    #[inline]
    pub(crate) fn into_own(mut self) -> zeroxide::Message {
        self.origin = None;
        raw::take(self, Message::part)
    }

    #[inline]
    pub(crate) fn part(&mut self) -> &mut ManuallyDrop<zeroxide::Message> {
        &mut self.inner
    }

    /// The message to receive into.
    #[inline]
    pub(crate) fn own_mut(&mut self) -> &mut zeroxide::Message {
        self.origin = None;
        &mut self.inner
    }

    fn received(&self) -> &zeroxide::Message {
        self.origin.as_deref().unwrap_or(&self.inner)
    }

    /// A message of `len` zero bytes.
    pub fn with_size(len: usize) -> Message {
        match zeroxide::Message::with_size(len) {
            Ok(inner) => Message::from_own(inner),
            // Ends as every collection does that asks for too much.
            Err(_) => Message::from(vec![0; len]),
        }
    }

    /// A message of `len` zero bytes.
    #[deprecated(since = "0.9.1", note = "use `with_size`")]
    pub fn with_capacity(len: usize) -> Message {
        Message::with_size(len)
    }

    /// A copy of `data`.
    #[deprecated(since = "0.9.1", note = "use `From`")]
    pub fn from_slice(data: &[u8]) -> Message {
        Message::from(data)
    }

    /// The bytes as text, where they are UTF-8.
    pub fn as_str(&self) -> Option<&str> {
        self.inner.to_str().ok()
    }

    /// Whether more frames of the same message follow.
    #[inline]
    pub fn get_more(&self) -> bool {
        self.received().more()
    }

    /// A property of the connection over which the message came, such as `"Peer-Address"`. None when it is missing or not
    /// UTF-8, or the name has a NUL.
    #[allow(clippy::needless_lifetimes)] // The signature is rust-zmq's.
    pub fn gets<'a>(&'a mut self, property: &str) -> Option<&'a str> {
        self.received().property(property)
    }
}

impl Deref for Message {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.inner.as_bytes()
    }
}

/// Copies the bytes first where another message shares them.
impl DerefMut for Message {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        if self.inner.is_shared() {
            let copy = zeroxide::Message::from(self.inner.as_bytes());
            let shared = std::mem::replace(&mut *self.inner, copy);
            self.origin.get_or_insert_with(|| Box::new(shared));
        }
        // What is not shared needs no copy, and only a copy can fail.
        self.inner.as_mut().unwrap_or_default()
    }
}

impl AsRef<[u8]> for Message {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl AsMut<[u8]> for Message {
    #[inline]
    fn as_mut(&mut self) -> &mut [u8] {
        self
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Message) -> bool {
        self[..] == other[..]
    }
}

impl Eq for Message {}

/// As the slice.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<'a> From<&'a [u8]> for Message {
    #[inline]
    fn from(data: &'a [u8]) -> Self {
        Message::from_own(data.into())
    }
}

impl From<Vec<u8>> for Message {
    #[inline]
    fn from(data: Vec<u8>) -> Self {
        Message::from_own(data.into())
    }
}

impl From<Box<[u8]>> for Message {
    #[inline]
    fn from(data: Box<[u8]>) -> Self {
        Message::from_own(data.into())
    }
}

impl From<&str> for Message {
    #[inline]
    fn from(text: &str) -> Self {
        Message::from_own(text.into())
    }
}

impl From<&String> for Message {
    #[inline]
    fn from(text: &String) -> Self {
        Message::from_own(text.into())
    }
}

impl<'a, T> From<&'a T> for Message
where
    T: Into<Message> + Clone,
{
    #[inline]
    fn from(value: &'a T) -> Self {
        value.clone().into()
    }
}
