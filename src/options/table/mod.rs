//! The table of options. A group of rows is a macro that hands them to the macro it is given:
//!
//! ```text
//! Capability {
//!     /// What it means, unit, default.
//!     (ReadWrite Always linger / set_linger: Timeout = 17 "ZMQ_LINGER" [250, -2])
//! }
//! ```
//!
//! A row says: access, when it counts, getter and setter, shape of the value, number and name in C, and for the
//! round-trip test a legal value that is not the default and one that is refused. The capability says which kinds have
//! it. An option added here gets its methods, its builder methods, its table entry and its test.

mod connection;
#[cfg(feature = "draft")]
mod draft;
mod general;
mod legacy;
mod multicast;
mod pubsub;
mod routing;
mod security;
mod tcp;

pub(crate) use connection::connection;
#[cfg(feature = "draft")]
pub(crate) use draft::draft;
pub(crate) use general::general;
pub(crate) use legacy::legacy;
pub(crate) use multicast::multicast;
pub(crate) use pubsub::pubsub;
pub(crate) use routing::routing;
pub(crate) use security::security;
pub(crate) use tcp::tcp;
