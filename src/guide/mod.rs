//! The manual: how to use the crate well, by subject.
//!
//! - [`patterns`]: which kinds of socket belong together, and what they do at their limits
//! - [`threads`]: what may be used from which thread
//! - [`ending`]: unsent messages, blocked calls, Ctrl-C, forks
//! - [`security`]: who may connect, and what an onlooker sees

pub mod ending;
pub mod patterns;
pub mod security;
pub mod threads;
