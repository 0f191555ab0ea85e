//! What happens to a socket's addresses and connections, as events.

mod event;
mod log;
mod parse;
mod peers;
mod protocol;

use std::cell::RefCell;
use std::ffi::CString;
use std::fmt;
use std::time::{Duration, Instant};

use zeroxide_sys as ffi;

use crate::endpoint::Endpoint;
use crate::guard::guarded;
use crate::kind::{Kind, PAIR, Pair};
use crate::multipart::Multipart;
use crate::poller::{Pollable, Sealed, Watched};
use crate::raw::{Format, Tap};
use crate::socket::{Socket, Wait};
use crate::{Error, Result};

pub use event::{MonitorAddress, MonitorEvent, MonitorEvents};
pub use protocol::ProtocolError;

pub(crate) use log::Log;

/// Reads what happens to one socket's addresses and connections.
///
/// Made by [`Socket::monitor`]. It lives on its own: it may move to another thread, and be dropped before the socket or
/// after it, read or unread. Events that nobody reads are kept in memory until it is dropped, however many they are.
///
/// It **ends** when its socket is dropped or gets another monitor: the events until then are still there, and then
/// [`recv`](Monitor::recv) answers none. Dropping the socket ends it first, so what happens to the connections then is
/// not reported; call [`unbind`](Socket::unbind) or [`disconnect`](Socket::disconnect) before to see it.
///
/// It takes two of the context's sockets ([`max_sockets`](crate::ContextBuilder::max_sockets)), and holds the context as a
/// socket does. inproc has no events.
///
/// # Examples
/// ```
/// use zeroxide::{Context, MonitorEvent, PULL, PUSH};
///
/// let context = Context::new()?;
/// let pull = context.socket(PULL)?;
/// let monitor = pull.monitor_all()?;
/// let endpoint = pull.bind("tcp://127.0.0.1:*")?;
/// let push = context.socket(PUSH)?;
/// push.connect(&endpoint)?;
///
/// for event in &monitor {
///     println!("{event}");
///     if let MonitorEvent::HandshakeSucceeded { .. } = event {
///         break;
///     }
/// }
/// # Ok::<(), zeroxide::Error>(())
/// ```
///
/// In a thread of its own, which ends with the socket:
///
/// ```
/// use zeroxide::{Context, PULL};
///
/// let context = Context::new()?;
/// let pull = context.socket(PULL)?;
/// let monitor = pull.monitor_all()?;
/// let log = std::thread::spawn(move || monitor.into_iter().count());
/// pull.bind("tcp://127.0.0.1:*")?;
/// drop(pull);
/// assert!(log.join().unwrap() >= 1);
/// # Ok::<(), zeroxide::Error>(())
/// ```
///
/// In the loop that serves the socket: a [`Poller`](crate::Poller) watches a monitor as it does sockets. It is readable
/// while an event waits, and once more for the end.
///
/// ```
/// use zeroxide::{Context, MonitorEvent, POLLIN, Poller, REP, REQ};
///
/// let context = Context::new()?;
/// let server = context.socket(REP)?;
/// let monitor = server.monitor_all()?;
/// let endpoint = server.bind("tcp://127.0.0.1:*")?;
/// let client = context.socket(REQ)?;
/// client.connect(&endpoint)?;
/// client.send("hello")?;
///
/// let mut poller = Poller::new();
/// poller.register(&server, POLLIN)?;
/// poller.register(&monitor, POLLIN)?;
/// let (mut served, mut came) = (false, false);
/// while !(served && came) {
///     let ready = poller.poll(None)?;
///     if ready.is_readable(&server) {
///         server.recv()?;
///         server.send("world")?;
///         served = true;
///     }
///     if ready.is_readable(&monitor)
///         && let Some(event) = monitor.try_recv()?
///     {
///         came |= matches!(event, MonitorEvent::HandshakeSucceeded { .. });
///     }
/// }
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "zmq_socket_monitor")]
#[doc(alias = "get_monitor_socket")]
pub struct Monitor {
    // Closed first, before the reader is.
    _tap: Tapped,
    reader: Socket<Pair>,
    events: MonitorEvents,
    log: RefCell<Log>,
}

