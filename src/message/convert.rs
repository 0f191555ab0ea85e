//! What becomes a message, and how it is sent.

use std::borrow::Cow;
use std::sync::Arc;

use super::Message;
use crate::error::{Error, SendError};
use crate::raw::{Errno, RawMessage, RawSocket};

/// From this size on an owned buffer is handed to libzmq; below, copying it is cheaper than having another thread free
/// it.
const HAND_OVER: usize = 2048;

mod sealed {
    pub trait Sealed {}
}

/// What can be sent: `&str`, `String`, `&[u8]`, `[u8; N]`, `Vec<u8>`, `Box<[u8]>`, `Arc<[u8]>`, `Cow`, [`Message`], and
/// `Bytes` under the feature of that name.
///
/// A borrowed value goes down in one C call and stays the caller's, so a failed send answers a plain [`Error`]. An owned
/// one comes back in a [`SendError`]. Both convert into [`Error`], so `?` does for either.
pub trait IntoMessage: Sized + sealed::Sealed {
    /// What a failed send answers: [`Error`] for borrowed values, [`SendError<Message>`](SendError) for owned ones.
    type Error: Into<Error> + std::error::Error + Send + Sync + 'static;

    /// The value as a message.
    fn into_message(self) -> Message;

    /// The bytes that will be sent.
    #[doc(hidden)]
    fn wire_bytes(&self) -> &[u8];

    /// The error of a value that is not sent at all.
    #[doc(hidden)]
    fn refuse(self, error: Error) -> Self::Error;

    #[doc(hidden)]
    fn send_by(self, wire: Wire<'_>) -> Result<(), Self::Error>;
}

/// The way down to one socket, for one frame: how it is sent, and how often to try.
#[doc(hidden)]
pub struct Wire<'a> {
    pub(crate) socket: &'a RawSocket,
    /// Flags of the first try.
    pub(crate) flags: i32,
    pub(crate) operation: &'static str,
    /// What to do after a failed try: wait and answer the flags of the next one, or give up.
    pub(crate) retry: &'a dyn Fn(Errno) -> Result<i32, Errno>,
}

impl std::fmt::Debug for Wire<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wire").field("operation", &self.operation).finish_non_exhaustive()
    }
}

impl Wire<'_> {
    #[inline]
    pub(crate) fn run(&self, mut attempt: impl FnMut(&RawSocket, i32) -> Result<(), Errno>) -> Result<(), Error> {
        match attempt(self.socket, self.flags) {
            Ok(()) => Ok(()),
            Err(errno) => self.again(errno, &mut attempt),
        }
    }

    #[cold]
    fn again(
        &self,
        mut errno: Errno,
        attempt: &mut dyn FnMut(&RawSocket, i32) -> Result<(), Errno>,
    ) -> Result<(), Error> {
        loop {
            let flags = (self.retry)(errno).map_err(|errno| Error::new(self.operation, errno))?;
            match attempt(self.socket, flags) {
                Ok(()) => return Ok(()),
                Err(next) => errno = next,
            }
        }
    }

    #[inline]
    fn send_slice(&self, bytes: &[u8]) -> Result<(), Error> {
        self.run(|socket, flags| socket.send_slice(bytes, flags))
    }
}

/// A message where there is memory for it; without memory Rust's own collections end the program too.
fn or_abort(made: Result<RawMessage, Errno>, size: usize) -> Message {
    match made {
        Ok(raw) => Message::from_raw(raw),
        Err(_) => std::alloc::handle_alloc_error(
            std::alloc::Layout::array::<u8>(size).unwrap_or(std::alloc::Layout::new::<u8>()),
        ),
    }
}

impl sealed::Sealed for Message {}

impl IntoMessage for Message {
    type Error = SendError<Message>;

    #[inline]
    fn into_message(self) -> Message {
        self
    }

    fn wire_bytes(&self) -> &[u8] {
        self.as_bytes()
    }

    fn refuse(self, error: Error) -> SendError<Message> {
        SendError::new(self, error)
    }

    #[inline]
    fn send_by(mut self, wire: Wire<'_>) -> Result<(), SendError<Message>> {
        match wire.run(|socket, flags| socket.send(self.raw_mut(), flags)) {
            Ok(()) => {
                // The content went with the send; what is left needs no closing.
                self.into_raw().forget();
                Ok(())
            }
            Err(error) => Err(SendError::new(self, error)),
        }
    }
}

