//! Sending.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, ready};

use zeroxide_sys as ffi;

use super::operation::{Failure, settle};
use super::shared::Ticket;
use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::error::SendError;
use crate::events::PollEvents;
use crate::kind::{Kind, Router, Sends, SendsMultipart, Stream};
use crate::message::{IntoMessage, Message, Outgoing};
use crate::multipart::{Frames, IntoMultipart, Multipart};
use crate::raw::Errno;
use crate::socket::{Socket, Wait};
use crate::{Error, Result};

impl<K: Sends> AsyncSocket<K> {
    /// Sends a message of one frame, as [`Socket::send`] does. It waits where the kind waits for a peer with room.
    ///
    /// # Errors
    /// As [`Socket::send`].
    #[doc(alias = "zmq_send")]
    #[doc(alias = "zmq_msg_send")]
    #[inline]
    pub fn send<M: IntoMessage>(&self, message: M) -> Sending<'_, K, M> {
        Sending { socket: self, message: Some(message.outgoing()), progress: Progress::default() }
    }

    /// Sends a message of one frame or fails at once. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`Socket::try_send`].
    pub fn try_send<M: IntoMessage>(&self, message: M) -> Result<(), M::Error> {
        self.turn(|socket| socket.try_send(message))
    }
}

impl<K: SendsMultipart> AsyncSocket<K> {
    /// Sends a message of several frames: all of it or nothing. It waits where the kind waits for a peer with room.
    ///
    /// # Errors
    /// As [`Socket::send_multipart`]. Every frame comes back, in order.
    pub async fn send_multipart<P: IntoMultipart>(&self, parts: P) -> Result<(), SendError<Multipart>> {
        let mut message: Multipart = parts.into_frames().into();
        match self.transmit_frames("send_multipart", message.frames()).await {
            Ok(()) => Ok(()),
            Err(error) => Err(SendError::new(message, error)),
        }
    }

    /// Sends a message of several frames or fails at once. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`Socket::try_send_multipart`].
    pub fn try_send_multipart<P: IntoMultipart>(&self, parts: P) -> Result<(), SendError<Multipart>> {
        self.turn(|socket| socket.try_send_multipart(parts))
    }
}

impl AsyncSocket<Router> {
    /// Sends a message to one peer, as [`Socket::<Router>::send_to`](Socket::send_to) does.
    ///
    /// # Errors
    /// As [`send_multipart`](AsyncSocket::send_multipart); the routing id comes back as the first frame.
    pub async fn send_to(
        &self,
        peer: impl Into<Message>,
        parts: impl IntoMultipart,
    ) -> Result<(), SendError<Multipart>> {
        let mut message: Multipart = parts.into_frames().into();
        message.push_front(peer);
        match self.transmit_frames("send_to", message.frames()).await {
            Ok(()) => Ok(()),
            Err(error) => Err(SendError::new(message, error)),
        }
    }
}

impl AsyncSocket<Stream> {
    /// Writes bytes to one TCP peer, as [`Socket::<Stream>::send_to`](Socket::send_to) does.
    ///
    /// # Errors
    /// [`Unreachable`](Error::Unreachable) when there is no such peer; the bytes come back behind the routing id.
    pub async fn send_to(
        &self,
        peer: impl Into<Message>,
        bytes: impl Into<Message>,
    ) -> Result<(), SendError<Multipart>> {
        const OPERATION: &str = "send_to";
        let mut message = [peer.into(), bytes.into()];
        let sent = match &message {
            [_, bytes] if bytes.is_empty() => {
                Err(Error::input(OPERATION, "no bytes would end the connection; close_peer does that"))
            }
            _ => self.transmit_frames(OPERATION, &mut message).await,
        };
        sent.map_err(|error| SendError::new(message.into(), error))
    }

    /// Ends the connection of one TCP peer.
    ///
    /// # Errors
    /// [`Unreachable`](Error::Unreachable) when there is no such peer.
    pub async fn close_peer(&self, peer: impl Into<Message>) -> Result<()> {
        let mut message = [peer.into(), Message::new()];
        self.transmit_frames("close_peer", &mut message).await
    }
}

impl<K: Kind> AsyncSocket<K> {
    /// Waits until a message could be sent. Another task may be quicker.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the context was shut down.
    pub async fn writable(&self) -> Result<()> {
        let done = self.operate(Direction::Send, |socket| has(socket, PollEvents::WRITABLE)).await;
        done.map_err(|failure| failure.of("writable"))
    }

