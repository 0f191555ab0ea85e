//! Waiting for several sockets and descriptors.
#![allow(unsafe_code)] // bitflags 1 makes `from_bits_unchecked`.

use std::marker::PhantomData;

use bitflags::bitflags;
use zeroxide::RawFd;

use crate::error::{Result, own};
use crate::{Socket, raw};

bitflags! {
    /// What to wait for, and what came.
    pub struct PollEvents: i16 {
        /// Something can be received or read.
        const POLLIN = 1;
        /// Something can be sent or written.
        const POLLOUT = 2;
        /// A descriptor has an error.
        const POLLERR = 4;
    }
}

/// [`PollEvents::POLLIN`].
pub const POLLIN: PollEvents = PollEvents::POLLIN;
/// [`PollEvents::POLLOUT`].
pub const POLLOUT: PollEvents = PollEvents::POLLOUT;
/// [`PollEvents::POLLERR`].
pub const POLLERR: PollEvents = PollEvents::POLLERR;

impl PollEvents {
    fn own(self) -> zeroxide::PollEvents {
        zeroxide::PollEvents::from_bits_truncate(self.bits())
    }
}

/// A socket or descriptor to wait for, and what came of it. It borrows the socket.
#[repr(C)]
pub struct PollItem<'a> {
    inner: zeroxide::PollItem<'a>,
    one_thread: PhantomData<*mut Socket>,
}

impl<'a> PollItem<'a> {
    fn new(inner: zeroxide::PollItem<'a>) -> PollItem<'a> {
        PollItem { inner, one_thread: PhantomData }
    }

    pub(crate) fn from_socket(socket: &'a Socket, events: PollEvents) -> PollItem<'a> {
        PollItem::new(
            zeroxide::PollItem::socket(socket.own(), events.own())
                .unwrap_or_else(|_| zeroxide::PollItem::number(RawFd::MAX, events.own())),
        )
    }

    /// An OS descriptor as an item.
    pub fn from_fd(fd: RawFd, events: PollEvents) -> PollItem<'a> {
        PollItem::new(zeroxide::PollItem::number(fd, events.own()))
    }

    /// Waits for something else from now on.
    pub fn set_events(&mut self, events: PollEvents) {
        self.inner.set_events(events.own());
    }

    /// What the last [`poll`] found.
    pub fn get_revents(&self) -> PollEvents {
        PollEvents::from_bits_truncate(self.inner.revents().bits())
    }

    /// Whether the last poll found something to receive or read.
    pub fn is_readable(&self) -> bool {
        self.inner.is_readable()
    }

    /// Whether the last poll found room to send or write.
    pub fn is_writable(&self) -> bool {
        self.inner.is_writable()
    }

    /// Whether the last poll found an error.
    pub fn is_error(&self) -> bool {
        self.inner.is_error()
    }

    /// Whether the item is this socket's.
    pub fn has_socket(&self, socket: &Socket) -> bool {
        self.inner.is_of(socket.own())
    }

    /// Whether the item is this descriptor's.
    pub fn has_fd(&self, fd: RawFd) -> bool {
        self.inner.is_number(fd)
    }
}

/// Waits until any of the items is ready, `timeout` milliseconds at most (negative: no limit), and answers how many are; 0
/// when the time ran out. `EINTR` when a signal came first.
pub fn poll(items: &mut [PollItem<'_>], timeout: i64) -> Result<i32> {
    let ready = zeroxide::poll_once(raw::poll_items(items), timeout).map_err(own)?;
    Ok(i32::try_from(ready).unwrap_or(i32::MAX))
}
