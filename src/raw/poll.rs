//! `zmq_poll`, over a slice of items.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use zeroxide_sys as ffi;

use super::errno::{Errno, check, count};
use super::fork;
use super::socket::RawSocket;
use crate::guard::guarded;

/// An OS descriptor as libzmq takes it.
#[cfg(unix)]
pub type RawFd = std::os::fd::RawFd;
#[cfg(windows)]
pub type RawFd = std::os::windows::io::RawSocket;

/// One socket or descriptor to wait for, and what came of it; for [`poll`](crate::poll). It borrows what it watches, and
/// stays on its thread.
///
/// # Examples
/// ```
/// use zeroxide::{Context, POLLIN, PollItem};
///
/// let context = Context::new()?;
/// let (here, there) = zeroxide::pipe(&context)?;
/// there.send("hello")?;
/// let mut items = [PollItem::socket(&here, POLLIN)?, PollItem::socket(&there, POLLIN)?];
/// assert_eq!(zeroxide::poll(&mut items, None)?, 1);
/// assert!(items[0].is_readable());
/// # Ok::<(), zeroxide::Error>(())
/// ```
// Laid out as C has it. A socket's `fd`, which C ignores, is the generation of processes that the socket belongs to.
#[doc(alias = "zmq_pollitem_t")]
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct PollItem<'s> {
    item: ffi::zmq_pollitem_t,
    watched: PhantomData<&'s RawSocket>,
}

impl<'s> PollItem<'s> {
    pub(crate) fn of_socket(socket: &'s RawSocket, events: i16) -> Result<PollItem<'s>, Errno> {
        if socket.is_foreign() {
            return Err(Errno::FORKED);
        }
        let item = ffi::zmq_pollitem_t { socket: socket.as_ptr(), fd: owner(), events, revents: 0 };
        Ok(PollItem { item, watched: PhantomData })
    }

    pub(crate) fn of_fd(fd: RawFd, events: i16) -> PollItem<'s> {
        let item = ffi::zmq_pollitem_t { socket: std::ptr::null_mut(), fd, events, revents: 0 };
        PollItem { item, watched: PhantomData }
    }

    #[inline]
    pub(crate) fn wanted(&self) -> i16 {
        self.item.events
    }

    #[inline]
    pub(crate) fn want(&mut self, events: i16) {
        self.item.events = events;
    }

    #[inline]
    pub(crate) fn found(&self) -> i16 {
        self.item.revents
    }

    pub(crate) fn clear(&mut self) {
        self.item.revents = 0;
    }

    #[inline]
    pub(crate) fn watches(&self, socket: &RawSocket) -> bool {
        self.item.socket == socket.as_ptr()
    }

    #[inline]
    pub(crate) fn watches_fd(&self, fd: RawFd) -> bool {
        self.item.socket.is_null() && self.item.fd == fd
    }

    fn is_socket(&self) -> bool {
        !self.item.socket.is_null()
    }

    /// Takes it that this came.
    #[cfg(unix)]
    #[inline]
    pub(crate) fn suppose(&mut self, events: i16) {
        self.item.revents = events;
    }

    /// Asks the socket now, and has it see to what came in meanwhile. Of sockets alone.
    #[cfg(unix)]
    pub(crate) fn ask(&mut self) -> Result<(), Errno> {
        if self.item.fd != owner() {
            return Err(Errno::FORKED);
        }
        let mut events = 0_i32;
        let mut size = size_of::<i32>();
        let value = (&raw mut events).cast();
        // SAFETY: the socket is open, as the item borrows it; events is writable for size bytes.
        check(unsafe { ffi::zmq_getsockopt(self.item.socket, ffi::ZMQ_EVENTS, value, &raw mut size) })?;
        self.item.revents = i16::try_from(events).unwrap_or(0) & self.item.events;
        Ok(())
    }

