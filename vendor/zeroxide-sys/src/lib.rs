//! Raw declarations of libzmq 4.3.5, and a build that compiles or finds the library.
//!
//! The safe interface is the crate `zeroxide`. Names here are those of `zmq.h`; every function is `unsafe` and
//! behaves as its C manual page says. How to choose the library is told in the README.

#![allow(non_camel_case_types, non_snake_case)]

// Nothing is called by name: this links libsodium behind libzmq.
#[cfg(all(feature = "curve", zeroxide_sodium))]
extern crate libsodium_sys as _;

mod constants;
#[cfg(any(feature = "draft", zeroxide_draft))]
pub mod draft;
pub mod errno;
mod functions;
#[cfg(zeroxide_bundled)]
pub mod fused;
mod types;
#[cfg(zeroxide_bundled)]
pub mod whole;

pub use constants::*;
#[cfg(feature = "draft")]
pub use draft::*;
pub use functions::*;
pub use types::*;
