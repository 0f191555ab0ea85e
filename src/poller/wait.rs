//! The wait itself: deadlines, signals, empty sets.

use std::time::Duration;

use crate::guard::guarded;
use crate::raw::{self, Errno, PollItem};
use crate::time::Deadline;
use crate::{Error, Result};

/// Waits until an item is ready or the time has run out, and answers how many are.
pub(crate) fn wait(operation: &'static str, items: &mut [PollItem<'_>], timeout: Option<Duration>) -> Result<usize> {
    if items.iter().all(|item| item.wanted() == 0) {
        return sleep(operation, items, timeout);
    }
    let deadline = Deadline::after(timeout);
    loop {
        match raw::poll(items, deadline.left().into()) {
            // C's clock is coarser than ours, and its timeouts end after 24 days.
            Ok(0) | Err(Errno::INTR) if !deadline.has_passed() => {}
            Ok(ready) => return Ok(ready),
            Err(errno) => {
                items.iter_mut().for_each(PollItem::clear);
                return if errno == Errno::INTR { Ok(0) } else { Err(Error::new(operation, errno)) };
            }
        }
    }
}

/// Nothing to wait for is a pause. The sockets are still asked whether their context was shut down.
fn sleep(operation: &'static str, items: &mut [PollItem<'_>], timeout: Option<Duration>) -> Result<usize> {
    let Some(timeout) = timeout else {
        if !guarded!("c_poll_nothing_for_ever") {
            return raw::poll(items, -1).map_err(|errno| Error::new(operation, errno));
        }
        return Err(Error::input(operation, "there is nothing to wait for, and no timeout to end the wait"));
    };
    let deadline = Deadline::after(Some(timeout));
    if !items.is_empty() {
        // A descriptor's error is reported even where nothing was asked for.
        match raw::poll(items, 0) {
            Ok(0) | Err(Errno::INTR) => {}
            Ok(ready) => return Ok(ready),
            Err(errno) => {
                items.iter_mut().for_each(PollItem::clear);
                return Err(Error::new(operation, errno));
            }
        }
    }
    std::thread::sleep(deadline.remaining().unwrap_or(timeout));
    Ok(0)
}