/// Values that lend their bytes.
macro_rules! borrowed {
    ($([$($generics:tt)*] $type:ty: |$value:ident| $bytes:expr;)*) => {$(
        impl<$($generics)*> sealed::Sealed for $type {}

        impl<$($generics)*> IntoMessage for $type {
            type Error = Error;

            #[inline]
            fn into_message(self) -> Message {
                Message::from(self)
            }

            fn wire_bytes(&self) -> &[u8] {
                let $value = self;
                $bytes
            }

            fn refuse(self, error: Error) -> Error {
                error
            }

            #[inline]
            fn send_by(self, wire: Wire<'_>) -> Result<(), Error> {
                let $value = self;
                wire.send_slice($bytes)
            }
        }

        impl<$($generics)*> From<$type> for Message {
            #[inline]
            fn from($value: $type) -> Message {
                let bytes: &[u8] = $bytes;
                or_abort(RawMessage::copy_of(bytes), bytes.len())
            }
        }
    )*};
}

borrowed! {
    ['a] &'a [u8]: |value| value;
    ['a] &'a str: |value| value.as_bytes();
    ['a, 'b] &'a &'b [u8]: |value| value;
    ['a, 'b] &'a &'b str: |value| value.as_bytes();
    ['a] &'a String: |value| value.as_bytes();
    ['a] &'a Vec<u8>: |value| value.as_slice();
    ['a, const N: usize] &'a [u8; N]: |value| value.as_slice();
    [const N: usize] [u8; N]: |value| value.as_slice();
}

/// Values that give their buffer away where that pays.
macro_rules! owned {
    ($([$($generics:tt)*] $type:ty: |$value:ident| $bytes:expr, $hand_over:expr;)*) => {$(
        impl<$($generics)*> sealed::Sealed for $type {}

        impl<$($generics)*> IntoMessage for $type {
            type Error = SendError<Message>;

            #[inline]
            fn into_message(self) -> Message {
                Message::from(self)
            }

            fn wire_bytes(&self) -> &[u8] {
                let $value = self;
                $bytes
            }

            #[cold]
            fn refuse(self, error: Error) -> SendError<Message> {
                SendError::new(Message::from(self), error)
            }

            #[inline]
            fn send_by(self, wire: Wire<'_>) -> Result<(), SendError<Message>> {
                let $value = &self;
                let bytes: &[u8] = $bytes;
                if bytes.len() >= HAND_OVER {
                    return Message::from(self).send_by(wire);
                }
                wire.send_slice(bytes).map_err(|error| self.refuse(error))
            }
        }

        impl<$($generics)*> From<$type> for Message {
            fn from($value: $type) -> Message {
                let bytes: &[u8] = $bytes;
                let size = bytes.len();
                or_abort(if size >= HAND_OVER { $hand_over } else { RawMessage::copy_of(bytes) }, size)
            }
        }
    )*};
}

owned! {
    [] Vec<u8>: |value| &value[..], RawMessage::from_vec(value);
    [] String: |value| value.as_bytes(), RawMessage::from_vec(value.into_bytes());
    [] Box<[u8]>: |value| &value[..], RawMessage::from_vec(value.into_vec());
    [] Box<str>: |value| value.as_bytes(), RawMessage::from_vec(value.into_string().into_bytes());
    [] Arc<[u8]>: |value| &value[..], RawMessage::from_owner(value);
    ['a] Cow<'a, [u8]>: |value| &value[..], RawMessage::from_vec(value.into_owned());
    ['a] Cow<'a, str>: |value| value.as_bytes(), RawMessage::from_vec(value.into_owned().into_bytes());
}

#[cfg(feature = "bytes")]
owned! {
    [] bytes::Bytes: |value| &value[..], RawMessage::from_owner(value);
}

/// Nothing is copied: the `Bytes` keeps the message alive.
#[cfg(feature = "bytes")]
impl From<Message> for bytes::Bytes {
    fn from(message: Message) -> bytes::Bytes {
        bytes::Bytes::from_owner(message)
    }
}

/// Copies the bytes: the buffer of a message is libzmq's.
impl From<Message> for Vec<u8> {
    fn from(message: Message) -> Vec<u8> {
        message.to_vec()
    }
}

impl From<char> for Message {
    fn from(character: char) -> Message {
        Message::from(&*character.encode_utf8(&mut [0; 4]))
    }
}
