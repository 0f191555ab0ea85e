//! `zmq_poll`, over a slice of items.

use std::marker::PhantomData;

use zeroxide_sys as ffi;

use super::errno::{Errno, count};
use super::fork;
use super::socket::RawSocket;

/// An OS descriptor as libzmq takes it.
#[cfg(unix)]
pub type RawFd = std::os::fd::RawFd;
#[cfg(windows)]
pub type RawFd = std::os::windows::io::RawSocket;

/// What to wait for on one socket or descriptor. Laid out as C has it; borrows what it watches.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub(crate) struct RawPollItem<'a> {
    item: ffi::zmq_pollitem_t,
    watched: PhantomData<&'a RawSocket>,
}

// SAFETY: the item is two numbers and a pointer that is only dereferenced inside `poll`, which takes it from `Socket`s
// that the owner of the item may use on its thread (`Poller` carries their markers).
unsafe impl Send for RawPollItem<'_> {}

impl<'a> RawPollItem<'a> {
    pub(crate) fn socket(socket: &'a RawSocket, events: i16) -> Result<RawPollItem<'a>, Errno> {
        if socket.is_foreign() {
            return Err(Errno::FORKED);
        }
        let item = ffi::zmq_pollitem_t { socket: socket.as_ptr(), fd: 0, events, revents: 0 };
        Ok(RawPollItem { item, watched: PhantomData })
    }

    pub(crate) fn fd(fd: RawFd, events: i16) -> RawPollItem<'a> {
        let item = ffi::zmq_pollitem_t { socket: std::ptr::null_mut(), fd, events, revents: 0 };
        RawPollItem { item, watched: PhantomData }
    }

    #[inline]
    pub(crate) fn events(&self) -> i16 {
        self.item.events
    }

    pub(crate) fn set_events(&mut self, events: i16) {
        self.item.events = events;
    }

    #[inline]
    pub(crate) fn revents(&self) -> i16 {
        self.item.revents
    }

    #[inline]
    pub(crate) fn is_socket(&self, socket: &RawSocket) -> bool {
        self.item.socket == socket.as_ptr()
    }

    #[inline]
    pub(crate) fn is_fd(&self, fd: RawFd) -> bool {
        self.item.socket.is_null() && self.item.fd == fd
    }
}

impl std::fmt::Debug for RawPollItem<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawPollItem").field("events", &self.item.events).field("revents", &self.item.revents).finish()
    }
}

/// Waits once for any of the items, `timeout` milliseconds at most (−1: no limit), and answers how many are ready.
/// Neither an empty set nor one past the process's descriptor limit may come here: libzmq mishandles both.
#[inline]
pub(crate) fn poll(items: &mut [RawPollItem<'_>], timeout: libc::c_long, generation: u32) -> Result<usize, Errno> {
    if generation != fork::generation() {
        return Err(Errno::FORKED);
    }
    let size = libc::c_int::try_from(items.len()).map_err(|_| Errno::INVAL)?;
    // SAFETY: RawPollItem has zmq_pollitem_t's layout; the items are writable for their number, and each one's socket
    // is alive while it is borrowed.
    count(unsafe { ffi::zmq_poll(items.as_mut_ptr().cast(), size, timeout) })
}

/// The most items that one call may have, by this process's limit of open files: libzmq aborts past it.
pub(crate) fn limit() -> usize {
    #[cfg(unix)]
    {
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: the struct is writable.
        if unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) } == 0 {
            return usize::try_from(limit.rlim_cur).unwrap_or(usize::MAX);
        }
    }
    1024
}
