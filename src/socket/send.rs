//! Sending.

use std::time::Duration;

use super::Socket;
use super::Wait;
#[cfg(feature = "draft")]
use super::draft::check_datagram;
use super::patience::{Direction, Patience};
use crate::error::SendError;
use crate::guard::guarded;
use crate::kind::{Kind, Sends, SendsMultipart, SocketType};
use crate::message::{Constant, Failure, IntoMessage, Message, Outgoing, Way};
use crate::multipart::{Frames, IntoMultipart, Multipart};
use crate::options::shape::MAX_TOPIC;
use crate::raw::{DONTWAIT, Errno, RawSocket, SNDMORE, uninterrupted};
use crate::{Error, Result};

impl<K: Sends> Socket<K> {
    /// Sends a message of one frame: a `&str`, `String`, `&[u8]`, `Vec<u8>`, [`Message`] and so on. It waits where the
    /// kind waits for a peer with room, [`sndtimeo`](Socket::set_sndtimeo) at most.
    ///
    /// Success means that libzmq has the message, not that a peer has it.
    ///
    /// # Errors
    /// Owned values come back in a [`SendError`]; borrowed ones were never given away, and the error is a plain
    /// [`Error`]. It is
    /// - [`WouldBlock`](Error::WouldBlock) when the timeout ran out,
    /// - [`WrongState`](Error::WrongState) when a REQ still waits for its reply or a REP has no request,
    /// - [`Terminated`](Error::Terminated) when the context was shut down.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Context;
    ///
    /// let context = Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send("text")?;
    /// here.send(vec![0; 100_000])?; // handed over, not copied
    /// assert_eq!(there.recv()?, "text");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_send")]
    #[doc(alias = "zmq_msg_send")]
    #[doc(alias = "zmq_sendmsg")]
    #[doc(alias = "send_string")]
    #[inline]
    pub fn send<M: IntoMessage>(&self, message: M) -> Result<(), M::Error> {
        self.transmit("send", Wait::Configured, 0, message)
    }

    /// [`send`](Socket::send) that never waits.
    ///
    /// # Errors
    /// As [`send`](Socket::send); [`WouldBlock`](Error::WouldBlock) when no peer has room.
    #[doc(alias = "ZMQ_DONTWAIT")]
    #[doc(alias = "NOBLOCK")]
    #[inline]
    pub fn try_send<M: IntoMessage>(&self, message: M) -> Result<(), M::Error> {
        self.transmit("try_send", Wait::Never, 0, message)
    }

    /// [`send`](Socket::send) that waits this long at most.
    ///
    /// # Errors
    /// As [`send`](Socket::send).
    #[inline]
    pub fn send_timeout<M: IntoMessage>(&self, message: M, timeout: Duration) -> Result<(), M::Error> {
        self.transmit("send_timeout", Wait::Within(timeout), 0, message)
    }

    /// Sends bytes that live for ever, without copying or allocating anything.
    ///
    /// # Errors
    /// As [`send`](Socket::send).
    #[doc(alias = "zmq_send_const")]
    #[inline]
    pub fn send_static(&self, bytes: &'static [u8]) -> Result<()> {
        self.transmit("send_static", Wait::Configured, 0, Constant(bytes))
    }

    // Always, as it is a few comparisons around the call of C; the rest is out of line.
    #[inline(always)]
    fn transmit<M: IntoMessage>(
        &self,
        operation: &'static str,
        wait: Wait,
        extra: i32,
        message: M,
    ) -> Result<(), M::Error> {
        let mut message = message.outgoing();
        if K::CHECKED
            && let Err(error) = self.check_frame(operation, message.bytes(), extra)
        {
            return Err(message.refuse(error));
        }
        // Read once: whether the socket waits without limit and no message is open, as nearly always.
        let plain = self.state.is_plain();
        if !plain && self.state.is_amid() {
            return self.transmit_amid(operation, extra, message);
        }
        let flags = match wait {
            Wait::Configured if plain => extra,
            _ => self.state.first_send_flags(wait) | extra,
        };
        match message.attempt(Way { socket: &self.raw, flags, later: false }) {
            Ok(()) => {
                message.finish();
                if extra == SNDMORE {
                    self.state.set_amid(true);
                }
                Ok(())
            }
            Err(Failure(errno)) => self.transmit_patiently(operation, wait, extra, message, errno),
        }
    }

