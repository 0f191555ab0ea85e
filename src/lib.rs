//! A safe, idiomatic wrapper over [libzmq](https://zeromq.org), the C library of ZeroMQ.
#![warn(missing_docs, missing_debug_implementations)]
#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc, clippy::missing_safety_doc)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![doc(test(attr(deny(warnings), allow(unused_variables))))]

mod context;
mod endpoint;
mod error;
mod events;
mod keys;
mod message;
mod monitor;
mod multipart;
mod poller;
mod proxy;
mod raw;
mod socket;
mod time;
mod version;

pub mod auth;
pub mod kind;
pub mod options;
pub mod z85;

pub use context::{Context, ContextBuilder};
pub use endpoint::{Endpoint, EndpointError, Transport};
pub use error::{Error, Result, SendError, SystemError};
pub use events::{POLLERR, POLLIN, POLLOUT, POLLPRI, PollEvents};
pub use keys::{KeyPair, PublicKey, SecretKey};
pub use kind::{
    DEALER, Dealer, Kind, PAIR, PUB, PULL, PUSH, Pair, Pub, Pull, Push, REP, REQ, ROUTER, Rep, Req, Router, STREAM,
    SUB, SocketType, Stream, Sub, XPUB, XPub, XSUB, XSub,
};
pub use message::{IntoMessage, Message, ReleaseNotice, Released};
pub use monitor::{Monitor, MonitorAddress, MonitorEvent, MonitorEvents, MonitorIntoIter, MonitorIter, ProtocolError};
pub use multipart::{IntoMultipart, Multipart};
pub use options::SocketOptions;
#[doc(hidden)]
pub use poller::poll_once;
pub use poller::{Poller, Ready, poll};
pub use proxy::{
    Flow, Proxy, ProxyEnd, ProxyHandle, ProxyStatistics, Stopped, Way, monitored_queue, proxy, proxy_with_capture,
};
pub use raw::{ForeignMessage, ForeignSocket, PollItem, RawFd};
pub use socket::{RecvInto, Socket, SocketBuilder, pipe};
pub use version::{Version, has, version};

pub use zeroxide_sys as ffi;
