//! How often to try an operation and how long to wait between: the one place that knows what a timeout, a signal and
//! `EAGAIN` mean.

use std::cell::Cell;
use std::time::Duration;

use zeroxide_sys as ffi;

use super::Socket;
use crate::events::PollEvents;
use crate::guard::guarded;
use crate::kind::Kind;
use crate::raw::{DONTWAIT, Errno, PollItem, RawSocket, poll};
use crate::time::Deadline;

/// How long a caller is willing to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wait {
    /// As the socket's own timeout says.
    Configured,
    /// Not at all.
    Never,
    /// For this long.
    Within(Duration),
}

/// Which way the message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Send,
    Receive,
}

/// The flags of an operation's first try. A wait without limit is libzmq's own; any other begins with a try that does not
/// wait, so that the clock is read only when there is something to wait for.
#[inline]
pub(super) fn first_flags(wait: Wait, configured: i32) -> i32 {
    match wait {
        Wait::Configured if configured < 0 => 0,
        _ => DONTWAIT,
    }
}

/// The later tries of one operation: after a failure, [`again`](Patience::again) waits and answers the flags of the next
/// try, or gives the failure back.
#[derive(Debug)]
pub(super) struct Patience<'a> {
    socket: &'a RawSocket,
    direction: Direction,
    /// Whether to wait by polling, not in libzmq's own call.
    polls: bool,
    /// Whether what is to be sent is a request, which libzmq may have begun when it failed.
    request: bool,
    wait: Wait,
    deadline: Cell<Option<Deadline>>,
    probed: Cell<bool>,
    /// The timeout option to put back, where it was changed for a wait.
    restore: Cell<Option<i32>>,
    configured: i32,
}

impl<'a> Patience<'a> {
    pub(super) fn new<K: Kind>(socket: &'a Socket<K>, direction: Direction, wait: Wait) -> Patience<'a> {
        let configured = match direction {
            Direction::Send => socket.state.sndtimeo(),
            Direction::Receive => socket.state.rcvtimeo(),
        };
        Patience {
            socket: &socket.raw,
            direction,
            // Thread-safe kinds share their timeout options.
            polls: K::SHARED || (direction == Direction::Send && socket.state.polls()),
            request: direction == Direction::Send && socket.state.polls(),
            wait: match wait {
                Wait::Within(timeout) if timeout.is_zero() => Wait::Never,
                Wait::Configured if configured == 0 => Wait::Never,
                wait => wait,
            },
            deadline: Cell::new(None),
            probed: Cell::new(false),
            restore: Cell::new(None),
            configured,
        }
    }

    /// Tries until it works or there is nothing more to wait for. `errno` is why the first try failed.
    #[cold]
    pub(super) fn persist<T>(
        &self,
        mut errno: Errno,
        attempt: &mut dyn FnMut(&RawSocket, i32) -> Result<T, Errno>,
    ) -> Result<T, Errno> {
        loop {
            let flags = self.again(errno)?;
            match attempt(self.socket, flags) {
                Ok(done) => return Ok(done),
                Err(next) => errno = next,
            }
        }
    }

    /// What to do after a failed try.
    pub(super) fn again(&self, errno: Errno) -> Result<i32, Errno> {
        if self.request && errno == Errno::AGAIN {
            self.socket.forget_request();
        }
        if errno == Errno::INTR && !guarded!("b12_signals") {
            return Err(errno);
        }
        match (errno, self.wait) {
            (Errno::INTR | Errno::AGAIN, Wait::Configured) if self.configured < 0 && self.request => {
                self.poll(Deadline::after(None))
            }
            (Errno::INTR, Wait::Configured) if self.configured < 0 => Ok(0),
            (Errno::INTR | Errno::AGAIN, Wait::Configured) if self.configured > 0 => {
                self.within(Duration::from_millis(self.configured.unsigned_abs().into()))
            }
            (Errno::INTR | Errno::AGAIN, Wait::Within(timeout)) => self.within(timeout),
            (Errno::INTR, _) => Ok(DONTWAIT),
            // A send that does not wait looks for news of its peers only now and then, and may miss that there is room.
            // Asking for the events does look.
            (Errno::AGAIN, Wait::Never) if self.direction == Direction::Send && !self.probed.replace(true) => {
                let events = self.socket.get_int(ffi::ZMQ_EVENTS)?;
                if events & i32::from(PollEvents::WRITABLE.bits()) != 0 { Ok(DONTWAIT) } else { Err(errno) }
            }
            _ => Err(errno),
        }
    }

    fn within(&self, timeout: Duration) -> Result<i32, Errno> {
        let deadline = match self.deadline.get() {
            Some(deadline) if deadline.has_passed() => return Err(Errno::AGAIN),
            Some(deadline) => deadline,
            None => {
                let deadline = Deadline::after(Some(timeout));
                self.deadline.set(Some(deadline));
                deadline
            }
        };
        if self.polls {
            return self.poll(deadline);
        }
        // libzmq waits by the socket's option, which is borrowed for what is left of the time; 0 would not wait at all.
        let left = match deadline.left() {
            0 => 1,
            left => left,
        };
        if self.restore.get().is_some() || left != self.configured {
            self.socket.set_int(self.option(), left)?;
            self.restore.set(Some(self.configured));
        }
        Ok(0)
    }

    /// Waits for the socket to be ready.
    fn poll(&self, deadline: Deadline) -> Result<i32, Errno> {
        let events = match self.direction {
            Direction::Send => PollEvents::WRITABLE,
            Direction::Receive => PollEvents::READABLE,
        };
        // Some kinds are always writable: those are asked again after a moment.
        const NAP: i32 = 5;
        let mut item = [PollItem::of_socket(self.socket, events.bits())?];
        match poll(&mut item, deadline.left().into()) {
            Ok(_) if self.direction == Direction::Send && self.probed.replace(true) => {
                std::thread::sleep(Duration::from_millis(NAP.unsigned_abs().into()));
            }
            Ok(_) | Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
        }
        Ok(DONTWAIT)
    }

    fn option(&self) -> i32 {
        match self.direction {
            Direction::Send => ffi::ZMQ_SNDTIMEO,
            Direction::Receive => ffi::ZMQ_RCVTIMEO,
        }
    }
}

impl Drop for Patience<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(timeout) = self.restore.get() {
            let _ = self.socket.set_int(self.option(), timeout);
        }
    }
}