    #[cold]
    fn transmit_patiently<E, O: Outgoing<E>>(
        &self,
        operation: &'static str,
        wait: Wait,
        extra: i32,
        mut message: O,
        errno: Errno,
    ) -> Result<(), E> {
        let mut attempt = |socket: &RawSocket, flags| {
            message.attempt(Way { socket, flags: flags | extra, later: false }).map_err(|Failure(errno)| errno)
        };
        match Patience::new(self, Direction::Send, wait).persist(errno, &mut attempt) {
            Ok(()) => {
                message.finish();
                if extra == SNDMORE {
                    self.state.set_amid(true);
                }
                Ok(())
            }
            Err(errno) => Err(message.refuse(Error::new(operation, errno))),
        }
    }

    /// A frame that is not the first of its message. It never waits, nor is it tried again when there is no room: its
    /// peer is gone then, and it would go to another as if it were a message of its own.
    #[cold]
    fn transmit_amid<E, O: Outgoing<E>>(&self, operation: &'static str, extra: i32, mut message: O) -> Result<(), E> {
        let way = Way { socket: &self.raw, flags: extra, later: true };
        let sent = uninterrupted(|| message.attempt(way).map_err(|Failure(errno)| errno));
        self.settle_amid(extra == SNDMORE, sent.err());
        match sent {
            Ok(()) => {
                message.finish();
                Ok(())
            }
            Err(errno) => Err(message.refuse(Error::new(operation, errno))),
        }
    }
}

impl<K: Sends + SendsMultipart> Socket<K> {
    /// Sends one frame of a message whose other frames follow: any number of `send_more`, then one
    /// [`send`](Socket::send). This is PyZMQ's `SNDMORE`.
    ///
    /// [`send_multipart`](Socket::send_multipart) does the same at once and gives everything back when it fails. Here a
    /// frame that fails ends the message: those before it are discarded, and the next frame begins a new one. Only the
    /// first frame waits for a peer. When that peer goes away within the message, libzmq may discard the whole of it and
    /// still accept the frames, as it does with a message that was accepted before. With a libzmq that is not the bundled
    /// one, a PAIR that has a new peer by then gives it the rest, and a REQ may stay unusable.
    ///
    /// # Errors
    /// As [`send`](Socket::send); and when the socket keeps just the newest message, which has one frame only.
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send_more("topic")?;
    /// here.send("body")?;
    /// assert_eq!(there.recv_multipart()?, ["topic", "body"]);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "ZMQ_SNDMORE")]
    pub fn send_more<M: IntoMessage>(&self, frame: M) -> Result<(), M::Error> {
        const OPERATION: &str = "send_more";
        if self.state.conflates() {
            return Err(frame.outgoing().refuse(conflated(OPERATION)));
        }
        self.transmit(OPERATION, Wait::Configured, SNDMORE, frame)
    }

    /// [`send_more`](Socket::send_more) that never waits.
    ///
    /// # Errors
    /// As [`send_more`](Socket::send_more).
    pub fn try_send_more<M: IntoMessage>(&self, frame: M) -> Result<(), M::Error> {
        const OPERATION: &str = "try_send_more";
        if self.state.conflates() {
            return Err(frame.outgoing().refuse(conflated(OPERATION)));
        }
        self.transmit(OPERATION, Wait::Never, SNDMORE, frame)
    }
}

impl<K: SendsMultipart> Socket<K> {
    /// Sends a message of several frames: an array or vector of frames, a tuple of frames of different types, or a
    /// [`Multipart`]. All of it is sent or nothing.
    ///
    /// # Errors
    /// Every frame comes back, in order. Beside the reasons of [`send`](Socket::send), it fails when there are no frames,
    /// when a ROUTER message has no frame behind the routing id, with [`Unreachable`](Error::Unreachable) when a ROUTER
    /// with [`router_mandatory`](Socket::set_router_mandatory) has no such peer, and when the socket keeps just the newest
    /// message, which has one frame only.
    ///
    /// # Examples
    /// ```
    /// let context = zeroxide::Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// here.send_multipart(["a", "b"])?;
    /// here.send_multipart(("topic", 7u32.to_le_bytes(), vec![1, 2, 3]))?;
    /// assert_eq!(there.recv_multipart()?, ["a", "b"]);
    /// assert_eq!(there.recv_multipart()?.len(), 3);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[inline]
    pub fn send_multipart<P: IntoMultipart>(&self, parts: P) -> Result<(), SendError<Multipart>> {
        self.transmit_all("send_multipart", Wait::Configured, parts)
    }

