//! What becomes a message, and how it is sent.

use std::borrow::Cow;
use std::sync::Arc;

use super::Message;
use crate::error::{Error, SendError};
use crate::guard::guarded;
use crate::raw::{Errno, ForeignMessage, RawMessage, RawSocket};

/// From this size on an owned buffer is handed to libzmq; below, copying it is cheaper than having another thread free
/// it.
const HAND_OVER: usize = 2048;

mod sealed {
    pub trait Sealed {}
}

/// What can be sent: `&str`, `String`, `&[u8]`, `[u8; N]`, `Vec<u8>`, `Box<[u8]>`, `Arc<[u8]>`, `Cow`, [`Message`], and
/// `Bytes` under the feature of that name.
///
/// A borrowed value is copied into its message in place and stays the caller's, so a failed send answers a plain
/// [`Error`]. An owned one comes back in a [`SendError`]. Both convert into [`Error`], so `?` does for either.
pub trait IntoMessage: Sized + sealed::Sealed {
    /// What a failed send answers: [`Error`] for borrowed values, [`SendError<Message>`](SendError) for owned ones.
    type Error: Into<Error> + std::error::Error + Send + Sync + 'static;

    /// The value on its way.
    #[doc(hidden)]
    type Outgoing: Outgoing<Self::Error> + Unpin;

    /// The value as a message.
    fn into_message(self) -> Message;

    #[doc(hidden)]
    fn outgoing(self) -> Self::Outgoing;
}

/// A value on its way to a socket. Tried until it is sent or refused; the caller calls exactly one of
/// [`finish`](Outgoing::finish) and [`refuse`](Outgoing::refuse) in the end.
#[doc(hidden)]
pub trait Outgoing<E> {
    /// The bytes that will be sent.
    fn bytes(&self) -> &[u8];

    /// One try, with flags as libzmq has them.
    fn attempt(&mut self, way: Way<'_>) -> Result<(), Failure>;

    /// After a try that worked.
    fn finish(self);

    /// The error for a value that is not sent.
    fn refuse(self, error: Error) -> E;
}

/// The way down to one socket, for one try.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    pub(crate) socket: &'a RawSocket,
    pub(crate) flags: i32,
    /// Whether frames of the same message went before.
    pub(crate) later: bool,
}

impl Way<'_> {
    // Always, as `later` is known where the way is made.
    #[inline(always)]
    fn send(self, msg: &mut RawMessage) -> Result<(), Errno> {
        if self.later { self.socket.send_next(msg, self.flags) } else { self.socket.send(msg, self.flags) }
    }

    #[inline(always)]
    fn send_copy(self, bytes: &[u8]) -> Result<(), Errno> {
        if self.later {
            self.socket.send_next(&mut RawMessage::copy_of(bytes)?, self.flags)
        } else {
            self.socket.send_copy(bytes, self.flags)
        }
    }

    #[inline(always)]
    fn send_static(self, bytes: &'static [u8]) -> Result<(), Errno> {
        if self.later { self.send_copy(bytes) } else { self.socket.send_static(bytes, self.flags) }
    }
}

/// Why a try failed.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Failure(pub(crate) Errno);

impl From<Errno> for Failure {
    #[inline]
    fn from(errno: Errno) -> Failure {
        Failure(errno)
    }
}

/// Bytes that the caller keeps.
#[doc(hidden)]
#[derive(Debug)]
pub struct Lent<T>(T);

impl<T: AsRef<[u8]>> Outgoing<Error> for Lent<T> {
    #[inline]
    fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    #[inline(always)]
    fn attempt(&mut self, way: Way<'_>) -> Result<(), Failure> {
        Ok(way.send_copy(self.0.as_ref())?)
    }

    #[inline]
    fn finish(self) {}

    #[cold]
    fn refuse(self, error: Error) -> Error {
        error
    }
}

/// A buffer too short to be worth handing over: copied, and kept until it is known to be sent.
#[doc(hidden)]
#[derive(Debug)]
pub enum Owned<T> {
    /// Copied by each try.
    Short(T),
    /// Handed over.
    Long(Message),
}

