//! A thread that watches the descriptors of all sockets of the process that have no runtime to do it.

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::budget::Budget;
use super::{Driver, Errno};
use crate::context::Context as ZmqContext;
use crate::events::PollEvents;
use crate::kind::Pair;
use crate::raw::{PollItem, RawFd, generation, poll};
use crate::socket::{Socket, pipe};
use crate::{Error, Result};

/// One socket's part of it.
struct Thread {
    watched: Arc<Watched>,
    reactor: Arc<Reactor>,
    budget: Budget,
}

struct Watched {
    fd: RawFd,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waker: Option<Waker>,
    /// Whether the thread has it, or will soon.
    armed: bool,
    /// Whether the descriptor became readable, and nobody was told.
    fired: bool,
    gone: bool,
}

/// The way to the thread.
struct Reactor {
    /// What it shall watch from now on.
    new: Mutex<Vec<Arc<Watched>>>,
    /// Ends its wait.
    bell: Mutex<Socket<Pair>>,
    generation: u32,
}

pub(in crate::aio) fn open(fd: RawFd) -> Result<Box<dyn Driver>> {
    let reactor = Reactor::get()?;
    let watched = Arc::new(Watched { fd, state: Mutex::default() });
    Ok(Box::new(Thread { watched, reactor, budget: Budget::default() }))
}

impl Driver for Thread {
    fn poll_share(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.budget.poll(cx)
    }

    fn clear(&self, _proxy: &Waker) {
        self.watched.lock().fired = false;
    }

    fn poll_arm(&self, proxy: &Waker) -> Poll<io::Result<()>> {
        let mut state = self.watched.lock();
        if std::mem::take(&mut state.fired) {
            return Poll::Ready(Ok(()));
        }
        if state.waker.is_none() {
            state.waker = Some(proxy.clone());
        }
        if !std::mem::replace(&mut state.armed, true) {
            drop(state);
            self.reactor.watch(self.watched.clone());
        }
        Poll::Pending
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        let mut state = self.watched.lock();
        state.gone = true;
        state.waker = None;
        let armed = state.armed;
        drop(state);
        if armed {
            self.reactor.ring();
        }
    }
}

impl Watched {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fire(&self) {
        let mut state = self.lock();
        state.armed = false;
        state.fired = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            // An executor's panic is its own affair; other sockets depend on this thread.
            let _ = catch_unwind(AssertUnwindSafe(|| waker.wake()));
        }
    }
}

impl Reactor {
    /// The process's one, started when it is first needed; anew after a fork.
    fn get() -> Result<Arc<Reactor>> {
        static REACTOR: Mutex<Option<Arc<Reactor>>> = Mutex::new(None);
        let mut running = REACTOR.lock().unwrap_or_else(PoisonError::into_inner);
        match &*running {
            Some(reactor) if reactor.generation == generation() => Ok(reactor.clone()),
            _ => {
                let reactor = Reactor::start()?;
                *running = Some(reactor.clone());
                Ok(reactor)
            }
        }
    }

    fn start() -> Result<Arc<Reactor>> {
        let context = ZmqContext::new()?;
        let (bell, listener) = pipe(&context)?;
        let reactor = Arc::new(Reactor { new: Mutex::default(), bell: Mutex::new(bell), generation: generation() });
        let run = {
            let reactor = reactor.clone();
            move || reactor.run(&listener)
        };
        match std::thread::Builder::new().name("zeroxide-aio".into()).spawn(run) {
            Ok(_) => Ok(reactor),
            Err(error) => Err(Error::new("AsyncSocket", Errno(error.raw_os_error().unwrap_or(libc::EAGAIN)))),
        }
    }

    fn new_ones(&self) -> MutexGuard<'_, Vec<Arc<Watched>>> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self, watched: Arc<Watched>) {
        let mut new = self.new_ones();
        new.push(watched);
        // Whoever put the first one there rang, and it was not fetched yet.
        let first = new.len() == 1;
        drop(new);
        if first {
            self.ring();
        }
    }

    fn ring(&self) {
        // Where the bell's queue is full, it has rung.
        let _ = self.bell.lock().unwrap_or_else(PoisonError::into_inner).try_send([]);
    }

    /// The thread. It ends when its own context does, which is never.
    fn run(&self, listener: &Socket<Pair>) {
        let mut watched: Vec<Arc<Watched>> = Vec::new();
        let mut items = Vec::new();
        let readable = PollEvents::READABLE.bits();
        loop {
            loop {
                match listener.try_recv() {
                    Ok(Some(_)) => {}
                    Ok(None) => break,
                    Err(_) => return,
                }
            }
            watched.append(&mut self.new_ones());
            watched.retain(|watched| !watched.lock().gone);
            items.clear();
            items.extend(PollItem::of_socket(listener.raw(), readable));
            items.extend(watched.iter().map(|watched| PollItem::of_fd(watched.fd, readable)));
            // What cannot be watched is tried anew by those who wait, who find out what is wrong.
            let failed = poll(&mut items, -1).is_err_and(|errno| errno != Errno::INTR);
            let mut fired = items.iter().skip(1).map(|item| failed || item.found() != 0);
            watched.retain(|watched| {
                let fired = fired.next().unwrap_or(false);
                if fired {
                    watched.fire();
                }
                !fired
            });
        }
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("thread")
    }
}
