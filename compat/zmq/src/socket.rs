//! The socket: made, bound, connected, closed.

use std::cell::Cell;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::panic::AssertUnwindSafe;

use zeroxide::RawFd;

use crate::error::{Result, own};
use crate::monitor::Relay;
use crate::{PollEvents, PollItem, poll, raw};

/// A socket. It may move to another thread, and be used by one at a time.
///
/// Drop closes it and does not wait; unsent messages live on in the context for
/// [`set_linger`](Socket::set_linger).
pub struct Socket {
    // Closed first, in `raw`: that ends the monitor, which the relay waits for.
    inner: ManuallyDrop<AssertUnwindSafe<zeroxide::Socket>>,
    relay: AssertUnwindSafe<Cell<Option<Relay>>>,
}

impl Socket {
    pub(crate) fn new(inner: zeroxide::Socket) -> Socket {
        // A panic leaves neither half changed.
        let inner = ManuallyDrop::new(AssertUnwindSafe(inner));
        Socket { inner, relay: AssertUnwindSafe(Cell::new(None)) }
    }

    #[inline]
    pub(crate) fn own(&self) -> &zeroxide::Socket {
        &self.inner
    }

    #[inline]
    pub(crate) fn part(&mut self) -> &mut ManuallyDrop<AssertUnwindSafe<zeroxide::Socket>> {
        &mut self.inner
    }

    /// Gives the C socket away: it stays open, and whoever has it must close it. Its context stays too, until the socket
    /// comes back through [`from_raw`](Socket::from_raw).
    pub fn into_raw(self) -> *mut c_void {
        if let Some(relay) = self.relay.take() {
            relay.detach();
        }
        raw::take(self, Socket::part).0.into_raw()
    }

    /// The C socket. It stays this socket's: do not close it.
    pub fn as_mut_ptr(&mut self) -> *mut c_void {
        self.inner.as_ptr()
    }

    /// Opens an address for peers to connect to. [`get_last_endpoint`](Socket::get_last_endpoint) tells it as it turned
    /// out.
    pub fn bind(&self, endpoint: &str) -> Result<()> {
        self.inner.bind(endpoint).map(drop).map_err(own)
    }

    /// Closes an address.
    pub fn unbind(&self, endpoint: &str) -> Result<()> {
        self.inner.unbind(endpoint).map_err(own)
    }

    /// Connects to a peer's address, in the background.
    pub fn connect(&self, endpoint: &str) -> Result<()> {
        self.inner.connect(endpoint).map_err(own)
    }

    /// Ends a connection.
    pub fn disconnect(&self, endpoint: &str) -> Result<()> {
        self.inner.disconnect(endpoint).map_err(own)
    }

    /// Reports the socket's events to the PAIR socket that connects to `monitor_endpoint`, which is an inproc one:
    /// `events` are the bits of [`SocketEvent::to_raw`](crate::SocketEvent::to_raw). A socket has one monitor; another
    /// call ends the one before.
    ///
    /// Nobody has to connect: events that nobody takes are kept, the newest 1000 of them.
    pub fn monitor(&self, monitor_endpoint: &str, events: i32) -> Result<()> {
        let relay = Relay::start(&self.inner, monitor_endpoint, events, || drop(self.relay.take()))?;
        self.relay.set(Some(relay));
        Ok(())
    }

    /// The socket as an item for [`poll`](crate::poll).
    pub fn as_poll_item(&self, events: PollEvents) -> PollItem<'_> {
        PollItem::from_socket(self, events)
    }

    /// Waits for the socket alone, `timeout_ms` milliseconds at most (negative: no limit): 1 when an event came, 0 when the
    /// time ran out.
    pub fn poll(&self, events: PollEvents, timeout_ms: i64) -> Result<i32> {
        poll(&mut [self.as_poll_item(events)], timeout_ms)
    }
}

/// Not a descriptor once the context was shut down, where rust-zmq panics.
#[cfg(unix)]
impl std::os::fd::AsRawFd for Socket {
    fn as_raw_fd(&self) -> RawFd {
        self.get_fd().unwrap_or(-1)
    }
}

/// Not a descriptor once the context was shut down, where rust-zmq panics.
#[cfg(windows)]
impl std::os::windows::io::AsRawSocket for Socket {
    fn as_raw_socket(&self) -> RawFd {
        self.get_fd().unwrap_or(RawFd::MAX)
    }
}
