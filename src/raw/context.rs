//! The owner of a `zmq_ctx`.

use std::ffi::c_void;
use std::ptr::NonNull;

use zeroxide_sys as ffi;

use super::errno::{Errno, check};
use super::fork;
use crate::guard::guarded;

/// A context that nobody has terminated yet. Dropping it leaks: whoever owns it decides when to wait in
/// [`terminate`](RawContext::terminate).
#[derive(Debug)]
pub(crate) struct RawContext {
    ptr: NonNull<c_void>,
    generation: u32,
}

// SAFETY: libzmq's context functions may be called from any thread; only zmq_ctx_term is exclusive, and it takes `self`.
unsafe impl Send for RawContext {}
// SAFETY: as above: set, get, shutdown and zmq_socket lock inside libzmq.
unsafe impl Sync for RawContext {}

impl RawContext {
    pub(crate) fn new() -> Result<RawContext, Errno> {
        fork::watch();
        // SAFETY: zmq_ctx_new has no preconditions.
        let ptr = unsafe { ffi::zmq_ctx_new() };
        let ptr = NonNull::new(ptr).ok_or_else(Errno::last)?;
        Ok(RawContext { ptr, generation: fork::generation() })
    }

    pub(crate) fn is_foreign(&self) -> bool {
        self.generation != fork::generation()
    }

    pub(crate) fn as_ptr(&self) -> *mut c_void {
        self.ptr.as_ptr()
    }

    fn own(&self) -> Result<*mut c_void, Errno> {
        if self.is_foreign() { Err(Errno::FORKED) } else { Ok(self.ptr.as_ptr()) }
    }

    pub(crate) fn set(&self, option: i32, value: i32) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: ptr came from zmq_ctx_new and is freed only by `terminate`, which takes `self`.
        check(unsafe { ffi::zmq_ctx_set(ptr, option, value) })
    }

    /// Reads an option. −1 is an error but for the scheduling policy, whose "leave alone" is −1.
    pub(crate) fn get(&self, option: i32) -> Result<i32, Errno> {
        let ptr = self.own()?;
        // SAFETY: ptr came from zmq_ctx_new and is freed only by `terminate`, which takes `self`.
        let value = unsafe { ffi::zmq_ctx_get(ptr, option) };
        if value == -1 && option != ffi::ZMQ_THREAD_SCHED_POLICY { Err(Errno::last()) } else { Ok(value) }
    }

    /// Sets an option whose value is text.
    #[cfg(libzmq_draft)]
    pub(crate) fn set_bytes(&self, option: i32, value: &[u8]) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: ptr as above; value is readable for its length and copied by the call.
        check(unsafe { ffi::draft::zmq_ctx_set_ext(ptr, option, value.as_ptr().cast(), value.len()) })
    }

    /// Wakes every blocked call on the context's sockets. Never blocks.
    pub(crate) fn shutdown(&self) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: ptr came from zmq_ctx_new and is freed only by `terminate`, which takes `self`.
        check(unsafe { ffi::zmq_ctx_shutdown(ptr) })
    }

    /// Waits until every socket is closed and unsent messages are gone or given up, then frees the context.
    pub(crate) fn terminate(self) {
        if self.is_foreign() {
            return;
        }
        loop {
            // SAFETY: `self` owns the pointer and is consumed: no other call on it can follow. The call is repeated
            // only after EINTR, when the context still exists.
            match check(unsafe { ffi::zmq_ctx_term(self.ptr.as_ptr()) }) {
                Err(Errno::INTR) if guarded!("b10_signal_at_the_end") => {}
                _ => return,
            }
        }
    }
}
