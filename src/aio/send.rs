//! Sending.

use std::slice;
use std::sync::atomic::Ordering::Relaxed;

use zeroxide_sys as ffi;

use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::error::SendError;
use crate::events::PollEvents;
use crate::kind::{Kind, Router, Sends, SendsMultipart, Stream};
use crate::message::{IntoMessage, Message};
use crate::multipart::{Frames, IntoMultipart, Multipart};
use crate::socket::{Socket, Wait};
use crate::{Error, Result};

impl<K: Sends> AsyncSocket<K> {
    /// Sends a message of one frame, as [`Socket::send`] does. It waits where the kind waits for a peer with room.
    ///
    /// # Errors
    /// As [`Socket::send`]. The message comes back in any case, as one.
    #[doc(alias = "zmq_send")]
    #[doc(alias = "zmq_msg_send")]
    pub async fn send<M: IntoMessage>(&self, message: M) -> Result<(), SendError<Message>> {
        let mut message = message.into_message();
        match self.transmit("send", slice::from_mut(&mut message)).await {
            Ok(()) => {
                // The content went with the send; what is left needs no closing.
                message.into_raw().forget();
                Ok(())
            }
            Err(error) => Err(SendError::new(message, error)),
        }
    }

    /// Sends a message of one frame or fails at once. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`Socket::try_send`].
    pub fn try_send<M: IntoMessage>(&self, message: M) -> Result<(), M::Error> {
        self.turn().try_send(message)
    }
}

impl<K: SendsMultipart> AsyncSocket<K> {
    /// Sends a message of several frames: all of it or nothing. It waits where the kind waits for a peer with room.
    ///
    /// # Errors
    /// As [`Socket::send_multipart`]. Every frame comes back, in order.
    pub async fn send_multipart<P: IntoMultipart>(&self, parts: P) -> Result<(), SendError<Multipart>> {
        let mut message: Multipart = parts.into_frames().into();
        match self.transmit("send_multipart", message.frames()).await {
            Ok(()) => Ok(()),
            Err(error) => Err(SendError::new(message, error)),
        }
    }

    /// Sends a message of several frames or fails at once. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`Socket::try_send_multipart`].
    pub fn try_send_multipart<P: IntoMultipart>(&self, parts: P) -> Result<(), SendError<Multipart>> {
        self.turn().try_send_multipart(parts)
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
        match self.transmit("send_to", message.frames()).await {
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
            _ => self.transmit(OPERATION, &mut message).await,
        };
        sent.map_err(|error| SendError::new(message.into(), error))
    }

    /// Ends the connection of one TCP peer.
    ///
    /// # Errors
    /// [`Unreachable`](Error::Unreachable) when there is no such peer.
    pub async fn close_peer(&self, peer: impl Into<Message>) -> Result<()> {
        let mut message = [peer.into(), Message::new()];
        self.transmit("close_peer", &mut message).await
    }
}

impl<K: Kind> AsyncSocket<K> {
    /// Waits until a message could be sent. Another task may be quicker.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the context was shut down.
    pub async fn writable(&self) -> Result<()> {
        self.operate(Direction::Send, |socket| ready("writable", socket, PollEvents::WRITABLE)).await
    }

    /// Waits until a message could be received. Another task may be quicker.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the context was shut down.
    pub async fn readable(&self) -> Result<()> {
        self.operate(Direction::Receive, |socket| ready("readable", socket, PollEvents::READABLE)).await
    }

    /// Sends frames that stay as they are when it fails.
    pub(super) async fn transmit(&self, operation: &'static str, frames: &mut [Message]) -> Result<()> {
        loop {
            let send = |socket: &Socket<K>| socket.send_frames(operation, Wait::Never, frames);
            match self.operate(Direction::Send, send).await {
                Err(error) if error.is_wrong_state() && self.abandoned.load(Relaxed) => {
                    self.skip_reply(operation).await?;
                }
                done => return done,
            }
        }
    }

    /// Takes in the reply to a request that was given up, as a REQ must before its next one.
    async fn skip_reply(&self, operation: &'static str) -> Result<()> {
        let skip = |socket: &Socket<K>| socket.receive_all(operation, Wait::Never);
        match self.operate(Direction::Receive, skip).await {
            Err(error) if !error.is_wrong_state() => Err(error),
            _ => {
                self.abandoned.store(false, Relaxed);
                Ok(())
            }
        }
    }
}

fn ready<K: Kind>(operation: &'static str, socket: &Socket<K>, wanted: PollEvents) -> Result<()> {
    let events = socket.raw().get_int(ffi::ZMQ_EVENTS).map_err(|errno| Error::new(operation, errno))?;
    if events & i32::from(wanted.bits()) != 0 { Ok(()) } else { Err(Error::WouldBlock { operation }) }
}
