//! The socket.

#[cfg(unix)]
mod adopt;
mod aliases;
mod assigned;
#[cfg(feature = "aio")]
mod attempt;
mod builder;
#[cfg(feature = "draft")]
mod draft;
mod endpoint;
mod guard;
mod interop;
mod meeting;
mod once;
mod options;
mod patience;
mod pattern;
mod pipe;
mod pubsub;
mod recv;
mod security;
mod send;
mod state;
mod stream;

use std::ffi::c_void;
use std::fmt;
use std::marker::PhantomData;

use zeroxide_sys as ffi;

use crate::context::{BoundNames, Context, Lease};
use crate::kind::{Capability, Kind, SocketType};
use crate::options::SocketOptions;
use crate::raw::RawSocket;
use crate::{Error, Result};

use state::State;

pub use builder::SocketBuilder;
pub use guard::EndpointGuard;
pub(crate) use patience::Wait;
pub use pipe::pipe;
pub use pubsub::{SubscriptionEvent, Topic};
pub use recv::RecvInto;
pub(crate) use security::ZAP_ENDPOINT;
pub(crate) use send::{close_broken, is_long_subscription};
pub use stream::StreamEvent;

/// A socket of kind `K`, such as `Socket<Rep>`; plain `Socket` is one whose kind is known only at run time.
///
/// Made by [`Context::socket`], or with options by [`Context::builder_for`]. Methods take `&self`, so that a
/// [`Poller`](crate::Poller) can hold the socket while it is used. What the kind cannot do is not there.
///
/// **Threads.** A socket may move to another thread, but be used by one at a time: it is [`Send`] and not [`Sync`], but
/// for the draft kinds that libzmq makes thread-safe.
///
/// **Waiting.** `send` and `recv` wait as long as [`sndtimeo`](Socket::set_sndtimeo) and
/// [`rcvtimeo`](Socket::set_rcvtimeo) say (no limit by default), `send_timeout` and `recv_timeout` as long as they are
/// told, `try_send` and `try_recv` not at all. Signals neither end nor lengthen a wait;
/// [`Context::shutdown`] ends it.
///
/// **Closing.** Drop closes the socket and never waits. Unsent messages live on in the context for
/// [`linger`](Socket::set_linger).
///
/// # Examples
/// ```
/// use zeroxide::{Context, REP, REQ};
///
/// let context = Context::new()?;
/// let server = context.socket(REP)?;
/// let endpoint = server.bind("tcp://127.0.0.1:*")?;
///
/// let client = context.socket(REQ)?;
/// client.connect(&endpoint)?;
/// client.send("World?")?;
///
/// assert_eq!(server.recv_string()?, "World?");
/// server.send("Hello")?;
/// assert_eq!(client.recv_string()?, "Hello");
/// # Ok::<(), zeroxide::Error>(())
/// ```
///
/// It moves to another thread:
///
/// ```
/// # use zeroxide::{Context, PUSH};
/// # let push = Context::new().unwrap().socket(PUSH).unwrap();
/// std::thread::scope(|scope| {
///     scope.spawn(move || drop(push.try_send("a")));
/// });
/// ```
///
/// but two do not share it:
///
/// ```compile_fail,E0277
/// # use zeroxide::{Context, PUSH};
/// # let push = Context::new().unwrap().socket(PUSH).unwrap();
/// std::thread::scope(|scope| {
///     scope.spawn(|| drop(push.try_send("a")));
/// });
/// ```
pub struct Socket<K: Kind = SocketType> {
    // Given up before the socket is closed, so that no other takes a name for bound that is not.
    names: BoundNames,
    // Closed next: the lease tells the context that it is.
    raw: RawSocket,
    lease: Lease,
    state: State,
    kind: K,
    sharing: PhantomData<K::Sharing>,
}

