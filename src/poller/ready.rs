//! What a wait found.

use std::fmt;
use std::rc::Rc;

use super::{OsFd, Pollable, number};
use crate::events::PollEvents;
use crate::raw::PollItem;

/// What [`Poller::poll`](crate::Poller::poll) found: the sockets, monitors and descriptors that are ready, in the order in which
/// they were added. Empty when the time ran out.
///
/// It is a picture of one moment and does not hold on to the poller, which may be changed meanwhile.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use zeroxide::{Context, POLLIN, POLLOUT, Poller};
///
/// let context = Context::new()?;
/// let (here, there) = zeroxide::pipe(&context)?;
/// let mut poller = Poller::new();
/// poller.register(&here, POLLIN | POLLOUT)?;
///
/// let ready = poller.poll(Some(Duration::ZERO))?;
/// assert!(ready.is_writable(&here) && !ready.is_readable(&here));
/// poller.modify(&here, POLLIN)?; // while `ready` is still at hand
/// assert_eq!(ready.get(&here), POLLOUT);
/// assert!(poller.poll(Some(Duration::ZERO))?.is_empty());
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[must_use]
pub struct Ready<'s, Key = ()> {
    entries: Rc<Vec<Entry<'s, Key>>>,
}

pub(super) struct Entry<'s, Key> {
    item: PollItem<'s>,
    key: Rc<Key>,
}

impl<'s, Key> Entry<'s, Key> {
    pub(super) fn new(item: PollItem<'s>, key: &Rc<Key>) -> Entry<'s, Key> {
        Entry { item, key: Rc::clone(key) }
    }
}

impl<'s, Key> Ready<'s, Key> {
    pub(super) fn new(entries: &Rc<Vec<Entry<'s, Key>>>) -> Ready<'s, Key> {
        Ready { entries: Rc::clone(entries) }
    }

    /// What came for a socket or monitor: nothing, where it is not ready or not watched.
    pub fn get(&self, socket: &impl Pollable) -> PollEvents {
        self.found(|item| item.watches(socket.watched().0))
    }

    /// What came for a descriptor: nothing, where it is not ready or not watched.
    pub fn get_fd(&self, fd: OsFd<'_>) -> PollEvents {
        self.found(|item| item.watches_fd(number(fd)))
    }

    fn found(&self, is_it: impl Fn(&PollItem<'s>) -> bool) -> PollEvents {
        let found = self.entries.iter().find(|entry| is_it(&entry.item));
        found.map_or(PollEvents::empty(), |entry| entry.item.revents())
    }

    /// Whether a message, or a monitor's event, can be received without waiting.
    pub fn is_readable(&self, socket: &impl Pollable) -> bool {
        self.get(socket).is_readable()
    }

    /// Whether a message can be sent to the socket without waiting.
    pub fn is_writable(&self, socket: &impl Pollable) -> bool {
        self.get(socket).is_writable()
    }

    /// How many are ready.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is: the time ran out.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys of those that are ready, each with what came, in the order in which they were added.
    pub fn iter(&self) -> Iter<'_, 's, Key> {
        Iter { entries: self.entries.iter() }
    }
}

/// The keys of what is ready, each with what came; made by [`Ready::iter`].
pub struct Iter<'r, 's, Key> {
    entries: std::slice::Iter<'r, Entry<'s, Key>>,
}

impl<'r, Key> Iterator for Iter<'r, '_, Key> {
    type Item = (&'r Key, PollEvents);

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.next().map(|entry| (&*entry.key, entry.item.revents()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<Key> ExactSizeIterator for Iter<'_, '_, Key> {}

impl<'r, 's, Key> IntoIterator for &'r Ready<'s, Key> {
    type Item = (&'r Key, PollEvents);
    type IntoIter = Iter<'r, 's, Key>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The keys of what is ready, as values, each with what came.
pub struct IntoIter<'s, Key> {
    ready: Ready<'s, Key>,
    next: usize,
}

impl<Key: Clone> Iterator for IntoIter<'_, Key> {
    type Item = (Key, PollEvents);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.ready.entries.get(self.next)?;
        self.next += 1;
        Some((Key::clone(&entry.key), entry.item.revents()))
    }
}

impl<'s, Key: Clone> IntoIterator for Ready<'s, Key> {
    type Item = (Key, PollEvents);
    type IntoIter = IntoIter<'s, Key>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter { ready: self, next: 0 }
    }
}

impl<Key: fmt::Debug> fmt::Debug for Ready<'_, Key> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<Key: fmt::Debug> fmt::Debug for Iter<'_, '_, Key> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter").field("left", &self.entries.len()).finish()
    }
}

impl<Key: fmt::Debug> fmt::Debug for IntoIter<'_, Key> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter").field("ready", &self.ready).field("next", &self.next).finish()
    }
}
