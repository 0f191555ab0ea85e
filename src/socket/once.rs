//! One call of C's, as C has it: flags as a number, a single try, `EINTR` reported.
//!
//! For layers that keep the rules of programs written against C. They leave out what [`send`](Socket::send) and
//! [`recv`](Socket::recv) add for comfort, and keep what libzmq must be guarded from.

use super::Socket;
use crate::events::PollEvents;
use crate::kind::SocketType;
use crate::message::Message;
use crate::raw::{DONTWAIT, Errno, PollItem, SNDMORE, poll, uninterrupted};
use crate::{Error, Result};

impl Socket<SocketType> {
    /// Tries once to send a frame. The frame is dropped when that fails.
    #[doc(hidden)]
    #[inline]
    pub fn send_once(&self, mut frame: Message, flags: i32) -> Result<()> {
        let sent = self.send_once_msg(&mut frame, flags);
        if sent.is_ok() {
            // The content went with the send; what is left needs no closing.
            frame.into_raw().forget();
        }
        sent
    }

    /// Tries once to send a frame, which is empty afterwards, or as it was when that failed.
    #[doc(hidden)]
    #[inline]
    pub fn send_once_msg(&self, frame: &mut Message, flags: i32) -> Result<()> {
        let plain = !matches!(self.kind(), SocketType::Stream | SocketType::XSub | SocketType::Req)
            && !super::send::is_limited(self.kind());
        if plain && flags & SNDMORE == 0 && !self.state.is_amid() {
            self.raw.send(frame.raw_mut(), flags).map_err(|errno| Error::new("send", errno))
        } else {
            self.send_part(frame, flags)
        }
    }

    fn send_part(&self, frame: &mut Message, flags: i32) -> Result<()> {
        const OPERATION: &str = "send";
        let amid = self.state.is_amid();
        let mut flags = flags;
        match self.kind() {
            _ if flags & SNDMORE != 0 && self.state.conflates() => return Err(super::send::conflated(OPERATION)),
            SocketType::Stream if amid => flags &= !SNDMORE,
            SocketType::Stream if flags & SNDMORE == 0 => {
                return Err(Error::input(OPERATION, "a STREAM message is a routing id and one more frame"));
            }
            SocketType::XSub if !amid => super::send::check_topic(OPERATION, frame)?,
            kind if super::send::is_limited(kind) => self.check_frame(OPERATION, frame, 0)?,
            _ => {}
        }
        let more = flags & SNDMORE != 0;
        let sent = if amid {
            // The message is begun: its frames do not wait, and it must not be left in the middle.
            let sent = uninterrupted(|| self.raw.send_next(frame.raw_mut(), flags));
            self.settle_amid(more, sent.err());
            sent
        } else {
            let sent = match self.state.polls() {
                true => self.begin_request(frame, flags),
                false => self.raw.send(frame.raw_mut(), flags),
            };
            if more && sent.is_ok() {
                self.state.set_amid(true);
            }
            sent
        };
        sent.map_err(|errno| Error::new(OPERATION, errno))
    }

    /// Sends the first frame of a request, which must not wait in libzmq; see [`State::polls`](super::state::State::polls).
    fn begin_request(&self, frame: &mut Message, flags: i32) -> Result<(), Errno> {
        loop {
            match self.raw.send(frame.raw_mut(), flags | DONTWAIT) {
                Err(Errno::AGAIN) => self.raw.forget_request(),
                done => return done,
            };
            let mut item = [PollItem::of_socket(&self.raw, PollEvents::WRITABLE.bits())?];
            let timeout = if flags & DONTWAIT != 0 { 0 } else { self.state.sndtimeo() };
            if poll(&mut item, timeout.into())? == 0 {
                return Err(Errno::AGAIN);
            }
        }
    }

    /// Tries once to send a message of several frames: all or none.
    #[doc(hidden)]
    pub fn send_all_once(&self, mut frames: Vec<Message>, flags: i32) -> Result<()> {
        if frames.len() == 1 {
            return frames.pop().map_or(Ok(()), |frame| self.send_once(frame, flags));
        }
        let wait = if flags & DONTWAIT != 0 { super::Wait::Never } else { super::Wait::Configured };
        self.send_frames("send_multipart", wait, &mut frames)
    }

    /// Tries once to receive a frame.
    #[doc(hidden)]
    #[inline]
    pub fn recv_once(&self, flags: i32) -> Result<Message> {
        let mut received = Ok(Message::new());
        if let Ok(frame) = &mut received
            && let Err(errno) = self.take_in(&self.raw, frame.raw_mut(), flags)
        {
            received = Err(Error::new("recv", errno));
        }
        received
    }

    /// Tries once to receive a frame into a message that is there already.
    #[doc(hidden)]
    #[inline]
    pub fn recv_once_msg(&self, frame: &mut Message, flags: i32) -> Result<()> {
        self.take_in(&self.raw, frame.raw_mut(), flags).map_err(|errno| Error::new("recv", errno))
    }

    /// Tries once to receive a frame into a buffer, and answers the frame's true size.
    #[doc(hidden)]
    #[inline]
    pub fn recv_once_into(&self, buffer: &mut [u8], flags: i32) -> Result<usize> {
        self.take_in_slice(&self.raw, buffer, flags).map_err(|errno| Error::new("recv_into", errno))
    }
}
