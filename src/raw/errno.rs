//! The error number of a C call, and the one function that reads it.

use zeroxide_sys as ffi;

/// libzmq's own numbers start here, far above the system's.
const HAUSNUMERO: i32 = 156_384_712;

/// The number that a failed C call left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Errno(pub(crate) i32);

impl Errno {
    pub(crate) const AGAIN: Errno = Errno(libc::EAGAIN);
    pub(crate) const INTR: Errno = Errno(libc::EINTR);
    pub(crate) const INVAL: Errno = Errno(libc::EINVAL);
    pub(crate) const NOTSUP: Errno = Errno(if cfg!(windows) { HAUSNUMERO + 1 } else { libc::ENOTSUP });
    pub(crate) const HOSTUNREACH: Errno = Errno(if cfg!(windows) { HAUSNUMERO + 18 } else { libc::EHOSTUNREACH });
    pub(crate) const MFILE: Errno = Errno(libc::EMFILE);
    pub(crate) const NOMEM: Errno = Errno(libc::ENOMEM);
    pub(crate) const FSM: Errno = Errno(HAUSNUMERO + 51);
    pub(crate) const NOCOMPATPROTO: Errno = Errno(HAUSNUMERO + 52);
    pub(crate) const TERM: Errno = Errno(HAUSNUMERO + 53);
    pub(crate) const MTHREAD: Errno = Errno(HAUSNUMERO + 54);
    /// Not a C number: the handle belongs to the process that this one was forked from.
    pub(crate) const FORKED: Errno = Errno(i32::MIN);

    /// What the last C call on this thread failed with. To be called before anything else runs.
    #[inline]
    pub(crate) fn last() -> Errno {
        // SAFETY: zmq_errno reads a thread-local number and has no preconditions.
        Errno(unsafe { ffi::zmq_errno() })
    }
}

/// Checks a call that answers −1 on failure.
#[inline]
pub(crate) fn check(rc: libc::c_int) -> Result<(), Errno> {
    if rc == -1 { Err(Errno::last()) } else { Ok(()) }
}

/// Checks a call that answers a count, or −1 on failure.
#[inline]
pub(crate) fn count(rc: libc::c_int) -> Result<usize, Errno> {
    usize::try_from(rc).map_err(|_| Errno::last())
}

/// Repeats a call that a signal interrupted. Only for calls that do not wait.
#[inline]
pub(crate) fn uninterrupted<T>(mut call: impl FnMut() -> Result<T, Errno>) -> Result<T, Errno> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            done => return done,
        }
    }
}
