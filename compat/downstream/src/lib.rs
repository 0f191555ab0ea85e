//! Crates that were written for rust-zmq, on the stand-ins. See the tests.
//!
//! Everything here is compiled as it comes from the registry; only `[patch.crates-io]` says where `zmq` and `zmq-sys` are
//! to be had.

/// One context for all, as zmq, tmq and async_zmq share its type.
pub fn context() -> zmq::Context {
    let from_tmq: tmq::Context = zmq::Context::new();
    let from_async: async_zmq::Context = from_tmq;
    from_async
}