impl Context {
    /// Opens a socket of a kind, given by its constant ([`REP`](crate::REP), [`PUB`](crate::PUB), …) or, where it is known
    /// only at run time, as a [`SocketType`].
    ///
    /// Where there is no place left but that of sockets which are being closed, it waits for one, a second at most: they give
    /// their places back a moment later, or once they have delivered what they linger for.
    ///
    /// # Errors
    /// When the context was shut down, has as many sockets open as it may, or the process is out of descriptors; when a
    /// default option of the context does not take its value.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PAIR, Socket, SocketType};
    ///
    /// let context = Context::new()?;
    /// let pair = context.socket(PAIR)?;
    /// let dealer: Socket = context.socket(SocketType::Dealer)?;
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_socket")]
    pub fn socket<K: Kind>(&self, kind: K) -> Result<Socket<K>> {
        Socket::open(self, kind, &SocketOptions::new())
    }

    /// A builder for a socket of a kind, which takes options first. See [`SocketBuilder`].
    pub fn builder_for<K: Kind>(&self, kind: K) -> SocketBuilder<K> {
        SocketBuilder::new(self.clone(), kind)
    }
}

impl<K: Kind> Socket<K> {
    fn open(context: &Context, kind: K, options: &SocketOptions) -> Result<Socket<K>> {
        const OPERATION: &str = "socket";
        let number = kind.socket_type().as_raw();
        let (raw, lease) = context.open(OPERATION, number)?;
        context.defaults().apply(OPERATION, &raw, kind.socket_type(), false)?;
        options.apply(OPERATION, &raw, kind.socket_type(), true)?;
        let state = State::read(&raw, kind.socket_type()).map_err(|errno| Error::new(OPERATION, errno))?;
        // Last: the domain is among the options, and what sets the mechanism last wins.
        if let Some(security) = options.security().or(context.defaults().security()) {
            state.promise(security.apply(OPERATION, &raw)?);
        }
        let assigned =
            options.last(ffi::ZMQ_CONNECT_ROUTING_ID).or(context.defaults().last(ffi::ZMQ_CONNECT_ROUTING_ID));
        if let Some(id) = assigned.filter(|_| kind.socket_type().can(Capability::Assigns)) {
            state.attaching().announce(id.bytes());
        }
        if let Some(greeting) = options.last(state::HELLO_MSG).or(context.defaults().last(state::HELLO_MSG)) {
            state.note_greeting(greeting);
        }
        Ok(Socket { names: BoundNames::new(context), raw, lease, state, kind, sharing: PhantomData })
    }

    /// The kind as a value.
    #[doc(alias = "ZMQ_TYPE")]
    #[inline]
    pub fn kind(&self) -> SocketType {
        self.kind.socket_type()
    }

    /// The context that the socket belongs to.
    pub fn context(&self) -> &Context {
        self.lease.context()
    }

    /// Closes the socket, which drop does too. Returns at once; unsent messages live on for
    /// [`linger`](Socket::set_linger), and addresses are let go of a moment later.
    #[doc(alias = "zmq_close")]
    pub fn close(self) {}

    /// The C socket, for calls that this crate does not have. It stays this socket's: do not close it, and keep to the
    /// thread rules.
    #[doc(alias = "underlying")]
    pub fn as_ptr(&self) -> *mut c_void {
        self.raw.as_ptr()
    }

    #[inline]
    pub(crate) fn raw(&self) -> &RawSocket {
        &self.raw
    }

    /// Whether the socket keeps just the newest message, so that one of several frames would break it.
    pub(crate) fn conflates(&self) -> bool {
        self.state.conflates()
    }

    /// Whether frames of a message went out and its last one did not.
    pub(crate) fn is_amid(&self) -> bool {
        self.state.is_amid()
    }
}

impl<K: Kind> fmt::Debug for Socket<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket").field("kind", &self.kind()).field("endpoints", &self.state.endpoints()).finish()
    }
}

#[cfg(fuzzing)]
pub(crate) mod fuzzing {
    use super::SubscriptionEvent;
    use crate::multipart::Multipart;

    /// Reads what an XPUB received.
    pub fn subscription(message: Multipart) -> SubscriptionEvent {
        SubscriptionEvent::read(message)
    }
}
