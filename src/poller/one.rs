//! Waiting without a poller: once for a few items, and for a single socket.

use std::time::Duration;

use super::wait;
use crate::Result;
use crate::events::PollEvents;
use crate::kind::Kind;
use crate::raw::PollItem;
use crate::socket::Socket;

/// Waits until any of the items is ready, `timeout` at most (none is no limit), and answers how many are; 0 when the
/// time ran out. Each item says then what came. [`Poller`](crate::Poller) is for sets that last.
///
/// # Errors
/// As [`Poller::poll`](crate::Poller::poll).
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use zeroxide::{Context, POLLIN, PollItem, REP, SUB};
///
/// let context = Context::new()?;
/// let (requests, news) = (context.socket(REP)?, context.socket(SUB)?);
/// let mut items = [PollItem::socket(&requests, POLLIN)?, PollItem::socket(&news, POLLIN)?];
/// assert_eq!(zeroxide::poll(&mut items, Some(Duration::from_millis(1)))?, 0);
/// assert!(!items[0].is_readable());
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "zmq_poll")]
pub fn poll(items: &mut [PollItem<'_>], timeout: Option<Duration>) -> Result<usize> {
    wait("poll", items, timeout)
}

impl<K: Kind> Socket<K> {
    /// Waits until the socket is ready, `timeout` at most (none is no limit), and answers what for; nothing when the
    /// time ran out. Signals neither end nor lengthen the wait.
    ///
    /// # Errors
    /// - [`Terminated`](crate::Error::Terminated) when the context was shut down;
    /// - [`InvalidInput`](crate::Error::InvalidInput) when neither events nor a timeout are given;
    /// - [`Forked`](crate::Error::Forked) in a forked child.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, POLLIN, POLLOUT};
    ///
    /// let context = Context::new()?;
    /// let (here, there) = zeroxide::pipe(&context)?;
    /// there.send("hello")?;
    /// assert_eq!(here.poll(POLLIN | POLLOUT, None)?, POLLIN | POLLOUT);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_poll")]
    pub fn poll(&self, events: PollEvents, timeout: Option<Duration>) -> Result<PollEvents> {
        let mut item = [PollItem::socket(self, events)?];
        wait("poll", &mut item, timeout)?;
        let [item] = item;
        Ok(item.revents())
    }
}
