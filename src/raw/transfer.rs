//! The calls that move messages: those of the bundled library's own, or those of `zmq.h`, which do the same in more steps.

use std::ffi::c_void;

use zeroxide_sys::zmq_msg_t;

use super::errno::{Errno, check};

#[cfg(not(libzmq_bundled))]
use by_the_book as fused;
#[cfg(libzmq_bundled)]
use zeroxide_sys::fused;

/// Sends a copy of the bytes.
///
/// # Safety
/// The socket is open.
#[inline]
pub(super) unsafe fn send_copy(socket: *mut c_void, bytes: &[u8], flags: i32) -> Result<(), Errno> {
    // SAFETY: the caller vouches for the socket; the bytes are readable for their length, and copied.
    check(unsafe { fused::send(socket, bytes.as_ptr().cast(), bytes.len(), flags) })
}

/// Sends bytes that live for ever, without copying them.
///
/// # Safety
/// The socket is open.
#[inline]
pub(super) unsafe fn send_static(socket: *mut c_void, bytes: &'static [u8], flags: i32) -> Result<(), Errno> {
    // SAFETY: the caller vouches for the socket; the bytes live for ever, and libzmq does not write to constant content.
    check(unsafe { fused::send_const(socket, bytes.as_ptr().cast(), bytes.len(), flags) })
}

/// Sends a message. Success empties it; failure leaves it as it was.
///
/// # Safety
/// The socket is open and the message initialised.
#[inline]
pub(super) unsafe fn send(socket: *mut c_void, msg: *mut zmq_msg_t, flags: i32) -> Result<(), Errno> {
    // SAFETY: the caller vouches for both.
    check(unsafe { fused::msg_send(msg, socket, flags) })
}

/// Receives into a message, whose former content is released.
///
/// # Safety
/// The socket is open and the message initialised.
#[inline]
pub(super) unsafe fn recv_into(socket: *mut c_void, msg: *mut zmq_msg_t, flags: i32) -> Result<(), Errno> {
    // SAFETY: the caller vouches for both.
    check(unsafe { fused::msg_recv(msg, socket, flags) })
}

/// A message without bytes.
#[inline]
pub(super) fn empty() -> zmq_msg_t {
    fused::empty()
}

/// Releases what a message holds.
///
/// # Safety
/// The message is initialised, and closed nowhere else.
#[inline]
pub(super) unsafe fn close(msg: &mut zmq_msg_t) {
    if !fused::has_nothing_to_release(msg) {
        // SAFETY: the caller vouches for the message.
        unsafe { fused::msg_close(msg) };
    }
}

/// The bytes of a message and how many there are. The pointer may be null or dangle when there are none.
///
/// # Safety
/// The message is initialised.
#[inline]
pub(super) unsafe fn bytes(msg: &zmq_msg_t) -> (*const u8, usize) {
    // SAFETY: the caller vouches for the message.
    if let Some(bytes) = unsafe { fused::bytes_of(msg) } {
        return bytes;
    }
    let mut size = 0;
    // SAFETY: the caller vouches for the message; the call only reads it, and writes the size.
    let data = unsafe { fused::msg_bytes(msg, &raw mut size) };
    (data.cast(), size)
}

/// How many bytes a message has.
///
/// # Safety
/// The message is initialised.
#[inline]
pub(super) unsafe fn size(msg: &zmq_msg_t) -> usize {
    #[cfg(libzmq_bundled)]
    {
        // SAFETY: the caller vouches for the message. This is the quicker call.
        unsafe { bytes(msg) }.1
    }
    #[cfg(not(libzmq_bundled))]
    {
        // SAFETY: the caller vouches for the message; the call only reads.
        unsafe { zeroxide_sys::zmq_msg_size(msg) }
    }
}

/// What the bundled library's calls do, in terms of `zmq.h`.
#[cfg(not(libzmq_bundled))]
mod by_the_book {
    use std::ffi::{c_int, c_void};
    use std::mem::MaybeUninit;

    use zeroxide_sys as ffi;

    /// `zmq_send` does the same and costs more.
    #[inline]
    pub(super) unsafe fn send(socket: *mut c_void, data: *const c_void, size: usize, flags: c_int) -> c_int {
        let mut msg = MaybeUninit::<ffi::zmq_msg_t>::uninit();
        // SAFETY: zmq_msg_init_size writes the whole struct when it succeeds; no slice is so long as to wrap it.
        if unsafe { ffi::zmq_msg_init_size(msg.as_mut_ptr(), size) } == -1 {
            return -1;
        }
        // SAFETY: the message is initialised.
        let room = unsafe { ffi::zmq_msg_data(msg.as_mut_ptr()) };
        // SAFETY: room is for `size` bytes; the two cannot overlap, as one is new.
        unsafe { room.cast::<u8>().copy_from_nonoverlapping(data.cast(), size) };
        // SAFETY: the socket is open and the message initialised. Success empties it, and then it needs no closing.
        let sent = unsafe { msg_send(msg.as_mut_ptr(), socket, flags) };
        if sent == -1 {
            // SAFETY: the send left the message as it was, and nobody uses it afterwards. What closing it frees is memory
            // alone, so the error number stays.
            let _ = unsafe { ffi::zmq_msg_close(msg.as_mut_ptr()) };
        }
        sent
    }

    #[inline]
    pub(super) unsafe fn msg_send(msg: *mut ffi::zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int {
        // SAFETY: the caller vouches for both.
        unsafe { ffi::zmq_msg_send(msg, socket, flags) }
    }

    #[inline]
    pub(super) unsafe fn msg_recv(msg: *mut ffi::zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int {
        // SAFETY: the caller vouches for both.
        unsafe { ffi::zmq_msg_recv(msg, socket, flags) }
    }

    #[inline]
    pub(super) unsafe fn send_const(socket: *mut c_void, data: *const c_void, size: usize, flags: c_int) -> c_int {
        // SAFETY: the caller vouches for the socket and the bytes.
        unsafe { ffi::zmq_send_const(socket, data, size, flags) }
    }

    #[inline]
    pub(super) fn empty() -> ffi::zmq_msg_t {
        let mut msg = MaybeUninit::uninit();
        // SAFETY: zmq_msg_init writes the whole struct and cannot fail.
        unsafe { ffi::zmq_msg_init(msg.as_mut_ptr()) };
        // SAFETY: initialised by the call above.
        unsafe { msg.assume_init() }
    }

    /// Of a library from elsewhere that is not known.
    #[inline]
    pub(super) fn has_nothing_to_release(_msg: &ffi::zmq_msg_t) -> bool {
        false
    }

    /// Of a library from elsewhere it is not known where they are.
    #[inline]
    pub(super) unsafe fn bytes_of(_msg: &ffi::zmq_msg_t) -> Option<(*const u8, usize)> {
        None
    }

    #[inline]
    pub(super) unsafe fn msg_close(msg: *mut ffi::zmq_msg_t) {
        // SAFETY: the caller vouches for the message; closing one that is initialised cannot fail.
        let _ = unsafe { ffi::zmq_msg_close(msg) };
    }

    #[inline]
    pub(super) unsafe fn msg_bytes(msg: *const ffi::zmq_msg_t, size: *mut usize) -> *const c_void {
        // SAFETY: the caller vouches for the message; the call only reads.
        let len = unsafe { ffi::zmq_msg_size(msg) };
        // SAFETY: the caller's place for the size.
        unsafe { size.write(len) };
        // SAFETY: the message is initialised; despite its signature the call only reads.
        unsafe { ffi::zmq_msg_data(msg.cast_mut()) }
    }
}
