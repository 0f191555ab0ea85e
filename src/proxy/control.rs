//! How a proxy on its own thread is spoken to.

use std::cell::Cell;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::engine::Engine;
use super::statistics::ProxyStatistics;
use crate::context::Context;
use crate::kind::Pair;
use crate::raw::RawSocket;
use crate::socket::{Socket, pipe};
use crate::{Error, Result};

/// What a proxy can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Pause,
    Resume,
    Report,
    Detach,
    Stop,
}

/// An order, and where to answer once it is carried out.
type Letter = (Order, SyncSender<ProxyStatistics>);

/// The proxy's side. Orders come through a channel, so that they are cheap to look for; the socket only ends the wait.
#[derive(Debug)]
pub(super) struct Remote {
    orders: Receiver<Letter>,
    wake: Socket<Pair>,
    /// Whether to go on when the handle is gone.
    detached: Cell<bool>,
    ended: Arc<Ended>,
}

/// The handle's side.
#[derive(Debug)]
pub(super) struct Control {
    orders: Sender<Letter>,
    wake: Mutex<Socket<Pair>>,
    ended: Arc<Ended>,
}

/// Whether the proxy has ended.
#[derive(Debug, Default)]
struct Ended {
    ended: Mutex<bool>,
    changed: Condvar,
}

impl Ended {
    fn lock(&self) -> MutexGuard<'_, bool> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn control(context: &Context) -> Result<(Control, Remote)> {
    let (here, there) = pipe(context)?;
    let (sender, receiver) = channel();
    let ended = Arc::default();
    let remote = Remote { orders: receiver, wake: there, detached: Cell::new(false), ended: Arc::clone(&ended) };
    Ok((Control { orders: sender, wake: Mutex::new(here), ended }, remote))
}

impl Remote {
    pub(super) fn socket(&self) -> &RawSocket {
        self.wake.raw()
    }

    /// Carries out what was ordered, and says whether to go on. A handle that is gone means no.
    pub(super) fn obey(&self, engine: &mut Engine<'_>) -> bool {
        // What fails here fails in the next wait.
        while engine.is_woken() && matches!(self.wake.try_recv(), Ok(Some(_))) {}
        loop {
            let (order, answer) = match self.orders.try_recv() {
                Ok(letter) => letter,
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return self.detached.get(),
            };
            match order {
                Order::Pause => engine.paused = true,
                Order::Resume => engine.paused = false,
                Order::Detach => self.detached.set(true),
                Order::Report | Order::Stop => {}
            }
            // Whoever asked may have given up.
            let _ = answer.send(engine.statistics());
            if order == Order::Stop {
                return false;
            }
        }
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        *self.ended.lock() = true;
        self.ended.changed.notify_all();
    }
}

impl Control {
    /// Gives an order and waits until it is carried out, which takes the proxy a round.
    pub(super) fn order(&self, operation: &'static str, order: Order) -> Result<ProxyStatistics> {
        let ended = || Error::Terminated { operation };
        let (answer, answered) = sync_channel(1);
        self.orders.send((order, answer)).map_err(|_| ended())?;
        self.wake(operation)?;
        answered.recv().map_err(|_| ended())
    }

    fn wake(&self, operation: &'static str) -> Result<()> {
        let wake = self.wake.lock().unwrap_or_else(PoisonError::into_inner);
        match wake.try_send(b"") {
            // So many are on their way that one of them will do.
            Ok(()) | Err(Error::WouldBlock { .. }) => Ok(()),
            // The proxy's own wait fails for the same reason.
            Err(Error::Terminated { .. }) => Ok(()),
            Err(Error::Forked { .. }) => Err(Error::Forked { operation }),
            Err(error) => Err(error),
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        *self.ended.lock()
    }

    /// Waits until the proxy has ended, and says whether it has.
    pub(super) fn wait(&self, timeout: Duration) -> bool {
        let ended = self.ended.lock();
        // Longer than any clock runs is no limit, and more than some systems take.
        let timeout = timeout.min(Duration::from_secs(u32::MAX.into()));
        let waited = self.ended.changed.wait_timeout_while(ended, timeout, |ended| !*ended);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