    /// Waits until a message could be received. Another task may be quicker.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the context was shut down.
    pub async fn readable(&self) -> Result<()> {
        let done = self.operate(Direction::Receive, |socket| has(socket, PollEvents::READABLE)).await;
        done.map_err(|failure| failure.of("readable"))
    }

    /// Sends frames that stay as they are when it fails.
    pub(super) async fn transmit_frames(&self, operation: &'static str, frames: &mut [Message]) -> Result<()> {
        let mut refused = None;
        let attempt = |socket: &Socket<K>| match socket.send_frames(operation, Wait::Never, frames) {
            Ok(()) => Ok(()),
            // What is left of the request before may be in the way.
            Err(Error::WrongState { .. }) => Err(Errno::FSM),
            Err(error) => settle(&mut refused, Err(error)),
        };
        match (self.transmit(attempt).await, refused) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(refused)) => refused,
            (Err(failure), _) => Err(failure.of(operation)),
        }
    }

    /// Has `attempt` send.
    async fn transmit<A>(&self, mut attempt: A) -> Result<(), Failure>
    where
        A: FnMut(&Socket<K>) -> Result<(), Errno>,
    {
        let mut progress = Progress::default();
        poll_fn(|cx| self.poll_transmit(cx, &mut progress, &mut attempt)).await
    }

    #[inline]
    fn poll_transmit(
        &self,
        cx: &mut Context<'_>,
        progress: &mut Progress,
        attempt: &mut impl FnMut(&Socket<K>) -> Result<(), Errno>,
    ) -> Poll<Result<(), Failure>> {
        let Progress { ticket, skips } = progress;
        if !self.is_req() {
            return self.poll_operation(cx, Direction::Send, ticket, attempt);
        }
        loop {
            if *skips {
                ready!(self.poll_operation(cx, Direction::Receive, ticket, &mut skip_reply))?;
                *skips = false;
            }
            match ready!(self.poll_operation(cx, Direction::Send, ticket, attempt)) {
                Err(Failure::Errno(Errno::FSM)) if self.abandoned.load(Relaxed) => *skips = true,
                done => {
                    if done.is_ok() {
                        self.abandoned.store(false, Relaxed);
                    }
                    return Poll::Ready(done);
                }
            }
        }
    }
}

/// How far a send has come.
#[derive(Debug, Default)]
struct Progress {
    ticket: Option<Ticket>,
    /// Whether the reply to a request that was given up has to come first, as a REQ must have it before its next one.
    skips: bool,
}

fn skip_reply<K: Kind>(socket: &Socket<K>) -> Result<(), Errno> {
    match socket.receive_all("skip_reply", Wait::Never) {
        Err(Error::WouldBlock { .. }) => Err(Errno::AGAIN),
        Err(Error::Terminated { .. }) => Err(Errno::TERM),
        // Another task may have taken it.
        _ => Ok(()),
    }
}

/// The future of [`AsyncSocket::send`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct Sending<'a, K: Kind, M: IntoMessage> {
    socket: &'a AsyncSocket<K>,
    /// None once it is sent or refused.
    message: Option<M::Outgoing>,
    progress: Progress,
}

impl<K: Sends, M: IntoMessage> Future for Sending<'_, K, M> {
    type Output = Result<(), M::Error>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        const OPERATION: &str = "send";
        let Sending { socket, message: slot, progress } = self.get_mut();
        let Some(message) = slot else { return Poll::Pending };
        let mut refused = None;
        let mut attempt = |socket: &Socket<K>| {
            if K::CHECKED
                && let Err(error) = socket.check_frame(OPERATION, message.bytes(), 0)
            {
                refused = Some(error);
                return Ok(());
            }
            socket.attempt_send(message)
        };
        let sent = ready!(socket.poll_transmit(cx, progress, &mut attempt));
        let Some(message) = slot.take() else { return Poll::Pending };
        Poll::Ready(match sent {
            Ok(()) => match refused {
                None => {
                    // What is still there was copied.
                    socket.portion.spend_copying(message.bytes().len());
                    message.finish();
                    Ok(())
                }
                Some(error) => Err(message.refuse(error)),
            },
            Err(failure) => Err(message.refuse(failure.of(OPERATION))),
        })
    }
}

impl<K: Kind, M: IntoMessage> fmt::Debug for Sending<'_, K, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").field("socket", self.socket).finish_non_exhaustive()
    }
}

fn has<K: Kind>(socket: &Socket<K>, wanted: PollEvents) -> Result<(), Errno> {
    let events = socket.raw().get_int(ffi::ZMQ_EVENTS)?;
    if events & i32::from(wanted.bits()) != 0 { Ok(()) } else { Err(Errno::AGAIN) }
}
