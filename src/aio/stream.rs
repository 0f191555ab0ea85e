//! Whole messages as a `Stream` and into a `Sink`.

use std::fmt;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::{FusedStream, Stream};
use futures_sink::Sink;

use super::operation::{Failure, settle};
use super::shared::Ticket;
use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::Result;
use crate::error::SendError;
use crate::kind::{Kind, Receives, SendsMultipart};
use crate::multipart::{Frames, Multipart};
use crate::socket::{Socket, Wait};

/// The messages that a socket receives, as a `Stream`.
///
/// `S` is any handle on the socket: a reference ([`AsyncSocket::incoming`]), an `Arc`, a `Box`. Several streams of one
/// socket share its messages. The stream ends after it has told that the context was shut down; after any other error it
/// goes on.
///
/// # Examples
/// ```
/// use futures_lite::StreamExt;
/// use zeroxide::Context;
/// use zeroxide::aio::AsyncSocket;
///
/// # fn main() -> Result<(), zeroxide::Error> {
/// # futures_lite::future::block_on(async {
/// let (here, there) = zeroxide::pipe(&Context::new()?)?;
/// let there = AsyncSocket::new(there)?;
/// here.send("one")?;
/// here.send_multipart(["two", "three"])?;
/// let messages: Vec<_> = there.incoming().take(2).collect().await;
/// let frames: Vec<usize> = messages.iter().flatten().map(|message| message.len()).collect();
/// assert_eq!(frames, [1, 2]);
/// # Ok(())
/// # })
/// # }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
pub struct Incoming<S> {
    socket: S,
    ticket: Option<Ticket>,
    ended: bool,
}

/// A `Sink` of whole messages, which a socket sends.
///
/// `S` is any handle on the socket: a reference ([`AsyncSocket::outgoing`]), an `Arc`, a `Box`. The sink holds one message
/// until it is sent; flushing waits for that. Closing flushes; the socket stays open.
///
/// # Examples
/// ```
/// use futures_util::{SinkExt, stream};
/// use zeroxide::aio::AsyncSocket;
/// use zeroxide::{Context, Multipart};
///
/// # fn main() -> Result<(), zeroxide::Error> {
/// # futures_lite::future::block_on(async {
/// let (here, there) = zeroxide::pipe(&Context::new()?)?;
/// let here = AsyncSocket::new(here)?;
/// let messages = ["a", "b", "c"].map(|text| Ok(Multipart::from([text])));
/// here.outgoing().send_all(&mut stream::iter(messages)).await?;
/// assert_eq!(there.recv()?, "a");
/// # Ok(())
/// # })
/// # }
/// ```
#[must_use = "a sink does nothing unless it is polled"]
pub struct Outgoing<S> {
    socket: S,
    ticket: Option<Ticket>,
    held: Option<Multipart>,
}

impl<K: Receives> AsyncSocket<K> {
    /// The messages that the socket receives, as a `Stream`.
    pub fn incoming(&self) -> Incoming<&AsyncSocket<K>> {
        Incoming::new(self)
    }
}

impl<K: SendsMultipart> AsyncSocket<K> {
    /// The socket as a `Sink` of messages.
    pub fn outgoing(&self) -> Outgoing<&AsyncSocket<K>> {
        Outgoing::new(self)
    }
}

impl<S, K> Incoming<S>
where
    S: Deref<Target = AsyncSocket<K>>,
    K: Receives,
{
    /// The messages of a socket, by a handle of any sort.
    pub fn new(socket: S) -> Incoming<S> {
        Incoming { socket, ticket: None, ended: false }
    }
}

impl<S> Incoming<S> {
    /// Gives the handle back. No message is lost.
    pub fn into_inner(self) -> S {
        self.socket
    }
}

impl<S, K> Outgoing<S>
where
    S: Deref<Target = AsyncSocket<K>>,
    K: SendsMultipart,
{
    /// A sink for a socket, by a handle of any sort.
    pub fn new(socket: S) -> Outgoing<S> {
        Outgoing { socket, ticket: None, held: None }
    }
}

impl<S> Outgoing<S> {
    /// Gives the handle back, and the message that was not sent yet.
    pub fn into_parts(self) -> (S, Option<Multipart>) {
        (self.socket, self.held)
    }
}

impl<S, K> Stream for Incoming<S>
where
    S: Deref<Target = AsyncSocket<K>> + Unpin,
    K: Receives,
{
    type Item = Result<Multipart>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Multipart>>> {
        let incoming = self.get_mut();
        if incoming.ended {
            return Poll::Ready(None);
        }
        const OPERATION: &str = "incoming";
        let mut received = None;
        let mut receive = |socket: &Socket<K>| settle(&mut received, socket.receive_all(OPERATION, Wait::Never));
        let polled = incoming.socket.poll_operation(cx, Direction::Receive, &mut incoming.ticket, &mut receive);
        let received = match (ready!(polled), received) {
            (Ok(()), Some(received)) => received,
            (Err(failure), _) => Err(failure.of(OPERATION)),
            (Ok(()), None) => Err(Failure::Abandoned.of(OPERATION)),
        };
        incoming.ended = received.as_ref().is_err_and(|error| error.is_terminated());
        Poll::Ready(Some(received))
    }
}

impl<S, K> FusedStream for Incoming<S>
where
    S: Deref<Target = AsyncSocket<K>> + Unpin,
    K: Receives,
{
    fn is_terminated(&self) -> bool {
        self.ended
    }
}

impl<S, K> Sink<Multipart> for Outgoing<S>
where
    S: Deref<Target = AsyncSocket<K>> + Unpin,
    K: SendsMultipart,
{
    /// The message that could not be sent comes back.
    type Error = SendError<Multipart>;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), SendError<Multipart>>> {
        self.poll_flush(cx)
    }

    fn start_send(self: Pin<&mut Self>, message: Multipart) -> Result<(), SendError<Multipart>> {
        let outgoing = self.get_mut();
        match &outgoing.held {
            // Not asked whether it was ready; nothing may be dropped for that.
            Some(_) => Err(SendError::new(message, crate::Error::WouldBlock { operation: "outgoing" })),
            None => {
                outgoing.held = Some(message);
                Ok(())
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), SendError<Multipart>>> {
        let outgoing = self.get_mut();
        let Some(message) = &mut outgoing.held else { return Poll::Ready(Ok(())) };
        const OPERATION: &str = "outgoing";
        let mut sent = None;
        let mut send =
            |socket: &Socket<K>| settle(&mut sent, socket.send_frames(OPERATION, Wait::Never, message.frames()));
        let polled = outgoing.socket.poll_operation(cx, Direction::Send, &mut outgoing.ticket, &mut send);
        let sent = match (ready!(polled), sent) {
            (Ok(()), Some(sent)) => sent,
            (Err(failure), _) => Err(failure.of(OPERATION)),
            (Ok(()), None) => Err(Failure::Abandoned.of(OPERATION)),
        };
        let message = outgoing.held.take().unwrap_or_default();
        Poll::Ready(sent.map_err(|error| SendError::new(message, error)))
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), SendError<Multipart>>> {
        self.poll_flush(cx)
    }
}

impl<S, K> fmt::Debug for Incoming<S>
where
    S: Deref<Target = AsyncSocket<K>>,
    K: Kind,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").field("socket", &*self.socket).finish_non_exhaustive()
    }
}

impl<S, K> fmt::Debug for Outgoing<S>
where
    S: Deref<Target = AsyncSocket<K>>,
    K: Kind,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").field("socket", &*self.socket).field("holds", &self.held.is_some()).finish()
    }
}
