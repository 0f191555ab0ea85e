//! What the bundled library has beside `zmq.h` for messages of several frames: all of one goes to the same peer, or none.
//!
//! A library from elsewhere does not have these.

use std::ffi::{c_int, c_void};

use crate::types::zmq_msg_t;

unsafe extern "C" {
    /// `zmq_msg_send` with `ZMQ_DONTWAIT`, of a frame that is not the first of its message, which takes in no news of the
    /// peers: 0 on success. The socket is open, and of a kind that is not thread-safe.
    #[link_name = "zeroxide_send_next"]
    pub fn send_next(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// Makes a REQ forget the request that it could not send to the end. Other kinds are left alone.
    #[link_name = "zeroxide_forget_request"]
    pub fn forget_request(socket: *mut c_void);
    /// Whether the first frame of a message was taken from a connection and its others were not, as a poll may do: 1 or 0.
    /// The socket is open.
    #[link_name = "zeroxide_is_amid_message"]
    pub fn is_amid_message(socket: *mut c_void) -> c_int;
}
