//! The only unsafe code of the crate: owned handles and one checked function for each C call.
//!
//! Nothing here knows what a socket kind or an option is. Every function refuses, before it calls C, the arguments that
//! would be undefined behaviour; what is merely wrong comes back as an [`Errno`].
#![allow(unsafe_code)]

mod context;
#[cfg(all(unix, any(feature = "tokio", feature = "smol", all(feature = "aio", feature = "draft"))))]
mod descriptor;
mod errno;
mod fork;
mod library;
#[cfg(unix)]
mod listener;
#[cfg(feature = "aio")]
mod lock;
mod message;
mod monitor;
mod poll;
mod room;
mod schedule;
#[cfg(all(unix, feature = "aio", feature = "draft"))]
mod signal;
mod socket;
mod transfer;
mod whole;

pub(crate) use context::RawContext;
#[cfg(all(unix, any(feature = "tokio", feature = "smol", all(feature = "aio", feature = "draft"))))]
pub(crate) use descriptor::duplicate;
pub(crate) use errno::{Errno, uninterrupted};
pub(crate) use fork::{generation, hold_still};
pub(crate) use library::{KeyText, curve_keypair, curve_public, has, version};
#[cfg(unix)]
pub(crate) use listener::is_listening;
#[cfg(feature = "aio")]
pub(crate) use lock::{Lock, Locked};
pub use message::ForeignMessage;
pub(crate) use message::RawMessage;
pub(crate) use monitor::{Format, Tap};
pub use poll::{PollItem, RawFd};
pub(crate) use poll::{PollSet, poll};
#[cfg(unix)]
pub(crate) use poll::{Signal, await_signals};
pub(crate) use room::has_room;
pub(crate) use schedule::{try_affinity, try_schedule};
#[cfg(all(unix, feature = "aio", feature = "draft"))]
pub(crate) use signal::PollerSignal;
pub use socket::ForeignSocket;
pub(crate) use socket::{DONTWAIT, Gate, RawSocket, SNDMORE};
