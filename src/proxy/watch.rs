//! The wait of a proxy.
//!
//! `zmq_poll` asks every socket for its descriptor, asks the system once without waiting, and then asks every socket for
//! its events, all before it waits. A proxy knows more: the descriptors from the beginning, and of a socket that just had
//! nothing to receive that only its descriptor can tell that this has changed. In turn, what the wait calls readable may
//! prove to be empty.

use std::time::Duration;

use super::end::End;
use crate::Result;
use crate::events::{POLLIN, PollEvents};
use crate::raw::{Errno, PollItem, PollSet, RawSocket};
#[cfg(unix)]
use crate::{
    Error,
    raw::{Signal, await_signals},
    time::Deadline,
};

/// The sockets that a proxy waits for.
pub(super) struct Watch<'a> {
    items: PollSet<'a>,
    /// One for each item.
    #[cfg(unix)]
    states: Vec<State>,
    #[cfg(unix)]
    signals: Vec<Signal>,
}

/// What is known of a socket.
#[cfg(unix)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unknown,
    /// It had nothing to receive when it was last used in any way. It may have room to send.
    Drained,
}

impl<'a> Watch<'a> {
    pub(super) fn new() -> Watch<'a> {
        Watch {
            items: PollSet(Vec::with_capacity(4)),
            #[cfg(unix)]
            states: Vec::with_capacity(4),
            #[cfg(unix)]
            signals: Vec::with_capacity(4),
        }
    }

    pub(super) fn add(&mut self, socket: &'a RawSocket, events: PollEvents) -> Result<(), Errno> {
        self.items.0.push(PollItem::of_socket(socket, events.bits())?);
        #[cfg(unix)]
        {
            self.states.push(State::Unknown);
            self.signals.push(Signal::of(socket)?);
        }
        Ok(())
    }

    pub(super) fn len(&self) -> usize {
        self.items.0.len()
    }

    /// Waits for nothing on the first sockets.
    pub(super) fn clear(&mut self, count: usize) {
        self.items.0.iter_mut().take(count).for_each(|item| item.set_events(PollEvents::empty()));
    }

    /// Waits for this too.
    pub(super) fn want(&mut self, end: End<'_>, events: PollEvents) {
        if let Some(item) = self.items.0.iter_mut().find(|item| item.watches(end.raw)) {
            item.set_events(item.events() | events);
        }
    }

    /// What the last wait found.
    pub(super) fn found(&self, end: End<'_>) -> PollEvents {
        self.items.0.iter().find(|item| item.watches(end.raw)).map_or(PollEvents::empty(), PollItem::revents)
    }

    /// Whether the last wait found anything.
    #[cfg(feature = "aio")]
    pub(super) fn has_found(&self) -> bool {
        self.items.0.iter().any(|item| !item.revents().is_empty())
    }

    /// Has the next wait ask every socket, where something else than this waits for their descriptors.
    #[cfg(feature = "aio")]
    pub(super) fn forget(&mut self) {
        #[cfg(unix)]
        self.states.fill(State::Unknown);
    }

    /// Whether the last wait found a message at any but the first sockets.
    pub(super) fn is_readable_past(&self, count: usize) -> bool {
        self.items.0.iter().skip(count).any(PollItem::is_readable)
    }
}

#[cfg(unix)]
impl Watch<'_> {
    /// To be told of every use of a socket that may have changed what it has for its user.
    pub(super) fn used(&mut self, end: End<'_>) {
        self.note(end, State::Unknown);
    }

    /// To be told when a socket was used, and last had nothing to receive.
    pub(super) fn drained(&mut self, end: End<'_>) {
        self.note(end, State::Drained);
    }

    fn note(&mut self, end: End<'_>, state: State) {
        for (_, old) in self.items.0.iter().zip(&mut self.states).filter(|(item, _)| item.watches(end.raw)) {
            *old = state;
        }
    }

    /// Waits until any socket has what is wanted of it, `timeout` at most; none is no limit.
    pub(super) fn wait(&mut self, operation: &'static str, timeout: Option<Duration>) -> Result<()> {
        self.await_any(timeout).map_err(|errno| Error::new(operation, errno))
    }

    fn await_any(&mut self, timeout: Option<Duration>) -> Result<(), Errno> {
        let deadline = Deadline::after(timeout);
        loop {
            let mut found = false;
            for ((item, state), signal) in self.items.0.iter_mut().zip(&mut self.states).zip(&mut self.signals) {
                // Room to send may come of any use of the socket, and is asked for.
                let is_known = *state == State::Drained && POLLIN.contains(item.events());
                let is_signalled = signal.take();
                if is_known && !is_signalled {
                    item.clear();
                    continue;
                }
                if is_known && item.events() == POLLIN {
                    // As a rule it is a message. Whoever wants it finds out by receiving, which is no dearer than asking.
                    item.suppose(POLLIN.bits());
                    *state = State::Unknown;
                    found = true;
                    continue;
                }
                item.ask()?;
                let drained = item.events() == POLLIN && !item.is_readable();
                *state = if drained { State::Drained } else { State::Unknown };
                found |= !item.revents().is_empty();
            }
            if found || deadline.has_passed() {
                return Ok(());
            }
            match await_signals(&mut self.signals, deadline.left()) {
                Ok(()) | Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
            }
        }
    }
}

#[cfg(not(unix))]
impl Watch<'_> {
    pub(super) fn used(&mut self, _: End<'_>) {}

    pub(super) fn drained(&mut self, _: End<'_>) {}

    pub(super) fn wait(&mut self, operation: &'static str, timeout: Option<Duration>) -> Result<()> {
        crate::poller::wait(operation, &mut self.items.0, timeout).map(drop)
    }
}
