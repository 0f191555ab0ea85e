//! The frames of a message behind its first one: calls of the bundled library's own, which take in no news of the peers.

use std::ffi::c_void;

use zeroxide_sys as ffi;

use super::errno::{Errno, check};
use super::message::RawMessage;
#[cfg(libzmq_bundled)]
use crate::guard::guarded;

/// Sends a frame that is not the first of its message, without waiting. Success empties it. A library from elsewhere may
/// find in between that the peer has gone, or been replaced.
///
/// # Safety
/// The socket is open, and of a kind that one thread uses at a time.
pub(super) unsafe fn send_next(socket: *mut c_void, msg: &mut RawMessage, flags: i32) -> Result<(), Errno> {
    #[cfg(libzmq_bundled)]
    if guarded!("b14_pair_peer_replaced") {
        // SAFETY: the caller vouches for the socket; the message is initialised, before the call and after it.
        return check(unsafe { ffi::whole::send_next(msg.as_mut_ptr(), socket, flags) });
    }
    // SAFETY: the caller vouches for the socket; the message is initialised, before the call and after it.
    check(unsafe { ffi::zmq_msg_send(msg.as_mut_ptr(), socket, flags | ffi::ZMQ_DONTWAIT) })
}

/// Has a REQ forget a request that it began and could not send to the end: without that the next one would go out without
/// its beginning. Other kinds are left alone. Says whether the library can do that; one from elsewhere cannot.
///
/// # Safety
/// The socket is open.
pub(super) unsafe fn forget_request(socket: *mut c_void) -> bool {
    #[cfg(libzmq_bundled)]
    if guarded!("b14_req_peer_dies_amid_request" "b14_req_peer_dies_before_request") {
        // SAFETY: the caller vouches for the socket.
        unsafe { ffi::whole::forget_request(socket) };
    }
    let _ = socket;
    cfg!(libzmq_bundled)
}

/// Whether the first frame of a message was taken from a connection and its others were not, as a poll may do. A library from
/// elsewhere does not tell.
///
/// # Safety
/// The socket is open.
pub(super) unsafe fn is_amid_message(socket: *mut c_void) -> bool {
    #[cfg(libzmq_bundled)]
    // SAFETY: the caller vouches for the socket.
    return unsafe { ffi::whole::is_amid_message(socket) } != 0;
    #[cfg(not(libzmq_bundled))]
    {
        let _ = socket;
        false
    }
}
