//! The only unsafe code: rust-zmq's own unsafe functions, and what a type with `Drop` needs to be taken apart.
#![allow(unsafe_code)]

use std::ffi::c_void;
use std::mem::ManuallyDrop;

use zeroxide::{ForeignMessage, ForeignSocket};

use crate::{Message, PollItem, Socket};

impl Socket {
    /// Makes a socket of one that came from C, or from [`into_raw`](Socket::into_raw). It closes it on drop.
    ///
    /// # Safety
    /// The pointer is an open socket that nobody else uses or closes from now on. Where it did not come from
    /// [`into_raw`](Socket::into_raw), its context outlives it.
    ///
    /// # Panics
    /// On the null pointer.
    #[allow(clippy::expect_used)] // No socket can be made of nothing, and the signature has no error.
    pub unsafe fn from_raw(sock: *mut c_void) -> Socket {
        // SAFETY: the caller vouches for the pointer.
        let foreign = unsafe { ForeignSocket::from_ptr(sock) };
        Socket::new(zeroxide::Socket::adopt(foreign.expect("a socket is not null")))
    }
}

impl Message {
    /// Takes a C message over.
    ///
    /// # Safety
    /// The message is initialised, and no copy of the struct is used or closed from now on.
    pub unsafe fn from_msg(msg: zeroxide::ffi::zmq_msg_t) -> Message {
        // SAFETY: the caller vouches for the message.
        let foreign = unsafe { ForeignMessage::from_c(msg) };
        Message::from_own(foreign.into())
    }

    /// A message of `len` bytes. They are zero; rust-zmq left them uninitialised.
    ///
    /// # Safety
    /// None is needed here.
    #[deprecated(since = "0.9.1", note = "use `with_size`")]
    pub unsafe fn with_capacity_unallocated(len: usize) -> Message {
        Message::with_size(len)
    }
}

/// Takes the value out of something that will not be dropped.
pub(crate) fn take<H, T>(holder: H, part: impl FnOnce(&mut H) -> &mut ManuallyDrop<T>) -> T {
    let mut holder = ManuallyDrop::new(holder);
    // SAFETY: the holder is not dropped, and nobody else has it: the value is not used again.
    unsafe { ManuallyDrop::take(part(&mut holder)) }
}

/// Drops the value in something that is being dropped itself.
///
/// # Safety
/// The value is not used again.
pub(crate) unsafe fn drop_part<T>(part: &mut ManuallyDrop<T>) {
    // SAFETY: the caller vouches for it.
    unsafe { ManuallyDrop::drop(part) }
}

impl Drop for Message {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the message is being dropped.
        unsafe { drop_part(self.part()) }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // SAFETY: the socket is being dropped.
        unsafe { drop_part(self.part()) }
    }
}

/// The items as zeroxide has them.
#[inline]
pub(crate) fn poll_items<'i, 's>(items: &'i mut [PollItem<'s>]) -> &'i mut [zeroxide::PollItem<'s>] {
    const { assert!(size_of::<PollItem<'_>>() == size_of::<zeroxide::PollItem<'_>>()) };
    let items: *mut [PollItem<'s>] = items;
    // SAFETY: the item's only field that has a size is zeroxide's, at its beginning, as `repr(C)` lays it out.
    unsafe { &mut *(items as *mut [zeroxide::PollItem<'s>]) }
}
