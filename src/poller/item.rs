//! What a [`PollItem`] shows of itself.

use std::fmt;

use super::{OsFd, Pollable, number};
use crate::events::PollEvents;
use crate::raw::PollItem;
use crate::{Error, Result};

impl<'s> PollItem<'s> {
    /// A socket or a monitor, and what to wait for on it.
    ///
    /// # Errors
    /// In a forked child, for its parent's sockets.
    pub fn socket(socket: &'s impl Pollable, events: PollEvents) -> Result<PollItem<'s>> {
        PollItem::of_socket(socket.watched().0, bits(events)).map_err(|errno| Error::new("PollItem::socket", errno))
    }

    /// An OS descriptor, and what to wait for on it.
    pub fn fd(fd: OsFd<'s>, events: PollEvents) -> PollItem<'s> {
        PollItem::of_fd(number(fd), bits(events))
    }

    /// What to wait for.
    pub fn events(&self) -> PollEvents {
        PollEvents::from_bits_truncate(self.wanted())
    }

    /// Waits for something else from now on; for nothing, where it is empty.
    pub fn set_events(&mut self, events: PollEvents) {
        self.want(bits(events));
    }

    /// What the last [`poll`](crate::poll) found.
    pub fn revents(&self) -> PollEvents {
        PollEvents::from_bits_truncate(self.found())
    }

    /// Whether the last poll found that there is something to receive or read.
    pub fn is_readable(&self) -> bool {
        self.revents().is_readable()
    }

    /// Whether the last poll found that there is room to send or write.
    pub fn is_writable(&self) -> bool {
        self.revents().is_writable()
    }

    /// Whether the last poll found an error. Never of sockets.
    pub fn is_error(&self) -> bool {
        self.revents().is_error()
    }
}

impl fmt::Debug for PollItem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PollItem").field("events", &self.events()).field("revents", &self.revents()).finish()
    }
}

/// The bits that C knows; others would be refused for some kinds and not for others.
pub(super) fn bits(events: PollEvents) -> i16 {
    PollEvents::from_bits_truncate(events.bits()).bits()
}
