//! Sending.

use crate::error::{Result, own};
use crate::{Message, Socket};

/// What [`Socket::send`] takes: whatever becomes a [`Message`], and what a program adds.
pub trait Sendable {
    /// Sends the value by a socket.
    fn send(self, socket: &Socket, flags: i32) -> Result<()>;
}

impl<T> Sendable for T
where
    T: Into<Message>,
{
    #[inline]
    fn send(self, socket: &Socket, flags: i32) -> Result<()> {
        socket.own().send_once(self.into().into_own(), flags).map_err(own)
    }
}

impl Socket {
    /// Sends a frame. `flags` is 0, [`DONTWAIT`](crate::DONTWAIT), [`SNDMORE`](crate::SNDMORE) or both.
    ///
    /// A frame that fails within a message ends the message: the frames before it are discarded, and the next frame
    /// begins a new one.
    #[inline]
    pub fn send<T>(&self, data: T, flags: i32) -> Result<()>
    where
        T: Sendable,
    {
        data.send(self, flags)
    }

    /// Sends a message.
    #[deprecated(since = "0.9.0", note = "use `send`")]
    #[inline]
    pub fn send_msg(&self, msg: Message, flags: i32) -> Result<()> {
        self.send(msg, flags)
    }

    /// Sends text.
    #[deprecated(since = "0.9.0", note = "use `send`")]
    #[inline]
    pub fn send_str(&self, data: &str, flags: i32) -> Result<()> {
        self.send(data, flags)
    }

    /// Sends a message of several frames: all of it or nothing. No frames are no message, and `Ok`.
    pub fn send_multipart<I, T>(&self, iter: I, flags: i32) -> Result<()>
    where
        I: IntoIterator<Item = T>,
        T: Into<Message>,
    {
        let frames: Vec<_> = iter.into_iter().map(|frame| frame.into().into_own()).collect();
        if frames.is_empty() {
            return Ok(());
        }
        self.own().send_all_once(frames, flags).map_err(own)
    }
}
