//! The kinds of socket: one marker type each, and what each can do.
//!
//! A kind is given when a socket is opened and becomes part of its type, so that what a kind cannot do does not
//! compile: [`Socket<Pub>`](crate::Socket) has no `recv`. Where the kind is known only at run time, give a
//! [`SocketType`]; such a socket has every method, and the calls that do not fit answer an error.
//!
//! ```
//! use zeroxide::{Context, REP, SocketType};
//!
//! let context = Context::new()?;
//! let replies = context.socket(REP)?;
//! let by_name = context.socket("DEALER".parse::<SocketType>()?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each of these compiles:
//!
//! ```
//! # use zeroxide::{Context, PUB, PULL, PUSH, ROUTER, SUB, XPUB};
//! let context = Context::new()?;
//! let publisher = context.socket(PUB)?;
//! publisher.send("news")?;
//! let subscriber = context.socket(SUB)?;
//! subscriber.subscribe(b"news")?;
//! let push = context.socket(PUSH)?;
//! let _ = push.try_send("job");
//! let pull = context.socket(PULL)?;
//! let _ = pull.try_recv()?;
//! let router = context.socket(ROUTER)?;
//! let _ = router.send_multipart(["peer", "body"]);
//! let xpub = context.socket(XPUB)?;
//! let _ = xpub.try_recv()?;
//! # Ok::<(), zeroxide::Error>(())
//! ```
//!
//! and none of these: PUB and PUSH receive nothing,
//!
//! ```compile_fail,E0599
//! # use zeroxide::{Context, PUB};
//! # let publisher = Context::new().unwrap().socket(PUB).unwrap();
//! let _ = publisher.try_recv();
//! ```
//!
//! ```compile_fail,E0599
//! # use zeroxide::{Context, PUSH};
//! # let push = Context::new().unwrap().socket(PUSH).unwrap();
//! let _ = push.try_recv();
//! ```
//!
//! SUB and PULL send nothing,
//!
//! ```compile_fail,E0599
//! # use zeroxide::{Context, SUB};
//! # let subscriber = Context::new().unwrap().socket(SUB).unwrap();
//! let _ = subscriber.try_send("job");
//! ```
//!
//! ```compile_fail,E0599
//! # use zeroxide::{Context, PULL};
//! # let pull = Context::new().unwrap().socket(PULL).unwrap();
//! let _ = pull.send_multipart(["peer", "body"]);
//! ```
//!
//! a PUSH has no topics,
//!
//! ```compile_fail,E0599
//! # use zeroxide::{Context, PUSH};
//! # let push = Context::new().unwrap().socket(PUSH).unwrap();
//! let _ = push.subscribe(b"news");
//! ```
//!
//! a ROUTER sends nothing without an address,
//!
//! ```compile_fail,E0599
//! # use zeroxide::{Context, ROUTER};
//! # let router = Context::new().unwrap().socket(ROUTER).unwrap();
//! let _ = router.try_send("job");
//! ```
//!
//! and nobody but a ROUTER has a ROUTER's options:
//!
//! ```
//! # use zeroxide::{Context, ROUTER};
//! # let socket = Context::new().unwrap().socket(ROUTER).unwrap();
//! let _ = socket.set_router_mandatory(true);
//! ```
//!
//! ```compile_fail,E0599
//! # use zeroxide::{Context, REP};
//! # let socket = Context::new().unwrap().socket(REP).unwrap();
//! let _ = socket.set_router_mandatory(true);
//! ```

mod table;

use std::cell::Cell;
use std::fmt;
use std::str::FromStr;

pub use table::*;

mod sealed {
    pub trait Sealed {}
}

/// A kind of socket: one of the marker types here, or [`SocketType`] where it is known only at run time.
///
/// Sealed: libzmq has the kinds that it has.
pub trait Kind: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// `Cell<()>` for kinds that one thread uses at a time, `()` for those that libzmq makes thread-safe. A socket holds
    /// one of these as a marker and gets its `Sync` from it.
    #[doc(hidden)]
    type Sharing: Sharing;

    /// The kind as a value.
    fn socket_type(self) -> SocketType;

    /// The kind where the type says it, none for [`SocketType`].
    #[doc(hidden)]
    const STATIC: Option<SocketType>;

    /// Whether single frames have to be looked at before they are sent.
    #[doc(hidden)]
    const CHECKED: bool;

    /// Whether several threads may use the socket at once.
    #[doc(hidden)]
    const SHARED: bool;
}

/// What a kind can do or be told. Each has a sealed trait of the same name, by which methods and options are bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capability {
    Any,
    Sends,
    Receives,
    SendsMultipart,
    Addresses,
    Routes,
    Requests,
    Probes,
    Subscribes,
    Filters,
    Publishes,
    Vetoes,
    Forwards,
    Withdraws,
    #[cfg_attr(not(feature = "draft"), allow(dead_code))] // Only draft kinds have it.
    RoutesById,
    Conflates,
    Streams,
    Proxied,
    Assigns,
}

/// How a kind may be used by threads: what its sockets hold as a marker.
#[doc(hidden)]
pub trait Sharing: Send + Default + 'static {
    const SHARED: bool;
}

/// One thread at a time. `Cell` is `Send` and not `Sync`.
#[doc(hidden)]
pub type OneThread = Cell<()>;

impl Sharing for OneThread {
    const SHARED: bool = false;
}

/// Any number of threads at once.
#[doc(hidden)]
pub type ManyThreads = ();

impl Sharing for ManyThreads {
    const SHARED: bool = true;
}

/// The kind of a socket that is known only at run time.
impl Kind for SocketType {
    type Sharing = OneThread;

    fn socket_type(self) -> SocketType {
        self
    }

    const STATIC: Option<SocketType> = None;
    const CHECKED: bool = true;
    const SHARED: bool = false;
}

impl sealed::Sealed for SocketType {}

/// A name or number that is no kind of socket which this build knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of socket that this build knows")]
pub struct UnknownSocketType(String);

impl FromStr for SocketType {
    type Err = UnknownSocketType;

    /// Takes a kind's name in any case, and PyZMQ's old names `XREQ` and `XREP`.
    fn from_str(name: &str) -> Result<SocketType, UnknownSocketType> {
        let upper = name.to_ascii_uppercase();
        let wanted = match upper.as_str() {
            "XREQ" => "DEALER",
            "XREP" => "ROUTER",
            other => other,
        };
        let found = SocketType::ALL.iter().find(|kind| kind.name() == wanted);
        found.copied().ok_or_else(|| UnknownSocketType(name.to_owned()))
    }
}

impl TryFrom<i32> for SocketType {
    type Error = UnknownSocketType;

    /// Takes libzmq's number.
    fn try_from(number: i32) -> Result<SocketType, UnknownSocketType> {
        let found = SocketType::ALL.iter().find(|kind| kind.as_raw() == number);
        found.copied().ok_or_else(|| UnknownSocketType(number.to_string()))
    }
}

impl fmt::Display for SocketType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_lead_back() {
        for kind in SocketType::ALL {
            assert_eq!(kind.to_string().parse(), Ok(*kind));
            assert_eq!(SocketType::try_from(kind.as_raw()), Ok(*kind));
        }
        assert_eq!("xrep".parse(), Ok(SocketType::Router));
        assert!("ROUTERS".parse::<SocketType>().is_err());
        assert!(SocketType::try_from(99).is_err());
    }
}