impl<T: AsRef<[u8]> + Into<Message>> Outgoing<SendError<Message>> for Owned<T> {
    #[inline]
    fn bytes(&self) -> &[u8] {
        match self {
            Owned::Short(value) => value.as_ref(),
            Owned::Long(message) => message,
        }
    }

    #[inline(always)]
    fn attempt(&mut self, way: Way<'_>) -> Result<(), Failure> {
        match self {
            Owned::Short(value) => Ok(way.send_copy(value.as_ref())?),
            Owned::Long(message) => message.attempt(way),
        }
    }

    #[inline]
    fn finish(self) {
        if let Owned::Long(message) = self {
            message.finish();
        }
    }

    #[cold]
    fn refuse(self, error: Error) -> SendError<Message> {
        let message: Message = match self {
            Owned::Short(value) => value.into(),
            Owned::Long(message) => message,
        };
        message.refuse(error)
    }
}

/// A message where there is memory for it; without memory Rust's own collections end the program too.
#[inline]
fn or_abort(made: Result<RawMessage, Errno>, size: usize) -> Message {
    match made {
        Ok(raw) => Message::from_raw(raw),
        Err(_) => out_of_memory(size),
    }
}

#[cold]
fn out_of_memory(size: usize) -> ! {
    std::alloc::handle_alloc_error(std::alloc::Layout::array::<u8>(size).unwrap_or(std::alloc::Layout::new::<u8>()))
}

impl sealed::Sealed for Message {}

impl IntoMessage for Message {
    type Error = SendError<Message>;
    type Outgoing = Message;

    #[inline]
    fn into_message(self) -> Message {
        self
    }

    #[inline]
    fn outgoing(self) -> Message {
        self
    }
}

impl Outgoing<SendError<Message>> for Message {
    #[inline]
    fn bytes(&self) -> &[u8] {
        self
    }

    #[inline(always)]
    fn attempt(&mut self, way: Way<'_>) -> Result<(), Failure> {
        Ok(way.send(self.raw_mut())?)
    }

    /// The content went with the send; what is left needs no closing.
    #[inline]
    fn finish(self) {
        self.into_raw().forget();
    }

    #[cold]
    fn refuse(self, error: Error) -> SendError<Message> {
        if !guarded!("b13_message_comes_back") {
            return SendError::new(Message::new(), error);
        }
        SendError::new(self, error)
    }
}

/// Bytes that live for ever, which go down as they are.
#[derive(Debug)]
pub(crate) struct Constant(pub(crate) &'static [u8]);

impl sealed::Sealed for Constant {}

impl IntoMessage for Constant {
    type Error = Error;
    type Outgoing = Constant;

    fn into_message(self) -> Message {
        Message::from_static(self.0)
    }

    #[inline]
    fn outgoing(self) -> Constant {
        self
    }
}

impl Outgoing<Error> for Constant {
    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn attempt(&mut self, way: Way<'_>) -> Result<(), Failure> {
        Ok(way.send_static(self.0)?)
    }

    #[inline]
    fn finish(self) {}

    #[cold]
    fn refuse(self, error: Error) -> Error {
        error
    }
}

/// Values that lend their bytes.
macro_rules! borrowed {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> sealed::Sealed for $type {}

        impl<$($generics)*> IntoMessage for $type {
            type Error = Error;
            type Outgoing = Lent<$type>;

            #[inline]
            fn into_message(self) -> Message {
                Message::from(self)
            }

            #[inline]
            fn outgoing(self) -> Lent<$type> {
                Lent(self)
            }
        }

        impl<$($generics)*> From<$type> for Message {
            #[inline]
            fn from(value: $type) -> Message {
                let lent = Lent(value);
                let bytes = <Lent<$type> as Outgoing<Error>>::bytes(&lent);
                or_abort(RawMessage::copy_of(bytes), bytes.len())
            }
        }
    )*};
}