impl<K: Kind> Socket<K> {
    /// Reports events of some kinds from now on. A socket has one monitor: the one before, if any, ends.
    ///
    /// Each event has the one address that libzmq's first format gives it, the one that the socket is bound to or
    /// connects to; with the feature `draft`, `monitor_v2` gives those of both ends.
    ///
    /// # Errors
    /// When the context was shut down or has as many sockets open as it may, and when the library is older than 4.2.3.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, MonitorEvent, MonitorEvents, REP};
    ///
    /// let context = Context::new()?;
    /// let server = context.socket(REP)?;
    /// let monitor = server.monitor(MonitorEvents::LISTENING | MonitorEvents::BIND_FAILED)?;
    /// let endpoint = server.bind("tcp://127.0.0.1:*")?;
    /// let event = monitor.recv()?.ok_or("ended")?;
    /// assert!(matches!(event, MonitorEvent::Listening { .. }));
    /// assert_eq!(event.endpoint(), endpoint.as_str());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "zmq_socket_monitor")]
    pub fn monitor(&self, events: MonitorEvents) -> Result<Monitor> {
        Monitor::open(self, "monitor", events, Format::V1)
    }

    /// [`monitor`](Socket::monitor) for every event.
    ///
    /// # Errors
    /// As [`monitor`](Socket::monitor).
    pub fn monitor_all(&self) -> Result<Monitor> {
        Monitor::open(self, "monitor_all", MonitorEvents::ALL, Format::V1)
    }

    /// [`monitor`](Socket::monitor) in libzmq's second format: events have the addresses of both ends, and
    /// [`PIPES_STATS`](MonitorEvents::PIPES_STATS) can be had.
    ///
    /// # Errors
    /// As [`monitor`](Socket::monitor).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, MonitorEvents, PULL, PUSH};
    ///
    /// let context = Context::new()?;
    /// let pull = context.socket(PULL)?;
    /// let monitor = pull.monitor_v2(MonitorEvents::ACCEPTED)?;
    /// let endpoint = pull.bind("tcp://127.0.0.1:*")?;
    /// let push = context.socket(PUSH)?;
    /// push.connect(&endpoint)?;
    /// let accepted = monitor.recv()?.ok_or("ended")?;
    /// assert_eq!(accepted.local(), Some(endpoint.as_str()));
    /// assert!(accepted.remote().is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "draft")]
    #[doc(alias = "zmq_socket_monitor_versioned")]
    pub fn monitor_v2(&self, events: MonitorEvents) -> Result<Monitor> {
        Monitor::open(self, "monitor_v2", events, Format::V2)
    }

    /// Asks for one [`PipesStats`](MonitorEvent::PipesStats) event about each connection of the socket. Its monitor must be
    /// one of [`monitor_v2`](Socket::monitor_v2), for [`PIPES_STATS`](MonitorEvents::PIPES_STATS).
    ///
    /// The events come once the socket is used again: libzmq reports them from there.
    ///
    /// # Errors
    /// [`WouldBlock`](Error::WouldBlock) when there are no connections, and when there is no such monitor.
    #[cfg(feature = "draft")]
    #[doc(alias = "zmq_socket_monitor_pipes_stats")]
    pub fn request_pipes_stats(&self) -> Result<()> {
        self.raw().request_pipes_stats().map_err(|errno| Error::new("request_pipes_stats", errno))
    }

    /// Binds or connects by `attach`, and waits until `peers` handshakes have succeeded; false when the timeout ran out
    /// before.
    ///
    /// The events are watched from before `attach` on, so none is missed. Peers that were there before are not counted, nor
    /// are those over inproc, which has no handshake. A subscriber's topics may still be on their way to the publisher when
    /// its handshake is done.
    ///
    /// # Errors
    /// Those of `attach` and of [`monitor`](Socket::monitor). When the socket has a monitor already, which this would end:
    /// use its [`wait_for_peers`](Monitor::wait_for_peers).
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use zeroxide::{Context, PULL, PUSH};
    ///
    /// let context = Context::new()?;
    /// let pull = context.socket(PULL)?;
    /// let endpoint = pull.bind("tcp://127.0.0.1:*")?;
    /// let push = context.socket(PUSH)?;
    /// let connected = push.attach_and_wait(1, Some(Duration::from_secs(10)), |push| push.connect(&endpoint))?;
    /// assert!(connected);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn attach_and_wait<T>(
        &self,
        peers: usize,
        timeout: Option<Duration>,
        attach: impl FnOnce(&Socket<K>) -> Result<T>,
    ) -> Result<bool> {
        const OPERATION: &str = "attach_and_wait";
        if self.raw().is_monitored().map_err(|errno| Error::new(OPERATION, errno))? {
            return Err(Error::input(OPERATION, "the socket has a monitor, which this would end; use wait_for_peers"));
        }
        let monitor = Monitor::open(self, OPERATION, MonitorEvents::PEERS, Format::V1)?;
        attach(self)?;
        monitor.wait_for_peers(peers, timeout)
    }
}

