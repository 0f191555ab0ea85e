//! Receiving.

use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::kind::{Addresses, Receives};
use crate::message::Message;
use crate::multipart::Multipart;
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
    pub async fn recv(&self) -> Result<Message> {
        self.operate(Direction::Receive, |socket| single("recv", socket)).await
    }

    /// Receives a message of one frame, or none when there is nothing. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`recv`](AsyncSocket::recv).
    pub fn try_recv(&self) -> Result<Option<Message>> {
        match single("try_recv", &self.turn()) {
            Ok(message) => Ok(Some(message)),
            Err(error) if error.is_would_block() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Receives one frame of text.
    ///
    /// # Errors
    /// As [`recv`](AsyncSocket::recv); [`NotText`](Error::NotText), with the bytes, when it is not UTF-8.
    pub async fn recv_string(&self) -> Result<String> {
        const OPERATION: &str = "recv_string";
        let message = self.operate(Direction::Receive, |socket| single(OPERATION, socket)).await?;
        String::from_utf8(message.into())
            .map_err(|error| Error::NotText { operation: OPERATION, bytes: error.into_bytes() })
    }

    /// Receives a whole message.
    ///
    /// # Errors
    /// As [`recv`](AsyncSocket::recv), but for the number of frames.
    pub async fn recv_multipart(&self) -> Result<Multipart> {
        self.operate(Direction::Receive, |socket| socket.receive_all("recv_multipart", Wait::Never)).await
    }

    /// Receives a whole message, or none when there is nothing. This is no future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`recv_multipart`](AsyncSocket::recv_multipart).
    pub fn try_recv_multipart(&self) -> Result<Option<Multipart>> {
        self.turn().try_recv_multipart()
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
        exactly(OPERATION, self.operate(Direction::Receive, receive).await?)
    }
}

impl<K: Addresses + Receives> AsyncSocket<K> {
    /// Receives a message as the routing id of the peer that it came from, and its other frames.
    ///
    /// # Errors
    /// As [`recv_multipart`](AsyncSocket::recv_multipart).
    pub async fn recv_from(&self) -> Result<(Message, Multipart)> {
        let receive = |socket: &Socket<K>| socket.receive_all("recv_from", Wait::Never);
        let mut message = self.operate(Direction::Receive, receive).await?;
        let peer = message.pop_front().unwrap_or_default();
        Ok((peer, message))
    }
}

/// A message of one frame; any other is taken whole, and given back in the error.
#[inline]
fn single<K: Receives>(operation: &'static str, socket: &Socket<K>) -> Result<Message> {
    let first = socket.receive(operation, Wait::Never)?;
    if first.more() { Err(several(operation, socket, first)) } else { Ok(first) }
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