    /// [`send_multipart`](Socket::send_multipart) that never waits.
    ///
    /// # Errors
    /// As [`send_multipart`](Socket::send_multipart); [`WouldBlock`](Error::WouldBlock) when no peer has room.
    pub fn try_send_multipart<P: IntoMultipart>(&self, parts: P) -> Result<(), SendError<Multipart>> {
        self.transmit_all("try_send_multipart", Wait::Never, parts)
    }

    /// [`send_multipart`](Socket::send_multipart) that waits this long at most.
    ///
    /// # Errors
    /// As [`send_multipart`](Socket::send_multipart).
    pub fn send_multipart_timeout<P: IntoMultipart>(
        &self,
        parts: P,
        timeout: Duration,
    ) -> Result<(), SendError<Multipart>> {
        self.transmit_all("send_multipart_timeout", Wait::Within(timeout), parts)
    }

    #[inline]
    fn transmit_all<P: IntoMultipart>(
        &self,
        operation: &'static str,
        wait: Wait,
        parts: P,
    ) -> Result<(), SendError<Multipart>> {
        let mut frames = parts.into_frames();
        match self.send_frames(operation, wait, frames.frames()) {
            Ok(()) => Ok(()),
            Err(error) => Err(SendError::new(frames.into(), error)),
        }
    }
}

impl<K: Kind> Socket<K> {
    /// Sends every frame or none. The frames keep their content when it fails.
    pub(crate) fn send_frames(&self, operation: &'static str, wait: Wait, frames: &mut [Message]) -> Result<()> {
        self.check_message(operation, frames)?;
        let Some((last, before)) = frames.split_last_mut() else {
            return Err(Error::input(operation, "a message needs at least one frame"));
        };
        let amid = self.state.is_amid();
        let mut started = amid;
        for frame in before {
            let sent = if cfg!(libzmq_bundled) && guarded!("b13_frames_come_back") {
                // It stays where it is when it fails, and none behind the first one does, as they take in no news.
                self.send_frame(wait, frame, SNDMORE, started)
            } else {
                // A copy goes down, so that the frame can be given back when a later one fails.
                let mut copy = if guarded!("b13_frames_come_back") { frame.share() } else { frame.take() };
                self.send_frame(wait, &mut copy, SNDMORE, started)
            };
            let sent = sent.map_err(|errno| {
                if started {
                    self.settle_amid(true, Some(errno));
                }
                Error::new(operation, errno)
            });
            if guarded!("b09_rest_of_a_refused_message") {
                sent?;
            }
            started = true;
        }
        let sent = self.send_frame(wait, last, 0, started);
        if amid {
            self.settle_amid(false, sent.err());
        }
        sent.map_err(|errno| Error::new(operation, errno))
    }

    /// Only the first frame may wait: when a later one finds no room, its peer is gone, and with it the frames before.
    #[inline(always)]
    fn send_frame(&self, wait: Wait, frame: &mut Message, extra: i32, started: bool) -> Result<(), Errno> {
        if started {
            return uninterrupted(|| self.raw.send_next(frame.raw_mut(), extra));
        }
        let mut attempt = |socket: &RawSocket, flags| socket.send(frame.raw_mut(), flags | extra);
        match attempt(&self.raw, self.state.first_send_flags(wait)) {
            Ok(()) => Ok(()),
            Err(errno) => Patience::new(self, Direction::Send, wait).persist(errno, &mut attempt),
        }
    }

    /// Notes whether a message is open after a frame of it went out or failed.
    pub(super) fn settle_amid(&self, more: bool, failure: Option<Errno>) {
        self.state.set_amid(more && failure.is_none());
        if failure == Some(Errno::AGAIN) {
            close_broken(&self.raw, self.kind(), more);
        }
    }

