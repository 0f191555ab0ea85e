//! The raw declarations of libzmq under the names of the crate zmq-sys 0.12, for programs that were written for it.
//!
//! Everything is zeroxide-sys's: one libzmq in the program, bundled or the system's, with CURVE. Names, types and values
//! are those of zmq-sys 0.12, so `ZMQ_PUSH` is a `u32` here and an `int` there. What zmq-sys does not have is in
//! zeroxide-sys.
//!
//! Put this in `Cargo.toml` for every crate of the program that depends on zmq-sys:
//!
//! ```toml
//! [patch.crates-io]
//! zmq-sys = { git = "https://…/zeroxide" }
//! ```
#![warn(missing_docs)]

mod constants;

pub use constants::*;
pub use zeroxide_sys::RawFd;
pub use zeroxide_sys::errno;
pub use zeroxide_sys::{zmq_free_fn, zmq_msg_t, zmq_pollitem_t};
#[rustfmt::skip]
pub use zeroxide_sys::{
    zmq_version, zmq_errno, zmq_strerror, zmq_ctx_new, zmq_ctx_term, zmq_ctx_shutdown, zmq_ctx_set, zmq_ctx_get,
    zmq_msg_init, zmq_msg_init_size, zmq_msg_init_data, zmq_msg_send, zmq_msg_recv, zmq_msg_close, zmq_msg_move,
    zmq_msg_copy, zmq_msg_data, zmq_msg_size, zmq_msg_more, zmq_msg_get, zmq_msg_set, zmq_msg_gets, zmq_socket,
    zmq_close, zmq_setsockopt, zmq_getsockopt, zmq_bind, zmq_connect, zmq_unbind, zmq_disconnect, zmq_send,
    zmq_send_const, zmq_recv, zmq_socket_monitor, zmq_sendmsg, zmq_recvmsg, zmq_sendiov, zmq_recviov, zmq_poll,
    zmq_proxy, zmq_proxy_steerable, zmq_has, zmq_device, zmq_z85_encode, zmq_z85_decode, zmq_curve_keypair,
};
