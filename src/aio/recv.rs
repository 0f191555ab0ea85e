//! Receiving.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::shared::Ticket;
use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::kind::{Addresses, Kind, Receives};
use crate::message::Message;
use crate::multipart::Multipart;
use crate::raw::Errno;
use crate::socket::{Socket, Wait};
use crate::{Error, Result};

impl<K: Receives> AsyncSocket<K> {
    /// Receives a message of one frame.
    ///
    /// A message of several frames would be torn between tasks if they came one by one, so that is an error here; use
    /// [`recv_multipart`](AsyncSocket::recv_multipart) or [`recv_array`](AsyncSocket::recv_array).
    ///
    /// # Errors
    /// - [`FrameCount`](Error::FrameCount), with the frames, when the message has more than one,
    /// - [`WrongState`](Error::WrongState) when a REQ has not asked or a REP has not replied,
    /// - [`Terminated`](Error::Terminated) when the context was shut down.
    #[doc(alias = "zmq_msg_recv")]
    #[inline]
    pub fn recv(&self) -> Receiving<'_, K> {
        Receiving { socket: self, operation: "recv", ticket: None, pending: false }
    }

    /// Receives a message of one frame, or none when there is nothing. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`recv`](AsyncSocket::recv).
    pub fn try_recv(&self) -> Result<Option<Message>> {
        const OPERATION: &str = "try_recv";
        let mut message = Message::new();
        let mut rest = None;
        match (self.turn(|socket| single(OPERATION, socket, &mut message, &mut rest)), rest) {
            (Ok(()), None) => Ok(Some(message)),
            (Ok(()), Some(error)) => Err(error),
            (Err(Errno::AGAIN), _) => Ok(None),
            (Err(errno), _) => Err(Error::new(OPERATION, errno)),
        }
    }

    /// Receives one frame of text.
    ///
    /// # Errors
    /// As [`recv`](AsyncSocket::recv); [`NotText`](Error::NotText), with the bytes, when it is not UTF-8.
    pub async fn recv_string(&self) -> Result<String> {
        const OPERATION: &str = "recv_string";
        let message = Receiving { socket: self, operation: OPERATION, ticket: None, pending: false }.await?;
        String::from_utf8(message.into())
            .map_err(|error| Error::NotText { operation: OPERATION, bytes: error.into_bytes() })
    }

    /// Receives a whole message.
    ///
    /// # Errors
    /// As [`recv`](AsyncSocket::recv), but for the number of frames.
    pub async fn recv_multipart(&self) -> Result<Multipart> {
        const OPERATION: &str = "recv_multipart";
        let receive = |socket: &Socket<K>| socket.receive_all(OPERATION, Wait::Never);
        self.operate_for(OPERATION, Direction::Receive, receive).await
    }

    /// Receives a whole message, or none when there is nothing. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`recv_multipart`](AsyncSocket::recv_multipart).
    pub fn try_recv_multipart(&self) -> Result<Option<Multipart>> {
        self.turn(Socket::try_recv_multipart)
    }

    /// Receives a message of exactly `N` frames.
    ///
    /// # Errors
    /// As [`recv`](AsyncSocket::recv); [`FrameCount`](Error::FrameCount), with the frames, when it has another number.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Context;
    /// use zeroxide::aio::AsyncSocket;
    ///
    /// # fn main() -> Result<(), zeroxide::Error> {
    /// # futures_lite::future::block_on(async {
    /// let (here, there) = zeroxide::pipe(&Context::new()?)?;
    /// let (here, there) = (AsyncSocket::new(here)?, AsyncSocket::new(there)?);
    /// here.send_multipart(["topic", "body"]).await?;
    /// let [topic, body] = there.recv_array().await?;
    /// assert_eq!(body, "body");
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    pub async fn recv_array<const N: usize>(&self) -> Result<[Message; N]> {
        const OPERATION: &str = "recv_array";
        let receive = |socket: &Socket<K>| socket.receive_all(OPERATION, Wait::Never);
        exactly(OPERATION, self.operate_for(OPERATION, Direction::Receive, receive).await?)
    }
}

impl<K: Addresses + Receives> AsyncSocket<K> {
    /// Receives a message as the routing id of the peer that it came from, and its other frames.
    ///
    /// # Errors
    /// As [`recv_multipart`](AsyncSocket::recv_multipart).
    pub async fn recv_from(&self) -> Result<(Message, Multipart)> {
        const OPERATION: &str = "recv_from";
        let receive = |socket: &Socket<K>| socket.receive_all(OPERATION, Wait::Never);
        let mut message = self.operate_for(OPERATION, Direction::Receive, receive).await?;
        let peer = message.pop_front().unwrap_or_default();
        Ok((peer, message))
    }
}

/// The future of [`AsyncSocket::recv`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct Receiving<'a, K: Kind> {
    socket: &'a AsyncSocket<K>,
    operation: &'static str,
    ticket: Option<Ticket>,
    pending: bool,
}

impl<K: Receives> Future for Receiving<'_, K> {
    type Output = Result<Message>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Message>> {
        let Receiving { socket, operation, ticket, pending } = self.get_mut();
        // Here and not in the future: a try in vain leaves nothing in it.
        let mut message = Message::new();
        let mut rest = None;
        let mut attempt = |socket: &Socket<K>| single(operation, socket, &mut message, &mut rest);
        let polled = socket.poll_operation(cx, Direction::Receive, ticket, &mut attempt);
        *pending = polled.is_pending();
        Poll::Ready(match ready!(polled) {
            Ok(()) => match rest {
                None => Ok(message),
                Some(error) => Err(error),
            },
            Err(failure) => Err(failure.of(operation)),
        })
    }
}

/// After a receive that was given up, a REQ may have to skip the reply.
impl<K: Kind> Drop for Receiving<'_, K> {
    #[inline]
    fn drop(&mut self) {
        if self.pending {
            self.socket.note_abandoned();
        }
    }
}

impl<K: Kind> fmt::Debug for Receiving<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiving").field("socket", self.socket).finish_non_exhaustive()
    }
}

/// Receives a message of one frame; any other is taken whole, and given back in the error.
#[inline]
fn single<K: Receives>(
    operation: &'static str,
    socket: &Socket<K>,
    message: &mut Message,
    rest: &mut Option<Error>,
) -> Result<(), Errno> {
    socket.attempt_recv(message)?;
    if message.more() {
        *rest = Some(several(operation, socket, message.take()));
    }
    Ok(())
}

#[cold]
fn several<K: Receives>(operation: &'static str, socket: &Socket<K>, first: Message) -> Error {
    match socket.receive_all(operation, Wait::Never) {
        Ok(mut frames) => {
            frames.push_front(first);
            Error::FrameCount { operation, expected: 1, frames: frames.to_vecs() }
        }
        Err(error) => error,
    }
}

fn exactly<const N: usize>(operation: &'static str, frames: Multipart) -> Result<[Message; N]> {
    frames.into_array().map_err(|frames| Error::FrameCount { operation, expected: N, frames: frames.to_vecs() })
}
