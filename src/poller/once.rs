//! One call of C's, as C has it: numbers for descriptors and milliseconds, `EINTR` reported. For layers that keep the
//! rules of programs written against C.

use std::time::Duration;

use super::item::bits;
use super::wait;
use crate::events::PollEvents;
use crate::kind::Kind;
use crate::raw::{self, PollItem, RawFd};
use crate::socket::Socket;
use crate::{Error, Result};

impl<'s> PollItem<'s> {
    /// A descriptor by its number.
    #[doc(hidden)]
    pub fn number(fd: RawFd, events: PollEvents) -> PollItem<'s> {
        PollItem::of_fd(fd, bits(events))
    }

    /// Whether the item is this socket's.
    #[doc(hidden)]
    pub fn is_of<K: Kind>(&self, socket: &Socket<K>) -> bool {
        self.watches(socket.raw())
    }

    /// Whether the item is this descriptor's.
    #[doc(hidden)]
    pub fn is_number(&self, fd: RawFd) -> bool {
        self.watches_fd(fd)
    }
}

/// Waits once, `timeout` milliseconds at most; negative is no limit, and so is more than C can count.
#[doc(hidden)]
#[inline]
pub fn poll_once(items: &mut [PollItem<'_>], timeout: i64) -> Result<usize> {
    const OPERATION: &str = "poll";
    if items.iter().all(|item| item.wanted() == 0) {
        return wait(OPERATION, items, u64::try_from(timeout).ok().map(Duration::from_millis));
    }
    let timeout = i32::try_from(timeout).map_or(-1, |timeout| timeout.max(-1));
    raw::poll(items, timeout.into()).map_err(|errno| {
        items.iter_mut().for_each(PollItem::clear);
        Error::new(OPERATION, errno)
    })
}
