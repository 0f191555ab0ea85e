//! Sockets for `async` code: [`AsyncSocket`], on tokio, on smol, or on any executor.
//!
//! ```
//! use zeroxide::aio::AsyncSocket;
//! use zeroxide::{Context, REP, REQ};
//!
//! # fn main() -> Result<(), zeroxide::Error> {
//! # futures_lite::future::block_on(async {
//! let context = Context::new()?;
//! let server = AsyncSocket::new(context.socket(REP)?)?;
//! let endpoint = server.with(|socket| socket.bind("tcp://127.0.0.1:*"))?;
//! let client = AsyncSocket::new(context.builder_for(REQ).connect(endpoint).build()?)?;
//!
//! client.send("Hello").await?;
//! assert_eq!(server.recv().await?, "Hello");
//! server.send("World").await?;
//! assert_eq!(client.recv().await?, "World");
//! # Ok(())
//! # })
//! # }
//! ```
//!
//! # How it waits
//!
//! libzmq gives each socket a descriptor that becomes readable when commands for the socket have come. It says neither
//! what they are nor that anything can be sent or received, and it says so once. All that is known about it here:
//!
//! - Every operation is tried first. It waits only after a try that found nothing, made after the descriptor's
//!   readiness was forgotten: whatever comes after that try is announced again.
//! - Any operation, by whatever task, may take in the news that another one waits for. So each one ends by looking
//!   whether others wait; if so, it asks libzmq what can be done now, calls those who can do it, and has the descriptor
//!   watched again for the rest.
//! - One waiter of each direction is called at a time, and calls the next when there is more; one that is dropped hands
//!   its call on.
//!
//! The runtime has no part in this but to watch a descriptor. That is done by tokio (feature `tokio`), by async-io,
//! which smol is made of (feature `smol`), or by one thread that serves all sockets, on any executor and any system.
//!
//! # Timeouts, selection, shutdown
//!
//! Every future may be dropped at any time; see [`AsyncSocket`] for what that means. So the runtime's own `timeout` and
//! `select!` work as they are; the socket's `rcvtimeo` and `sndtimeo` are not looked at.
//! [`Context::shutdown`](crate::Context::shutdown) ends every pending future with
//! [`Error::Terminated`](crate::Error::Terminated), and every stream.
//!
//! # Monitors, proxies, authenticators
//!
//! [`AsyncMonitor`] is a stream of a socket's events. [`Proxy::into_task`](crate::Proxy::into_task) is a proxy as a future,
//! with a handle by which other tasks steer it.
//! [`AuthenticatorBuilder::into_task`](crate::auth::AuthenticatorBuilder::into_task) is an authenticator as a future, whose
//! decisions may be awaited.

#[cfg(feature = "draft")]
mod draft;
mod driver;
mod monitor;
mod operation;
mod recv;
mod request;
mod send;
mod shared;
mod socket;
mod stream;
mod waiters;
mod watch;

pub use monitor::AsyncMonitor;
pub use recv::Receiving;
pub use send::Sending;
pub use socket::AsyncSocket;
pub(crate) use socket::Farewell;
pub use stream::{Incoming, Outgoing};
pub(crate) use watch::{Watch, give_way};