borrowed! {
    ['a] &'a [u8];
    ['a] &'a str;
    ['a, 'b] &'a &'b [u8];
    ['a, 'b] &'a &'b str;
    ['a] &'a String;
    ['a] &'a Vec<u8>;
    ['a, const N: usize] &'a [u8; N];
    [const N: usize] [u8; N];
}

/// Values that give their buffer away where that pays.
macro_rules! owned {
    ($([$($generics:tt)*] $type:ty: |$value:ident| $hand_over:expr;)*) => {$(
        impl<$($generics)*> sealed::Sealed for $type {}

        impl<$($generics)*> IntoMessage for $type {
            type Error = SendError<Message>;
            type Outgoing = Owned<Bytewise<$type>>;

            #[inline]
            fn into_message(self) -> Message {
                Message::from(self)
            }

            #[inline]
            fn outgoing(self) -> Owned<Bytewise<$type>> {
                let bytes: &[u8] = bytes_of(&self);
                if bytes.len() < HAND_OVER { Owned::Short(Bytewise(self)) } else { Owned::Long(Message::from(self)) }
            }
        }

        impl<$($generics)*> From<$type> for Message {
            fn from($value: $type) -> Message {
                let bytes: &[u8] = bytes_of(&$value);
                let size = bytes.len();
                or_abort(if size >= HAND_OVER { $hand_over } else { RawMessage::copy_of(bytes) }, size)
            }
        }

        impl<$($generics)*> From<Bytewise<$type>> for Message {
            fn from(value: Bytewise<$type>) -> Message {
                Message::from(value.0)
            }
        }
    )*};
}

/// A value read as bytes, text too.
#[doc(hidden)]
#[derive(Debug)]
pub struct Bytewise<T>(T);

/// What lends its bytes, by whichever name.
trait Bytes {
    fn bytes(&self) -> &[u8];
}

#[inline]
fn bytes_of<T: Bytes>(value: &T) -> &[u8] {
    value.bytes()
}

macro_rules! lends {
    ($([$($generics:tt)*] $type:ty: |$value:ident| $bytes:expr;)*) => {$(
        impl<$($generics)*> Bytes for $type {
            #[inline]
            fn bytes(&self) -> &[u8] {
                let $value = self;
                $bytes
            }
        }

        impl<$($generics)*> AsRef<[u8]> for Bytewise<$type> {
            #[inline]
            fn as_ref(&self) -> &[u8] {
                self.0.bytes()
            }
        }
    )*};
}

lends! {
    [] Vec<u8>: |value| value;
    [] String: |value| value.as_bytes();
    [] Box<[u8]>: |value| value;
    [] Box<str>: |value| value.as_bytes();
    [] Arc<[u8]>: |value| value;
    ['a] Cow<'a, [u8]>: |value| value;
    ['a] Cow<'a, str>: |value| value.as_bytes();
}

owned! {
    [] Vec<u8>: |value| RawMessage::from_vec(value);
    [] String: |value| RawMessage::from_vec(value.into_bytes());
    [] Box<[u8]>: |value| RawMessage::from_vec(value.into_vec());
    [] Box<str>: |value| RawMessage::from_vec(value.into_string().into_bytes());
    [] Arc<[u8]>: |value| RawMessage::from_owner(value);
    ['a] Cow<'a, [u8]>: |value| RawMessage::from_vec(value.into_owned());
    ['a] Cow<'a, str>: |value| RawMessage::from_vec(value.into_owned().into_bytes());
}

#[cfg(feature = "bytes")]
lends! {
    [] bytes::Bytes: |value| value;
}

#[cfg(feature = "bytes")]
owned! {
    [] bytes::Bytes: |value| RawMessage::from_owner(value);
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

/// Nothing is copied.
impl From<ForeignMessage> for Message {
    fn from(foreign: ForeignMessage) -> Message {
        Message::from_raw(foreign.into_inner())
    }
}

impl From<char> for Message {
    fn from(character: char) -> Message {
        Message::from(&*character.encode_utf8(&mut [0; 4]))
    }
}
