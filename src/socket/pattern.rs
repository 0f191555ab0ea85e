//! What only some patterns do: replies to one peer, requests, plain TCP.

use std::time::Duration;

use super::Socket;
use super::Wait;
use crate::error::SendError;
use crate::kind::{Addresses, Req, Router, Stream};
use crate::message::Message;
use crate::multipart::{Frames, IntoMultipart, Multipart};
use crate::{Error, Result};

impl Socket<Router> {
    /// Sends a message to one peer: its routing id, and then the frames. A REQ peer wants an empty frame first.
    ///
    /// Without [`router_mandatory`](Socket::set_router_mandatory) a message for a peer that is not there is dropped.
    ///
    /// # Errors
    /// As [`send_multipart`](Socket::send_multipart); the routing id comes back as the first frame.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, DEALER, ROUTER};
    ///
    /// let context = Context::new()?;
    /// let router = context.socket(ROUTER)?;
    /// router.bind("inproc://router")?;
    /// let dealer = context.socket(DEALER)?;
    /// dealer.connect("inproc://router")?;
    ///
    /// dealer.send("hello")?;
    /// let [peer, hello] = router.recv_array()?;
    /// router.send_to(peer, ["hello", "to you"])?;
    /// assert_eq!(dealer.recv_multipart()?, ["hello", "to you"]);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn send_to(&self, peer: impl Into<Message>, parts: impl IntoMultipart) -> Result<(), SendError<Multipart>> {
        let mut message: Multipart = parts.into_frames().into();
        message.push_front(peer);
        match self.send_frames("send_to", Wait::Configured, message.frames()) {
            Ok(()) => Ok(()),
            Err(error) => Err(SendError::new(message, error)),
        }
    }
}

impl Socket<Stream> {
    /// Writes bytes to one TCP peer, by the routing id with which its messages and the notice of its connection came.
    /// An empty slice would end the connection: [`close_peer`](Socket::close_peer) does that.
    ///
    /// # Errors
    /// [`Unreachable`](Error::Unreachable) when there is no such peer; the bytes come back behind the routing id.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Read, Write};
    /// use zeroxide::{Context, STREAM};
    ///
    /// let context = Context::new()?;
    /// let server = context.socket(STREAM)?;
    /// let port = server.bind("tcp://127.0.0.1:*")?.port().unwrap_or(0);
    ///
    /// let mut client = std::net::TcpStream::connect(("127.0.0.1", port))?;
    /// client.write_all(b"ping")?;
    /// let [_, connected] = server.recv_array()?; // an empty frame tells of a new peer
    /// let [peer, ping] = server.recv_array()?;
    /// assert_eq!((connected.len(), &ping[..]), (0, &b"ping"[..]));
    /// server.send_to(peer, "pong")?;
    /// let mut answer = [0; 4];
    /// client.read_exact(&mut answer)?;
    /// assert_eq!(&answer, b"pong");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn send_to(&self, peer: impl Into<Message>, bytes: impl Into<Message>) -> Result<(), SendError<Multipart>> {
        const OPERATION: &str = "send_to";
        let mut message = [peer.into(), bytes.into()];
        let sent = match &message {
            [_, bytes] if bytes.is_empty() => {
                Err(Error::input(OPERATION, "no bytes would end the connection; close_peer does that"))
            }
            _ => self.send_frames(OPERATION, Wait::Configured, &mut message),
        };
        sent.map_err(|error| SendError::new(message.into(), error))
    }

    /// Ends the connection of one TCP peer. libzmq finishes it in the course of later calls on the socket, so a program
    /// that calls none must drop the socket.
    ///
    /// # Errors
    /// [`Unreachable`](Error::Unreachable) when there is no such peer.
    pub fn close_peer(&self, peer: impl Into<Message>) -> Result<()> {
        let mut message = [peer.into(), Message::new()];
        self.send_frames("close_peer", Wait::Configured, &mut message)?;
        // libzmq tells nothing of an end that this side made.
        let [peer, _] = &message;
        self.state.forget_peer(peer);
        Ok(())
    }
}

impl Socket<Req> {
    /// Sends a request and waits for its reply.
    ///
    /// With a timeout, set [`req_relaxed`](Socket::set_req_relaxed) and [`req_correlate`](Socket::set_req_correlate) too:
    /// the socket can send its next request then, and skips a reply that comes late.
    ///
    /// # Errors
    /// As [`send_multipart`](Socket::send_multipart) and [`recv`](Socket::recv); [`WouldBlock`](Error::WouldBlock) when
    /// the timeout ran out.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use zeroxide::{Context, REQ};
    ///
    /// let context = Context::new()?;
    /// let client = context.builder_for(REQ).req_relaxed(true).req_correlate(true).connect("inproc://nobody").build()?;
    /// let error = client.request(["anyone?"], Some(Duration::from_millis(10))).unwrap_err();
    /// assert!(error.is_would_block());
    /// assert!(client.request(["and now?"], Some(Duration::from_millis(10))).unwrap_err().is_would_block());
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn request(&self, parts: impl IntoMultipart, timeout: Option<Duration>) -> Result<Multipart> {
        const OPERATION: &str = "request";
        let until = timeout.and_then(|timeout| std::time::Instant::now().checked_add(timeout));
        let wait = || match until {
            None => Wait::Configured,
            Some(until) => Wait::Within(until.saturating_duration_since(std::time::Instant::now())),
        };
        let mut frames = parts.into_frames();
        self.send_frames(OPERATION, wait(), frames.frames())?;
        self.receive_all(OPERATION, wait())
    }
}

impl<K: Addresses> Socket<K> {
    /// Receives a message as the routing id of the peer that it came from, and its other frames.
    ///
    /// # Errors
    /// As [`recv`](crate::Socket::recv).
    pub fn recv_from(&self) -> Result<(Message, Multipart)>
    where
        K: crate::kind::Receives,
    {
        let mut message = self.receive_all("recv_from", Wait::Configured)?;
        let peer = message.pop_front().unwrap_or_default();
        Ok((peer, message))
    }
}
