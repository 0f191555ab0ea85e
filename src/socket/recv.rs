//! Receiving.

use std::time::Duration;

use super::Socket;
use super::Wait;
use super::patience::{Direction, Patience, first_flags};
use crate::kind::{Kind, Receives, SocketType};
use crate::message::Message;
use crate::multipart::Multipart;
use crate::raw::{Errno, RawMessage, RawSocket};
use crate::{Error, Result};

/// What a receive into a buffer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecvInto {
    size: usize,
    copied: usize,
}

impl RecvInto {
    /// How many bytes the frame has.
    pub fn size(self) -> usize {
        self.size
    }

    /// How many of them are in the buffer.
    pub fn copied(self) -> usize {
        self.copied
    }

    /// Whether the frame was longer than the buffer. The rest of it is lost.
    pub fn is_truncated(self) -> bool {
        self.size > self.copied
    }
}

impl<K: Receives> Socket<K> {
    /// Receives one frame. It waits for one, [`rcvtimeo`](Socket::set_rcvtimeo) at most.
    ///
    /// Where the message has more frames, [`Message::more`] says so, and the next calls get them;
    /// [`recv_multipart`](Socket::recv_multipart) gets all at once.
    ///
    /// # Errors
    /// - [`WouldBlock`](Error::WouldBlock) when the timeout ran out,
    /// - [`WrongState`](Error::WrongState) when a REQ has not asked or a REP has not replied,
    /// - [`Terminated`](Error::Terminated) when the context was shut down.
    #[doc(alias = "zmq_msg_recv")]
    #[doc(alias = "zmq_recvmsg")]
    #[inline]
    pub fn recv(&self) -> Result<Message> {
        self.receive("recv", Wait::Configured)
    }

    /// [`recv`](Socket::recv) that never waits: none when there is nothing.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv), but for [`WouldBlock`](Error::WouldBlock).
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// assert_eq!(there.try_recv()?, None);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "ZMQ_DONTWAIT")]
    #[inline]
    pub fn try_recv(&self) -> Result<Option<Message>> {
        optional(self.receive("try_recv", Wait::Never))
    }

    /// [`recv`](Socket::recv) that waits this long at most: none when nothing came.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv), but for [`WouldBlock`](Error::WouldBlock).
    #[inline]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<Message>> {
        optional(self.receive("recv_timeout", Wait::Within(timeout)))
    }

    /// Receives one frame into a message that is there already, whose content is released.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv).
    #[inline]
    pub fn recv_msg(&self, message: &mut Message) -> Result<()> {
        let wait = Wait::Configured;
        self.repeat("recv_msg", wait, |socket, flags| self.take_in(socket, message.raw_mut(), flags))
    }

    /// Receives one frame into a buffer, and says how long it was. What does not fit is lost.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv).
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send("hello")?;
    /// let mut buffer = [0; 4];
    /// let received = there.recv_into(&mut buffer)?;
    /// assert_eq!((received.size(), received.is_truncated()), (5, true));
    /// assert_eq!(&buffer[..received.copied()], b"hell");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_recv")]
    #[inline]
    pub fn recv_into(&self, buffer: &mut [u8]) -> Result<RecvInto> {
        let wait = Wait::Configured;
        let room = buffer.len();
        let size = self.repeat("recv_into", wait, |socket, flags| self.take_in_slice(socket, buffer, flags))?;
        Ok(RecvInto { size, copied: size.min(room) })
    }

    /// Receives one frame as text.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv); [`NotText`](Error::NotText), with the bytes, when it is not UTF-8.
    pub fn recv_string(&self) -> Result<String> {
        const OPERATION: &str = "recv_string";
        let message = self.receive(OPERATION, Wait::Configured)?;
        String::from_utf8(message.into())
            .map_err(|error| Error::NotText { operation: OPERATION, bytes: error.into_bytes() })
    }

    /// Receives a whole message: all of its frames, or those that are left of it.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv).
    #[inline]
    pub fn recv_multipart(&self) -> Result<Multipart> {
        self.receive_all("recv_multipart", Wait::Configured)
    }

    /// [`recv_multipart`](Socket::recv_multipart) that never waits: none when there is nothing.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv), but for [`WouldBlock`](Error::WouldBlock).
    pub fn try_recv_multipart(&self) -> Result<Option<Multipart>> {
        optional(self.receive_all("try_recv_multipart", Wait::Never))
    }

    /// [`recv_multipart`](Socket::recv_multipart) that waits this long at most: none when nothing came.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv), but for [`WouldBlock`](Error::WouldBlock).
    pub fn recv_multipart_timeout(&self, timeout: Duration) -> Result<Option<Multipart>> {
        optional(self.receive_all("recv_multipart_timeout", Wait::Within(timeout)))
    }

    /// [`recv_multipart`](Socket::recv_multipart) into one that is there already, whose frames are dropped and whose room
    /// is used again. When it fails, it is empty.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv).
    pub fn recv_multipart_into(&self, frames: &mut Multipart) -> Result<()> {
        frames.clear();
        self.receive_into("recv_multipart_into", Wait::Configured, frames)
    }

    /// Receives a message of exactly `N` frames.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv); [`FrameCount`](Error::FrameCount), with the frames, when it has another number.
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send_multipart(["topic", "body"])?;
    /// let [topic, body] = there.recv_array()?;
    /// assert_eq!(body, "body");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn recv_array<const N: usize>(&self) -> Result<[Message; N]> {
        const OPERATION: &str = "recv_array";
        // Each is received where it stays: moving them about costs more than making them twice.
        let mut frames = std::array::from_fn(|_| Message::new());
        let (mut count, mut more) = (0, true);
        for frame in &mut frames {
            let wait = if count == 0 { Wait::Configured } else { Wait::Never };
            self.repeat(OPERATION, wait, |socket, flags| self.take_in(socket, frame.raw_mut(), flags))?;
            count += 1;
            more = frame.more();
            if !more {
                break;
            }
        }
        if count == N && !more {
            return Ok(frames);
        }
        self.refuse_count(OPERATION, N, frames.into_iter().take(count).collect())
    }

    /// Receives the rest of a message that begins with these frames, to say that it has another number than was expected.
    #[cold]
    fn refuse_count<T>(&self, operation: &'static str, expected: usize, mut frames: Multipart) -> Result<T> {
        if frames.back().is_none_or(Message::more) {
            let wait = if frames.is_empty() { Wait::Configured } else { Wait::Never };
            self.receive_into(operation, wait, &mut frames)?;
        }
        Err(Error::FrameCount { operation, expected, frames: frames.to_vecs() })
    }
}