impl Monitor {
    fn open<K: Kind>(
        socket: &Socket<K>,
        operation: &'static str,
        events: MonitorEvents,
        format: Format,
    ) -> Result<Monitor> {
        // Before that, libzmq did not lock what a monitor may do on another thread than the socket's.
        if crate::version() < crate::Version::new(4, 2, 3) {
            return Err(Error::Unsupported {
                operation,
                what: "monitors that any thread may drop, before libzmq 4.2.3",
            });
        }
        if format == Format::V1 && events.bits() > u64::from(u16::MAX) {
            return Err(Error::input(operation, "libzmq's first format has no such events; see monitor_v2"));
        }
        let reader = socket.context().socket(PAIR)?;
        let fail = |errno| Error::new(operation, errno);
        // The context's defaults are for the program's own sockets: a limit here would stop the library's threads.
        if guarded!("b01_monitor_unread" "b01_monitor_has_no_limit") {
            reader.raw().set_int(ffi::ZMQ_RCVHWM, 0).map_err(fail)?;
        }
        reader.set_linger(Some(Duration::ZERO))?;
        reader.set_rcvtimeo(None)?;
        let endpoint = CString::new(Endpoint::inproc_unique().as_str()).unwrap_or_default();
        // The end of the reports is one of them: it comes behind all others, and wakes a reader that waits.
        let mask = events.bits() | u64::from(ffi::ZMQ_EVENT_MONITOR_STOPPED.unsigned_abs());
        let tap = socket.raw().monitor(reader.raw(), &endpoint, mask, format).map_err(fail)?;
        Ok(Monitor { _tap: Tapped(tap), reader, events, log: RefCell::default() })
    }

    /// Waits for the next event; none when there will be no more, because the socket was dropped or got another monitor.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the context was shut down.
    pub fn recv(&self) -> Result<Option<MonitorEvent>> {
        self.next_event("Monitor::recv", Wait::Configured)
    }

    /// The next event if there is one. [`is_ended`](Monitor::is_ended) says whether there may be more.
    ///
    /// # Errors
    /// As [`recv`](Monitor::recv).
    pub fn try_recv(&self) -> Result<Option<MonitorEvent>> {
        self.next_event("Monitor::try_recv", Wait::Never)
    }

    /// The next event if one comes in time. [`is_ended`](Monitor::is_ended) says whether there may be more.
    ///
    /// # Errors
    /// As [`recv`](Monitor::recv).
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<MonitorEvent>> {
        self.next_event("Monitor::recv_timeout", Wait::Within(timeout))
    }

