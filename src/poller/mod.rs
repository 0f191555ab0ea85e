//! Waiting for any of several sockets, monitors and descriptors.

mod item;
mod once;
mod one;
mod pollable;
mod ready;
mod wait;

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

#[cfg(unix)]
use std::os::fd::{AsRawFd, BorrowedFd as OsFd};
#[cfg(windows)]
use std::os::windows::io::{AsRawSocket, BorrowedSocket as OsFd};

use crate::events::PollEvents;
use crate::raw::{PollItem, RawFd};
use crate::{Error, Result};

pub use once::poll_once;
pub use one::poll;
pub use pollable::Pollable;
pub(crate) use pollable::{Watched, sealed::Sealed};
pub use ready::Ready;
pub(crate) use wait::wait;

use ready::Entry;

/// Waits for any of several sockets, [monitors](crate::Monitor) and OS descriptors to be ready.
///
/// It borrows what it watches, and sockets are used through `&self`, so they can be used while they are watched. What
/// [`poll`](Poller::poll) answers is asked by socket, as in PyZMQ, or walked by the keys that were given at
/// [`add`](Poller::add), of any type.
///
/// Sets of up to a few dozen are what this is for: each wait asks every socket. A poller stays on its thread.
///
/// # Examples
/// By socket:
/// ```
/// use zeroxide::{Context, POLLIN, PULL, PUSH, Poller};
///
/// let context = Context::new()?;
/// let jobs = context.socket(PULL)?;
/// let news = context.socket(PULL)?;
/// let worker = context.socket(PUSH)?;
/// worker.connect(jobs.bind("tcp://127.0.0.1:*")?)?;
/// worker.send("a job")?;
///
/// let mut poller = Poller::new();
/// poller.register(&jobs, POLLIN)?;
/// poller.register(&news, POLLIN)?;
/// loop {
///     let ready = poller.poll(None)?;
///     if ready.is_readable(&jobs) {
///         assert_eq!(jobs.recv()?, "a job");
///         break;
///     }
///     if ready.is_readable(&news) {
///         println!("{:?}", news.recv()?);
///     }
/// }
/// # Ok::<(), zeroxide::Error>(())
/// ```
///
/// By key:
/// ```
/// use std::time::Duration;
/// use zeroxide::{Context, POLLIN, Poller};
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum From {
///     Here,
///     There,
/// }
///
/// let context = Context::new()?;
/// let (here, there) = zeroxide::pipe(&context)?;
/// here.send("hello")?;
///
/// let mut poller = Poller::new();
/// poller.add(&here, From::Here, POLLIN)?;
/// poller.add(&there, From::There, POLLIN)?;
/// for (from, events) in poller.poll(Some(Duration::from_secs(5)))? {
///     assert_eq!((from, events), (From::There, POLLIN));
/// }
/// # Ok::<(), zeroxide::Error>(())
/// ```
///
/// It does not go to another thread:
/// ```compile_fail,E0277
/// fn send<T: Send>(_: T) {}
/// send(zeroxide::Poller::<()>::new());
/// ```
///
/// Nor does it outlive what it watches:
/// ```compile_fail,E0597
/// # use zeroxide::{Context, PAIR, POLLIN, Poller};
/// let context = Context::new().unwrap();
/// let mut poller = Poller::new();
/// {
///     let socket = context.socket(PAIR).unwrap();
///     poller.register(&socket, POLLIN).unwrap();
/// }
/// poller.poll(None).unwrap();
/// ```
#[doc(alias = "zmq_poll")]
#[doc(alias = "zmq_poller_new")]
pub struct Poller<'s, Key = ()> {
    items: Vec<PollItem<'s>>,
    keys: Vec<Rc<Key>>,
    /// What the last wait found; used again once nobody looks at it any more.
    ready: Rc<Vec<Entry<'s, Key>>>,
}

