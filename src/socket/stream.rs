//! What a STREAM socket receives, told apart.

use std::time::Duration;

use super::recv::optional;
use super::{Socket, Wait};
use crate::kind::Stream;
use crate::message::Message;
use crate::{Error, Result};

/// Something that a STREAM socket received. The peer's routing id is for [`send_to`](Socket::send_to) and
/// [`close_peer`](Socket::close_peer).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StreamEvent {
    /// A connection was made, by this side or the other.
    Connected(Message),
    /// A connection ended. One that [`close_peer`](Socket::close_peer) ended is not told.
    Disconnected(Message),
    /// Bytes of a peer's stream: as many as came, wherever its messages begin and end.
    Data(Message, Message),
}

impl StreamEvent {
    /// The routing id of the peer.
    pub fn peer(&self) -> &Message {
        match self {
            StreamEvent::Connected(peer) | StreamEvent::Disconnected(peer) | StreamEvent::Data(peer, _) => peer,
        }
    }
}

impl Socket<Stream> {
    /// Receives the next notice or bytes. It waits for them, [`rcvtimeo`](Socket::set_rcvtimeo) at most.
    ///
    /// libzmq writes both notices alike, an empty frame behind the routing id, and leaves it to the reader to know who was
    /// there already. The socket keeps count here, so a program uses either this or `recv_multipart` and its like, not both.
    /// There are no notices with [`stream_notify(false)`](Socket::set_stream_notify).
    ///
    /// # Errors
    /// As [`recv`](Socket::recv); [`FrameCount`](Error::FrameCount) for the rest of a message whose routing id was received
    /// by another call.
    ///
    /// # Examples
    /// ```
    /// use std::io::Write;
    /// use zeroxide::{Context, STREAM, StreamEvent};
    ///
    /// let context = Context::new()?;
    /// let server = context.socket(STREAM)?;
    /// let port = server.bind("tcp://127.0.0.1:*")?.port().unwrap_or(0);
    ///
    /// let mut client = std::net::TcpStream::connect(("127.0.0.1", port))?;
    /// client.write_all(b"ping")?;
    /// drop(client);
    /// loop {
    ///     match server.recv_event()? {
    ///         StreamEvent::Connected(peer) => println!("{peer:?} is there"),
    ///         StreamEvent::Data(_, bytes) => assert_eq!(bytes, "ping"),
    ///         StreamEvent::Disconnected(_) => break,
    ///         _ => {}
    ///     }
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn recv_event(&self) -> Result<StreamEvent> {
        self.receive_event("recv_event", Wait::Configured)
    }

    /// [`recv_event`](Socket::recv_event) that never waits: none when there is nothing.
    ///
    /// # Errors
    /// As [`recv_event`](Socket::recv_event), but for [`WouldBlock`](Error::WouldBlock).
    pub fn try_recv_event(&self) -> Result<Option<StreamEvent>> {
        optional(self.receive_event("try_recv_event", Wait::Never))
    }

    /// [`recv_event`](Socket::recv_event) that waits this long at most: none when nothing came.
    ///
    /// # Errors
    /// As [`recv_event`](Socket::recv_event), but for [`WouldBlock`](Error::WouldBlock).
    pub fn recv_event_timeout(&self, timeout: Duration) -> Result<Option<StreamEvent>> {
        optional(self.receive_event("recv_event_timeout", Wait::Within(timeout)))
    }

    fn receive_event(&self, operation: &'static str, wait: Wait) -> Result<StreamEvent> {
        let frames = self.receive_all(operation, wait)?.into_array();
        let [peer, bytes] =
            frames.map_err(|frames| Error::FrameCount { operation, expected: 2, frames: frames.to_vecs() })?;
        Ok(if !bytes.is_empty() {
            StreamEvent::Data(peer, bytes)
        } else if self.state.meet_peer(&peer) {
            StreamEvent::Connected(peer)
        } else {
            self.state.forget_peer(&peer);
            StreamEvent::Disconnected(peer)
        })
    }
}
