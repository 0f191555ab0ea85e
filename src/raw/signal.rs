//! A descriptor for the sockets that have none: those of the thread-safe kinds.

use std::ffi::c_void;
use std::ptr::{NonNull, null_mut};

use zeroxide_sys as ffi;

use super::errno::{Errno, check};
use super::fork;
use super::poll::RawFd;
use super::socket::RawSocket;

/// A poller of libzmq's that watches one thread-safe socket, for the sake of its descriptor: libzmq writes to that when
/// the socket is sent a command and all of those before were taken in. Dropped before the socket.
#[derive(Debug)]
pub(crate) struct PollerSignal {
    poller: NonNull<c_void>,
    generation: u32,
}

// SAFETY: the poller is used by `of` and by drop only, which both have it to themselves.
unsafe impl Send for PollerSignal {}
// SAFETY: there is nothing to be done by a shared reference.
unsafe impl Sync for PollerSignal {}

impl PollerSignal {
    /// The signal of a socket, and its descriptor, which lives as long.
    pub(crate) fn of(socket: &RawSocket) -> Result<(PollerSignal, RawFd), Errno> {
        if socket.is_foreign() {
            return Err(Errno::FORKED);
        }
        // SAFETY: it has no preconditions.
        let poller = NonNull::new(unsafe { ffi::draft::zmq_poller_new() }).ok_or_else(Errno::last)?;
        let signal = PollerSignal { poller, generation: fork::generation() };
        // SAFETY: poller and socket are open; the data is handed back and never looked at.
        check(unsafe {
            ffi::draft::zmq_poller_add(signal.poller.as_ptr(), socket.as_ptr(), null_mut(), ffi::ZMQ_POLLIN as i16)
        })?;
        let mut fd: RawFd = 0;
        // SAFETY: the poller is open and fd is writable.
        check(unsafe { ffi::draft::zmq_poller_fd(signal.poller.as_ptr(), &raw mut fd) })?;
        Ok((signal, fd))
    }
}

impl Drop for PollerSignal {
    fn drop(&mut self) {
        if self.generation == fork::generation() {
            let mut poller = self.poller.as_ptr();
            // SAFETY: the poller is open and destroyed nowhere else; its socket is still open, as the owner promises.
            let _ = unsafe { ffi::draft::zmq_poller_destroy(&raw mut poller) };
        }
    }
}
