//! zeroxide under the API of the crate zmq (rust-zmq) 0.10: change `Cargo.toml`, not your code.
//!
//! ```toml
//! [patch.crates-io]
//! zmq = { git = "https://…/zeroxide" }
//! ```
//!
//! Every item of rust-zmq 0.10 is here with its signature, and the few that its unreleased version added. What it does
//! is what rust-zmq does, but where that was undefined behaviour, a panic, a hang or a silent loss. The page
//! `docs/porting-from-rust-zmq.md` lists those differences, and says what each call is in zeroxide's own API.
//!
//! ```
//! let context = zmq::Context::new();
//! let server = context.socket(zmq::REP)?;
//! server.bind("tcp://127.0.0.1:*")?;
//! let endpoint = server.get_last_endpoint()?.unwrap();
//!
//! let client = context.socket(zmq::REQ)?;
//! client.connect(&endpoint)?;
//! client.send("hello", 0)?;
//! assert_eq!(server.recv_string(0)?.as_deref(), Ok("hello"));
//! # Ok::<(), zmq::Error>(())
//! ```
#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![allow(clippy::new_without_default)]

mod context;
mod curve;
mod error;
mod kinds;
mod library;
mod message;
mod monitor;
mod poll;
mod proxy;
mod raw;
mod receive;
mod send;
mod socket;
mod sockopt;

pub use context::Context;
pub use curve::{CurveKeyPair, DecodeError, EncodeError, z85_decode, z85_encode};
pub use error::{Error, Result};
pub use kinds::SocketType::*;
pub use kinds::{Mechanism, SocketEvent, SocketType};
pub use library::{DONTWAIT, SNDMORE, has, version};
pub use message::Message;
pub use poll::{POLLERR, POLLIN, POLLOUT, PollEvents, PollItem, poll};
pub use proxy::{proxy, proxy_steerable, proxy_steerable_with_capture, proxy_with_capture};
pub use send::Sendable;
pub use socket::Socket;
