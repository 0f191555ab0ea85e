//! A safe, idiomatic wrapper over [libzmq](https://zeromq.org), the C library of ZeroMQ.
//!
//! ```
//! use zeroxide::{Context, REP, REQ};
//!
//! let context = Context::new()?;
//! let server = context.socket(REP)?;
//! let endpoint = server.bind("tcp://127.0.0.1:*")?;
//! let client = context.socket(REQ)?;
//! client.connect(endpoint)?;
//!
//! client.send("Hello")?;
//! assert_eq!(server.recv_string()?, "Hello");
//! server.send("World")?;
//! assert_eq!(client.recv_string()?, "World");
//! # Ok::<(), zeroxide::Error>(())
//! ```
//!
//! A [`Context`] holds libzmq's threads and is shared by all of a program; a [`Socket`] is of a [`kind`], which decides
//! what it can do; a [`Message`] is one frame, a [`Multipart`] several. Options are methods, on sockets and on
//! [`SocketBuilder`]; all of them are listed in [`options`]. The [`guide`] tells how they are used well.
//!
//! What goes wrong is an [`Error`] that names the operation and the endpoint or option; an owned value that could not be
//! sent comes back in a [`SendError`].
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `bundled` | yes | libzmq 4.3.5, compiled from source and linked statically |
//! | `curve` | yes | CURVE in the bundled library, with a libsodium compiled from source |
//! | `curve-system` | | CURVE in the bundled library, with the system's libsodium |
//! | `draft` | | libzmq's draft kinds, options and functions |
//! | `aio` | | `AsyncSocket`, on any executor by a thread that watches its sockets |
//! | `tokio` | | `AsyncSocket` on tokio's reactor |
//! | `smol` | | `AsyncSocket` on async-io, the reactor of smol |
//! | `bytes` | | conversions between [`Message`] and `bytes::Bytes`, without copying |
//! | `json` | | JSON in PyZMQ's bytes; see [`codec`] |
//! | `msgpack` | | MessagePack |
//! | `pickle` | | Python's pickle for plain values, which runs nothing |
//! | `log` | | what `Drop` had to do, through the `log` facade; `logging::PubLogger`, which publishes what is logged |
#![warn(missing_docs, missing_debug_implementations)]
#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc, clippy::missing_safety_doc)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![doc(test(attr(deny(warnings), allow(unused_variables))))]

mod context;
mod device;
mod endpoint;
mod error;
mod events;
mod guard;
mod keys;
mod message;
mod monitor;
mod multipart;
mod poller;
mod proxy;
mod raw;
mod socket;
mod time;
mod timers;
mod version;

#[cfg(feature = "aio")]
pub mod aio;
pub mod auth;
pub mod codec;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
pub mod guide;
pub mod kind;
#[cfg(feature = "log")]
pub mod logging;
pub mod options;
pub mod z85;

pub use context::{Context, ContextBuilder};
pub use device::{Device, DeviceHandle, DeviceMonitor, DeviceType, FORWARDER, Monitored, QUEUE, STREAMER, device};
pub use endpoint::{Endpoint, EndpointError, IPC_PATH_MAX_LEN, Transport};
pub use error::{Error, Result, SendError, SystemError};
pub use events::{POLLERR, POLLIN, POLLOUT, POLLPRI, PollEvents};
pub use keys::{KeyPair, PublicKey, SecretKey};
#[cfg(feature = "draft")]
pub use kind::{
    CHANNEL, CLIENT, Channel, Client, DGRAM, DISH, Dgram, Dish, GATHER, Gather, PEER, Peer, RADIO, Radio, SCATTER,
    SERVER, Scatter, Server,
};
pub use kind::{
    DEALER, Dealer, Kind, PAIR, PUB, PULL, PUSH, Pair, Pub, Pull, Push, REP, REQ, ROUTER, Rep, Req, Router, STREAM,
    SUB, SocketType, Stream, Sub, XPUB, XPub, XSUB, XSub,
};
#[cfg(feature = "draft")]
pub use message::RoutingId;
pub use message::{IntoMessage, Message, ReleaseNotice, Released};
pub use monitor::{Monitor, MonitorAddress, MonitorEvent, MonitorEvents, MonitorIntoIter, MonitorIter, ProtocolError};
pub use multipart::{IntoMultipart, Multipart};
pub use options::SocketOptions;
#[doc(hidden)]
pub use poller::poll_once;
pub use poller::{Pollable, Poller, Ready, poll};
#[cfg(feature = "aio")]
pub use proxy::ProxyControl;
pub use proxy::{
    Flow, Proxy, ProxyEnd, ProxyHandle, ProxyStatistics, Stopped, Way, monitored_queue, proxy, proxy_with_capture,
};
pub use raw::{ForeignMessage, ForeignSocket, PollItem, RawFd};
pub use socket::{EndpointGuard, RecvInto, Socket, SocketBuilder, StreamEvent, SubscriptionEvent, Topic, pipe};
pub use time::ms;
pub use timers::{TimerId, Timers};
pub use version::{CRATE_VERSION, Version, has, version};

pub use zeroxide_sys as ffi;

/// The README's examples are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The ports of the guide for those who come from PyZMQ, too.
#[cfg(all(doctest, feature = "json", feature = "pickle"))]
#[doc = include_str!("../docs/porting-from-pyzmq.md")]
struct PortingFromPyzmq;
