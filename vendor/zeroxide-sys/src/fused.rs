//! What the bundled library has beside `zmq.h`: the calls for every message, each in one step.
//!
//! They are made of libzmq's own parts, so the socket and the message are those of `zmq.h`, and the error number is read
//! by [`zmq_errno`](crate::zmq_errno). A library from elsewhere does not have them.

use std::ffi::{c_int, c_void};

use crate::types::zmq_msg_t;

unsafe extern "C" {
    /// `zmq_send`, of a socket that is known to be open: 0 on success.
    #[link_name = "zeroxide_send"]
    pub fn send(socket: *mut c_void, data: *const c_void, size: usize, flags: c_int) -> c_int;
    /// `zmq_msg_send`, of a socket that is known to be open: 0 on success.
    #[link_name = "zeroxide_msg_send"]
    pub fn msg_send(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// `zmq_msg_recv`, of a socket that is known to be open: 0 on success.
    #[link_name = "zeroxide_msg_recv"]
    pub fn msg_recv(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// `zmq_msg_init` and `zmq_msg_recv`, of a socket that is known to be open: 0 and a message, or none.
    #[link_name = "zeroxide_recv"]
    pub fn recv(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// `zmq_msg_close`.
    #[link_name = "zeroxide_msg_close"]
    pub fn msg_close(msg: *mut zmq_msg_t);
    /// `zmq_msg_data` and `zmq_msg_size`.
    #[link_name = "zeroxide_msg_bytes"]
    pub fn msg_bytes(msg: *const zmq_msg_t, size: *mut usize) -> *const c_void;
}