    /// Refuses a message that libzmq would swallow or choke on.
    fn check_message(&self, operation: &'static str, frames: &[Message]) -> Result<()> {
        if frames.len() > 1 && self.state.conflates() {
            return Err(conflated(operation));
        }
        match (self.kind(), frames) {
            (SocketType::Router, [_]) if !self.state.is_amid() && guarded!("b09_router_lone_frame") => {
                Err(Error::input(operation, "a ROUTER message is a routing id and more frames"))
            }
            (SocketType::Stream, [_, _]) => Ok(()),
            (SocketType::Stream, _) if !guarded!("b09_stream_single_frame") => Ok(()),
            (SocketType::Stream, _) => {
                Err(Error::input(operation, "a STREAM message is a routing id and one more frame"))
            }
            (SocketType::XSub, [first, ..]) if !self.state.is_amid() => check_topic(operation, first),
            #[cfg(feature = "draft")]
            (SocketType::Radio, [body]) if self.state.sends_datagrams() => check_datagram(operation, body.len()),
            #[cfg(feature = "draft")]
            (SocketType::Dgram, _) => Err(apart(operation)),
            _ => Ok(()),
        }
    }

    /// The same for a single frame. Only kinds that need it are asked.
    pub(crate) fn check_frame(&self, operation: &'static str, frame: &[u8], extra: i32) -> Result<()> {
        match self.kind() {
            SocketType::Router if extra == 0 && !self.state.is_amid() => {
                Err(Error::input(operation, "a ROUTER message is a routing id and more frames; use send_multipart"))
            }
            SocketType::Stream => {
                Err(Error::input(operation, "a STREAM message is a routing id and one more frame; use send_multipart"))
            }
            SocketType::XSub if !self.state.is_amid() => check_topic(operation, frame),
            #[cfg(feature = "draft")]
            SocketType::Radio if self.state.sends_datagrams() => check_datagram(operation, frame.len()),
            #[cfg(feature = "draft")]
            SocketType::Dgram => Err(apart(operation)),
            _ => Ok(()),
        }
    }
}

/// After a frame was refused because the peer died within the message. If others were to follow it, libzmq discards all
/// up to the last one of that message: without one, it would discard the beginning of the next.
pub(crate) fn close_broken(socket: &RawSocket, kind: SocketType, more: bool) {
    if kind == SocketType::Req && socket.forget_request() {
        return;
    }
    let discards = matches!(kind, SocketType::Push | SocketType::Dealer | SocketType::Req);
    if more && discards && guarded!("b14_next_message_after_a_broken_one") {
        let _ = uninterrupted(|| socket.send_copy(&[], DONTWAIT));
    }
}

/// Whether a kind may send datagrams, which libzmq writes past the end of its buffer when they are long.
pub(super) fn is_limited(kind: SocketType) -> bool {
    #[cfg(feature = "draft")]
    return matches!(kind, SocketType::Radio | SocketType::Dgram);
    #[cfg(not(feature = "draft"))]
    {
        let _ = kind;
        false
    }
}

#[cfg(feature = "draft")]
fn apart(operation: &'static str) -> Error {
    Error::Unsupported { operation, what: "DGRAM but as `Socket<Dgram>`, by its `send_to`" }
}

pub(super) fn conflated(operation: &'static str) -> Error {
    Error::input(operation, "a socket with `conflate` keeps single frames: libzmq breaks on more")
}

/// Whether a message that an XSUB would send is a subscription too long to be safe.
pub(crate) fn is_long_subscription(frame: &[u8]) -> bool {
    matches!(frame, [0 | 1, topic @ ..] if topic.len() > MAX_TOPIC)
}

/// A subscription is walked by recursion, here and in every forwarder behind.
pub(super) fn check_topic(operation: &'static str, frame: &[u8]) -> Result<()> {
    match frame {
        [_, topic @ ..] if is_long_subscription(frame) && guarded!("b25_long_subscription_as_a_message") => {
            let reason = format!("a topic of {} bytes is longer than the {MAX_TOPIC} that are safe", topic.len());
            Err(Error::input(operation, reason))
        }
        _ => Ok(()),
    }
}