impl<'s, Key> Poller<'s, Key> {
    /// A poller that watches nothing.
    pub fn new() -> Poller<'s, Key> {
        Poller { items: Vec::new(), keys: Vec::new(), ready: Rc::default() }
    }

    /// Watches a socket or a monitor, under a key. One that is watched already gets the new events and key, in its old place.
    ///
    /// # Errors
    /// In a forked child, for its parent's sockets.
    #[doc(alias = "zmq_poller_add")]
    pub fn add(&mut self, socket: &'s impl Pollable, key: Key, events: PollEvents) -> Result<()> {
        let item = PollItem::socket(socket, events).map_err(|_| Error::Forked { operation: "Poller::add" })?;
        let place = self.find(socket);
        self.put(place, item, key);
        Ok(())
    }

    /// Watches an OS descriptor, under a key. One that is watched already gets the new events and key.
    #[doc(alias = "zmq_poller_add_fd")]
    pub fn add_fd(&mut self, fd: OsFd<'s>, key: Key, events: PollEvents) {
        let place = self.find_fd(fd);
        self.put(place, PollItem::fd(fd, events), key);
    }

    fn put(&mut self, place: Option<usize>, item: PollItem<'s>, key: Key) {
        let slot = place.and_then(|place| Some((self.items.get_mut(place)?, self.keys.get_mut(place)?)));
        match slot {
            Some((old_item, old_key)) => (*old_item, *old_key) = (item, Rc::new(key)),
            None => {
                self.items.push(item);
                self.keys.push(Rc::new(key));
            }
        }
    }

    /// Waits for other events than before on a socket or monitor that is watched. None at all is a way to skip it for a while.
    ///
    /// # Errors
    /// When it is not watched.
    #[doc(alias = "zmq_poller_modify")]
    pub fn modify(&mut self, socket: &impl Pollable, events: PollEvents) -> Result<()> {
        let place = self.find(socket);
        self.change("Poller::modify", place, events)
    }

    /// Waits for other events than before on a descriptor that is watched.
    ///
    /// # Errors
    /// When the descriptor is not watched.
    #[doc(alias = "zmq_poller_modify_fd")]
    pub fn modify_fd(&mut self, fd: OsFd<'_>, events: PollEvents) -> Result<()> {
        let place = self.find_fd(fd);
        self.change("Poller::modify_fd", place, events)
    }

    fn change(&mut self, operation: &'static str, place: Option<usize>, events: PollEvents) -> Result<()> {
        let item = place.and_then(|place| self.items.get_mut(place)).ok_or_else(|| unwatched(operation))?;
        item.want(item::bits(events));
        Ok(())
    }

    /// Watches a socket or monitor no longer.
    ///
    /// # Errors
    /// When it is not watched.
    #[doc(alias = "unregister")]
    #[doc(alias = "zmq_poller_remove")]
    pub fn remove(&mut self, socket: &impl Pollable) -> Result<()> {
        let place = self.find(socket);
        self.forget("Poller::remove", place)
    }

    /// Watches a descriptor no longer.
    ///
    /// # Errors
    /// When the descriptor is not watched.
    #[doc(alias = "zmq_poller_remove_fd")]
    pub fn remove_fd(&mut self, fd: OsFd<'_>) -> Result<()> {
        let place = self.find_fd(fd);
        self.forget("Poller::remove_fd", place)
    }

    fn forget(&mut self, operation: &'static str, place: Option<usize>) -> Result<()> {
        let place = place.ok_or_else(|| unwatched(operation))?;
        self.items.remove(place);
        self.keys.remove(place);
        Ok(())
    }

    /// Whether the socket or monitor is watched.
    pub fn contains(&self, socket: &impl Pollable) -> bool {
        self.find(socket).is_some()
    }

    /// Whether the descriptor is watched.
    pub fn contains_fd(&self, fd: OsFd<'_>) -> bool {
        self.find_fd(fd).is_some()
    }

    /// How many sockets, monitors and descriptors are watched.
    #[doc(alias = "zmq_poller_size")]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing is watched.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Waits until any of what is watched is ready, `timeout` at most; none is no limit. The answer is empty when the
    /// time ran out. Fractions of a millisecond round up. Signals neither end nor lengthen the wait.
    ///
    /// Nothing is allocated, but for a first wait or while an earlier answer is still held.
    ///
    /// With nothing to wait for it sleeps for the timeout.
    ///
    /// # Errors
    /// - [`Terminated`](Error::Terminated) when the context of one of the sockets was shut down, each time;
    /// - [`InvalidInput`](Error::InvalidInput) when there is neither anything to wait for nor a timeout;
    /// - [`System`](Error::System) with `EMFILE` when more is watched than the process may have descriptors
    ///   (`RLIMIT_NOFILE`);
    /// - [`Forked`](Error::Forked) in a forked child, for its parent's sockets.
    #[doc(alias = "zmq_poller_wait_all")]
    pub fn poll(&mut self, timeout: Option<Duration>) -> Result<Ready<'s, Key>> {
        wait("Poller::poll", &mut self.items, timeout)?;
        if Rc::get_mut(&mut self.ready).is_none() {
            self.ready = Rc::default();
        }
        if let Some(entries) = Rc::get_mut(&mut self.ready) {
            entries.clear();
            let found = self.items.iter().zip(&self.keys).filter(|(item, _)| item.found() != 0);
            entries.extend(found.map(|(item, key)| Entry::new(*item, key)));
        }
        Ok(Ready::new(&self.ready))
    }

    fn find(&self, socket: &impl Pollable) -> Option<usize> {
        self.items.iter().position(|item| item.watches(socket.watched().0))
    }

    fn find_fd(&self, fd: OsFd<'_>) -> Option<usize> {
        self.items.iter().position(|item| item.watches_fd(number(fd)))
    }
}

impl<'s> Poller<'s, ()> {
    /// Watches a socket or a monitor without a key: PyZMQ's way. One that is watched already gets the new events.
    ///
    /// # Errors
    /// In a forked child, for its parent's sockets.
    pub fn register(&mut self, socket: &'s impl Pollable, events: PollEvents) -> Result<()> {
        self.add(socket, (), events)
    }

    /// Watches an OS descriptor without a key. One that is watched already gets the new events.
    pub fn register_fd(&mut self, fd: OsFd<'s>, events: PollEvents) {
        self.add_fd(fd, (), events);
    }
}

impl<Key> Default for Poller<'_, Key> {
    fn default() -> Self {
        Poller::new()
    }
}

impl<Key: fmt::Debug> fmt::Debug for Poller<'_, Key> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let watched = self.keys.iter().zip(self.items.iter().map(PollItem::events));
        f.debug_map().entries(watched).finish()
    }
}

#[cold]
fn unwatched(operation: &'static str) -> Error {
    Error::input(operation, "this poller does not watch it")
}

#[cfg(unix)]
fn number(fd: OsFd<'_>) -> RawFd {
    fd.as_raw_fd()
}

#[cfg(windows)]
fn number(fd: OsFd<'_>) -> RawFd {
    fd.as_raw_socket()
}
