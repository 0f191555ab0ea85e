//! Monitors whose events are awaited.

use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use futures_core::{FusedStream, Stream};

use super::operation::settle;
use super::shared::Ticket;
use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::kind::{Kind, Pair};
use crate::monitor::{Log, Monitor, MonitorEvent, MonitorEvents, Tapped};
use crate::socket::{Socket, Wait};
use crate::{Error, Result};

/// A [`Monitor`] whose events are awaited, and which is a [`Stream`] of them.
///
/// Made from a monitor, or by [`AsyncSocket::monitor`]. A receive that is dropped has taken no event. As a stream it ends
/// where the monitor does, and when the context is shut down.
///
/// # Examples
/// ```
/// use futures_lite::StreamExt;
/// use zeroxide::{Context, MonitorEvent, MonitorEvents, PULL, PUSH};
///
/// # fn main() -> Result<(), zeroxide::Error> {
/// # futures_lite::future::block_on(async {
/// let context = Context::new()?;
/// let pull = context.builder_for(PULL).build_async()?;
/// let mut monitor = pull.monitor(MonitorEvents::ALL)?;
/// let endpoint = pull.with(|socket| socket.bind("tcp://127.0.0.1:*"))?;
/// let push = context.builder_for(PUSH).connect(endpoint).build_async()?;
/// while let Some(event) = monitor.next().await {
///     println!("{event}");
///     if let MonitorEvent::HandshakeSucceeded { .. } = event {
///         break;
///     }
/// }
/// drop(pull);
/// while monitor.recv().await?.is_some() {}
/// assert!(monitor.is_ended());
/// # Ok(())
/// # })
/// # }
/// ```
#[derive(Debug)]
pub struct AsyncMonitor {
    // Closed first, before the reader is.
    tap: Tapped,
    reader: AsyncSocket<Pair>,
    events: MonitorEvents,
    log: Mutex<Log>,
    /// The stream's place among those who wait.
    ticket: Option<Ticket>,
}

impl<K: Kind> AsyncSocket<K> {
    /// Reports events of some kinds from now on, as [`Socket::monitor`] does.
    ///
    /// # Errors
    /// As [`Socket::monitor`] and [`AsyncSocket::new`].
    pub fn monitor(&self, events: MonitorEvents) -> Result<AsyncMonitor> {
        AsyncMonitor::new(self.with(|socket| socket.monitor(events))?)
    }
}

impl AsyncMonitor {
    /// Makes a monitor asynchronous, by what suits where it is called: see [`AsyncSocket::new`].
    ///
    /// # Errors
    /// As [`AsyncSocket::new`].
    pub fn new(monitor: Monitor) -> Result<AsyncMonitor> {
        AsyncMonitor::open(monitor, AsyncSocket::new)
    }

    /// Has the monitor watched by the tokio runtime that this is called in: see [`AsyncSocket::tokio`].
    ///
    /// # Errors
    /// As [`AsyncSocket::tokio`].
    #[cfg(all(unix, feature = "tokio"))]
    pub fn tokio(monitor: Monitor) -> Result<AsyncMonitor> {
        AsyncMonitor::open(monitor, AsyncSocket::tokio)
    }

    /// Has the monitor watched by async-io's reactor: see [`AsyncSocket::smol`].
    ///
    /// # Errors
    /// As [`AsyncSocket::smol`].
    #[cfg(all(unix, feature = "smol"))]
    pub fn smol(monitor: Monitor) -> Result<AsyncMonitor> {
        AsyncMonitor::open(monitor, AsyncSocket::smol)
    }

    /// Has the monitor watched by a thread: see [`AsyncSocket::threaded`].
    ///
    /// # Errors
    /// As [`AsyncSocket::threaded`].
    pub fn threaded(monitor: Monitor) -> Result<AsyncMonitor> {
        AsyncMonitor::open(monitor, AsyncSocket::threaded)
    }

    fn open(monitor: Monitor, open: fn(Socket<Pair>) -> Result<AsyncSocket<Pair>>) -> Result<AsyncMonitor> {
        let (tap, reader, events, log) = monitor.into_parts();
        Ok(AsyncMonitor { tap, reader: open(reader)?, events, log: Mutex::new(log), ticket: None })
    }