    /// [`recv`](Monitor::recv) for the frames of an event as libzmq wrote them, for passing them on. The last event is
    /// `ZMQ_EVENT_MONITOR_STOPPED`, whether it was asked for or not; then none come.
    ///
    /// # Errors
    /// As [`recv`](Monitor::recv).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, REP};
    ///
    /// let context = Context::new()?;
    /// let server = context.socket(REP)?;
    /// let monitor = server.monitor_all()?;
    /// server.bind("tcp://127.0.0.1:*")?;
    /// drop(server);
    /// let mut events = 0;
    /// while let Some(frames) = monitor.recv_frames()? {
    ///     assert_eq!(frames[0].len(), 6);
    ///     events += 1;
    /// }
    /// assert!(events >= 2);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn recv_frames(&self) -> Result<Option<Multipart>> {
        Ok(self.next_frames("Monitor::recv_frames", Wait::Configured)?.map(|(frames, _)| frames))
    }

    /// [`recv_frames`](Monitor::recv_frames) that waits this long at most; not at all with zero.
    ///
    /// # Errors
    /// As [`recv`](Monitor::recv).
    pub fn recv_frames_timeout(&self, timeout: Duration) -> Result<Option<Multipart>> {
        Ok(self.next_frames("Monitor::recv_frames_timeout", Wait::Within(timeout))?.map(|(frames, _)| frames))
    }

    /// Whether the last event was read, and none will follow.
    pub fn is_ended(&self) -> bool {
        self.log.borrow().has_ended()
    }

    /// How many handshakes have succeeded since the monitor was made, minus the connections that ended, as far as the
    /// events were read. It takes all of [`MonitorEvents::PEERS`] to count right.
    pub fn peers(&self) -> usize {
        self.log.borrow().peers()
    }

    /// Waits until there are `count` [`peers`](Monitor::peers); false when the timeout ran out before, or when the monitor
    /// ended. The events on the way are counted and not kept.
    ///
    /// # Errors
    /// When the monitor was not made for all of [`MonitorEvents::PEERS`]; otherwise as [`recv`](Monitor::recv).
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use zeroxide::{Context, DEALER, ROUTER};
    ///
    /// let context = Context::new()?;
    /// let router = context.socket(ROUTER)?;
    /// let monitor = router.monitor_all()?;
    /// let endpoint = router.bind("tcp://127.0.0.1:*")?;
    /// let workers = (0..3).map(|_| context.builder_for(DEALER).connect(endpoint.clone()).build());
    /// let workers = workers.collect::<Result<Vec<_>, _>>()?;
    /// assert!(monitor.wait_for_peers(3, Some(Duration::from_secs(10)))?);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn wait_for_peers(&self, count: usize, timeout: Option<Duration>) -> Result<bool> {
        const OPERATION: &str = "wait_for_peers";
        if !self.events.contains(MonitorEvents::PEERS) {
            return Err(Error::input(OPERATION, "the monitor was made without all of MonitorEvents::PEERS"));
        }
        let until = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        while self.peers() < count {
            let wait = match until {
                None => Wait::Configured,
                Some(until) => Wait::Within(until.saturating_duration_since(Instant::now())),
            };
            if self.next_event(OPERATION, wait)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The events until the monitor ends or the context is shut down; it waits for each.
    pub fn iter(&self) -> MonitorIter<'_> {
        MonitorIter { monitor: self }
    }

    fn next_event(&self, operation: &'static str, wait: Wait) -> Result<Option<MonitorEvent>> {
        let event = self.next_frames(operation, wait)?.map(|(_, event)| event);
        Ok(event.filter(|event| *event != MonitorEvent::Stopped))
    }

    fn next_frames(&self, operation: &'static str, wait: Wait) -> Result<Option<(Multipart, MonitorEvent)>> {
        if self.is_ended() {
            return Ok(None);
        }
        match self.reader.receive_all(operation, wait) {
            Ok(mut frames) => {
                let event = self.log.borrow_mut().note(&mut frames);
                Ok(Some((frames, event)))
            }
            Err(Error::WouldBlock { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What it is made of. The first part is to be dropped before the second.
    #[cfg(feature = "aio")]
    pub(crate) fn into_parts(self) -> (Tapped, Socket<Pair>, MonitorEvents, Log) {
        (self._tap, self.reader, self.events, self.log.into_inner())
    }

    #[cfg(feature = "aio")]
    pub(crate) fn from_parts(tap: Tapped, reader: Socket<Pair>, events: MonitorEvents, log: Log) -> Monitor {
        Monitor { _tap: tap, reader, events, log: RefCell::new(log) }
    }
}

impl Pollable for Monitor {}

impl Sealed for Monitor {
    fn watched(&self) -> Watched<'_> {
        Watched(self.reader.raw())
    }
}

/// Ends the reports when it is dropped.
#[derive(Debug)]
pub(crate) struct Tapped(Tap);

impl Drop for Tapped {
    fn drop(&mut self) {
        if guarded!("b01_monitor_dropped_first") {
            self.0.stop();
        }
    }
}

impl fmt::Debug for Monitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitor").field("events", &self.events).field("ended", &self.is_ended()).finish_non_exhaustive()
    }
}

/// The events of a [`Monitor`], from [`Monitor::iter`].
#[derive(Debug)]
pub struct MonitorIter<'a> {
    monitor: &'a Monitor,
}

impl Iterator for MonitorIter<'_> {
    type Item = MonitorEvent;

    fn next(&mut self) -> Option<MonitorEvent> {
        self.monitor.recv().ok().flatten()
    }
}

impl<'a> IntoIterator for &'a Monitor {
    type Item = MonitorEvent;
    type IntoIter = MonitorIter<'a>;

    fn into_iter(self) -> MonitorIter<'a> {
        self.iter()
    }
}

/// The events of a [`Monitor`] that it owns, from its [`into_iter`](Monitor::into_iter).
#[derive(Debug)]
pub struct MonitorIntoIter {
    monitor: Monitor,
}

impl Iterator for MonitorIntoIter {
    type Item = MonitorEvent;

    fn next(&mut self) -> Option<MonitorEvent> {
        self.monitor.recv().ok().flatten()
    }
}

impl IntoIterator for Monitor {
    type Item = MonitorEvent;
    type IntoIter = MonitorIntoIter;

    fn into_iter(self) -> MonitorIntoIter {
        MonitorIntoIter { monitor: self }
    }
}