impl<K: Kind> Socket<K> {
    // Always, and libzmq writes to where the message is answered: it is moved once at most, by the caller.
    #[inline(always)]
    pub(crate) fn receive(&self, operation: &'static str, wait: Wait) -> Result<Message> {
        let mut received = Ok(Message::new());
        if let Ok(message) = &mut received
            && let Err(errno) = self.take_in(&self.raw, message.raw_mut(), first_flags(wait, self.state.rcvtimeo()))
        {
            received = self.receive_patiently(operation, wait, errno);
        }
        received
    }

    #[cold]
    fn receive_patiently(&self, operation: &'static str, wait: Wait, errno: Errno) -> Result<Message> {
        let mut message = Message::new();
        let mut attempt = |socket: &RawSocket, flags| self.take_in(socket, message.raw_mut(), flags);
        match Patience::new(self, Direction::Receive, wait).persist(errno, &mut attempt) {
            Ok(()) => Ok(message),
            Err(errno) => Err(Error::new(operation, errno)),
        }
    }

    pub(crate) fn receive_all(&self, operation: &'static str, wait: Wait) -> Result<Multipart> {
        let mut frames = Multipart::new();
        self.receive_into(operation, wait, &mut frames)?;
        Ok(frames)
    }

    fn receive_into(&self, operation: &'static str, wait: Wait, frames: &mut Multipart) -> Result<()> {
        let mut frame = self.receive(operation, wait)?;
        loop {
            let more = frame.more();
            frames.push_back(frame);
            if !more {
                return Ok(());
            }
            // A message arrives whole, so its other frames are there.
            frame = self.receive(operation, Wait::Never).inspect_err(|_| frames.clear())?;
        }
    }

    /// Receives a frame, once. Which kinds need more than libzmq's call is known when this is compiled.
    #[inline]
    pub(super) fn take_in(&self, socket: &RawSocket, frame: &mut RawMessage, flags: i32) -> Result<(), Errno> {
        socket.recv_into(frame, flags)?;
        if self.miscounts() {
            frame.count_in();
        }
        Ok(())
    }

    /// [`take_in`](Socket::take_in) for a buffer, and the frame's true size.
    #[inline]
    pub(super) fn take_in_slice(&self, socket: &RawSocket, buffer: &mut [u8], flags: i32) -> Result<usize, Errno> {
        if !self.miscounts() {
            return socket.recv_slice(buffer, flags);
        }
        let mut frame = RawMessage::new();
        self.take_in(socket, &mut frame, flags)?;
        for (place, byte) in buffer.iter_mut().zip(frame.bytes()) {
            *place = *byte;
        }
        Ok(frame.len())
    }

    #[inline]
    fn miscounts(&self) -> bool {
        matches!(K::STATIC, None | Some(SocketType::XPub)) && self.kind() == SocketType::XPub
    }

    #[inline(always)]
    fn repeat<T>(
        &self,
        operation: &'static str,
        wait: Wait,
        mut attempt: impl FnMut(&RawSocket, i32) -> Result<T, Errno>,
    ) -> Result<T> {
        match attempt(&self.raw, first_flags(wait, self.state.rcvtimeo())) {
            Ok(received) => Ok(received),
            Err(errno) => Patience::new(self, Direction::Receive, wait)
                .persist(errno, &mut attempt)
                .map_err(|errno| Error::new(operation, errno)),
        }
    }
}

/// Nothing there is no error where one did not want to wait.
#[inline]
pub(super) fn optional<T>(received: Result<T>) -> Result<Option<T>> {
    match received {
        Ok(received) => Ok(Some(received)),
        Err(Error::WouldBlock { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
