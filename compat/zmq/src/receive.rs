//! Receiving.

use crate::error::{Error, Result, own};
use crate::{DONTWAIT, Message, Socket};

impl Socket {
    /// Receives a frame into a message, whose former content is released. `flags` is 0 or
    /// [`DONTWAIT`](crate::DONTWAIT).
    #[inline]
    pub fn recv(&self, msg: &mut Message, flags: i32) -> Result<()> {
        self.own().recv_once_msg(msg.own_mut(), flags).map_err(own)
    }

    /// Receives a frame into a buffer, and answers the frame's full size. Where that is more than the buffer's, the rest is
    /// lost: slice with `buffer.get(..size)`.
    #[inline]
    pub fn recv_into(&self, bytes: &mut [u8], flags: i32) -> Result<usize> {
        self.own().recv_once_into(bytes, flags).map_err(own)
    }

    /// Receives a frame.
    #[inline]
    pub fn recv_msg(&self, flags: i32) -> Result<Message> {
        self.own().recv_once(flags).map(Message::from_own).map_err(own)
    }

    /// Receives a frame as bytes.
    #[inline]
    pub fn recv_bytes(&self, flags: i32) -> Result<Vec<u8>> {
        self.recv_msg(flags).map(|frame| frame.to_vec())
    }

    /// Receives a frame as text; as bytes where it is not UTF-8.
    pub fn recv_string(&self, flags: i32) -> Result<std::result::Result<String, Vec<u8>>> {
        let text = String::from_utf8(self.recv_bytes(flags)?);
        Ok(text.map_err(|error| error.into_bytes()))
    }

    /// Receives a message of any number of frames.
    pub fn recv_multipart(&self, flags: i32) -> Result<Vec<Vec<u8>>> {
        let mut frames = Vec::new();
        let mut frame = self.recv_msg(flags)?;
        loop {
            frames.push(frame.to_vec());
            if !frame.get_more() {
                return Ok(frames);
            }
            frame = self.rest()?;
        }
    }

    /// The next frame of a message. A message arrives whole, so it is there; a signal must not tear it.
    fn rest(&self) -> Result<Message> {
        loop {
            match self.recv_msg(DONTWAIT) {
                Err(Error::EINTR) => {}
                received => return received,
            }
        }
    }
}
