//! What only the draft kinds do.

use zeroxide_sys as ffi;

use super::Socket;
use super::Wait;
use super::endpoint::refused;
use crate::endpoint;
use crate::error::SendError;
use crate::events::PollEvents;
use crate::guard::guarded;
use crate::kind::{Capability, Dgram, Dish, Kind, Peer, Radio, Router, RoutesById, SocketType};
use crate::message::{Message, RoutingId, group_text};
use crate::multipart::Multipart;
use crate::raw::{DONTWAIT, Errno, SNDMORE};
use crate::{Error, Result};

/// The most bytes of a datagram. libzmq 4.3.5 writes longer ones past the end of its buffer.
const MAX_DATAGRAM: usize = 8192;

/// Refuses a message for a RADIO that may leave as a datagram, with the longest group and the byte of its length.
pub(super) fn check_datagram(operation: &'static str, body: usize) -> Result<()> {
    let most = MAX_DATAGRAM - 15;
    if body <= most || !guarded!("b04_radio_datagram") {
        return Ok(());
    }
    Err(Error::input(operation, format!("{body} bytes are more than the {most} that udp carries")))
}

impl<K: RoutesById> Socket<K> {
    /// Sends a message to the peer of a routing id, which [`Message::routing_id`] tells of each message that came from
    /// it. For SERVER and PEER.
    ///
    /// # Errors
    /// The message comes back, with [`Unreachable`](Error::Unreachable) when there is no such peer,
    /// [`WouldBlock`](Error::WouldBlock) when [`sndtimeo`](Socket::set_sndtimeo) ran out.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{CLIENT, Context, SERVER};
    ///
    /// let context = Context::new()?;
    /// let (server, client) = (context.socket(SERVER)?, context.socket(CLIENT)?);
    /// client.connect(&server.bind("tcp://127.0.0.1:*")?)?;
    /// client.send("hello")?;
    /// let hello = server.recv()?;
    /// let peer = hello.routing_id().ok_or("from nobody")?;
    /// server.send_to(peer, "hello to you")?;
    /// assert_eq!(client.recv()?, "hello to you");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn send_to(&self, peer: RoutingId, message: impl Into<Message>) -> Result<(), SendError<Message>> {
        self.dispatch("send_to", Wait::Configured, peer, message.into())
    }

    /// [`send_to`](Socket::send_to) that never waits.
    ///
    /// # Errors
    /// As [`send_to`](Socket::send_to).
    pub fn try_send_to(&self, peer: RoutingId, message: impl Into<Message>) -> Result<(), SendError<Message>> {
        self.dispatch("try_send_to", Wait::Never, peer, message.into())
    }

    fn dispatch(
        &self,
        operation: &'static str,
        wait: Wait,
        peer: RoutingId,
        mut message: Message,
    ) -> Result<(), SendError<Message>> {
        // Any other kind would send the message to whoever is next.
        let fits = self.kind().can(Capability::RoutesById);
        let sent = match fits {
            true => message
                .set_routing_id(peer)
                .and_then(|()| self.send_frames(operation, wait, std::slice::from_mut(&mut message))),
            false => {
                Err(Error::Unsupported { operation, what: "routing ids that are numbers, on this kind of socket" })
            }
        };
        sent.map_err(|error| SendError::new(message, error))
    }
}

impl Socket<Peer> {
    /// [`connect`](Socket::connect) that answers the routing id of the peer, to which messages can be sent at once.
    ///
    /// # Errors
    /// As [`connect`](Socket::connect); and on a socket with [`immediate`](Socket::set_immediate).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PEER};
    ///
    /// let context = Context::new()?;
    /// let (one, other) = (context.socket(PEER)?, context.socket(PEER)?);
    /// let id = other.connect_peer(one.bind("tcp://127.0.0.1:*")?)?;
    /// other.send_to(id, "hello")?;
    /// assert_eq!(one.recv()?, "hello");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_connect_peer")]
    pub fn connect_peer(&self, endpoint: impl AsRef<str>) -> Result<RoutingId> {
        const OPERATION: &str = "connect_peer";
        let text = endpoint.as_ref();
        let address = endpoint::check_connect(text).map_err(|reason| refused(OPERATION, text, reason))?;
        if self.immediate()? {
            return Err(Error::input(OPERATION, "with `immediate` the peer has no routing id before it is there"));
        }
        let id = self.attach_connected(OPERATION, text, address, |address| self.raw.connect_peer(address))?;
        RoutingId::new(id).ok_or(Error::input(OPERATION, "the peer got no routing id"))
    }
}

impl Socket<Radio> {
    /// Sends a message to the DISHes that joined a group, whose name has 14 bytes at most.
    ///
    /// # Errors
    /// The message comes back: the group is longer or has a NUL in it, or the socket is connected over udp and the
    /// message is longer than 8177 bytes. [`WouldBlock`](Error::WouldBlock) when one is behind and
    /// [`xpub_nodrop`](Socket::set_xpub_nodrop) is set.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, DISH, RADIO};
    ///
    /// let context = Context::new()?;
    /// let (radio, dish) = (context.socket(RADIO)?, context.socket(DISH)?);
    /// dish.join("weather")?;
    /// radio.bind("inproc://radio")?;
    /// dish.connect("inproc://radio")?;
    /// radio.send_to("sport", "2:1")?;
    /// radio.send_to("weather", "sunny")?;
    /// let message = dish.recv()?;
    /// assert_eq!((message.group(), &message[..]), (&b"weather"[..], &b"sunny"[..]));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn send_to(&self, group: &str, message: impl Into<Message>) -> Result<(), SendError<Message>> {
        const OPERATION: &str = "send_to";
        let mut message = message.into();
        let sent = group_text(OPERATION, group)
            .and_then(|_| message.set_group(group))
            .and_then(|()| self.send_frames(OPERATION, Wait::Configured, std::slice::from_mut(&mut message)));
        sent.map_err(|error| SendError::new(message, error))
    }
}