    /// Whether the socket answers at all: not once it has seen that its context was shut down.
    fn check(&self) -> Result<(), Errno> {
        let mut kind = 0_i32;
        let mut size = size_of::<i32>();
        // SAFETY: the socket is open, as the item borrows it; kind is writable for size bytes.
        check(unsafe { ffi::zmq_getsockopt(self.item.socket, ffi::ZMQ_TYPE, (&raw mut kind).cast(), &raw mut size) })
    }
}

/// Items of one who has their sockets to itself, and takes them along to another thread.
pub(crate) struct PollSet<'s>(pub(crate) Vec<PollItem<'s>>);

// SAFETY: a socket may move between threads, as its owner does; crate-private: the only set that moves is that of a proxy
// which owns its sockets, and moves with them.
unsafe impl Send for PollSet<'_> {}

/// The current generation of processes in the place of a descriptor.
#[inline]
fn owner() -> RawFd {
    fork::generation() as RawFd
}

/// Whether a socket of a thread-safe kind was ever opened.
static SHARED_KINDS: AtomicBool = AtomicBool::new(false);

/// To be told of every socket that is opened.
pub(super) fn note_kind(kind: i32) {
    if kind > ffi::ZMQ_STREAM {
        SHARED_KINDS.store(true, Relaxed);
    }
}

/// Waits once for any of the items, `timeout` milliseconds at most (−1: no limit), and answers how many are ready.
/// An empty set may not come here: libzmq mishandles it.
#[inline]
pub(crate) fn poll(items: &mut [PollItem<'_>], timeout: libc::c_long) -> Result<usize, Errno> {
    let size = libc::c_int::try_from(items.len()).map_err(|_| Errno::INVAL)?;
    if items.len() > ALWAYS_ALLOWED && items.len() > limit() && guarded!("b20_poll_set_size") {
        return Err(Errno::MFILE);
    }
    let owner = owner();
    if guarded!("b27_fork") && items.iter().any(|item| item.is_socket() && item.item.fd != owner) {
        return Err(Errno::FORKED);
    }
    // Next to a socket of a thread-safe kind, one that has seen its context's end would abort the process.
    if SHARED_KINDS.load(Relaxed) && guarded!("b02_poll_after_the_end") {
        items.iter().filter(|item| item.is_socket()).try_for_each(PollItem::check)?;
    }
    // SAFETY: PollItem has zmq_pollitem_t's layout; the items are writable for their number, no more than the process
    // may have descriptors, and each one's socket is alive while it is borrowed.
    count(unsafe { ffi::zmq_poll(items.as_mut_ptr().cast(), size, timeout) })
}

/// So few items are not counted against the limit, which takes a system call to learn.
const ALWAYS_ALLOWED: usize = 8;

/// The most items that one call may have, by this process's limit of open files: libzmq aborts past it.
fn limit() -> usize {
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

/// A socket's descriptor. It tells that the socket may have changed since it was last [asked](PollItem::ask).
#[cfg(unix)]
#[repr(transparent)]
pub(crate) struct Signal(libc::pollfd);

#[cfg(unix)]
impl Signal {
    pub(crate) fn of(socket: &RawSocket) -> Result<Signal, Errno> {
        let fd = socket.get_int(ffi::ZMQ_FD)?;
        Ok(Signal(libc::pollfd { fd, events: libc::POLLIN, revents: 0 }))
    }

    /// Whether the last wait found it set. Says so once.
    #[inline]
    pub(crate) fn take(&mut self) -> bool {
        std::mem::take(&mut self.0.revents) != 0
    }
}

/// Waits once until any of the descriptors is set, `timeout` milliseconds at most (−1: no limit).
#[cfg(unix)]
#[inline]
pub(crate) fn await_signals(signals: &mut [Signal], timeout: i32) -> Result<(), Errno> {
    let size = libc::nfds_t::try_from(signals.len()).map_err(|_| Errno::INVAL)?;
    // SAFETY: Signal has pollfd's layout, and the signals are writable for their number.
    check(unsafe { libc::poll(signals.as_mut_ptr().cast(), size, timeout) })
}