    /// Gives the monitor back. No event is lost.
    pub fn into_inner(self) -> Monitor {
        let AsyncMonitor { tap, reader, events, log, .. } = self;
        Monitor::from_parts(tap, reader.into_inner(), events, log.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits for the next event; none when there will be no more, because the socket was dropped or got another monitor.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the context was shut down.
    pub async fn recv(&self) -> Result<Option<MonitorEvent>> {
        const OPERATION: &str = "AsyncMonitor::recv";
        let event =
            self.reader.operate_for(OPERATION, Direction::Receive, |socket| self.next_event(OPERATION, socket)).await;
        self.tell_end();
        event
    }

    /// The next event if there is one. [`is_ended`](AsyncMonitor::is_ended) says whether there may be more. This is no
    /// future; it may be called from anywhere.
    ///
    /// # Errors
    /// As [`recv`](AsyncMonitor::recv).
    pub fn try_recv(&self) -> Result<Option<MonitorEvent>> {
        let event = self.reader.with(|socket| self.next_event("AsyncMonitor::try_recv", socket));
        self.tell_end();
        match event {
            Err(Error::WouldBlock { .. }) => Ok(None),
            event => event,
        }
    }

    /// Whether the last event was read, and none will follow.
    pub fn is_ended(&self) -> bool {
        self.log().has_ended()
    }

    /// How many peers there are by the events that were read: see [`Monitor::peers`].
    pub fn peers(&self) -> usize {
        self.log().peers()
    }

    /// Waits until there are `count` [`peers`](AsyncMonitor::peers); false when the monitor ended before. The events on the
    /// way are counted and not kept.
    ///
    /// # Errors
    /// When the monitor was not made for all of [`MonitorEvents::PEERS`]; otherwise as [`recv`](AsyncMonitor::recv).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, DEALER, MonitorEvents, ROUTER};
    ///
    /// # fn main() -> Result<(), zeroxide::Error> {
    /// # futures_lite::future::block_on(async {
    /// let context = Context::new()?;
    /// let router = context.builder_for(ROUTER).build_async()?;
    /// let monitor = router.monitor(MonitorEvents::PEERS)?;
    /// let endpoint = router.with(|socket| socket.bind("tcp://127.0.0.1:*"))?;
    /// let dealer = context.builder_for(DEALER).connect(endpoint).build_async()?;
    /// assert!(monitor.wait_for_peers(1).await?);
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    pub async fn wait_for_peers(&self, count: usize) -> Result<bool> {
        const OPERATION: &str = "AsyncMonitor::wait_for_peers";
        if !self.events.contains(MonitorEvents::PEERS) {
            return Err(Error::input(OPERATION, "the monitor was made without all of MonitorEvents::PEERS"));
        }
        while self.peers() < count {
            if self.recv().await?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counted while the socket is held, so that events are in the order in which they were read.
    fn next_event(&self, operation: &'static str, socket: &Socket<Pair>) -> Result<Option<MonitorEvent>> {
        if self.is_ended() {
            return Ok(None);
        }
        let mut frames = socket.receive_all(operation, Wait::Never)?;
        let event = self.log().note(&mut frames);
        Ok(Some(event).filter(|event| *event != MonitorEvent::Stopped))
    }

    /// Calls everybody else who waits, once there is nothing more to wait for.
    fn tell_end(&self) {
        if self.is_ended() {
            self.reader.shared.call_all().into_iter().for_each(Waker::wake);
        }
    }
}

impl Stream for AsyncMonitor {
    type Item = MonitorEvent;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<MonitorEvent>> {
        let monitor = self.get_mut();
        let mut ticket = monitor.ticket.take();
        let mut event = None;
        let mut attempt = |socket: &Socket<Pair>| settle(&mut event, monitor.next_event("AsyncMonitor", socket));
        let polled = monitor.reader.poll_operation(cx, Direction::Receive, &mut ticket, &mut attempt);
        monitor.ticket = ticket;
        let _ = ready!(polled);
        monitor.tell_end();
        Poll::Ready(event.and_then(Result::ok).flatten())
    }
}

impl FusedStream for AsyncMonitor {
    fn is_terminated(&self) -> bool {
        self.is_ended()
    }
}