impl Socket<Dish> {
    /// Joins a group: what RADIOs send to it is received. A name has 14 bytes at most: longer ones, which libzmq has,
    /// cannot be passed on safely.
    ///
    /// # Errors
    /// When the name is longer or has a NUL in it, or the group was joined before.
    #[doc(alias = "zmq_join")]
    pub fn join(&self, group: &str) -> Result<()> {
        let text = group_text("join", group)?;
        self.raw.join(&text).map_err(|errno| membership("join", group, errno, "it was joined before"))
    }

    /// Leaves a group.
    ///
    /// # Errors
    /// When it was not joined.
    #[doc(alias = "zmq_leave")]
    pub fn leave(&self, group: &str) -> Result<()> {
        let text = group_text("leave", group)?;
        self.raw.leave(&text).map_err(|errno| membership("leave", group, errno, "it was not joined"))
    }
}

fn membership(operation: &'static str, group: &str, errno: Errno, why: &str) -> Error {
    match errno {
        Errno::INVAL => Error::input(operation, format!("{group:?}: {why}")),
        errno => Error::new(operation, errno),
    }
}

impl<K: Kind> Socket<K> {
    /// A DGRAM gives its messages the addresses of their senders, which libzmq takes to be those of IPv4: with IPv6 the first
    /// datagram ends the process.
    pub(super) fn check_datagrams(&self, operation: &'static str) -> Result<()> {
        if self.kind() != SocketType::Dgram || !guarded!("b04_dgram_over_ipv6") {
            return Ok(());
        }
        match self.raw.get_int(ffi::ZMQ_IPV6) {
            Ok(0) => Ok(()),
            Ok(_) => Err(Error::input(operation, "a DGRAM socket has no IPv6: set `ipv6` to false first")),
            Err(errno) => Err(Error::new(operation, errno)),
        }
    }
}

impl Socket<Dgram> {
    /// Sends a datagram to an address, as `192.168.1.7:5555`. The socket must be bound. Nobody tells whether it arrives;
    /// libzmq drops it when the address is not numeric. It never waits.
    ///
    /// A received message begins with the address of its sender, which libzmq ends with a NUL; it may be given here so.
    ///
    /// # Errors
    /// Address and body come back: the socket is not bound, or the body is longer than 8192 bytes;
    /// [`WouldBlock`](Error::WouldBlock) when the queue is full.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, DGRAM};
    ///
    /// let context = Context::new()?;
    /// let (one, other) = (context.socket(DGRAM)?, context.socket(DGRAM)?);
    /// one.bind("udp://127.0.0.1:*")?;
    /// other.bind("udp://127.0.0.1:*")?;
    /// assert!(one.send_to("127.0.0.1:9", vec![0; 9000]).is_err());
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn send_to(&self, address: &str, body: impl Into<Message>) -> Result<(), SendError<Multipart>> {
        const OPERATION: &str = "send_to";
        let mut message = [Message::from(address), body.into()];
        let sent = self.send_datagram(OPERATION, &mut message);
        sent.map_err(|error| SendError::new(message.into(), error))
    }

    fn send_datagram(&self, operation: &'static str, message: &mut [Message; 2]) -> Result<()> {
        if !self.state.has_endpoint() && guarded!("b26_dgram_before_bind") {
            return Err(Error::input(operation, "the socket must be bound first; libzmq would end the process"));
        }
        let [address, body] = message;
        if body.len() > MAX_DATAGRAM && guarded!("b04_dgram_datagram") {
            let reason = format!("{} bytes are more than the {MAX_DATAGRAM} that udp carries", body.len());
            return Err(Error::input(operation, reason));
        }
        // Copies go down, and without waiting: a socket that lost its endpoint closes the message that it refuses.
        for (frame, flags) in [(address, DONTWAIT | SNDMORE), (body, DONTWAIT)] {
            let mut copy = frame.share();
            let sent = self.raw.send(copy.raw_mut(), flags);
            if let Err(errno) = sent {
                copy.into_raw().forget();
                return Err(Error::new(operation, errno));
            }
        }
        Ok(())
    }
}

impl Socket<Router> {
    /// Whether a peer is there and has room: writable where a message for it would not wait.
    ///
    /// # Errors
    /// [`Unreachable`](Error::Unreachable) when no peer has the routing id.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, DEALER, ROUTER};
    ///
    /// let context = Context::new()?;
    /// let (router, dealer) = (context.socket(ROUTER)?, context.socket(DEALER)?);
    /// dealer.set_routing_id("worker")?;
    /// dealer.connect(&router.bind("tcp://127.0.0.1:*")?)?;
    /// assert!(router.peer_state("worker").unwrap_err().is_unreachable());
    /// dealer.send("here")?;
    /// router.recv_multipart()?;
    /// assert!(router.peer_state("worker")?.is_writable());
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_socket_get_peer_state")]
    pub fn peer_state(&self, routing_id: impl AsRef<[u8]>) -> Result<PollEvents> {
        let state = self.raw.peer_state(routing_id.as_ref()).map_err(|errno| Error::new("peer_state", errno))?;
        // The two events that it knows are among the low bits.
        Ok(PollEvents::from_bits_truncate((state & 0x7fff) as i16))
    }
}
